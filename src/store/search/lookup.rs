//! The one box over all shops: words and filters together, in the order that was asked for.
//!
//! Where some filter leaves few orders, those are read and put in order; else an index in the order asked for is walked and
//! each row tested on the way. So neither a rare flag nor a common word makes the other slow.

use super::super::orders::{self, filter};
use super::find::{Place, Sieve, places_of, words_of};
use super::{Query, order_texts};
use crate::domain::{Found, Order, OrderHit, OrderId, OrderQuery, OrderWants, Problem, Time};
use crate::store::engine::{Engine, Result, read};
use crate::store::shops;

/// A page of what was looked for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Looked {
    /// The hits of the window.
    pub hits: Vec<OrderHit>,
    /// How many there are, as far as they were counted.
    pub total: usize,
    /// True when there may be more than `total`.
    pub at_least: bool,
}

/// As many hits of words are put in order at most; the newest and surest ones.
const SORTED: usize = 1_000;
/// Rows counted beyond the window of a walk.
const AHEAD: usize = 120;

/// Looks up `len` orders from the `start`th on. Fails with [`Problem::Query`] when a shop is not known.
pub fn look_up(db: &dyn Engine, query: &OrderQuery, now: Time, start: usize, len: usize) -> Result<Looked> {
    read(db, || {
        let wants = query.resolve(&shops::all(db)?, now).map_err(Problem::Query)?;
        if wants.is_void() {
            return Ok(Looked::default());
        }
        let text = query.text();
        if text.trim().is_empty() {
            listed(db, query, &wants, start, len)
        } else {
            found(db, query, &wants, &text, start, len)
        }
    })
}

/// No words: the filters alone.
fn listed(db: &dyn Engine, query: &OrderQuery, wants: &OrderWants, start: usize, len: usize) -> Result<Looked> {
    let key = query.sort.unwrap_or_default();
    if let Some(ids) = filter::few(db, wants)? {
        let ids = filter::passing(db, wants, (key, query.turned), &ids)?;
        return Ok(Looked { hits: page(db, &ids, start, len)?, total: ids.len(), at_least: false });
    }
    let most = start.saturating_add(len).saturating_add(AHEAD);
    let ids = filter::walk(db, wants, key, query.turned, most)?;
    let total = ids.len();
    let ids: Vec<OrderId> = ids.into_iter().map(OrderId::new).collect();
    Ok(Looked { hits: page(db, &ids, start, len)?, total, at_least: total == most })
}

/// The orders of a window of ids, in their order.
fn page(db: &dyn Engine, ids: &[OrderId], start: usize, len: usize) -> Result<Vec<OrderHit>> {
    let shown: Vec<OrderId> = ids.iter().skip(start).take(len).copied().collect();
    let mut rows = orders::by_ids(db, &shown)?;
    Ok(shown.iter().filter_map(|id| rows.remove(id)).map(|order| OrderHit { order, how: Found::Exact }).collect())
}

/// Words, and perhaps filters: the surest hits first, unless an order of rows was asked for.
fn found(
    db: &dyn Engine,
    query: &OrderQuery,
    wants: &OrderWants,
    text: &str,
    start: usize,
    len: usize,
) -> Result<Looked> {
    let end = start.saturating_add(len);
    let most = if query.sort.is_some() { SORTED.max(end + 1) } else { end + 1 };
    let mut few = None;
    if !wants.is_empty() {
        few = filter::few(db, wants)?;
    }
    let sieve = Sieve { wants: Some(wants).filter(|wants| !wants.is_empty()) };
    let mut hits = match (few, query.sort) {
        (Some(ids), _) => among(db, wants, &ids, text)?,
        (None, None) => words_of(db, text, most, &sieve)?,
        (None, Some(key)) => {
            let mut places = places_of(db, text, most, &sieve, key)?;
            places.sort_unstable_by(|a, b| b.cmp(a));
            if query.turned {
                places.reverse();
            }
            return placed(db, &places, start, len, most);
        }
    };
    let at_least = hits.len() >= most;
    if let Some(key) = query.sort {
        hits.sort_by_key(|hit| std::cmp::Reverse((key.weight(&hit.order), hit.order.id)));
        if query.turned {
            hits.reverse();
        }
    }
    Ok(window(hits, start, len, at_least))
}

/// The window of hits that stand in order already: it alone is read whole.
fn placed(db: &dyn Engine, places: &[Place], start: usize, len: usize, most: usize) -> Result<Looked> {
    let shown: Vec<&Place> = places.iter().skip(start).take(len).collect();
    let mut rows = orders::by_ids(db, &shown.iter().map(|place| place.id).collect::<Vec<_>>())?;
    let hits = shown.into_iter().filter_map(|place| Some(OrderHit { order: rows.remove(&place.id)?, how: place.how }));
    Ok(Looked { hits: hits.collect(), total: places.len(), at_least: places.len() >= most })
}

/// Those of a few orders that hold the words or have them as a key.
fn among(db: &dyn Engine, wants: &OrderWants, ids: &[i64], text: &str) -> Result<Vec<OrderHit>> {
    let mut hits = Vec::new();
    let query = Query::new(text);
    for order in rows_of(db, wants, ids)? {
        let how = match super::keys::by_key(db, &order, text)? {
            Some(how) => Some(how),
            None => match &query {
                Some(query) => {
                    let texts = order_texts(db, order.id)?;
                    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                    query.holds(&texts).then_some(Found::Text)
                }
                None => None,
            },
        };
        hits.extend(how.map(|how| OrderHit { order, how }));
    }
    hits.sort_by_key(|hit| (hit.how, std::cmp::Reverse(hit.order.id)));
    Ok(hits)
}

fn rows_of(db: &dyn Engine, wants: &OrderWants, ids: &[i64]) -> Result<Vec<Order>> {
    let mut rows = Vec::new();
    for id in ids {
        if let Some(order) = orders::by_id(db, OrderId::new(*id))?
            && wants.holds(&order)
            && filter::cases_hold(db, wants, order.id)?
        {
            rows.push(order);
        }
    }
    Ok(rows)
}

fn window(hits: Vec<OrderHit>, start: usize, len: usize, at_least: bool) -> Looked {
    let total = hits.len();
    Looked { hits: hits.into_iter().skip(start).take(len).collect(), total, at_least }
}
