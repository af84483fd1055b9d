//! Answers, notes and drafts.

use super::act::Told;
use super::ask_chat::{NOTE, REPLY};
use super::basis::{Basis, copies};
use crate::app::msg::{self, Did, Done};
use crate::domain::reminder::ReminderKind;
use crate::domain::{
    Conversation, ConversationId, CustomerId, Draft, Message, MessageId, Problem, RawText, Role, SafeText, Sender,
};
use crate::runtime::reminding::APART;
use crate::store::messages::{self, Outbound, Way};
use crate::store::reminders::{self, Given};
use crate::store::{Engine, acts, agents, audit, conversations, customers, drafts, orders, outbox, write};

/// No more than so many messages can have come since the agent looked.
const SINCE: usize = 200;

/// A draft as the data file keeps it.
pub(super) fn draft(basis: &Basis, chat: ConversationId, draft: &msg::Draft) -> Draft {
    Draft {
        conversation: Some(chat),
        kind: if draft.note { NOTE } else { REPLY }.to_owned(),
        text: draft.text.clone(),
        caret: 0,
        client_key: draft.client_key.clone(),
        reply_code: None,
        fill: None,
        agent: Some(basis.me.id),
        saved_at: basis.now(),
    }
}

/// The same text under the kind it is not: there is one composer, so the other one's row goes.
pub(super) fn without(kept: &Draft) -> Draft {
    let kind = if kept.kind == NOTE { REPLY } else { NOTE };
    Draft { kind: kind.to_owned(), text: String::new(), ..kept.clone() }
}

/// Keeps a draft at once.
pub(super) fn save_draft(
    basis: &Basis,
    db: &dyn Engine,
    chat: ConversationId,
    text: &msg::Draft,
) -> Result<Did, Problem> {
    let kept = draft(basis, chat, text);
    write(db, || drafts::save(db, &without(&kept)).and_then(|()| drafts::save(db, &kept)))?;
    Ok(Did::DraftSaved(chat, kept.saved_at))
}

/// Sends an answer: into the outbox, held for a moment, or as copied where kefu cannot send. What belongs to it (the
/// reminder, the stamp, the end of the chat, the passed-over guard) is written with it or not at all.
pub(super) fn send(basis: &Basis, db: &dyn Engine, send: &msg::Send) -> Result<Did, Problem> {
    let by = basis.by();
    let chat = conversations::expect(db, send.chat)?;
    let copied = copies(&chat);
    let way = if copied { Way::Copied } else { Way::Outbox { hold: basis.config().hold_for(&chat.channel) } };
    let text = RawText::new(&send.draft.text);
    let reply_code = send.reply_code.as_deref();
    let sent = acts::bulk(db, &by, || {
        if let Some(already) = messages::by_client_key(db, &send.draft.client_key)? {
            return Ok(already);
        }
        answered_by_another(basis, db, send)?;
        answered_with_care(basis, db, send, chat.customer)?;
        let reminds = send.reminds.as_ref();
        let order = reminds.map(|reminding| reminding.order).or(send.verifies).or(chat.order);
        let out =
            Outbound { conversation: chat.id, text: &text, client_key: &send.draft.client_key, reply_code, order, way };
        let message = messages::send(db, &by, &out)?;
        drafts::clear(db, Some(chat.id), NOTE)?;
        if let Some(reminding) = reminds {
            let given = Given {
                order: Some(reminding.order),
                kind: reminding.kind,
                conversation: Some(chat.id),
                message: Some(message.id),
                reply_code,
                forced: reminding.force.as_deref(),
                batch: None,
            };
            if !reminders::give(db, &by, &given, APART)? {
                return Err(just_reminded(basis));
            }
        }
        if send.nudges {
            nudged(basis, db, &chat, message.id, reply_code)?;
        }
        if let Some(order) = send.verifies {
            orders::verify(db, &by, order, None)?;
        }
        if let Some(rule) = &send.override_of {
            let subject = ("message", message.id.to_string());
            audit::add(db, &by, Some(&basis.os_user), "guard_override", (subject.0, &subject.1), rule)?;
        }
        if send.resolve {
            conversations::resolve(db, &by, chat.id, None)?;
        }
        Ok(message)
    })?;
    // The outbox goes by the real clock, the screen by its own.
    let left = |until: crate::domain::Time| basis.now().plus(until.since(db.real_now()));
    let held_until = outbox::of_message(db, sent.id)?.and_then(|out| out.hold_until).map(left);
    Ok(Did::Sent { chat: send.chat, held_until, copied })
}

