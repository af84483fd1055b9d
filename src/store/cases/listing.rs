//! Open cases in the orders they are worked in; every window comes from an index.

use std::collections::HashSet;

use super::super::engine::{Arg, Engine, Result, args, list, number};
use super::many;
use crate::domain::CaseId;
use crate::domain::aftersale::{Case, CaseOrder, CaseWeek};
use crate::domain::{Span, Time};

/// A run of open cases that one index holds in order: what belongs to it, and its order.
struct Part {
    which: &'static str,
    order: &'static str,
}

/// Open cases by time, each part behind the one before: those the platform has presumably acted on (to be checked),
/// those with a clock, those without one.
const BY_TIME: [Part; 3] = [
    Part { which: "presume_next IS NOT NULL AND presume_next <= $1", order: "presume_next, id" },
    Part { which: "next_at > -9000000000000000 AND (presume_next IS NULL OR presume_next > $1)", order: "next_at, id" },
    Part { which: "next_at IS NULL AND $1 IS NOT NULL", order: "id" },
];

/// Open cases by what doing nothing costs.
const BY_HARM: [Part; 1] = [Part { which: "$1 IS NOT NULL", order: "harm DESC, id" }];

/// Open cases by their running clock up to an instant; the second part only where there is no such instant.
const BY_CLOCK: [Part; 2] = [
    Part { which: "next_at > -9000000000000000 AND next_at <= $1", order: "next_at, id" },
    Part { which: "next_at IS NULL AND $1 IS NOT NULL", order: "id" },
];

/// A window of the open cases in this order as of `now`.
pub fn page(db: &dyn Engine, order: CaseOrder, now: Time, limit: usize, offset: usize) -> Result<Vec<Case>> {
    match order {
        CaseOrder::Time => window(db, &BY_TIME, now, limit, offset),
        CaseOrder::Harm => window(db, &BY_HARM, now, limit, offset),
    }
}

/// Open cases by their running clock, the soonest first; those without a clock come last, oldest first. `due_before`
/// leaves only clocks that run out by then.
pub fn open(db: &dyn Engine, due_before: Option<Time>, limit: usize, offset: usize) -> Result<Vec<Case>> {
    match due_before {
        Some(until) => window(db, &BY_CLOCK[..1], until, limit, offset),
        None => window(db, &BY_CLOCK, Time::from_ms(i64::MAX), limit, offset),
    }
}

/// A window over the parts, one behind the other; `$1` of them is `at`.
fn window(db: &dyn Engine, parts: &[Part], at: Time, limit: usize, offset: usize) -> Result<Vec<Case>> {
    let (mut ids, mut skip): (Vec<CaseId>, usize) = (Vec::new(), offset);
    for (n, part) in parts.iter().enumerate() {
        let sql = format!(
            "SELECT id FROM cases WHERE is_open = 1 AND {} ORDER BY {} LIMIT $2 OFFSET $3",
            part.which, part.order
        );
        let room = limit - ids.len();
        let found = list(db, &sql, args![at, room as i64, skip as i64], |row| row.int(0).map(CaseId::new))?;
        if found.len() == room {
            ids.extend(found);
            break;
        }
        let last = n + 1 == parts.len();
        skip = match (skip, last) {
            (0, _) | (_, true) => 0,
            (skip, false) if found.is_empty() => skip - counted(db, part, at)?.min(skip),
            _ => 0,
        };
        ids.extend(found);
    }
    super::by_ids(db, &ids)
}

