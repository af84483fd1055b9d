//! What can be wrong with a file of replies. Words and hints are in `text::replies`.

use crate::domain::safe_text::SafeText;

/// One thing wrong with a file of replies.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReplyFault {
    /// Not TOML; what the reader said.
    #[error("not TOML: {0}")]
    Syntax(SafeText),
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// Larger than the cap, in bytes.
    #[error("larger than {0} bytes")]
    TooLarge(usize),
    /// No reply at all.
    #[error("no replies")]
    NoReplies,
    /// A key we do not know.
    #[error("unknown key {0}")]
    UnknownKey(SafeText),
    /// A key that must be there.
    #[error("missing key {0}")]
    MissingKey(&'static str),
    /// A value of the wrong kind: the key, and the kind it must be.
    #[error("{key} must be {wanted}")]
    WrongKind {
        /// Which key.
        key: SafeText,
        /// What it must be: `text`, `list`, `table`, `yes_no`, `number`.
        wanted: &'static str,
    },
    /// A code that is not 1 to 16 of `a-z 0-9 - _`.
    #[error("bad code {0}")]
    BadCode(SafeText),
    /// A code used twice in one language.
    #[error("code {code} is already on line {first}")]
    DuplicateCode {
        /// Which code.
        code: SafeText,
        /// Where it stands first.
        first: usize,
    },
    /// A group that is not in the list.
    #[error("unknown group {0}")]
    UnknownGroup(SafeText),
    /// An order state that is not in the list.
    #[error("unknown state {0}")]
    UnknownState(SafeText),
    /// A placeholder that is not in the list.
    #[error("unknown placeholder {0}")]
    UnknownPlaceholder(SafeText),
    /// A brace that neither opens nor closes a placeholder.
    #[error("lone brace")]
    LoneBrace,
    /// A full-width brace, most likely typed with an input method on.
    #[error("full-width brace")]
    WideBrace,
    /// A text, title or word with nothing in it.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A text of more characters than a platform takes.
    #[error("{0} characters, more than fit")]
    TooLong(usize),
    /// Hours that are not like `22-8`.
    #[error("bad hours {0}")]
    BadHours(SafeText),
    /// A span that is not like `12h`.
    #[error("bad span {0}")]
    BadSpan(SafeText),
    /// A weight outside 0 to 9.
    #[error("bad weight")]
    BadWeight,
    /// Something the guard stops or asks about: the words and the rule.
    #[error("{words} is against rule {rule}")]
    Forbidden {
        /// The words found.
        words: SafeText,
        /// The rule's id.
        rule: SafeText,
    },
    /// A text nearly the same as another.
    #[error("much like {code} on line {line}")]
    Alike {
        /// The other one's code.
        code: SafeText,
        /// The other one's line.
        line: usize,
    },
}

impl ReplyFault {
    /// True when the file can be used all the same.
    pub const fn is_warning(&self) -> bool {
        matches!(self, ReplyFault::WideBrace | ReplyFault::Forbidden { .. } | ReplyFault::Alike { .. })
    }
    /// Its word in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            ReplyFault::Syntax(_) => "syntax",
            ReplyFault::NotUtf8 => "not_utf8",
            ReplyFault::TooLarge(_) => "too_large",
            ReplyFault::NoReplies => "no_replies",
            ReplyFault::UnknownKey(_) => "unknown_key",
            ReplyFault::MissingKey(_) => "missing_key",
            ReplyFault::WrongKind { .. } => "wrong_kind",
            ReplyFault::BadCode(_) => "bad_code",
            ReplyFault::DuplicateCode { .. } => "duplicate_code",
            ReplyFault::UnknownGroup(_) => "unknown_group",
            ReplyFault::UnknownState(_) => "unknown_state",
            ReplyFault::UnknownPlaceholder(_) => "unknown_placeholder",
            ReplyFault::LoneBrace => "lone_brace",
            ReplyFault::WideBrace => "wide_brace",
            ReplyFault::Empty(_) => "empty",
            ReplyFault::TooLong(_) => "too_long",
            ReplyFault::BadHours(_) => "bad_hours",
            ReplyFault::BadSpan(_) => "bad_span",
            ReplyFault::BadWeight => "bad_weight",
            ReplyFault::Forbidden { .. } => "forbidden",
            ReplyFault::Alike { .. } => "alike",
        }
    }
}
