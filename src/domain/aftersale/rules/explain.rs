//! Why a case's clock says what it says: the row, the arithmetic, and why the other rows lost.

use super::super::case::Case;
use super::super::clock::{CaseClock, StartEvent};
use super::Rules;
use super::find::Loss;
use super::row::{Deadline, DeadlineOn};
use super::work::{Place, Worked};
use crate::domain::Time;

/// A row that holds, and what it comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Told<'a> {
    /// The row.
    pub row: &'a Deadline,
    /// The time to act.
    pub act: Worked<'a>,
    /// The time the timeout is presumed.
    pub presume: Worked<'a>,
}

/// A row that does not hold, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Lost<'a> {
    /// The row.
    pub row: &'a Deadline,
    /// Why.
    pub why: Loss,
}

/// Everything that can be said of a case's clock.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation<'a> {
    /// What the rows are about.
    pub on: DeadlineOn,
    /// The clock in force, if there is one.
    pub clock: Option<&'a CaseClock>,
    /// When that began.
    pub since: Time,
    /// The row by which the stage has its time.
    pub told: Option<Told<'a>>,
    /// A row that counts from another event and ends sooner: it sets the time to act.
    pub sooner: Option<Told<'a>>,
    /// The other rows of this platform on the same matter.
    pub lost: Vec<Lost<'a>>,
}

impl Rules {
    /// Explains the clock of a case by these rules.
    pub fn explain<'a>(&'a self, case: &'a Case) -> Explanation<'a> {
        let place = Place::of(case);
        let asked = case.arbitration.is_active().then_some(case.evidence_clock.as_ref()).flatten();
        let (on, clock) = match asked {
            Some(clock) => (DeadlineOn::Arbitration(case.arbitration), Some(clock)),
            None => (DeadlineOn::Stage(case.stage), case.clock.as_ref()),
        };
        let since = clock.map_or(case.stage_since, |clock| clock.started_at);
        let tell = |row: &'a Deadline, start| Told {
            row,
            act: self.work(row, row.act, start, place),
            presume: self.work(row, row.presume, start, place),
        };
        let (told, sooner) = match on {
            DeadlineOn::Stage(_) => {
                let rows = self.rows(case, since);
                let entry = rows.entry.map(|row| tell(row, since));
                let signed = rows.signed.map(|(row, at)| tell(row, at));
                match (entry, signed) {
                    (Some(told), Some(early)) if early.act.end < told.act.end => (Some(told), Some(early)),
                    (None, early) => (early, None),
                    (told, _) => (told, None),
                }
            }
            _ => {
                let day = self.zone_of(Some(case.shop)).day(since);
                let fits = |row: &&Deadline| {
                    row.on == on && row.platforms.contains(&case.platform) && self.loss(row, case, day).is_none()
                };
                (self.deadlines.iter().filter(fits).max_by_key(|row| row.rank()).map(|row| tell(row, since)), None)
            }
        };
        let holds: Vec<&Deadline> = told.iter().chain(&sooner).map(|told| told.row).collect();
        let lost = self
            .deadlines
            .iter()
            .filter(|row| row.on == on && row.platforms.contains(&case.platform))
            .filter(|row| !holds.iter().any(|held| std::ptr::eq(*held, *row)))
            .map(|row| Lost { row, why: self.why_lost(row, case, since, &holds) })
            .collect();
        Explanation { on, clock, since, told, sooner, lost }
    }

    fn why_lost(&self, row: &Deadline, case: &Case, since: Time, holds: &[&Deadline]) -> Loss {
        let day = self.zone_of(Some(case.shop)).day(since);
        if let Some(why) = self.loss(row, case, day) {
            return why;
        }
        let by_sign_off = row.start == StartEvent::ReturnSigned;
        if by_sign_off && case.return_signed_at.is_none() {
            return Loss::NotStarted;
        }
        let beaten = |held: &&Deadline| {
            (held.start == StartEvent::ReturnSigned) == by_sign_off && held.rank() >= row.rank() && {
                !by_sign_off || held.family() == row.family()
            }
        };
        if holds.iter().any(beaten) { Loss::LessSpecific } else { Loss::Later }
    }
}
