//! `urgency.toml`: what weighs how much in the one "next".

use serde::Deserialize;
use toml::Spanned;

use super::file::Source;
use crate::domain::Problem;
use crate::domain::aftersale::rules::Rules;
use crate::domain::urgency::Weights;

type Number = Spanned<i64>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    bands: Bands,
    kinds: Kinds,
    money: Stake,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bands {
    now: Number,
    minutes: Number,
    hour: Number,
    check: Number,
    shift: Number,
    day: Number,
    later: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    chat: Number,
    case: Number,
    check: Number,
    unpaid: Number,
    late: Number,
    stalled: Number,
    promise: Number,
    ticket: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stake {
    hundredths: Number,
    most: Number,
}

/// The largest weight.
const MOST: i64 = 1_000_000;

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    let number = |least: i64, number: &Number| {
        let value = *number.get_ref();
        let wrong = || source.wrong(number.span(), &format!("{value} ? {least}..{MOST}"));
        (least..=MOST).contains(&value).then_some(value).ok_or_else(wrong)
    };
    let weight = |value: &Number| number(0, value);
    let (bands, kinds) = (&file.bands, &file.kinds);
    rules.urgency = Weights {
        bands: [
            weight(&bands.now)?,
            weight(&bands.minutes)?,
            weight(&bands.hour)?,
            weight(&bands.check)?,
            weight(&bands.shift)?,
            weight(&bands.day)?,
            weight(&bands.later)?,
        ],
        kinds: [
            weight(&kinds.chat)?,
            weight(&kinds.case)?,
            weight(&kinds.check)?,
            weight(&kinds.unpaid)?,
            weight(&kinds.late)?,
            weight(&kinds.stalled)?,
            weight(&kinds.promise)?,
            weight(&kinds.ticket)?,
        ],
        hundredths: number(1, &file.money.hundredths)?,
        most: weight(&file.money.most)?,
    };
    Ok(())
}
