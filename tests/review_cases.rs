//! Poor reviews at the command line: owned, offered for within the limits, agreed, paid, closed, and never bought.

#[path = "support/home.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod home;

use home::Home;

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,\
    订单创建时间,订单付款时间,宝贝标题,宝贝总数量\n\
    \"=\"\"4000111122223333\"\"\",拾光10001,300.00,0.00,300.00,300.00,交易成功,云小满,浙江省 杭州市 示例区 样本路 1 号,\
    '12000001799,2026-11-20 10:00:00,2026-11-20 10:05:00,茶轴键盘,1\n";
const HEAD: &str = "评论ID,订单号,用户昵称,评价时间,评分,初评内容,追评内容,追评时间\n";

/// A shop with one order and a poor review of it, another review without an order, an after-sales agent and a lead.
fn shop() -> Home {
    let home = Home::chinese();
    home.import("orders.csv", ORDERS);
    let rows = "90001,4000111122223333,拾**1,2026-11-21 20:00:00,2,键帽第二天就掉漆,,\n\
                90002,,豆**包,2026-11-21 21:00:00,1,太吵了,,\n";
    home.import("reviews.csv", &format!("{HEAD}{rows}"));
    let me = home.json(&["agents", "list"])[0]["name"].as_str().expect("name").to_owned();
    home.json(&["agents", "add", "阿泽", "--role", "lead"]);
    home.json(&["agents", "add", "店主", "--role", "owner", "--os-user", "somebody"]);
    home.write("pin", "246810\n");
    home.says(&["agents", "pin", "阿泽", "--pin-file", &home.file("pin")], 0, "阿泽");
    home.says(&["agents", "role", &me, "aftersale"], 0, "");
    home
}

fn rows_of_the_list(home: &Home) -> Vec<serde_json::Value> {
    let list = home.json(&["shift", "start"]);
    let sections = list["sections"].as_array().expect("sections");
    let reviews = sections.iter().find(|section| section["kind"] == "reviews").expect("reviews");
    reviews["items"].as_array().expect("items").clone()
}

const TOMORROW: &str = "2026-11-23T09:00:00+08:00";
const REVIEW: &str = "4000111122223333";

#[test]
fn a_review_case_goes_from_offer_to_payment_to_its_end() {
    let home = shop();
    assert_eq!(rows_of_the_list(&home).len(), 2);
    let opened = home.json(&["reviews", "case", "open", REVIEW]);
    assert_eq!((&opened["state"], &opened["stars"]), (&"open".into(), &2.into()));
    home.says(&["reviews", "case", "agree", REVIEW, "行"], 1, "还没有提出");
    let bought = "改成五星就补偿您 10 元";
    home.says(&["reviews", "case", "offer", REVIEW, bought, "--amount", "10.00"], 1, "炒作信用");
    let sorry = "键帽掉漆是我们的问题，补偿您";
    home.says(&["reviews", "case", "offer", REVIEW, sorry, "--amount", "20.01"], 1, "20.00");
    home.says(&["reviews", "case", "offer", REVIEW, sorry, "--amount", "10.00"], 0, "已提出");
    home.says(&["reviews", "case", "agree", REVIEW, "买家同意", "--amount", "10.01"], 1, "¥10.00");
    let agreed = home.json(&["reviews", "case", "agree", REVIEW, "买家同意"]);
    assert_eq!((&agreed["agreed"], &agreed["offered"]), (&"10.00".into(), &"10.00".into()));
    home.says(&["reviews", "case", "offer", REVIEW, sorry, "--amount", "5.00"], 1, "谈好过");
    let given = home.json(&["compensate", "list", "--order", REVIEW]);
    assert_eq!((&given[0]["amount"], &given[0]["id"]), (&"10.00".into(), &agreed["compensation"]));
    home.says(&["reviews", "case", "close", REVIEW, "买家满意"], 1, "还没打款");
    home.says(&["compensate", "paid", given[0]["id"].as_str().expect("id")], 0, "");
    let row = rows_of_the_list(&home).into_iter().find(|row| row["review_case"] == opened["id"]).expect("the row");
    assert_eq!((&row["act"], &row["amount"]), (&"work_review".into(), &"10.00".into()));
    home.says(&["shift", "done", row["row"].as_str().expect("row")], 0, "");
    assert!(rows_of_the_list(&home).iter().any(|row| row["review_case"] == opened["id"]), "until it is closed");
    let closed = home.json(&["reviews", "case", "close", REVIEW, "买家满意"]);
    assert_eq!((&closed["state"], &closed["outcome"]), (&"closed".into(), &"买家满意".into()));
    assert!(rows_of_the_list(&home).iter().all(|row| row["review_case"] != opened["id"]));
    assert_eq!(home.json(&["reviews", "case", "list"]), serde_json::json!([]));
    home.says(&["audit", "verify"], 0, "");
}

