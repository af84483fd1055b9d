//! The to-do list, reminders and the most urgent thing in words.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::reminder::Skip;
use crate::domain::shift::{Act, Item, SectionKind, ShiftList, Unknown, Why};
use crate::domain::urgency::{Harm, Urgent};
use crate::domain::{Time, Zone};

words! {
    /// The title of a section.
    section(SectionKind) {
        CaseClocks: "本班到期的售后" | "Cases due this shift";
        LeftMessages: "离线留言" | "Messages left";
        Unpaid: "待付款" | "Unpaid";
        ToShip: "已付款未发货" | "Paid, not shipped";
        NotesChanged: "改过地址或备注" | "Address or memo changed";
        CasesWaiting: "等我们处理的售后" | "Cases waiting for us";
        Reviews: "昨天的评价" | "Yesterday's reviews";
        SignedUnconfirmed: "签收与物流" | "Receipts and parcels";
        Promises: "今天到期的承诺" | "Promises due today";
        Handover: "待接收交接" | "Handover to accept";
        StockNotes: "库存与活动" | "Stock and campaigns";
        Inquiries: "询单未下单" | "Asked, not ordered";
        Tickets: "内部工单" | "Tickets";
    }
    /// The suggested act of a row.
    act(Act) {
        DecideCase: "处理售后" | "decide";
        CheckPlatform: "去平台核对" | "check the platform";
        DoOnPlatform: "去平台操作" | "do it on the platform";
        SetDeadline: "设时间" | "set a time";
        Answer: "回复" | "answer";
        Remind: "催付" | "remind";
        Skip: "跳过" | "skip";
        AskWarehouse: "催发货" | "ask the warehouse";
        KeepPromise: "兑现承诺" | "keep it";
        TellPacking: "告诉仓库" | "tell packing";
        AskReceipt: "问收货" | "ask the buyer";
        TraceParcel: "查件" | "trace it";
        Accept: "接收" | "accept";
        NoteAnswer: "记答复" | "note the answer";
        CloseTicket: "办结" | "close it";
        AnswerReview: "回评" | "answer";
        WorkReview: "跟进差评" | "go on";
        Read: "知道了" | "noted";
        Nudge: "催拍" | "nudge";
    }
    /// Why nothing is known of a section.
    unknown(Unknown) {
        NoTracking: "签收未知" | "signing not known";
        NotConnected: "未接入" | "not connected";
    }
}

