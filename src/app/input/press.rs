//! Keys of the terminal as keys of an editor, and quick replies as pieces of its text.

use crate::domain::reply::{Filled, Placeholder};
use crate::keymap::{Chord, Key};

use super::editor::{Edited, Editor, EditorKey, Piece, Slot, SlotState};
use super::form::{FieldProblem, Form, FormEvent, FormKey};

/// What a chord means in a text; nothing for what no text takes. Enter is not among them: it is an action.
fn editor_key(chord: Chord) -> Option<EditorKey> {
    use EditorKey as E;
    let word = chord.ctrl || chord.alt;
    Some(match (chord.key, chord.ctrl, chord.alt) {
        (Key::Char(c), false, false) => E::Insert(c),
        (Key::Backspace, false, false) => E::Backspace,
        (Key::Backspace, ..) => E::KillWord,
        (Key::Delete, ..) => E::Delete,
        (Key::Left, ..) if word => E::WordLeft,
        (Key::Right, ..) if word => E::WordRight,
        (Key::Left, ..) => E::Left,
        (Key::Right, ..) => E::Right,
        (Key::Up, false, false) => E::Up,
        (Key::Down, false, false) => E::Down,
        (Key::Home, true, _) => E::DocStart,
        (Key::End, true, _) => E::DocEnd,
        (Key::Home, ..) | (Key::Char('a'), true, false) => E::Home,
        (Key::End, ..) | (Key::Char('e'), true, false) => E::End,
        (Key::Char('b'), true, false) => E::Left,
        (Key::Char('d'), true, false) => E::Delete,
        (Key::Char('h'), true, false) => E::Backspace,
        (Key::Char('k'), true, false) => E::KillLine,
        (Key::Char('u'), true, false) => E::KillToStart,
        (Key::Char('w'), true, false) => E::KillWord,
        (Key::Char('b'), false, true) => E::WordLeft,
        (Key::Char('f'), false, true) => E::WordRight,
        (Key::Char('z'), true, false) => E::Undo,
        (Key::Char('y'), true, false) => E::Redo,
        _ => return None,
    })
}

impl Editor {
    /// Takes a chord; false when it means nothing in a text, so that it can go on to the keymap.
    pub fn press(&mut self, chord: Chord) -> bool {
        editor_key(chord).is_some_and(|key| self.key(key) != Edited::Nothing || matches!(key, EditorKey::Insert(_)))
    }

    /// Puts a filled reply in at the caret.
    pub fn put_filled(&mut self, filled: &Filled, name: impl Fn(Placeholder) -> String) -> Edited {
        self.put_reply(&pieces(filled, name))
    }

    /// Knows the text for this reply when it is that and nothing more; see [`Editor::know_reply`].
    pub fn know_filled(&mut self, filled: &Filled, name: impl Fn(Placeholder) -> String) -> bool {
        self.know_reply(&pieces(filled, name))
    }

    /// Puts a stored text back. What reads like the gap of a reply (`【...】` with a label we know) is one again, so
    /// that a gap can never be sent because the program was closed in between.
    pub fn put_back(&mut self, text: &str, labels: &[(String, Placeholder)]) {
        let mut slots = Vec::new();
        let mut from = 0;
        while let Some(open) = text[from..].find('【').map(|at| from + at) {
            let Some(close) = text[open..].find('】').map(|at| open + at + '】'.len_utf8()) else { break };
            if let Some((label, place)) = labels.iter().find(|(label, _)| *label == text[open..close]) {
                slots.push(Slot {
                    range: open..close,
                    name: place.code().into(),
                    label: label.as_str().into(),
                    state: SlotState::Hole,
                    or: None,
                });
            }
            from = close;
        }
        self.restore_draft(text, slots);
    }
}

fn pieces(filled: &Filled, label: impl Fn(Placeholder) -> String) -> Vec<Piece> {
    let holes = filled.holes.iter().map(|hole| (hole.range.clone(), hole.placeholder, false));
    let values = filled.filled.iter().map(|(range, place)| (range.clone(), *place, true));
    let mut places: Vec<_> = holes.chain(values).collect();
    places.sort_by_key(|(range, ..)| range.start);
    let (mut out, mut at) = (Vec::new(), 0);
    for (range, place, has_value) in places {
        out.push(Piece::Text(filled.text[at..range.start].to_owned()));
        let (name, label) = (place.code().to_owned(), label(place));
        let shown = filled.text[range.clone()].to_owned();
        let or = filled.defaults.iter().find(|(at, _)| *at == range.start).map(|(_, or)| or.to_string());
        out.push(if has_value { Piece::Filled { name, label, value: shown, or } } else { Piece::Hole { name, label } });
        at = range.end;
    }
    out.push(Piece::Text(filled.text[at..].to_owned()));
    out
}

impl Form {
    /// Takes a chord into the field in focus.
    pub fn press(&mut self, chord: Chord) -> FormEvent {
        editor_key(chord).map_or(FormEvent::Nothing, |key| self.key(FormKey::Edit(key)))
    }
    /// The text of a field, without blanks around it.
    pub fn said(&self, id: &str) -> String {
        self.value(id).trim().to_owned()
    }
    /// Says in words what is wrong with a field, and goes there.
    pub fn fault(&mut self, id: &str, why: String) {
        self.refuse(id, FieldProblem::Said(why));
    }
}
