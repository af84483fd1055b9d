//! Why a case does not take a step, and what would help.

use super::macros::texts;
use super::{Lang, Said};
use crate::domain::aftersale::{OpenCase, Refusal};
use crate::domain::{Money, Time, Zone};

texts! {
    r_ended(stage: &str): "这张售后单已经结束（{stage}）。" | "This case has ended ({stage}).";
    h_ended: "买家还有问题的话，请买家重新申请，或登记到日志。" | "If the buyer still has a problem, they can apply again; or log it.";
    r_not_from_here(stage: &str, step: &str): "现在是\"{stage}\"，不能\"{step}\"。" | "It stands at \"{stage}\"; \"{step}\" is not possible from there.";
    h_not_from_here: "下面列出了现在能做的步骤。" | "The steps possible now are listed below.";
    r_line_has_case: "这件商品已经有一张进行中的售后单。" | "This line already has an open case.";
    h_line_has_case: "在那张售后单上处理，或等它结束。" | "Work on that one, or wait until it ends.";
    r_tries(max: u32): "买家的 {max} 次机会用完了。" | "The buyer has used all {max} tries.";
    h_tries: "不能再申请，可以协商小额打款，或请平台处理。" | "No more applications; agree on a small transfer, or leave it to the platform.";
    r_window(at: &str): "{at} 已经过了期限。" | "The time for it ended on {at}.";
    h_window: "平台不再受理，可以和买家协商。" | "The platform no longer takes it; agree with the buyer.";
    r_type(goods: &str, kind: &str): "货物{goods}，不能{kind}。" | "Goods {goods}: \"{kind}\" is not possible.";
    h_type: "未发货只能仅退款，已发货可退货退款，收到货才能换货、维修、补寄。" | "Not shipped: refund only. Shipped: refund or return. Received: everything.";
    r_not_held: "还没确认截单，退了款货可能照发。" | "Nobody has confirmed that the parcel stays; it may still go out.";
    h_not_held: "先让仓库截单再同意；确实要先退，请写明原因。" | "Have the warehouse hold it first; to refund all the same, give a reason.";
    r_on_the_way: "包裹还在路上，也没有拦截成功。" | "The parcel is on its way and not intercepted.";
    h_on_the_way: "先拦截，或请买家拒收，或改为退货退款；确实要先退，请写明原因。" | "Intercept it, ask the buyer to refuse it, or make it a return; to refund all the same, give a reason.";
    r_no_address: "没有退货地址。" | "There is no return address.";
    h_no_address: "选好退货仓库的地址再同意。" | "Choose the warehouse's address, then agree.";
    r_no_reason: "没有选原因。" | "The reason is missing.";
    h_no_reason: "选一个原因再试。" | "Choose a reason and try again.";
    r_no_text: "没有写给买家的说明。" | "The words to the buyer are missing.";
    h_no_text: "写一句说明，买家和平台都会看到。" | "Write a sentence; the buyer and the platform will read it.";
    r_no_evidence: "已发货的单子，拒绝要附凭证。" | "Once shipped, a refusal needs evidence.";
    h_no_evidence: "附上照片、视频或聊天记录。" | "Add photos, a video, or the chat.";
    r_order_has_case(kind: &str, stage: &str, at: &str): "这单有一张没结束的售后单，可能是同一件: {kind}，{stage}，{at} 申请。" | "The order has an open case that may be about the same goods: {kind}, {stage}, applied {at}.";
    h_order_has_case(id: &str): "是同一件就在那张上处理（kefu case show {id}）；是另一件，写明理由再开（--apart）。" | "Work on that one if it is (kefu case show {id}); if not, say why and open it (--apart).";
    r_line_done: "这件商品的售后已经完成过，平台不再受理。" | "A case of this line was completed; the platform takes no other.";
    h_line_done: "请和买家在聊天里协商。" | "Settle it with the buyer in the chat.";
    r_offer_first: "平台要求先协商，再拒绝。" | "The platform wants an offer before a refusal.";
    h_offer_first: "先提一个方案；如果这一单可以直接拒绝，请写明理由。" | "Make an offer first; if this case may be refused at once, say why.";
    r_no_unboxing: "拒绝收货要附开箱照片或视频。" | "Refusing receipt needs photos or a video of the unboxing.";
    h_no_unboxing: "加上开箱或验货的照片、视频再拒绝。" | "Add photos or a video of the unboxing or inspection.";
    r_no_ruling: "还没有支持买家的判定，不能申诉。" | "There is no ruling for the buyer to appeal against.";
    h_no_ruling: "判定之后、退款之前可以申诉。" | "Appeal after the ruling and before the money has gone.";
    r_cannot_refuse: "平台不允许拒绝这张售后单。" | "The platform takes no refusal for this case.";
    h_cannot_refuse: "可以同意，或先和买家协商改方案。" | "Agree, or settle something else with the buyer first.";
    r_no_waybill: "没有快递公司或单号。" | "Courier or number is missing.";
    h_no_waybill: "两样都填上再试。" | "Fill in both and try again.";
    r_no_amount: "这张售后单没有金额。" | "The case has no amount.";
    h_no_amount: "输入要退的金额。" | "Type the amount to refund.";
    r_type_amount(expected: &str): "请输入 {expected} 来确认。" | "Type {expected} to confirm.";
    h_type_amount: "金额要和售后单上的一分不差。" | "It has to be the case's amount to the cent.";
    r_over_cap(asked: &str, cap: &str): "{asked} 超过最多可退的 {cap}。" | "{asked} is more than the {cap} that may be refunded.";
    h_over_cap: "多出的部分走小额打款，另外登记。" | "What goes beyond is a small transfer, recorded apart.";
    r_full_only(amount: &str): "没收到货的只能全额退 {amount}。" | "What was not received is refunded in full: {amount}.";
    h_full_only: "改成全额，或协商成退货退款。" | "Offer the full amount, or a return.";
    r_empty_offer: "方案和买家申请的一样。" | "The offer is what the buyer asked for.";
    h_empty_offer: "改类型或金额；没有要改的就直接同意。" | "Change the type or the amount; or simply agree.";
    r_no_offer: "现在没有等买家回复的方案。" | "There is no offer to answer.";
    h_no_offer: "先提出一个方案。" | "Make an offer first.";
    r_in_arbitration: "平台正在处理这张售后单。" | "The platform has this case in its hands.";
    h_in_arbitration: "按时举证，等平台判定，或和买家协商撤销。" | "Hand in evidence in time and wait, or settle with the buyer.";
    r_not_in_arbitration: "平台没有介入这张售后单。" | "The platform does not have this case.";
    h_not_in_arbitration: "以平台上的状态为准，导入后再看。" | "Go by what the platform shows; import and look again.";
    r_not_due(at: &str): "还没到期，{at} 才到。" | "It is not over before {at}.";
    h_not_due: "到期后去平台核对，再标记。" | "Check on the platform then, and mark it.";
    r_no_clock: "没有到期时间，谈不上超时。" | "No deadline is known, so nothing has run out.";
    h_no_clock: "设一个时间，或导入平台时间。" | "Set a time, or import the platform's.";
    r_intended(step: &str): "已经记下\"{step}\"，还没在平台操作。" | "\"{step}\" is noted and not done on the platform yet.";
    h_intended: "先标记完成，或按 u 取消记下的一步。" | "Mark that as done, or take it back with u.";
    r_nothing_intended: "没有记下待操作的一步。" | "No step is noted.";
    h_nothing_intended: "先选一步，去平台操作后再标记。" | "Choose a step, do it on the platform, then mark it.";
    r_bad_amount: "金额或币种不对。" | "The amount or its currency is off.";
    h_bad_amount: "用订单的币种，写成 59.00 这样。" | "Use the order's currency, written like 59.00.";
    r_over_limit(asked: &str, limit: &str): "{asked} 超过你能单独决定的 {limit}。" | "{asked} is more than the {limit} you may decide alone.";
    h_over_limit: "请主管或店主在旁边输入自己的 PIN；没有 PIN 的先用 kefu agents pin 设置。" | "Ask the lead or the owner to type their own PIN; kefu agents pin sets one.";
    r_not_second(asked: &str): "这位不能批 {asked}。" | "This person cannot approve {asked}.";
    h_not_second: "要另一个人来批，而且权限要够。" | "It has to be somebody else, who may give that much.";
    r_over_order(asked: &str, limit: &str): "再打 {asked} 就超过一单 {limit} 的上限。" | "{asked} more would be over the {limit} for one order.";
    r_over_day(asked: &str, limit: &str): "再打 {asked} 就超过你今天 {limit} 的上限。" | "{asked} more would be over your {limit} for the day.";
    r_second_payout: "这单已经有过一笔同类的打款。" | "This order has had a payout of this kind.";
    h_needs_lead: "要主管来批：请主管输入自己的 PIN。" | "The lead has to agree: ask them to type their own PIN.";
}

