//! A case opened at the command line and the platform's refund file that tells of it under a number of its own.

use serde_json::json;

use crate::home::{Home, fields};

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,\
    订单创建时间,订单付款时间,宝贝标题,宝贝总数量\n\
    \"=\"\"4000111122223333\"\"\",拾光10001,300.00,0.00,300.00,300.00,交易成功,云小满,浙江省 杭州市 示例区 样本路 1 号,\
    '12000001799,2026-11-20 10:00:00,2026-11-20 10:05:00,茶轴键盘,1\n";
const REFUNDS: &str = "订单编号,退款编号,支付单号,订单付款时间,商品编码,退款完结时间,买家实际支付金额,宝贝标题,买家退款金额,\
    售后类型,退款的申请时间,超时时间,退款状态,货物状态,客服介入状态,退货物流单号,退货物流公司,买家退款原因,买家退款说明,\
    买家退货时间,售中或售后\n\
    4000111122223333\t,7000000000001\t,2026,2026-11-20 10:05:00,,,300.00,茶轴键盘,120.00,仅退款,2026-11-21 20:00:00,\
    2026-11-23 20:00:00,\"买家已经申请退款，等待卖家同意\",买家已收到货,未介入,,,质量问题,两个键不灵,,售后退款\n";

#[test]
fn the_platforms_refund_numbers_the_case_opened_here() {
    let home = Home::new();
    let refunds = home.write("refunds.csv", REFUNDS).display().to_string();
    let orders = home.write("orders.csv", ORDERS).display().to_string();
    home.json(&["import", &orders]);
    let open = ["case", "open", "--order", "4000111122223333", "--type", "return_refund", "--reason", "质量问题"];
    let mine = home.json(&open);
    assert_eq!((&mine["platform_id"], &mine["amount"]), (&json!(null), &json!("300.00")));
    home.json(&["import", &refunds]);
    let all = home.json(&["case", "list"]);
    assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
    let case = home.json(&["case", "show", "7000000000001"]);
    assert_eq!((&case["id"], &case["type"], &case["amount"]), (&mine["id"], &json!("refund_only"), &json!("120.00")));
    assert_eq!((&case["act_by"], &case["clock"]["source"]), (&json!("2026-11-23T20:00:00+08:00"), &json!("platform")));
    let doubt = &case["anomalies"][0];
    assert_eq!(fields(doubt), ["what", "at", "noted_type", "noted_amount", "type", "amount"]);
    assert_eq!((&doubt["what"], &doubt["noted_amount"]), (&json!("differs"), &json!("300.00")));
    let told: Vec<_> = case["history"].as_array().expect("history").iter().map(|e| (&e["by"], &e["note"])).collect();
    assert_eq!(told, [(&json!("lin"), &json!(null)), (&json!("buyer"), &json!("两个键不灵"))]);

    home.json(&["import", &orders]);
    let again = home.json(&["import", &refunds]);
    assert_eq!(home.json(&["case", "list"])[0], case, "{again}");
    home.run(&["undo"]).says(1, &["kefu"]);
    let ran = home.run(&["--lang", "zh", "case", "show", "7000000000001"]);
    assert!(ran.out.contains("这里登记的是退货退款 ¥300.00"), "{}", ran.out);
}
