//! The room the ape is in: a demo shop in memory, a reader and a writer that take their time, and a channel.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use kefu::app::msg::{Ask, Did, Do, Effect, Job, JobEnd, JobKind, Msg};
use kefu::app::{Model, settle, update};
use kefu::config::Config;
use kefu::demo::shop::{SHOPS, Size};
use kefu::demo::{DemoShop, Voice, channel_name};
use kefu::domain::channel::{Fault, Incoming};
use kefu::domain::reply::Placeholder;
use kefu::domain::{Clock, Problem, RawText, Role, SafeText, Span, Time};
use kefu::runtime::demo::make;
use kefu::runtime::world::act::told;
use kefu::runtime::world::ask::answer;
use kefu::runtime::world::basis::Basis;
use kefu::store::intake::{Given, Intake};
use kefu::store::messages::{Peer, receive};
use kefu::store::{Engine, Store, Writer, agents, conversations, messages, outbox};
use kefu::text::Lang;

use crate::dice::Dice;

/// A clock that is moved both ways.
pub(crate) struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Time {
        Time::from_ms(self.0.load(Ordering::SeqCst))
    }
}

/// The room.
pub(crate) struct Room {
    pub(crate) store: Writer,
    pub(crate) basis: Basis,
    clock: Arc<Hands>,
    reads: VecDeque<Ask>,
    writes: VecDeque<Do>,
    /// Keys under which an answer was sent and stands.
    keys: HashSet<String>,
    /// Keys the channel has taken as sent.
    gone: HashSet<String>,
    heard: usize,
    /// Answers sent so far.
    pub(crate) sent: usize,
}

