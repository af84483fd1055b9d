//! `holidays.toml`: days off by year, and days on which deadlines are put off.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::file::Source;
use crate::domain::aftersale::clock::Confidence;
use crate::domain::aftersale::rules::{Extension, OrderClock, Rules};
use crate::domain::aftersale::words::Stage;
use crate::domain::holiday::{Holiday, Year};
use crate::domain::{Platform, Problem, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    year: Vec<YearRow>,
    #[serde(default)]
    extension: Vec<ExtensionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRow {
    year: Spanned<i32>,
    source: Spanned<String>,
    work: Vec<Spanned<Datetime>>,
    off: Vec<OffRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OffRow {
    name: Spanned<String>,
    from: Spanned<Datetime>,
    to: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionRow {
    from: Spanned<Datetime>,
    to: Spanned<Datetime>,
    add_hours: Spanned<i64>,
    #[serde(default)]
    stages: Vec<Spanned<String>>,
    #[serde(default)]
    orders: Vec<Spanned<String>>,
    #[serde(default)]
    arbitration: bool,
    #[serde(default)]
    platforms: Vec<Spanned<String>>,
    #[serde(default)]
    shops: Vec<Spanned<String>>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    for row in &file.year {
        let year = year(source, row)?;
        if rules.calendar.knows(year.year) {
            return Err(source.wrong(row.year.span(), &format!("{} ?", year.year)));
        }
        rules.calendar.years.push(year);
    }
    for row in &file.extension {
        let (from, to) = (source.day(&row.from)?, source.day(&row.to)?);
        if from > to {
            return Err(source.wrong(row.to.span(), "from > to ?"));
        }
        let hours = *row.add_hours.get_ref();
        if !(1..=24 * 60).contains(&hours) {
            return Err(source.wrong(row.add_hours.span(), &format!("add_hours = {hours} ?")));
        }
        rules.extensions.push(Extension {
            from,
            to,
            add: Span::hours(hours),
            stages: source.words(&row.stages, Stage::parse)?,
            orders: source.words(&row.orders, OrderClock::parse)?,
            arbitration: row.arbitration,
            platforms: source.words(&row.platforms, Platform::parse)?,
            shops: source.names(&row.shops, "shops")?,
            source: source.said(&row.source, "source")?,
            confidence: source.word(&row.confidence, Confidence::parse)?,
        });
    }
    rules.extensions.sort_by_key(|row| row.from);
    Ok(())
}

fn year(source: &Source, row: &YearRow) -> Result<Year, Problem> {
    let off = row
        .off
        .iter()
        .map(|off| {
            let (from, to) = (source.day(&off.from)?, source.day(&off.to)?);
            if from > to {
                return Err(source.wrong(off.to.span(), "from > to ?"));
            }
            Ok(Holiday { name: source.said(&off.name, "name")?, from, to })
        })
        .collect::<Result<_, Problem>>()?;
    Ok(Year {
        year: *row.year.get_ref(),
        off,
        work: row.work.iter().map(|day| source.day(day)).collect::<Result<_, _>>()?,
        source: source.said(&row.source, "source")?,
    })
}
