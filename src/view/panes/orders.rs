//! Orders: the list with its search box, and one order whole.
//!
//! ```text
//!  搜索 羽绒|
//!  > 旗 4000...1799  待付款            ¥239.00
//!       茶轴键盘 87键 x1   11-21 23:50  已催 1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Model;
use crate::app::msg::{OrderPage, OrderRow};
use crate::app::panes::orders::{ROW_LINES, SEARCH_ROWS};
use crate::domain::{Flag, Order, OrderStatus, mask};

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
            (None, Some(chat)) => tr.orders_of(&chat.customer.nick, &count),
            _ => tr.orders_all(&count),
        }
    };
    let right = match model.desk.have().and_then(|desk| desk.orders_seen_at) {
        Some(at) if model.now.since(at) > model.settings.stale_after => tr.data_age(&tr.ago(model.now.since(at))),
        Some(at) => tr.ago(model.now.since(at)),
        None => String::new(),
    };
    Edges { title: format!("3 {what}"), right, ..Edges::default() }
}

pub(super) fn orders(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let pane = &model.orders;
    let head = Rect { height: inside.height.min(SEARCH_ROWS as u16), ..inside };
    let caret = search_box(model, buf, head, theme);
    let body = Rect { y: inside.y + head.height, height: inside.height - head.height, ..inside };
    let Some(page) = pane.page.have() else { return caret };
    if page.total == 0 {
        let text = match (pane.search.is_empty(), model.desk.have().and_then(|d| d.orders_seen_at)) {
            (false, _) => tr.nothing_found(),
            (true, None) => tr.orders_empty(),
            (true, Some(_)) => tr.no_orders_here(),
        };
        let lines: Vec<_> = text.lines().map(|line| (Role::Muted, line.to_owned())).collect();
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
        cells.text(if here { ">" } else { " " }, Role::Accent).left(&row.tag, 2, Role::Tag).gap(1);
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
            facts.push(tr.reminded(row.reminded));
        }
    }
    if order.our_step.is_some() {
        facts.insert(0, tr.our_step_waits().to_owned());
    }
    let facts = facts.join(" ");
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

pub(super) fn order_edges(model: &Model) -> Edges {
    let page = model.orders.order.have().and_then(Option::as_ref);
    let title = page.map_or(model.tr.order_title().to_owned(), |page| {
        let shop = page.shop.as_ref().map(|shop| shop.name.to_string()).unwrap_or_default();
        format!("{}  {shop}", page.order.number)
    });
    Edges { title, ..Edges::default() }
}

pub(super) fn order(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let Some(page) = model.orders.order.current().and_then(Option::as_ref) else { return };
    let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
    super::paragraphs(buf, area, theme, &order_lines(model, page), model.orders.scroll);
}

/// An order in lines: where it stands, money, parcel, receiver, its lines, cases, timeline.
fn order_lines(model: &Model, page: &OrderPage) -> Vec<(Role, String)> {
    let tr = model.tr;
    let zone = page.shop.as_ref().map_or(model.settings.zone, |shop| shop.zone);
    let order = &page.order;
    let mut lines = Vec::new();
    let when = |at: Option<crate::domain::Time>| at.map(|at| zone.short(at, model.now));
    lines.push((status_role(order), format!("{}  {}", tr.order_status(order.status), order.raw_status)));
    if order.our_step.is_some() {
        lines.push((Role::Warn, tr.noted_not_done(&order.our_step.clone().unwrap_or_default())));
    }
    let money = [
        (tr.f_payable(), order.payable),
        (tr.f_paid(), order.paid),
        (tr.f_freight(), order.freight),
        (tr.f_refunded(), order.refunded),
    ];
    let money: Vec<String> =
        money.into_iter().filter_map(|(name, m)| m.map(|m| format!("{name} {}", m.shown()))).collect();
    lines.push((Role::Text, money.join("  ")));
    let times = [
        (tr.f_created(), when(order.created_at)),
        (tr.f_paid_at(), when(order.paid_at)),
        (tr.f_ship_by(), when(order.ship_by)),
        (tr.f_shipped(), when(order.shipped_at)),
        (tr.f_signed(), when(order.signed_at)),
        (tr.f_finished(), when(order.finished_at)),
    ];
    for (name, at) in times.into_iter().filter_map(|(name, at)| at.map(|at| (name, at))) {
        lines.push((Role::Muted, format!("{name} {at}")));
    }
    lines.push((Role::Text, String::new()));
    for line in &page.lines {
        let price = line.price.map(|m| m.shown()).unwrap_or_default();
        lines.push((Role::Text, format!("{} x{}  {price}", line.title, line.quantity)));
        if !line.sku.is_empty() || !line.outer_id.is_empty() {
            lines.push((Role::Muted, format!("  {}  {}", line.sku, line.outer_id)));
        }
    }
    lines.push((Role::Text, String::new()));
    lines.extend(receiver(model, order));
    if !order.tracking.is_empty() || !order.carrier.is_empty() {
        lines.push((Role::Text, format!("{} {} {}", tr.f_parcel(), order.carrier, order.tracking.join(" "))));
    } else if order.shipped_at.is_some() {
        lines.push((Role::Muted, tr.signed_unknown().to_owned()));
    }
    for (name, text) in [(tr.f_buyer_message(), &order.buyer_message), (tr.f_memo(), &order.memo)] {
        if !text.is_empty() {
            lines.push((Role::Warn, format!("{name} {text}")));
        }
    }
    for case in &page.cases {
        lines.push((
            Role::Accent,
            format!("{} {}  {}", tr.case_type(case.kind), tr.stage(case.stage), tr.clock_cell(case, model.now)),
        ));
    }
    for promise in &page.promises {
        lines.push((Role::Warn, tr.promised_by(&promise.text, &zone.short(promise.due_at, model.now))));
    }
    lines.push((Role::Text, String::new()));
    lines.push((Role::Title, tr.timeline().to_owned()));
    for event in &page.timeline {
        let at = zone.short(event.at, model.now);
        let what = tr.happened(&event.what);
        lines.push((Role::Text, format!("{at}  {}  {what} {}", event.by, event.text.to_line()).trim_end().to_owned()));
    }
    lines
}

/// Receiver, phone and address, masked unless they were asked for with a reason.
fn receiver(model: &Model, order: &Order) -> Vec<(Role, String)> {
    let tr = model.tr;
    let clear = model.orders.is_revealed(order.id, model.now);
    let shown = |text: &str, mask: fn(&str) -> String| if clear { text.to_owned() } else { mask(text) };
    let name = shown(&order.receiver, mask::receiver);
    let phone = shown(&order.phone, mask::phone);
    let address = shown(&order.address, mask::address);
    let mut lines = Vec::new();
    if !name.is_empty() || !phone.is_empty() {
        lines.push((if clear { Role::Warn } else { Role::Text }, format!("{} {name}  {phone}", tr.f_receiver())));
    }
    if !address.is_empty() {
        lines.push((if clear { Role::Warn } else { Role::Text }, format!("{} {address}", tr.f_address())));
    }
    if crate::domain::reply::is_masked(&order.phone) || crate::domain::reply::is_masked(&order.receiver) {
        lines.push((Role::Muted, tr.masked_in_file().to_owned()));
    }
    match order.verified_at {
        Some(at) => lines.push((Role::Done, tr.verified_at(&model.settings.zone.short(at, model.now)))),
        None if order.status == OrderStatus::ToShip => lines.push((Role::Muted, tr.not_verified().to_owned())),
        None => {}
    }
    lines
}
