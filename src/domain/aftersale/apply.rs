//! A step put to a case: a changed case with its history and effects, or a refusal. The case itself never changes
//! in place.

use super::case::{Anomaly, Case, CaseEvent, Offer};
use super::clock::{CaseClock, ClockSource, Confidence, OnTimeout, StartEvent};
use super::guard;
use super::limits::Second;
use super::refusal::Refusal;
use super::rules::Rules;
use super::step::{Intention, Origin, Step, StepInput};
use super::transition::{Way, target};
use super::words::{Arbitration, CaseType, GoodsState, OurStep, Party, Stage};
use crate::domain::{AgentId, Money, SafeText, Span, Time};

/// What a step makes of a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The case as it then is. Its version is the one that was seen: the store compares and raises it.
    pub case: Case,
    /// What happened, in order, for the history.
    pub events: Vec<CaseEvent>,
    /// What else follows from it.
    pub effects: Vec<CaseEffect>,
}

/// Something that follows from a step outside the case.
#[derive(Clone, PartialEq, Debug)]
pub enum CaseEffect {
    /// The buyer is told where to send the goods.
    SendReturnAddress(SafeText),
    /// One of us decided at this desk to give this amount away.
    Decided {
        /// How much.
        amount: Money,
        /// What they may give away alone; nothing means without limit.
        limit: Option<Money>,
        /// The second person, where one was asked.
        second: Option<Second>,
        /// It is what goods sent are worth, no money.
        in_goods: bool,
    },
    /// This amount is now owed to the buyer.
    AmountFixed(Money),
    /// This amount has reached the buyer: the order's refunded sum grows.
    RefundPaid(Money),
    /// The payout failed: it has to be tried again by hand.
    RefundFailed,
    /// The case no longer holds the trade up.
    TradeGoesOn,
}

/// A step and whether it is possible now.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Choice {
    /// The step.
    pub step: Step,
    /// Why not, if not. Missing input (a reason, an amount, an address) is no reason not to: it is asked for.
    pub refusal: Option<Refusal>,
}

impl Case {
    /// What the case is after `step` at `now`. A step of ours on a platform kefu cannot write to becomes an
    /// intention: stage and clock stay as they are until it is marked as done there or the platform shows it.
    pub fn after(&self, step: Step, input: &StepInput, rules: &Rules, now: Time) -> Result<Change, Refusal> {
        let to = self.leads_to(step)?;
        guard::check(self, step, input, rules, now)?;
        let decided = self.decided(step, input, rules)?;
        if step.by() == Party::Seller && input.origin == Origin::Desk && self.platform.is_closed() {
            let mut change = self.intended(step, input, now)?;
            change.effects.extend(decided);
            return Ok(change);
        }
        let mut change = self.moved(step, to, input, rules, now);
        change.effects.extend(decided);
        Ok(change)
    }

    /// The step noted has been done on the platform.
    pub fn mark_done(&self, by: Option<AgentId>, rules: &Rules, now: Time) -> Result<Change, Refusal> {
        let intention = self.intention.as_ref().ok_or(Refusal::NothingIntended)?;
        let to = self.leads_to(intention.step)?;
        let input = StepInput { by: by.or(intention.input.by), ..intention.input.clone().as_fact() };
        Ok(self.moved(intention.step, to, &input, rules, now))
    }

    /// The step noted will not be done after all.
    pub fn drop_intention(&self) -> Result<Case, Refusal> {
        let mut case = self.clone();
        let intention = case.intention.take().ok_or(Refusal::NothingIntended)?;
        case.our_step = intention.before;
        case.worth = case.worth.filter(|_| intention.input.worth.is_none());
        Ok(case)
    }

    /// With our own step beside the stage. An intention still to be done stays in front of it.
    pub fn with_our_step(&self, our_step: OurStep) -> Result<Case, Refusal> {
        if !self.is_open() {
            return Err(Refusal::Ended(self.stage));
        }
        if our_step == OurStep::ToDoOnPlatform {
            return Err(Refusal::NothingIntended);
        }
        let mut case = self.clone();
        match &mut case.intention {
            Some(intention) => intention.before = our_step,
            None => case.our_step = our_step,
        }
        Ok(case)
    }

