//! Search against a naive look at every row.

use kefu::domain::{Found, OrderId};
use kefu::store::search::{Query, find_log, find_messages, find_orders};
use kefu::store::worklog::{self, LogText};
use kefu::store::{Engine, doctor, search, write};
use proptest::prelude::*;

use crate::desk::{Desk, at};

fn numbers(db: &dyn Engine, typed: &str) -> Vec<(String, Found)> {
    find_orders(db, typed, 50).expect("found").into_iter().map(|hit| (hit.order.number, hit.how)).collect()
}

#[test]
fn an_order_is_found_by_every_key_the_surest_way_first() {
    let desk = Desk::new();
    let id = desk.order("4300123456789", "小李a", "【热卖】白色纯棉T恤");
    desk.order("4300123456", "wu", "黑色长裤");
    write(desk.db(), || {
        desk.db().run(
            "INSERT INTO order_tracking (order_id, number, number_rev) VALUES ($1, 'SF1234567890', '0987654321FS')",
            &[id.into()],
        )?;
        desk.db().run(
            "INSERT INTO order_lines (id, order_id, line, title, sku, outer_id, outer_key, status) VALUES (1, $1, '1', '白色纯棉T恤', '尺码:XL', 'TX-01', 'tx-01', 'shipped')",
            &[id.into()],
        )?;
        search::index_order(desk.db(), id, false)
    })
    .expect("lines");
    let shirt = |how| vec![("4300123456789".to_owned(), how)];
    let short = |how| ("4300123456".to_owned(), how);
    assert_eq!(numbers(desk.db(), "4300123456"), [short(Found::Exact)], "a whole number ends the search");
    assert_eq!(numbers(desk.db(), "43001"), [short(Found::Prefix), ("4300123456789".to_owned(), Found::Prefix)]);
    assert_eq!(numbers(desk.db(), "6789"), shirt(Found::Tail));
    assert_eq!(numbers(desk.db(), "sf1234567890"), shirt(Found::Exact));
    assert_eq!(numbers(desk.db(), "7890"), shirt(Found::Tail));
    assert_eq!(numbers(desk.db(), "小李A"), shirt(Found::Exact));
    assert_eq!(numbers(desk.db(), "小"), shirt(Found::Prefix));
    assert_eq!(numbers(desk.db(), "tx-01"), shirt(Found::Exact));
    assert_eq!(numbers(desk.db(), "纯棉"), shirt(Found::Text));
    assert_eq!(numbers(desk.db(), "棉"), shirt(Found::Text));
    assert_eq!(numbers(desk.db(), "纯棉 xl"), shirt(Found::Text));
    assert_eq!(numbers(desk.db(), "1234").len(), 2, "both have this phone tail");
    assert_eq!(numbers(desk.db(), "13900001234").len(), 2);
    assert_eq!(numbers(desk.db(), "棉纯"), []);
}

#[test]
fn a_short_number_that_is_there_is_also_looked_for_in_others() {
    let desk = Desk::new();
    desk.order("1234567", "li", "a");
    desk.order("12345670", "wu", "b");
    desk.order("99991234567", "he", "c");
    let how: Vec<Found> = numbers(desk.db(), "1234567").into_iter().map(|(_, how)| how).collect();
    assert_eq!(how, [Found::Exact, Found::Prefix, Found::Tail]);
}

#[test]
fn digits_alone_are_no_words_and_beside_words_they_are() {
    let desk = Desk::new();
    desk.order("4300123456789", "li", "充电宝 20000 毫安");
    assert_eq!(numbers(desk.db(), "20000"), []);
    assert_eq!(numbers(desk.db(), "20000 100"), []);
    assert_eq!(numbers(desk.db(), "毫安 20000").len(), 1);
    assert_eq!(numbers(desk.db(), "毫安 30000"), []);
}

