//! What each platform's file tells.

use kefu::domain::order::Flag;
use kefu::domain::{Money, OrderStatus, Platform};

use super::common::{at, lines, only, order, read, refund, store, stored_lines, take_in};
use super::samples;

fn minor(money: Option<Money>) -> Option<i64> {
    money.map(Money::minor)
}

#[test]
fn every_format_is_found_from_its_content_alone() {
    for (format, bytes) in samples::all() {
        let (_, summary) = read(bytes);
        assert_eq!(summary.found[0].format, format);
        assert_eq!((summary.rejected, summary.unknown_status), (0, 0), "{format:?} {:?}", summary.rejects);
    }
}

#[test]
fn a_second_run_of_any_format_inserts_and_updates_nothing() {
    let store = store();
    for (format, bytes) in samples::all() {
        assert!(take_in(&store, bytes).inserted > 0 || format == kefu::import::Format::TaobaoItems, "{format:?}");
    }
    for round in 0..2 {
        for (format, bytes) in samples::all() {
            let again = take_in(&store, bytes);
            assert_eq!((again.inserted, again.updated, again.conflicting), (0, 0, 0), "{round} {format:?}");
        }
    }
}

#[test]
fn an_order_of_pinduoduo_reads_its_money_parcel_and_refund() {
    let store = store();
    take_in(&store, samples::pdd());
    let sent = only(&store, "260801-400000294410900");
    assert_eq!((sent.platform, sent.status), (Platform::Pdd, OrderStatus::Shipped));
    assert_eq!((minor(sent.paid), minor(sent.refunded)), (Some(12000), None));
    assert_eq!(sent.tracking, ["SF0000000000001"]);
    assert_eq!(
        (
            stored_lines(&store, &sent).len(),
            stored_lines(&store, &sent)[0].quantity,
            minor(stored_lines(&store, &sent)[0].price)
        ),
        (1, 2, Some(6400))
    );
    let back = only(&store, "260802-400000294410901");
    assert_eq!((back.status, minor(back.refunded)), (OrderStatus::Closed, Some(8850)));
    assert_eq!(back.created_at, Some(at("2026-08-02T00:00:00+08:00")), "the day stands in the number");
}

#[test]
fn an_order_of_jd_is_one_however_many_rows_it_has() {
    let store = store();
    take_in(&store, samples::jd());
    let order = only(&store, "310000000977");
    assert_eq!((order.platform, order.status, order.flag), (Platform::Jd, OrderStatus::ToShip, Flag::Yellow));
    assert_eq!((minor(order.payable), minor(order.paid), minor(order.freight)), (Some(10000), Some(10000), Some(600)));
    assert_eq!(
        (stored_lines(&store, &order).len(), order.memo.as_str(), order.buyer_message.as_str()),
        (2, "已打单", "请放门口")
    );
    let split = only(&store, "310000001954");
    assert_eq!((split.status, split.paid), (OrderStatus::Closed, None));
}

#[test]
fn a_remark_is_the_buyers_on_jd_and_the_sellers_on_taobao() {
    let (jd, _) = read(samples::jd());
    assert_eq!(order(&jd).buyer_message.unclean(), "请放门口");
    let (taobao, _) = read(samples::taobao_orders());
    assert_eq!(order(&taobao).memo.unclean(), "已催仓库");
}

#[test]
fn sub_orders_of_douyin_make_one_order_and_a_closed_one_closes_nothing() {
    let store = store();
    take_in(&store, samples::douyin());
    let order = only(&store, "6910000000001000003");
    assert_eq!((order.platform, order.status), (Platform::Douyin, OrderStatus::Shipped));
    assert_eq!(
        (minor(order.payable), minor(order.freight)),
        (Some(10600), Some(600)),
        "shares add up, freight does not"
    );
    assert_eq!((stored_lines(&store, &order).len(), order.tracking.len(), order.carrier.as_str()), (2, 1, "极兔速递"));
}

