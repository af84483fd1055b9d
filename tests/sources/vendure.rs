//! Vendure's interface where a real server is hard to bring into the state: sessions that end, keys, odd answers.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use kefu::domain::{OrderStatus, Stage};
use kefu::source::poll::Trouble;
use kefu::store::cases;

use crate::server::{Asked, Reply, Server};
use crate::{Desk, at, secret, setting};

fn order(state: &str, refunds: Value) -> Value {
    json!({
        "id": "1", "code": "BPNYTUGWDRXCGTEN", "state": state, "type": "Regular",
        "createdAt": "2026-11-22T07:00:00.000Z", "updatedAt": "2026-11-22T07:01:00.000Z",
        "orderPlacedAt": "2026-11-22T07:02:00.000Z", "currencyCode": "CNY", "totalWithTax": 48800, "shippingWithTax": 1000,
        "customer": {"id": "1", "firstName": "芳", "lastName": "王", "emailAddress": "wang@example.com", "phoneNumber": null},
        "shippingAddress": {"fullName": "王芳", "company": null, "streetLine1": "文三路 1 号", "streetLine2": null,
                            "city": "杭州", "province": "浙江", "postalCode": null, "country": "中国", "phoneNumber": "13800001111"},
        "lines": [{"id": "1", "quantity": 2, "orderPlacedQuantity": 2, "unitPriceWithTax": 23900,
                   "proratedLinePriceWithTax": 47800,
                   "productVariant": {"name": "茶轴键盘", "sku": "KB-87-W", "options": [{"name": "白色"}]}}],
        "payments": [{"id": "1", "method": "test", "amount": 48800, "state": "Settled",
                      "createdAt": "2026-11-22T07:02:00.000Z", "refunds": refunds}],
        "fulfillments": []
    })
}

fn answer(asked: &Asked, order: &Value) -> Reply {
    let rows = json!({"totalItems": 1, "items": [order]});
    let none = json!({"totalItems": 0, "items": []});
    let data = match operation(asked).as_str() {
        "SignIn" => {
            return Reply::json(json!({"data": {"login": {"__typename": "CurrentUser"}}}).to_string())
                .with("vendure-auth-token", "token-1");
        }
        "Read" => json!({"read": rows}),
        _ => json!({"changed": none, "placed": rows}),
    };
    Reply::json(json!({"data": data}).to_string())
}

fn operation(asked: &Asked) -> String {
    let body: Value = serde_json::from_str(&asked.body).expect("a document");
    body["operationName"].as_str().expect("a name").to_owned()
}

fn forbidden() -> Reply {
    Reply::json(
        r#"{"errors":[{"message":"You are not currently authorized","extensions":{"code":"FORBIDDEN"}}],"data":null}"#,
    )
}

#[test]
fn an_order_whose_time_of_change_stood_still_is_found_by_when_it_was_placed() {
    let server = Server::new(|asked| answer(asked, &order("PaymentSettled", json!([]))));
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::new(setting("vendure", &server.url, Some("kefu"), &secret(folder.path(), "pw")));
    let turn = desk.feed(at("2026-11-22T07:05:00Z")).turn(&[]).expect("told");
    assert_eq!(turn.stored.new, 1);
    let known = desk.order("BPNYTUGWDRXCGTEN");
    assert_eq!((known.status, known.payable.map(|m| m.shown())), (OrderStatus::ToShip, Some("¥488.00".into())));
    assert_eq!((known.paid, known.created_at), (known.payable, Some(at("2026-11-22T07:02:00Z"))));
    assert_eq!((known.receiver.as_str(), known.phone.as_str(), known.pieces), ("王芳", "13800001111", 2));
}

#[test]
fn a_session_that_ran_out_is_begun_anew_and_a_refusal_is_told() {
    let ran_out = Arc::new(Mutex::new(false));
    let (is_over, kept) = (Arc::clone(&ran_out), Arc::clone(&ran_out));
    let server = Server::new(move |asked| {
        let mut over = is_over.lock().expect("not poisoned");
        if operation(asked) == "SignIn" {
            *over = false;
        }
        if *over { forbidden() } else { answer(asked, &order("PaymentSettled", json!([]))) }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let file = secret(folder.path(), "pw");
    let desk = Desk::new(setting("vendure", &server.url, Some("kefu"), &file));
    let mut feed = desk.feed(at("2026-11-22T07:05:00Z"));
    feed.turn(&[]).expect("told");
    *kept.lock().expect("not poisoned") = true;
    feed.turn(&[]).expect("signed in again");
    let signed_in = server.asked().iter().filter(|asked| operation(asked) == "SignIn").count();
    assert_eq!(signed_in, 2);

    let shut = Server::new(|_| forbidden());
    let desk = Desk::new(setting("vendure", &shut.url, None, &file));
    let failed = desk.feed(at("2026-11-22T07:05:00Z")).turn(&[]).expect_err("no way in");
    assert!(matches!(failed, Trouble::Source(fault) if fault.code() == "sign_in"));
    let asked = shut.asked();
    assert_eq!((asked.len(), asked[0].header("vendure-api-key")), (1, "pw"), "a key is not tried twice");
}

#[test]
fn refunds_move_one_case_from_pending_to_done() {
    let refund = |state: &str| {
        json!([{"id": "9", "total": 5000, "state": state, "reason": "少发一件", "createdAt": "2026-11-22T07:30:00.000Z",
                "updatedAt": "2026-11-22T07:31:00.000Z", "lines": []}])
    };
    let now = Arc::new(Mutex::new(order("PaymentSettled", refund("Pending"))));
    let shown = Arc::clone(&now);
    let server = Server::new(move |asked| answer(asked, &shown.lock().expect("not poisoned")));
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::new(setting("vendure", &server.url, Some("kefu"), &secret(folder.path(), "pw")));
    desk.feed(at("2026-11-22T08:00:00Z")).turn(&[]).expect("told");
    let known = desk.order("BPNYTUGWDRXCGTEN");
    let case = || cases::of_order(desk.store.db(), known.id).expect("cases").remove(0);
    assert_eq!((case().stage, case().amount.map(|m| m.shown())), (Stage::Refunding, Some("¥50.00".into())));
    *now.lock().expect("not poisoned") = order("PaymentSettled", refund("Settled"));
    desk.feed(at("2026-11-22T08:10:00Z")).turn(&[]).expect("told");
    assert_eq!((case().stage, case().is_open()), (Stage::Done, false));
    assert_eq!(desk.order("BPNYTUGWDRXCGTEN").refunded.map(|m| m.minor()), Some(5000));
    assert!(case().anomalies.is_empty(), "{:?}", case().anomalies);
}
