//! Buyers, as one platform or channel knows them, and the person behind several of them.

mod alike;
mod card;
mod mark;
mod person;

pub use alike::alike;
pub use card::{card, card_of_buyer};
pub use mark::{mark, marks_of};
pub use person::{members, merge, person, unmerge};

use std::collections::HashMap;

use super::engine::{Arg, Engine, Result, Row, args, first, list, write};
use super::rows::{Cols, missing};
use super::search::{self, key};
use crate::domain::{Customer, CustomerId, Order, Platform, RawText, SafeText, Time};

/// The accounts of the person that account `$1` belongs to: itself and those merged with it.
pub(super) const PERSON: &str = "(SELECT m.id FROM customers a JOIN customers m ON m.id = COALESCE(a.merged_into, a.id) \
     OR m.merged_into = COALESCE(a.merged_into, a.id) WHERE a.id = $1)";

/// Whoever is blocked now is not contacted either; what warns on one account of a person warns on all. `$2` is the time.
const COLUMNS: &str = "c.id, c.platform, c.external_id, c.nick, \
     (SELECT max(CASE WHEN m.do_not_contact = 1 OR (m.blocked_at IS NOT NULL AND COALESCE(m.blocked_until, $2 + 1) > $2) THEN 1 ELSE 0 END) \
      FROM customers m WHERE m.id = COALESCE(c.merged_into, c.id) OR m.merged_into = COALESCE(c.merged_into, c.id)), \
     (SELECT max(m.careful) FROM customers m WHERE m.id = COALESCE(c.merged_into, c.id) OR m.merged_into = COALESCE(c.merged_into, c.id)), \
     c.note, c.created_at";

fn read(row: &dyn Row) -> Result<Customer> {
    let mut c = Cols::new(row);
    Ok(Customer {
        id: CustomerId::new(c.int()?),
        platform: c.code("platform", Platform::parse)?,
        external_id: c.string()?,
        nick: c.line()?,
        do_not_contact: c.flag()?,
        careful: c.flag()?,
        note: c.opt_clean()?,
        created_at: c.time()?,
    })
}

/// The customer of an id.
pub fn by_id(db: &dyn Engine, id: CustomerId) -> Result<Option<Customer>> {
    first(db, &format!("SELECT {COLUMNS} FROM customers c WHERE c.id = $1"), args![id, db.real_now()], read)
}

/// The customer of an id, or [`crate::domain::Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: CustomerId) -> Result<Customer> {
    by_id(db, id)?.ok_or_else(|| missing("customer", id))
}

/// Up to so many customers are each looked at for marks against writing to them.
const ASKED_ONE_BY_ONE: usize = 16;
/// More people with such marks than this are not all read.
const BARRED_AT_MOST: i64 = 1_000;

/// Why a person may not be written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Barred {
    /// No reminders, no marketing.
    pub(super) do_not_contact: bool,
    /// The shop does not serve them now.
    pub(super) blocked: bool,
}

