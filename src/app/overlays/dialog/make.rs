//! How each dialog is laid out: its fields, and what they hold before anything is typed.

use crate::domain::aftersale::{Case, CaseType, GoodsState, Step};
use crate::domain::shift::ItemKey;
use crate::domain::worklog::LogEntry;
use crate::domain::{
    CaseId, ConversationId, CustomerId, LogId, Money, Order, OrderId, OrderLine, OrderStatus, Time, Zone,
};
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::msg::NewLog;
use super::super::Overlay;
use super::{Dialog, Purpose};

pub(super) fn dialog(
    purpose: Purpose,
    title: impl Into<String>,
    lead: impl Into<String>,
    fields: Vec<Field>,
) -> Overlay {
    Overlay::Dialog(Dialog { purpose, title: title.into(), lead: lead.into(), form: Form::new(fields), files: None })
}

/// Put chats off: `2h`, `30m`, `周一9点`, `18:00`.
pub fn snooze(tr: Lang, chats: Vec<ConversationId>) -> Overlay {
    dialog(
        Purpose::Snooze(chats),
        tr.snooze_title(),
        tr.when_examples(),
        vec![Field::line("when", tr.until_when(), "2h").needed()],
    )
}

/// Hand a chat over, with a reason.
pub fn transfer(tr: Lang, chat: ConversationId) -> Overlay {
    let fields = vec![Field::line("whom", tr.to_whom(), "").needed(), Field::line("why", tr.why_field(), "").needed()];
    dialog(Purpose::Transfer(chat), tr.transfer_title(), "", fields)
}

/// Escalate, with a reason.
pub fn escalate(tr: Lang, chat: ConversationId) -> Overlay {
    dialog(Purpose::Escalate(chat), tr.escalate_title(), "", vec![Field::line("why", tr.why_field(), "").needed()])
}

/// Note a promise.
pub fn promise(
    tr: Lang,
    chat: Option<ConversationId>,
    order: Option<OrderId>,
    customer: Option<CustomerId>,
) -> Overlay {
    let fields =
        vec![Field::line("what", tr.promised_what(), "").needed(), Field::line("when", tr.due_when(), "1d").needed()];
    dialog(Purpose::Promise { chat, order, customer }, tr.promise_title(), tr.when_examples(), fields)
}

/// Write or change a log entry.
pub fn log(tr: Lang, id: Option<LogId>, log: NewLog) -> Overlay {
    let fields = vec![
        Field::line("problem", tr.log_problem(), &log.problem).needed(),
        Field::line("cause", tr.log_cause(), &log.cause),
        Field::line("fix", tr.log_fix(), &log.fix),
        Field::line("kind", tr.log_kind(), &log.kind),
    ];
    let linked = [
        (log.links.chat.is_some(), tr.kind_chat()),
        (log.links.order.is_some(), tr.kind_order()),
        (log.links.case.is_some(), tr.kind_case()),
    ];
    let about: Vec<&str> = linked.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    let lead = if about.is_empty() { String::new() } else { tr.linked_to(&about.join(" ")) };
    dialog(Purpose::Log(id, log.links), tr.log_title(), lead, fields)
}

/// Add a line to the memo; what stands there is shown, never replaced.
pub fn memo(tr: Lang, order: &Order) -> Overlay {
    let lead = order.memo.to_line().to_string();
    dialog(
        Purpose::Memo(order.id),
        tr.memo_title(order.tail()),
        lead,
        vec![Field::line("text", tr.memo_field(), "").needed()],
    )
}

/// Show a record's phone and address.
pub fn reveal(tr: Lang, order: &Order) -> Overlay {
    dialog(
        Purpose::Reveal(order.id),
        tr.reveal_title(order.tail()),
        tr.reveal_lead(),
        vec![Field::line("why", tr.why_field(), "").needed()],
    )
}

/// Open a case: type, line, reason, where the goods are, amount; all guessed from the order.
pub fn case(tr: Lang, order: &Order, lines: &[OrderLine]) -> Overlay {
    let shipped = order.shipped_at.is_some() || matches!(order.status, OrderStatus::Shipped | OrderStatus::Success);
    let types: Vec<_> = CaseType::ALL.iter().map(|kind| (kind.code(), tr.case_type(*kind))).collect();
    let kind = if shipped { CaseType::ReturnRefund } else { CaseType::RefundOnly };
    let goods: Vec<_> = GoodsState::ALL.iter().map(|state| (state.code(), tr.goods(*state))).collect();
    let received = order.status == OrderStatus::Success || order.signed_at.is_some();
    let where_now = if received { GoodsState::Received } else { GoodsState::NotReceived };
    let named: Vec<(String, String)> = std::iter::once((String::new(), tr.whole_order().to_owned()))
        .chain(lines.iter().map(|line| (line.id.to_string(), format!("{} {}", line.title, line.sku))))
        .collect();
    let which: Vec<_> = named.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
    let amount = order.paid.or(order.payable).map(|m| m.to_string()).unwrap_or_default();
    let fields = vec![
        Field::choice("type", tr.case_type_field(), &types, kind.code()),
        Field::choice("line", tr.case_line_field(), &which, ""),
        Field::line("reason", tr.case_reason_field(), "").needed(),
        Field::choice("goods", tr.case_goods_field(), &goods, where_now.code()),
        Field::line("amount", tr.case_amount_field(), &amount),
        Field::line("note", tr.case_note_field(), ""),
    ];
    dialog(Purpose::Case(order.id), tr.case_title(order.tail()), tr.case_lead(), fields)
}

