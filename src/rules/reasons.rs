//! `reasons.toml`: what buyers say, and what follows from it.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use super::file::Source;
use crate::domain::Problem;
use crate::domain::aftersale::reason::{ReasonRow, folded};
use crate::domain::aftersale::rules::Rules;
use crate::domain::aftersale::words::{CaseType, EvidenceKind, Fault};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    reason: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default)]
    heard: Vec<Spanned<String>>,
    #[serde(default)]
    types: Vec<Spanned<String>>,
    fault: Spanned<String>,
    #[serde(default)]
    in_full: bool,
    #[serde(default)]
    buyer_proof: Vec<Spanned<String>>,
    #[serde(default)]
    seller_proof: Vec<Spanned<String>>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    // Read at every start: each name is brought into its form once.
    let mut named: HashMap<String, String> =
        rules.reasons.iter().flat_map(|row| row.names().map(|name| (name, row.code.clone()))).collect();
    for row in &file.reason {
        for word in std::iter::once(&row.code).chain([&row.zh, &row.en]).chain(&row.aliases) {
            if let Some(twin) = named.get(&folded(word.get_ref())) {
                return Err(source.wrong(word.span(), &format!("\"{}\" = {twin}", word.get_ref())));
            }
        }
        let known = ReasonRow {
            code: source.said(&row.code, "code")?.to_string(),
            zh: source.said(&row.zh, "zh")?.to_string(),
            en: source.said(&row.en, "en")?.to_string(),
            aliases: row.aliases.iter().map(|alias| alias.get_ref().clone()).collect(),
            heard: row.heard.iter().map(|phrase| phrase.get_ref().clone()).collect(),
            types: source.words(&row.types, CaseType::parse)?,
            fault: source.word(&row.fault, Fault::parse)?,
            in_full: row.in_full,
            buyer_proof: source.words(&row.buyer_proof, EvidenceKind::parse)?,
            seller_proof: source.words(&row.seller_proof, EvidenceKind::parse)?,
        };
        named.extend(known.names().map(|name| (name, known.code.clone())));
        rules.reasons.push(known);
    }
    Ok(())
}
