//! Internal tickets in words, and the one line that goes into the group chat.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::ticket::{StopOutcome, Ticket, TicketDesk, TicketKind, TicketState};
use crate::domain::{Time, Zone};

words! {
    /// What a ticket asks.
    ticket_kind(TicketKind) {
        HoldShipment: "截单" | "Hold shipment";
        Intercept: "拦截" | "Intercept";
        ChangeAddress: "改地址" | "Change address";
        Resend: "补发" | "Resend";
        TraceParcel: "查件" | "Trace parcel";
        Inspection: "验货" | "Inspection";
        SmallTransfer: "打款" | "Small transfer";
        Invoice: "开发票" | "Invoice";
        StockQuestion: "问库存" | "Ask stock";
        PageFault: "页面问题" | "Page fault";
    }
    /// Who is asked.
    ticket_desk(TicketDesk) {
        Warehouse: "仓库" | "warehouse";
        Finance: "财务" | "finance";
        Courier: "快递" | "courier";
        Lead: "主管" | "lead";
    }
    /// How far a ticket is.
    ticket_state(TicketState) {
        Open: "等答复" | "open";
        Answered: "已答复" | "answered";
        Closed: "已办结" | "closed";
    }
    /// How a stopped parcel ended.
    stop_outcome(StopOutcome) {
        Confirmed: "截住了" | "stopped";
        Failed: "没截住" | "not stopped";
    }
}

texts! {
    ticket_menu_title(whose: &str): "内部工单 {whose}" | "Ticket {whose}";
    ticket_menu_keys: "1-9 直接开  Enter 填写  Esc 关闭" | "1-9 open it  Enter fill in  Esc close";
    ticket_menu_row(desk: &str, time: &str): "问{desk}，{time}内要答复" | "to {desk}, answer within {time}";
    ticket_title(kind: &str, whose: &str): "{kind} {whose}" | "{kind} {whose}";
    ticket_lead: "开好后会复制一行，粘到群里" | "One line for the group chat is copied when it is opened";
    ticket_to: "问谁" | "to";
    f_ticket: "工单" | "Ticket";
    ticket_due: "什么时候要答复" | "answer by";
    ticket_words: "说明" | "words";
    ticket_answer_title(kind: &str, whose: &str): "答复 {kind} {whose}" | "Answer to {kind} {whose}";
    ticket_answer_field: "答复" | "answer";
    ticket_outcome_field: "结果" | "outcome";
    ticket_outcome_needed: "选截住了还是没截住" | "say whether it was stopped";
    ticket_outcome_none: "还没选" | "not said";
    ticket_opened(kind: &str): "已开工单: {kind}，一行已复制，粘到群里" | "Ticket opened: {kind}; its line is copied for the group chat";
    ticket_answered(kind: &str): "答复已记下: {kind}" | "Answer noted: {kind}";
    ticket_closed(kind: &str): "工单办结: {kind}" | "Ticket closed: {kind}";
    ticket_needs_order(kind: &str): "{kind}要有订单" | "{kind} needs an order";
    ticket_note(desk: &str, kind: &str, answer: &str): "{desk}答复 {kind}: {answer}" | "{desk} on {kind}: {answer}";
    ticket_note_outcome(note: &str, outcome: &str): "{note} ({outcome})" | "{note} ({outcome})";
    ask_why_late: "付款了还没发出，什么时候能发" | "paid and not sent yet; when can it leave";
    ask_where_parcel: "好几天没有物流更新，请查一下" | "no scan for days; please look where it is";
    tell_packing_line(number: &str, what: &str, text: &str): "【打包注意】{number} {what}: {text}" | "[packing] {number} {what}: {text}";
    told_packing: "已复制，粘到群里；这一行完成了" | "Copied for the group chat; the row is done";

    cli_ticket_needs_order: "这种工单要写订单号：--order 订单号。" | "This kind of ticket needs an order: --order NUMBER.";
    cli_ticket_needs_words: "这种工单要写清楚：--text 说明。" | "This kind of ticket needs words: --text TEXT.";
    cli_ticket_outcome: "截单和拦截的答复要写结果：--outcome confirmed 或 failed。" | "The answer to a stopped parcel needs its outcome: --outcome confirmed or failed.";
    cli_bad_ticket(word: &str, all: &str): "没有 {word} 这种工单；有 {all}。" | "There is no ticket of the kind {word}; there are {all}.";
    cli_ticket_needs_product: "页面问题要写哪个商品：--product 商品。" | "A page fault needs its product: --product PRODUCT.";
    cli_no_tickets: "没有工单。" | "No tickets.";
    cli_ticket: "工单" | "Ticket";
    cli_desk: "问谁" | "To";
    cli_due: "要答复" | "Due";
    cli_answer: "答复" | "Answer";
}

impl Lang {
    /// A ticket in one line: what was asked of whom, by when, or what was answered; `due` is that time in words.
    pub fn ticket_row(self, ticket: &Ticket, due: &str) -> String {
        let asked = format!("{} -> {}", self.ticket_kind(ticket.kind), self.ticket_desk(ticket.desk));
        let Some(answer) = &ticket.answer else { return format!("{asked}  {due}  {}", ticket.body.to_line()) };
        let outcome = ticket.outcome.map(|outcome| self.stop_outcome(outcome)).unwrap_or_default();
        let said: Vec<String> =
            [outcome.to_owned(), answer.to_line().to_string()].into_iter().filter(|t| !t.is_empty()).collect();
        format!("{asked}  {}  {}", self.ticket_state(ticket.state), said.join(" "))
    }

    /// One line for the group chat: what, which order, by when, from whom. It names no phone and no address beyond what
    /// the agent wrote.
    pub fn ticket_line(self, ticket: &Ticket, title: &str, from: &str, zone: Zone, now: Time) -> String {
        let kind = self.ticket_kind(ticket.kind);
        let mut parts = vec![match self {
            Lang::Zh => format!("【{kind}】"),
            Lang::En => format!("[{kind}]"),
        }];
        for part in [ticket.number.as_str(), &ticket.nick, &ticket.goods, title, &ticket.body] {
            if !part.trim().is_empty() {
                parts.push(part.replace('\n', " "));
            }
        }
        let due = zone.short(ticket.due_at, now);
        parts.push(match self {
            Lang::Zh => format!("请{}在 {due} 前回复", self.ticket_desk(ticket.desk)),
            Lang::En => format!("{}, please answer by {due}", self.ticket_desk(ticket.desk)),
        });
        if !from.is_empty() {
            parts.push(format!("({from})"));
        }
        parts.join(" ")
    }
    /// The internal note an answer leaves in the chat.
    pub fn ticket_chat_note(self, ticket: &Ticket, answer: &str, outcome: Option<StopOutcome>) -> String {
        let note = self.ticket_note(self.ticket_desk(ticket.desk), self.ticket_kind(ticket.kind), answer);
        match outcome {
            Some(outcome) => self.ticket_note_outcome(&note, self.stop_outcome(outcome)),
            None => note,
        }
    }
}
