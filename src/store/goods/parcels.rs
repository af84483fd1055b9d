//! Parcels, and what their orders learn from them: picked up, last scan, signed for.

use super::super::engine::{Engine, Result, Row, args, first, list, write};
use super::super::intake::{Outcome, RowHash};
use super::super::rows::Cols;
use super::Telling;
use crate::domain::parcel::{Parcel, ParcelState};
use crate::domain::product::ParcelFacts;
use crate::domain::{OrderId, SafeText, Time};

const COLUMNS: &str = "number, carrier, picked_up_at, last_scan_at, last_scan, signed_at, state, raw_state, seen_at";

/// The parcel of a waybill.
pub fn by_number(db: &dyn Engine, number: &str) -> Result<Option<Parcel>> {
    first(db, &format!("SELECT {COLUMNS} FROM parcels WHERE number = $1"), args![number.trim()], read)
}

/// The parcels of an order that a sheet has told of, by number.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Parcel>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM parcels WHERE number IN (SELECT number FROM order_tracking WHERE order_id = $1) \
             ORDER BY number"
        ),
        args![order],
        read,
    )
}

pub(super) fn take(db: &dyn Engine, telling: &Telling<'_>, facts: &ParcelFacts) -> Result<Outcome> {
    let hash = hash(facts);
    let old = first(
        db,
        &format!("SELECT {COLUMNS}, row_hash FROM parcels WHERE number = $1"),
        args![&facts.number],
        |row| Ok((read(row)?, row.int(9)?)),
    )?;
    let outcome = match &old {
        Some((_, known)) if *known == hash => return Ok(Outcome::Unchanged),
        Some(_) => Outcome::Updated,
        None => Outcome::Inserted,
    };
    let known = ParcelState::of_words(facts.raw_state.unclean());
    let old = old.map(|(parcel, _)| parcel);
    let past = |at: Option<Time>, new: Option<Time>| at.max(new);
    let scan = past(old.as_ref().and_then(|p| p.last_scan_at), facts.last_scan_at);
    // An older sheet after a newer one: what the newer one said of the state stays.
    let newer = old.as_ref().is_none_or(|p| facts.last_scan_at >= p.last_scan_at);
    let state = match (known, &old) {
        (Some(state), _) if newer => state,
        (_, Some(parcel)) => parcel.state,
        (known, None) => known.unwrap_or(ParcelState::Unknown),
    };
    // The first pick-up and the first signature count: later rows speak of the way back or of corrections of words.
    let picked = old.as_ref().and_then(|p| p.picked_up_at).or(facts.picked_up_at);
    let mut signed = old.as_ref().and_then(|p| p.signed_at).or(facts.signed_at);
    if signed.is_none() && state == ParcelState::Signed {
        signed = facts.last_scan_at;
    }
    let text = |new: &str, old: Option<&SafeText>| {
        let new = SafeText::line(new);
        if new.is_empty() || !newer { old.cloned().unwrap_or(new) } else { new }
    };
    let state = if signed.is_some() && state == ParcelState::Unknown { ParcelState::Signed } else { state };
    db.run(
        "INSERT INTO parcels (number, carrier, order_number, picked_up_at, last_scan_at, last_scan, signed_at, state, \
         raw_state, matched, row_hash, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11) \
         ON CONFLICT (number) DO UPDATE SET carrier = $2, order_number = CASE WHEN $3 = '' THEN parcels.order_number ELSE $3 END, \
         picked_up_at = $4, last_scan_at = $5, last_scan = $6, signed_at = $7, state = $8, raw_state = $9, matched = 0, \
         row_hash = $10, seen_at = $11",
        args![
            &facts.number,
            &text(facts.carrier.unclean(), old.as_ref().map(|p| &p.carrier)),
            &facts.order,
            picked,
            scan,
            &text(facts.last_scan.unclean(), old.as_ref().map(|p| &p.last_scan)),
            signed,
            state.code(),
            &text(facts.raw_state.unclean(), old.as_ref().map(|p| &p.raw_state)),
            hash,
            telling.now
        ],
    )?;
    tell_order(db, &facts.number)?;
    Ok(outcome)
}

