//! Taobao files as they come: every row told once, nothing guessed, the traps of real exports.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

use kefu::domain::clock::FixedClock;
use kefu::domain::{Fact, OrderStatus, Platform, ShopKey, Time, Zone};
use kefu::import::{self, Code, Options, Summary, Told};
use kefu::rules;
use kefu::store::intake::{Counts, Given, Intake};
use kefu::store::{Store, Writer, customers, orders};

const ORDER: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺名称,新列";
const ITEM: &str = "子订单编号,主订单编号,商品标题,商品价格,购买数量,商品属性,订单状态,商家编码,买家实付金额,退款状态,退款金额,订单创建时间,订单付款时间";

fn order(number: &str, paid: &str, status: &str) -> String {
    format!(
        "{number},\"豆包\",10.00,6.00,16.00,{paid},\"{status}\",\"在吗\n请快点, \"\"谢谢\"\"\",棠夏至,某省 某市 某路1号(310000),'12010000000,2026-08-01 09:05:00,2026/8/1 9:06,保温杯,No:YT0000000000001,圆通速递,'null,1,云上样例旗舰店,新值"
    )
}

fn read(bytes: &[u8]) -> (Vec<Told>, Summary) {
    let mut told = Vec::new();
    let summary = import::read(Cursor::new(bytes.to_vec()), &Options::default(), &mut |batch| {
        told.extend(batch.told);
        Ok(ControlFlow::Continue(()))
    })
    .expect("a file we know");
    (told, summary)
}

fn orders_file(rows: &[String]) -> String {
    format!("{ORDER}\r\n{}\r\n", rows.join("\r\n"))
}

fn store() -> Writer {
    Store::memory(Arc::new(FixedClock(now()))).expect("memory")
}

fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T10:00:00+08:00").expect("time")
}

fn take_in(store: &Writer, source: &str, file: &str) -> Counts {
    let rules = rules::embedded().expect("rules");
    let (told, _) = read(file.as_bytes());
    let given: Vec<Given<'_>> =
        told.iter().map(|t| Given { counts: t.counts, shop: t.shop.as_deref(), fact: &t.fact }).collect();
    Intake::new(source, None, Zone::default(), now(), false, &rules).apply(store.db(), &given, None).expect("stored")
}

fn only(store: &Writer, number: &str) -> kefu::domain::Order {
    let found = orders::by_number(store.db(), number).expect("read");
    assert_eq!(found.len(), 1);
    found.into_iter().next().expect("one")
}

const N: &str = "=\"4000000000194001799\"";
const NUMBER: &str = "4000000000194001799";

#[test]
fn an_order_row_tells_its_number_money_times_and_unknown_columns() {
    let (told, summary) = read(orders_file(&[order(N, "16.00元", "买家已付款,等待卖家发货")]).as_bytes());
    let Fact::Order(facts) = &told[0].fact else { panic!("an order") };
    assert_eq!(facts.number, NUMBER);
    assert_eq!(facts.paid.map(|m| m.minor()), Some(1600));
    assert_eq!(facts.status, Some(OrderStatus::ToShip));
    assert_eq!(facts.phone.unclean(), "12010000000");
    assert_eq!(facts.memo.unclean(), "");
    assert_eq!(facts.tracking, "YT0000000000001");
    assert_eq!(facts.buyer_message.unclean(), "在吗\n请快点, \"谢谢\"");
    assert_eq!(facts.extra, "{\"新列\":\"新值\"}");
    assert_eq!((summary.rows, summary.rejected, summary.unknown_status), (1, 0, 0));
}

#[test]
fn a_rounded_number_is_rejected_with_its_row() {
    let file = orders_file(&[order("4.00E+18", "16.00", "交易成功"), order(N, "16.00", "交易成功")]);
    let (told, summary) = read(file.as_bytes());
    assert_eq!((told.len(), summary.rejected), (1, 1));
    assert_eq!((summary.rejects[0].row, summary.rejects[0].code), (2, Code::DamagedId));
}

#[test]
fn a_bad_amount_is_reported_and_never_zero() {
    let (told, summary) = read(orders_file(&[order(N, "十六", "交易成功")]).as_bytes());
    assert!(told.is_empty());
    assert_eq!(summary.rejects[0].code, Code::BadAmount);
}

#[test]
fn an_unknown_status_is_counted_and_kept_as_it_stands() {
    let (told, summary) = read(orders_file(&[order(N, "16.00", "买家已签收")]).as_bytes());
    let Fact::Order(facts) = &told[0].fact else { panic!("an order") };
    assert_eq!((facts.status, facts.raw_status.unclean()), (Some(OrderStatus::Unknown), "买家已签收"));
    assert_eq!((summary.unknown_status, summary.rejected), (1, 0));
}

#[test]
fn titles_above_the_header_and_sums_below_are_no_data() {
    let file = format!(
        "店铺订单\n导出时间：2026-11-22\n{}合计,,,,16.00\n{ORDER}\n\n",
        orders_file(&[order(N, "16.00", "交易成功")])
    );
    let (told, summary) = read(file.as_bytes());
    assert_eq!((told.len(), summary.rows, summary.rejected), (1, 1, 0));
}

