//! A ready-made reply as another tool keeps it, before it is one of ours.

/// One phrase of another tool's file, as written there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Phrase {
    /// Its row, counted as a spreadsheet does, or its place in a list from 1.
    pub row: u64,
    /// The group, with a sub-group behind a slash; empty where there is none.
    pub group: String,
    /// What it is called up by; empty where there is nothing.
    pub code: String,
    /// Its title; empty where there is none.
    pub title: String,
    /// What is said; may be empty, hold several lines and places to fill.
    pub body: String,
}

/// What a file of phrases holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhraseFile {
    /// Whose it is: `qianniu.replies`, `kefubao.replies`, `chatwoot.replies`, `zendesk.replies`, `espanso.replies`, or
    /// `replies` for a sheet of nobody we know.
    pub format: &'static str,
    /// `utf-8`, `gb18030`, `utf-16`, `xlsx`, `xls` or `html`.
    pub encoding: &'static str,
    /// Its phrases, in their order.
    pub phrases: Vec<Phrase>,
}
