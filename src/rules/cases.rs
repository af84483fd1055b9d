//! A platform's file: deadlines and tries.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::file::Source;
use crate::domain::aftersale::clock::{Confidence, OnTimeout, StartEvent};
use crate::domain::aftersale::rules::{Deadline, DeadlineOn, OrderClock, Rules, TryLimit};
use crate::domain::aftersale::words::{CaseType, GoodsState, Party, Stage};
use crate::domain::{Platform, Problem, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    platforms: Vec<Spanned<String>>,
    #[serde(default)]
    deadline: Vec<Spanned<Row>>,
    tries: Option<Tries>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    version: Option<u32>,
    platforms: Option<Vec<Spanned<String>>>,
    stage: Option<Spanned<String>>,
    #[serde(default)]
    evidence: bool,
    order: Option<Spanned<String>>,
    #[serde(default)]
    types: Vec<Spanned<String>>,
    #[serde(default)]
    goods: Vec<Spanned<String>>,
    tag: Option<String>,
    act_hours: Option<i64>,
    presume_hours: Option<i64>,
    act_minutes: Option<i64>,
    presume_minutes: Option<i64>,
    #[serde(default)]
    from_next_day: bool,
    start: Spanned<String>,
    on_timeout: Spanned<String>,
    favours: Spanned<String>,
    source: Spanned<String>,
    confidence: Spanned<String>,
    valid_from: Option<Spanned<Datetime>>,
    valid_to: Option<Spanned<Datetime>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tries {
    max: u32,
    after_success: u32,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    let platforms = source.words(&file.platforms, Platform::parse)?;
    for row in &file.deadline {
        let deadline = deadline(source, row, &platforms, file.version)?;
        if let Some(twin) = rules.deadlines.iter().find(|known| is_twin(known, &deadline)) {
            return Err(source.wrong(row.get_ref().id.span(), &format!("{} = {}", deadline.id, twin.id)));
        }
        rules.deadlines.push(deadline);
    }
    if let Some(tries) = file.tries {
        rules.tries.push(TryLimit {
            platforms,
            max: tries.max,
            after_success: tries.after_success,
            source: source.said(&tries.source, "source")?,
            confidence: source.word(&tries.confidence, Confidence::parse)?,
        });
    }
    Ok(())
}

fn deadline(source: &Source, row: &Spanned<Row>, platforms: &[Platform], version: u32) -> Result<Deadline, Problem> {
    let (at, row) = (row.span(), row.get_ref());
    let on = match (&row.stage, row.evidence, &row.order) {
        (Some(stage), false, None) => DeadlineOn::Stage(source.word(stage, Stage::parse)?),
        (None, true, None) => DeadlineOn::Evidence,
        (None, false, Some(order)) => DeadlineOn::Order(source.word(order, OrderClock::parse)?),
        _ => return Err(source.wrong(at, "stage | evidence | order ?")),
    };
    let act = span(row.act_hours, row.act_minutes);
    let presume = span(row.presume_hours, row.presume_minutes);
    let (Some(act), Some(presume)) = (act, presume) else {
        return Err(source.wrong(at, "act_hours, presume_hours ?"));
    };
    if act > presume {
        return Err(source.wrong(at, "act_hours > presume_hours ?"));
    }
    Ok(Deadline {
        id: source.said(&row.id, "id")?.to_string(),
        version: row.version.unwrap_or(version),
        platforms: match &row.platforms {
            Some(own) => source.words(own, Platform::parse)?,
            None => platforms.to_vec(),
        },
        on,
        types: source.words(&row.types, CaseType::parse)?,
        goods: source.words(&row.goods, GoodsState::parse)?,
        tag: row.tag.clone(),
        act,
        presume,
        from_next_day: row.from_next_day,
        start: source.word(&row.start, StartEvent::parse)?,
        on_timeout: source.word(&row.on_timeout, OnTimeout::parse)?,
        favours: source.word(&row.favours, Party::parse)?,
        source: source.said(&row.source, "source")?,
        confidence: source.word(&row.confidence, Confidence::parse)?,
        valid_from: row.valid_from.as_ref().map(|day| source.day(day)).transpose()?,
        valid_to: row.valid_to.as_ref().map(|day| source.day(day)).transpose()?,
    })
}

fn span(hours: Option<i64>, minutes: Option<i64>) -> Option<Span> {
    const TEN_YEARS_IN_MINUTES: i64 = 10 * 366 * 24 * 60;
    let minutes = match (hours, minutes) {
        (Some(hours), None) => hours.checked_mul(60)?,
        (None, Some(minutes)) => minutes,
        _ => return None,
    };
    (1..=TEN_YEARS_IN_MINUTES).contains(&minutes).then(|| Span::minutes(minutes))
}

/// Two rows that would hold for the same case on the same day, with nothing to choose between them.
fn is_twin(a: &Deadline, b: &Deadline) -> bool {
    let starts_alike = (a.start == StartEvent::ReturnSigned) == (b.start == StartEvent::ReturnSigned);
    let meet = |x: bool, empty: bool| x || empty;
    a.on == b.on
        && starts_alike
        && a.rank() == b.rank()
        && a.tag == b.tag
        && a.platforms.iter().any(|p| b.platforms.contains(p))
        && meet(a.types.iter().any(|t| b.types.contains(t)), a.types.is_empty())
        && meet(a.goods.iter().any(|g| b.goods.contains(g)), a.goods.is_empty())
}
