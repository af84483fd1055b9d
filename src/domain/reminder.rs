//! When an unpaid order may be reminded of, and why not.

use super::id::OrderId;
use super::time::{Span, Time};

/// The rhythm of payment reminders, from the rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Rhythm {
    /// After how long unpaid each reminder falls due, shortest first.
    pub after: Vec<Span>,
    /// How long before the order closes the last one falls due.
    pub before_close: Span,
    /// None is sent once the order closes within this time.
    pub closing: Span,
    /// At most this many within [`Rhythm::window`].
    pub max: usize,
    /// The window they are counted in.
    pub window: Span,
}

impl Default for Rhythm {
    /// First after 20 minutes, then 2 hours, then the house rule of 12 hours, last 2 hours before the order
    /// closes; at most three in 24 hours, none in the last 10 minutes.
    fn default() -> Self {
        Self {
            after: vec![Span::minutes(20), Span::hours(2), Span::hours(12)],
            before_close: Span::hours(2),
            closing: Span::minutes(10),
            max: 3,
            window: Span::hours(24),
        }
    }
}

/// What is known of an unpaid order when a reminder is thought of.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReminderFacts {
    /// When it was placed.
    pub placed_at: Time,
    /// When it closes unpaid, by the platform or the rule.
    pub closes_at: Option<Time>,
    /// When the buyer was reminded of this order.
    pub reminded: Vec<Time>,
    /// The buyer's message waits for us: answer that first.
    pub waits_for_us: bool,
    /// No reminders, no marketing.
    pub do_not_contact: bool,
    /// The buyer said they do not want it.
    pub said_no: bool,
    /// What was ordered is gone.
    pub out_of_stock: bool,
    /// Another order of the buyer with the same item that has been paid.
    pub paid_twin: Option<OrderId>,
}

/// Why no reminder is sent.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Skip {
    /// The buyer wants no contact.
    DoNotContact,
    /// The buyer paid another order with the same item.
    PaidTwin(OrderId),
    /// The buyer said no.
    SaidNo,
    /// Nothing is left of it.
    OutOfStock,
    /// It closes within minutes.
    Closing {
        /// When.
        at: Time,
    },
    /// It has closed by now.
    Closed {
        /// When.
        at: Time,
    },
    /// The buyer's message waits for us.
    WaitsForUs,
    /// As many as allowed were sent.
    Enough {
        /// How many.
        sent: usize,
        /// When the next may be sent.
        next: Time,
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
}

impl Skip {
    /// True when a person may send it all the same, with a reason.
    pub const fn may_be_forced(self) -> bool {
        !matches!(self, Skip::DoNotContact | Skip::PaidTwin(_) | Skip::Closed { .. })
    }
}

impl Rhythm {
    /// Which reminder is due now, from 1; or why none is. Several whose time has passed count as one: the buyer
    /// hears from us once.
    pub fn due(&self, facts: &ReminderFacts, now: Time) -> Result<usize, Skip> {
        if facts.do_not_contact {
            return Err(Skip::DoNotContact);
        }
        if let Some(twin) = facts.paid_twin {
            return Err(Skip::PaidTwin(twin));
        }
        if facts.said_no {
            return Err(Skip::SaidNo);
        }
        if facts.out_of_stock {
            return Err(Skip::OutOfStock);
        }
        match facts.closes_at {
            Some(at) if now >= at => return Err(Skip::Closed { at }),
            Some(at) if at.since(now) < self.closing => return Err(Skip::Closing { at }),
            _ => {}
        }
        if facts.waits_for_us {
            return Err(Skip::WaitsForUs);
        }
        let mut recent: Vec<Time> = facts.reminded.iter().copied().filter(|at| now.since(*at) < self.window).collect();
        recent.sort_unstable();
        if self.max > 0 && recent.len() >= self.max {
            let next = recent[recent.len() - self.max].plus(self.window);
            return Err(Skip::Enough { sent: recent.len(), next });
        }
        let slots = self.slots(facts);
        let passed = slots.iter().filter(|slot| **slot <= now).count();
        let next = slots.get(passed).copied();
        let Some(slot) = passed.checked_sub(1).map(|n| slots[n]) else {
            return Err(Skip::TooEarly { next: next.unwrap_or(now) });
        };
        match facts.reminded.iter().max() {
            Some(last) if *last >= slot => Err(Skip::Reminded { at: *last, next }),
            _ => Ok(passed),
        }
    }

