//! What would have become of a case by some later instant if nobody acted: by which rule, and what came after.

use super::case::Case;
use super::clock::{CaseClock, ClockView, NoClock, OnTimeout};
use super::rules::Rules;
use super::step::{Step, StepInput};
use super::words::Stage;
use crate::domain::{Span, Time};

/// So many timeouts in a row are followed.
const MOST: usize = 6;

/// A case as it would be found at another instant.
#[derive(Clone, PartialEq, Debug)]
pub struct WhatIf {
    /// The instant tried.
    pub at: Time,
    /// How it stands then.
    pub found: Found,
    /// What has presumably happened until then, oldest first.
    pub happened: Vec<Foreseen>,
    /// The clock that runs then.
    pub next: Option<CaseClock>,
}

/// How a case stands at an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// So much of the present clock is left.
    Left(Span),
    /// Past the earliest instant the sources name, before the latest: it may have happened.
    MayBeOver(Span),
    /// Past the latest one by so much.
    Over(Span),
    /// The clock stands still.
    Stopped,
    /// Nothing runs.
    NoClock(NoClock),
}

/// One timeout that will presumably have been carried out.
#[derive(Clone, PartialEq, Debug)]
pub struct Foreseen {
    /// The clock that ran out, with its rule and source.
    pub clock: CaseClock,
    /// What the platform then does.
    pub what: Option<OnTimeout>,
    /// Where that leaves the case; nothing where the rule does not say.
    pub to: Option<Stage>,
    /// True where the sources differ and only the earliest has passed.
    pub maybe: bool,
}

impl Case {
    /// What will have happened by `at` if nobody acts. Nothing is changed by it.
    pub fn what_if(&self, rules: &Rules, at: Time) -> WhatIf {
        let found = match self.clock_view() {
            ClockView::None(why) => Found::NoClock(why),
            ClockView::Stopped(_) => Found::Stopped,
            ClockView::Running(clock) if at < clock.act_by => Found::Left(clock.act_by.since(at)),
            ClockView::Running(clock) if at < clock.presume_at => Found::MayBeOver(at.since(clock.act_by)),
            ClockView::Running(clock) => Found::Over(at.since(clock.act_by)),
        };
        let (mut case, mut happened) = (self.clone(), Vec::new());
        while let Some(clock) = case.running().filter(|clock| at >= clock.act_by && happened.len() < MOST).cloned() {
            let maybe = at < clock.presume_at;
            let then = clock.presume_at;
            let after = case.after(Step::Timeout, &StepInput::default().as_fact(), rules, then).ok();
            let to = after.as_ref().map(|change| change.case.stage);
            happened.push(Foreseen { what: clock.on_timeout, to, maybe, clock });
            match after {
                Some(change) if !maybe && change.case.running() != case.running() => case = change.case,
                _ => break,
            }
        }
        let next = case.running().filter(|clock| at < clock.act_by).cloned();
        WhatIf { at, found, happened, next }
    }
}
