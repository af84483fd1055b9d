//! Jobs in the background: a thread each with a connection of its own, one of a kind at a time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::domain::Problem;

/// At most so often is progress told.
const TELL_EVERY: Duration = Duration::from_millis(200);

/// What is told of a job; `E` is what it brings when it is done.
#[derive(Clone, PartialEq, Debug)]
pub enum News<E> {
    /// Done so far, of how many when known.
    At(u64, Option<u64>),
    /// Done.
    Done(E),
    /// Stopped by the agent.
    Cancelled,
    /// Could not be done.
    Failed(Problem),
}

/// Why a job ends before its end.
#[derive(Clone, PartialEq, Debug)]
pub enum Broken {
    /// The agent stopped it.
    Cancelled,
    /// It could not go on.
    Failed(Problem),
}

impl From<Problem> for Broken {
    fn from(problem: Problem) -> Self {
        Broken::Failed(problem)
    }
}

/// A job's way to tell how far it is, and to hear that it should stop.
pub struct Progress {
    stopped: Arc<AtomicBool>,
    told: Option<Instant>,
    tell: Box<dyn FnMut(u64, Option<u64>) + Send>,
}

impl Progress {
    /// Tells how far the job is, now and then, and fails when it should stop: between two batches, never in one.
    pub fn report(&mut self, done: u64, total: Option<u64>) -> Result<(), Broken> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Broken::Cancelled);
        }
        if self.told.is_none_or(|told| told.elapsed() >= TELL_EVERY) {
            self.told = Some(Instant::now());
            (self.tell)(done, total);
        }
        Ok(())
    }

    /// The flag that says it should stop, for work that can look at it by itself.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stopped)
    }

    /// Does nothing for so long, without waking; fails at once when the job should stop.
    pub fn rest(&self, long: Duration) -> Result<(), Broken> {
        let until = Instant::now() + long;
        loop {
            if self.stopped.load(Ordering::Relaxed) {
                return Err(Broken::Cancelled);
            }
            match until.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => thread::park_timeout(left),
                _ => return Ok(()),
            }
        }
    }
}

#[derive(Debug)]
struct Running {
    stopped: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// The jobs of this process by kind. Dropping it stops them at their next batch and waits.
#[derive(Debug)]
pub struct Jobs<K: Ord> {
    running: Mutex<BTreeMap<K, Running>>,
}

impl<K: Ord> Default for Jobs<K> {
    fn default() -> Self {
        Self { running: Mutex::new(BTreeMap::new()) }
    }
}

impl<K: Ord + Copy> Jobs<K> {
    /// Starts a job; false when one of its kind still runs. `tell` hears of it on the job's thread, its end last.
    pub fn start<E>(
        &self,
        kind: K,
        tell: impl Fn(News<E>) + Send + Sync + 'static,
        job: impl FnOnce(&mut Progress) -> Result<E, Broken> + Send + 'static,
    ) -> Result<bool, Problem>
    where
        E: 'static,
    {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.get(&kind).is_some_and(|job| !job.thread.is_finished()) {
            return Ok(false);
        }
        let stopped = Arc::new(AtomicBool::new(false));
        let tell = Arc::new(tell);
        let teller = Arc::clone(&tell);
        let mut progress = Progress {
            stopped: Arc::clone(&stopped),
            told: None,
            tell: Box::new(move |done, total| teller(News::At(done, total))),
        };
        let thread = thread::Builder::new()
            .name("job".into())
            .spawn(move || {
                let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&mut progress)));
                tell(match ran {
                    Ok(Ok(end)) => News::Done(end),
                    Ok(Err(Broken::Cancelled)) => News::Cancelled,
                    Ok(Err(Broken::Failed(problem))) => News::Failed(problem),
                    Err(_) => News::Failed(Problem::program("job")),
                });
            })
            .map_err(|error| Problem::system(&error))?;
        running.insert(kind, Running { stopped, thread });
        Ok(true)
    }

    /// Asks a job to stop at its next batch.
    pub fn cancel(&self, kind: K) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(job) = running.get(&kind) {
            job.stopped.store(true, Ordering::Relaxed);
            job.thread.thread().unpark();
        }
    }
}

impl<K: Ord> Drop for Jobs<K> {
    fn drop(&mut self) {
        let running = self.running.get_mut().unwrap_or_else(PoisonError::into_inner);
        for job in running.values() {
            job.stopped.store(true, Ordering::Relaxed);
            job.thread.thread().unpark();
        }
        for (_, job) in std::mem::take(running) {
            let _ = job.thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_job_tells_its_end_and_two_of_a_kind_do_not_run_at_once() {
        let jobs = Jobs::default();
        let (say, heard) = channel();
        let (gate, opened) = channel::<()>();
        let tell = move |news| say.send(news).unwrap_or_default();
        let job = move |progress: &mut Progress| {
            progress.report(1, Some(2))?;
            progress.report(2, Some(2))?;
            let _ = opened.recv();
            Ok("end")
        };
        assert_eq!(jobs.start(1, tell, job), Ok(true));
        assert_eq!(jobs.start(1, |_: News<()>| {}, |_| Ok(())), Ok(false));
        gate.send(()).expect("it waits");
        let told: Vec<_> = heard.iter().collect();
        assert_eq!(told, [News::At(1, Some(2)), News::Done("end")], "progress is told now and then");
    }

    #[test]
    fn a_cancelled_job_stops_at_its_next_batch_and_a_panic_is_told() {
        let jobs = Jobs::default();
        let (say, heard) = channel();
        let tell = {
            let say = say.clone();
            move |news| say.send(news).unwrap_or_default()
        };
        let endless = |progress: &mut Progress| {
            loop {
                progress.report(0, None)?;
            }
        };
        assert_eq!(jobs.start::<()>(1, tell, endless), Ok(true));
        assert_eq!(heard.recv(), Ok(News::At(0, None)));
        jobs.cancel(1);
        while heard.recv().expect("an end") != News::Cancelled {}
        let tell = move |news| say.send(news).unwrap_or_default();
        assert_eq!(jobs.start::<()>(2, tell, |_| panic!("on purpose")), Ok(true));
        assert!(matches!(heard.recv(), Ok(News::Failed(_))));
    }
}
