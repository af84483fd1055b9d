//! Looking a product up: by code first, then by the beginning of one, then by words of its title.

use super::super::engine::{Arg, Engine, Result, args, list, read};
use super::super::search::{self, Query};
use super::{by_code, by_item};
use crate::domain::ProductId;

/// Products for what was typed, the surest first; without anything typed the newest.
pub fn find(db: &dyn Engine, typed: &str, limit: usize, offset: usize) -> Result<Vec<ProductId>> {
    read(db, || {
        let typed = typed.trim();
        if typed.is_empty() {
            let sql = "SELECT id FROM products ORDER BY id DESC LIMIT $1 OFFSET $2";
            return list(db, sql, args![limit as i64, offset as i64], |row| row.int(0).map(ProductId::new));
        }
        let mut found: Vec<ProductId> = by_code(db, typed)?.into_iter().chain(by_item(db, typed)?).collect();
        let key = search::key(typed);
        let most = (limit + offset) as i64;
        let starts =
            "SELECT product_id FROM product_skus WHERE sku_key >= $1 AND sku_key < $2 ORDER BY sku_key LIMIT $3";
        let own = "SELECT id FROM products WHERE product_key >= $1 AND product_key < $2 ORDER BY product_key LIMIT $3";
        let end = format!("{key}\u{10ffff}");
        for sql in [starts, own] {
            found.extend(list(db, sql, args![&key, &end, most], |row| row.int(0).map(ProductId::new))?);
        }
        found.extend(by_words(db, typed, most)?);
        let mut seen = std::collections::HashSet::new();
        found.retain(|id| seen.insert(*id));
        Ok(found.into_iter().skip(offset).take(limit).collect())
    })
}

/// Products whose title holds every word.
fn by_words(db: &dyn Engine, typed: &str, most: i64) -> Result<Vec<ProductId>> {
    let Some(query) = Query::new(typed) else { return Ok(Vec::new()) };
    let mut values: Vec<String> = Vec::new();
    let mut wanted = Vec::new();
    for term in query.terms() {
        match term.strip_suffix('*') {
            Some(start) => {
                values.push(start.to_owned());
                values.push(format!("{start}\u{10ffff}"));
                let n = values.len();
                wanted.push(format!(
                    "id IN (SELECT product_id FROM product_terms WHERE term >= ${} AND term < ${n})",
                    n - 1
                ));
            }
            None => {
                values.push(term.clone());
                wanted.push(format!("id IN (SELECT product_id FROM product_terms WHERE term = ${})", values.len()));
            }
        }
    }
    let sql = format!("SELECT id, title FROM products WHERE {} ORDER BY id DESC", wanted.join(" AND "));
    let args: Vec<Arg<'_>> = values.iter().map(|v| Arg::Text(v)).collect();
    let mut found = Vec::new();
    db.each(&sql, &args, &mut |row| {
        // The pairs of a title may stand apart: the title has the last word.
        if (found.len() as i64) < most && query.holds(&[row.text(1)?]) {
            found.push(ProductId::new(row.int(0)?));
        }
        Ok(())
    })?;
    Ok(found)
}
