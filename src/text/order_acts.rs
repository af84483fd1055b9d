//! Acts on an order in words: what they are, how far they have come, why one is not possible.

use super::macros::{texts, words};
use super::{Lang, Said};
use crate::domain::bulk::BulkSkip;
use crate::domain::order_act::address::{AddressCheck, Part};
use crate::domain::order_act::{ActRefusal, IntentState, Intention, OrderAct};
use crate::domain::reminder::ReminderKind;
use crate::domain::{SafeText, Time, Zone};

words! {
    /// What is done with an order.
    order_act(OrderAct) {
        Flag: "插旗" | "flag";
        Memo: "卖家备注" | "memo";
        ChangeAddress: "改地址" | "change of address";
        ChangeQuantity: "改数量" | "change of quantity";
        ChangeSku: "改规格" | "change of SKU";
        Reprice: "改价" | "change of price";
        Cancel: "取消订单" | "cancellation";
        HoldShipment: "截单" | "hold in the warehouse";
        Intercept: "拦截" | "intercept at the courier";
        Gift: "赠品" | "gift";
        PriceGuard: "价保" | "price guarantee";
        Invoice: "开发票" | "invoice";
    }
    /// How far an act has come.
    intent_state(IntentState) {
        ToDo: "已记下，还没在平台操作" | "noted, not done on the platform yet";
        Asked: "已通知，等结果" | "asked for, no answer yet";
        Done: "已完成" | "done";
        Confirmed: "已拦下" | "stopped";
        Failed: "没有成功" | "failed";
    }
    /// What a buyer is written to about.
    reminder_kind(ReminderKind) {
        Payment: "催付" | "payment reminder";
        Balance: "催尾款" | "balance reminder";
        Shipped: "发货通知" | "shipping notice";
        Received: "签收回访" | "receipt question";
        Confirm: "提醒确认收货" | "reminder to confirm";
        Review: "邀请评价" | "review request";
        Inquiry: "询单未下单" | "asked, not ordered";
    }
    /// A part of what is needed to deliver.
    address_part(Part) {
        Receiver: "收货人" | "receiver";
        Phone: "手机" | "phone";
        Address: "地址" | "address";
    }
}

