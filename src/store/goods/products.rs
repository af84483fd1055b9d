//! Products and their codes, as sheets tell of them.

use super::super::engine::{Arg, Engine, Result, args, first, number};
use super::super::intake::{Outcome, RowHash};
use super::super::search;
use super::{Telling, faults};
use crate::domain::product::{ProductFacts, StockFacts};
use crate::domain::{ProductId, SafeText};

/// Who a fact is about.
struct Named<'a> {
    outer_id: &'a str,
    item_id: &'a str,
    title: &'a str,
    code: &'a str,
    sku: &'a str,
}

/// True when no sheet has told of any product.
pub fn is_empty(db: &dyn Engine) -> Result<bool> {
    Ok(number(db, "SELECT count(*) FROM (SELECT id FROM products ORDER BY id LIMIT 1) p", &[])? == 0)
}

/// The product a code belongs to: of one of its SKUs, or its own.
pub fn by_code(db: &dyn Engine, code: &str) -> Result<Option<ProductId>> {
    let key = search::key(code);
    if key.is_empty() {
        return Ok(None);
    }
    let sku = id(db, "SELECT product_id FROM product_skus WHERE sku_key = $1", &[Arg::Text(&key)])?;
    match sku {
        Some(found) => Ok(Some(found)),
        None => id(db, "SELECT id FROM products WHERE product_key = $1", &[Arg::Text(&key)]),
    }
}

/// The product of the number in a link.
pub fn by_item(db: &dyn Engine, item_id: &str) -> Result<Option<ProductId>> {
    id(db, "SELECT id FROM products WHERE item_id = $1 AND item_id <> '' ORDER BY id LIMIT 1", args![item_id.trim()])
}

/// The product of an order's line: by its code, else by its title.
pub fn of_line(db: &dyn Engine, outer_id: &str, title: &str) -> Result<Option<ProductId>> {
    match by_code(db, outer_id)? {
        Some(found) => Ok(Some(found)),
        None => id(
            db,
            "SELECT id FROM products WHERE title_key = $1 AND title_key <> '' ORDER BY id LIMIT 1",
            args![search::key(title).as_str()],
        ),
    }
}

/// Makes sure that the code a stock row counts belongs to a product.
pub(super) fn ensure_sku(db: &dyn Engine, telling: &Telling<'_>, facts: &StockFacts) -> Result<ProductId> {
    ensure(
        db,
        telling,
        &Named {
            outer_id: &facts.outer_id,
            item_id: "",
            title: facts.title.unclean(),
            code: &facts.code,
            sku: facts.sku.unclean(),
        },
    )
}

pub(super) fn take(db: &dyn Engine, telling: &Telling<'_>, facts: &ProductFacts) -> Result<Outcome> {
    let named = Named {
        outer_id: &facts.outer_id,
        item_id: &facts.item_id,
        title: facts.title.unclean(),
        code: &facts.code,
        sku: facts.sku.unclean(),
    };
    let product = ensure(db, telling, &named)?;
    let row_key = format!(
        "{}\u{1f}{}",
        search::key(&facts.code),
        facts.answers.first().map_or(String::new(), |(question, _)| search::key(question.unclean()))
    );
    let hash = hash(facts);
    let known = first(
        db,
        "SELECT row_hash FROM product_rows WHERE product_id = $1 AND row_key = $2",
        args![product, &row_key],
        |row| row.int(0),
    )?;
    if known == Some(hash) {
        return Ok(Outcome::Unchanged);
    }
    db.run(
        "INSERT INTO product_rows (product_id, row_key, row_hash) VALUES ($1, $2, $3) \
         ON CONFLICT (product_id, row_key) DO UPDATE SET row_hash = $3",
        args![product, &row_key, hash],
    )?;
    let says = |new: &str| SafeText::clean(new.trim());
    db.run(
        "UPDATE products SET title = CASE WHEN $2 = '' THEN title ELSE $2 END, \
         title_key = CASE WHEN $2 = '' THEN title_key ELSE $3 END, \
         item_id = CASE WHEN $4 = '' THEN item_id ELSE $4 END, \
         material = CASE WHEN $5 = '' THEN material ELSE $5 END, \
         size_table = CASE WHEN $6 = '' THEN size_table ELSE $6 END, \
         selling_points = CASE WHEN $7 = '' THEN selling_points ELSE $7 END, \
         matching = CASE WHEN $8 = '' THEN matching ELSE $8 END, \
         warranty = CASE WHEN $9 = '' THEN warranty ELSE $9 END, seen_at = $10, version = version + 1 WHERE id = $1",
        args![
            product,
            &says(facts.title.unclean()),
            &search::key(facts.title.unclean()),
            &facts.item_id,
            &says(facts.material.unclean()),
            &says(facts.size_table.unclean()),
            &says(facts.selling_points.unclean()),
            &facts.matching,
            &says(facts.warranty.unclean()),
            telling.now
        ],
    )?;
    for (question, answer) in &facts.answers {
        db.run(
            "INSERT INTO product_answers (product_id, question_key, question, answer) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (product_id, question_key) DO UPDATE SET question = $3, answer = $4",
            args![product, &search::key(question.unclean()), &says(question.unclean()), &says(answer.unclean())],
        )?;
    }
    faults::told(db, telling, product, &says(facts.fault.unclean()))?;
    index(db, product)?;
    Ok(if known.is_none() { Outcome::Inserted } else { Outcome::Updated })
}

