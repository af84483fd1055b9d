//! The rhythm of each kind, and what is due by it.

use super::{QuietHours, ReminderFacts, ReminderKind, Skip};
use crate::domain::campaign::{Campaign, Hours};
use crate::domain::{Platform, SafeText, Span, Time, Zone};

/// The rhythm of one kind, on some platforms or in one shop.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// Of what.
    pub kind: ReminderKind,
    /// On these platforms; empty means all.
    pub platforms: Vec<Platform>,
    /// In this shop alone, by name.
    pub shop: Option<SafeText>,
    /// After how long each beat falls due, shortest first.
    pub after: Vec<Span>,
    /// The beats of buyers who bought here before, where they are others.
    pub after_regular: Option<Vec<Span>>,
    /// How long before the end the last beat falls due.
    pub before_end: Option<Span>,
    /// None is sent once the end is so near.
    pub closing: Span,
    /// After so long it is too late for it, where nothing else ends it.
    pub lasts: Option<Span>,
    /// Where the numbers come from.
    pub source: SafeText,
}

/// What a campaign puts in place of the rhythm of payment reminders.
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

/// All rhythms, and what holds for every kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Reminders {
    /// The rhythms; the most specific one holds.
    pub plans: Vec<Plan>,
    /// Hours in which nobody is written to.
    pub quiet: Vec<Hours>,
    /// Days on which other numbers hold.
    pub campaigns: Vec<Campaign>,
    /// At most so many to one buyer ...
    pub max: usize,
    /// ... within this time, of all kinds together.
    pub window: Span,
    /// Two messages to one buyer stand at least so far apart.
    pub apart: Span,
    /// What is known may be so old before a person is asked.
    pub fresh: Span,
}

impl Default for Reminders {
    /// Payment reminders alone: after 20 minutes, 2 and 12 hours, the last 2 hours before the order closes; at most
    /// three messages in 24 hours, ten minutes apart, at any hour.
    fn default() -> Self {
        let payment = Plan {
            kind: ReminderKind::Payment,
            platforms: Vec::new(),
            shop: None,
            after: vec![Span::minutes(20), Span::hours(2), Span::hours(12)],
            after_regular: None,
            before_end: Some(Span::hours(2)),
            closing: Span::minutes(10),
            lasts: None,
            source: SafeText::default(),
        };
        Self {
            plans: vec![payment],
            quiet: Vec::new(),
            campaigns: Vec::new(),
            max: 3,
            window: Span::hours(24),
            apart: Span::minutes(10),
            fresh: Span::hours(4),
        }
    }
}

impl Reminders {
    /// The rhythm of a kind on a platform and in a shop: a shop's own before a platform's, that before the general.
    pub fn plan(&self, kind: ReminderKind, platform: Platform, shop: &str) -> Option<&Plan> {
        let fits = |plan: &&Plan| {
            plan.kind == kind
                && (plan.platforms.is_empty() || plan.platforms.contains(&platform))
                && plan.shop.as_ref().is_none_or(|own| own.as_str() == shop)
        };
        let rank =
            |plan: &&Plan| (plan.shop.is_some(), !plan.platforms.is_empty(), std::cmp::Reverse(plan.platforms.len()));
        self.plans.iter().filter(fits).max_by_key(rank)
    }

    /// True when a rhythm of this kind differs for buyers who bought here before.
    pub fn minds_regulars(&self, kind: ReminderKind) -> bool {
        self.plans.iter().any(|plan| plan.kind == kind && plan.after_regular.is_some())
    }

    /// Which reminder is due now, from 1; or why none is. Several whose time has passed count as one: the buyer
    /// hears from us once.
    ///
    /// A beat that falls into quiet hours is due in the last minute before them. One that cannot be, because the wait
    /// began in them, is due as soon as they end: no beat is lost.
    pub fn due(&self, facts: &ReminderFacts, now: Time, zone: Zone) -> Result<usize, Skip> {
        stopped(facts)?;
        let plan = self.plan(facts.kind, facts.platform, facts.shop.as_str()).ok_or(Skip::NoRule)?;
        let sale = self.rhythm(facts, zone);
        let ends_at = end(plan, facts);
        let closing = sale.map_or(plan.closing, |sale| sale.closing);
        match ends_at {
            Some(at) if now >= at => return Err(Skip::Closed { at }),
            Some(at) if at.since(now) < closing => return Err(Skip::Closing { at }),
            _ => {}
        }
        if facts.waits_for_us {
            return Err(Skip::WaitsForUs);
        }
        if let Some((by, at)) = &facts.in_progress {
            return Err(Skip::InProgress { by: by.clone(), at: *at });
        }
        self.enough(facts, sale, now)?;
        let beats = self.beats(plan, facts, zone);
        let passed = beats.iter().filter(|beat| **beat <= now).count();
        let next = beats.get(passed).copied();
        let Some(beat) = passed.checked_sub(1).and_then(|at| beats.get(at)) else {
            return Err(next.map_or(Skip::NoRule, |next| Skip::TooEarly { next }));
        };
        if let Some(last) = facts.reminded.iter().max().filter(|last| *last >= beat) {
            return Err(Skip::Reminded { at: *last, next });
        }
        let quiet = self.quiet_at(now, facts, zone);
        if quiet.hold(now, zone) {
            return Err(Skip::Quiet { until: quiet.until(now, zone).unwrap_or(now.plus(Span::days(1))) });
        }
        Ok(passed)
    }

