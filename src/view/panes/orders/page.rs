//! One order, whole: where it stands, money, times, goods, receiver, parcels, words, cases, promises, and all that happened.
//!
//! ```text
//!  待发货  买家已付款
//!  金额  应付 ¥239.00  实付 ¥239.00
//!  商品  茶轴键盘 87键 x1  ¥239.00
//!        黑色  KB-87
//!  物流  YT8812345678901  像是圆通，按单号猜的
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::action::Action;
use crate::app::Model;
use crate::app::input::wrap::wrap;
use crate::app::msg::{OrderPage, OrderParcel};
use crate::domain::facts::is_masked;
use crate::domain::parcel::guess;
use crate::domain::{Order, OrderStatus, Time, Zone, mask};
use crate::text::Lang;

use super::super::{Edges, at_shop, paragraphs};
use super::status_role;
use crate::view::theme::{Role, Theme};
use crate::view::width;

pub(in crate::view::panes) fn order_edges(model: &Model) -> Edges {
    let tr = model.tr;
    let page = model.orders.order.have().and_then(Option::as_ref);
    let title = page.map_or(tr.order_title().to_owned(), |page| {
        let shop = page.shop.as_ref().map(|shop| tr.shop(shop)).unwrap_or_default();
        format!("{}  {shop}", page.order.number)
    });
    let right = page.map(|page| tr.ago(model.now.since(page.order.seen_at))).unwrap_or_default();
    Edges { title, right, ..Edges::default() }
}

pub(in crate::view::panes) fn order(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let Some(page) = model.orders.order.current().and_then(Option::as_ref) else { return };
    let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
    let lines = order_lines(model, page, usize::from(area.width.saturating_sub(1)));
    // The last line stays in sight, however far the keys went.
    let skip = model.orders.scroll.min(lines.len().saturating_sub(1));
    paragraphs(buf, area, theme, &lines, skip);
}

/// Lines with a column of labels; what is too long goes on under its own beginning.
struct Sheet {
    lines: Vec<(Role, String)>,
    label: usize,
    cols: usize,
}

impl Sheet {
    fn whole(&mut self, role: Role, text: &str) {
        self.lines.extend(wrap(text, self.cols.max(2)).into_iter().map(|row| (role, text[row.range].to_owned())));
    }
    fn put(&mut self, label: &str, role: Role, text: &str) {
        let cols = self.cols.saturating_sub(self.label).max(8);
        for (at, row) in wrap(text, cols).into_iter().enumerate() {
            let head = width::fit(if at == 0 { label } else { "" }, self.label);
            self.lines.push((role, format!("{head}{}", text[row.range].trim_end())));
        }
    }
    /// Pieces beside each other as far as they fit, never cut.
    fn flow(&mut self, label: &str, role: Role, pieces: &[String]) {
        let cols = self.cols.saturating_sub(self.label).max(8);
        let (mut line, mut label) = (String::new(), label);
        for piece in pieces {
            if !line.is_empty() && width::cols(&line) + 2 + width::cols(piece) > cols {
                self.put(label, role, &std::mem::take(&mut line));
                label = "";
            }
            let gap = if line.is_empty() { "" } else { "  " };
            line = format!("{line}{gap}{piece}");
        }
        if !line.is_empty() {
            self.put(label, role, &line);
        }
    }
}

