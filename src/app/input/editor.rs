//! The composer's editor: text, caret, rows, holes, undo. Pure: it knows neither keys nor colours.
//!
//! Offsets are bytes of the text and always grapheme boundaries; columns and rows are of the screen.

mod body;
mod history;
mod motion;
mod reply;
mod slots;
#[cfg(test)]
mod tests;
mod window;

use std::ops::Range;

pub use reply::Piece;
pub use slots::{Slot, SlotState};
pub use window::{CaretCell, ShownRow};

use crate::domain::SafeText;
use body::Body;
use history::{History, Kind, Mark, Step};
use slots::Slots;

/// The longest text of an editor in bytes.
pub const TEXT_MAX: usize = 1_000_000;
/// The longest text of a one-line editor in bytes.
pub const LINE_MAX: usize = 60_000;

/// All that can be done to a text with one key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EditorKey {
    /// Types a character.
    Insert(char),
    /// Starts a new line; does nothing in a one-line editor.
    Newline,
    /// Deletes the grapheme, or the hole, before the caret.
    Backspace,
    /// Deletes the grapheme, or the hole, after the caret.
    Delete,
    /// One grapheme to the left.
    Left,
    /// One grapheme to the right.
    Right,
    /// One row up, keeping the column.
    Up,
    /// One row down, keeping the column.
    Down,
    /// To the start of the word before.
    WordLeft,
    /// To the start of the next word.
    WordRight,
    /// To the start of the row on the screen.
    Home,
    /// To the end of the row on the screen.
    End,
    /// To the start of the text.
    DocStart,
    /// To the end of the text.
    DocEnd,
    /// Deletes to the end of the line, or the line's break when it is at its end.
    KillLine,
    /// Deletes to the start of the line.
    KillToStart,
    /// Deletes the word before the caret.
    KillWord,
    /// Takes the last edit back.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// To the next hole, around the end.
    NextHole,
    /// To the hole before, around the start.
    PrevHole,
}

/// What an edit did.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Edited {
    /// Nothing: the key can go on to whoever is next.
    Nothing,
    /// The caret moved.
    Moved,
    /// The text changed: the draft is to be saved.
    Changed,
    /// The text would be longer than it may; nothing was put in, and the person is to be told.
    TooLong,
}

/// A text being written.
#[derive(Clone, Debug)]
pub struct Editor {
    body: Body,
    single: bool,
    caret: usize,
    /// True when the caret shows at the end of a full row rather than at the start of the next.
    at_row_end: bool,
    /// True when the hole behind the caret is being filled: typing replaces it.
    in_hole: bool,
    /// A joiner typed after an emoji waits for what it joins.
    joiner: bool,
    /// The column up and down keep to.
    goal: Option<usize>,
    slots: Slots,
    /// The quick reply that stands as it was put in: another one takes its place.
    reply: Option<Range<usize>>,
    history: History,
    top: usize,
    height: usize,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new()
    }
}

