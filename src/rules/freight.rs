//! `freight.toml`: who pays the freight, and what is said about it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::file::Source;
use crate::domain::aftersale::clock::Confidence;
use crate::domain::aftersale::freight::{FreightRow, Payer, Say, Sentence};
use crate::domain::aftersale::rules::Rules;
use crate::domain::aftersale::words::{CaseType, Fault};
use crate::domain::{Currency, Money, Problem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    cap: BTreeMap<Spanned<String>, Spanned<String>>,
    insurance: Insurance,
    #[serde(default)]
    freight: Vec<Row>,
    say: BTreeMap<Spanned<String>, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Insurance {
    types: Vec<Spanned<String>>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    #[serde(default)]
    reasons: Vec<Spanned<String>>,
    #[serde(default)]
    types: Vec<Spanned<String>>,
    #[serde(default)]
    faults: Vec<Spanned<String>>,
    #[serde(default)]
    address_noted: bool,
    fault: Spanned<String>,
    out_free: Spanned<String>,
    out_paid: Spanned<String>,
    back: Spanned<String>,
    again: Spanned<String>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    zh: Spanned<String>,
    en: Spanned<String>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    let table = &mut rules.freight;
    for (currency, amount) in &file.cap {
        table.caps.push(money(source, currency, amount)?);
    }
    source.said(&file.insurance.source, "source")?;
    source.word(&file.insurance.confidence, Confidence::parse)?;
    table.insured = source.words(&file.insurance.types, CaseType::parse)?;
    for row in &file.freight {
        if let Some(twin) = table.rows.iter().find(|known| known.id == *row.id.get_ref()) {
            return Err(source.wrong(row.id.span(), &format!("id = \"{}\" = {}", row.id.get_ref(), twin.id)));
        }
        table.rows.push(FreightRow {
            id: source.said(&row.id, "id")?.to_string(),
            reasons: row.reasons.iter().map(|code| code.get_ref().clone()).collect(),
            types: source.words(&row.types, CaseType::parse)?,
            faults: source.words(&row.faults, Fault::parse)?,
            address_noted: row.address_noted,
            fault: source.word(&row.fault, Fault::parse)?,
            out_free: payer(source, &row.out_free)?,
            out_paid: payer(source, &row.out_paid)?,
            back: payer(source, &row.back)?,
            again: payer(source, &row.again)?,
            source: source.said(&row.source, "source")?,
            confidence: source.word(&row.confidence, Confidence::parse)?,
        });
    }
    for (name, words) in &file.say {
        let say = source.word(name, Say::parse)?;
        let (zh, en) = (checked(source, &words.zh)?, checked(source, &words.en)?);
        table.say.insert(say, Sentence { zh, en });
    }
    match Say::ALL.iter().find(|say| !table.say.contains_key(say)) {
        Some(say) => Err(source.wrong(0..0, &format!("[say.{}] ?", say.code()))),
        None => Ok(()),
    }
}

/// An amount of the currency it stands beside.
pub(super) fn money(source: &Source, currency: &Spanned<String>, amount: &Spanned<String>) -> Result<Money, Problem> {
    let code = source.word(currency, Currency::parse)?;
    match Money::parse(amount.get_ref(), code) {
        Ok(money) if money.minor() >= 0 => Ok(money),
        _ => Err(source.wrong(amount.span(), &format!("\"{}\" ?", amount.get_ref()))),
    }
}

fn payer(source: &Source, word: &Spanned<String>) -> Result<Option<Payer>, Problem> {
    if word.get_ref() == "none" { Ok(None) } else { source.word(word, Payer::parse).map(Some) }
}

/// A sentence whose placeholders are known.
fn checked(source: &Source, words: &Spanned<String>) -> Result<String, Problem> {
    let text = source.said(words, "say")?.to_string();
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if !matches!(name, "missing" | "freight.cap") {
            return Err(source.wrong(words.span(), &format!("{{{name}}} ?")));
        }
    }
    Ok(text)
}
