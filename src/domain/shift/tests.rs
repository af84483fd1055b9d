use super::*;
use crate::domain::aftersale::{Case, CaseType, GoodsState, Opening, Rules};
use crate::domain::notice::Notice;
use crate::domain::reminder::{Plan, ReminderFacts, ReminderKind, Skip};
use crate::domain::{CaseId, Platform, ShopId};

fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T08:55:00+08:00").expect("time")
}
fn hours(n: i64) -> Time {
    now().plus(Span::hours(n))
}
fn about(n: i64) -> About {
    About { order: Some(OrderId::new(n)), chat: Some(ConversationId::new(n)), ..About::default() }
}
fn unpaid(n: i64, age: i64, facts: ReminderFacts) -> UnpaidRow {
    let facts = ReminderFacts { starts_at: hours(-age), ends_at: Some(hours(24 - age)), ..facts };
    UnpaidRow { about: about(n), amount: Some(Money::fen(10_000)), facts }
}
fn case(n: i64, deadline: Option<Time>) -> CaseRow {
    let opening = Opening {
        platform_deadline: deadline,
        ..Opening::told(
            CaseId::new(n),
            (ShopId::new(1), Platform::Taobao),
            OrderId::new(n),
            (CaseType::ReturnRefund, GoodsState::Received),
            hours(-5),
        )
    };
    CaseRow { about: about(n), case: Case::open(opening, &Rules::default()).expect("opens").case }
}
fn mark(item: &Item, kind: MarkKind) -> ShiftMark {
    ShiftMark { key: item.key.clone(), kind, at: now(), by: AgentId::new(7), reason: None }
}
fn list(inputs: &ShiftInputs, marks: &[ShiftMark]) -> ShiftList {
    build(inputs, marks, now(), &ShiftSettings::starting(now()))
}
fn orders(list: &ShiftList, kind: SectionKind) -> Vec<i64> {
    let items = list.section(kind).map(|s| s.items.as_slice()).unwrap_or_default();
    items.iter().filter_map(|item| item.about.order.map(OrderId::raw)).collect()
}

#[test]
fn all_sections_stand_in_their_order_and_unknown_ones_say_so() {
    let unknown = vec![(SectionKind::SignedUnconfirmed, Unknown::NoTracking)];
    let list = list(&ShiftInputs { unknown, ..ShiftInputs::default() }, &[]);
    let kinds: Vec<_> = list.sections.iter().map(|s| s.kind).collect();
    assert_eq!((kinds.len(), kinds.as_slice()), (13, SectionKind::ALL));
    assert_eq!(list.sections.iter().filter(|s| s.unknown.is_some()).count(), 1);
    assert_eq!(list.section(SectionKind::SignedUnconfirmed).and_then(|s| s.unknown), Some(Unknown::NoTracking));
    assert!(list.is_finished());
}

#[test]
fn unpaid_orders_come_after_twelve_hours_oldest_first_and_the_skipped_last() {
    let no_contact = ReminderFacts { do_not_contact: true, ..ReminderFacts::default() };
    let inputs = ShiftInputs {
        unpaid: vec![
            unpaid(1, 11, ReminderFacts::default()),
            unpaid(2, 13, ReminderFacts::default()),
            unpaid(3, 20, no_contact),
            unpaid(4, 14, ReminderFacts::default()),
            unpaid(5, 12, ReminderFacts::default()),
        ],
        ..ShiftInputs::default()
    };
    let list = list(&inputs, &[]);
    assert_eq!(orders(&list, SectionKind::Unpaid), [4, 2, 5, 3]);
    let section = list.section(SectionKind::Unpaid).expect("section");
    assert_eq!((section.actionable(), section.amount()), (3, Some(Money::fen(40_000))));
    assert_eq!(section.items[3].why, Why::NotToRemind(Skip::DoNotContact));
}

#[test]
fn nobody_is_reminded_twice() {
    let reminded = ReminderFacts { reminded: vec![hours(-1)], ..ReminderFacts::default() };
    let inputs = ShiftInputs { unpaid: vec![unpaid(1, 14, reminded)], ..ShiftInputs::default() };
    let item = list(&inputs, &[]).sections[2].items[0].clone();
    assert_eq!(item.act, Act::Skip);
    assert!(matches!(item.why, Why::NotToRemind(Skip::Reminded { .. })));
}

