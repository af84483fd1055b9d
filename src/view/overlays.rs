//! What lies over the panes: help, palette, picker, dialogs.

mod import;
mod product;
mod proof;
mod views;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::action::Row;
use crate::app::Model;
use crate::app::input::wrap::wrap;
use crate::app::overlays::help::Line;
use crate::app::overlays::{CardView, Dialog, Help, Overlay, Palette, Picker, TicketMenu, card};
use crate::domain::ticket::TicketKind;
use crate::text::CardLine;

use super::theme::{Role, Theme};
use super::widgets::editor::editor;
use super::widgets::form;
use super::widgets::list::{Cells, List, list};
use super::widgets::overlay::{centered, overlay};
use super::widgets::row_of;
use super::width;

/// Rows below a dialog with a path: a blank one, and what fits in its folder.
const FILES: u16 = 6;

pub(super) fn overlays(model: &Model, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let mut caret = None;
    for over in &model.overlays {
        caret = match over {
            Overlay::Help(help) => draw_help(model, help, buf, bounds, theme),
            Overlay::Palette(palette) => draw_palette(model, palette, buf, bounds, theme),
            Overlay::Picker(picker) => draw_picker(model, picker, buf, bounds, theme),
            Overlay::Views(list) => views::draw(model, list, buf, bounds, theme),
            Overlay::Import(screen) => import::draw(model, screen, buf, bounds, theme),
            Overlay::Product(shown) => product::draw(model, shown, buf, bounds, theme),
            Overlay::Dialog(dialog) => draw_dialog(model, dialog, buf, bounds, theme),
            Overlay::Card(view) => draw_card(model, view, buf, bounds, theme),
            Overlay::Proof(view) => proof::draw(model, view, buf, bounds, theme),
            Overlay::Tickets(menu) => draw_tickets(model, menu, buf, bounds, theme),
        };
    }
    caret
}

fn keys(model: &Model, row: &Row) -> String {
    let chords = model.settings.keymap.chords(row.action);
    chords.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ")
}

fn draw_help(model: &Model, help: &Help, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let inside = overlay(buf, centered(bounds, 86, bounds.height), theme, tr.help_title(), tr.help_keys());
    let lines = help.lines();
    let top = help.scroll.min(lines.len().saturating_sub(usize::from(inside.height)));
    for (at, line) in lines.iter().skip(top).take(usize::from(inside.height)).enumerate() {
        let mut cells = Cells::new(buf, row_of(inside, at), theme);
        match line {
            Line::Title(scope) => cells.gap(1).text(scope.title(tr), Role::TitleFocus),
            Line::Row(row) => cells.gap(3).left(&keys(model, row), 20, Role::Key).gap(1).text(row.long(tr), Role::Text),
        };
    }
    None
}

fn draw_palette(model: &Model, palette: &Palette, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let inside = overlay(buf, centered(bounds, 72, 20), theme, tr.palette_title(), tr.palette_keys());
    let head = row_of(inside, 0);
    let field = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let caret = editor(buf, field, theme, &palette.query, tr.palette_hint());
    let body = below(inside, 1);
    let shown = window(&palette.list, body);
    list(buf, body, theme, &shown, |at, _, cells| {
        if let Some(row) = palette.found.get(at) {
            let key = model.settings.keymap.shown(row.action);
            let keep = width::cols(&key) + 2;
            cells.gap(1).fill(row.long(tr), keep, Role::Text).end(&format!("{key} "), Role::Key);
        }
    });
    caret
}

fn draw_picker(model: &Model, picker: &Picker, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let inside = overlay(buf, centered(bounds, 100, 22), theme, tr.picker_title(), tr.picker_keys());
    let head = row_of(inside, 0);
    let field = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let caret = editor(buf, field, theme, &picker.query, tr.picker_hint());
    let preview = 4.min(inside.height.saturating_sub(3));
    let body = Rect { height: inside.height.saturating_sub(1 + preview), ..below(inside, 1) };
    let numbered = picker.query.is_empty();
    let shown = window(&picker.list, body);
    list(buf, body, theme, &shown, |at, _, cells| {
        if let Some(hit) = picker.found.get(at) {
            let number = if numbered && at < 9 { (at + 1).to_string() } else { String::new() };
            cells.gap(1).left(&number, 2, Role::Key).left(&hit.code, 6, Role::Key);
            cells.left(&hit.title, 18, Role::Text).gap(1).text(&hit.text, Role::Muted);
        }
    });
    if let Some(hit) = picker.found.get(picker.list.selected) {
        let area = Rect {
            x: inside.x + 1,
            y: inside.bottom() - preview,
            width: inside.width.saturating_sub(2),
            height: preview,
        };
        super::panes::paragraphs(buf, area, theme, &[(Role::Text, hit.text.clone())], 0);
    }
    caret
}

