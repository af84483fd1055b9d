//! Live orders beside an open workstation: a thread a source, and one process of all that polls it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{Feed, RulesOf, note};
use crate::config::SourceSetting;
use crate::domain::source::SourceFault;
use crate::domain::{Clock, OrderId, Problem, Span};
use crate::runtime::writing::Writing;
use crate::source::poll::{Pace, Trouble};
use crate::store::channels;

/// One process polls a source; when it dies, another takes over after so long.
const LEASE: Span = Span::secs(60);
/// How often it says that it is still there.
const RENEW: Duration = Duration::from_secs(20);
/// The order on screen is read again for so long after it was last asked for.
const ON_SCREEN: Duration = Duration::from_secs(600);
/// One order is not read again sooner, however often it is drawn.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// What a source's thread works with.
#[derive(Clone)]
pub struct Needs {
    /// The way to the data file.
    pub writing: Writing,
    /// The rules in force.
    pub rules: RulesOf,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Rings after something was stored.
    pub changed: Arc<dyn Fn() + Send + Sync>,
    /// Hears what a person should know.
    pub trouble: Arc<dyn Fn(Problem) + Send + Sync>,
}

/// What a source's thread is woken by before its time.
#[derive(Clone, Copy, Debug)]
enum Ring {
    /// Somebody looks at this order.
    Look(OrderId),
    /// Something may wait to be written to the shop.
    Write,
}

/// All sources of this process. Dropped, it lets them go at once: a request on its way ends by itself.
pub struct Sources {
    needs: Needs,
    owner: String,
    running: Mutex<BTreeMap<String, Running>>,
}

struct Running {
    setting: SourceSetting,
    rings: Sender<Ring>,
    stopped: Arc<AtomicBool>,
}

impl Sources {
    /// None yet: [`Sources::follow`] starts them.
    pub fn new(needs: Needs) -> Self {
        let owner = format!("kefu-{}-{}", std::process::id(), needs.clock.now().ms());
        Self { needs, owner, running: Mutex::default() }
    }

    /// Runs exactly these: what is new is started, what changed is started anew, what is gone is let go.
    pub fn follow(&self, settings: &[SourceSetting]) -> Result<(), Problem> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<String> =
            running.iter().filter(|(_, run)| !settings.contains(&run.setting)).map(|(name, _)| name.clone()).collect();
        for name in gone {
            if let Some(run) = running.remove(&name) {
                self.let_go(&name, &run);
            }
        }
        for setting in settings {
            if running.contains_key(&setting.name) {
                continue;
            }
            let (rings, rung) = channel();
            let stopped = Arc::new(AtomicBool::new(false));
            let worker = Worker {
                setting: setting.clone(),
                needs: self.needs.clone(),
                owner: self.owner.clone(),
                stopped: Arc::clone(&stopped),
                feed: None,
                leased: None,
                on_screen: None,
            };
            let body = move || worker.run(&rung);
            thread::Builder::new().name("source".into()).spawn(body).map_err(|error| Problem::system(&error))?;
            running.insert(setting.name.clone(), Running { setting: setting.clone(), rings, stopped });
        }
        Ok(())
    }

    /// Somebody looks at this order: it is read again now.
    pub fn look(&self, order: OrderId) {
        for run in self.running.lock().unwrap_or_else(PoisonError::into_inner).values() {
            // A thread that ended has nothing to read.
            let _ = run.rings.send(Ring::Look(order));
        }
    }

    /// Something may wait to be written to a shop: it leaves now.
    pub fn write(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        for run in running.values().filter(|run| run.setting.writes) {
            // A thread that ended carries nothing out; the next one does.
            let _ = run.rings.send(Ring::Write);
        }
    }

    fn let_go(&self, name: &str, run: &Running) {
        run.stopped.store(true, Ordering::Relaxed);
        let (lease, owner) = (lease_of(name), self.owner.clone());
        self.needs.writing.act(move |writer| {
            // What is not given back runs out by itself.
            let _ = channels::release(writer.db(), &lease, &owner);
        });
    }
}

impl Drop for Sources {
    fn drop(&mut self) {
        let running = std::mem::take(self.running.get_mut().unwrap_or_else(PoisonError::into_inner));
        for (name, run) in &running {
            self.let_go(name, run);
        }
    }
}

fn lease_of(source: &str) -> String {
    format!("source:{source}")
}

struct Worker {
    setting: SourceSetting,
    needs: Needs,
    owner: String,
    stopped: Arc<AtomicBool>,
    feed: Option<Feed<Writing>>,
    leased: Option<Instant>,
    on_screen: Option<(OrderId, Instant)>,
}

