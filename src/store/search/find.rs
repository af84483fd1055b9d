//! Finding orders, and the candidates of every search.

use std::collections::HashSet;
use std::ops::Range;

use super::{Query, key, order_texts, phone_tail, reversed};
use crate::domain::facts::is_masked;
use crate::domain::{Found, Order, OrderHit, OrderId, OrderWants, SortKey};
use crate::store::engine::{Arg, Engine, Result, TextIndex, args, first, list, read};
use crate::store::orders::{self, filter};

/// Candidates asked of the index at a time; rows that fail the check are few.
const BATCH: usize = 64;
/// A number this long that is there is the one that was meant; a shorter one may be the head or tail of others.
const WHOLE: usize = 8;
/// Candidates asked for at a time at most.
const MOST: usize = 8_192;
/// Candidates taken from an index at a time while filters let only some of them through.
const SIEVED: usize = 1_000;
/// Rows looked at from the newest back for single characters, before it is known how common they are.
const RECENT: usize = 1_200;
const RECENT_STEP: usize = 400;
/// As many rows as cost about what the index costs for a character that rare.
const ORDERS_AT_MOST: usize = 3_000;

/// Orders by number, tracking number, phone, nick or outer id (exact, then by prefix, then by tail), then by words;
/// newest first within each. A whole order or tracking number ends the search; digits alone are no words.
pub fn find_orders(db: &dyn Engine, typed: &str, limit: usize) -> Result<Vec<OrderHit>> {
    let typed = typed.trim();
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    read(db, || words_of(db, typed, limit, &Sieve::default()))
}

/// What every hit must pass; nothing lets all through.
#[derive(Clone, Copy, Default)]
pub(super) struct Sieve<'w> {
    pub(super) wants: Option<&'w OrderWants>,
}

impl Sieve<'_> {
    fn lets(&self, db: &dyn Engine, order: &Order) -> Result<bool> {
        match self.wants {
            None => Ok(true),
            Some(wants) => Ok(wants.holds(order) && filter::cases_hold(db, wants, order.id)?),
        }
    }
}

/// At most `limit` orders that have the text as a key or hold its words, and pass the sieve.
pub(super) fn words_of(db: &dyn Engine, typed: &str, limit: usize, sieve: &Sieve<'_>) -> Result<Vec<OrderHit>> {
    let mut hits = Hits { db, limit, sieve: *sieve, ids: HashSet::new(), found: Vec::new(), placing: None };
    gather(&mut hits, typed.trim())?;
    Ok(hits.found)
}

/// The places of the same orders in an order of rows; of each no more is read than tells it.
pub(super) fn places_of(
    db: &dyn Engine,
    typed: &str,
    limit: usize,
    sieve: &Sieve<'_>,
    key: SortKey,
) -> Result<Vec<Place>> {
    let placing = Some(Placing::new(key, sieve));
    let mut hits = Hits { db, limit, sieve: *sieve, ids: HashSet::new(), found: Vec::new(), placing };
    gather(&mut hits, typed.trim())?;
    Ok(hits.placing.map(|placing| placing.places).unwrap_or_default())
}

fn gather(hits: &mut Hits<'_>, typed: &str) -> Result<()> {
    let pieces = typed.contains(char::is_whitespace);
    let over = if pieces { is_code(typed) } else { by_code(hits, typed)? };
    if !over && let Some(query) = Query::new(typed) {
        by_words(hits, &query)?;
    }
    Ok(())
}

/// Where a hit stands in an order of rows: the heavier first, the newer of two of one weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    weight: i64,
    pub(super) id: OrderId,
    pub(super) how: Found,
}

/// Hits that are only put in order.
struct Placing<'w> {
    key: SortKey,
    /// Asks for the weight and the searched texts of one order that passes the sieve.
    sql: String,
    values: Vec<Arg<'w>>,
    places: Vec<Place>,
}

