//! Amazon's flat file: TAB-separated, one row per item, amounts of the item in the marketplace's currency.

mod orders;

pub(crate) use orders::Orders;

use super::columns::{Alias, Field};
use super::format::Header;
use crate::domain::OrderStatus;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["amazonorderid"]),
    (Field::LineId, &["orderitemid", "amazonorderitemid"]),
    (Field::Created, &["purchasedate"]),
    (Field::Status, &["orderstatus"]),
    (Field::RefundStatus, &["itemstatus"]),
    (Field::Title, &["productname"]),
    (Field::OuterId, &["sku"]),
    (Field::ProductId, &["asin"]),
    (Field::Quantity, &["quantity", "quantitypurchased"]),
    (Field::Currency, &["currency"]),
    (Field::LineTotal, &["itemprice"]),
    (Field::Tax, &["itemtax"]),
    (Field::LineFreight, &["shippingprice"]),
    (Field::Goods, &["shippingtax"]),
    (Field::LineDiscount, &["itempromotiondiscount"]),
    (Field::Postage, &["shippromotiondiscount"]),
    (Field::Buyer, &["buyeremail", "buyername"]),
    (Field::Receiver, &["recipientname"]),
    (Field::Mobile, &["shipphonenumber", "buyerphonenumber"]),
    (Field::Address, &["shipaddress1"]),
    (Field::NewAddress, &["shipaddress2"]),
    (Field::City, &["shipcity"]),
    (Field::Province, &["shipstate"]),
    (Field::Zip, &["shippostalcode"]),
    (Field::Country, &["shipcountry"]),
];

/// True for a header of Amazon's order report.
pub(super) fn recognise(header: &Header) -> bool {
    header.has("amazonorderid") && header.has("orderstatus")
}

/// The status behind Amazon's words.
pub fn status(words: &str) -> OrderStatus {
    use OrderStatus as S;
    match words.to_ascii_lowercase().replace(' ', "").as_str() {
        "pending" | "pendingavailability" | "payment-pending" => S::Unpaid,
        "unshipped" | "unfulfillable" | "pending-waitingforpickup" | "invoiceunconfirmed" => S::ToShip,
        "partiallyshipped" => S::PartShipped,
        "shipped"
        | "shipping"
        | "shipped-pickedup"
        | "shipped-outfordelivery"
        | "shipped-undeliverable"
        | "shipped-losttointransit"
        | "shipped-lostintransit"
        | "shipped-damaged"
        | "shipped-rejectedbybuyer"
        | "shipped-returningtoseller" => S::Shipped,
        "shipped-deliveredtobuyer" | "complete" | "completed" | "delivered" => S::Success,
        "cancelled" | "canceled" | "shipped-returnedtoseller" => S::Closed,
        _ => S::Unknown,
    }
}
