//! The table of a case's ways: from which stage which act leads where. Guards are in `guard`.

use super::clock::OnTimeout;
use super::step::Step;
use super::words::{CaseType, GoodsState, Stage};

/// What a way depends on beside stage and step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The type of the case; of the offer, when one is accepted.
    pub kind: CaseType,
    /// Where the goods are.
    pub goods: GoodsState,
    /// What the running clock says happens at its end.
    pub on_timeout: Option<OnTimeout>,
}

/// Where `step` leads from `stage`; nothing when there is no such way.
pub(super) fn target(stage: Stage, step: Step, way: Way) -> Option<Stage> {
    use Stage::*;
    if !stage.is_open() {
        return None;
    }
    match (stage, step) {
        (_, Step::Withdraw | Step::JudgedForSeller) => Some(Closed),
        (_, Step::JudgedForBuyer) => Some(judged_for_buyer(stage, way)),
        (_, Step::AskEvidence | Step::EvidenceFiled | Step::WithdrawArbitration | Step::Appeal) => Some(stage),
        (SellerReview, Step::Edit) => Some(SellerReview),
        (SellerReview, Step::Agree) => Some(agreed(way.kind)),
        (SellerReview, Step::Refuse | Step::Offer) => Some(BuyerDecide),
        (BuyerDecide, Step::AcceptOffer) => Some(agreed(way.kind)),
        (BuyerDecide, Step::RejectOffer | Step::Edit) => Some(SellerReview),
        (BuyerDecide, Step::Escalate) => Some(BuyerDecide),
        (BuyerReturn, Step::TrackingFilled) => Some(SellerReceive),
        (SellerReceive, Step::GoodsFine) if way.kind.refunds() => Some(Refunding),
        (SellerReceive, Step::GoodsFine) => Some(SellerSend),
        (SellerReceive, Step::RefuseReceipt) => Some(BuyerDecide),
        (SellerSend, Step::Shipped) => Some(BuyerReceive),
        (SellerSend, Step::CannotSupply) => Some(Refunding),
        (BuyerReceive, Step::Confirm) => Some(Done),
        (Refunding, Step::Paid) => Some(Done),
        (Refunding, Step::Failed) => Some(Refunding),
        (_, Step::Timeout) => timed_out(stage, way),
        _ => None,
    }
}

fn agreed(kind: CaseType) -> Stage {
    match kind {
        CaseType::RefundOnly => Stage::Refunding,
        CaseType::Resend => Stage::SellerSend,
        CaseType::ReturnRefund | CaseType::Exchange | CaseType::Repair => Stage::BuyerReturn,
    }
}

/// A ruling for the buyer is our consent given by the platform; goods that are back need not come again.
fn judged_for_buyer(stage: Stage, way: Way) -> Stage {
    let back = way.goods == GoodsState::Returned || stage == Stage::SellerReceive;
    match agreed(way.kind) {
        _ if stage == Stage::Refunding => Stage::Refunding,
        Stage::BuyerReturn if back && way.kind.refunds() => Stage::Refunding,
        Stage::BuyerReturn if back => Stage::SellerSend,
        other => other,
    }
}

fn timed_out(stage: Stage, way: Way) -> Option<Stage> {
    match way.on_timeout? {
        OnTimeout::AutoRefund => Some(Stage::Refunding),
        OnTimeout::AutoAgreeToReturn => Some(Stage::BuyerReturn),
        OnTimeout::CloseCase => Some(Stage::Closed),
        OnTimeout::AutoConfirm => Some(Stage::Done),
        OnTimeout::JudgeOnEvidence | OnTimeout::BuyerMayRefund | OnTimeout::AnswerOverdue => Some(stage),
        _ => None,
    }
}
