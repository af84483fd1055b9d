//! Playing a shift: customers write, the agent answers, and time jumps from one event to the next.
//!
//! Everything goes through the same functions of the data file as a real shift: messages are received once each,
//! answers go through the outbox under a lease, and what the channel says of them is recorded.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::channel::Channel;
use crate::config::Config;
use crate::demo::script::End;
use crate::demo::{DemoChannel, DemoShop, Outcome, Pace, Voice};
use crate::domain::channel::{ChannelCommand, ChannelEvent};
use crate::domain::worklog::LogLinks;
use crate::domain::{Agent, ChatState, Clock, Problem, SafeText, Span, Time, Zone};
use crate::store::{Engine, conversations, messages, outbox, shops, worklog, write};
use crate::text::Lang;

use super::super::lines::take_refund;
use super::super::world::basis::Basis;
use super::agent::DemoAgent;
use super::judge::Judge;
use super::make::ANSWER_WITHIN;

/// A clock that is moved by hand.
#[derive(Clone, Debug)]
pub struct PlayedClock(Arc<AtomicI64>);

impl PlayedClock {
    /// A clock that shows `start`.
    pub fn new(start: Time) -> Self {
        Self(Arc::new(AtomicI64::new(start.ms())))
    }

    fn set(&self, now: Time) {
        self.0.fetch_max(now.ms(), Ordering::Relaxed);
    }
}

impl Clock for PlayedClock {
    fn now(&self) -> Time {
        Time::from_ms(self.0.load(Ordering::Relaxed))
    }
}

/// What came of a shift.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Played {
    /// How many customers wrote in.
    pub customers: usize,
    /// How many messages came in.
    pub received: usize,
    /// How many answers went out.
    pub sent: usize,
    /// How many of those came from quick replies.
    pub quick: usize,
    /// How the customers left.
    pub ends: BTreeMap<End, usize>,
    /// Entries written into the work log.
    pub logged: usize,
    /// Cases that customers opened.
    pub claims: usize,
    /// Steps taken in cases.
    pub steps: usize,
    /// Chats that still wait for an answer; none when all is well.
    pub unanswered: usize,
    /// Answers that reached a customer twice; none when all is well.
    pub twice: usize,
}

/// Plays `hours` on a shop in the data file behind `db`, whose clock is `clock`, served by `who`.
pub fn play(
    db: &dyn Engine,
    clock: &PlayedClock,
    shop: &DemoShop,
    who: Agent,
    hours: i64,
    zone: Zone,
) -> Result<Played, Problem> {
    let start = shop.now;
    let lang = if shop.voice == Voice::En { Lang::En } else { Lang::Zh };
    let channels = crate::demo::channels(shop, Pace::shift(), start)?;
    let config = Config { zone, answer_within: ANSWER_WITHIN, ..Config::default() };
    let basis = Basis::new(who.clone(), String::new(), lang, Arc::new(clock.clone()), config, PathBuf::new());
    let agent = DemoAgent::new(who, lang, zone, shop.seed, start);
    let judge = Judge::default();
    let mut desk = Desk { db, clock, channels, agent, judge, basis, lang, played: Played::default() };
    let end = start.plus(Span::hours(hours));
    let mut open = true;
    while let Some(now) = desk.next_at()? {
        if open && now >= end {
            open = false;
            for channel in &mut desk.channels {
                channel.engine().close_doors();
            }
        }
        clock.set(now);
        write(db, || desk.step(clock.now()))?;
    }
    desk.finish(clock.now())
}

struct Desk<'a> {
    db: &'a dyn Engine,
    clock: &'a PlayedClock,
    channels: Vec<DemoChannel>,
    agent: DemoAgent,
    judge: Judge,
    basis: Basis,
    lang: Lang,
    played: Played,
}

