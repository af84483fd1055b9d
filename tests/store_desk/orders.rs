//! Orders marked by a person, and acts taken back.

use kefu::domain::{By, Flag, OrderFilter, Problem, Role};
use kefu::store::{acts, agents, orders, search};

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
    let changed: Vec<_> = undone.changed.iter().filter(|row| of_orders(&row.0)).collect();
    assert_eq!(rows, [two.raw()]);
    assert_eq!(changed, [&("orders".to_owned(), one.raw(), "小林".into())]);
    assert_eq!(acts::undo(desk.db(), &desk.by(at(4)), None), Err(Problem::Changed { by: "小林".into() }));
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
