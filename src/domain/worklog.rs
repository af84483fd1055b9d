//! The work log: problem, cause, fix. The founding texts ask for it three times; no other system has it.

use super::id::{AgentId, CaseId, ConversationId, LogId, OrderId};
use super::safe_text::SafeText;
use super::time::Time;

/// The kind of entries that hold the result of a to-do list. It is the program's word, not a person's.
pub const RESULT: &str = "shift";

/// What an entry is about: links to what was in view when it was written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LogLinks {
    /// The chat.
    pub chat: Option<ConversationId>,
    /// The order.
    pub order: Option<OrderId>,
    /// The case.
    pub case: Option<CaseId>,
}

/// One entry.
#[derive(Clone, PartialEq, Debug)]
pub struct LogEntry {
    /// Its id.
    pub id: LogId,
    /// When it was written.
    pub at: Time,
    /// By whom.
    pub agent: Option<AgentId>,
    /// The shift's day, `2026-11-22`.
    pub shift: String,
    /// What went wrong.
    pub problem: SafeText,
    /// Why.
    pub cause: SafeText,
    /// What was done.
    pub fix: SafeText,
    /// A free word: product, courier, page, ...
    pub kind: SafeText,
    /// What it is about.
    pub links: LogLinks,
}
