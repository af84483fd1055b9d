//! The scripted customers as a channel: events out, commands in, a message once per key.

use std::collections::{HashMap, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::domain::channel::{Caps, ChannelCommand, ChannelEvent};
use crate::domain::{Clock, Time};

use super::engine::{Engine, Outcome};

/// The name of the channel in the store.
pub const NAME: &str = "demo";

/// The demo channel. It stands on no network: an accepted command is known by its key for as long as it lives, so
/// sending twice reaches the customer once.
pub struct DemoChannel {
    engine: Engine,
    taken: HashMap<String, String>,
    out: VecDeque<ChannelEvent>,
}

impl DemoChannel {
    /// A channel to the customers of `engine`.
    pub fn new(engine: Engine) -> Self {
        Self { engine, taken: HashMap::new(), out: VecDeque::new() }
    }

    /// What it can do: everything but reach a real person.
    pub const fn caps() -> Caps {
        Caps { idempotent_send: true, delivered: true, read: true, copy_only: false }
    }

    /// Takes a command. False when it was [`ChannelCommand::Stop`].
    pub fn command(&mut self, command: ChannelCommand, now: Time) -> bool {
        let ChannelCommand::Send { client_key, peer, text } = command else { return false };
        let known = self.taken.get(&client_key).cloned();
        let external_id = known.clone().unwrap_or_else(|| format!("demo-out-{client_key}"));
        if known.is_none() {
            self.taken.insert(client_key.clone(), external_id.clone());
            self.engine.on_agent_message(&client_key, &peer, &text, now);
        }
        self.out.push_back(ChannelEvent::Sent { client_key, external_id });
        true
    }

    /// The next event due at `now`; call again until there is none.
    pub fn next_event(&mut self, now: Time) -> Option<ChannelEvent> {
        self.out.pop_front().or_else(|| self.engine.next_event(now))
    }

    /// When the next event is due; nothing when the customers are done.
    pub fn next_at(&self) -> Option<Time> {
        if self.out.is_empty() { self.engine.next_at() } else { Some(Time::default()) }
    }

    /// How conversations ended since this was last asked.
    pub fn take_outcomes(&mut self) -> Vec<Outcome> {
        self.engine.take_outcomes()
    }

    /// The customers behind it.
    pub fn engine(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// Lives on the calling thread until it is told to stop or nobody listens, sleeping until the next event.
    pub fn run(mut self, commands: &Receiver<ChannelCommand>, events: &Sender<ChannelEvent>, clock: &dyn Clock) {
        loop {
            while let Some(event) = self.next_event(clock.now()) {
                if events.send(event).is_err() {
                    return;
                }
            }
            let wait = self.next_at().map_or(3_600_000, |at| at.since(clock.now()).ms().clamp(0, 3_600_000));
            match commands.recv_timeout(Duration::from_millis(wait.unsigned_abs())) {
                Ok(command) => {
                    if !self.command(command, clock.now()) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}
