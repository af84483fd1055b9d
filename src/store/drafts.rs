//! Texts while they are written: rows, so that neither a switch of chats nor a power cut loses them.

use super::engine::{Engine, Result, Row, args, first, list, write};
use super::rows::Cols;
use crate::domain::{ConversationId, Draft};

const COLUMNS: &str = "conversation_id, kind, body, caret, client_key, reply_code, fill, agent_id, saved_at";

fn read(row: &dyn Row) -> Result<Draft> {
    let mut c = Cols::new(row);
    Ok(Draft {
        conversation: Some(c.int()?).filter(|id| *id != 0).map(ConversationId::new),
        kind: c.string()?,
        text: c.string()?,
        caret: c.int()?,
        client_key: c.string()?,
        reply_code: c.opt_string()?,
        fill: c.opt_string()?,
        agent: c.agent()?,
        saved_at: c.time()?,
    })
}

/// Keeps a draft; an empty text takes it away. The conversation's version does not rise for it.
pub fn save(db: &dyn Engine, draft: &Draft) -> Result<()> {
    if draft.text.is_empty() {
        return clear(db, draft.conversation, &draft.kind);
    }
    write(db, || {
        db.run(
            "INSERT INTO drafts (conversation_id, kind, body, caret, client_key, reply_code, fill, agent_id, saved_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (conversation_id, kind) DO UPDATE SET \
             body = excluded.body, caret = excluded.caret, client_key = excluded.client_key, \
             reply_code = excluded.reply_code, fill = excluded.fill, agent_id = excluded.agent_id, saved_at = excluded.saved_at",
            args![
                raw(draft.conversation),
                &draft.kind,
                &draft.text,
                draft.caret,
                &draft.client_key,
                draft.reply_code.as_ref(),
                draft.fill.as_ref(),
                draft.agent,
                draft.saved_at
            ],
        )?;
        mark(db, draft.conversation)
    })
}

/// The draft of a conversation and kind.
pub fn load(db: &dyn Engine, conversation: Option<ConversationId>, kind: &str) -> Result<Option<Draft>> {
    first(
        db,
        &format!("SELECT {COLUMNS} FROM drafts WHERE conversation_id = $1 AND kind = $2"),
        args![raw(conversation), kind],
        read,
    )
}

/// All drafts, latest first.
pub fn all(db: &dyn Engine) -> Result<Vec<Draft>> {
    list(db, &format!("SELECT {COLUMNS} FROM drafts ORDER BY saved_at DESC, conversation_id, kind"), &[], read)
}

/// Takes a draft away.
pub fn clear(db: &dyn Engine, conversation: Option<ConversationId>, kind: &str) -> Result<()> {
    write(db, || {
        db.run("DELETE FROM drafts WHERE conversation_id = $1 AND kind = $2", args![raw(conversation), kind])?;
        mark(db, conversation)
    })
}

fn mark(db: &dyn Engine, conversation: Option<ConversationId>) -> Result<()> {
    if let Some(id) = conversation {
        db.run(
            "UPDATE conversations SET has_draft = CASE WHEN EXISTS (SELECT 1 FROM drafts WHERE conversation_id = $1) THEN 1 ELSE 0 END \
             WHERE id = $1",
            args![id],
        )?;
    }
    Ok(())
}

fn raw(conversation: Option<ConversationId>) -> i64 {
    conversation.map_or(0, ConversationId::raw)
}
