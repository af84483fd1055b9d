//! The to-do list's rows and marks, promises, reminders, the audit.

use kefu::domain::reminder::ReminderKind;
use kefu::domain::shift::{ItemKey, MarkKind, SectionKind, ShiftSettings};
use kefu::domain::{Problem, Span};
use kefu::store::promises::PromiseTo;
use kefu::store::reminders::Given;
use kefu::store::{acts, audit, channels, promises, reminders, settings, shift, write};

use crate::desk::{Desk, at};

#[test]
fn the_list_is_built_from_what_waits() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "白色T恤");
    write(desk.db(), || desk.db().run("UPDATE orders SET status = 'unpaid' WHERE id = $1", &[order.into()]))
        .expect("unpaid");
    desk.chat("li", "在吗", at(60));
    promises::add(
        desk.db(),
        &desk.by(at(1)),
        PromiseTo { order: Some(order), ..PromiseTo::default() },
        &"补发赠品".into(),
        at(500),
    )
    .expect("promise");
    let rules = kefu::rules::embedded().expect("rules");
    let seen = |after| {
        let by = desk.by(at(0).plus(Span::hours(after)));
        shift::inputs(desk.db(), &by, &ShiftSettings::starting(at(0)), &rules).expect("inputs")
    };
    let inputs = seen(13);
    assert_eq!((inputs.unpaid.len(), inputs.messages.len(), inputs.promises.len()), (1, 1, 1));
    assert!(inputs.unpaid[0].facts.waits_for_us);
    assert_eq!(inputs.promises[0].about.title.as_str(), "补发赠品");
    let early = seen(11);
    assert_eq!(early.unpaid.len(), 0);
}

#[test]
fn a_section_with_more_rows_than_are_read_says_so_and_goes_on_when_they_are_worked_off() {
    let desk = Desk::new();
    for n in 0..501 {
        desk.order(&n.to_string(), "li", "白色T恤");
    }
    write(desk.db(), || desk.db().run("UPDATE orders SET status = 'to_ship'", &[])).expect("paid");
    let rules = kefu::rules::embedded().expect("rules");
    let (by, settings) = (desk.by(at(9)), ShiftSettings::starting(at(0)));
    let seen = || {
        let list = shift::list(desk.db(), &by, &settings, &rules).expect("list");
        list.section(SectionKind::ToShip).expect("section").clone()
    };
    let first = seen();
    assert_eq!((first.count(), first.more), ("500+".into(), true));
    write(desk.db(), || {
        first.items.iter().try_for_each(|item| shift::mark(desk.db(), &by, &item.key, MarkKind::Done, None))
    })
    .expect("done");
    assert_eq!((seen().count(), seen().done), ("1".into(), 500));
}

#[test]
fn a_mark_is_remembered_and_taken_back() {
    let desk = Desk::new();
    let key = ItemKey("unpaid:1".into());
    for silent in [None, Some(" ".into())] {
        let put_off = shift::mark(desk.db(), &desk.by(at(1)), &key, MarkKind::Snoozed(at(99)), silent.as_ref());
        assert_eq!(put_off, Err(Problem::NoReason));
    }
    shift::mark(desk.db(), &desk.by(at(1)), &key, MarkKind::Snoozed(at(99)), Some(&"等仓库".into())).expect("mark");
    shift::mark(desk.db(), &desk.by(at(2)), &key, MarkKind::Done, None).expect("mark");
    assert_eq!(shift::marks(desk.db(), at(3)).expect("marks")[0].kind, MarkKind::Done);
    acts::undo(desk.db(), &desk.by(at(4)), None).expect("undo");
    let back = shift::marks(desk.db(), at(5)).expect("marks").remove(0);
    assert_eq!((back.kind, back.reason), (MarkKind::Snoozed(at(99)), Some("等仓库".into())));
    acts::undo(desk.db(), &desk.by(at(6)), None).expect("undo");
    assert_eq!(shift::marks(desk.db(), at(7)).expect("marks"), []);
    let start = shift::started(desk.db(), &desk.by(at(8))).expect("start");
    assert_eq!((start, shift::started(desk.db(), &desk.by(at(9)))), (at(8), Ok(at(8))));
}

#[test]
fn nobody_is_reminded_twice() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let given = Given {
        order: Some(order),
        kind: ReminderKind::Payment,
        conversation: None,
        message: None,
        reply_code: Some("pay1"),
        forced: None,
        batch: None,
    };
    assert_eq!(reminders::give(desk.db(), &desk.by(at(0)), &given, Span::hours(1)), Ok(true));
    assert_eq!(reminders::give(desk.db(), &desk.by(at(60)), &given, Span::hours(1)), Ok(false));
    assert_eq!(reminders::of_order(desk.db(), order, ReminderKind::Payment), Ok(vec![at(0)]));
    acts::undo(desk.db(), &desk.by(at(61)), None).expect("undo");
    assert_eq!(reminders::give(desk.db(), &desk.by(at(62)), &given, Span::hours(1)), Ok(true));
}

#[test]
fn a_promise_is_kept_once() {
    let desk = Desk::new();
    let made = promises::add(desk.db(), &desk.by(at(1)), PromiseTo::default(), &"回电".into(), at(9)).expect("promise");
    promises::keep(desk.db(), &desk.by(at(2)), made.id).expect("kept");
    assert_eq!(promises::keep(desk.db(), &desk.by(at(3)), made.id), Err(Problem::Changed { by: "小周".into() }));
    acts::undo(desk.db(), &desk.by(at(4)), None).expect("undo");
    assert_eq!(promises::due(desk.db(), at(9), 9).expect("due"), [made]);
}

#[test]
fn the_audit_is_a_chain_nobody_can_rewrite() {
    let desk = Desk::new();
    for n in 0..3 {
        audit::add(desk.db(), &desk.by(at(n)), Some("zhou"), "reveal", ("order", "1"), "买家来电核对").expect("row");
    }
    assert_eq!(audit::page(desk.db(), Some(("order", "1")), 9, 0).expect("page").len(), 3);
    assert_eq!(audit::broken_at(desk.db()), Ok(None));
    assert!(write(desk.db(), || desk.db().run("DELETE FROM audit", &[])).is_err());
    assert!(write(desk.db(), || desk.db().run("UPDATE audit SET detail = ''", &[])).is_err());
    desk.db()
        .batch("DROP TRIGGER audit_no_update; UPDATE audit SET detail = 'x' WHERE id = (SELECT max(id) FROM audit)")
        .expect("by force");
    assert!(audit::broken_at(desk.db()).expect("check").is_some());
}

#[test]
fn one_process_runs_a_channel() {
    let desk = Desk::new();
    assert_eq!(channels::lease(desk.db(), "mail", "a", Span::secs(30)), Ok(true));
    assert_eq!(channels::lease(desk.db(), "mail", "b", Span::secs(30)), Ok(false));
    desk.later(Span::secs(31));
    assert_eq!(channels::lease(desk.db(), "mail", "b", Span::secs(30)), Ok(true));
    assert_eq!(channels::lease(desk.db(), "mail", "a", Span::secs(30)), Ok(false));
    channels::set_cursor(desk.db(), "mail", "c1").expect("cursor");
    assert_eq!(channels::cursor(desk.db(), "mail"), Ok(Some("c1".into())));
    settings::save(desk.db(), "lang", "zh").expect("saved");
    assert_eq!(settings::load(desk.db(), "lang"), Ok(Some("zh".into())));
}