texts! {
    /// The unpaid section with its limit.
    section_unpaid_over(hours: &str): "待付款超过 {hours}" | "Unpaid for over {hours}";
    /// An empty section.
    section_empty: "没有要做的" | "Nothing to do";
    /// Counts under the title of the unpaid section.
    section_remindable(n: usize): "可催 {n}" | "{n} to remind";
    section_done(n: usize): "已完成 {n}" | "{n} done";
    waits_buyer: "等买家回复" | "waits for the buyer";
    waits_payment: "等买家付款" | "waits for the payment";
    waits_warehouse: "等仓库答复" | "waits for the warehouse";
    waits_courier: "等快递答复" | "waits for the courier";
    waits_platform: "等平台处理" | "waits for the platform";
    waits_lead: "等主管定" | "waits for the lead";
    waits_answer: "等对方答复" | "waits for the answer";
    section_snoozed(n: usize): "稍后 {n}" | "{n} put off";
    /// Who did a row, and when.
    mark_done(by: &str, at: &str): "{by} {at} 已完成" | "done by {by} at {at}";
    mark_snoozed(by: &str, until: &str): "{by} 放到 {until}" | "put off by {by} until {until}";

    w_case_due(left: &str, what: &str): "{left}后{what}" | "in {left} {what}";
    w_case_overdue(past: &str, what: &str): "应处理时间已过 {past}，{what}" | "{past} past the time to act; {what}";
    w_case_presumed(at: &str, what: &str): "{at} 到期，可能{what}" | "over since {at}; presumably {what}";
    w_case_presumed_unknown(at: &str): "{at} 到期，结果未知" | "over since {at}, outcome unknown";
    w_outcome_unknown: "到期，结果未知" | "it runs out, outcome unknown";
    w_intended(step: &str): "已记下\"{step}\"，还没在平台操作" | "noted: {step}; not done on the platform";
    w_waits: "等我们处理" | "waits for us";
    w_waits_for(left: &str): "等我们处理，还有 {left}" | "waits for us, {left} left";
    w_left(span: &str): "留言 {span}，还没回复" | "left {span} ago, unanswered";
    w_unpaid(span: &str): "{span}未付" | "unpaid for {span}";
    w_unpaid_reminded(span: &str, n: usize): "{span}未付，已催 {n} 次" | "unpaid for {span}, reminded {n}x";
    w_not_shipped(span: &str): "付款 {span}，还没发货" | "paid {span} ago, not shipped";
    w_shipped_late(span: &str): "付款 {span}，已过发货时间" | "paid {span} ago, past the shipping date";
    w_promised(left: &str): "答应过，还有 {left}" | "promised, {left} left";
    w_promised_late(past: &str): "答应过，超过 {past} 了" | "promised, {past} late";
    w_urged(span: &str, times: usize): "买家催了 {times} 次，付款 {span}" | "the buyer asked {times}x; paid {span} ago";
    w_changed(what: &str, text: &str): "{what}: {text}" | "{what}: {text}";
    w_arrived(span: &str): "签收 {span}，还没问有没有破损" | "signed for {span} ago; is it whole?";
    w_signed(span: &str): "签收 {span}，还没确认" | "signed for {span} ago, not confirmed";
    w_no_scan(span: &str): "{span}没有物流更新" | "no scan for {span}";
    w_asked(span: &str): "{span}前问过，没下单" | "asked {span} ago, ordered nothing";
    w_review(stars: &str, words: &str): "{stars} 星: {words}" | "{stars} stars: {words}";
    w_review_copied(said: &str): "{said} (回评已复制，还没贴到平台)" | "{said} (answer copied, not on the platform yet)";
    w_review_bare(words: &str): "评价: {words}" | "review: {words}";
    w_sold_out(waiting: i64): "没货了，{waiting} 单在等" | "sold out; {waiting} paid orders wait";
    w_stock_unknown: "库存没接入" | "stock is not connected";
    w_campaign_from(from: &str, rule: &str): "{from} 开始: {rule}" | "from {from}: {rule}";
    w_campaign_to(to: &str, rule: &str): "到 {to}: {rule}" | "until {to}: {rule}";
    w_campaign_codes(said: &str, codes: &str): "{said} (券 {codes})" | "{said} (codes {codes})";
    w_sold_out_bare: "没货了" | "sold out";
    w_handed_over(from: &str, note: &str): "{from}交接: {note}" | "from {from}: {note}";
    w_handed_over_bare(from: &str): "{from}交接" | "from {from}";
    w_ticket_open(kind: &str, desk: &str, left: &str): "{kind}，等{desk}答复，还有 {left}" | "{kind}: {desk} has {left} to answer";
    w_ticket_late(kind: &str, desk: &str, past: &str): "{kind}，{desk}超过 {past} 没答复" | "{kind}: {desk} is {past} late";
    w_ticket_answered(kind: &str, desk: &str, answer: &str): "{kind}，{desk}答: {answer}" | "{kind}, {desk}: {answer}";

    todo_finished(key: &str): "都处理完了，按 {key} 把结果记进日志" | "All done; {key} puts the result into the log";
    todo_logged: "待办结果已记进日志" | "The result stands in the log";
    todo_not_finished(n: usize): "还有 {n} 项没处理，做完或写原因放到稍后" | "{n} rows are left: do them, or put them off with a reason";
    result_problem: "上班待办" | "To-do list of the shift";
    result_part(name: &str, done: usize, snoozed: usize): "{name} 完成 {done} 稍后 {snoozed}" | "{name}: {done} done, {snoozed} put off";
    result_nothing: "没有要做的" | "nothing to do";
    shift_ended(n: usize): "班次结束，{n} 项交给下一班" | "Shift ended; {n} rows are left to the next";
    end_shift_title: "结束班次" | "End the shift";
    end_shift_lead: "没做完的会话、售后、承诺和工单交给下一班" | "Open chats, cases, promises and tickets go to the next shift";
    end_shift_note: "交代一句" | "what to know";
    accepted_row: "已接收" | "Accepted";
    cli_shift_logged_once: "这一班的待办结果已经记过了。" | "The result of this shift stands in the log already.";

    s_do_not_contact: "买家设了勿扰" | "the buyer wants no contact";
    s_paid_twin: "同款已付款" | "paid another order of the same";
    s_said_no: "买家说了不要" | "the buyer said no";
    s_out_of_stock(at: &str): "已经没货 (库存 {at})" | "out of stock (counted {at})";
    s_closing(at: &str): "{at} 就要关闭，来不及催" | "closes at {at}, too late";
    s_closed(at: &str): "按规则 {at} 已关闭，请更新订单" | "closed by rule at {at}; update the orders";
    s_waits_for_us: "买家在等我们回复" | "the buyer waits for our answer";
    s_enough(sent: usize, next: &str): "已催 {sent} 次，{next} 后再说" | "reminded {sent}x; not before {next}";
    s_reminded(at: &str): "{at} 已催过" | "reminded at {at}";
    s_reminded_next(at: &str, next: &str): "{at} 已催过，下次 {next}" | "reminded at {at}, next {next}";
    s_blocked: "买家已拉黑" | "the buyer is blocked";
    s_settled: "这件事已经了结" | "it is settled";
    s_open_case: "售后还没处理完" | "a case is open";
    s_unknown: "签收或尾款时间未知" | "signature or balance date not known";
    s_no_rule: "没有已知规则" | "no rule is known";
    s_just_written(at: &str): "{at} 刚联系过这位买家" | "this buyer was written to at {at}";
    s_in_progress(by: &str, at: &str): "{by} {at} 起正在联系这位买家" | "{by} has been writing to this buyer since {at}";
    s_quiet(until: &str): "现在不打扰买家，{until} 后可发" | "quiet hours until {until}";
    s_too_early(next: &str): "还早，{next} 再催" | "too early, not before {next}";

    u_answer_late(past: &str): "超过答应的回复时间 {past}" | "{past} past the promised answer";
    u_answer_soon(left: &str): "{left} 内要回复" | "to be answered within {left}";
    u_case(left: &str, what: &str): "{left}后{what}" | "in {left} {what}";
    u_case_over(past: &str, what: &str): "应处理时间已过 {past}，随时可能{what}" | "{past} past the time to act; any moment {what}";
    u_check(what: &str): "平台可能已处理：{what}" | "the platform may have acted: {what}";
    u_order_closes(left: &str): "{left}后订单关闭，还没付款" | "closes unpaid in {left}";
    u_order_closed: "按规则应已关闭" | "closed by rule by now";
    u_ship(left: &str): "{left}内要发货" | "to be shipped within {left}";
    u_ship_late(past: &str): "过了发货时间 {past}" | "{past} past the shipping date";
    u_promise(left: &str): "{left}后承诺到期" | "a promise falls due in {left}";
    u_promise_late(past: &str): "承诺过期 {past}" | "a promise is {past} overdue";
    u_stalled(past: &str): "物流停了太久，超过该有扫描的时间 {past}" | "the parcel stands still, {past} past its next scan";
    u_ticket(left: &str): "{left}后工单到期" | "a ticket falls due in {left}";
    u_ticket_late(past: &str): "工单过期 {past}" | "a ticket is {past} overdue";
    u_nothing: "没有要紧的事" | "Nothing is urgent";
    u_stake(why: &str, amount: &str): "{why}，涉及 {amount}" | "{why}, {amount} at stake";
}