    /// With a deadline set by hand, which wins over the platform's and the rule's until the stage changes.
    pub fn with_deadline(&self, deadline: Time, now: Time) -> Result<Case, Refusal> {
        if !self.is_open() {
            return Err(Refusal::Ended(self.stage));
        }
        let mut case = self.clone();
        // While the platform has the case, the stage's clock stands still: the time set is that of what it wants.
        let clock = if self.arbitration.is_active() { &mut case.evidence_clock } else { &mut case.clock };
        let known = clock.take().unwrap_or_else(|| bare_clock(self.stage, now, deadline));
        *clock = Some(known.with_manual_time(deadline));
        Ok(case)
    }

    /// Every step of ours, and those the desk can note of others, each with why not where it is not possible.
    pub fn steps(&self, rules: &Rules, now: Time) -> Vec<Choice> {
        let ask = StepInput::default();
        Step::ALL
            .iter()
            .filter(|step| **step != Step::Apply)
            .map(|&step| Choice { step, refusal: self.after(step, &ask, rules, now).err().filter(Refusal::is_final) })
            .collect()
    }

    /// Where a step leads from here, without guards.
    pub(super) fn leads_to(&self, step: Step) -> Result<Stage, Refusal> {
        if !self.is_open() {
            return Err(Refusal::Ended(self.stage));
        }
        if step == Step::Timeout && self.on_timeout().is_none() {
            return Err(Refusal::NoClock);
        }
        if step == Step::AcceptOffer && self.stage == Stage::BuyerDecide && self.offer.is_none() {
            return Err(Refusal::NoOffer);
        }
        target(self.stage, step, self.way(step)).ok_or(Refusal::NotFromHere { stage: self.stage, step })
    }

    fn way(&self, step: Step) -> Way {
        let offered = self.offer.filter(|_| step == Step::AcceptOffer).map(|o| o.kind);
        Way { kind: offered.unwrap_or(self.kind), goods: self.goods, on_timeout: self.on_timeout() }
    }

    fn on_timeout(&self) -> Option<OnTimeout> {
        let clock = if self.arbitration.is_active() { &self.evidence_clock } else { &self.clock };
        clock.as_ref().and_then(|c| c.on_timeout)
    }

    pub(super) fn intended(&self, step: Step, input: &StepInput, now: Time) -> Result<Change, Refusal> {
        if let Some(intention) = &self.intention {
            return Err(Refusal::Intended { step: intention.step });
        }
        let mut case = self.clone();
        case.intention = Some(Intention { step, input: input.clone(), at: now, before: self.our_step });
        case.our_step = OurStep::ToDoOnPlatform;
        case.take_worth(step, input);
        let event = CaseEvent { intended: true, to: self.stage, ..self.event(step, self.stage, input, now) };
        Ok(Change { case, events: vec![event], effects: Vec::new() })
    }

    /// The step carried out: no more questions.
    pub(super) fn moved(&self, step: Step, to: Stage, input: &StepInput, rules: &Rules, now: Time) -> Change {
        let mut case = self.clone();
        case.take(step, input, rules, now);
        case.arbitrate(step, rules, now);
        let enters = to != self.stage || step == Step::Edit || is_ruling(step);
        if enters {
            case.enter(to, rules, now, input.platform_deadline);
        } else if let Some(deadline) = input.platform_deadline {
            case.take_platform_time(deadline, now);
        }
        case.settle_intention(step, enters, now);
        let event = self.event(step, to, input, now);
        let effects = effects(self, &case, step, input);
        Change { case, events: vec![event], effects }
    }

    fn event(&self, step: Step, to: Stage, input: &StepInput, now: Time) -> CaseEvent {
        CaseEvent {
            at: now,
            by: input.by,
            party: step.by(),
            step,
            from: Some(self.stage),
            to,
            intended: false,
            amount: input.amount,
            note: input.said(step),
        }
    }

