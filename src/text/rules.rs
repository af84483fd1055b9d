//! The business rules in words: rows, what they count from, the arithmetic of a clock, why a row does not hold.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::aftersale::{DeadlineOn, Lasts, Loss, OrderClock, StartEvent};
use crate::domain::{Span, Zone};

words! {
    /// The event a deadline counts from.
    start_event(StartEvent) {
        Applied: "买家申请或修改" | "the buyer applied or edited";
        Agreed: "商家同意" | "we agreed";
        Refused: "商家拒绝或提出方案" | "we refused or made an offer";
        TrackingFilled: "买家填退货单号" | "the return waybill was filled in";
        ReturnSigned: "退货签收" | "the return was signed for";
        GoodsAccepted: "收货无误或同意发出" | "the goods were fine, or we agreed to send";
        ReplacementShipped: "换货或补寄发出" | "the replacement was shipped";
        EvidenceAsked: "平台要求举证" | "the platform asked for evidence";
        ComplaintFiled: "买家投诉" | "the buyer complained";
        PaidOut: "退款付出" | "the refund was paid out";
        OrderPlaced: "下单" | "the order was placed";
        OrderPaid: "付款" | "the order was paid";
        OrderShipped: "发货" | "the order was shipped";
        LastScan: "上一次物流扫描" | "the last scan";
        OrderSigned: "签收" | "the parcel was signed for";
        OrderFinished: "交易成功" | "the trade succeeded";
    }
    /// A deadline of an order.
    order_clock(OrderClock) {
        Unpaid: "未付款关闭" | "closes unpaid";
        ToShip: "发货期限" | "must be shipped";
        FirstScan: "首次揽收" | "first scan";
        Moving: "物流更新" | "parcel moves on";
        Receipt: "自动确认收货" | "receipt";
        AftersaleWindow: "售后期限" | "after-sales window";
        ReviewWindow: "评价期限" | "review window";
        NoReason: "七天无理由" | "no-reason return";
    }
}

texts! {
    u_hours(n: i64): "{n} 小时" | "{n} h";
    u_minutes(n: i64): "{n} 分钟" | "{n} min";
    u_days(n: u16): "{n} 天（次日起算，到最后一天 24:00）" | "{n} days (from the next day, to 24:00 of the last)";
    u_workdays(n: u16): "{n} 个工作日（次日起算，到最后一天 24:00）" | "{n} working days (from the next day, to 24:00 of the last)";
    l_types: "不是这个售后类型" | "for other types";
    l_goods: "货物状态不同" | "for goods elsewhere";
    l_tag: "不是这类商品或活动" | "for goods or sales marked otherwise";
    l_reasons: "不是这个理由" | "for other reasons";
    l_shops: "不是这家店" | "for other shops";
    l_not_yet(day: &str): "{day} 起才生效" | "holds from {day} only";
    l_no_longer(day: &str): "{day} 后已失效" | "held until {day}";
    l_not_started: "起算的事还没发生" | "what it counts from has not happened";
    l_less_specific: "有更具体的规则" | "another row is more specific";
    l_later: "给的时间更长" | "gives more time";
    /// Labels of an explanation.
    e_matter: "事项" | "Matter";
    e_rule: "规则" | "Rule";
    e_rule_version(id: &str, version: u32): "{id} 第 {version} 版" | "{id} version {version}";
    e_start: "起算" | "From";
    e_start_at(event: &str, at: &str): "{event}，{at}" | "{event}, {at}";
    e_act: "须处理" | "Act by";
    e_presume: "推定超时" | "Presumed";
    e_plus(lasts: &str, at: &str): "+ {lasts} = {at}" | "+ {lasts} = {at}";
    e_campaign(name: &str): "（{name}改过期限）" | " (changed by {name})";
    e_extension(from: &str, to: &str, more: &str, source: &str, at: &str): "落在 {from} 至 {to}，顺延 {more}（{source}）= {at}" | "falls on {from} to {to}: + {more} ({source}) = {at}";
    e_paused(more: &str): "停表期间顺延 {more}" | "+ {more} for the time it stood still";
    e_stopped(at: &str): "{at} 起停表" | "stands still since {at}";
    e_sooner: "更早的" | "Sooner";
    e_in_force: "现在的时间" | "In force";
    e_source: "来源" | "Source";
    e_then: "超时后" | "Then";
    e_others: "其他规则" | "Other rows";
    e_by_clock(source: &str): "（{source}）" | " ({source})";
    e_wins_platform: "平台给的时间优先于规则" | "The platform's own time wins over the rule";
    e_wins_manual: "手动设的时间优先于平台和规则" | "A time set by hand wins over the platform and the rule";
    e_changed: "规则改过，这一单还没重算：kefu rules recompute" | "The rules have changed and this case was not worked out anew: kefu rules recompute";
    e_unknown_year(year: i32): "{year} 年没有放假表，周末算休息" | "No table of days off for {year}: weekends count as off";
    rules_recomputed(seen: u64, changed: u64): "重算了 {seen} 张售后单的时间，{changed} 张有变化。" | "Worked out the clocks of {seen} cases; {changed} changed.";
    rules_missing: "没有这个平台的规则。" | "No rules for this platform.";
    job_rules: "重算售后时间" | "after-sales clocks";
    rules_read_anew: "规则已更新" | "Rules read anew";
}

impl Lang {
    /// How long something may take.
    pub fn lasts(self, lasts: Lasts) -> String {
        match lasts {
            Lasts::For(span) => self.natural(span),
            Lasts::Days(days) => self.u_days(days),
            Lasts::WorkDays(days) => self.u_workdays(days),
        }
    }

    /// A span in hours, or in minutes where it is no whole number of them.
    pub fn natural(self, span: Span) -> String {
        let minutes = span.whole_secs() / 60;
        if minutes % 60 == 0 { self.u_hours(minutes / 60) } else { self.u_minutes(minutes) }
    }

    /// What a row is about.
    pub fn deadline_on(self, on: DeadlineOn) -> &'static str {
        match on {
            DeadlineOn::Stage(stage) => self.stage(stage),
            DeadlineOn::Arbitration(arbitration) => self.arbitration(arbitration),
            DeadlineOn::Order(clock) => self.order_clock(clock),
        }
    }

    /// Why a row does not hold for a case.
    pub fn loss(self, loss: Loss) -> String {
        let day = |day: chrono::NaiveDate| day.format("%Y-%m-%d").to_string();
        match loss {
            Loss::Types => self.l_types().to_owned(),
            Loss::Goods => self.l_goods().to_owned(),
            Loss::Tag => self.l_tag().to_owned(),
            Loss::Reasons => self.l_reasons().to_owned(),
            Loss::Shops => self.l_shops().to_owned(),
            Loss::NotYet(from) => self.l_not_yet(&day(from)),
            Loss::NoLonger(to) => self.l_no_longer(&day(to)),
            Loss::NotStarted => self.l_not_started().to_owned(),
            Loss::LessSpecific => self.l_less_specific().to_owned(),
            Loss::Later => self.l_later().to_owned(),
        }
    }

    /// An instant of an explanation: always with its year, for the arithmetic may cross it.
    pub fn instant(self, at: crate::domain::Time, zone: Zone) -> String {
        zone.local(at).format("%Y-%m-%d %H:%M").to_string()
    }
}