/// A colleague's answer that the agent has not seen holds this one back.
fn answered_by_another(basis: &Basis, db: &dyn Engine, send: &msg::Send) -> Result<(), Problem> {
    let unseen = messages::since(db, send.chat, send.seen_seq + 1, SINCE)?;
    let theirs =
        |said: &&Message| said.from == Sender::Agent && said.agent != Some(basis.me.id) && said.state.answers();
    let Some(answer) = unseen.iter().find(theirs) else { return Ok(()) };
    let by = match answer.agent {
        Some(id) => agents::by_id(db, id)?.map(|agent| agent.name),
        None => None,
    };
    Err(Problem::Changed { by: by.unwrap_or_else(|| SafeText::line("kefu")) })
}

/// A buyer who is answered with care gets approved replies alone, unless the lead writes.
fn answered_with_care(basis: &Basis, db: &dyn Engine, send: &msg::Send, to: CustomerId) -> Result<(), Problem> {
    let free = basis.me.role >= Role::Lead || send.reply_code.is_some();
    if free || !customers::by_id(db, to)?.is_some_and(|customer| customer.careful) {
        return Ok(());
    }
    let line = SafeText::line;
    Err(Problem::Refused { what: line(basis.lang.careful_only_approved()), hint: line(basis.lang.careful_hint()) })
}

/// The one nudge to somebody who asked and ordered nothing: by the same rules as every reminder, and written down.
fn nudged(
    basis: &Basis,
    db: &dyn Engine,
    chat: &Conversation,
    message: MessageId,
    reply_code: Option<&str>,
) -> Result<(), Problem> {
    let (by, rules) = (basis.by(), basis.rules()?);
    let facts = reminders::about_chat(db, chat, by.at)?;
    if let Err(skip) = rules.reminders().due(&facts, by.at, basis.zone) {
        let what = SafeText::line(&basis.lang.skip(&skip, basis.zone, by.at));
        return Err(Problem::Refused { what, hint: SafeText::line(basis.lang.cli_may_not_force()) });
    }
    let given = Given {
        order: None,
        kind: ReminderKind::Inquiry,
        conversation: Some(chat.id),
        message: Some(message),
        reply_code,
        forced: None,
        batch: None,
    };
    if reminders::give(db, &by, &given, APART)? { Ok(()) } else { Err(just_reminded(basis)) }
}

fn just_reminded(basis: &Basis) -> Problem {
    let line = SafeText::line;
    Problem::Refused { what: line(basis.lang.cli_just_reminded()), hint: line(basis.lang.cli_may_not_force()) }
}

/// Stores an internal note.
pub(super) fn note(basis: &Basis, db: &dyn Engine, chat: ConversationId, text: &msg::Draft) -> Result<Did, Problem> {
    write(db, || {
        messages::note(db, &basis.by(), chat, &RawText::new(&text.text))?;
        drafts::clear(db, Some(chat), NOTE)
    })?;
    Ok(Did::Noted(chat))
}

/// Takes the last message of a chat back while it is held.
pub(super) fn recall(basis: &Basis, db: &dyn Engine, chat: ConversationId) -> Result<Did, Problem> {
    write(db, || match outbox::held(db, chat)? {
        Some(out) => outbox::recall(db, &basis.by(), out.id).map(|out| Did::Recalled(chat, out.text)),
        None => Ok(Did::NothingToUndo),
    })
}

/// A copied answer, or every one of the chat, was sent on the platform.
pub(super) fn mark_sent(basis: &Basis, db: &dyn Engine, chat: ConversationId, one: Option<MessageId>) -> Told {
    let by = basis.by();
    write(db, || {
        let copied = messages::copied(db, chat)?;
        let mut chosen = copied.iter().filter(|message| one.is_none_or(|id| message.id == id));
        chosen.try_for_each(|message| messages::mark_sent(db, &by, message.id).map(drop))
    })?;
    Ok(Done::MarkedSent)
}

/// Sends a failed or uncertain message once more, under the same key.
pub(super) fn resend(basis: &Basis, db: &dyn Engine, message: MessageId) -> Told {
    let missing = || Problem::NotFound { kind: "message", key: SafeText::line(&message.to_string()) };
    let out = outbox::of_message(db, message)?.ok_or_else(missing)?;
    outbox::decide(db, &basis.by(), out.id, true)?;
    Ok(Done::Resent)
}
