//! Which row holds: of those that fit a case the most specific one, and why the others lost.

use chrono::NaiveDate;

use super::super::case::Case;
use super::super::clock::{CaseClock, ClockSource, StartEvent};
use super::Rules;
use super::row::{Deadline, DeadlineOn};
use super::work::Place;
use crate::domain::{Span, Time};

/// Why a row does not hold for a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Loss {
    /// It is for other types.
    Types,
    /// It is for goods elsewhere.
    Goods,
    /// It is for goods or sales marked otherwise.
    Tag,
    /// It is for other reasons.
    Reasons,
    /// It is for other shops.
    Shops,
    /// It does not hold yet.
    NotYet(NaiveDate),
    /// It holds no longer.
    NoLonger(NaiveDate),
    /// What it counts from has not happened.
    NotStarted,
    /// It fits, but another one is more specific.
    LessSpecific,
    /// It fits too, but gives more time.
    Later,
}

/// Rows that hold for a stage of a case: by its beginning, and by the return's sign-off, the soonest first.
pub(super) struct Rows<'a> {
    pub(super) entry: Option<&'a Deadline>,
    pub(super) signed: Option<(&'a Deadline, Time)>,
}

impl Rules {
    /// The clock of a case that has come into its stage at `started_at`; none when no row is known. Where a row
    /// counts from the return's sign-off and ends sooner, it sets the time to act.
    pub fn stage_clock(&self, case: &Case, started_at: Time) -> Option<CaseClock> {
        let place = Place::of(case);
        let rows = self.rows(case, started_at);
        let mut clock = match (rows.entry, rows.signed) {
            (Some(row), _) => self.clock(row, started_at, place),
            (None, Some((row, signed))) => CaseClock { started_at, ..self.clock(row, signed, place) },
            (None, None) => return None,
        };
        if let Some((early, signed)) = rows.signed {
            let act_by = self.work(early, early.act, signed, place).end;
            if act_by < clock.act_by {
                (clock.act_by, clock.rule) = (act_by, Some(early.id.clone()));
                (clock.rule_version, clock.confidence) = (Some(early.version), early.confidence);
            }
        }
        Some(clock)
    }

    /// The clock of what the platform wants while it has the case in its hands, since `asked_at`.
    pub fn arbitration_clock(&self, case: &Case, asked_at: Time) -> Option<CaseClock> {
        let row = self.best(case, DeadlineOn::Arbitration(case.arbitration), asked_at, |_| true)?;
        Some(self.clock(row, asked_at, Place::of(case)))
    }

    /// The rows that hold for the stage of a case.
    pub(super) fn rows(&self, case: &Case, started_at: Time) -> Rows<'_> {
        let on = DeadlineOn::Stage(case.stage);
        let by_sign_off = |row: &Deadline| row.start == StartEvent::ReturnSigned;
        let entry = self.best(case, on, started_at, |row| !by_sign_off(row));
        let signed = case.return_signed_at.and_then(|signed| {
            let mut families: Vec<&str> = Vec::new();
            for row in self.deadlines.iter().filter(|row| row.on == on && by_sign_off(row)) {
                if !families.contains(&row.family()) {
                    families.push(row.family());
                }
            }
            families
                .into_iter()
                .filter_map(|family| self.best(case, on, started_at, |row| by_sign_off(row) && row.family() == family))
                .map(|row| (row, self.work(row, row.act, signed, Place::of(case)).end))
                .min_by_key(|(_, end)| *end)
                .map(|(row, _)| (row, signed))
        });
        Rows { entry, signed }
    }

    fn best(&self, case: &Case, on: DeadlineOn, at: Time, also: impl Fn(&Deadline) -> bool) -> Option<&Deadline> {
        let day = self.zone_of(Some(case.shop)).day(at);
        self.deadlines
            .iter()
            .filter(|row| row.on == on && row.platforms.contains(&case.platform) && also(row))
            .filter(|row| self.loss(row, case, day).is_none())
            .max_by_key(|row| row.rank())
    }

    /// Why a row of the case's platform does not fit the case on a day; nothing when it does.
    pub(super) fn loss(&self, row: &Deadline, case: &Case, day: NaiveDate) -> Option<Loss> {
        let code = case.reason.code.as_deref();
        if !row.types.is_empty() && !row.types.contains(&case.kind) {
            Some(Loss::Types)
        } else if !row.goods.is_empty() && !row.goods.contains(&case.goods) {
            Some(Loss::Goods)
        } else if row.tag.is_some() && row.tag != case.tag {
            Some(Loss::Tag)
        } else if !row.reasons.is_empty() && !row.reasons.iter().any(|reason| Some(reason.as_str()) == code) {
            Some(Loss::Reasons)
        } else if !self.meant_for(&row.shops, Some(case.shop)) {
            Some(Loss::Shops)
        } else if let Some(from) = row.valid_from.filter(|from| day < *from) {
            Some(Loss::NotYet(from))
        } else {
            row.valid_to.filter(|to| *to < day).map(Loss::NoLonger)
        }
    }

    fn clock(&self, row: &Deadline, started_at: Time, place: Place) -> CaseClock {
        let act_by = self.work(row, row.act, started_at, place).end;
        let presume_at = if row.act == row.presume {
            act_by
        } else {
            // An extension may move the shorter time past the longer one, which then falls on other days.
            self.work(row, row.presume, started_at, place).end.max(act_by)
        };
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
            paused: Span::ZERO,
        }
    }
}

impl Deadline {
    pub(super) fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}
