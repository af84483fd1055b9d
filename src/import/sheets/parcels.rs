//! Courier tracking sheets: one row per waybill.

use super::columns::Columns;
use crate::domain::parcel::ParcelState;
use crate::domain::product::{GoodsFact, ParcelFacts};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads tracking rows.
pub(super) struct Rows(pub(super) Columns);

impl Mapper for Rows {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let c = &self.0;
        let number = c.must(row, record, "number")?;
        let number = number.strip_prefix("No:").or_else(|| number.strip_prefix("No：")).unwrap_or(number).trim();
        let state = c.text(record, "state");
        if !state.is_empty() && ParcelState::of_words(state).is_none() {
            out.rejects.push(Reject::new(row, c.name("state"), Code::UnknownStatus, state));
        }
        let fact = GoodsFact::Parcel(ParcelFacts {
            number: number.to_owned(),
            carrier: c.raw(record, "carrier"),
            order: c.code(row, record, "order")?.to_owned(),
            picked_up_at: c.time(row, record, "picked_up_at")?,
            last_scan_at: c.time(row, record, "last_scan_at")?,
            last_scan: c.raw(record, "last_scan"),
            signed_at: c.time(row, record, "signed_at")?,
            raw_state: c.raw(record, "state"),
        });
        out.told.push(Told { row, counts: true, shop: None, fact: fact.into() });
        Ok(())
    }
    fn flush(&mut self, _: &mut Sheaf) {}
    fn held_from(&self) -> Option<u64> {
        None
    }
}
