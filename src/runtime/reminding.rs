//! Reminders and notices, the same from the screen and from the command line: may the buyer be written to, and one
//! message each to many.

use std::collections::HashMap;

use crate::domain::aftersale::Rules;
use crate::domain::bulk::{self, BulkPlan, BulkRow};
use crate::domain::reminder::{ReminderKind, Skip, is_old};
use crate::domain::reply::{Fields, QuickReply, fill};
use crate::domain::{Agent, By, Conversation, Order, OrderId, Problem, RawText, Span, Time, Zone};
use crate::store::messages::{self, Outbound, Way};
use crate::store::reminders::{self, Given};
use crate::store::{Engine, acts, conversations, orders, shops};
use crate::text::Lang;

/// Two agents cannot write to one buyer within this time.
pub const APART: Span = Span::minutes(10);

/// Whether a buyer may be written to.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// Yes.
    Ready,
    /// A rule speaks against it.
    Stopped(Skip),
    /// What is known of the order is so old: a person is asked first.
    Old(Span),
}

/// Says whether an order's buyer may be written to about one kind of thing now.
pub fn verdict(
    db: &dyn Engine,
    rules: &Rules,
    order: &Order,
    kind: ReminderKind,
    by: &By,
    zone: Zone,
) -> Result<Verdict, Problem> {
    let engine = rules.reminders();
    let mut facts = reminders::about_order(db, order, kind, by.agent, by.at)?;
    facts.end_by(rules);
    Ok(match engine.due(&facts, by.at, zone) {
        Err(skip) => Verdict::Stopped(skip),
        Ok(_) if is_old(order.seen_at, by.at, engine.fresh) => Verdict::Old(by.at.since(order.seen_at)),
        Ok(_) => Verdict::Ready,
    })
}

/// Who sends a bulk, by which rules, with which reply.
#[derive(Clone, Copy, Debug)]
pub struct Bulk<'a> {
    /// Who.
    pub me: &'a Agent,
    /// By whom and when, as the data file keeps it.
    pub by: &'a By,
    /// Stop rules and pace.
    pub rules: &'a Rules,
    /// The zone of days.
    pub zone: Zone,
    /// The language gaps are named in.
    pub lang: Lang,
    /// The reply every message is filled from.
    pub reply: &'a QuickReply,
    /// True for a chat that can only be answered through the clipboard.
    pub copies: fn(&Conversation) -> bool,
}

impl Bulk<'_> {
    /// What would be sent to the buyers of these orders, and what not, with the reason of each.
    pub fn plan(&self, db: &dyn Engine, ids: &[OrderId]) -> Result<BulkPlan, Problem> {
        let mut rows = Vec::new();
        for id in ids {
            let order = orders::expect(db, *id)?;
            let chat = conversations::of_order(db, *id, 1)?.into_iter().next();
            let kind = ReminderKind::for_money(order.status).unwrap_or_default();
            let skip = match verdict(db, self.rules, &order, kind, self.by, self.zone)? {
                Verdict::Stopped(skip) => Some(skip),
                Verdict::Old(_) | Verdict::Ready => None,
            };
            rows.push(BulkRow {
                order: order.id,
                shop: order.shop,
                buyer: reminders::buyer(db, order.id)?,
                copies: chat.as_ref().is_some_and(self.copies),
                text: self.filled(db, &order)?,
                chat: chat.map(|chat| chat.id),
                skip,
            });
        }
        let today = reminders::bulk_since(db, self.zone.day_start(self.by.at))?;
        let today: HashMap<_, _> = today.into_iter().collect();
        Ok(bulk::plan(&rows, &today, self.rules.pace))
    }

    /// Puts the messages of a plan into the outbox, one after the other; they are taken back in one go while they are
    /// held. Says when the last one leaves.
    pub fn send(&self, db: &dyn Engine, plan: &BulkPlan, first: Span) -> Result<Time, Problem> {
        let holds = bulk::holds(plan.sends.len(), first, self.rules.pace);
        acts::bulk(db, self.by, || {
            let batch = db.next_id()?;
            for ((order, chat, text), hold) in plan.sends.iter().zip(&holds) {
                let kind = ReminderKind::for_money(orders::expect(db, *order)?.status).unwrap_or_default();
                let client_key = uuid::Uuid::now_v7().to_string();
                let message = messages::send(
                    db,
                    self.by,
                    &Outbound {
                        conversation: *chat,
                        text: &RawText::new(text),
                        client_key: &client_key,
                        reply_code: Some(&self.reply.code),
                        order: Some(*order),
                        way: Way::Outbox { hold: *hold },
                    },
                )?;
                let given = Given {
                    order: Some(*order),
                    kind,
                    conversation: Some(*chat),
                    message: Some(message.id),
                    reply_code: Some(&self.reply.code),
                    forced: None,
                    batch: Some(batch),
                };
                if !reminders::give(db, self.by, &given, APART)? {
                    return Err(Problem::Changed { by: crate::domain::SafeText::line("kefu") });
                }
            }
            Ok(())
        })?;
        Ok(bulk::ends_at(self.by.at, holds.len(), first, self.rules.pace))
    }

    fn filled(&self, db: &dyn Engine, order: &Order) -> Result<Option<String>, Problem> {
        let shop = shops::by_id(db, order.shop)?.map(|shop| shop.said().to_owned()).unwrap_or_default();
        let lines = orders::lines(db, order.id)?;
        let fields = Fields::from_order(order, &lines, &shop, self.me.said(), self.reply.lang, self.zone, self.by.at);
        let filled = fill(self.reply, &fields, |place| self.lang.placeholder(place));
        Ok(filled.is_whole().then_some(filled.text))
    }
}
