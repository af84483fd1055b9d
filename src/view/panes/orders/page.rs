//! One order, whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::app::msg::OrderPage;
use crate::domain::{Order, OrderStatus, mask};

use super::super::{Edges, paragraphs};
use super::status_role;
use crate::view::theme::{Role, Theme};

pub(in crate::view::panes) fn order_edges(model: &Model) -> Edges {
    let page = model.orders.order.have().and_then(Option::as_ref);
    let title = page.map_or(model.tr.order_title().to_owned(), |page| {
        let shop = page.shop.as_ref().map(|shop| shop.name.to_string()).unwrap_or_default();
        format!("{}  {shop}", page.order.number)
    });
    Edges { title, ..Edges::default() }
}

pub(in crate::view::panes) fn order(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let Some(page) = model.orders.order.current().and_then(Option::as_ref) else { return };
    let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
    paragraphs(buf, area, theme, &order_lines(model, page), model.orders.scroll);
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
