//! Deadlines as data: rows read from the rules files, the most specific one wins.

use chrono::NaiveDate;

use super::case::Case;
use super::clock::{CaseClock, ClockSource, Confidence, OnTimeout, StartEvent};
use super::coded::coded;
use super::reason::{Reason, ReasonRow};
use super::words::{CaseType, Fault, GoodsState, Party, Stage};
use crate::domain::campaign::Campaign;
use crate::domain::holiday::Calendar;
use crate::domain::reminder::Reminders;
use crate::domain::{Platform, SafeText, Shop, ShopId, Span, Time, Zone};

/// Everything the engine looks up instead of knowing: made by `crate::rules` from TOML.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rules {
    /// The zone calendar days are counted in.
    pub zone: Zone,
    /// Deadlines of cases and orders.
    pub deadlines: Vec<Deadline>,
    /// Days on which deadlines are put off.
    pub extensions: Vec<Extension>,
    /// How often a buyer may apply.
    pub tries: Vec<TryLimit>,
    /// Known reasons.
    pub reasons: Vec<ReasonRow>,
    /// Days off and working weekends.
    pub calendar: Calendar,
    /// When buyers are reminded and told of something; see [`Rules::reminders`].
    pub rhythms: Reminders,
    /// Big sales, and what they change while they run.
    pub campaigns: Vec<Campaign>,
    /// The shops whose names and zones are known: see [`Rules::know_shops`].
    pub shops: Vec<KnownShop>,
}

/// A shop, as rows of the rules mean it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownShop {
    /// Its id.
    pub id: ShopId,
    /// Its name, and the platform's own number for it.
    pub names: Vec<String>,
    /// The zone its days are counted in.
    pub zone: Zone,
}

/// What a deadline row is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DeadlineOn {
    /// A case in this stage.
    Stage(Stage),
    /// A case whose evidence the platform asks for.
    Evidence,
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

/// One row: how long something may take, and what happens then.
#[derive(Clone, PartialEq, Debug)]
pub struct Deadline {
    /// Its id, such as `D6`.
    pub id: String,
    /// Rises when the row changes.
    pub version: u32,
    /// The platforms it holds on.
    pub platforms: Vec<Platform>,
    /// What it is about.
    pub on: DeadlineOn,
    /// Case types; empty means any.
    pub types: Vec<CaseType>,
    /// Goods states; empty means any.
    pub goods: Vec<GoodsState>,
    /// Only for goods marked so: `virtual`, `post`.
    pub tag: Option<String>,
    /// The shorter time where sources differ: drives alarms.
    pub act: Span,
    /// The longer: when the timeout is presumed.
    pub presume: Span,
    /// Counts from the next day's first instant in the shop's zone instead of from the event itself.
    pub from_next_day: bool,
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

/// Days on which the platform puts deadlines off.
#[derive(Clone, PartialEq, Debug)]
pub struct Extension {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// By how much a deadline that falls on these days moves.
    pub add: Span,
    /// For cases in these stages; empty means all.
    pub stages: Vec<Stage>,
    /// On these platforms; empty means all.
    pub platforms: Vec<Platform>,
    /// Where it was announced.
    pub source: SafeText,
}

/// How often a buyer may apply for one line.
#[derive(Clone, PartialEq, Debug)]
pub struct TryLimit {
    /// The platforms it holds on.
    pub platforms: Vec<Platform>,
    /// Applications and edits at most.
    pub max: u32,
    /// Applications at most once the trade has succeeded.
    pub after_success: u32,
    /// Where it comes from.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A worked-out deadline of an order.
#[derive(Clone, PartialEq, Debug)]
pub struct Due<'a> {
    /// The shorter time.
    pub act_by: Time,
    /// The longer.
    pub presume_at: Time,
    /// The row.
    pub rule: &'a Deadline,
}

impl Rules {
    /// Learns which shops there are, so that rows for one shop and days of a shop's own zone can be told.
    pub fn know_shops(&mut self, shops: &[Shop]) {
        let known = |shop: &Shop| KnownShop {
            id: shop.id,
            names: std::iter::once(shop.name.to_string()).chain(shop.external_id.clone()).collect(),
            zone: shop.zone,
        };
        self.shops = shops.iter().map(known).collect();
    }

    /// The zone a shop's days are counted in; the common one where the shop is not known.
    pub fn zone_of(&self, shop: Option<ShopId>) -> Zone {
        let known = shop.and_then(|id| self.shops.iter().find(|known| known.id == id));
        known.map_or(self.zone, |known| known.zone)
    }

    /// True when rows that name `shops` are meant for this one; rows that name none are meant for all.
    pub fn meant_for(&self, shops: &[String], shop: Option<ShopId>) -> bool {
        shops.is_empty()
            || self.shops.iter().any(|known| {
                Some(known.id) == shop && known.names.iter().any(|name| shops.iter().any(|meant| meant == name))
            })
    }

    /// The campaign that runs in a shop at `at`: one for named shops before one for platforms, then the one that
    /// began last.
    pub fn campaign(&self, platform: Platform, shop: Option<ShopId>, at: Time) -> Option<&Campaign> {
        let zone = self.zone_of(shop);
        self.campaigns
            .iter()
            .filter(|campaign| campaign.runs_at(at, zone))
            .filter(|campaign| campaign.platforms.is_empty() || campaign.platforms.contains(&platform))
            .filter(|campaign| self.meant_for(&campaign.shops, shop))
            .max_by_key(|campaign| (!campaign.shops.is_empty(), !campaign.platforms.is_empty(), campaign.from))
    }

    /// When buyers are reminded and told of something, with the campaigns that change it.
    pub fn reminders(&self) -> Reminders {
        Reminders { campaigns: self.campaigns.clone(), ..self.rhythms.clone() }
    }

