//! Orders, cases and the shift's list from the command line.

use serde_json::json;

use crate::home::{Home, fields};

/// A home with one unpaid and one paid order, as an import would leave them.
pub(crate) fn with_orders() -> Home {
    let home = Home::new();
    home.json(&["orders", "list"]);
    let db = rusqlite::Connection::open(home.path("kefu.db")).expect("the data file");
    db.execute_batch(
        "INSERT INTO shops (id, platform, name, tag, zone, created_at) VALUES (1, 'taobao', '芒种旗舰店', '芒', 'Asia/Shanghai', 0);
         INSERT INTO orders (id, shop_id, platform, number, number_rev, buyer, buyer_key, status, raw_status, payable, currency,
             created_at, receiver, phone, phone_tail, address, title, pieces, seen_at)
           VALUES (11, 1, 'taobao', '4000111122223333', '3333222211110004', '拾光', '拾光', 'unpaid', '等待买家付款', 23900, 'CNY',
             1795258800000, '王小明', '13812345678', '5678', '浙江省杭州市西湖区文三路 1 号', '茶轴键盘', 1, 1795305600000);
         INSERT INTO orders (id, shop_id, platform, number, number_rev, buyer, buyer_key, status, raw_status, payable, paid, currency,
             created_at, paid_at, receiver, phone, address, title, pieces, seen_at)
           VALUES (12, 1, 'taobao', '4000111122224444', '4444222211110004', '芒种', '芒种', 'to_ship', '买家已付款', 8850, 8850, 'CNY',
             1795258800000, 1795258900000, '李**', '139****0000', '上海市****', '保温杯', 1, 1795305600000);
         INSERT INTO order_lines (id, order_id, line, title, quantity, price, paid, status)
           VALUES (21, 11, '4000111122223333', '茶轴键盘', 1, 23900, NULL, 'unpaid'),
                  (22, 12, '4000111122224444', '保温杯', 1, 8850, 8850, 'to_ship');",
    )
    .expect("inserted");
    home
}

#[test]
fn an_order_has_the_promised_shape_and_masks_its_buyer() {
    let home = with_orders();
    let order = home.json(&["orders", "show", "4000111122223333"]);
    assert_eq!(
        fields(&order)[..],
        [
            "number",
            "platform",
            "shop",
            "buyer",
            "status",
            "raw_status",
            "payable",
            "paid",
            "freight",
            "refunded",
            "currency",
            "created_at",
            "paid_at",
            "shipped_at",
            "finished_at",
            "ship_by",
            "picked_up_at",
            "last_scan_at",
            "signed_at",
            "return_freight",
            "our_step",
            "receiver",
            "phone",
            "address",
            "carrier",
            "tracking",
            "flag",
            "memo",
            "buyer_message",
            "verified_at",
            "seen_at",
            "lines",
            "timeline",
            "shop_writes",
            "parcels",
            "conflicts",
            "payments",
            "tickets",
            "cases"
        ]
    );
    assert_eq!(
        (&order["payable"], &order["paid"], &order["currency"]),
        (&json!("239.00"), &json!(null), &json!("CNY"))
    );
    assert_eq!((&order["phone"], &order["receiver"]), (&json!("138****5678"), &json!("王**")));
    assert_eq!(order["address"], "浙江省杭州市西湖区 ****");
    assert_eq!(order["created_at"], "2026-11-21T19:00:00+08:00");
    assert_eq!(fields(&order["lines"][0]), ["line", "title", "sku", "outer_id", "quantity", "price", "status"]);
    assert_eq!(home.json(&["orders", "show", "3333"])["number"], "4000111122223333");
    home.run(&["orders", "show", "11112222"]).says(1, &["11112222", "hint:"]);
    home.run(&["orders", "list", "--reveal"]).says(2, &["--reason"]);
}

#[test]
fn orders_are_found_and_listed() {
    let home = with_orders();
    let numbers = |args: &[&str]| -> Vec<String> {
        let list = home.json(args);
        let all = list.as_array().expect("a list").iter();
        all.map(|order| order["number"].as_str().expect("text")[12..].to_owned()).collect()
    };
    assert_eq!(numbers(&["orders", "find", "4000111122223333"]), ["3333"]);
    assert_eq!(numbers(&["orders", "find", "5678"]), ["3333"]);
    assert_eq!(numbers(&["orders", "list"]), ["4444", "3333"]);
    assert_eq!(numbers(&["orders", "list", "--limit", "1", "--offset", "1"]), ["3333"]);
    assert_eq!(numbers(&["orders", "list", "--status", "to_ship"]), ["4444"]);
    assert_eq!(numbers(&["orders", "unpaid"]), ["3333"]);
    assert!(numbers(&["orders", "unpaid", "--older-than", "20h"]).is_empty());
    assert_eq!(numbers(&["orders", "to-ship"]), ["4444"]);
    home.run(&["orders", "list", "--status", "paid"]).says(2, &["paid", "to_ship"]);
    let text = home.run(&["--lang", "zh", "orders", "list"]).out;
    assert!(text.contains("待付款") && text.contains("¥239.00") && !text.contains("13812345678"), "{text}");
}

