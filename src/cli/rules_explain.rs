//! `kefu rules explain CASE`: the row, what it counts from, the arithmetic, the source, and why other rows lost.

use chrono::Datelike;
use serde_json::{Value, json};

use crate::domain::aftersale::rules::{Explanation, Rules, Told, Worked};
use crate::domain::aftersale::{Case, ClockSource, Lasts};
use crate::domain::{Time, Zone};
use crate::text::Lang;

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, case, rules};

/// Explains the clock of a case.
pub(super) fn run(context: &mut Context, key: &str) -> Outcome {
    let (case, rules) = (case::find(context, key)?, context.rules()?);
    let explained = rules.explain(&case);
    let zone = rules.zone_of(Some(case.shop));
    if context.json {
        context.out.json(&shape(&case, &rules, &explained, zone))?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    let mut table = Table::new(&["", ""]);
    for (label, text) in rows(lang, &case, &rules, &explained, zone, context.now) {
        table.row([label.to_owned(), text]);
    }
    context.out.list(&table)?;
    Ok(Done::Whole)
}

fn rows(
    lang: Lang,
    case: &Case,
    rules: &Rules,
    explained: &Explanation<'_>,
    zone: Zone,
    now: Time,
) -> Vec<(&'static str, String)> {
    let instant = |at: Time| lang.instant(at, zone);
    let mut rows = vec![
        (lang.cli_type(), lang.case_type(case.kind).to_owned()),
        (lang.e_matter(), lang.deadline_on(explained.on).to_owned()),
    ];
    match &explained.told {
        Some(told) => told_rows(lang, told, lang.e_rule(), zone, &mut rows),
        None => rows.push((lang.e_rule(), lang.c_no_rule().to_owned())),
    }
    if let Some(sooner) = &explained.sooner {
        told_rows(lang, sooner, lang.e_sooner(), zone, &mut rows);
    }
    if let Some(clock) = explained.clock {
        if !clock.paused.is_over() {
            rows.push(("", lang.e_paused(&lang.how_long(clock.paused))));
        }
        if let Some(since) = clock.stopped_at {
            rows.push(("", lang.e_stopped(&instant(since))));
        }
        let mut text = instant(clock.act_by);
        if clock.presume_at != clock.act_by {
            text = format!("{text} / {}", instant(clock.presume_at));
        }
        rows.push((lang.e_in_force(), format!("{text}{}", lang.e_by_clock(lang.clock_source(clock.source)))));
        match clock.source {
            ClockSource::Platform => rows.push(("", lang.e_wins_platform().to_owned())),
            ClockSource::Manual => rows.push(("", lang.e_wins_manual().to_owned())),
            ClockSource::Rule => {}
        }
    }
    if rules.clocks_of(case).is_some() {
        rows.push(("", lang.e_changed().to_owned()));
    }
    rows.push((lang.e_then(), lang.clock_line(case, zone, now)));
    for (n, lost) in explained.lost.iter().enumerate() {
        let label = if n == 0 { lang.e_others() } else { "" };
        rows.push((label, format!("{}: {}", lost.row.id, lang.loss(lost.why))));
    }
    for year in unknown_years(rules, explained, zone) {
        rows.push(("", lang.e_unknown_year(year)));
    }
    rows
}

fn told_rows(lang: Lang, told: &Told<'_>, label: &'static str, zone: Zone, rows: &mut Vec<(&'static str, String)>) {
    let row = told.row;
    rows.push((label, lang.e_rule_version(&row.id, row.version)));
    let start = lang.e_start_at(lang.start_event(row.start), &lang.instant(told.act.start, zone));
    rows.push((lang.e_start(), start));
    worked_rows(lang, &told.act, lang.e_act(), zone, rows);
    if told.presume.end != told.act.end {
        worked_rows(lang, &told.presume, lang.e_presume(), zone, rows);
    }
    rows.push((lang.e_source(), format!("{} ({})", row.source, lang.confidence(row.confidence))));
}

fn worked_rows(
    lang: Lang,
    worked: &Worked<'_>,
    label: &'static str,
    zone: Zone,
    rows: &mut Vec<(&'static str, String)>,
) {
    let campaign = worked.campaign.map(|(campaign, _)| lang.e_campaign(&campaign.name)).unwrap_or_default();
    let sum = lang.e_plus(&lang.lasts(worked.lasts), &lang.instant(worked.plain, zone));
    rows.push((label, format!("{sum}{campaign}")));
    for (extension, at) in &worked.moved {
        let (from, to) = (extension.from.to_string(), extension.to.to_string());
        let more = lang.natural(extension.add);
        rows.push(("", lang.e_extension(&from, &to, &more, &extension.source, &lang.instant(*at, zone))));
    }
}

/// Years over which working days were counted without a table of days off.
fn unknown_years(rules: &Rules, explained: &Explanation<'_>, zone: Zone) -> Vec<i32> {
    let mut years = Vec::new();
    for told in explained.told.iter().filter(|told| matches!(told.act.lasts, Lasts::WorkDays(_))) {
        for year in zone.day(told.act.start).year()..=zone.day(told.act.plain).year() {
            if !rules.calendar.knows(year) && !years.contains(&year) {
                years.push(year);
            }
        }
    }
    years
}

fn shape(case: &Case, rules: &Rules, explained: &Explanation<'_>, zone: Zone) -> Value {
    let at = |time: Time| zone.rfc3339(time);
    let worked = |worked: &Worked<'_>| {
        json!({
            "lasts": rules::lasts(worked.lasts),
            "campaign": worked.campaign.map(|(campaign, _)| campaign.name.to_string()),
            "plain": at(worked.plain),
            "extensions": worked.moved.iter().map(|(row, moved)| json!({
                "from": row.from.to_string(), "to": row.to.to_string(), "add": rules::lasts(Lasts::For(row.add)),
                "source": &*row.source, "at": at(*moved),
            })).collect::<Vec<_>>(),
            "at": at(worked.end),
        })
    };
    let told = |told: &Told<'_>| {
        json!({"row": rules::shape(told.row), "start": at(told.act.start), "act": worked(&told.act),
               "presume": worked(&told.presume)})
    };
    json!({
        "case": case.id.to_string(), "about": rules::about(explained.on), "since": at(explained.since),
        "rule": explained.told.as_ref().map(told), "sooner": explained.sooner.as_ref().map(told),
        "clock": explained.clock.map(|clock| json!({
            "act_by": at(clock.act_by), "presume_at": at(clock.presume_at), "source": clock.source.code(),
            "confidence": clock.confidence.code(), "stopped_at": clock.stopped_at.map(at),
            "paused_seconds": clock.paused.whole_secs(),
        })),
        "outdated": rules.clocks_of(case).is_some(),
        "others": explained.lost.iter().map(|lost| json!({
            "id": lost.row.id, "version": lost.row.version, "why": Lang::En.loss(lost.why),
        })).collect::<Vec<_>>(),
    })
}