#[test]
fn above_the_limit_the_lead_types_a_pin_and_an_undo_takes_the_money_back() {
    let home = shop();
    home.json(&["reviews", "case", "open", REVIEW]);
    let offer = ["reviews", "case", "offer", REVIEW, "补偿您一半", "--amount", "50.00"];
    home.says(&offer, 1, "20.00");
    let pin = home.file("pin");
    let with_pin = [&offer[..], &["--approver", "阿泽", "--pin-file", &pin]].concat();
    let offered = home.json(&with_pin);
    assert_eq!(offered["approver"]["name"].as_str().or(offered["approver"].as_str()), Some("阿泽"));
    // The offer was approved as a whole: agreeing to it asks nobody again.
    let agreed = home.json(&["reviews", "case", "agree", REVIEW, "买家同意"]);
    assert_eq!(agreed["agreed"], "50.00");
    home.says(&["undo"], 0, "");
    let back = home.json(&["reviews", "case", "show", REVIEW]);
    assert_eq!((&back["state"], &back["agreed"]), (&"offered".into(), &serde_json::Value::Null));
    assert_eq!(home.json(&["compensate", "list"]), serde_json::json!([]));
    home.says(&["undo"], 0, "");
    assert_eq!(home.json(&["reviews", "case", "show", REVIEW])["state"], "open");
}

#[test]
fn money_wants_an_order_and_a_follow_up_in_a_sheet_moves_the_case() {
    let home = shop();
    home.says(&["reviews", "case", "offer", "90002", "补偿您"], 1, "90002");
    home.json(&["reviews", "case", "open", "90002"]);
    home.says(&["reviews", "case", "offer", "90002", "补偿您", "--amount", "1.00"], 1, "哪个订单");
    home.says(&["reviews", "case", "offer", "90002", "给您换一把静音轴"], 0, "已提出");
    let row = "90002,,豆**包,2026-11-21 21:00:00,1,太吵了,换了以后好多了,2026-11-22 08:00:00\n";
    home.import("more.csv", &format!("{HEAD}{row}"));
    let moved = home.json(&["reviews", "case", "show", "90002"]);
    assert_eq!((&moved["state"], &moved["text"]), (&"followed_up".into(), &"换了以后好多了".into()));
    // It is handed to the next shift.
    home.says(&["shift", "end", "--note", "明天再问"], 0, "");
    let handed = home.json(&["--now", TOMORROW, "shift", "start"]);
    let sections = handed["sections"].as_array().expect("sections");
    let rows = sections.iter().find(|section| section["kind"] == "handover").expect("handover");
    let row = rows["items"].as_array().expect("items").iter().find(|row| row["review_case"] == moved["id"]);
    let row = row.expect("the row")["row"].as_str().expect("row").to_owned();
    home.says(&["--now", TOMORROW, "shift", "accept", &row], 0, "");
    let owned = home.json(&["reviews", "case", "show", "90002"]);
    assert!(owned["owner"].is_string() && owned["state"] == "followed_up", "{owned}");
}