#[test]
fn a_character_is_found_however_far_back_and_however_rare() {
    let desk = Desk::new();
    write(desk.db(), || {
        for n in 0..1_500 {
            desk.order(&format!("T{n}"), "", if n == 3 { "龘" } else { "白色纯棉" });
        }
        Ok(())
    })
    .expect("orders");
    assert_eq!(numbers(desk.db(), "龘").len(), 1);
    assert_eq!(numbers(desk.db(), "棉").len(), 50);
    assert_eq!(numbers(desk.db(), "棉")[0].0, "T1499");
}

#[test]
fn a_number_and_one_character_in_a_word_are_found_among_many_of_that_number() {
    let desk = Desk::new();
    write(desk.db(), || {
        for n in 0..400 {
            let title = match n {
                3 | 200 => "尺码17羽绒",
                n if n % 5 == 0 => "17寸 白羽",
                _ => "17寸支架",
            };
            desk.order(&format!("T{n}"), "", title);
        }
        Ok(())
    })
    .expect("orders");
    let found = |typed| numbers(desk.db(), typed).into_iter().map(|(number, _)| number).collect::<Vec<_>>();
    assert_eq!(found("17羽"), ["T200", "T3"]);
    assert_eq!(found("17羽 码"), ["T200", "T3"]);
    assert_eq!(found("17 羽").len(), 50);
    assert_eq!(found("17绒"), [""; 0]);
}

#[test]
fn messages_and_log_entries_are_found_newest_first() {
    let desk = Desk::new();
    desk.hears("li", "1", "我要退款，质量有问题", at(1));
    desk.hears("wu", "2", "什么时候退款", at(2));
    let texts: Vec<String> =
        find_messages(desk.db(), "退款", 9).expect("found").iter().map(|hit| hit.text.to_string()).collect();
    assert_eq!(texts, ["什么时候退款", "我要退款，质量有问题"]);
    let text = LogText { problem: "面单打错".into(), cause: "仓库看漏".into(), ..LogText::default() };
    let entry = worklog::add(desk.db(), &desk.by(at(3)), &text, &Default::default()).expect("log");
    assert_eq!(find_log(desk.db(), "看漏", 9).expect("found"), std::slice::from_ref(&entry));
    kefu::store::acts::undo(desk.db(), &desk.by(at(4)), None).expect("undo");
    assert_eq!(find_log(desk.db(), "看漏", 9).expect("found"), []);
    assert!(doctor(desk.db()).expect("doctor").iter().all(|check| check.ok));
}

#[test]
fn hostile_queries_are_only_text() {
    let desk = Desk::new();
    desk.order("1", "li", "白色T恤");
    for typed in ["a-b", "\"", "NEAR(", "*", "(((((", "a AND", "' OR 1=1", "%", "_", "\u{0}退", "\\", "白\"色"] {
        assert!(find_orders(desk.db(), typed, 9).is_ok(), "{typed}");
        assert!(find_messages(desk.db(), typed, 9).is_ok(), "{typed}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("退"),
            Just("款"),
            Just("货"),
            Just("色"),
            Just("a"),
            Just("b1"),
            Just(" "),
            Just("，"),
            Just("Ｔ"),
            Just("-")
        ],
        0..9,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn the_index_finds_what_a_look_at_every_row_finds(rows in proptest::collection::vec(texts(), 1..12), typed in texts()) {
        let desk = Desk::new();
        for (n, text) in rows.iter().enumerate() {
            desk.order(&format!("№{n}"), "", text);
        }
        let ids: Vec<OrderId> = find_orders(desk.db(), &typed, 50).expect("found").into_iter().map(|hit| hit.order.id).collect();
        let naive: Vec<String> = match Query::new(&typed) {
            None => Vec::new(),
            Some(query) => {
                let hits = rows.iter().enumerate().filter(|(_, text)| query.holds(&[text]));
                hits.map(|(n, _)| format!("№{n}")).rev().collect()
            }
        };
        let found: Vec<String> = ids
            .into_iter()
            .map(|id| kefu::store::orders::expect(desk.db(), id).expect("order").number)
            .collect();
        prop_assert_eq!(found, naive);
    }
}
