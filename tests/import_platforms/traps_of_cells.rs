//! The traps within one cell, one header or one file's bytes.

use kefu::domain::OrderStatus;
use kefu::import::Code;

use super::common::{at, lines, only, order, read, store, take_in, zipped};
use super::samples::{self, DETAILS, ORDERS, TAOBAO};

fn with(from: &str, to: &str) -> String {
    let file = samples::taobao_orders();
    assert!(file.contains(from), "{from}");
    file.replace(from, to)
}

#[test]
fn trap_01_the_encoding_is_sniffed_and_a_lossy_one_is_told() {
    let text = with("云小满", "𠮷小满");
    let (plain, _) = read(text.clone());
    let (coded, summary) = read(encoding_rs::GB18030.encode(&text).0.into_owned());
    assert_eq!((plain, summary.found[0].encoding), (coded, "gb18030"));
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(utf16).1.found[0].encoding, "utf-16");
    let mut broken = encoding_rs::GB18030.encode(&text).0.into_owned();
    let name = encoding_rs::GB18030.encode("拾光").0.into_owned();
    let place = broken.windows(name.len()).position(|part| part == name).expect("the second buyer");
    broken[place] = 0xff;
    assert_eq!(read(broken).1.lossy, 1);
}

#[test]
fn trap_02_guards_around_numbers_come_off() {
    for guarded in [
        format!("=\"{TAOBAO}\""),
        format!("={TAOBAO}"),
        format!("'{TAOBAO}"),
        format!("\t{TAOBAO}\t"),
        format!(" {TAOBAO} "),
    ] {
        let row = format!("{DETAILS}\"{}\",保温杯,'60.00,1,,,,,交易成功,BW-1\n", guarded.replace('"', "\"\""));
        let (told, summary) = read(row);
        assert_eq!((order(&told).number.as_str(), summary.rejected), (TAOBAO, 0), "{guarded:?}");
        assert_eq!(lines(&told)[0].price.map(|m| m.minor()), Some(6000));
    }
}

#[test]
fn trap_03_a_damaged_number_is_flagged_and_is_no_new_order() {
    for damaged in ["4.00E+18", "4000000000194000000", "4.0000000001940019E+18"] {
        let (told, summary) = read(format!("{DETAILS}{damaged},保温杯,60.00,1,,,,,交易成功,BW-1\n"));
        assert_eq!((told.len(), summary.rejects[0].code, summary.rejects[0].row), (0, Code::DamagedId, 2));
    }
    let (_, summary) = read(samples::pdd().replace("260801-400000294410900", "2.60801E+20"));
    assert_eq!(summary.rejects[0].code, Code::DamagedId);
}

#[test]
fn trap_04_nothing_has_many_spellings() {
    for nothing in ["", "null", "'null", "NULL", "-", "无", "nan", " null "] {
        let (told, _) = read(with("已催仓库", nothing));
        assert_eq!(order(&told).memo.unclean(), "", "{nothing:?}");
    }
    let (told, _) = read(samples::taobao_items());
    assert_eq!(lines(&told)[0].refunded, None, "无退款申请 is no amount");
    let (told, _) = read(samples::douyin());
    assert_eq!(order(&told).memo.unclean(), "");
}

#[test]
fn trap_05_amounts_lose_their_dress_and_what_is_none_is_reported() {
    for (written, minor) in
        [("106.00元", 10600), ("¥106", 10600), ("￥1,234.50", 123_450), ("-5.50", -550), ("106.00\t", 10600)]
    {
        let (told, _) = read(with("106.00,106.00,", &format!("106.00,\"{written}\",")));
        assert_eq!(order(&told).paid.map(|m| m.minor()), Some(minor), "{written}");
    }
    let (_, summary) = read(with("106.00,106.00,", "106.00,约一百,"));
    let reject = &summary.rejects[0];
    assert_eq!((reject.code, reject.row, reject.column.as_str()), (Code::BadAmount, 2, "买家实际支付金额"));
}

#[test]
fn trap_06_a_time_may_be_written_in_many_ways() {
    for written in [
        "2026-08-01 09:05:00",
        "2026/8/1 9:05",
        "46235.3784722222",
        "2026-08-01T01:05:00Z",
        "2026-08-01 01:05:00 +0000",
    ] {
        let (told, _) = read(with("2026-08-01 09:05:00", written));
        assert_eq!(order(&told).created_at, Some(at("2026-08-01T09:05:00+08:00")), "{written}");
    }
    let (told, _) = read(samples::ebay());
    assert_eq!(order(&told).paid_at, Some(at("2026-07-25T00:00:00+08:00")));
    assert_eq!(read(with("2026-08-01 09:05:00", "昨天")).1.rejects[0].code, Code::BadTime);
}

#[test]
fn trap_07_the_header_may_stand_lower_twice_named_and_with_a_row_of_units() {
    let units = ",收入+支出,,,,,,,,";
    let file = format!(
        "店铺导出\n#说明\nsep=,\n\u{feff}{}{units}\n{TAOBAO},保温杯,60.00,1,,,甲,乙,交易成功,BW-1\n",
        DETAILS.replace("套餐信息,备注", "备注,备注 ")
    );
    let (told, summary) = read(file);
    assert_eq!((summary.rows, summary.rejected), (1, 0), "{:?}", summary.rejects);
    assert_eq!(lines(&told)[0].extra, "{\"备注\":\"甲\",\"备注.1\":\"乙\"}");
    let full = samples::cases("退款成功").replace('（', "(").replace('）', ")");
    assert_eq!(read(full).1.rejected, 0);
}

