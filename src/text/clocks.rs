//! A case's clock in words: what happens if nobody acts, why there is none, what does not fit.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::aftersale::{Anomaly, Case, CaseClock, ClockView, NoClock, OnTimeout, Party};
use crate::domain::{Money, Time, Zone};

words! {
    /// What the platform does when nobody acts.
    on_timeout(OnTimeout) {
        AutoRefund: "平台自动退款" | "the platform refunds";
        AutoAgreeToReturn: "平台自动同意退货，退货地址发给买家" | "the platform agrees and sends the return address";
        CloseCase: "售后单自动关闭" | "the case closes by itself";
        JudgeOnEvidence: "平台按已有凭证判定" | "the platform judges on what is there";
        BuyerMayRefund: "买家可以改为退款" | "the buyer may turn it into a refund";
        AutoConfirm: "自动确认收货，售后完成" | "receipt is confirmed and the case is done";
        CloseOrder: "订单自动关闭" | "the order closes";
        LateShipmentClaim: "买家可以投诉延迟发货" | "the buyer may claim late shipment";
        LooksUnshipped: "可能被判虚假发货" | "it may count as a fake shipment";
        ParcelStalled: "物流停滞" | "the parcel stands still";
        ConfirmReceipt: "自动确认收货" | "receipt is confirmed";
        RightEnds: "不能再申请" | "the right ends";
        RefundLate: "钱应已到账，请查付款渠道" | "the money should be there: check the payment channel";
        Breach: "超过法定的退款期限" | "the time the law allows is over";
        AnswerOverdue: "算作超时未回应，平台接手处理" | "counts as unanswered, and the platform goes on without us";
    }
}

texts! {
    c_timeout(at: &str, what: &str): "超时未处理：{at} {what}" | "If nobody acts: {at}, {what}";
    c_for_buyer: "（对买家有利）" | " (in the buyer's favour)";
    c_for_seller: "（对我们有利，不用催）" | " (in our favour, no hurry)";
    c_presumed(at: &str, what: &str): "{at} 已到期，平台可能已处理：{what}。请去平台核对。" | "{at} has passed; the platform may have acted: {what}. Check there.";
    c_between(act_by: &str, presume_at: &str): "各处说法不一：最早 {act_by}，最晚 {presume_at}" | "Sources differ: {act_by} at the earliest, {presume_at} at the latest";
    c_unknown_outcome: "到期后的结果未知" | "what then happens is not known";
    c_stopped(at: &str): "平台介入中，时钟从 {at} 起停住" | "The platform has it; the clock stands still since {at}";
    c_closes_itself: "会自行关闭" | "closes";
    c_done_itself: "会自行完成" | "ends";
    c_ended: "已结束" | "ended";
    c_platform_pays: "平台退款中，没有承诺时间" | "The platform is paying; it promises no time";
    c_platform_decides: "平台处理中，没有承诺时间" | "The platform decides; it promises no time";
    c_no_rule: "没有已知规则，请设时间或导入平台时间" | "No rule is known: set a time, or import the platform's";
    c_why(rule: &str, version: u32, source: &str, confidence: &str): "规则 {rule} 第 {version} 版，{source}，{confidence}" | "rule {rule} version {version}, {source}, {confidence}";
    c_why_no_rule(source: &str): "{source}，没有对应的规则" | "{source}, no rule for it";

    x_jumped(from: &str, to: &str): "平台把这单从\"{from}\"直接变成了\"{to}\"，中间的步骤不清楚。" | "The platform took this from \"{from}\" straight to \"{to}\"; what came between is not known.";
    x_after_end(told: &str): "已结束的售后单，平台又显示\"{told}\"。请去平台核对。" | "The case had ended, yet the platform shows \"{told}\". Check there.";
    x_over_cap(amount: &str, cap: &str): "平台退了 {amount}，超过可退的 {cap}。请核对订单金额。" | "The platform refunds {amount}, more than the {cap} left. Check the order's amounts.";
    hap_return_signed: "退货已签收" | "the return was signed for";
    x_beside(other: &str): "同一件商品还有售后单 {other}，可能是同一件事，请核对。" | "Case {other} is about the same goods; probably the same matter. Look at both.";
    x_differs(noted: &str): "这里登记的是{noted}，平台上不一样，已按平台的改。请核对。" | "Noted here: {noted}. The platform has it otherwise and was taken over; look at it.";
    x_overtaken(step: &str): "记下的\"{step}\"已经用不上了，别再去平台操作。" | "The step noted ({step}) no longer applies; do not do it on the platform.";
}

