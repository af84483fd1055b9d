//! Every way of a case as a table: `transitions.txt` for the stages, `overlay.txt` for the platform's intervention.

use kefu::domain::aftersale::{Arbitration, Case, CaseType, GoodsState, Refusal, Stage, Step, StepInput};
use kefu::domain::{Platform, SafeText};

use super::{at, at_stage, case, rules, whole};

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect())
}

#[test]
fn every_step_of_every_stage_and_type_leads_where_the_table_says() {
    let (mut ways, mut none) = (0, 0);
    for row in rows(include_str!("transitions.txt")) {
        let (stage, step) = (Stage::parse(row[0]).expect("a stage"), Step::parse(row[1]).expect("a step"));
        for (&kind, &to) in CaseType::ALL.iter().zip(&row[2..]).filter(|(_, to)| **to != ".") {
            let case = at_stage(kind, GoodsState::Received, stage);
            let after = case.after(step, &whole().as_fact(), rules(), at("2026-11-21 10:00"));
            let got = after.as_ref().map_or("-", |change| change.case.stage.code());
            assert_eq!(got, to, "{kind:?} {stage:?} {step:?}");
            if to == "-" {
                none += 1;
                let why = after.expect_err("refused");
                let said = matches!(why, Refusal::NotFromHere { .. } | Refusal::Ended(_));
                assert!(said, "{why:?} {kind:?} {stage:?} {step:?}");
            } else {
                ways += 1;
            }
        }
    }
    assert!(ways > 200 && none > 400, "{ways} {none}");
}

#[test]
fn the_overlay_goes_its_own_way_and_the_desk_is_held_to_it() {
    let now = at("2026-11-21 10:00");
    for row in rows(include_str!("overlay.txt")) {
        let (word, step) = (Arbitration::parse(row[0]).expect("a word"), Step::parse(row[1]).expect("a step"));
        let refused = at_stage(CaseType::RefundOnly, GoodsState::Received, Stage::BuyerDecide);
        let case = Case { arbitration: word, ..refused };
        let evidence_clock = word.is_active().then(|| rules().arbitration_clock(&case, now)).flatten();
        let case = Case { evidence_clock, ..case };
        let fact = case.after(step, &whole().as_fact(), rules(), now).map(|change| change.case.arbitration.code());
        assert_eq!(fact, Ok(row[2]), "{row:?}");
        let mine = StepInput { text: Some(SafeText::line("证据如下")), ..whole() };
        let desk = case.after(step, &mine, rules(), now).err();
        let why = match desk {
            None => "yes",
            Some(Refusal::InArbitration) => "in_arbitration",
            Some(Refusal::NotInArbitration) => "not_in_arbitration",
            Some(Refusal::NoRuling) => "no_ruling",
            Some(Refusal::NotDue { .. }) => "not_due",
            Some(other) => panic!("{other:?} {row:?}"),
        };
        assert_eq!(why, row[3], "{row:?}");
    }
}

#[test]
fn a_ruling_for_the_buyer_can_be_appealed_against_while_the_money_is_here() {
    let now = at("2026-11-21 10:00");
    let refused = at_stage(CaseType::RefundOnly, GoodsState::Received, Stage::BuyerDecide);
    let lost = refused.after(Step::JudgedForBuyer, &whole().as_fact(), rules(), now).expect("judged").case;
    assert_eq!((lost.stage, lost.arbitration), (Stage::Refunding, Arbitration::ForBuyer));
    let silent = StepInput { text: None, ..whole() };
    assert_eq!(lost.after(Step::Appeal, &silent, rules(), now).err(), Some(Refusal::NoText));
    let again = lost.after(Step::Appeal, &whole().as_fact(), rules(), now).expect("appealed").case;
    assert_eq!((again.stage, again.arbitration), (Stage::Refunding, Arbitration::Requested));
    assert!(again.clock.is_none_or(|clock| clock.stopped_at == Some(now)));
}

#[test]
fn a_refusal_waits_for_an_offer_where_the_platform_says_so() {
    let now = at("2026-11-21 10:00");
    let here = Case { platform: Platform::Wechat, ..case(CaseType::ReturnRefund, GoodsState::Received) };
    let refuse = |case: &Case, input: &StepInput| case.after(Step::Refuse, input, rules(), now).err();
    assert_eq!(refuse(&here, &whole()), Some(Refusal::OfferFirst));
    let because = StepInput { override_reason: Some(SafeText::line("平台允许直接拒绝")), ..whole() };
    assert_eq!(refuse(&here, &because), None);
    let offer = StepInput { amount: Some(kefu::domain::Money::fen(3_000)), ..whole() };
    let offered = here.after(Step::Offer, &offer.as_fact(), rules(), now).expect("offered").case;
    let back = offered.after(Step::RejectOffer, &StepInput::default(), rules(), now).expect("left").case;
    assert_eq!(refuse(&back, &whole()), None, "it has been talked about");
    let fixed = Case { cannot_refuse: true, ..back };
    assert_eq!(refuse(&fixed, &whole()), Some(Refusal::CannotRefuse));
}

#[test]
fn refusing_receipt_needs_pictures_of_what_came_back() {
    let now = at("2026-11-22 10:00");
    let back = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::SellerReceive);
    let words = StepInput { evidence: vec![kefu::domain::aftersale::EvidenceKind::ChatQuote], ..whole() };
    assert_eq!(back.after(Step::RefuseReceipt, &words, rules(), now).err(), Some(Refusal::NoUnboxing));
    assert!(back.after(Step::RefuseReceipt, &whole(), rules(), now).is_ok());
}

#[test]
fn a_completed_line_takes_no_other_case_where_the_platform_says_so() {
    let open = |platform, done| {
        let opening = super::Opening {
            platform,
            has_done_case: done,
            origin: kefu::domain::aftersale::Origin::Desk,
            ..super::opening(CaseType::ReturnRefund, GoodsState::Received)
        };
        Case::open(opening, rules()).err()
    };
    assert_eq!(open(Platform::Wechat, true), Some(Refusal::LineDone));
    assert_eq!(open(Platform::Wechat, false), None);
    assert_eq!(open(Platform::Taobao, true), None);
}