#[test]
fn work_on_an_order_is_noted_and_taken_back() {
    let home = with_orders();
    let order = home.json(&["orders", "flag", "3333", "--flag", "red", "--memo", "改地址"]);
    assert_eq!((&order["flag"], &order["memo"]), (&json!("red"), &json!("11-22 lin 改地址")));
    assert_eq!(order["our_step"], "to_do_on_platform");
    let noted = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len);
    assert_eq!(noted(&home.json(&["orders", "noted"])), 2, "the flag and the memo, each to be done there");
    home.run(&["orders", "done", "3333", "reprice"]).says(2, &["flag memo"]);
    assert_eq!(home.json(&["orders", "done", "3333", "flag"])["our_step"], "to_do_on_platform");
    assert_eq!(home.json(&["orders", "done", "3333", "memo"])["our_step"], json!(null));
    assert_eq!(home.json(&["orders", "verify", "3333"])["verified_at"], "2026-11-22T09:00:00+08:00");
    home.json(&["undo"]);
    assert_eq!(home.json(&["orders", "show", "3333"])["verified_at"], json!(null));
    home.run(&["orders", "flag", "3333"]).says(2, &["--flag"]);
    let promise = home.json(&["orders", "promise", "3333", "--text", "送小样", "--due", "2h"]);
    assert_eq!(
        (&promise["due_at"], &promise["order"]),
        (&json!("2026-11-22T11:00:00+08:00"), &json!("4000111122223333"))
    );
}

#[test]
fn a_buyer_is_reminded_once() {
    let home = with_orders();
    let sent = home.json(&["--lang", "zh", "orders", "remind", "3333"]);
    assert_eq!((&sent["state"], &sent["order"]), (&json!("copied"), &json!("4000111122223333")));
    assert!(!sent["text"].as_str().expect("text").contains('催'));
    home.run(&["orders", "remind", "3333"]).says(1, &["hint:"]);
    home.run(&["orders", "remind", "4444"]).says(2, &["payment"]);
}

#[test]
fn a_case_is_opened_worked_and_kept_within_what_was_paid() {
    let home = with_orders();
    let open = ["case", "open", "--order", "4444", "--type", "refund_only", "--reason", "不想要了"];
    home.run(&[&open[..], &["--amount", "88.51"]].concat()).says(1, &["88.50", "hint:"]);
    home.run(&["case", "open", "--order", "3333", "--type", "refund_only", "--reason", "x"]).says(2, &["not paid"]);
    let case = home.json(&open);
    assert_eq!(
        fields(&case)[..],
        [
            "id",
            "platform_id",
            "order",
            "line",
            "apart",
            "type",
            "reason",
            "stage",
            "arbitration",
            "our_step",
            "goods",
            "amount",
            "max_amount",
            "worth",
            "currency",
            "opened_at",
            "act_by",
            "presume_at",
            "on_timeout",
            "favours",
            "stopped_at",
            "clock",
            "no_clock",
            "anomalies",
            "freight",
            "evidence",
            "steps",
            "history",
            "shop_writes"
        ]
    );
    assert_eq!((&case["amount"], &case["max_amount"]), (&json!("88.50"), &json!("88.50")));
    assert_eq!((&case["stage"], &case["goods"]), (&json!("seller_review"), &json!("unshipped")));
    assert!(case["act_by"].is_string() && case["clock"]["rule"].is_string());
    assert_eq!(fields(&case["history"][0]), ["at", "by", "step", "from", "to", "note", "intended"]);
    let id = case["id"].as_str().expect("an id");
    home.run(&open).says(1, &["hint:"]);
    home.run(&["case", "step", id, "agree", "--parcel", "held"]).says(2, &["--amount 88.50"]);
    home.run(&["case", "step", id, "agree", "--parcel", "held", "--amount", "80"]).says(2, &["88.50"]);
    home.run(&["case", "step", id, "agree", "--amount", "88.50"]).says(1, &["hint:"]);
    home.run(&["case", "step", id, "agree", "--expect", "buyer_return", "--amount", "88.50"]).says(1, &["lin"]);
    home.run(&["case", "step", id, "fly"]).says(2, &["fly", "agree"]);
    let agreed = home.json(&["case", "step", id, "agree", "--parcel", "held", "--amount", "88.50"]);
    assert_eq!((&agreed["stage"], &agreed["our_step"]), (&json!("seller_review"), &json!("to_do_on_platform")));
    assert_eq!(home.json(&["case", "done", id])["stage"], "refunding");
    assert_eq!(home.json(&["case", "step", id, "paid"])["stage"], "done");
    assert_eq!(home.json(&["orders", "show", "4444"])["refunded"], "88.50");
    assert_eq!(home.json(&["case", "list"]), json!([]));
    assert_eq!(home.json(&["case", "list", "--all"])[0]["id"], id);
    home.run(&["case", "show", "77"]).says(1, &["77"]);
}