impl Lang {
    /// What happens if nobody acts, with its date: the line under a case's clock.
    pub fn if_nobody_acts(self, clock: &CaseClock, zone: Zone, now: Time) -> String {
        let what = clock.on_timeout.map_or(self.c_unknown_outcome(), |what| self.on_timeout(what));
        if clock.is_presumed_over(now) {
            return self.c_presumed(&zone.short(clock.presume_at, now), what);
        }
        let favours = match clock.favours {
            Some(Party::Buyer) => self.c_for_buyer(),
            Some(Party::Seller) => self.c_for_seller(),
            _ => "",
        };
        format!("{}{favours}", self.c_timeout(&zone.short(clock.act_by, now), what))
    }

    /// One line on a case's time: what happens if nobody acts, that it stands still, or why there is no clock.
    pub fn clock_line(self, case: &Case, zone: Zone, now: Time) -> String {
        match case.clock_view() {
            ClockView::Running(clock) => self.if_nobody_acts(clock, zone, now),
            ClockView::Stopped(clock) => self.c_stopped(&zone.short(clock.stopped_at.unwrap_or(clock.started_at), now)),
            ClockView::None(why) => self.no_clock(why).to_owned(),
        }
    }

    /// The few words of a list row: time left, `会自行关闭`, or why there is no clock.
    pub fn clock_cell(self, case: &Case, now: Time) -> String {
        match case.clock_view() {
            ClockView::Running(clock) if clock.favours == Some(Party::Seller) => match clock.on_timeout {
                Some(OnTimeout::AutoConfirm) => self.c_done_itself().to_owned(),
                _ => self.c_closes_itself().to_owned(),
            },
            ClockView::Running(clock) => self.case_clock(clock.left(now)),
            ClockView::Stopped(_) => self.c_platform_decides().to_owned(),
            ClockView::None(why) => self.no_clock(why).to_owned(),
        }
    }

    /// What is said where a rule does not tell what happens.
    pub const fn unknown_outcome(self) -> &'static str {
        self.c_unknown_outcome()
    }

    /// Why there is no clock.
    pub const fn no_clock(self, why: NoClock) -> &'static str {
        match why {
            NoClock::Ended => self.c_ended(),
            NoClock::PlatformPays => self.c_platform_pays(),
            NoClock::PlatformDecides => self.c_platform_decides(),
            NoClock::NoRule(_) => self.c_no_rule(),
        }
    }

    /// Where a clock's times come from.
    pub fn clock_why(self, clock: &CaseClock) -> String {
        let source = self.clock_source(clock.source);
        match (&clock.rule, clock.rule_version) {
            (Some(rule), Some(version)) => self.c_why(rule, version, source, self.confidence(clock.confidence)),
            _ => self.c_why_no_rule(source),
        }
    }

    /// The two times, where sources differ.
    pub fn clock_between(self, clock: &CaseClock, zone: Zone, now: Time) -> Option<String> {
        let (act_by, presume_at) = (zone.short(clock.act_by, now), zone.short(clock.presume_at, now));
        (clock.act_by != clock.presume_at).then(|| self.c_between(&act_by, &presume_at))
    }

    /// What came from outside and does not fit.
    pub fn anomaly(self, anomaly: &Anomaly) -> String {
        match anomaly {
            Anomaly::Jumped { from, to, .. } => self.x_jumped(self.stage(*from), self.stage(*to)),
            Anomaly::AfterEnd { told, .. } => self.x_after_end(self.stage(*told)),
            Anomaly::OverCap { amount, cap, .. } => self.x_over_cap(&amount.shown(), &cap.shown()),
            Anomaly::Beside { other, .. } => self.x_beside(&other.to_string()),
            Anomaly::Differs { kind, amount, .. } => {
                let kind = kind.map(|kind| self.case_type(kind).to_owned());
                let noted: Vec<_> = kind.into_iter().chain(amount.map(Money::shown)).collect();
                self.x_differs(&noted.join(" "))
            }
            Anomaly::IntentionOvertaken { step, .. } => self.x_overtaken(self.case_step(*step)),
        }
    }
}