    /// The clock of a case that has come into its stage at `started_at`; none when no row is known.
    pub fn stage_clock(&self, case: &Case, started_at: Time) -> Option<CaseClock> {
        let row = self.best(case, DeadlineOn::Stage(case.stage), started_at, false)?;
        let mut clock = self.clock(row, started_at, case.platform);
        if let (Some(signed), Some(early)) =
            (case.return_signed_at, self.best(case, DeadlineOn::Stage(case.stage), started_at, true))
        {
            let (act_by, _) = self.times(early, signed, Some(case.stage), case.platform);
            if act_by < clock.act_by {
                (clock.act_by, clock.rule) = (act_by, Some(early.id.clone()));
            }
        }
        Some(clock)
    }

    /// The clock of handing in evidence, asked for at `asked_at`.
    pub fn evidence_clock(&self, case: &Case, asked_at: Time) -> Option<CaseClock> {
        self.best(case, DeadlineOn::Evidence, asked_at, false).map(|row| self.clock(row, asked_at, case.platform))
    }

    /// A deadline of an order that counts from `start`; none when no row is known.
    pub fn order_due(&self, platform: Platform, on: OrderClock, tag: Option<&str>, start: Time) -> Option<Due<'_>> {
        let day = self.zone.day(start);
        let rule = self
            .deadlines
            .iter()
            .filter(|row| row.on == DeadlineOn::Order(on) && row.platforms.contains(&platform) && row.holds_on(day))
            .filter(|row| row.tag.is_none() || row.tag.as_deref() == tag)
            .max_by_key(|row| row.rank())?;
        let (act_by, presume_at) = self.times(rule, start, None, platform);
        Some(Due { act_by, presume_at, rule })
    }

    /// How often a buyer may apply on a platform.
    pub fn try_limit(&self, platform: Platform) -> Option<&TryLimit> {
        self.tries.iter().find(|row| row.platforms.contains(&platform))
    }

    /// The reason behind a platform's or an agent's words, and the row that knows it.
    pub fn reason(&self, words: &str) -> (Reason, Option<&ReasonRow>) {
        let row = self.reasons.iter().find(|row| row.is_named_by(words));
        (Reason { raw: SafeText::line(words), code: row.map(|r| r.code.clone()) }, row)
    }

    /// The row of a reason's code name.
    pub fn reason_row(&self, code: &str) -> Option<&ReasonRow> {
        self.reasons.iter().find(|row| row.code == code)
    }

    /// Whose fault a reason usually is.
    pub fn fault(&self, reason: &Reason) -> Fault {
        reason.code.as_deref().and_then(|code| self.reason_row(code)).map_or(Fault::Unclear, |row| row.fault)
    }

    /// The row of a clock's rule id, to explain it.
    pub fn deadline(&self, platform: Platform, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|row| row.id == id && row.platforms.contains(&platform))
    }

    fn best(&self, case: &Case, on: DeadlineOn, at: Time, from_return_signed: bool) -> Option<&Deadline> {
        let day = self.zone.day(at);
        self.deadlines
            .iter()
            .filter(|row| row.on == on && (row.start == StartEvent::ReturnSigned) == from_return_signed)
            .filter(|row| row.fits(case) && row.holds_on(day))
            .max_by_key(|row| row.rank())
    }

    fn clock(&self, row: &Deadline, started_at: Time, platform: Platform) -> CaseClock {
        let stage = match row.on {
            DeadlineOn::Stage(stage) => Some(stage),
            _ => None,
        };
        let (act_by, presume_at) = self.times(row, started_at, stage, platform);
        CaseClock {
            rule: Some(row.id.clone()),
            rule_version: Some(row.version),
            start: row.start,
            started_at,
            act_by,
            presume_at,
            on_timeout: Some(row.on_timeout),
            favours: Some(row.favours),
            source: ClockSource::Rule,
            confidence: row.confidence,
            stopped_at: None,
        }
    }

    fn times(&self, row: &Deadline, start: Time, stage: Option<Stage>, platform: Platform) -> (Time, Time) {
        let start = if row.from_next_day { self.next_day(start) } else { start };
        let put_off = |at: Time| match stage {
            Some(stage) => self.put_off(at, stage, platform),
            None => at,
        };
        (put_off(start.plus(row.act)), put_off(start.plus(row.presume)))
    }

    fn next_day(&self, at: Time) -> Time {
        let day = self.zone.day(at);
        self.zone.instant(day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN))
    }

    fn put_off(&self, deadline: Time, stage: Stage, platform: Platform) -> Time {
        let mut at = deadline;
        for row in &self.extensions {
            let day = self.zone.day(at);
            let meant = (row.stages.is_empty() || row.stages.contains(&stage))
                && (row.platforms.is_empty() || row.platforms.contains(&platform));
            if meant && row.from <= day && day <= row.to {
                at = at.plus(row.add);
            }
        }
        at
    }
}

impl Deadline {
    fn fits(&self, case: &Case) -> bool {
        self.platforms.contains(&case.platform)
            && (self.types.is_empty() || self.types.contains(&case.kind))
            && (self.goods.is_empty() || self.goods.contains(&case.goods))
            && (self.tag.is_none() || self.tag == case.tag)
    }

    fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// How specific the row is: a tag counts most, then goods, types, and a later first day; of rows for fewer
    /// platforms the narrower.
    pub fn rank(&self) -> (bool, bool, bool, std::cmp::Reverse<usize>, Option<NaiveDate>) {
        (
            self.tag.is_some(),
            !self.goods.is_empty(),
            !self.types.is_empty(),
            std::cmp::Reverse(self.platforms.len()),
            self.valid_from,
        )
    }
}
