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

/// A refund told of under a number of its own.
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
    /// When it was told of for the first time: a case opened later is another matter.
    pub told_at: Time,
    /// What the buyer wrote.
    pub note: Option<&'a SafeText>,
}

/// Which case of an order a refund is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meant {
    /// This one, opened here without a number: it takes the refund's.
    Same(CaseId),
    /// None for certain, but this one may be the same matter: a person has to look.
    Beside(CaseId),
    /// None.
    New,
}

/// How well a refund fits a case, the best first: the line, the type, the amount, the time between the applications.
type Fit = (u8, bool, bool, i64);

/// Which of an order's cases each of its refunds is about; `cases` are those opened here without a number, as they stood
/// before any of these refunds was told of. Each refund has the case it fits best, each case the refund that fits it best
/// among those; where two fit alike none is taken, and both are doubts. Nothing goes by the order of either list, and one
/// more refund never gives an earlier one a case that it did not have.
///
/// An open refund fits the case of its line, or of the whole order, whatever else differs: the platform has one of a line
/// as well. Where its line is not known it fits one that agrees in type and amount. One that had ended before fits the
/// case it agrees with, if that was open at the time; to end one it does not agree with could hide what the buyer still
/// waits for.
pub fn meant(refunds: &[Numbered<'_>], cases: &[Case]) -> Vec<Meant> {
    let wanted: Vec<Option<CaseId>> = refunds
        .iter()
        .map(|refund| alone(cases.iter().filter_map(|case| Some((refund.fit(case)?, case.id)))))
        .collect();
    let takes = |case: &Case| {
        let asking = refunds.iter().enumerate().filter(|(at, _)| wanted[*at] == Some(case.id));
        alone(asking.filter_map(|(at, refund)| Some((refund.fit(case)?, at))))
    };
    let taken: Vec<(CaseId, Option<usize>)> = cases.iter().map(|case| (case.id, takes(case))).collect();
    let of = |at: usize| taken.iter().find(|(_, taker)| *taker == Some(at)).map(|(case, _)| *case);
    let is_free = |case: &&Case| taken.iter().any(|(id, taker)| *id == case.id && taker.is_none());
    refunds
        .iter()
        .enumerate()
        .map(|(at, refund)| match of(at) {
            Some(case) => Meant::Same(case),
            None => {
                let doubts = cases.iter().filter(is_free).filter(|case| refund.may_be_of(case));
                let doubts = doubts.filter(|case| case.is_open() || refund.fit(case).is_some());
                doubts.map(|case| case.id).min().map_or(Meant::New, Meant::Beside)
            }
        })
        .collect()
}

/// The only one that fits best.
fn alone<T: Copy>(fits: impl Iterator<Item = (Fit, T)>) -> Option<T> {
    let all: Vec<(Fit, T)> = fits.collect();
    let best = all.iter().map(|(fit, _)| *fit).min()?;
    only(all.iter().filter(|(fit, _)| *fit == best)).map(|(_, one)| *one)
}

impl Numbered<'_> {
    /// How well it fits a case; nothing when it is not about that one for certain.
    fn fit(&self, case: &Case) -> Option<Fit> {
        let has_ended = self.told.stage.is_some_and(|stage| !stage.is_open());
        let fits = match (case.is_open(), has_ended) {
            (true, false) => self.line.is_some() || case.line.is_none() || self.agrees(case),
            (true, true) => self.agrees(case) && self.ended_since(case),
            (false, _) => {
                let is_paid = case.stage == Stage::Done && self.told.stage == Some(Stage::Done);
                is_paid && self.agrees(case) && self.ended_since(case)
            }
        };
        let line = match (case.line, self.line) {
            (Some(case), Some(told)) if case == told => 0,
            (None, _) => 1,
            _ => 2,
        };
        let apart = self.applied_at.map_or(i64::MAX, |at| at.since(case.opened_at).abs().ms());
        // What is still open comes before what was paid.
        let line = if case.is_open() { line } else { line + 3 };
        let kind = self.told.kind.is_some_and(|kind| kind != case.kind);
        (fits && self.may_be_of(case)).then_some((line, kind, !fits_amount(self.told.amount, case.amount), apart))
    }

    /// True unless both name a line, and another one, it was over before the case began, or it was known when the case was
    /// opened.
    fn may_be_of(&self, case: &Case) -> bool {
        let was_over = self.told.ended_at.is_some_and(|at| at < case.opened_at);
        let was_known = self.told_at < case.opened_at;
        !was_over && !was_known && (self.line.is_none() || case.line.is_none() || case.line == self.line)
    }

    fn agrees(&self, case: &Case) -> bool {
        self.told.kind.is_none_or(|kind| kind == case.kind) && fits_amount(self.told.amount, case.amount)
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
        let amount = case.amount.filter(|_| !fits_amount(refund.told.amount, case.amount));
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

fn fits_amount(told: Option<Money>, known: Option<Money>) -> bool {
    told.is_none() || known.is_none() || told == known
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}
