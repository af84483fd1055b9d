//! How each dialog is laid out: its fields, and what they hold before anything is typed.

use crate::domain::shift::Item;
use crate::domain::worklog::{LogEntry, RESULT};
use crate::domain::{ConversationId, CustomerId, LogId, Money, Order, OrderId};
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
    Overlay::Dialog(Dialog {
        purpose,
        title: title.into(),
        lead: lead.into(),
        form: Form::new(fields),
        files: None,
        below: Vec::new(),
    })
}

/// The field of the second person. A fault of it makes it appear, with that of their PIN.
pub(super) const SECOND: &str = "second";

/// Who says yes where one person may not give so much, and their PIN.
pub(super) fn second(tr: Lang) -> [Field; 2] {
    [Field::line(SECOND, tr.second_field(), ""), Field::line("pin", tr.pin_field(), "").secret()]
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

/// Escalate to `lead`, with a reason.
pub fn escalate(tr: Lang, chat: ConversationId, lead: &str) -> Overlay {
    dialog(
        Purpose::Escalate(chat),
        tr.escalate_title(),
        tr.escalates_to(lead),
        vec![Field::line("why", tr.why_field(), "").needed()],
    )
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
    let mut fields = vec![
        Field::line("problem", tr.log_problem(), &log.problem).needed(),
        Field::line("cause", tr.log_cause(), &log.cause),
        Field::line("fix", tr.log_fix(), &log.fix),
    ];
    // That it is the result of a list is not a person's to say.
    if log.kind != RESULT {
        fields.push(Field::line("kind", tr.log_kind(), &log.kind));
    }
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

/// Put a row of the to-do list off. What such rows usually wait for stands there already: two keys are enough.
pub fn todo_snooze(tr: Lang, item: &Item) -> Overlay {
    let why = Field::line("why", tr.why_field(), tr.waits_for(item.act)).needed();
    let fields = vec![why, Field::line("when", tr.until_when(), "2h").needed()];
    dialog(Purpose::TodoSnooze(item.key.clone()), tr.snooze_title(), tr.when_examples(), fields)
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
