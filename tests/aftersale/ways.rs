//! Every way of the table, and everything that is not one.

use kefu::domain::aftersale::{
    Arbitration, CaseEffect, CaseType, GoodsState, Origin, OurStep, Refusal, Stage, Step, StepInput,
};
use kefu::domain::{Money, Platform, SafeText, Span};

use super::{at, at_stage, case, opening, rules, whole};

fn refusal(kind: CaseType, goods: GoodsState, step: Step, change: impl Fn(&mut StepInput)) -> Option<Refusal> {
    let mut input = whole();
    change(&mut input);
    case(kind, goods).after(step, &input, rules(), at("2026-11-21 10:00")).err()
}

#[test]
fn money_is_not_given_before_the_parcel_is_safe() {
    let refusal = |goods, change: &dyn Fn(&mut StepInput)| {
        refusal(CaseType::RefundOnly, goods, Step::Agree, |input| {
            input.parcel = None;
            change(input);
        })
    };
    assert_eq!(refusal(GoodsState::Unshipped, &|_| {}), Some(Refusal::NotHeld));
    assert_eq!(refusal(GoodsState::NotReceived, &|_| {}), Some(Refusal::OnTheWay));
    assert_eq!(refusal(GoodsState::Received, &|_| {}), None);
    let because = |input: &mut StepInput| input.override_reason = Some(SafeText::line("老客，货值低"));
    assert_eq!(refusal(GoodsState::Unshipped, &because), None);
    let mut held = case(CaseType::RefundOnly, GoodsState::NotReceived);
    held = held.with_our_step(OurStep::Intercepted).expect("open");
    let input = StepInput { parcel: None, ..whole() };
    assert!(held.after(Step::Agree, &input, rules(), at("2026-11-21 10:00")).is_ok());
}

#[test]
fn each_guard_names_what_is_missing() {
    use CaseType::*;
    use GoodsState::*;
    let type_amount = Some(Refusal::TypeAmount { expected: Money::fen(5_900) });
    let fen = |n| Some(Money::fen(n));
    assert_eq!(refusal(RefundOnly, Received, Step::Agree, |i| i.amount = None), type_amount);
    assert_eq!(refusal(RefundOnly, Received, Step::Agree, |i| i.amount = fen(5_901)), type_amount);
    assert_eq!(
        refusal(ReturnRefund, Received, Step::Agree, |i| i.return_address = None),
        Some(Refusal::NoReturnAddress)
    );
    assert_eq!(refusal(ReturnRefund, Received, Step::Refuse, |i| i.reason = None), Some(Refusal::NoReason));
    assert_eq!(refusal(ReturnRefund, Received, Step::Refuse, |i| i.text = None), Some(Refusal::NoText));
    assert_eq!(refusal(ReturnRefund, Received, Step::Refuse, |i| i.evidence.clear()), Some(Refusal::NoEvidence));
    assert_eq!(refusal(RefundOnly, Unshipped, Step::Refuse, |i| i.evidence.clear()), None);
    assert_eq!(refusal(RefundOnly, Received, Step::Offer, |i| i.amount = None), Some(Refusal::EmptyOffer));
    assert_eq!(refusal(RefundOnly, Received, Step::Offer, |i| i.amount = fen(3_000)), None);
    let over = Some(Refusal::OverCap { asked: Money::fen(6_000), cap: Money::fen(5_900) });
    assert_eq!(refusal(RefundOnly, Received, Step::Offer, |i| i.amount = fen(6_000)), over);
    let full = Some(Refusal::FullAmountOnly { amount: Money::fen(5_900) });
    assert_eq!(refusal(RefundOnly, NotReceived, Step::Offer, |i| i.amount = fen(3_000)), full);
    let kind = Some(Refusal::TypeNotAllowed { kind: Exchange, goods: Unshipped });
    assert_eq!(refusal(RefundOnly, Unshipped, Step::Offer, |i| i.kind = Some(Exchange)), kind);
    let mut fixed = case(ReturnRefund, Received);
    fixed.cannot_refuse = true;
    let now = at("2026-11-21 10:00");
    assert_eq!(fixed.after(Step::Refuse, &whole(), rules(), now).err(), Some(Refusal::CannotRefuse));
    let back = at_stage(ReturnRefund, Received, Stage::BuyerReturn);
    let input = StepInput { waybill: None, ..whole() };
    assert_eq!(back.after(Step::TrackingFilled, &input, rules(), now).err(), Some(Refusal::NoWaybill));
    let early = case(ReturnRefund, Received).after(Step::Timeout, &whole(), rules(), now).err();
    assert_eq!(early, Some(Refusal::NotDue { at: at("2026-11-22 20:00") }));
}