impl<'w> Placing<'w> {
    fn new(key: SortKey, sieve: &Sieve<'w>) -> Self {
        let mut values = vec![Arg::Null];
        let tests =
            sieve.wants.map_or_else(String::new, |wants| filter::tests(wants, filter::Drive::None, &mut values));
        let weight = filter::weight(key, &OrderWants::default());
        let sql =
            format!("SELECT {weight}, buyer, receiver, title, memo, buyer_message FROM orders WHERE id = $1{tests}");
        Self { key, sql, values, places: Vec::new() }
    }
    /// The weight of an order that passes the sieve, and what `holds` says of its own texts.
    fn read(&mut self, db: &dyn Engine, id: OrderId, holds: &dyn Fn(&[&str]) -> bool) -> Result<Option<(i64, bool)>> {
        self.values[0] = id.into();
        first(db, &self.sql, &self.values, |row| {
            let clear = |column| row.text(column).map(|text| if is_masked(text) { "" } else { text });
            Ok((row.int(0)?, holds(&[clear(1)?, clear(2)?, row.text(3)?, row.text(4)?, row.text(5)?])))
        })
    }
}

/// True for what is a number rather than words: no letter in it, or a single piece of which most is digits.
fn is_code(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let one_piece = typed.is_ascii() && !typed.contains(char::is_whitespace);
    !typed.chars().any(char::is_alphabetic) && digits > 0
        || (one_piece && typed.len() >= WHOLE && digits * 2 > typed.len())
}

struct Hits<'e> {
    db: &'e dyn Engine,
    limit: usize,
    sieve: Sieve<'e>,
    ids: HashSet<i64>,
    found: Vec<OrderHit>,
    placing: Option<Placing<'e>>,
}

impl Hits<'_> {
    fn len(&self) -> usize {
        self.placing.as_ref().map_or(self.found.len(), |placing| placing.places.len())
    }
    fn done(&self) -> bool {
        self.len() >= self.limit
    }
    fn take(&mut self, order: Order, how: Found) -> Result<()> {
        if !self.done() && self.ids.insert(order.id.raw()) && self.sieve.lets(self.db, &order)? {
            match &mut self.placing {
                None => self.found.push(OrderHit { order, how }),
                Some(placing) => {
                    let weight = placing.key.weight(&order);
                    placing.places.push(Place { weight, id: order.id, how });
                }
            }
        }
        Ok(())
    }
    /// Rows asked of one index of keys: more than are wanted where some will not pass.
    fn asked(&self) -> i64 {
        let wide = if self.sieve.wants.is_some() { SIEVED } else { 0 };
        self.limit.max(wide) as i64
    }
    /// Runs a statement that gives order ids, and takes their orders, newest first.
    fn ask(&mut self, how: Found, sql: &str, values: &[Arg<'_>]) -> Result<()> {
        if self.done() {
            return Ok(());
        }
        let mut ids = list(self.db, sql, values, |row| row.int(0))?;
        ids.sort_unstable_by(|a, b| b.cmp(a));
        for id in ids {
            if self.done() {
                break;
            }
            if !self.ids.contains(&id)
                && let Some(order) = orders::by_id(self.db, OrderId::new(id))?
            {
                self.take(order, how)?;
            }
        }
        Ok(())
    }
}

