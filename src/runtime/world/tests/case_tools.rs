//! The tools of a case over a real folder.

use super::*;
use crate::domain::aftersale::compensation::{Compensation, CompensationKind, CompensationState};
use crate::domain::aftersale::{AgreedFreight, Case, EvidenceKind, FreightShare, Party, Payer};
use crate::domain::{CaseId, MessageId, Money};
use crate::store::cases;

/// A desk over a folder of its own, and one of its open cases.
fn desk() -> (Scene, tempfile::TempDir, CaseId) {
    let folder = tempfile::tempdir().expect("folder");
    let mut scene = scene();
    scene.basis = scene.basis.beside(folder.path().join("kefu.db"));
    let id = cases::open(scene.store.db(), None, 1, 0).expect("cases")[0].id;
    (scene, folder, id)
}

impl Scene {
    fn case(&self, id: CaseId) -> CasePage {
        match self.ask(Ask::Case(id)) {
            Answer::Case(_, Some(page)) => page,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_becomes_evidence_can_be_taken_back_and_goes_into_the_pack() {
    let (scene, folder, id) = desk();
    let photo = folder.path().join("瑕疵.jpg");
    std::fs::write(&photo, [b"\xff\xd8\xff\xe0".as_slice(), &[7; 900]].concat()).expect("photo");
    let add = |kind| Do::AddEvidence {
        case: id,
        path: format!("'{}'", photo.display()),
        kind,
        from: Party::Buyer,
        note: String::new(),
    };
    let before = scene.case(id).proof.have.len();
    let told = scene.act(add(Some(EvidenceKind::DateCode))).expect("added");
    assert_eq!(told, Did::EvidenceAdded(EvidenceKind::DateCode, "瑕疵.jpg".into()));
    assert_eq!(scene.case(id).proof.have.len(), before + 1);
    assert!(matches!(scene.act(add(None)), Err(Problem::Evidence { .. })));
    scene.act(Do::Undo).expect("undone");
    assert_eq!(scene.case(id).proof.have.len(), before);
    scene.act(add(None)).expect("added again");

    let first = scene.case(id).pack_path;
    assert!(first.starts_with(&*folder.path().join("packs").to_string_lossy()), "{first}");
    match scene.act(Do::MakePack(id, first.clone())).expect("made") {
        Did::Packed { path, files, changed: 0 } => assert_eq!((&*path, files > 0), (&*first, true)),
        other => panic!("{other:?}"),
    }
    assert!(std::path::Path::new(&first).join("SHA256SUMS").is_file());
    // The next one has a name of its own, and nothing is overwritten.
    assert_eq!(scene.case(id).pack_path, format!("{first}-2"));
    assert!(scene.act(Do::MakePack(id, first)).is_err());
}

#[test]
fn one_compensation_of_a_kind_is_given_and_it_waits_until_it_is_paid() {
    let (scene, _folder, id) = desk();
    let order = scene.case(id).case.order;
    let give = |kind| {
        let new = NewPayout { order, case: Some(id), kind, amount: Money::fen(500), reason: "运费补差".into() };
        scene.act(Do::Compensate(Box::new(new), None))
    };
    assert_eq!(give(CompensationKind::Freight), Ok(Did::Done(Done::PayoutNoted)));
    let given = scene.case(id).compensations;
    assert_eq!((given.len(), given[0].state), (1, CompensationState::ToDo));
    let paid = |one: &Compensation| scene.act(Do::SettlePayout(Box::new(one.clone()), CompensationState::Paid));
    assert_eq!(paid(&given[0]), Ok(Did::Done(Done::PaidOut)));
    // Seen as it was before, it does not change twice.
    assert!(matches!(paid(&given[0]), Err(Problem::Changed { .. })));
    scene.act(Do::Undo).expect("undone");
    assert_eq!(scene.case(id).compensations[0].state, CompensationState::ToDo);
    scene.act(Do::Undo).expect("undone");
    assert_eq!(scene.case(id).compensations, []);
}

#[test]
fn agreed_freight_stands_with_its_quote_until_it_is_taken_back() {
    let (scene, _folder, id) = desk();
    let page = scene.case(id);
    let back = FreightShare { payer: Some(Payer::Seller), amount: Some(Money::fen(800)) };
    let none = FreightShare::default();
    let agreed =
        AgreedFreight {
            out: none, back, again: none, message: MessageId::new(1), quote: "退货我们出 8 元".into()
        };
    let agree = |version| scene.act(Do::AgreeFreight(id, version, Some(Box::new(agreed.clone()))));
    assert_eq!(agree(page.case.version), Ok(Did::Done(Done::FreightAgreed)));
    let freight = scene.case(id).freight.expect("freight");
    assert_eq!((freight.rule.as_str(), freight.source.as_str()), ("chat", "退货我们出 8 元"));
    assert!(matches!(agree(page.case.version), Err(Problem::Changed { .. })));
    scene.act(Do::Undo).expect("undone");
    assert_eq!(scene.case(id).case.freight, page.case.freight);
}

#[test]
fn receipt_stands_still_until_the_last_case_of_the_order_ends() {
    let (scene, _folder, _) = desk();
    let filter = crate::domain::OrderFilter { status: Some(OrderStatus::Shipped), ..Default::default() };
    let all = orders::page(scene.store.db(), &filter, 200, 0).expect("orders");
    let free = |order: &&Order| {
        order.platform == Platform::Taobao && cases::of_order(scene.store.db(), order.id).expect("cases").is_empty()
    };
    let order = all.iter().find(free).expect("a shipped order without a case").clone();
    let page = || match scene.ask(Ask::Order(order.id)) {
        Answer::Order(_, Some(page)) => page,
        other => panic!("{other:?}"),
    };
    let goes_on = || page().timeline.iter().filter(|told| told.what.as_str() == "trade_goes_on").count();
    let line = page().lines[0].id;
    let open = |line| {
        let new = NewCase {
            order: order.id,
            line,
            case_type: CaseType::ReturnRefund,
            reason: "质量问题".into(),
            goods: GoodsState::Received,
            amount: Some(Money::fen(100)),
            note: String::new(),
            apart: line.map(|_| "另一件".to_owned()).unwrap_or_default(),
        };
        scene.act(Do::OpenCase(new))
    };
    let id = |told| match told {
        Ok(Did::CaseOpened(id)) => id,
        other => panic!("{other:?}"),
    };
    assert!(page().receipt.is_some_and(|(_, stopped)| stopped.is_none()));
    let (first, second) = (id(open(None)), id(open(Some(line))));
    assert!(matches!(open(None), Err(Problem::Refused { .. })), "one open case a line");
    assert!(page().receipt.is_some_and(|(_, stopped)| stopped == Some(NOW)));
    let withdraw = |case| {
        let case = cases::expect(scene.store.db(), case).expect("case");
        let input = Box::new(StepInput::default());
        let step = Do::StepCase { id: case.id, step: Step::Withdraw, input, version: case.version, approval: None };
        scene.act(step).expect("withdrawn");
    };
    withdraw(first);
    assert_eq!((goes_on(), page().receipt.map(|(_, stopped)| stopped.is_some())), (0, Some(true)));
    withdraw(second);
    assert_eq!((goes_on(), page().receipt.map(|(_, stopped)| stopped)), (1, Some(None)));
}

#[test]
fn a_case_is_shown_alone_wherever_it_stands_and_a_second_one_beside_the_platforms_is_refused() {
    let (scene, _folder, _) = desk();
    let open = cases::open(scene.store.db(), None, 500, 0).expect("cases");
    let last = open.last().expect("a case").id;
    let ask = CasesAsk { only: Some(last), all: false, order: CaseOrder::Time, start: 0, len: 1 };
    let Answer::Cases(_, page) = scene.ask(Ask::Cases(ask)) else { panic!("cases") };
    assert_eq!((page.total, page.rows.iter().map(|row| row.case.id).collect::<Vec<_>>()), (1, vec![last]));
    let of_one_line = |case: &&Case| {
        case.platform_id.is_some() && orders::lines(scene.store.db(), case.order).expect("lines").len() == 1
    };
    let told = open.iter().find(of_one_line).expect("a platform's case");
    let line = orders::lines(scene.store.db(), told.order).expect("lines")[0].id;
    for line in [None, Some(line)] {
        let new = NewCase {
            order: told.order,
            line,
            case_type: CaseType::ReturnRefund,
            reason: "质量问题".into(),
            goods: GoodsState::Received,
            amount: Some(Money::fen(100)),
            note: String::new(),
            apart: String::new(),
        };
        assert!(matches!(scene.act(Do::OpenCase(new)), Err(Problem::Refused { .. })), "one open case a line");
    }
}
