//! WooCommerce: answers of our own making, as its REST v3 documentation has them.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use kefu::domain::{OrderStatus, Stage};
use kefu::store::{cases, orders};

use crate::server::{Asked, Reply, Server};
use crate::{Desk, at, secret, setting};

/// An order as a shop answers it; `change` is put over it.
pub(crate) fn order(id: u64, modified: &str, change: Value) -> Value {
    let mut order = json!({
        "id": id, "parent_id": 0, "number": id.to_string(), "status": "processing", "currency": "EUR",
        "date_created_gmt": "2026-11-21T20:00:00", "date_modified_gmt": modified,
        "date_paid_gmt": "2026-11-21T20:01:00", "date_completed_gmt": null,
        "total": "64.90", "shipping_total": "5.00", "shipping_tax": "0.00", "customer_id": 7, "customer_note": "请放门口",
        "billing": {"first_name": "Fang", "last_name": "Wang", "company": "", "address_1": "1 Hauptstr.", "address_2": "",
                    "city": "Berlin", "state": "", "postcode": "10115", "country": "DE", "email": "wang@example.com",
                    "phone": "+49 30 1234567"},
        "shipping": {"first_name": "", "last_name": "", "company": "", "address_1": "", "address_2": "", "city": "",
                     "state": "", "postcode": "", "country": "", "phone": ""},
        "payment_method_title": "PayPal",
        "line_items": [{"id": 11, "name": "Keyboard", "product_id": 5, "variation_id": 0, "quantity": 2, "sku": "KB-87",
                        "price": 29.949_999_999_999_9, "subtotal": "59.90", "subtotal_tax": "0.00", "total": "59.90",
                        "total_tax": "0.00",
                        "meta_data": [{"key": "pa_colour", "value": "white", "display_key": "Colour", "display_value": "white"},
                                      {"key": "_reduced_stock", "value": "2", "display_key": "_r", "display_value": "2"}]}],
        "shipping_lines": [], "refunds": [], "meta_data": []
    });
    for (key, value) in change.as_object().expect("an object") {
        order[key] = value.clone();
    }
    order
}

/// A shop that keeps orders and refunds and answers as WooCommerce does.
#[derive(Default)]
pub(crate) struct Shop {
    pub(crate) orders: Vec<Value>,
    pub(crate) refunds: Vec<Value>,
    pub(crate) notes: Vec<Value>,
}

impl Shop {
    pub(crate) fn answer(&self, asked: &Asked) -> Reply {
        if asked.path.contains("/notes") {
            return Reply::json(Value::from(self.notes.clone()).to_string());
        }
        if let Some(id) = asked.path.strip_prefix("/wp-json/wc/v3/orders/").and_then(|rest| rest.split('?').next())
            && !id.contains('/')
        {
            let order = self.orders.iter().find(|order| order["id"].as_u64() == id.parse().ok());
            return order.map_or(Reply::status(404, "{}"), |order| Reply::json(order.to_string()));
        }
        if asked.path.contains("/refunds") {
            return Reply::json(Value::from(self.refunds.clone()).to_string());
        }
        let trash = asked.query("status") == "trash";
        let mut rows: Vec<&Value> = self.orders.iter().filter(|order| (order["status"] == "trash") == trash).collect();
        if !asked.query("include").is_empty() {
            let ids: Vec<&str> = asked.query("include").split(',').collect();
            rows.retain(|order| ids.contains(&order["id"].to_string().as_str()));
        }
        let after = asked.query("modified_after");
        let modified = |order: &Value| order["date_modified_gmt"].as_str().expect("a time").to_owned();
        rows.retain(|order| modified(order).as_str() > after);
        rows.sort_by_key(|order| (modified(order), order["id"].as_u64()));
        let per_page: usize = asked.query("per_page").parse().expect("a number");
        let pages = rows.len().div_ceil(per_page);
        let offset: usize = asked.query("offset").parse().unwrap_or(0);
        let page: Vec<Value> = rows.into_iter().skip(offset).take(per_page).cloned().collect();
        Reply::json(Value::from(page).to_string()).with("X-WP-Total", 0).with("X-WP-TotalPages", pages)
    }
}

