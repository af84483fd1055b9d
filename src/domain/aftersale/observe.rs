//! What a file or a connection tells of a case: moved by the same ways as everything else, or kept as an anomaly.

use super::apply::Change;
use super::case::{Anomaly, Case};
use super::reason::Reason;
use super::rules::Rules;
use super::step::{Origin, Step, StepInput, Waybill};
use super::transition::{Way, target};
use super::words::{Arbitration, CaseType, GoodsState, OurStep, Stage};
use crate::domain::facts::RefundFacts;
use crate::domain::{Money, SafeText, Time};

/// What is told of a case. `None` says nothing and changes nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Observed {
    /// What is asked for.
    pub kind: Option<CaseType>,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// The platform's intervention.
    pub arbitration: Option<ToldArbitration>,
    /// Where the goods are.
    pub goods: Option<GoodsState>,
    /// Why.
    pub reason: Option<Reason>,
    /// What is to be refunded.
    pub amount: Option<Money>,
    /// The platform's own deadline of the stage.
    pub deadline: Option<Time>,
    /// When it came into the stage, where that is told.
    pub stage_since: Option<Time>,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// The return parcel.
    pub return_waybill: Option<Waybill>,
    /// When the return parcel was signed for.
    pub return_signed_at: Option<Time>,
    /// The platform takes no refusal here.
    pub cannot_refuse: Option<bool>,
}

/// What is told of the platform's intervention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ToldArbitration {
    /// This.
    Is(Arbitration),
    /// It has ended; the end of the case tells for whom.
    Over,
}

impl Observed {
    /// What a refund row tells, in the engine's words.
    pub fn of(facts: &RefundFacts, rules: &Rules) -> Self {
        let reason = SafeText::from(&facts.reason);
        let carrier = SafeText::from(&facts.return_carrier);
        let waybill = Waybill { carrier, number: facts.return_tracking.clone() };
        let stage = Stage::parse(facts.stage);
        Self {
            kind: CaseType::parse(facts.case_type),
            stage,
            arbitration: match facts.arbitration {
                "done" => Some(ToldArbitration::Over),
                word => Arbitration::parse(word).map(ToldArbitration::Is),
            },
            goods: match facts.goods {
                "not_shipped" => Some(GoodsState::Unshipped),
                word => GoodsState::parse(word),
            },
            reason: (!reason.is_empty()).then(|| rules.reason(&reason).0),
            amount: facts.amount,
            deadline: facts.deadline,
            stage_since: match stage {
                Some(Stage::SellerReview) => facts.applied_at,
                Some(Stage::SellerReceive) => facts.returned_at,
                Some(Stage::Done | Stage::Closed) => facts.closed_at,
                _ => None,
            },
            ended_at: facts.closed_at,
            return_waybill: (!waybill.number.is_empty()).then_some(waybill),
            return_signed_at: None,
            cannot_refuse: None,
        }
    }
}

impl Case {
    /// The case with what was told at `now`. An ended case never moves; a stage no way leads to is taken over all
    /// the same, because the platform is right about itself, and kept as an anomaly. Told the same again, nothing
    /// changes but `seen_at`.
    pub fn observe(&self, told: &Observed, rules: &Rules, now: Time) -> Change {
        let mut case = self.clone();
        case.seen_at = case.seen_at.max(now);
        if !self.is_open() {
            if let Some(stage) = told.stage.filter(|stage| *stage != self.stage) {
                case.note_anomaly(Anomaly::AfterEnd { at: now, told: stage });
            }
            return Change { case, events: Vec::new(), effects: Vec::new() };
        }
        case.take_facts(told, rules, now);
        let mut change = Change { case, events: Vec::new(), effects: Vec::new() };
        change.arbitrate(told, rules, now);
        if let Some(stage) = told.stage
            && stage != change.case.stage
        {
            change.walk_to(stage, told, rules, now);
        } else if change.case.is_open() {
            change.case.refresh_clock(told, rules);
        }
        change
    }

    fn take_facts(&mut self, told: &Observed, rules: &Rules, now: Time) {
        self.kind = told.kind.unwrap_or(self.kind);
        self.goods = told.goods.filter(|g| *g != GoodsState::Unknown).unwrap_or(self.goods);
        if let Some(reason) = &told.reason {
            self.fault = rules.fault(reason);
            self.reason = reason.clone();
        }
        if let Some(amount) = told.amount {
            if let Some(cap) = self.max_amount.filter(|cap| amount.minor() > cap.minor()) {
                self.note_anomaly(Anomaly::OverCap { at: now, amount, cap });
            }
            self.amount = Some(amount);
        }
        self.return_waybill = told.return_waybill.clone().or_else(|| self.return_waybill.take());
        self.return_signed_at = told.return_signed_at.or(self.return_signed_at);
        self.cannot_refuse = told.cannot_refuse.unwrap_or(self.cannot_refuse);
    }