impl Lang {
    /// That a second person has to say so, in short, for the place under a field.
    pub fn refusal_needs_second(self, asked: Money, limit: Money) -> String {
        self.r_over_limit(&asked.shown(), &limit.shown())
    }

    /// That an order has an open case that may be about the same goods, and which.
    pub fn order_has_case(self, other: &OpenCase, zone: Zone, now: Time) -> String {
        let at = zone.short(other.opened_at, now);
        self.r_order_has_case(self.case_type(other.kind), self.stage(other.stage), &at)
    }

    /// Why a step is not possible, and what would help.
    pub fn refusal(self, refusal: &Refusal, zone: Zone, now: Time) -> Said {
        let at = |at: Time| zone.short(at, now);
        if let Refusal::OrderHasCase(other) = *refusal {
            return Said {
                what: self.order_has_case(&other, zone, now),
                hint: self.h_order_has_case(&other.id.to_string()),
            };
        }
        let (what, hint) = match *refusal {
            Refusal::Ended(stage) => (self.r_ended(self.stage(stage)), self.h_ended()),
            Refusal::NotFromHere { stage, step } => {
                (self.r_not_from_here(self.stage(stage), self.case_step(step)), self.h_not_from_here())
            }
            Refusal::LineHasCase | Refusal::OrderHasCase(_) => (self.r_line_has_case().into(), self.h_line_has_case()),
            Refusal::LineDone => (self.r_line_done().into(), self.h_line_done()),
            Refusal::OfferFirst => (self.r_offer_first().into(), self.h_offer_first()),
            Refusal::NoUnboxing => (self.r_no_unboxing().into(), self.h_no_unboxing()),
            Refusal::NoRuling => (self.r_no_ruling().into(), self.h_no_ruling()),
            Refusal::TriesUsed { max } => (self.r_tries(max), self.h_tries()),
            Refusal::WindowOver { at: when } => (self.r_window(&at(when)), self.h_window()),
            Refusal::TypeNotAllowed { kind, goods } => {
                (self.r_type(self.goods(goods), self.case_type(kind)), self.h_type())
            }
            Refusal::NotHeld => (self.r_not_held().into(), self.h_not_held()),
            Refusal::OnTheWay => (self.r_on_the_way().into(), self.h_on_the_way()),
            Refusal::NoReturnAddress => (self.r_no_address().into(), self.h_no_address()),
            Refusal::NoReason => (self.r_no_reason().into(), self.h_no_reason()),
            Refusal::NoText => (self.r_no_text().into(), self.h_no_text()),
            Refusal::NoEvidence => (self.r_no_evidence().into(), self.h_no_evidence()),
            Refusal::CannotRefuse => (self.r_cannot_refuse().into(), self.h_cannot_refuse()),
            Refusal::NoWaybill => (self.r_no_waybill().into(), self.h_no_waybill()),
            Refusal::NoAmount => (self.r_no_amount().into(), self.h_no_amount()),
            Refusal::TypeAmount { expected } => (self.r_type_amount(&expected.to_string()), self.h_type_amount()),
            Refusal::OverLimit { asked, limit } => {
                (self.r_over_limit(&asked.shown(), &limit.shown()), self.h_over_limit())
            }
            Refusal::NotSecond { asked } => (self.r_not_second(&asked.shown()), self.h_not_second()),
            Refusal::OverOrderLimit { asked, limit } => {
                (self.r_over_order(&asked.shown(), &limit.shown()), self.h_needs_lead())
            }
            Refusal::OverDayLimit { asked, limit } => {
                (self.r_over_day(&asked.shown(), &limit.shown()), self.h_needs_lead())
            }
            Refusal::SecondPayout => (self.r_second_payout().into(), self.h_needs_lead()),
            Refusal::OverCap { asked, cap } => (self.r_over_cap(&asked.shown(), &cap.shown()), self.h_over_cap()),
            Refusal::FullAmountOnly { amount } => (self.r_full_only(&amount.shown()), self.h_full_only()),
            Refusal::EmptyOffer => (self.r_empty_offer().into(), self.h_empty_offer()),
            Refusal::NoOffer => (self.r_no_offer().into(), self.h_no_offer()),
            Refusal::InArbitration => (self.r_in_arbitration().into(), self.h_in_arbitration()),
            Refusal::NotInArbitration => (self.r_not_in_arbitration().into(), self.h_not_in_arbitration()),
            Refusal::NotDue { at: when } => (self.r_not_due(&at(when)), self.h_not_due()),
            Refusal::NoClock => (self.r_no_clock().into(), self.h_no_clock()),
            Refusal::Intended { step } => (self.r_intended(self.case_step(step)), self.h_intended()),
            Refusal::NothingIntended => (self.r_nothing_intended().into(), self.h_nothing_intended()),
            Refusal::BadAmount => (self.r_bad_amount().into(), self.h_bad_amount()),
        };
        Said { what, hint: hint.into() }
    }
}
