//! The same facts for many orders at once: one statement a question, whatever their number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::agents::name_of;
use super::super::customers::{Barred, barred};
use super::super::engine::{Arg, Engine, Result, Row};
use super::super::orders::brief::Brief;
use super::super::rows::Cols;
use super::super::shops;
use super::facts::HEARD;
use crate::domain::reminder::{ReminderFacts, ReminderKind};
use crate::domain::{AgentId, ConversationId, CustomerId, OrderId, SafeText, Span, Time};

/// Orders one statement asks for: a list is filled up to one of these lengths, so that few statements stay prepared.
const LENGTHS: [usize; 4] = [1, 16, 64, 256];

/// The little that is asked of an order's chat.
#[derive(Clone, Copy)]
pub(in crate::store) struct ChatOf {
    pub(in crate::store) id: ConversationId,
    pub(in crate::store) customer: CustomerId,
    waits: bool,
}

/// A chat, and when it spoke last.
#[derive(Clone, Copy)]
struct Spoke {
    chat: ChatOf,
    last_at: i64,
}

impl Spoke {
    /// From the columns behind the first.
    fn read(row: &dyn Row) -> Result<Self> {
        let (id, customer) = (ConversationId::new(row.int(1)?), CustomerId::new(row.int(2)?));
        Ok(Self { chat: ChatOf { id, customer, waits: row.opt_int(3)?.is_some() }, last_at: row.int(4)? })
    }
    fn later(self, other: Self) -> Self {
        if (other.last_at, other.chat.id) > (self.last_at, self.chat.id) { other } else { self }
    }
}

/// What speaks for or against writing to one order's buyer, and the latest chat about the order or with its buyer.
pub(in crate::store) struct Known {
    pub(in crate::store) facts: ReminderFacts,
    pub(in crate::store) chat: Option<ChatOf>,
}

/// What is asked of many orders.
pub(in crate::store) struct Asked {
    /// About what one would write.
    pub(in crate::store) kind: ReminderKind,
    /// Who would; colleagues who are writing to the buyer now are then found out too.
    pub(in crate::store) me: Option<AgentId>,
    /// Whether the buyer bought here before, which costs a look at all their orders.
    pub(in crate::store) regular: bool,
}

/// What speaks for or against writing to the buyers of `orders` about one kind of thing, in their order.
pub(in crate::store) fn about_orders(
    db: &dyn Engine,
    orders: &[Brief],
    asked: &Asked,
    now: Time,
) -> Result<Vec<Known>> {
    let mut known = Vec::with_capacity(orders.len());
    for part in orders.chunks(LENGTHS[LENGTHS.len() - 1]) {
        let found = Found::of(db, part, asked, now)?;
        known.extend(part.iter().map(|order| found.about(order, asked.kind)));
    }
    Ok(known)
}

/// Everything found out about one part of the orders.
#[derive(Default)]
struct Found {
    chats: HashMap<OrderId, ChatOf>,
    barred: HashMap<OrderId, Barred>,
    sold_out: HashMap<OrderId, Time>,
    shops: HashMap<i64, SafeText>,
    buyers: HashMap<OrderId, String>,
    /// The accounts that have a buyer's nick.
    of_nick: HashMap<OrderId, Vec<CustomerId>>,
    /// The account an order names, and those of the chats about it.
    own: Vec<(OrderId, CustomerId)>,
    balances: HashMap<OrderId, (Option<Time>, Option<Time>)>,
    reminded: HashMap<OrderId, Vec<Time>>,
    said_no: Vec<OrderId>,
    /// What each buyer heard: when, about which order, of which kind.
    heard: HashMap<String, Vec<(Time, Option<OrderId>, bool)>>,
    cases: Vec<OrderId>,
    regular: Vec<OrderId>,
    twins: HashMap<OrderId, OrderId>,
    writing: HashMap<String, (SafeText, Time)>,
}

