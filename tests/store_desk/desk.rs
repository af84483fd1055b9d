//! A shop's desk over a store in memory: reads like the agent's story.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use kefu::domain::channel::Incoming;
use kefu::domain::{
    AgentId, By, Clock, ConversationId, Message, OrderId, Platform, RawText, Receipt, Role, Span, Time, Zone,
};
use kefu::store::messages::{Outbound, Peer, Way, receive, send};
use kefu::store::{Engine, Store, Writer, agents, search, shops, write};

const NINE: i64 = 1_795_050_000_000;

/// So many seconds after nine.
pub(crate) fn at(secs: i64) -> Time {
    Time::from_ms(NINE + secs * 1000)
}

/// A clock the story moves.
pub(crate) struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Time {
        Time::from_ms(self.0.load(Ordering::SeqCst))
    }
}

pub(crate) struct Desk {
    pub(crate) writer: Writer,
    clock: Arc<Hands>,
    me: AgentId,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let clock = Arc::new(Hands(AtomicI64::new(NINE)));
        Self::over(Store::memory(clock.clone()).expect("memory"), clock)
    }
    pub(crate) fn over(writer: Writer, clock: Arc<Hands>) -> Self {
        let me = agents::add(writer.db(), "小周", "A01", Some("zhou"), Role::Aftersale, at(0)).expect("agent").id;
        Self { writer, clock, me }
    }
    pub(crate) fn db(&self) -> &dyn Engine {
        self.writer.db()
    }
    pub(crate) fn me(&self) -> AgentId {
        self.me
    }
    pub(crate) fn by(&self, at: Time) -> By {
        By::new(Some(self.me), at, Zone::default())
    }
    pub(crate) fn later(&self, span: Span) {
        self.clock.0.fetch_add(span.ms(), Ordering::SeqCst);
    }
    pub(crate) fn hears(&self, who: &str, id: &str, text: &str, at: Time) -> Receipt {
        let peer = Peer { channel: "demo", platform: Platform::Taobao, shop: None, answer_within: Span::secs(180) };
        let incoming = Incoming {
            external_id: id.into(),
            peer: who.into(),
            name: RawText::new(who),
            text: RawText::new(text),
            at,
            order: None,
        };
        receive(self.db(), &peer, &incoming).expect("received")
    }
    pub(crate) fn chat(&self, who: &str, text: &str, at: Time) -> ConversationId {
        match self.hears(who, &format!("{who}-{}", at.ms()), text, at) {
            Receipt::New { conversation, .. } | Receipt::Known { conversation, .. } => conversation,
        }
    }
    pub(crate) fn answers(&self, conversation: ConversationId, key: &str, text: &str, at: Time, way: Way) -> Message {
        let text = RawText::new(text);
        let out = Outbound { conversation, text: &text, client_key: key, reply_code: None, order: None, way };
        send(self.db(), &self.by(at), &out).expect("sent")
    }
    /// A shipped order of a Taobao shop.
    pub(crate) fn order(&self, number: &str, buyer: &str, title: &str) -> OrderId {
        let db = self.db();
        write(db, || {
            let shop = shops::ensure(db, Platform::Taobao, "店", "", Zone::default(), at(0))?;
            let id = db.next_id()?;
            db.run(
                "INSERT INTO orders (id, shop_id, platform, number, number_rev, buyer, buyer_key, status, raw_status, payable, paid, \
                 currency, created_at, paid_at, phone, phone_tail, title, seen_at) VALUES ($1, $2, 'taobao', $3, $4, $5, $6, 'shipped', \
                 '卖家已发货', 5900, 5900, 'CNY', $7, $7, '13900001234', '1234', $8, $7)",
                &[
                    id.into(),
                    shop.id.into(),
                    number.into(),
                    (&search::reversed(number)).into(),
                    buyer.into(),
                    (&search::key(buyer)).into(),
                    at(0).into(),
                    title.into(),
                ],
            )?;
            search::index_order(db, OrderId::new(id), true)?;
            Ok(OrderId::new(id))
        })
        .expect("order")
    }
}