#[test]
fn what_was_done_is_gone_and_counted_what_was_put_off_comes_back() {
    let inputs = ShiftInputs {
        unpaid: vec![unpaid(1, 13, ReminderFacts::default()), unpaid(2, 14, ReminderFacts::default())],
        ..ShiftInputs::default()
    };
    let first = list(&inputs, &[]);
    let items = &first.sections[2].items;
    let marks = [mark(&items[0], MarkKind::Done), mark(&items[1], MarkKind::Snoozed(hours(2)))];
    let section = list(&inputs, &marks).sections[2].clone();
    assert_eq!((section.items.len(), section.done, section.snoozed), (0, 1, 1));
    let later = build(&inputs, &marks, hours(2), &ShiftSettings::starting(now()));
    assert_eq!(orders(&later, SectionKind::Unpaid), [1]);
    let mut undone = marks.to_vec();
    undone.push(ShiftMark { kind: MarkKind::Undone, at: hours(1), ..marks[0].clone() });
    assert_eq!(orders(&list(&inputs, &undone), SectionKind::Unpaid), [2]);
}

#[test]
fn a_row_that_was_begun_counts_as_done_once_nothing_calls_for_it() {
    let row = |n| PromiseRow { about: about(n), promise: PromiseId::new(n), due_at: hours(1) };
    let both = ShiftInputs { promises: vec![row(1), row(2)], ..ShiftInputs::default() };
    let begun = mark(&list(&both, &[]).section(SectionKind::Promises).expect("there").items[0], MarkKind::Begun);
    let counts = |inputs: &ShiftInputs, mark: ShiftMark| {
        let list = list(inputs, &[mark]);
        let section = list.section(SectionKind::Promises).expect("there");
        (section.items.len(), section.done)
    };
    assert_eq!(counts(&both, begun.clone()), (2, 0), "it stays for as long as it is there");
    let kept = ShiftInputs { promises: vec![row(2)], ..ShiftInputs::default() };
    assert_eq!(counts(&kept, begun.clone()), (1, 1));
    assert_eq!(counts(&kept, ShiftMark { at: hours(-1), ..begun }), (1, 0), "of the shift before");
}

#[test]
fn a_case_stands_in_one_section_only() {
    let inputs = ShiftInputs {
        cases: vec![case(1, Some(hours(6))), case(2, Some(hours(30))), case(3, None), case(4, Some(hours(2)))],
        ..ShiftInputs::default()
    };
    let list = list(&inputs, &[]);
    assert_eq!(orders(&list, SectionKind::CaseClocks), [4, 1]);
    assert_eq!(orders(&list, SectionKind::CasesWaiting), [2, 3]);
    let waiting = &list.section(SectionKind::CasesWaiting).expect("section").items;
    assert_eq!(waiting[1].act, Act::SetDeadline, "no rule is known for it");
}

#[test]
fn the_row_of_a_clock_names_its_case() {
    let list = list(&ShiftInputs { cases: vec![case(7, Some(hours(2)))], ..ShiftInputs::default() }, &[]);
    let item = &list.section(SectionKind::CaseClocks).expect("there").items[0];
    assert_eq!((item.key.case(), item.case), (Some(CaseId::new(7)), Some(CaseId::new(7))));
    assert_eq!(ItemKey("waits:7:seller_review:none".into()).case(), None);
}

#[test]
fn only_messages_from_before_the_shift_were_left() {
    let row = |n, since| MessageRow { about: about(n), waiting_since: since, due_at: None, copied: false };
    let inputs =
        ShiftInputs { messages: vec![row(1, hours(-2)), row(2, hours(-9)), row(3, now())], ..ShiftInputs::default() };
    assert_eq!(orders(&list(&inputs, &[]), SectionKind::LeftMessages), [2, 1]);
}

#[test]
fn promises_of_today_and_before_are_listed_and_orders_to_ship_by_their_date() {
    let promise = |n, due_at| PromiseRow { about: about(n), promise: PromiseId::new(n), due_at };
    let ship = |n, ship_by| ToShipRow { about: about(n), amount: None, paid_at: hours(-30), ship_by, urged: 0 };
    let inputs = ShiftInputs {
        promises: vec![promise(1, hours(20)), promise(2, hours(8)), promise(3, hours(-20))],
        to_ship: vec![ship(4, Some(hours(9))), ship(5, Some(hours(-1))), ship(6, None)],
        ..ShiftInputs::default()
    };
    let list = list(&inputs, &[]);
    assert_eq!(orders(&list, SectionKind::Promises), [3, 2]);
    assert_eq!(orders(&list, SectionKind::ToShip), [6, 5, 4]);
}