#[test]
fn trap_08_unknown_columns_are_kept_and_missing_ones_do_no_harm() {
    let (told, _) = read(samples::taobao_orders());
    assert_eq!(order(&told).extra, "{\"是否手机订单\":\"手机订单\"}");
    let (told, _) = read("订单号,订单状态,样式ID,团ID\n260801-400000294410900,待发货,1,2\n");
    assert_eq!((order(&told).status, order(&told).paid), (Some(OrderStatus::ToShip), None));
}

#[test]
fn trap_09_sums_comments_counts_and_repeated_headers_are_no_rows() {
    let more = format!("{ORDERS}合计,,,,156.00\n\n#导出时间：[2026年08月03日]\n");
    let (_, summary) = read(samples::taobao_orders() + &more);
    assert_eq!((summary.rows, summary.rejected), (2, 0), "{:?}", summary.rejects);
    let (_, summary) = read(samples::ebay());
    assert_eq!((summary.rows, summary.rejected), (4, 0), "{:?}", summary.rejects);
}

#[test]
fn trap_10_line_ends_within_cells_open_quotes_and_a_torn_end_lose_one_row_at_most() {
    let (told, _) = read(samples::taobao_orders());
    assert_eq!(order(&told).buyer_message.unclean(), "请发顺丰\n谢谢");
    let torn = format!(
        "{DETAILS}4000000000194001801,\"儿童\"不漏\"杯\",1.00,1,,,,,交易成功,A\n4000000000194001802,\"没关,1.00,1,,,,,交易成功,A\n4000000000194001803,\"杯\",1.00,1,,,,,交易成功,\"A"
    );
    let (told, summary) = read(torn);
    let numbers: Vec<&str> = told.iter().filter(|t| !t.counts).map(|t| t.fact.order()).collect();
    assert!(numbers.contains(&"4000000000194001801"), "{numbers:?}");
    assert_eq!(summary.rejects.iter().map(|r| r.code).collect::<std::collections::HashSet<_>>().len(), 1);
    assert!(summary.rejected <= 2, "{:?}", summary.rejects);
}

#[test]
fn trap_17_and_18_a_status_is_matched_whole_with_either_comma() {
    for (words, status) in [
        ("未发货，退款成功", OrderStatus::Closed),
        ("未发货,退款成功", OrderStatus::Closed),
        ("已发货，待签收", OrderStatus::Shipped),
        ("已签收", OrderStatus::Success),
        ("未发货", OrderStatus::Unknown),
        ("未签收", OrderStatus::Unknown),
    ] {
        assert_eq!(kefu::import::pdd::status(words), status, "{words}");
    }
    let (told, summary) = read(with("买家已付款，等待卖家发货", "拼团中"));
    assert_eq!((order(&told).status, summary.unknown_status), (Some(OrderStatus::Unknown), 1), "never unpaid");
    assert_eq!(kefu::import::jd::status("(锁定)等待出库"), OrderStatus::ToShip);
    assert_eq!(kefu::import::shopify::status("paid", "partial", false), OrderStatus::PartShipped);
    assert_eq!(kefu::import::woocommerce::status("wc-on-hold"), OrderStatus::Unpaid);
    assert_eq!(kefu::import::amazon::status("Shipped - Delivered to Buyer"), OrderStatus::Success);
}

#[test]
fn trap_22_a_hidden_value_never_covers_a_clear_one_and_is_nobodys() {
    let store = store();
    take_in(&store, with("云小满", "云**").replace("'12010000001", "120****0001"));
    assert_eq!(only(&store, TAOBAO).receiver.as_str(), "云**");
    take_in(&store, samples::taobao_orders());
    assert_eq!(
        (only(&store, TAOBAO).receiver.as_str(), only(&store, TAOBAO).phone.as_str()),
        ("云小满", "12010000001")
    );
    take_in(&store, with("云小满", "##cipher##").replace("'12010000001", "$$cipher$$"));
    assert_eq!(
        (only(&store, TAOBAO).receiver.as_str(), only(&store, TAOBAO).phone.as_str()),
        ("云小满", "12010000001")
    );
}

#[test]
fn trap_23_a_workbook_may_leave_blank_cells_out() {
    let (told, summary) = read(samples::taobao_items_book("", "等待买家付款", "0.00"));
    assert_eq!((summary.rejected, order(&told).status), (0, Some(OrderStatus::Unpaid)), "{:?}", summary.rejects);
}

#[test]
fn trap_24_a_wrapper_may_hold_several_files_a_workbook_and_what_is_none() {
    let book = samples::taobao_items_book("白色", "交易成功", "60.00");
    let bill = samples::alipay("106.00");
    let orders = samples::taobao_orders();
    let files: [(&str, &[u8]); 5] = [
        ("账单(汇总).csv", b"a,b\n1,2\n"),
        ("账单.csv", &bill),
        ("orders.csv", orders.as_bytes()),
        ("items.xlsx", &book),
        ("~$items.xlsx", b"\x05user"),
    ];
    let (told, summary) = read(zipped(&files));
    assert_eq!((summary.found.len(), told.len()), (3, 2 + 2 + 2));
    assert_eq!(summary.found[2].part.as_deref(), Some("items.xlsx"));
}