    fn slots(&self, facts: &ReminderFacts) -> Vec<Time> {
        let last = facts.closes_at.map(|at| at.minus(self.before_close));
        let mut slots: Vec<Time> = self
            .after
            .iter()
            .map(|span| facts.placed_at.plus(*span))
            .filter(|slot| last.is_none_or(|last| *slot < last))
            .collect();
        slots.extend(last);
        slots.sort_unstable();
        slots
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACED: Time = Time::from_ms(1_795_000_000_000);

    fn facts() -> ReminderFacts {
        ReminderFacts { placed_at: PLACED, closes_at: Some(PLACED.plus(Span::hours(24))), ..Default::default() }
    }
    fn after(hours: i64) -> Time {
        PLACED.plus(Span::hours(hours))
    }

    #[test]
    fn an_order_is_reminded_of_at_each_beat_once() {
        let rhythm = Rhythm::default();
        let mut facts = facts();
        assert_eq!(rhythm.due(&facts, PLACED), Err(Skip::TooEarly { next: PLACED.plus(Span::minutes(20)) }));
        assert_eq!(rhythm.due(&facts, after(1)), Ok(1));
        facts.reminded.push(after(1));
        assert_eq!(rhythm.due(&facts, after(1)), Err(Skip::Reminded { at: after(1), next: Some(after(2)) }));
        assert_eq!(rhythm.due(&facts, after(13)), Ok(3));
        facts.reminded.push(after(13));
        assert_eq!(rhythm.due(&facts, after(20)), Err(Skip::Reminded { at: after(13), next: Some(after(22)) }));
        assert_eq!(rhythm.due(&facts, after(23)), Ok(4));
        facts.reminded.push(after(23));
        assert!(matches!(rhythm.due(&facts, after(23)), Err(Skip::Enough { sent: 3, .. })));
    }

    #[test]
    fn stop_rules_come_before_the_rhythm() {
        let now = after(13);
        let twin = OrderId::new(7);
        for (facts, skip) in [
            (ReminderFacts { do_not_contact: true, ..facts() }, Skip::DoNotContact),
            (ReminderFacts { paid_twin: Some(twin), ..facts() }, Skip::PaidTwin(twin)),
            (ReminderFacts { waits_for_us: true, ..facts() }, Skip::WaitsForUs),
            (ReminderFacts { said_no: true, ..facts() }, Skip::SaidNo),
            (ReminderFacts { out_of_stock: true, ..facts() }, Skip::OutOfStock),
            (
                ReminderFacts { closes_at: Some(now.plus(Span::minutes(9))), ..facts() },
                Skip::Closing { at: now.plus(Span::minutes(9)) },
            ),
            (ReminderFacts { closes_at: Some(now), ..facts() }, Skip::Closed { at: now }),
        ] {
            assert_eq!(Rhythm::default().due(&facts, now), Err(skip));
        }
    }

    #[test]
    fn after_payment_or_a_wish_for_no_contact_nothing_can_be_forced() {
        assert!(!Skip::DoNotContact.may_be_forced());
        assert!(!Skip::PaidTwin(OrderId::new(1)).may_be_forced());
        assert!(Skip::WaitsForUs.may_be_forced());
    }

    #[test]
    fn an_order_that_closes_within_half_an_hour_is_reminded_of_at_once() {
        let facts = ReminderFacts { closes_at: Some(PLACED.plus(Span::minutes(30))), ..facts() };
        assert_eq!(Rhythm::default().due(&facts, PLACED.plus(Span::minutes(1))), Ok(1));
    }
}