#[test]
fn several_sub_orders_in_one_row_are_several_lines() {
    let row = "\"\t6910000000001000003\",\"\t6910000000001000003;6910000000001000004\",\"\t保温杯;雨伞\",\"\t白色;黑色\",3,-,\"\tBW-1;YS-1\",-,106.00,0.00,-,-,-,-,-,-,-,-,2026-08-01 09:05:00,-,-,-,2026-08-01 09:06:00,备货中,-,-,-,-,-,-\n";
    let (told, summary) = read(format!("{}{row}", samples::DOUYIN));
    let lines = lines(&told);
    assert_eq!((lines.len(), summary.rejected), (2, 0));
    assert_eq!(
        (lines[1].line.as_str(), lines[1].title.unclean(), lines[1].outer_id.as_str()),
        ("6910000000001000004", "雨伞", "YS-1")
    );
    assert_eq!((order(&told).pieces, minor(order(&told).payable)), (Some(3), Some(10600)));
}

#[test]
fn a_case_of_douyin_walks_by_the_same_ways_up_to_the_exchange() {
    let store = store();
    take_in(&store, samples::douyin());
    for (words, stage) in [
        ("待商家处理", "seller_review"),
        ("待买家退货", "buyer_return"),
        ("待商家收货", "seller_receive"),
        ("待商家发货", "seller_send"),
        ("待买家收货", "buyer_receive"),
        ("换货成功", "done"),
    ] {
        let (told, summary) = read(samples::cases(words));
        assert_eq!((refund(&told).stage, refund(&told).case_type, summary.unknown_status), (stage, "exchange", 0));
        let counts = take_in(&store, samples::cases(words));
        assert_eq!(counts.inserted + counts.updated, 1, "{words}");
        let order = only(&store, "6910000000001000003");
        let cases = kefu::store::cases::of_order(store.db(), order.id).expect("read");
        assert_eq!((cases.len(), cases[0].stage.code(), cases[0].anomalies.len()), (1, stage, 0), "{words}");
    }
    assert_eq!(take_in(&store, samples::cases("待商家处理")).conflicting, 1, "an ended case never begins again");
    let (_, summary) = read(samples::cases("神秘状态"));
    assert_eq!(summary.unknown_status, 1);
}

#[test]
fn an_order_of_shopify_has_its_columns_on_the_first_row_only() {
    let store = store();
    take_in(&store, samples::shopify());
    let order = only(&store, "#1001");
    assert_eq!(
        (order.platform, order.status, stored_lines(&store, &order).len()),
        (Platform::Shopify, OrderStatus::ToShip, 3)
    );
    assert_eq!(
        (minor(order.paid), order.paid.map(|m| m.currency().code().to_owned())),
        (Some(3895), Some("USD".into()))
    );
    assert_eq!(order.created_at, Some(at("2024-05-01T22:00:00+08:00")));
    assert_eq!(order.buyer_message.as_str(), "Leave at door,\nring twice");
    let back = only(&store, "#1002");
    assert_eq!((back.status, minor(back.refunded)), (OrderStatus::Closed, Some(3400)));
}

#[test]
fn an_order_of_woocommerce_has_its_items_in_groups_of_columns() {
    let store = store();
    take_in(&store, samples::woocommerce());
    let order = only(&store, "77");
    assert_eq!(
        (order.platform, order.status, stored_lines(&store, &order).len()),
        (Platform::WooCommerce, OrderStatus::ToShip, 2)
    );
    assert_eq!(
        (minor(order.paid), minor(stored_lines(&store, &order)[0].price), stored_lines(&store, &order)[0].quantity),
        (Some(123_450), Some(60_000), 2)
    );
    assert_eq!((only(&store, "78").status, only(&store, "78").paid), (OrderStatus::Unpaid, None));
    let (_, summary) = read(samples::woocommerce());
    let unknown = summary.previews[0].columns.iter().filter(|c| c.field.is_none()).map(|c| c.name.as_str());
    assert_eq!(unknown.collect::<Vec<_>>(), ["order_id", "payment_method", "coupon"]);
}

#[test]
fn an_order_of_amazon_adds_up_its_items_and_takes_quotes_as_they_stand() {
    let store = store();
    take_in(&store, samples::amazon());
    let order = only(&store, "113-1234567-1234567");
    assert_eq!(
        (order.platform, order.status, stored_lines(&store, &order).len()),
        (Platform::Amazon, OrderStatus::Success, 2)
    );
    assert_eq!(
        (minor(order.payable), stored_lines(&store, &order)[0].title.as_str()),
        (Some(9205), "\"Kids\" Bottle, 12oz")
    );
    assert_eq!(only(&store, "113-1234567-7654321").status, OrderStatus::Unpaid);
}

