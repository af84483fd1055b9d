//! Which orders the list wants, and which window of them.

use std::collections::BTreeMap;

use super::{ROW_LINES, SEARCH_ROWS};
use crate::app::model::Model;
use crate::app::msg::{OrdersAsk, OrdersPage, OrdersView};
use crate::domain::{OrderId, SortKey};

/// Places of the list that were seen: a window far down is read from the nearest one above it, never from the top.
#[derive(Debug, Default)]
pub(super) struct Stones {
    at: BTreeMap<usize, OrderId>,
    of: Option<(OrdersView, Option<SortKey>)>,
    wanted: Option<OrdersAsk>,
}

impl Stones {
    /// Remembers where a window begins and ends.
    pub(super) fn lay(&mut self, ask: &OrdersAsk, page: &OrdersPage) {
        let ends = [(ask.start, page.rows.first()), (ask.start + page.rows.len().saturating_sub(1), page.rows.last())];
        for (at, row) in ends {
            if let Some(row) = row {
                self.at.insert(at, row.order.id);
            }
        }
    }

    /// The ask for a window; the same window is asked for in the same way.
    fn ask(&mut self, view: OrdersView, sort: Option<SortKey>, (start, len): (usize, usize)) -> OrdersAsk {
        let of = Some((view.clone(), sort));
        if self.of != of {
            (self.at, self.of, self.wanted) = (BTreeMap::new(), of, None);
        }
        if let Some(same) = self.wanted.as_ref().filter(|ask| (ask.start, ask.len) == (start, len)) {
            return same.clone();
        }
        let far = matches!(view, OrdersView::All | OrdersView::Status(_)) && start > 0;
        let after = if far { self.at.range(..=start).next_back().map(|(at, id)| (*at, *id)) } else { None };
        let ask = OrdersAsk { view, start, len, sort, after: after.filter(|(at, _)| *at > 0) };
        self.wanted = Some(ask.clone());
        ask
    }
}

/// Fits the list to the lines on screen and says which window is wanted.
pub(in crate::app) fn fit(model: &mut Model, lines: usize) {
    let view = view(model);
    let pane = &mut model.orders;
    let len = pane.page.have().map_or(0, |page| page.total);
    pane.list.fit(len, lines.saturating_sub(SEARCH_ROWS) / ROW_LINES);
    let (start, page) = (pane.start, pane.page.have());
    pane.rows.show(&pane.list, |at| page?.rows.get(at.checked_sub(start)?).map(|row| row.order.id));
    let window = pane.list.window(pane.page.have().is_some());
    let sort = pane.sort.filter(|_| matches!(view, OrdersView::Chat(_)));
    let ask = pane.stones.ask(view, sort, window);
    pane.page.want(ask);
}

/// Which orders are wanted: a search before a filter, a filter before the customer in view.
fn view(model: &Model) -> OrdersView {
    let pane = &model.orders;
    if let Some(id) = pane.only {
        return OrdersView::One(id);
    }
    match (pane.status, model.chat.page().map(|page| page.chat.id)) {
        _ if !pane.search.is_empty() => OrdersView::Search(in_force(model)),
        (None, Some(chat)) => OrdersView::Chat(chat),
        _ if pane.sort.is_some() => OrdersView::Search(in_force(model)),
        (Some(Some(status)), _) => OrdersView::Status(status),
        _ => OrdersView::All,
    }
}

/// The search in force, with the filter and the order of rows chosen by key: what a saved search keeps.
pub fn in_force(model: &Model) -> String {
    let pane = &model.orders;
    let mut parts = vec![pane.search.text().trim().to_owned()];
    parts.extend(pane.status.flatten().map(|status| format!("status:{}", status.code())));
    parts.extend(pane.sort.map(|sort| format!("sort:{}", sort.code())));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
