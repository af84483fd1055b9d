//! All clocks by other rules, while somebody else works on: everything ends by the new rules, and nothing done is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kefu::domain::aftersale::{Arbitration, Case, CaseOrder, CaseType, GoodsState, OurStep, Rules, Stage, Step};
use kefu::domain::clock::FixedClock;
use kefu::domain::{By, CaseId, Fact, Money, OrderFacts, OrderFilter, Platform, Problem, ShopKey, Span, Time, Zone};
use kefu::rules::{EMBEDDED, Source};
use kefu::store::intake::{Given, Intake};
use kefu::store::{DbPath, Engine, Store, Writer, cases, orders, write};

use super::{opening, rules, whole};

const NOW: Time = Time::from_ms(1_795_050_000_000);
const CASES: usize = cases::RECOMPUTE_BATCH + 300;

/// What kefu ships, with other hours for the review of returns and for giving evidence.
fn edited() -> Rules {
    const RETURNS: &str = "types = [\"return_refund\", \"exchange\", \"repair\"]\nact_hours = 48\npresume_hours = 120";
    let text = |name: &str, shipped: &str| match name {
        "taobao.toml" => {
            assert!(shipped.contains(RETURNS), "the row this test edits");
            shipped.replace(RETURNS, &RETURNS.replace("48", "60").replace("120", "168"))
        }
        _ => shipped.to_owned(),
    };
    kefu::rules::read(EMBEDDED.iter().map(|(name, shipped)| Source::new(*name, text(name, shipped)))).expect("rules")
}

/// Cases of every kind of clock: ours, the buyer's, the platform's own time, one by hand, none, in the platform's hands, ended.
fn fill(db: &dyn Engine) -> Vec<CaseId> {
    let facts = OrderFacts { number: "1001".into(), paid: Some(Money::fen(900_000_000)), ..OrderFacts::default() };
    let key = ShopKey { platform: Platform::Taobao, name: "店".into(), external_id: String::new() };
    let fact = Fact::Order(Box::new(facts));
    let given = Given { counts: true, shop: Some(&key), fact: &fact };
    Intake::new("test", None, Zone::default(), NOW, false, rules()).apply(db, &[given], None).expect("in");
    let order = orders::page(db, &OrderFilter::default(), 1, 0).expect("orders").remove(0);
    let by = By::new(None, NOW, Zone::default());
    let case = |n: usize| {
        let kind = [CaseType::ReturnRefund, CaseType::RefundOnly, CaseType::Exchange][n % 3];
        let at = NOW.minus(Span::minutes(n as i64));
        let open = kefu::domain::aftersale::Opening {
            shop: order.shop,
            order: order.id,
            platform_id: Some(format!("R{n}")),
            applied_at: at,
            platform_deadline: n.is_multiple_of(7).then(|| at.plus(Span::hours(50))),
            ..opening(kind, GoodsState::Received)
        };
        let case = Case::open(open, rules()).expect("opens").case;
        let told = |case: Case, step: Step| case.after(step, &whole().as_fact(), rules(), at).expect("possible").case;
        match n % 11 {
            1 => told(case, Step::Refuse),
            2 => told(told(told(case, Step::Refuse), Step::Escalate), Step::AskEvidence),
            3 => case.with_deadline(at.plus(Span::hours(9)), at).expect("open"),
            4 => told(case, Step::Withdraw),
            _ => case,
        }
    };
    write(db, || (0..CASES).map(|n| Ok(cases::insert(db, &by, &case(n), &[])?.id)).collect()).expect("filled")
}