texts! {
    ar_shipped: "已发货，改不了了" | "It is shipped";
    ar_shipped_hint: "可以拦截 (intercept)，或请买家拒收" | "Intercept it, or ask the buyer to refuse the parcel.";
    ar_not_shipped: "还没发货，不用拦截" | "It is not shipped yet";
    ar_not_shipped_hint: "通知仓库截单 (hold)" | "Have the warehouse hold it.";
    ar_signed: "已签收，拦不住了" | "It was signed for";
    ar_signed_hint: "改走退货" | "Have it sent back.";
    ar_paid: "已付款，改不了价" | "It is paid: the price is fixed";
    ar_paid_hint: "退差价走价保或补偿" | "Pay the difference back by a price guarantee.";
    ar_not_paid: "还没付款" | "It is not paid";
    ar_not_paid_hint: "等付款后再做" | "Do it once it is paid.";
    ar_closed: "订单已关闭" | "The order is closed";
    ar_closed_hint: "请买家重新下单" | "The buyer has to order again.";
    ar_noted: "已经记下过，还没做完" | "It is noted already and not done";
    ar_noted_hint: "先在平台操作，再标记完成" | "Do it on the platform and mark it as done.";
    ar_nothing: "要写内容或原因" | "It needs what, or why";
    ar_nothing_hint: "写清楚再提交" | "Say it and try again.";
    ar_not_an_amount: "金额不对" | "This amount cannot be";
    ar_not_an_amount_hint: "写成 59.00 这样，不超过实付" | "Write it such as 59.00, no more than was paid.";
    ar_not_a_quantity: "数量不对" | "This is no number of pieces";
    ar_not_a_quantity_hint: "写 1 到 100000 的整数" | "Write a whole number from 1 to 100000.";
    ar_same: "和现在一样" | "It is so already";
    ar_same_hint: "没有要改的" | "There is nothing to change.";
    ar_over_limit(most: &str): "超过你的权限，最多让 {most}" | "More than you may give: at most {most}";
    ar_over_limit_hint: "请主管或店主在旁边输入自己的 PIN" | "Ask the lead or the owner to type their own PIN.";
    ar_not_second(asked: &str): "{asked} 要另一个人来批，这个人批不了" | "{asked} needs somebody else's word, and this person may not give it";
    ar_not_second_hint: "请额度够的主管或店主来批，不能是自己" | "Ask a lead or owner who may give so much; it cannot be yourself.";

    /// A noted act in a line: what, from what to what, why, how far.
    act_line(what: &str, change: &str, state: &str): "{what} {change}  {state}" | "{what} {change}  {state}";
    act_from_to(old: &str, new: &str): "{old} -> {new}" | "{old} -> {new}";
    act_noted_by(by: &str, at: &str): "{by} {at}" | "{by} {at}";
    done_act_asked: "已记下，等仓库或快递的结果" | "Noted; the warehouse or the courier has yet to answer";
    acts_title(tail: &str): "标记完成 ...{tail}" | "Mark as done ...{tail}";
    acts_which: "哪一件" | "which";
    acts_outcome: "结果" | "outcome";
    outcome_done: "做成了" | "it worked";
    outcome_failed: "没做成" | "it failed";
    act_title(what: &str, tail: &str): "{what} ...{tail}" | "{what} ...{tail}";
    act_new_price(now: &str): "现价 {now}，改成" | "new price (now {now})";
    act_new_quantity: "改成几件" | "pieces";
    act_new_sku: "改成的规格" | "new SKU";
    act_gift: "送什么" | "what is given";
    act_gift_worth: "值多少" | "worth";
    act_invoice: "抬头、税号、邮箱" | "title, tax number, e-mail";
    act_alone(most: &str): "你能单独让 {most}，再多要主管的 PIN。" | "You may give {most} alone; more needs the lead's PIN.";
    act_price_guard: "退多少" | "how much goes back";
    act_line_field: "哪一件商品" | "which line";

    bs_same_buyer: "同一位买家，只发一条" | "one message per buyer";
    bs_clipboard: "这个平台只能复制，不能批量" | "can only be copied, never in bulk";
    bs_no_chat: "还没有会话" | "no chat yet";
    bs_gap: "话术没填满" | "the reply has a gap";
    bs_ceiling: "今天已到上限" | "today's ceiling is reached";
    bulk_title(n: usize): "批量催付，发 {n} 条" | "Payment reminders in bulk: {n}";
    bulk_first(text: &str): "第一条：{text}" | "The first: {text}";
    bulk_skipped(n: usize): "跳过 {n} 单" | "{n} passed over";
    bulk_skip_row(number: &str, why: &str): "{number} {why}" | "{number} {why}";
    bulk_count: "输入条数确认" | "the number, to confirm";
    bulk_wrong_count(n: usize): "要发 {n} 条" | "it is {n}";
    bulk_nothing: "没有可发的" | "Nobody can be sent one";
    bulk_started(n: usize, until: &str): "{n} 条排队发送，到 {until} 发完；按 u 停下没发出的" | "{n} queued, the last at {until}; u stops what has not left";
    cli_bulk_confirm(n: usize): "确认就加上 --count {n}" | "Add --count {n} to send them";

    out_paid: "24 小时内付款" | "paid within 24 hours";
    out_paid_later: "后来付款" | "paid later";
    out_closed: "没有付款，已关闭" | "closed unpaid";
    out_no: "买家说不要" | "the buyer said no";
    chk_masked: "文件里是脱敏地址：请买家核对订单卡片里的地址" | "The export hides the address: the buyer is asked to look at the card in the order";
    chk_same: "和上一单一致" | "As in the last order";
    chk_differs(what: &str): "和上一单不同：{what}" | "Other than in the last order: {what}";
    chk_typed(text: &str): "聊天里写过：{text}" | "Typed in the chat: {text}";
    old_data(age: &str): "订单数据是 {age}前的，平台上可能已有变化；再按一次继续" | "The order data is {age} old; press again to go on";
    cli_old_data(age: &str): "订单数据是 {age}前的，平台上可能已有变化" | "The order data is {age} old and may have changed on the platform";
    cli_old_data_hint: "先更新订单；确认没变就加 --old-data" | "Update the orders first, or add --old-data";
    claimed(by: &str): "{by} 正在联系这位买家" | "{by} is writing to this buyer";
}

