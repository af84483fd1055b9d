//! A platform's file: deadlines and tries.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::file::Source;
use crate::domain::aftersale::clock::{Confidence, OnTimeout, StartEvent};
use crate::domain::aftersale::rules::{
    Deadline, DeadlineOn, Lasts, LateClaim, OrderClock, RefusalRow, Rules, Takes, TryLimit,
};
use crate::domain::aftersale::words::{Arbitration, CaseType, GoodsState, Party, Stage};
use crate::domain::{Platform, Problem, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    platforms: Vec<Spanned<String>>,
    #[serde(default)]
    deadline: Vec<Spanned<Row>>,
    #[serde(default)]
    refusal: Vec<RefusalRowOf>,
    #[serde(default)]
    late_claim: Vec<Spanned<Claim>>,
    tries: Option<Tries>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    version: Option<u32>,
    platforms: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    shops: Vec<Spanned<String>>,
    stage: Option<Spanned<String>>,
    arbitration: Option<Spanned<String>>,
    order: Option<Spanned<String>>,
    #[serde(default)]
    types: Vec<Spanned<String>>,
    #[serde(default)]
    goods: Vec<Spanned<String>>,
    #[serde(default)]
    reasons: Vec<Spanned<String>>,
    tag: Option<String>,
    act_hours: Option<i64>,
    presume_hours: Option<i64>,
    act_minutes: Option<i64>,
    presume_minutes: Option<i64>,
    act_days: Option<i64>,
    presume_days: Option<i64>,
    act_workdays: Option<i64>,
    presume_workdays: Option<i64>,
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
    after_success: Option<u32>,
    #[serde(default = "yes")]
    after_done: bool,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefusalRowOf {
    #[serde(default)]
    shops: Vec<Spanned<String>>,
    #[serde(default)]
    types: Vec<Spanned<String>>,
    #[serde(default)]
    goods: Vec<Spanned<String>>,
    #[serde(default)]
    reasons: Vec<Spanned<String>>,
    takes: Spanned<String>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    id: Spanned<String>,
    percent: u8,
    min: i64,
    max: i64,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    let platforms = source.words(&file.platforms, Platform::parse)?;
    for row in &file.deadline {
        let deadline = deadline(source, row, &platforms, file.version, rules)?;
        if let Some(twin) = rules.deadlines.iter().find(|known| is_twin(known, &deadline)) {
            return Err(source.wrong(row.get_ref().id.span(), &format!("{} = {}", deadline.id, twin.id)));
        }
        rules.deadlines.push(deadline);
    }
    for row in &file.refusal {
        rules.refusals.push(RefusalRow {
            platforms: platforms.clone(),
            shops: source.names(&row.shops, "shops")?,
            types: source.words(&row.types, CaseType::parse)?,
            goods: source.words(&row.goods, GoodsState::parse)?,
            reasons: reasons(source, &row.reasons, rules)?,
            takes: source.word(&row.takes, Takes::parse)?,
            source: source.said(&row.source, "source")?,
            confidence: source.word(&row.confidence, Confidence::parse)?,
        });
    }
    for row in &file.late_claim {
        rules.claims.push(claim(source, row, &platforms)?);
    }
    if let Some(tries) = file.tries {
        rules.tries.push(TryLimit {
            platforms,
            max: tries.max,
            after_success: tries.after_success,
            after_done: tries.after_done,
            source: source.said(&tries.source, "source")?,
            confidence: source.word(&tries.confidence, Confidence::parse)?,
        });
    }
    Ok(())
}

const fn yes() -> bool {
    true
}

fn deadline(
    source: &Source,
    row: &Spanned<Row>,
    platforms: &[Platform],
    version: u32,
    rules: &Rules,
) -> Result<Deadline, Problem> {
    let (at, row) = (row.span(), row.get_ref());
    let on = match (&row.stage, &row.arbitration, &row.order) {
        (Some(stage), None, None) => DeadlineOn::Stage(source.word(stage, Stage::parse)?),
        (None, Some(word), None) => DeadlineOn::Arbitration(
            source.word(word, |word| Arbitration::parse(word).filter(|arbitration| arbitration.is_active()))?,
        ),
        (None, None, Some(order)) => DeadlineOn::Order(source.word(order, OrderClock::parse)?),
        _ => return Err(source.wrong(at, "stage | arbitration | order ?")),
    };
    let act = lasts([row.act_hours, row.act_minutes, row.act_days, row.act_workdays]);
    let presume = lasts([row.presume_hours, row.presume_minutes, row.presume_days, row.presume_workdays]);
    let (Some(act), Some(presume)) = (act, presume) else {
        return Err(source.wrong(at, "act_hours, presume_hours ?"));
    };
    if act.at_least() > presume.at_least() {
        return Err(source.wrong(at, "act_hours > presume_hours ?"));
    }
    let valid_from = row.valid_from.as_ref().map(|day| source.day(day)).transpose()?;
    let valid_to = row.valid_to.as_ref().map(|day| source.day(day)).transpose()?;
    if valid_from.zip(valid_to).is_some_and(|(from, to)| from > to) {
        return Err(source.wrong(at, "valid_from > valid_to ?"));
    }
    Ok(Deadline {
        id: source.said(&row.id, "id")?.to_string(),
        version: row.version.unwrap_or(version),
        platforms: match &row.platforms {
            Some(own) => source.words(own, Platform::parse)?,
            None => platforms.to_vec(),
        },
        shops: source.names(&row.shops, "shops")?,
        on,
        types: source.words(&row.types, CaseType::parse)?,
        goods: source.words(&row.goods, GoodsState::parse)?,
        reasons: reasons(source, &row.reasons, rules)?,
        tag: row.tag.clone(),
        act,
        presume,
        start: source.word(&row.start, StartEvent::parse)?,
        on_timeout: source.word(&row.on_timeout, OnTimeout::parse)?,
        favours: source.word(&row.favours, Party::parse)?,
        source: source.said(&row.source, "source")?,
        confidence: source.word(&row.confidence, Confidence::parse)?,
        valid_from,
        valid_to,
    })
}

/// Code names of reasons; one that no row of the reasons has is refused, where the reasons are known.
fn reasons(source: &Source, words: &[Spanned<String>], rules: &Rules) -> Result<Vec<String>, Problem> {
    for word in words {
        if !rules.reasons.is_empty() && rules.reason_row(word.get_ref()).is_none() {
            return Err(source.wrong(word.span(), &format!("\"{}\" ?", word.get_ref())));
        }
    }
    source.names(words, "reasons")
}

/// A time given in exactly one of hours, minutes, calendar days and working days.
fn lasts(given: [Option<i64>; 4]) -> Option<Lasts> {
    const TEN_YEARS_IN_MINUTES: i64 = 10 * 366 * 24 * 60;
    let minutes = |n: i64| (1..=TEN_YEARS_IN_MINUTES).contains(&n).then(|| Lasts::For(Span::minutes(n)));
    let days = |n: i64| u16::try_from(n).ok().filter(|n| (1..=3_660).contains(n));
    match given {
        [Some(hours), None, None, None] => minutes(hours.checked_mul(60)?),
        [None, Some(n), None, None] => minutes(n),
        [None, None, Some(n), None] => days(n).map(Lasts::Days),
        [None, None, None, Some(n)] => days(n).map(Lasts::WorkDays),
        _ => None,
    }
}

fn claim(source: &Source, row: &Spanned<Claim>, platforms: &[Platform]) -> Result<LateClaim, Problem> {
    let (at, row) = (row.span(), row.get_ref());
    if row.percent > 100 || row.min < 0 || row.max < row.min {
        return Err(source.wrong(at, "percent, min, max ?"));
    }
    Ok(LateClaim {
        id: source.said(&row.id, "id")?.to_string(),
        platforms: platforms.to_vec(),
        percent: row.percent,
        min: row.min,
        max: row.max,
        source: source.said(&row.source, "source")?,
        confidence: source.word(&row.confidence, Confidence::parse)?,
    })
}

/// Two rows that would hold for the same case on the same day, with nothing to choose between them.
fn is_twin(a: &Deadline, b: &Deadline) -> bool {
    let by_sign_off = |row: &Deadline| row.start == StartEvent::ReturnSigned;
    let starts_alike = by_sign_off(a) == by_sign_off(b) && (!by_sign_off(a) || a.family() == b.family());
    a.on == b.on
        && starts_alike
        && a.rank() == b.rank()
        && a.tag == b.tag
        && a.platforms.iter().any(|p| b.platforms.contains(p))
        && meet(&a.types, &b.types)
        && meet(&a.goods, &b.goods)
        && meet(&a.reasons, &b.reasons)
        && meet(&a.shops, &b.shops)
}

/// True when one value can be in both lists; an empty one means any.
fn meet<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.is_empty() || a.iter().any(|value| b.contains(value))
}
