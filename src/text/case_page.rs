//! The case pane in words: its rows, its page, its dialogs, and what another instant would bring.

use super::Lang;
use super::macros::texts;
use crate::domain::aftersale::{
    Case, CaseClock, CaseType, CaseWeek, ClockSource, ClockView, Confidence, Found, NoClock, ParcelFact, Party, Step,
    WhatIf,
};
use crate::domain::{SafeText, Time, Zone};

texts! {
    cases_by_time: "按到期排，先看要核对的" | "By time left, what to check first";
    cases_by_harm: "按损失排: 不处理会赔的金额大的在前" | "By harm: what costs most when nobody acts comes first";
    cases_title(n: usize): "4 售后 {n}  按到期" | "4 Cases {n}  by time left";
    cases_title_harm(n: usize): "4 售后 {n}  按损失" | "4 Cases {n}  by harm";
    cases_all(n: usize): "4 售后 {n}  含已结" | "4 Cases {n}  with ended ones";
    case_week(opened: usize, ended: usize, platform: usize): "本周 {opened}  已结 {ended}  平台介入 {platform}" | "this week {opened}  ended {ended}  with the platform {platform}";
    case_to_check: "待核对" | "check";
    no_rule_short: "无已知规则" | "no rule";
    row_timeout(what: &str): "超时未处理: {what}" | "If nobody acts: {what}";
    /// Behind the columns of a row that is short of room: what comes if nobody acts.
    row_else(what: &str): "-> {what}" | "-> {what}";
    row_else_unknown: "结果未知" | "not known";
    row_check_unknown: "已到期，结果未知，请核对" | "over, outcome unknown; check";
    row_check(what: &str): "可能已{what}，请核对" | "may have: {what}; check";
    mark_manual: "手设" | "by hand";
    mark_unverified: "未核实" | "unverified";
    next_party(who: &str): "等{who}" | "{who} next";

    /// Behind the goods of a case: those of the order it is not about.
    lines_not_of_case(n: usize): "订单里另有 {n} 款" | "{n} more in the order";
    case_apart(why: &str): "另一件商品，和这单别的售后单分开: {why}" | "About other goods than the order's other case: {why}";
    case_beside_field: "先看那张" | "the open case";
    case_beside_open: "打开那张" | "open that one";
    case_beside_apart: "是另一件，另开一张" | "other goods, open another";
    case_apart_field: "另开的理由" | "why another";
    case_heard(quote: &str): "买家说: \"{quote}\"" | "The buyer said: \"{quote}\"";
    carrier_field: "快递公司" | "courier";
    parcel_field: "包裹" | "parcel";
    parcel_not_known: "还没确认" | "not known";
    parcel_held: "已截单或拦下" | "held or intercepted";
    parcel_returning: "在退回路上" | "on its way back";
    parcel_lost: "快递认定丢件" | "lost, says the courier";
    parcel_unknown: "包裹还没确认拦下。先截单或拦截，再选这里；确实要先退，在下面写理由。" | "Nobody has confirmed that the parcel stays. Hold or intercept it and say so here; to refund all the same, give a reason below.";
    override_field: "破例理由" | "override, with a reason";
    proof_needed: "已发货的单子，拒绝要附凭证" | "once shipped, a refusal needs proof";
    unboxing_needed: "拒绝收货要附开箱或验货的照片、视频" | "refusing the goods needs photos or a video of the unboxing";
    proof_field: "凭证" | "proof";
    goods_look: "验货结果" | "inspection";
    goods_intact: "完好" | "intact";
    goods_used: "有使用痕迹" | "used";
    goods_damaged: "有损坏" | "damaged";
    weight_field: "称重 (克)" | "weight (g)";
    weighs(grams: &str): "{grams} 克" | "{grams} g";
    inspected(looks: &str): "验货: {looks}" | "inspected: {looks}";
    words_to_buyer_field: "给买家的说明" | "words to the buyer";
    other_address_field: "或另写地址" | "or another address";
    no_return_address: "还没有退货地址，同意退货时填" | "There is no return address yet; fill it in when agreeing";
    send_it_here(address: &str): "亲，退货请寄到：{address}。请不要发到付或平邮，寄出后把快递单号填到售后单里，方便我们尽快为您处理。" | "Please send the goods to: {address}. Please do not send freight collect, and fill the tracking number into the case so that we can see to it quickly.";
    say_address_next(key: &str): "按 {key} 把退货地址发给买家" | "{key} sends the buyer the return address";

    does_refund(amount: &str): "退 {amount}，要输入金额" | "refunds {amount}; the amount has to be typed";
    does_refund_unsafe(amount: &str): "退 {amount}；先确认截单或拦下" | "refunds {amount}; make sure the parcel is held first";
    does_send_back(address: &str): "退货地址 {address}，发给买家" | "return to {address}, told to the buyer";
    does_send: "由我们寄出，填运单号" | "we send it, with a tracking number";
    does_refuse: "要写原因和说明" | "wants a reason and words to the buyer";
    does_refuse_shipped: "要写原因和说明，已发货要附凭证" | "wants a reason, words and, once shipped, proof";
    does_offer: "改金额或改类型，等买家确认" | "another amount or type; the buyer has to agree";
    does_fine_refund(amount: &str): "记下验货结果，退 {amount}，要输入金额" | "records the inspection and refunds {amount}, typed";
    does_fine_send: "记下验货结果，接着由我们寄出" | "records the inspection; then we send";
    does_refuse_receipt: "要写原因，附开箱或验货的照片、视频" | "wants a reason and photos or a video of the unboxing";
    does_shipped: "填快递公司和单号" | "wants courier and number";
    goods_worth_field: "寄出的货值" | "worth of the goods sent";
    goods_sent_known(worth: &str): "寄出货物  {worth}" | "goods sent  {worth}";
    goods_sent_guess(worth: &str): "寄出货物  {worth} (按成交价，还没定)" | "goods sent  {worth} (as was paid; not settled yet)";
    offered(kind: &str, amount: &str): "我们的方案: {kind} {amount}，等买家确认" | "our offer: {kind} {amount}; the buyer decides";
    paid_and_refunded(paid: &str, refunded: &str): "实付 {paid}，已退 {refunded}" | "paid {paid}, refunded {refunded}";
    nothing_noted_yet(place: &str, key: &str): "已记下的一步: 无。在{place}操作后按 {key} 标记，之前时钟照走。" | "Noted: nothing. After acting in {place} press {key}; the clock runs until then.";
    ask_key(key: &str): "{key} 一键索取" | "{key} asks for it";
    f_back_to: "退货地址" | "return to";
    f_proof: "凭证" | "proof";

    wi_left(when: &str, left: &str): "若 {when} 处理: 还剩 {left}" | "Handled at {when}: {left} left";
    wi_maybe(when: &str, over: &str): "若 {when} 处理: 可能已超时 {over}" | "Handled at {when}: perhaps {over} late";
    wi_over(when: &str, over: &str): "若 {when} 处理: 已超时 {over}" | "Handled at {when}: {over} late";
    wi_none(when: &str, why: &str): "若 {when} 处理: {why}" | "Handled at {when}: {why}";
    wi_step(at: &str, what: &str, rule: &str): "{at} {what} ({rule})" | "{at} {what} ({rule})";
    wi_maybe_step(at: &str, last: &str, what: &str, rule: &str): "最早 {at}、最晚 {last} {what} ({rule})" | "between {at} and {last} {what} ({rule})";
    wi_then(stage: &str, at: &str): "之后 {stage}，到 {at}" | "then {stage} until {at}";
    wi_rule(rule: &str, source: &str): "规则 {rule}，{source}" | "rule {rule}, {source}";
}

