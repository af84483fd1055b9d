//! A refund the platform tells of under a number of its own, and the case people here opened for the same goods: one
//! matter, so one case.

use super::apply::Change;
use super::case::{Anomaly, Case, CaseEvent};
use super::clock::ClockSource;
use super::observe::Observed;
use super::rules::Rules;
use super::step::Step;
use super::words::{Party, Stage};
use crate::domain::{CaseId, Money, OrderLineId, SafeText, Time};

/// A refund told of for the first time.
#[derive(Clone, Copy, Debug)]
pub struct Numbered<'a> {
    /// The platform's number of it.
    pub number: &'a str,
    /// What it tells.
    pub told: &'a Observed,
    /// The line of the order it is for, where that is known.
    pub line: Option<OrderLineId>,
    /// When the buyer applied.
    pub applied_at: Option<Time>,
    /// What the buyer wrote.
    pub note: Option<&'a SafeText>,
}

/// Which case of an order a refund is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meant {
    /// This one, opened here without a number: it takes the refund's.
    Same(CaseId),
    /// None for certain, but this open one may be the same matter: a person has to look.
    Beside(CaseId),
    /// None.
    New,
}

impl Numbered<'_> {
    /// Which of an order's cases it is about. An open refund is the case of its line, or of the whole order, whatever
    /// else differs: the platform has one of a line as well. Where its line is not known it is the only case that agrees
    /// in type and amount. One that had ended before is the case it agrees with, if that was open at the time; to end one
    /// it does not agree with could hide what the buyer still waits for.
    pub fn meant(&self, cases: &[Case]) -> Meant {
        let ours = || cases.iter().filter(|case| case.platform_id.is_none());
        let open: Vec<&Case> = ours().filter(|case| case.is_open() && self.may_be_of(case)).collect();
        let has_ended = self.told.stage.is_some_and(|stage| !stage.is_open());
        let agreeing = || open.iter().filter(|case| self.agrees(case) && (!has_ended || self.ended_since(case)));
        let certain = open.iter().filter(|_| !has_ended).filter(|case| self.line.is_some() || case.line.is_none());
        let same = certain.min_by_key(|case| (case.line != self.line, case.id)).or_else(|| match self.line {
            Some(line) => agreeing().min_by_key(|case| (case.line != Some(line), case.id)),
            None => only(agreeing()),
        });
        let paid = || ours().filter(|case| case.stage == Stage::Done && self.told.stage == Some(Stage::Done));
        let settled = || paid().filter(|case| self.may_be_of(case) && self.agrees(case) && self.ended_since(case));
        match (same, open.first()) {
            (Some(case), _) => Meant::Same(case.id),
            (None, Some(case)) => Meant::Beside(case.id),
            (None, None) => settled().min_by_key(|case| case.id).map_or(Meant::New, |case| Meant::Same(case.id)),
        }
    }

    /// True unless both name a line, and another one, or it was over before the case began.
    fn may_be_of(&self, case: &Case) -> bool {
        let was_over = self.told.ended_at.is_some_and(|at| at < case.opened_at);
        !was_over && (self.line.is_none() || case.line.is_none() || case.line == self.line)
    }

    fn agrees(&self, case: &Case) -> bool {
        self.told.kind.is_none_or(|kind| kind == case.kind) && fits(self.told.amount, case.amount)
    }

    /// True when it is known to have ended after the case was opened.
    fn ended_since(&self, case: &Case) -> bool {
        self.told.ended_at.is_some_and(|at| at >= case.opened_at)
    }
}

impl Case {
    /// The case under the number the platform gave it, moved to where it stands there by the same ways as everything
    /// told. Its clock runs from when the buyer applied, unless a time was set by hand; what the platform has otherwise
    /// than it was noted here is taken over and kept as an anomaly.
    pub fn joined(&self, refund: &Numbered<'_>, rules: &Rules, now: Time) -> Change {
        let mut case = Case { platform_id: Some(refund.number.to_owned()), ..self.clone() };
        if !case.is_open() {
            return Change { case, events: Vec::new(), effects: Vec::new() };
        }
        let kind = Some(case.kind).filter(|kind| refund.told.kind.is_some_and(|told| told != *kind));
        let amount = case.amount.filter(|_| !fits(refund.told.amount, case.amount));
        if kind.is_some() || amount.is_some() {
            case.note_anomaly(Anomaly::Differs { at: now, kind, amount });
        }
        let is_set = case.clock.as_ref().is_some_and(|clock| clock.source == ClockSource::Manual);
        let applied = refund.applied_at.map(|at| at.min(now));
        if let Some(at) = applied.filter(|_| case.stage == Stage::SellerReview) {
            case.stage_since = at;
            if !is_set && !case.arbitration.is_active() {
                case.kind = refund.told.kind.unwrap_or(case.kind);
                case.clock = rules.stage_clock(&case, at);
            }
        }
        let event = CaseEvent {
            at: applied.unwrap_or(now),
            by: None,
            party: Party::Buyer,
            step: Step::Apply,
            from: Some(case.stage),
            to: case.stage,
            intended: false,
            amount: refund.told.amount,
            note: refund.note.cloned(),
        };
        let mut change = case.observe(refund.told, rules, now);
        change.events.insert(0, event);
        change
    }
}

fn fits(told: Option<Money>, known: Option<Money>) -> bool {
    told.is_none() || known.is_none() || told == known
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}
