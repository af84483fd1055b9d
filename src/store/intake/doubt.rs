//! What two sources say differently of one order: kept beside the row as `source/field:value`, one blank between.
//!
//! A doubt is replaced by its own source only, and gone once the row says the same: importing the same files again
//! writes nothing.

use super::told::Told;

/// The doubts of a row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Doubts(Vec<String>);

impl Doubts {
    pub(super) fn read(column: Option<&str>) -> Self {
        Self(column.unwrap_or_default().split(' ').filter(|doubt| !doubt.is_empty()).map(str::to_owned).collect())
    }

    /// Forgets what `source` doubted so far, in what it speaks of again: two forms of one report, one with fewer
    /// columns, must not move the row to and fro.
    pub(super) fn forget(&mut self, source: &str, says: &Told) {
        self.0.retain(|doubt| match doubt.split_once('/').and_then(|(by, claim)| Some((by, claim.split_once(':')?))) {
            Some((by, (field, _))) => by != source || says.said(field).is_none(),
            None => false,
        });
    }

    pub(super) fn add(&mut self, source: &str, field: &str, value: &str) {
        self.0.push(format!("{source}/{field}:{value}"));
    }

    /// Drops what the row now says itself.
    pub(super) fn settle(&mut self, row: &Told) {
        self.0.retain(|doubt| {
            let Some((field, value)) = doubt.split_once('/').and_then(|(_, claim)| claim.split_once(':')) else {
                return false;
            };
            row.said(field).is_none_or(|said| said != value)
        });
    }

    /// True when there is one that `before` had not.
    pub(super) fn has_beyond(&self, before: &Self) -> bool {
        self.0.iter().any(|doubt| !before.0.contains(doubt))
    }

    pub(super) fn column(self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.join(" "))
    }
}
