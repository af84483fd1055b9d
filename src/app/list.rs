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
    /// Scrolls by `rows` without moving the selection, except as far as it would leave the screen.
    pub fn scroll(&mut self, rows: isize) {
        let page = self.page.max(1);
        self.top = self.top.saturating_add_signed(rows).min(self.len.saturating_sub(page));
        let last = (self.top + page).min(self.len).saturating_sub(1);
        self.selected = self.selected.clamp(self.top.min(last), last);
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
    /// Brings the selection back on screen, into its middle: what comes next is seen before it is reached, and the
    /// list is drawn anew once in half a page of steps, not with each of them.
    fn follow(&mut self) {
        let page = self.page.max(1);
        if !(self.top..self.top + page).contains(&self.selected) {
            self.top = self.selected.saturating_sub(page / 2);
        }
        self.top = self.top.min(self.len.saturating_sub(page));
    }
}

/// The rows of a list by what they are: where one stands can change between the frame that showed it and the press
/// of the mouse that means it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rows<K> {
    shown: Vec<Option<K>>,
    pressed: Option<K>,
}

impl<K> Default for Rows<K> {
    fn default() -> Self {
        Self { shown: Vec::new(), pressed: None }
    }
}

impl<K: Clone + PartialEq> Rows<K> {
    /// Remembers what stands on screen from `list.top` on; told before every frame.
    pub fn show(&mut self, list: &ListState, row: impl Fn(usize) -> Option<K>) {
        self.shown.clear();
        self.shown.extend((list.top..(list.top + list.page).min(list.len)).map(row));
    }
    /// What the latest frame showed at this row of the screen, if it showed a row there; it is chosen by hand then.
    pub fn press(&mut self, row: usize) -> Option<K> {
        self.pressed = self.shown.get(row).cloned().flatten();
        self.pressed.clone()
    }
    /// Forgets the press: the keys have gone on from there.
    pub fn forget(&mut self) {
        self.pressed = None;
    }
    /// What the selection keeps to when the rows come anew: the selected one. On the first row it stays on the first,
    /// whatever comes there, unless that one was pressed.
    pub fn keeps(&self, at: usize, selected: Option<K>) -> Option<K> {
        selected.filter(|key| at > 0 || self.pressed.as_ref() == Some(key))
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

    proptest! {
        #[test]
        fn a_wheel_scrolls_and_leaves_the_selection_in_sight(len in 0usize..200, page in 1usize..30, at in 0usize..200, notches in prop::collection::vec(-9isize..9, 1..20)) {
            let mut list = ListState::default();
            list.fit(len, page);
            list.go(at);
            for notch in notches {
                let before = list;
                list.scroll(notch);
                prop_assert!(list.top <= len.saturating_sub(page));
                prop_assert!(list.selected >= list.top && (len == 0 || list.selected < (list.top + page).min(len)));
                let stays = (list.top..list.top + page).contains(&before.selected);
                prop_assert!(!stays || list.selected == before.selected);
                let scrolled = list;
                list.fit(len, page);
                prop_assert_eq!(list, scrolled);
            }
        }
    }

    #[test]
    fn a_press_means_what_the_frame_showed() {
        let mut list = ListState::default();
        list.fit(3, 5);
        let mut rows = Rows::default();
        rows.show(&list, |at| Some(["a", "b", "c"][at]));
        assert_eq!((rows.press(2), rows.press(3)), (Some("c"), None));
        assert_eq!((rows.keeps(0, Some("a")), rows.keeps(1, Some("b"))), (None, Some("b")));
        rows.press(0);
        assert_eq!(rows.keeps(0, Some("a")), Some("a"));
        rows.forget();
        assert_eq!(rows.keeps(0, Some("a")), None);
    }

    #[test]
    fn a_step_over_the_edge_shows_half_a_page_more_and_the_ends_stand_at_the_edges() {
        let mut list = ListState::default();
        list.fit(100, 10);
        let tops = |list: &mut ListState, rows: isize, steps: usize| {
            (0..steps).map(|_| (list.step(rows), list.top).1).collect::<Vec<_>>()
        };
        assert_eq!(tops(&mut list, 1, 15), [0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10]);
        list.go(99);
        assert_eq!(list.top, 90);
        assert_eq!(tops(&mut list, -1, 10), [90, 90, 90, 90, 90, 90, 90, 90, 90, 84]);
        list.go(3);
        assert_eq!(list.top, 0);
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
