//! The rows: how long something may take, for whom, and what happens then.

use chrono::NaiveDate;

use super::super::clock::{Confidence, OnTimeout, StartEvent};
use super::super::coded::coded;
use super::super::words::{Arbitration, CaseType, GoodsState, Party, Stage};
use crate::domain::holiday::{Calendar, Day};
use crate::domain::{Money, Platform, SafeText, Span, Time, Zone};

/// What a deadline row is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DeadlineOn {
    /// A case in this stage.
    Stage(Stage),
    /// A case the platform has in its hands, as far as this.
    Arbitration(Arbitration),
    /// An order.
    Order(OrderClock),
}

coded! {
    /// What an order's deadline is about.
    OrderClock {
        /// It closes unpaid.
        Unpaid = "unpaid",
        /// It must be shipped.
        ToShip = "to_ship",
        /// The courier must have scanned it.
        FirstScan = "first_scan",
        /// The parcel must have moved on.
        Moving = "moving",
        /// The platform takes it as received.
        Receipt = "receipt",
        /// After-sales may be asked for.
        AftersaleWindow = "aftersale_window",
        /// It may be reviewed.
        ReviewWindow = "review_window",
        /// It may be returned without a reason.
        NoReason = "no_reason",
    }
}

/// How long something may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lasts {
    /// Natural time from the event on.
    For(Span),
    /// Calendar days from the day after the event, up to 24:00 of the last.
    Days(u16),
    /// Working days from the day after the event, up to 24:00 of the last.
    WorkDays(u16),
}

impl Lasts {
    /// When it is over for an event at `start`. Days are those of `zone`; which of them are worked says `calendar`.
    pub fn end(self, start: Time, zone: Zone, calendar: &Calendar) -> Time {
        let midnight = |day: NaiveDate| zone.instant(day.and_time(chrono::NaiveTime::MIN));
        let next = |day: NaiveDate| day.succ_opt().unwrap_or(day);
        match self {
            Lasts::For(span) => start.plus(span),
            Lasts::Days(days) => {
                let first = zone.day(start);
                let last = first.checked_add_days(chrono::Days::new(u64::from(days) + 1)).unwrap_or(first);
                midnight(last)
            }
            Lasts::WorkDays(days) => {
                let mut day = zone.day(start);
                let mut left = days;
                // Nowhere are half of all days off, so the search ends by itself; a broken table must not hang it.
                for _ in 0..=u32::from(days) * 4 + 60 {
                    if left == 0 {
                        break;
                    }
                    day = next(day);
                    left -= u16::from(calendar.day(day) == Day::Work);
                }
                midnight(next(day))
            }
        }
    }

    /// The least time it can take, to tell which of two is shorter.
    pub const fn at_least(self) -> Span {
        match self {
            Lasts::For(span) => span,
            Lasts::Days(days) | Lasts::WorkDays(days) => Span::days(days as i64),
        }
    }
}

/// One row: how long something may take, and what happens then.
#[derive(Clone, PartialEq, Debug)]
pub struct Deadline {
    /// Its id, such as `D6`; what stands before a dash says which clock it is.
    pub id: String,
    /// Rises when the row changes.
    pub version: u32,
    /// The platforms it holds on.
    pub platforms: Vec<Platform>,
    /// The shops it holds for, by name; empty means all.
    pub shops: Vec<String>,
    /// What it is about.
    pub on: DeadlineOn,
    /// Case types; empty means any.
    pub types: Vec<CaseType>,
    /// Goods states; empty means any.
    pub goods: Vec<GoodsState>,
    /// Code names of reasons; empty means any.
    pub reasons: Vec<String>,
    /// Only for goods marked so: `virtual`, `post`, `big_sale`.
    pub tag: Option<String>,
    /// The shorter time where sources differ: drives alarms.
    pub act: Lasts,
    /// The longer: when the timeout is presumed.
    pub presume: Lasts,
    /// What it counts from.
    pub start: StartEvent,
    /// What happens then.
    pub on_timeout: OnTimeout,
    /// Whom that favours.
    pub favours: Party,
    /// Where the number comes from, in words.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
    /// The first day it holds on.
    pub valid_from: Option<NaiveDate>,
    /// The last day it holds on.
    pub valid_to: Option<NaiveDate>,
}

