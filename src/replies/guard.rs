//! Reading `guard.toml`: what is never said to a buyer.

use std::sync::OnceLock;

use super::toml_walk::Reader;
use crate::domain::Problem;
use crate::domain::guard::{GuardRule, GuardRules, Level, Number, Where};
use crate::domain::reply::ReplyFault;

const DEFAULT_TEXT: &str = include_str!("../../rules/guard.toml");

/// The rules kefu ships with, read at the first call and kept.
pub fn guard_rules() -> &'static GuardRules {
    static RULES: OnceLock<GuardRules> = OnceLock::new();
    RULES.get_or_init(|| parse_guard(DEFAULT_TEXT, "guard.toml").unwrap_or_default())
}

/// Reads rules from a file's text; all faults at once, each with its line.
pub fn parse_guard(text: &str, file: &str) -> Result<GuardRules, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut reader, document) = Reader::open(text, file);
    reader.only(&document, &["version", "rule"]);
    let mut rules = GuardRules::default();
    for (table, at) in reader.tables(&document, "rule") {
        reader.only(table, &["id", "level", "where", "phrases", "except", "numbers", "zh", "en"]);
        let id = reader.text(table, "id").map(|(id, _)| id);
        let level = reader.text(table, "level").and_then(|(word, _)| Level::parse(word));
        let place = match reader.text(table, "where") {
            Some((word, _)) => Where::parse(word),
            None => Some(Where::Everywhere),
        };
        let phrases: Vec<&str> = reader.texts(table, "phrases").into_iter().map(|(p, _)| p).collect();
        let except: Vec<&str> = reader.texts(table, "except").into_iter().map(|(p, _)| p).collect();
        let kinds = reader.texts(table, "numbers");
        let numbers: Box<[Number]> = kinds.iter().filter_map(|(word, _)| Number::parse(word)).collect();
        let why = [reader.text(table, "zh"), reader.text(table, "en")].map(|why| why.map(|(text, _)| text));
        let missing = match (id, level, place, why) {
            (Some(id), Some(level), Some(place), [Some(zh), Some(en)]) if numbers.len() == kinds.len() => {
                let rule = GuardRule { id: id.into(), level, place, why: [zh.into(), en.into()], numbers };
                rules.add(rule, phrases, except);
                continue;
            }
            (None, ..) => "id",
            (_, None, ..) => "level",
            (_, _, None, _) => "where",
            (.., [None, _]) => "zh",
            (.., [_, None]) => "en",
            _ => "numbers",
        };
        reader.fault(at, ReplyFault::MissingKey(missing));
    }
    if reader.problems.is_empty() { Ok(rules) } else { Err(reader.problems) }
}
