//! What the list of the shift remembers: its rows, what is selected, what was done.

use crate::action::Action;
use crate::app::list::{ListState, Rows};
use crate::app::slot::Slot;
use crate::domain::shift::{Item, ItemKey, Section, ShiftList};
use crate::domain::{Span, Time};

/// What the to-do list remembers.
#[derive(Debug, Default)]
pub struct TodoPane {
    /// The list.
    pub list: Slot<(), ShiftList>,
    /// The selected section.
    pub section: usize,
    /// The selected row of it.
    pub row: usize,
    /// First row on screen.
    pub top: usize,
    /// The whole section is being worked, row by row.
    pub whole: bool,
    rows: usize,
    shown: Rows<ItemKey>,
    pub(super) last: Option<Action>,
    /// Rows marked as done since the list was read: they stand there until it is read again, and are done once.
    pub(super) marked: Vec<ItemKey>,
    /// Of which generation, and when, the list was last asked for though nobody looks at it: for its number in the header.
    counted: Option<(u64, Option<Time>)>,
}

/// The number in the header may be so old while the list is not looked at.
const COUNTED_EVERY: Span = Span::minutes(1);

/// So many unknown sections are named on one line.
pub const UNKNOWN_A_LINE: usize = 3;
/// Lines between the sections and the rows of the selected one.
pub const RULE_ROWS: usize = 1;

