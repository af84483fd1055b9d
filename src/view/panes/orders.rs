//! Orders: the list with its search box, and one order whole.
//!
//! ```text
//!  搜索 羽绒|
//!  > 旗 4000...1799  待付款            ¥239.00
//!       茶轴键盘 87键 x1   11-21 23:50  已催 1
//! ```

mod page;

pub(super) use page::{order, order_edges};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Model;
use crate::app::msg::OrderRow;
use crate::app::panes::orders::{ROW_LINES, SEARCH_ROWS};
use crate::domain::query::OrderQuery;
use crate::domain::{Flag, Order, OrderStatus};

use super::Edges;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::editor::editor;
use crate::view::widgets::list::{Cells, List, list, scrollbar};
use crate::view::width;

pub(super) fn edges(model: &Model) -> Edges {
    let tr = model.tr;
    let pane = &model.orders;
    let page = pane.page.have();
    let total = page.map_or(0, |page| page.total);
    let count = if page.is_some_and(|page| page.at_least) { format!("{total}+") } else { total.to_string() };
    let what = if !pane.search.is_empty() {
        tr.orders_found(&count)
    } else {
        match (pane.status, model.chat.page()) {
            (Some(Some(status)), _) => format!("{} {count}", tr.order_status(status)),
            (None, _) if pane.only.is_some() => {
                let alone = page.and_then(|page| page.rows.first()).map(|row| &row.order);
                let buyer = alone.map(|order| order.buyer.as_str()).filter(|buyer| !buyer.is_empty());
                let number = alone.map_or("", |order| &order.number);
                tr.orders_of(buyer.unwrap_or(&width::number_ends(number, 4)), &count)
            }
            (None, Some(chat)) => tr.orders_of(&chat.customer.nick, &count),
            _ => tr.orders_all(&count),
        }
    };
    let mut what = what;
    if let Some(sort) = pane.sort {
        what = format!("{what}  {}", tr.sorted_by(sort));
    }
    if !pane.marks.is_empty() {
        what = format!("{what}  {}", tr.marked(pane.marks.len()));
    }
    let right = match model.desk.have().and_then(|desk| desk.orders_seen_at) {
        Some(at) if model.now.since(at) > model.settings.stale_after => tr.data_age(&tr.ago(model.now.since(at))),
        Some(at) => tr.ago(model.now.since(at)),
        None => String::new(),
    };
    Edges { title: format!("3 {what}"), right, ..Edges::default() }
}

/// True when what is searched for has filters beside its words.
fn is_filtered(typed: &str) -> bool {
    OrderQuery::parse(typed).is_ok_and(|query| !query.tests.is_empty())
}

pub(super) fn orders(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let pane = &model.orders;
    let head = Rect { height: inside.height.min(SEARCH_ROWS as u16), ..inside };
    let caret = search_box(model, buf, head, theme);
    let body = Rect { y: inside.y + head.height, height: inside.height - head.height, ..inside };
    let Some(page) = pane.page.have() else { return caret };
    if let Some(fault) = &page.fault {
        let said = tr.query_fault(fault);
        let lines = [(Role::Warn, said.what), (Role::Muted, said.hint)];
        super::paragraphs(buf, body, theme, &lines, 0);
        return caret;
    }
    if page.total == 0 {
        let text = match (pane.search.is_empty(), model.desk.have().and_then(|d| d.orders_seen_at)) {
            (false, _) if is_filtered(pane.search.text()) => tr.nothing_fits(),
            (false, _) => tr.nothing_found(),
            (true, None) => tr.orders_empty(),
            (true, Some(_)) => tr.no_orders_here(),
        };
        let mut lines: Vec<_> = text.lines().map(|line| (Role::Muted, line.to_owned())).collect();
        if page.masked {
            lines.push((Role::Muted, tr.masked_not_found().to_owned()));
        }
        super::paragraphs(buf, body, theme, &lines, 0);
        return caret;
    }
    let shown = List {
        total: pane.list.len,
        top: pane.list.top,
        selected: Some(pane.list.selected),
        focused: focused && !pane.detail,
        lines: ROW_LINES as u16,
    };
    list(buf, body, theme, &shown, |at, line, cells| {
        if let Some(row) = pane.row(at) {
            order_row(model, row, line, cells);
        }
    });
    let bar = Rect { x: inside.right(), width: 1, ..body };
    scrollbar(buf, bar, theme, pane.list.len, pane.list.top, usize::from(body.height) / ROW_LINES);
    caret
}