    /// Takes over what came with the step.
    fn take(&mut self, step: Step, input: &StepInput, rules: &Rules, now: Time) {
        match step {
            Step::Edit => {
                self.tries = self.tries.saturating_add(1);
                self.kind = input.kind.unwrap_or(self.kind);
                if let Some(reason) = &input.reason {
                    self.fault = rules.fault(reason);
                    self.reason = reason.clone();
                }
                self.offer = None;
            }
            Step::Offer => {
                let kind = input.kind.unwrap_or(self.kind);
                self.negotiated = true;
                self.offer = Some(Offer { kind, amount: input.amount.or(self.amount) });
            }
            Step::AcceptOffer => {
                if let Some(offer) = self.offer.take() {
                    (self.kind, self.amount) = (offer.kind, offer.amount.or(self.amount));
                }
            }
            Step::RejectOffer => self.offer = None,
            Step::TrackingFilled => {
                self.return_waybill = input.waybill.clone().or_else(|| self.return_waybill.take());
                self.goods = GoodsState::Returned;
            }
            Step::Shipped => self.sent_waybill = input.waybill.clone().or_else(|| self.sent_waybill.take()),
            Step::Confirm => self.goods = GoodsState::Received,
            _ => {}
        }
        self.take_worth(step, input);
        if let Some(amount) = input.amount.filter(|_| sets_amount(step, self.kind)) {
            if let Some(cap) = self.max_amount.filter(|cap| amount.minor() > cap.minor()) {
                self.note_anomaly(Anomaly::OverCap { at: now, amount, cap });
            }
            self.amount = Some(amount);
        }
    }

    fn arbitrate(&mut self, step: Step, rules: &Rules, now: Time) {
        let next = match step {
            Step::Escalate | Step::Appeal => Arbitration::Requested,
            Step::AskEvidence => Arbitration::Evidence,
            Step::EvidenceFiled => Arbitration::Judging,
            Step::Timeout if self.arbitration.is_active() => Arbitration::Judging,
            Step::JudgedForBuyer => Arbitration::ForBuyer,
            Step::JudgedForSeller => Arbitration::ForSeller,
            Step::WithdrawArbitration => Arbitration::Withdrawn,
            _ => return,
        };
        let was = self.arbitration.is_active();
        self.arbitration = next;
        self.evidence_clock = if next.is_active() { rules.arbitration_clock(self, now) } else { None };
        let clock = self.clock.take();
        self.clock = match next.is_active() {
            true => clock.map(|c| c.stopped(now)),
            false if was => clock.map(|c| c.resumed(now)),
            false => clock,
        };
    }

    /// Comes into a stage: the old clock is over, the new one starts.
    pub(super) fn enter(&mut self, to: Stage, rules: &Rules, at: Time, platform_deadline: Option<Time>) {
        if self.arbitration.is_active() {
            self.arbitration = Arbitration::Withdrawn;
        }
        if to != Stage::BuyerDecide {
            self.offer = None;
        }
        let keep =
            matches!(self.our_step, OurStep::InterceptRequested | OurStep::Intercepted | OurStep::InterceptFailed);
        if self.intention.is_none() && (self.stage != to || !to.is_open()) && !(keep && to.is_open()) {
            self.our_step = OurStep::None;
        }
        self.stage = to;
        self.stage_since = at;
        self.evidence_clock = None;
        self.clock = None;
        if !to.is_open() {
            self.ended_at = Some(at);
            return;
        }
        self.clock = match (rules.stage_clock(self, at), platform_deadline) {
            (Some(clock), Some(deadline)) => Some(clock.with_platform_time(deadline)),
            (None, Some(deadline)) => Some(bare_clock(to, at, deadline)),
            (clock, None) => clock,
        };
    }

