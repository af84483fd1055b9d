//! What is written to a Vendure shop: notes, refunds with their settling, cancellations. Each is one mutation, sent once.

use serde_json::{Value, json};

use super::Vendure;
use crate::domain::shop_write::{Made, ShopAct, Wanted, WriteFault, WriteTrouble, key_in};
use crate::domain::source::SourceFault;
use crate::domain::source_word::SourceWord;
use crate::domain::{Money, SafeText};
use crate::source::http::{Answer, Happened, Unanswered};
use crate::source::json::{int, list, text};

const WRITES: &str = include_str!("writes.graphql");
/// Entries of an order's history among which a note is looked for, the newest.
const HISTORY: usize = 100;

pub(super) fn write(shop: &mut Vendure, wanted: &Wanted) -> Result<Made, WriteTrouble> {
    match wanted.act {
        ShopAct::Note => {
            let input = json!({"id": wanted.order, "note": wanted.said(), "isPublic": false});
            tell(shop, "Note", &json!({ "input": input }))?;
            // The answer is the order; the entry itself is found by its key.
            Ok(Made { id: wanted.key.clone(), whole: true })
        }
        ShopAct::Cancel => {
            let input = json!({"orderId": wanted.order, "reason": wanted.said(), "cancelShipping": true});
            let data = tell(shop, "Cancel", &json!({ "input": input }))?;
            taken(&data, "/cancelOrder", "Order")?;
            Ok(Made { id: wanted.order.clone(), whole: true })
        }
        ShopAct::Refund => refund(shop, wanted),
    }
}

/// Gives money back on the payment that has most of it left. Lines, shipping and adjustment are called deprecated and
/// are wanted all the same: without them the server ends in its database.
fn refund(shop: &mut Vendure, wanted: &Wanted) -> Result<Made, WriteTrouble> {
    let amount = wanted.amount.ok_or(WriteTrouble::Refused(WriteFault::Moved))?;
    let data = look(shop, "Payments", &json!({"id": wanted.order})).map_err(WriteTrouble::NotSent)?;
    let payments = list(&data, "/order/payments");
    let known = payments.iter().flat_map(|payment| list(payment, "/refunds"));
    if let Some(there) = known.into_iter().find(|refund| key_in(&text(refund, "/reason")) == Some(&wanted.key)) {
        return made(shop, there);
    }
    let settled = payments.iter().filter(|payment| text(payment, "/state") == "Settled");
    let Some(payment) = settled.max_by_key(|payment| left(payment)) else {
        let nothing = SafeText::line(&Money::new(0, amount.currency()).shown());
        return Err(WriteTrouble::Refused(WriteFault::OverCap(nothing)));
    };
    let input = json!({
        "paymentId": text(payment, "/id"), "amount": amount.minor(), "reason": wanted.said(),
        "lines": [], "shipping": 0, "adjustment": 0,
    });
    let data = tell(shop, "Refund", &json!({ "input": input }))?;
    if let Some(most) = int(&data, "/refundOrder/maximumRefundable") {
        let most = SafeText::line(&Money::new(most, amount.currency()).shown());
        return Err(WriteTrouble::Refused(WriteFault::OverCap(most)));
    }
    made(shop, taken(&data, "/refundOrder", "Refund")?)
}

/// What a payment has left to give back; a refund that failed took nothing.
fn left(payment: &Value) -> i64 {
    let back = list(payment, "/refunds").iter().filter(|refund| text(refund, "/state") != "Failed");
    let back: i64 = back.filter_map(|refund| int(refund, "/total")).fold(0, i64::saturating_add);
    int(payment, "/amount").unwrap_or(0).saturating_sub(back)
}

fn made(shop: &Vendure, refund: &Value) -> Result<Made, WriteTrouble> {
    let id = text(refund, "/id");
    if id.is_empty() {
        return Err(WriteTrouble::Unknown(SourceFault::Odd(SourceWord::NoRefundId.into())));
    }
    match text(refund, "/state").as_str() {
        "Failed" => Err(WriteTrouble::Refused(WriteFault::Provider)),
        state => Ok(Made { id: format!("{}/{id}", shop.access.name), whole: state == "Settled" }),
    }
}

