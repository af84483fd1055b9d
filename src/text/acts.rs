//! Acts that can be taken back, in words.

use super::Lang;
use super::macros::texts;
use crate::domain::Kept;
use crate::domain::aftersale::Step;

texts! {
    act_send: "发送" | "sending";
    act_resolve: "解决会话" | "resolving the chat";
    act_snooze: "稍后处理" | "putting off";
    act_reopen: "重新打开" | "opening again";
    act_assign: "转接" | "handing over";
    act_about: "关联订单" | "naming the order";
    act_advert: "标为广告" | "marking as advertising";
    act_flag: "插旗" | "the flag";
    act_memo: "卖家备注" | "the memo";
    act_verify: "核对地址" | "the address stamp";
    act_order_step: "记下的一步" | "the step noted";
    act_done: "标记完成" | "marking as done";
    act_promise: "承诺" | "the promise";
    act_promise_kept: "承诺已兑现" | "keeping the promise";
    act_log: "日志" | "the log entry";
    act_log_edit: "改日志" | "the change of the log entry";
    act_remind: "催付记录" | "the reminder";
    act_mark: "客户标记" | "the marks of the customer";
    act_ticket: "工单" | "the ticket";
    act_ticket_answer: "工单答复" | "the answer to the ticket";
    act_ticket_close: "办结工单" | "closing the ticket";
    act_handover: "交接" | "the handover";
    act_accept: "接收交接" | "accepting the row";
    act_merge: "合并客户" | "the merge of customers";
    act_unmerge: "拆开客户" | "taking customers apart";
    act_fault: "页面问题" | "the page fault";
    act_fault_mended: "页面问题已改好" | "mending the page fault";
    act_evidence: "凭证" | "the evidence";
    act_case: "售后单的改动" | "the change of the case";
    act_partly(act: &str, left: usize, why: &str): "{act}，其中 {left} 处没动: {why}" | "{act}; {left} left alone: {why}";
    p_not_undone(act: &str, why: &str): "没有撤销{act}: {why}。" | "Did not take back {act}: {why}.";
    p_not_undone_about(act: &str, about: &str, why: &str): "没有撤销{act} ({about}): {why}。" | "Did not take back {act} ({about}): {why}.";
    h_not_undone: "已跳过，再撤销一次就是前一步。" | "Passed over; undo once more for the act before it.";
    kept_changed(by: &str): "{by} 之后又改过" | "{by} changed it since";
    kept_updated: "之后由导入或程序更新过" | "an import or kefu itself updated it since";
    kept_sent: "已经发出，收不回" | "it has been sent";
    kept_at_shop: "已经写到店铺，要到店铺后台改" | "it has left for the shop; change it there";
}

impl Lang {
    /// Why an act was not taken back, without a full stop.
    pub fn kept(self, why: &Kept) -> String {
        match why {
            Kept::Changed { by: Some(by) } => self.kept_changed(by),
            Kept::Changed { by: None } => self.kept_updated().into(),
            Kept::Sent => self.kept_sent().into(),
            Kept::AtShop => self.kept_at_shop().into(),
            Kept::Problem(problem) => self.problem(problem).what.trim_end_matches(['。', '.']).to_owned(),
        }
    }
    /// What an act was, by its code word; a step of a case by the step's own name.
    pub fn act_done_before(self, code: &str) -> &'static str {
        match code {
            "send" => self.act_send(),
            "resolve" => self.act_resolve(),
            "snooze" | "snoozed" => self.act_snooze(),
            "reopen" | "undone" => self.act_reopen(),
            "assign" => self.act_assign(),
            "about" => self.act_about(),
            "advert" => self.act_advert(),
            "flag" => self.act_flag(),
            "memo" => self.act_memo(),
            "verify" => self.act_verify(),
            "step" => self.act_order_step(),
            "done" => self.act_done(),
            "promise" => self.act_promise(),
            "promise_kept" => self.act_promise_kept(),
            "log" => self.act_log(),
            "log_edit" => self.act_log_edit(),
            "remind" => self.act_remind(),
            "mark" => self.act_mark(),
            "ticket" => self.act_ticket(),
            "ticket_answer" => self.act_ticket_answer(),
            "ticket_close" => self.act_ticket_close(),
            "handover" => self.act_handover(),
            "accept" => self.act_accept(),
            "merge" => self.act_merge(),
            "unmerge" => self.act_unmerge(),
            "compensation" => self.act_compensation(),
            "product_fault" => self.act_fault(),
            "product_fault_mended" => self.act_fault_mended(),
            "evidence" => self.act_evidence(),
            "review_case" => self.act_review_case(),
            code => Step::parse(code).map_or(self.act_case(), |step| self.case_step(step)),
        }
    }
}