impl Room {
    pub(crate) fn new(seed: u64, voice: Voice) -> Self {
        let now = Time::parse_rfc3339("2026-11-22T14:03:00+08:00").expect("a time");
        let clock = Arc::new(Hands(AtomicI64::new(now.ms())));
        let store = Store::memory(clock.clone()).expect("store");
        let config = Config::default();
        let me = agents::add(store.db(), "小林", "A07", Some("lin"), Role::Owner, now).expect("agent");
        agents::add(store.db(), "老周", "A02", None, Role::Lead, now).expect("agent");
        let size = Size { orders: 120, chats: 24, open_chats: 12, messages: 150 };
        let shop = DemoShop { seed, now, size, voice };
        let rules = kefu::rules::embedded().expect("rules");
        let mut taking = Intake::new("demo", None, config.zone, now, false, &rules);
        let mut take = |db: &dyn Engine, key: &kefu::domain::ShopKey, facts: Vec<kefu::domain::Fact>| {
            let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(key), fact }).collect();
            taking.apply(db, &given, None).map(drop)
        };
        make(store.db(), &shop, config.zone, &mut take, &mut |_, _| Ok(())).expect("made");
        let lang = if voice == Voice::En { Lang::En } else { Lang::Zh };
        let basis = Basis::new(me, "lin".into(), lang, clock.clone(), config, "/nowhere".into());
        Self {
            store,
            basis,
            clock,
            reads: VecDeque::new(),
            writes: VecDeque::new(),
            keys: HashSet::new(),
            gone: HashSet::new(),
            heard: 0,
            sent: 0,
        }
    }

    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    /// Moves the clock, ahead or back.
    pub(crate) fn turn(&self, by: Span) {
        self.clock.0.fetch_add(by.ms(), Ordering::SeqCst);
    }

    /// Tells the model something, and takes what it asks for.
    pub(crate) fn tell(&mut self, model: &mut Model, msg: Msg) {
        let effects = update(model, msg);
        self.take(model, effects);
    }

    /// Lets the model ask for what its screen needs, as before every frame.
    pub(crate) fn settle(&mut self, model: &mut Model) {
        let effects = settle(model);
        self.take(model, effects);
    }

    fn take(&mut self, model: &mut Model, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ask) => {
                    let kind = std::mem::discriminant(&ask);
                    self.reads.retain(|waiting| std::mem::discriminant(waiting) != kind);
                    self.reads.push_back(ask);
                }
                Effect::Do(what) => {
                    if let Do::Send(send) = &what {
                        assert_no_gap(&send.draft.text);
                        assert!(!send.draft.text.trim().is_empty(), "nothing was sent");
                    }
                    self.writes.push_back(what);
                }
                // No file is touched: the ape types any path.
                Effect::Import(_) | Effect::Preview(_) => {
                    let end = Some(JobEnd::Failed(SafeText::line("no such file")));
                    let job = Job { kind: JobKind::Import, what: SafeText::default(), done: 0, total: None, end };
                    self.tell(model, Msg::Job(job));
                }
                Effect::Copy(text) => assert_no_gap(&text),
                _ => {}
            }
        }
    }

    /// The store thread or the reader does one thing; false when neither has anything to do.
    pub(crate) fn answers_one(&mut self, model: &mut Model, writer_first: bool) -> bool {
        if writer_first && let Some(what) = self.writes.pop_front() {
            let msg = self.write(what);
            self.tell(model, msg);
        } else if let Some(ask) = self.reads.pop_front() {
            let msg = match answer(&self.basis, self.store.db(), ask) {
                Ok(answer) => Msg::Answer(Box::new(answer)),
                Err(problem) => Msg::Trouble(Box::new(problem)),
            };
            self.tell(model, msg);
        } else if let Some(what) = self.writes.pop_front() {
            let msg = self.write(what);
            self.tell(model, msg);
        } else {
            return false;
        }
        true
    }

    /// Everything asked for is done, and what the screen then needs, until nothing is.
    pub(crate) fn catches_up(&mut self, model: &mut Model) {
        for _ in 0..50 {
            while self.answers_one(model, true) {}
            self.settle(model);
            if self.reads.is_empty() && self.writes.is_empty() {
                return;
            }
        }
        panic!("the screen never has what it needs: {:?} {:?}", self.reads, self.writes);
    }

    fn write(&mut self, what: Do) -> Msg {
        if matches!(what, Do::AddEvidence { .. } | Do::MakePack(..)) {
            return Msg::Failed(Box::new(Problem::other("no file is touched here")));
        }
        let key = if let Do::Send(send) = &what { Some(send.draft.client_key.clone()) } else { None };
        let msg = told(&self.basis, self.store.db(), what);
        if let (Some(key), Msg::Did(did)) = (key, &msg)
            && let Did::Sent { .. } = **did
        {
            self.sent += 1;
            assert!(self.keys.insert(key.clone()), "{key} was sent twice");
        }
        msg
    }

    /// A customer writes.
    pub(crate) fn hears(&mut self, model: &mut Model, dice: &mut Dice, text: &str) {
        let shop = dice.one(&SHOPS);
        let channel = channel_name(*shop);
        let known = conversations::queue(self.store.db(), self.now(), 30, 0).expect("queue");
        let peers: Vec<_> = known.iter().filter(|chat| chat.channel == channel).map(|chat| chat.nick.clone()).collect();
        let who = if peers.is_empty() { SafeText::line("新客") } else { dice.one(&peers).clone() };
        self.heard += 1;
        let incoming = Incoming {
            external_id: format!("ape-{}", self.heard),
            peer: who.to_string(),
            name: RawText::new(who.to_string()),
            text: RawText::new(text),
            at: self.now(),
            order: None,
        };
        let peer = Peer { channel: &channel, platform: shop.platform, shop: None, answer_within: Span::minutes(3) };
        receive(self.store.db(), &peer, &incoming).expect("received");
        self.tell(model, Msg::StoreChanged);
    }

    /// The channel takes what is due, and says what became of it.
    pub(crate) fn channel_works(&mut self, model: &mut Model, dice: &mut Dice) {
        for channel in SHOPS.map(channel_name) {
            while let Some(out) = outbox::claim(self.store.db(), &channel, "ape", Span::minutes(1)).expect("claim") {
                assert_no_gap(&out.text);
                assert!(!self.gone.contains(&out.client_key), "{} went out twice", out.client_key);
                let (db, key) = (self.store.db(), out.client_key.as_str());
                match dice.below(12) {
                    0 => outbox::refused(db, key, &Fault::Retry(500)).expect("refused"),
                    1 => outbox::refused(db, key, &Fault::Fatal("too long".into())).expect("refused"),
                    2 => outbox::refused(db, key, &Fault::Uncertain).expect("refused"),
                    _ => {
                        outbox::sent(db, key, Some(key)).expect("sent");
                        self.gone.insert(out.client_key);
                    }
                }
            }
        }
        conversations::wake(self.store.db(), self.now()).expect("woken");
        self.tell(model, Msg::StoreChanged);
    }

    /// What must hold of the data file, and of what was sent.
    pub(crate) fn is_well(&self) {
        let broken: Vec<_> = self.store.doctor().expect("checked").into_iter().filter(|check| !check.ok).collect();
        assert!(broken.is_empty(), "{broken:?}");
        for key in &self.keys {
            let message = messages::by_client_key(self.store.db(), key).expect("read");
            assert!(message.is_some(), "{key} was sent, and is not there");
        }
    }

    /// An order number of the shop, and the last four digits of a phone.
    pub(crate) fn some_order(&self, dice: &mut Dice) -> kefu::domain::Order {
        let filter = kefu::domain::OrderFilter::default();
        let page = kefu::store::orders::page(self.store.db(), &filter, 60, 0).expect("orders");
        dice.one(&page).clone()
    }
}

/// No place that waits for a word of an order has gone out, in either language.
#[track_caller]
fn assert_no_gap(text: &str) {
    for lang in [Lang::Zh, Lang::En] {
        for place in Placeholder::ALL {
            let gap = format!("【{}】", lang.placeholder(place));
            assert!(!text.contains(&gap), "{gap} in {text:?}");
        }
    }
}