fn counted(db: &dyn Engine, part: &Part, at: Time) -> Result<usize> {
    let count = number(db, &format!("SELECT count(*) FROM cases WHERE is_open = 1 AND {}", part.which), args![at])?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// All cases, ended ones too, newest first.
pub fn all(db: &dyn Engine, limit: usize, offset: usize) -> Result<Vec<Case>> {
    many(
        db,
        "id > $1 ORDER BY opened_at DESC, id DESC LIMIT $2 OFFSET $3",
        args![i64::MIN, limit as i64, offset as i64],
    )
}

/// What came, what ended, and what the platform has, since the week began.
pub fn week(db: &dyn Engine, since: Time) -> Result<CaseWeek> {
    let count = |sql: &str| number(db, sql, args![since]).map(|n| usize::try_from(n).unwrap_or(0));
    Ok(CaseWeek {
        opened: count("SELECT count(*) FROM cases WHERE opened_at >= $1")?,
        ended: count("SELECT count(*) FROM cases WHERE ended_at >= $1")?,
        with_platform: count(
            "SELECT count(*) FROM cases WHERE is_open = 1 AND arbitration IN ('requested', 'evidence', 'judging') \
             AND $1 IS NOT NULL",
        )?,
    })
}

/// How far the ways to the costliest cases of a time span reach.
#[derive(Clone, Copy)]
struct Reach {
    /// So many entries of an index are read and sorted at once.
    few: i64,
    /// So many of the costliest of all are looked through before all of a span are.
    costliest: i64,
}

/// Two milliseconds' worth, and one.
const REACH: Reach = Reach { few: 10_000, costliest: 3_000 };

/// Open cases that do harm, for the one most urgent thing: in each span between two instants the costliest and, among
/// equals, the soonest; then those presumably acted on. Of each at least `limit` that `off` does not name, where there are
/// so many. Nothing of what ends in our favour.
pub fn harmful(db: &dyn Engine, now: Time, steps: &[Span], limit: usize, off: &HashSet<CaseId>) -> Result<Vec<Case>> {
    let presumed = |most: usize| {
        list(
            db,
            "SELECT id FROM cases WHERE is_open = 1 AND presume_next IS NOT NULL AND presume_next <= $1 \
             ORDER BY presume_next, id LIMIT $2",
            args![now, most as i64],
            |row| row.int(0).map(CaseId::new),
        )
    };
    let mut ids = enough(limit, off, &presumed)?;
    let mut from = i64::MIN + 1;
    for until in steps.iter().map(|step| now.plus(*step).ms()).chain([i64::MAX]) {
        ids.extend(enough(limit, off, &|most| costliest(db, (from, until), now, most, REACH))?);
        from = until;
    }
    super::by_ids(db, &ids)
}

/// Asks for ever more until `limit` of those found are not `off`, or there are no more.
fn enough(limit: usize, off: &HashSet<CaseId>, found: &dyn Fn(usize) -> Result<Vec<CaseId>>) -> Result<Vec<CaseId>> {
    let mut most = limit;
    loop {
        let ids = found(most)?;
        if ids.len() < most || ids.iter().filter(|id| !off.contains(id)).count() >= limit {
            return Ok(ids);
        }
        most = most.saturating_mul(4);
    }
}

/// The costliest cases whose clock ends in a span, and whose platform has not presumably acted. Whichever way reads the
/// fewest entries: those that end in the span; those not presumed over, of which there are few where a shop was left alone
/// for long; the costliest of all, among which those of a span with many are soon met.
fn costliest(db: &dyn Engine, (from, until): (i64, i64), now: Time, limit: usize, reach: Reach) -> Result<Vec<CaseId>> {
    let span = [Arg::Int(from), Arg::Int(until), Arg::Int(now.ms())];
    let Reach { few, costliest } = reach;
    let found = |sql: &str| list(db, sql, &span, |row| row.int(0).map(CaseId::new));
    let are_few = |which: &str, bound: &[Arg<'_>]| {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM cases WHERE is_open = 1 AND {which} LIMIT {few}) s");
        number(db, &sql, bound).map(|count| count < few)
    };
    let by_time = format!(
        "SELECT id FROM cases WHERE is_open = 1 AND next_at > $1 AND next_at <= $2 AND +presume_next > $3 \
         ORDER BY +harm DESC, next_at, id LIMIT {limit}"
    );
    if are_few("next_at > $1 AND next_at <= $2", &span[..2])? {
        return found(&by_time);
    }
    if are_few("presume_next > $1", &span[2..])? {
        // The signs keep the engine from the index of times.
        return found(&format!(
            "SELECT id FROM cases WHERE is_open = 1 AND presume_next > $3 AND +next_at > $1 AND +next_at <= $2 \
             ORDER BY +harm DESC, +next_at, id LIMIT {limit}"
        ));
    }
    let some = found(&format!(
        "SELECT id FROM (SELECT id, next_at, presume_next, harm FROM cases WHERE is_open = 1 ORDER BY harm DESC, id \
         LIMIT {costliest}) s WHERE next_at > $1 AND next_at <= $2 AND presume_next > $3 \
         ORDER BY harm DESC, next_at, id LIMIT {limit}"
    ))?;
    if some.len() == limit { Ok(some) } else { found(&by_time) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::clock::FixedClock;
    use crate::domain::{Fact, Money, OrderFacts, Platform, ShopKey, Zone};
    use crate::store::Store;
    use crate::store::intake::{Given, Intake};

    const NOW: Time = Time::from_ms(1_795_050_000_000);

    /// Open cases of these clocks (minutes from now), of these presumed ends behind them, and of these costs.
    fn filled(rows: &[(i64, Option<i64>, i64)]) -> crate::store::Writer {
        let store = Store::memory(Arc::new(FixedClock(NOW))).expect("memory");
        let rules = crate::rules::embedded().expect("rules");
        let key = ShopKey { platform: Platform::Own, name: "店".into(), external_id: String::new() };
        let paid = Some(Money::fen(100));
        let fact = Fact::Order(Box::new(OrderFacts { number: "1".into(), paid, ..OrderFacts::default() }));
        let given = Given { counts: true, shop: Some(&key), fact: &fact };
        let mut taking = Intake::new("test", None, Zone::default(), NOW, false, &rules);
        taking.apply(store.db(), &[given], None).expect("in");
        for (n, (end, presumed, harm)) in rows.iter().enumerate() {
            let at = |minutes: i64| NOW.plus(Span::minutes(minutes)).ms();
            let presumed = presumed.map_or(Arg::Null, |more| Arg::Int(at(end + more)));
            store
                .db()
                .run(
                    "INSERT INTO cases (id, platform, shop_id, order_id, kind, reason, stage, currency, stage_since, opened_at, \
                     seen_at, origin, next_at, presume_next, harm) SELECT $1, 'own', shop_id, id, 'refund_only', '', 'seller_review', \
                     'CNY', 0, 0, 0, 'import', $2, $3, $4 FROM orders",
                    &[Arg::Int(n as i64 + 1), Arg::Int(at(*end)), presumed, Arg::Int(*harm)],
                )
                .expect("inserted");
        }
        store
    }

    #[test]
    fn what_is_marked_hides_nothing_behind_it() {
        // Forty in one hour, each costlier than the next.
        let rows: Vec<_> = (0..40).map(|n| (30, Some(10), 100 - n)).collect();
        let store = filled(&rows);
        let found = |off: i64| -> Vec<i64> {
            let off: HashSet<CaseId> = (1..=off).map(CaseId::new).collect();
            let cases = harmful(store.db(), NOW, &[Span::ZERO, Span::hours(1)], 2, &off).expect("read");
            let mut left: Vec<i64> =
                cases.iter().filter(|case| !off.contains(&case.id)).map(|case| case.id.raw()).collect();
            left.sort_unstable();
            left
        };
        assert_eq!(found(0), [1, 2]);
        assert_eq!(found(30)[..2], [31, 32]);
        assert_eq!((found(39), found(40)), (vec![40], vec![]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn every_way_to_the_costliest_finds_the_same_costs(
            rows in prop::collection::vec((-90i64..90, prop::option::of(0i64..90), 0i64..6), 0..60),
            from in -60i64..60, width in 1i64..90, limit in 1usize..6,
        ) {
            let store = filled(&rows);
            let span = [from, from + width].map(|minutes| NOW.plus(Span::minutes(minutes)).ms());
            let of = |reach: Reach| -> Vec<i64> {
                let ids = costliest(store.db(), (span[0], span[1]), NOW, limit, reach).expect("read");
                let mut harm: Vec<i64> = ids.iter().map(|id| rows[usize::try_from(id.raw() - 1).expect("small")].2).collect();
                harm.sort_unstable();
                harm
            };
            let mut plain: Vec<i64> = rows
                .iter()
                .filter(|(end, presumed, _)| {
                    *end > from && *end <= from + width && presumed.is_some_and(|more| end + more > 0)
                })
                .map(|row| row.2)
                .collect();
            plain.sort_unstable();
            let plain = plain.split_off(plain.len().saturating_sub(limit));
            for few in [0, 5, 10_000] {
                for costliest in [1, 20, 3_000] {
                    prop_assert_eq!(of(Reach { few, costliest }), plain.clone(), "{} {}", few, costliest);
                }
            }
        }
    }
}