/// Says that the money of a refund has left: for ways of paying that give nothing back by themselves.
pub(super) fn finish(shop: &mut Vendure, made: &str, wanted: &Wanted) -> Result<(), WriteTrouble> {
    let id = made.rsplit('/').next().unwrap_or(made);
    let input = json!({"id": id, "transactionId": wanted.key});
    let data = tell(shop, "Settle", &json!({ "input": input }))?;
    taken(&data, "/settleRefund", "Refund").map(drop)
}

/// The id of the note with a key.
pub(super) fn note(shop: &mut Vendure, order: &str, key: &str) -> Result<Option<String>, SourceFault> {
    let options = json!({"take": HISTORY, "sort": {"createdAt": "DESC"}, "filter": {"type": {"eq": "ORDER_NOTE"}}});
    let data = look(shop, "Notes", &json!({"id": order, "options": options}))?;
    let mut entries = list(&data, "/order/history/items").iter();
    let found = entries.find(|entry| key_in(&text(entry, "/data/note")) == Some(key));
    Ok(found.map(|entry| text(entry, "/id")))
}

/// The part of the answer, when it is of the type that says it was done; else the refusal in it.
fn taken<'d>(data: &'d Value, at: &str, kind: &str) -> Result<&'d Value, WriteTrouble> {
    let part = data.pointer(at).unwrap_or(&Value::Null);
    match text(part, "/__typename").as_str() {
        word if word == kind => Ok(part),
        "" => Err(WriteTrouble::Unknown(SourceFault::Odd(SourceWord::NoData.into()))),
        _ => {
            let said = [text(part, "/errorCode"), text(part, "/message")].join(" ");
            Err(WriteTrouble::Refused(WriteFault::Refused(SafeText::line(said.trim()))))
        }
    }
}

fn look(shop: &mut Vendure, operation: &str, variables: &Value) -> Result<Value, SourceFault> {
    shop.ask_of(WRITES, operation, variables)
}

/// Sends a mutation. A session that ran out is begun anew and the mutation sent again: it was not looked at.
fn tell(shop: &mut Vendure, operation: &str, variables: &Value) -> Result<Value, WriteTrouble> {
    let again = shop.token.is_some() && shop.access.user.is_some();
    match told(shop, operation, variables) {
        Err(WriteTrouble::NotSent(SourceFault::SignIn(_))) if again => {
            shop.token = None;
            told(shop, operation, variables)
        }
        answered => answered,
    }
}

fn told(shop: &mut Vendure, operation: &str, variables: &Value) -> Result<Value, WriteTrouble> {
    shop.signed_in().map_err(WriteTrouble::NotSent)?;
    let Answer { mut body, .. } = shop.mutate(WRITES, operation, variables).map_err(trouble)?;
    if body.get("errors").is_some() {
        return Err(in_words(&body));
    }
    match body.get_mut("data").map(Value::take) {
        Some(data) if data.is_object() => Ok(data),
        _ => Err(WriteTrouble::Unknown(SourceFault::Odd(SourceWord::NoData.into()))),
    }
}

fn trouble(unanswered: Unanswered) -> WriteTrouble {
    match unanswered.happened {
        Happened::No => WriteTrouble::NotSent(unanswered.fault),
        // GraphQL's own refusals come with a status of 400 and a document.
        Happened::Refused if unanswered.body.get("errors").is_some() => in_words(&unanswered.body),
        Happened::Refused => WriteTrouble::Refused(WriteFault::Refused(unanswered.fault.detail())),
        Happened::Maybe => WriteTrouble::Unknown(unanswered.fault),
    }
}

/// An error in the document: what was never begun is told apart from what broke on the way.
fn in_words(body: &Value) -> WriteTrouble {
    let said = SafeText::line(&text(body, "/errors/0/message"));
    match text(body, "/errors/0/extensions/code").as_str() {
        "FORBIDDEN" | "UNAUTHORIZED" | "UNAUTHENTICATED" => WriteTrouble::NotSent(SourceFault::SignIn(said)),
        "GRAPHQL_VALIDATION_FAILED"
        | "GRAPHQL_PARSE_FAILED"
        | "BAD_USER_INPUT"
        | "USER_INPUT_ERROR"
        | "ENTITY_NOT_FOUND" => WriteTrouble::Refused(WriteFault::Refused(said)),
        _ => WriteTrouble::Unknown(SourceFault::Odd(said)),
    }
}
