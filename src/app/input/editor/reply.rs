//! Quick replies in the text: put in with their slots, walked hole by hole, filled again from another order.

use super::history::{Kind, Step};
use super::slots::{Slot, SlotState};
use super::{Edited, Editor};
use crate::domain::SafeText;

/// A part of a quick reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words that stand as they are.
    Text(String),
    /// A placeholder with its value; an empty value is a hole.
    Filled {
        /// The placeholder's name.
        name: String,
        /// What shows when another order has no such value.
        label: String,
        /// The value.
        value: String,
        /// What it says instead of being a hole when another order has no such value.
        or: Option<String>,
    },
    /// A placeholder without a value.
    Hole {
        /// The placeholder's name.
        name: String,
        /// What shows in its place; `[name]` when empty.
        label: String,
    },
}

impl Editor {
    /// Puts a reply in as one edit, and the caret to its first hole, else behind it. It goes in at the caret, or in the
    /// place of the reply before it while nobody has typed since that was put in.
    pub fn put_reply(&mut self, pieces: &[Piece]) -> Edited {
        let (text, slots) = self.composed(pieces);
        let hole = self.slots.hole_at(self.caret).filter(|_| self.in_hole).map(|hole| hole.range.clone());
        let range = self.reply.clone().or(hole).unwrap_or(self.caret..self.caret);
        if self.body.text().len() - range.len() + text.len() > self.limit() {
            return Edited::TooLong;
        }
        let before = self.mark();
        let at = range.start;
        let removed = self.body.replace(range.clone(), &text);
        self.slots.follow(&range, text.len());
        self.slots.clear(&(at..at + text.len()));
        let first_hole = slots.iter().find(|slot| slot.state == SlotState::Hole).map(|slot| at + slot.range.start);
        for mut slot in slots {
            slot.range = slot.range.start + at..slot.range.end + at;
            self.slots.add(slot);
        }
        self.put_caret(first_hole.unwrap_or(at + text.len()));
        self.in_hole = first_hole.is_some();
        self.reply = Some(at..at + text.len());
        self.history.add(Kind::Alone, vec![Step { at, removed, inserted: text }], before, self.mark());
        Edited::Changed
    }

    /// Fills the slots again, from another order: what a person typed stays, what has no value becomes a hole.
    pub fn refill(&mut self, value: impl Fn(&str) -> Option<String>) -> Edited {
        let before = self.mark();
        let (mut steps, mut caret) = (Vec::new(), self.caret);
        for index in (0..self.slots.all().len()).rev() {
            let slot = &self.slots.all()[index];
            if slot.state == SlotState::ByHand {
                continue;
            }
            let or = slot.or.as_deref().map(SafeText::line);
            let found = value(&slot.name).map(|v| SafeText::line(&v)).or(or).filter(|v| !v.is_empty());
            let state = if found.is_some() { SlotState::Filled } else { SlotState::Hole };
            let new = found.unwrap_or_else(|| SafeText::line(&slot.label));
            let range = slot.range.clone();
            self.slots.set(index, state);
            if self.body.text()[range.clone()] == *new {
                continue;
            }
            if caret >= range.end {
                caret = caret - range.len() + new.len();
            } else if caret > range.start {
                caret = range.start;
            }
            let removed = self.body.replace(range.clone(), &new);
            self.slots.refilled(index, new.len());
            if let Some(reply) = self.reply.as_mut() {
                reply.end = moved(reply.end, &range, new.len());
                reply.start = moved(reply.start, &range, new.len());
            }
            steps.push(Step { at: range.start, removed, inserted: new.to_string() });
        }
        if steps.is_empty() && self.slots == before.slots {
            return Edited::Nothing;
        }
        let in_hole = self.in_hole;
        self.put_caret(caret);
        self.in_hole = in_hole && self.slots.hole_at(self.caret).is_some();
        self.history.add(Kind::Alone, steps, before, self.mark());
        Edited::Changed
    }

    /// Knows the text for this reply when it is that and nothing more, as when a draft comes back from the store: nobody
    /// has touched it.
    pub fn know_reply(&mut self, pieces: &[Piece]) -> bool {
        let same = !self.is_empty() && self.composed(pieces).0 == self.text();
        if same {
            self.reply = Some(0..self.text().len());
        }
        same
    }
    /// True while a reply stands as it was put in, so that another one would take its place.
    pub fn has_untouched_reply(&self) -> bool {
        self.reply.is_some()
    }
    /// All slots, in the order of the text.
    pub fn slots(&self) -> &[Slot] {
        self.slots.all()
    }
    /// The holes; while there is one, the text cannot be sent.
    pub fn holes(&self) -> impl Iterator<Item = &Slot> {
        self.slots.holes()
    }
    /// The hole being filled: typing replaces it.
    pub fn current_hole(&self) -> Option<&Slot> {
        self.slots.hole_at(self.caret).filter(|_| self.in_hole)
    }

    /// Puts a stored draft back with its slots; a slot that does not fit the text is left out.
    pub fn restore_draft(&mut self, text: &str, slots: impl IntoIterator<Item = Slot>) {
        self.set_text(text);
        let mut end = 0;
        for slot in slots {
            let fits = slot.range.start >= end && !slot.range.is_empty() && !slot.label.is_empty();
            if fits && self.body.text().get(slot.range.clone()).is_some() {
                end = slot.range.end;
                self.slots.add(slot);
            }
        }
        if self.slots.hole_around(self.caret).is_some() {
            self.go(self.caret);
        }
    }

    /// The words and the slots of a reply.
    fn composed(&self, pieces: &[Piece]) -> (String, Vec<Slot>) {
        let (mut text, mut slots) = (String::new(), Vec::new());
        for piece in pieces {
            let (name, label, value, or) = match piece {
                Piece::Text(words) => {
                    text.push_str(&self.cleaned(words));
                    continue;
                }
                Piece::Filled { name, label, value, or } => (name, label, SafeText::line(value), or.as_deref()),
                Piece::Hole { name, label } => (name, label, SafeText::default(), None),
            };
            let label = if label.is_empty() { format!("[{name}]") } else { label.clone() };
            let label = SafeText::line(&label);
            let (shown, state) = if value.is_empty() { (&label, SlotState::Hole) } else { (&value, SlotState::Filled) };
            let range = text.len()..text.len() + shown.len();
            text.push_str(shown);
            let or = or.map(|or| (&*SafeText::line(or)).into());
            slots.push(Slot { range, name: name.as_str().into(), label: label.as_str().into(), state, or });
        }
        (text, slots)
    }

    pub(super) fn next_hole(&mut self) -> Edited {
        let from = if self.in_hole { self.caret + 1 } else { self.caret };
        let next = self.slots.holes().find(|hole| hole.range.start >= from).or_else(|| self.slots.holes().next());
        self.go_to_hole(next.map(|hole| hole.range.start))
    }

    pub(super) fn prev_hole(&mut self) -> Edited {
        let prev = self.slots.holes().rfind(|hole| hole.range.start < self.caret);
        let prev = prev.or_else(|| self.slots.holes().next_back());
        self.go_to_hole(prev.map(|hole| hole.range.start))
    }

    fn go_to_hole(&mut self, start: Option<usize>) -> Edited {
        let Some(start) = start else { return Edited::Nothing };
        self.put_caret(start);
        self.in_hole = true;
        self.history.pause();
        Edited::Moved
    }
}

/// Where a byte at the edge of a slot, or outside of it, goes when the slot is filled again.
fn moved(at: usize, slot: &std::ops::Range<usize>, new_len: usize) -> usize {
    if at >= slot.end { at - slot.len() + new_len } else { at }
}
