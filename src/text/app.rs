//! Words of the screen: panes, notices, dialogs.

use super::Lang;
use super::macros::texts;
use crate::domain::Flag;

texts! {
    clock_jumped: "系统时间跳动了，没有自动处理任何到期的事，请核对时间" | "The system clock jumped; nothing was expired by itself. Check the time.";
    nothing_found: "没有找到。试试订单号、昵称、手机尾号或商品名" | "Nothing found. Try an order number, a nick, a phone tail or a product word.";
    nothing_fits: "没有订单符合全部条件。去掉一个筛选再找" | "No order fits all of it. Take one filter away.";
    nothing_urgent: "现在没有要紧的事" | "Nothing is urgent now";
    nobody_waits: "没有人在等回复" | "Nobody is waiting for an answer";
    nothing_to_undo: "没有可以撤销的" | "There is nothing to take back";
    nothing_to_repeat: "还没有可以重复的一步" | "There is no act to repeat yet";
    no_order_in_view: "这里没有订单" | "There is no order here";
    no_chat_here: "这里没有会话" | "There is no chat here";
    no_case_here: "这里没有售后单" | "There is no case here";
    no_log_yet: "还没有日志，按 l 登记" | "No entries yet; l writes one";
    no_fix_here: "这条日志还没有解决办法" | "This entry has no fix yet";
    no_job: "后台没有任务" | "No job is running";
    chat_opening: "会话还在打开，请再按一次" | "The chat is still being opened: press it once more";
    chat_is_gone: "这个会话不在了" | "This chat is gone";
    section_is_empty: "这一项没有要做的" | "Nothing to do in this list";
    nothing_to_open: "这一行没有可打开的" | "Nothing to open on this row";
    still_loading: "还在读取，再按一次" | "Still loading; press it again";
    how_to_quit(key: &str): "按 {key} 退出" | "{key} quits";
    copied(what: &str): "已复制 {what}" | "Copied {what}";
    reply_copied: "已复制成一条快捷短语，粘进 quick_replies.toml 就能用" | "Copied as a quick reply: paste it into quick_replies.toml";
    sent: "已发送" | "Sent";
    sent_held(secs: i64): "{secs} 秒后发出，Ctrl-Z 收回" | "Goes out in {secs} s; Ctrl-Z takes it back";
    copied_not_sent: "已复制，还没发出：去平台粘贴发送，再按 Alt-M" | "Copied, not sent: paste it on the platform, then press Alt-M";
    noted: "备注已记下，买家看不到" | "Note stored; the buyer does not see it";
    recalled: "已收回，文字在回复框里" | "Taken back; the text is in the composer";
    taken_in(new: usize): "收进 {new} 条新消息" | "{new} new messages taken in";
    case_opened: "售后单已建" | "Case opened";
    case_moved(stage: &str): "售后单: {stage}" | "Case: {stage}";
    undone(what: &str): "已撤销: {what}" | "Taken back: {what}";
    revealed: "显示 30 秒，已留记录" | "Shown for 30 s; logged";
    job_imported(what: &str, inserted: u64, updated: u64, unchanged: u64, rejected: u64): "{what}: 新增 {inserted} 更新 {updated} 未变 {unchanged} 未收 {rejected}" | "{what}: {inserted} new, {updated} changed, {unchanged} unchanged, {rejected} rejected";
    job_done(what: &str): "{what} 完成" | "{what} is done";
    job_cancelled(what: &str): "{what} 已停止，下次从这里接着来" | "{what} was stopped; the next run goes on from here";
    job_failed(what: &str, why: &str): "{what} 没有完成: {why}" | "{what} was not done: {why}";
    job_runs(what: &str, done: u64): "{what} {done}" | "{what} {done}";
    job_runs_of(what: &str, percent: u64): "{what} {percent}%" | "{what} {percent}%";

    too_long: "太长了，没有放进去" | "Too long; it was not put in";
    nothing_written: "还没有写" | "Nothing is written yet";
    gap_left(name: &str): "{name} 还没填" | "{name} is not filled in yet";
    guard_asks(words: &str, why: &str): "\"{words}\" {why}。再按一次 Enter 仍然发送（会留记录）" | "\"{words}\" {why}. Enter again sends it all the same (logged).";
    writing_a_note: "写备注，买家看不到" | "Writing a note; the buyer does not see it";
    writing_an_answer: "写回复" | "Writing an answer";
    no_such_suggestion: "没有这一条推荐" | "There is no such suggestion";
    no_such_reply: "没有这条快捷短语" | "There is no such quick reply";
    no_other_order: "这位买家没有别的订单" | "This buyer has no other order";
    draft_stands: "回复框里有草稿，没有动它" | "A draft stands in the composer; it was left alone";
    nothing_copied: "没有等着发出的回复" | "No copied answer is waiting";
    nothing_to_resend: "没有要重发的消息" | "Nothing to send again";
    nothing_missing: "凭证都齐了" | "No evidence is missing";
    please_send(what: &str): "亲，麻烦您补充一下：{what}，我这边马上帮您核实处理。" | "Could you please send us: {what}? We will look into it right away.";
    nothing_to_pay: "这个订单不用付款" | "This order needs no payment";
    not_shipped_yet: "这个订单还没发货" | "This order has not been shipped";
    nothing_noted: "没有记下要在平台做的事" | "Nothing was noted to be done on the platform";
    no_other_step: "没有别的步骤可做" | "No other step is possible";

    snooze_title: "稍后处理" | "Put off";
    until_when: "到什么时候" | "until";
    when_examples: "例: 2h  30分  18:00  明天9点  周一9点" | "For example 2h, 30m, 18:00, tomorrow 9:00, mon 9:00";
    not_a_time: "看不懂这个时间" | "this is not a time to come";
    transfer_title: "转接" | "Hand over";
    to_whom: "转给谁" | "to whom";
    why_field: "原因" | "reason";
    escalate_title: "上报主管" | "Escalate to the lead";
    promise_title: "记下承诺" | "Note a promise";
    promised_what: "答应了什么" | "what was promised";
    due_when: "什么时候到期" | "due";
    log_title: "登记问题" | "Log a problem";
    log_problem: "问题" | "problem";
    log_cause: "原因" | "cause";
    log_fix: "解决办法" | "fix";
    log_kind: "分类" | "kind";
    linked_to(what: &str): "会连到: {what}" | "Linked to: {what}";
    flag_title(tail: &str): "插旗 ...{tail}" | "Flag ...{tail}";
    flag_no_names(platform: &str): "{platform}的旗帜名称没有已知来源，按颜色到平台上选" | "No names of flags are known for {platform}: pick by colour there";
    flag_field: "颜色" | "colour";
    flag_none: "不插旗" | "none";
    flag_red: "红旗" | "red";
    flag_yellow: "黄旗" | "yellow";
    flag_green: "绿旗" | "green";
    flag_blue: "蓝旗" | "blue";
    flag_purple: "紫旗" | "purple";
    memo_title(tail: &str): "卖家备注 ...{tail}" | "Seller memo ...{tail}";
    memo_field: "加一行" | "add a line";
    address_title(tail: &str): "改地址 ...{tail}" | "Change of address ...{tail}";
    new_address: "新地址" | "new address";
    cancel_title(tail: &str): "取消订单 ...{tail}" | "Cancel ...{tail}";
    noted_for_platform_lead: "只在这里记下，要去平台操作，再按 m" | "Only noted here: do it on the platform, then press m";
    reveal_title(tail: &str): "显示隐私 ...{tail}" | "Show personal data ...{tail}";
    reveal_lead: "显示 30 秒，原因会留记录" | "Shown for 30 s; the reason is logged";
    import_title: "导入文件" | "Import a file";
    import_path: "文件" | "file";
    case_title(tail: &str): "发起售后 ...{tail}" | "Open a case ...{tail}";
    case_lead: "在这里登记，便于跟进；平台上的申请由买家发起" | "Noted here to be followed up; on the platform the buyer applies";
    case_type_field: "类型" | "type";
    case_line_field: "哪一件" | "which line";
    case_reason_field: "原因" | "reason";
    case_goods_field: "货在哪" | "goods";
    case_amount_field: "金额" | "amount";
    case_note_field: "说明" | "note";
    whole_order: "整单" | "the whole order";
    waybill_field: "运单号" | "tracking number";
    return_address_field: "退货地址" | "return address";
    step_field: "步骤" | "step";
    other_step_title: "其他步骤" | "Other step";
    type_the_amount(amount: &str): "请输入 {amount} 确认" | "Type {amount} to confirm";
    only_noted_here: "只记下，在平台操作后按 m；之前时钟照走" | "Only noted: press m once it is done on the platform; the clock runs until then";
    amount_needed: "要输入金额" | "the amount has to be typed";
    not_an_amount: "不是金额" | "not an amount";
    field_needed: "要填" | "needed";
    set_due_title: "设置到期时间" | "Set the due time";
    what_if_title: "试算" | "What if";
    when_handled: "若在这时处理" | "handled at";

    done_marked_sent: "已标记为发出" | "Marked as sent";
    done_resent: "已重发" | "Sent again";
    done_resolved: "已解决" | "Resolved";
    done_reopened: "已重新打开" | "Opened again";
    done_snoozed: "稍后处理" | "Put off";
    done_transferred: "已转接" | "Handed over";
    escalated_to(lead: &str): "已上报给 {lead}" | "Escalated to {lead}";
    escalates_to(lead: &str): "转给 {lead}，原因记成备注" | "goes to {lead}, the reason stays as a note";
    done_advert: "已标为广告" | "Marked as advertising";
    done_flagged: "已插旗" | "Flag set";
    done_memo: "备注已加" | "Memo added";
    done_verified: "地址已核对" | "Address stamped as checked";
    done_noted_for_platform: "已记下，还没在平台操作" | "Noted; not done on the platform yet";
    done_on_platform: "已在平台操作" | "Done on the platform";
    done_promised: "承诺已记下" | "Promise noted";
    done_promise_kept: "承诺已兑现" | "Promise kept";
    done_due_set: "到期时间已设" | "Due time set";
    done_logged: "已登记" | "Logged";
    done_row_done: "已完成" | "Done";
    done_row_snoozed: "稍后处理" | "Put off";
    done_accepted: "已接收" | "Accepted";
    done_result_logged: "结果已记进日志" | "The result is in the log";
    done_quiet: "好" | "OK";
}

impl Lang {
    /// A flag's colour.
    pub const fn flag_name(self, flag: Flag) -> &'static str {
        match flag {
            Flag::None => self.flag_none(),
            Flag::Red => self.flag_red(),
            Flag::Yellow => self.flag_yellow(),
            Flag::Green => self.flag_green(),
            Flag::Blue => self.flag_blue(),
            Flag::Purple => self.flag_purple(),
        }
    }
    /// What a noted step needs besides: on a closed platform it is done there.
    pub const fn noted_lead(self, closed: bool) -> &'static str {
        if closed { self.noted_for_platform_lead() } else { "" }
    }
}
