//! Writing to WooCommerce, against answers of our own making: what is sent, what is never sent twice, and what stays
//! unknown until somebody has looked.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use kefu::domain::aftersale::{Authority, Refusal, Stage, Step};
use kefu::domain::order_act::OrderAct;
use kefu::domain::shop_write::{WriteFault, WriteState};
use kefu::domain::{Currency, Kept, Money, OrderStatus, Problem, Role, Span, Time};
use kefu::store::shop_writes::Settled;
use kefu::store::{acts, audit, cases, order_acts};

use crate::server::{Asked, Reply, Server};
use crate::woo::{Shop, order};
use crate::writing::{rules, writing};
use crate::{Desk, at, secret, setting};

/// How the shop treats what is to change it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Does it and says so.
    Fine,
    /// Does it, and the line goes dead.
    Mute,
    /// The line goes dead before anything was done.
    Deaf,
    /// Refuses as WooCommerce refuses a refund.
    Refuses,
}

struct Live {
    server: Server,
    desk: Desk,
    shop: Arc<Mutex<(Shop, Mood)>>,
    _folder: tempfile::TempDir,
}

fn now() -> Time {
    at("2026-11-22T09:00:00Z")
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::parse("EUR").expect("a currency"))
}

impl Live {
    fn open(writes: bool) -> Self {
        let shop = Shop { orders: vec![order(101, "2026-11-22T08:00:00", json!({}))], ..Shop::default() };
        let shop = Arc::new(Mutex::new((shop, Mood::Fine)));
        let kept = Arc::clone(&shop);
        let server = Server::new(move |asked| answer(&mut kept.lock().expect("not poisoned"), asked));
        let folder = tempfile::tempdir().expect("a folder");
        let file = secret(folder.path(), "cs_secret\n");
        let setting = setting("woocommerce", &server.url, Some("ck_key"), &file);
        let live =
            Self { desk: Desk::new(if writes { writing(setting) } else { setting }), server, shop, _folder: folder };
        live.turn(0);
        live
    }
    /// A turn so many minutes later.
    fn turn(&self, minutes: i64) {
        self.desk.feed(now().plus(Span::minutes(minutes))).turn(&[]).expect("told");
    }
    fn mood(&self, mood: Mood) {
        self.shop.lock().expect("not poisoned").1 = mood;
    }
    fn change(&self, change: Value) {
        let orders = &mut self.shop.lock().expect("not poisoned").0.orders;
        for (key, value) in change.as_object().expect("an object") {
            orders[0][key] = value.clone();
        }
    }
    /// All that was sent to change the shop.
    fn sent(&self) -> Vec<Asked> {
        self.server.asked().into_iter().filter(|asked| asked.method != "GET").collect()
    }
    /// A case of ten euros, agreed to.
    fn agreed(&self) -> kefu::domain::Case {
        let order = self.desk.order("101");
        let case = self.desk.case(&order, eur(1000), now());
        self.desk.agree(case.id, eur(1000), now()).expect("stored").expect("taken")
    }
}

pub(crate) fn answer((shop, mood): &mut (Shop, Mood), asked: &Asked) -> Reply {
    if asked.method == "GET" {
        return shop.answer(asked);
    }
    match mood {
        Mood::Deaf => return Reply::silence(),
        Mood::Refuses => {
            let said =
                json!({"code": "woocommerce_rest_cannot_create_order_refund", "message": "Invalid refund amount."});
            return Reply::status(500, &said.to_string());
        }
        Mood::Fine | Mood::Mute => {}
    }
    let body: Value = serde_json::from_str(&asked.body).expect("a document");
    let made = if asked.path.ends_with("/refunds") {
        let id = 555 + shop.refunds.len();
        let refund = json!({"id": id, "date_created_gmt": "2026-11-22T09:00:00", "amount": body["amount"],
                            "reason": body["reason"]});
        shop.refunds.push(refund.clone());
        let told: Vec<Value> = shop
            .refunds
            .iter()
            .map(|refund| json!({"id": refund["id"], "reason": refund["reason"], "total": format!("-{}", refund["amount"].as_str().expect("text"))}))
            .collect();
        shop.orders[0]["refunds"] = Value::from(told);
        refund
    } else if asked.path.ends_with("/notes") {
        let note = json!({"id": 31, "note": body["note"], "customer_note": body["customer_note"]});
        shop.notes.push(note.clone());
        note
    } else {
        shop.orders[0]["status"] = body["status"].clone();
        shop.orders[0].clone()
    };
    if *mood == Mood::Mute { Reply::silence() } else { Reply::status(201, &made.to_string()) }
}

