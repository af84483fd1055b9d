//! The filters as conditions of a statement.

use super::from;
use crate::domain::{CaseTest, OrderWants, Time};
use crate::store::engine::Arg;

/// The condition of the indexes over orders with which something may still happen, behind another one.
pub(super) const OPEN: &str = " AND (status || '') NOT IN ('success', 'closed')";

/// Which filter chooses the index. It alone stands plain: the others are hidden, or an index in the wrong order would be
/// read to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Drive {
    /// None: the order asked for does, or the ids.
    None,
    /// The smallest id.
    Id,
    /// A state.
    Status,
    /// A state of few orders, in any order of rows.
    Open,
    /// A colour, in any order of rows.
    Flag,
    /// A shop.
    Shop,
}

/// The conditions, each behind an `AND`; their values are added to `values`.
pub(in crate::store) fn tests(wants: &OrderWants, drive: Drive, values: &mut Vec<Arg<'_>>) -> String {
    let mut sql = String::new();
    let by_id = matches!(drive, Drive::Id | Drive::Status | Drive::Shop);
    if wants.since.is_some() {
        values.push(Arg::Int(from(wants)));
        sql.push_str(&format!(" AND {} >= ${}", if by_id { "id" } else { "(id + 0)" }, values.len()));
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
    if let Some(all) = &wants.statuses {
        let column = if matches!(drive, Drive::Status | Drive::Open) { "status" } else { "(status || '')" };
        any(column, all.iter().map(|status| Arg::Text(status.code())).collect());
    }
    if let Some(all) = &wants.shops {
        let column = if drive == Drive::Shop { "shop_id" } else { "(shop_id + 0)" };
        any(column, all.iter().map(|shop| Arg::Int(shop.raw())).collect());
    }
    if let Some(all) = &wants.flags {
        let column = if drive == Drive::Flag { "flag <> 0 AND flag" } else { "(flag + 0)" };
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
