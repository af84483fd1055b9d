//! Two agents decide one case at the same moment, a thousand times: one wins, the other is told who.

use std::sync::{Arc, Barrier};

use kefu::domain::aftersale::{Case, CaseType, GoodsState, Stage, Step, StepInput};
use kefu::domain::clock::FixedClock;
use kefu::domain::{
    By, CaseId, Fact, LineFacts, Money, OrderFacts, OrderFilter, OrderStatus, Platform, Problem, RefundFacts, Role,
    ShopKey, Time, Zone,
};
use kefu::store::intake::{Given, Intake};
use kefu::store::{DbPath, Store, Writer, agents, cases, orders, write};

use super::{opening, rules, whole};

const NOW: Time = Time::from_ms(1_795_050_000_000);
const ROUNDS: usize = 1_000;
const ORDERS: usize = 30;

fn open(path: &DbPath) -> Writer {
    Store::open(path, Arc::new(FixedClock(NOW))).expect("opened")
}

fn fill(writer: &Writer) -> Vec<CaseId> {
    let facts = OrderFacts {
        number: "1001".into(),
        paid: Some(Money::fen(100_000_000)),
        status: Some(OrderStatus::Success),
        ..OrderFacts::default()
    };
    let key = ShopKey { platform: Platform::Own, name: "小店".into(), external_id: String::new() };
    let fact = Fact::Order(Box::new(facts));
    let given = Given { counts: true, shop: Some(&key), fact: &fact };
    Intake::new("test", None, Zone::default(), NOW, false, rules()).apply(writer.db(), &[given], None).expect("in");
    let order = orders::page(writer.db(), &OrderFilter::default(), 1, 0).expect("orders").remove(0);
    let by = By::new(None, NOW, Zone::default());
    write(writer.db(), || {
        (0..ROUNDS)
            .map(|n| {
                let opening = kefu::domain::aftersale::Opening {
                    shop: order.shop,
                    platform: Platform::Own,
                    platform_id: Some(format!("R{n}")),
                    order: order.id,
                    ..opening(CaseType::RefundOnly, GoodsState::Received)
                };
                let opened = Case::open(opening, rules()).expect("opens");
                Ok(cases::insert(writer.db(), &by, &opened.case, &opened.events)?.id)
            })
            .collect()
    })
    .expect("filled")
}

#[test]
fn of_two_who_decide_one_case_one_wins_and_the_other_is_told() {
    // In memory where there is such a place: a thousand flushes to a disk would prove nothing more.
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let writer = open(&path);
    let people = ["小林", "小周"]
        .map(|name| agents::add(writer.db(), name, name, None, Role::Aftersale, NOW).expect("agent").id);
    let ids = fill(&writer);
    let barrier = Barrier::new(2);
    let decide = |n: usize| {
        let (writer, by) = (open(&path), By::new(Some(people[n]), NOW, Zone::default()));
        let step = [Step::Agree, Step::Refuse][n];
        let run = |id: &CaseId| {
            let seen = cases::expect(writer.db(), *id).expect("a case");
            barrier.wait();
            let input = StepInput { by: Some(people[n]), ..whole() };
            let change = seen.after(step, &input, rules(), NOW).expect("possible when it was seen");
            cases::save(writer.db(), &by, seen.stage, &change).map(|case| case.stage)
        };
        ids.iter().map(run).collect::<Vec<_>>()
    };
    let (first, second) = std::thread::scope(|threads| {
        let one = threads.spawn(|| decide(0));
        let two = threads.spawn(|| decide(1));
        (one.join().expect("no panic"), two.join().expect("no panic"))
    });
    let (mut wins, mut told) = ([0, 0], 0);
    for ((one, two), id) in first.iter().zip(&second).zip(&ids) {
        let now = cases::expect(writer.db(), *id).expect("a case");
        match (one, two) {
            (Ok(stage), Err(Problem::Changed { by })) => {
                assert_eq!((*stage, now.stage, by.as_str()), (Stage::Refunding, Stage::Refunding, "小林"));
                wins[0] += 1;
            }
            (Err(Problem::Changed { by }), Ok(stage)) => {
                assert_eq!((*stage, now.stage, by.as_str()), (Stage::BuyerDecide, Stage::BuyerDecide, "小周"));
                wins[1] += 1;
            }
            other => panic!("{other:?}"),
        }
        told += 1;
        assert_eq!(cases::history(writer.db(), *id).expect("history").len(), 2, "applied, and decided once");
    }
    assert_eq!((told, wins[0] + wins[1]), (ROUNDS, ROUNDS));
}

