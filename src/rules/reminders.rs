//! The rhythms of reminders and notices.

use serde::Deserialize;
use toml::Spanned;

use super::file::Source;
use crate::domain::aftersale::Rules;
use crate::domain::aftersale::clock::Confidence;
use crate::domain::campaign::Hours;
use crate::domain::reminder::{Plan, ReminderKind, Reminders};
use crate::domain::{Platform, Problem, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    max: Spanned<usize>,
    window: Spanned<String>,
    apart: Spanned<String>,
    fresh: Spanned<String>,
    quiet: Vec<Spanned<String>>,
    source: Spanned<String>,
    confidence: Spanned<String>,
    kind: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    #[serde(default)]
    platforms: Vec<Spanned<String>>,
    shop: Option<Spanned<String>>,
    after: Vec<Spanned<String>>,
    after_regular: Option<Vec<Spanned<String>>>,
    before_end: Option<Spanned<String>>,
    closing: Spanned<String>,
    lasts: Option<Spanned<String>>,
    source: Spanned<String>,
    confidence: Spanned<String>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    source.said(&file.source, "source")?;
    source.word(&file.confidence, Confidence::parse)?;
    if *file.max.get_ref() == 0 {
        return Err(source.wrong(file.max.span(), "max = 0 ?"));
    }
    let mut plans: Vec<Plan> = Vec::new();
    for row in &file.kind {
        let plan = plan(source, row)?;
        let alike = |known: &Plan| {
            known.kind == plan.kind
                && known.shop == plan.shop
                && known.platforms.len() == plan.platforms.len()
                && (plan.platforms.is_empty() || known.platforms.iter().any(|p| plan.platforms.contains(p)))
        };
        if plans.iter().any(alike) {
            return Err(source.wrong(row.id.span(), &format!("{} = {} ?", plan.kind.code(), plan.kind.code())));
        }
        plans.push(plan);
    }
    rules.rhythms = Reminders {
        plans,
        quiet: source.words(&file.quiet, Hours::parse)?,
        campaigns: Vec::new(),
        max: *file.max.get_ref(),
        window: source.word(&file.window, Span::parse)?,
        apart: source.word(&file.apart, Span::parse)?,
        fresh: source.word(&file.fresh, Span::parse)?,
    };
    Ok(())
}

fn plan(source: &Source, row: &Row) -> Result<Plan, Problem> {
    source.word(&row.confidence, Confidence::parse)?;
    let span = |word: &Option<Spanned<String>>| word.as_ref().map(|word| source.word(word, Span::parse)).transpose();
    let after = beats(source, &row.after)?;
    if after.is_empty() && row.before_end.is_none() {
        return Err(source.wrong(row.id.span(), "after = [] ?"));
    }
    Ok(Plan {
        kind: source.word(&row.id, ReminderKind::parse)?,
        platforms: source.words(&row.platforms, Platform::parse)?,
        shop: row.shop.as_ref().map(|shop| source.said(shop, "shop")).transpose()?,
        after,
        after_regular: row.after_regular.as_ref().map(|after| beats(source, after)).transpose()?,
        before_end: span(&row.before_end)?,
        closing: source.word(&row.closing, Span::parse)?,
        lasts: span(&row.lasts)?,
        source: source.said(&row.source, "source")?,
    })
}

/// Beats, each later than the one before.
fn beats(source: &Source, words: &[Spanned<String>]) -> Result<Vec<Span>, Problem> {
    let beats = source.words(words, Span::parse)?;
    match beats.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(at) => Err(source.wrong(words[at + 1].span(), &format!("\"{}\" ?", words[at + 1].get_ref()))),
        None => Ok(beats),
    }
}
