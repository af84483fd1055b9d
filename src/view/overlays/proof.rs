//! A piece of evidence over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::below;
use super::import::bytes;
use crate::app::Model;
use crate::app::msg::{ProofBody, ProofPage};
use crate::app::overlays::proof::{HEAD, ProofView, size};
use crate::domain::picture::{Picture, indexed};
use crate::view::theme::{Role, Theme};
use crate::view::widgets::list::Cells;
use crate::view::widgets::overlay::{centered, overlay};
use crate::view::widgets::row_of;

/// The upper half of a cell: its letter has the colour of one pixel, its ground that of the one below.
const HALF: &str = "\u{2580}";

pub(super) fn draw(model: &Model, view: &ProofView, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let (cols, rows) = size((bounds.width, bounds.height));
    let page = model.proof.current().and_then(Option::as_ref);
    let title = page.map_or_else(|| tr.proof_title().to_owned(), |page| tr.proof_nth(page.at + 1, page.total));
    let inside = overlay(buf, centered(bounds, cols, rows), theme, &title, tr.proof_keys());
    let Some(page) = page else {
        Cells::new(buf, row_of(inside, 0), theme).gap(1).text(tr.still_loading(), Role::Muted);
        return None;
    };
    head(model, page, buf, inside, theme);
    let body = below(inside, HEAD);
    let body = Rect { x: body.x + 1, width: body.width.saturating_sub(2), ..body };
    match &page.body {
        ProofBody::Picture(picture, _) => paint(picture, buf, body, model.settings.true_colour),
        ProofBody::Text(text, more) => {
            let mut lines: Vec<_> = text.lines().map(|line| (Role::Text, line.to_owned())).collect();
            if *more {
                lines.push((Role::Muted, tr.proof_more().to_owned()));
            }
            super::super::panes::paragraphs(buf, body, theme, &lines, view.scroll.min(lines.len().saturating_sub(1)));
        }
        ProofBody::Facts(why) => {
            let lines = [(Role::Muted, tr.not_shown(*why).to_owned())];
            super::super::panes::paragraphs(buf, body, theme, &lines, 0);
        }
    }
    None
}

/// What it is and whose; its name and size; its hash, and whether it is still what it was.
fn head(model: &Model, page: &ProofPage, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let (tr, item) = (model.tr, &page.item);
    let zone = model.settings.zone;
    let mut cells = Cells::new(buf, row_of(inside, 0), theme);
    cells.gap(1).text(tr.evidence_kind(item.kind), Role::Title).gap(2);
    cells.text(&format!("{}  {}", tr.party(item.from), zone.short(item.at, model.now)), Role::Text);
    cells.gap(2).text(&page.note.to_line(), Role::Muted);
    let size = page.bytes.map(|n| bytes(n.unsigned_abs())).unwrap_or_default();
    let pixels = match &page.body {
        ProofBody::Picture(_, (wide, high)) => format!("{wide} x {high}"),
        _ => String::new(),
    };
    let named = [item.name.to_line().to_string(), size, pixels];
    let named: Vec<_> = named.into_iter().filter(|part| !part.is_empty()).collect();
    Cells::new(buf, row_of(inside, 1), theme).gap(1).text(&named.join("  "), Role::Text);
    let mut cells = Cells::new(buf, row_of(inside, 2), theme);
    cells.gap(1);
    if page.changed {
        cells.text(tr.pack_changed(), Role::Danger).gap(2);
    }
    if let Some(hash) = &page.hash {
        cells.text(&format!("SHA-256 {hash}"), Role::Muted);
    }
}

/// Draws a picture from the upper left, two of its rows in each row of cells.
fn paint(picture: &Picture, buf: &mut Buffer, area: Rect, true_colour: bool) {
    let colour = |[r, g, b]: [u8; 3]| {
        if true_colour { Color::Rgb(r, g, b) } else { Color::Indexed(indexed([r, g, b])) }
    };
    for row in 0..picture.height().div_ceil(2).min(area.height) {
        for col in 0..picture.width().min(area.width) {
            let Some(upper) = picture.at(col, row * 2) else { continue };
            let style = Style::new().fg(colour(upper));
            let style = match picture.at(col, row * 2 + 1) {
                Some(lower) => style.bg(colour(lower)),
                None => style,
            };
            buf.set_string(area.x + col, area.y + row, HALF, style);
        }
    }
}
