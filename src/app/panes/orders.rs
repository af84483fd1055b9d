//! Pane 3: orders. The customer's beside the chat, or what a search over all shops finds, and one of them whole.

mod act;
mod search;
mod window;

pub(in crate::app) use act::{act, copy, repeat};
pub(in crate::app) use search::{search_for, search_key, search_paste, start_search};
pub(in crate::app) use window::fit;
pub use window::in_force;

use std::collections::BTreeSet;

use crate::action::Action;
use crate::domain::{OrderId, OrderStatus, SortKey, Time};

use super::super::input::Editor;
use super::super::layout::Part;
use super::super::list::{ListState, Rows};
use super::super::model::Model;
use super::super::msg::{Effect, OrderPage, OrderRow, OrdersAsk, OrdersPage};
use super::super::slot::Slot;
use super::super::status::Tone;

/// What the order pane remembers.
#[derive(Debug)]
pub struct OrdersPane {
    /// Position in the list.
    pub list: ListState,
    /// The loaded window.
    pub page: Slot<OrdersAsk, OrdersPage>,
    /// Where that window starts.
    pub start: usize,
    /// The search box.
    pub search: Editor,
    /// True while the search box has the focus.
    pub searching: bool,
    /// The filter chosen by hand; none follows the customer in view.
    pub status: Option<Option<OrderStatus>>,
    /// One order alone, gone to from elsewhere.
    pub only: Option<OrderId>,
    /// In which order the rows stand, when it was chosen.
    pub sort: Option<SortKey>,
    /// Rows marked, for acts on all of them.
    pub marks: BTreeSet<OrderId>,
    /// The opened order.
    pub order: Slot<OrderId, Option<OrderPage>>,
    /// True while the order stands in place of the list, or has the keys.
    pub detail: bool,
    /// First line of the order on screen.
    pub scroll: usize,
    rows: Rows<OrderId>,
    shown: Option<(OrderId, Time)>,
    jump: Option<OrderId>,
    last: Option<Action>,
    stones: window::Stones,
}

impl OrdersPane {
    /// The row at a place in the whole list, if it is loaded.
    pub fn row(&self, at: usize) -> Option<&OrderRow> {
        self.page.have()?.rows.get(at.checked_sub(self.start)?)
    }
    /// The selected row.
    pub fn selected(&self) -> Option<&OrderRow> {
        self.row(self.list.selected)
    }
    /// Takes a window in.
    pub fn take(&mut self, ask: OrdersAsk, page: OrdersPage) {
        let (start, total) = (ask.start, page.total);
        if self.page.is_wanted(&ask) {
            self.stones.lay(&ask, &page);
        }
        let known = self.rows.keeps(self.list.selected, self.selected().map(|row| row.order.id));
        if !self.page.take(ask, page) {
            return;
        }
        self.start = start;
        self.list.fit(total, self.list.page);
        let wanted = self.jump.take().or(known);
        if let Some(id) = wanted {
            self.select(id);
        }
    }
    /// Selects the row the mouse fell on; rows of the list are two lines high, and the search box is the first.
    pub fn press(&mut self, line: usize) {
        self.detail = false;
        if let Some(id) = line.checked_sub(SEARCH_ROWS).and_then(|line| self.rows.press(line / ROW_LINES)) {
            self.select(id);
        }
    }
    /// Selects the first row, whichever comes there.
    pub fn go_first(&mut self) {
        self.rows.forget();
        self.list.go(0);
    }
    /// Scrolls the opened order.
    pub fn scroll_by(&mut self, lines: isize) {
        self.scroll = self.scroll.saturating_add_signed(lines).min(self.most());
    }
    /// About as many lines as the opened order has; the drawing knows how each is wrapped, and keeps the last one in
    /// sight.
    fn most(&self) -> usize {
        let facts = self.order.have().and_then(Option::as_ref);
        facts.map_or(0, |page| 16 + 2 * page.lines.len() + page.timeline.len())
    }
    fn select(&mut self, id: OrderId) {
        let at = self.page.have().and_then(|page| page.rows.iter().position(|row| row.order.id == id));
        if let Some(at) = at {
            self.list.go(self.start + at);
        }
    }
    /// Leaves a search or a filter; true when there was one.
    pub fn leave_search(&mut self) -> bool {
        let had = !self.search.is_empty() || self.status.is_some() || self.only.is_some() || self.sort.is_some();
        self.only = None;
        self.search.set_text("");
        self.status = None;
        self.sort = None;
        self.searching = false;
        had
    }
    /// Shows a record's phone and address until then.
    pub fn reveal(&mut self, order: OrderId, until: Time) {
        self.shown = Some((order, until));
    }
    /// True while that order's phone and address may be shown.
    pub fn is_revealed(&self, order: OrderId, now: Time) -> bool {
        self.shown.is_some_and(|(id, until)| id == order && now < until)
    }
    /// Masks again what was shown long enough.
    pub fn mask_again(&mut self, now: Time) {
        if self.shown.is_some_and(|(_, until)| until <= now) {
            self.shown = None;
        }
    }
    /// When something shown is masked again.
    pub fn masks_at(&self) -> Option<Time> {
        self.shown.map(|(_, until)| until)
    }
}

