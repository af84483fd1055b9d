//! What the sections are built from.

use super::{About, SectionKind, Why};
use crate::domain::aftersale::Case;
use crate::domain::reminder::ReminderFacts;
use crate::domain::ticket::Ticket;
use crate::domain::{CaseId, HandoverId, Money, PromiseId, ReviewCaseId, ReviewId, SafeText, TicketId, Time};

/// A case that may need something.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseRow {
    /// Whom it is about.
    pub about: About,
    /// The case.
    pub case: Case,
}

/// A chat that waits.
#[derive(Clone, PartialEq, Debug)]
pub struct MessageRow {
    /// Whom it is about.
    pub about: About,
    /// Its first unanswered message.
    pub waiting_since: Time,
    /// When the promise of an answer breaks.
    pub due_at: Option<Time>,
    /// An answer was copied and has not been marked as sent.
    pub copied: bool,
}

/// An unpaid order.
#[derive(Clone, PartialEq, Debug)]
pub struct UnpaidRow {
    /// Whom it is about.
    pub about: About,
    /// What is to be paid.
    pub amount: Option<Money>,
    /// What speaks for or against a reminder.
    pub facts: ReminderFacts,
}

/// A paid order that is not shipped.
#[derive(Clone, PartialEq, Debug)]
pub struct ToShipRow {
    /// Whom it is about.
    pub about: About,
    /// What was paid.
    pub amount: Option<Money>,
    /// When.
    pub paid_at: Time,
    /// When it must be shipped by: the platform's date, else the rule's.
    pub ship_by: Option<Time>,
    /// How often the buyer asked when it ships.
    pub urged: usize,
}

/// A promise.
#[derive(Clone, PartialEq, Debug)]
pub struct PromiseRow {
    /// Whom it is about.
    pub about: About,
    /// The promise.
    pub promise: PromiseId,
    /// When it falls due.
    pub due_at: Time,
}

/// An unshipped order on which something was changed that packing has to know.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangedRow {
    /// Whom it is about.
    pub about: About,
    /// The latest change: its row, so that a later one is a new matter.
    pub event: i64,
    /// What was changed, as a code word of the timeline.
    pub what: SafeText,
    /// In words.
    pub text: SafeText,
    /// When.
    pub at: Time,
    /// What was paid.
    pub amount: Option<Money>,
}

/// A parcel on its way that wants a look.
#[derive(Clone, PartialEq, Debug)]
pub struct FollowRow {
    /// Whom it is about.
    pub about: About,
    /// When it was shipped.
    pub shipped_at: Time,
    /// When it was signed for.
    pub signed_at: Option<Time>,
    /// Its latest scan.
    pub last_scan_at: Option<Time>,
    /// What speaks for or against asking the buyer, for a parcel that was signed for: whether it is whole within the first
    /// day, whether it may be confirmed later.
    pub facts: Option<ReminderFacts>,
    /// What was paid.
    pub amount: Option<Money>,
}

/// A chat that asked, was answered, and ordered nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct InquiryRow {
    /// Whom it is about.
    pub about: About,
    /// What speaks for or against a nudge.
    pub facts: ReminderFacts,
}

/// A row the shift before left.
#[derive(Clone, PartialEq, Debug)]
pub struct HandoverRow {
    /// Whom it is about.
    pub about: About,
    /// The row.
    pub id: HandoverId,
    /// Who left it.
    pub from: SafeText,
    /// When.
    pub at: Time,
    /// With these words.
    pub note: SafeText,
    /// When it falls due.
    pub due_at: Option<Time>,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The promise it is about.
    pub promise: Option<PromiseId>,
    /// The ticket it is about.
    pub ticket: Option<TicketId>,
    /// The review case it is about.
    pub review_case: Option<ReviewCaseId>,
}

/// Something to read: a review, a code that ran out.
#[derive(Clone, PartialEq, Debug)]
pub struct NoteRow {
    /// The section it stands in.
    pub section: SectionKind,
    /// What it is about.
    pub about: About,
    /// What it is known by.
    pub key: String,
    /// What it says.
    pub why: Why,
}

/// How far the public answer to a review has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewAnswer {
    /// The review.
    pub id: ReviewId,
    /// Its version that was seen.
    pub version: i64,
    /// What was written; empty before.
    pub draft: SafeText,
    /// Copied, and not seen on the platform yet.
    pub copied: bool,
}

/// A ticket that is not worked off.
#[derive(Clone, PartialEq, Debug)]
pub struct TicketRow {
    /// Whom it is about.
    pub about: About,
    /// The ticket.
    pub ticket: Ticket,
}
