//! Channels at work: an adapter thread each, one worker over the outbox, and the data file behind them.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::writing::Writing;
use crate::channel::outbox::Commands;
use crate::channel::{Channel, Due, Outbox, Outcome, Ring, Worker};
use crate::domain::channel::{ChannelCommand, Fault, Incoming};
use crate::domain::{Clock, Platform, Problem, ShopId, Span, Time};
use crate::store::messages::{Peer, receive};
use crate::store::{Writer, outbox};

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
    /// Starts the worker and the adapters. `changed` rings after something was written; `trouble` hears what a
    /// person should know.
    pub fn start(
        adapters: Vec<(Box<dyn Channel>, Place)>,
        writing: Writing,
        clock: &Arc<dyn Clock>,
        changed: impl Fn() + Send + 'static,
        trouble: impl Fn(Problem) + Send + 'static,
    ) -> Result<Self, Problem> {
        let (rings, rung) = channel();
        let places = adapters.iter().map(|(_, place)| place.clone()).collect();
        let owner = format!("kefu-{}", std::process::id());
        let book = Book { writing, places, owner, changed: Box::new(changed) };
        let worker = Worker::new(book, Arc::clone(clock), trouble);
        let spawn = |name: String, body: Box<dyn FnOnce() + Send>| {
            thread::Builder::new().name(name).spawn(body).map_err(Problem::other)
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
    changed: Box<dyn Fn() + Send>,
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
