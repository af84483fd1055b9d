//! Stock sheets: one row per code, warehouse and perhaps shelf.

use super::columns::Columns;
use crate::domain::RawText;
use crate::domain::product::{GoodsFact, StockFacts};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads stock rows.
pub(super) struct Rows(pub(super) Columns);

impl Mapper for Rows {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let c = &self.0;
        let outer_id = c.code(row, record, "outer_id")?;
        let code = match c.code(row, record, "sku")? {
            "" if outer_id.is_empty() => return Err(Reject::new(row, c.name("sku"), Code::MissingId, "")),
            "" => outer_id,
            code => code,
        };
        let quantity = c
            .count(row, record, "quantity")?
            .ok_or_else(|| Reject::new(row, c.name("quantity"), Code::BadCount, c.text(record, "quantity")))?;
        let place = ["warehouse", "place", "batch"].map(|field| c.text(record, field));
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let fact = GoodsFact::Stock(StockFacts {
            code: code.to_owned(),
            outer_id: outer_id.to_owned(),
            title: c.raw(record, "title"),
            sku: c.raw(record, "properties"),
            warehouse: RawText::new(place.join(" ")),
            quantity,
            counted_at: c.time(row, record, "counted_at")?,
        });
        out.told.push(Told { row, counts: true, shop: None, fact: fact.into() });
        Ok(())
    }
    fn flush(&mut self, _: &mut Sheaf) {}
    fn held_from(&self) -> Option<u64> {
        None
    }
}
