//! What is done with conversations: ended, put off, handed over.

use super::act::Told;
use super::basis::Basis;
use crate::app::msg::{Did, Done};
use crate::domain::{By, ConversationId, Problem, RawText, SafeText, Time};
use crate::runtime::escalate;
use crate::store::{Engine, acts, agents, conversations, messages};

/// The agent has seen the chat.
pub(super) fn read(db: &dyn Engine, chat: ConversationId) -> Told {
    conversations::seen(db, chat)?;
    Ok(Done::Quiet)
}

/// Ends chats.
pub(super) fn resolve(basis: &Basis, db: &dyn Engine, chats: &[ConversationId]) -> Told {
    each(basis, db, chats, |by, id| conversations::resolve(db, by, id, None).map(drop))?;
    Ok(Done::Resolved)
}

/// Opens ended or snoozed chats again.
pub(super) fn reopen(basis: &Basis, db: &dyn Engine, chats: &[ConversationId]) -> Told {
    each(basis, db, chats, |by, id| conversations::reopen(db, by, id, None).map(drop))?;
    Ok(Done::Reopened)
}

/// Takes chats that are advertising out of the queue.
pub(super) fn advertise(basis: &Basis, db: &dyn Engine, chats: &[ConversationId]) -> Told {
    each(basis, db, chats, |by, id| conversations::advertise(db, by, id).map(drop))?;
    Ok(Done::Advert)
}

/// Puts chats off.
pub(super) fn snooze(basis: &Basis, db: &dyn Engine, chats: &[ConversationId], until: Time) -> Told {
    each(basis, db, chats, |by, id| conversations::snooze(db, by, id, None, until, None).map(drop))?;
    Ok(Done::Snoozed)
}

/// Hands a chat to a colleague, with why.
pub(super) fn transfer(basis: &Basis, db: &dyn Engine, chat: ConversationId, to: &str, why: &str) -> Told {
    let missing = || Problem::NotFound { kind: "agent", key: SafeText::line(to) };
    let to = agents::by_name(db, to.trim())?.ok_or_else(missing)?;
    hand_over(basis, db, chat, to.id, why)?;
    Ok(Done::Transferred)
}

/// Hands a chat to the lead.
pub(super) fn escalate(basis: &Basis, db: &dyn Engine, chat: ConversationId, why: &str) -> Result<Did, Problem> {
    escalate::escalate(db, &basis.by(), basis.lang, chat, why).map(|lead| Did::Escalated(lead.name))
}

fn hand_over(
    basis: &Basis,
    db: &dyn Engine,
    chat: ConversationId,
    to: crate::domain::AgentId,
    why: &str,
) -> Result<(), Problem> {
    let by = basis.by();
    acts::bulk(db, &by, || {
        if !why.trim().is_empty() {
            messages::note(db, &by, chat, &RawText::new(why))?;
        }
        conversations::assign(db, &by, chat, None, Some(to)).map(drop)
    })
}

/// The same for every chat, undone in one go.
fn each(
    basis: &Basis,
    db: &dyn Engine,
    chats: &[ConversationId],
    act: impl Fn(&By, ConversationId) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let by = basis.by();
    acts::bulk(db, &by, || chats.iter().try_for_each(|id| act(&by, *id)))
}
