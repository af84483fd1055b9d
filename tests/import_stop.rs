//! An import that a person stops: what is in stays, how far it came is told, and the same file again goes on from there.

use std::sync::Arc;

use kefu::domain::clock::FixedClock;
use kefu::domain::{Time, Zone};
use kefu::rules;
use kefu::runtime::import_job::{ImportOrder, Step, import_file};
use kefu::store::{Store, orders};

#[test]
fn a_stopped_import_tells_how_far_it_came_and_goes_on_from_there() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("ExportOrderList.csv");
    let rows: String = (11..1_011)
        .map(|n| format!("40000000001941{n:05},买家{n},10.00,10.00,等待买家付款,2026-11-21 09:05:00,保温杯,旗舰店\n"))
        .collect();
    let head = "订单编号,买家会员名,买家应付货款,总金额,订单状态,订单创建时间,宝贝标题,店铺名称\n";
    std::fs::write(&file, format!("{head}{rows}")).expect("written");
    let now = Time::parse_rfc3339("2026-11-22T10:00:00+08:00").expect("time");
    let writer = Store::memory(Arc::new(FixedClock(now))).expect("memory");
    let rules = rules::embedded().expect("rules");
    let order = ImportOrder {
        format: None,
        mapping: None,
        shop: None,
        dry_run: false,
        agent: None,
        now,
        zone: Zone::default(),
        rules: &rules,
    };
    let mut seen: Vec<u64> = Vec::new();
    let mut two_batches = |step| {
        if let Step::Reading { rows, bytes, total } = step {
            assert!(bytes <= total && total > 0);
            seen.push(rows);
        }
        seen.len() < 2
    };
    let first = import_file(&file, writer.db(), &order, &mut two_batches).expect("stopped");
    assert!(first.summary.stopped && first.counts.inserted > 0 && first.counts.inserted < 1_000, "{:?}", first.counts);
    assert!(seen.windows(2).all(|pair| pair[0] < pair[1]), "{seen:?}");
    let again = import_file(&file, writer.db(), &order, &mut |_| true).expect("goes on");
    assert!(again.resumed > 0 && !again.summary.stopped, "{}", again.resumed);
    assert_eq!(first.counts.inserted + again.counts.inserted, 1_000);
    assert_eq!(orders::by_number(writer.db(), "4000000000194101010").expect("read").len(), 1);
    let third = import_file(&file, writer.db(), &order, &mut |_| true).expect("read");
    assert_eq!((third.resumed, third.counts.inserted, third.counts.unchanged), (0, 0, 1_000));
}
