//! Two sources that say different things: ranked, shown, and never to and fro.

use kefu::domain::{OrderStatus, SafeText};
use kefu::store::{Writer, orders, payments};

use super::common::{only, store, take_in};
use super::samples::{self, TAOBAO};

fn doubts(store: &Writer) -> Vec<(String, String, String)> {
    let found = orders::doubts(store.db(), only(store, TAOBAO).id).expect("read");
    found
        .into_iter()
        .map(|d| (d.source.as_str().to_owned(), d.field.as_str().to_owned(), d.value.as_str().to_owned()))
        .collect()
}

fn shipped_items() -> String {
    samples::taobao_items().replace("买家已付款，等待卖家发货", "卖家已发货，等待买家确认")
}

#[test]
fn trap_12_an_item_file_is_shown_as_a_doubt_and_never_flips_an_order() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    assert!(take_in(&store, shipped_items()).conflicting > 0);
    let seen = only(&store, TAOBAO);
    assert_eq!(seen.status, OrderStatus::ToShip);
    assert_eq!(doubts(&store), [("taobao.items".into(), "status".into(), "shipped".into())]);
    for _ in 0..3 {
        let orders = take_in(&store, samples::taobao_orders());
        let items = take_in(&store, shipped_items());
        let details =
            take_in(&store, samples::taobao_details().replace("买家已付款，等待卖家发货", "卖家已发货，等待买家确认"));
        assert_eq!(orders.updated + items.updated + details.updated, 0);
        assert_eq!(only(&store, TAOBAO).version, seen.version);
    }
    // The order's own file catches up: the doubt is gone by itself.
    take_in(&store, samples::taobao_orders().replace("买家已付款，等待卖家发货", "卖家已发货，等待买家确认"));
    assert_eq!((only(&store, TAOBAO).status, doubts(&store)), (OrderStatus::Shipped, Vec::new()));
}

#[test]
fn an_order_file_that_comes_second_takes_over_and_remembers_what_was_said() {
    let store = store();
    take_in(&store, shipped_items().replace("46.00,没有", "45.00,没有"));
    assert_eq!(only(&store, TAOBAO).status, OrderStatus::Shipped);
    assert_eq!(take_in(&store, samples::taobao_orders()).conflicting, 1);
    assert_eq!(only(&store, TAOBAO).status, OrderStatus::ToShip);
    let said = doubts(&store);
    assert_eq!(said.iter().map(|d| (&*d.1, &*d.2)).collect::<Vec<_>>(), [("status", "shipped"), ("paid", "105.00")]);
    let version = only(&store, TAOBAO).version;
    take_in(&store, shipped_items().replace("46.00,没有", "45.00,没有"));
    take_in(&store, samples::taobao_orders());
    assert_eq!((only(&store, TAOBAO).version, doubts(&store)), (version, said));
}

#[test]
fn a_bill_that_agrees_tells_when_the_money_came() {
    let store = store();
    take_in(&store, samples::alipay("106.00"));
    assert_eq!(take_in(&store, samples::taobao_orders()).inserted, 2, "a bill may come before its order");
    assert_eq!(take_in(&store, samples::alipay("106.00")).unchanged, 2);
    let paid = payments::of_order(store.db(), TAOBAO).expect("read");
    assert_eq!(paid.iter().map(|p| p.amount.minor()).collect::<Vec<_>>(), [10600, -354]);
    assert_eq!(paid[0].kind, SafeText::line("在线支付"));
    assert_eq!(doubts(&store), []);
}

#[test]
fn a_bill_that_differs_from_what_was_paid_is_a_conflict() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    assert_eq!(take_in(&store, samples::alipay("59.00")).conflicting, 1);
    assert_eq!(doubts(&store), [("alipay.bill".into(), "paid".into(), "59.00".into())]);
    let again = take_in(&store, samples::alipay("59.00"));
    assert_eq!((again.conflicting, again.inserted, again.updated), (1, 0, 0));
    assert_eq!(take_in(&store, samples::taobao_orders()).updated, 0);
}