impl Lang {
    /// Why a row is on the list.
    pub fn why(self, item: &Item, zone: Zone, now: Time) -> String {
        let outcome = |what: Option<_>| what.map_or(self.w_outcome_unknown(), |w| self.on_timeout(w));
        let since = |at: Time| self.how_long(now.since(at));
        match &item.why {
            Why::CaseDue { on_timeout } => {
                let left = item.due_at.unwrap_or(now).since(now);
                let words = self.how_long(left.abs());
                match left.is_over() {
                    true => self.w_case_overdue(&words, outcome(*on_timeout)),
                    false => self.w_case_due(&self.case_clock(left), outcome(*on_timeout)),
                }
            }
            Why::CasePresumed { on_timeout: None } => {
                self.w_case_presumed_unknown(&zone.short(item.due_at.unwrap_or(now), now))
            }
            Why::CasePresumed { on_timeout } => {
                self.w_case_presumed(&zone.short(item.due_at.unwrap_or(now), now), outcome(*on_timeout))
            }
            Why::CaseIntended { step } => self.w_intended(self.case_step(*step)),
            Why::CaseWaits => match item.due_at {
                Some(due) if due > now => self.w_waits_for(&self.case_clock(due.since(now))),
                _ => self.w_waits().into(),
            },
            Why::CaseNoClock(why) => self.no_clock(*why).into(),
            Why::CaseOurStep(step) => self.our_step(*step).into(),
            Why::Left { since: at } => self.w_left(&since(*at)),
            Why::Unpaid { since: at, reminded: 0 } => self.w_unpaid(&since(*at)),
            Why::Unpaid { since: at, reminded } => self.w_unpaid_reminded(&since(*at), *reminded),
            Why::NotToRemind(skip) => self.skip(skip, zone, now),
            Why::NotShipped { since: at } => self.w_not_shipped(&since(*at)),
            Why::ShippedLate { since: at } => self.w_shipped_late(&since(*at)),
            Why::Promised => {
                let left = item.due_at.unwrap_or(now).since(now);
                let words = self.how_long(left.abs());
                if left.is_over() { self.w_promised_late(&words) } else { self.w_promised(&words) }
            }
            Why::Urged { since: at, times } => self.w_urged(&since(*at), *times),
            Why::Changed { what, text } if text.is_empty() => self.happened(what).into(),
            Why::Changed { what, text } => self.w_changed(self.happened(what), text),
            Why::Arrived { at } => self.w_arrived(&since(*at)),
            Why::Signed { at } => self.w_signed(&since(*at)),
            Why::NoScan { since: at } => self.w_no_scan(&since(*at)),
            Why::Asked { since: at } => self.w_asked(&since(*at)),
            Why::Review { stars, words, answer } => {
                let said = match stars {
                    Some(stars) => self.w_review(&stars.to_string(), words),
                    None => self.w_review_bare(words),
                };
                if answer.copied { self.w_review_copied(&said) } else { said }
            }
            Why::StockUnknown => self.w_stock_unknown().into(),
            Why::Campaign { from, to, rule, codes } => {
                let said = match *from > now {
                    true => self.w_campaign_from(&zone.short(*from, now), rule),
                    false => self.w_campaign_to(&zone.short(*to, now), rule),
                };
                let codes: Vec<&str> = codes.iter().map(crate::domain::SafeText::as_str).collect();
                if codes.is_empty() { said } else { self.w_campaign_codes(&said, &codes.join(" ")) }
            }
            Why::ReviewCase(case) => self.review_case(case),
            Why::SoldOut { waiting: 0 } => self.w_sold_out_bare().into(),
            Why::SoldOut { waiting } => self.w_sold_out(*waiting),
            Why::HandedOver { from, note } if note.is_empty() => self.w_handed_over_bare(from),
            Why::HandedOver { from, note } => self.w_handed_over(from, note),
            Why::TicketOpen { kind, desk } => {
                let (kind, desk) = (self.ticket_kind(*kind), self.ticket_desk(*desk));
                let left = item.due_at.unwrap_or(now).since(now);
                let words = self.how_long(left.abs());
                if left.is_over() {
                    self.w_ticket_late(kind, desk, &words)
                } else {
                    self.w_ticket_open(kind, desk, &words)
                }
            }
            Why::TicketAnswered { kind, desk, answer } => {
                self.w_ticket_answered(self.ticket_kind(*kind), self.ticket_desk(*desk), answer)
            }
        }
    }

