//! Writing to a real Vendure: notes, refunds in part and in full, above the cap, on an order that changed, and by a
//! process that dies between request and answer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use kefu::domain::aftersale::{Authority, Stage};
use kefu::domain::clock::FixedClock;
use kefu::domain::order_act::OrderAct;
use kefu::domain::shop_write::{Made, ShopAct, Wanted, WriteFault, WriteState, WriteTrouble};
use kefu::domain::source::{Changes, Mark, OrderSource, SourceFault, SourceKind, Told};
use kefu::domain::{Clock, Money, Order, OrderStatus, Role, Span, Time, Zone};
use kefu::runtime::clock::SystemClock;
use kefu::runtime::sources::{Feed, RulesOf};
use kefu::source::{Access, open};
use kefu::store::{Store, cases};

use crate::real_vendure::{Caller, Vendure, place};
use crate::writing::{rules, writing};
use crate::{Desk, secret, setting};

/// A clock that goes on when it is told to: leases run out by it.
struct Hands(Mutex<Time>);

impl Clock for Hands {
    fn now(&self) -> Time {
        *self.0.lock().expect("not poisoned")
    }
}

/// The shop's own interface, and kefu ends as soon as the shop has done what it was asked.
struct Dies(Box<dyn OrderSource>);

impl OrderSource for Dies {
    fn changed(&mut self, from: Mark) -> Result<Changes, SourceFault> {
        self.0.changed(from)
    }
    fn read(&mut self, ids: &[String]) -> Result<Vec<Told>, SourceFault> {
        self.0.read(ids)
    }
    fn write(&mut self, wanted: &Wanted) -> Result<Made, WriteTrouble> {
        let made = self.0.write(wanted);
        panic!("killed between request and answer: {made:?}");
    }
    fn finish(&mut self, made: &str, wanted: &Wanted) -> Result<(), WriteTrouble> {
        self.0.finish(made, wanted)
    }
    fn note(&mut self, order: &str, key: &str) -> Result<Option<String>, SourceFault> {
        self.0.note(order, key)
    }
}

struct Live {
    desk: Desk,
    shop: Vendure,
    admin: Caller,
    hands: Arc<Hands>,
    secret: PathBuf,
    _folder: tempfile::TempDir,
}

/// An amount in the currency of the shop.
fn minor(minor: i64, order: &Order) -> Money {
    Money::new(minor, order.currency)
}

impl Live {
    fn open(modules: &std::path::Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let shop = Vendure::start(modules, folder.path());
        let file = secret(folder.path(), "kefu-test");
        let mut desk = Desk::new(writing(setting("vendure", &shop.url, Some("kefu"), &file)));
        let hands = Arc::new(Hands(Mutex::new(SystemClock.now())));
        let clock: Arc<dyn Clock> = Arc::<Hands>::clone(&hands);
        desk.store = Rc::new(Store::memory(clock).expect("memory"));
        let mut admin = Caller::new(&shop.url, "admin-api");
        admin.ask("mutation{login(username:\"kefu\",password:\"kefu-test\"){__typename}}", json!({}));
        Self { desk, shop, admin, hands, secret: file, _folder: folder }
    }
    fn turn(&self) {
        *self.hands.0.lock().expect("not poisoned") = self.hands.now().plus(Span::minutes(20)).max(SystemClock.now());
        self.desk.feed(SystemClock.now()).turn(&[]).expect("told");
    }
    /// An order placed and paid for.
    fn order(&self) -> Order {
        let number = place(&self.shop.url);
        self.turn();
        self.desk.order(&number)
    }
    /// The order as the shop has it, with its payments, refunds and notes.
    fn there(&mut self, order: &Order) -> Value {
        let told = self.admin.ask(
            "query($c:String!){orders(options:{filter:{code:{eq:$c}}}){items{id state payments{id refunds{id total state reason}} \
             history(options:{filter:{type:{eq:\"ORDER_NOTE\"}}}){items{isPublic data}}}}}",
            json!({"c": order.number}),
        );
        told["orders"]["items"][0].clone()
    }
    fn refunds(&mut self, order: &Order) -> Vec<Value> {
        self.there(order)["payments"][0]["refunds"].as_array().expect("a list").clone()
    }
    fn access(&self) -> Access {
        Access {
            kind: SourceKind::Vendure,
            url: self.shop.url.clone(),
            user: Some("kefu".into()),
            secret: kefu::config::SecretPlace::File(self.secret.clone()).read().expect("a secret"),
            shop: "测试网店".into(),
            name: "net".into(),
            channel: None,
            gateway: false,
        }
    }
}