/// Looks for a key in the indexes of keys alone; true when that ends the search. An index that leaves out empty keys is used only when the statement
/// does so too: without that word it would read the whole table.
fn by_code(hits: &mut Hits<'_>, typed: &str) -> Result<bool> {
    let (nick, upper, limit) = (key(typed), typed.to_ascii_uppercase(), hits.asked());
    let digits = typed.bytes().all(|b| b.is_ascii_digit());
    let exact = Found::Exact;
    hits.ask(exact, "SELECT id FROM orders WHERE number = $1 LIMIT $2", args![typed, limit])?;
    hits.ask(exact, "SELECT order_id FROM order_tracking WHERE number = $1 LIMIT $2", args![&upper, limit])?;
    if typed.len() >= WHOLE && hits.len() > 0 {
        return Ok(true);
    }
    hits.ask(exact, "SELECT id FROM orders WHERE buyer_key = $1 ORDER BY id DESC LIMIT $2", args![&nick, limit])?;
    let sql =
        "SELECT order_id FROM order_lines WHERE outer_key = $1 AND outer_key <> '' ORDER BY order_id DESC LIMIT $2";
    hits.ask(exact, sql, args![&nick, limit])?;
    let exact_keys = hits.len() > 0;
    if digits && typed.len() == 11 {
        let sql = "SELECT id FROM orders WHERE phone_tail = $1 AND phone_tail <> '' AND phone LIKE $2 ORDER BY id DESC LIMIT $3";
        hits.ask(exact, sql, args![phone_tail(typed), &format!("{typed}%"), limit])?;
    }
    let long_enough = typed.len() >= 3;
    if digits && typed.len() == 4 {
        let sql = "SELECT id FROM orders WHERE phone_tail = $1 AND phone_tail <> '' ORDER BY id DESC LIMIT $2";
        hits.ask(Found::Tail, sql, args![typed, limit])?;
    }
    let prefix = Found::Prefix;
    if typed.is_ascii() {
        let sql = "SELECT id FROM orders WHERE number >= $1 AND number < $2 ORDER BY number DESC LIMIT $3";
        hits.ask(prefix, sql, args![typed, &after(typed), limit])?;
        let sql =
            "SELECT order_id FROM order_tracking WHERE number >= $1 AND number < $2 ORDER BY number DESC LIMIT $3";
        hits.ask(prefix, sql, args![&upper, &after(&upper), limit])?;
    }
    let sql = "SELECT id FROM orders WHERE buyer_key >= $1 AND buyer_key < $2 ORDER BY buyer_key, id LIMIT $3";
    hits.ask(prefix, sql, args![&nick, &after(&nick), limit])?;
    let sql = "SELECT order_id FROM order_lines WHERE outer_key >= $1 AND outer_key < $2 AND outer_key <> '' ORDER BY outer_key, order_id LIMIT $3";
    hits.ask(prefix, sql, args![&nick, &after(&nick), limit])?;
    if long_enough && typed.is_ascii() {
        let (tail, upper_tail) = (reversed(typed), reversed(&upper));
        let sql = "SELECT id FROM orders WHERE number_rev >= $1 AND number_rev < $2 ORDER BY number_rev DESC LIMIT $3";
        hits.ask(Found::Tail, sql, args![&tail, &after(&tail), limit])?;
        let sql = "SELECT order_id FROM order_tracking WHERE number_rev >= $1 AND number_rev < $2 ORDER BY number_rev DESC LIMIT $3";
        hits.ask(Found::Tail, sql, args![&upper_tail, &after(&upper_tail), limit])?;
    }
    // A whole nick with a number in it is no word of a title; a short one may be.
    let whole_key = exact_keys && typed.contains(|c: char| c.is_ascii_digit()) && typed.chars().count() >= 4;
    Ok(hits.done() || whole_key || is_code(typed))
}

fn by_words(hits: &mut Hits<'_>, query: &Query) -> Result<()> {
    let db = hits.db;
    if let Some(all) = query.characters().filter(|_| hits.sieve.wants.is_none()) {
        let sql = "SELECT id, buyer, receiver, title, memo, buyer_message FROM orders WHERE id < $1 ORDER BY id DESC LIMIT $2";
        let wanted = hits.limit - hits.len();
        let recent = recent(db, sql, 1..6, &all, wanted + hits.ids.len(), ORDERS_AT_MOST)?;
        if recent.len() >= wanted {
            for id in recent {
                if !hits.ids.contains(&id) {
                    take_checked(hits, query, id)?;
                }
            }
        }
        if hits.done() {
            return Ok(());
        }
    }
    let mut wanted = hits.limit - hits.len() + hits.ids.len();
    if hits.sieve.wants.is_some() {
        wanted = wanted.max(SIEVED);
    }
    candidates(db, TextIndex::Orders, query, wanted, &mut |id| {
        if !hits.ids.contains(&id) {
            take_checked(hits, query, id)?;
        }
        Ok(!hits.done())
    })
}

