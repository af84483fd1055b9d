//! What files tell moves a case by the same ways, or is kept as an anomaly.

use kefu::domain::Money;
use kefu::domain::aftersale::{Anomaly, CaseType, GoodsState, Observed, OurStep, Stage, Step};

use super::{at, at_stage, case, rules, whole};

fn told(stage: Stage) -> Observed {
    Observed { stage: Some(stage), ..Observed::default() }
}

#[test]
fn a_stage_further_on_is_walked_to() {
    let now = at("2026-11-22 09:00");
    let change = case(CaseType::ReturnRefund, GoodsState::Received).observe(&told(Stage::Done), rules(), now);
    let steps: Vec<Step> = change.events.iter().map(|event| event.step).collect();
    assert_eq!(steps, [Step::Agree, Step::TrackingFilled, Step::GoodsFine, Step::Paid]);
    assert!(change.case.anomalies.is_empty() && change.case.stage == Stage::Done);
    let again = change.case.observe(&told(Stage::Done), rules(), now);
    assert_eq!((again.case, again.events.len()), (change.case, 0));
}

#[test]
fn a_way_that_is_none_is_taken_over_and_kept_as_an_anomaly() {
    let now = at("2026-11-22 09:00");
    let back = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::SellerReceive);
    let change = back.observe(&told(Stage::BuyerReturn), rules(), now);
    let jumped = Anomaly::Jumped { at: now, from: Stage::SellerReceive, to: Stage::BuyerReturn };
    assert_eq!((change.case.stage, change.case.anomalies), (Stage::BuyerReturn, vec![jumped]));
}

#[test]
fn an_ended_case_stays_ended() {
    let now = at("2026-11-22 09:00");
    let done = at_stage(CaseType::RefundOnly, GoodsState::Received, Stage::Done);
    let change = done.observe(&told(Stage::SellerReview), rules(), now);
    assert_eq!(change.case.stage, Stage::Done);
    assert_eq!(change.case.anomalies, [Anomaly::AfterEnd { at: now, told: Stage::SellerReview }]);
}

#[test]
fn a_noted_step_is_fulfilled_or_overtaken_by_what_the_platform_shows() {
    let now = at("2026-11-21 10:00");
    let noted = case(CaseType::ReturnRefund, GoodsState::Received).after(Step::Agree, &whole(), rules(), now);
    let noted = noted.expect("noted").case;
    let fulfilled = noted.observe(&told(Stage::BuyerReturn), rules(), now).case;
    assert_eq!((fulfilled.our_step, fulfilled.intention, fulfilled.anomalies.len()), (OurStep::None, None, 0));
    let overtaken = noted.observe(&told(Stage::Closed), rules(), now).case;
    assert_eq!((overtaken.stage, overtaken.intention), (Stage::Closed, None));
    assert_eq!(overtaken.anomalies, [Anomaly::IntentionOvertaken { at: now, step: Step::Agree }]);
}

#[test]
fn a_refund_over_the_cap_is_stored_as_it_came_and_raises_an_anomaly() {
    let now = at("2026-11-22 09:00");
    let observed = Observed { amount: Some(Money::fen(9_900)), ..Observed::default() };
    let change = case(CaseType::RefundOnly, GoodsState::Received).observe(&observed, rules(), now);
    assert_eq!(change.case.amount, Some(Money::fen(9_900)));
    assert!(matches!(change.case.anomalies[..], [Anomaly::OverCap { .. }]));
}
