//! Reads of orders: windows of the list, and one order with its timeline.

use super::ask_desk::tag_of;
use super::basis::Basis;
use super::money::authority;
use crate::app::msg::{AtShop, OrderPage, OrderParcel, OrderRow, OrdersAsk, OrdersPage, OrdersView};
use crate::domain::aftersale::{OrderAsk, OrderClock};
use crate::domain::facts::is_masked;
use crate::domain::shop_write::ShopWrite;
use crate::domain::{Order, OrderFilter, OrderId, OrderQuery, OrderStatus, Problem, SafeText, Time};
use crate::runtime::at_shop::reach;
use crate::runtime::{order_act, story};
use crate::store::goods::reviews;
use crate::store::{
    Engine, cases, conversations, desk, order_acts, orders, promises, reminders, review_cases, search, shop_writes,
    shops, tickets,
};

/// A list is counted this far beyond its window, so that scrolling goes on while a million rows are never counted.
const AHEAD: usize = 5_000;
/// Orders of one customer that are listed at most.
const OF_CUSTOMER: usize = 500;
/// Orders that tell whether the files are masked.
const NEWEST: usize = 20;

/// A window of orders.
pub(super) fn page(basis: &Basis, db: &dyn Engine, ask: &OrdersAsk) -> Result<OrdersPage, Problem> {
    let (found, total, at_least) = match &ask.view {
        OrdersView::All => listed(db, None, ask)?,
        OrdersView::Status(status) => listed(db, Some(*status), ask)?,
        OrdersView::Chat(id) => {
            let chat = conversations::by_id(db, *id)?;
            let mut all =
                chat.map(|chat| super::ask_chat::orders_of(db, &chat, OF_CUSTOMER)).transpose()?.unwrap_or_default();
            if let Some(sort) = ask.sort {
                all.sort_by_key(|order| std::cmp::Reverse((sort.weight(order), order.id)));
            }
            let total = all.len();
            (window(all, ask), total, total == OF_CUSTOMER)
        }
        OrdersView::One(id) => {
            let one: Vec<Order> = orders::by_id(db, *id)?.into_iter().collect();
            let total = one.len();
            (window(one, ask), total, false)
        }
        OrdersView::Search(typed) => match searched(db, typed, basis.now(), ask) {
            Ok(found) => found,
            Err(Problem::Query(fault)) => return Ok(OrdersPage { fault: Some(fault), ..OrdersPage::default() }),
            Err(problem) => return Err(problem),
        },
    };
    let masked = total == 0 && matches!(ask.view, OrdersView::Search(_)) && newest_are_masked(db)?;
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
    Ok(OrdersPage { rows, total, at_least, fault: None, masked })
}

type Listed = (Vec<Order>, usize, bool);

fn listed(db: &dyn Engine, status: Option<OrderStatus>, ask: &OrdersAsk) -> Result<Listed, Problem> {
    let (found, total) = orders::page_after(db, status, ask.after, (ask.start, ask.len), AHEAD)?;
    Ok((found, total, total >= ask.start + ask.len + AHEAD))
}

fn searched(db: &dyn Engine, typed: &str, now: Time, ask: &OrdersAsk) -> Result<Listed, Problem> {
    let query = OrderQuery::parse(typed).map_err(Problem::Query)?;
    let looked = search::look_up(db, &query, now, ask.start, ask.len)?;
    Ok((looked.hits.into_iter().map(|hit| hit.order).collect(), looked.total, looked.at_least))
}

/// True when the newest orders tell no clear receiver: who looks for one should hear that.
fn newest_are_masked(db: &dyn Engine) -> Result<bool, Problem> {
    let newest = orders::page(db, &OrderFilter::default(), NEWEST, 0)?;
    Ok(newest.iter().any(|order| is_masked(&order.receiver) || is_masked(&order.phone)))
}

fn window(all: Vec<Order>, ask: &OrdersAsk) -> Vec<Order> {
    all.into_iter().skip(ask.start).take(ask.len).collect()
}

/// An order, whole; nothing when there is none of this id.
pub(super) fn order(basis: &Basis, db: &dyn Engine, id: OrderId) -> Result<Option<OrderPage>, Problem> {
    let Some(order) = orders::by_id(db, id)? else { return Ok(None) };
    let told = story(db, basis.lang, &order)?;
    let parcels = orders::parcels(db, id, &order.tracking)?;
    let conflicts = orders::conflicts(db, id)?;
    Ok(Some(OrderPage {
        shop: shops::by_id(db, order.shop)?,
        lines: orders::lines(db, id)?,
        timeline: told.events,
        cases: cases::of_order(db, id)?,
        promises: promises::of_order(db, id)?,
        intentions: order_acts::untold(db, id)?,
        tickets: tickets::open_of_order(db, id)?,
        address: order_act::address_check(db, &order)?,
        reminded: reminders::answered(db, id)?,
        chat: told.chat,
        receipt: receipt(basis, db, &order)?,
        compensations: crate::store::compensations::of_order(db, id)?,
        reviews: reviews::of_order(db, id)?,
        review_cases: review_cases::of_order(db, id)?,
        at_shop: at_shop(basis, db, &order, shop_writes::of_order(db, id)?)?,
        parcels: parcels.into_iter().map(parcel).collect(),
        conflicts: conflicts.into_iter().map(|(a, b)| (SafeText::line(&a), SafeText::line(&b))).collect(),
        more_messages: told.more,
        order,
    }))
}

/// What is written to the shop of an order.
pub(super) fn at_shop(
    basis: &Basis,
    db: &dyn Engine,
    order: &Order,
    writes: Vec<ShopWrite>,
) -> Result<AtShop, Problem> {
    let written = reach(db, &basis.config().sources, order.id)?.is_some();
    if !written && writes.is_empty() {
        return Ok(AtShop::default());
    }
    let authority = authority(db, &basis.me, None)?;
    Ok(AtShop { written, writes, my_limit: basis.rules_at(db)?.limits.unasked(&authority, order.currency) })
}

/// When the platform takes a shipped order as received: the rule's time, which stands still while a case is open.
fn receipt(basis: &Basis, db: &dyn Engine, order: &Order) -> Result<Option<(Time, Option<Time>)>, Problem> {
    let Some(start) = order.shipped_at.filter(|_| order.status == OrderStatus::Shipped) else { return Ok(None) };
    let rules = basis.rules_at(db)?;
    let ask = OrderAsk { platform: order.platform, shop: Some(order.shop), on: OrderClock::Receipt, tag: None, start };
    let cases: Vec<_> = cases::of_order(db, order.id)?.iter().map(|case| (case.opened_at, case.ended_at)).collect();
    Ok(rules.receipt(&ask, &cases).map(|held| (held.due.presume_at, held.stopped_at)))
}

fn parcel(parcel: orders::Parcel) -> OrderParcel {
    OrderParcel {
        number: SafeText::line(&parcel.number),
        carrier: SafeText::line(&parcel.carrier),
        with: parcel.with.iter().map(|number| SafeText::line(number)).collect(),
    }
}

/// The saved searches.
pub(super) fn views(db: &dyn Engine) -> Result<Vec<(SafeText, String)>, Problem> {
    Ok(orders::views::all(db)?.into_iter().map(|view| (view.name, view.query)).collect())
}
