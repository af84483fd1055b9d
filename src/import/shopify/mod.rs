//! Files of Shopify: the order's columns stand on its first row only, further lines follow below it.

mod orders;

pub(crate) use orders::Orders;

use super::columns::{Alias, Field};
use super::format::Header;
use crate::domain::OrderStatus;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["name"]),
    (Field::Buyer, &["email"]),
    (Field::Financial, &["financialstatus"]),
    (Field::PaidAt, &["paidat"]),
    (Field::Fulfilment, &["fulfillmentstatus"]),
    (Field::ShippedAt, &["fulfilledat"]),
    (Field::Currency, &["currency"]),
    (Field::Postage, &["shipping"]),
    (Field::Total, &["total"]),
    (Field::Created, &["createdat"]),
    (Field::Quantity, &["lineitemquantity"]),
    (Field::Title, &["lineitemname"]),
    (Field::Price, &["lineitemprice"]),
    (Field::OuterId, &["lineitemsku"]),
    (Field::Status, &["lineitemfulfillmentstatus"]),
    (Field::LineDiscount, &["lineitemdiscount"]),
    (Field::Receiver, &["shippingname", "billingname"]),
    (Field::Company, &["shippingcompany"]),
    (Field::Address, &["shippingaddress1", "shippingstreet"]),
    (Field::NewAddress, &["shippingaddress2"]),
    (Field::City, &["shippingcity"]),
    (Field::Zip, &["shippingzip"]),
    (Field::Province, &["shippingprovince"]),
    (Field::Country, &["shippingcountry"]),
    (Field::Mobile, &["shippingphone"]),
    (Field::Landline, &["phone"]),
    (Field::Message, &["notes"]),
    (Field::CancelledAt, &["cancelledat"]),
    (Field::Refunded, &["refundedamount"]),
    (Field::Outstanding, &["outstandingbalance"]),
];

/// True for a header of Shopify's order file.
pub(super) fn recognise(header: &Header) -> bool {
    header.has("name") && header.has("financialstatus") && (header.has("lineitemname") || header.has("total"))
}

/// The status behind the two words an order has. A file does not tell of arrivals: shipped is as far as it goes.
pub fn status(financial: &str, fulfilment: &str, cancelled: bool) -> OrderStatus {
    use OrderStatus as S;
    let (financial, fulfilment) = (financial.to_ascii_lowercase(), fulfilment.to_ascii_lowercase());
    if cancelled {
        return S::Closed;
    }
    match (financial.as_str(), fulfilment.as_str()) {
        ("voided" | "expired" | "refunded", _) => S::Closed,
        ("pending" | "authorized" | "partially_paid" | "paid" | "partially_refunded", "fulfilled") => S::Shipped,
        ("pending" | "authorized" | "partially_paid" | "paid" | "partially_refunded", "partial") => S::PartShipped,
        ("paid" | "partially_refunded", "restocked") => S::Closed,
        ("pending", "unfulfilled" | "") => S::Unpaid,
        ("partially_paid", "unfulfilled" | "") => S::BalanceUnpaid,
        ("authorized" | "paid" | "partially_refunded", "unfulfilled" | "") => S::ToShip,
        _ => S::Unknown,
    }
}