#[test]
fn a_case_is_opened_once_a_line_in_time_and_of_a_fitting_type() {
    use CaseType::*;
    let open = |change: &dyn Fn(&mut super::Opening)| {
        let mut opening = super::Opening { origin: Origin::Desk, ..opening(ReturnRefund, GoodsState::Received) };
        change(&mut opening);
        kefu::domain::Case::open(opening, rules()).err()
    };
    assert_eq!(open(&|_| {}), None);
    assert_eq!(open(&|o| o.has_open_case = true), Some(Refusal::LineHasCase));
    assert_eq!(open(&|o| o.tries_used = 5), Some(Refusal::TriesUsed { max: 5 }));
    let finished = at("2026-11-10 00:00");
    assert_eq!(open(&|o| o.finished_at = Some(finished)), None);
    assert_eq!(open(&|o| (o.finished_at, o.tries_used) = (Some(finished), 1)), Some(Refusal::TriesUsed { max: 1 }));
    let over = at("2026-11-01 00:00");
    assert_eq!(open(&|o| o.finished_at = Some(over)), Some(Refusal::WindowOver { at: over.plus(Span::days(15)) }));
    let (kind, goods) = (Exchange, GoodsState::NotReceived);
    assert_eq!(open(&|o| (o.kind, o.goods) = (kind, goods)), Some(Refusal::TypeNotAllowed { kind, goods }));
    let (asked, cap) = (Money::fen(6_000), Money::fen(5_900));
    assert_eq!(open(&|o| o.amount = Some(asked)), Some(Refusal::OverCap { asked, cap }));
}

#[test]
fn a_step_of_ours_on_a_closed_platform_is_an_intention_and_hides_no_clock() {
    let case = case(CaseType::ReturnRefund, GoodsState::Received);
    let now = at("2026-11-21 10:00");
    let noted = case.after(Step::Agree, &whole(), rules(), now).expect("noted");
    assert_eq!((noted.case.stage, noted.case.our_step), (Stage::SellerReview, OurStep::ToDoOnPlatform));
    assert_eq!(noted.case.clock, case.clock);
    assert!(noted.events[0].intended && matches!(noted.effects[..], [CaseEffect::Decided { .. }]));
    let again = noted.case.after(Step::Refuse, &whole(), rules(), now).err();
    assert_eq!(again, Some(Refusal::Intended { step: Step::Agree }));

    let later = at("2026-11-21 11:00");
    let done = noted.case.mark_done(None, rules(), later).expect("done");
    assert_eq!((done.case.stage, done.case.our_step), (Stage::BuyerReturn, OurStep::None));
    assert_eq!(done.case.running().map(|c| c.started_at), Some(later));
    assert_eq!(done.effects, [CaseEffect::SendReturnAddress(SafeText::line("杭州仓"))]);

    assert_eq!(noted.case.drop_intention().expect("dropped"), case);
    assert_eq!(case.mark_done(None, rules(), now).err(), Some(Refusal::NothingIntended));
}

#[test]
fn on_a_platform_of_our_own_a_step_is_done_at_once() {
    let mut case = case(CaseType::RefundOnly, GoodsState::Received);
    case.platform = Platform::Shopify;
    let change = case.after(Step::Agree, &whole(), rules(), at("2026-11-21 10:00")).expect("agreed");
    assert_eq!(change.case.stage, Stage::Refunding);
    assert_eq!(change.effects[0], CaseEffect::AmountFixed(Money::fen(5_900)));
    assert!(matches!(change.effects[1..], [CaseEffect::Decided { .. }]));
}

