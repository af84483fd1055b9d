//! What is written to a WooCommerce shop: notes, refunds, cancellations. It knows no key that would keep a request from
//! being carried out twice, so ours stands in what it keeps, and is looked for first.

use serde_json::{Value, json};

use super::{PATH, Woo};
use crate::domain::shop_write::{Made, ShopAct, Wanted, WriteFault, WriteTrouble, key_in};
use crate::domain::source::SourceFault;
use crate::domain::source_word::SourceWord;
use crate::domain::{Currency, Money, SafeText};
use crate::source::http::{Happened, Unanswered};
use crate::source::json::{decimal, first, text};

/// The shop's word for a refund it does not make.
const NO_REFUND: &str = "woocommerce_rest_cannot_create_order_refund";

pub(super) fn write(shop: &mut Woo, wanted: &Wanted) -> Result<Made, WriteTrouble> {
    let order = &wanted.order;
    match wanted.act {
        ShopAct::Note => {
            let note = json!({"note": wanted.said(), "customer_note": false});
            let made = tell(shop, (false, &format!("/orders/{order}/notes")), &note)?;
            Ok(Made { id: id_of(&made)?, whole: true })
        }
        ShopAct::Cancel => {
            let made = tell(shop, (true, &format!("/orders/{order}")), &json!({"status": "cancelled"}))?;
            Ok(Made { id: id_of(&made)?, whole: true })
        }
        ShopAct::Refund => refund(shop, wanted),
    }
}

fn refund(shop: &mut Woo, wanted: &Wanted) -> Result<Made, WriteTrouble> {
    let amount = wanted.amount.ok_or(WriteTrouble::Refused(WriteFault::Moved))?;
    let path = format!("/orders/{}", wanted.order);
    let known = shop.list(&format!("{path}/refunds?per_page=100")).map_err(WriteTrouble::NotSent)?.0;
    if let Some(there) = known.iter().find(|refund| key_in(&text(refund, "/reason")) == Some(&wanted.key)) {
        return Ok(Made { id: named(shop, there)?, whole: true });
    }
    let order = shop.one(&format!("{path}?_fields=id,total,currency")).map_err(WriteTrouble::NotSent)?;
    over_cap(&order, &known, amount)?;
    // What is not said here the shop takes for wished: it would move money and goods.
    let refund = json!({
        "amount": amount.to_string(), "reason": wanted.said(), "api_refund": shop.access.gateway, "api_restock": false,
    });
    let made = tell(shop, (false, &format!("{path}/refunds")), &refund)?;
    Ok(Made { id: named(shop, &made)?, whole: true })
}

/// Refuses more than the order has left: the shop itself answers that as if it had broken down.
fn over_cap(order: &Value, known: &[Value], amount: Money) -> Result<(), WriteTrouble> {
    let currency = Currency::parse(&text(order, "/currency")).filter(|currency| *currency == amount.currency());
    let total = currency.and_then(|currency| decimal(order, "/total", currency));
    let Some(total) = total else {
        return Err(WriteTrouble::NotSent(SourceFault::Odd(SourceWord::NoTotal.into())));
    };
    let back = known.iter().filter_map(|refund| {
        let said = first(text(refund, "/amount"), || text(refund, "/total"));
        Money::parse(said.trim_start_matches('-'), total.currency()).ok()
    });
    let left = back.map(Money::minor).fold(total.minor(), i64::saturating_sub);
    if amount.minor() > left {
        let left = SafeText::line(&Money::new(left.max(0), total.currency()).shown());
        return Err(WriteTrouble::Refused(WriteFault::OverCap(left)));
    }
    Ok(())
}

/// The id of the note with a key.
pub(super) fn note(shop: &mut Woo, order: &str, key: &str) -> Result<Option<String>, SourceFault> {
    let notes = shop.list(&format!("/orders/{order}/notes?type=internal"))?.0;
    let found = notes.iter().find(|note| key_in(&text(note, "/note")) == Some(key));
    Ok(found.map(|note| text(note, "/id")))
}

fn named(shop: &Woo, refund: &Value) -> Result<String, WriteTrouble> {
    Ok(format!("{}/{}", shop.access.name, id_of(refund)?))
}

fn id_of(made: &Value) -> Result<String, WriteTrouble> {
    let id = text(made, "/id");
    let odd = || WriteTrouble::Unknown(SourceFault::Odd(SourceWord::NoId.into()));
    if id.is_empty() { Err(odd()) } else { Ok(id) }
}

fn tell(shop: &Woo, (put, path): (bool, &str), document: &Value) -> Result<Value, WriteTrouble> {
    let path = format!("{PATH}{path}");
    let answer = shop.http.write((put, &path), &[("authorization", &shop.basic())], document);
    answer.map(|answer| answer.body).map_err(|unanswered| trouble(shop, unanswered))
}

fn trouble(shop: &Woo, unanswered: Unanswered) -> WriteTrouble {
    let Unanswered { fault, happened, body } = unanswered;
    match happened {
        Happened::No => WriteTrouble::NotSent(fault),
        Happened::Refused => WriteTrouble::Refused(WriteFault::Refused(fault.detail())),
        // Its refusal of a refund comes as a breakdown. Only where no payment provider was asked is it sure that nothing
        // has left.
        Happened::Maybe if text(&body, "/code") == NO_REFUND && !shop.access.gateway => {
            WriteTrouble::Refused(WriteFault::Refused(fault.detail()))
        }
        Happened::Maybe => WriteTrouble::Unknown(fault),
    }
}
