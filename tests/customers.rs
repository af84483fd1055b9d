//! People: marks, several accounts as one person, and taken apart again.

#[path = "store_desk/desk.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod desk;

use desk::{Desk, at};
use kefu::domain::customer::Marking;
use kefu::domain::{CustomerId, OrderId, Problem, SafeText};
use kefu::store::{acts, audit, conversations, customers, orders, write};

fn lives_at(desk: &Desk, order: OrderId, phone: &str, receiver: &str, address: &str) {
    let sql = "UPDATE orders SET phone = $2, phone_tail = substr($2, length($2) - 3), receiver = $3, address = $4 WHERE id = $1";
    write(desk.db(), || desk.db().run(sql, &[order.into(), phone.into(), receiver.into(), address.into()]))
        .expect("set");
}

fn two(desk: &Desk) -> (CustomerId, CustomerId) {
    let orders = [desk.order("1", "小满", "白T"), desk.order("2", "小满备用", "黑T"), desk.order("3", "别人", "帽子")];
    for order in &orders[..2] {
        lives_at(desk, *order, "13900001234", "云小满", "浙江省杭州市样本路 1 号");
    }
    lives_at(desk, orders[2], "13900001234", "云小满", "浙江省杭州市样本路 2 号");
    let id = |nick| customers::resolve(desk.db(), nick).expect("known");
    (id("小满"), id("小满备用"))
}

#[test]
fn only_whole_and_equal_receivers_are_suggested_and_nothing_merges_by_itself() {
    let desk = Desk::new();
    let (one, other) = two(&desk);
    let alike = customers::alike(desk.db(), one).expect("alike");
    assert_eq!(alike.len(), 1);
    assert_eq!((alike[0].nick.as_str(), alike[0].customer), ("小满备用", Some(other)));
    assert_eq!(customers::members(desk.db(), one), Ok(vec![one]));
    let hidden = orders::by_number(desk.db(), "2").expect("order")[0].id;
    lives_at(&desk, hidden, "139****1234", "云小满", "浙江省杭州市样本路 1 号");
    assert_eq!(customers::alike(desk.db(), one).expect("alike"), []);
}

#[test]
fn merged_accounts_are_seen_together_and_taken_apart_with_nothing_lost() {
    let desk = Desk::new();
    let (one, other) = two(&desk);
    desk.chat("小满备用", "在吗", at(5));
    let seen = |id| {
        let orders = orders::of_customer(desk.db(), id, 9).expect("orders");
        let mut numbers: Vec<_> = orders.into_iter().map(|order| order.number).collect();
        numbers.sort();
        (numbers, conversations::of_customer(desk.db(), id, 9).expect("chats").len())
    };
    assert_eq!(seen(one), (vec!["1".to_owned()], 0));
    assert_eq!(customers::merge(desk.db(), &desk.by(at(10)), one, other), Ok(true));
    assert_eq!(customers::merge(desk.db(), &desk.by(at(11)), other, one), Ok(false));
    let both = (vec!["1".to_owned(), "2".to_owned()], 1);
    assert_eq!((seen(one), seen(other)), (both.clone(), both));
    assert_eq!(customers::alike(desk.db(), one).expect("alike"), []);
    assert_eq!(customers::unmerge(desk.db(), &desk.by(at(12)), one), Ok(true));
    assert_eq!((seen(one), seen(other)), ((vec!["1".to_owned()], 0), (vec!["2".to_owned()], 1)));
    acts::undo(desk.db(), &desk.by(at(13)), None).expect("undo");
    assert_eq!(customers::members(desk.db(), other).expect("members").len(), 2);
    assert_eq!(audit::page(desk.db(), Some(("customer", &one.to_string())), 9, 0).expect("audit").len(), 2);
}

#[test]
fn three_accounts_stay_together_when_the_first_leaves() {
    let desk = Desk::new();
    let (one, other) = two(&desk);
    let third = customers::resolve(desk.db(), "别人").expect("known");
    let by = |secs| desk.by(at(secs));
    customers::merge(desk.db(), &by(1), one, other).expect("merged");
    customers::merge(desk.db(), &by(2), third, one).expect("merged");
    assert_eq!(customers::members(desk.db(), other).expect("members"), [third, one, other]);
    customers::unmerge(desk.db(), &by(3), third).expect("apart");
    assert_eq!(customers::members(desk.db(), third), Ok(vec![third]));
    assert_eq!(customers::members(desk.db(), other).expect("members").len(), 2);
}

#[test]
fn what_warns_on_one_account_warns_on_the_person_and_is_taken_back() {
    let desk = Desk::new();
    let (one, other) = two(&desk);
    customers::merge(desk.db(), &desk.by(at(1)), one, other).expect("merged");
    let block = Some(Some((SafeText::line("恶意退款"), Some(at(9_000)))));
    let set = Marking { careful: Some(true), tag: vec!["老客 批发".into()], block, ..Marking::default() };
    customers::mark(desk.db(), &desk.by(at(2)), other, &set).expect("marked");
    let seen = customers::expect(desk.db(), one).expect("customer");
    assert!(seen.careful && seen.do_not_contact, "who is blocked is not contacted");
    let card = customers::card(desk.db(), one).expect("card");
    assert_eq!((card.accounts.len(), card.order_count, card.marks.tags.len()), (2, 2, 2));
    assert_eq!(card.spend.iter().map(|sum| sum.minor()).collect::<Vec<_>>(), [11_800]);
    assert!(card.marks.blocked.as_ref().is_some_and(|blocked| blocked.holds(at(100)) && !blocked.holds(at(9_001))));
    acts::undo(desk.db(), &desk.by(at(3)), None).expect("undo");
    let back = customers::card(desk.db(), one).expect("card");
    assert!(!back.marks.careful && back.marks.tags.is_empty() && back.marks.blocked.is_none());
}

#[test]
fn a_person_is_named_by_nick_number_or_platform() {
    let desk = Desk::new();
    let (one, _) = two(&desk);
    assert_eq!(customers::resolve(desk.db(), &one.to_string()), Ok(one));
    assert_eq!(customers::resolve(desk.db(), "tmall:小满"), Ok(one), "Taobao and Tmall share their accounts");
    assert!(matches!(customers::resolve(desk.db(), "jd:小满"), Err(Problem::NotFound { .. })));
    assert!(matches!(customers::resolve(desk.db(), "没有这个人"), Err(Problem::NotFound { .. })));
    let nicks: Vec<_> = customers::find(desk.db(), "小满", 9).expect("found").into_iter().map(|hit| hit.nick).collect();
    assert_eq!(nicks.len(), 2, "{nicks:?}");
}