    /// What a row with this act usually waits for when it is put off.
    pub const fn waits_for(self, act: Act) -> &'static str {
        match act {
            Act::CheckPlatform | Act::DoOnPlatform | Act::SetDeadline => self.waits_platform(),
            Act::Remind => self.waits_payment(),
            Act::AskWarehouse | Act::TellPacking => self.waits_warehouse(),
            Act::TraceParcel => self.waits_courier(),
            Act::NoteAnswer | Act::CloseTicket | Act::Accept => self.waits_answer(),
            Act::AnswerReview | Act::WorkReview => self.waits_lead(),
            _ => self.waits_buyer(),
        }
    }

    /// What became of the list, for the log: what was done and put off, section by section.
    pub fn shift_result(self, list: &ShiftList) -> String {
        let worked = list.sections.iter().filter(|section| section.done + section.snoozed > 0);
        let parts: Vec<String> = worked.map(|s| self.result_part(self.section(s.kind), s.done, s.snoozed)).collect();
        if parts.is_empty() { self.result_nothing().into() } else { parts.join("; ") }
    }

    /// Why no reminder is sent.
    pub fn skip(self, skip: &Skip, zone: Zone, now: Time) -> String {
        let at = |at: &Time| zone.short(*at, now);
        match skip {
            Skip::DoNotContact => self.s_do_not_contact().into(),
            Skip::PaidTwin(_) => self.s_paid_twin().into(),
            Skip::SaidNo => self.s_said_no().into(),
            Skip::OutOfStock { counted_at } => self.s_out_of_stock(&at(counted_at)),
            Skip::Closing { at: when } => self.s_closing(&at(when)),
            Skip::Closed { at: when } => self.s_closed(&at(when)),
            Skip::WaitsForUs => self.s_waits_for_us().into(),
            Skip::Enough { sent, next } => self.s_enough(*sent, &at(next)),
            Skip::Reminded { at: when, next: Some(next) } => self.s_reminded_next(&at(when), &at(next)),
            Skip::Reminded { at: when, next: None } => self.s_reminded(&at(when)),
            Skip::Blocked => self.s_blocked().into(),
            Skip::Settled => self.s_settled().into(),
            Skip::OpenCase => self.s_open_case().into(),
            Skip::Unknown => self.s_unknown().into(),
            Skip::NoRule => self.s_no_rule().into(),
            Skip::JustWritten { at: when } => self.s_just_written(&at(when)),
            Skip::InProgress { by, at: when } => self.s_in_progress(by, &at(when)),
            Skip::Quiet { until } => self.s_quiet(&at(until)),
            Skip::TooEarly { next } => self.s_too_early(&at(next)),
        }
    }

    /// Why the most urgent thing is the most urgent.
    pub fn urgent(self, urgent: &Urgent, now: Time) -> String {
        let left = urgent.left(now);
        let words = self.case_clock(left.abs());
        let over = left.is_over();
        let outcome = |what: Option<_>| what.map_or(self.w_outcome_unknown(), |w| self.on_timeout(w));
        let why = match urgent.why {
            Harm::AnswerLate if over => self.u_answer_late(&super::age::wait(left.abs())),
            Harm::AnswerLate => self.u_answer_soon(&super::age::wait(left)),
            Harm::CaseTimeout(what) if over => self.u_case_over(&words, outcome(what)),
            Harm::CaseTimeout(what) => self.u_case(&words, outcome(what)),
            Harm::CaseCheck(what) => self.u_check(outcome(what)),
            Harm::OrderCloses if over => self.u_order_closed().into(),
            Harm::OrderCloses => self.u_order_closes(&words),
            Harm::ShippedLate if over => self.u_ship_late(&words),
            Harm::ShippedLate => self.u_ship(&words),
            Harm::PromiseBroken if over => self.u_promise_late(&words),
            Harm::PromiseBroken => self.u_promise(&words),
            Harm::ParcelStalled => self.u_stalled(&words),
            Harm::TicketDue if over => self.u_ticket_late(&words),
            Harm::TicketDue => self.u_ticket(&words),
        };
        match urgent.stake {
            Some(stake) if !stake.is_zero() => self.u_stake(&why, &stake.shown()),
            _ => why,
        }
    }
}
