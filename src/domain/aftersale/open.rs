//! The first step: the buyer applies.

use super::apply::Change;
use super::case::{Case, CaseEvent};
use super::guard::type_fits;
use super::reason::Reason;
use super::refusal::Refusal;
use super::rules::{OrderAsk, OrderClock, Rules};
use super::step::{Origin, Step};
use super::words::{Arbitration, CaseType, GoodsState, OurStep, Party, Phase, Stage};
use crate::domain::{
    AgentId, CaseId, ConversationId, Currency, CustomerId, Money, Order, OrderId, OrderLineId, OrderStatus, Platform,
    SafeText, ShopId, Time,
};

/// What a new case is made of, and what the order and line say about whether it may be.
#[derive(Clone, PartialEq, Debug)]
pub struct Opening {
    /// The new case's id.
    pub id: CaseId,
    /// The shop.
    pub shop: ShopId,
    /// Its platform.
    pub platform: Platform,
    /// The platform's number of the case, when there is one.
    pub platform_id: Option<String>,
    /// The order.
    pub order: OrderId,
    /// The line, when it is about one.
    pub line: Option<OrderLineId>,
    /// The buyer.
    pub customer: Option<CustomerId>,
    /// The chat it is opened from.
    pub conversation: Option<ConversationId>,
    /// What is asked for.
    pub kind: CaseType,
    /// Why.
    pub reason: Reason,
    /// Where the goods are.
    pub goods: GoodsState,
    /// What is to be refunded.
    pub amount: Option<Money>,
    /// The most that may be.
    pub max_amount: Option<Money>,
    /// The currency of both.
    pub currency: Currency,
    /// What the goods are, where a rule asks.
    pub tag: Option<String>,
    /// When the buyer applied.
    pub applied_at: Time,
    /// The platform's own deadline, when it tells one.
    pub platform_deadline: Option<Time>,
    /// When the trade succeeded, if it has.
    pub finished_at: Option<Time>,
    /// True when the line (or the order) already has an open case.
    pub has_open_case: bool,
    /// The open case of the order that may be about the same goods: one without a line where this one names it, or one of
    /// a line where this one is about the whole order.
    pub beside: Option<OpenCase>,
    /// Why it is about other goods than the one beside it; it is opened in spite of that one.
    pub apart: Option<SafeText>,
    /// True when a case of the line was completed.
    pub has_done_case: bool,
    /// Applications and edits of earlier cases on the line.
    pub tries_used: u32,
    /// Who notes it, when one of us.
    pub by: Option<AgentId>,
    /// Who tells of it. What the platform tells of exists, whatever the rules say.
    pub origin: Origin,
    /// What the buyer wrote, or a note.
    pub note: Option<SafeText>,
}

impl Opening {
    /// An application that a platform tells of, for a whole order in yuan; nothing else is known of it, and nothing was
    /// before it.
    pub fn told(
        id: CaseId,
        (shop, platform): (ShopId, Platform),
        order: OrderId,
        (kind, goods): (CaseType, GoodsState),
        applied_at: Time,
    ) -> Self {
        Self {
            id,
            shop,
            platform,
            platform_id: None,
            order,
            line: None,
            customer: None,
            conversation: None,
            kind,
            reason: Reason::default(),
            goods,
            amount: None,
            max_amount: None,
            currency: Currency::CNY,
            tag: None,
            applied_at,
            platform_deadline: None,
            finished_at: None,
            has_open_case: false,
            beside: None,
            apart: None,
            has_done_case: false,
            tries_used: 0,
            by: None,
            origin: Origin::Platform,
            note: None,
        }
    }
}

/// An open case, as far as it is named where another one is about to be opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenCase {
    /// Which one.
    pub id: CaseId,
    /// What is asked for in it.
    pub kind: CaseType,
    /// Where it stands.
    pub stage: Stage,
    /// When the buyer applied.
    pub opened_at: Time,
}

impl From<&Case> for OpenCase {
    fn from(case: &Case) -> Self {
        Self { id: case.id, kind: case.kind, stage: case.stage, opened_at: case.opened_at }
    }
}

/// Where the goods are, by what the order tells.
pub fn goods_of(order: &Order) -> GoodsState {
    match order.status {
        OrderStatus::ToShip | OrderStatus::PartShipped => GoodsState::Unshipped,
        OrderStatus::Shipped if order.signed_at.is_none() => GoodsState::NotReceived,
        OrderStatus::Shipped | OrderStatus::Success => GoodsState::Received,
        _ => GoodsState::Unknown,
    }
}

