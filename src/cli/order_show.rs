//! `kefu orders show`: one order, whole.

use serde_json::{Value, json};

use crate::domain::{Order, OrderStatus, Problem, Span};
use crate::store::{Engine, cases, orders};

use super::args::Reveal;
use super::context::Context;
use super::orders::find;
use super::out::Table;
use super::{Done, Outcome};

/// Our words for a status; the platform's own where we know none.
pub(super) fn status_words(context: &Context, order: &Order) -> String {
    match order.status {
        OrderStatus::Unknown if !order.raw_status.is_empty() => order.raw_status.to_string(),
        status => context.lang.order_status(status).to_owned(),
    }
}

/// Prints an order with its lines, what happened to it and its cases.
pub(super) fn show(context: &mut Context, number: &str, reveal: &Reveal) -> Outcome {
    let order = find(context, number)?;
    let words = context.revealed(reveal, std::slice::from_ref(&order))?;
    let store = context.store()?;
    let value = whole(context, store.db(), &order, &words)?;
    if context.json {
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    let age = lang.ago(Span::from_ms(context.now.since(order.seen_at).ms().max(0)));
    let mut table = Table::new(&["", ""]);
    let money = |amount: Option<crate::domain::Money>| amount.map(|a| a.shown()).unwrap_or_default();
    let address = value["address"].as_str().unwrap_or_default().to_owned();
    let receiver = value["receiver"].as_str().unwrap_or_default().to_owned();
    let rows = [
        (lang.cli_number(), order.number.clone()),
        (lang.cli_shop(), words.shop(order.shop).map(|s| s.name.to_string()).unwrap_or_default()),
        (lang.cli_buyer(), order.buyer.to_string()),
        (lang.cli_state(), status_words(context, &order)),
        (lang.cli_payable(), money(order.payable)),
        (lang.cli_paid(), money(order.paid)),
        (lang.cli_refunded(), money(order.refunded)),
        (lang.cli_placed(), words.short(order.created_at)),
        (lang.cli_paid_at(), words.short(order.paid_at)),
        (lang.cli_shipped_at(), words.short(order.shipped_at)),
        (lang.cli_signed_at(), words.short(order.signed_at)),
        (lang.cli_receiver(), format!("{receiver} {}", words.phone(&order.phone))),
        (lang.cli_address(), address),
        (lang.cli_tracking(), format!("{} {}", order.carrier, order.tracking.join(" "))),
        (lang.cli_memo(), order.memo.to_string()),
        (lang.cli_buyer_message(), order.buyer_message.to_string()),
        (lang.cli_known(), age),
    ];
    for (what, value) in rows {
        if !value.trim().is_empty() {
            table.row([what.to_owned(), value.trim().to_owned()]);
        }
    }
    context.out.list(&table)?;
    for line in orders::lines(store.db(), order.id)? {
        context.out.line(format!(
            "- {} {} x{} {}",
            line.title,
            line.sku,
            line.quantity,
            line.price.map(|p| p.shown()).unwrap_or_default()
        ))?;
    }
    for event in orders::timeline(store.db(), order.id)? {
        let by = words.agent_name(event.by).unwrap_or_default();
        context.out.line(format!("{}  {by} {} {}", words.short(event.at), event.what, event.text))?;
    }
    Ok(Done::Whole)
}

/// An order's shape with what happened to it and its cases.
fn whole(
    context: &mut Context,
    db: &dyn Engine,
    order: &Order,
    words: &super::shapes::Words,
) -> Result<Value, Problem> {
    let mut value = words.order(order, &orders::lines(db, order.id)?);
    value["timeline"] = words.timeline(&orders::timeline(db, order.id)?);
    let mut all = Vec::new();
    for case in cases::of_order(db, order.id)? {
        all.push(super::case::shape(context, db, &case, words)?);
    }
    value["cases"] = json!(all);
    Ok(value)
}