fn search_box(model: &Model, buf: &mut Buffer, row: Rect, theme: Theme) -> Option<Position> {
    let pane = &model.orders;
    let mut cells = Cells::new(buf, row, theme);
    if !pane.searching && pane.search.is_empty() {
        cells.gap(1).text(model.tr.search_hint(), Role::Muted);
        return None;
    }
    cells.gap(1).text(model.tr.search_label(), Role::Key).gap(1);
    let left = row.width.saturating_sub(u16::try_from(cells.room()).unwrap_or(0));
    let field = Rect { x: row.x + left, width: row.width.saturating_sub(left), ..row };
    editor(buf, field, theme, &pane.search, "").filter(|_| pane.searching)
}

/// Columns below which a number is shown by its tail alone.
const NARROW: usize = 40;

/// Columns that are kept for what was bought, beside what else there is to say.
const TITLE_LEAST: usize = 12;

fn order_row(model: &Model, row: &OrderRow, line: usize, cells: &mut Cells<'_>) {
    let (tr, order) = (model.tr, &row.order);
    let zone = model.settings.zone;
    if line == 0 {
        let here = model.chat.order().is_some_and(|(o, _)| o.id == order.id);
        let amount = order.amount().map(|m| m.shown()).unwrap_or_default();
        let mut state = tr.order_status(order.status).to_owned();
        if order.status == OrderStatus::Unknown {
            state = order.raw_status.to_line().to_string();
        }
        let sign = match (model.orders.marks.contains(&order.id), here) {
            (true, _) => "x",
            (false, true) => ">",
            (false, false) => " ",
        };
        cells.text(sign, Role::Accent).left(&row.tag, 2, Role::Tag).gap(1);
        let narrow = cells.room() < NARROW;
        let number = if narrow { format!("...{}", order.tail()) } else { width::number_ends(&order.number, 4) };
        cells.left(&number, if narrow { 7 } else { 12 }, Role::Text).gap(1);
        let keep = width::cols(&amount) + 1;
        let flag = if order.flag == Flag::None { String::new() } else { format!(" {}", tr.flag(order.flag)) };
        cells.fill(&format!("{state}{flag}"), keep, status_role(order)).end(&amount, Role::Text);
        return;
    }
    let when = order.created_at.map(|at| zone.short(at, model.now)).unwrap_or_default();
    let mut facts = vec![when];
    if let Some(unpaid) = order.unpaid_for(model.now) {
        facts = vec![tr.unpaid_for(&tr.how_long(unpaid))];
        if row.reminded > 0 {
            facts.insert(0, tr.reminded(row.reminded));
        }
    }
    if order.our_step.is_some() {
        facts.insert(0, tr.our_step_waits().to_owned());
    }
    // What was bought comes before how long it is unpaid, and that it was reminded of before that, too.
    let cols = |facts: &[String]| facts.iter().map(|fact| width::cols(fact) + 2).sum::<usize>();
    while facts.len() > 1 && cols(&facts) + TITLE_LEAST > cells.room() {
        facts.pop();
    }
    let facts = facts.join("  ");
    let who = if model.chat.page().is_some_and(|p| Some(p.customer.id) == order.customer) {
        String::new()
    } else {
        format!("{}  ", order.buyer)
    };
    let keep = width::cols(&facts) + 1;
    cells.gap(4).fill(&format!("{who}{}", order.title), keep, Role::Muted).end(&facts, Role::Muted);
}

fn status_role(order: &Order) -> Role {
    match order.status {
        OrderStatus::Unpaid | OrderStatus::DepositUnpaid | OrderStatus::BalanceUnpaid => Role::Accent,
        OrderStatus::Closed => Role::Muted,
        _ => Role::Text,
    }
}
