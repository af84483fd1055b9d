//! Intake: what files and feeds tell, put into rows. One transaction a batch; told the same twice, nothing changes.
//!
//! Who is believed: a better source ([`FactSource`](crate::domain::FactSource)) writes over a lesser one, a lesser one only fills blanks, a
//! hidden value never covers a clear one, an ended order does not begin again, and what an agent wrote stays.

mod bulk;
mod case_line;
mod doubt;
mod file;
mod join;
mod line;
mod live;
mod order;
mod payment;
mod refund;
mod refund_facts;
mod told;
mod whose;

use std::collections::HashMap;

pub(super) use bulk::indexed_to;
pub use bulk::{Behind, finish_pending, is_pending, postpone, postpone_messages};
pub use file::{FileMark, Rejected, begin_file, end_file, resume_of};
pub use whose::{Standing, whose};

use super::engine::{Engine, Result, args, first, write};
use super::{goods, shops};
use crate::domain::aftersale::rules::Rules;
use crate::domain::{Fact, OrderId, Platform, ShopId, ShopKey, Time, Zone};

/// One fact as it is given to the store.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// True when it is to be counted.
    pub counts: bool,
    /// The shop the source names.
    pub shop: Option<&'a ShopKey>,
    /// The fact.
    pub fact: &'a Fact,
}

/// What became of the facts that count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// New rows.
    pub inserted: u64,
    /// Rows changed.
    pub updated: u64,
    /// Rows that said the same.
    pub unchanged: u64,
    /// Rows that disagree with what is better known; that was kept.
    pub conflicting: u64,
}

impl Counts {
    /// Adds another batch's counts.
    pub fn add(&mut self, more: Counts) {
        self.inserted += more.inserted;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.conflicting += more.conflicting;
    }
    fn note(&mut self, what: Outcome) {
        match what {
            Outcome::Inserted => self.inserted += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Conflicting => self.conflicting += 1,
        }
    }
}

/// What became of one fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store) enum Outcome {
    Inserted,
    Updated,
    Unchanged,
    Conflicting,
}

impl Outcome {
    /// What became of a row that tells of two things: of a line, and before it of its order.
    fn beside(self, order: Option<Outcome>) -> Self {
        match (order, self) {
            (Some(Outcome::Conflicting), _) => Outcome::Conflicting,
            (Some(Outcome::Updated), Outcome::Unchanged) => Outcome::Updated,
            _ => self,
        }
    }
}

/// A shop a person names that is not known yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewShop {
    /// Its name.
    pub name: String,
    /// It is not the shop whose file came before any was named.
    pub apart: bool,
}

/// One run of facts from one source into one data file.
pub struct Intake<'r> {
    rules: &'r Rules,
    source: String,
    now: Time,
    made_at: Time,
    zone: Zone,
    given_shop: Option<ShopId>,
    new_shop: Option<NewShop>,
    /// Of facts whose source names no shop.
    platform: Platform,
    /// By what the source says of its shop; none when it says nothing.
    shops: HashMap<Option<ShopKey>, (ShopId, Platform)>,
    /// By nick within a platform: the same nick on two platforms is two people.
    customers: HashMap<Platform, HashMap<String, i64>>,
    /// Into an empty table: insert first, ask later; search text follows behind.
    fresh: bool,
    /// While search text is behind, the id up to which it is there; read anew for each batch.
    indexed_to: Option<i64>,
    lines: line::Known,
    /// A case is known by how files name its line.
    names_lines: bool,
}

impl<'r> Intake<'r> {
    /// A run from `source` (a format's code word). `shop` is taken for facts whose source names none. `fresh` when
    /// the order table was empty and [`postpone`] was called.
    pub fn new(source: &str, shop: Option<ShopId>, zone: Zone, now: Time, fresh: bool, rules: &'r Rules) -> Self {
        Self {
            rules,
            source: source.to_owned(),
            now,
            made_at: now,
            zone,
            given_shop: shop,
            new_shop: None,
            platform: Platform::Taobao,
            shops: HashMap::new(),
            customers: HashMap::new(),
            fresh,
            indexed_to: None,
            lines: line::Known::default(),
            names_lines: false,
        }
    }

    /// The same run, of a file made at `at`: what it counts without saying when was counted then. Never later than now.
    pub fn made_at(mut self, at: Time) -> Self {
        self.made_at = at.min(self.now);
        self
    }

    /// Facts that name no shop are of this one, which is made with the first of them.
    #[must_use]
    pub fn of_new(mut self, shop: Option<NewShop>) -> Self {
        self.new_shop = shop;
        self
    }

    /// Facts that name no shop are of `platform`; without this they are Taobao's.
    #[must_use]
    pub fn on(mut self, platform: Platform) -> Self {
        self.platform = platform;
        self
    }

