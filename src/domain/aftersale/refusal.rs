//! Why a step is not possible. Words and what would help are in `text::aftersale`.

use super::open::OpenCase;
use super::step::Step;
use super::words::{CaseType, GoodsState, Stage};
use crate::domain::{Money, Time};

/// Why a case does not take a step.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Refusal {
    /// The case has ended.
    Ended(Stage),
    /// Nobody does this from where the case stands.
    NotFromHere {
        /// Where it stands.
        stage: Stage,
        /// What was tried.
        step: Step,
    },
    /// The line already has an open case.
    LineHasCase,
    /// The order has an open case that may be about the same goods, and no reason says that it is not.
    OrderHasCase(OpenCase),
    /// A case of the line was completed, and the platform takes no other.
    LineDone,
    /// The buyer has no tries left.
    TriesUsed {
        /// How many there were.
        max: u32,
    },
    /// The time for it is over.
    WindowOver {
        /// Since when.
        at: Time,
    },
    /// The platform does not take this type while the goods are there.
    TypeNotAllowed {
        /// The type.
        kind: CaseType,
        /// Where the goods are.
        goods: GoodsState,
    },
    /// Not shipped, but nobody has confirmed that the parcel stays in the warehouse.
    NotHeld,
    /// Shipped and not received: neither intercepted nor seen coming back or lost.
    OnTheWay,
    /// The buyer has to be told where to send the goods.
    NoReturnAddress,
    /// A reason is missing.
    NoReason,
    /// Words to the buyer are missing.
    NoText,
    /// Proof is missing.
    NoEvidence,
    /// The platform takes no refusal here.
    CannotRefuse,
    /// The platform takes a refusal only after an offer.
    OfferFirst,
    /// Photos or a video of what was in the parcel are missing.
    NoUnboxing,
    /// Courier and number are missing.
    NoWaybill,
    /// The case has no amount.
    NoAmount,
    /// The amount typed is not the amount of the case.
    TypeAmount {
        /// What has to be typed.
        expected: Money,
    },
    /// More than may be refunded.
    OverCap {
        /// What was asked.
        asked: Money,
        /// What may be.
        cap: Money,
    },
    /// Not received goods are refunded in full, or not at all.
    FullAmountOnly {
        /// The full amount.
        amount: Money,
    },
    /// The offer is what the buyer asked for, or nothing at all.
    EmptyOffer,
    /// There is no offer to answer.
    NoOffer,
    /// The platform has the case in its hands.
    InArbitration,
    /// The platform does not have the case in its hands.
    NotInArbitration,
    /// There is no ruling to appeal against.
    NoRuling,
    /// It is not over yet.
    NotDue {
        /// When it will be.
        at: Time,
    },
    /// No deadline is known, so nothing can have run out.
    NoClock,
    /// Another step is noted and not done on the platform yet.
    Intended {
        /// Which.
        step: Step,
    },
    /// No step is noted.
    NothingIntended,
    /// More than this person may give away alone.
    OverLimit {
        /// What was asked.
        asked: Money,
        /// What they may.
        limit: Money,
    },
    /// The second person is the same one, or may not give so much either.
    NotSecond {
        /// What was asked.
        asked: Money,
    },
    /// More compensation than one order may get without the lead.
    OverOrderLimit {
        /// What was asked.
        asked: Money,
        /// What an order may get in all.
        limit: Money,
    },
    /// More compensation than one agent may give on one day without the lead.
    OverDayLimit {
        /// What was asked.
        asked: Money,
        /// What a day allows in all.
        limit: Money,
    },
    /// The order had a compensation of this kind before.
    SecondPayout,
    /// Amounts in two currencies, or out of range.
    BadAmount,
}

impl Refusal {
    /// True when the word of a second person, or of another one than was named, would make it possible.
    pub const fn needs_second(&self) -> bool {
        matches!(
            self,
            Refusal::OverLimit { .. }
                | Refusal::OverOrderLimit { .. }
                | Refusal::OverDayLimit { .. }
                | Refusal::SecondPayout
                | Refusal::NotSecond { .. }
        )
    }
    /// True when no input could make the step possible; the others only ask for something.
    pub const fn is_final(&self) -> bool {
        !matches!(
            self,
            Refusal::NoReturnAddress
                | Refusal::NoReason
                | Refusal::NoText
                | Refusal::NoWaybill
                | Refusal::NoAmount
                | Refusal::NoEvidence
                | Refusal::NoUnboxing
                | Refusal::OfferFirst
                | Refusal::TypeAmount { .. }
                | Refusal::EmptyOffer
                | Refusal::NotHeld
                | Refusal::OnTheWay
                | Refusal::OverLimit { .. }
                | Refusal::OrderHasCase(_)
        )
    }
}
