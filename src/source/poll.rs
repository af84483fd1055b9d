//! When to ask a source what: the newest changes every few seconds, open orders again and again, what is on screen first.
//!
//! A shop's time of change tells of most changes late and of some never, so it is one of three ways to learn of them:
//! pages of changes from a mark with an overlap, a watch list of open orders read by id, and the order a person looks
//! at. Whether something changed is decided by its content.

use std::collections::BTreeSet;

use crate::domain::source::{Changes, Mark, OrderSource, READ_AT_ONCE, SourceFault, Told};
use crate::domain::{Problem, Span, Time};

/// How far back each look goes: what was written while the last one ran.
const OVERLAP: Span = Span::secs(15);
/// How far back a look goes now and then: what became visible much later than its time says.
const WIDE_OVERLAP: Span = Span::minutes(6);
/// How often.
const WIDE_EVERY: Span = Span::minutes(1);
/// Pages taken in one turn; the next turn follows at once when there are more.
const PAGES: usize = 4;
/// The longest rest after failures.
const REST_MAX: Span = Span::minutes(5);

/// What the poller needs of the data file. Every call is committed when it returns.
pub trait Ledger {
    /// How far changes are known; none before the first turn.
    fn mark(&mut self) -> Result<Option<Mark>, Problem>;
    /// Stores what was told, and the mark with it. Told the same again, nothing changes.
    fn take(&mut self, orders: &[Told], mark: Option<Mark>) -> Result<Stored, Problem>;
    /// Ids of orders that should be read again now, the longest unread first.
    fn due(&mut self, limit: usize) -> Result<Vec<String>, Problem>;
    /// These ids were asked for and the source has them no more: they are watched no longer.
    fn gone(&mut self, ids: &[String]) -> Result<(), Problem>;
}

/// What became of what was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stored {
    /// Orders whose content was new.
    pub changed: u64,
    /// Orders never seen before, among them.
    pub new: u64,
    /// Orders told.
    pub told: u64,
}

impl Stored {
    /// Adds what another page brought.
    pub fn add(&mut self, more: Stored) {
        self.changed += more.changed;
        self.new += more.new;
        self.told += more.told;
    }
}

/// Why a turn failed.
#[derive(Clone, PartialEq, Debug)]
pub enum Trouble {
    /// The source did not tell.
    Source(SourceFault),
    /// The data file did not take it.
    Store(Problem),
}

impl From<SourceFault> for Trouble {
    fn from(fault: SourceFault) -> Self {
        Trouble::Source(fault)
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Trouble::Store(problem)
    }
}

/// What a turn did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Turn {
    /// What was stored.
    pub stored: Stored,
    /// True when there are more pages: the next turn should follow at once.
    pub more: bool,
    /// True when as many open orders were read again as one turn takes: there may be more of them.
    pub full: bool,
}

/// Asks one source, turn by turn.
pub struct Poller {
    source: Box<dyn OrderSource>,
    history: Span,
    next: Option<Mark>,
    wide_at: Option<Time>,
}

impl Poller {
    /// A poller that begins `history` before its first turn.
    pub fn new(source: Box<dyn OrderSource>, history: Span) -> Self {
        Self { source, history, next: None, wide_at: None }
    }

    /// One turn at `now`: the `wanted` ids, then pages of changes, then open orders long unread. What was stored before a
    /// failure stays stored.
    pub fn turn(&mut self, ledger: &mut dyn Ledger, now: Time, wanted: &[String]) -> Result<Turn, Trouble> {
        let mut turn = Turn::default();
        self.read(ledger, wanted, &mut turn)?;
        let mut page = match (self.next.take(), ledger.mark()?) {
            (Some(next), _) => next,
            (None, None) => Mark::at(now.minus(self.history)),
            (None, Some(mark)) => {
                let wide = self.wide_at.is_none_or(|at| now.since(at) >= WIDE_EVERY || now < at);
                if wide {
                    self.wide_at = Some(now);
                }
                mark.back(if wide { WIDE_OVERLAP } else { OVERLAP })
            }
        };
        for _ in 0..PAGES {
            let Changes { orders, mark, next } = self.source.changed(page)?;
            turn.stored.add(ledger.take(&orders, Some(mark))?);
            self.next = next;
            match next {
                Some(next) => page = next,
                None => break,
            }
        }
        turn.more = self.next.is_some();
        if !turn.more {
            let due = ledger.due(READ_AT_ONCE)?;
            turn.full = due.len() == READ_AT_ONCE;
            self.read(ledger, &due, &mut turn)?;
        }
        Ok(turn)
    }

    /// Reads these orders again and stores what is new of them.
    pub fn look(&mut self, ledger: &mut dyn Ledger, ids: &[String]) -> Result<Stored, Trouble> {
        let mut turn = Turn::default();
        self.read(ledger, ids, &mut turn)?;
        Ok(turn.stored)
    }

    /// The source itself, for what is written to it.
    pub fn source(&mut self) -> &mut dyn OrderSource {
        &mut *self.source
    }

    fn read(&mut self, ledger: &mut dyn Ledger, ids: &[String], turn: &mut Turn) -> Result<(), Trouble> {
        for ids in ids.chunks(READ_AT_ONCE) {
            let told = self.source.read(ids)?;
            turn.stored.add(ledger.take(&told, None)?);
            let there: BTreeSet<&str> = told.iter().map(|told| told.id.as_str()).collect();
            let gone: Vec<String> = ids.iter().filter(|id| !there.contains(id.as_str())).cloned().collect();
            if !gone.is_empty() {
                ledger.gone(&gone)?;
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Poller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Poller(next: {:?})", self.next)
    }
}

/// How long to wait between turns: the interval while all is well, longer with every failure, never in step with others.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    every: Span,
    failures: u32,
    dice: u64,
}

impl Pace {
    /// A pace of one turn every `every`; `seed` makes this process wait unlike the next one.
    pub const fn new(every: Span, seed: u64) -> Self {
        Self { every, failures: 0, dice: seed | 1 }
    }

    /// How long to wait after a turn.
    pub fn after(&mut self, turn: &Result<Turn, Trouble>) -> Span {
        match turn {
            Ok(turn) => {
                self.failures = 0;
                if turn.more { Span::ZERO } else { self.every }
            }
            Err(trouble) => {
                self.failures = self.failures.saturating_add(1);
                let asked = match trouble {
                    Trouble::Source(SourceFault::Busy(Some(asked))) => *asked,
                    // A wrong secret does not mend itself, and trying it often gets an address shut out.
                    Trouble::Source(SourceFault::SignIn(_)) => REST_MAX,
                    _ => Span::ZERO,
                };
                let doubled = self.every.ms().saturating_mul(1 << self.failures.min(12)).min(REST_MAX.ms());
                Span::from_ms(self.jittered(doubled).max(asked.ms()))
            }
        }
    }

    /// Up to a quarter more or less.
    fn jittered(&mut self, ms: i64) -> i64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        let part = i64::try_from(self.dice % 501).unwrap_or(250) - 250;
        ms.saturating_add(ms / 1000 * part)
    }
}