#[test]
fn an_order_of_ebay_takes_its_totals_from_their_own_row() {
    let store = store();
    take_in(&store, samples::ebay());
    let order = only(&store, "12-34567-89012");
    assert_eq!(
        (order.platform, order.status, stored_lines(&store, &order).len()),
        (Platform::Ebay, OrderStatus::PartShipped, 2)
    );
    assert_eq!((minor(order.paid), minor(stored_lines(&store, &order)[0].price)), (Some(143_366), Some(140_000)));
    assert_eq!(order.created_at, Some(at("2026-07-25T00:00:00+08:00")));
    assert_eq!(only(&store, "12-34567-89013").status, OrderStatus::Unpaid);
    let cells =
        samples::ebay().replace("2 record(s) downloaded,,,,", "2,record(s) downloaded,from,Jul-25-26,to,Jul-26-26");
    assert_eq!(read(cells).1.rejected, 0, "its count may stand in cells of its own");
}

#[test]
fn an_order_of_amazon_in_a_western_code_page_keeps_its_accents() {
    let store = store();
    let western = encoding_rs::WINDOWS_1252.encode(&samples::amazon().replace("Nowhere", "Köln")).0.into_owned();
    take_in(&store, western);
    assert_eq!(only(&store, "113-1234567-1234567").address.as_str(), "Köln, MA, 01234, US");
}

#[test]
fn a_preview_names_the_columns_and_hides_the_people() {
    let (_, summary) = read(samples::taobao_orders());
    let preview = &summary.previews[0];
    let field = |name: &str| preview.columns.iter().find(|c| c.name == name).and_then(|c| c.field);
    assert_eq!((field("订单编号"), field("订单备注"), field("是否手机订单")), (Some("number"), Some("old_memo"), None));
    let shown = format!("{:?}", preview.rows);
    assert!(!shown.contains("12010000001") && !shown.contains("样本路1号") && shown.contains("106.00"), "{shown}");
    // Columns that are kept as they stand are hidden by their names.
    let (_, summary) = read(samples::ebay());
    let shown = format!("{:?}", summary.previews[0].rows);
    assert!(!shown.contains("Sample Buyer") && shown.contains("S**"), "{shown}");
}

#[test]
fn a_preview_shows_the_cells_of_a_flat_file_with_quotes_in_it() {
    let (_, summary) = read(samples::amazon());
    let first = &summary.previews[0].rows[0];
    assert_eq!((first[0].as_str(), first[7].as_str()), ("113-1234567-1234567", "\"Kids\" Bottle, 12oz"));
}

#[test]
fn a_preview_hides_people_in_a_line_that_cannot_be_taken_apart() {
    let orders = samples::taobao_orders();
    let (header, rows) = orders.split_once('\n').expect("a header");
    let broken = "\"=\"\"4000000000194001798\"\"\",\"半糖,100.00,云小满,浙江省 杭州市 样本路9号,'19000000009\n";
    let (_, summary) = read(format!("{header}\n{broken}{rows}"));
    assert_eq!(summary.rejected, 1, "{:?}", summary.rejects);
    let shown = format!("{:?}", summary.previews[0].rows);
    assert!(!shown.contains("19000000009") && !shown.contains("样本路9号") && shown.contains("106.00"), "{shown}");
}

#[test]
fn what_a_column_is_taken_for_has_words_in_both_languages() {
    use kefu::text::Lang;
    for field in kefu::import::column_fields() {
        let (zh, en) = (Lang::Zh.column_word("", field), Lang::En.column_word("", field));
        assert!(!zh.is_ascii() && en.is_ascii() && !en.contains('_'), "{field}: {zh} {en}");
    }
    assert_eq!(Lang::Zh.column_word("tracking", "number"), "运单号");
    assert_eq!(Lang::Zh.column_word("custom", "my_field"), "my_field");
}
