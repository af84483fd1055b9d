//! Why a buyer opens a case: the platform's own words, and the reason we know behind them.

use super::words::{CaseType, EvidenceKind, Fault};
use crate::domain::SafeText;

/// The reason given for a case. The vocabulary is open: the words stay as they came, the code is there when a row
/// of the rules knows them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reason {
    /// The words as the platform or the agent wrote them.
    pub raw: SafeText,
    /// The code name of the rule row, such as `quality`.
    pub code: Option<String>,
}

impl Reason {
    /// The code name, or the raw words where none is known.
    pub fn word(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.raw)
    }
    /// The words it came in, or the code name where none came: for people, where the rules are not at hand.
    pub fn said(&self) -> &str {
        if self.raw.is_empty() { self.word() } else { &self.raw }
    }
}

/// What the rules know of a reason.
#[derive(Clone, PartialEq, Debug)]
pub struct ReasonRow {
    /// Its code name.
    pub code: String,
    /// Its short Chinese name, also the first thing it is recognised by.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// Other words platforms use for it.
    pub aliases: Vec<String>,
    /// How buyers say it in a chat; only to guess, never to decide.
    pub heard: Vec<String>,
    /// The case types it is usual for; empty means any.
    pub types: Vec<CaseType>,
    /// Who is to blame unless something else is found.
    pub fault: Fault,
    /// True when goods not shipped or not received are refunded in full for it, or not at all.
    pub in_full: bool,
    /// What to ask the buyer for.
    pub buyer_proof: Vec<EvidenceKind>,
    /// What we should keep.
    pub seller_proof: Vec<EvidenceKind>,
}

/// The reason a buyer's words sound like: the one with the longest phrase among them, the first of equals.
pub fn guess<'r>(rows: &'r [ReasonRow], words: &str) -> Option<&'r ReasonRow> {
    let words = folded(words);
    let mut best: Option<(usize, &ReasonRow)> = None;
    for row in rows {
        let phrases = row.heard.iter().chain(&row.aliases).chain([&row.zh, &row.en]);
        let longest = phrases.map(|p| folded(p)).filter(|p| words.contains(p.as_str())).map(|p| p.len()).max();
        if let Some(length) = longest.filter(|length| best.is_none_or(|(known, _)| *length > known)) {
            best = Some((length, row));
        }
    }
    best.map(|(_, row)| row)
}

impl ReasonRow {
    /// True when these words name this reason: its code, its name or an alias, blanks and width aside.
    pub fn is_named_by(&self, words: &str) -> bool {
        let words = folded(words);
        self.names().any(|name| name == words)
    }
    /// All that it is named by, in the form in which names are compared.
    pub fn names(&self) -> impl Iterator<Item = String> {
        [&self.code, &self.zh, &self.en].into_iter().chain(&self.aliases).map(|name| folded(name))
    }
}

/// The form in which names are compared: width, case and blanks aside.
pub fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