#[test]
fn a_refund_is_asked_for_once_and_the_case_moves_on_what_was_read_back() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    assert_eq!((case.stage, case.our_step.code()), (Stage::SellerReview, "to_do_on_platform"), "only noted");
    assert_eq!(live.desk.write_of(&known).state, WriteState::Waiting);
    assert!(live.sent().is_empty(), "nothing leaves before it is on disk");
    live.turn(1);
    let sent = live.sent();
    assert_eq!(sent.len(), 1);
    let body: Value = serde_json::from_str(&sent[0].body).expect("a document");
    assert_eq!(
        (&body["amount"], &body["api_refund"], &body["api_restock"]),
        (&json!("10.00"), &json!(false), &json!(false))
    );
    let write = live.desk.write_of(&known);
    assert_eq!((write.state, write.remote.as_deref()), (WriteState::Done, Some("net/555")));
    assert!(body["reason"].as_str().expect("words").contains(&write.key));
    let done = live.desk.case_now(case.id);
    assert_eq!((done.stage, done.platform_id.as_deref(), done.is_open()), (Stage::Done, Some("net/555"), false));
    assert!(done.anomalies.is_empty(), "{:?}", done.anomalies);
    assert_eq!((done.kind, &done.reason), (case.kind, &case.reason), "what the shop does not know stays");
    assert_eq!(cases::of_order(live.desk.db(), known.id).expect("cases").len(), 1, "it is no second case");
    assert_eq!(live.desk.order("101").refunded, Some(eur(1000)));

    // Who did what and when stands in the case, beside the order and in the audit.
    let history = cases::history(live.desk.db(), case.id).expect("read");
    let agreed: Vec<_> = history.iter().filter(|event| event.step == Step::Agree).collect();
    assert_eq!(agreed.iter().map(|event| event.intended).collect::<Vec<_>>(), [true, false]);
    assert!(agreed.iter().all(|event| event.by == live.desk.by(now()).agent));
    assert!(live.desk.told_of(&known).contains(&"shop_refund_done".to_owned()), "{:?}", live.desk.told_of(&known));
    let on_record = audit::page(live.desk.db(), Some(("order", "101")), 10, 0).expect("read");
    let words: Vec<&str> = on_record.iter().rev().map(|row| row.action.as_str()).collect();
    assert_eq!(
        words,
        ["shop_write_waiting", "shop_write_asking", "shop_write_made", "shop_write_done"],
        "every state it came into"
    );
    assert!(on_record.iter().all(|row| row.agent == live.desk.by(now()).agent));
    assert_eq!(audit::broken_at(live.desk.db()).expect("read"), None);

    live.turn(5);
    assert_eq!(live.sent().len(), 1, "told again, nothing is sent again");
    assert!(matches!(
        acts::undo(live.desk.db(), &live.desk.by(now()), None),
        Err(Problem::NotUndone { why: Kept::AtShop, .. })
    ));
    assert_eq!(live.desk.case_now(case.id).stage, Stage::Done);
}

#[test]
fn an_answer_that_never_comes_is_looked_for_and_never_asked_twice() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    live.mood(Mood::Mute);
    live.turn(1);
    // It had happened: the shop shows it under our key.
    assert_eq!(live.desk.write_of(&known).state, WriteState::Done);
    assert_eq!((live.desk.case_now(case.id).stage, live.sent().len()), (Stage::Done, 1));
}