#[test]
fn what_is_written_to_a_real_shop_is_there_once_and_read_back() {
    let Some(modules) = std::env::var_os("KEFU_TEST_VENDURE").map(PathBuf::from) else {
        eprintln!("skipped: scripts/test installs Vendure and names its folder in KEFU_TEST_VENDURE");
        return;
    };
    let mut live = Live::open(&modules);
    let now = SystemClock.now();
    let owner = Authority { role: Role::Owner, alone: true, second: None };

    // A line of the memo is a note there, which the buyer does not see.
    let first = live.order();
    live.desk.act(&first, OrderAct::Memo, "改送周末", now);
    live.turn();
    let note = live.desk.write_of(&first);
    assert_eq!(note.state, WriteState::Done, "{:?}", note.fault);
    let kept = live.there(&first)["history"]["items"][0].clone();
    let words = kept["data"]["note"].as_str().expect("words").to_owned();
    assert!(words.contains("A07 改送周末") && words.contains(&note.key) && kept["isPublic"] == false, "{kept}");

    // In part.
    let case = live.desk.case(&first, minor(5_000, &first), now);
    live.desk.agree(case.id, minor(5_000, &first), now).expect("stored").expect("taken");
    live.turn();
    let write = live.desk.write_of(&first);
    assert_eq!(write.state, WriteState::Done, "{:?}", write.fault);
    let refunds = live.refunds(&first);
    assert_eq!((refunds.len(), &refunds[0]["total"], &refunds[0]["state"]), (1, &json!(5000), &json!("Settled")));
    assert!(refunds[0]["reason"].as_str().expect("words").contains(&write.key));
    assert_eq!(live.desk.case_now(case.id).stage, Stage::Done);
    assert_eq!(live.desk.order(&first.number).refunded, Some(minor(5_000, &first)));
    assert_eq!(cases::of_order(live.desk.db(), first.id).expect("cases").len(), 1);

    // In full.
    let second = live.order();
    let whole = second.paid.expect("paid");
    let case = live.desk.case(&second, whole, now);
    live.desk.agree(case.id, whole, now).expect("stored").expect("taken");
    live.turn();
    let done = live.desk.case_now(case.id);
    assert_eq!((done.stage, done.anomalies.len()), (Stage::Done, 0), "{:?}", live.desk.write_of(&second));
    assert_eq!(live.desk.order(&second.number).refunded, Some(whole));

    // Above what the shop gives back: told in our words, with what is left.
    let mut source = open(live.access());
    let id = live.there(&first)["id"].as_str().expect("an id").to_owned();
    let wanted = Wanted {
        order: id,
        act: ShopAct::Refund,
        key: "kefu-1".into(),
        text: "多退".into(),
        amount: Some(minor(48_000, &first)),
    };
    let left = minor(48_800 - 5_000, &first).shown();
    match source.write(&wanted) {
        Err(WriteTrouble::Refused(WriteFault::OverCap(most))) => assert_eq!(most.as_str(), left),
        other => panic!("{other:?}"),
    }
    assert_eq!(live.refunds(&first).len(), 1);

    // The order changed in between: somebody gave money back in the shop itself.
    let third = live.order();
    let case = live.desk.case(&third, minor(3_000, &third), now);
    live.desk.agree(case.id, minor(3_000, &third), now).expect("stored").expect("taken");
    let payment = live.there(&third)["payments"][0]["id"].clone();
    live.admin.ask(
        "mutation($i:RefundOrderInput!){refundOrder(input:$i){__typename}}",
        json!({"i": {"paymentId": payment, "amount": 100, "reason": "手工", "lines": [], "shipping": 0, "adjustment": 0}}),
    );
    live.turn();
    let write = live.desk.write_of(&third);
    assert_eq!((write.state, write.fault.clone()), (WriteState::Failed, Some(WriteFault::Changed)));
    assert_eq!(live.refunds(&third).len(), 1, "only the one by hand");
    {
        let (by, rules) = (live.desk.by(now), rules());
        live.desk
            .deciding(&by, &rules)
            .again(live.desk.db(), &write, Some(minor(3_000, &third)), &owner)
            .expect("again");
    }
    live.turn();
    assert_eq!((live.desk.case_now(case.id).stage, live.refunds(&third).len()), (Stage::Done, 2));

    // kefu dies between request and answer. The next one finds what was made, completes it and asks for nothing anew.
    let fourth = live.order();
    let case = live.desk.case(&fourth, minor(2_000, &fourth), now);
    live.desk.agree(case.id, minor(2_000, &fourth), now).expect("stored").expect("taken");
    let loaded = Arc::new(rules());
    let rules_of: RulesOf = Arc::new(move |_| Ok((Arc::clone(&loaded), Zone::default())));
    let mut dying = Feed::over(
        &live.desk.setting,
        Box::new(Dies(open(live.access()))),
        Rc::clone(&live.desk.store),
        rules_of,
        Arc::new(FixedClock(now)),
    );
    assert!(catch_unwind(AssertUnwindSafe(|| dying.carry_out())).is_err());
    assert_eq!(live.desk.write_of(&fourth).state, WriteState::Asking);
    assert_eq!(live.desk.case_now(case.id).stage, Stage::SellerReview);
    live.turn();
    let write = live.desk.write_of(&fourth);
    assert_eq!(write.state, WriteState::Done, "{:?}", write.fault);
    let refunds = live.refunds(&fourth);
    assert_eq!((refunds.len(), &refunds[0]["state"]), (1, &json!("Settled")));
    assert_eq!(live.desk.case_now(case.id).stage, Stage::Done);

    // A cancellation.
    let fifth = live.order();
    live.desk.act(&fifth, OrderAct::Cancel, "买家不要了", now);
    live.turn();
    live.turn();
    assert_eq!(live.there(&fifth)["state"], "Cancelled");
    assert_eq!(live.desk.order(&fifth.number).status, OrderStatus::Closed);
}
