//! What is known when a reminder is thought of, and why none is sent.

use super::ReminderKind;
use crate::domain::aftersale::{OrderAsk, Rules};
use crate::domain::{OrderId, Platform, SafeText, ShopId, Span, Time};

/// What is known of an order, or of a chat that asked, when a reminder is thought of.
#[derive(Clone, PartialEq, Debug)]
pub struct ReminderFacts {
    /// What it would be about.
    pub kind: ReminderKind,
    /// On which platform.
    pub platform: Platform,
    /// The shop's name.
    pub shop: SafeText,
    /// The shop, where known: rules and campaigns of its own count.
    pub shop_id: Option<ShopId>,
    /// When the wait began: the order was placed, shipped, signed for or ended; the balance fell due; the chat was
    /// answered.
    pub starts_at: Time,
    /// When the time for it is over: the order closes, the balance may no longer be paid, the platform confirms.
    pub ends_at: Option<Time>,
    /// When the buyer was written to about just this.
    pub reminded: Vec<Time>,
    /// When the same buyer was written to about anything else by this engine.
    pub to_buyer: Vec<Time>,
    /// The matter is settled: paid, confirmed, reviewed, ordered.
    pub settled: bool,
    /// What it depends on is not known, such as whether the parcel was signed for.
    pub unknown: bool,
    /// The buyer's message waits for us: answer that first.
    pub waits_for_us: bool,
    /// No reminders, no marketing.
    pub do_not_contact: bool,
    /// The shop does not serve this buyer.
    pub blocked: bool,
    /// The buyer said they do not want it.
    pub said_no: bool,
    /// Something of what was ordered is gone, as it was counted then.
    pub out_of_stock: Option<Time>,
    /// A case of the order is open.
    pub open_case: bool,
    /// Bought here before.
    pub regular: bool,
    /// Another order of the buyer with the same item that has been paid.
    pub paid_twin: Option<OrderId>,
    /// A colleague is writing to this buyer: who, since when.
    pub in_progress: Option<(SafeText, Time)>,
}

impl Default for ReminderFacts {
    fn default() -> Self {
        Self {
            kind: ReminderKind::Payment,
            platform: Platform::Taobao,
            shop: SafeText::default(),
            shop_id: None,
            starts_at: Time::default(),
            ends_at: None,
            reminded: Vec::new(),
            to_buyer: Vec::new(),
            settled: false,
            unknown: false,
            waits_for_us: false,
            do_not_contact: false,
            blocked: false,
            said_no: false,
            out_of_stock: None,
            open_case: false,
            regular: false,
            paid_twin: None,
            in_progress: None,
        }
    }
}

impl ReminderFacts {
    /// Takes the end from the deadlines of the rules where the platform told none.
    pub fn end_by(&mut self, rules: &Rules) {
        if let (None, Some(clock)) = (self.ends_at, self.kind.ends_by()) {
            let due = rules.order_deadline(&OrderAsk {
                platform: self.platform,
                shop: self.shop_id,
                on: clock,
                tag: None,
                start: self.starts_at,
            });
            self.ends_at = due.map(|due| due.presume_at);
        }
    }
}

/// True when what is known is so old that a person is asked before anything is done on it.
pub const fn is_old(seen_at: Time, now: Time, allowed: Span) -> bool {
    now.since(seen_at).ms() > allowed.ms()
}

/// Why no reminder is sent.
#[derive(Clone, PartialEq, Debug)]
pub enum Skip {
    /// The buyer wants no contact.
    DoNotContact,
    /// The shop does not serve this buyer.
    Blocked,
    /// It is settled: paid, confirmed, ordered.
    Settled,
    /// The buyer paid another order with the same item.
    PaidTwin(OrderId),
    /// The buyer said no.
    SaidNo,
    /// Nothing is left of something that was ordered.
    OutOfStock {
        /// When that was counted.
        counted_at: Time,
    },
    /// A case is open: that comes first.
    OpenCase,
    /// What it depends on is not known.
    Unknown,
    /// No rule tells when.
    NoRule,
    /// It closes within minutes.
    Closing {
        /// When.
        at: Time,
    },
    /// The time for it is over.
    Closed {
        /// Since when.
        at: Time,
    },
    /// The buyer's message waits for us.
    WaitsForUs,
    /// As many as allowed were sent to this buyer.
    Enough {
        /// How many.
        sent: usize,
        /// When the next may be sent.
        next: Time,
    },
    /// The buyer was written to about another order a moment ago.
    JustWritten {
        /// When.
        at: Time,
    },
    /// This reminder of the rhythm has been sent.
    Reminded {
        /// When.
        at: Time,
        /// When the next falls due; none is left otherwise.
        next: Option<Time>,
    },
    /// The first reminder is not due yet.
    TooEarly {
        /// When it will be.
        next: Time,
    },
    /// A colleague is writing to this buyer now.
    InProgress {
        /// Who.
        by: SafeText,
        /// Since when.
        at: Time,
    },
    /// It is due, but nobody is written to at this hour.
    Quiet {
        /// When the quiet hours end.
        until: Time,
    },
}

impl Skip {
    /// True when a person may send it all the same, with a reason.
    pub const fn may_be_forced(&self) -> bool {
        !matches!(
            self,
            Skip::DoNotContact
                | Skip::Blocked
                | Skip::Settled
                | Skip::PaidTwin(_)
                | Skip::Closed { .. }
                | Skip::InProgress { .. }
        )
    }
    /// Its code word in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Skip::DoNotContact => "do_not_contact",
            Skip::Blocked => "blocked",
            Skip::Settled => "settled",
            Skip::PaidTwin(_) => "paid_twin",
            Skip::SaidNo => "said_no",
            Skip::OutOfStock { .. } => "out_of_stock",
            Skip::OpenCase => "open_case",
            Skip::Unknown => "unknown",
            Skip::NoRule => "no_rule",
            Skip::Closing { .. } => "closing",
            Skip::Closed { .. } => "closed",
            Skip::WaitsForUs => "waits_for_us",
            Skip::Enough { .. } => "enough",
            Skip::JustWritten { .. } => "just_written",
            Skip::Reminded { .. } => "reminded",
            Skip::TooEarly { .. } => "too_early",
            Skip::InProgress { .. } => "in_progress",
            Skip::Quiet { .. } => "quiet",
        }
    }
}
