//! A second person's word from the keyboard: asked for where the amount needs it, and nowhere else.

use kefu::config::Config;
use kefu::domain::aftersale::limits::Pin;
use kefu::domain::aftersale::{CaseType, GoodsState, Stage};
use kefu::domain::order_act::{ActLimits, IntentState, OrderAct};
use kefu::domain::{AgentId, Money, OrderId, Role};
use kefu::runtime::case_open::{self, Asked};
use kefu::store::{agents, cases, compensations, order_acts, pins};
use kefu::text::Lang;

use crate::desk::{Desk, at};
use crate::floor::Floor;

fn floor(tr: Lang) -> (Floor, OrderId, AgentId) {
    let desk = Desk::new();
    let order = desk.order("4000000000000911", "拾光10001", "云朵棉短袖 月白 M");
    let db = desk.db();
    db.run("UPDATE orders SET status = 'unpaid', paid = NULL, paid_at = NULL WHERE id = $1", &[order.into()])
        .expect("unpaid");
    let lead = agents::add(db, "阿泽", "L01", None, Role::Lead, at(0)).expect("lead").id;
    pins::set(db, &desk.by(at(0)), "zhou", lead, &Pin::new("246810")).expect("set");
    let mut floor = Floor::new(desk, (80, 24), tr, Config::default());
    floor.model.settings.act_limits = ActLimits { reprice: [10, 10, 30, 100], price_guard: [0, 10, 30, 100] };
    (floor, order, lead)
}

#[test]
fn a_price_below_the_limit_asks_for_a_second_person_and_keeps_what_was_typed() {
    for (tr, alone, whose) in
        [(Lang::Zh, "你能单独让 ¥5.90", "谁来批"), (Lang::En, "You may give ¥5.90 alone", "approver")]
    {
        let (mut floor, order, lead) = floor(tr);
        let noted = |floor: &Floor| order_acts::pending(floor.db(), order).expect("read");
        floor.keys("3$");
        floor.must_show(alone);
        assert!(!floor.shows(whose), "{}", floor.screen());
        floor.keys("50.00<tab>老客<enter>");
        floor.must_show(whose);
        floor.must_show("¥9.00");
        assert!(noted(&floor).is_empty());
        // The fields have the focus; what was typed still stands.
        floor.must_show("50.00");
        floor.keys("阿泽<tab>246810");
        assert!(!floor.shows("246810"), "a PIN is never shown");
        floor.keys("<enter>");
        let [only] = &noted(&floor)[..] else { panic!("{}", floor.screen()) };
        assert_eq!((only.amount, only.second, only.agent), (Some(Money::fen(900)), Some(lead), Some(floor.desk.me())));
    }
}

#[test]
fn within_the_limit_nobody_is_asked() {
    let (mut floor, order, _) = floor(Lang::Zh);
    floor.keys("3$53.10<tab>老客<enter>");
    let noted = order_acts::pending(floor.db(), order).expect("read");
    assert_eq!(noted.iter().map(|act| (act.amount, act.second)).collect::<Vec<_>>(), [(Some(Money::fen(590)), None)]);
}

#[test]
fn a_compensation_over_the_limit_asks_in_its_dialog_and_keeps_what_was_typed() {
    for (tr, over, whose, wrong) in [
        (Lang::Zh, "超过一单", "谁来批", "PIN 不对"),
        (Lang::En, "over the ¥20.00 for one order", "approver", "That is not the PIN"),
    ] {
        let (mut floor, order, lead) = floor(tr);
        let db = floor.db();
        db.run("UPDATE orders SET status = 'success', paid = 5900 WHERE id = $1", &[order.into()]).expect("paid");
        let given = |floor: &Floor| compensations::of_order(floor.db(), order).expect("read");
        floor.keys("3a<tab>起球<enter>$");
        assert!(!floor.shows(whose), "{}", floor.screen());
        floor.keys("30.00<tab><tab>掉色<enter>");
        // Nothing was given; the dialog stands there with its words, and asks.
        floor.must_show(over);
        floor.must_show(whose);
        floor.must_show("掉色");
        floor.must_show("30.00");
        assert!(given(&floor).is_empty());
        floor.keys("阿泽<tab>135790<enter>");
        floor.must_show(wrong);
        floor.must_show("掉色");
        assert!(!floor.shows("135790"), "a PIN is never shown");
        floor.keys("246810<enter>");
        let [only] = &given(&floor)[..] else { panic!("{}", floor.screen()) };
        assert_eq!((only.amount, only.second, only.by), (Money::fen(3000), Some(lead), Some(floor.desk.me())));
        assert!(floor.model.overlays.is_empty(), "{}", floor.screen());
    }
}

