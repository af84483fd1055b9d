//! A walk along an index and a look at every order find the same rows in the same order.

use std::sync::Arc;

use super::{passing, walk};
use crate::domain::{Clock, OrderId, OrderQuery, OrderStatus, SortKey, Time};
use crate::store::engine::{Engine, args, write};
use crate::store::{Store, shops};

const NOW: i64 = 1_795_050_000_000;

struct Nine;

impl Clock for Nine {
    fn now(&self) -> Time {
        Time::from_ms(NOW)
    }
}

/// Two hundred orders of two shops, of all states and flags, ages and amounts; some have no time, sum or date.
fn stock(db: &dyn Engine) -> Vec<i64> {
    let some = |n: i64, every: i64, value: i64| (n % every != 0).then_some(value);
    let mut ids = Vec::new();
    write(db, || {
        db.batch(
            "INSERT INTO shops (id, platform, name, tag, zone, created_at) VALUES (1, 'taobao', 'one', 'o', 'Asia/Shanghai', 0), \
             (2, 'pdd', 'two', 't', 'Asia/Shanghai', 0)",
        )?;
        for n in 0..200i64 {
            let age = (n * 61) % 200;
            let id = db.id_at(Time::from_ms(NOW - age * 3_600_000))?;
            let status = OrderStatus::ALL[usize::try_from(n * 7).unwrap_or(0) % OrderStatus::ALL.len()];
            db.run(
                "INSERT INTO orders (id, shop_id, platform, number, number_rev, buyer, buyer_key, status, raw_status, currency, \
                 seen_at, flag, payable, paid_at, created_at, ship_by, our_step) \
                 VALUES ($1, $2, 'taobao', $3, $3, '', '', $4, '', 'CNY', $5, $6, $7, $8, $9, $10, $11)",
                args![
                    id,
                    1 + n % 2,
                    &n.to_string(),
                    status.code(),
                    NOW,
                    n % 6,
                    some(n, 9, (n * 37) % 50 * 100),
                    some(n, 4, NOW - (n * 13) % 80 * 1_000),
                    some(n, 17, NOW - age * 3_600_000),
                    some(n, 3, NOW + (n * 29) % 70 * 60_000),
                    (n % 11 == 0).then_some("to_do_on_platform")
                ],
            )?;
            ids.push(id);
        }
        Ok(())
    })
    .expect("stocked");
    ids
}

#[test]
fn whatever_is_asked_for_in_whatever_order() {
    let store = Store::memory(Arc::new(Nine)).expect("memory");
    let db = store.db();
    let all = stock(db);
    let shops = shops::all(db).expect("shops");
    for filters in [
        "",
        "flag:red",
        "flag:red,purple",
        "flag:none",
        "status:shipped",
        "status:unpaid,shipped,unknown",
        "status:success",
        "status:closed,to_ship",
        "shop:one",
        "shop:two flag:blue status:shipped",
        "flag:red,blue status:unpaid,shipped",
        "flag:green,none status:success step:none",
        ">20h",
        "<90h",
        "flag:red >20h <150h",
        "status:shipped >20h",
        "step:pending",
        "case:none status:to_ship",
    ] {
        let query = OrderQuery::parse(filters).expect("known filters");
        let wants = query.resolve(&shops, Time::from_ms(NOW)).expect("known shops");
        for key in SortKey::ALL {
            for turned in [false, true] {
                let every = passing(db, &wants, (key, turned), &all).expect("looked");
                for most in [7, 1_000] {
                    let walked = walk(db, &wants, key, turned, most).expect("walked");
                    let walked: Vec<OrderId> = walked.into_iter().map(OrderId::new).collect();
                    let first: Vec<OrderId> = every.iter().copied().take(most).collect();
                    assert_eq!(walked, first, "{filters} by {} turned {turned}", key.code());
                }
            }
        }
    }
}
