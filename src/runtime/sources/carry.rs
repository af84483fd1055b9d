//! What waits to be written to a shop, carried out: the order is read again, the shop is asked once, and the answer is
//! believed only when it was read back.

use super::{Feed, Place};
use crate::domain::shop_write::{ShopAct, ShopWrite, WriteFault, WriteState, WriteTrouble};
use crate::domain::source::{SourceFault, Told};
use crate::domain::source_word::SourceWord;
use crate::domain::{Fact, OrderStatus, Problem, SafeText, Span};
use crate::source::poll::Ledger;
use crate::store::Engine;
use crate::store::shop_writes;

/// A write is one process's for so long: longer than all its requests together may take.
const LEASE: Span = Span::secs(150);
/// Writes carried out in one turn; the next turn goes on.
const AT_ONCE: usize = 20;
/// A shop that does not let us in is not tried again soon: that gets an address shut out.
const SHUT_OUT: Span = Span::minutes(5);

impl<P: Place> Feed<P> {
    /// Carries out what waits to be written to the shop, and looks for what nobody knows of; how many were taken up.
    /// Nothing where the settings do not let it be written to.
    pub fn carry_out(&mut self) -> Result<usize, Problem> {
        if !self.setting.writes {
            return Ok(0);
        }
        for taken in 0..AT_ONCE {
            let (name, owner, now) = (self.setting.name.clone(), self.owner.clone(), self.clock.now());
            let claimed = self.db(move |db| shop_writes::claim(db, &name, &owner, LEASE, now))?;
            let Some(write) = claimed else { return Ok(taken) };
            self.news = true;
            match write.state {
                WriteState::Checking => self.ask(&write)?,
                WriteState::Made => self.complete(write, true)?,
                _ => self.look_for(&write)?,
            }
        }
        Ok(AT_ONCE)
    }

    /// Asks the shop, unless the order is no longer what it was when a person decided.
    fn ask(&mut self, write: &ShopWrite) -> Result<(), Problem> {
        if write.act != ShopAct::Note {
            let told = match self.read_order(write) {
                Ok(Some(told)) => told,
                Ok(None) => return self.failed(write, WriteFault::Gone),
                Err(fault) => return self.retry(write, fault),
            };
            let (seen, closed) = (told.hash, is_closed(&told));
            self.take(told)?;
            if write.act == ShopAct::Cancel && closed {
                return self.done(write, None);
            }
            if seen != write.seen {
                return self.failed(write, WriteFault::Changed);
            }
        }
        let (seen, owner, now) = (write.clone(), self.owner.clone(), self.clock.now());
        let begun = self.db(move |db| shop_writes::begin(db, &seen, &owner, LEASE, now))?;
        let Some(write) = begun else { return Ok(()) };
        match self.poller.source().write(&write.wanted()) {
            Ok(made) => {
                let (seen, id, now) = (write.clone(), made.id, self.clock.now());
                let kept = self.db(move |db| shop_writes::made(db, &seen, &id, now))?;
                kept.map_or(Ok(()), |kept| self.complete(kept, made.whole))
            }
            Err(WriteTrouble::NotSent(fault)) => self.retry(&write, fault),
            Err(WriteTrouble::Refused(fault)) => self.failed(&write, fault),
            Err(WriteTrouble::Unknown(fault)) => {
                let (seen, now) = (write.clone(), self.clock.now());
                let fault = WriteFault::Source(fault);
                let kept = self.db(move |db| shop_writes::unknown(db, &seen, &fault, now))?;
                // The answer may have been lost where the deed was not.
                kept.map_or(Ok(()), |kept| self.look_for(&kept))
            }
        }
    }

    /// Reads back what the shop took. What is not whole yet is completed first, which may be asked any number of times.
    fn complete(&mut self, write: ShopWrite, whole: bool) -> Result<(), Problem> {
        if write.act != ShopAct::Refund {
            return self.look_for(&write);
        }
        let (mut write, mut whole) = (write, whole);
        for _ in 0..2 {
            if !whole {
                let made = write.remote.clone().unwrap_or_default();
                match self.poller.source().finish(&made, &write.wanted()) {
                    // Refused is what a shop says of what is complete already: reading tells.
                    Ok(()) | Err(WriteTrouble::Refused(_)) => {}
                    Err(WriteTrouble::NotSent(fault) | WriteTrouble::Unknown(fault)) => {
                        return self.retry(&write, fault);
                    }
                }
            }
            match self.read_order(&write) {
                Ok(Some(told)) => self.take(told)?,
                Ok(None) => return self.retry(&write, odd(SourceWord::NoOrder)),
                Err(fault) => return self.retry(&write, fault),
            }
            let id = write.id;
            write = self.db(move |db| shop_writes::expect(db, id))?;
            if write.state != WriteState::Made {
                return Ok(());
            }
            whole = false;
        }
        self.retry(&write, odd(SourceWord::NotComplete))
    }

