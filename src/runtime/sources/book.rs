//! The poller's book-keeping in the data file, and what is due to be read again.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::domain::aftersale::Rules;
use crate::domain::source::{Mark, Told};
use crate::domain::{Clock, OrderId, Problem, ShopKey, Span, Time, Zone};
use crate::runtime::writing::Writing;
use crate::source::poll::{Ledger, Stored};
use crate::store::intake::Intake;
use crate::store::sources::{self, Taking};
use crate::store::{Engine, Writer};

/// Orders stored in one transaction, so that a person who writes beside it waits for no more than a blink.
const BATCH: usize = 20;
/// An open order is read again after so long at the earliest.
const OPEN_EVERY: Span = Span::secs(10);
/// One that ended lately.
const ENDED_EVERY: Span = Span::minutes(10);
/// How often is looked which orders a case or a chat is about.
const WORK_EVERY: Span = Span::minutes(1);

/// Where the data file is reached: on this thread, or on the store thread.
pub trait Place {
    /// Does something with the data file and waits for it.
    fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&dyn Engine) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem>;
}

impl Place for Writing {
    fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&dyn Engine) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.chore(|writer| act(writer.db()))
    }
}

impl Place for Rc<Writer> {
    fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&dyn Engine) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        act(self.db())
    }
}

/// The rules in force, by the data file at hand, and the zone of a shop made on the way.
pub type RulesOf = Arc<dyn Fn(&dyn Engine) -> Result<(Arc<Rules>, Zone), Problem> + Send + Sync>;

/// The book of one source.
pub(super) struct Book<P> {
    name: String,
    shop: ShopKey,
    place: P,
    rules: RulesOf,
    clock: Arc<dyn Clock>,
    /// When each order was read last, by this process: not worth a write.
    read: HashMap<String, Time>,
    in_work: (Option<Time>, Vec<String>),
}

impl<P: Place> Book<P> {
    pub(super) fn new(name: String, shop: ShopKey, place: P, rules: RulesOf, clock: Arc<dyn Clock>) -> Self {
        Self { name, shop, place, rules, clock, read: HashMap::new(), in_work: (None, Vec::new()) }
    }

    pub(super) fn place(&self) -> &P {
        &self.place
    }

    /// The source's ids of those of these orders that are its own.
    pub(super) fn ids_of(&self, orders: &[OrderId]) -> Result<Vec<String>, Problem> {
        if orders.is_empty() {
            return Ok(Vec::new());
        }
        let (orders, name) = (orders.to_vec(), self.name.clone());
        self.place.with(move |db| {
            let mut ids = Vec::new();
            for order in orders {
                let found = sources::of_order(db, order)?;
                ids.extend(found.filter(|(source, _)| *source == name).map(|(_, id)| id));
            }
            Ok(ids)
        })
    }

    fn store(&self, orders: Vec<Told>, mark: Option<Mark>, now: Time) -> Result<Stored, Problem> {
        let (name, shop, rules) = (self.name.clone(), self.shop.clone(), Arc::clone(&self.rules));
        let told = orders.len() as u64;
        let took = self.place.with(move |db| {
            let (rules, zone) = rules(db)?;
            let mut intake = Intake::new(shop.platform.code(), None, zone, now, false, &rules);
            let mut taking = Taking { source: &name, shop: &shop, intake: &mut intake, now };
            sources::take(db, &mut taking, &orders, mark)
        })?;
        Ok(Stored { changed: took.changed, new: took.new, told })
    }
}

impl<P: Place> Ledger for Book<P> {
    fn mark(&mut self) -> Result<Option<Mark>, Problem> {
        let name = self.name.clone();
        self.place.with(move |db| sources::mark(db, &name))
    }

    fn take(&mut self, orders: &[Told], mark: Option<Mark>) -> Result<Stored, Problem> {
        let now = self.clock.now();
        let mut stored = Stored::default();
        let batches = orders.chunks(BATCH).len().max(1);
        for at in 0..batches {
            let batch: Vec<Told> = orders.iter().skip(at * BATCH).take(BATCH).cloned().collect();
            // The mark is moved with the last of them: a page cut off is told again.
            let mark = mark.filter(|_| at + 1 == batches);
            let ids: Vec<String> = batch.iter().map(|told| told.id.clone()).collect();
            let more = self.store(batch, mark, now)?;
            stored.changed += more.changed;
            stored.new += more.new;
            stored.told += more.told;
            self.read.extend(ids.into_iter().map(|id| (id, now)));
        }
        Ok(stored)
    }

    fn due(&mut self, limit: usize) -> Result<Vec<String>, Problem> {
        let now = self.clock.now();
        let name = self.name.clone();
        let look_at_work = self.in_work.0.is_none_or(|at| now.since(at) >= WORK_EVERY || now < at);
        let (watched, in_work) = self.place.with(move |db| {
            let in_work = if look_at_work { Some(sources::in_work(db, &name)?) } else { None };
            Ok((sources::watched(db, &name, now)?, in_work))
        })?;
        if let Some(in_work) = in_work {
            self.in_work = (Some(now), in_work);
        }
        let mut wanted: HashMap<&str, Span> = HashMap::new();
        for (id, open) in &watched {
            wanted.insert(id, if *open { OPEN_EVERY } else { ENDED_EVERY });
        }
        wanted.extend(self.in_work.1.iter().map(|id| (id.as_str(), OPEN_EVERY)));
        let mut due: Vec<(Option<Time>, String)> = wanted
            .iter()
            .map(|(id, every)| (self.read.get(*id).copied(), (*id).to_owned(), *every))
            .filter(|(read, _, every)| read.is_none_or(|at| now.since(at) >= *every || now < at))
            .map(|(read, id, _)| (read, id))
            .collect();
        due.sort();
        due.truncate(limit);
        // What is watched no longer is not remembered for ever.
        let watched: HashSet<&str> = wanted.into_keys().collect();
        let kept: HashMap<String, Time> = self
            .read
            .iter()
            .filter(|(id, _)| watched.contains(id.as_str()))
            .map(|(id, at)| (id.clone(), *at))
            .collect();
        self.read = kept;
        // Asked for once, even when the source answers nothing.
        self.read.extend(due.iter().map(|(_, id)| (id.clone(), now)));
        Ok(due.into_iter().map(|(_, id)| id).collect())
    }

    fn gone(&mut self, ids: &[String]) -> Result<(), Problem> {
        self.in_work.1.retain(|id| !ids.contains(id));
        let (name, ids) = (self.name.clone(), ids.to_vec());
        self.place.with(move |db| sources::unwatch(db, &name, &ids))
    }
}