impl Case {
    /// Opens a case in 待商家处理 with its clock running. At most one open case a line, within the tries and the
    /// time the platform gives, and only of a type that fits where the goods are. Beside an open case of the order that
    /// does not say which goods it is about, only with a reason.
    pub fn open(opening: Opening, rules: &Rules) -> Result<Change, Refusal> {
        if opening.origin == Origin::Desk {
            may_open(&opening, rules)?;
        }
        let event = CaseEvent {
            at: opening.applied_at,
            by: opening.by,
            party: Party::Buyer,
            step: Step::Apply,
            from: None,
            to: Stage::SellerReview,
            intended: false,
            amount: opening.amount,
            note: opening.note.clone(),
        };
        let deadline = opening.platform_deadline;
        let mut case = fresh(opening, rules);
        case.enter(Stage::SellerReview, rules, case.opened_at, deadline);
        Ok(Change { case, events: vec![event], effects: Vec::new() })
    }
}

fn may_open(opening: &Opening, rules: &Rules) -> Result<(), Refusal> {
    if opening.has_open_case {
        return Err(Refusal::LineHasCase);
    }
    if let Some(other) = opening.beside
        && opening.apart.is_none()
    {
        return Err(Refusal::OrderHasCase(other));
    }
    if let Some(limit) = rules.try_limit(opening.platform) {
        let max = match limit.after_success {
            Some(fewer) if opening.finished_at.is_some() => fewer,
            _ => limit.max,
        };
        if opening.tries_used >= max {
            return Err(Refusal::TriesUsed { max });
        }
        if opening.has_done_case && !limit.after_done {
            return Err(Refusal::LineDone);
        }
    }
    let tag = opening.tag.as_deref();
    let window = opening.finished_at.and_then(|start| {
        let (platform, shop) = (opening.platform, Some(opening.shop));
        rules.order_deadline(&OrderAsk { platform, shop, on: OrderClock::AftersaleWindow, tag, start })
    });
    if let Some(due) = window
        && opening.applied_at >= due.presume_at
    {
        return Err(Refusal::WindowOver { at: due.presume_at });
    }
    if !type_fits(opening.kind, opening.goods) {
        return Err(Refusal::TypeNotAllowed { kind: opening.kind, goods: opening.goods });
    }
    let row = opening.reason.code.as_deref().and_then(|code| rules.reason_row(code));
    let whole = opening.kind == CaseType::RefundOnly
        && matches!(opening.goods, GoodsState::Unshipped | GoodsState::NotReceived)
        && row.is_some_and(|row| row.in_full);
    match (opening.amount, opening.max_amount) {
        (Some(amount), _) if amount.currency() != opening.currency || amount.minor() < 0 => Err(Refusal::BadAmount),
        (Some(asked), Some(cap)) if asked.minor() > cap.minor() => Err(Refusal::OverCap { asked, cap }),
        (Some(asked), Some(cap)) if whole && asked != cap => Err(Refusal::FullAmountOnly { amount: cap }),
        _ => Ok(()),
    }
}

fn fresh(opening: Opening, rules: &Rules) -> Case {
    Case {
        id: opening.id,
        shop: opening.shop,
        platform: opening.platform,
        platform_id: opening.platform_id,
        order: opening.order,
        line: opening.line,
        apart: opening.apart,
        customer: opening.customer,
        conversation: opening.conversation,
        kind: opening.kind,
        fault: rules.fault(&opening.reason),
        reason: opening.reason,
        stage: Stage::SellerReview,
        arbitration: Arbitration::None,
        our_step: OurStep::None,
        intention: None,
        goods: opening.goods,
        phase: if opening.finished_at.is_some() { Phase::Aftersale } else { Phase::InTrade },
        amount: opening.amount,
        max_amount: opening.max_amount,
        worth: None,
        currency: opening.currency,
        offer: None,
        negotiated: false,
        tries: opening.tries_used.saturating_add(1),
        cannot_refuse: false,
        tag: opening.tag,
        return_waybill: None,
        return_signed_at: None,
        sent_waybill: None,
        clock: None,
        evidence_clock: None,
        freight: None,
        evidence: Vec::new(),
        stage_since: opening.applied_at,
        opened_at: opening.applied_at,
        ended_at: None,
        anomalies: Vec::new(),
        seen_at: opening.applied_at,
        version: 0,
    }
}
