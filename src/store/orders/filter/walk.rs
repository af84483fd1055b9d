//! The walk along an index that has its rows in the order asked for.

use super::tests::{Drive, OPEN, tests};
use crate::domain::{Flag, OrderStatus, OrderWants, SortKey};
use crate::store::engine::{Arg, Engine, Result, list};

/// Ids of orders that pass, in the order asked for, at most `most`.
///
/// Where flags or open states are asked for, each of them has an index in that order: several are walked one by one and
/// put together.
pub(in crate::store) fn walk(
    db: &dyn Engine,
    wants: &OrderWants,
    key: SortKey,
    turned: bool,
    most: usize,
) -> Result<Vec<i64>> {
    let branches = branches(wants);
    if branches.len() > 1 {
        let mut found = Vec::new();
        for branch in &branches {
            found.extend(one(db, branch, (key, turned), most)?);
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        if turned {
            found.reverse();
        }
        found.truncate(most);
        return Ok(found.into_iter().map(|(_, id)| id).collect());
    }
    Ok(one(db, wants, (key, turned), most)?.into_iter().map(|(_, id)| id).collect())
}

/// The same filters with one flag or one open state each, where that gives them an index.
fn branches(wants: &OrderWants) -> Vec<OrderWants> {
    if let Some(statuses) = wants.statuses.as_ref().filter(|all| all.iter().all(|status| lasts(*status))) {
        return statuses.iter().map(|one| OrderWants { statuses: Some(vec![*one]), ..wants.clone() }).collect();
    }
    if let Some(flags) = wants.flags.as_ref().filter(|all| !all.contains(&Flag::None)) {
        return flags.iter().map(|one| OrderWants { flags: Some(vec![*one]), ..wants.clone() }).collect();
    }
    vec![wants.clone()]
}

/// True for a state whose orders are few: those with which something may still happen.
fn lasts(status: OrderStatus) -> bool {
    !matches!(status, OrderStatus::Success | OrderStatus::Closed)
}

/// The rows of one walk, each behind its weight.
fn one(db: &dyn Engine, wants: &OrderWants, (key, turned): (SortKey, bool), most: usize) -> Result<Vec<(i64, i64)>> {
    let limit = Arg::Int(i64::try_from(most).unwrap_or(i64::MAX));
    let by_id = key == SortKey::Created && wants.until.is_none();
    let single = |n: Option<usize>| n == Some(1);
    let one_flag = wants.flags.as_ref().is_some_and(|all| single(Some(all.len())) && !all.contains(&Flag::None));
    let one_status = single(wants.statuses.as_ref().map(Vec::len));
    let few_left = wants.statuses.as_ref().is_some_and(|all| all.iter().all(|status| lasts(*status)));
    // The rarest of what has an index in this order: an open state, a colour, any other state, a shop.
    let drive = match () {
        () if one_status && few_left && !by_id => Drive::Open,
        () if one_status && (by_id && (few_left || !one_flag)) => Drive::Status,
        () if one_flag => Drive::Flag,
        () if by_id && single(wants.shops.as_ref().map(Vec::len)) => Drive::Shop,
        () if by_id => Drive::Id,
        () => Drive::None,
    };
    let read = |of: &str, order: &str, weight: &str| {
        let mut values = vec![limit];
        let open = if drive == Drive::Open { OPEN } else { "" };
        let tests = tests(wants, drive, &mut values);
        let sql = format!("SELECT id, {weight} FROM orders WHERE {of}{open}{tests} ORDER BY {order} LIMIT $1");
        list(db, &sql, &values, |row| Ok((row.int(1)?, row.int(0)?)))
    };
    let (down, up) = if turned { ("", " DESC") } else { (" DESC", "") };
    let weight = super::weight(key, wants);
    match key {
        SortKey::Created if wants.until.is_some() => {
            read("created_at IS NOT NULL", &format!("created_at{down}, id{down}"), weight)
        }
        SortKey::Created => read("1 = 1", &format!("id{down}"), weight),
        SortKey::Paid | SortKey::Amount => read("1 = 1", &format!("{weight}{down}, id{down}"), weight),
        SortKey::ShipBy => {
            // Those without a date come last, or first when it is turned round.
            let dated = || read("ship_by IS NOT NULL", &format!("ship_by{up}, id{down}"), "0 - ship_by");
            let others = || read("ship_by IS NULL", &format!("id{down}"), "-9223372036854775807");
            let mut found = if turned { others()? } else { dated()? };
            if found.len() < most {
                found.extend(if turned { dated()? } else { others()? });
                found.truncate(most);
            }
            Ok(found)
        }
    }
}
