//! Channels at work: an adapter thread each, one worker over the outbox, and the data file behind them.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::writing::Writing;
use crate::channel::outbox::Commands;
use crate::channel::{Channel, Due, Outbox, Outcome, Ring, Worker};
use crate::domain::aftersale::Rules;
use crate::domain::channel::{ChannelCommand, Fault, Incoming};
use crate::domain::{Clock, Fact, Platform, Problem, RefundFacts, SafeText, ShopId, ShopKey, Span, Time};
use crate::store::intake::{Given, Intake};
use crate::store::messages::{Peer, receive};
use crate::store::{Engine, Writer, outbox, shops};

/// How long a channel has to answer before a message counts as lost on the way.
const LEASE: Span = Span::secs(60);

/// What the data file must know of a channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// The channel's name.
    pub channel: String,
    /// The platform behind it.
    pub platform: Platform,
    /// The shop, where it is known.
    pub shop: Option<ShopId>,
    /// Within what a first answer is promised there.
    pub answer_within: Span,
}

/// All channels of this process, running until dropped.
#[derive(Debug)]
pub struct Lines {
    rings: Sender<Ring>,
    threads: Vec<JoinHandle<()>>,
}

impl Lines {
    /// Starts the worker and the adapters. `rules` are those in force, for cases a channel tells of; `changed` rings after something was written; `trouble` hears what a
    /// person should know.
    pub fn start(
        adapters: Vec<(Box<dyn Channel>, Place)>,
        writing: Writing,
        clock: &Arc<dyn Clock>,
        rules: impl Fn(&dyn Engine) -> Result<Arc<Rules>, Problem> + Send + Sync + 'static,
        changed: impl Fn() + Send + 'static,
        trouble: impl Fn(Problem) + Send + 'static,
    ) -> Result<Self, Problem> {
        let (rings, rung) = channel();
        let places = adapters.iter().map(|(_, place)| place.clone()).collect();
        let owner = format!("kefu-{}", std::process::id());
        let book = Book { writing, places, owner, rules: Arc::new(rules), changed: Box::new(changed) };
        let worker = Worker::new(book, Arc::clone(clock), trouble);
        let spawn = |name: String, body: Box<dyn FnOnce() + Send>| {
            thread::Builder::new().name(name).spawn(body).map_err(|error| Problem::system(&error))
        };
        let mut threads = vec![spawn("outbox".into(), Box::new(move || worker.run(&rung)))?];
        for (adapter, _) in adapters {
            let name = adapter.name().to_owned();
            let (commands, orders) = channel::<ChannelCommand>();
            let (events, told) = channel();
            let _ = rings.send(Ring::Joined(name.clone(), adapter.caps(), Commands(commands)));
            let clock = Arc::clone(clock);
            threads.push(spawn(format!("ch-{name}"), Box::new(move || adapter.run(&orders, &events, &*clock)))?);
            let rings = rings.clone();
            threads.push(spawn(
                format!("ev-{name}"),
                Box::new(move || {
                    for event in told {
                        if rings.send(Ring::Event(name.clone(), event)).is_err() {
                            return;
                        }
                    }
                    let _ = rings.send(Ring::Left(name));
                }),
            )?);
        }
        Ok(Self { rings, threads })
    }

    /// Says that somebody wrote to the data file: something may be due.
    pub fn ring(&self) {
        let _ = self.rings.send(Ring::Changed);
    }

    /// The same, for another thread.
    pub fn ringer(&self) -> impl Fn() + Send + 'static {
        let rings = self.rings.clone();
        move || drop(rings.send(Ring::Changed))
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        let _ = self.rings.send(Ring::Stop);
        for thread in self.threads.drain(..) {
            // A panic was reported by the hook; the leases of what it held run out by themselves.
            let _ = thread.join();
        }
    }
}

/// The worker's book-keeping, on the store thread.
struct Book {
    writing: Writing,
    places: Vec<Place>,
    owner: String,
    rules: Arc<RulesOf>,
    changed: Box<dyn Fn() + Send>,
}

type RulesOf = dyn Fn(&dyn Engine) -> Result<Arc<Rules>, Problem> + Send + Sync;

