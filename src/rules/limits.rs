//! `limits.toml`: how much one person may give away.

use serde::Deserialize;
use toml::Spanned;

use super::file::Source;
use super::freight::money;
use crate::domain::Problem;
use crate::domain::aftersale::clock::Confidence;
use crate::domain::aftersale::limits::{FileLimits, FraudRow, LimitRow};
use crate::domain::aftersale::rules::Rules;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    limit: Vec<Limit>,
    #[serde(default)]
    fraud: Vec<Fraud>,
    files: Option<Files>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    currency: Spanned<String>,
    agent: Spanned<String>,
    lead: Spanned<String>,
    per_order: Spanned<String>,
    per_day: Spanned<String>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fraud {
    reasons: Vec<Spanned<String>>,
    times: Spanned<i64>,
    least: Spanned<String>,
    currency: Spanned<String>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Files {
    max_mib: u32,
    max_case_mib: u32,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    for row in &file.limit {
        let of = |amount| money(source, &row.currency, amount);
        let limit = LimitRow {
            currency: of(&row.agent)?.currency(),
            agent: of(&row.agent)?,
            lead: of(&row.lead)?,
            per_order: of(&row.per_order)?,
            per_day: of(&row.per_day)?,
            source: source.said(&row.source, "source")?,
            confidence: source.word(&row.confidence, Confidence::parse)?,
        };
        if rules.limits.row(limit.currency).is_some() {
            return Err(source.wrong(row.currency.span(), &format!("\"{}\" x 2", row.currency.get_ref())));
        }
        if limit.agent.minor() > limit.lead.minor() {
            return Err(source.wrong(row.agent.span(), "agent > lead ?"));
        }
        rules.limits.rows.push(limit);
    }
    for row in &file.fraud {
        if *row.times.get_ref() < 1 {
            return Err(source.wrong(row.times.span(), "times < 1 ?"));
        }
        rules.limits.fraud.push(FraudRow {
            reasons: row.reasons.iter().map(|code| code.get_ref().clone()).collect(),
            times: *row.times.get_ref(),
            least: money(source, &row.currency, &row.least)?,
            source: source.said(&row.source, "source")?,
            confidence: source.word(&row.confidence, Confidence::parse)?,
        });
    }
    if let Some(files) = file.files {
        let bytes = |mib: u32| u64::from(mib) << 20;
        rules.limits.files = FileLimits { max_bytes: bytes(files.max_mib), max_case_bytes: bytes(files.max_case_mib) };
    }
    Ok(())
}