/// Tells the orders that parcels were waiting for.
pub(super) fn match_late(db: &dyn Engine) -> Result<()> {
    let waiting = list(
        db,
        "SELECT p.number FROM parcels p WHERE p.matched = 0 AND (EXISTS (SELECT 1 FROM order_tracking t WHERE t.number = p.number) \
         OR EXISTS (SELECT 1 FROM orders o WHERE p.order_number <> '' AND o.number = p.order_number)) ORDER BY p.number",
        &[],
        |row| Ok(row.text(0)?.to_owned()),
    )?;
    for page in waiting.chunks(250) {
        write(db, || page.iter().try_for_each(|number| tell_order(db, number)))?;
    }
    Ok(())
}

/// Tells the orders of a parcel where it is: picked up when the first of their parcels was, scanned when the last was,
/// signed for when all are. A parcel on its way back was never signed for by the buyer.
fn tell_order(db: &dyn Engine, number: &str) -> Result<()> {
    let orders = list(db, "SELECT order_id FROM order_tracking WHERE number = $1", args![number], |row| row.int(0))?;
    let orders = if orders.is_empty() { adopt(db, number)? } else { orders };
    for order in &orders {
        let (all, told, signed, back) = first(
            db,
            "SELECT count(*), count(p.number), count(p.signed_at), \
             sum(CASE WHEN p.state = 'returned' THEN 1 ELSE 0 END) \
             FROM order_tracking t LEFT JOIN parcels p ON p.number = t.number WHERE t.order_id = $1",
            args![*order],
            |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?, row.opt_int(3)?.unwrap_or(0))),
        )?
        .unwrap_or_default();
        if told == 0 {
            continue;
        }
        let whole = all == signed && back == 0;
        db.run(
            "UPDATE orders SET \
             picked_up_at = COALESCE((SELECT min(p.picked_up_at) FROM order_tracking t JOIN parcels p ON p.number = t.number \
             WHERE t.order_id = $1), picked_up_at), \
             last_scan_at = COALESCE((SELECT max(p.last_scan_at) FROM order_tracking t JOIN parcels p ON p.number = t.number \
             WHERE t.order_id = $1), last_scan_at), \
             signed_at = CASE WHEN $2 = 1 THEN COALESCE((SELECT max(p.signed_at) FROM order_tracking t \
             JOIN parcels p ON p.number = t.number WHERE t.order_id = $1), signed_at) ELSE signed_at END \
             WHERE id = $1",
            args![*order, whole],
        )?;
    }
    if !orders.is_empty() {
        db.run("UPDATE parcels SET matched = 1 WHERE number = $1", args![number])?;
    }
    Ok(())
}

/// A sheet that names the order gives it the parcel's number, when the order is known and has none yet.
fn adopt(db: &dyn Engine, number: &str) -> Result<Vec<i64>> {
    let found = list(
        db,
        "SELECT o.id, p.carrier FROM parcels p JOIN orders o ON o.number = p.order_number \
         WHERE p.number = $1 AND p.order_number <> ''",
        args![number],
        |row| Ok((row.int(0)?, row.text(1)?.to_owned())),
    )?;
    // The same number in two shops: whose parcel it is is not known.
    if found.len() > 1 {
        return Ok(Vec::new());
    }
    let reversed = super::super::search::reversed(number);
    for (order, carrier) in &found {
        db.run(
            "INSERT INTO order_tracking (order_id, number, number_rev, carrier) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (number, order_id) DO NOTHING",
            args![*order, number, &reversed, carrier],
        )?;
        db.run(
            "UPDATE orders SET tracking = $2, carrier = CASE WHEN carrier = '' THEN $3 ELSE carrier END \
             WHERE id = $1 AND tracking = ''",
            args![*order, number, carrier],
        )?;
    }
    Ok(found.into_iter().map(|(order, _)| order).collect())
}

fn read(row: &dyn Row) -> Result<Parcel> {
    let mut c = Cols::new(row);
    Ok(Parcel {
        number: c.string()?,
        carrier: c.line()?,
        picked_up_at: c.opt_time()?,
        last_scan_at: c.opt_time()?,
        last_scan: c.line()?,
        signed_at: c.opt_time()?,
        state: c.code("parcel state", ParcelState::parse)?,
        raw_state: c.line()?,
        seen_at: c.time()?,
    })
}

fn hash(facts: &ParcelFacts) -> i64 {
    let mut h = RowHash::new();
    for text in [facts.carrier.unclean(), facts.last_scan.unclean(), facts.raw_state.unclean(), &facts.order] {
        h.text(text);
    }
    for at in [facts.picked_up_at, facts.last_scan_at, facts.signed_at] {
        h.opt(at.map(Time::ms));
    }
    h.done()
}