    /// Takes over the platform's own time for what it wants now.
    pub(super) fn take_platform_time(&mut self, deadline: Time, now: Time) {
        let stage = self.stage;
        let clock = if self.arbitration.is_active() { &mut self.evidence_clock } else { &mut self.clock };
        let known = clock.take().unwrap_or_else(|| bare_clock(stage, now, deadline));
        *clock = Some(known.with_platform_time(deadline));
    }

    /// An intention is over once its step has happened, or the case has gone another way.
    fn settle_intention(&mut self, step: Step, entered: bool, now: Time) {
        let Some(intention) = self.intention.take() else { return };
        if intention.step == step {
            self.our_step = OurStep::None;
        } else if entered {
            self.our_step = if self.is_open() { intention.before } else { OurStep::None };
            self.note_anomaly(Anomaly::IntentionOvertaken { at: now, step: intention.step });
        } else {
            self.intention = Some(intention);
        }
    }

    /// Keeps an anomaly, once.
    pub fn note_anomaly(&mut self, anomaly: Anomaly) {
        if !self.anomalies.iter().any(|known| known.is_like(&anomaly)) {
            self.anomalies.push(anomaly);
        }
    }
}

impl Anomaly {
    fn is_like(&self, other: &Anomaly) -> bool {
        match (self, other) {
            (Anomaly::Jumped { from: a, to: b, .. }, Anomaly::Jumped { from: c, to: d, .. }) => (a, b) == (c, d),
            (Anomaly::AfterEnd { told: a, .. }, Anomaly::AfterEnd { told: b, .. }) => a == b,
            (Anomaly::OverCap { amount: a, cap: b, .. }, Anomaly::OverCap { amount: c, cap: d, .. }) => {
                (a, b) == (c, d)
            }
            (Anomaly::Beside { other: a, .. }, Anomaly::Beside { other: b, .. }) => a == b,
            (Anomaly::Differs { .. }, Anomaly::Differs { .. }) => true,
            _ => self == other,
        }
    }
}

fn effects(before: &Case, after: &Case, step: Step, input: &StepInput) -> Vec<CaseEffect> {
    let mut effects = Vec::new();
    if step == Step::Agree && after.stage == Stage::BuyerReturn {
        effects.extend(input.return_address.clone().map(CaseEffect::SendReturnAddress));
    }
    if after.stage == Stage::Refunding && before.stage != Stage::Refunding {
        effects.extend(after.amount.map(CaseEffect::AmountFixed));
    }
    if step == Step::Paid {
        effects.extend(after.amount.map(CaseEffect::RefundPaid));
    }
    if step == Step::Failed {
        effects.push(CaseEffect::RefundFailed);
    }
    if !after.is_open() {
        effects.push(CaseEffect::TradeGoesOn);
    }
    effects
}

/// An offer's amount stands beside the case's until the buyer takes it; other steps only name it, if at all.
const fn sets_amount(step: Step, kind: CaseType) -> bool {
    step.gives_money(kind) || matches!(step, Step::Edit | Step::Paid | Step::JudgedForBuyer)
}

const fn is_ruling(step: Step) -> bool {
    matches!(step, Step::JudgedForBuyer | Step::JudgedForSeller)
}

/// A clock where no rule is known but a deadline is.
pub(super) fn bare_clock(stage: Stage, at: Time, deadline: Time) -> CaseClock {
    CaseClock {
        rule: None,
        rule_version: None,
        start: match stage {
            Stage::BuyerDecide => StartEvent::Refused,
            Stage::BuyerReturn => StartEvent::Agreed,
            Stage::SellerReceive => StartEvent::TrackingFilled,
            Stage::SellerSend | Stage::Refunding => StartEvent::GoodsAccepted,
            Stage::BuyerReceive => StartEvent::ReplacementShipped,
            Stage::SellerReview | Stage::Done | Stage::Closed => StartEvent::Applied,
        },
        started_at: at,
        act_by: deadline,
        presume_at: deadline,
        on_timeout: None,
        favours: None,
        source: ClockSource::Platform,
        confidence: Confidence::High,
        stopped_at: None,
        paused: Span::ZERO,
    }
}