#[test]
fn the_same_file_in_gb18030_tells_the_same() {
    let file = orders_file(&[order(N, "16.00", "交易成功").replace("棠夏至", "𠮷小满")]);
    let (plain, _) = read(file.as_bytes());
    let (coded, summary) = read(&encoding_rs::GB18030.encode(&file).0);
    assert_eq!(plain, coded);
    assert_eq!(summary.found[0].encoding, "gb18030");
}

#[test]
fn a_second_run_changes_nothing() {
    let store = store();
    let file = orders_file(&[order(N, "16.00", "交易成功")]);
    assert_eq!(take_in(&store, "taobao.orders", &file).inserted, 1);
    let version = only(&store, NUMBER).version;
    let again = take_in(&store, "taobao.orders", &file);
    assert_eq!((again.unchanged, again.updated, again.inserted), (1, 0, 0));
    assert_eq!(only(&store, NUMBER).version, version);
}

#[test]
fn an_item_file_never_overwrites_an_orders_money_or_status() {
    let store = store();
    let file = orders_file(&[order(N, "16.00", "卖家已发货，等待买家确认")]);
    let items = format!(
        "{ITEM}\n4000000000194001800,{NUMBER},保温杯,10.00,1,颜色分类:白色,交易关闭,BW-1,1.00,退款成功,5.00,2026-08-01 09:05:00,2026-08-01 09:06:00\n"
    );
    take_in(&store, "taobao.orders", &file);
    assert_eq!(take_in(&store, "taobao.items", &items).conflicting, 1, "it says something else, and that is shown");
    let seen = only(&store, NUMBER);
    assert_eq!((seen.status, seen.paid.map(|m| m.minor())), (OrderStatus::Shipped, Some(1600)));
    assert_eq!(take_in(&store, "taobao.orders", &file).unchanged, 1);
    let again = take_in(&store, "taobao.items", &items);
    assert_eq!((again.conflicting, again.updated, only(&store, NUMBER).version), (1, 0, seen.version));
}

#[test]
fn an_item_without_its_order_is_kept_and_the_order_file_completes_it() {
    let store = store();
    let items = format!(
        "{ITEM}\n4000000000194001800,{NUMBER},保温杯,10.00,1,白色,交易关闭,BW-1,0.00,退款成功,5.00,2026-08-01 09:05:00,\n\
         4000000000194001801,{NUMBER},雨伞,6.00,1,黑色,交易成功,YS-1,6.00,没有申请退款,无退款申请,2026-08-01 09:05:00,\n"
    );
    take_in(&store, "taobao.items", &items);
    assert_eq!(only(&store, NUMBER).status, OrderStatus::Success, "a refunded line does not close its order");
    take_in(&store, "taobao.orders", &orders_file(&[order(N, "16.00", "卖家已发货，等待买家确认")]));
    assert_eq!(only(&store, NUMBER).status, OrderStatus::Shipped);
}

#[test]
fn a_hidden_name_never_covers_a_clear_one_and_an_ended_order_stays_ended() {
    let store = store();
    take_in(&store, "taobao.orders", &orders_file(&[order(N, "16.00", "交易成功")]));
    let masked = order(N, "16.00", "交易成功").replace("棠夏至", "棠**").replace("'12010000000", "*******0000");
    take_in(&store, "taobao.orders", &orders_file(&[masked]));
    let seen = only(&store, NUMBER);
    assert_eq!((seen.receiver.as_str(), seen.phone.as_str()), ("棠夏至", "12010000000"));
    let back = take_in(&store, "taobao.orders", &orders_file(&[order(N, "16.00", "等待买家付款")]));
    assert_eq!(back.conflicting, 1);
    assert_eq!(only(&store, NUMBER).status, OrderStatus::Success);
}

#[test]
fn a_file_that_repeats_numbers_speaks_of_items() {
    let file = orders_file(&[order(N, "16.00", "交易关闭"), order(N, "16.00", "交易成功")]);
    let store = store();
    assert_eq!(take_in(&store, "taobao.orders", &file).inserted, 2);
    let seen = only(&store, NUMBER);
    assert_eq!(seen.status, OrderStatus::Success);
    assert_eq!(orders::lines(store.db(), seen.id).expect("lines").len(), 2);
}

#[test]
fn the_same_nick_on_two_platforms_is_two_people_and_two_shops() {
    let (store, rules) = (store(), rules::embedded().expect("rules"));
    let (told, _) = read(orders_file(&[order(N, "16.00", "交易成功")]).as_bytes());
    let key = |platform| ShopKey { platform, name: "云上".to_owned(), external_id: String::new() };
    let (here, there) = (key(Platform::Taobao), key(Platform::Jd));
    let fact = &told.iter().find(|t| matches!(t.fact, Fact::Order(_))).expect("an order").fact;
    let given = [&here, &there].map(|shop| Given { counts: true, shop: Some(shop), fact });
    let counts = Intake::new("test", None, Zone::default(), now(), true, &rules).apply(store.db(), &given, None);
    assert_eq!(counts.expect("stored").inserted, 2);
    let found = orders::by_number(store.db(), NUMBER).expect("read");
    let mut platforms: Vec<Platform> = found
        .iter()
        .map(|order| {
            let customer = order.customer.expect("a clear nick");
            let platform = customers::by_id(store.db(), customer).expect("read").expect("there").platform;
            assert_eq!(platform, order.platform);
            platform
        })
        .collect();
    platforms.sort_unstable();
    assert_eq!(platforms, [Platform::Taobao, Platform::Jd]);
    assert_ne!(found[0].shop, found[1].shop);
}
