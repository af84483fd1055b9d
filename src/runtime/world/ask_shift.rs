//! The to-do list of the shift, and the one most urgent thing.

use super::basis::Basis;
use crate::domain::aftersale::OrderClock;
use crate::domain::shift::{Item, SectionKind, ShiftInputs, ShiftList, ShiftSettings, build};
use crate::domain::urgency::{Urgent, most_urgent};
use crate::domain::{ChatState, ConversationId, Problem};
use crate::store::{Engine, conversations, orders, shift};

/// The list as of now.
pub(super) fn shift(basis: &Basis, db: &dyn Engine) -> Result<ShiftList, Problem> {
    let settings = settings(basis, db)?;
    let found = inputs(basis, db, &settings)?;
    Ok(build(&found, &shift::marks(db, basis.now())?, basis.now(), &settings))
}

/// The most urgent thing over chats, cases, unpaid orders, orders to ship and promises. It only points.
pub(super) fn urgent(basis: &Basis, db: &dyn Engine) -> Result<Option<Urgent>, Problem> {
    let (settings, now) = (settings(basis, db)?, basis.now());
    let found = inputs(basis, db, &settings)?;
    let list = build(&found, &shift::marks(db, now)?, now, &settings);
    // What was marked as done, or put off, is not pointed at again.
    let listed = |kind: SectionKind, is: &dyn Fn(&Item) -> bool| {
        list.section(kind).is_some_and(|section| section.items.iter().any(is))
    };
    let mut all: Vec<Urgent> = found.cases.iter().filter_map(|row| Urgent::case(&row.case, now)).collect();
    for row in &found.messages {
        if let Some(chat) = row.about.chat {
            let order = row.about.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
            let stake = order.and_then(|order| order.amount());
            all.push(Urgent::chat(chat, row.due_at.unwrap_or(row.waiting_since), stake));
        }
    }
    for row in &found.unpaid {
        if let (Some(order), Some(closes), Ok(_)) =
            (row.about.order, row.facts.ends_at, settings.reminders.due(&row.facts, now, settings.zone))
            && listed(SectionKind::Unpaid, &|item| item.about.order == Some(order))
        {
            all.push(Urgent::unpaid(order, closes, row.amount));
        }
    }
    for row in &found.to_ship {
        if let (Some(order), Some(ship_by)) = (row.about.order, row.ship_by)
            && listed(SectionKind::ToShip, &|item| item.about.order == Some(order))
        {
            all.push(Urgent::to_ship(order, ship_by, row.amount));
        }
    }
    for row in &found.promises {
        if listed(SectionKind::Promises, &|item| item.promise == Some(row.promise)) {
            all.push(Urgent::promise(row.promise, row.due_at, None));
        }
    }
    Ok(most_urgent(&all, now, None))
}

/// The most urgent chat that waits, but for the one in view.
pub(super) fn next_chat(
    basis: &Basis,
    db: &dyn Engine,
    but: Option<ConversationId>,
) -> Result<Option<ConversationId>, Problem> {
    let waiting = conversations::in_state(db, ChatState::Waiting, basis.now(), 2, 0)?;
    Ok(waiting.into_iter().map(|chat| chat.id).find(|id| Some(*id) != but))
}

fn settings(basis: &Basis, db: &dyn Engine) -> Result<ShiftSettings, Problem> {
    Ok(ShiftSettings {
        unpaid_after: basis.config().unpaid_after,
        reminders: basis.rules()?.reminders(),
        zone: basis.zone,
        ..ShiftSettings::starting(shift::started(db, &basis.by())?)
    })
}

/// What the list is built from, with the deadlines that the platform did not tell taken from the rules.
fn inputs(basis: &Basis, db: &dyn Engine, settings: &ShiftSettings) -> Result<ShiftInputs, Problem> {
    let rules = basis.rules()?;
    let mut found = shift::inputs(db, settings, basis.now())?;
    for row in &mut found.unpaid {
        row.facts.end_by(&rules);
    }
    for row in &mut found.to_ship {
        if let (None, Some(id)) = (row.ship_by, row.about.order) {
            let platform = orders::expect(db, id)?.platform;
            row.ship_by = rules.order_due(platform, OrderClock::ToShip, None, row.paid_at).map(|due| due.act_by);
        }
    }
    Ok(found)
}
