//! The search box: what is typed, what it means, and that it says so when it means nothing.

use proptest::prelude::*;

use super::*;
use crate::domain::id::ShopId;
use crate::domain::platform::Shop;
use crate::domain::time::Time;

fn parsed(typed: &str) -> OrderQuery {
    OrderQuery::parse(typed).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"))
}

#[test]
fn words_and_filters_stand_in_one_box_in_both_languages() {
    let english = parsed("羽绒 status:unpaid >12h shop:旗舰店 flag:red platform:pdd case:open sort:amount");
    let chinese = parsed("羽绒 状态：待付款 ＞12时 店:旗舰店 旗:红 平台:拼多多 售后:进行中 排序:金额");
    assert_eq!(english, chinese);
    assert_eq!(english.words, ["羽绒"]);
    assert_eq!(english.sort, Some(SortKey::Amount));
    assert_eq!(
        english.to_string(),
        "羽绒 status:unpaid >12h shop:\"旗舰店\" flag:red platform:pdd case:open sort:amount"
    );
    assert_eq!(parsed("status:unpaid,to_ship").tests, parsed("状态:待付款，待发货").tests);
    assert!(parsed("sort:-created").turned);
}

#[test]
fn a_wrong_filter_says_so_and_is_never_a_word() {
    let fault = |typed: &str| OrderQuery::parse(typed).expect_err(typed);
    assert!(matches!(fault("stauts:unpaid"), QueryFault::UnknownFilter(name) if name.as_str() == "stauts"));
    assert!(matches!(fault("status:unpiad"), QueryFault::BadValue(Filter::Status, _)));
    assert!(matches!(fault("status:"), QueryFault::BadValue(Filter::Status, _)));
    assert!(matches!(fault("旗:橙"), QueryFault::BadValue(Filter::Flag, _)));
    assert!(matches!(fault(">12"), QueryFault::BadAge(_)));
    assert!(matches!(fault("shop:"), QueryFault::BadValue(Filter::Shop, _)));
}

#[test]
fn quotes_labels_and_properties_are_words() {
    assert_eq!(parsed("\"stauts:unpaid\"").words, ["stauts:unpaid"]);
    assert_eq!(parsed("尺码:XL").words, ["尺码:XL"]);
    assert_eq!(parsed("订单编号：4123456789").words, ["4123456789"]);
    assert_eq!(parsed("shop:\"大 店\" 衣").tests, [OrderTest::Shop(vec!["大 店".into()])]);
}

#[test]
fn shops_are_found_by_name_part_or_tag_and_a_missing_one_names_those_there_are() {
    let shop = |id, name: &str, tag: &str, platform| Shop {
        id: ShopId::new(id),
        platform,
        external_id: None,
        name: SafeText::line(name),
        called: SafeText::default(),
        tag: SafeText::line(tag),
        zone: crate::domain::Zone::default(),
    };
    let shops = [shop(1, "云朵旗舰店", "旗", Platform::Tmall), shop(2, "云朵", "拼", Platform::Pdd)];
    let ids =
        |typed: &str| parsed(typed).resolve(&shops, Time::from_ms(0)).map(|wants| wants.shops.unwrap_or_default());
    assert_eq!(ids("shop:云朵"), Ok(vec![ShopId::new(2)]), "the whole name before a part");
    assert_eq!(ids("shop:旗舰"), Ok(vec![ShopId::new(1)]));
    assert_eq!(ids("shop:拼"), Ok(vec![ShopId::new(2)]));
    assert!(matches!(ids("shop:没有"), Err(QueryFault::NoShop(_, known)) if known.len() == 2));
    let none = parsed("shop:旗舰 platform:pdd").resolve(&shops, Time::from_ms(0)).expect("both are known");
    assert!(none.is_void(), "no shop is both");
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("status:unpaid".to_owned()),
        Just("旗:红,蓝".to_owned()),
        Just(">1d4h".to_owned()),
        Just("<30m".to_owned()),
        Just("shop:\"a b\"".to_owned()),
        Just("case:none".to_owned()),
        Just("sort:-paid".to_owned()),
        Just("\"a:b <c\"".to_owned()),
        "[a-z0-9衣服：:\"><-]{1,8}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn nothing_typed_panics_and_what_is_understood_is_understood_again(typed in pieces()) {
        if let Ok(query) = OrderQuery::parse(&typed) {
            prop_assert_eq!(OrderQuery::parse(&query.to_string()), Ok(query.clone()), "{}", query);
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused(typed in "\\PC{0,40}") {
        if let Ok(query) = OrderQuery::parse(&typed) {
            prop_assert_eq!(OrderQuery::parse(&query.to_string()), Ok(query.clone()), "{}", query);
        }
    }
}
