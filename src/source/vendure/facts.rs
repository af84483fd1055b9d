//! What an order of Vendure says, in the words of the intake.

use serde_json::Value;

use crate::domain::source::Told;
use crate::domain::{Currency, Fact, FactSource, LineFacts, Money, OrderFacts, OrderStatus, RawText, RefundFacts};
use crate::source::Access;
use crate::source::json::{first, hash, int, joined, list, minor, raw, text, time};

/// An order with its lines and refunds; nothing for a basket, a draft, or what has no number.
pub(super) fn told(order: &Value, access: &Access) -> Option<Told> {
    let (id, number) = (text(order, "/id"), text(order, "/code"));
    let state = text(order, "/state");
    // A marketplace splits one purchase into orders of its sellers: the whole one is what the buyer knows.
    let of_seller = text(order, "/type") == "Seller";
    if id.is_empty() || number.is_empty() || of_seller || matches!(state.as_str(), "Created" | "Draft") {
        return None;
    }
    let currency = Currency::parse(&text(order, "/currencyCode"))?;
    let mut facts: Vec<Fact> = vec![whole(order, &number, &state, currency).into()];
    let lines = list(order, "/lines").iter().zip(1..);
    facts.extend(lines.map(|(one, ordinal)| line(one, &number, ordinal, &state, currency).into()));
    for payment in list(order, "/payments") {
        let refunds = list(payment, "/refunds").iter();
        facts.extend(refunds.map(|refund| refund_of(refund, order, &number, &access.name, currency).into()));
    }
    let mut content = order.clone();
    if let Some(content) = content.as_object_mut() {
        content.remove("updatedAt");
    }
    Some(Told { id, number, hash: hash(&content), facts })
}

/// Vendure's states (3.7); a shop may add its own, which stay unknown and are shown as they are.
fn status(state: &str) -> OrderStatus {
    match state {
        "AddingItems" | "ArrangingPayment" => OrderStatus::Unpaid,
        "ArrangingAdditionalPayment" => OrderStatus::BalanceUnpaid,
        "PaymentAuthorized" | "PaymentSettled" | "Modifying" => OrderStatus::ToShip,
        "PartiallyShipped" => OrderStatus::PartShipped,
        "Shipped" | "PartiallyDelivered" => OrderStatus::Shipped,
        "Delivered" => OrderStatus::Success,
        "Cancelled" => OrderStatus::Closed,
        _ => OrderStatus::Unknown,
    }
}

fn whole(order: &Value, number: &str, state: &str, currency: Currency) -> OrderFacts {
    let settled: Vec<&Value> =
        list(order, "/payments").iter().filter(|payment| text(payment, "/state") == "Settled").collect();
    let paid = sum(settled.iter().filter_map(|payment| int(payment, "/amount")), currency);
    let refunds = list(order, "/payments").iter().flat_map(|payment| list(payment, "/refunds"));
    let back = refunds.filter(|refund| text(refund, "/state") == "Settled").filter_map(|refund| int(refund, "/total"));
    let parcels: Vec<&Value> = list(order, "/fulfillments").iter().filter(|f| is_sent(f)).collect();
    let of = |at: &str| parcels.iter().map(|parcel| text(parcel, at)).collect::<Vec<_>>();
    let last = |rows: &[&Value], at: &str| rows.iter().filter_map(|row| time(row, at)).max();
    let delivered = state == "Delivered";
    let lines = list(order, "/lines");
    let names: Vec<String> = lines.iter().map(|line| text(line, "/productVariant/name")).collect();
    let address = order.get("shippingAddress").unwrap_or(&Value::Null);
    let place = ["/country", "/province", "/city", "/streetLine1", "/streetLine2", "/company", "/postalCode"];
    OrderFacts {
        source: FactSource::Live,
        number: number.to_owned(),
        buyer: buyer(order),
        raw_status: RawText::new(state),
        status: Some(status(state)),
        currency,
        payable: minor(order, "/totalWithTax", currency),
        paid: (!settled.is_empty()).then_some(paid),
        freight: minor(order, "/shippingWithTax", currency),
        refunded: Some(sum(back, currency)),
        created_at: time(order, "/orderPlacedAt").or_else(|| time(order, "/createdAt")),
        paid_at: last(&settled, "/createdAt"),
        shipped_at: parcels.iter().filter_map(|parcel| time(parcel, "/createdAt")).min(),
        finished_at: match state {
            "Delivered" => last(&parcels, "/updatedAt"),
            "Cancelled" => time(order, "/updatedAt"),
            _ => None,
        },
        signed_at: if delivered { last(&parcels, "/updatedAt") } else { None },
        receiver: raw(address, "/fullName"),
        phone: RawText::new(first(text(address, "/phoneNumber"), || text(order, "/customer/phoneNumber"))),
        address: RawText::new(joined(&place.map(|at| text(address, at)), " ")),
        carrier: RawText::new(of("/method").into_iter().next().unwrap_or_default()),
        tracking: joined(&of("/trackingCode").iter().map(|code| code.replace(' ', "")).collect::<Vec<_>>(), " "),
        title: RawText::new(joined(&names, "; ")),
        pieces: Some(lines.iter().filter_map(|line| int(line, "/quantity")).sum()),
        ..OrderFacts::default()
    }
}

