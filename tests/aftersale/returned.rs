//! A return parcel that was signed for moves the clock of its case, whichever came first: the sheet or the waybill.

use std::sync::Arc;

use kefu::domain::aftersale::{Case, CaseType, ClockSource, GoodsState, Stage};
use kefu::domain::clock::FixedClock;
use kefu::domain::product::{GoodsFact, ParcelFacts};
use kefu::domain::{By, Fact, Money, OrderFacts, OrderFilter, OrderStatus, Platform, ShopKey, Span, Zone};
use kefu::store::intake::{Given, Intake};
use kefu::store::{Store, cases, orders};

use super::{at, at_stage, rules};

#[test]
fn the_signature_of_a_return_sets_the_time_to_act() {
    let now = at("2026-11-22 10:00");
    let store = Store::memory(Arc::new(FixedClock(now))).expect("memory");
    let db = store.db();
    let key = ShopKey { platform: Platform::Taobao, name: "旗舰店".into(), external_id: String::new() };
    let take = |fact: Fact| {
        let given = Given { counts: true, shop: Some(&key), fact: &fact };
        Intake::new("test", None, Zone::default(), now, false, rules()).apply(db, &[given], None).expect("in");
    };
    let paid = Some(Money::fen(5_900));
    let status = Some(OrderStatus::Success);
    take(Fact::Order(Box::new(OrderFacts { number: "1001".into(), paid, status, ..OrderFacts::default() })));
    let order = orders::page(db, &OrderFilter::default(), 1, 0).expect("orders").remove(0);
    let by = By::new(None, now, Zone::default());

    let waiting = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::SellerReceive);
    let waiting = Case { order: order.id, shop: order.shop, ..waiting };
    let case = cases::insert(db, &by, &waiting, &[]).expect("inserted");
    let before = case.clock.clone().expect("a clock");
    assert_eq!((before.rule.as_deref(), before.act_by), (Some("D8"), at("2026-12-01 09:00")));
    assert_eq!(cases::note_returns_signed(db, &by, rules()), Ok(0), "nobody has told of it");

    let waybill = case.return_waybill.clone().expect("filled in").number;
    let signed = at("2026-11-22 09:30");
    let parcel = ParcelFacts { number: waybill, signed_at: Some(signed), ..ParcelFacts::default() };
    take(Fact::Goods(Box::new(GoodsFact::Parcel(parcel))));
    assert_eq!(cases::note_returns_signed(db, &by, rules()), Ok(1));
    let told = cases::expect(db, case.id).expect("the case");
    let clock = told.clock.clone().expect("a clock");
    assert_eq!((told.return_signed_at, clock.act_by), (Some(signed), signed.plus(Span::hours(48))));
    assert_eq!((clock.rule.as_deref(), clock.source), (Some("D8-signed"), ClockSource::Rule));
    assert_eq!(clock.presume_at, before.presume_at, "the longer one stays the longer one");
    assert!(told.version > case.version, "nobody acts on the old clock");
    assert_eq!(cases::note_returns_signed(db, &by, rules()), Ok(0), "once");
}
