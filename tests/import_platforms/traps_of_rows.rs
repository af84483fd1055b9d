//! The traps between rows and between files.

use kefu::domain::OrderStatus;
use kefu::store::orders;

use super::common::{lines, now, only, order, read, store, stored_lines, take_in};
use super::samples::{self, DETAILS, ORDERS, TAOBAO};

/// 已卖出的宝贝: one row per item under an order file's names, no line number.
fn sold() -> String {
    let row = |status: &str, title: &str| {
        format!(
            "{TAOBAO},半糖,100.00,6.00,106.00,106.00,\"{status}\",,云小满,某省 某市 某路1号,,2026-08-01 09:05:00,2026-08-01 09:06:00,{title},,,,1,云上样例旗舰店,0.00,,\n"
        )
    };
    format!("{ORDERS}{}{}", row("交易关闭", "保温杯"), row("买家已付款，等待卖家发货", "雨伞"))
}

#[test]
fn trap_11_the_status_of_a_line_is_not_the_orders() {
    let store = store();
    take_in(&store, sold());
    assert_eq!(only(&store, TAOBAO).status, OrderStatus::ToShip, "one closed line closes no order");
}

#[test]
fn trap_13_a_file_whose_numbers_repeat_speaks_of_lines() {
    let (told, _) = read(sold());
    assert_eq!((lines(&told).len(), order(&told).title.unclean()), (2, "保温杯，雨伞"));
}

#[test]
fn trap_13_a_sheet_sorted_by_something_else_moves_nothing_to_and_fro() {
    let store = store();
    let other = "4000000000194001900,半糖,1.00,0.00,1.00,1.00,交易成功,,,,,2026-08-01 09:05:00,,杯垫,,,,1,云上样例旗舰店,0.00,,\n";
    let text = sold();
    let (first, second) = text.split_at(text.rfind(TAOBAO).expect("two rows"));
    let sheet = format!("{first}{other}{second}");
    take_in(&store, sheet.clone());
    let seen = only(&store, TAOBAO);
    assert_eq!(stored_lines(&store, &seen).len(), 2);
    let again = take_in(&store, sheet);
    assert_eq!((again.inserted, again.updated, only(&store, TAOBAO).version), (0, 0, seen.version));
}

#[test]
fn trap_14_repeated_amounts_are_never_summed_and_shares_are() {
    let (told, _) = read(sold());
    assert_eq!(
        (order(&told).paid.map(|m| m.minor()), order(&told).freight.map(|m| m.minor())),
        (Some(10600), Some(600))
    );
    let (told, _) = read(samples::taobao_items());
    assert_eq!(order(&told).paid.map(|m| m.minor()), Some(10600));
    let (told, _) = read(samples::douyin());
    assert_eq!(
        (order(&told).paid.map(|m| m.minor()), order(&told).freight.map(|m| m.minor())),
        (Some(10600), Some(600))
    );
}

#[test]
fn trap_15_a_discount_is_no_refund() {
    let (told, _) = read(samples::taobao_orders().replace("106.00,106.00,", "106.00,90.00,"));
    assert_eq!(order(&told).refunded.map(|m| m.minor()), Some(0), "what is not paid is not paid back");
}

#[test]
fn trap_16_closed_keeps_why_and_whether_it_was_paid() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    let closed = only(&store, "4000000000194001800");
    assert_eq!((closed.status, closed.paid_at, closed.paid.map(|m| m.minor())), (OrderStatus::Closed, None, Some(0)));
    let (told, _) = read(samples::taobao_orders());
    let reasons: Vec<&str> = told
        .iter()
        .filter_map(|t| if let kefu::domain::Fact::Order(o) = &t.fact { Some(o.close_reason.unclean()) } else { None })
        .collect();
    assert_eq!(reasons, ["订单未关闭", "买家未付款"]);
}

#[test]
fn trap_19_a_re_import_keeps_what_an_agent_wrote() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    let order = only(&store, TAOBAO);
    store
        .db()
        .run("UPDATE orders SET memo = '工号07 已核对', flag = 1 WHERE id = $1", &[order.id.raw().into()])
        .expect("written");
    let newer =
        samples::taobao_orders().replace("买家已付款，等待卖家发货", "交易成功").replace("已催仓库", "别的备注");
    assert_eq!(take_in(&store, newer).updated, 1);
    let seen = only(&store, TAOBAO);
    assert_eq!((seen.status, seen.memo.as_str(), seen.flag.number()), (OrderStatus::Success, "工号07 已核对", 1));
}

#[test]
fn trap_20_what_is_missing_from_a_newer_file_is_not_deleted() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    let newer = samples::taobao_orders();
    let (kept, _) = newer.split_at(newer.rfind("\"=\"\"").expect("a second row"));
    assert_eq!(take_in(&store, kept).unchanged, 1);
    assert_eq!(orders::by_number(store.db(), "4000000000194001800").expect("read").len(), 1);
}

#[test]
fn trap_21_a_line_without_its_order_and_an_order_without_lines_are_kept() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    take_in(&store, format!("{DETAILS}4000000000194009999,雨伞,46.00,1,,,,,交易成功,YS-1\n"));
    assert_eq!(stored_lines(&store, &only(&store, "4000000000194009999")).len(), 1);
    assert_eq!(stored_lines(&store, &only(&store, TAOBAO)).len(), 0);
}

#[test]
fn trap_25_a_service_line_does_not_become_the_product() {
    let (told, _) = read(format!(
        "{DETAILS}{TAOBAO},运费补差专用链接 勿拍,1.00,1,,,,,交易成功,\n{TAOBAO},赠品 杯垫,0.00,1,,,,,交易成功,\n{TAOBAO},实木餐桌 1.4m 送货入户,2199.00,1,,,,,交易成功,CZ-1\n"
    ));
    assert!(order(&told).title.unclean().starts_with("实木餐桌"), "{}", order(&told).title.unclean());
    assert_eq!(lines(&told).len(), 3);
}

#[test]
fn trap_26_nothing_paid_is_an_amount() {
    let (told, _) = read(samples::taobao_orders().replace("106.00,106.00,", "106.00,0.00,"));
    assert_eq!(order(&told).paid.map(|m| m.minor()), Some(0));
    let (told, _) = read(samples::pdd().replace(",120.00\t,120.00\t,", ",0.00\t,120.00\t,"));
    assert_eq!(order(&told).paid.map(|m| m.minor()), Some(0));
}

#[test]
fn trap_29_orders_of_one_second_keep_their_order() {
    let store = store();
    let rows: String = (11..51).map(|n| format!("40000000001941{n:05},杯,1.00,1,,,,,交易成功,A\n")).collect();
    take_in(&store, format!("{DETAILS}{rows}"));
    let mut ids: Vec<i64> = Vec::new();
    for n in 11..51 {
        ids.push(only(&store, &format!("40000000001941{n:05}")).id.raw());
    }
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "the file's own order decides, at {:?}", now());
}
