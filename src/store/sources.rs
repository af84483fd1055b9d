//! Live order sources: how far each is known, what is told of their orders, which orders are read again.

use super::engine::{Engine, Result, Row, args, first, list, write};
use super::intake::{Given, Intake};
use super::rows::Cols;
use super::{conversations, shops};
use crate::domain::source::{Mark, SourceFault, SourceKind, SourceState, Told};
use crate::domain::{Fact, OrderId, OrderStatus, Problem, ShopKey, Span, Time};

/// An order that ended is still watched for so long: a refund may follow.
const WATCH_ENDED: Span = Span::days(14);

/// What an order needs for being stored.
pub struct Taking<'a, 'r> {
    /// The source's name.
    pub source: &'a str,
    /// Its shop.
    pub shop: &'a ShopKey,
    /// The intake that stores facts.
    pub intake: &'a mut Intake<'r>,
    /// When it was told.
    pub now: Time,
}

/// What became of what was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Took {
    /// Orders whose content was new.
    pub changed: u64,
    /// Orders never told by this source before, among them.
    pub new: u64,
}

/// How far the changes of a source are known.
pub fn mark(db: &dyn Engine, source: &str) -> Result<Option<Mark>> {
    let found = first(db, "SELECT changed_to, placed_to FROM sources WHERE name = $1", args![source], |row| {
        Ok(row.opt_int(0)?.zip(row.opt_int(1)?))
    })?;
    let mark = |(changed, placed)| Mark { changed: Time::from_ms(changed), placed: Time::from_ms(placed), skip: 0 };
    Ok(found.flatten().map(mark))
}

/// Stores what was told whose content is new, in one transaction with the mark it reaches; a mark never goes back.
pub fn take(db: &dyn Engine, taking: &mut Taking<'_, '_>, orders: &[Told], mark: Option<Mark>) -> Result<Took> {
    let mut took = Took::default();
    let mut fresh = Vec::new();
    for told in orders {
        match known(db, taking.source, &told.id)? {
            Some(hash) if hash == told.hash => {}
            known => {
                took.new += u64::from(known.is_none());
                fresh.push(told);
            }
        }
    }
    took.changed = fresh.len() as u64;
    let reached = match mark {
        Some(mark) => self::mark(db, taking.source)?.is_none_or(|old| mark.or_later(old) != old),
        None => false,
    };
    if fresh.is_empty() && !reached {
        return Ok(took);
    }
    write(db, || {
        let shop = Some(taking.shop);
        let given: Vec<Given<'_>> =
            fresh.iter().flat_map(|told| &told.facts).map(|fact| Given { counts: true, shop, fact }).collect();
        if !given.is_empty() {
            taking.intake.apply(db, &given, None)?;
        }
        for told in &fresh {
            remember(db, taking, told)?;
        }
        if let Some(mark) = mark.filter(|_| reached) {
            db.run(
                "INSERT INTO sources (name, kind, changed_to, placed_to) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE SET \
                 kind = excluded.kind, \
                 changed_to = CASE WHEN COALESCE(sources.changed_to, 0) < $3 THEN $3 ELSE sources.changed_to END, \
                 placed_to = CASE WHEN COALESCE(sources.placed_to, 0) < $4 THEN $4 ELSE sources.placed_to END",
                args![taking.source, taking.shop.platform.code(), mark.changed, mark.placed],
            )?;
        }
        if took.new > 0 {
            conversations::rank_buyers(db)?;
        }
        Ok(())
    })?;
    Ok(took)
}

fn known(db: &dyn Engine, source: &str, id: &str) -> Result<Option<i64>> {
    let sql = "SELECT content_hash FROM source_orders WHERE source = $1 AND external_id = $2";
    first(db, sql, args![source, id], |row| row.int(0))
}

fn remember(db: &dyn Engine, taking: &Taking<'_, '_>, told: &Told) -> Result<()> {
    let shop = shops::find(db, taking.shop.platform, &taking.shop.name, "")?.map(|shop| shop.id);
    let order =
        first(db, "SELECT id FROM orders WHERE number = $1 AND shop_id = $2", args![&told.number, shop], |row| {
            Ok(OrderId::new(row.int(0)?))
        })?;
    let Some(order) = order else { return Ok(()) };
    let watch_until = told.facts.iter().find_map(|fact| match fact {
        Fact::Order(order) => Some(match order.status {
            Some(status) if status.is_open() || status == OrderStatus::Unknown => Time::from_ms(i64::MAX),
            _ => order.finished_at.unwrap_or(taking.now).plus(WATCH_ENDED),
        }),
        _ => None,
    });
    db.run(
        "INSERT INTO source_orders (source, external_id, order_id, content_hash, watch_until) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (source, external_id) DO UPDATE SET order_id = excluded.order_id, content_hash = excluded.content_hash, \
         watch_until = excluded.watch_until",
        args![taking.source, &told.id, order, told.hash, watch_until.unwrap_or(taking.now)],
    )?;
    // What was just read is as it is now, whether its content was new or not.
    db.run("UPDATE orders SET seen_at = $2 WHERE id = $1", args![order, taking.now])?;
    Ok(())
}

