//! Goods sent anew cost the shop what they are worth: settled with the step that gives them, within what this person may
//! refund alone.

use kefu::domain::aftersale::{
    Authority, Case, CaseEffect, CaseType, Change, GoodsState, Refusal, Second, Stage, Step, StepInput,
};
use kefu::domain::{AgentId, Currency, Money, Platform, Role};

use super::{at, at_stage, case, rules, whole};

const NOW: &str = "2026-11-21 09:00";

/// Of a shop of our own, where a step is no intention.
fn own(case: Case) -> Case {
    Case { platform: Platform::Own, ..case }
}

fn takes(case: &Case, step: Step, fen: i64, second: Option<i64>) -> Result<Change, Refusal> {
    let second = second.map(|id| Second { agent: AgentId::new(id), role: Role::Lead });
    let authority = Authority { role: Role::Aftersale, alone: false, second };
    let input = StepInput { by: Some(AgentId::new(1)), worth: Some(Money::fen(fen)), authority, ..whole() };
    case.after(step, &input, rules(), at(NOW))
}

fn in_goods(change: &Change) -> Option<Money> {
    change.effects.iter().find_map(|effect| match effect {
        CaseEffect::Decided { amount, in_goods: true, .. } => Some(*amount),
        _ => None,
    })
}

#[test]
fn agreeing_to_send_goods_settles_their_worth_within_the_limit_of_the_role() {
    for kind in [CaseType::Exchange, CaseType::Resend] {
        let asked = own(case(kind, GoodsState::Received));
        let agreed = takes(&asked, Step::Agree, 20_000, None).expect("within the limit");
        assert_eq!((agreed.case.worth, in_goods(&agreed)), (Some(Money::fen(20_000)), Some(Money::fen(20_000))));
        let over = Refusal::OverLimit { asked: Money::fen(20_001), limit: Money::fen(20_000) };
        assert_eq!(takes(&asked, Step::Agree, 20_001, None), Err(over), "{kind:?}");
        assert!(matches!(takes(&asked, Step::Agree, 20_001, Some(1)), Err(Refusal::NotSecond { .. })), "oneself");
        let approved = takes(&asked, Step::Agree, 20_001, Some(2)).expect("with the lead");
        assert_eq!(in_goods(&approved), Some(Money::fen(20_001)));
        assert!(matches!(takes(&asked, Step::Agree, -1, None), Err(Refusal::BadAmount)));
        let dollars = StepInput { worth: Some(Money::new(1, Currency::parse("USD").expect("code"))), ..whole() };
        assert_eq!(asked.after(Step::Agree, &dollars, rules(), at(NOW)), Err(Refusal::BadAmount));
    }
}

#[test]
fn what_was_agreed_is_sent_without_asking_again_and_what_is_not_sent_is_worth_nothing() {
    let sending = own(Case {
        worth: Some(Money::fen(30_000)),
        ..at_stage(CaseType::Resend, GoodsState::Received, Stage::SellerSend)
    });
    let sent = takes(&sending, Step::Shipped, 30_000, None).expect("it was agreed to");
    assert_eq!((sent.case.worth, in_goods(&sent)), (Some(Money::fen(30_000)), None));
    let none = sending.after(Step::CannotSupply, &whole(), rules(), at(NOW)).expect("refunded instead");
    assert_eq!((none.case.worth, in_goods(&none)), (None, None));
}

#[test]
fn an_offer_of_other_goods_is_held_to_the_limit_and_forgotten_when_it_is_turned_down() {
    let asked = own(case(CaseType::ReturnRefund, GoodsState::Received));
    let offer = |fen: i64| {
        let authority = Authority { role: Role::Aftersale, alone: false, second: None };
        let (kind, worth) = (Some(CaseType::Exchange), Some(Money::fen(fen)));
        let input = StepInput { kind, worth, amount: None, authority, ..whole() };
        asked.after(Step::Offer, &input, rules(), at(NOW))
    };
    assert!(matches!(offer(20_001), Err(Refusal::OverLimit { .. })));
    let offered = offer(19_900).expect("within the limit");
    assert_eq!(in_goods(&offered), Some(Money::fen(19_900)));
    let no = offered.case.after(Step::RejectOffer, &whole().as_fact(), rules(), at(NOW)).expect("said");
    assert_eq!(no.case.worth, None);
    let yes = offered.case.after(Step::AcceptOffer, &whole().as_fact(), rules(), at(NOW)).expect("said");
    assert_eq!((yes.case.kind, yes.case.worth), (CaseType::Exchange, Some(Money::fen(19_900))));
}

#[test]
fn on_a_closed_platform_the_worth_stands_with_the_intention_and_goes_with_it() {
    let asked = case(CaseType::Resend, GoodsState::Received);
    let noted = takes(&asked, Step::Agree, 1_500, None).expect("noted").case;
    assert_eq!((noted.stage, noted.worth), (Stage::SellerReview, Some(Money::fen(1_500))));
    assert_eq!(noted.drop_intention().expect("dropped").worth, None);
    let done = noted.mark_done(None, rules(), at(NOW)).expect("done").case;
    assert_eq!((done.stage, done.worth), (Stage::SellerSend, Some(Money::fen(1_500))));
    // What the platform tells of is a fact: nobody is asked, nothing is decided here.
    let fact = StepInput { worth: Some(Money::fen(90_000)), ..whole() }.as_fact();
    let told = asked.after(Step::Agree, &fact, rules(), at(NOW)).expect("a fact");
    assert_eq!((told.case.worth, in_goods(&told)), (Some(Money::fen(90_000)), None));
}