    /// Looks whether the shop has it. What it does not show stays as it is: it may still come.
    fn look_for(&mut self, write: &ShopWrite) -> Result<(), Problem> {
        if write.act == ShopAct::Note {
            let found = self.poller.source().note(&write.external_id, &write.key);
            return match found {
                Ok(Some(id)) => self.done(write, Some(id)),
                Ok(None) => self.not_shown(write),
                Err(fault) => self.retry(write, fault),
            };
        }
        let told = match self.read_order(write) {
            Ok(Some(told)) => told,
            Ok(None) => return self.not_shown(write),
            Err(fault) => return self.retry(write, fault),
        };
        let closed = is_closed(&told);
        self.take(told)?;
        let id = write.id;
        let now = self.db(move |db| shop_writes::expect(db, id))?;
        match write.act {
            ShopAct::Cancel if closed => self.done(&now, None),
            // A refund that carries our key has moved the write on by itself.
            ShopAct::Refund if now.version != write.version => match now.state {
                WriteState::Made => self.complete(now, false),
                _ => Ok(()),
            },
            _ => self.not_shown(write),
        }
    }

    fn not_shown(&self, write: &ShopWrite) -> Result<(), Problem> {
        if write.state == WriteState::Made {
            let (seen, now) = (write.clone(), self.clock.now());
            let fault = WriteFault::Differs(SafeText::default());
            return self.db(move |db| shop_writes::unknown(db, &seen, &fault, now)).map(drop);
        }
        let fault = write.fault.clone().unwrap_or(WriteFault::Died);
        self.later(write, fault, Span::ZERO)
    }

    fn read_order(&mut self, write: &ShopWrite) -> Result<Option<Told>, SourceFault> {
        let told = self.poller.source().read(std::slice::from_ref(&write.external_id))?;
        Ok(told.into_iter().find(|told| told.id == write.external_id))
    }

    fn take(&mut self, told: Told) -> Result<(), Problem> {
        self.book.take(&[told], None).map(drop)
    }

    fn done(&self, write: &ShopWrite, remote: Option<String>) -> Result<(), Problem> {
        let (seen, now) = (write.clone(), self.clock.now());
        self.db(move |db| shop_writes::done(db, &seen, remote.as_deref(), now)).map(drop)
    }

    fn failed(&self, write: &ShopWrite, fault: WriteFault) -> Result<(), Problem> {
        let (seen, now) = (write.clone(), self.clock.now());
        self.db(move |db| shop_writes::failed(db, &seen, &fault, now)).map(drop)
    }

    fn retry(&self, write: &ShopWrite, fault: SourceFault) -> Result<(), Problem> {
        let after = match &fault {
            SourceFault::Busy(Some(after)) => *after,
            SourceFault::SignIn(_) => SHUT_OUT,
            _ => Span::ZERO,
        };
        // Why it is not known is worth more than why looking failed.
        let fault = match (&write.state, &write.fault) {
            (WriteState::Unknown, Some(first)) => first.clone(),
            _ => WriteFault::Source(fault),
        };
        self.later(write, fault, after)
    }

    fn later(&self, write: &ShopWrite, fault: WriteFault, after: Span) -> Result<(), Problem> {
        let (seen, now) = (write.clone(), self.clock.now());
        self.db(move |db| shop_writes::retry(db, &seen, &fault, after, now)).map(drop)
    }

    fn db<T: Send + 'static>(
        &self,
        act: impl FnOnce(&dyn Engine) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.book.place().with(act)
    }
}

fn is_closed(told: &Told) -> bool {
    told.facts.iter().any(|fact| matches!(fact, Fact::Order(order) if order.status == Some(OrderStatus::Closed)))
}

fn odd(what: SourceWord) -> SourceFault {
    SourceFault::Odd(what.into())
}
