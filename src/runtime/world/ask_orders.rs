//! Reads of orders: windows of the list, and one order with its timeline.

use std::collections::HashMap;

use super::ask_desk::tag_of;
use super::basis::Basis;
use crate::app::msg::{Happened, OrderPage, OrderRow, OrdersAsk, OrdersPage, OrdersView};
use crate::domain::{AgentId, Order, OrderFilter, OrderId, Problem, SafeText, Sender};
use crate::store::{Engine, agents, cases, conversations, desk, messages, orders, promises, search, shops};

/// A list is counted this far beyond its window, so that scrolling goes on while a million rows are never counted.
const AHEAD: usize = 5_000;
/// Orders of one customer that are listed at most.
const OF_CUSTOMER: usize = 500;
/// Messages in an order's timeline at most.
const SAID: usize = 100;

/// A window of orders.
pub(super) fn page(db: &dyn Engine, ask: &OrdersAsk) -> Result<OrdersPage, Problem> {
    let end = ask.start + ask.len;
    let (found, total, at_least) = match &ask.view {
        OrdersView::All => listed(db, None, ask)?,
        OrdersView::Status(status) => listed(db, Some(*status), ask)?,
        OrdersView::Chat(id) => {
            let chat = conversations::by_id(db, *id)?;
            let all =
                chat.map(|chat| super::ask_chat::orders_of(db, &chat, OF_CUSTOMER)).transpose()?.unwrap_or_default();
            let total = all.len();
            (window(all, ask), total, total == OF_CUSTOMER)
        }
        OrdersView::One(id) => {
            let one: Vec<Order> = orders::by_id(db, *id)?.into_iter().collect();
            let total = one.len();
            (window(one, ask), total, false)
        }
        OrdersView::Search(typed) => {
            let hits: Vec<Order> = search::find_orders(db, typed, end + 1)?.into_iter().map(|hit| hit.order).collect();
            let total = hits.len();
            (window(hits, ask), total, total > end)
        }
    };
    let shops = shops::all(db)?;
    let ids: Vec<OrderId> = found.iter().map(|order| order.id).collect();
    let reminded = desk::reminded(db, &ids)?;
    let rows = found
        .into_iter()
        .zip(reminded)
        .map(|(order, reminded)| {
            let tag = tag_of(&shops, Some(order.shop)).unwrap_or_else(|| SafeText::line(order.platform.tag()));
            OrderRow { order, tag, reminded }
        })
        .collect();
    Ok(OrdersPage { rows, total, at_least })
}

type Listed = (Vec<Order>, usize, bool);

fn listed(db: &dyn Engine, status: Option<crate::domain::OrderStatus>, ask: &OrdersAsk) -> Result<Listed, Problem> {
    let filter = OrderFilter { status, ..OrderFilter::default() };
    let found = orders::page(db, &filter, ask.len, ask.start)?;
    let most = ask.start + ask.len + AHEAD;
    let total = desk::orders_up_to(db, status, most)?;
    Ok((found, total, total == most))
}

fn window(all: Vec<Order>, ask: &OrdersAsk) -> Vec<Order> {
    all.into_iter().skip(ask.start).take(ask.len).collect()
}

/// An order, whole; nothing when there is none of this id.
pub(super) fn order(basis: &Basis, db: &dyn Engine, id: OrderId) -> Result<Option<OrderPage>, Problem> {
    let Some(order) = orders::by_id(db, id)? else { return Ok(None) };
    let chat = conversations::of_order(db, id, 1)?.into_iter().next().map(|chat| chat.id);
    Ok(Some(OrderPage {
        shop: shops::by_id(db, order.shop)?,
        lines: orders::lines(db, id)?,
        timeline: timeline(basis, db, &order, chat)?,
        cases: cases::of_order(db, id)?,
        promises: promises::of_order(db, id)?,
        chat,
        order,
    }))
}

/// What happened to an order and what was said and decided about it, oldest first.
fn timeline(
    basis: &Basis,
    db: &dyn Engine,
    order: &Order,
    chat: Option<crate::domain::ConversationId>,
) -> Result<Vec<Happened>, Problem> {
    let mut names = Names::default();
    let mut all = Vec::new();
    let code = SafeText::line;
    for (at, what) in [
        (order.created_at, "placed"),
        (order.paid_at, "paid"),
        (order.shipped_at, "shipped"),
        (order.signed_at, "signed"),
        (order.finished_at, "finished"),
    ] {
        all.extend(at.map(|at| Happened { at, by: SafeText::default(), what: code(what), text: SafeText::default() }));
    }
    for event in orders::timeline(db, order.id)? {
        all.push(Happened { at: event.at, by: names.of(db, event.by)?, what: event.what, text: event.text.to_line() });
    }
    for case in cases::of_order(db, order.id)? {
        for event in cases::history(db, case.id)? {
            let step = basis.lang.case_step(event.step);
            let text = event.note.map_or_else(|| step.to_owned(), |note| format!("{step}: {note}"));
            all.push(Happened { at: event.at, by: names.of(db, event.by)?, what: code("case"), text: code(&text) });
        }
    }
    if let Some(chat) = chat {
        for said in messages::page(db, chat, None, SAID)? {
            let by = match said.from {
                Sender::Customer => order.buyer.clone(),
                Sender::Agent | Sender::Note => names.of(db, said.agent)?,
                Sender::Bot | Sender::System => SafeText::default(),
            };
            let what = if said.from == Sender::Note { "note" } else { "message" };
            all.push(Happened { at: said.at, by, what: code(what), text: said.text.to_line() });
        }
    }
    all.sort_by_key(|happened| happened.at);
    Ok(all)
}

/// Names of agents, each looked up once.
#[derive(Default)]
struct Names(HashMap<AgentId, SafeText>);

impl Names {
    fn of(&mut self, db: &dyn Engine, id: Option<AgentId>) -> Result<SafeText, Problem> {
        let Some(id) = id else { return Ok(SafeText::default()) };
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = agents::by_id(db, id)?.map(|agent| agent.name).unwrap_or_default();
        self.0.insert(id, name.clone());
        Ok(name)
    }
}
