//! Why a row is on the list.

use super::ReviewAnswer;
use crate::domain::aftersale::{NoClock, OnTimeout, OurStep, Step};
use crate::domain::reminder::Skip;
use crate::domain::review_case::ReviewCase;
use crate::domain::ticket::{TicketDesk, TicketKind};
use crate::domain::{SafeText, Time};

/// Why a row is on the list.
#[derive(Clone, PartialEq, Debug)]
pub enum Why {
    /// A case's clock runs out within the shift.
    CaseDue {
        /// What then happens.
        on_timeout: Option<OnTimeout>,
    },
    /// The platform has presumably acted.
    CasePresumed {
        /// What it has done.
        on_timeout: Option<OnTimeout>,
    },
    /// A step is noted and not done on the platform.
    CaseIntended {
        /// Which.
        step: Step,
    },
    /// A case waits for us, later than this shift.
    CaseWaits,
    /// A case waits for us and no deadline is known.
    CaseNoClock(NoClock),
    /// Our own step waits.
    CaseOurStep(OurStep),
    /// A message was left.
    Left {
        /// Since when.
        since: Time,
    },
    /// Unpaid for long.
    Unpaid {
        /// Since when.
        since: Time,
        /// Reminded so often.
        reminded: usize,
    },
    /// Unpaid for long, and not to be reminded of.
    NotToRemind(Skip),
    /// Paid and not shipped.
    NotShipped {
        /// Paid when.
        since: Time,
    },
    /// Paid, not shipped, and past the date.
    ShippedLate {
        /// Paid when.
        since: Time,
    },
    /// Paid and not shipped, and the buyer keeps asking.
    Urged {
        /// Paid when.
        since: Time,
        /// Asked so often.
        times: usize,
    },
    /// A promise falls due.
    Promised,
    /// Something was changed that packing has to know.
    Changed {
        /// What, as a code word of the timeline.
        what: SafeText,
        /// In words.
        text: SafeText,
    },
    /// Signed for within the last day: is all well with it?
    Arrived {
        /// Since when.
        at: Time,
    },
    /// Signed for, and not confirmed.
    Signed {
        /// Since when.
        at: Time,
    },
    /// On its way, and no scan since then.
    NoScan {
        /// Since when.
        since: Time,
    },
    /// Asked, was answered, and ordered nothing.
    Asked {
        /// Answered when.
        since: Time,
    },
    /// A review that somebody should read.
    Review {
        /// Its stars.
        stars: Option<u8>,
        /// Its words.
        words: SafeText,
        /// Our answer.
        answer: ReviewAnswer,
    },
    /// A review case that is not closed.
    ReviewCase(Box<ReviewCase>),
    /// No piece of a code is left.
    SoldOut {
        /// Paid orders that wait for it.
        waiting: i64,
    },
    /// Stock was never counted.
    StockUnknown,
    /// A campaign is on, or begins within a day.
    Campaign {
        /// From when.
        from: Time,
        /// Until when.
        to: Time,
        /// What holds.
        rule: SafeText,
        /// Coupons and the like.
        codes: Vec<SafeText>,
    },
    /// Left by the shift before.
    HandedOver {
        /// By whom.
        from: SafeText,
        /// With these words.
        note: SafeText,
    },
    /// A ticket waits for its answer.
    TicketOpen {
        /// What was asked.
        kind: TicketKind,
        /// Of whom.
        desk: TicketDesk,
    },
    /// A ticket has its answer.
    TicketAnswered {
        /// What was asked.
        kind: TicketKind,
        /// Of whom.
        desk: TicketDesk,
        /// The answer.
        answer: SafeText,
    },
}
