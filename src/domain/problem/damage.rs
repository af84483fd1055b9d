//! What is wrong inside a data file, and what was left unsaid in an act.

use crate::domain::safe_text::SafeText;

/// What is wrong inside a data file that is ours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Damage {
    /// Rows point to rows that are not there.
    Dangling,
    /// Nothing stands where something must.
    Empty {
        /// The column of the answer, from 0.
        column: usize,
    },
    /// Something of another kind stands there.
    WrongType {
        /// The column of the answer, from 0.
        column: usize,
    },
    /// A code word that no kefu writes.
    UnknownWord {
        /// What it should be, as a code word.
        kind: &'static str,
        /// The word.
        word: SafeText,
    },
    /// The detail of a case cannot be read.
    CaseDetail,
    /// How a case names its line cannot be read.
    CaseLine,
    /// A clock stands without its rule.
    ClockWithoutRule,
    /// An act's inverse cannot be read.
    Inverse,
    /// What a platform told of a refund cannot be read.
    RefundFacts,
    /// What SQLite said of the file.
    Said(SafeText),
}

/// What has to be said for an act, and was not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsaid {
    /// What was wrong, for the shift's log.
    Trouble,
    /// The answer to a review.
    Answer,
    /// The fault of goods.
    Fault,
    /// An answer to a review, as a draft: there is none yet.
    Draft,
    /// Which of an order's reviews is meant.
    WhichReview,
}
