//! What the list is built from: short lists of chats, cases and orders, read on one look at the file.

use super::super::engine::{Engine, Result, read};
use super::super::orders::brief::{self, Brief};
use super::super::reminders::{Asked, ChatOf, about_orders};
use super::super::{cases, conversations, customers, orders, promises, shops};
use super::found;
use crate::domain::aftersale::{OrderAsk, OrderClock, Rules};
use crate::domain::reminder::ReminderKind;
use crate::domain::shift::{About, CaseRow, MessageRow, PromiseRow, ShiftInputs, ShiftSettings, ToShipRow, UnpaidRow};
use crate::domain::{By, ChatState, Conversation, OrderId, SafeText, Shop, ShopId, Span};

/// No section is read further than this: nobody works more rows in a shift.
pub(super) const ROWS: usize = 500;

/// Everything the list of `by`'s instant is built from, with the deadlines that no platform told taken from the rules.
pub fn inputs(db: &dyn Engine, by: &By, settings: &ShiftSettings, rules: &Rules) -> Result<ShiftInputs> {
    read(db, || {
        let look = Look { db, by, settings, rules, shops: shops::all(db)? };
        let mut found = ShiftInputs {
            cases: look.cases()?,
            changed: found::changed(&look)?,
            inquiries: found::inquiries(&look)?,
            handover: found::handover(&look)?,
            ..look.pressing()?
        };
        found::unheard(&look, &mut found)?;
        found::arrived(&look, &mut found)?;
        found::reviews(&look, &mut found)?;
        found::stock(&look, &mut found)?;
        Ok(found)
    })
}

/// The part of it that has an hour, but for cases: what the one most urgent thing is chosen from.
pub(super) fn pressing(db: &dyn Engine, by: &By, settings: &ShiftSettings, rules: &Rules) -> Result<ShiftInputs> {
    read(db, || Look { db, by, settings, rules, shops: shops::all(db)? }.pressing())
}

/// One look at the file.
pub(super) struct Look<'a> {
    pub(super) db: &'a dyn Engine,
    pub(super) by: &'a By,
    pub(super) settings: &'a ShiftSettings,
    pub(super) rules: &'a Rules,
    pub(super) shops: Vec<Shop>,
}

