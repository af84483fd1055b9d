//! Money given away on an order above one person's limit: a second person says so with a PIN of their own.

use serde_json::json;

use crate::home::Home;

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,\
    订单创建时间,订单付款时间,宝贝标题,宝贝总数量\n\
    \"=\"\"4000111122223333\"\"\",拾光10001,300.00,0.00,300.00,300.00,交易成功,云小满,浙江省 杭州市 示例区 样本路 1 号,\
    '12000001799,2026-11-20 10:00:00,2026-11-20 10:05:00,茶轴键盘,1\n\
    \"=\"\"4000111122224444\"\"\",拾光10002,100.00,0.00,100.00,0.00,等待买家付款,云小满,浙江省 杭州市 示例区 样本路 1 号,\
    '12000001799,2026-11-22 08:00:00,,茶轴键盘,1\n";

#[test]
fn above_the_limit_a_price_is_given_on_two_peoples_word() {
    let home = Home::chinese();
    home.import("orders.csv", ORDERS);
    let me = home.json(&["agents", "list"])[0]["name"].as_str().expect("name").to_owned();
    home.json(&["agents", "add", "阿泽", "--role", "lead"]);
    home.json(&["agents", "add", "店主", "--role", "owner", "--os-user", "somebody"]);
    home.write("pin", "246810\n");
    home.write("wrong", "135791\n");
    for name in ["阿泽", "店主"] {
        home.says(&["agents", "pin", name, "--pin-file", "pin"], 0, name);
    }
    home.says(&["agents", "role", &me, "aftersale"], 0, "");

    // A tenth of what was paid: 30.00 alone, more with the lead, who may give 90.00, or with the owner.
    let guard = |to: &str, second: &[&str]| {
        let args = ["orders", "price-guard", "4000111122223333", "--to", to, "--reason", "双十一价保"];
        home.run(&[&args, second].concat())
    };
    let by = |name: &'static str, file: &'static str| ["--approver", name, "--pin-file", file];
    guard("30.01", &[]).says(1, &["最多让 ¥30.00", "PIN"]);
    guard("60.00", &by("阿泽", "wrong")).says(1, &["还能试 4 次"]);
    guard("90.01", &by("阿泽", "pin")).says(1, &["¥90.01", "批不了"]);
    assert_eq!(home.json(&["orders", "noted"]), json!([]), "nothing was noted");
    assert_eq!(guard("60.00", &by("阿泽", "pin")).code, 0);
    let noted = home.json(&["orders", "noted"]);
    assert_eq!(
        (&noted[0]["amount"], &noted[0]["by"], &noted[0]["approver"]),
        (&json!("60.00"), &json!(me), &json!("阿泽"))
    );
    let record = home.json(&["audit", "show"]);
    let approved = record.as_array().expect("rows").iter().find(|row| row["action"] == "approve").expect("on record");
    assert!(approved["detail"].as_str().is_some_and(|text| text.contains("price_guard 60.00")), "{approved}");
    home.says(&["undo"], 0, "");
    assert_eq!(home.json(&["orders", "noted"]), json!([]));

    // A change of price before the payment, the same way; within the limit nobody is asked.
    let reprice = |to: &str, second: &[&str]| {
        home.run(&[&["orders", "reprice", "4000111122224444", "--to", to, "--reason", "老客"], second].concat())
    };
    reprice("50.00", &[]).says(1, &["最多让 ¥10.00"]);
    reprice("50.00", &by("阿泽", "pin")).says(1, &["¥50.00"]);
    assert_eq!(reprice("50.00", &by("店主", "pin")).code, 0);
    assert_eq!(home.json(&["orders", "noted"])[0]["approver"], json!("店主"));
    home.says(&["audit", "verify"], 0, "");
}
