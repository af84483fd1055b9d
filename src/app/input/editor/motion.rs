//! Where the caret goes. It stands on grapheme boundaries and never inside a hole.

use super::{Edited, Editor, EditorKey};
use crate::app::input::columns;

impl Editor {
    pub(super) fn step(&mut self, key: EditorKey) -> Edited {
        let place = self.body.place(self.caret, self.at_row_end);
        match key {
            EditorKey::Left => self.go(self.left_of(self.caret)),
            EditorKey::Right => self.go(self.right_of(self.caret)),
            EditorKey::WordLeft => self.go(self.word_left(self.caret)),
            EditorKey::WordRight => self.go(self.word_right(self.caret)),
            EditorKey::Home => self.go(place.range.start),
            EditorKey::End => {
                let moved = self.go(place.range.end);
                self.at_row_end = true;
                moved
            }
            EditorKey::DocStart => self.go(0),
            EditorKey::DocEnd => self.go(self.body.text().len()),
            EditorKey::Up => place.row.checked_sub(1).map_or(Edited::Nothing, |row| self.go_to_row(row)),
            EditorKey::Down => self.go_to_row(place.row + 1),
            _ => Edited::Nothing,
        }
    }

    /// Puts the caret at a cell of the window, as a click does.
    pub fn click(&mut self, row: usize, col: usize) -> Edited {
        let last = self.body.row_count() - 1;
        self.goal = Some(if self.single { self.left_edge() + col } else { col });
        let edited = self.go_to_row((self.top + row).min(last));
        self.goal = None;
        edited
    }

    /// One grapheme or one hole to the left.
    pub(super) fn left_of(&self, at: usize) -> usize {
        let to = self.body.before(at);
        self.slots.hole_at(to).filter(|hole| hole.range.end <= at).map_or(to, |hole| hole.range.start)
    }

    /// One grapheme or one hole to the right.
    pub(super) fn right_of(&self, at: usize) -> usize {
        self.slots.hole_at(at).map_or_else(|| self.body.after(at), |hole| hole.range.end)
    }

    pub(super) fn word_left(&self, mut at: usize) -> usize {
        let class = |from: usize| Class::of(&self.body.text()[from..]);
        while at > 0 && class(self.left_of(at)) == Class::Blank {
            at = self.left_of(at);
        }
        let Some(kind) = (at > 0).then(|| class(self.left_of(at))) else { return 0 };
        at = self.left_of(at);
        while kind != Class::Break && at > 0 && self.slots.hole_at(at).is_none() {
            let next = self.left_of(at);
            if class(next) != kind || self.slots.hole_at(next).is_some() {
                break;
            }
            at = next;
        }
        at
    }

    pub(super) fn word_right(&self, mut at: usize) -> usize {
        let text = self.body.text();
        let end = text.len();
        if at == end {
            return at;
        }
        let kind = Class::of(&text[at..]);
        let hole = self.slots.hole_at(at).is_some();
        at = self.right_of(at);
        while !hole && kind != Class::Break && at < end && self.slots.hole_at(at).is_none() {
            if Class::of(&text[at..]) != kind {
                break;
            }
            at = self.right_of(at);
        }
        while at < end && Class::of(&text[at..]) == Class::Blank {
            at = self.right_of(at);
        }
        at
    }

    fn go_to_row(&mut self, row: usize) -> Edited {
        let Some(target) = self.body.rows_from(row).next() else { return Edited::Nothing };
        let goal = self.goal.unwrap_or_else(|| self.caret_col());
        let text = &self.body.text()[target.range.clone()];
        let at = target.range.start + columns::byte_at(text, goal);
        let edited = self.go(at);
        self.at_row_end = at == target.range.end;
        self.goal = Some(goal);
        edited
    }

    /// Puts the caret at `at`; in a hole, before the hole, which then is the one being filled.
    pub(super) fn go(&mut self, at: usize) -> Edited {
        let was = (self.caret, self.in_hole, self.at_row_end);
        let around = self.slots.hole_around(at).map(|hole| hole.range.start);
        self.caret = around.unwrap_or_else(|| self.body.snapped(at));
        (self.in_hole, self.at_row_end, self.goal) = (around.is_some(), false, None);
        self.history.pause();
        self.follow_caret();
        if was == (self.caret, self.in_hole, self.at_row_end) { Edited::Nothing } else { Edited::Moved }
    }

    /// The caret's column in its row, not clamped.
    pub(super) fn caret_col(&self) -> usize {
        let place = self.body.place(self.caret, self.at_row_end);
        columns::cols(&self.body.text()[place.range.start..self.caret])
    }
}

/// Runs that word movement takes whole. A run of Han is one: without a dictionary the words in it are a guess.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Break,
    Letters,
    Han,
    Signs,
}

impl Class {
    fn of(text: &str) -> Self {
        match text.chars().next() {
            None | Some('\n') => Class::Break,
            Some(' ' | '\u{3000}') => Class::Blank,
            Some(
                '\u{2e80}'..='\u{2fdf}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}',
            )
            | Some('\u{20000}'..='\u{3ffff}') => Class::Han,
            Some(c) if c.is_alphanumeric() || c == '_' => Class::Letters,
            Some(_) => Class::Signs,
        }
    }
}
