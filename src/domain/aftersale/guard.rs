//! What a step wants before a case takes it.

use super::case::Case;
use super::clock::ClockView;
use super::refusal::Refusal;
use super::rules::{Rules, Takes};
use super::step::{Origin, Step, StepInput};
use super::words::{Arbitration, CaseType, EvidenceKind, GoodsState, OurStep, ParcelFact, Stage};
use crate::domain::{Money, Time};

/// Checks `step` against the facts of the case. What the platform tells has happened and is not argued with.
pub(super) fn check(case: &Case, step: Step, input: &StepInput, rules: &Rules, now: Time) -> Result<(), Refusal> {
    if input.origin == Origin::Platform {
        return Ok(());
    }
    match step {
        Step::Edit => may_edit(case, input, rules),
        Step::Escalate if case.arbitration.is_active() => Err(Refusal::InArbitration),
        Step::Escalate => in_time(case, now),
        Step::EvidenceFiled | Step::WithdrawArbitration if !case.arbitration.is_active() => {
            Err(Refusal::NotInArbitration)
        }
        Step::AcceptOffer | Step::RejectOffer if case.offer.is_none() => Err(Refusal::NoOffer),
        Step::Agree => may_agree(case, input),
        Step::Refuse | Step::RefuseReceipt => may_refuse(case, step, input, rules),
        Step::Appeal => may_appeal(case, input),
        Step::Offer => may_offer(case, input),
        Step::TrackingFilled | Step::Shipped => has_waybill(input),
        Step::GoodsFine if step.gives_money(case.kind) => typed_amount(case, input),
        Step::CannotSupply => typed_amount(case, input),
        Step::Paid | Step::JudgedForBuyer => input.amount.map_or(Ok(()), |amount| within_cap(case, amount)),
        Step::Timeout => is_over(case, now),
        _ => Ok(()),
    }
}

/// True when the platform takes a case of this type while the goods are there: before shipping only a refund,
/// on the way a refund or a return, once received everything.
pub const fn type_fits(kind: CaseType, goods: GoodsState) -> bool {
    match goods {
        GoodsState::Unshipped => matches!(kind, CaseType::RefundOnly),
        GoodsState::NotReceived => matches!(kind, CaseType::RefundOnly | CaseType::ReturnRefund),
        GoodsState::Received | GoodsState::Returned | GoodsState::Unknown => true,
    }
}

fn may_edit(case: &Case, input: &StepInput, rules: &Rules) -> Result<(), Refusal> {
    if case.arbitration.is_active() {
        return Err(Refusal::InArbitration);
    }
    if let Some(limit) = rules.try_limit(case.platform)
        && case.tries >= limit.max
    {
        return Err(Refusal::TriesUsed { max: limit.max });
    }
    let kind = input.kind.unwrap_or(case.kind);
    if !type_fits(kind, case.goods) {
        return Err(Refusal::TypeNotAllowed { kind, goods: case.goods });
    }
    input.amount.map_or(Ok(()), |amount| within_cap(case, amount))
}

fn may_agree(case: &Case, input: &StepInput) -> Result<(), Refusal> {
    if case.kind.goods_come_back() && input.return_address.as_ref().is_none_or(|a| a.trim().is_empty()) {
        return Err(Refusal::NoReturnAddress);
    }
    if case.kind.refunds() {
        typed_amount(case, input)?;
    }
    if case.kind == CaseType::RefundOnly { parcel_is_safe(case, input) } else { Ok(()) }
}

/// Money given while the parcel goes on to the buyer loses both.
fn parcel_is_safe(case: &Case, input: &StepInput) -> Result<(), Refusal> {
    let overridden = input.override_reason.as_ref().is_some_and(|why| !why.trim().is_empty());
    let held = case.our_step == OurStep::Intercepted || input.parcel == Some(ParcelFact::Held);
    match case.goods {
        _ if overridden || held => Ok(()),
        GoodsState::Unshipped => Err(Refusal::NotHeld),
        GoodsState::NotReceived | GoodsState::Unknown if input.parcel.is_none() => Err(Refusal::OnTheWay),
        _ => Ok(()),
    }
}

/// Proof that shows what came back.
const SHOWS_THE_GOODS: [EvidenceKind; 5] = [
    EvidenceKind::UnboxingVideo,
    EvidenceKind::InspectionVideo,
    EvidenceKind::Photo,
    EvidenceKind::FlawPhoto,
    EvidenceKind::PackagePhoto,
];

