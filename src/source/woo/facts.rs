//! What an order of WooCommerce says, in the words of the intake.

use serde_json::Value;

use crate::domain::source::Told;
use crate::domain::{Currency, Fact, FactSource, LineFacts, Money, OrderFacts, OrderStatus, RawText, RefundFacts};
use crate::source::Access;
use crate::source::json::{decimal, first, hash, int, joined, list, raw, text, utc};

/// An order with its lines and refunds; nothing for what has no number yet.
pub(super) fn told(order: &Value, refunds: &[Value], access: &Access) -> Option<Told> {
    let id = text(order, "/id");
    // A plugin may number orders otherwise than by their id.
    let number = first(text(order, "/number"), || id.clone());
    let state = text(order, "/status");
    if id.is_empty() || matches!(state.as_str(), "checkout-draft" | "auto-draft") {
        return None;
    }
    let currency = Currency::parse(&text(order, "/currency"))?;
    let mut facts: Vec<Fact> = vec![whole(order, refunds, &number, &state, currency).into()];
    let lines = list(order, "/line_items").iter().zip(1..);
    facts.extend(lines.map(|(one, ordinal)| line(one, &number, ordinal, &state, currency).into()));
    facts.extend(refunds.iter().map(|refund| refund_of(refund, order, &number, &access.name, currency).into()));
    let mut content = order.clone();
    if let Some(content) = content.as_object_mut() {
        content.remove("date_modified_gmt");
        content.insert("refunds".to_owned(), Value::Array(refunds.to_vec()));
    }
    Some(Told { id, number, hash: hash(&content), facts })
}

/// WooCommerce's own states; those of plugins stay unknown and are shown as they are. There is none for "shipped": shops
/// set an order to completed when it leaves.
fn status(state: &str) -> OrderStatus {
    match state.strip_prefix("wc-").unwrap_or(state) {
        "pending" | "on-hold" | "failed" => OrderStatus::Unpaid,
        "processing" => OrderStatus::ToShip,
        "completed" => OrderStatus::Success,
        "cancelled" | "refunded" | "trash" => OrderStatus::Closed,
        _ => OrderStatus::Unknown,
    }
}

fn whole(order: &Value, refunds: &[Value], number: &str, state: &str, currency: Currency) -> OrderFacts {
    let total = decimal(order, "/total", currency);
    let paid_at = utc(order, "/date_paid_gmt");
    let back = refunds.iter().filter_map(|refund| amount(refund, currency)).map(Money::minor);
    let freight = ["/shipping_total", "/shipping_tax"].map(|at| decimal(order, at, currency).map_or(0, Money::minor));
    let lines = list(order, "/line_items");
    let names: Vec<String> = lines.iter().map(|line| text(line, "/name")).collect();
    // Where the two are the same, the shop may leave the address of delivery empty.
    let none = Value::Null;
    let part = |name: &str| order.get(name).unwrap_or(&none);
    let to = Some(part("shipping")).filter(|to| !text(to, "/address_1").is_empty()).unwrap_or(part("billing"));
    let place = ["/country", "/state", "/city", "/address_1", "/address_2", "/company", "/postcode"];
    let parcels = parcels(order);
    let of = |at: &str| parcels.iter().map(|parcel| text(parcel, at)).collect::<Vec<_>>();
    let completed = utc(order, "/date_completed_gmt");
    OrderFacts {
        source: FactSource::Live,
        number: number.to_owned(),
        buyer: buyer(order),
        raw_status: RawText::new(state),
        status: Some(status(state)),
        currency,
        payable: total,
        paid: total.filter(|_| paid_at.is_some()),
        freight: Some(Money::new(freight.iter().sum(), currency)),
        refunded: Some(Money::new(back.fold(0, i64::saturating_add), currency)),
        created_at: utc(order, "/date_created_gmt"),
        paid_at,
        shipped_at: completed,
        finished_at: completed,
        receiver: RawText::new(joined(&[text(to, "/last_name"), text(to, "/first_name")], " ")),
        phone: RawText::new(first(text(to, "/phone"), || text(order, "/billing/phone"))),
        address: RawText::new(joined(&place.map(|at| text(to, at)), " ")),
        carrier: RawText::new(first(of("/custom_tracking_provider").concat(), || {
            of("/tracking_provider").into_iter().next().unwrap_or_default()
        })),
        tracking: joined(&of("/tracking_number").iter().map(|n| n.replace(' ', "")).collect::<Vec<_>>(), " "),
        buyer_message: raw(order, "/customer_note"),
        title: RawText::new(joined(&names, "; ")),
        pieces: Some(lines.iter().filter_map(|line| int(line, "/quantity")).sum()),
        ..OrderFacts::default()
    }
}

/// Who bought: their address for mail, else their name.
fn buyer(order: &Value) -> RawText {
    let name = || joined(&[text(order, "/billing/last_name"), text(order, "/billing/first_name")], " ");
    RawText::new(first(text(order, "/billing/email"), name))
}

/// Parcels, which only a plugin knows: where the widely used one for tracking keeps them.
fn parcels(order: &Value) -> Vec<&Value> {
    let meta = list(order, "/meta_data").iter();
    let mut kept = meta.filter(|meta| text(meta, "/key") == "_wc_shipment_tracking_items");
    kept.next().map_or(Vec::new(), |meta| list(meta, "/value").iter().collect())
}

fn line(line: &Value, order: &str, ordinal: u32, state: &str, currency: Currency) -> LineFacts {
    let quantity = int(line, "/quantity");
    let with_tax = |net: &str, tax: &str| {
        let net = decimal(line, net, currency)?;
        net.plus(decimal(line, tax, currency).unwrap_or(Money::new(0, currency))).ok()
    };
    // A piece's price is sent as a binary fraction; the line's own amount is exact.
    let before_discount = with_tax("/subtotal", "/subtotal_tax");
    let price = before_discount
        .zip(quantity.filter(|n| *n > 0))
        .map(|(all, n)| Money::new((all.minor() + n / 2).div_euclid(n), currency));
    let options: Vec<String> = list(line, "/meta_data")
        .iter()
        .filter(|meta| !text(meta, "/key").starts_with('_'))
        .map(|meta| text(meta, "/display_value"))
        .collect();
    LineFacts {
        order: order.to_owned(),
        line: text(line, "/id"),
        ordinal,
        title: raw(line, "/name"),
        sku: RawText::new(joined(&options, ";")),
        outer_id: text(line, "/sku"),
        quantity,
        price,
        paid: with_tax("/total", "/total_tax"),
        status: Some(status(state)),
        raw_status: RawText::new(state),
        ..LineFacts::default()
    }
}

/// A refund: it is there once the shop has made it, and has no states.
fn refund_of(refund: &Value, order: &Value, number: &str, source: &str, currency: Currency) -> RefundFacts {
    let made = utc(refund, "/date_created_gmt");
    RefundFacts {
        platform_id: format!("{source}/{}", text(refund, "/id")),
        order: number.to_owned(),
        case_type: "refund_only",
        stage: "done",
        raw_status: RawText::new("refunded"),
        reason: raw(refund, "/reason"),
        amount: amount(refund, currency),
        applied_at: made,
        closed_at: made,
        buyer: buyer(order),
        ..RefundFacts::default()
    }
}

/// What went back, which is listed below zero in an order and above it in a refund.
fn amount(refund: &Value, currency: Currency) -> Option<Money> {
    let said = first(text(refund, "/amount"), || text(refund, "/total"));
    Money::parse(said.trim_start_matches('-'), currency).ok()
}
