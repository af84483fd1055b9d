//! The to-do list of the shift: all its sections, its end, and what is left to the next one.

#[path = "store_desk/desk.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod desk;

use desk::{Desk, at};
use kefu::domain::shift::{Item, MarkKind, SectionKind, ShiftList, Unknown, Why};
use kefu::domain::{By, OrderId, Problem, Role, SafeText, Span, Time, Zone};
use kefu::store::promises::PromiseTo;
use kefu::store::{acts, agents, conversations, handovers, orders, promises, shift, worklog, write};

fn list_of(desk: &Desk, by: &By) -> ShiftList {
    let rules = kefu::rules::embedded().expect("rules");
    let settings = shift::settings(desk.db(), by, Span::hours(12), Zone::default(), &rules).expect("settings");
    shift::list(desk.db(), by, &settings, &rules).expect("list")
}

fn set(desk: &Desk, order: OrderId, what: &str) {
    write(desk.db(), || desk.db().run(&format!("UPDATE orders SET {what} WHERE id = $1"), &[order.into()]))
        .expect("set");
}

fn days(n: i64) -> Time {
    at(0).minus(Span::days(n))
}

fn items(list: &ShiftList, kind: SectionKind) -> Vec<Item> {
    list.section(kind).map(|section| section.items.clone()).unwrap_or_default()
}

#[test]
fn without_a_scan_nothing_is_said_of_parcels_and_with_one_each_is_followed() {
    let desk = Desk::new();
    let (signed, silent, fresh) = (desk.order("1", "a", "x"), desk.order("2", "b", "x"), desk.order("3", "c", "x"));
    for (order, since) in [(signed, 9), (silent, 6), (fresh, 2)] {
        set(&desk, order, &format!("shipped_at = {}", days(since).ms()));
    }
    let kind = SectionKind::SignedUnconfirmed;
    let list = list_of(&desk, &desk.by(at(60)));
    assert_eq!(list.section(kind).and_then(|section| section.unknown), Some(Unknown::NoTracking));
    set(&desk, signed, &format!("signed_at = {}", days(7).ms()));
    let list = list_of(&desk, &desk.by(at(60)));
    assert_eq!(list.section(kind).and_then(|section| section.unknown), None);
    let whys: Vec<_> = items(&list, kind).into_iter().map(|item| (item.about.order, item.why)).collect();
    let expected = [(Some(signed), Why::Signed { at: days(7) }), (Some(silent), Why::NoScan { since: days(6) })];
    assert_eq!(whys, expected);
}

#[test]
fn a_change_since_yesterday_is_told_to_packing_once_and_a_later_one_again() {
    let desk = Desk::new();
    let order = desk.order("1", "a", "x");
    set(&desk, order, "status = 'to_ship'");
    orders::append_memo(desk.db(), &desk.by(at(10)), order, None, "11-22 A01 改地址").expect("memo");
    let kind = SectionKind::NotesChanged;
    let first = items(&list_of(&desk, &desk.by(at(60))), kind);
    assert_eq!(first.len(), 1);
    shift::mark(desk.db(), &desk.by(at(61)), &first[0].key, MarkKind::Done, None).expect("done");
    assert_eq!(items(&list_of(&desk, &desk.by(at(62))), kind).len(), 0);
    orders::append_memo(desk.db(), &desk.by(at(70)), order, None, "11-22 A01 送小样").expect("memo");
    let again = items(&list_of(&desk, &desk.by(at(80))), kind);
    assert!(matches!(&again[0].why, Why::Changed { text, .. } if text.contains("送小样")), "{again:?}");
    assert_eq!(items(&list_of(&desk, &desk.by(at(80).plus(Span::days(1)))), kind).len(), 0);
}