#[test]
fn an_offer_taken_changes_type_and_amount() {
    let now = at("2026-11-21 10:00");
    let case = case(CaseType::ReturnRefund, GoodsState::Received);
    let offer = StepInput { kind: Some(CaseType::RefundOnly), amount: Some(Money::fen(2_000)), ..whole() };
    let offered = case.after(Step::Offer, &offer.as_fact(), rules(), now).expect("offered").case;
    assert_eq!(offered.stage, Stage::BuyerDecide);
    let answer = StepInput::default();
    let taken = offered.after(Step::AcceptOffer, &answer, rules(), now).expect("taken").case;
    assert_eq!((taken.kind, taken.amount), (CaseType::RefundOnly, Some(Money::fen(2_000))));
    assert_eq!(taken.stage, Stage::Refunding);
    let left = offered.after(Step::RejectOffer, &answer, rules(), now).expect("left").case;
    assert_eq!((left.stage, left.offer), (Stage::SellerReview, None));
    assert_eq!(
        left.after(Step::AcceptOffer, &answer, rules(), now).err(),
        Some(Refusal::NotFromHere { stage: left.stage, step: Step::AcceptOffer })
    );
}

#[test]
fn while_the_platform_has_the_case_its_clock_stands_still() {
    let refused = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::BuyerDecide);
    let act_by = refused.running().expect("a clock").act_by;
    let step = |case: &kefu::domain::Case, step, time| {
        case.after(step, &StepInput::default(), rules(), at(time)).expect("a way").case
    };
    let asked = step(&refused, Step::Escalate, "2026-11-22 09:00");
    assert_eq!((asked.stage, asked.arbitration), (Stage::BuyerDecide, Arbitration::Requested));
    assert!(asked.running().is_none());
    let evidence = step(&asked, Step::AskEvidence, "2026-11-22 10:00");
    assert_eq!(evidence.running().map(|c| c.act_by), Some(at("2026-11-25 10:00")));
    assert!(evidence.waits_for_us());
    let judging = step(&evidence, Step::EvidenceFiled, "2026-11-23 10:00");
    assert!(judging.running().is_none() && !judging.waits_for_us());
    let off = step(&judging, Step::WithdrawArbitration, "2026-11-24 09:00");
    assert_eq!(off.running().map(|c| c.act_by), Some(act_by.plus(Span::days(2))));
    let lost = step(&judging, Step::JudgedForBuyer, "2026-11-24 09:00");
    assert_eq!((lost.stage, lost.arbitration), (Stage::BuyerReturn, Arbitration::ForBuyer));
}

#[test]
fn the_choices_say_why_not() {
    let choices = case(CaseType::ReturnRefund, GoodsState::Received).steps(rules(), at("2026-11-21 10:00"));
    let why = |step| choices.iter().find(|c| c.step == step).and_then(|c| c.refusal);
    assert_eq!([why(Step::Agree), why(Step::Refuse), why(Step::Offer), why(Step::Edit)], [None; 4]);
    assert_eq!(why(Step::Shipped), Some(Refusal::NotFromHere { stage: Stage::SellerReview, step: Step::Shipped }));
}

#[test]
fn the_likeliest_step_never_gives_money_or_ends_the_case_while_a_gentler_one_is_possible() {
    let hard =
        [Step::Withdraw, Step::Timeout, Step::Paid, Step::CannotSupply, Step::JudgedForBuyer, Step::JudgedForSeller];
    let to_money = [Stage::SellerReview, Stage::BuyerDecide, Stage::Refunding];
    let back = [Stage::BuyerReturn, Stage::SellerReceive];
    let again = [Stage::SellerSend, Stage::BuyerReceive];
    let ways = to_money.iter().flat_map(|stage| [(CaseType::RefundOnly, *stage), (CaseType::ReturnRefund, *stage)]);
    let ways =
        ways.chain(back.iter().flat_map(|stage| [(CaseType::ReturnRefund, *stage), (CaseType::Exchange, *stage)]));
    for (kind, stage) in
        ways.chain(again.iter().flat_map(|stage| [(CaseType::Resend, *stage), (CaseType::Repair, *stage)]))
    {
        let case = at_stage(kind, GoodsState::Received, stage);
        let mut steps: Vec<Step> =
            case.steps(rules(), case.opened_at).into_iter().filter(|c| c.refusal.is_none()).map(|c| c.step).collect();
        case.by_likelihood(&mut steps);
        let Some(&first) = steps.first() else { continue };
        let is_due = matches!((case.stage, first), (Stage::Refunding, Step::Paid));
        let all_hard = steps.iter().all(|step| hard.contains(step));
        assert!(!hard.contains(&first) || is_due || all_hard, "{kind:?} {stage:?} {steps:?}");
    }
}