/// Takes in what a channel of a shop tells of a refund, as an import would.
///
/// # Errors
/// [`Problem::NotFound`] when the channel belongs to no shop.
pub(super) fn take_refund(
    db: &dyn Engine,
    channel: &str,
    shop: Option<ShopId>,
    facts: &RefundFacts,
    rules: &Rules,
) -> Result<(), Problem> {
    let missing = || Problem::NotFound { kind: "shop", key: SafeText::line(channel) };
    let shop = shop.map(|id| shops::by_id(db, id)).transpose()?.flatten().ok_or_else(missing)?;
    let external_id = shop.external_id.clone().unwrap_or_default();
    let key = ShopKey { platform: shop.platform, name: shop.name.to_string(), external_id };
    let fact = Fact::Refund(Box::new(facts.clone()));
    let mut intake = Intake::new(channel, Some(shop.id), shop.zone, db.real_now(), false, rules);
    intake.apply(db, &[Given { counts: true, shop: Some(&key), fact: &fact }], None).map(drop)
}

impl Book {
    fn write(&self, chore: impl FnOnce(&Writer) -> Result<(), Problem> + Send + 'static) -> Result<(), Problem> {
        self.writing.chore(chore)?;
        (self.changed)();
        Ok(())
    }
}

impl Outbox for Book {
    fn claim(&mut self, channel: &str) -> Result<Vec<Due>, Problem> {
        let (channel, owner) = (channel.to_owned(), self.owner.clone());
        let claimed = self.writing.chore(move |writer| {
            let mut claimed = Vec::new();
            while let Some(out) = outbox::claim(writer.db(), &channel, &owner, LEASE)? {
                claimed.push(Due {
                    client_key: out.client_key,
                    peer: out.peer,
                    text: out.text,
                    // The claim itself counted this try.
                    attempts: out.attempts.saturating_sub(1),
                });
            }
            Ok(claimed)
        })?;
        if !claimed.is_empty() {
            (self.changed)();
        }
        Ok(claimed)
    }

    fn record(&mut self, channel: &str, client_key: &str, outcome: &Outcome) -> Result<(), Problem> {
        let (channel, key, outcome) = (channel.to_owned(), client_key.to_owned(), outcome.clone());
        self.write(move |writer| {
            let db = writer.db();
            match outcome {
                Outcome::Sent(external_id) => outbox::sent(db, &key, Some(&external_id)),
                Outcome::Further(state) => outbox::status(db, &channel, &key, state),
                Outcome::Retry(at) => {
                    let after = at.since(db.real_now()).ms().max(0);
                    outbox::refused(db, &key, &Fault::Retry(after.unsigned_abs()))
                }
                Outcome::Failed(why) => outbox::refused(db, &key, &Fault::Fatal(why.to_string())),
                Outcome::Uncertain => outbox::refused(db, &key, &Fault::Uncertain),
            }
        })
    }

    fn receive(&mut self, channel: &str, message: &Incoming) -> Result<(), Problem> {
        let Some(place) = self.places.iter().find(|place| place.channel == channel).cloned() else {
            return Ok(());
        };
        let message = message.clone();
        self.write(move |writer| {
            let peer = Peer {
                channel: &place.channel,
                platform: place.platform,
                shop: place.shop,
                answer_within: place.answer_within,
            };
            receive(writer.db(), &peer, &message).map(drop)
        })
    }

    fn refund(&mut self, channel: &str, facts: &RefundFacts) -> Result<(), Problem> {
        let shop = self.places.iter().find(|place| place.channel == channel).and_then(|place| place.shop);
        let (channel, facts, rules) = (channel.to_owned(), facts.clone(), Arc::clone(&self.rules));
        self.write(move |writer| {
            let db = writer.db();
            take_refund(db, &channel, shop, &facts, &*rules(db)?)
        })
    }

    fn keep_cursor(&mut self, _: &str, _: &str) -> Result<(), Problem> {
        // No channel of this version has an upstream that could be asked again from a cursor.
        Ok(())
    }

    fn end_leases(&mut self, channel: &str, again: bool) -> Result<(), Problem> {
        let channel = channel.to_owned();
        let ended = self.writing.chore(move |writer| outbox::recover(writer.db(), &channel, again))?;
        if ended > 0 {
            (self.changed)();
        }
        Ok(())
    }

    fn next_due(&mut self, channel: &str) -> Result<Option<Time>, Problem> {
        let channel = channel.to_owned();
        self.writing.chore(move |writer| outbox::next_due(writer.db(), Some(&channel)))
    }
}
