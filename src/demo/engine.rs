//! The customers of the living shop: who writes when, and what they do on an answer. Pure: time comes in, events
//! come out.

mod claim;
mod speech;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::domain::channel::{ChannelEvent, Incoming};
use crate::domain::{MessageState, Money, RawText, Span, Time, Zone};

use super::meaning::{Meaning, meaning};
use super::script::{Book, End, Mood, Need, Progress, Script, Voice};
use super::shop::ShopSeed;
use super::{Dice, Pace};

/// A customer who may write in, with what they say about themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cast {
    /// The channel's key of them.
    pub peer: String,
    /// Their nick.
    pub nick: String,
    /// The shop they write to.
    pub shop: ShopSeed,
    /// What they have in the shop.
    pub has: Need,
    /// The number of the order they write about; empty for a browser.
    pub order: String,
    /// What they write about, as they would call it.
    pub item: String,
    /// Its colour and size.
    pub sku: String,
    /// Its price, as written.
    pub price: String,
    /// What they paid for the order.
    pub paid: Option<Money>,
    /// An address they may give.
    pub address: String,
}

/// How a conversation ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Whose.
    pub peer: String,
    /// The order it was about; empty for none.
    pub order: String,
    /// Which script.
    pub script: String,
    /// How.
    pub end: End,
    /// When.
    pub at: Time,
    /// True when somebody answered them at all.
    pub answered: bool,
}

/// What will happen at an instant. A `token` that is no longer the talk's is of no effect.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Plan {
    Arrive,
    Say { peer: String, text: String },
    Urge { peer: String, token: u64 },
    React { peer: String, token: u64 },
    End { peer: String, end: End },
    Status { client_key: String, rank: u8 },
}

struct Talk {
    cast: usize,
    script: usize,
    progress: Progress,
    heard: Vec<Meaning>,
    busy_until: Time,
    urged: u32,
    token: u64,
    answered: bool,
    /// The last words are being typed: nothing said now changes them.
    leaving: bool,
    over: bool,
}

/// The customers.
pub struct Engine {
    dice: Dice,
    book: Book,
    cast: Vec<Cast>,
    pace: Pace,
    lang: Voice,
    zone: Zone,
    agenda: BinaryHeap<Reverse<(Time, u64, Plan)>>,
    planned: u64,
    talks: BTreeMap<String, Talk>,
    outcomes: Vec<Outcome>,
    customers: usize,
    spoken: u64,
    claims: u64,
    recent: Vec<usize>,
    session: u64,
}

impl Engine {
    /// Customers out of `cast` who begin to write from `start` on, in `lang`. One seed always makes the same ones.
    pub fn new(seed: u64, book: Book, cast: Vec<Cast>, pace: Pace, lang: Voice, start: Time) -> Self {
        let mut engine = Self {
            dice: Dice::of(seed, 77, 0),
            book,
            cast,
            pace,
            lang,
            zone: Zone::default(),
            agenda: BinaryHeap::new(),
            planned: 0,
            talks: BTreeMap::new(),
            outcomes: Vec::new(),
            customers: 0,
            spoken: 0,
            claims: 0,
            recent: Vec::new(),
            // Two runs on one data file must not make the same message ids.
            session: start.ms().unsigned_abs(),
        };
        let first = start.plus(Span::from_ms(engine.dice.between(800, 2500)));
        engine.plan(first, Plan::Arrive);
        engine
    }

    /// When the next thing happens; nothing when the customers are done.
    pub fn next_at(&self) -> Option<Time> {
        self.agenda.peek().map(|Reverse((at, _, _))| *at)
    }

    /// The next event that is due at `now`; call again until there is none.
    pub fn next_event(&mut self, now: Time) -> Option<ChannelEvent> {
        while self.next_at().is_some_and(|at| at <= now) {
            let Reverse((at, _, plan)) = self.agenda.pop()?;
            if let Some(event) = self.happen(at, plan) {
                return Some(event);
            }
        }
        None
    }

