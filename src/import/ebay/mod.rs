//! eBay's orders report: a preamble above, a count below, no status: what was paid and sent tells it.

mod orders;

pub(crate) use orders::Orders;

use super::columns::{Alias, Field};
use super::format::Header;
use crate::domain::OrderStatus;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["ordernumber"]),
    (Field::Serial, &["salesrecordnumber"]),
    (Field::Buyer, &["buyerusername"]),
    (Field::Message, &["buyernote"]),
    (Field::Receiver, &["shiptoname", "posttoname", "buyername"]),
    (Field::Mobile, &["shiptophone", "posttophone"]),
    (Field::Address, &["shiptoaddress1", "posttoaddress1"]),
    (Field::NewAddress, &["shiptoaddress2", "posttoaddress2"]),
    (Field::City, &["shiptocity", "posttocity"]),
    (Field::Province, &["shiptostate", "shiptocounty", "posttocounty", "posttostate"]),
    (Field::Zip, &["shiptozip", "shiptopostcode", "posttopostcode"]),
    (Field::Country, &["shiptocountry", "posttocountry"]),
    (Field::ProductId, &["itemnumber"]),
    (Field::Title, &["itemtitle"]),
    (Field::OuterId, &["customlabel", "customlabelsku"]),
    (Field::Sku, &["variationdetails"]),
    (Field::Quantity, &["quantity"]),
    (Field::Price, &["soldfor"]),
    (Field::Postage, &["shippingandhandling", "postageandpackaging", "postageandhandling"]),
    (Field::Total, &["totalprice"]),
    (Field::Created, &["saledate"]),
    (Field::PaidAt, &["paidondate"]),
    (Field::ShipBy, &["shipbydate", "postbydate", "dispatchbydate"]),
    (Field::ShippedAt, &["shippedondate", "postedondate", "dispatchedondate"]),
    (Field::Tracking, &["trackingnumber"]),
    (Field::LineId, &["transactionid"]),
    (Field::Memo, &["mynote", "notestoself"]),
];

/// True for a header of eBay's orders report.
pub(super) fn recognise(header: &Header) -> bool {
    header.has("ordernumber")
        && header.has("itemtitle")
        && (header.has("buyerusername") || header.has("salesrecordnumber"))
}

/// The status told by what happened: paid or not, sent or not.
pub fn status(paid: bool, shipped: bool) -> OrderStatus {
    match (paid, shipped) {
        (_, true) => OrderStatus::Shipped,
        (true, false) => OrderStatus::ToShip,
        (false, false) => OrderStatus::Unpaid,
    }
}
