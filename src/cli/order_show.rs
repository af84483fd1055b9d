//! `kefu orders show`: one order, whole.

use serde_json::{Value, json};

use crate::domain::facts::is_masked;
use crate::domain::parcel::guess;
use crate::domain::ticket::StopOutcome;
use crate::domain::{Case, Order, OrderStatus, Problem, SafeText, Span, mask};
use crate::runtime::story;
use crate::store::{Engine, cases, order_acts, orders, payments, promises, tickets};

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
    let case_line = |case: &Case| {
        format!("{} {} {}", lang.case_type(case.kind), lang.stage(case.stage), lang.clock_cell(case, context.now))
    };
    let cases: Vec<String> = cases::of_order(store.db(), order.id)?.iter().map(case_line).collect();
    for line in cases {
        context.out.line(format!("- {} {line}", lang.f_case()))?;
    }
    for noted in order_acts::untold(store.db(), order.id)? {
        let said = lang.intention(&noted, mask::address);
        context.out.line(format!("- {said} {}", words.short(noted.at)))?;
    }
    for line in super::shop_writes::lines(context, store.db(), order.id)? {
        context.out.line(format!("- {line}"))?;
    }
    for ticket in tickets::open_of_order(store.db(), order.id)? {
        let line = lang.ticket_row(&ticket, &words.short(ticket.due_at));
        context.out.line(format!("- {} {}", lang.f_ticket(), line.trim_end()))?;
    }
    for promise in promises::of_order(store.db(), order.id)? {
        let due = words.short(promise.due_at);
        context.out.line(format!("- {} {} {due}", lang.f_promise(), promise.text))?;
    }
    for parcel in orders::parcels(store.db(), order.id, &order.tracking)? {
        if let (true, Some(carrier)) = (order.carrier.is_empty() && parcel.carrier.is_empty(), guess(&parcel.number)) {
            context.out.line(format!("- {} {}", parcel.number, lang.carrier_guessed(lang.carrier(carrier))))?;
        }
        if !parcel.with.is_empty() {
            context.out.line(format!("- {} {}", parcel.number, lang.same_parcel(&parcel.with.join(" "))))?;
        }
    }
    for (field, other) in orders::conflicts(store.db(), order.id)? {
        let word = OrderStatus::parse(&other).map_or(other.clone(), |status| lang.order_status(status).to_owned());
        let said = lang.conflict_line(lang.order_field(&field), &SafeText::line(&word));
        context.out.line(format!("- {} {said}", lang.f_conflict()))?;
    }
    if [&order.receiver, &order.phone].into_iter().any(|text| is_masked(text)) {
        context.out.line(format!("- {}", lang.masked_in_file()))?;
    }
    for event in story(store.db(), lang, &order)?.events {
        let (at, what) = (words.short(event.at), lang.what_happened(&event.what));
        context.out.line(format!("{at}  {}  {what} {}", event.by, event.text))?;
    }
    Ok(Done::Whole)
}

/// An order's shape with all that happened to it, its parcels and its cases.
fn whole(
    context: &mut Context,
    db: &dyn Engine,
    order: &Order,
    words: &super::shapes::Words,
) -> Result<Value, Problem> {
    let mut value = words.order(order, &orders::lines(db, order.id)?);
    let text = |text: &SafeText| if text.is_empty() { Value::Null } else { json!(&**text) };
    let told = story(db, context.lang, order)?.events;
    let events = told.iter().map(|event| {
        json!({"at": words.time(event.at), "by": text(&event.by), "what": &*event.what, "text": text(&event.text)})
    });
    value["timeline"] = Value::Array(events.collect());
    let writes = crate::store::shop_writes::of_order(db, order.id)?;
    value["shop_writes"] = super::shop_writes::shapes(db, &writes, words)?;
    let parcels = orders::parcels(db, order.id, &order.tracking)?.into_iter().map(|parcel| {
        let named = [parcel.carrier.as_str(), order.carrier.as_str()].into_iter().find(|name| !name.is_empty());
        let guessed = if named.is_some() { None } else { guess(&parcel.number) };
        json!({"number": parcel.number, "carrier": named, "guess": guessed.map(|g| context.lang.carrier(g)), "with": parcel.with})
    });
    value["parcels"] = Value::Array(parcels.collect());
    let conflicts = orders::doubts(db, order.id)?.into_iter();
    let conflicts = conflicts.map(|d| json!({"field": &*d.field, "other": &*d.value, "source": text(&d.source)}));
    value["conflicts"] = Value::Array(conflicts.collect());
    let paid = payments::of_order(db, &order.number)?.into_iter().map(|payment| {
        json!({
            "at": words.time(payment.at),
            "amount": payment.amount.to_string(),
            "currency": payment.amount.currency().code(),
            "kind": text(&payment.kind),
            "trade": text(&payment.trade),
            "source": payment.source,
        })
    });
    value["payments"] = Value::Array(paid.collect());
    let open = tickets::open_of_order(db, order.id)?.into_iter().map(|ticket| {
        json!({
            "id": ticket.id.to_string(),
            "kind": ticket.kind.code(),
            "to": ticket.desk.code(),
            "state": ticket.state.code(),
            "due_at": words.time(ticket.due_at),
            "answer": ticket.answer.as_deref(),
            "outcome": ticket.outcome.map(StopOutcome::code),
        })
    });
    value["tickets"] = Value::Array(open.collect());
    let mut all = Vec::new();
    for case in cases::of_order(db, order.id)? {
        all.push(super::case::shape(context, db, &case, words)?);
    }
    value["cases"] = json!(all);
    Ok(value)
}