impl Lang {
    /// What the goods sent in a case are worth, and that nobody has settled it yet.
    pub fn goods_sent(self, worth: &str, settled: bool) -> String {
        if settled { self.goods_sent_known(worth) } else { self.goods_sent_guess(worth) }
    }
    /// The title of the case list.
    pub fn cases_heading(self, all: bool, by_harm: bool, total: usize) -> String {
        match (all, by_harm) {
            (true, _) => self.cases_all(total),
            (false, true) => self.cases_title_harm(total),
            (false, false) => self.cases_title(total),
        }
    }

    /// The week in one line.
    pub fn week_of_cases(self, week: &CaseWeek) -> String {
        self.case_week(week.opened, week.ended, week.with_platform)
    }

    /// What happens to a case if nobody acts, for its row in a list; nothing for one that ended.
    pub fn row_outcome(self, case: &Case, now: Time) -> String {
        match case.clock_view() {
            ClockView::Running(clock) => match (clock.on_timeout, clock.is_presumed_over(now)) {
                (Some(what), true) => self.row_check(self.on_timeout(what)),
                (None, true) => self.row_check_unknown().to_owned(),
                (what, false) => self.row_timeout(what.map_or(self.unknown_outcome(), |what| self.on_timeout(what))),
            },
            ClockView::Stopped(_) => self.arbitration(case.arbitration).to_owned(),
            ClockView::None(NoClock::Ended) => String::new(),
            ClockView::None(why) => self.no_clock(why).to_owned(),
        }
    }

    /// The same in few columns, where a clock runs.
    pub fn row_outcome_short(self, case: &Case, now: Time) -> Option<String> {
        let clock = case.running().filter(|clock| !clock.is_presumed_over(now))?;
        Some(self.row_else(clock.on_timeout.map_or(self.row_else_unknown(), |what| self.on_timeout(what))))
    }

