//! Orders marked by a person, and acts taken back.

use kefu::domain::{By, Flag, Kept, OrderFilter, Problem, Role, Span};
use kefu::store::messages::Way;
use kefu::store::{acts, agents, orders, outbox, search};
use kefu::text::Lang;

use crate::desk::{Desk, at};

#[test]
fn a_flag_on_a_closed_platform_is_still_to_be_done_there() {
    let desk = Desk::new();
    let id = desk.order("4300000000000000001", "li", "白色T恤");
    let order = orders::set_flag(desk.db(), &desk.by(at(1)), id, Some(1), Flag::Red).expect("flag");
    assert_eq!((order.flag, order.our_step.as_deref()), (Flag::Red, Some("to_do_on_platform")));
    let order = orders::done_on_platform(desk.db(), &desk.by(at(2)), id, "flag").expect("done");
    assert_eq!((order.flag, order.our_step), (Flag::Red, None));
    let what: Vec<String> =
        orders::timeline(desk.db(), id).expect("timeline").iter().map(|e| format!("{} {}", e.what, e.text)).collect();
    assert_eq!(what, ["flag red", "done flag"]);
}

#[test]
fn acts_on_one_order_are_taken_back_newest_first() {
    let desk = Desk::new();
    let id = desk.order("1", "li", "白色T恤");
    orders::set_flag(desk.db(), &desk.by(at(1)), id, None, Flag::Red).expect("flag");
    orders::append_memo(desk.db(), &desk.by(at(2)), id, None, "11-22 A01 改地址").expect("memo");
    orders::append_memo(desk.db(), &desk.by(at(3)), id, None, "11-22 A01 加急").expect("memo");
    assert_eq!(search::find_orders(desk.db(), "加急", 9).expect("found").len(), 1);
    acts::undo(desk.db(), &desk.by(at(4)), None).expect("undo");
    assert_eq!(orders::expect(desk.db(), id).expect("order").memo.as_str(), "11-22 A01 改地址");
    assert_eq!(search::find_orders(desk.db(), "加急", 9).expect("found").len(), 0);
    acts::undo(desk.db(), &desk.by(at(5)), None).expect("undo");
    acts::undo(desk.db(), &desk.by(at(6)), None).expect("undo");
    let order = orders::expect(desk.db(), id).expect("order");
    assert_eq!((order.flag, order.memo.as_str(), order.our_step), (Flag::None, "", None));
    assert!(matches!(acts::undo(desk.db(), &desk.by(at(7)), None), Err(Problem::NotFound { .. })));
}

#[test]
fn an_undo_leaves_alone_what_somebody_changed_since_and_says_who() {
    let desk = Desk::new();
    let (one, two) = (desk.order("1", "li", "a"), desk.order("2", "wu", "b"));
    acts::bulk(desk.db(), &desk.by(at(1)), || {
        orders::set_flag(desk.db(), &desk.by(at(1)), one, None, Flag::Blue)?;
        orders::set_flag(desk.db(), &desk.by(at(1)), two, None, Flag::Blue)
    })
    .expect("bulk");
    let lin = agents::add(desk.db(), "小林", "A02", None, Role::Lead, at(0)).expect("agent");
    let theirs = By { agent: Some(lin.id), ..desk.by(at(2)) };
    orders::set_flag(desk.db(), &theirs, one, None, Flag::Green).expect("flag");
    let undone = acts::undo(desk.db(), &desk.by(at(3)), None).expect("undo");
    let of_orders = |table: &String| table == "orders";
    let rows: Vec<_> = undone.rows.iter().filter(|row| of_orders(&row.0)).map(|row| row.1).collect();
    let kept: Vec<_> = undone.kept.iter().filter(|row| of_orders(&row.0)).collect();
    assert_eq!(rows, [two.raw()]);
    assert_eq!(kept, [&("orders".to_owned(), one.raw(), Kept::Changed { by: Some("小林".into()) })]);
    assert!(matches!(acts::undo(desk.db(), &desk.by(at(4)), None), Err(Problem::NotFound { .. })), "told once");
    assert_eq!(orders::expect(desk.db(), one).expect("order").flag, Flag::Green);
    let stale = orders::set_flag(desk.db(), &desk.by(at(5)), one, Some(1), Flag::Red);
    assert_eq!(stale, Err(Problem::Changed { by: "小林".into() }));
}