fn order_lines(model: &Model, page: &OrderPage, cols: usize) -> Vec<(Role, String)> {
    let tr = model.tr;
    let zone = page.shop.as_ref().map_or(model.settings.zone, |shop| shop.zone);
    let order = &page.order;
    let mut sheet = Sheet { lines: Vec::new(), label: if tr == Lang::Zh { 6 } else { 10 }, cols };
    sheet.whole(
        status_role(order),
        &format!("{}  {}  {}", tr.order_status(order.status), order.raw_status, order.buyer),
    );
    noted(&mut sheet, model, page, zone);
    for (field, other) in &page.conflicts {
        let word = OrderStatus::parse(other).map_or(other.as_str(), |status| tr.order_status(status));
        sheet.put(tr.f_conflict(), Role::Warn, &tr.conflict_line(tr.order_field(field), word));
    }
    money(&mut sheet, tr, order);
    times(&mut sheet, tr, order, zone, model.now);
    goods(&mut sheet, tr, page);
    receiver(&mut sheet, model, page, zone);
    parcels(&mut sheet, tr, order, &page.parcels);
    for (name, text) in [(tr.f_said(), &order.buyer_message), (tr.f_seller_memo(), &order.memo)] {
        for (at, line) in text.lines().enumerate() {
            sheet.put(if at == 0 { name } else { "" }, Role::Warn, line);
        }
    }
    for case in &page.cases {
        let text = format!("{} {}  {}", tr.case_type(case.kind), tr.stage(case.stage), tr.clock_cell(case, model.now));
        sheet.put(tr.f_case(), Role::Accent, &text);
    }
    if let Some((at, stopped_at)) = page.receipt {
        let (role, text) = match stopped_at {
            Some(since) => {
                (Role::Warn, tr.receipt_stopped(&zone.short(since, model.now), &tr.case_clock(at.since(since))))
            }
            None => (Role::Muted, tr.receipt_runs(&zone.short(at, model.now))),
        };
        sheet.put(tr.f_receipt(), role, &text);
    }
    for one in &page.compensations {
        sheet.put(tr.f_payout(), Role::Text, &tr.payout(one));
    }
    for review in &page.reviews {
        let case = page.review_cases.iter().find(|case| case.review == review.id);
        let role = if case.is_some_and(|case| case.is_open()) { Role::Warn } else { Role::Text };
        let words = review.words().to_line();
        let said = match (case, review.stars) {
            (Some(case), _) => tr.review_case(case),
            (None, Some(stars)) => tr.w_review(&stars.to_string(), &words),
            (None, None) => tr.w_review_bare(&words),
        };
        sheet.put(tr.f_review(), role, &said);
    }
    for ticket in &page.tickets {
        let role = if ticket.is_late(model.now) { Role::Warn } else { Role::Accent };
        sheet.put(tr.f_ticket(), role, tr.ticket_row(ticket, &zone.short(ticket.due_at, model.now)).trim_end());
    }
    for promise in &page.promises {
        sheet.put(tr.f_promise(), Role::Warn, &format!("{}  {}", promise.text, zone.short(promise.due_at, model.now)));
    }
    let age = model.now.since(order.seen_at);
    if age > model.settings.stale_after && order.status.is_open() {
        sheet.put(tr.f_data(), Role::Warn, &format!("{}  {}", tr.data_seen(&tr.ago(age)), tr.data_old()));
    } else {
        sheet.put(tr.f_data(), Role::Muted, &tr.data_seen(&tr.ago(age)));
    }
    sheet.lines.push((Role::Text, String::new()));
    sheet.lines.push((Role::Title, tr.timeline().to_owned()));
    if page.more_messages {
        sheet.whole(Role::Muted, tr.more_messages());
    }
    timeline(&mut sheet, model, page, zone);
    sheet.lines
}

/// What is to be done elsewhere, and what came of it; what came of reminders.
fn noted(sheet: &mut Sheet, model: &Model, page: &OrderPage, zone: Zone) {
    let (tr, clear) = (model.tr, model.orders.is_revealed(page.order.id, model.now));
    let shown = |text: &str| if clear { text.to_owned() } else { mask::address(text) };
    for noted in &page.intentions {
        let role = if noted.is_pending() { Role::Warn } else { Role::Muted };
        sheet.whole(role, &format!("{}  {}", tr.intention(noted, shown), zone.short(noted.at, model.now)));
    }
    let key = model.settings.keymap.shown(Action::OrderAtShop);
    for write in &page.at_shop.writes {
        let (role, text) = at_shop(tr, write, &key);
        sheet.whole(role, &format!("{text}  {}", zone.short(write.at, model.now)));
    }
    for (at, kind, outcome) in &page.reminded {
        let came = outcome.as_ref().map(|outcome| tr.reminder_outcome(outcome)).unwrap_or_default();
        let text = format!("{} {}  {came}", tr.reminder_kind(*kind), zone.short(*at, model.now));
        sheet.whole(Role::Muted, text.trim_end());
    }
}

fn money(sheet: &mut Sheet, tr: Lang, order: &Order) {
    let pieces: Vec<String> = [
        (tr.f_payable(), order.payable),
        (tr.f_paid(), order.paid),
        (tr.f_freight(), order.freight),
        (tr.f_refunded(), order.refunded),
    ]
    .into_iter()
    .filter_map(|(name, amount)| amount.map(|amount| format!("{name} {}", amount.shown())))
    .collect();
    sheet.flow(tr.f_money(), Role::Text, &pieces);
}

fn times(sheet: &mut Sheet, tr: Lang, order: &Order, zone: Zone, now: Time) {
    let ship_by = order.ship_by.filter(|_| order.shipped_at.is_none());
    let pieces: Vec<String> = [
        (tr.f_created(), order.created_at),
        (tr.f_paid_at(), order.paid_at),
        (tr.f_ship_by(), ship_by),
        (tr.f_shipped(), order.shipped_at),
        (tr.picked_up(), order.picked_up_at),
        (tr.last_scan(), order.last_scan_at),
        (tr.f_signed(), order.signed_at),
        (tr.f_finished(), order.finished_at),
    ]
    .into_iter()
    .filter_map(|(name, at)| at.map(|at| format!("{name} {}", zone.short(at, now))))
    .collect();
    let late = ship_by.is_some_and(|at| at < now) && order.status.is_paid();
    sheet.flow(tr.f_times(), if late { Role::Warn } else { Role::Muted }, &pieces);
}