/// Those of the customers `ids` that may not be written to, and why; a mark on one account of a person is one on all.
pub(super) fn barred(db: &dyn Engine, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Barred>> {
    if ids.len() > ASKED_ONE_BY_ONE
        && let Some(all) = all_barred(db)?
    {
        return Ok(all);
    }
    let ids: Vec<Arg<'_>> = ids.iter().map(|id| (*id).into()).collect();
    let sql = "SELECT c.id, max(m.do_not_contact), max(CASE WHEN m.blocked_at IS NOT NULL AND \
         COALESCE(m.blocked_until, $1 + 1) > $1 THEN 1 ELSE 0 END) FROM customers c JOIN customers m \
         ON m.id = COALESCE(c.merged_into, c.id) OR m.merged_into = COALESCE(c.merged_into, c.id) \
         WHERE c.id IN (..) AND (m.do_not_contact = 1 OR m.blocked_at IS NOT NULL) GROUP BY c.id";
    let mut found = HashMap::new();
    super::reminders::ask(db, sql, &ids, &[db.real_now().into()], |row| {
        let barred = Barred { do_not_contact: row.int(1)? != 0, blocked: row.int(2)? != 0 };
        if barred != Barred::default() {
            found.insert(CustomerId::new(row.int(0)?), barred);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Every account of everybody who may not be written to; nothing when there are too many of them. They are few in most
/// shops, and then this costs less than a look at each customer of a list.
fn all_barred(db: &dyn Engine) -> Result<Option<HashMap<CustomerId, Barred>>> {
    let sql = "SELECT COALESCE(merged_into, id), do_not_contact, CASE WHEN blocked_at IS NOT NULL AND \
         COALESCE(blocked_until, $1 + 1) > $1 THEN 1 ELSE 0 END FROM customers WHERE do_not_contact = 1 OR blocked_at IS NOT NULL LIMIT $2";
    let mut found: HashMap<CustomerId, Barred> = HashMap::new();
    let mut rows = 0;
    db.each(sql, args![db.real_now(), BARRED_AT_MOST + 1], &mut |row| {
        rows += 1;
        let known = found.entry(CustomerId::new(row.int(0)?)).or_default();
        known.do_not_contact |= row.int(1)? != 0;
        known.blocked |= row.int(2)? != 0;
        Ok(())
    })?;
    if rows > BARRED_AT_MOST {
        return Ok(None);
    }
    found.retain(|_, barred| *barred != Barred::default());
    let people: Vec<Arg<'_>> = found.keys().map(|id| (*id).into()).collect();
    let mut merged = Vec::new();
    super::reminders::ask(
        db,
        "SELECT id, merged_into FROM customers WHERE merged_into IN (..)",
        &people,
        &[],
        |row| {
            merged.push((CustomerId::new(row.int(0)?), CustomerId::new(row.int(1)?)));
            Ok(())
        },
    )?;
    for (account, person) in merged {
        if let Some(barred) = found.get(&person).copied() {
            found.insert(account, barred);
        }
    }
    Ok(Some(found))
}

/// Customers of a nick, whatever its case and width, newest first.
pub fn by_nick(db: &dyn Engine, nick: &str, limit: usize) -> Result<Vec<Customer>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM customers c WHERE c.nick_key = $1 ORDER BY c.id DESC LIMIT $3"),
        args![&key(nick), db.real_now(), limit as i64],
        read,
    )
}

/// The account of an order's buyer by their nick, where there is one.
pub fn of_buyer(db: &dyn Engine, order: &Order) -> Result<Option<CustomerId>> {
    if order.buyer.is_empty() {
        return Ok(None);
    }
    let known = by_nick(db, &order.buyer, 8)?.into_iter().find(|c| same_accounts(c.platform, order.platform));
    Ok(known.map(|customer| customer.id))
}

/// A buyer that was looked for; one who only stands in orders has no account here yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The platform.
    pub platform: Platform,
    /// The nick.
    pub nick: SafeText,
    /// The account.
    pub customer: Option<Customer>,
}

/// Buyers by nick (as typed, then by its beginning), then those of the orders a lookup finds: a number, a phone tail, a
/// receiver.
pub fn find(db: &dyn Engine, query: &str, limit: usize) -> Result<Vec<Hit>> {
    let mut hits: Vec<Hit> = Vec::new();
    let start = key(query);
    if start.is_empty() {
        return Ok(hits);
    }
    let named = list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM customers c WHERE c.nick_key >= $1 AND c.nick_key < $3 ORDER BY c.nick_key, c.id DESC LIMIT $4"
        ),
        args![&start, db.real_now(), &format!("{start}\u{10ffff}"), limit as i64],
        read,
    )?;
    for customer in named {
        hits.push(Hit { platform: customer.platform, nick: customer.nick.clone(), customer: Some(customer) });
    }
    for hit in search::find_orders(db, query, limit)? {
        let (platform, nick) = (hit.order.platform, hit.order.buyer);
        let same = |known: &Hit| key(&known.nick) == key(&nick) && same_accounts(known.platform, platform);
        if nick.is_empty() || hits.len() >= limit || hits.iter().any(same) {
            continue;
        }
        let customer = by_nick(db, &nick, 8)?.into_iter().find(|known| same_accounts(known.platform, platform));
        hits.push(Hit { platform, nick, customer });
    }
    Ok(hits)
}

