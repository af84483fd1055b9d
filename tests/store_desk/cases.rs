//! Cases opened, moved and taken back.

use kefu::domain::aftersale::{
    AgreedFreight, Anomaly, Arbitration, Case, CaseClock, CaseEffect, CaseEvent, Change, ClockSource, Confidence,
    EvidenceItem, EvidenceKind, Fault, FreightShare, GoodsState, Intention, Offer, OnTimeout, OurStep, Party, Payer,
    Phase, Reason, StartEvent, StepInput, Waybill,
};
use kefu::domain::shift::{ItemKey, MarkKind, ShiftSettings};
use kefu::domain::urgency::Target;
use kefu::domain::{By, CaseId, CaseType, Currency, MessageId, Money, OrderId, Platform, Problem, Span, Stage, Step};
use kefu::store::{acts, cases, doctor, orders, shift};

use crate::desk::{Desk, at};

fn clock(hours: i64) -> CaseClock {
    CaseClock {
        rule: Some("D6".into()),
        rule_version: Some(3),
        start: StartEvent::Applied,
        started_at: at(0),
        act_by: at(0).plus(Span::hours(hours)),
        presume_at: at(0).plus(Span::hours(hours * 2)),
        on_timeout: Some(OnTimeout::AutoRefund),
        favours: Some(Party::Buyer),
        source: ClockSource::Rule,
        confidence: Confidence::Medium,
        stopped_at: None,
        paused: Span::ZERO,
    }
}

fn case(desk: &Desk, order: OrderId, platform_id: Option<&str>, hours: i64) -> Case {
    let order = orders::expect(desk.db(), order).expect("order");
    Case {
        id: CaseId::new(0),
        shop: order.shop,
        platform: Platform::Taobao,
        platform_id: platform_id.map(str::to_owned),
        order: order.id,
        line: None,
        apart: None,
        customer: None,
        conversation: None,
        kind: CaseType::RefundOnly,
        reason: Reason { raw: "质量问题".into(), code: Some("quality".into()) },
        fault: Fault::Seller,
        stage: Stage::SellerReview,
        arbitration: Arbitration::None,
        our_step: OurStep::ToDoOnPlatform,
        intention: Some(Intention {
            step: Step::Agree,
            input: StepInput {
                amount: Some(Money::fen(5900)),
                worth: Some(Money::fen(1200)),
                by: Some(desk.me()),
                ..StepInput::default()
            },
            at: at(1),
            before: OurStep::None,
        }),
        goods: GoodsState::Received,
        phase: Phase::Aftersale,
        amount: Some(Money::fen(5900)),
        max_amount: Some(Money::fen(5900)),
        worth: Some(Money::fen(5900)),
        currency: Currency::CNY,
        offer: Some(Offer { kind: CaseType::Exchange, amount: None }),
        negotiated: false,
        tries: 2,
        cannot_refuse: true,
        tag: Some("post".into()),
        return_waybill: Some(Waybill { carrier: "顺丰".into(), number: "SF1".into() }),
        return_signed_at: None,
        sent_waybill: None,
        clock: Some(clock(hours)),
        evidence_clock: Some(clock(1)),
        freight: Some(AgreedFreight {
            out: FreightShare { payer: Some(Payer::Seller), amount: None },
            back: FreightShare { payer: None, amount: Some(Money::fen(800)) },
            again: FreightShare::default(),
            message: MessageId::new(7),
            quote: "运费我们来付".into(),
        }),
        evidence: vec![EvidenceItem {
            kind: EvidenceKind::Photo,
            from: Party::Buyer,
            at: at(0),
            name: "图1.jpg".into(),
        }],
        stage_since: at(0),
        opened_at: at(0),
        ended_at: None,
        anomalies: vec![Anomaly::OverCap { at: at(0), amount: Money::fen(2), cap: Money::fen(1) }],
        seen_at: at(0),
        version: 1,
    }
}

/// The platform's word: it may tell of several cases of one order.
fn told(desk: &Desk) -> By {
    By { agent: None, ..desk.by(at(0)) }
}

fn paid(case: &Case, fen: i64) -> Change {
    let event = CaseEvent {
        at: at(9),
        by: None,
        party: Party::Platform,
        step: Step::Paid,
        from: Some(case.stage),
        to: Stage::Done,
        intended: false,
        amount: Some(Money::fen(fen)),
        note: None,
    };
    let case = Case { stage: Stage::Done, intention: None, clock: None, ended_at: Some(at(9)), ..case.clone() };
    Change { case, events: vec![event], effects: vec![CaseEffect::RefundPaid(Money::fen(fen))] }
}

