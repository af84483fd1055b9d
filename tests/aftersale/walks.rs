//! Walks at random: whatever is tried, the invariants stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kefu::domain::aftersale::{
    Authority, Case, CaseType, ClockView, GoodsState, NoClock, Origin, OurStep, Party, Stage, Step, StepInput,
};
use kefu::domain::clock::FixedClock;
use kefu::domain::{AgentId, By, Fact, Money, OrderFilter, Platform, RefundFacts, Role, ShopKey, Span, Zone};
use kefu::runtime::case_open::{self, Asked};
use kefu::store::intake::{Given, Intake};
use kefu::store::{Store, Writer, acts, agents, cases, doctor, orders};
use kefu::text::Lang;
use proptest::prelude::*;

use super::{at, opening, rules, whole};

fn holds(before: &Case, after: &Case) -> Result<(), TestCaseError> {
    prop_assert!(before.is_open() || before == after, "a closed case never moves");
    if let (Some(amount), Some(cap)) = (after.amount, after.max_amount) {
        prop_assert!(amount.minor() <= cap.minor(), "a refund never exceeds its cap");
    }
    match after.clock_view() {
        ClockView::Running(clock) | ClockView::Stopped(clock) => {
            prop_assert!(clock.act_by <= clock.presume_at);
            prop_assert!(clock.rule.is_some() && clock.rule_version.is_some());
        }
        ClockView::None(why) => {
            let said = match why {
                NoClock::Ended => !after.is_open(),
                NoClock::PlatformPays => after.stage == Stage::Refunding,
                NoClock::PlatformDecides => after.arbitration.is_active(),
                NoClock::NoRule(stage) => stage == after.stage && stage != Stage::Refunding,
            };
            prop_assert!(said, "{why:?} at {:?}", after.stage);
        }
    }
    let noted = after.our_step == OurStep::ToDoOnPlatform;
    prop_assert_eq!(noted, after.intention.is_some());
    if noted && before.intention.is_none() {
        prop_assert_eq!(&after.clock, &before.clock, "an intention never hides a clock");
        prop_assert_eq!(after.stage, before.stage);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn invariants_stand_on_every_walk(
        kind in 0usize..5, goods in 0usize..5,
        moves in prop::collection::vec((0usize..27, any::<bool>(), 0i64..8_000, 0i64..60), 1..40),
    ) {
        let rules = rules();
        let (kind, goods) = (CaseType::ALL[kind], GoodsState::ALL[goods]);
        let mut case = Case::open(opening(kind, goods), rules).expect("opens").case;
        let mut now = at("2026-11-20 20:00");
        for (act, desk, fen, hours) in moves {
            now = now.plus(Span::hours(hours));
            let origin = if desk { Origin::Desk } else { Origin::Platform };
            let amount = Some(Money::fen(if desk { fen } else { 5_900 }));
            let input = StepInput { origin, amount, kind: desk.then_some(CaseType::ALL[fen as usize % 5]), ..whole() };
            let next = match act {
                25 => case.mark_done(None, rules, now).map(|change| change.case),
                26 => case.drop_intention(),
                n => case.after(Step::ALL[n % Step::ALL.len()], &input, rules, now).map(|change| change.case),
            };
            if let Ok(next) = next {
                holds(&case, &next)?;
                case = next;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    /// People open and move cases while files tell of refunds, in any order, twice, with other types and amounts.
    #[test]
    fn nothing_told_or_noted_is_lost_however_files_and_people_take_turns(
        moves in prop::collection::vec((0usize..9, 0usize..4, 0usize..2, 0usize..5, 1i64..101, any::<bool>()), 1..40),
    ) {
        const STAGES: [&str; 5] = ["seller_review", "buyer_return", "done", "closed", "buyer_decide"];
        let (rules, (store, order, me)) = (rules(), shop_on(Platform::Taobao));
        let db = store.db();
        let lines = orders::lines(db, order.id).expect("lines");
        let key = ShopKey { platform: Platform::Taobao, name: "小店".into(), external_id: String::new() };
        let (mut now, mut told, mut opened) = (at("2026-11-20 20:00"), BTreeSet::new(), BTreeMap::new());
        for (act, number, which, word, yuan, knows_line) in moves {
            now = now.plus(Span::hours(1));
            let by = By::new(Some(me), now, Zone::default());
            match act {
                0..4 => {
                    let facts = RefundFacts {
                        platform_id: format!("R{number}"),
                        order: "1001".into(),
                        // A number is of one line for ever.
                        line: if knows_line { lines[number % 2].line.clone() } else { String::new() },
                        case_type: ["refund_only", "return_refund"][which],
                        stage: STAGES[word],
                        goods: "received",
                        amount: Some(Money::fen(yuan * 100)),
                        applied_at: Some(now),
                        closed_at: (2..4).contains(&word).then_some(now),
                        ..RefundFacts::default()
                    };
                    let fact = Fact::Refund(Box::new(facts.clone()));
                    let given = Given { counts: true, shop: Some(&key), fact: &fact };
                    let mut run = Intake::new("test", None, Zone::default(), now, false, rules);
                    run.apply(db, &[given], None).expect("in");
                    let before = cases::of_order(db, order.id).expect("cases");
                    run.apply(db, &[given], None).expect("in");
                    prop_assert_eq!(before, cases::of_order(db, order.id).expect("cases"), "told twice, nothing changes");
                    told.insert(facts.platform_id);
                }
                4 | 5 => {
                    let asked = Asked {
                        order: order.id,
                        line: (act == 4).then(|| lines[which].id),
                        kind: [CaseType::RefundOnly, CaseType::ReturnRefund][number % 2],
                        reason: "质量问题",
                        goods: GoodsState::Received,
                        amount: Some(Money::fen(yuan * 100)),
                        chat: None,
                        platform_id: None,
                        note: "记一笔",
                        apart: "",
                    };
                    if let Ok(case) = case_open::open(db, &by, rules, Lang::Zh, &asked).expect("read") {
                        opened.insert(case.id, 1);
                    }
                }
                _ => {
                    let all = cases::of_order(db, order.id).expect("cases");
                    let Some(case) = all.get(number).cloned() else { continue };
                    let step = Step::ALL[word * 5 % Step::ALL.len()];
                    let input = StepInput {
                        amount: case.amount,
                        authority: Authority { role: Role::Owner, alone: true, second: None },
                        by: Some(me),
                        ..whole()
                    };
                    let done = case.mark_done(Some(me), rules, now).ok();
                    if let Some(change) = done.or_else(|| case.after(step, &input, rules, now).ok()) {
                        drop(cases::save(db, &by, case.stage, &change));
                    }
                }
            }
            let after = cases::of_order(db, order.id).expect("cases");
            let numbers: Vec<_> = after.iter().filter_map(|case| case.platform_id.clone()).collect();
            let unique: BTreeSet<_> = numbers.iter().cloned().collect();
            prop_assert_eq!((&unique, numbers.len()), (&told, told.len()), "each number told is on one case");
            for (id, rows) in &mut opened {
                // What a file tells may turn out to be another case's; what people did stays.
                let history = cases::history(db, *id).expect("history");
                let ours = history.iter().filter(|event| event.by.is_some()).count();
                prop_assert!(ours >= *rows, "what people did stays");
                prop_assert_eq!(history[0].note.as_deref(), Some("记一笔"));
                *rows = ours;
            }
            for line in lines.iter().map(|line| Some(line.id)).chain([None]) {
                let open = |case: &&Case| case.is_open() && case.line == line && opened.contains_key(&case.id);
                prop_assert!(after.iter().filter(open).count() <= 1, "of what people open one of a line");
            }
            for case in &after {
                prop_assert!(case.ended_at.is_some() != case.is_open());
                let clock = case.clock.is_some() || matches!(case.clock_view(), ClockView::None(_));
                prop_assert!(clock, "a clock, or why there is none");
            }
        }
        for check in doctor(db).expect("checked") {
            prop_assert!(check.ok, "{}: {}", check.name, check.found);
        }
    }
}

/// A shop with an order of two lines, and who works there.
fn shop() -> (Writer, kefu::domain::Order, AgentId) {
    shop_on(Platform::Own)
}

fn shop_on(platform: Platform) -> (Writer, kefu::domain::Order, AgentId) {
    let now = at("2026-11-20 20:00");
    let store = Store::memory(Arc::new(FixedClock(now))).expect("memory");
    let facts = crate::race::with_two_lines("1001");
    let key = ShopKey { platform, name: "小店".into(), external_id: String::new() };
    let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(&key), fact }).collect();
    Intake::new("test", None, Zone::default(), now, false, rules()).apply(store.db(), &given, None).expect("in");
    let me = agents::add(store.db(), "店主", "O1", None, Role::Owner, now).expect("agent").id;
    let order = orders::page(store.db(), &OrderFilter::default(), 1, 0).expect("orders").remove(0);
    (store, order, me)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn the_data_file_stays_sound_on_every_walk_of_an_orders_cases(
        moves in prop::collection::vec((0usize..32, 0usize..3, 0usize..5, 0usize..5, 0i64..90), 1..50),
    ) {
        let (rules, (store, order, me)) = (rules(), shop());
        let db = store.db();
        let lines = orders::lines(db, order.id).expect("lines");
        let whose = [None, Some(lines[0].id), Some(lines[1].id)];
        let mut now = at("2026-11-20 20:00");
        for (act, which, kind, goods, hours) in moves {
            now = now.plus(Span::hours(hours));
            let by = By::new(Some(me), now, Zone::default());
            let all = cases::of_order(db, order.id).expect("cases");
            let open = all.iter().find(|case| case.is_open() && case.line == whose[which]).cloned();
            match (act, open) {
                // What does not fit is refused, told of as somebody else's change, or over what was paid; never half-done.
                (27.., _) => drop(acts::undo(db, &by, None)),
                (_, None) => {
                    let asked = Asked {
                        order: order.id,
                        line: whose[which],
                        kind: CaseType::ALL[kind],
                        reason: "质量问题",
                        goods: GoodsState::ALL[goods],
                        amount: None,
                        chat: None,
                        platform_id: None,
                        note: "",
                        apart: "",
                    };
                    drop(case_open::open(db, &by, rules, Lang::Zh, &asked).expect("read"));
                }
                (act, Some(case)) => {
                    let step = Step::ALL[act % Step::ALL.len()];
                    let ours = step.by() == Party::Seller;
                    let input = StepInput {
                        origin: if ours { Origin::Desk } else { Origin::Platform },
                        amount: case.amount.filter(|_| ours),
                        authority: Authority { role: Role::Owner, alone: true, second: None },
                        by: Some(me),
                        ..whole()
                    };
                    let done = case.mark_done(Some(me), rules, now).ok();
                    let change = done.or_else(|| case.after(step, &input, rules, now).ok());
                    if let Some(change) = change {
                        drop(cases::save(db, &by, case.stage, &change));
                    }
                }
            }
            let now_paid = orders::expect(db, order.id).expect("order");
            let refunded = now_paid.refunded.map_or(0, Money::minor);
            prop_assert!((0..=20_000).contains(&refunded), "refunded {refunded} of what was paid");
            let after = cases::of_order(db, order.id).expect("cases");
            let done: i64 = after
                .iter()
                .filter(|case| case.stage == Stage::Done && case.kind.refunds())
                .filter_map(|case| case.amount.map(Money::minor))
                .sum();
            prop_assert!(refunded <= done, "{refunded} went back, and only {done} was decided");
            for line in whose {
                let open = after.iter().filter(|case| case.is_open() && case.line == line).count();
                prop_assert!(open <= 1, "one open case of a line, not {open}");
            }
            for case in &after {
                holds(case, case)?;
            }
        }
        for check in doctor(db).expect("checked") {
            prop_assert!(check.ok, "{}: {}", check.name, check.found);
        }
    }
}
