//! The turns an import takes at the data file: short transactions over as many batches as fit, and others in between.

use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use crate::domain::Problem;
use crate::import::Batch;
use crate::store::Engine;

/// A turn lasts so long, so that a person who writes beside an import waits for no more than a blink: few batches where
/// each row has many indexes to go into, many into a new file.
const HELD: Duration = Duration::from_millis(10);
/// The same for a first import that is alone with the file. Somebody may come all the same.
const HELD_ALONE: Duration = Duration::from_millis(40);
/// How long the file is left to others between two turns: who waits for it asks every millisecond, and may be late on a
/// busy machine.
const BREATH: Duration = Duration::from_millis(4);

/// Leaves the file to others for a moment.
pub(super) fn breathe() {
    std::thread::sleep(BREATH);
}

/// One transaction after another; what was not ended is taken back.
pub(super) struct Turn<'e> {
    db: &'e dyn Engine,
    alone: bool,
    since: Option<Instant>,
}

impl<'e> Turn<'e> {
    /// No transaction yet. `alone` where nobody else has the file open.
    pub(super) fn new(db: &'e dyn Engine, alone: bool) -> Self {
        Self { db, alone, since: None }
    }
    /// Begins one, unless one is open.
    pub(super) fn begin(&mut self) -> Result<(), Problem> {
        if self.since.is_none() {
            self.db.begin()?;
            self.since = Some(Instant::now());
        }
        Ok(())
    }
    fn is_over(&self) -> bool {
        let at_most = if self.alone { HELD_ALONE } else { HELD };
        self.since.is_none_or(|since| since.elapsed() >= at_most)
    }
    fn end(&mut self) -> Result<(), Problem> {
        if self.since.is_some() {
            self.db.commit()?;
            self.since = None;
        }
        if !self.alone {
            breathe();
        }
        Ok(())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.since.is_some() {
            // What failed is told by whoever saw it.
            let _ = self.db.rollback();
        }
    }
}

/// Hands every batch to `store`, and tells the last one of each turn; false when `told` said to stop. The file is never
/// held while somebody is told, or while a slow disk is read.
pub(super) fn take_turns(
    batches: &Receiver<Batch>,
    turn: &mut Turn<'_>,
    store: &mut dyn FnMut(&Batch, &mut Turn<'_>) -> Result<(), Problem>,
    told: &mut dyn FnMut(&Batch) -> bool,
) -> Result<bool, Problem> {
    let mut last: Option<Batch> = None;
    loop {
        let ready = batches.try_recv();
        if last.is_some() && (ready.is_err() || turn.is_over()) {
            turn.end()?;
            if last.take().is_some_and(|batch| !told(&batch)) {
                return Ok(false);
            }
        }
        let batch = match ready {
            Ok(batch) => batch,
            Err(TryRecvError::Disconnected) => return Ok(true),
            Err(TryRecvError::Empty) => match batches.recv() {
                Ok(batch) => batch,
                Err(_) => return Ok(true),
            },
        };
        store(&batch, turn)?;
        last = Some(batch);
    }
}