/// That every case stands by these rules, and that the lists agree with what the cases say.
fn all_stand_by(writer: &Writer, by: &Rules) {
    let all = cases::all(writer.db(), CASES, 0).expect("cases");
    assert_eq!(all.len(), CASES);
    for case in &all {
        assert_eq!(by.clocks_of(case), None, "{case:?}");
    }
    let open: Vec<&Case> = all.iter().filter(|case| case.is_open()).collect();
    let listed = cases::open(writer.db(), None, CASES, 0).expect("open");
    assert_eq!(listed.len(), open.len());
    let times: Vec<_> = listed.iter().filter_map(|case| case.running().map(|clock| clock.act_by)).collect();
    assert!(times.is_sorted(), "the index of times is that of the clocks");
    let presumed = cases::page(writer.db(), CaseOrder::Time, NOW.plus(Span::days(4)), CASES, 0).expect("page");
    let over = |case: &Case| case.running().is_some_and(|c| c.is_presumed_over(NOW.plus(Span::days(4))));
    let ours = presumed.iter().take_while(|case| over(case)).count();
    let counted = open
        .iter()
        .filter(|case| {
            over(case) && case.running().and_then(|c| c.favours) != Some(kefu::domain::aftersale::Party::Seller)
        })
        .count();
    assert_eq!(ours, counted, "what is presumed over is known by its index");
    let harm = cases::page(writer.db(), CaseOrder::Harm, NOW, CASES, 0).expect("page");
    assert!(harm.is_sorted_by_key(|case| std::cmp::Reverse(case.harm().map_or(-1, Money::minor))));
    assert!(all.iter().any(|case| case.arbitration == Arbitration::Evidence && case.evidence_clock.is_some()));
}

#[test]
fn all_clocks_move_to_the_new_rules_while_somebody_works_on() {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let open = || Store::open(&path, Arc::new(FixedClock(NOW))).expect("opened");
    let writer = open();
    let ids = fill(writer.db());
    all_stand_by(&writer, rules());
    let (new, over) = (edited(), AtomicBool::new(false));
    let by = By::new(None, NOW, Zone::default());
    let (done, worked) = std::thread::scope(|threads| {
        let colleague = threads.spawn(|| {
            let (writer, mut worked) = (open(), Vec::new());
            let steps = [OurStep::ToFinance, OurStep::WaitingEvidence];
            for (n, id) in ids.iter().rev().cycle().enumerate() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let seen = cases::expect(writer.db(), *id).expect("a case");
                let Ok(case) = seen.with_our_step(steps[n / ids.len() % 2]) else { continue };
                let change = kefu::domain::aftersale::Change { case, events: Vec::new(), effects: Vec::new() };
                match cases::save(writer.db(), &by, seen.stage, &change) {
                    Ok(case) => worked.push((case.id, case.our_step)),
                    Err(Problem::Changed { .. }) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            worked
        });
        let mut seen = Vec::new();
        let done = cases::recompute(writer.db(), &by, &new, |n| {
            seen.push(n);
            Ok::<(), Problem>(())
        });
        over.store(true, Ordering::SeqCst);
        assert!(seen.is_sorted() && seen.len() == 2, "{seen:?}");
        (done.expect("done"), colleague.join().expect("no panic"))
    });
    assert_eq!(done.seen, u64::try_from(ids.len() - ids.len() / 11).expect("few"), "all open ones");
    assert!(done.changed > 100 && done.changed < done.seen, "{done:?}");
    all_stand_by(&writer, &new);
    let last: std::collections::HashMap<_, _> = worked.into_iter().collect();
    for (id, step) in last {
        assert_eq!(cases::expect(writer.db(), id).expect("a case").our_step, step, "what the colleague noted is there");
    }
    let again = cases::recompute(writer.db(), &by, &new, |_| Ok::<(), Problem>(())).expect("done");
    assert_eq!(again.changed, 0);
    let closed =
        cases::all(writer.db(), CASES, 0).expect("cases").into_iter().filter(|case| case.stage == Stage::Closed);
    assert!(closed.count() > 0, "ended ones stay as they ended");
}

#[test]
fn what_is_told_may_end_it_and_what_was_done_stays() {
    let writer = Store::memory(Arc::new(FixedClock(NOW))).expect("memory");
    fill(writer.db());
    let (new, by) = (edited(), By::new(None, NOW, Zone::default()));
    let stopped = cases::recompute(writer.db(), &by, &new, |_| Err(Problem::Interrupted));
    assert_eq!(stopped, Err(Problem::Interrupted));
    let rest = cases::recompute(writer.db(), &by, &new, |_| Ok::<(), Problem>(())).expect("done");
    assert!(rest.changed > 0, "the second batch was left");
    all_stand_by(&writer, &new);
}