/// The account a person names by its id, by `platform:nick` or by a nick that only one person has. A buyer who so far
/// only stands in orders gets an account.
///
/// # Errors
/// [`crate::domain::Problem::NotFound`] for nobody, and for a nick that several people have: then the key lists them.
pub fn resolve(db: &dyn Engine, named: &str) -> Result<CustomerId> {
    let named = named.trim();
    if let Some(customer) = named.parse().ok().map(|id| by_id(db, id)).transpose()?.flatten() {
        return Ok(customer.id);
    }
    let (platform, nick) = match named.split_once(':') {
        Some((code, nick)) if Platform::parse(code).is_some() => (Platform::parse(code), nick),
        _ => (None, named),
    };
    let fits = |of: Platform| platform.is_none_or(|wanted| same_accounts(wanted, of));
    let found: Vec<Customer> = by_nick(db, nick, 8)?.into_iter().filter(|known| fits(known.platform)).collect();
    if let Some(one) = found.first() {
        let theirs = members(db, one.id)?;
        if found.iter().all(|other| theirs.contains(&other.id)) {
            return Ok(one.id);
        }
        let all: Vec<String> = found.iter().map(|c| format!("{}:{}", c.platform.code(), c.nick)).collect();
        return Err(missing("one_customer", all.join(" ")));
    }
    let buyer = list(
        db,
        "SELECT DISTINCT platform, buyer FROM orders WHERE buyer_key = $1 AND buyer_key <> '' ORDER BY platform LIMIT 8",
        args![&key(nick)],
        |row| Ok((Platform::parse(row.text(0)?), row.text(1)?.to_owned())),
    )?;
    let buyers: Vec<(Platform, String)> =
        buyer.into_iter().filter_map(|(of, nick)| Some((of.filter(|of| fits(*of))?, nick))).collect();
    match buyers.as_slice() {
        [] => Err(missing("customer", named)),
        [(of, nick), rest @ ..] if rest.iter().all(|(other, _)| same_accounts(*of, *other)) => {
            ensure(db, *of, nick, &RawText::new(nick.clone()), db.real_now())
        }
        many => {
            let all: Vec<String> = many.iter().map(|(of, nick)| format!("{}:{nick}", of.code())).collect();
            Err(missing("one_customer", all.join(" ")))
        }
    }
}

/// Taobao and Tmall share their buyers' accounts; other platforms have their own.
pub(super) fn same_accounts(one: Platform, other: Platform) -> bool {
    let shared = |platform| matches!(platform, Platform::Taobao | Platform::Tmall);
    one == other || (shared(one) && shared(other))
}

/// The customer a platform or channel knows by `external_id`, made when new; a changed nick is taken over.
pub fn ensure(db: &dyn Engine, platform: Platform, external_id: &str, nick: &RawText, now: Time) -> Result<CustomerId> {
    write(db, || {
        let nick = nick.unclean();
        let nick = if nick.is_empty() { external_id } else { nick };
        let found = first(
            db,
            "SELECT id, nick FROM customers WHERE platform = $1 AND external_id = $2",
            args![platform.code(), external_id],
            |row| Ok((row.int(0)?, row.text(1)? == nick)),
        )?;
        let id = match found {
            Some((id, true)) => return Ok(CustomerId::new(id)),
            Some((id, false)) => id,
            None => db.next_id()?,
        };
        db.run(
            "INSERT INTO customers (id, platform, external_id, nick, nick_key, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (platform, external_id) DO UPDATE SET nick = excluded.nick, nick_key = excluded.nick_key",
            args![id, platform.code(), external_id, nick, &key(nick), now],
        )?;
        Ok(CustomerId::new(id))
    })
}
