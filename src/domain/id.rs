//! Identifiers: one newtype per table over a 63-bit number made by us in time order.
//!
//! Layout, high to low: 41 bits of milliseconds since [`EPOCH_MS`], 10 bits of process lease, 12 bits of
//! sequence. The same number is the full-text docid, so "newest first" is simply the order of the ids.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use super::time::Time;

/// The first instant an id can carry: 2010-01-01T00:00:00Z, old enough for the orders of any export.
pub const EPOCH_MS: i64 = 1_262_304_000_000;

const LEASE_BITS: u32 = 10;
const SEQ_BITS: u32 = 12;
const SEQ_MASK: i64 = (1 << SEQ_BITS) - 1;
const MS_MAX: i64 = (1 << 41) - 1;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a number that came out of the store.
            pub const fn new(raw: i64) -> Self {
                Self(raw)
            }
            /// The number as it stands in the store.
            pub const fn raw(self) -> i64 {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person who answers customers.
    AgentId;
    /// A shop on one platform.
    ShopId;
    /// A buyer as one channel or platform knows them.
    CustomerId;
    /// One order.
    OrderId;
    /// One line of an order.
    OrderLineId;
    /// A chat with one customer on one channel.
    ConversationId;
    /// One message of a conversation.
    MessageId;
    /// An after-sales case.
    CaseId;
    /// A work log entry.
    LogId;
    /// A promise made to a customer.
    PromiseId;
    /// A product.
    ProductId;
    /// A buyer's review.
    ReviewId;
    /// A review worked on like a case.
    ReviewCaseId;
    /// Money given beside a refund.
    CompensationId;
    /// An internal ticket.
    TicketId;
    /// A row handed from one shift to the next.
    HandoverId;
}

/// Makes ids for one process: unique within the process by sequence, between processes by lease.
#[derive(Debug)]
pub struct IdMaker {
    lease: i64,
    last_ms: i64,
    seq: i64,
    fact_seq: i64,
}

impl IdMaker {
    /// A maker for the process that holds `lease` (taken modulo 1024).
    pub fn new(lease: u16) -> Self {
        Self { lease: i64::from(lease) & ((1 << LEASE_BITS) - 1), last_ms: 0, seq: -1, fact_seq: -1 }
    }

    /// The next raw id of the real clock: strictly rising, whatever the clock does. A burst of more than 4096
    /// ids in one millisecond runs on into the next.
    pub fn next_raw(&mut self, now: Time) -> i64 {
        let ms = millis(now);
        if ms > self.last_ms {
            (self.last_ms, self.seq) = (ms, 0);
        } else if self.seq == SEQ_MASK {
            (self.last_ms, self.seq) = (self.last_ms + 1, 0);
        } else {
            self.seq += 1;
        }
        self.join(self.last_ms, self.seq)
    }

    /// An id for a fact that carries its own time (an imported order, a received message), so that the order of
    /// ids is the order of the facts. Two runs can make the same one: the store then asks for another.
    pub fn raw_at(&mut self, at: Time) -> i64 {
        self.fact_seq = (self.fact_seq + 1) & SEQ_MASK;
        self.join(millis(at), self.fact_seq)
    }

    fn join(&self, ms: i64, seq: i64) -> i64 {
        (ms << (LEASE_BITS + SEQ_BITS)) | (self.lease << SEQ_BITS) | seq
    }
}

fn millis(at: Time) -> i64 {
    (at.ms() - EPOCH_MS).clamp(0, MS_MAX)
}

/// The instant an id was made at, to the millisecond.
pub fn time_of(raw: i64) -> Time {
    Time::from_ms((raw >> (LEASE_BITS + SEQ_BITS)) + EPOCH_MS)
}

/// The smallest raw id of an instant: a bound for "since" queries on the id itself.
pub fn floor_of(at: Time) -> i64 {
    millis(at) << (LEASE_BITS + SEQ_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_of_one_burst_are_distinct_and_carry_their_time() {
        let mut maker = IdMaker::new(7);
        let at = Time::from_ms(1_795_000_000_123);
        let ids: std::collections::HashSet<i64> = (0..10_000).map(|_| maker.next_raw(at)).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| (time_of(*id).ms() - at.ms()).abs() <= 3));
    }

    #[test]
    fn two_leases_never_make_the_same_id() {
        let at = Time::from_ms(1_795_000_000_000);
        let (mut a, mut b) = (IdMaker::new(1), IdMaker::new(2));
        for _ in 0..5_000 {
            assert_ne!(a.next_raw(at), b.next_raw(at));
        }
    }

    proptest! {
        #[test]
        fn an_older_fact_has_the_smaller_id(a in 1_262_304_000_000i64..3_400_000_000_000, gap in 1i64..1_000_000) {
            let (mut early, mut late) = (IdMaker::new(1023), IdMaker::new(0));
            prop_assert!(early.raw_at(Time::from_ms(a)) < late.raw_at(Time::from_ms(a + gap)));
            prop_assert!(floor_of(Time::from_ms(a)) <= early.raw_at(Time::from_ms(a)));
        }
    }
}
