//! A real Vendure, started by the test: an order is placed as a buyer does, paid, refunded, shipped and cancelled, and
//! each is seen here. `scripts/test` installs the server and names its folder in `KEFU_TEST_VENDURE`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use kefu::domain::{Clock, OrderStatus, Stage};
use kefu::runtime::clock::SystemClock;
use kefu::store::{cases, orders};

use crate::{Desk, secret, setting};

/// How long the server may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(180);

pub(crate) struct Vendure {
    child: Child,
    pub(crate) url: String,
}

impl Vendure {
    /// Starts it and waits until it answers; it ends with this handle, or with the test itself.
    pub(crate) fn start(modules: &Path, folder: &Path) -> Self {
        let port_file = folder.join("port");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/vendure/server.js");
        let mut child = Command::new("node")
            .arg(script)
            .args([modules, &port_file])
            .env("VENDURE_DISABLE_TELEMETRY", "true")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("node starts");
        let began = Instant::now();
        let port = loop {
            if let Ok(port) = std::fs::read_to_string(&port_file) {
                break port;
            }
            if child.try_wait().expect("its state").is_some() || began.elapsed() > PATIENCE {
                let _ = child.kill();
                let mut said = String::new();
                let _ = child.stderr.take().expect("a pipe").read_to_string(&mut said);
                panic!("Vendure did not start: {said}");
            }
            // The condition is the file; this only keeps the wait from burning a core.
            std::thread::park_timeout(Duration::from_millis(100));
        };
        Self { child, url: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Vendure {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody at an interface of the shop.
pub(crate) struct Caller {
    agent: ureq::Agent,
    url: String,
    token: Option<String>,
}

impl Caller {
    pub(crate) fn new(url: &str, api: &str) -> Self {
        let agent = ureq::Agent::config_builder().proxy(None).timeout_global(Some(PATIENCE)).build().new_agent();
        Self { agent, url: format!("{url}/{api}"), token: None }
    }
    pub(crate) fn ask(&mut self, query: &str, variables: Value) -> Value {
        let mut request = self.agent.post(&self.url).content_type("application/json");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut answer = request.send(json!({"query": query, "variables": variables}).to_string()).expect("an answer");
        if let Some(token) = answer.headers().get("vendure-auth-token") {
            self.token = Some(token.to_str().expect("ASCII").to_owned());
        }
        let body: Value = serde_json::from_str(&answer.body_mut().read_to_string().expect("text")).expect("JSON");
        assert!(body.get("errors").is_none(), "{query}: {body}");
        body["data"].clone()
    }
}

/// Places and pays an order as a buyer does; its number.
pub(crate) fn place(url: &str) -> String {
    let mut buyer = Caller::new(url, "shop-api");
    let got = buyer.ask("mutation{addItemToOrder(productVariantId:\"1\",quantity:2){... on Order{code}}}", json!({}));
    let number = got["addItemToOrder"]["code"].as_str().expect("a number").to_owned();
    buyer.ask(
        "mutation($i:CreateCustomerInput!){setCustomerForOrder(input:$i){__typename}}",
        json!({"i": {"firstName": "芳", "lastName": "王", "emailAddress": format!("{number}@example.com")}}),
    );
    buyer.ask(
        "mutation($i:CreateAddressInput!){setOrderShippingAddress(input:$i){__typename}}",
        json!({"i": {"fullName": "王芳", "streetLine1": "文三路 1 号", "city": "杭州", "countryCode": "CN", "phoneNumber": "13800001111"}}),
    );
    let ways = buyer.ask("{eligibleShippingMethods{id}}", json!({}));
    let way = ways["eligibleShippingMethods"][0]["id"].clone();
    buyer.ask("mutation($i:[ID!]!){setOrderShippingMethod(shippingMethodId:$i){__typename}}", json!({"i": [way]}));
    buyer.ask("mutation{transitionOrderToState(state:\"ArrangingPayment\"){__typename}}", json!({}));
    let paid = buyer.ask(
        "mutation($i:PaymentInput!){addPaymentToOrder(input:$i){... on Order{state}}}",
        json!({"i": {"method": "test", "metadata": {}}}),
    );
    assert_eq!(paid["addPaymentToOrder"]["state"], "PaymentSettled");
    number
}

#[test]
fn what_happens_in_a_real_shop_is_seen() {
    let Some(modules) = std::env::var_os("KEFU_TEST_VENDURE").map(PathBuf::from) else {
        eprintln!("skipped: scripts/test installs Vendure and names its folder in KEFU_TEST_VENDURE");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Vendure::start(&modules, folder.path());
    let desk = Desk::new(setting("vendure", &shop.url, Some("kefu"), &secret(folder.path(), "kefu-test")));
    desk.feed(SystemClock.now()).turn(&[]).expect("an empty shop answers");

    let number = place(&shop.url);
    let turn = desk.feed(SystemClock.now()).turn(&[]).expect("told");
    assert_eq!(turn.stored.new, 1, "placed is seen at the next look");
    let known = desk.order(&number);
    assert_eq!((known.status, known.receiver.as_str()), (OrderStatus::ToShip, "王芳"));
    assert_eq!((known.payable.map(|m| m.minor()), known.paid), (Some(48_800), known.payable));
    let lines = orders::lines(desk.store.db(), known.id).expect("lines");
    assert_eq!((lines[0].outer_id.as_str(), lines[0].quantity), ("KB-87-W", 2));

    let mut admin = Caller::new(&shop.url, "admin-api");
    admin.ask("mutation{login(username:\"kefu\",password:\"kefu-test\"){__typename}}", json!({}));
    let whole = admin.ask(
        "query($c:String!){orders(options:{filter:{code:{eq:$c}}}){items{id payments{id} lines{id quantity}}}}",
        json!({"c": number}),
    );
    let whole = &whole["orders"]["items"][0];
    let refunded = admin.ask(
        "mutation($i:RefundOrderInput!){refundOrder(input:$i){... on Refund{id state} ... on ErrorResult{message}}}",
        json!({"i": {"paymentId": whole["payments"][0]["id"], "amount": 5000, "reason": "少发一件", "lines": [],
                     "shipping": 0, "adjustment": 0}}),
    );
    let refund = refunded["refundOrder"]["id"].clone();
    assert!(refund.is_string(), "{refunded}");
    // Vendure's time of change stays where it was: the refund is seen because open orders are read again.
    desk.feed(SystemClock.now()).turn(&[]).expect("told");
    let case = || cases::of_order(desk.store.db(), known.id).expect("cases").pop().expect("a case");
    let pending = refunded["refundOrder"]["state"] == "Pending";
    assert_eq!(case().stage, if pending { Stage::Refunding } else { Stage::Done });
    if pending {
        admin.ask(
            "mutation($i:SettleRefundInput!){settleRefund(input:$i){... on Refund{state}}}",
            json!({"i": {"id": refund, "transactionId": "t-1"}}),
        );
        desk.feed(SystemClock.now()).turn(&[known.id]).expect("told");
    }
    assert_eq!(case().stage, Stage::Done);
    assert_eq!(desk.order(&number).refunded.map(|m| m.minor()), Some(5_000));

    let handlers = admin.ask("{fulfillmentHandlers{code args{name}}}", json!({}));
    let handler = &handlers["fulfillmentHandlers"][0];
    let args: Vec<Value> = handler["args"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|arg| {
            let value = if arg["name"] == "trackingCode" { "SF1234567890123" } else { "SF" };
            json!({"name": arg["name"], "value": value})
        })
        .collect();
    let sent = admin.ask(
        "mutation($i:FulfillOrderInput!){addFulfillmentToOrder(input:$i){... on Fulfillment{id} ... on ErrorResult{message}}}",
        json!({"i": {"lines": [{"orderLineId": whole["lines"][0]["id"], "quantity": 2}],
                     "handler": {"code": handler["code"], "arguments": args}}}),
    );
    let parcel = sent["addFulfillmentToOrder"]["id"].clone();
    assert!(parcel.is_string(), "{sent}");
    admin.ask(
        "mutation($i:ID!){transitionFulfillmentToState(id:$i,state:\"Shipped\"){__typename}}",
        json!({"i": parcel}),
    );
    desk.feed(SystemClock.now()).turn(&[]).expect("told");
    let sent = desk.order(&number);
    assert_eq!((sent.status, sent.tracking), (OrderStatus::Shipped, vec!["SF1234567890123".to_owned()]));

    let second = place(&shop.url);
    desk.feed(SystemClock.now()).turn(&[]).expect("told");
    assert_eq!(desk.order(&second).status, OrderStatus::ToShip);
    let found =
        admin.ask("query($c:String!){orders(options:{filter:{code:{eq:$c}}}){items{id}}}", json!({"c": second}));
    admin.ask(
        "mutation($i:CancelOrderInput!){cancelOrder(input:$i){__typename}}",
        json!({"i": {"orderId": found["orders"]["items"][0]["id"], "reason": "买家不要了"}}),
    );
    desk.feed(SystemClock.now()).turn(&[]).expect("told");
    assert_eq!(desk.order(&second).status, OrderStatus::Closed);
}
