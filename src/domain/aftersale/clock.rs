//! The clock of a case: until when, by which rule, and what happens if nobody acts.

use super::coded::coded;
use super::words::{Party, Stage};
use crate::domain::{Span, Time};

coded! {
    /// Where a deadline comes from. A hand-set one wins over the platform's, the platform's over the rule.
    ClockSource {
        /// 规则
        Rule = "rule",
        /// 平台时间
        Platform = "platform",
        /// 手动设置
        Manual = "manual",
    }
}

coded! {
    /// How sure a rule is.
    Confidence {
        /// Official document or law.
        High = "high",
        /// Two independent sources.
        Medium = "medium",
        /// One source.
        Low = "low",
        /// General knowledge, unverified.
        Unverified = "unverified",
    }
}

coded! {
    /// The event a deadline counts from.
    StartEvent {
        /// The buyer applied or edited the application.
        Applied = "applied",
        /// We agreed.
        Agreed = "agreed",
        /// We refused, or made an offer.
        Refused = "refused",
        /// The buyer filled in the return waybill.
        TrackingFilled = "tracking_filled",
        /// The return was signed for.
        ReturnSigned = "return_signed",
        /// The goods came back fine, or we agreed to send.
        GoodsAccepted = "goods_accepted",
        /// We shipped the replacement.
        ReplacementShipped = "replacement_shipped",
        /// The platform asked for evidence.
        EvidenceAsked = "evidence_asked",
        /// The buyer complained to the platform.
        ComplaintFiled = "complaint_filed",
        /// The refund was paid out.
        PaidOut = "paid_out",
        /// The order was placed.
        OrderPlaced = "order_placed",
        /// The order was paid.
        OrderPaid = "order_paid",
        /// The order was shipped.
        OrderShipped = "order_shipped",
        /// The courier scanned the parcel last.
        LastScan = "last_scan",
        /// The parcel was signed for.
        OrderSigned = "order_signed",
        /// The trade succeeded.
        OrderFinished = "order_finished",
    }
}

coded! {
    /// What the platform does when nobody acts. Predicted and shown, never carried out by us.
    OnTimeout {
        /// Refunds in full.
        AutoRefund = "auto_refund",
        /// Agrees, and sends the default return address.
        AutoAgreeToReturn = "auto_agree_to_return",
        /// Closes the case.
        CloseCase = "close_case",
        /// Judges on what has been handed in.
        JudgeOnEvidence = "judge_on_evidence",
        /// Lets the buyer turn it into a refund.
        BuyerMayRefund = "buyer_may_refund",
        /// Takes the replacement as received.
        AutoConfirm = "auto_confirm",
        /// Closes the unpaid order.
        CloseOrder = "close_order",
        /// Lets the buyer claim late shipment.
        LateShipmentClaim = "late_shipment_claim",
        /// The shipment looks like none.
        LooksUnshipped = "looks_unshipped",
        /// The parcel stands still.
        ParcelStalled = "parcel_stalled",
        /// Takes the goods as received; the trade succeeds.
        ConfirmReceipt = "confirm_receipt",
        /// The right ends.
        RightEnds = "right_ends",
        /// The refund should have reached the buyer.
        RefundLate = "refund_late",
        /// The law is broken.
        Breach = "breach",
        /// The platform counts our answer as overdue and goes on without it.
        AnswerOverdue = "answer_overdue",
    }
}

coded! {
    /// How much of the time is left, for colour and order.
    Warn {
        /// Over: past `act_by`.
        Past = "past",
        /// An hour or less.
        Red = "red",
        /// Six hours or less.
        High = "high",
        /// A day or less.
        Warn = "warn",
        /// More than a day.
        Info = "info",
        /// It ends in our favour, or stands still: no alarm.
        Calm = "calm",
    }
}

impl Warn {
    /// The step of a rest of time.
    pub fn of(left: Span) -> Self {
        match left.ms() {
            ms if ms <= 0 => Warn::Past,
            ms if ms <= Span::hours(1).ms() => Warn::Red,
            ms if ms <= Span::hours(6).ms() => Warn::High,
            ms if ms <= Span::hours(24).ms() => Warn::Warn,
            _ => Warn::Info,
        }
    }
}

