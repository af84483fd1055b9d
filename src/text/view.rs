//! Words that only the screen draws: titles, empty states, field names.

use super::Lang;
use super::macros::texts;
use crate::domain::aftersale::EvidenceKind;
use crate::domain::order_act::OrderAct;
use crate::domain::reminder::ReminderKind;
use crate::domain::ticket::TicketKind;
use crate::domain::{CaseType, Time, Zone};
use chrono::{Datelike, Weekday};

texts! {
    too_small: "窗口太小" | "window too small";
    pane_chats: "会话" | "Chats";
    pane_orders: "订单" | "Orders";
    pane_cases: "售后" | "Cases";
    pane_log: "日志" | "Log";
    pane_todo: "待办" | "To-do";
    shop_count(n: usize): "{n} 店" | "{n} shops";
    demo_shop: "演示店铺" | "demo shop";
    paste_key: "粘贴" | "paste";
    paste_looks_up: "= 查找" | "= find";
    draft_saved: "草稿已存" | "draft saved";
    draft_saving: "草稿..." | "draft...";

    queue_title(waiting: usize, open: usize): "1 会话  待回复 {waiting}  接待 {open}" | "1 Chats  waiting {waiting}  open {open}";
    hours_short(hours: i64): "{hours}时" | "{hours}h";
    queue_waiting(n: usize): "1 会话  只看待回复 {n}" | "1 Chats  waiting only {n}";
    queue_snoozed: "1 会话  稍后处理" | "1 Chats  put off";
    queue_resolved: "1 会话  已解决" | "1 Chats  resolved";
    marked(n: usize): "已标 {n}" | "{n} marked";
    queue_empty: "没有会话。\n\n平台的聊天: 复制买家的话，直接粘贴到这里。\n脚本: kefu chat receive < 消息.jsonl\n看看样子: kefu demo" | "No chats.\n\nFrom a platform: copy the buyer's words and paste them here.\nFrom a script: kefu chat receive < messages.jsonl\nTo look around: kefu demo";
    nothing_here: "这里没有" | "Nothing here";
    not_connected(names: &str): "未接入：{names}，会话数未知" | "Not connected: {names}; chats unknown";
    has_draft: "草稿" | "draft";
    we_said(text: &str): "我: {text}" | "us: {text}";

    conversation_title: "2 对话" | "2 Conversation";
    chat_empty: "还没有打开会话。按 n 打开最急的一个。" | "No chat is open. n opens the most urgent one.";
    returning_customer: "老客" | "returning";
    careful: "谨慎应答" | "careful";
    do_not_contact: "勿扰" | "do not contact";
    promised(what: &str): "答应过: {what}" | "promised: {what}";
    promised_by(what: &str, when: &str): "答应过: {what}  {when} 到期" | "promised: {what}, due {when}";
    older_above: "上面还有" | "older messages above";
    unread_line: "未读" | "unread";
    waited(wait: &str): "等待 {wait}" | "waiting {wait}";
    note_by(who: &str): "备注 {who}" | "note {who}";
    suggestions: "推荐话术" | "Suggested";
    composer_title: "回复" | "Answer";
    composer_fills(tail: &str, status: &str): "回复  按 ...{tail} {status} 填" | "Answer  fills from ...{tail} {status}";
    note_title: "备注  买家看不到" | "Note  the buyer does not see it";
    copy_only: "只能复制，去平台发送" | "copy only  send it on the platform";
    composer_empty: "写回复，或按 / 找快捷短语" | "Write an answer, or / for a quick reply";

    orders_all(count: &str): "订单 {count}" | "Orders {count}";
    orders_of(who: &str, count: &str): "订单 {who} {count}" | "Orders of {who} {count}";
    orders_found(count: &str): "找到 {count}" | "found {count}";
    data_age(ago: &str): "数据 {ago}" | "data {ago}";
    no_order_data: "还没有订单数据" | "no order data yet";
    orders_empty: "还没有订单。\n\n在命令面板里选 导入，或: kefu import 文件.csv" | "No orders yet.\n\nImport from the palette, or: kefu import FILE.csv";
    no_orders_here: "没有订单" | "No orders";
    search_hint: "/ 单号 运单号 昵称 手机尾号 商品" | "/ number tracking nick phone";
    search_label: "搜索" | "find";
    unpaid_for(span: &str): "{span}未付" | "unpaid {span}";
    reminded(n: i64): "已催 {n}" | "reminded {n}";
    our_step_waits: "待平台操作" | "to do there";
    noted_not_done(what: &str): "已记下，还没在平台操作: {what}" | "Noted, not done on the platform yet: {what}";
    order_title: "订单" | "Order";
    f_payable: "应付" | "payable";
    f_paid: "实付" | "paid";
    f_freight: "运费" | "freight";
    f_refunded: "已退" | "refunded";
    f_created: "拍下" | "placed";
    f_paid_at: "付款" | "paid";
    f_ship_by: "最晚发货" | "ship by";
    f_shipped: "发货" | "shipped";
    f_signed: "签收" | "signed";
    f_finished: "结束" | "ended";
    f_receiver: "收货" | "to";
    f_address: "地址" | "address";
    f_parcel: "物流" | "parcel";
    signed_unknown: "签收未知" | "not known whether it was signed for";
    masked_in_file: "文件里是脱敏数据" | "The file holds masked data";
    verified_at(when: &str): "地址 {when} 已核对" | "address checked {when}";
    not_verified: "地址还没核对" | "address not checked yet";
    timeline: "经过" | "Timeline";

    cases_empty: "没有进行中的售后。\n\n在订单上按 a 发起，或导入退款报表。" | "No open cases.\n\na on an order opens one; importing a refund export brings them in.";
    case_page_title: "售后" | "Case";
    noted_mark: "已记 " | "noted ";
    f_applied: "申请" | "applied";
    f_reason: "原因" | "reason";
    f_goods: "货物" | "goods";
    f_amount: "金额" | "amount";
    f_return_parcel: "退货物流" | "return parcel";
    at_most(amount: &str): "最多可退 {amount}" | "at most {amount}";
    nothing_to_do: "没有要做的" | "Nothing to do";
    nothing_word: "无" | "none";
    time_left(span: &str, at: &str): "剩余 {span}   {at} 到期" | "{span} left, due {at}";
    time_over(span: &str, at: &str): "已超时 {span}   {at} 到期" | "{span} late, was due {at}";
    not_from_here(stage: &str, steps: &str): "现在是\"{stage}\"，还不能: {steps}" | "Not while it stands at \"{stage}\": {steps}";
    other_step_keys: "数字直接选，左右换" | "a digit chooses, left and right turn";
    told_by_buyer: "买家在平台上做了" | "the buyer did it on the platform";
    told_by_platform: "平台上已经这样" | "so it stands on the platform";
    evidence_none_asked: "凭证：这个原因不用举证" | "evidence: this reason calls for none";
    evidence_unknown: "凭证：没有这个原因的已知要求" | "evidence: nothing is known of what this reason calls for";
    not_now(steps: &str): "现在不能: {steps}" | "not now: {steps}";
    next_steps: "下一步" | "Next";
    history: "经过" | "History";
    not_possible(why: &str): "不可用: {why}" | "not possible: {why}";
    noted_step(step: &str, where_: &str, key: &str): "已记下: {step}。在{where_}操作后按 {key}，之前时钟照走" | "Noted: {step}. Press {key} once it is done in {where_}; the clock runs until then";

    log_pane_title(today: usize): "5 日志  今天 {today}" | "5 Log  today {today}";
    log_found(n: usize): "5 日志  找到 {n}" | "5 Log  found {n}";
    log_entry: "日志" | "Entry";
    log_empty: "还没有日志。按 l 登记第一个问题。" | "No entries yet. l writes the first.";

    todo_title(when: &str, agent: &str): "6 上班待办  {when}  {agent}" | "6 To-do of the shift  {when}  {agent}";
    section_unknown(name: &str, why: &str): "{name} {why}" | "{name}: {why}";
    soonest(span: &str): "最急 {span}" | "soonest {span}";
    in_all(amount: &str): "共 {amount}" | "{amount} in all";
    can_be_done(n: usize): "可做 {n}" | "{n} to do";
    done_and_snoozed(done: usize, snoozed: usize): "完成 {done} 稍后 {snoozed}" | "{done} done, {snoozed} put off";

    help_title: "按键" | "Keys";
    help_keys: "j k 翻看  Esc 关闭" | "j k scroll  Esc close";
    palette_title: "命令" | "Commands";
    palette_keys: "Enter 执行  Esc 关闭" | "Enter do it  Esc close";
    palette_hint: "名称、拼音或首字母" | "a name";
    picker_title: "快捷短语" | "Quick replies";
    picker_keys: "1-9 取用  Enter 取用  Esc 关闭" | "1-9 take  Enter take  Esc close";
    picker_hint: "编码、文字、拼音、首字母" | "code or words";
    dialog_keys: "Enter 确定  Tab 下一格  Esc 取消" | "Enter accept  Tab next  Esc cancel";

    weekday_mon: "星期一" | "Mon";
    weekday_tue: "星期二" | "Tue";
    weekday_wed: "星期三" | "Wed";
    weekday_thu: "星期四" | "Thu";
    weekday_fri: "星期五" | "Fri";
    weekday_sat: "星期六" | "Sat";
    weekday_sun: "星期日" | "Sun";
    day_of(month: u32, day: u32, weekday: &str): "{month}月{day}日 {weekday}" | "{weekday} {month}-{day}";

    hap_trade_goes_on: "售后都结束了，确认收货的时间继续算" | "all cases ended, the receipt clock goes on";
    f_receipt: "到期" | "receipt";
    receipt_runs(at: &str): "{at} 自动确认收货 (按规则推算)" | "counts as received {at}, by the rules";
    receipt_stopped(since: &str, left: &str): "售后进行中，{since} 起停算，结束后还剩 {left}" | "stands still since {since} while a case is open; {left} left then";
    hap_placed: "拍下" | "placed";
    hap_paid: "买家付款" | "the buyer paid";
    hap_alipay: "支付宝入账" | "Alipay";
    hap_shipped: "发货" | "shipped";
    hap_signed: "签收" | "signed for";
    hap_finished: "结束" | "ended";
    hap_flag: "插旗" | "flag";
    hap_memo: "备注" | "memo";
    hap_verify: "核对地址" | "address checked";
    hap_message: "消息" | "message";
    hap_note: "内部备注" | "note";
    hap_case: "售后" | "case";
    hap_promise: "承诺" | "promise";
    hap_step: "记下" | "noted";
    hap_step_done: "已完成" | "done";
    hap_reveal: "显示隐私" | "personal data shown";
    hap_forced: "超出节奏也发，理由" | "sent out of turn because";
    hap_evidence: "凭证" | "evidence";
    hap_failed: "没有成功" | "failed";
    hap_ticket: "内部工单" | "ticket";
    hap_ticket_answer: "工单答复" | "answer to a ticket";
}

