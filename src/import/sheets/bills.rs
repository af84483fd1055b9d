//! Couriers' bills: one row per parcel and fee.

use super::columns::Columns;
use crate::domain::product::{BillFacts, GoodsFact};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Heavier than any parcel, in grams: a cell that says more means something else.
const GRAMS_MAX: i64 = 2_000_000;

/// Reads bill rows.
pub(super) struct Rows(pub(super) Columns);

impl Mapper for Rows {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let c = &self.0;
        let weight = c.text(record, "weight");
        let grams = match (weight, grams(weight, c.name("weight"))) {
            ("", _) => None,
            (_, Some(grams)) => Some(grams),
            _ => return Err(Reject::new(row, c.name("weight"), Code::BadCount, weight)),
        };
        let fact = GoodsFact::Bill(BillFacts {
            number: c.must(row, record, "number")?.to_owned(),
            fee: c.raw(record, "fee"),
            carrier: c.raw(record, "carrier"),
            amount: c
                .money(row, record, "amount")?
                .ok_or_else(|| Reject::new(row, c.name("amount"), Code::BadAmount, c.text(record, "amount")))?,
            grams,
            billed_at: c.time(row, record, "billed_at")?,
            place: c.raw(record, "place"),
        });
        out.told.push(Told { row, counts: true, shop: None, fact: fact.into() });
        Ok(())
    }
    fn flush(&mut self, _: &mut Sheaf) {}
    fn held_from(&self) -> Option<u64> {
        None
    }
}

/// A weight in grams: kilograms unless the cell or the column's name speaks of grams.
fn grams(cell: &str, name: &str) -> Option<i64> {
    let cell = cell.trim().to_lowercase();
    let kilos = ["kg", "千克", "公斤"];
    let (bare, per) = match kilos.iter().find_map(|unit| cell.strip_suffix(unit)) {
        Some(bare) => (bare, 1000),
        None => match ["g", "克"].iter().find_map(|unit| cell.strip_suffix(unit)) {
            Some(bare) => (bare, 1),
            None => (cell.as_str(), per_unit(name)),
        },
    };
    let (whole, part) = bare.trim().split_once('.').unwrap_or((bare.trim(), ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let thousandths: i64 = part.chars().chain("000".chars()).take(3).collect::<String>().parse().ok()?;
    let grams = whole.parse::<i64>().ok()?.checked_mul(per)? + thousandths * per / 1000;
    (0..=GRAMS_MAX).contains(&grams).then_some(grams)
}

fn per_unit(name: &str) -> i64 {
    let name = name.to_lowercase();
    let kilos = ["kg", "千克", "公斤"].iter().any(|unit| name.contains(unit));
    let small = name.contains('克') || name.ends_with("(g)") || name.ends_with("（g）");
    if small && !kilos { 1 } else { 1000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_kilograms_unless_it_says_grams() {
        for (cell, name, n) in [
            ("1.25", "计费重量", 1250),
            ("0.5kg", "重量", 500),
            ("830", "重量(克)", 830),
            ("830g", "重量", 830),
            ("2", "重量(kg)", 2000),
            ("1.2345", "重量", 1234),
        ] {
            assert_eq!(grams(cell, name), Some(n), "{cell} {name}");
        }
        for cell in ["", "-1", "abc", "1,5", "99999"] {
            assert_eq!(grams(cell, "重量"), None, "{cell}");
        }
    }
}