impl Worker {
    fn run(mut self, rung: &Receiver<Ring>) {
        let seed = u64::from(std::process::id()) ^ self.needs.clock.now().ms().unsigned_abs();
        let mut pace = Pace::new(self.setting.every, seed);
        let mut next = Instant::now();
        while !self.stopped.load(Ordering::Relaxed) {
            match rung.recv_timeout(next.saturating_duration_since(Instant::now())) {
                Ok(ring) => {
                    let rings: Vec<Ring> = std::iter::once(ring).chain(rung.try_iter()).collect();
                    let looked = rings.iter().rev().find_map(|ring| match ring {
                        Ring::Look(order) => Some(*order),
                        Ring::Write => None,
                    });
                    if let Some(order) = looked {
                        self.look(order);
                    }
                    if rings.iter().any(|ring| matches!(ring, Ring::Write)) && self.is_ours() {
                        self.carry_out();
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let wait = if self.is_ours() { self.turn(&mut pace) } else { RENEW };
            next = Instant::now() + wait;
        }
    }

    /// True while this process is the one that polls the source.
    fn is_ours(&mut self) -> bool {
        if self.leased.is_some_and(|at| at.elapsed() < RENEW) {
            return true;
        }
        let (lease, owner, stopped) = (lease_of(&self.setting.name), self.owner.clone(), Arc::clone(&self.stopped));
        let got = self.needs.writing.chore(move |writer| {
            // Let go meanwhile: a lease taken now would be nobody's.
            Ok(!stopped.load(Ordering::Relaxed) && channels::lease(writer.db(), &lease, &owner, LEASE)?)
        });
        self.leased = matches!(got, Ok(true)).then(Instant::now);
        self.leased.is_some()
    }

    fn turn(&mut self, pace: &mut Pace) -> Duration {
        let fresh = |at: &Instant| at.elapsed() < ON_SCREEN;
        let wanted: Vec<OrderId> =
            self.on_screen.filter(|(_, at)| fresh(at)).map(|(order, _)| order).into_iter().collect();
        let turn = match self.feed() {
            Ok(feed) => feed.turn(&wanted),
            Err(problem) => Err(self.not_open(&problem)),
        };
        let news = self.feed.as_mut().is_some_and(Feed::has_news);
        match &turn {
            Ok(turn) if turn.stored.changed > 0 || news => (self.needs.changed)(),
            Err(Trouble::Store(problem)) if !self.stopped.load(Ordering::Relaxed) => {
                (self.needs.trouble)(problem.clone())
            }
            Err(Trouble::Source(fault)) => {
                if matches!(fault, SourceFault::SignIn(_)) {
                    // The secret may be another one by the next try.
                    self.feed = None;
                }
                (self.needs.changed)();
            }
            _ => {}
        }
        Duration::from_millis(pace.after(&turn).ms().unsigned_abs())
    }

    /// What fails here fails in the next turn too, and is told there.
    fn carry_out(&mut self) {
        let Ok(feed) = self.feed() else { return };
        let done = feed.carry_out();
        let news = feed.has_news();
        match done {
            Ok(_) if news => (self.needs.changed)(),
            Err(problem) if !self.stopped.load(Ordering::Relaxed) => (self.needs.trouble)(problem),
            _ => {}
        }
    }

    fn feed(&mut self) -> Result<&mut Feed<Writing>, Problem> {
        let feed = match self.feed.take() {
            Some(feed) => feed,
            None => {
                let (rules, clock) = (Arc::clone(&self.needs.rules), Arc::clone(&self.needs.clock));
                Feed::open(&self.setting, self.needs.writing.clone(), rules, clock)?
            }
        };
        Ok(self.feed.insert(feed))
    }

    /// Without a secret a source cannot be asked: it stands as one that does not let us in.
    fn not_open(&self, problem: &Problem) -> Trouble {
        let what = match problem {
            Problem::NoSecret { place } | Problem::OpenSecret { path: place } | Problem::File { path: place, .. } => {
                place
            }
            other => return Trouble::Store(other.clone()),
        };
        let fault = SourceFault::SignIn(what.clone());
        match note(&self.needs.writing, &self.setting, self.needs.clock.now(), Some(fault.clone())) {
            Ok(()) => Trouble::Source(fault),
            Err(problem) => Trouble::Store(problem),
        }
    }

    fn look(&mut self, order: OrderId) {
        let again = self.on_screen.is_some_and(|(known, at)| known == order && at.elapsed() < LOOK_AGAIN);
        if again {
            return;
        }
        self.on_screen = Some((order, Instant::now()));
        let Ok(feed) = self.feed() else { return };
        // What goes wrong here goes wrong in the next turn too, and is told there.
        if feed.look(&[order]).is_ok_and(|stored| stored.changed > 0) {
            (self.needs.changed)();
        }
    }
}
