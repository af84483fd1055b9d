//! The position in a list of any length, of which only a window is ever loaded.

use crate::action::Action;

/// Selection and scroll of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ListState {
    /// The selected row, from 0.
    pub selected: usize,
    /// The first row on screen.
    pub top: usize,
    /// Rows in all.
    pub len: usize,
    /// Rows on screen.
    pub page: usize,
}

/// How many rows are loaded beyond the screen on either side, so that a step rarely waits for the store.
const MARGIN: usize = 64;

impl ListState {
    /// Moves the selection by `rows`, staying within the list.
    pub fn step(&mut self, rows: isize) {
        self.go(self.selected.saturating_add_signed(rows));
    }
    /// Selects row `at`, or the last one.
    pub fn go(&mut self, at: usize) {
        self.selected = at.min(self.len.saturating_sub(1));
        self.follow();
    }
    /// Moves a screenful down (or up).
    pub fn turn(&mut self, down: bool) {
        let page = isize::try_from(self.page.max(2) - 1).unwrap_or(1);
        self.step(if down { page } else { -page });
    }
    /// Does what a key of every list says; false for keys that are not about moving.
    pub fn moved(&mut self, action: Action) -> bool {
        match action {
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::First => self.go(0),
            Action::Last => self.go(usize::MAX),
            Action::PageDown => self.turn(true),
            Action::PageUp => self.turn(false),
            _ => return false,
        }
        true
    }
    /// Says how many rows there are and how many fit, and keeps the selection on screen.
    pub fn fit(&mut self, len: usize, page: usize) {
        (self.len, self.page) = (len, page);
        self.selected = self.selected.min(len.saturating_sub(1));
        self.follow();
    }
    /// The window to load: `(start, length)`, stepped so that small moves ask for nothing new. Before anything is
    /// loaded it is the screen alone, so that the first frame waits for no more than it shows; until something is
    /// scrolled it is two of them, for most lists are looked at and left, and a search is asked anew with every key.
    pub fn window(&self, loaded: bool) -> (usize, usize) {
        let page = self.page.max(1);
        if self.top == 0 {
            return (0, if loaded { 2 * page } else { page });
        }
        let start = self.top.saturating_sub(MARGIN) / MARGIN * MARGIN;
        (start, (self.page / MARGIN + 4) * MARGIN)
    }
    fn follow(&mut self) {
        let page = self.page.max(1);
        self.top = self.top.clamp((self.selected + 1).saturating_sub(page), self.selected);
        self.top = self.top.min(self.len.saturating_sub(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selection_is_always_on_screen_and_loaded(len in 1usize..100_000, page in 1usize..60, steps in prop::collection::vec(-2000isize..2000, 1..30)) {
            let mut list = ListState::default();
            list.fit(len, page);
            for step in steps {
                list.step(step);
                prop_assert!(list.selected < len);
                prop_assert!((list.top..list.top + page).contains(&list.selected));
                let (start, rows) = list.window(true);
                prop_assert!(start <= list.top && start + rows >= list.top + page);
            }
        }
    }

    #[test]
    fn an_empty_list_selects_nothing_and_never_panics() {
        let mut list = ListState::default();
        list.fit(0, 0);
        list.step(5);
        list.turn(false);
        assert_eq!(list.selected, 0);
    }
}