/// Who bought: the address they sign in with, else their name.
fn buyer(order: &Value) -> RawText {
    let name = || joined(&[text(order, "/customer/lastName"), text(order, "/customer/firstName")], " ");
    RawText::new(first(text(order, "/customer/emailAddress"), name))
}

fn is_sent(parcel: &Value) -> bool {
    matches!(text(parcel, "/state").as_str(), "Shipped" | "Delivered")
}

fn sum(amounts: impl Iterator<Item = i64>, currency: Currency) -> Money {
    Money::new(amounts.fold(0, i64::saturating_add), currency)
}

fn line(line: &Value, order: &str, ordinal: u32, state: &str, currency: Currency) -> LineFacts {
    let quantity = int(line, "/quantity");
    let options: Vec<String> =
        list(line, "/productVariant/options").iter().map(|option| text(option, "/name")).collect();
    LineFacts {
        order: order.to_owned(),
        line: text(line, "/id"),
        ordinal,
        title: raw(line, "/productVariant/name"),
        sku: RawText::new(joined(&options, ";")),
        outer_id: text(line, "/productVariant/sku"),
        quantity,
        price: minor(line, "/unitPriceWithTax", currency),
        paid: minor(line, "/proratedLinePriceWithTax", currency),
        // A line that was cancelled to nothing stays, with no piece left.
        status: Some(if quantity == Some(0) { OrderStatus::Closed } else { status(state) }),
        raw_status: RawText::new(state),
        ..LineFacts::default()
    }
}

/// A refund: asked for and decided by the shop itself, so it stands where the money does.
fn refund_of(refund: &Value, order: &Value, number: &str, source: &str, currency: Currency) -> RefundFacts {
    let state = text(refund, "/state");
    let ended = time(refund, "/updatedAt").filter(|_| state != "Pending");
    let parcels = list(order, "/fulfillments");
    RefundFacts {
        platform_id: format!("{source}/{}", text(refund, "/id")),
        order: number.to_owned(),
        case_type: "refund_only",
        stage: match state.as_str() {
            "Pending" => "refunding",
            "Settled" => "done",
            "Failed" => "closed",
            _ => "",
        },
        raw_status: RawText::new(&*state),
        reason: raw(refund, "/reason"),
        goods: if parcels.iter().any(is_sent) { "" } else { "not_shipped" },
        amount: minor(refund, "/total", currency),
        applied_at: time(refund, "/createdAt"),
        closed_at: ended,
        buyer: buyer(order),
        ..RefundFacts::default()
    }
}