#[test]
fn a_list_goes_page_by_page_newest_first() {
    let desk = Desk::new();
    for n in 0..7 {
        desk.order(&format!("N{n}"), "li", "a");
    }
    let first = orders::page(desk.db(), &OrderFilter::default(), 3, 0).expect("page");
    assert_eq!(first.iter().map(|o| o.number.as_str()).collect::<Vec<_>>(), ["N6", "N5", "N4"]);
    let next = OrderFilter { below: first.last().map(|o| o.id), ..OrderFilter::default() };
    let second = orders::page(desk.db(), &next, 3, 0).expect("page");
    assert_eq!(second.iter().map(|o| o.number.as_str()).collect::<Vec<_>>(), ["N3", "N2", "N1"]);
}

#[test]
fn an_act_that_cannot_be_taken_back_is_told_of_once_and_the_one_before_it_is_next() {
    let desk = Desk::new();
    let (one, two) = (desk.order("1", "li", "a"), desk.order("2", "wu", "b"));
    let flag = |id| orders::expect(desk.db(), id).expect("order").flag;
    orders::set_flag(desk.db(), &desk.by(at(1)), one, None, Flag::Blue).expect("flag");
    orders::set_flag(desk.db(), &desk.by(at(2)), two, None, Flag::Blue).expect("flag");
    let lin = agents::add(desk.db(), "小林", "A02", None, Role::Lead, at(0)).expect("agent");
    let theirs = By { agent: Some(lin.id), ..desk.by(at(3)) };
    orders::set_flag(desk.db(), &theirs, two, None, Flag::Green).expect("flag");

    let problem = acts::undo(desk.db(), &desk.by(at(4)), None).expect_err("changed since");
    let why = Kept::Changed { by: Some("小林".into()) };
    assert_eq!(problem, Problem::NotUndone { act: "flag".into(), about: "2".into(), why });
    assert_eq!(Lang::Zh.problem(&problem).what, "没有撤销插旗 (2): 小林 之后又改过。");
    assert_eq!((flag(one), flag(two)), (Flag::Blue, Flag::Green), "nothing was touched");
    let listed: Vec<i64> =
        acts::recent(desk.db(), &desk.by(at(4)), 9).expect("acts").iter().map(|a| a.subject_id).collect();
    assert!(!listed.contains(&two.raw()) && listed.contains(&one.raw()), "{listed:?}");

    acts::undo(desk.db(), &desk.by(at(5)), None).expect("undo");
    assert_eq!((flag(one), flag(two)), (Flag::None, Flag::Green));

    // Their own undo makes room: what was passed over can be taken back again.
    acts::undo(desk.db(), &theirs, None).expect("undo");
    assert_eq!(flag(two), Flag::Blue);
    acts::undo(desk.db(), &desk.by(at(6)), None).expect("undo");
    assert_eq!(flag(two), Flag::None);
}

#[test]
fn what_was_sent_stays_sent_and_the_act_before_it_is_taken_back() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    orders::set_flag(desk.db(), &desk.by(at(1)), order, None, Flag::Blue).expect("flag");
    let chat = desk.chat("wang", "在吗", at(2));
    desk.answers(chat, "k1", "在的", at(5), Way::Outbox { hold: Span::secs(5) });
    desk.later(Span::secs(60));
    assert!(outbox::claim(desk.db(), "demo", "w", Span::secs(30)).expect("claimed").is_some());
    let problem = acts::undo(desk.db(), &desk.by(at(70)), None).expect_err("sent");
    assert_eq!(problem, Problem::NotUndone { act: "send".into(), about: "wang".into(), why: Kept::Sent });
    acts::undo(desk.db(), &desk.by(at(71)), None).expect("undo");
    assert_eq!(orders::expect(desk.db(), order).expect("order").flag, Flag::None);
}
