//! Compensations and gifts of one order and one day are one sum, in the data file too: two people who each saw that nothing
//! was given cannot both give.

use std::sync::{Arc, Barrier};

use kefu::domain::aftersale::compensation::{CompensationKind, CompensationState};
use kefu::domain::clock::FixedClock;
use kefu::domain::order_act::{IntentState, OrderAct, Word};
use kefu::domain::{
    AgentId, By, Currency, Fact, Kept, Money, OrderFilter, OrderId, Platform, Problem, Role, ShopKey, Time, Zone,
};
use kefu::store::compensations::{self, NewCompensation, given_before};
use kefu::store::intake::{Given, Intake};
use kefu::store::order_acts::{self, Noted};
use kefu::store::{DbPath, Engine, Store, Writer, acts, agents, orders};

use super::race::with_two_lines;
use super::rules;

const NOW: Time = Time::from_ms(1_795_050_000_000);
const ORDERS: usize = 12;
const NAMES: [&str; 2] = ["小林", "小周"];

struct Floor {
    _folder: tempfile::TempDir,
    path: DbPath,
    writer: Writer,
    people: [AgentId; 2],
    orders: Vec<OrderId>,
}

impl Floor {
    fn new() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("folder");
        let path = DbPath::new(folder.path().join("kefu.db"));
        let writer = open(&path);
        let people =
            NAMES.map(|name| agents::add(writer.db(), name, name, None, Role::Aftersale, NOW).expect("agent").id);
        let key = ShopKey { platform: Platform::Own, name: "小店".into(), external_id: String::new() };
        let facts: Vec<Fact> = (0..ORDERS).flat_map(|n| with_two_lines(&format!("30{n:02}"))).collect();
        let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(&key), fact }).collect();
        Intake::new("test", None, Zone::default(), NOW, false, rules()).apply(writer.db(), &given, None).expect("in");
        let page = orders::page(writer.db(), &OrderFilter::default(), ORDERS, 0).expect("orders");
        Self { _folder: folder, path, writer, people, orders: page.into_iter().map(|order| order.id).collect() }
    }
    fn db(&self) -> &dyn Engine {
        self.writer.db()
    }
    fn by(&self, who: usize) -> By {
        By::new(Some(self.people[who]), NOW, Zone::default())
    }
    fn sums(&self, who: usize, order: OrderId) -> (i64, i64) {
        let before = given_before(self.db(), &self.by(who), order, CompensationKind::Other, Currency::CNY);
        before.map(|before| (before.order.minor(), before.day.minor())).expect("read")
    }
}

fn open(path: &DbPath) -> Writer {
    Store::open(path, Arc::new(FixedClock(NOW))).expect("opened")
}

fn pays(db: &dyn Engine, by: &By, order: OrderId, fen: i64, limits: (i64, i64)) -> Result<i64, Problem> {
    let new = NewCompensation {
        order,
        case: None,
        customer: None,
        kind: CompensationKind::Goodwill,
        reason: "破损补偿",
        amount: Money::fen(fen),
        limits: Some((Money::fen(limits.0), Money::fen(limits.1))),
        second: None,
    };
    compensations::add(db, by, &new).map(|one| one.id.raw())
}

fn presents(db: &dyn Engine, by: &By, order: OrderId, fen: i64, limits: (i64, i64)) -> Result<i64, Problem> {
    let noted = Noted {
        act: OrderAct::Gift,
        line: None,
        change: ("", "毛巾"),
        reason: "",
        amount: Some(Money::fen(fen)),
        word: Some(Word { own: Money::fen(fen), second: None }),
        limits: Some((Money::fen(limits.0), Money::fen(limits.1))),
    };
    order_acts::note(db, by, order, &noted).map(|one| one.id)
}

#[test]
fn of_two_who_give_on_one_order_at_once_one_does_and_the_other_is_told() {
    let floor = Floor::new();
    let barrier = Barrier::new(2);
    let limits = (2_000, 1_000_000);
    let (path, people, orders) = (floor.path.clone(), floor.people, floor.orders.clone());
    let run = |who: usize| {
        let (writer, by) = (open(&path), By::new(Some(people[who]), NOW, Zone::default()));
        let gives = |order: &OrderId| {
            let before = given_before(writer.db(), &by, *order, CompensationKind::Other, Currency::CNY).expect("read");
            assert_eq!(before.order, Money::fen(0), "each sees that nothing was given");
            barrier.wait();
            let done = match who {
                0 => pays(writer.db(), &by, *order, 1_500, limits),
                _ => presents(writer.db(), &by, *order, 1_500, limits),
            };
            barrier.wait();
            done
        };
        orders.iter().map(gives).collect::<Vec<_>>()
    };
    let (first, second) = std::thread::scope(|threads| {
        let (one, two) = (threads.spawn(|| run(0)), threads.spawn(|| run(1)));
        (one.join().expect("no panic"), two.join().expect("no panic"))
    });
    for ((one, two), order) in first.iter().zip(&second).zip(&floor.orders) {
        match (one, two) {
            (Ok(_), Err(Problem::Changed { by })) => assert_eq!(by.as_str(), NAMES[0]),
            (Err(Problem::Changed { by }), Ok(_)) => assert_eq!(by.as_str(), NAMES[1]),
            other => panic!("{other:?}"),
        }
        assert_eq!(floor.sums(0, *order).0, 1_500);
    }
}