impl Lang {
    /// A day's heading in a conversation.
    pub fn day_line(self, at: Time, zone: Zone) -> String {
        let day = zone.day(at);
        let weekday = match day.weekday() {
            Weekday::Mon => self.weekday_mon(),
            Weekday::Tue => self.weekday_tue(),
            Weekday::Wed => self.weekday_wed(),
            Weekday::Thu => self.weekday_thu(),
            Weekday::Fri => self.weekday_fri(),
            Weekday::Sat => self.weekday_sat(),
            Weekday::Sun => self.weekday_sun(),
        };
        self.day_of(day.month(), day.day(), weekday)
    }
    /// What a code word of a timeline says, what was written to a shop included.
    pub fn what_happened(self, what: &str) -> String {
        self.happened_at_shop(what).unwrap_or_else(|| self.happened(what).to_owned())
    }
    /// What a code word of a timeline says.
    pub fn happened(self, what: &str) -> &str {
        match what {
            "trade_goes_on" => self.hap_trade_goes_on(),
            "compensation" => self.act_compensation(),
            "review_case" => self.hap_review_case(),
            "return_signed" => self.hap_return_signed(),
            "placed" | "created" => self.hap_placed(),
            "paid" => self.hap_paid(),
            "alipay" => self.hap_alipay(),
            "shipped" => self.hap_shipped(),
            "signed" => self.hap_signed(),
            "finished" => self.hap_finished(),
            "flag" => self.hap_flag(),
            "memo" => self.hap_memo(),
            "verify" | "verified" => self.hap_verify(),
            "message" => self.hap_message(),
            "note" => self.hap_note(),
            "case" => self.hap_case(),
            "forced" => self.hap_forced(),
            "evidence" => self.hap_evidence(),
            "promise" => self.hap_promise(),
            "step" => self.hap_step(),
            "step_done" | "done" => self.hap_step_done(),
            "undo" => self.hap_undo(),
            "reveal" => self.hap_reveal(),
            "ticket" => self.hap_ticket(),
            "ticket_answer" => self.hap_ticket_answer(),
            "failed" => self.hap_failed(),
            other => {
                let reminder = other.strip_prefix("remind_").and_then(ReminderKind::parse);
                let act = OrderAct::parse(other).map(|act| self.order_act(act));
                reminder.map(|kind| self.reminder_kind(kind)).or(act).unwrap_or(other)
            }
        }
    }
    /// The words of a timeline's event: what stands there as a code word is said, anything else stays as it is.
    pub fn happened_text(self, what: &str, text: &str) -> String {
        let said = match what {
            "case" => CaseType::parse(text).map(|kind| self.case_type(kind)),
            "ticket" => TicketKind::parse(text).map(|kind| self.ticket_kind(kind)),
            "evidence" => EvidenceKind::parse(text).map(|kind| self.evidence_kind(kind)),
            "step" | "step_done" | "done" | "failed" => OrderAct::parse(text).map(|act| self.order_act(act)),
            _ => None,
        };
        said.unwrap_or(text).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_timeline_reads_as_another_one_or_as_a_code() {
        let plain = [
            "placed",
            "paid",
            "alipay",
            "shipped",
            "signed",
            "finished",
            "verify",
            "message",
            "note",
            "case",
            "promise",
            "step",
            "done",
            "failed",
            "undo",
            "reveal",
            "ticket",
            "ticket_answer",
            "compensation",
            "review_case",
            "return_signed",
            "trade_goes_on",
            "evidence",
            "forced",
        ];
        let acts = OrderAct::ALL.iter().map(|act| act.code().to_owned());
        let reminders = ReminderKind::ALL.iter().map(|kind| format!("remind_{}", kind.code()));
        let all: Vec<String> = plain.iter().map(ToString::to_string).chain(acts).chain(reminders).collect();
        for tr in [Lang::Zh, Lang::En] {
            let mut said: Vec<&str> = all.iter().map(|code| tr.happened(code)).collect();
            assert!(all.iter().zip(&said).all(|(code, words)| tr == Lang::En || code != words), "{said:?}");
            assert!(said.iter().all(|words| !words.contains('_')), "{said:?}");
            let many = said.len();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), many, "{said:?}");
        }
        assert_eq!(Lang::Zh.happened_text("case", "return_refund"), "退货退款");
        assert_eq!(Lang::Zh.happened_text("message", "return_refund"), "return_refund");
    }
}