#[test]
fn what_is_open_at_the_end_is_left_to_the_next_one_who_accepts_each() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "x");
    let chat = desk.chat("li", "在吗", at(5));
    conversations::assign(desk.db(), &desk.by(at(6)), chat, None, Some(desk.me())).expect("mine");
    let to = PromiseTo { order: Some(order), ..PromiseTo::default() };
    promises::add(desk.db(), &desk.by(at(7)), to, &"送小样".into(), at(9_000)).expect("promise");
    let me = desk.by(at(100));
    let why = |item: &Item| format!("{:?}", item.section);
    let left = shift::hand_over(desk.db(), &me, &list_of(&desk, &me), &"晚班交接".into(), &why);
    assert_eq!(left, Ok(2));
    assert_eq!(shift::hand_over(desk.db(), &me, &list_of(&desk, &me), &SafeText::default(), &why), Ok(0), "once");
    assert_eq!(items(&list_of(&desk, &me), SectionKind::Handover), [], "not for whom leaves it");
    let next = agents::add(desk.db(), "阿泽", "A02", None, Role::Presale, at(0)).expect("agent").id;
    let next = By::new(Some(next), at(200), Zone::default());
    let rows = items(&list_of(&desk, &next), SectionKind::Handover);
    assert_eq!(rows.len(), 2);
    let row = rows.iter().find(|item| item.about.chat == Some(chat)).expect("the chat");
    assert!(matches!(&row.why, Why::HandedOver { from, note } if *from == "小周".into() && note.contains("晚班交接")));
    let id = row.handover.expect("a row");
    handovers::accept(desk.db(), &next, id).expect("accepted");
    assert_eq!(conversations::expect(desk.db(), chat).expect("chat").agent, next.agent);
    assert!(matches!(handovers::accept(desk.db(), &desk.by(at(300)), id), Err(Problem::Changed { .. })));
    assert_eq!(items(&list_of(&desk, &next), SectionKind::Handover).len(), 1);
    acts::undo(desk.db(), &next, None).expect("undo");
    assert_eq!(items(&list_of(&desk, &next), SectionKind::Handover).len(), 2);
}

#[test]
fn the_result_goes_into_the_log_once_a_shift() {
    let desk = Desk::new();
    let by = desk.by(at(60));
    let log = || shift::log_result(desk.db(), &by, &"上班待办".into(), &"待付款 完成 3".into());
    log().expect("logged");
    assert!(matches!(log(), Err(Problem::Changed { .. })));
    let entries = worklog::page(desk.db(), Some(&by.shift), 9, 0).expect("log");
    assert_eq!((entries.len(), entries[0].fix.as_str()), (1, "待付款 完成 3"));
    acts::undo(desk.db(), &by, None).expect("undo");
    log().expect("logged again");
}

#[test]
fn a_section_of_which_no_data_has_come_in_says_so() {
    let desk = Desk::new();
    let unknown = || {
        let list = list_of(&desk, &desk.by(at(60)));
        let sections = list.sections.iter().filter(|section| section.unknown == Some(Unknown::NotConnected));
        (sections.map(|section| section.kind).collect::<Vec<_>>(), list.unconnected)
    };
    let own = [SectionKind::Promises, SectionKind::Handover, SectionKind::Tickets];
    let (empty, _) = unknown();
    assert!(SectionKind::ALL.iter().all(|kind| empty.contains(kind) != own.contains(kind)), "{empty:?}");
    desk.order("1", "li", "x");
    let (some, unconnected) = unknown();
    assert_eq!(
        some,
        [
            SectionKind::CaseClocks,
            SectionKind::LeftMessages,
            SectionKind::CasesWaiting,
            SectionKind::Reviews,
            SectionKind::StockNotes,
            SectionKind::Inquiries
        ]
    );
    assert_eq!(unconnected, [SafeText::line("店")]);
    desk.chat("li", "在吗", at(5));
    let (some, unconnected) = unknown();
    assert!(!some.contains(&SectionKind::LeftMessages) && unconnected.is_empty());
}

#[test]
fn a_day_of_the_log_begins_with_the_result_of_its_list() {
    let desk = Desk::new();
    let entry = |secs, problem: &str| {
        let text = worklog::LogText { problem: problem.into(), ..worklog::LogText::default() };
        worklog::add(desk.db(), &desk.by(at(secs)), &text, &Default::default()).expect("entry");
    };
    entry(10, "物流慢");
    let by = desk.by(at(60));
    shift::log_result(desk.db(), &by, &"上班待办".into(), &"待付款 完成 3".into()).expect("logged");
    entry(90, "尺码不对");
    let page = |shift| worklog::page(desk.db(), shift, 9, 0).expect("log");
    let problems = |found: Vec<kefu::domain::worklog::LogEntry>| {
        found.into_iter().map(|entry| entry.problem.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(problems(page(Some(by.shift.as_str()))), ["上班待办", "尺码不对", "物流慢"]);
    assert_eq!(problems(page(None)), ["尺码不对", "上班待办", "物流慢"]);
}

#[test]
fn a_balance_that_may_be_paid_stands_among_the_unpaid() {
    let desk = Desk::new();
    let (open, later) = (desk.order("1", "li", "x"), desk.order("2", "wang", "x"));
    let now = at(3600);
    set(&desk, open, &format!("status = 'balance_unpaid', balance_from = {}", now.minus(Span::hours(2)).ms()));
    set(&desk, later, &format!("status = 'balance_unpaid', balance_from = {}", now.plus(Span::hours(2)).ms()));
    let rows = items(&list_of(&desk, &desk.by(now)), SectionKind::Unpaid);
    assert_eq!(rows.iter().map(|item| item.about.order).collect::<Vec<_>>(), [Some(open)]);
}