    /// An answer reached the customer: they read it and, in their own time, react.
    pub fn on_agent_message(&mut self, client_key: &str, peer: &str, text: &str, now: Time) {
        let reading = Span::from_ms(self.dice.between(1500, 5000));
        let arrived = now.plus(Span::from_ms(self.dice.between(200, 900)));
        let status = |rank| Plan::Status { client_key: client_key.to_owned(), rank };
        self.plan(arrived, status(0));
        self.plan(arrived.plus(reading), status(1));
        let Some(talk) = self.talks.get_mut(peer) else { return };
        talk.answered = true;
        if talk.over || talk.leaving {
            return;
        }
        talk.heard.extend(meaning(text));
        talk.urged = 0;
        talk.token += 1;
        let (token, at) = (talk.token, talk.busy_until.max(arrived).plus(reading));
        self.plan(at, Plan::React { peer: peer.to_owned(), token });
    }

    /// How conversations ended since this was last asked.
    pub fn take_outcomes(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.outcomes)
    }

    /// Lets nobody new in; who is talking goes on.
    pub fn close_doors(&mut self) {
        self.pace.customers_max = Some(self.customers);
    }

    /// How many customers are talking.
    pub fn alive(&self) -> usize {
        self.talks.values().filter(|t| !t.over).count()
    }

    /// How many customers have come so far.
    pub fn customers(&self) -> usize {
        self.customers
    }

    fn plan(&mut self, at: Time, plan: Plan) {
        self.planned += 1;
        self.agenda.push(Reverse((at, self.planned, plan)));
    }

    fn happen(&mut self, at: Time, plan: Plan) -> Option<ChannelEvent> {
        match plan {
            Plan::Arrive => self.arrive(at),
            Plan::Say { peer, text } => return self.say(at, peer, text),
            Plan::Urge { peer, token } => self.urge(at, peer, token),
            Plan::React { peer, token } => self.react(at, &peer, token),
            Plan::End { peer, end } => {
                let claimed = self.claim(at, &peer, end);
                self.end(at, &peer, end);
                return claimed;
            }
            Plan::Status { client_key, rank } => {
                let state = if rank == 0 { MessageState::Delivered } else { MessageState::Read };
                return Some(ChannelEvent::Status { client_key, state });
            }
        }
        None
    }

    fn arrive(&mut self, at: Time) {
        if self.pace.customers_max.is_some_and(|max| self.customers >= max) {
            return;
        }
        let (low, high) = self.pace.arrivals;
        let next = at.plus(Span::from_ms(self.dice.between(low.ms(), high.ms())));
        self.plan(next, Plan::Arrive);
        if self.alive() >= self.pace.alive_max {
            return;
        }
        let Some((cast, script)) = self.choose(at) else { return };
        let (Some(who), Some(text)) = (self.cast.get(cast), self.book.scripts.get(script)) else { return };
        let peer = who.peer.clone();
        let open: Vec<String> = self
            .dice
            .pick(&text.open)
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .map(|line| speech::filled(line.in_voice(self.lang), who))
            .collect();
        let progress = text.begin();
        self.customers += 1;
        let token = self.talks.get(&peer).map_or(0, |old| old.token + 1);
        let talk = Talk {
            cast,
            script,
            progress,
            heard: Vec::new(),
            busy_until: at,
            urged: 0,
            token,
            answered: false,
            leaving: false,
            over: false,
        };
        self.talks.insert(peer.clone(), talk);
        self.speak(at, &peer, open, true);
    }

    /// A customer who is not talking, and a script that fits them and was not played just now.
    fn choose(&mut self, at: Time) -> Option<(usize, usize)> {
        let hour = self.zone.hour(at);
        let night = !(7..22).contains(&hour);
        for _ in 0..24 {
            let script = usize::try_from(self.dice.below(self.book.scripts.len() as u64)).ok()?;
            let Some(Script { need, at_night, .. }) = self.book.scripts.get(script) else { continue };
            if self.recent.contains(&script) || (*at_night && !night) {
                continue;
            }
            let free: Vec<usize> = (0..self.cast.len())
                .filter(|i| {
                    self.cast.get(*i).is_some_and(|c| c.has == *need && self.talks.get(&c.peer).is_none_or(|t| t.over))
                })
                .collect();
            if let Some(cast) = self.dice.pick(&free) {
                self.recent.push(script);
                if self.recent.len() > self.book.scripts.len() / 2 {
                    self.recent.remove(0);
                }
                return Some((*cast, script));
            }
        }
        None
    }

    /// Types `texts` one after the other, then waits for an answer.
    fn speak(&mut self, from: Time, peer: &str, texts: Vec<String>, at_once: bool) {
        let mut at = from;
        for (i, text) in texts.into_iter().enumerate() {
            if !(at_once && i == 0) {
                at = at.plus(speech::typing(&mut self.dice, &text));
            }
            self.plan(at, Plan::Say { peer: peer.to_owned(), text });
        }
        let Some(talk) = self.talks.get_mut(peer) else { return };
        talk.busy_until = at;
        let token = talk.token;
        let patience = self.book.scripts.get(talk.script).map_or(Span::secs(90), |s| s.patience);
        self.plan(at.plus(patience), Plan::Urge { peer: peer.to_owned(), token });
    }

    fn say(&mut self, at: Time, peer: String, text: String) -> Option<ChannelEvent> {
        let talk = self.talks.get(&peer)?;
        let who = self.cast.get(talk.cast)?;
        self.spoken += 1;
        Some(ChannelEvent::Message(Incoming {
            external_id: format!("demo-{}-{}", self.session, self.spoken),
            name: RawText::new(who.nick.clone()),
            text: RawText::new(text),
            at,
            order: (!who.order.is_empty()).then(|| who.order.clone()),
            peer,
        }))
    }

    /// Nobody answered within their patience: they ask again, twice at most, then leave.
    fn urge(&mut self, at: Time, peer: String, token: u64) {
        let Some(talk) = self.talks.get_mut(&peer) else { return };
        if talk.over || talk.leaving || talk.token != token {
            return;
        }
        let Some(script) = self.book.scripts.get(talk.script) else { return };
        if talk.answered && talk.heard.is_empty() && script.mood == Mood::Calm && talk.urged >= 1 {
            return self.end(at, &peer, End::Silent);
        }
        let urges = script.node(&talk.progress).map(|n| n.urge.as_slice()).unwrap_or_default();
        let urges = if urges.is_empty() { script.nodes.first().map_or(&[][..], |n| &n.urge) } else { urges };
        match urges.get(talk.urged as usize) {
            Some(line) if talk.urged < 2 => {
                let text = line.in_voice(self.lang).to_owned();
                talk.urged += 1;
                self.speak(at, &peer, vec![text], true);
            }
            _ => {
                let end = if script.mood == Mood::Angry { End::Angry } else { End::Silent };
                self.end(at, &peer, end);
            }
        }
    }

    fn react(&mut self, at: Time, peer: &str, token: u64) {
        let Some(talk) = self.talks.get_mut(peer) else { return };
        if talk.over || talk.token != token || talk.heard.is_empty() {
            return;
        }
        let Some(script) = self.book.scripts.get(talk.script) else { return };
        let mut heard = std::mem::take(&mut talk.heard);
        heard.sort_unstable();
        let turn = script.answer(&mut talk.progress, &heard);
        let Some(who) = self.cast.get(talk.cast) else { return };
        let texts: Vec<String> = turn.say.iter().map(|line| speech::filled(line.in_voice(self.lang), who)).collect();
        talk.leaving = turn.end.is_some();
        self.speak(at, peer, texts, false);
        if let Some(end) = turn.end {
            let last = self.talks.get(peer).map_or(at, |t| t.busy_until);
            self.plan(last, Plan::End { peer: peer.to_owned(), end });
        }
    }

    fn end(&mut self, at: Time, peer: &str, end: End) {
        let Some(talk) = self.talks.get_mut(peer) else { return };
        if talk.over {
            return;
        }
        talk.over = true;
        talk.token += 1;
        let answered = talk.answered;
        let script = self.book.scripts.get(talk.script).map(|s| s.id.clone()).unwrap_or_default();
        let Some(who) = self.cast.get_mut(talk.cast) else { return };
        let order = who.order.clone();
        // What a customer has changes with what they did, so that they do not ask to pay twice.
        match end {
            End::Paid if who.has == Need::Unpaid => who.has = Need::ToShip,
            End::CaseOpened => who.has = Need::Case,
            _ => {}
        }
        self.outcomes.push(Outcome { peer: peer.to_owned(), order, script, end, at, answered });
    }
}
