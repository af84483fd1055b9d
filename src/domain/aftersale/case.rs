//! An after-sales case: every fact the screen, the file and the JSON shape know of it.

use super::clock::{CaseClock, ClockView, NoClock, Warn};
use super::freight::AgreedFreight;
use super::reason::Reason;
use super::step::{Intention, Step, Waybill};
use super::words::{Arbitration, CaseType, EvidenceKind, Fault, GoodsState, OurStep, Party, Phase, Stage};
use crate::domain::{
    AgentId, CaseId, ConversationId, Currency, CustomerId, Money, OrderId, OrderLineId, Platform, SafeText, ShopId,
    Span, Time,
};

/// An after-sales case. Three fields say where it stands: the stage, the platform's intervention, our own step.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The shop.
    pub shop: ShopId,
    /// That shop's platform.
    pub platform: Platform,
    /// The platform's own number of it.
    pub platform_id: Option<String>,
    /// The order.
    pub order: OrderId,
    /// The line, when it is about one.
    pub line: Option<OrderLineId>,
    /// Why it was opened beside a case that may be about the same goods.
    pub apart: Option<SafeText>,
    /// The buyer, where known.
    pub customer: Option<CustomerId>,
    /// The chat it was opened from.
    pub conversation: Option<ConversationId>,
    /// What is asked for.
    pub kind: CaseType,
    /// Why.
    pub reason: Reason,
    /// Who is to blame.
    pub fault: Fault,
    /// Who must act.
    pub stage: Stage,
    /// The platform's intervention.
    pub arbitration: Arbitration,
    /// Our own step.
    pub our_step: OurStep,
    /// The step noted and still to be done on the platform.
    pub intention: Option<Intention>,
    /// Where the goods are.
    pub goods: GoodsState,
    /// Before or after the trade succeeded.
    pub phase: Phase,
    /// What is to be refunded.
    pub amount: Option<Money>,
    /// The most that may be, when last worked out.
    pub max_amount: Option<Money>,
    /// What the goods sent to the buyer in it are worth, once that was settled.
    pub worth: Option<Money>,
    /// The currency of all three.
    pub currency: Currency,
    /// Our offer while the buyer thinks it over.
    pub offer: Option<Offer>,
    /// An offer has been made, whatever became of it.
    pub negotiated: bool,
    /// Applications and edits so far; withdrawn ones count.
    pub tries: u32,
    /// The platform takes no refusal here.
    pub cannot_refuse: bool,
    /// What the goods are, where a rule asks: `virtual`, `post`.
    pub tag: Option<String>,
    /// The return parcel.
    pub return_waybill: Option<Waybill>,
    /// When the return parcel was signed for.
    pub return_signed_at: Option<Time>,
    /// What we sent.
    pub sent_waybill: Option<Waybill>,
    /// The clock of the stage; stands still while the platform has the case.
    pub clock: Option<CaseClock>,
    /// The clock of what the platform wants of us while it has the case: an answer, evidence.
    pub evidence_clock: Option<CaseClock>,
    /// What was agreed with the buyer about the freight; the rules say the rest.
    pub freight: Option<AgreedFreight>,
    /// Proof at hand.
    pub evidence: Vec<EvidenceItem>,
    /// When it came into its stage.
    pub stage_since: Time,
    /// When the buyer applied.
    pub opened_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// What the platform did that should not have been possible, newest last.
    pub anomalies: Vec<Anomaly>,
    /// When kefu last learnt of it.
    pub seen_at: Time,
    /// Rises with every change; a write names the version it saw.
    pub version: i64,
}

/// The cases of a week in three figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CaseWeek {
    /// Opened since it began.
    pub opened: usize,
    /// Ended since it began.
    pub ended: usize,
    /// In the platform's hands now.
    pub with_platform: usize,
}

/// What we proposed instead of what the buyer asked for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Offer {
    /// The type proposed.
    pub kind: CaseType,
    /// The amount proposed.
    pub amount: Option<Money>,
}

/// One piece of proof.
#[derive(Clone, PartialEq, Debug)]
pub struct EvidenceItem {
    /// What it is.
    pub kind: EvidenceKind,
    /// From whom.
    pub from: Party,
    /// When it came.
    pub at: Time,
    /// The file or message it is in.
    pub name: SafeText,
}