    /// The instants its beats fall due at, earliest first.
    pub fn beats_of(&self, facts: &ReminderFacts, zone: Zone) -> Vec<Time> {
        let plan = self.plan(facts.kind, facts.platform, facts.shop.as_str());
        plan.map_or_else(Vec::new, |plan| self.beats(plan, facts, zone))
    }

    fn beats(&self, plan: &Plan, facts: &ReminderFacts, zone: Zone) -> Vec<Time> {
        let sale = self.rhythm(facts, zone);
        let own = plan.after_regular.as_ref().filter(|_| facts.regular).unwrap_or(&plan.after);
        let after = sale.map_or(own, |sale| &sale.after);
        let before_end = sale.map(|sale| sale.before_close).or(plan.before_end);
        let ends_at = end(plan, facts);
        let last = ends_at.zip(before_end).map(|(end, before)| end.minus(before));
        let mut beats: Vec<Time> = after
            .iter()
            .map(|span| facts.starts_at.plus(*span))
            .filter(|beat| last.or(ends_at).is_none_or(|last| *beat < last))
            .chain(last)
            .map(|beat| self.quiet_at(beat, facts, zone).earlier(beat, zone).max(facts.starts_at))
            .collect();
        beats.sort_unstable();
        beats.dedup();
        beats
    }

    /// As many as one buyer may hear, or one only a moment ago.
    fn enough(&self, facts: &ReminderFacts, sale: Option<&Rhythm>, now: Time) -> Result<(), Skip> {
        let (max, window) = sale.map_or((self.max, self.window), |sale| (sale.max.min(self.max), sale.window));
        let all = facts.reminded.iter().chain(&facts.to_buyer);
        let mut recent: Vec<Time> = all.copied().filter(|at| now.since(*at) < window).collect();
        recent.sort_unstable();
        if max > 0
            && let Some(oldest) = recent.len().checked_sub(max).and_then(|at| recent.get(at))
        {
            return Err(Skip::Enough { sent: recent.len(), next: oldest.plus(window) });
        }
        match facts.to_buyer.iter().max() {
            Some(at) if now.since(*at) < self.apart => Err(Skip::JustWritten { at: *at }),
            _ => Ok(()),
        }
    }

    /// The rhythm of the campaign an order was placed in.
    fn rhythm(&self, facts: &ReminderFacts, zone: Zone) -> Option<&Rhythm> {
        let sale = self.campaign(facts.starts_at, facts, zone).filter(|_| facts.kind == ReminderKind::Payment);
        sale.and_then(|sale| sale.rhythm.as_ref())
    }

    /// The campaign that runs in a shop at an instant: one for named shops before one for platforms, then the one
    /// that began last.
    fn campaign(&self, at: Time, facts: &ReminderFacts, zone: Zone) -> Option<&Campaign> {
        self.campaigns
            .iter()
            .filter(|sale| sale.runs_at(at, zone))
            .filter(|sale| sale.platforms.is_empty() || sale.platforms.contains(&facts.platform))
            .filter(|sale| sale.shops.is_empty() || sale.shops.iter().any(|shop| facts.shop.as_str() == shop))
            .max_by_key(|sale| (!sale.shops.is_empty(), !sale.platforms.is_empty(), sale.from))
    }

    fn quiet_at(&self, at: Time, facts: &ReminderFacts, zone: Zone) -> QuietHours<'_> {
        let own = self.campaign(at, facts, zone).and_then(|sale| sale.quiet.as_ref());
        QuietHours(own.unwrap_or(&self.quiet))
    }
}

/// When the time for it is over.
fn end(plan: &Plan, facts: &ReminderFacts) -> Option<Time> {
    facts.ends_at.or(plan.lasts.map(|span| facts.starts_at.plus(span)))
}

/// What stops every reminder, whatever the time is.
fn stopped(facts: &ReminderFacts) -> Result<(), Skip> {
    let stops = [
        (facts.do_not_contact, Skip::DoNotContact),
        (facts.blocked, Skip::Blocked),
        (facts.settled, Skip::Settled),
        (facts.unknown, Skip::Unknown),
        (facts.said_no, Skip::SaidNo),
    ];
    if let Some(twin) = facts.paid_twin.filter(|_| !facts.do_not_contact && !facts.blocked) {
        return Err(Skip::PaidTwin(twin));
    }
    if let Some((_, skip)) = stops.into_iter().find(|(stops, _)| *stops) {
        return Err(skip);
    }
    match facts.out_of_stock {
        Some(counted_at) => Err(Skip::OutOfStock { counted_at }),
        None if facts.open_case => Err(Skip::OpenCase),
        None => Ok(()),
    }
}
