//! The acts that move a case, and what comes with them.

use super::coded::coded;
use super::limits::Authority;
use super::reason::Reason;
use super::words::{CaseType, EvidenceKind, ParcelFact, Party};
use crate::domain::{AgentId, Money, SafeText, Time};

coded! {
    /// An act of the buyer, of us, or of the platform.
    Step {
        /// 申请
        Apply = "apply",
        /// 修改申请
        Edit = "edit",
        /// 撤销
        Withdraw = "withdraw",
        /// 同意
        Agree = "agree",
        /// 拒绝
        Refuse = "refuse",
        /// 协商
        Offer = "offer",
        /// 接受方案
        AcceptOffer = "accept_offer",
        /// 不接受方案
        RejectOffer = "reject_offer",
        /// 申请平台介入
        Escalate = "escalate",
        /// 平台要求举证
        AskEvidence = "ask_evidence",
        /// 举证完毕
        EvidenceFiled = "evidence_filed",
        /// 撤销介入
        WithdrawArbitration = "withdraw_arbitration",
        /// 已填退货单号
        TrackingFilled = "tracking_filled",
        /// 收货无误
        GoodsFine = "goods_fine",
        /// 拒绝收货
        RefuseReceipt = "refuse_receipt",
        /// 已发出
        Shipped = "shipped",
        /// 无货可发
        CannotSupply = "cannot_supply",
        /// 买家确认收货
        Confirm = "confirm",
        /// 退款到账
        Paid = "paid",
        /// 退款失败
        Failed = "failed",
        /// 判定支持买家
        JudgedForBuyer = "judged_for_buyer",
        /// 判定支持商家
        JudgedForSeller = "judged_for_seller",
        /// 申诉
        Appeal = "appeal",
        /// 超时
        Timeout = "timeout",
    }
}

impl Step {
    /// Whose act it is. Ours are intentions on a platform kefu cannot write to; the others are facts.
    pub const fn by(self) -> Party {
        match self {
            Step::Apply
            | Step::Edit
            | Step::Withdraw
            | Step::AcceptOffer
            | Step::RejectOffer
            | Step::Escalate
            | Step::WithdrawArbitration
            | Step::TrackingFilled
            | Step::Confirm => Party::Buyer,
            Step::Agree
            | Step::Refuse
            | Step::Offer
            | Step::GoodsFine
            | Step::RefuseReceipt
            | Step::Shipped
            | Step::CannotSupply
            | Step::Appeal => Party::Seller,
            Step::AskEvidence
            | Step::EvidenceFiled
            | Step::Paid
            | Step::Failed
            | Step::JudgedForBuyer
            | Step::JudgedForSeller
            | Step::Timeout => Party::Platform,
        }
    }

    /// True when our saying so commits the shop's money, so that the exact amount has to be typed.
    pub const fn gives_money(self, kind: CaseType) -> bool {
        match self {
            Step::Agree | Step::GoodsFine => kind.refunds(),
            Step::CannotSupply => true,
            _ => false,
        }
    }
}

/// Who tells of the step.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Origin {
    /// A person at this desk. A step of ours is then held to every guard, and is an intention on a closed platform.
    #[default]
    Desk,
    /// The platform itself, by import or connection, or a person who saw it there: a fact, guards on our own
    /// behaviour no longer matter.
    Platform,
}

/// A courier and a waybill number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waybill {
    /// The courier.
    pub carrier: SafeText,
    /// The number.
    pub number: String,
}

/// What comes with a step. Only what the step wants is looked at.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StepInput {
    /// Who acts, when it is one of us.
    pub by: Option<AgentId>,
    /// Who tells of it.
    pub origin: Origin,
    /// The amount typed, offered, or asked for.
    pub amount: Option<Money>,
    /// What the goods sent to the buyer are worth.
    pub worth: Option<Money>,
    /// A new type, in an offer or an edit.
    pub kind: Option<CaseType>,
    /// A new reason, in an edit; the reason of a refusal.
    pub reason: Option<Reason>,
    /// Words to the buyer, or the note of the step.
    pub text: Option<SafeText>,
    /// Courier and number: of the return, or of what we send.
    pub waybill: Option<Waybill>,
    /// What is known of the parcel that a refund would leave unpaid.
    pub parcel: Option<ParcelFact>,
    /// Why a guard may be passed over; kept with the step.
    pub override_reason: Option<SafeText>,
    /// Where the buyer sends the goods.
    pub return_address: Option<SafeText>,
    /// Proof handed in with the step.
    pub evidence: Vec<EvidenceKind>,
    /// On whose word money is given away.
    pub authority: Authority,
    /// The platform's own deadline for what follows, when it tells one.
    pub platform_deadline: Option<Time>,
}

impl StepInput {
    /// What was said with a step, for its history: why it is refused, the words to the buyer, why a guard was passed over.
    pub(super) fn said(&self, step: Step) -> Option<SafeText> {
        let why =
            self.reason.as_ref().filter(|_| matches!(step, Step::Refuse | Step::RefuseReceipt)).map(|why| &why.raw);
        let all = [why, self.text.as_ref(), self.override_reason.as_ref()];
        let parts: Vec<&str> =
            all.into_iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        (!parts.is_empty()).then(|| SafeText::clean(&parts.join(" / ")))
    }

    /// The same input as a fact of the platform.
    pub fn as_fact(mut self) -> Self {
        self.origin = Origin::Platform;
        self
    }
}

/// A step of ours on a platform kefu cannot write to: noted, still to be done there. Stage and clock do not move.
#[derive(Clone, PartialEq, Debug)]
pub struct Intention {
    /// What is to be done.
    pub step: Step,
    /// With what.
    pub input: StepInput,
    /// When it was noted.
    pub at: Time,
    /// Our own step before, restored when the intention is dropped.
    pub before: super::words::OurStep,
}
