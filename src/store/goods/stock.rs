//! Pieces in stock, by code and warehouse.

use super::super::engine::{Engine, Result, Row, args, first, list};
use super::super::intake::Outcome;
use super::super::rows::Cols;
use super::super::search;
use super::{Telling, products};
use crate::domain::product::StockFacts;
use crate::domain::stock::Stock;
use crate::domain::{ProductId, SafeText, Time};

/// A code none of whose warehouses has a piece left.
#[derive(Clone, PartialEq, Debug)]
pub struct SoldOut {
    /// Its product.
    pub product: ProductId,
    /// The product's title.
    pub title: SafeText,
    /// The code.
    pub code: String,
    /// Its properties.
    pub sku: SafeText,
    /// When it was counted.
    pub counted_at: Time,
    /// Paid orders that still wait for it.
    pub waiting: i64,
}

pub(super) fn take(db: &dyn Engine, telling: &Telling<'_>, facts: &StockFacts) -> Result<Outcome> {
    let key = search::key(&facts.code);
    products::ensure_sku(db, telling, facts)?;
    let warehouse = facts.warehouse.unclean().trim();
    let counted = facts.counted_at.unwrap_or(telling.made_at);
    let old = first(
        db,
        "SELECT quantity, counted_at FROM stock WHERE sku_key = $1 AND warehouse = $2",
        args![&key, warehouse],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    let outcome = match old {
        Some(known) if known == (facts.quantity, counted.ms()) => return Ok(Outcome::Unchanged),
        // The same instant with another number, or an older count: what is known stays, or two rows would take turns.
        Some((quantity, at)) if at >= counted.ms() => {
            return Ok(if quantity == facts.quantity || at > counted.ms() {
                Outcome::Unchanged
            } else {
                Outcome::Conflicting
            });
        }
        Some(_) => Outcome::Updated,
        None => Outcome::Inserted,
    };
    db.run(
        "INSERT INTO stock (sku_key, warehouse, quantity, counted_at, source) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (sku_key, warehouse) DO UPDATE SET quantity = $3, counted_at = $4, source = $5",
        args![&key, warehouse, facts.quantity, counted, telling.source],
    )?;
    Ok(outcome)
}

/// The counts of a code, by warehouse.
pub fn of_code(db: &dyn Engine, code: &str) -> Result<Vec<Stock>> {
    list(
        db,
        "SELECT warehouse, quantity, counted_at FROM stock WHERE sku_key = $1 ORDER BY warehouse",
        args![search::key(code).as_str()],
        read,
    )
}

/// Codes that ran out, those paid orders wait for first: what belongs into the notes of the day.
pub fn sold_out(db: &dyn Engine, limit: usize) -> Result<Vec<SoldOut>> {
    list(
        db,
        "SELECT p.id, p.title, k.code, k.sku, max(s.counted_at), (SELECT count(*) FROM order_lines l \
         JOIN orders o ON o.id = l.order_id WHERE l.outer_key = s.sku_key AND l.outer_key <> '' \
         AND o.status IN ('to_ship', 'part_shipped')) AS waiting \
         FROM stock s JOIN product_skus k ON k.sku_key = s.sku_key JOIN products p ON p.id = k.product_id \
         WHERE s.quantity <= 0 AND NOT EXISTS (SELECT 1 FROM stock t WHERE t.sku_key = s.sku_key AND t.quantity > 0) \
         GROUP BY p.id, p.title, k.code, k.sku, s.sku_key ORDER BY 6 DESC, 5 DESC, k.code LIMIT $1",
        args![limit as i64],
        |row| {
            let mut c = Cols::new(row);
            Ok(SoldOut {
                product: ProductId::new(c.int()?),
                title: c.line()?,
                code: c.string()?,
                sku: c.line()?,
                counted_at: c.time()?,
                waiting: c.int()?,
            })
        },
    )
}

/// When stock was counted last; nothing when it never was.
pub fn counted_at(db: &dyn Engine) -> Result<Option<Time>> {
    let at = first(db, "SELECT max(counted_at) FROM stock", &[], |row| row.opt_int(0))?;
    Ok(at.flatten().map(Time::from_ms))
}

pub(super) fn read(row: &dyn Row) -> Result<Stock> {
    let mut c = Cols::new(row);
    Ok(Stock { warehouse: c.line()?, quantity: c.int()?, counted_at: c.time()? })
}