impl TodoPane {
    /// The sections that something is known of; empty while the list is loading.
    pub fn sections(&self) -> &[Section] {
        let all = self.list.have().map_or(&[][..], |list| &list.sections);
        &all[..all.iter().take_while(|section| section.unknown.is_none()).count()]
    }
    /// The sections that nothing is known of yet: named a few to a line, so that they never look like nothing to do.
    pub fn unknown(&self) -> &[Section] {
        let all = self.list.have().map_or(&[][..], |list| &list.sections);
        &all[self.sections().len()..]
    }
    /// Lines above the rows: the known sections, the unknown ones' lines, the rule.
    pub fn head(&self) -> usize {
        self.sections().len() + self.unknown().len().div_ceil(UNKNOWN_A_LINE) + RULE_ROWS
    }
    /// The selected section.
    pub fn selected_section(&self) -> Option<&Section> {
        self.sections().get(self.section)
    }
    /// The selected row.
    pub fn selected(&self) -> Option<&Item> {
        self.selected_section()?.items.get(self.row)
    }
    /// Rows still to be worked in all sections; nothing while that is not known.
    pub fn left(&self) -> Option<usize> {
        self.list.have().map(|list| list.sections.iter().map(Section::actionable).sum())
    }
    /// Fits the rows to the lines on screen.
    pub fn fit(&mut self, lines: usize) {
        self.list.want(());
        self.rows = lines.saturating_sub(self.head());
        self.keep_in_sight();
        let place = self.place();
        let items = self.list.have().and_then(|list| list.sections.get(self.section)).map(|section| &section.items);
        self.shown.show(&place, |at| Some(items?.get(at)?.key.clone()));
    }
    /// An act came to nothing: every row may be done again.
    pub(in crate::app) fn forget_marked(&mut self) {
        self.marked.clear();
    }
    /// What to ask for.
    pub fn due(&mut self, epoch: u64) -> Option<()> {
        self.list.due(epoch)
    }
    /// What to ask for while another pane is looked at: nothing with the first screen, and once a minute at most when
    /// something was written since.
    pub(in crate::app) fn count_due(&mut self, epoch: u64, now: Time) -> Option<()> {
        let (seen, at) = *self.counted.get_or_insert((epoch, None));
        if seen == epoch || at.is_some_and(|at| now >= at && now.since(at) < COUNTED_EVERY) {
            return None;
        }
        self.counted = Some((epoch, Some(now)));
        self.list.want(());
        self.list.due(epoch)
    }
    /// Takes the list in; the first section with something to do is selected, and later the selection stays.
    pub fn take(&mut self, mut list: ShiftList) {
        // Known ones first, both kinds in the order of the shift.
        list.sections.sort_by_key(|section| section.unknown.is_some());
        let first = self.list.have().is_none();
        let section = self.selected_section().map(|section| section.kind);
        let key = self.selected().map(|item| item.key.clone());
        self.marked.clear();
        let had_work = self.selected_section().is_some_and(|section| section.actionable() > 0);
        if !self.list.take((), list) {
            return;
        }
        if first {
            self.section = self.sections().iter().position(|s| s.actionable() > 0).unwrap_or(0);
        } else if let Some(at) = self.sections().iter().position(|s| Some(s.kind) == section) {
            self.section = at;
            // Its last row is done: the next section with something to do is at hand.
            if had_work && self.sections()[at].actionable() == 0 && self.left() > Some(0) {
                self.turn_to(1, |section| section.actionable() > 0);
                self.keep_in_sight();
                return;
            }
        }
        let place = key.and_then(|key| self.selected_section()?.items.iter().position(|item| item.key == key));
        self.row = place.unwrap_or(self.row);
        self.keep_in_sight();
    }
    /// Moves the selection by rows.
    pub fn step(&mut self, rows: isize) {
        let mut place = self.place();
        place.step(rows);
        (self.row, self.top) = (place.selected, place.top);
    }
    /// Scrolls the rows; the selection stays as long as it can be seen.
    pub fn scroll(&mut self, rows: isize) {
        let mut place = self.place();
        place.scroll(rows);
        (self.row, self.top) = (place.selected, place.top);
    }
    /// Selects what the mouse fell on: a section, or a row of the selected one.
    pub fn press(&mut self, line: usize) {
        if line < self.sections().len() {
            (self.section, self.row) = (line, 0);
        } else if let Some(key) = line.checked_sub(self.head()).and_then(|row| self.shown.press(row)) {
            let at = self.selected_section().and_then(|section| section.items.iter().position(|item| item.key == key));
            self.row = at.unwrap_or(self.row);
        }
        self.keep_in_sight();
    }
    pub(super) fn place(&self) -> ListState {
        let len = self.selected_section().map_or(0, |section| section.items.len());
        ListState { selected: self.row, top: self.top, len, page: self.rows }
    }
    /// To the next section with rows; where no other has any, to the next one.
    pub(super) fn turn(&mut self, step: isize) {
        let at = self.section;
        self.turn_to(step, |section| !section.items.is_empty());
        if self.section == at {
            self.turn_to(step, |_| true);
        }
    }
    fn turn_to(&mut self, step: isize, wanted: impl Fn(&Section) -> bool) {
        let many = self.sections().len();
        let around = (1..many).map(|n| (self.section as isize + step * n as isize).rem_euclid(many as isize));
        let found = around.filter_map(|at| usize::try_from(at).ok()).find(|at| wanted(&self.sections()[*at]));
        if let Some(at) = found {
            self.section = at;
            (self.row, self.top) = (0, 0);
        }
    }
    fn keep_in_sight(&mut self) {
        self.section = self.section.min(self.sections().len().saturating_sub(1));
        let mut place = self.place();
        place.fit(place.len, place.page);
        (self.row, self.top) = (place.selected, place.top);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_in_the_header_is_asked_for_behind_the_first_screen_and_once_a_minute() {
        let mut pane = TodoPane::default();
        let at = |seconds| Time::from_ms(1_795_000_000_000).plus(Span::secs(seconds));
        assert_eq!(pane.count_due(1, at(0)), None, "the first screen comes first");
        assert_eq!(pane.count_due(1, at(90)), None, "nothing was written since");
        assert_eq!(pane.count_due(2, at(91)), Some(()));
        assert_eq!(pane.count_due(3, at(120)), None, "less than a minute ago");
        assert_eq!(pane.count_due(3, at(151)), Some(()));
        assert_eq!(pane.count_due(3, at(900)), None);
    }
}