impl Default for OrdersPane {
    fn default() -> Self {
        Self {
            list: ListState::default(),
            page: Slot::default(),
            start: 0,
            search: Editor::single(),
            searching: false,
            status: None,
            only: None,
            sort: None,
            marks: BTreeSet::new(),
            order: Slot::default(),
            detail: false,
            scroll: 0,
            rows: Rows::default(),
            shown: None,
            jump: None,
            last: None,
            stones: window::Stones::default(),
        }
    }
}

/// Lines an order takes in the list, and the search box above it.
pub const ROW_LINES: usize = 2;
/// Lines of the search box.
pub const SEARCH_ROWS: usize = 1;

/// Opens what is selected, for the part that shows one order whole.
pub(in crate::app) fn follow(model: &mut Model) {
    match model.orders.selected().map(|row| row.order.id) {
        Some(id) => model.orders.order.want(id),
        None => model.orders.order.clear(),
    }
}

/// Shows one order, whatever list it is in.
pub(in crate::app) fn show(model: &mut Model, id: OrderId) {
    let in_list = model.orders.page.have().and_then(|page| page.rows.iter().position(|row| row.order.id == id));
    match in_list {
        Some(at) => model.orders.list.go(model.orders.start + at),
        None => {
            model.orders.leave_search();
            model.orders.only = Some(id);
        }
    }
    model.orders.order.want(id);
    model.orders.detail = true;
}

/// Gives the selected order the keys, and a page of its own where the screen shows none.
fn open_selected(model: &mut Model) {
    if model.orders.selected().is_none() {
        return;
    }
    (model.orders.detail, model.orders.scroll) = (true, 0);
    if model.layout().part(Part::Order).is_none() {
        model.zoom = true;
    }
    follow(model);
}

/// Keys of every list, on the orders; on an opened order they scroll it.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let pane = &mut model.orders;
    let page = pane.list.page.max(2) as isize * 2;
    if pane.detail {
        match action {
            Action::Down => pane.scroll_by(1),
            Action::Up => pane.scroll_by(-1),
            Action::PageDown => pane.scroll_by(page),
            Action::PageUp => pane.scroll_by(-page),
            Action::Last => pane.scroll = pane.most(),
            Action::First => pane.scroll = 0,
            Action::Search => return start_search(model),
            _ => {}
        }
        return Vec::new();
    }
    if pane.list.moved(action) {
        pane.rows.forget();
        return Vec::new();
    }
    match action {
        Action::Open => open_selected(model),
        Action::Search => return start_search(model),
        Action::Filter => {
            pane.only = None;
            pane.status = search::next_filter(pane.status);
            pane.search.set_text("");
            pane.go_first();
        }
        Action::Mark => {
            if let Some(id) = pane.selected().map(|row| row.order.id) {
                if !pane.marks.remove(&id) {
                    pane.marks.insert(id);
                }
                pane.list.step(1);
            }
        }
        Action::MarkAll => mark_all(model),
        _ => {}
    }
    Vec::new()
}

/// Marks every row that is loaded, or none when they all are; says how many of the list that is.
fn mark_all(model: &mut Model) {
    let pane = &mut model.orders;
    let Some(page) = pane.page.have() else { return };
    let all: BTreeSet<OrderId> = page.rows.iter().map(|row| row.order.id).collect();
    pane.marks = if all.is_subset(&pane.marks) { BTreeSet::new() } else { all };
    let total = if page.at_least { format!("{}+", page.total) } else { page.total.to_string() };
    let text = model.tr.marked_rows(pane.marks.len(), &total);
    model.status.say(Tone::Info, text, model.now);
}

/// Sorts the rows in the next way.
pub(in crate::app) fn sort(model: &mut Model) -> Vec<Effect> {
    let next = model.orders.sort.unwrap_or_default().turned();
    model.orders.sort = (next != SortKey::Created).then_some(next);
    model.orders.go_first();
    let text = model.tr.sorted_by(next);
    model.status.say(Tone::Info, text, model.now);
    Vec::new()
}