impl Found {
    fn of(db: &dyn Engine, orders: &[Brief], asked: &Asked, now: Time) -> Result<Self> {
        let kind = asked.kind;
        let mut found = Found::default();
        let ids: Vec<Arg<'_>> = orders.iter().map(|order| order.id.into()).collect();
        found.buyers(db, &ids)?;
        found.chats(db, &ids)?;
        found.barred(db)?;
        found.reminders(db, &ids, kind)?;
        found.heard(db, kind, now)?;
        ask(db, "SELECT order_id FROM cases WHERE is_open = 1 AND order_id IN (..)", &ids, &[], |row| {
            found.cases.push(OrderId::new(row.int(0)?));
            Ok(())
        })?;
        found.bought(db, &ids, asked)?;
        if let Some(me) = asked.me {
            found.writing(db, me, now)?;
        }
        for order in orders {
            if let Entry::Vacant(place) = found.shops.entry(order.shop.raw()) {
                place.insert(shops::name_of(db, order.shop)?);
            }
        }
        Ok(found)
    }

    /// Who bought, and every account they are known by there: the order's own, and those of the nick.
    fn buyers(&mut self, db: &dyn Engine, ids: &[Arg<'_>]) -> Result<()> {
        let sql = "SELECT o.id, CASE WHEN o.platform = 'tmall' THEN 'taobao' ELSE o.platform END, o.buyer_key, o.balance_from, \
             o.balance_until, o.customer_id, k.id FROM orders o LEFT JOIN customers k ON k.nick_key = o.buyer_key \
             AND o.buyer_key <> '' AND (k.platform = o.platform OR (k.platform IN ('taobao', 'tmall') \
             AND o.platform IN ('taobao', 'tmall'))) WHERE o.id IN (..)";
        let mut accounts: HashMap<OrderId, Vec<CustomerId>> = HashMap::new();
        ask(db, sql, ids, &[], |row| {
            let mut c = Cols::new(row);
            let (id, platform, key) = (OrderId::new(c.int()?), c.text()?, c.text()?);
            if let Entry::Vacant(place) = self.buyers.entry(id) {
                // A hidden buyer is known by the order alone.
                place.insert(if key.is_empty() { format!("order:{id}") } else { format!("{platform}:{key}") });
            }
            self.balances.insert(id, (c.opt_time()?, c.opt_time()?));
            let (own, of_nick) = (c.opt_int()?.map(CustomerId::new), c.opt_int()?.map(CustomerId::new));
            self.own.extend(own.map(|own| (id, own)));
            accounts.entry(id).or_default().extend(of_nick);
            Ok(())
        })?;
        self.of_nick = accounts;
        Ok(())
    }

    /// The latest chat about an order, or with its buyer by their nick.
    fn chats(&mut self, db: &dyn Engine, ids: &[Arg<'_>]) -> Result<()> {
        let columns = "id, customer_id, waiting_since, last_at FROM conversations WHERE";
        let mut about: Vec<(OrderId, Spoke)> = Vec::new();
        ask(db, &format!("SELECT order_id, {columns} order_id IN (..)"), ids, &[], |row| {
            about.push((OrderId::new(row.int(0)?), Spoke::read(row)?));
            Ok(())
        })?;
        let mut with: HashMap<CustomerId, Spoke> = HashMap::new();
        let whose: Vec<Arg<'_>> =
            distinct(self.of_nick.values().flatten().copied()).into_iter().map(Arg::from).collect();
        ask(db, &format!("SELECT 0, {columns} customer_id IN (..)"), &whose, &[], |row| {
            let spoke = Spoke::read(row)?;
            let latest = with.entry(spoke.chat.customer).or_insert(spoke);
            *latest = latest.later(spoke);
            Ok(())
        })?;
        self.own.extend(about.iter().map(|(order, spoke)| (*order, spoke.chat.customer)));
        let by_nick = self.of_nick.iter().flat_map(|(order, accounts)| {
            accounts.iter().filter_map(|account| with.get(account)).map(|spoke| (*order, *spoke))
        });
        let mut latest: HashMap<OrderId, Spoke> = HashMap::new();
        for (order, spoke) in about.into_iter().chain(by_nick) {
            let known = latest.entry(order).or_insert(spoke);
            *known = known.later(spoke);
        }
        self.chats = latest.into_iter().map(|(order, spoke)| (order, spoke.chat)).collect();
        Ok(())
    }

    /// Every account the buyer of an order is known by counts: the order's own, the chat's, and the one of the nick.
    fn barred(&mut self, db: &dyn Engine) -> Result<()> {
        let of_nick = self.of_nick.iter().flat_map(|(order, all)| all.iter().map(|account| (*order, *account)));
        let accounts: Vec<(OrderId, CustomerId)> = self.own.iter().copied().chain(of_nick).collect();
        let marked = barred(db, &distinct(accounts.iter().map(|(_, account)| *account)))?;
        for (order, account) in accounts {
            if let Some(mark) = marked.get(&account) {
                let known = self.barred.entry(order).or_default();
                known.do_not_contact |= mark.do_not_contact;
                known.blocked |= mark.blocked;
            }
        }
        Ok(())
    }

    /// Unpaid orders one of whose codes has run out in every warehouse, with the latest count of it. Goods of a pre-sale
    /// are not in stock before it ends, so only an ordinary unpaid order is stopped by this.
    fn sold_out(&mut self, db: &dyn Engine, ids: &[Arg<'_>]) -> Result<()> {
        let sql = "SELECT l.order_id, max(s.counted_at) FROM order_lines l JOIN orders o ON o.id = l.order_id \
             JOIN stock s ON s.sku_key = l.outer_key WHERE l.order_id IN (..) AND l.outer_key <> '' AND l.status <> 'closed' \
             AND o.status = 'unpaid' GROUP BY l.order_id, l.outer_key HAVING max(s.quantity) <= 0";
        ask(db, sql, ids, &[], |row| {
            let (order, at) = (OrderId::new(row.int(0)?), Time::from_ms(row.int(1)?));
            let known = self.sold_out.entry(order).or_insert(at);
            *known = (*known).max(at);
            Ok(())
        })
    }

    fn reminders(&mut self, db: &dyn Engine, ids: &[Arg<'_>], kind: ReminderKind) -> Result<()> {
        let sql = "SELECT order_id, kind, at, outcome FROM reminders WHERE order_id IN (..) ORDER BY at";
        ask(db, sql, ids, &[], |row| {
            let order = OrderId::new(row.int(0)?);
            if row.text(1)? == kind.code() {
                self.reminded.entry(order).or_default().push(Time::from_ms(row.int(2)?));
            }
            if row.opt_text(3)? == Some("no") {
                self.said_no.push(order);
            }
            Ok(())
        })
    }

    fn heard(&mut self, db: &dyn Engine, kind: ReminderKind, now: Time) -> Result<()> {
        let buyers: Vec<Arg<'_>> = self.buyers.values().map(Arg::from).collect();
        let sql = "SELECT buyer, at, order_id, kind FROM reminders WHERE buyer IN (..) AND buyer <> '' AND at > $1 ORDER BY at";
        let heard = &mut self.heard;
        ask(db, sql, &buyers, &[now.minus(HEARD).into()], |row| {
            let about = (Time::from_ms(row.int(1)?), row.opt_int(2)?.map(OrderId::new), row.text(3)? == kind.code());
            heard.entry(row.text(0)?.to_owned()).or_default().push(about);
            Ok(())
        })
    }

    /// Who has bought here before, and who paid another order with the same goods since shortly before this one was
    /// placed. The status is asked of the buyer's few orders: its index would give all that ever ended.
    fn bought(&mut self, db: &dyn Engine, ids: &[Arg<'_>], asked: &Asked) -> Result<()> {
        let sql = "SELECT u.id FROM orders u WHERE u.id IN (..) AND u.buyer_key <> '' AND EXISTS (SELECT 1 FROM orders o \
             WHERE o.buyer_key = u.buyer_key AND o.platform = u.platform AND o.id < u.id AND (o.status || '') = 'success')";
        if asked.regular {
            ask(db, sql, ids, &[], |row| {
                self.regular.push(OrderId::new(row.int(0)?));
                Ok(())
            })?;
        }
        if asked.kind != ReminderKind::Payment {
            return Ok(());
        }
        self.sold_out(db, ids)?;
        let sql = "SELECT u.id, o.id FROM orders u JOIN orders o ON o.buyer_key = u.buyer_key AND o.platform = u.platform \
             AND o.id <> u.id WHERE u.id IN (..) AND u.buyer_key <> '' AND u.title <> '' AND o.title = u.title \
             AND (o.status || '') IN ('to_ship', 'part_shipped', 'shipped', 'success') \
             AND o.paid_at >= COALESCE(u.created_at, u.seen_at) - $1 ORDER BY o.id";
        ask(db, sql, ids, &[Span::days(1).ms().into()], |row| {
            self.twins.insert(OrderId::new(row.int(0)?), OrderId::new(row.int(1)?));
            Ok(())
        })
    }

    fn writing(&mut self, db: &dyn Engine, me: AgentId, now: Time) -> Result<()> {
        let buyers: Vec<Arg<'_>> = self.buyers.values().map(Arg::from).collect();
        let sql = "SELECT buyer, agent_id, at FROM reminder_claims WHERE buyer IN (..) AND at > $1 AND at <= $2 \
             AND COALESCE(agent_id, 0) <> $3";
        let mut claims = Vec::new();
        ask(db, sql, &buyers, &[now.minus(super::claim::LASTS).into(), now.into(), me.into()], |row| {
            claims.push((row.text(0)?.to_owned(), row.opt_int(1)?.map(AgentId::new), Time::from_ms(row.int(2)?)));
            Ok(())
        })?;
        for (buyer, agent, at) in claims {
            self.writing.insert(buyer, (name_of(db, agent)?, at));
        }
        Ok(())
    }

    fn about(&self, order: &Brief, kind: ReminderKind) -> Known {
        let (id, chat) = (order.id, self.chats.get(&order.id).copied());
        let (balance_from, balance_until) = match kind {
            ReminderKind::Balance => self.balances.get(&id).copied().unwrap_or_default(),
            _ => (None, None),
        };
        let placed_at = order.created_at.unwrap_or(order.seen_at);
        let starts_at = match kind {
            ReminderKind::Payment | ReminderKind::Inquiry => Some(placed_at),
            ReminderKind::Balance => balance_from,
            ReminderKind::Shipped => order.shipped_at,
            ReminderKind::Received => order.signed_at,
            ReminderKind::Confirm => order.signed_at.and(order.shipped_at),
            ReminderKind::Review => order.finished_at,
        };
        let buyer = self.buyers.get(&id);
        let barred = self.barred.get(&id).copied().unwrap_or_default();
        let heard = buyer.and_then(|buyer| self.heard.get(buyer)).map_or(&[][..], Vec::as_slice);
        let facts = ReminderFacts {
            kind,
            platform: order.platform,
            shop: self.shops.get(&order.shop.raw()).cloned().unwrap_or_default(),
            shop_id: Some(order.shop),
            starts_at: starts_at.unwrap_or(placed_at),
            ends_at: balance_until,
            reminded: self.reminded.get(&id).cloned().unwrap_or_default(),
            to_buyer: heard.iter().filter(|(_, of, same)| !(*same && *of == Some(id))).map(|(at, ..)| *at).collect(),
            settled: !kind.fits(order.status),
            unknown: starts_at.is_none(),
            waits_for_us: chat.is_some_and(|chat| chat.waits),
            do_not_contact: barred.do_not_contact,
            blocked: barred.blocked,
            said_no: self.said_no.contains(&id),
            out_of_stock: self.sold_out.get(&id).copied(),
            open_case: self.cases.contains(&id),
            regular: self.regular.contains(&id),
            paid_twin: self.twins.get(&id).copied(),
            in_progress: buyer.and_then(|buyer| self.writing.get(buyer)).cloned(),
        };
        Known { facts, chat }
    }
}

fn distinct(accounts: impl Iterator<Item = CustomerId>) -> Vec<CustomerId> {
    let mut all: Vec<CustomerId> = accounts.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Runs a statement whose `(..)` stand for the list `wanted`; its other values come first.
pub(in crate::store) fn ask(
    db: &dyn Engine,
    sql: &str,
    wanted: &[Arg<'_>],
    others: &[Arg<'_>],
    mut row: impl FnMut(&dyn Row) -> Result<()>,
) -> Result<()> {
    for part in wanted.chunks(LENGTHS[LENGTHS.len() - 1]) {
        let length = LENGTHS.into_iter().find(|length| part.len() <= *length).unwrap_or(part.len());
        let first = others.len() + 1;
        let places: Vec<String> = (first..first + length).map(|n| format!("${n}")).collect();
        let filled = part.iter().chain(part.last().into_iter().cycle()).take(length);
        let values: Vec<Arg<'_>> = others.iter().chain(filled).copied().collect();
        db.each(&sql.replace("(..)", &format!("({})", places.join(", "))), &values, &mut row)?;
    }
    Ok(())
}
