//! Orders by filters alone: a few of them by the narrowest index, many by a walk in the order asked for.

#[cfg(test)]
mod agree;
mod tests;
mod walk;

use crate::domain::id::floor_of;
use crate::domain::{CaseTest, Flag, OrderId, OrderWants, SortKey};
use crate::store::engine::{Arg, Engine, Result, args, list, number};

pub(in crate::store) use tests::{Drive, tests};
pub(in crate::store) use walk::walk;

/// So few orders are read whole and put in order in less time than an index is walked.
const FEW: usize = 1_500;

/// All orders that may pass, when some filter leaves only a few; nothing when every filter leaves many.
pub(in crate::store) fn few(db: &dyn Engine, wants: &OrderWants) -> Result<Option<Vec<i64>>> {
    let most = Arg::Int(FEW as i64 + 1);
    let range = [Arg::Int(from(wants)), most];
    let ids = |sql: &str, one: Arg<'_>| {
        let values = [range[0], range[1], one];
        list(db, sql, &values, |row| row.int(0))
    };
    // All values of one filter together are its rows; one that is too many ends it.
    let gather = |sql: &str, all: &[Arg<'_>]| -> Result<Option<Vec<i64>>> {
        let mut found = Vec::new();
        for one in all {
            found.extend(ids(sql, *one)?);
            if found.len() > FEW {
                return Ok(None);
            }
        }
        Ok(Some(found))
    };
    if wants.cases.contains(&CaseTest::Open) {
        let sql = "SELECT DISTINCT order_id FROM cases WHERE is_open = 1 AND order_id >= $1 LIMIT $2";
        let found = list(db, sql, &range, |row| row.int(0))?;
        if found.len() <= FEW {
            return Ok(Some(found));
        }
    }
    if wants.steps.contains(&true) {
        // The id is hidden, or every order from there on would be read for the few that have a step.
        let sql = "SELECT id FROM orders WHERE our_step IS NOT NULL AND (id + 0) >= $1 LIMIT $2";
        let found = list(db, sql, &range, |row| row.int(0))?;
        if found.len() <= FEW {
            return Ok(Some(found));
        }
    }
    if let Some(flags) = wants.flags.as_ref().filter(|flags| !flags.contains(&Flag::None)) {
        let sql = "SELECT id FROM orders WHERE flag = $3 AND flag <> 0 AND id >= $1 LIMIT $2";
        let all: Vec<Arg<'_>> = flags.iter().map(|flag| Arg::Int(flag.number())).collect();
        if let Some(found) = gather(sql, &all)? {
            return Ok(Some(found));
        }
    }
    if let Some(statuses) = &wants.statuses {
        let sql = "SELECT id FROM orders WHERE status = $3 AND id >= $1 LIMIT $2";
        let all: Vec<Arg<'_>> = statuses.iter().map(|status| Arg::Text(status.code())).collect();
        if let Some(found) = gather(sql, &all)? {
            return Ok(Some(found));
        }
    }
    if let Some(shops) = &wants.shops {
        let sql = "SELECT id FROM orders WHERE shop_id = $3 AND id >= $1 LIMIT $2";
        let all: Vec<Arg<'_>> = shops.iter().map(|shop| Arg::Int(shop.raw())).collect();
        if let Some(found) = gather(sql, &all)? {
            return Ok(Some(found));
        }
    }
    if wants.since.is_some() {
        let sql = "SELECT id FROM orders WHERE id >= $1 LIMIT $2";
        let found = list(db, sql, &range, |row| row.int(0))?;
        if found.len() <= FEW {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Those of a few orders that pass, in the order asked for; of each row only what the filters ask is read.
pub(in crate::store) fn passing(
    db: &dyn Engine,
    wants: &OrderWants,
    (key, turned): (SortKey, bool),
    ids: &[i64],
) -> Result<Vec<OrderId>> {
    let mut values = Vec::new();
    let tests = tests(wants, Drive::None, &mut values);
    let sql = format!("SELECT id, {} FROM orders WHERE id IN (..){tests}", weight(key, wants));
    let wanted: Vec<Arg<'_>> = ids.iter().map(|id| Arg::Int(*id)).collect();
    let mut found = Vec::with_capacity(ids.len());
    crate::store::reminders::ask(db, &sql, &wanted, &values, |row| {
        found.push((row.int(1)?, row.int(0)?));
        Ok(())
    })?;
    // A list of ids is filled up with its last one, and two filters may name one order.
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    if turned {
        found.reverse();
    }
    Ok(found.into_iter().map(|(_, id)| OrderId::new(id)).collect())
}

/// The number rows are put in order by, so that the larger one comes first: [`SortKey::weight`] in the data file. An order
/// known from a file of its items first has the id of that day: from an instant back, its own time counts.
pub(in crate::store) fn weight(key: SortKey, wants: &OrderWants) -> &'static str {
    match key {
        SortKey::Created if wants.until.is_some() => "created_at",
        SortKey::Created => "id",
        SortKey::Paid => "COALESCE(paid_at, 0)",
        SortKey::Amount => "COALESCE(paid, payable, 0)",
        SortKey::ShipBy => "COALESCE(0 - ship_by, -9223372036854775807)",
    }
}

/// True when the order passes what is asked of its cases.
pub(in crate::store) fn cases_hold(db: &dyn Engine, wants: &OrderWants, order: OrderId) -> Result<bool> {
    for case in &wants.cases {
        let count = |sql| number(db, sql, args![order]);
        let all = "SELECT count(*) FROM cases WHERE order_id = $1";
        let holds = match case {
            CaseTest::Open => count("SELECT count(*) FROM cases WHERE order_id = $1 AND is_open = 1")? > 0,
            CaseTest::Any => count(all)? > 0,
            CaseTest::None => count(all)? == 0,
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The smallest id an order of that time may have: an id is of the order's time, or of a later one at which it became known.
fn from(wants: &OrderWants) -> i64 {
    wants.since.map_or(i64::MIN, floor_of)
}
