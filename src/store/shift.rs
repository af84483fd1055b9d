//! The to-do list of the shift: what it is built from, and what was done with its rows.

use super::acts::{self, Inverse};
use super::engine::{Arg, Engine, Result, args, first, list, read, write};
use super::reminders::{self, ChatOf, chat_of};
use super::rows::Cols;
use super::{cases, conversations, orders, promises, shops};
use crate::domain::reminder::ReminderKind;
use crate::domain::shift::{
    About, CaseRow, ItemKey, MarkKind, MessageRow, PromiseRow, ShiftInputs, ShiftMark, ShiftSettings, ToShipRow,
    UnpaidRow,
};
use crate::domain::{AgentId, By, ChatState, Conversation, Order, SafeText, Shop, ShopId, Span, Time};

/// No section is read further than this: nobody works more rows in a shift.
const ROWS: usize = 500;
/// Marks older than this are of rows that cannot be on the list any more.
const MARKS_KEPT: Span = Span::days(45);

/// Everything the list of `now` is built from.
pub fn inputs(db: &dyn Engine, settings: &ShiftSettings, now: Time) -> Result<ShiftInputs> {
    read(db, || rows(db, settings, now))
}

fn rows(db: &dyn Engine, settings: &ShiftSettings, now: Time) -> Result<ShiftInputs> {
    let mut found = ShiftInputs {
        cases: Vec::new(),
        messages: Vec::new(),
        unpaid: Vec::new(),
        to_ship: Vec::new(),
        promises: Vec::new(),
    };
    let shops = shops::all(db)?;
    let about_order = |order: &Order| about_order(&shops, order, chat_of(db, order.id)?);
    for case in cases::open(db, None, ROWS, 0)? {
        if let Some(order) = orders::by_id(db, case.order)? {
            found.cases.push(CaseRow { about: about_order(&order)?, case });
        }
    }
    for chat in conversations::in_state(db, ChatState::Waiting, now, ROWS, 0)? {
        if let Some(since) = chat.waiting_since {
            found.messages.push(MessageRow {
                about: about_chat(db, &shops, &chat)?,
                waiting_since: since,
                due_at: chat.due_at,
            });
        }
    }
    for order in orders::unpaid(db, now.minus(settings.unpaid_after), ROWS, 0)? {
        let chat = chat_of(db, order.id)?;
        let facts = reminders::about_order(db, &order, ReminderKind::Payment, None, now)?;
        found.unpaid.push(UnpaidRow { about: self::about_order(&shops, &order, chat)?, amount: order.amount(), facts });
    }
    for order in orders::to_ship(db, now, ROWS, 0)? {
        let paid_at = order.paid_at.or(order.created_at).unwrap_or(order.seen_at);
        let row = ToShipRow { about: about_order(&order)?, amount: order.amount(), paid_at, ship_by: order.ship_by };
        found.to_ship.push(row);
    }
    let day_end = settings.zone.day_start(now).plus(Span::days(1));
    for promise in promises::due(db, day_end, ROWS)? {
        let mut about = match promise.order.map(|id| orders::by_id(db, id)).transpose()?.flatten() {
            Some(order) => about_order(&order)?,
            None => match promise.conversation.map(|id| conversations::by_id(db, id)).transpose()?.flatten() {
                Some(chat) => about_chat(db, &shops, &chat)?,
                None => nobody(),
            },
        };
        (about.customer, about.chat) = (about.customer.or(promise.customer), promise.conversation.or(about.chat));
        about.title = promise.text.to_line();
        found.promises.push(PromiseRow { about, promise: promise.id, due_at: promise.due_at });
    }
    Ok(found)
}

fn about_order(shops: &[Shop], order: &Order, chat: Option<ChatOf>) -> Result<About> {
    let tag = tag_of(shops, order.shop).unwrap_or_default();
    Ok(About {
        customer: order.customer.or(chat.map(|c| c.customer)),
        nick: order.buyer.clone(),
        order: Some(order.id),
        number: order.number.clone(),
        chat: chat.map(|c| c.id),
        tag,
        title: order.title.clone(),
    })
}

fn tag_of(shops: &[Shop], id: ShopId) -> Option<SafeText> {
    shops.iter().find(|shop| shop.id == id).map(|shop| shop.tag.clone())
}