impl Look<'_> {
    fn pressing(&self) -> Result<ShiftInputs> {
        let mut found = ShiftInputs {
            messages: self.messages()?,
            unpaid: self.unpaid()?,
            to_ship: self.to_ship()?,
            promises: self.promises()?,
            tickets: found::tickets(self)?,
            ..ShiftInputs::default()
        };
        found::follow(self, &mut found)?;
        Ok(found)
    }

    fn cases(&self) -> Result<Vec<CaseRow>> {
        let mut rows = Vec::new();
        let open = cases::open(self.db, None, ROWS, 0)?;
        let orders = brief::by_ids(self.db, &open.iter().map(|case| case.order).collect::<Vec<_>>())?;
        for case in open {
            if let Some(order) = orders.get(&case.order) {
                let mut about = self.order(order);
                about.chat = case.conversation;
                rows.push(CaseRow { about, case });
            }
        }
        Ok(rows)
    }

    fn messages(&self) -> Result<Vec<MessageRow>> {
        let chats = conversations::in_state(self.db, ChatState::Waiting, self.by.at, ROWS, 0)?;
        let numbers = orders::numbers(self.db, &chats.iter().filter_map(|chat| chat.order).collect::<Vec<_>>())?;
        let mut rows = Vec::with_capacity(chats.len());
        for chat in &chats {
            let Some(since) = chat.waiting_since else { continue };
            let number = chat.order.and_then(|id| numbers.get(&id)).cloned().unwrap_or_default();
            let copied = conversations::is_copied(self.db, chat)?;
            let (about, due_at) = (self.chat_of(chat, number), chat.due_at);
            rows.push(MessageRow { about, waiting_since: since, due_at, copied });
        }
        Ok(rows)
    }

    fn unpaid(&self) -> Result<Vec<UnpaidRow>> {
        let before = self.by.at.minus(self.settings.unpaid_after);
        let mut rows = Vec::new();
        let waiting = [
            (ReminderKind::Payment, brief::unpaid(self.db, before, ROWS)?),
            (ReminderKind::Balance, brief::balances(self.db, ROWS)?),
        ];
        for (kind, orders) in waiting {
            let known = about_orders(self.db, &orders, &self.asked(kind), self.by.at)?;
            for (order, mut known) in orders.iter().zip(known) {
                known.facts.end_by(self.rules);
                let about = self.with_chat(order, known.chat);
                rows.push(UnpaidRow { about, amount: order.amount, facts: known.facts });
            }
        }
        Ok(rows)
    }

    /// The chat of such an order is looked up when its row is opened: there are many rows, and few are.
    fn to_ship(&self) -> Result<Vec<ToShipRow>> {
        let mut rows = Vec::new();
        let orders = brief::to_ship(self.db, self.by.at, ROWS)?;
        let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        let urged = super::super::tickets::urged_of(self.db, &ids)?;
        for order in orders {
            let paid_at = order.paid_at.or(order.created_at).unwrap_or(order.seen_at);
            let (platform, shop) = (order.platform, Some(order.shop));
            let asked = OrderAsk { platform, shop, on: OrderClock::ToShip, tag: None, start: paid_at };
            let by_rule = || self.rules.order_deadline(&asked);
            let ship_by = order.ship_by.or_else(|| by_rule().map(|due| due.act_by));
            let urged = urged.get(&order.id).copied().unwrap_or(0);
            rows.push(ToShipRow { about: self.order(&order), amount: order.amount, paid_at, ship_by, urged });
        }
        Ok(rows)
    }

    fn promises(&self) -> Result<Vec<PromiseRow>> {
        let day_end = self.settings.zone.day_start(self.by.at).plus(Span::days(1));
        let mut rows = Vec::new();
        for promise in promises::due(self.db, day_end, ROWS)? {
            let order = promise.order.map(|id| brief::by_id(self.db, id)).transpose()?.flatten();
            let chat = promise.conversation.map(|id| conversations::by_id(self.db, id)).transpose()?.flatten();
            let mut about = match (&order, &chat) {
                (Some(order), _) => self.order(order),
                (None, Some(chat)) => self.chat(chat)?,
                (None, None) => About::default(),
            };
            (about.customer, about.chat) = (about.customer.or(promise.customer), promise.conversation.or(about.chat));
            if let (true, Some(id)) = (about.nick.is_empty(), about.customer) {
                about.nick = customers::by_id(self.db, id)?.map(|customer| customer.nick).unwrap_or_default();
            }
            about.title = promise.text.to_line();
            rows.push(PromiseRow { about, promise: promise.id, due_at: promise.due_at });
        }
        Ok(rows)
    }

    /// What is asked of orders whose buyers may be written to.
    pub(super) fn asked(&self, kind: ReminderKind) -> Asked {
        Asked { kind, me: None, regular: self.settings.reminders.minds_regulars(kind) }
    }

    /// Whom an order is about.
    pub(super) fn order(&self, order: &Brief) -> About {
        About {
            customer: order.customer,
            nick: order.buyer.clone(),
            order: Some(order.id),
            number: order.number.clone(),
            chat: None,
            tag: self.tag(order.shop).unwrap_or_else(|| SafeText::line(order.platform.tag())),
            title: order.title.clone(),
        }
    }

    fn with_chat(&self, order: &Brief, chat: Option<ChatOf>) -> About {
        let about = self.order(order);
        About { customer: about.customer.or(chat.map(|c| c.customer)), chat: chat.map(|c| c.id), ..about }
    }

    /// Whom a chat is about.
    pub(super) fn chat(&self, chat: &Conversation) -> Result<About> {
        let number = chat.order.map(|id| orders::numbers(self.db, &[id])).transpose()?;
        Ok(self.chat_of(chat, number.into_iter().flatten().next().map(|(_, number)| number).unwrap_or_default()))
    }

    fn chat_of(&self, chat: &Conversation, number: String) -> About {
        About {
            customer: Some(chat.customer),
            nick: chat.nick.clone(),
            order: chat.order,
            number,
            chat: Some(chat.id),
            tag: chat.shop.and_then(|id| self.tag(id)).unwrap_or_else(|| SafeText::line(chat.platform.tag())),
            title: chat.last_text.clone(),
        }
    }

    fn tag(&self, id: ShopId) -> Option<SafeText> {
        self.shops.iter().find(|shop| shop.id == id).map(|shop| shop.tag.clone())
    }
}
