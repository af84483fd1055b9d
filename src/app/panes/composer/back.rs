//! What comes back to be written: a message taken back, an answer that was not sent.

use super::super::suggest;
use crate::app::model::Model;
use crate::app::msg::{Do, Effect};
use crate::domain::ConversationId;

/// A message that was taken back returns to its composer.
pub(in crate::app) fn put_back(model: &mut Model, chat: ConversationId, text: &str) {
    if model.chat.id() == Some(chat) {
        model.chat.composer.editor.paste(text);
        model.chat.composer.touch(model.now);
    }
}

/// What was not sent is being written again, with everything that belongs to it; in a chat that was left meanwhile it
/// is kept as the draft.
pub(in crate::app) fn unsent(model: &mut Model, what: Do) -> Vec<Effect> {
    let (chat, draft, send) = match what {
        Do::Send(send) => (send.chat, send.draft.clone(), Some(send)),
        Do::Note(chat, draft) => (chat, draft, None),
        _ => return Vec::new(),
    };
    if model.chat.id() != Some(chat) {
        return vec![Effect::Do(Do::SaveDraft(chat, draft))];
    }
    if !model.chat.composer.editor.is_empty() {
        put_back(model, chat, &draft.text);
        return Vec::new();
    }
    let composer = &mut model.chat.composer;
    composer.editor.put_back(&draft.text, &suggest::gaps());
    composer.note = draft.note;
    if let Some(send) = send {
        (composer.reply_code, composer.reminds) = (send.reply_code, send.reminds);
        (composer.verifies, composer.nudges) = (send.verifies, send.nudges);
    }
    model.chat.composer.touch(model.now);
    Vec::new()
}