#[test]
fn one_person_on_two_screens_stays_within_their_day() {
    let floor = Floor::new();
    let (other, limits) = (open(&floor.path), (2_000, 3_000));
    pays(floor.db(), &floor.by(0), floor.orders[0], 2_000, limits).expect("within");
    presents(other.db(), &floor.by(0), floor.orders[1], 1_000, limits).expect("within");
    assert!(matches!(pays(other.db(), &floor.by(0), floor.orders[2], 1, limits), Err(Problem::Changed { .. })));
    assert!(matches!(presents(floor.db(), &floor.by(0), floor.orders[2], 1, limits), Err(Problem::Changed { .. })));
    presents(floor.db(), &floor.by(1), floor.orders[2], 1_000, limits).expect("a colleague has a day of their own");
    assert_eq!((floor.sums(0, floor.orders[2]), floor.sums(1, floor.orders[2])), ((1_000, 3_000), (1_000, 1_000)));
}

/// Whatever writes to the file: its own rules hold the sum.
#[test]
fn the_data_file_holds_the_sum_by_itself() {
    let floor = Floor::new();
    let (db, order, limits) = (floor.db(), floor.orders[0], (2_000, 20_000));
    pays(db, &floor.by(0), order, 1_200, limits).expect("within");
    let insert = |table: &str, rest: &str, fen: i64| {
        db.run(
            &format!(
                "INSERT INTO {table} (id, order_id, currency, amount, agent_id, day, at, per_order, per_day, state, {rest}) \
                 VALUES ($1, $2, 'CNY', $3, $4, $5, $6, 2000, 20000, 'to_do_on_platform', "
            )
            .replace("'to_do_on_platform', ", match table {
                "compensations" => "'to_do_on_platform', 'other', '')",
                _ => "'to_do_on_platform', 'gift')",
            }),
            &[
                db.next_id().expect("id").into(),
                order.into(),
                fen.into(),
                floor.people[1].into(),
                (&floor.by(1).shift).into(),
                NOW.into(),
            ],
        )
    };
    assert!(insert("order_intentions", "what", 801).is_err(), "with the compensation it is more than 20 yuan");
    assert!(insert("order_intentions", "what", 700).is_ok());
    assert!(insert("compensations", "kind, reason", 101).is_err(), "and so with both");
    assert!(insert("compensations", "kind, reason", 100).is_ok());
    let undated = "INSERT INTO order_intentions (id, order_id, what, state, amount, currency, at) \
                   VALUES ($1, $2, 'gift', 'done', 1, 'CNY', $3)";
    let values = [db.next_id().expect("id").into(), order.into(), NOW.into()];
    assert!(db.run(undated, &values).is_err(), "a gift that is worth something belongs to a day");
}

#[test]
fn what_was_withdrawn_does_not_come_back_beside_what_was_given_since() {
    let floor = Floor::new();
    let (db, order, limits) = (floor.db(), floor.orders[0], (2_000, 20_000));
    let id = pays(db, &floor.by(0), order, 1_500, limits).expect("within");
    let seen = compensations::expect(db, kefu::domain::CompensationId::new(id)).expect("noted");
    compensations::settle(db, &floor.by(0), &seen, CompensationState::Withdrawn).expect("withdrawn");
    presents(db, &floor.by(1), order, 1_500, limits).expect("there is room again");
    match acts::undo(db, &floor.by(0), None) {
        Err(Problem::NotUndone { why: Kept::Changed { by: Some(by) }, .. }) => assert_eq!(by.as_str(), NAMES[1]),
        other => panic!("{other:?}"),
    }
    assert_eq!(floor.sums(0, order).0, 1_500);

    // The same the other way round: a gift that failed, and a compensation since.
    let order = floor.orders[1];
    presents(db, &floor.by(1), order, 1_500, limits).expect("within");
    let gift = order_acts::of_order(db, order).expect("read").remove(0);
    order_acts::end(db, &floor.by(1), &gift, IntentState::Failed).expect("failed");
    pays(db, &floor.by(0), order, 1_000, limits).expect("there is room again");
    assert!(matches!(acts::undo(db, &floor.by(1), None), Err(Problem::NotUndone { .. })));
    assert_eq!(floor.sums(1, order).0, 1_000);
}
