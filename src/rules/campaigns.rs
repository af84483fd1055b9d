//! `campaigns.toml`: big sales, and what they change while they run.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::file::Source;
use crate::domain::aftersale::rules::{OrderClock, Rules};
use crate::domain::campaign::{Campaign, Change, Hours};
use crate::domain::reminder::Rhythm;
use crate::domain::{Platform, Problem, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    campaign: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<String>,
    from: Spanned<Datetime>,
    to: Spanned<Datetime>,
    #[serde(default)]
    platforms: Vec<Spanned<String>>,
    #[serde(default)]
    shops: Vec<Spanned<String>>,
    tag: Option<String>,
    #[serde(default)]
    deadlines: BTreeMap<Spanned<String>, Spanned<String>>,
    reminder: Option<RhythmRow>,
    quiet: Option<Vec<Spanned<String>>>,
    first_response: Option<Spanned<String>>,
    #[serde(default)]
    metrics_off: bool,
    source: Spanned<String>,
}

/// A rhythm of reminders, as a platform's file and a campaign write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RhythmRow {
    after: Vec<Spanned<String>>,
    before_close: Spanned<String>,
    closing: Spanned<String>,
    max: usize,
    window: Spanned<String>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    for row in &file.campaign {
        rules.campaigns.push(campaign(source, row)?);
    }
    Ok(())
}

fn campaign(source: &Source, row: &Row) -> Result<Campaign, Problem> {
    let (from, to) = (wall(source, &row.from, false)?, wall(source, &row.to, true)?);
    if from >= to {
        return Err(source.wrong(row.to.span(), "from > to ?"));
    }
    let mut deadlines = Vec::new();
    for (clock, change) in &row.deadlines {
        deadlines.push((source.word(clock, OrderClock::parse)?, source.word(change, Change::parse)?));
    }
    let rhythm = row.reminder.as_ref().map(|row| {
        Ok::<_, Problem>(Rhythm {
            after: source.words(&row.after, Span::parse)?,
            before_close: source.word(&row.before_close, Span::parse)?,
            closing: source.word(&row.closing, Span::parse)?,
            max: row.max,
            window: source.word(&row.window, Span::parse)?,
        })
    });
    Ok(Campaign {
        name: source.said(&row.name, "name")?,
        from,
        to,
        platforms: source.words(&row.platforms, Platform::parse)?,
        shops: source.names(&row.shops, "shops")?,
        tag: row.tag.clone(),
        deadlines,
        rhythm: rhythm.transpose()?,
        quiet: row.quiet.as_ref().map(|hours| source.words(hours, Hours::parse)).transpose()?,
        first_response: row.first_response.as_ref().map(|span| source.word(span, Span::parse)).transpose()?,
        metrics_off: row.metrics_off,
        source: source.said(&row.source, "source")?,
    })
}

/// A day, or a day and a time. A day that ends a campaign belongs to it as a whole.
fn wall(source: &Source, at: &Spanned<Datetime>, ends: bool) -> Result<NaiveDateTime, Problem> {
    let bad = || source.wrong(at.span(), &format!("{} ?", at.get_ref()));
    let Some(time) = at.get_ref().time else {
        let day = source.day(at)?;
        let day = if ends { day.succ_opt().ok_or_else(bad)? } else { day };
        return Ok(day.and_time(chrono::NaiveTime::MIN));
    };
    if at.get_ref().offset.is_some() {
        return Err(bad());
    }
    let day = Spanned::new(at.span(), Datetime { time: None, ..*at.get_ref() });
    let (hour, minute, second) = (time.hour, time.minute, time.second.unwrap_or(0));
    let time = chrono::NaiveTime::from_hms_opt(u32::from(hour), u32::from(minute), u32::from(second));
    Ok(source.day(&day)?.and_time(time.ok_or_else(bad)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Time, Zone};

    const SALE: &str = r#"version = 1
[[campaign]]
name = "双11"
from = 2026-10-20T20:00:00
to = 2026-11-11
platforms = ["tmall"]
deadlines = { unpaid = "30m", receipt = "+5d" }
reminder = { after = ["10m", "1h"], before_close = "2h", closing = "10m", max = 3, window = "24h" }
quiet = []
first_response = "60s"
source = "announcement"
"#;

    fn read_text(text: &str) -> Result<Rules, Problem> {
        crate::rules::read([Source::new("campaigns.toml", text)])
    }

    #[test]
    fn a_campaign_runs_from_its_hour_to_the_end_of_its_last_day() {
        let rules = read_text(SALE).expect("rules");
        let at = |text: &str| Time::parse_rfc3339(text).expect("a time");
        let running = |text| rules.campaign(Platform::Tmall, None, at(text)).is_some();
        assert!(!running("2026-10-20T19:59:59+08:00") && running("2026-10-20T20:00:00+08:00"));
        assert!(running("2026-11-11T23:59:59+08:00") && !running("2026-11-12T00:00:00+08:00"));
        assert!(rules.campaign(Platform::Jd, None, at("2026-11-01T12:00:00+08:00")).is_none());
        let sale = &rules.campaigns[0];
        assert_eq!(sale.change(OrderClock::Unpaid), Some(Change::To(Span::minutes(30))));
        assert_eq!(sale.change(OrderClock::Receipt), Some(Change::By(Span::days(5))));
        assert_eq!((sale.quiet.as_deref(), sale.first_response), (Some(&[][..]), Some(Span::secs(60))));
        assert_eq!(sale.rhythm.as_ref().map(|r| r.after.len()), Some(2));
        assert!(!sale.runs_at(at("2026-10-20T12:00:00Z").minus(Span::secs(1)), Zone::default()));
    }

    #[test]
    fn an_error_names_its_line() {
        for (from, to, line) in [
            ("to = 2026-11-11", "to = 2026-10-11", 5),
            ("\"tmall\"", "\"tmal\"", 6),
            ("unpaid =", "unpayed =", 7),
            ("\"+5d\"", "\"5\"", 7),
            ("quiet = []", "quiet = [\"22-8\"]", 9),
            ("\"announcement\"", "\"\"", 11),
            ("20:00:00", "20:00:00Z", 4),
        ] {
            let told = read_text(&SALE.replace(from, to));
            assert!(matches!(told, Err(Problem::Config { line: at, .. }) if at == line), "{to}: {told:?}");
        }
    }
}