impl Desk<'_> {
    /// When something happens next: a customer, an answer that leaves, or the agent looking up.
    fn next_at(&mut self) -> Result<Option<Time>, Problem> {
        let customers = self.channels.iter().filter_map(DemoChannel::next_at).min();
        let leaving = outbox::next_due(self.db, None)?;
        let now = self.clock.now();
        let waits = conversations::counts(self.db, now)?.waiting > 0;
        let agent = waits.then(|| self.agent.free_at());
        let case = self.judge.next_at(self.db, now)?.map(|at| at.max(self.agent.free_at()));
        Ok([customers, leaving, agent, case].into_iter().flatten().min())
    }

    fn step(&mut self, now: Time) -> Result<(), Problem> {
        self.hear(now)?;
        if !self.agent.work(self.db, now)? && self.agent.free_at() <= now && self.judge.work(&self.basis, self.db)? {
            self.agent.rests(now);
            self.played.steps += 1;
        }
        self.hand_out(now)?;
        // What the channel says of an answer at once is heard in the same step.
        self.hear(now)
    }

    fn hear(&mut self, now: Time) -> Result<(), Problem> {
        for nth in 0..self.channels.len() {
            while let Some(channel) = self.channels.get_mut(nth) {
                let Some(event) = channel.next_event(now) else { break };
                let (name, seed) = (channel.name().to_owned(), channel.shop());
                match event {
                    ChannelEvent::Message(incoming) => {
                        let shop = shops::find(self.db, seed.platform, seed.name, "")?.map(|s| s.id);
                        let peer = messages::Peer {
                            channel: &name,
                            platform: seed.platform,
                            shop,
                            answer_within: ANSWER_WITHIN,
                        };
                        messages::receive(self.db, &peer, &incoming)?;
                        self.played.received += 1;
                    }
                    ChannelEvent::Sent { client_key, external_id } => {
                        outbox::sent(self.db, &client_key, Some(&external_id))?;
                    }
                    ChannelEvent::Status { client_key, state } => {
                        outbox::status(self.db, &name, &client_key, state)?;
                    }
                    ChannelEvent::Refused { client_key, fault } => outbox::refused(self.db, &client_key, &fault)?,
                    ChannelEvent::Refund(facts) => {
                        let shop = shops::find(self.db, seed.platform, seed.name, "")?.map(|s| s.id);
                        take_refund(self.db, &name, shop, &facts, &*self.basis.rules_at(self.db)?)?;
                        self.played.claims += 1;
                    }
                    ChannelEvent::Cursor(_) => {}
                }
            }
            let outcomes = self.channels.get_mut(nth).map(DemoChannel::take_outcomes).unwrap_or_default();
            let name = self.channels.get(nth).map(|c| c.name().to_owned()).unwrap_or_default();
            for outcome in outcomes {
                self.leave(&name, &outcome, now)?;
            }
        }
        Ok(())
    }

    fn hand_out(&mut self, now: Time) -> Result<(), Problem> {
        for channel in &mut self.channels {
            let name = channel.name().to_owned();
            while let Some(out) = outbox::claim(self.db, &name, "demo", Span::minutes(1))? {
                channel
                    .command(ChannelCommand::Send { client_key: out.client_key, peer: out.peer, text: out.text }, now);
            }
        }
        Ok(())
    }

    /// A customer has left: what went wrong is logged, and an answered chat is ended.
    fn leave(&mut self, channel: &str, outcome: &Outcome, now: Time) -> Result<(), Problem> {
        *self.played.ends.entry(outcome.end).or_default() += 1;
        let Some(chat) = conversations::by_peer(self.db, channel, &outcome.peer)? else { return Ok(()) };
        let by = self.agent.by(now);
        if matches!(outcome.end, End::Angry | End::CaseOpened) {
            let words = |text: String| SafeText::line(&text);
            let text = worklog::LogText {
                problem: words(self.lang.demo_log_problem(&outcome.script.replace('_', " "))),
                cause: SafeText::default(),
                fix: words(self.lang.demo_log_fix(outcome.end == End::Angry).to_owned()),
                kind: SafeText::line(self.lang.demo_log_kind()),
            };
            let links = LogLinks { chat: Some(chat.id), order: chat.order, case: None };
            worklog::add(self.db, &by, &text, &links)?;
            self.played.logged += 1;
        }
        if chat.state == ChatState::Open {
            conversations::resolve(self.db, &by, chat.id, None)?;
        }
        Ok(())
    }

    fn finish(mut self, now: Time) -> Result<Played, Problem> {
        self.played.customers = self.channels.iter_mut().map(|c| c.engine().customers()).sum();
        self.played.twice = self.channels.iter().map(DemoChannel::doubles).sum();
        self.played.sent = self.agent.sent;
        self.played.quick = self.agent.quick;
        self.played.unanswered = usize::try_from(conversations::counts(self.db, now)?.waiting).unwrap_or(0);
        Ok(self.played)
    }
}
