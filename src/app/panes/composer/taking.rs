//! Replies taken into the text: by their place among the suggestions, by code, by undo.

use super::super::super::input::{Edited, EditorKey};
use super::super::suggest;
use crate::app::model::Model;
use crate::app::msg::Effect;
use crate::app::update::unavailable;

/// Puts a suggestion into the composer. It is never sent by that.
pub(in crate::app) fn take_suggestion(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(code) = model.chat.suggestions.get(at).map(|s| s.code.clone()) else {
        return unavailable(model, model.tr.no_such_suggestion());
    };
    insert_reply(model, &code)
}

/// Puts a quick reply into the composer, filled from the order on its edge; the caret goes to the first gap. It takes the
/// place of one that stands there as it was put in: who takes two in a row has chosen again.
pub(in crate::app) fn insert_reply(model: &mut Model, code: &str) -> Vec<Effect> {
    let Some(filled) = suggest::filled(model, code) else {
        return unavailable(model, model.tr.no_such_reply());
    };
    let tr = model.tr;
    know_draft(model);
    let put = model.chat.composer.editor.put_filled(&filled, |place| suggest::gap(tr, place));
    if put == Edited::TooLong {
        return unavailable(model, tr.too_long());
    }
    let composer = &mut model.chat.composer;
    composer.codes.push((composer.editor.text().to_owned(), code.to_owned()));
    composer.reply_code = Some(code.to_owned());
    model.chat.composer.focused = true;
    model.chat.composer.touch(model.now);
    Vec::new()
}

/// A draft that came back from the store is a reply still when it has the very words of one that is suggested.
fn know_draft(model: &mut Model) {
    if model.chat.composer.editor.is_empty() || model.chat.composer.editor.has_untouched_reply() {
        return;
    }
    let tr = model.tr;
    let codes: Vec<String> = model.chat.suggestions.iter().map(|suggestion| suggestion.code.clone()).collect();
    for code in codes {
        let Some(filled) = suggest::filled(model, &code) else { continue };
        if model.chat.composer.editor.know_filled(&filled, |place| suggest::gap(tr, place)) {
            return;
        }
    }
}

/// Puts words behind what is written, to be changed before they are sent.
pub(in crate::app) fn insert_words(model: &mut Model, words: &str) -> Vec<Effect> {
    if model.chat.composer.editor.paste(words) == Edited::TooLong {
        return unavailable(model, model.tr.too_long());
    }
    model.chat.composer.focused = true;
    model.chat.composer.touch(model.now);
    Vec::new()
}

/// Undoes or redoes; the text of another reply is known by that reply's code again.
pub(super) fn step_back(model: &mut Model, key: EditorKey) -> Vec<Effect> {
    let composer = &mut model.chat.composer;
    composer.editor.key(key);
    let was = composer.codes.iter().find(|(text, _)| text == composer.editor.text());
    if let Some((_, code)) = was {
        composer.reply_code = Some(code.clone());
    }
    composer.touch(model.now);
    Vec::new()
}