fn draw_dialog(model: &Model, dialog: &Dialog, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let cols = 76.min(bounds.width);
    let said = wrap(&dialog.lead, usize::from(cols.saturating_sub(4)).max(2));
    let said: Vec<&str> = said.into_iter().filter_map(|row| dialog.lead.get(row.range)).take(LEAD_ROWS).collect();
    let lead = if dialog.lead.is_empty() { 0 } else { u16::try_from(said.len()).unwrap_or(1) };
    let files = if dialog.files.is_some() { FILES } else { 0 };
    let needed = u16::try_from(form::height(&dialog.form, tr, cols.saturating_sub(2), 4)).unwrap_or(8);
    let wide = usize::from(cols.saturating_sub(4)).max(2);
    let below_rows: Vec<&str> = dialog
        .below
        .iter()
        .flat_map(|line| wrap(line, wide).into_iter().filter_map(|row| line.get(row.range)))
        .collect();
    let notes = u16::try_from(below_rows.len()).unwrap_or(0);
    let rows = needed + 2 + lead + files + notes;
    let inside = overlay(buf, centered(bounds, cols, rows), theme, &headed(&dialog.title), tr.dialog_keys());
    for (at, row) in said.iter().take(usize::from(lead)).enumerate() {
        Cells::new(buf, row_of(inside, at), theme).gap(1).text(row, Role::Muted);
    }
    if let Some(found) = &dialog.files {
        import::names(model, &found.found, None, buf, below(inside, lead + needed + 1), theme);
    }
    for (at, row) in below_rows.iter().enumerate().take_while(|(at, _)| lead + needed + (*at as u16) < inside.height) {
        Cells::new(buf, row_of(inside, usize::from(lead + needed) + at), theme).gap(1).text(row, Role::Muted);
    }
    let area = Rect { height: inside.height.saturating_sub(lead + files + notes), ..below(inside, lead) };
    form::form(buf, area, theme, tr, &dialog.form, 4)
}

/// Lines that what stands above the fields may take.
const LEAD_ROWS: usize = 3;

/// Words of a sentence as a heading; Chinese has no capitals.
fn headed(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

fn draw_card(model: &Model, view: &CardView, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let nick = card::loaded(model).and_then(|card| card.accounts.first()).map(|account| account.customer.nick.clone());
    let title = tr.card_title(&nick.unwrap_or_default());
    let lines = card::lines(model);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).max(8).min(bounds.height);
    let inside = overlay(buf, centered(bounds, 96, rows), theme, &title, tr.card_keys());
    let top = view.scroll.min(lines.len().saturating_sub(usize::from(inside.height)));
    for (at, line) in lines.iter().skip(top).take(usize::from(inside.height)).enumerate() {
        let mut cells = Cells::new(buf, row_of(inside, at), theme);
        match line {
            CardLine::Head(text) => cells.gap(1).text(text, Role::TitleFocus),
            CardLine::Warn(text) => cells.gap(3).text(text, Role::Warn),
            CardLine::Row(text) => cells.gap(3).text(text, Role::Text),
        };
    }
    None
}

fn draw_tickets(model: &Model, menu: &TicketMenu, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let rows = u16::try_from(TicketKind::OF_ORDERS.len()).unwrap_or(9) + 2;
    let title = tr.ticket_menu_title(&menu.about.whose);
    let inside = overlay(buf, centered(bounds, 60, rows), theme, &title, tr.ticket_menu_keys());
    list(buf, inside, theme, &window(&menu.list, inside), |at, _, cells| {
        if let Some(kind) = TicketKind::OF_ORDERS.get(at) {
            let usual = tr.ticket_menu_row(tr.ticket_desk(kind.usual_desk()), &tr.how_long(kind.usual_time()));
            cells.gap(1).left(&(at + 1).to_string(), 2, Role::Key).left(tr.ticket_kind(*kind), 16, Role::Text);
            cells.text(&usual, Role::Muted);
        }
    });
    None
}

fn below(inside: Rect, rows: u16) -> Rect {
    let rows = rows.min(inside.height);
    Rect { y: inside.y + rows, height: inside.height - rows, ..inside }
}

/// The window of an overlay's list: its own height decides, since an overlay has no layout of its own.
fn window(state: &crate::app::list::ListState, body: Rect) -> List {
    let top =
        crate::app::input::scroll::keep_visible(state.top, Some(state.selected), state.len, usize::from(body.height));
    List { total: state.len, top, selected: Some(state.selected), focused: true, lines: 1 }
}
