//! Deadlines as data: rows read from the rules files, the most specific one wins.

mod explain;
mod find;
mod recompute;
mod row;
mod work;

pub use explain::{Explanation, Lost, Told};
pub use find::Loss;
pub use recompute::Clocks;
pub use row::{Deadline, DeadlineOn, Extension, Lasts, LateClaim, OrderClock, Rank, RefusalRow, Takes, TryLimit};
pub use work::{Due, Held, OrderAsk, Worked};

use super::case::Case;
use super::freight::FreightRules;
use super::limits::Limits;
use super::reason::{Reason, ReasonRow};
use super::words::Fault;
use crate::domain::bulk::Pace;
use crate::domain::campaign::Campaign;
use crate::domain::holiday::Calendar;
use crate::domain::order_act::{ActLimits, FlagRow};
use crate::domain::reminder::Reminders;
use crate::domain::urgency::Weights;
use crate::domain::{Platform, SafeText, Shop, ShopId, Time, Zone};

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
    /// When a refusal is not taken at once.
    pub refusals: Vec<RefusalRow>,
    /// What late shipment costs.
    pub claims: Vec<LateClaim>,
    /// Known reasons.
    pub reasons: Vec<ReasonRow>,
    /// Who pays the freight.
    pub freight: FreightRules,
    /// How much one person may give away.
    pub limits: Limits,
    /// What weighs how much in the one "next".
    pub urgency: Weights,
    /// Days off and working weekends.
    pub calendar: Calendar,
    /// When buyers are reminded and told of something; see [`Rules::reminders`].
    pub rhythms: Reminders,
    /// How much agents may give away on orders.
    pub act_limits: ActLimits,
    /// What the colours of flags mean.
    pub flags: Vec<FlagRow>,
    /// How bulk messages leave.
    pub pace: Pace,
    /// Big sales, and what they change while they run.
    pub campaigns: Vec<Campaign>,
    /// What tells these rules from others: the text they were read from, and the zone and shops they are read for.
    pub fingerprint: String,
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

impl Rules {
    /// Learns which shops there are, so that rows for one shop and days of a shop's own zone can be told.
    pub fn know_shops(&mut self, shops: &[Shop]) {
        let known = |shop: &Shop| KnownShop {
            id: shop.id,
            names: [&shop.name, &shop.called]
                .into_iter()
                .filter(|name| !name.is_empty())
                .map(ToString::to_string)
                .chain(shop.external_id.clone())
                .collect(),
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

    /// How often a buyer may apply on a platform.
    pub fn try_limit(&self, platform: Platform) -> Option<&TryLimit> {
        self.tries.iter().find(|row| row.platforms.contains(&platform))
    }

    /// What a platform asks before it takes a refusal in this case; the strictest row counts.
    pub fn refusal_row(&self, case: &Case) -> Option<&RefusalRow> {
        let code = case.reason.code.as_deref();
        let fits = |row: &&RefusalRow| {
            row.platforms.contains(&case.platform)
                && (row.types.is_empty() || row.types.contains(&case.kind))
                && (row.goods.is_empty() || row.goods.contains(&case.goods))
                && (row.reasons.is_empty() || row.reasons.iter().any(|reason| Some(reason.as_str()) == code))
                && self.meant_for(&row.shops, Some(case.shop))
        };
        self.refusals.iter().filter(fits).min_by_key(|row| row.takes)
    }

    /// What late shipment costs on a platform.
    pub fn late_claim(&self, platform: Platform) -> Option<&LateClaim> {
        self.claims.iter().find(|row| row.platforms.contains(&platform))
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
}
