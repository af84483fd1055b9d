//! Order files of WooCommerce's export plugins: one row per order, its items in groups of columns.

mod items;
mod orders;

pub(crate) use orders::Orders;

use super::columns::{Alias, Field};
use super::format::Header;
use crate::domain::OrderStatus;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["ordernumber", "orderid"]),
    (Field::Status, &["status", "orderstatus"]),
    (Field::Created, &["orderdate", "datecreated"]),
    (Field::PaidAt, &["paiddate", "datepaid"]),
    (Field::FinishedAt, &["completeddate", "datecompleted"]),
    (Field::Total, &["ordertotal", "total"]),
    (Field::Postage, &["shippingtotal", "ordershipping"]),
    (Field::Currency, &["ordercurrency", "currency"]),
    (Field::Refunded, &["refundamount", "totalrefunded", "refundedtotal"]),
    (Field::Buyer, &["customeremail", "billingemail", "customeruser"]),
    (Field::FirstName, &["shippingfirstname", "billingfirstname"]),
    (Field::LastName, &["shippinglastname", "billinglastname"]),
    (Field::Company, &["shippingcompany"]),
    (Field::Address, &["shippingaddress1", "billingaddress1"]),
    (Field::NewAddress, &["shippingaddress2", "billingaddress2"]),
    (Field::City, &["shippingcity", "billingcity"]),
    (Field::Province, &["shippingstate", "billingstate"]),
    (Field::Zip, &["shippingpostcode", "billingpostcode"]),
    (Field::Country, &["shippingcountry", "billingcountry"]),
    (Field::Mobile, &["shippingphone", "billingphone"]),
    (Field::Message, &["customernote", "ordernote"]),
    (Field::Tracking, &["trackingnumber", "wtshipmenttrackingnumber"]),
    (Field::Carrier, &["trackingprovider"]),
];

/// True for a header of a WooCommerce order export.
pub(super) fn recognise(header: &Header) -> bool {
    let number = header.has("orderid") || header.has("ordernumber");
    let status = header.has("status") || header.has("orderstatus");
    let marks = ["ordertotal", "productitem1name", "lineitem1", "billingfirstname", "billingemail"];
    number && status && header.has("orderdate") && marks.iter().any(|mark| header.has(mark))
}

/// The status behind WooCommerce's words, with or without `wc-` before them.
pub fn status(words: &str) -> OrderStatus {
    use OrderStatus as S;
    let folded = words.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    match folded.strip_prefix("wc-").unwrap_or(&folded) {
        "pending" | "pending-payment" | "on-hold" | "checkout-draft" => S::Unpaid,
        "processing" => S::ToShip,
        "completed" => S::Success,
        "cancelled" | "canceled" | "refunded" | "failed" | "trash" => S::Closed,
        _ => S::Unknown,
    }
}