#[test]
fn a_case_reads_back_as_it_was_written() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "白色T恤");
    let wanted = case(&desk, order, Some("R1"), 48);
    let stored = cases::insert(desk.db(), &desk.by(at(0)), &wanted, &[]).expect("opened");
    assert_eq!(stored, Case { id: stored.id, ..wanted.clone() });
    assert_eq!(cases::by_platform_id(desk.db(), Platform::Taobao, "R1").expect("case"), Some(stored));
    assert!(matches!(cases::insert(desk.db(), &desk.by(at(0)), &wanted, &[]), Err(Problem::Changed { .. })));
}

#[test]
fn open_cases_stand_by_their_clocks_and_those_without_come_last() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    for (id, hours) in [("late", 72), ("soon", 2), ("mid", 24)] {
        cases::insert(desk.db(), &told(&desk), &case(&desk, order, Some(id), hours), &[]).expect("opened");
    }
    let none = Case { clock: None, ..case(&desk, order, Some("none"), 1) };
    cases::insert(desk.db(), &told(&desk), &none, &[]).expect("opened");
    let ids = |before| -> Vec<String> {
        let open = cases::open(desk.db(), before, 9, 0).expect("open");
        open.into_iter().filter_map(|c| c.platform_id).collect()
    };
    assert_eq!(ids(None), ["soon", "mid", "late", "none"]);
    assert_eq!(ids(Some(at(0).plus(Span::hours(24)))), ["soon", "mid"]);
    assert_eq!(cases::counts(desk.db(), at(0).plus(Span::hours(3))), Ok((4, 1)));
}

#[test]
fn a_step_needs_the_case_as_it_was_seen_and_never_refunds_more_than_was_paid() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let one = cases::insert(desk.db(), &told(&desk), &case(&desk, order, Some("1"), 48), &[]).expect("opened");
    let two = cases::insert(desk.db(), &told(&desk), &case(&desk, order, Some("2"), 48), &[]).expect("opened");
    let done = cases::save(desk.db(), &desk.by(at(9)), one.stage, &paid(&one, 5000)).expect("paid");
    assert_eq!((done.stage, done.version), (Stage::Done, 2));
    assert_eq!(orders::expect(desk.db(), order).expect("order").refunded, Some(Money::fen(5000)));
    let again = cases::save(desk.db(), &desk.by(at(9)), one.stage, &paid(&one, 100));
    assert_eq!(again, Err(Problem::Changed { by: "小周".into() }));
    let over = cases::save(desk.db(), &desk.by(at(9)), two.stage, &paid(&two, 1000));
    assert_eq!(over, Err(Problem::OverRefund { left: "¥9.00".into() }));
    assert_eq!(cases::expect(desk.db(), two.id).expect("case"), two, "nothing of it was kept");
    assert_eq!(cases::history(desk.db(), one.id).expect("history").len(), 1);
    acts::undo(desk.db(), &desk.by(at(10)), None).expect("undo");
    let back = cases::expect(desk.db(), one.id).expect("case");
    assert_eq!(back, Case { version: back.version, ..one });
    assert_eq!(orders::expect(desk.db(), order).expect("order").refunded, None);
    assert!(doctor(desk.db()).expect("doctor").iter().all(|check| check.ok));
}

#[test]
fn a_case_due_now_is_urgent_however_many_old_ones_are_presumed_over() {
    let desk = Desk::new();
    let now = at(0).plus(Span::hours(500));
    let urgent = |skip| {
        let rules = kefu::rules::embedded().expect("rules");
        let settings = ShiftSettings::starting(at(0));
        shift::urgent(desk.db(), &desk.by(now), &settings, &rules, skip).expect("read").map(|urgent| urgent.what)
    };
    let open = |number: i64, hours: i64| {
        let order = desk.order(&number.to_string(), "li", "a");
        cases::insert(desk.db(), &desk.by(at(0)), &case(&desk, order, None, hours), &[]).expect("opened")
    };
    // More than the to-do list shows at once, each long over.
    for number in 0..600 {
        open(number, 24);
    }
    let to_check = urgent(None).expect("the old ones want a look");
    let soon = open(1_000, 501);
    assert_eq!(urgent(None), Some(Target::Case(soon.id)));
    assert_eq!(urgent(Some(Target::Case(soon.id))), Some(to_check), "that one is open already");
    let key = ItemKey(format!("case:{}:{}:{}", soon.id, soon.stage.code(), at(0).plus(Span::hours(501)).ms()));
    shift::mark(desk.db(), &desk.by(now), &key, MarkKind::Done, None).expect("mark");
    assert_eq!(urgent(None), Some(to_check), "the one marked as done is not pointed at again");
}