fn goods(sheet: &mut Sheet, tr: Lang, page: &OrderPage) {
    for (at, line) in page.lines.iter().enumerate() {
        let price = line.price.map(|price| price.shown()).unwrap_or_default();
        // A line may be closed while its order lives.
        let own = if line.status == page.order.status { "" } else { tr.order_status(line.status) };
        let label = if at == 0 { tr.f_goods_lines() } else { "" };
        sheet.put(label, Role::Text, format!("{} x{}  {price}  {own}", line.title, line.quantity).trim_end());
        let more = format!("{}  {}", line.sku, line.outer_id);
        if !more.trim().is_empty() {
            sheet.put("", Role::Muted, more.trim());
        }
    }
    if page.lines.is_empty() && !page.order.title.is_empty() {
        sheet.put(tr.f_goods_lines(), Role::Text, &page.order.title);
    }
}

/// Receiver, phone and address, masked unless they were asked for with a reason.
fn receiver(sheet: &mut Sheet, model: &Model, page: &OrderPage, zone: Zone) {
    let (tr, order) = (model.tr, &page.order);
    let clear = model.orders.is_revealed(order.id, model.now);
    let shown = |text: &str, mask: fn(&str) -> String| if clear { text.to_owned() } else { mask(text) };
    let role = if clear { Role::Warn } else { Role::Text };
    let name = shown(&order.receiver, mask::receiver);
    let phone = shown(&order.phone, mask::phone);
    let address = shown(&order.address, mask::address);
    if !name.is_empty() || !phone.is_empty() {
        sheet.put(tr.f_receiver(), role, &format!("{name}  {phone}"));
    }
    if !address.is_empty() {
        sheet.put(tr.f_address(), role, &address);
    }
    if is_masked(&order.phone) || is_masked(&order.receiver) || is_masked(&order.address) {
        sheet.put("", Role::Muted, tr.masked_in_file());
    }
    if order.status == OrderStatus::ToShip && !page.address.masked {
        let hide = |text: &str| if clear { text.to_owned() } else { mask::text(text) };
        for line in tr.address_check(&page.address, hide) {
            sheet.put("", Role::Warn, &line);
        }
    }
    match order.verified_at {
        Some(at) => sheet.put("", Role::Done, &tr.verified_at(&zone.short(at, model.now))),
        None if order.status == OrderStatus::ToShip => sheet.put("", Role::Muted, tr.not_verified()),
        None => {}
    }
}

fn parcels(sheet: &mut Sheet, tr: Lang, order: &Order, parcels: &[OrderParcel]) {
    let many = parcels.len() > 1;
    for (at, parcel) in parcels.iter().enumerate() {
        let named = if parcel.carrier.is_empty() { &order.carrier } else { &parcel.carrier };
        let count = if many { format!("{}  ", tr.parcel_of(at + 1, parcels.len())) } else { String::new() };
        let whose = match (named.is_empty(), guess(&parcel.number)) {
            (false, _) => format!("{named} "),
            _ => String::new(),
        };
        let label = if at == 0 { tr.f_parcel() } else { "" };
        sheet.put(label, Role::Text, &format!("{count}{whose}{}", parcel.number));
        if let (true, Some(carrier)) = (named.is_empty(), guess(&parcel.number)) {
            sheet.put("", Role::Muted, &tr.carrier_guessed(tr.carrier(carrier)));
        }
        if !parcel.with.is_empty() {
            let with: Vec<&str> = parcel.with.iter().map(|number| number.as_str()).collect();
            sheet.put("", Role::Warn, &tr.same_parcel(&with.join(" ")));
        }
    }
    if parcels.is_empty() && !order.carrier.is_empty() {
        sheet.put(tr.f_parcel(), Role::Text, &order.carrier);
    }
    if order.shipped_at.is_some() && order.signed_at.is_none() && order.status == OrderStatus::Shipped {
        sheet.put(if parcels.is_empty() { tr.f_parcel() } else { "" }, Role::Muted, tr.signed_unknown());
    }
}

fn timeline(sheet: &mut Sheet, model: &Model, page: &OrderPage, zone: Zone) {
    let tr = model.tr;
    let widest = page.timeline.iter().map(|event| width::cols(&zone.short(event.at, model.now))).max();
    let kept = std::mem::replace(&mut sheet.label, widest.unwrap_or(0) + 2);
    for event in &page.timeline {
        let what = tr.what_happened(&event.what);
        let who = if event.by.is_empty() { String::new() } else { format!("{}  ", event.by) };
        let role = if event.what.as_str() == "message" { Role::Text } else { Role::Muted };
        let text = format!("{who}{what} {}", event.text.to_line());
        sheet.put(&zone.short(event.at, model.now), role, text.trim());
    }
    sheet.label = kept;
}
