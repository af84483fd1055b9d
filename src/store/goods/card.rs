//! A product's card, read whole.

use super::super::engine::{Engine, Result, args, first, list, number, read};
use super::super::rows::Cols;
use super::super::search;
use super::{faults, stock};
use crate::domain::product::{Card, Sku};
use crate::domain::stock::Stock;
use crate::domain::{ProductId, SafeText, Span, Time};

/// How far back orders that name a product are counted.
const SOLD_WITHIN: Span = Span::days(30);
/// No product has more codes than are shown.
const SKUS_MAX: i64 = 500;

/// The card of a product at an instant; nothing when there is no such product. Notices are the caller's to add.
pub fn card(db: &dyn Engine, id: ProductId, now: Time) -> Result<Option<Card>> {
    read(db, || {
        let head = first(
            db,
            "SELECT outer_id, item_id, title, material, size_table, selling_points, warranty, matching FROM products \
             WHERE id = $1",
            args![id],
            |row| {
                let mut c = Cols::new(row);
                let card = Card {
                    outer_id: c.string()?,
                    item_id: c.string()?,
                    title: c.line()?,
                    material: c.clean()?,
                    size_table: c.clean()?,
                    selling_points: c.clean()?,
                    warranty: c.clean()?,
                    ..Card::empty(id)
                };
                Ok((card, c.string()?))
            },
        )?;
        let Some((mut card, matching)) = head else { return Ok(None) };
        card.matching = matching.split_whitespace().map(|code| with_title(db, code)).collect::<Result<_>>()?;
        card.answers = list(
            db,
            "SELECT question, answer FROM product_answers WHERE product_id = $1 ORDER BY question_key",
            args![id],
            |row| Ok((SafeText::line(row.text(0)?), SafeText::clean(row.text(1)?))),
        )?;
        card.skus = skus(db, id)?;
        card.faults = faults(db, id)?;
        card.orders = sold(db, &card, now)?;
        Ok(Some(card))
    })
}

/// The cards of several products, in their order; those that are gone are left out.
pub fn cards(db: &dyn Engine, ids: &[ProductId], now: Time) -> Result<Vec<Card>> {
    ids.iter().filter_map(|id| card(db, *id, now).transpose()).collect()
}

fn with_title(db: &dyn Engine, code: &str) -> Result<(String, SafeText)> {
    let title = match super::by_code(db, code)? {
        Some(id) => {
            first(db, "SELECT title FROM products WHERE id = $1", args![id], |row| row.text(0).map(SafeText::line))?
        }
        None => None,
    };
    Ok((code.to_owned(), title.unwrap_or_default()))
}

fn skus(db: &dyn Engine, id: ProductId) -> Result<Vec<Sku>> {
    let mut found: Vec<(String, Sku)> = list(
        db,
        "SELECT sku_key, code, sku FROM product_skus WHERE product_id = $1 ORDER BY sku_key LIMIT $2",
        args![id, SKUS_MAX],
        |row| {
            Ok((
                row.text(0)?.to_owned(),
                Sku { code: row.text(1)?.to_owned(), sku: SafeText::line(row.text(2)?), stock: Vec::new() },
            ))
        },
    )?;
    for (key, sku) in &mut found {
        sku.stock = list(
            db,
            "SELECT warehouse, quantity, counted_at FROM stock WHERE sku_key = $1 ORDER BY warehouse",
            args![&*key],
            stock::read,
        )?;
    }
    let mut skus: Vec<Sku> = found.into_iter().map(|(_, sku)| sku).collect();
    let left = |sku: &Sku| sku.stock.iter().map(|s: &Stock| s.quantity.max(0)).fold(0, i64::saturating_add);
    skus.sort_by_key(|sku| left(sku) == 0);
    Ok(skus)
}

/// Lately placed orders that name one of the product's codes.
fn sold(db: &dyn Engine, card: &Card, now: Time) -> Result<i64> {
    let floor = crate::domain::id::floor_of(now.minus(SOLD_WITHIN));
    let mut keys: Vec<String> = card.codes().map(search::key).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut sum = 0;
    for key in keys.iter().take(50) {
        sum += number(
            db,
            "SELECT count(DISTINCT order_id) FROM order_lines WHERE outer_key = $1 AND outer_key <> '' AND order_id >= $2",
            args![key, floor],
        )?;
    }
    Ok(sum)
}