/// Two people who each saw that nothing was open, and open a case of the same goods at the same moment.
#[test]
fn of_two_who_open_a_case_of_one_line_one_does_and_the_other_is_told() {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let writer = open(&path);
    let names = ["小林", "小周"];
    let people = names.map(|name| agents::add(writer.db(), name, name, None, Role::Aftersale, NOW).expect("agent").id);
    let key = ShopKey { platform: Platform::Own, name: "小店".into(), external_id: String::new() };
    let orders: Vec<_> = (0..ORDERS).flat_map(|n| with_two_lines(&format!("20{n:02}"))).collect();
    let given: Vec<_> = orders.iter().map(|fact| Given { counts: true, shop: Some(&key), fact }).collect();
    Intake::new("test", None, Zone::default(), NOW, false, rules()).apply(writer.db(), &given, None).expect("in");
    let orders = orders::page(writer.db(), &OrderFilter::default(), ORDERS, 0).expect("orders");
    // Of each order the whole, and each of its two lines.
    let goods: Vec<_> = orders
        .iter()
        .flat_map(|order| {
            let lines = orders::lines(writer.db(), order.id).expect("lines");
            std::iter::once(None).chain(lines.into_iter().map(|line| Some(line.id))).map(move |line| (order, line))
        })
        .collect();
    assert_eq!(goods.len(), ORDERS * 3);
    let barrier = Barrier::new(2);
    let opened_by = |n: usize| {
        let (writer, by) = (open(&path), By::new(Some(people[n]), NOW, Zone::default()));
        let run = |(order, line): &(&kefu::domain::Order, Option<kefu::domain::OrderLineId>)| {
            let opening = kefu::domain::aftersale::Opening {
                shop: order.shop,
                platform: Platform::Own,
                platform_id: None,
                order: order.id,
                line: *line,
                apart: line.map(|_| "另一件".into()),
                ..opening(CaseType::RefundOnly, GoodsState::Received)
            };
            let change = Case::open(opening, rules()).expect("nothing was open when it was looked at");
            barrier.wait();
            cases::insert(writer.db(), &by, &change.case, &change.events).map(|case| case.id)
        };
        goods.iter().map(run).collect::<Vec<_>>()
    };
    let (first, second) = std::thread::scope(|threads| {
        let one = threads.spawn(|| opened_by(0));
        let two = threads.spawn(|| opened_by(1));
        (one.join().expect("no panic"), two.join().expect("no panic"))
    });
    for (one, two) in first.iter().zip(&second) {
        match (one, two) {
            (Ok(_), Err(Problem::Changed { by })) => assert_eq!(by.as_str(), names[0]),
            (Err(Problem::Changed { by }), Ok(_)) => assert_eq!(by.as_str(), names[1]),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(cases::open_count(writer.db()).expect("counted"), i64::try_from(goods.len()).expect("few"));

    // What a platform then tells of gives one of them its number, and makes no further one.
    let fact = Fact::Refund(Box::new(RefundFacts {
        platform_id: "R1".into(),
        order: orders[0].number.clone(),
        case_type: "refund_only",
        stage: "seller_review",
        ..RefundFacts::default()
    }));
    let given = Given { counts: true, shop: Some(&key), fact: &fact };
    Intake::new("test", None, Zone::default(), NOW, false, rules()).apply(writer.db(), &[given], None).expect("kept");
    let told = cases::by_platform_id(writer.db(), Platform::Own, "R1").expect("read").expect("kept");
    assert_eq!((told.order, told.line), (orders[0].id, None), "which line it is for is not told");
    assert_eq!(cases::open_count(writer.db()).expect("counted"), i64::try_from(goods.len()).expect("few"));
}

/// An order and its two lines.
pub(crate) fn with_two_lines(number: &str) -> [Fact; 3] {
    let line = |n: u32| {
        let facts = LineFacts {
            order: number.into(),
            line: format!("{number}{n}"),
            ordinal: n,
            quantity: Some(1),
            paid: Some(Money::fen(10_000)),
            ..LineFacts::default()
        };
        Fact::Line(Box::new(facts))
    };
    let order = OrderFacts {
        number: number.into(),
        paid: Some(Money::fen(20_000)),
        status: Some(OrderStatus::Success),
        ..OrderFacts::default()
    };
    [Fact::Order(Box::new(order)), line(1), line(2)]
}