/// What one step did, for the case's history.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseEvent {
    /// When it took effect.
    pub at: Time,
    /// Which of us, if any.
    pub by: Option<AgentId>,
    /// Whose act it was.
    pub party: Party,
    /// The step.
    pub step: Step,
    /// The stage before; none when the case was opened.
    pub from: Option<Stage>,
    /// The stage after.
    pub to: Stage,
    /// True for a step only noted, still to be done on the platform.
    pub intended: bool,
    /// The amount it was about.
    pub amount: Option<Money>,
    /// What was said with it, or why a guard was passed over.
    pub note: Option<SafeText>,
}

/// A fact that came from outside and does not fit what we know. It is kept and shown, never swallowed.
#[derive(Clone, PartialEq, Debug)]
pub enum Anomaly {
    /// The platform moved the case along a way our transitions do not have.
    Jumped {
        /// When it was seen.
        at: Time,
        /// From.
        from: Stage,
        /// To.
        to: Stage,
    },
    /// The platform tells of a stage of a case that had ended; it stays ended.
    AfterEnd {
        /// When it was seen.
        at: Time,
        /// The stage told of.
        told: Stage,
    },
    /// The platform refunds more than was left.
    OverCap {
        /// When it was seen.
        at: Time,
        /// What it refunds.
        amount: Money,
        /// What was left.
        cap: Money,
    },
    /// The step noted here can no longer be done: the platform went another way.
    IntentionOvertaken {
        /// When it was seen.
        at: Time,
        /// The step that had been noted.
        step: Step,
    },
    /// The platform tells of a case while one that was opened here for the same goods is open: probably the same matter.
    Beside {
        /// When it was seen.
        at: Time,
        /// The one opened here, or on that one the platform's.
        other: CaseId,
    },
    /// The platform numbered a case that was opened here, and asks for something else in it than was noted.
    Differs {
        /// When it was seen.
        at: Time,
        /// What had been noted as asked for, where that differs.
        kind: Option<CaseType>,
        /// The amount that had been noted, where that differs.
        amount: Option<Money>,
    },
}

impl Case {
    /// True while something may still happen.
    pub const fn is_open(&self) -> bool {
        self.stage.is_open()
    }
    /// The clock that matters now, or why there is none. An intention never hides it.
    pub fn clock_view(&self) -> ClockView<'_> {
        if !self.is_open() {
            return ClockView::None(NoClock::Ended);
        }
        if self.arbitration.is_active() {
            if let Some(clock) = &self.evidence_clock {
                return ClockView::Running(clock);
            }
            return match &self.clock {
                Some(clock) => ClockView::Stopped(clock),
                None => ClockView::None(NoClock::PlatformDecides),
            };
        }
        match &self.clock {
            Some(clock) if clock.stopped_at.is_some() => ClockView::Stopped(clock),
            Some(clock) => ClockView::Running(clock),
            None if self.stage == Stage::Refunding => ClockView::None(NoClock::PlatformPays),
            None => ClockView::None(NoClock::NoRule(self.stage)),
        }
    }
    /// The deadline that runs, if one does.
    pub fn running(&self) -> Option<&CaseClock> {
        match self.clock_view() {
            ClockView::Running(clock) => Some(clock),
            _ => None,
        }
    }
    /// Time left until we should have acted; nothing without a running clock.
    pub fn left(&self, now: Time) -> Option<Span> {
        self.running().map(|clock| clock.left(now))
    }
    /// How loud it is.
    pub fn warn(&self, now: Time) -> Warn {
        self.running().map_or(Warn::Calm, |clock| clock.warn(now))
    }
    /// True when the case stands with us, so that doing nothing costs us something.
    pub fn waits_for_us(&self) -> bool {
        (self.stage.acts() == Some(Party::Seller) && !self.arbitration.is_active())
            || self.arbitration == Arbitration::Evidence
            || (self.arbitration == Arbitration::Requested && self.evidence_clock.is_some())
            || self.our_step == OurStep::ToDoOnPlatform
    }
    /// What doing nothing costs us: the amount asked for, where a clock runs against us or the case stands with us;
    /// nothing where it ends in our favour, stands still, or is the platform's turn.
    pub fn harm(&self) -> Option<Money> {
        let against = match self.clock_view() {
            ClockView::Running(clock) => {
                clock.favours == Some(Party::Buyer) || (clock.favours.is_none() && self.waits_for_us())
            }
            ClockView::None(NoClock::NoRule(_)) => self.waits_for_us(),
            _ => false,
        };
        against.then(|| self.amount.unwrap_or(Money::new(0, self.currency)))
    }
    /// Kinds of proof at hand, each once.
    pub fn proof(&self) -> Vec<EvidenceKind> {
        let mut kinds: Vec<EvidenceKind> = self.evidence.iter().map(|item| item.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}