fn open(shop: &Arc<Mutex<Shop>>) -> (Server, Desk, tempfile::TempDir) {
    let shop = Arc::clone(shop);
    let server = Server::new(move |asked| shop.lock().expect("not poisoned").answer(asked));
    let folder = tempfile::tempdir().expect("a folder");
    let file = secret(folder.path(), "cs_secret\n");
    let desk = Desk::new(setting("woocommerce", &server.url, Some("ck_key"), &file));
    (server, desk, folder)
}

fn shop(orders: Vec<Value>, refunds: Vec<Value>) -> Arc<Mutex<Shop>> {
    Arc::new(Mutex::new(Shop { orders, refunds, notes: Vec::new() }))
}

#[test]
fn an_order_comes_in_whole_and_told_again_changes_nothing() {
    let shop = shop(vec![order(101, "2026-11-21T20:01:00", json!({}))], Vec::new());
    let (server, desk, _folder) = open(&shop);
    let mut feed = desk.feed(at("2026-11-22T09:00:00Z"));
    let turn = feed.turn(&[]).expect("told");
    assert_eq!((turn.stored.new, turn.stored.changed, turn.more), (1, 1, false));
    let order = desk.order("101");
    assert_eq!((order.status, order.raw_status.as_str()), (OrderStatus::ToShip, "processing"));
    assert_eq!(order.payable.map(|m| m.shown()), Some("€64.90".into()));
    assert_eq!((order.paid, order.currency.code()), (order.payable, "EUR"));
    assert_eq!(order.created_at, Some(at("2026-11-21T20:00:00Z")));
    assert_eq!((order.buyer.as_str(), order.receiver.as_str()), ("wang@example.com", "Wang Fang"));
    assert_eq!(order.address.as_str(), "DE Berlin 1 Hauptstr. 10115");
    assert_eq!(order.buyer_message.as_str(), "请放门口");
    let lines = orders::lines(desk.store.db(), order.id).expect("lines");
    let line = &lines[0];
    assert_eq!(
        (line.title.as_str(), line.sku.as_str(), line.outer_id.as_str(), line.quantity),
        ("Keyboard", "white", "KB-87", 2)
    );
    assert_eq!(line.price.map(|m| m.minor()), Some(2995), "exact, whatever the binary fraction says");

    let again = feed.turn(&[]).expect("told");
    assert_eq!((again.stored.changed, again.stored.told), (0, 1), "the overlap tells it again, its content says no");
    let asked = server.asked();
    // ck_key:cs_secret, as a header and nowhere else.
    assert!(asked.iter().all(|a| a.header("authorization") == "Basic Y2tfa2V5OmNzX3NlY3JldA=="));
    assert!(asked.iter().all(|a| !a.path.contains("cs_secret") && !a.path.contains("ck_key")));
    assert!(asked.iter().all(|a| a.query("dates_are_gmt") == "true" || a.path.contains("include=")));
    assert_eq!(asked[0].query("modified_after"), "2026-10-23T08:59:59", "thirty days back and a second");
    feed.turn(&[]).expect("told");
    let asked = server.asked();
    let pages: Vec<&str> = asked.iter().map(|a| a.query("modified_after")).filter(|after| !after.is_empty()).collect();
    assert_eq!(
        pages[1..],
        ["2026-11-21T19:54:59", "2026-11-21T20:00:44"],
        "now and then six minutes back, else seconds"
    );
}