/// Take a step. One that gives money away wants the amount typed.
pub fn step(tr: Lang, case: &Case, steps: Vec<Step>, address: &str, limit: Option<Money>) -> Overlay {
    let names: Vec<_> = steps.iter().map(|step| (step.code(), tr.case_step(*step))).collect();
    let first = steps.first().copied().unwrap_or(Step::Agree);
    let title = match steps.as_slice() {
        [one] => tr.step_title(tr.case_step(*one)),
        _ => tr.other_step_title().to_owned(),
    };
    let mut lead = String::new();
    let mut fields = Vec::new();
    if steps.len() > 1 {
        fields.push(Field::choice("step", tr.step_field(), &names, first.code()));
    }
    let many = steps.len() > 1;
    if many || first.gives_money(case.kind) || first == Step::Offer {
        if let (Some(amount), false) = (case.amount, many || first == Step::Offer) {
            lead = tr.type_the_amount(&amount.to_string());
        }
        fields.push(Field::line("amount", tr.case_amount_field(), ""));
    }
    if many || matches!(first, Step::Refuse | Step::RefuseReceipt) {
        fields.push(Field::line("reason", tr.case_reason_field(), ""));
    }
    if many || matches!(first, Step::Shipped) {
        fields.push(Field::line("waybill", tr.waybill_field(), ""));
    }
    if first == Step::Agree && !many && case.kind != CaseType::RefundOnly {
        fields.push(Field::line("address", tr.return_address_field(), address));
    }
    fields.push(Field::line("note", tr.case_note_field(), ""));
    let gives = many || first.gives_money(case.kind) || first == Step::Offer;
    let over = case.amount.zip(limit).is_some_and(|(amount, limit)| amount.minor() > limit.minor());
    if gives && (over || (limit.is_some() && first == Step::Offer)) {
        fields.push(Field::line("second", tr.second_field(), ""));
        fields.push(Field::line("pin", tr.pin_field(), "").secret());
    }
    if case.platform.is_closed() {
        lead = format!("{lead} {}", tr.only_noted_here()).trim().to_owned();
    }
    dialog(Purpose::Step { case: case.id, steps, version: case.version }, title, lead, fields)
}

/// Set a due time by hand.
pub fn set_due(tr: Lang, case: CaseId, now: Option<Time>, zone: Zone) -> Overlay {
    let text = now.map(|at| zone.local(at).format("%m-%d %H:%M").to_string()).unwrap_or_default();
    dialog(
        Purpose::SetDue(case),
        tr.set_due_title(),
        tr.when_examples(),
        vec![Field::line("when", tr.due_when(), &text).needed()],
    )
}

/// Try another instant.
pub fn what_if(tr: Lang, case: CaseId) -> Overlay {
    dialog(
        Purpose::WhatIf(case),
        tr.what_if_title(),
        tr.when_examples(),
        vec![Field::line("when", tr.when_handled(), "1d").needed()],
    )
}

/// Put a row of the to-do list off.
pub fn todo_snooze(tr: Lang, key: ItemKey) -> Overlay {
    let fields =
        vec![Field::line("when", tr.until_when(), "2h").needed(), Field::line("why", tr.why_field(), "").needed()];
    dialog(Purpose::TodoSnooze(key), tr.snooze_title(), tr.when_examples(), fields)
}

/// An entry as the dialog edits it.
impl From<&LogEntry> for NewLog {
    fn from(entry: &LogEntry) -> Self {
        NewLog {
            problem: entry.problem.to_string(),
            cause: entry.cause.to_string(),
            fix: entry.fix.to_string(),
            kind: entry.kind.to_string(),
            links: entry.links.clone(),
        }
    }
}

/// An amount typed into a field; nothing when nothing was typed.
pub(super) fn amount(text: &str, like: Option<Money>) -> Result<Option<Money>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    Money::parse(text, like.map_or_else(Default::default, Money::currency)).map(Some).map_err(|_| ())
}
