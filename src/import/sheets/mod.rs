//! Sheets of any ERP: what no platform's order file holds. A column is known by one of many names, or by the user's
//! own mapping.

mod bills;
mod columns;
mod fields;
pub mod mapping;
mod parcels;
mod products;
mod reviews;
mod stock;

pub use mapping::Mapping;

use super::format::{Format, Header};
use super::told::Mapper;
use columns::Columns;

/// The sheet a header speaks of, if any.
pub(crate) fn recognise(header: &Header) -> Option<Format> {
    let has = |format: Format, field: &str| Columns::of(format, header).has(field);
    let any = |format: Format, wanted: &[&str]| wanted.iter().any(|field| has(format, field));
    // Whoever lists orders says how they stand; a sheet of ours never does.
    if ["订单状态", "交易状态", "orderstatus", "financialstatus"].iter().any(|key| header.has(key)) {
        return None;
    }
    let reviewed = any(Format::Reviews, &["text", "follow_up"]);
    if reviewed && any(Format::Reviews, &["id", "order", "stars", "buyer", "written_at"]) {
        return Some(Format::Reviews);
    }
    if has(Format::Tracking, "number") && any(Format::Tracking, &["picked_up_at", "last_scan_at", "signed_at", "state"])
    {
        return Some(Format::Tracking);
    }
    if has(Format::CourierBill, "number")
        && has(Format::CourierBill, "amount")
        && any(Format::CourierBill, &["weight", "fee", "place"])
    {
        return Some(Format::CourierBill);
    }
    let named = any(Format::Products, &["title", "outer_id", "item_id", "sku"]);
    let knows =
        ["material", "size_table", "selling_points", "matching", "warranty", "question", "answer", "faq", "fault"];
    if named && any(Format::Products, &knows) {
        return Some(Format::Products);
    }
    (has(Format::Stock, "sku") && has(Format::Stock, "quantity") && fields::counts_stock(header))
        .then_some(Format::Stock)
}

/// True when a table has the columns without which a sheet of this format says nothing.
pub(crate) fn is_whole(format: Format, header: &Header) -> bool {
    let columns = Columns::of(format, header);
    fields::needed(format).iter().all(|group| group.iter().any(|field| columns.has(field)))
}

/// What reads the rows of a sheet; nothing for the formats of platforms.
pub(crate) fn mapper(format: Format, header: &Header) -> Option<Box<dyn Mapper>> {
    let columns = Columns::of(format, header);
    Some(match format {
        Format::Stock => Box::new(stock::Rows(columns)),
        Format::Products => Box::new(products::Rows(columns)),
        Format::Tracking => Box::new(parcels::Rows(columns)),
        Format::Reviews => Box::new(reviews::Rows(columns)),
        Format::CourierBill => Box::new(bills::Rows(columns)),
        _ => return None,
    })
}

/// The code words of a sheet's fields; none for the formats of platforms.
pub fn fields(format: Format) -> impl Iterator<Item = &'static str> {
    fields::of(format).iter().map(|(word, _)| *word)
}

/// What a sheet's columns are taken for, in the order of the sheet: the name as written and the field's word, empty for
/// a column that is not read.
pub fn understood(format: Format, header: &Header) -> Vec<(String, &'static str)> {
    Columns::of(format, header).understood(header)
}
