//! After-sales cases: every way of the table, allowed and forbidden; deadlines worked by hand; walks at random.

#[path = "aftersale/beside.rs"]
mod beside;
#[path = "aftersale/clocks.rs"]
mod clocks;
#[path = "aftersale/deadlines.rs"]
mod deadlines;
#[path = "aftersale/explain.rs"]
mod explain;
#[path = "aftersale/facts.rs"]
mod facts;
#[path = "aftersale/given.rs"]
mod given;
#[path = "aftersale/join.rs"]
mod join;
#[path = "aftersale/named.rs"]
mod named;
#[path = "aftersale/permuted.rs"]
mod permuted;
#[path = "aftersale/race.rs"]
mod race;
#[path = "aftersale/recompute.rs"]
mod recompute;
#[path = "aftersale/returned.rs"]
mod returned;
#[path = "aftersale/transitions.rs"]
mod transitions;
#[path = "aftersale/walks.rs"]
mod walks;
#[path = "aftersale/ways.rs"]
mod ways;
#[path = "aftersale/worth.rs"]
mod worth;

use kefu::domain::aftersale::{
    Case, CaseType, GoodsState, Opening, OurStep, ParcelFact, Reason, Rules, Stage, Step, StepInput, Waybill,
};
use kefu::domain::{CaseId, Money, OrderId, Platform, SafeText, ShopId, Time};

pub(crate) fn at(text: &str) -> Time {
    let text = if text.contains('T') { text.to_owned() } else { format!("{}:00+08:00", text.replace(' ', "T")) };
    Time::parse_rfc3339(&text).expect("a good time")
}

pub(crate) fn rules() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(|| kefu::rules::embedded().expect("the embedded rules"))
}

pub(crate) fn opening(kind: CaseType, goods: GoodsState) -> Opening {
    Opening {
        reason: Reason { raw: SafeText::line("质量问题"), code: Some("quality".into()) },
        amount: Some(Money::fen(5_900)),
        max_amount: Some(Money::fen(5_900)),
        ..Opening::told(
            CaseId::new(1),
            (ShopId::new(1), Platform::Taobao),
            OrderId::new(1),
            (kind, goods),
            at("2026-11-20 20:00"),
        )
    }
}

pub(crate) fn case(kind: CaseType, goods: GoodsState) -> Case {
    Case::open(opening(kind, goods), rules()).expect("opens").case
}

/// An input that satisfies every guard.
pub(crate) fn whole() -> StepInput {
    StepInput {
        amount: Some(Money::fen(5_900)),
        reason: Some(Reason { raw: SafeText::line("实物完好"), code: None }),
        text: Some(SafeText::line("照片显示完好")),
        waybill: Some(Waybill { carrier: SafeText::line("圆通"), number: "YT1".into() }),
        parcel: Some(ParcelFact::Held),
        return_address: Some(SafeText::line("杭州仓")),
        evidence: vec![kefu::domain::aftersale::EvidenceKind::Photo],
        ..StepInput::default()
    }
}

/// The case brought to a stage by facts of the platform.
pub(crate) fn at_stage(kind: CaseType, goods: GoodsState, stage: Stage) -> Case {
    use Step::*;
    let steps: &[Step] = match (stage, kind) {
        (Stage::SellerReview, _) => &[],
        (Stage::BuyerDecide, _) => &[Refuse],
        (Stage::BuyerReturn, _) => &[Agree],
        (Stage::SellerReceive, _) => &[Agree, TrackingFilled],
        (Stage::SellerSend, CaseType::Resend) => &[Agree],
        (Stage::SellerSend, _) => &[Agree, TrackingFilled, GoodsFine],
        (Stage::BuyerReceive, CaseType::Resend) => &[Agree, Shipped],
        (Stage::BuyerReceive, _) => &[Agree, TrackingFilled, GoodsFine, Shipped],
        (Stage::Refunding, CaseType::RefundOnly) => &[Agree],
        (Stage::Refunding, CaseType::ReturnRefund) => &[Agree, TrackingFilled, GoodsFine],
        (Stage::Refunding, CaseType::Resend) => &[Agree, CannotSupply],
        (Stage::Refunding, _) => &[Agree, TrackingFilled, GoodsFine, CannotSupply],
        (Stage::Done, CaseType::RefundOnly) => &[Agree, Paid],
        (Stage::Done, CaseType::ReturnRefund) => &[Agree, TrackingFilled, GoodsFine, Paid],
        (Stage::Done, CaseType::Resend) => &[Agree, Shipped, Confirm],
        (Stage::Done, _) => &[Agree, TrackingFilled, GoodsFine, Shipped, Confirm],
        (Stage::Closed, _) => &[Withdraw],
    };
    steps.iter().fold(case(kind, goods), |case, step| {
        case.after(*step, &whole().as_fact(), rules(), at("2026-11-21 09:00")).expect("a way").case
    })
}

#[test]
fn a_new_case_waits_for_us_with_its_clock_running() {
    let case = case(CaseType::ReturnRefund, GoodsState::Received);
    assert_eq!((case.stage, case.our_step, case.tries), (Stage::SellerReview, OurStep::None, 1));
    assert!(case.waits_for_us() && case.running().is_some());
    assert_eq!(case.fault, kefu::domain::aftersale::Fault::Seller);
}