#[test]
fn what_nobody_knows_stays_unknown_until_a_person_has_looked() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    live.mood(Mood::Deaf);
    for minutes in 1..5 {
        live.turn(minutes);
    }
    let write = live.desk.write_of(&known);
    assert_eq!((write.state, live.sent().len()), (WriteState::Unknown, 1), "{:?}", write.fault);
    assert!(matches!(write.fault, Some(WriteFault::Source(_))) && write.needs_a_look() && !write.may_go_again());
    assert_eq!(live.desk.case_now(case.id).stage, Stage::SellerReview, "the case stands where it stood");
    assert!(live.desk.told_of(&known).contains(&"shop_refund_unknown".to_owned()));
    assert!(matches!(
        acts::undo(live.desk.db(), &live.desk.by(now()), None),
        Err(Problem::NotUndone { why: Kept::AtShop, .. })
    ));

    let (by, rules) = (live.desk.by(now()), rules());
    let deciding = live.desk.deciding(&by, &rules);
    let owner = Authority { role: Role::Owner, alone: true, second: None };
    assert!(deciding.again(live.desk.db(), &write, Some(eur(1000)), &owner).is_err(), "it may have happened");
    let settled = deciding.settle(live.desk.db(), &write, Settled::NotThere).expect("settled");
    assert_eq!((settled.state, settled.settled_by), (WriteState::Failed, by.agent));
    live.mood(Mood::Fine);
    assert!(deciding.again(live.desk.db(), &settled, Some(eur(900)), &owner).is_err(), "the amount is typed again");
    let again = deciding.again(live.desk.db(), &settled, Some(eur(1000)), &owner).expect("asked again");
    assert_ne!(again.key, write.key);
    assert!(deciding.again(live.desk.db(), &settled, Some(eur(1000)), &owner).is_err(), "once");
    live.turn(6);
    assert_eq!((live.desk.write_of(&known).state, live.sent().len()), (WriteState::Done, 2));
    assert_eq!(live.desk.case_now(case.id).stage, Stage::Done);
}

#[test]
fn a_person_who_saw_it_in_the_shop_settles_it_and_a_late_sight_fits() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    live.mood(Mood::Deaf);
    live.turn(1);
    let (by, rules) = (live.desk.by(now()), rules());
    let write = live.desk.write_of(&known);
    live.desk.deciding(&by, &rules).settle(live.desk.db(), &write, Settled::Happened).expect("settled");
    assert_eq!(live.desk.write_of(&known).state, WriteState::Done);
    assert_eq!(live.desk.case_now(case.id).stage, Stage::Refunding);
    // Later the shop shows it after all.
    let reason = format!("late [{}]", write.key);
    {
        let mut shop = live.shop.lock().expect("not poisoned");
        shop.0
            .refunds
            .push(json!({"id": 9, "date_created_gmt": "2026-11-22T09:00:00", "amount": "10.00", "reason": reason}));
        shop.0.orders[0]["refunds"] = json!([{"id": 9, "reason": reason, "total": "-10.00"}]);
    }
    live.turn(10);
    assert_eq!(live.desk.case_now(case.id).stage, Stage::Done);
    assert_eq!(cases::of_order(live.desk.db(), known.id).expect("cases").len(), 1);
}

#[test]
fn an_order_that_changed_since_is_not_written_to() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    live.change(json!({"customer_note": "please ring twice"}));
    live.turn(1);
    // The turn itself had read the change: what counts is what stood there when it was decided.
    let write = live.desk.write_of(&known);
    assert_eq!((write.state, write.fault.clone()), (WriteState::Failed, Some(WriteFault::Changed)));
    assert!(live.sent().is_empty());
    let (by, rules) = (live.desk.by(now()), rules());
    let owner = Authority { role: Role::Owner, alone: true, second: None };
    live.desk.deciding(&by, &rules).again(live.desk.db(), &write, Some(eur(1000)), &owner).expect("asked again");
    live.turn(2);
    assert_eq!((live.desk.case_now(case.id).stage, live.sent().len()), (Stage::Done, 1));
}

#[test]
fn a_refusal_of_the_shop_is_told_and_given_up_or_undone() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    live.mood(Mood::Refuses);
    live.turn(1);
    let write = live.desk.write_of(&known);
    assert_eq!(write.state, WriteState::Failed);
    assert!(matches!(&write.fault, Some(WriteFault::Refused(why)) if why.contains("Invalid refund amount")));
    let (by, rules) = (live.desk.by(now()), rules());
    live.desk.deciding(&by, &rules).settle(live.desk.db(), &write, Settled::Dropped).expect("given up");
    let left = live.desk.case_now(case.id);
    assert_eq!((left.stage, left.intention.is_none(), left.our_step.code()), (Stage::SellerReview, true, "none"));
}

