//! Which product a chat speaks of: by a link, by words of a title, by the order in view.

use std::collections::{BTreeSet, HashMap};

use super::super::engine::{Arg, Engine, Result, args, list, read};
use super::super::search;
use super::{by_code, by_item, of_line};
use crate::domain::product::{codes_in, is_service_word, link_ids};
use crate::domain::{OrderId, ProductId};

/// A term in more titles than this tells nothing.
const COMMON: i64 = 200;
/// So many terms of a message are looked at.
const TERMS_MAX: usize = 60;

/// What a chat has said and what is in view.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChatWords<'a> {
    /// The customer's messages, the newest first.
    pub messages: &'a [&'a str],
    /// The order in view.
    pub order: Option<OrderId>,
}

/// The products a chat speaks of, the surest first, five at most: what the newest message names, else an older one, else
/// what the order in view is of.
pub fn named(db: &dyn Engine, words: ChatWords<'_>) -> Result<Vec<ProductId>> {
    read(db, || {
        if super::is_empty(db)? {
            return Ok(Vec::new());
        }
        let ordered = match words.order {
            Some(order) => of_order(db, order)?,
            None => Vec::new(),
        };
        let mut found = Vec::new();
        for text in words.messages {
            found = in_text(db, text, &ordered)?;
            if !found.is_empty() {
                break;
            }
        }
        for product in ordered {
            if !found.contains(&product) {
                found.push(product);
            }
        }
        found.truncate(5);
        Ok(found)
    })
}

fn in_text(db: &dyn Engine, text: &str, ordered: &[ProductId]) -> Result<Vec<ProductId>> {
    let mut found = Vec::new();
    for item in link_ids(text) {
        found.extend(by_item(db, &item)?);
    }
    for code in codes_in(text) {
        found.extend(by_code(db, &code)?);
    }
    if found.is_empty() {
        found = by_words(db, text, ordered)?;
    }
    let mut seen = BTreeSet::new();
    found.retain(|id| seen.insert(*id));
    Ok(found)
}

/// Products whose titles share words with a text: two terms at least, or one that stands in no other title. Rare terms
/// weigh more; between equals the one in the order in view comes first.
fn by_words(db: &dyn Engine, text: &str, ordered: &[ProductId]) -> Result<Vec<ProductId>> {
    let terms = search::terms(&[text]);
    let terms: BTreeSet<&str> = terms
        .split_whitespace()
        .filter(|term| term.chars().count() >= 2 && !is_service_word(term))
        .take(TERMS_MAX)
        .collect();
    // term weight and hits by product, in millionths: no floats in what decides an order.
    let mut scores: HashMap<ProductId, (i64, usize, bool)> = HashMap::new();
    for term in terms {
        let holders = list(
            db,
            "SELECT product_id FROM product_terms WHERE term = $1 LIMIT $2",
            args![term, COMMON + 1],
            |row| row.int(0).map(ProductId::new),
        )?;
        let many = holders.len() as i64;
        if many == 0 || many > COMMON {
            continue;
        }
        for product in holders {
            let score = scores.entry(product).or_insert((0, 0, false));
            score.0 += 1_000_000 / many;
            score.1 += 1;
            score.2 |= many == 1;
        }
    }
    let mut found: Vec<(ProductId, i64)> = scores
        .into_iter()
        .filter(|(product, (_, hits, alone))| *hits >= 2 || *alone || ordered.contains(product))
        .map(|(product, (score, ..))| (product, score))
        .collect();
    found.sort_by_key(|(product, score)| (-score, !ordered.contains(product), *product));
    Ok(found.into_iter().map(|(product, _)| product).take(5).collect())
}

fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<ProductId>> {
    let lines = list(
        db,
        "SELECT outer_id, title FROM order_lines WHERE order_id = $1 ORDER BY position, id LIMIT 20",
        &[Arg::from(order)],
        |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())),
    )?;
    let mut found = Vec::new();
    for (outer, title) in lines {
        if let Some(product) = of_line(db, &outer, &title)?
            && !found.contains(&product)
        {
            found.push(product);
        }
    }
    if found.is_empty() {
        let title = "SELECT title FROM orders WHERE id = $1";
        for title in list(db, title, &[Arg::from(order)], |row| Ok(row.text(0)?.to_owned()))? {
            found.extend(of_line(db, "", &title)?);
        }
    }
    Ok(found)
}