fn about_chat(db: &dyn Engine, shops: &[Shop], chat: &Conversation) -> Result<About> {
    let tag = chat.shop.and_then(|id| tag_of(shops, id));
    let number = match chat.order {
        Some(id) => {
            first(db, "SELECT number FROM orders WHERE id = $1", args![id], |row| row.text(0).map(str::to_owned))?
        }
        None => None,
    };
    Ok(About {
        customer: Some(chat.customer),
        nick: chat.nick.clone(),
        order: chat.order,
        number: number.unwrap_or_default(),
        chat: Some(chat.id),
        tag: tag.unwrap_or_else(|| SafeText::line(chat.platform.tag())),
        title: chat.last_text.clone(),
    })
}

fn nobody() -> About {
    About {
        customer: None,
        nick: SafeText::default(),
        order: None,
        number: String::new(),
        chat: None,
        tag: SafeText::default(),
        title: SafeText::default(),
    }
}

/// What was done with rows that may still be on the list, oldest first.
pub fn marks(db: &dyn Engine, now: Time) -> Result<Vec<ShiftMark>> {
    list(
        db,
        "SELECT row_key, state, until, at, agent_id, reason FROM shift_marks WHERE at >= $1 ORDER BY at, id",
        args![now.minus(MARKS_KEPT)],
        |row| {
            let mut c = Cols::new(row);
            let (key, state, until) = (ItemKey(c.string()?), c.string()?, c.opt_time()?);
            let kind = match (state.as_str(), until) {
                ("done", _) => MarkKind::Done,
                ("snoozed", Some(until)) => MarkKind::Snoozed(until),
                _ => MarkKind::Undone,
            };
            let (at, by) = (c.time()?, c.agent()?.unwrap_or(AgentId::new(0)));
            Ok(ShiftMark { key, kind, at, by, reason: c.opt_clean()? })
        },
    )
}

/// Marks a row as done or put off, in this shift; an undo brings back what stood before.
pub fn mark(db: &dyn Engine, by: &By, key: &ItemKey, kind: MarkKind, reason: Option<&SafeText>) -> Result<()> {
    let (state, until) = match kind {
        MarkKind::Done => ("done", None),
        MarkKind::Snoozed(until) => ("snoozed", Some(until)),
        MarkKind::Undone => ("undone", None),
    };
    write(db, || {
        let old = first(
            db,
            "SELECT id, state, until FROM shift_marks WHERE row_key = $1 AND shift = $2",
            args![&key.0, &by.shift],
            |row| Ok((row.int(0)?, row.text(1)?.to_owned(), row.opt_int(2)?)),
        )?;
        let id = match &old {
            Some((id, ..)) => *id,
            None => db.next_id()?,
        };
        let version = first(
            db,
            "INSERT INTO shift_marks (id, row_key, shift, state, until, reason, agent_id, at, changed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7) ON CONFLICT (row_key, shift) DO UPDATE SET state = excluded.state, \
             until = excluded.until, reason = excluded.reason, agent_id = excluded.agent_id, at = excluded.at, \
             changed_by = excluded.changed_by, version = shift_marks.version + 1 RETURNING version",
            args![id, &key.0, &by.shift, state, until, reason, by.agent, by.at],
            |row| row.int(0),
        )?
        .unwrap_or(1);
        match &old {
            None => acts::record(db, by, state, ("shift_marks", id, version), Inverse::Remove)?,
            Some((_, was, until)) => {
                let inverse = Inverse::Set(&[("state", Arg::Text(was)), ("until", (*until).into())]);
                acts::record(db, by, state, ("shift_marks", id, version), inverse)?
            }
        };
        Ok(())
    })
}

/// When the present shift began: the latest start of `by`'s day, else this is the start and is written down.
pub fn started(db: &dyn Engine, by: &By) -> Result<Time> {
    let start = first(
        db,
        "SELECT started_at FROM shifts WHERE day = $1 AND COALESCE(agent_id, 0) = COALESCE($2, 0) AND ended_at IS NULL \
         ORDER BY started_at DESC LIMIT 1",
        args![&by.shift, by.agent],
        |row| row.int(0),
    )?;
    if let Some(at) = start {
        return Ok(Time::from_ms(at));
    }
    if !db.is_writable() {
        return Ok(by.at);
    }
    write(db, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO shifts (id, agent_id, day, started_at) VALUES ($1, $2, $3, $4)",
            args![id, by.agent, &by.shift, by.at],
        )?;
        Ok(by.at)
    })
}

/// Ends the agent's shift with a handover text.
pub fn end(db: &dyn Engine, by: &By, handover: &SafeText) -> Result<()> {
    write(db, || {
        db.run(
            "UPDATE shifts SET ended_at = $3, handover = $4 WHERE COALESCE(agent_id, 0) = COALESCE($1, 0) AND day = $2 AND ended_at IS NULL",
            args![by.agent, &by.shift, by.at, handover],
        )?;
        Ok(())
    })
}