impl Lang {
    /// Why an act is not possible, and what would help.
    pub fn act_refusal(self, refusal: &ActRefusal) -> Said {
        let (what, hint) = match refusal {
            ActRefusal::Shipped => (self.ar_shipped(), self.ar_shipped_hint()),
            ActRefusal::NotShipped => (self.ar_not_shipped(), self.ar_not_shipped_hint()),
            ActRefusal::Signed => (self.ar_signed(), self.ar_signed_hint()),
            ActRefusal::Paid => (self.ar_paid(), self.ar_paid_hint()),
            ActRefusal::NotPaid => (self.ar_not_paid(), self.ar_not_paid_hint()),
            ActRefusal::Closed => (self.ar_closed(), self.ar_closed_hint()),
            ActRefusal::Noted => (self.ar_noted(), self.ar_noted_hint()),
            ActRefusal::Nothing => (self.ar_nothing(), self.ar_nothing_hint()),
            ActRefusal::NotAnAmount => (self.ar_not_an_amount(), self.ar_not_an_amount_hint()),
            ActRefusal::NotAQuantity => (self.ar_not_a_quantity(), self.ar_not_a_quantity_hint()),
            ActRefusal::Same => (self.ar_same(), self.ar_same_hint()),
            ActRefusal::NotSecond { asked } => {
                let what = self.ar_not_second(&asked.shown());
                return Said { what, hint: self.ar_not_second_hint().to_owned() };
            }
            ActRefusal::OverLimit { most } => {
                let what = self.ar_over_limit(&most.shown());
                return Said { what, hint: self.ar_over_limit_hint().to_owned() };
            }
        };
        Said { what: what.to_owned(), hint: hint.to_owned() }
    }

    /// A noted act in one line; addresses are masked by the caller's `shown`.
    pub fn intention(self, noted: &Intention, shown: impl Fn(&str) -> String) -> String {
        let masked = |text: &SafeText| match noted.act {
            OrderAct::ChangeAddress => shown(text),
            _ => text.to_line().to_string(),
        };
        let (old, new) = (masked(&noted.old), masked(&noted.new));
        let new = match noted.amount.filter(|_| noted.act == OrderAct::Gift) {
            Some(worth) => format!("{new} {}", worth.shown()),
            None => new,
        };
        let change = match (noted.act, old.is_empty()) {
            (OrderAct::PriceGuard, _) | (_, true) => new,
            _ => self.act_from_to(&old, &new),
        };
        let change = if noted.reason.is_empty() { change } else { format!("{change} {}", noted.reason.to_line()) };
        self.act_line(self.order_act(noted.act), change.trim(), self.intent_state(noted.state))
    }

    /// What came of a reminder, by its code word; a person's own word stays.
    pub fn reminder_outcome(self, outcome: &str) -> &str {
        match outcome {
            "paid" => self.out_paid(),
            "paid_later" => self.out_paid_later(),
            "closed" => self.out_closed(),
            "no" => self.out_no(),
            own => own,
        }
    }

    /// Why a row gets no bulk message.
    pub fn bulk_skip(self, skip: &BulkSkip, zone: Zone, now: Time) -> String {
        match skip {
            BulkSkip::Rule(skip) => self.skip(skip, zone, now),
            BulkSkip::SameBuyer(_) => self.bs_same_buyer().into(),
            BulkSkip::Clipboard => self.bs_clipboard().into(),
            BulkSkip::NoChat => self.bs_no_chat().into(),
            BulkSkip::Gap => self.bs_gap().into(),
            BulkSkip::Ceiling => self.bs_ceiling().into(),
        }
    }

    /// What an address check found, a line each; what was typed goes through `shown`.
    pub fn address_check(self, check: &AddressCheck, shown: impl Fn(&str) -> String) -> Vec<String> {
        let mut lines = Vec::new();
        if check.masked {
            lines.push(self.chk_masked().to_owned());
        }
        match &check.last {
            Some((_, parts)) if parts.is_empty() => lines.push(self.chk_same().to_owned()),
            Some((_, parts)) => {
                let words: Vec<&str> = parts.iter().map(|part| self.address_part(*part)).collect();
                lines.push(self.chk_differs(&words.join(" ")));
            }
            None => {}
        }
        lines.extend(check.typed.iter().map(|text| self.chk_typed(&shown(text))));
        lines
    }
}