fn may_refuse(case: &Case, step: Step, input: &StepInput, rules: &Rules) -> Result<(), Refusal> {
    let row = rules.refusal_row(case).filter(|_| step == Step::Refuse).map(|row| row.takes);
    let overridden = input.override_reason.as_ref().is_some_and(|why| !why.trim().is_empty());
    match row {
        _ if case.cannot_refuse => return Err(Refusal::CannotRefuse),
        Some(Takes::Never) => return Err(Refusal::CannotRefuse),
        Some(Takes::AfterOffer) if !case.negotiated && !overridden => return Err(Refusal::OfferFirst),
        _ => {}
    }
    if input.reason.as_ref().is_none_or(|r| r.word().trim().is_empty()) {
        return Err(Refusal::NoReason);
    }
    if step == Step::Refuse && input.text.as_ref().is_none_or(|t| t.trim().is_empty()) {
        return Err(Refusal::NoText);
    }
    let shows = |kind: &EvidenceKind| SHOWS_THE_GOODS.contains(kind);
    if step == Step::RefuseReceipt && !input.evidence.iter().chain(&case.proof()).any(shows) {
        return Err(Refusal::NoUnboxing);
    }
    let shipped = case.goods != GoodsState::Unshipped;
    if shipped && input.evidence.is_empty() && case.evidence.is_empty() {
        return Err(Refusal::NoEvidence);
    }
    Ok(())
}

/// A ruling is appealed against with words, and only while something may still happen.
fn may_appeal(case: &Case, input: &StepInput) -> Result<(), Refusal> {
    if case.arbitration != Arbitration::ForBuyer {
        return Err(Refusal::NoRuling);
    }
    if input.text.as_ref().is_none_or(|t| t.trim().is_empty()) { Err(Refusal::NoText) } else { Ok(()) }
}

fn may_offer(case: &Case, input: &StepInput) -> Result<(), Refusal> {
    let kind = input.kind.unwrap_or(case.kind);
    if kind == case.kind && (input.amount.is_none() || input.amount == case.amount) {
        return Err(Refusal::EmptyOffer);
    }
    if !type_fits(kind, case.goods) {
        return Err(Refusal::TypeNotAllowed { kind, goods: case.goods });
    }
    let Some(amount) = input.amount else { return Ok(()) };
    let full_only =
        kind == CaseType::RefundOnly && matches!(case.goods, GoodsState::Unshipped | GoodsState::NotReceived);
    match case.amount {
        Some(full) if full_only && amount != full => Err(Refusal::FullAmountOnly { amount: full }),
        _ => within_cap(case, amount),
    }
}

fn has_waybill(input: &StepInput) -> Result<(), Refusal> {
    let whole = input.waybill.as_ref().is_some_and(|w| !w.carrier.trim().is_empty() && !w.number.trim().is_empty());
    if whole { Ok(()) } else { Err(Refusal::NoWaybill) }
}

/// The amount of the case, typed by a person, within what may be refunded.
pub(super) fn typed_amount(case: &Case, input: &StepInput) -> Result<(), Refusal> {
    match (case.amount, input.amount) {
        (Some(expected), Some(typed)) if expected == typed => within_cap(case, typed),
        (Some(expected), _) => Err(Refusal::TypeAmount { expected }),
        (None, Some(typed)) => within_cap(case, typed),
        (None, None) => Err(Refusal::NoAmount),
    }
}

fn within_cap(case: &Case, amount: Money) -> Result<(), Refusal> {
    if amount.currency() != case.currency || amount.minor() < 0 {
        return Err(Refusal::BadAmount);
    }
    match case.max_amount {
        Some(cap) if cap.currency() != amount.currency() => Err(Refusal::BadAmount),
        Some(cap) if amount.minor() > cap.minor() => Err(Refusal::OverCap { asked: amount, cap }),
        _ => Ok(()),
    }
}

fn in_time(case: &Case, now: Time) -> Result<(), Refusal> {
    match &case.clock {
        Some(clock) if case.stage == Stage::BuyerDecide && now >= clock.presume_at => {
            Err(Refusal::WindowOver { at: clock.presume_at })
        }
        _ => Ok(()),
    }
}

fn is_over(case: &Case, now: Time) -> Result<(), Refusal> {
    match case.clock_view() {
        ClockView::Running(clock) if now >= clock.act_by => Ok(()),
        ClockView::Running(clock) => Err(Refusal::NotDue { at: clock.act_by }),
        ClockView::Stopped(_) => Err(Refusal::InArbitration),
        ClockView::None(_) => Err(Refusal::NoClock),
    }
}