    /// Stores a batch in one transaction, with the mark to go on from.
    pub fn apply(&mut self, db: &dyn Engine, batch: &[Given<'_>], mark: Option<&FileMark<'_>>) -> Result<Counts> {
        // Ids found in a transaction that failed must not be trusted in the next one.
        self.lines = line::Known::default();
        if self.customers.values().map(HashMap::len).sum::<usize>() > 4096 {
            self.customers.clear();
        }
        let done = write(db, || {
            self.indexed_to = indexed_to(db)?;
            self.names_lines = case_line::is_any_named(db)?;
            let mut counts = Counts::default();
            let statements: Vec<&str> = order::STATEMENTS.to_vec();
            db.hold(&statements, &mut |held| {
                let mut order = order::Writer { db, held };
                let mut beside = None;
                for given in batch {
                    let outcome = self.put(db, &mut order, given)?;
                    if given.counts {
                        counts.note(outcome.beside(beside.take()));
                    } else {
                        beside = Some(outcome);
                    }
                }
                Ok(())
            })?;
            if let Some(mark) = mark {
                file::advance(db, mark)?;
            }
            Ok(counts)
        });
        if done.is_err() {
            self.customers.clear();
            self.shops.clear();
        }
        done
    }

    /// Stores one fact.
    fn put(&mut self, db: &dyn Engine, order: &mut order::Writer<'_>, given: &Given<'_>) -> Result<Outcome> {
        if let Fact::Goods(facts) = given.fact {
            let telling = self.telling(db, given.shop)?;
            return goods::take(db, &telling, facts);
        }
        let (shop, platform) = self.shop(db, given.shop)?;
        let place = Place { shop, platform };
        match given.fact {
            Fact::Order(facts) => order.put(self, place, facts),
            Fact::Line(facts) => line::put(db, self, place, facts),
            Fact::Refund(facts) => refund::put(db, self, place, facts),
            Fact::Payment(facts) => payment::put(db, self, place, facts),
            Fact::Goods(_) => Ok(Outcome::Unchanged),
        }
    }

    /// What a sheet of goods says of itself. One that names no shop makes none.
    fn telling(&mut self, db: &dyn Engine, key: Option<&ShopKey>) -> Result<goods::Telling<'_>> {
        let shop = if key.is_some() || self.given_shop.is_some() || self.new_shop.is_some() {
            Some(self.shop(db, key)?)
        } else {
            None
        };
        Ok(goods::Telling { source: &self.source, now: self.now, made_at: self.made_at, shop })
    }

    /// Tries a batch: its counts, and nothing written.
    pub fn try_out(&mut self, db: &dyn Engine, batch: &[Given<'_>]) -> Result<Counts> {
        db.begin()?;
        let counts = self.apply(db, batch, None);
        self.customers.clear();
        self.shops.clear();
        db.rollback()?;
        counts
    }

    /// True when the words of this order are to be indexed now.
    fn indexes(&self, order: i64) -> bool {
        self.indexed_to.is_none_or(|done| order <= done)
    }

    fn shop(&mut self, db: &dyn Engine, key: Option<&ShopKey>) -> Result<(ShopId, Platform)> {
        let named = key.cloned();
        if let Some(found) = self.shops.get(&named) {
            return Ok(*found);
        }
        let (platform, name, external) = match key {
            Some(key) => (key.platform, key.name.as_str(), key.external_id.as_str()),
            None => (self.platform, "", ""),
        };
        let given = if key.is_none() { self.given_shop } else { None };
        let shop = match given.map(|id| shops::by_id(db, id)).transpose()?.flatten() {
            Some(shop) => shop,
            None => match self.new_shop.as_ref().filter(|_| key.is_none()) {
                Some(NewShop { name, apart: true }) => shops::ensure_own(db, platform, name, self.zone, self.now)?,
                Some(NewShop { name, .. }) => shops::ensure(db, platform, name, "", self.zone, self.now)?,
                None => shops::ensure(db, platform, name, external, self.zone, self.now)?,
            },
        };
        self.shops.insert(named, (shop.id, shop.platform));
        Ok((shop.id, shop.platform))
    }
}

/// Where an order stands: its shop.
#[derive(Clone, Copy)]
struct Place {
    shop: ShopId,
    platform: Platform,
}

/// The order of a number in a shop; failing that in any shop, because a file of refunds names none.
fn order_id(db: &dyn Engine, place: Place, number: &str) -> Result<Option<OrderId>> {
    first(
        db,
        "SELECT id FROM orders WHERE number = $1 ORDER BY CASE WHEN shop_id = $2 THEN 0 ELSE 1 END LIMIT 1",
        args![number, place.shop],
        |row| row.int(0),
    )
    .map(|found| found.map(OrderId::new))
}

/// A stable number for a row's content (FNV-1a), to see at a glance that nothing has changed.
pub(in crate::store) struct RowHash(u64);

impl RowHash {
    pub(in crate::store) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
    pub(in crate::store) fn text(&mut self, text: &str) {
        for chunk in text.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        }
        self.int(text.len() as i64);
    }
    pub(in crate::store) fn int(&mut self, n: i64) {
        self.0 = (self.0 ^ n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
    pub(in crate::store) fn opt(&mut self, n: Option<i64>) {
        self.int(n.map_or(i64::MIN, |n| n));
    }
    pub(in crate::store) fn done(&self) -> i64 {
        self.0 as i64
    }
}
