//! The worker between the outbox and the adapters.
//!
//! It sleeps until a row falls due, a lease ends, an adapter speaks or somebody wrote to the data file; it polls
//! nothing. A message goes out at most once unless the channel itself tells doubles by our key.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::domain::channel::{Caps, ChannelCommand, ChannelEvent, Fault, Incoming};
use crate::domain::{Clock, MessageState, Problem, RefundFacts, SafeText, Span, Time};

/// The first wait after a try that failed; it doubles with every further one.
const RETRY_FIRST: Span = Span::from_ms(1_000);
/// The longest.
const RETRY_LAST: Span = Span::from_ms(300_000);
/// How long the worker waits after the data file refused it.
const STORE_REST: Span = Span::from_ms(2_000);

/// A row that is due and leased to us.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// Our key of the message, made before the first try.
    pub client_key: String,
    /// The channel's key of the customer.
    pub peer: String,
    /// The text.
    pub text: String,
    /// How often it was tried before.
    pub attempts: i64,
}

/// What became of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The channel took it, under its own id.
    Sent(String),
    /// It went further: delivered, read.
    Further(MessageState),
    /// To be tried again then.
    Retry(Time),
    /// Refused for good.
    Failed(SafeText),
    /// It may or may not have gone out: a person decides.
    Uncertain,
}

/// What the worker needs of the data file. Every call is committed when it returns.
pub trait Outbox: Send {
    /// Leases the rows of a channel that are due and no longer held, oldest first.
    fn claim(&mut self, channel: &str) -> Result<Vec<Due>, Problem>;
    /// Records what became of a row. Telling the same twice changes nothing.
    fn record(&mut self, channel: &str, client_key: &str, outcome: &Outcome) -> Result<(), Problem>;
    /// Stores a message that came in, once per channel and external id.
    fn receive(&mut self, channel: &str, message: &Incoming) -> Result<(), Problem>;
    /// Takes in what a channel tells of a refund; the same told twice changes nothing.
    fn refund(&mut self, channel: &str, facts: &RefundFacts) -> Result<(), Problem>;
    /// Keeps how far a channel's events are stored.
    fn keep_cursor(&mut self, channel: &str, cursor: &str) -> Result<(), Problem>;
    /// Ends leases that ran out: back into the queue where the channel tells doubles by our key (`again`), else the
    /// message becomes uncertain.
    fn end_leases(&mut self, channel: &str, again: bool) -> Result<(), Problem>;
    /// When the next row of a channel falls due, its hold ends or its lease runs out.
    fn next_due(&mut self, channel: &str) -> Result<Option<Time>, Problem>;
}

/// What wakes the worker.
#[derive(Clone, PartialEq, Debug)]
pub enum Ring {
    /// Somebody wrote to the data file.
    Changed,
    /// An adapter says something.
    Event(String, ChannelEvent),
    /// A channel is to be served from now on.
    Joined(String, Caps, Commands),
    /// Its adapter ended.
    Left(String),
    /// Stop the adapters and end.
    Stop,
}

/// The way to an adapter.
#[derive(Clone, Debug)]
pub struct Commands(pub Sender<ChannelCommand>);

impl PartialEq for Commands {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Line {
    caps: Caps,
    commands: Commands,
    rests_until: Option<Time>,
    attempts: BTreeMap<String, i64>,
}

/// The worker.
pub struct Worker<O> {
    outbox: O,
    clock: Arc<dyn Clock>,
    lines: BTreeMap<String, Line>,
    trouble: Box<dyn FnMut(Problem) + Send>,
    store_rests_until: Option<Time>,
}

impl<O: Outbox> Worker<O> {
    /// A worker over the data file; `trouble` hears of what a person should know.
    pub fn new(outbox: O, clock: Arc<dyn Clock>, trouble: impl FnMut(Problem) + Send + 'static) -> Self {
        Self { outbox, clock, lines: BTreeMap::new(), trouble: Box::new(trouble), store_rests_until: None }
    }