/// The product a fact is about, made when there is none; its code is put under it.
fn ensure(db: &dyn Engine, telling: &Telling<'_>, named: &Named<'_>) -> Result<ProductId> {
    let own = [named.outer_id, named.item_id].into_iter().find(|name| !name.is_empty());
    let sku_key = search::key(named.code);
    let holder = id(db, "SELECT product_id FROM product_skus WHERE sku_key = $1", args![&sku_key])?;
    // A sheet that names the product itself says where the code belongs; one that does not leaves it where it is.
    let product = match (own, holder) {
        (None, Some(holder)) => holder,
        _ => {
            let name = own.or(Some(named.code).filter(|code| !code.is_empty())).unwrap_or(named.title);
            let key = search::key(name);
            let by_item = if named.outer_id.is_empty() { by_item(db, named.item_id)? } else { None };
            match by_item.map_or_else(
                || id(db, "SELECT id FROM products WHERE product_key = $1", args![&key]),
                |found| Ok(Some(found)),
            )? {
                Some(found) => found,
                None => make(db, telling, named, &key)?,
            }
        }
    };
    fill(db, product, named)?;
    if !sku_key.is_empty() && holder != Some(product) {
        db.run(
            "INSERT INTO product_skus (sku_key, product_id, code, sku) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (sku_key) DO UPDATE SET product_id = $2, sku = CASE WHEN $4 = '' THEN product_skus.sku ELSE $4 END",
            args![&sku_key, product, named.code, &SafeText::line(named.sku)],
        )?;
        if let Some(left) = holder {
            drop_bare(db, left)?;
        }
    } else if !sku_key.is_empty() && !named.sku.is_empty() {
        db.run(
            "UPDATE product_skus SET sku = $2 WHERE sku_key = $1 AND sku <> $2",
            args![&sku_key, &SafeText::line(named.sku)],
        )?;
    }
    Ok(product)
}

fn make(db: &dyn Engine, telling: &Telling<'_>, named: &Named<'_>, key: &str) -> Result<ProductId> {
    let id = ProductId::new(db.next_id()?);
    let outer = if named.outer_id.is_empty() { named.code } else { named.outer_id };
    db.run(
        "INSERT INTO products (id, product_key, outer_id, item_id, title, title_key, seen_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, key, outer, named.item_id, &SafeText::line(named.title), &search::key(named.title), telling.now],
    )?;
    index(db, id)?;
    Ok(id)
}

/// Fills what is blank of a product from a row that names it.
fn fill(db: &dyn Engine, product: ProductId, named: &Named<'_>) -> Result<()> {
    if named.title.is_empty() {
        return Ok(());
    }
    let filled = db.run(
        "UPDATE products SET title = $2, title_key = $3 WHERE id = $1 AND title = ''",
        args![product, &SafeText::line(named.title), &search::key(named.title)],
    )?;
    if filled > 0 { index(db, product) } else { Ok(()) }
}

/// Takes out a product that was only a code, once the code has gone to its real product.
fn drop_bare(db: &dyn Engine, product: ProductId) -> Result<()> {
    let held = number(
        db,
        "SELECT (SELECT count(*) FROM product_skus WHERE product_id = $1) \
         + (SELECT count(*) FROM product_rows WHERE product_id = $1) \
         + (SELECT count(*) FROM product_faults WHERE product_id = $1)",
        args![product],
    )?;
    if held == 0 {
        db.run("DELETE FROM product_terms WHERE product_id = $1", args![product])?;
        db.run("DELETE FROM products WHERE id = $1", args![product])?;
    }
    Ok(())
}

/// Writes the terms of a product's title anew.
fn index(db: &dyn Engine, product: ProductId) -> Result<()> {
    let title =
        first(db, "SELECT title FROM products WHERE id = $1", args![product], |row| Ok(row.text(0)?.to_owned()))?
            .unwrap_or_default();
    db.run("DELETE FROM product_terms WHERE product_id = $1", args![product])?;
    for term in search::terms(&[&title]).split_whitespace() {
        db.run(
            "INSERT INTO product_terms (term, product_id) VALUES ($1, $2) ON CONFLICT (term, product_id) DO NOTHING",
            args![term, product],
        )?;
    }
    Ok(())
}

fn id(db: &dyn Engine, sql: &str, args: &[Arg<'_>]) -> Result<Option<ProductId>> {
    first(db, sql, args, |row| row.int(0)).map(|found| found.map(ProductId::new))
}

fn hash(facts: &ProductFacts) -> i64 {
    let mut h = RowHash::new();
    for text in [&facts.outer_id, &facts.item_id, &facts.code, &facts.matching] {
        h.text(text);
    }
    for text in [
        &facts.title,
        &facts.sku,
        &facts.material,
        &facts.size_table,
        &facts.selling_points,
        &facts.warranty,
        &facts.fault,
    ] {
        h.text(text.unclean());
    }
    for (question, answer) in &facts.answers {
        h.text(question.unclean());
        h.text(answer.unclean());
    }
    h.done()
}