    /// The time of a row: `待核对` once presumed over, `无已知规则` without a rule, else what is left.
    pub fn row_clock(self, case: &Case, now: Time) -> String {
        match case.clock_view() {
            ClockView::Running(clock) if clock.favours != Some(Party::Seller) && clock.is_presumed_over(now) => {
                self.case_to_check().to_owned()
            }
            ClockView::None(NoClock::NoRule(_)) => self.no_rule_short().to_owned(),
            _ => self.clock_cell(case, now),
        }
    }

    /// What is to be known of a clock beside its time: set by hand, or from a rule nobody has verified.
    pub fn clock_mark(self, clock: &CaseClock) -> Option<&'static str> {
        match (clock.source, clock.confidence) {
            (ClockSource::Manual, _) => Some(self.mark_manual()),
            (ClockSource::Rule, Confidence::Unverified) => Some(self.mark_unverified()),
            _ => None,
        }
    }

    /// Who is to act next; nothing once it ended.
    pub fn whose_turn(self, case: &Case) -> String {
        let party = match case.clock_view() {
            ClockView::None(NoClock::Ended) => return String::new(),
            _ if case.arbitration.is_active() && !case.waits_for_us() => Some(Party::Platform),
            _ if case.arbitration.is_active() => Some(Party::Seller),
            _ => case.stage.acts(),
        };
        self.next_party(self.party(party.unwrap_or(Party::Platform)))
    }

    /// What is known of the parcel a refund would leave unpaid.
    pub fn parcel_fact(self, fact: Option<ParcelFact>) -> &'static str {
        match fact {
            None => self.parcel_not_known(),
            Some(ParcelFact::Held) => self.parcel_held(),
            Some(ParcelFact::Returning) => self.parcel_returning(),
            Some(ParcelFact::Lost) => self.parcel_lost(),
        }
    }

    /// Whose act a step is that has no key of its own: ours says nothing.
    pub fn step_told_by(self, step: Step) -> &'static str {
        match step.by() {
            Party::Buyer => self.told_by_buyer(),
            Party::Seller => "",
            Party::Platform => self.told_by_platform(),
        }
    }

    /// What a step brings and wants, for its line on the page.
    pub fn step_does(self, case: &Case, step: Step, address: Option<&SafeText>, is_safe: bool) -> String {
        let amount = case.amount.map(|amount| amount.shown()).unwrap_or_default();
        match step {
            Step::Agree if case.kind.goods_come_back() => match address {
                Some(address) => self.does_send_back(address),
                None => self.no_return_address().to_owned(),
            },
            Step::Agree if case.kind == CaseType::Resend => self.does_send().to_owned(),
            Step::Agree if is_safe => self.does_refund(&amount),
            Step::Agree => self.does_refund_unsafe(&amount),
            Step::Refuse if case.goods == crate::domain::aftersale::GoodsState::Unshipped => self.does_refuse().into(),
            Step::Refuse => self.does_refuse_shipped().to_owned(),
            Step::Offer => self.does_offer().to_owned(),
            Step::GoodsFine if case.kind.refunds() => self.does_fine_refund(&amount),
            Step::GoodsFine => self.does_fine_send().to_owned(),
            Step::RefuseReceipt => self.does_refuse_receipt().to_owned(),
            Step::Shipped => self.does_shipped().to_owned(),
            _ => String::new(),
        }
    }

    /// What another instant would bring, in one line.
    pub fn what_if(self, what: &WhatIf, zone: Zone, now: Time) -> String {
        let when = zone.short(what.at, now);
        let mut parts = vec![match what.found {
            Found::Left(left) => self.wi_left(&when, &self.case_clock(left)),
            Found::MayBeOver(over) => self.wi_maybe(&when, &self.case_clock(over)),
            Found::Over(over) => self.wi_over(&when, &self.case_clock(over)),
            Found::Stopped => self.wi_none(&when, self.c_platform_decides()),
            Found::NoClock(why) => self.wi_none(&when, self.no_clock(why)),
        }];
        for one in &what.happened {
            let outcome = one.what.map_or(self.unknown_outcome(), |what| self.on_timeout(what));
            let rule = self.rule_of(&one.clock);
            let (first, last) = (zone.short(one.clock.act_by, now), zone.short(one.clock.presume_at, now));
            parts.push(if one.maybe {
                self.wi_maybe_step(&first, &last, outcome, &rule)
            } else {
                self.wi_step(&last, outcome, &rule)
            });
        }
        if let (Some(next), Some(to)) = (&what.next, what.happened.last().and_then(|one| one.to)) {
            parts.push(self.wi_then(self.stage(to), &zone.short(next.act_by, now)));
        }
        parts.join(if self == Lang::Zh { "；" } else { "; " })
    }

    fn rule_of(self, clock: &CaseClock) -> String {
        let source = match clock.source {
            ClockSource::Rule => self.confidence(clock.confidence),
            source => self.clock_source(source),
        };
        match &clock.rule {
            Some(rule) => self.wi_rule(rule, source),
            None => source.to_owned(),
        }
    }
}
