//! What the list is built from: short lists of chats, cases and orders, read on one look at the file.

use super::super::engine::{Engine, Result, read};
use super::super::orders::brief::{self, Brief};
use super::super::reminders::{Asked, ChatOf, about_orders};
use super::super::{cases, conversations, customers, orders, promises, shops};
use super::found;
use crate::domain::aftersale::{OrderAsk, OrderClock, Rules};
use crate::domain::reminder::ReminderKind;
use crate::domain::shift::{
    About, CaseRow, MessageRow, PromiseRow, SectionKind, ShiftInputs, ShiftSettings, ToShipRow, UnpaidRow,
};
use crate::domain::{By, ChatState, Conversation, OrderId, SafeText, Shop, ShopId, Span};

/// No section is read further than this at first: few shops have more rows in a shift.
pub(super) const ROWS: usize = 500;

/// Everything the list of `by`'s instant is built from, with the deadlines that no platform told taken from the rules.
pub fn inputs(db: &dyn Engine, by: &By, settings: &ShiftSettings, rules: &Rules) -> Result<ShiftInputs> {
    inputs_to(db, by, settings, rules, ROWS)
}

/// The same with no more than `most` rows of each kind, the most urgent of it; what has more says so.
pub(super) fn inputs_to(
    db: &dyn Engine,
    by: &By,
    settings: &ShiftSettings,
    rules: &Rules,
    most: usize,
) -> Result<ShiftInputs> {
    read(db, || {
        let look = Look { db, by, settings, rules, most, shops: shops::all(db)? };
        let mut found = ShiftInputs::default();
        look.pressing(&mut found)?;
        look.cases(&mut found)?;
        found::changed(&look, &mut found)?;
        found::inquiries(&look, &mut found)?;
        found::handover(&look, &mut found)?;
        found::unheard(&look, &mut found)?;
        found::arrived(&look, &mut found)?;
        found::reviews(&look, &mut found)?;
        found::stock(&look, &mut found)?;
        Ok(found)
    })
}

/// The part of it that has an hour, but for cases: what the one most urgent thing is chosen from.
pub(super) fn pressing(db: &dyn Engine, by: &By, settings: &ShiftSettings, rules: &Rules) -> Result<ShiftInputs> {
    read(db, || {
        let mut found = ShiftInputs::default();
        Look { db, by, settings, rules, most: ROWS, shops: shops::all(db)? }.pressing(&mut found)?;
        Ok(found)
    })
}

/// One look at the file.
pub(super) struct Look<'a> {
    pub(super) db: &'a dyn Engine,
    pub(super) by: &'a By,
    pub(super) settings: &'a ShiftSettings,
    pub(super) rules: &'a Rules,
    pub(super) shops: Vec<Shop>,
    /// Rows of a kind that are read.
    pub(super) most: usize,
}

impl Look<'_> {
    fn pressing(&self, found: &mut ShiftInputs) -> Result<()> {
        self.messages(found)?;
        self.unpaid(found)?;
        self.to_ship(found)?;
        self.promises(found)?;
        found::tickets(self, found)?;
        found::follow(self, found)
    }

    /// Says which sections have more rows than the `rows` that were read.
    pub(super) fn cut(&self, rows: usize, sections: &[SectionKind], found: &mut ShiftInputs) {
        if rows >= self.most {
            found.cut.extend(sections);
        }
    }

    fn cases(&self, found: &mut ShiftInputs) -> Result<()> {
        let open = cases::open(self.db, None, self.most, 0)?;
        // They stand by their clocks: with one read that runs beyond the shift, all that end in it are read.
        let ends_at = self.settings.ends_at(self.by.at);
        let all_due = open.last().is_some_and(|case| case.running().is_none_or(|clock| clock.act_by > ends_at));
        self.cut(open.len(), &[SectionKind::CasesWaiting], found);
        if !all_due {
            self.cut(open.len(), &[SectionKind::CaseClocks], found);
        }
        let orders = brief::by_ids(self.db, &open.iter().map(|case| case.order).collect::<Vec<_>>())?;
        for case in open {
            if let Some(order) = orders.get(&case.order) {
                let mut about = self.order(order);
                about.chat = case.conversation;
                found.cases.push(CaseRow { about, case });
            }
        }
        Ok(())
    }

    fn messages(&self, found: &mut ShiftInputs) -> Result<()> {
        let chats = conversations::in_state(self.db, ChatState::Waiting, self.by.at, self.most, 0)?;
        self.cut(chats.len(), &[SectionKind::LeftMessages], found);
        let numbers = orders::numbers(self.db, &chats.iter().filter_map(|chat| chat.order).collect::<Vec<_>>())?;
        for chat in &chats {
            let Some(since) = chat.waiting_since else { continue };
            let number = chat.order.and_then(|id| numbers.get(&id)).cloned().unwrap_or_default();
            let copied = conversations::is_copied(self.db, chat)?;
            let (about, due_at) = (self.chat_of(chat, number), chat.due_at);
            found.messages.push(MessageRow { about, waiting_since: since, due_at, copied });
        }
        Ok(())
    }

    fn unpaid(&self, found: &mut ShiftInputs) -> Result<()> {
        let before = self.by.at.minus(self.settings.unpaid_after);
        let waiting = [
            (ReminderKind::Payment, brief::unpaid(self.db, before, self.most)?),
            (ReminderKind::Balance, brief::balances(self.db, self.most)?),
        ];
        for (kind, orders) in waiting {
            self.cut(orders.len(), &[SectionKind::Unpaid], found);
            let known = about_orders(self.db, &orders, &self.asked(kind), self.by.at)?;
            for (order, mut known) in orders.iter().zip(known) {
                known.facts.end_by(self.rules);
                let about = self.with_chat(order, known.chat);
                found.unpaid.push(UnpaidRow { about, amount: order.amount, facts: known.facts });
            }
        }
        Ok(())
    }

    /// The chat of such an order is looked up when its row is opened: there are many rows, and few are.
    fn to_ship(&self, found: &mut ShiftInputs) -> Result<()> {
        let orders = brief::to_ship(self.db, self.by.at, self.most)?;
        self.cut(orders.len(), &[SectionKind::ToShip], found);
        let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        let urged = super::super::tickets::urged_of(self.db, &ids)?;
        for order in orders {
            let paid_at = order.paid_at.or(order.created_at).unwrap_or(order.seen_at);
            let (platform, shop) = (order.platform, Some(order.shop));
            let asked = OrderAsk { platform, shop, on: OrderClock::ToShip, tag: None, start: paid_at };
            let by_rule = || self.rules.order_deadline(&asked);
            let ship_by = order.ship_by.or_else(|| by_rule().map(|due| due.act_by));
            let urged = urged.get(&order.id).copied().unwrap_or(0);
            let about = self.order(&order);
            found.to_ship.push(ToShipRow { about, amount: order.amount, paid_at, ship_by, urged });
        }
        Ok(())
    }

    fn promises(&self, found: &mut ShiftInputs) -> Result<()> {
        let day_end = self.settings.zone.day_start(self.by.at).plus(Span::days(1));
        let due = promises::due(self.db, day_end, self.most)?;
        self.cut(due.len(), &[SectionKind::Promises], found);
        for promise in due {
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
            found.promises.push(PromiseRow { about, promise: promise.id, due_at: promise.due_at });
        }
        Ok(())
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