#[test]
fn the_shift_is_worked_from_top_to_bottom() {
    let home = with_orders();
    let list = home.json(&["shift", "start"]);
    assert_eq!(fields(&list), ["at", "agent", "sections", "unconnected"]);
    let kinds: Vec<_> = list["sections"].as_array().expect("sections").iter().map(|s| s["kind"].as_str()).collect();
    assert_eq!(kinds[..4], [Some("case_clocks"), Some("left_messages"), Some("unpaid"), Some("to_ship")]);
    let item = &list["sections"][2]["items"][0];
    assert_eq!(
        fields(item),
        [
            "row",
            "customer",
            "order",
            "case",
            "chat",
            "ticket",
            "review_case",
            "due_at",
            "why",
            "act",
            "amount",
            "currency"
        ]
    );
    assert_eq!((&item["order"], &item["amount"]), (&json!("4000111122223333"), &json!("239.00")));
    let row = item["row"].as_str().expect("a row");
    home.json(&["shift", "snooze", row, "--for", "2h", "--reason", "等买家"]);
    assert_eq!(home.json(&["shift", "start"])["sections"][2]["count"], 0);
    home.json(&["shift", "accept", row]);
    home.json(&["shift", "done", row]);
    let after = home.json(&["shift", "end"]);
    assert_eq!((&after["sections"][2]["count"], &after["sections"][2]["done"]), (&json!(0), &json!(1)));
    home.run(&["shift", "done", "no-such-row"]).says(1, &["no-such-row"]);
    let next = home.json(&["next"]);
    assert_eq!((&next["kind"], &next["order"]), (&json!("order"), &json!("4000111122224444")));
}

#[test]
fn find_and_list_take_filters_in_both_languages_and_say_which_is_wrong() {
    let home = with_orders();
    let numbers = |args: &[&str]| -> Vec<String> {
        let found = home.json(args);
        found.as_array().expect("a list").iter().map(|o| o["number"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(numbers(&["orders", "find", "status:unpaid", "键盘"]), ["4000111122223333"]);
    assert_eq!(numbers(&["orders", "find", "状态:待发货 店:芒种"]), ["4000111122224444"]);
    assert_eq!(numbers(&["orders", "list", "sort:amount"]), ["4000111122223333", "4000111122224444"]);
    assert_eq!(numbers(&["orders", "list", "sort:-amount", "--status", "to_ship"]), ["4000111122224444"]);
    home.run(&["orders", "find", "stauts:unpaid"]).says(2, &["no filter stauts", "status:"]);
    home.run(&["orders", "list", "status:payed"]).says(2, &["payed", "unpaid"]);
    home.run(&["orders", "find", "shop:nobody"]).says(2, &["nobody", "芒种旗舰店"]);
}

#[test]
fn a_phone_tail_finds_its_order_and_shows_no_phone() {
    let home = with_orders();
    let ran = home.run(&["orders", "find", "5678"]);
    assert!(ran.out.contains("4000111122223333"), "{}", ran.out);
    assert!(!ran.out.contains("13812345678"), "{}", ran.out);
}

#[test]
fn a_search_is_saved_under_a_name_and_listed_by_it() {
    let home = with_orders();
    assert_eq!(home.run(&["orders", "views", "--save", "to pack", "status:to_ship", "sort:ship-by"]).code, 0);
    assert_eq!(home.json(&["orders", "views"]), json!([{"name": "to pack", "query": "status:to_ship sort:ship-by"}]));
    let found = home.json(&["orders", "list", "--view", "to pack"]);
    assert_eq!(found[0]["number"], "4000111122224444");
    home.run(&["orders", "list", "--view", "none"]).says(1, &["none"]);
    home.run(&["orders", "views", "--save", "bad", "flag:orange"]).says(2, &["orange"]);
    assert_eq!(home.run(&["orders", "views", "--remove", "to pack"]).code, 0);
    assert_eq!(home.json(&["orders", "views"]), json!([]));
}

#[test]
fn a_number_that_two_shops_have_is_asked_for_with_its_shop() {
    let home = Home::new();
    let head =
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Shipping,Total,Created at,Lineitem name\n";
    for (shop, day) in [("Mugs", "01"), ("Tea", "09")] {
        let at = format!("2026-08-{day} 09:05:00 +0800");
        let row = format!("#1001,{shop}@example.invalid,paid,{at},unfulfilled,USD,0.00,25.00,{at},Mug\n");
        let file = home.write(&format!("{shop}.csv"), format!("{head}{row}"));
        home.run(&["import", file.to_str().expect("path"), "--shop", shop]).says(0, &[]);
    }
    let found = home.run(&["orders", "find", "#1001"]).out;
    assert!(found.contains("Mugs") && found.contains("Tea"), "{found}");
    home.run(&["orders", "show", "#1001"]).says(2, &["Mugs", "Tea"]);
    assert_eq!(home.json(&["orders", "show", "Tea:#1001"])["buyer"], "Tea@example.invalid");
}