#[test]
fn all_pages_come_in_even_when_one_second_fills_several() {
    let mut all: Vec<Value> = (0..60).map(|n| order(1000 + n, "2026-11-21T10:00:00", json!({}))).collect();
    all.extend((0..130).map(|n| order(2000 + n, "2026-11-21T12:00:00", json!({}))));
    all.extend((0..70).map(|n| order(3000 + n, &format!("2026-11-21T13:{:02}:{:02}", n / 60, n % 60), json!({}))));
    let (server, desk, _folder) = open(&shop(all, Vec::new()));
    let mut feed = desk.feed(at("2026-11-22T09:00:00Z"));
    let (mut new, mut turns) = (0, 0);
    loop {
        let turn = feed.turn(&[]).expect("told");
        new += turn.stored.new;
        turns += 1;
        if !turn.more {
            break;
        }
        assert!(turns < 10, "it never ends");
    }
    assert_eq!(new, 260);
    assert!(server.asked().len() < 15, "{} requests", server.asked().len());
}

#[test]
fn a_refund_opens_a_case_that_is_done_and_one_taken_back_is_seen_by_reading_again() {
    let refund =
        json!({"id": 555, "date_created_gmt": "2026-11-22T08:00:00", "amount": "10.00", "reason": "scratched"});
    let told = json!({"refunds": [{"id": 555, "reason": "scratched", "total": "-10.00"}]});
    let shop = shop(vec![order(101, "2026-11-22T08:00:00", told)], vec![refund]);
    let (_server, desk, _folder) = open(&shop);
    desk.feed(at("2026-11-22T09:00:00Z")).turn(&[]).expect("told");
    let known = desk.order("101");
    assert_eq!(known.refunded.map(|m| m.minor()), Some(1000));
    let case = &cases::of_order(desk.store.db(), known.id).expect("cases")[0];
    assert_eq!((case.stage, case.amount.map(|m| m.shown())), (Stage::Done, Some("€10.00".into())));
    assert_eq!((case.currency.code(), case.platform_id.as_deref()), ("EUR", Some("net/555")));

    // Deleting a refund leaves the order's time of change as it was, far behind every overlap.
    shop.lock().expect("not poisoned").orders[0] = order(101, "2026-11-22T08:00:00", json!({}));
    let mut later = desk.feed(at("2026-11-22T10:00:00Z"));
    let turn = later.turn(&[]).expect("told");
    assert_eq!(turn.stored.changed, 1);
    assert_eq!(desk.order("101").refunded.map(|m| m.minor()), Some(0));
}

#[test]
fn an_order_in_the_trash_is_closed_and_a_deleted_one_is_asked_for_no_more() {
    let shop = shop(
        vec![order(101, "2026-11-22T08:00:00", json!({})), order(102, "2026-11-22T08:00:01", json!({}))],
        Vec::new(),
    );
    let (server, desk, _folder) = open(&shop);
    desk.feed(at("2026-11-22T08:01:00Z")).turn(&[]).expect("told");
    shop.lock().expect("not poisoned").orders = vec![order(101, "2026-11-22T08:00:00", json!({"status": "trash"}))];
    desk.feed(at("2026-11-22T10:00:00Z")).turn(&[]).expect("told");
    assert_eq!(desk.order("101").status, OrderStatus::Closed);
    assert_eq!(desk.order("102").status, OrderStatus::ToShip, "what is not told stays as it was");
    let before = server.asked().len();
    desk.feed(at("2026-11-22T11:00:00Z")).turn(&[]).expect("told");
    let asked = server.asked();
    let read: Vec<&str> = asked[before..].iter().map(|a| a.query("include")).filter(|i| !i.is_empty()).collect();
    assert!(read.iter().all(|ids| !ids.contains("102")), "{read:?}");
}

#[test]
fn an_order_that_comes_to_life_again_is_believed_because_it_was_asked_just_now() {
    let shop = shop(vec![order(101, "2026-11-22T08:00:00", json!({"status": "cancelled"}))], Vec::new());
    let (_server, desk, _folder) = open(&shop);
    desk.feed(at("2026-11-22T08:01:00Z")).turn(&[]).expect("told");
    assert_eq!(desk.order("101").status, OrderStatus::Closed);
    shop.lock().expect("not poisoned").orders[0] = order(101, "2026-11-22T08:02:00", json!({}));
    desk.feed(at("2026-11-22T08:03:00Z")).turn(&[]).expect("told");
    assert_eq!(desk.order("101").status, OrderStatus::ToShip);
}
