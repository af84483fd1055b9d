//! The one box over all shops, against a naive look at every order.

use kefu::domain::{Order, OrderQuery, OrderStatus, Problem, QueryFault, Span};
use kefu::store::orders::{self, views};
use kefu::store::search::look_up;
use kefu::store::write;
use proptest::prelude::*;

use crate::desk::{Desk, at};

fn found(desk: &Desk, typed: &str, len: usize) -> Result<Vec<Order>, Problem> {
    let query = OrderQuery::parse(typed).map_err(Problem::Query)?;
    let looked = look_up(desk.db(), &query, at(0), 0, len)?;
    assert!(looked.total >= looked.hits.len());
    Ok(looked.hits.into_iter().map(|hit| hit.order).collect())
}

fn numbers(desk: &Desk, typed: &str) -> Vec<String> {
    found(desk, typed, 50)
        .unwrap_or_else(|problem| panic!("{typed}: {problem:?}"))
        .into_iter()
        .map(|o| o.number)
        .collect()
}

/// Forty orders of all states, flags and ages; every third is of down.
fn stocked() -> Desk {
    let desk = Desk::new();
    for n in 0..40i64 {
        desk.later(Span::from_ms(10));
        let title = if n % 3 == 0 { "羽绒服" } else { "短袖" };
        let id = desk.order(&format!("77000{n:05}"), &format!("客{n}"), title);
        let status = OrderStatus::ALL[usize::try_from(n).unwrap_or(0) % OrderStatus::ALL.len()];
        write(desk.db(), || {
            desk.db().run(
                "UPDATE orders SET status = $2, flag = $3, payable = $4, paid = NULL, paid_at = $5, created_at = $6, ship_by = $7, \
                 our_step = $8 WHERE id = $1",
                &[
                    id.into(),
                    status.code().into(),
                    (n % 6).into(),
                    ((n * 37) % 100 * 100).into(),
                    (n % 4 > 0).then_some(at(-n * 50)).into(),
                    at(-n * 3_600).into(),
                    (n % 5 == 0).then_some(at(n * 1_000)).into(),
                    (n % 7 == 0).then_some("to_do_on_platform").into(),
                ],
            )?;
            Ok(())
        })
        .expect("changed");
    }
    desk
}

#[test]
fn words_and_filters_narrow_each_other() {
    let desk = stocked();
    let all: Vec<String> = numbers(&desk, "羽绒");
    assert_eq!(all.len(), 14);
    let red = numbers(&desk, "羽绒 旗:绿");
    assert!(!red.is_empty() && red.len() < all.len() && red.iter().all(|number| all.contains(number)));
    assert_eq!(numbers(&desk, "羽绒 flag:green"), red);
    assert_eq!(numbers(&desk, "77000 flag:green").len(), numbers(&desk, "flag:green").len(), "a head of all numbers");
    assert_eq!(numbers(&desk, "1234 flag:green").len(), numbers(&desk, "flag:green").len(), "a tail of all phones");
    assert_eq!(numbers(&desk, "客3 店:店 flag:green"), ["7700000003", "7700000039", "7700000033"], "exact first");
}

#[test]
fn a_shop_that_is_not_there_is_said_and_not_searched_for() {
    let desk = stocked();
    assert!(matches!(found(&desk, "shop:旗舰", 5), Err(Problem::Query(QueryFault::NoShop(..)))));
    assert_eq!(numbers(&desk, "shop:店 platform:pdd"), Vec::<String>::new());
}

#[test]
fn rows_stand_in_the_order_asked_for() {
    let desk = stocked();
    for (sort, key) in [
        ("amount", kefu::domain::SortKey::Amount),
        ("paid", kefu::domain::SortKey::Paid),
        ("ship-by", kefu::domain::SortKey::ShipBy),
    ] {
        let rows = found(&desk, &format!("sort:{sort}"), 50).expect("all");
        assert_eq!(rows.len(), 40);
        assert!(rows.windows(2).all(|two| key.weight(&two[0]) >= key.weight(&two[1])), "{sort}");
        let mut turned =
            found(&desk, &format!("sort:-{sort} flag:red,blue,none,green,yellow,purple"), 50).expect("all");
        turned.reverse();
        assert_eq!(turned, rows, "{sort} turned round");
    }
}