/// Takes the order when its own row holds the words, which is one read; else its lines have a say.
fn take_checked(hits: &mut Hits<'_>, query: &Query, id: i64) -> Result<()> {
    let (db, id) = (hits.db, OrderId::new(id));
    let with_lines =
        || -> Result<bool> { Ok(query.holds(&order_texts(db, id)?.iter().map(String::as_str).collect::<Vec<_>>())) };
    if let Some(placing) = &mut hits.placing {
        if let Some((weight, holds)) = placing.read(db, id, &|texts| query.holds(texts))?
            && (holds || with_lines()?)
            && hits.ids.insert(id.raw())
        {
            placing.places.push(Place { weight, id, how: Found::Text });
        }
        return Ok(());
    }
    let Some((order, holds)) = orders::by_id_if(db, id, &mut |texts| query.holds(texts))? else { return Ok(()) };
    if holds || with_lines()? {
        hits.take(order, Found::Text)?;
    }
    Ok(())
}

/// Ids of the newest rows in whose texts the characters stand, at most about `wanted`. After the first [`RECENT`] rows it is
/// known how common they are: those that should fill the list within `most` rows are looked for further back, rarer ones
/// have a short list in the index. `sql` gives id and texts below `$1`, `$2` of them.
pub(super) fn recent(
    db: &dyn Engine,
    sql: &str,
    texts: Range<usize>,
    all: &[char],
    wanted: usize,
    most: usize,
) -> Result<Vec<i64>> {
    let (mut below, mut ids, mut seen) = (i64::MAX, Vec::new(), 0);
    while ids.len() < wanted && (seen < RECENT || seen * wanted < ids.len() * most && seen < 2 * most) {
        let before = seen;
        db.each(sql, &[Arg::Int(below), Arg::Int(RECENT_STEP as i64)], &mut |row| {
            seen += 1;
            below = row.int(0)?;
            for one in all {
                let mut found = false;
                for column in texts.clone() {
                    found = found || row.text(column)?.contains(*one);
                }
                if !found {
                    return Ok(());
                }
            }
            ids.push(below);
            Ok(())
        })?;
        if seen - before < RECENT_STEP {
            break;
        }
    }
    Ok(ids)
}

/// Hands out candidates of the index, newest first, until `take` says it has enough; `wanted` is how many that may be.
pub(super) fn candidates(
    db: &dyn Engine,
    index: TextIndex,
    query: &Query,
    wanted: usize,
    take: &mut dyn FnMut(i64) -> Result<bool>,
) -> Result<()> {
    let (mut below, mut terms, mut narrow) = (i64::MAX, query.terms().to_vec(), query.narrow());
    // A prefix is gathered from all its terms anew for every batch, so that one batch should do.
    let by_prefix = query.terms().iter().any(|term| term.ends_with('*'));
    let mut batch =
        if by_prefix || wanted >= SIEVED { wanted.saturating_add(BATCH) } else { wanted.saturating_add(8).min(BATCH) };
    loop {
        let ids = db.find_text(index, &terms, below, batch)?;
        for id in &ids {
            if !take(*id)? {
                return Ok(());
            }
        }
        match ids.last() {
            Some(last) if ids.len() == batch => below = *last,
            _ => return Ok(()),
        }
        // The common word alone did not fill the list: its single character is worth its price.
        if let Some(fewer) = narrow.take() {
            terms = fewer;
        }
        // Rows that hold all the terms and not the words are many: ever fewer questions are asked for them.
        batch = batch.saturating_mul(4).clamp(wanted.saturating_add(BATCH), MOST.max(batch));
    }
}

/// The first text after all that start with `prefix`.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