/// A running or stopped deadline of a case. Keeps its rule, version, start event and source, so that it can be
/// explained later.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseClock {
    /// The rule's id, such as `D6`; also set when a platform or hand-set time replaced the rule's.
    pub rule: Option<String>,
    /// The version of the rules it was worked out with.
    pub rule_version: Option<u32>,
    /// What it counts from.
    pub start: StartEvent,
    /// When that was.
    pub started_at: Time,
    /// The shorter of differing sources: drives queue and alarms.
    pub act_by: Time,
    /// The longer: when the predicted timeout is shown as presumed.
    pub presume_at: Time,
    /// What then happens; unknown where no rule says.
    pub on_timeout: Option<OnTimeout>,
    /// Whom that favours.
    pub favours: Option<Party>,
    /// Where the times come from.
    pub source: ClockSource,
    /// How sure they are.
    pub confidence: Confidence,
    /// Since when it stands still, in arbitration.
    pub stopped_at: Option<Time>,
    /// How long it has stood still before; both times have moved by it.
    pub paused: Span,
}

impl CaseClock {
    /// Time left until `act_by`, counted from where it stopped if it stands still; negative when past.
    pub fn left(&self, now: Time) -> Span {
        self.act_by.since(self.stopped_at.unwrap_or(now))
    }
    /// How loud it is. What ends in the seller's favour, and what stands still, raises no alarm; what the platform
    /// has to do only once it is over.
    pub fn warn(&self, now: Time) -> Warn {
        match self.favours {
            _ if self.stopped_at.is_some() => Warn::Calm,
            Some(Party::Seller) => Warn::Calm,
            Some(Party::Platform) if !self.left(now).is_over() => Warn::Calm,
            _ => Warn::of(self.left(now)),
        }
    }
    /// True once the platform has presumably carried out the timeout: check there.
    pub fn is_presumed_over(&self, now: Time) -> bool {
        self.stopped_at.is_none() && now >= self.presume_at
    }
    /// The same clock standing still since `now`; one that already does stays as it is.
    pub fn stopped(mut self, now: Time) -> Self {
        self.stopped_at = self.stopped_at.or(Some(now));
        self
    }
    /// The same clock running again: both times move by as long as it stood still.
    pub fn resumed(mut self, now: Time) -> Self {
        if let Some(since) = self.stopped_at.take() {
            let pause = now.since(since);
            if !pause.is_over() {
                self.act_by = self.act_by.plus(pause);
                self.presume_at = self.presume_at.plus(pause);
                self.paused = self.paused.plus(pause);
            }
        }
        self
    }
    /// With the platform's own deadline, which sets both times. A hand-set one stays.
    pub fn with_platform_time(mut self, deadline: Time) -> Self {
        if self.source != ClockSource::Manual {
            (self.act_by, self.presume_at, self.paused) = (deadline, deadline, Span::ZERO);
            (self.source, self.confidence) = (ClockSource::Platform, Confidence::High);
        }
        self
    }
    /// With a deadline set by hand, which wins over everything.
    pub fn with_manual_time(mut self, deadline: Time) -> Self {
        (self.act_by, self.presume_at, self.paused) = (deadline, deadline, Span::ZERO);
        (self.source, self.confidence) = (ClockSource::Manual, Confidence::High);
        self
    }
}

/// Why a case shows no running deadline.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NoClock {
    /// The case has ended.
    Ended,
    /// The platform pays; it promises no time.
    PlatformPays,
    /// The platform decides; it promises no time, so the elapsed time is shown.
    PlatformDecides,
    /// No rule is known: set a time, or import the platform's.
    NoRule(Stage),
}

impl NoClock {
    /// Its word in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            NoClock::Ended => "ended",
            NoClock::PlatformPays => "platform_pays",
            NoClock::PlatformDecides => "platform_decides",
            NoClock::NoRule(_) => "no_rule",
        }
    }
}

/// What can be said of a case's time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ClockView<'a> {
    /// This deadline runs.
    Running(&'a CaseClock),
    /// This one stands still, because the platform has the case.
    Stopped(&'a CaseClock),
    /// There is none, and this is why.
    None(NoClock),
}