    /// The same stage told again: only its deadline may have become known, or moved. Where the goods turned out
    /// to be elsewhere, another row may hold.
    fn refresh_clock(&mut self, told: &Observed, rules: &Rules) {
        let started_at = self.clock.as_ref().map(|c| c.started_at).or(told.stage_since).unwrap_or(self.stage_since);
        if let Some(deadline) = told.deadline {
            if self.clock.is_none() && !self.arbitration.is_active() {
                self.clock = rules.stage_clock(self, started_at);
            }
            self.take_platform_time(deadline, started_at);
            return;
        }
        if let Some(clocks) = rules.clocks_of(self) {
            (self.clock, self.evidence_clock) = (clocks.stage, clocks.evidence);
        }
    }
}

impl Change {
    fn arbitrate(&mut self, told: &Observed, rules: &Rules, now: Time) {
        use Arbitration::*;
        let was = self.case.arbitration;
        let steps: &[Step] = match told.arbitration {
            Some(ToldArbitration::Is(is)) if is == was => &[],
            Some(ToldArbitration::Is(Requested)) if !was.is_active() => &[Step::Escalate],
            Some(ToldArbitration::Is(Evidence)) => &[Step::AskEvidence],
            Some(ToldArbitration::Is(Judging)) => &[Step::EvidenceFiled],
            Some(ToldArbitration::Is(ForBuyer)) => &[Step::JudgedForBuyer],
            Some(ToldArbitration::Is(ForSeller)) => &[Step::JudgedForSeller],
            Some(ToldArbitration::Is(Withdrawn | None)) if was.is_active() => &[Step::WithdrawArbitration],
            Some(ToldArbitration::Over) if was.is_active() => match told.stage {
                Some(Stage::Done | Stage::Refunding) => &[Step::JudgedForBuyer],
                Some(Stage::Closed) => &[Step::JudgedForSeller],
                _ => &[Step::WithdrawArbitration],
            },
            _ => &[],
        };
        for step in steps {
            // A platform may take a case up at any stage, so the stage stays where the table has no way.
            let to = self.case.leads_to(*step).unwrap_or(self.case.stage);
            self.step(*step, to, &fact(told, false), rules, now);
        }
    }

    fn walk_to(&mut self, stage: Stage, told: &Observed, rules: &Rules, now: Time) {
        let from = self.case.stage;
        let at = told.stage_since.or(told.ended_at.filter(|_| !stage.is_open())).unwrap_or(now).min(now);
        match path(&self.case, stage, now) {
            Some(steps) => {
                let last = steps.len().saturating_sub(1);
                for (n, (step, to)) in steps.into_iter().enumerate() {
                    self.step(step, to, &fact(told, n == last), rules, at);
                }
            }
            None => {
                let had = self.case.intention.take();
                self.case.enter(stage, rules, at, told.deadline);
                self.case.note_anomaly(Anomaly::Jumped { at: now, from, to: stage });
                if let Some(intention) = had {
                    self.case.our_step = if stage.is_open() { intention.before } else { OurStep::None };
                    self.case.note_anomaly(Anomaly::IntentionOvertaken { at: now, step: intention.step });
                }
            }
        }
    }

    fn step(&mut self, step: Step, to: Stage, input: &StepInput, rules: &Rules, at: Time) {
        let next = self.case.moved(step, to, input, rules, at);
        self.case = next.case;
        self.events.extend(next.events);
        self.effects.extend(next.effects);
    }
}

fn fact(told: &Observed, last: bool) -> StepInput {
    StepInput {
        origin: Origin::Platform,
        waybill: told.return_waybill.clone(),
        platform_deadline: told.deadline.filter(|_| last),
        ..StepInput::default()
    }
}

/// The shortest way between two files: forwards only, but for one change of the application at its start.
fn path(case: &Case, to: Stage, now: Time) -> Option<Vec<(Step, Stage)>> {
    const FORWARD: [Step; 12] = [
        Step::Agree,
        Step::Refuse,
        Step::TrackingFilled,
        Step::GoodsFine,
        Step::RefuseReceipt,
        Step::Shipped,
        Step::CannotSupply,
        Step::Confirm,
        Step::Paid,
        Step::AcceptOffer,
        Step::Edit,
        Step::Withdraw,
    ];
    let offered = case.offer.map_or(case.kind, |o| o.kind);
    let clock = case.running().filter(|clock| now >= clock.act_by);
    let on_timeout = clock.and_then(|clock| clock.on_timeout);
    let way = |step: Step| Way {
        kind: if step == Step::AcceptOffer { offered } else { case.kind },
        goods: case.goods,
        on_timeout,
    };
    if target(case.stage, Step::Timeout, way(Step::Timeout)) == Some(to) && case.stage != to {
        return Some(vec![(Step::Timeout, to)]);
    }
    let mut ways: Vec<(Stage, Vec<(Step, Stage)>)> = vec![(case.stage, Vec::new())];
    for length in 0..5 {
        let mut longer = Vec::new();
        for (stage, steps) in ways {
            for step in FORWARD {
                let first_only = matches!(step, Step::Edit | Step::Withdraw | Step::AcceptOffer);
                if first_only && length > 0 || step == Step::AcceptOffer && case.offer.is_none() {
                    continue;
                }
                let Some(next) = target(stage, step, way(step)) else { continue };
                let mut steps = steps.clone();
                steps.push((step, next));
                if next == to {
                    return Some(steps);
                }
                longer.push((next, steps));
            }
        }
        ways = longer;
    }
    None
}