/// How specific a row is, the most telling part first.
pub type Rank = (bool, bool, bool, bool, bool, std::cmp::Reverse<usize>, Option<NaiveDate>);

impl Deadline {
    /// How specific the row is: a shop counts most, then tag, reason, goods and types; of rows for fewer platforms
    /// the narrower, and at last the one that began to hold later.
    pub fn rank(&self) -> Rank {
        (
            !self.shops.is_empty(),
            self.tag.is_some(),
            !self.reasons.is_empty(),
            !self.goods.is_empty(),
            !self.types.is_empty(),
            std::cmp::Reverse(self.platforms.len()),
            self.valid_from,
        )
    }

    /// The clock it is a row of: `D8` of `D8-signed`.
    pub fn family(&self) -> &str {
        self.id.split('-').next().unwrap_or(&self.id)
    }
}

/// Days on which the platform puts deadlines off.
#[derive(Clone, PartialEq, Debug)]
pub struct Extension {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// By how much a deadline that falls on these days moves.
    pub add: Span,
    /// For cases in these stages.
    pub stages: Vec<Stage>,
    /// For these deadlines of orders. A row that names neither stages nor orders is for all stages of cases.
    pub orders: Vec<OrderClock>,
    /// Also for what the platform wants while it has a case in its hands.
    pub arbitration: bool,
    /// On these platforms; empty means all.
    pub platforms: Vec<Platform>,
    /// For these shops, by name; empty means all.
    pub shops: Vec<String>,
    /// Where it was announced.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Extension {
    /// True when it is meant for deadlines of this kind.
    pub fn is_about(&self, on: DeadlineOn) -> bool {
        match on {
            DeadlineOn::Stage(stage) => self.stages.contains(&stage) || (self.stages.is_empty() && !self.is_narrow()),
            DeadlineOn::Order(clock) => self.orders.contains(&clock),
            DeadlineOn::Arbitration(_) => self.arbitration,
        }
    }

    const fn is_narrow(&self) -> bool {
        !self.orders.is_empty() || self.arbitration
    }
}

/// How often a buyer may apply for one line.
#[derive(Clone, PartialEq, Debug)]
pub struct TryLimit {
    /// The platforms it holds on.
    pub platforms: Vec<Platform>,
    /// Applications and edits at most.
    pub max: u32,
    /// Applications at most once the trade has succeeded, where that is fewer.
    pub after_success: Option<u32>,
    /// False where a line whose case was completed takes no other.
    pub after_done: bool,
    /// Where it comes from.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

/// When a refusal is not taken at once.
#[derive(Clone, PartialEq, Debug)]
pub struct RefusalRow {
    /// The platforms it holds on.
    pub platforms: Vec<Platform>,
    /// The shops it holds for, by name; empty means all.
    pub shops: Vec<String>,
    /// Case types; empty means any.
    pub types: Vec<CaseType>,
    /// Goods states; empty means any.
    pub goods: Vec<GoodsState>,
    /// Code names of reasons; empty means any.
    pub reasons: Vec<String>,
    /// What is asked.
    pub takes: Takes,
    /// Where it comes from.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

coded! {
    /// What a platform asks before it takes a refusal.
    Takes {
        /// It takes none.
        Never = "never",
        /// An offer has to be made first; a reason passes it over, for not every case is meant.
        AfterOffer = "after_offer",
    }
}

/// What the buyer may claim when an order is shipped late.
#[derive(Clone, PartialEq, Debug)]
pub struct LateClaim {
    /// Its id.
    pub id: String,
    /// The platforms it holds on.
    pub platforms: Vec<Platform>,
    /// The share of the paid sum, in percent.
    pub percent: u8,
    /// At least so much, in minor units.
    pub min: i64,
    /// At most so much, in minor units.
    pub max: i64,
    /// Where it comes from.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

impl LateClaim {
    /// The claim on an order of which `paid` was paid.
    pub fn of(&self, paid: Money) -> Money {
        let share = i128::from(paid.minor().max(0)) * i128::from(self.percent) / 100;
        let minor = i64::try_from(share).unwrap_or(i64::MAX).clamp(self.min, self.max);
        Money::new(minor, paid.currency())
    }
}