#[test]
fn a_gift_counts_for_what_it_is_worth_with_the_compensations_of_its_order() {
    for (tr, over, whose) in [(Lang::Zh, "超过一单", "谁来批"), (Lang::En, "over the ¥20.00 for one order", "approver")]
    {
        let (mut floor, order, lead) = floor(tr);
        let db = floor.db();
        db.run("UPDATE orders SET status = 'to_ship', paid = 5900 WHERE id = $1", &[order.into()]).expect("paid");
        let noted = |floor: &Floor| {
            let all = order_acts::of_order(floor.db(), order).expect("read");
            all.into_iter().filter(|noted| noted.act == OrderAct::Gift).collect::<Vec<_>>()
        };
        floor.keys("3");
        floor.command("gift");
        floor.keys("毛巾<tab>15.00<enter>");
        let [towel] = &noted(&floor)[..] else { panic!("{}", floor.screen()) };
        assert_eq!((towel.amount, towel.second), (Some(Money::fen(1500)), None));
        // Marked as done it stays given: six more are over the limit of the order.
        order_acts::end(floor.db(), &floor.desk.by(at(3700)), towel, IntentState::Done).expect("done");
        floor.command("gift");
        floor.keys("袜子<tab>6.00<enter>");
        floor.must_show(over);
        floor.must_show(whose);
        floor.must_show("袜子");
        assert_eq!(noted(&floor).len(), 1);
        floor.keys("阿泽<tab>246810<enter>");
        let [_, socks] = &noted(&floor)[..] else { panic!("{}", floor.screen()) };
        assert_eq!((socks.amount, socks.second), (Some(Money::fen(600)), Some(lead)));
        // The case says what was given beside its money.
        floor.keys("a<tab>起球<enter>");
        floor.must_show("袜子 ¥6.00");
    }
}

#[test]
fn goods_sent_anew_count_for_what_they_are_worth_and_ask_for_a_second_person_above_the_limit() {
    for (tr, guess, known, limit, whose) in [
        (Lang::Zh, "寄出货物 ¥300.00 (按成交价，还没定)", "寄出货物 ¥300.00", "¥200.00", "谁来批"),
        (Lang::En, "goods sent ¥300.00 (as was paid; not settled yet)", "goods sent ¥300.00", "¥200.00", "approver"),
    ] {
        let (mut floor, order, lead) = floor(tr);
        let db = floor.db();
        db.run("UPDATE orders SET status = 'success', paid = 30000 WHERE id = $1", &[order.into()]).expect("paid");
        db.run("UPDATE order_lines SET paid = 30000 WHERE order_id = $1", &[order.into()]).expect("paid");
        let rules = kefu::rules::embedded().expect("rules");
        let asked = Asked {
            order,
            line: None,
            kind: CaseType::Resend,
            reason: "少件",
            goods: GoodsState::Received,
            amount: None,
            chat: None,
            platform_id: None,
            note: "",
            apart: "",
        };
        let case = case_open::open(db, &floor.desk.by(at(3600)), &rules, tr, &asked).expect("read").expect("opened");
        floor.later(kefu::domain::Span::secs(1));
        floor.keys("4<enter>");
        floor.must_show(guess);
        floor.keys("Y");
        floor.must_show("300.00");
        floor.must_show(whose);
        floor.keys("<enter>");
        floor.must_show(limit);
        assert!(cases::expect(floor.db(), case.id).expect("case").intention.is_none(), "nothing was given");
        floor.keys("阿泽<tab>246810<enter>");
        let noted = cases::expect(floor.db(), case.id).expect("case");
        assert_eq!((noted.worth, noted.intention.is_some()), (Some(Money::fen(30_000)), true), "{}", floor.screen());
        let mut kept = (0, 0, 0);
        let sql = "SELECT amount, in_goods, second_id FROM refund_decisions";
        let mut read = |row: &dyn kefu::store::Row| {
            kept = (row.int(0)?, row.int(1)?, row.int(2)?);
            Ok(())
        };
        floor.db().each(sql, &[], &mut |row| read(row)).expect("read");
        assert_eq!(kept, (30_000, 1, lead.raw()));
        floor.must_show(known);
        assert!(!floor.shows(guess), "{}", floor.screen());
        floor.keys("m");
        let agreed = cases::expect(floor.db(), case.id).expect("case");
        assert_eq!((agreed.stage, agreed.worth), (Stage::SellerSend, Some(Money::fen(30_000))));
        // Taken back, nothing was given.
        floor.keys("uu");
        let back = cases::expect(floor.db(), case.id).expect("case");
        assert_eq!((back.stage, back.worth), (Stage::SellerReview, None), "{}", floor.screen());
    }
}
