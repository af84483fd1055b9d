//! The scripted customers as a channel: events out, commands in, a message once per key.

use std::collections::{HashMap, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::channel::Channel;
use crate::domain::channel::{Caps, ChannelCommand, ChannelEvent};
use crate::domain::{Clock, Problem, Span, Time};

use super::engine::{Engine, Outcome};
use super::script::Book;
use super::shop::{DemoShop, SHOPS, ShopSeed};
use super::{Dice, Pace};

/// The demo channel of one shop. It stands on no network: an accepted command is known by its key for as long as it lives, so
/// sending twice reaches the customer once.
pub struct DemoChannel {
    name: String,
    shop: ShopSeed,
    engine: Engine,
    taken: HashMap<String, String>,
    out: VecDeque<ChannelEvent>,
    doubles: usize,
}

/// The channels of a demo shop, one for each of its shops, that come alive at `start`. `pace` is that of all of them
/// together.
pub fn channels(shop: &DemoShop, pace: Pace, start: Time) -> Result<Vec<DemoChannel>, Problem> {
    let book = Book::embedded()?;
    let count = i64::try_from(SHOPS.len()).unwrap_or(1);
    let cast = shop.cast();
    let mut made = Vec::new();
    for (nth, seed) in (0..).zip(SHOPS) {
        let (low, high) = pace.arrivals;
        let pace = Pace {
            arrivals: (Span::from_ms(low.ms() * count), Span::from_ms(high.ms() * count)),
            alive_max: (pace.alive_max / SHOPS.len()).max(1),
            customers_max: pace.customers_max.map(|max| max / SHOPS.len()),
        };
        let cast = cast.iter().filter(|c| c.shop == seed).cloned().collect();
        let own = Dice::of(shop.seed, 8, nth).roll();
        // One after the other, so that the desk does not begin with three at once.
        let from = start.plus(Span::from_ms(low.ms() * i64::try_from(nth).unwrap_or(0)));
        made.push(DemoChannel::new(seed, Engine::new(own, book.clone(), cast, pace, shop.voice, from)));
    }
    Ok(made)
}

/// The name of a shop's channel in the data file, `demo:taobao`.
pub fn channel_name(shop: ShopSeed) -> String {
    format!("demo:{}", shop.platform.code())
}

/// The shop a channel's customers write to; nothing for a channel that is not of the demo.
pub fn shop_of(channel: &str) -> Option<ShopSeed> {
    SHOPS.into_iter().find(|shop| channel_name(*shop) == channel)
}

impl DemoChannel {
    /// A channel to the customers of `engine`, who write to `shop`.
    pub fn new(shop: ShopSeed, engine: Engine) -> Self {
        Self { name: channel_name(shop), shop, engine, taken: HashMap::new(), out: VecDeque::new(), doubles: 0 }
    }

    /// The shop its customers write to.
    pub fn shop(&self) -> ShopSeed {
        self.shop
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
        self.doubles += usize::from(known.is_some());
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

    /// How many commands came a second time under one key.
    pub fn doubles(&self) -> usize {
        self.doubles
    }

    /// The customers behind it.
    pub fn engine(&mut self) -> &mut Engine {
        &mut self.engine
    }
}

impl Channel for DemoChannel {
    fn name(&self) -> &str {
        &self.name
    }

    /// Everything but reaching a real person.
    fn caps(&self) -> Caps {
        Caps { idempotent_send: true, delivered: true, read: true, copy_only: false }
    }

    fn run(mut self: Box<Self>, commands: &Receiver<ChannelCommand>, events: &Sender<ChannelEvent>, clock: &dyn Clock) {
        loop {
            while let Some(event) = self.next_event(clock.now()) {
                if events.send(event).is_err() {
                    return;
                }
            }
            // Nobody waits for what is only counted here.
            self.engine.take_outcomes();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Time {
        Time::parse_rfc3339("2026-11-22T09:00:00+08:00").expect("time")
    }

    #[test]
    fn a_key_sent_twice_reaches_the_customer_once() {
        let shop = DemoShop::new(1, start());
        let mut channel = channels(&shop, Pace::default(), start()).expect("channels").remove(0);
        let at = channel.next_at().expect("somebody comes");
        let peer = match channel.next_event(at) {
            Some(ChannelEvent::Message(m)) => m.peer,
            other => panic!("{other:?}"),
        };
        let send = ChannelCommand::Send { client_key: "k1".into(), peer, text: "您好，明天发出".into() };
        assert!(channel.command(send.clone(), at) && channel.command(send, at));
        let later = at.plus(Span::minutes(1));
        let (mut sent, mut read) = (Vec::new(), 0);
        while let Some(event) = channel.next_event(later) {
            match event {
                ChannelEvent::Sent { external_id, .. } => sent.push(external_id),
                ChannelEvent::Status { state, .. } => read += usize::from(state == crate::domain::MessageState::Read),
                _ => {}
            }
        }
        assert_eq!((sent.len(), read), (2, 1), "both tries are told the same, it was read once");
        assert_eq!(sent.first(), sent.last());
        assert!(!channel.command(ChannelCommand::Stop, later));
    }

    #[test]
    fn every_shop_has_customers_of_its_own() {
        let shop = DemoShop::new(1, start());
        let channels = channels(&shop, Pace::default(), start()).expect("channels");
        let names: Vec<&str> = channels.iter().map(Channel::name).collect();
        assert_eq!(names, ["demo:taobao", "demo:pdd", "demo:own"]);
    }
}