#[test]
fn a_buyer_who_urged_twice_stands_above_orders_that_are_due_sooner() {
    let ship = |n, due, urged| ToShipRow {
        about: about(n),
        amount: None,
        paid_at: hours(-30),
        ship_by: Some(hours(due)),
        urged,
    };
    let to_ship = vec![ship(1, -2, 1), ship(2, 20, 2), ship(3, 5, 0)];
    let list = list(&ShiftInputs { to_ship, ..ShiftInputs::default() }, &[]);
    assert_eq!(orders(&list, SectionKind::ToShip), [2, 1, 3]);
    let items = &list.section(SectionKind::ToShip).expect("section").items;
    assert_eq!(items[0].why, Why::Urged { since: hours(-30), times: 2 });
}

#[test]
fn parcels_are_followed_after_a_week_signed_or_five_days_without_a_scan() {
    let parcel = |n, shipped: i64, signed: Option<i64>, scan: Option<i64>| FollowRow {
        about: about(n),
        shipped_at: hours(-24 * shipped),
        signed_at: signed.map(|d| hours(-24 * d)),
        last_scan_at: scan.map(|d| hours(-24 * d)),
        facts: None,
        amount: None,
    };
    let follow = vec![
        parcel(1, 8, Some(5), None),
        parcel(2, 6, Some(4), None),
        parcel(3, 6, None, Some(5)),
        parcel(4, 6, None, Some(1)),
        parcel(5, 6, None, None),
    ];
    let list = list(&ShiftInputs { follow, ..ShiftInputs::default() }, &[]);
    assert_eq!(orders(&list, SectionKind::SignedUnconfirmed), [5, 3, 1]);
}

#[test]
fn a_campaign_of_the_day_is_read_once_and_says_when_stock_is_not_known() {
    let notice = |name: &str, from, to| Notice {
        name: SafeText::line(name),
        from: hours(from),
        to: hours(to),
        rule: SafeText::line("满 300 减 50"),
        codes: vec![SafeText::line("W50")],
        products: Vec::new(),
        line: 1,
    };
    let notices = vec![notice("双十二", 10, 40), notice("返场", -5, 5), notice("春节", 90, 99)];
    let settings = ShiftSettings { notices, ..ShiftSettings::starting(now()) };
    let inputs =
        ShiftInputs { unknown: vec![(SectionKind::StockNotes, Unknown::NotConnected)], ..ShiftInputs::default() };
    let notes = |marks: &[ShiftMark]| {
        let list = build(&inputs, marks, now(), &settings);
        list.section(SectionKind::StockNotes).cloned().expect("section")
    };
    let section = notes(&[]);
    assert_eq!(section.unknown, None);
    let names: Vec<_> = section.items.iter().map(|item| (item.about.nick.as_str(), item.act)).collect();
    assert_eq!(names, [("返场", Act::Read), ("双十二", Act::Read), ("", Act::Skip)]);
    let section = notes(&[mark(&section.items[0], MarkKind::Done)]);
    assert_eq!((section.done, section.actionable()), (1, 1));
}

#[test]
fn a_balance_goes_by_its_own_rhythm() {
    let plan = Plan { kind: ReminderKind::Balance, ..Reminders::default().plans.remove(0) };
    let mut settings = ShiftSettings::starting(now());
    settings.reminders.plans.push(plan);
    let row = |n, starts_at, unknown| UnpaidRow {
        about: about(n),
        amount: None,
        facts: ReminderFacts { kind: ReminderKind::Balance, starts_at, unknown, ..ReminderFacts::default() },
    };
    let unpaid = vec![row(1, hours(-1), false), row(2, hours(4), false), row(3, hours(-1), true)];
    let list = build(&ShiftInputs { unpaid, ..ShiftInputs::default() }, &[], now(), &settings);
    assert_eq!(orders(&list, SectionKind::Unpaid), [1, 3], "one that may not be paid yet is not listed");
    assert_eq!(list.section(SectionKind::Unpaid).map(Section::actionable), Some(1));
}
