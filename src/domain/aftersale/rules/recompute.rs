//! Clocks of open cases worked out anew after the rules changed.

use super::super::case::Case;
use super::super::clock::{CaseClock, ClockSource};
use super::Rules;

/// Both clocks of a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Clocks {
    /// The stage's.
    pub stage: Option<CaseClock>,
    /// That of what the platform wants while it has the case in its hands.
    pub evidence: Option<CaseClock>,
}

impl Rules {
    /// What these rules make of the clocks of an open case; nothing where they stay as they are. A time of the
    /// platform's or of a person's own stays; what happens then is told by the rule. A clock that stood still keeps
    /// the time it stood still.
    pub fn clocks_of(&self, case: &Case) -> Option<Clocks> {
        if !case.is_open() {
            return None;
        }
        let since = case.clock.as_ref().map_or(case.stage_since, |clock| clock.started_at);
        let mut fresh = self.stage_clock(case, since);
        if case.clock.is_none() && case.arbitration.is_active() {
            fresh = fresh.map(|clock| clock.stopped(case.seen_at.max(since)));
        }
        let stage = again(case.clock.as_ref(), fresh);
        let evidence = match &case.evidence_clock {
            Some(old) => again(Some(old), self.arbitration_clock(case, old.started_at)),
            None => None,
        };
        let clocks = Clocks { stage, evidence };
        (clocks.stage != case.clock || clocks.evidence != case.evidence_clock).then_some(clocks)
    }
}

fn again(old: Option<&CaseClock>, fresh: Option<CaseClock>) -> Option<CaseClock> {
    let Some(old) = old else { return fresh };
    match (old.source, fresh) {
        (ClockSource::Rule, fresh) => fresh.map(|clock| CaseClock {
            act_by: clock.act_by.plus(old.paused),
            presume_at: clock.presume_at.plus(old.paused),
            stopped_at: old.stopped_at,
            paused: old.paused,
            ..clock
        }),
        (_, Some(clock)) => Some(CaseClock {
            rule: clock.rule,
            rule_version: clock.rule_version,
            on_timeout: clock.on_timeout,
            favours: clock.favours,
            ..old.clone()
        }),
        (_, None) => Some(old.clone()),
    }
}