/// Ids of the orders that are read again by themselves: open ones (true), and those that ended lately (false).
pub fn watched(db: &dyn Engine, source: &str, now: Time) -> Result<Vec<(String, bool)>> {
    list(
        db,
        "SELECT external_id, CASE WHEN watch_until = $3 THEN 1 ELSE 0 END FROM source_orders \
         WHERE source = $1 AND watch_until > $2 ORDER BY order_id DESC",
        args![source, now, i64::MAX],
        |row| Ok((row.text(0)?.to_owned(), row.int(1)? == 1)),
    )
}

/// Ids of the orders of a source that an open case or a chat being served is about, ended or not.
pub fn in_work(db: &dyn Engine, source: &str) -> Result<Vec<String>> {
    list(
        db,
        "SELECT s.external_id FROM source_orders s WHERE s.source = $1 AND (s.order_id IN \
         (SELECT c.order_id FROM cases c WHERE c.is_open = 1 AND c.platform = \
         (SELECT k.kind FROM sources k WHERE k.name = $1)) \
         OR s.order_id IN (SELECT v.order_id FROM conversations v WHERE v.state IN ('waiting', 'open') AND v.order_id IS NOT NULL)) \
         ORDER BY s.order_id",
        args![source],
        |row| Ok(row.text(0)?.to_owned()),
    )
}

/// Watches orders no longer that the source has no more.
pub fn unwatch(db: &dyn Engine, source: &str, ids: &[String]) -> Result<()> {
    write(db, || {
        for id in ids {
            db.run(
                "UPDATE source_orders SET watch_until = 0 WHERE source = $1 AND external_id = $2",
                args![source, id],
            )?;
        }
        Ok(())
    })
}

/// The source and its id of an order; none for an order of a file.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Option<(String, String)>> {
    let sql = "SELECT source, external_id FROM source_orders WHERE order_id = $1 ORDER BY source LIMIT 1";
    first(db, sql, args![order], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
}

/// Notes that a source told all it was asked.
pub fn synced(db: &dyn Engine, source: &str, kind: SourceKind, now: Time) -> Result<()> {
    write(db, || {
        db.run(
            "INSERT INTO sources (name, kind, synced_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET \
             kind = excluded.kind, synced_at = excluded.synced_at, failing_since = NULL, fault = '', fault_detail = ''",
            args![source, kind.code(), now],
        )
    })?;
    Ok(())
}

/// Notes that a source fails, since when it first did, and why it did last.
pub fn failing(db: &dyn Engine, source: &str, kind: SourceKind, now: Time, fault: &SourceFault) -> Result<()> {
    write(db, || {
        db.run(
            "INSERT INTO sources (name, kind, failing_since, fault, fault_detail) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, failing_since = COALESCE(sources.failing_since, $3), \
             fault = excluded.fault, fault_detail = excluded.fault_detail",
            args![source, kind.code(), now, fault.code(), &fault.detail()],
        )
    })?;
    Ok(())
}

/// How all sources stand that were ever asked, by name. Orders are counted only when `counted`.
pub fn all(db: &dyn Engine, counted: bool) -> Result<Vec<SourceState>> {
    let read = |row: &dyn Row| {
        let mut c = Cols::new(row);
        let (name, kind) = (c.string()?, c.code("source", SourceKind::parse)?);
        let (synced_at, since) = (c.opt_time()?, c.opt_time()?);
        let fault = SourceFault::of(c.text()?, c.text()?);
        Ok::<_, Problem>(SourceState { name, kind, synced_at, failing: since.zip(fault), orders: 0 })
    };
    let sql = "SELECT name, kind, synced_at, failing_since, fault, fault_detail FROM sources ORDER BY name";
    let mut states = list(db, sql, &[], read)?;
    if counted {
        for state in &mut states {
            let sql = "SELECT count(*) FROM source_orders WHERE source = $1";
            state.orders = super::engine::number(db, sql, args![&state.name])?;
        }
    }
    Ok(states)
}
