//! What is written to a live shop, in words: what, how far it has come, why not, what a person can do.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::Money;
use crate::domain::shop_write::{ShopAct, ShopWrite, WriteFault, WriteState};

words! {
    /// What is done at a shop.
    shop_act(ShopAct) {
        Note: "店内备注" | "note in the shop";
        Refund: "店内退款" | "refund in the shop";
        Cancel: "店内取消" | "cancellation in the shop";
    }
    /// How far a write has come.
    write_state(WriteState) {
        Waiting: "等待写入" | "waiting";
        Checking: "先核对订单" | "checking the order";
        Asking: "已发出，等店铺回复" | "sent, no answer yet";
        Made: "店铺已收，正在读回核对" | "taken, being read back";
        Done: "已办妥，读回无误" | "done and read back";
        Failed: "没有办成" | "did not happen";
        Unknown: "不确定办没办成，请到店里看" | "not known whether it happened; look at the shop";
        Dropped: "已放弃" | "given up";
    }
}

texts! {
    wf_changed: "订单在店里变过了，看清楚再来" | "the order changed in the shop: look at it again";
    wf_gone: "店里没有这个订单了" | "the shop has no such order any more";
    wf_over_cap(most: &str): "店里最多还能退 {most}" | "the shop gives back {most} at most";
    wf_refused(why: &str): "店铺不接受：{why}" | "the shop refused it: {why}";
    wf_moved: "这边已经改了主意，没有发出" | "it went another way here and was not sent";
    wf_provider: "支付渠道没有退成" | "the payment provider did not pay";
    wf_differs(what: &str): "店里的和要的不一样 {what}" | "the shop shows something else {what}";
    wf_not_there: "有人看过，店里没有" | "somebody looked: it is not there";
    wf_died: "发出后 kefu 中断，没等到回复" | "kefu ended before the answer came";

    /// A write in one line.
    write_line(what: &str, detail: &str, state: &str): "{what} {detail}  {state}" | "{what} {detail}  {state}";
    write_why(why: &str): "（{why}）" | " ({why})";
    /// Behind a write that a person can do something about.
    write_look(key: &str): "{key} 处理" | "{key} settles it";
    /// Status line: writes of which nobody knows whether they happened.
    writes_unknown(n: i64): "有 {n} 笔写入店铺的操作不确定办没办成，请到店里看" | "{n} written to a shop, not known whether it happened; look there";
    /// Status line, right: these shops are written to.
    writes_to(names: &str): "可写回 {names}" | "writes to {names}";
    case_at_shop(amount: &str): "{amount} 由店铺退款，退到才算" | "{amount} is paid by the shop; the case moves once it is seen there";
    note_at_shop: "店铺退款，读回后售后才往下走" | "The shop is asked to pay; the case moves once it is read back.";

    w_only_read: "这家店只读，不能写回。" | "This shop is only read.";
    h_only_read: "在设置的 [[source]] 里写 writes = true，或在店铺后台退款。" | "Set writes = true in its [[source]], or refund it in the shop itself.";
    w_there_already: "店里已经有这笔退款。" | "The shop has this refund already.";
    h_there_already: "到店铺后台看它的状态。" | "See in the shop itself how it stands.";
    w_under_way: "这笔退款正在写入店铺。" | "This refund is on its way to the shop.";
    h_under_way: "等它有结果；没发出的可以撤销。" | "Wait what comes of it; what has not left can be undone.";
    w_unknown_first: "不确定店里办没办成。" | "It is not known whether the shop did it.";
    h_unknown_first: "先到店里看，再说明办成了还是没有。" | "Look at the shop first, then say whether it happened.";
    w_nothing: "没有要处理的店铺写入。" | "Nothing written to a shop needs you.";

    settle_title: "店铺写入" | "Written to the shop";
    settle_what: "怎么处理" | "what to do";
    settle_happened: "看过了，已办成" | "I looked: it happened";
    settle_not: "看过了，没办成" | "I looked: it did not";
    settle_again: "再办一次" | "ask the shop again";
    settle_drop: "不办了" | "give it up";
    refund_there_title: "请店铺退款" | "Have the shop pay";
    done_settled: "已记下" | "Noted";
    done_asked_shop: "已交给店铺办理，读回后更新" | "Given to the shop; it is told once it was read back";

    sources_writes: "写回" | "Writes";
    sources_reads_only: "只读" | "read only";
    sources_written: "可写" | "written to";
    writes_none: "没有写入店铺的操作。" | "Nothing is written to a shop.";
    writes_state: "状态" | "State";
    writes_what: "事项" | "What";
    writes_amount: "金额" | "Amount";
    cli_bad_settle(word: &str): "不认识 {word}：写 happened、not-there 或 dropped" | "unknown word {word}: happened, not-there or dropped";
    doctor_written(names: &str): "写回：{names}" | "written to: {names}";

    hap_shop_done(what: &str): "{what}已办妥" | "{what} done";
    hap_shop_failed(what: &str): "{what}没有办成" | "{what} did not happen";
    hap_shop_unknown(what: &str): "{what}不确定办没办成" | "{what}: not known whether it happened";
    hap_shop_dropped(what: &str): "{what}已放弃" | "{what} given up";
}

impl Lang {
    /// Why a write has not happened, or is not known to have.
    pub fn write_fault(self, fault: &WriteFault) -> String {
        match fault {
            WriteFault::Changed => self.wf_changed().to_owned(),
            WriteFault::Gone => self.wf_gone().to_owned(),
            WriteFault::OverCap(most) => self.wf_over_cap(most),
            WriteFault::Refused(why) => self.wf_refused(self.source_said(why)),
            WriteFault::Moved => self.wf_moved().to_owned(),
            WriteFault::Provider => self.wf_provider().to_owned(),
            WriteFault::Differs(what) => self.wf_differs(what).trim_end().to_owned(),
            WriteFault::NotThere => self.wf_not_there().to_owned(),
            WriteFault::Died => self.wf_died().to_owned(),
            WriteFault::Source(fault) => self.source_fault(fault),
        }
    }

    /// A write in one line: what, how far, and why not.
    pub fn shop_write(self, write: &ShopWrite) -> String {
        let amount = write.amount.map(Money::shown);
        let detail = amount.unwrap_or_else(|| write.text.to_line().to_string());
        let why = write.fault.as_ref().map(|fault| self.write_why(&self.write_fault(fault))).unwrap_or_default();
        format!("{}{why}", self.write_line(self.shop_act(write.act), &detail, self.write_state(write.state)))
    }

    /// What a code word such as `shop_refund_done` of a timeline says; none for any other word.
    pub fn happened_at_shop(self, what: &str) -> Option<String> {
        let (act, state) = what.strip_prefix("shop_")?.rsplit_once('_')?;
        let act = self.shop_act(ShopAct::parse(act)?);
        Some(match WriteState::parse(state)? {
            WriteState::Done => self.hap_shop_done(act),
            WriteState::Failed => self.hap_shop_failed(act),
            WriteState::Unknown => self.hap_shop_unknown(act),
            WriteState::Dropped => self.hap_shop_dropped(act),
            _ => return None,
        })
    }
}