#[test]
fn words_stand_in_the_order_asked_for_too() {
    let desk = stocked();
    for words in ["羽绒", "客3", "77000", "羽绒 step:none", "77000 case:none", "1羽", "羽绒 flag:green"] {
        let plain = found(&desk, words, 50).expect("words");
        for key in kefu::domain::SortKey::ALL {
            let mut expected = plain.clone();
            expected.sort_by_key(|order| std::cmp::Reverse((key.weight(order), order.id)));
            let sorted = found(&desk, &format!("{words} sort:{}", key.code()), 50).expect("sorted");
            assert_eq!(sorted, expected, "{words} by {}", key.code());
            let mut turned = found(&desk, &format!("{words} sort:-{}", key.code()), 50).expect("turned");
            turned.reverse();
            assert_eq!(turned, expected, "{words} by {} turned round", key.code());
        }
    }
}

#[test]
fn a_saved_search_is_kept_replaced_and_forgotten_and_must_be_understood() {
    let desk = stocked();
    let by = desk.by(at(0));
    views::save(desk.db(), &by, "红旗", "flag:red").expect("saved");
    views::save(desk.db(), &by, "红旗", "flag:red status:unpaid").expect("replaced");
    let all = views::all(desk.db()).expect("views");
    assert_eq!(
        all.iter().map(|view| (&*view.name, &*view.query)).collect::<Vec<_>>(),
        [("红旗", "flag:red status:unpaid")]
    );
    assert!(matches!(views::save(desk.db(), &by, "错", "flag:orange"), Err(Problem::Query(_))));
    views::remove(desk.db(), &by, "红旗").expect("forgotten");
    assert!(matches!(views::remove(desk.db(), &by, "红旗"), Err(Problem::NotFound { kind: "view", .. })));
}

#[test]
fn a_page_far_down_is_the_same_whether_its_rows_are_passed_over_or_not() {
    let desk = stocked();
    let (plain, _) = orders::page_after(desk.db(), None, None, (0, 40), 100).expect("page");
    let anchor = Some((20, plain[20].id));
    let (rows, total) = orders::page_after(desk.db(), None, anchor, (25, 10), 100).expect("page");
    assert_eq!((rows, total), (plain[25..35].to_vec(), 40));
}

#[test]
fn one_parcel_of_two_orders_names_the_other() {
    let desk = Desk::new();
    let (one, two) = (desk.order("8800001", "甲", "鞋"), desk.order("8800002", "甲", "袜"));
    write(desk.db(), || {
        for (id, number) in [(one, "YT8812345678901"), (two, "YT8812345678901"), (one, "SF1234567890123")] {
            desk.db().run(
                "INSERT INTO order_tracking (order_id, number, number_rev) VALUES ($1, $2, '')",
                &[id.into(), number.into()],
            )?;
        }
        Ok(())
    })
    .expect("tracking");
    let tracking = ["YT8812345678901".to_owned(), "SF1234567890123".to_owned()];
    let parcels = orders::parcels(desk.db(), one, &tracking).expect("parcels");
    assert_eq!(parcels.iter().map(|p| p.with.join(" ")).collect::<Vec<_>>(), ["8800002", ""]);
}

fn filters() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        prop::sample::select(vec![
            "status:unpaid",
            "status:shipped,success",
            "状态:待发货",
            "flag:red",
            "旗:无",
            "flag:none,blue"
        ]),
        prop::sample::select(vec![
            ">3h",
            "<20h",
            "case:none",
            "case:open",
            "step:pending",
            "step:none",
            "shop:店",
            "platform:taobao"
        ]),
    ];
    prop::collection::vec(one, 0..4).prop_map(|all| all.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_filters_find_just_what_a_look_at_every_row_finds(filters in filters(), words in prop::sample::select(vec!["", "羽绒", "770000001", "短袖"])) {
        let desk = stocked();
        let query = OrderQuery::parse(&filters).expect("known filters");
        let shops = kefu::store::shops::all(desk.db()).expect("shops");
        let wants = query.resolve(&shops, at(0)).expect("known shops");
        let every = orders::page(desk.db(), &kefu::domain::OrderFilter::default(), 100, 0).expect("all");
        let mut expected: Vec<String> = every
            .iter()
            .filter(|order| wants.holds(order) && !filters.contains("case:open"))
            .filter(|order| words.is_empty() || order.title.contains(words) || order.number.starts_with(words))
            .map(|order| order.number.clone())
            .collect();
        let mut got = numbers(&desk, &format!("{words} {filters}"));
        expected.sort_unstable();
        got.sort_unstable();
        prop_assert_eq!(got, expected);
    }
}
