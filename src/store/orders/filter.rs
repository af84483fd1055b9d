//! Orders by filters alone: a few of them by the narrowest index, many by a walk in the order asked for.

use crate::domain::id::floor_of;
use crate::domain::{CaseTest, Flag, OrderId, OrderWants, SortKey, Time};
use crate::store::engine::{Arg, Engine, Result, args, list, number};

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
        let sql = "SELECT id FROM orders WHERE our_step IS NOT NULL AND id >= $1 LIMIT $2";
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

/// Ids of orders that pass, in the order asked for, at most `most`.
pub(in crate::store) fn walk(
    db: &dyn Engine,
    wants: &OrderWants,
    key: SortKey,
    turned: bool,
    most: usize,
) -> Result<Vec<i64>> {
    let limit = Arg::Int(i64::try_from(most).unwrap_or(i64::MAX));
    let drive = match key {
        SortKey::Created if wants.until.is_none() => Drive::Any,
        SortKey::Amount => Drive::Rare,
        _ => Drive::Flag,
    };
    let read = |of: &str, drive: Drive, order: &str| {
        let mut values = vec![limit];
        let tests = tests(wants, drive, &mut values);
        let sql = format!("SELECT id FROM orders WHERE {of}{tests} ORDER BY {order} LIMIT $1");
        list(db, &sql, &values, |row| row.int(0))
    };
    let run = |of: &str, order: &str| read(of, drive, order);
    let (down, up) = if turned { ("", " DESC") } else { (" DESC", "") };
    match key {
        // An order known from a file of its items first has the id of that day: from an instant back, its own time counts.
        SortKey::Created if wants.until.is_some() => {
            run("created_at IS NOT NULL", &format!("created_at{down}, id{down}"))
        }
        SortKey::Created => run("1 = 1", &format!("id{down}")),
        SortKey::Paid => run("1 = 1", &format!("COALESCE(paid_at, 0){down}, id{down}")),
        SortKey::Amount => run("1 = 1", &format!("COALESCE(paid, payable, 0){down}, id{down}")),
        SortKey::ShipBy => {
            // Those without a date come last, or first when it is turned round.
            let dated = || run("ship_by IS NOT NULL", &format!("ship_by{up}, id{down}"));
            let others = || read("ship_by IS NULL", Drive::Any, &format!("id{down}"));
            let mut ids = if turned { others()? } else { dated()? };
            if ids.len() < most {
                ids.extend(if turned { dated()? } else { others()? });
                ids.truncate(most);
            }
            Ok(ids)
        }
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

/// Which filters may choose the index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drive {
    /// Any: every index over a filter has its rows newest first.
    Any,
    /// Those that leave so few rows that putting them in order costs less than walking an index in that order.
    Rare,
    /// A colour alone.
    Flag,
}

/// The filters as conditions. Only the one that should choose the index stands plain: the others are hidden from it, or an
/// index in the wrong order would be read to its end.
fn tests(wants: &OrderWants, drive: Drive, values: &mut Vec<Arg<'_>>) -> String {
    let mut sql = String::new();
    if wants.since.is_some() {
        values.push(Arg::Int(from(wants)));
        sql.push_str(&format!(" AND {} >= ${}", if drive == Drive::Any { "id" } else { "(id + 0)" }, values.len()));
    }
    let mut any = |column: &str, all: Vec<Arg<'static>>| {
        let places: Vec<String> = all
            .into_iter()
            .map(|value| {
                values.push(value);
                format!("${}", values.len())
            })
            .collect();
        let places = places.join(", ");
        sql.push_str(&format!(" AND {column} IN ({places})"));
    };
    // The rarest of what may drive: a status that orders soon leave, a colour, any other status, a shop.
    let single = |n: Option<usize>| n == Some(1);
    let one_flag = wants.flags.as_ref().is_some_and(|all| single(Some(all.len())) && !all.contains(&Flag::None));
    let one_status = single(wants.statuses.as_ref().map(Vec::len));
    let soon_left = wants.statuses.as_ref().is_some_and(|all| all.iter().all(|status| status.is_open()));
    let by_status = match drive {
        Drive::Any => one_status && (soon_left || !one_flag),
        Drive::Rare => one_status && soon_left,
        Drive::Flag => false,
    };
    let by_flag = one_flag && !by_status;
    if let Some(all) = &wants.statuses {
        let column = if by_status { "status" } else { "(status || '')" };
        any(column, all.iter().map(|status| Arg::Text(status.code())).collect());
    }
    if let Some(all) = &wants.shops {
        let plain = drive == Drive::Any && !by_status && !by_flag && single(Some(all.len()));
        any(if plain { "shop_id" } else { "(shop_id + 0)" }, all.iter().map(|shop| Arg::Int(shop.raw())).collect());
    }
    if let Some(all) = &wants.flags {
        let column = if by_flag { "flag <> 0 AND flag" } else { "(flag + 0)" };
        any(column, all.iter().map(|flag| Arg::Int(flag.number())).collect());
    }
    for pending in &wants.steps {
        sql.push_str(if *pending { " AND our_step IS NOT NULL" } else { " AND our_step IS NULL" });
    }
    if let Some(since) = wants.since {
        any_time(&mut sql, values, ">=", since);
    }
    if let Some(until) = wants.until {
        any_time(&mut sql, values, "<=", until);
    }
    for case in &wants.cases {
        sql.push_str(match case {
            CaseTest::Open => " AND EXISTS (SELECT 1 FROM cases c WHERE c.order_id = orders.id AND c.is_open = 1)",
            CaseTest::Any => " AND EXISTS (SELECT 1 FROM cases c WHERE c.order_id = orders.id)",
            CaseTest::None => " AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.order_id = orders.id)",
        });
    }
    sql
}

fn any_time(sql: &mut String, values: &mut Vec<Arg<'_>>, sign: &str, at: Time) {
    values.push(Arg::Int(at.ms()));
    sql.push_str(&format!(" AND created_at {sign} ${}", values.len()));
}

/// The smallest id an order of that time may have: an id is of the order's time, or of a later one at which it became known.
fn from(wants: &OrderWants) -> i64 {
    wants.since.map_or(i64::MIN, floor_of)
}