impl Editor {
    /// An empty editor of many lines.
    pub fn new() -> Self {
        Self::make(false)
    }
    /// An empty editor of one line, for search boxes and fields: it does not wrap but slides.
    pub fn single() -> Self {
        Self::make(true)
    }
    /// The text, clean.
    pub fn text(&self) -> &str {
        self.body.text()
    }
    /// The text, to be stored or sent.
    pub fn safe_text(&self) -> SafeText {
        SafeText::clean(self.body.text())
    }
    /// True when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.body.text().is_empty()
    }
    /// True for a one-line editor.
    pub fn is_single(&self) -> bool {
        self.single
    }
    /// The caret's byte.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Does what a key asks for.
    pub fn key(&mut self, key: EditorKey) -> Edited {
        let joiner = std::mem::take(&mut self.joiner);
        match key {
            EditorKey::Insert('\u{200d}') => {
                self.joiner = true;
                Edited::Nothing
            }
            EditorKey::Insert(c) if joiner => self.insert(&format!("\u{200d}{c}"), Kind::Typing),
            EditorKey::Insert(c) => self.insert(c.encode_utf8(&mut [0; 4]), Kind::Typing),
            EditorKey::Newline if self.single => Edited::Nothing,
            EditorKey::Newline => self.insert("\n", Kind::Typing),
            EditorKey::Backspace if self.in_hole => self.delete(self.caret..self.right_of(self.caret), Kind::Alone),
            EditorKey::Backspace => self.delete(self.left_of(self.caret)..self.caret, Kind::Backspacing),
            EditorKey::Delete => self.delete(self.caret..self.right_of(self.caret), Kind::Deleting),
            EditorKey::KillWord => self.delete(self.word_left(self.caret)..self.caret, Kind::Alone),
            EditorKey::KillLine => self.delete(self.caret..self.line_end(), Kind::Alone),
            EditorKey::KillToStart => self.delete(self.line_start()..self.caret, Kind::Alone),
            EditorKey::Undo => self.undo(),
            EditorKey::Redo => self.redo(),
            EditorKey::NextHole => self.next_hole(),
            EditorKey::PrevHole => self.prev_hole(),
            motion => self.step(motion),
        }
    }

    /// Puts in what was pasted, as one edit; nothing in it acts as a key.
    pub fn paste(&mut self, text: &str) -> Edited {
        self.joiner = false;
        self.insert(text, Kind::Alone)
    }

    /// Ends a run of typing, so that undo stops here: called when the person pauses.
    pub fn pause(&mut self) {
        self.history.pause();
    }

    /// Puts another text in place of this one and forgets its history: a draft that is opened.
    pub fn set_text(&mut self, text: &str) {
        let (cols, height) = (self.body.cols(), self.height);
        let limit = self.limit();
        *self = Self::make(self.single);
        self.set_size(cols, height);
        let text = self.cleaned(text);
        self.body.replace(0..0, &text[..text.floor_char_boundary(limit)]);
        self.caret = self.body.text().len();
        self.follow_caret();
    }

    /// Gives back the text and starts anew.
    pub fn take(&mut self) -> SafeText {
        let text = self.safe_text();
        self.set_text("");
        text
    }

    fn make(single: bool) -> Self {
        Self {
            body: Body::new(!single, 80),
            single,
            caret: 0,
            at_row_end: false,
            in_hole: false,
            joiner: false,
            goal: None,
            slots: Slots::default(),
            reply: None,
            history: History::default(),
            top: 0,
            height: 1,
        }
    }

    fn limit(&self) -> usize {
        if self.single { LINE_MAX } else { TEXT_MAX }
    }

    fn cleaned(&self, text: &str) -> SafeText {
        if self.single { SafeText::line(text) } else { SafeText::clean(text) }
    }

    fn insert(&mut self, text: &str, kind: Kind) -> Edited {
        if text.is_empty() {
            return Edited::Nothing;
        }
        let hole = self.in_hole.then(|| self.slots.hole_at(self.caret).map(|hole| hole.range.clone())).flatten();
        // A mark belongs to the grapheme before it: both are cleaned together.
        let before = if hole.is_some() { self.caret } else { self.body.before(self.caret) };
        let base = &self.body.text()[before..self.caret];
        let base = if base == "\n" { "" } else { base };
        let base_len = base.len();
        let clean = self.cleaned(&format!("{base}{text}"));
        let (range, new) = match clean.strip_prefix(base) {
            Some(new) => (hole.unwrap_or(self.caret..self.caret), new),
            None => (self.caret - base_len..self.caret, clean.as_str()),
        };
        if self.body.text().len() - range.len() + new.len() > self.limit() {
            return Edited::TooLong;
        }
        if new.is_empty() && range.is_empty() {
            return Edited::Nothing;
        }
        self.replace(range, new, kind);
        Edited::Changed
    }

    fn delete(&mut self, range: Range<usize>, kind: Kind) -> Edited {
        let range = self.slots.whole(range);
        if range.is_empty() {
            return Edited::Nothing;
        }
        self.replace(range, "", kind);
        Edited::Changed
    }

    /// The one way a person's edit changes the text.
    fn replace(&mut self, range: Range<usize>, new: &str, kind: Kind) {
        let before = self.mark();
        let removed = self.body.replace(range.clone(), new);
        self.slots.follow(&range, new.len());
        self.reply = None;
        self.put_caret(range.start + new.len());
        let step = Step { at: range.start, removed, inserted: new.to_owned() };
        self.history.add(kind, vec![step], before, self.mark());
    }

    fn undo(&mut self) -> Edited {
        let Some(group) = self.history.undo() else { return Edited::Nothing };
        for step in group.steps.iter().rev() {
            self.body.replace(step.after(), &step.removed);
        }
        self.restore(group.before)
    }

    fn redo(&mut self) -> Edited {
        let Some(group) = self.history.redo() else { return Edited::Nothing };
        for step in &group.steps {
            self.body.replace(step.before(), &step.inserted);
        }
        self.restore(group.after)
    }

    fn mark(&self) -> Mark {
        Mark { caret: self.caret, in_hole: self.in_hole, slots: self.slots.clone(), reply: self.reply.clone() }
    }

    fn restore(&mut self, mark: Mark) -> Edited {
        (self.slots, self.reply) = (mark.slots, mark.reply);
        self.put_caret(mark.caret);
        self.in_hole = mark.in_hole;
        Edited::Changed
    }

    fn put_caret(&mut self, at: usize) {
        self.caret = self.body.snapped(at);
        (self.in_hole, self.at_row_end, self.goal) = (false, false, None);
        self.follow_caret();
    }

    fn line_start(&self) -> usize {
        self.body.text()[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let rest = &self.body.text()[self.caret..];
        match rest.find('\n') {
            Some(0) => self.caret + 1,
            Some(len) => self.caret + len,
            None => self.body.text().len(),
        }
    }
}