#[test]
fn a_shop_that_is_only_read_is_asked_for_nothing_but_reads() {
    let live = Live::open(false);
    let known = live.desk.order("101");
    let case = live.agreed();
    assert_eq!(case.stage, Stage::Refunding, "as ever without writing");
    live.desk.act(&known, OrderAct::Memo, "ring twice", now());
    live.desk.act(&known, OrderAct::Cancel, "not wanted", now());
    for minutes in 1..4 {
        live.turn(minutes);
    }
    assert!(live.sent().is_empty(), "{:?}", live.sent());
    assert!(kefu::store::shop_writes::of_order(live.desk.db(), known.id).expect("read").is_empty());
}

#[test]
fn a_refund_made_by_hand_in_the_shop_closes_the_case_that_waits_for_it() {
    let live = Live::open(false);
    let known = live.desk.order("101");
    let case = live.agreed();
    {
        let mut shop = live.shop.lock().expect("not poisoned");
        shop.0
            .refunds
            .push(json!({"id": 9, "date_created_gmt": "2026-11-22T09:00:00", "amount": "10.00", "reason": "x"}));
        shop.0.orders[0]["refunds"] = json!([{"id": 9, "reason": "x", "total": "-10.00"}]);
    }
    live.turn(1);
    let done = live.desk.case_now(case.id);
    assert_eq!((done.stage, done.platform_id.as_deref()), (Stage::Done, Some("net/9")));
    assert_eq!(cases::of_order(live.desk.db(), known.id).expect("cases").len(), 1);
}

#[test]
fn notes_and_cancellations_are_written_and_read_back() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    live.desk.act(&known, OrderAct::Memo, "ring twice", now());
    live.turn(1);
    let note = live.desk.write_of(&known);
    assert_eq!((note.state, note.remote.as_deref()), (WriteState::Done, Some("31")));
    let body: Value = serde_json::from_str(&live.sent()[0].body).expect("a document");
    assert_eq!(body["customer_note"], json!(false), "the buyer does not see it");
    let said = body["note"].as_str().expect("words");
    assert!(said.contains("A07 ring twice") && said.contains(&note.key), "{said}");

    live.desk.act(&live.desk.order("101"), OrderAct::Cancel, "not wanted", now());
    live.turn(2);
    assert_eq!(live.desk.order("101").status, OrderStatus::Closed);
    assert!(order_acts::pending(live.desk.db(), known.id).expect("read").is_empty(), "what was noted is done");
    let put: Vec<_> = live.sent().into_iter().filter(|asked| asked.method == "PUT").collect();
    assert_eq!(put.len(), 1);
    // The memo line that tells those who pack went along.
    let writes = kefu::store::shop_writes::of_order(live.desk.db(), known.id).expect("read");
    assert!(writes.iter().all(|write| write.state == WriteState::Done), "{writes:?}");
}

#[test]
fn what_has_not_left_is_undone_whole_and_a_shop_that_is_away_is_waited_for() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.agreed();
    acts::undo(live.desk.db(), &live.desk.by(now()), None).expect("undone");
    assert_eq!(live.desk.case_now(case.id).intention, None);
    live.turn(1);
    assert!(live.sent().is_empty());
    assert!(kefu::store::shop_writes::of_order(live.desk.db(), known.id).expect("read").is_empty());

    live.desk.agree(case.id, eur(1000), now()).expect("stored").expect("taken");
    let away = Server::new(|_| Reply::json("")).url.clone();
    let gone = Desk { store: std::rc::Rc::clone(&live.desk.store), setting: live.desk.setting.clone() };
    let gone = Desk { setting: kefu::config::SourceSetting { url: away, ..gone.setting }, store: gone.store };
    gone.feed(now()).carry_out().expect("kept");
    let write = live.desk.write_of(&known);
    assert_eq!(write.state, WriteState::Waiting, "nothing has left");
    assert!(matches!(write.fault, Some(WriteFault::Source(_))));
}

#[test]
fn the_limits_of_a_role_hold_as_for_a_noted_step() {
    let live = Live::open(true);
    let known = live.desk.order("101");
    let case = live.desk.case(&known, eur(6000), now());
    let agent = Authority { role: Role::Aftersale, alone: false, second: None };
    let refused = live.desk.agree_as(case.id, eur(6000), agent, now()).expect("read");
    assert!(matches!(refused, Err(Refusal::OverLimit { .. })), "{refused:?}");
    let wrong = live.desk.agree(case.id, eur(5999), now()).expect("read");
    assert!(matches!(wrong, Err(Refusal::TypeAmount { .. })), "{wrong:?}");
    live.turn(1);
    assert!(live.sent().is_empty());
}