    /// Works until told to stop or nobody can ring any more.
    pub fn run(mut self, rings: &Receiver<Ring>) {
        loop {
            let next = self.hand_out();
            let rung = match next {
                Some(at) => rings.recv_timeout(self.until(at)),
                None => rings.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match rung {
                Ok(ring) => {
                    if !self.take(ring) || !rings.try_iter().all(|ring| self.take(ring)) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        for line in self.lines.values() {
            // An adapter that ended by itself hears nothing any more.
            let _ = line.commands.0.send(ChannelCommand::Stop);
        }
    }

    fn until(&self, at: Time) -> Duration {
        Duration::from_millis(u64::try_from(at.since(self.clock.now()).ms()).unwrap_or(0))
    }

    /// Hands out what is due; tells when to look again.
    fn hand_out(&mut self) -> Option<Time> {
        let now = self.clock.now();
        if let Some(until) = self.store_rests_until.filter(|until| *until > now) {
            return Some(until);
        }
        self.store_rests_until = None;
        let names: Vec<String> = self.lines.keys().cloned().collect();
        let mut next: Option<Time> = None;
        for name in names {
            match self.serve(&name, now) {
                Ok(at) => next = earlier(next, at),
                Err(problem) => {
                    (self.trouble)(problem);
                    let until = now.plus(STORE_REST);
                    self.store_rests_until = Some(until);
                    return Some(until);
                }
            }
        }
        next
    }

    fn serve(&mut self, name: &str, now: Time) -> Result<Option<Time>, Problem> {
        let Some(line) = self.lines.get_mut(name).filter(|line| !line.caps.copy_only) else { return Ok(None) };
        self.outbox.end_leases(name, line.caps.idempotent_send)?;
        if let Some(until) = line.rests_until {
            if until > now {
                return Ok(Some(until));
            }
            line.rests_until = None;
        }
        for due in self.outbox.claim(name)? {
            line.attempts.insert(due.client_key.clone(), due.attempts);
            let command = ChannelCommand::Send { client_key: due.client_key.clone(), peer: due.peer, text: due.text };
            if line.commands.0.send(command).is_err() {
                // It never reached the adapter, so it cannot have gone out.
                let at = now.plus(back_off(due.attempts));
                self.outbox.record(name, &due.client_key, &Outcome::Retry(at))?;
            }
        }
        self.outbox.next_due(name)
    }

    /// False on the last ring.
    fn take(&mut self, ring: Ring) -> bool {
        let done = match ring {
            Ring::Changed => Ok(()),
            Ring::Joined(name, caps, commands) => {
                self.lines.insert(name, Line { caps, commands, rests_until: None, attempts: BTreeMap::new() });
                Ok(())
            }
            Ring::Left(name) => {
                self.lines.remove(&name);
                Ok(())
            }
            Ring::Event(name, event) => self.hear(&name, event),
            Ring::Stop => return false,
        };
        if let Err(problem) = done {
            (self.trouble)(problem);
        }
        true
    }

    fn hear(&mut self, name: &str, event: ChannelEvent) -> Result<(), Problem> {
        match event {
            ChannelEvent::Message(message) => self.outbox.receive(name, &message),
            ChannelEvent::Refund(facts) => self.outbox.refund(name, &facts),
            ChannelEvent::Cursor(cursor) => self.outbox.keep_cursor(name, &cursor),
            ChannelEvent::Sent { client_key, external_id } => {
                self.forget(name, &client_key);
                self.outbox.record(name, &client_key, &Outcome::Sent(external_id))
            }
            ChannelEvent::Status { client_key, state } => {
                self.outbox.record(name, &client_key, &Outcome::Further(state))
            }
            ChannelEvent::Refused { client_key, fault } => {
                let outcome = self.judge(name, &client_key, fault);
                self.outbox.record(name, &client_key, &outcome)
            }
        }
    }

    fn judge(&mut self, name: &str, client_key: &str, fault: Fault) -> Outcome {
        let now = self.clock.now();
        let attempts = self.forget(name, client_key);
        match fault {
            Fault::Retry(after) => {
                let after = Span::from_ms(i64::try_from(after).unwrap_or(i64::MAX));
                Outcome::Retry(now.plus(after.max(back_off(attempts))))
            }
            Fault::Fatal(why) | Fault::Window(why) => Outcome::Failed(SafeText::line(&why)),
            Fault::Auth(why) => {
                (self.trouble)(Problem::ChannelAuth { channel: SafeText::line(name), why: SafeText::line(&why) });
                let until = now.plus(RETRY_LAST);
                if let Some(line) = self.lines.get_mut(name) {
                    line.rests_until = Some(until);
                }
                Outcome::Retry(until)
            }
            Fault::Uncertain => Outcome::Uncertain,
        }
    }

    fn forget(&mut self, name: &str, client_key: &str) -> i64 {
        self.lines.get_mut(name).and_then(|line| line.attempts.remove(client_key)).unwrap_or(0)
    }
}

/// How long to wait after so many tries.
fn back_off(attempts: i64) -> Span {
    let doubled = RETRY_FIRST
        .ms()
        .saturating_mul(1_i64.checked_shl(u32::try_from(attempts.clamp(0, 20)).unwrap_or(20)).unwrap_or(i64::MAX));
    Span::from_ms(doubled.min(RETRY_LAST.ms()))
}

fn earlier(a: Option<Time>, b: Option<Time>) -> Option<Time> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests;
