//! The product card over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{below, window};
use crate::action::Action;
use crate::app::Model;
use crate::app::overlays::product::{CardLine, ProductCard};
use crate::domain::stock::Told;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::editor::editor;
use crate::view::widgets::list::{Cells, list};
use crate::view::widgets::overlay::{centered, overlay};
use crate::view::widgets::row_of;

/// Columns of the word that says what a line is about.
const ABOUT: usize = 11;

pub(super) fn draw(
    model: &Model,
    shown: &ProductCard,
    buf: &mut Buffer,
    bounds: Rect,
    theme: Theme,
) -> Option<Position> {
    let tr = model.tr;
    let title = match shown.cards.len() {
        0 | 1 => tr.goods_title().to_owned(),
        many => format!("{} {}/{many}", tr.goods_title(), shown.at + 1),
    };
    let key = |action| model.settings.keymap.shown(action);
    let keys = tr.goods_keys(&key(Action::Accept), &key(Action::PageFault));
    let inside = overlay(buf, centered(bounds, 100, 26), theme, &title, &keys);
    let head = row_of(inside, 0);
    let field = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let caret = editor(buf, field, theme, &shown.query, tr.goods_hint());
    let Some(card) = shown.card() else {
        let nothing = if shown.query.is_empty() { tr.goods_none() } else { tr.goods_not_found() };
        super::super::panes::paragraphs(buf, below(inside, 2), theme, &[(Role::Muted, format!(" {nothing}"))], 0);
        return caret;
    };
    Cells::new(buf, row_of(inside, 1), theme).gap(1).text(&card.title, Role::Title);
    let told = card.told(model.now);
    let mut cells = Cells::new(buf, row_of(inside, 2), theme);
    cells.gap(1).text(card.codes().next().unwrap_or_default(), Role::Muted).gap(2);
    cells.text(&tr.stock(told, model.now), role_of(told));
    if card.orders > 0 {
        cells.gap(2).text(&format!("{} {}", tr.goods_orders(), card.orders), Role::Muted);
    }
    if card.open_faults() > 0 {
        cells.gap(2).text(&tr.goods_faults(card.open_faults()), Role::Warn);
    }
    let preview = 3.min(inside.height.saturating_sub(5));
    let body = below(inside, 3);
    let body = Rect { height: body.height.saturating_sub(preview), ..body };
    let lines = shown.lines();
    list(buf, body, theme, &window(&shown.list, body), |at, _, cells| {
        if let Some(line) = lines.get(at) {
            draw_line(model, line, cells);
        }
    });
    let hint = matches!(lines.get(shown.list.selected), Some(CardLine::Fault(_))).then(|| tr.fault_mend().to_owned());
    if let Some(words) = lines.get(shown.list.selected).and_then(CardLine::words).or(hint) {
        let area = Rect {
            x: inside.x + 1,
            y: inside.bottom().saturating_sub(preview),
            width: inside.width.saturating_sub(2),
            height: preview,
        };
        super::super::panes::paragraphs(buf, area, theme, &[(Role::Text, words)], 0);
    }
    caret
}

fn draw_line(model: &Model, line: &CardLine, cells: &mut Cells<'_>) {
    let (tr, zone, now) = (model.tr, model.settings.zone, model.now);
    cells.gap(1);
    match line {
        CardLine::Sku(sku) => {
            let told = sku.told(now);
            cells.left(tr.goods_stock(), ABOUT, Role::Muted).left(&sku.code, 14, Role::Muted).gap(1);
            cells.left(&sku.sku, 20, Role::Text).gap(1).text(&tr.stock(told, now), role_of(told));
        }
        CardLine::Knowledge(known) => {
            cells.left(tr.topic(known.topic), ABOUT, Role::Muted);
            if !known.about.is_empty() {
                cells.text(&known.about, Role::Muted).gap(2);
            }
            cells.text(&known.text.to_line(), Role::Text);
        }
        CardLine::Notice(notice) => {
            let on = if notice.is_on(now) { Role::Accent } else { Role::Muted };
            let days = format!("{} - {}", zone.short(notice.from, now), zone.short(notice.to, now));
            let codes: Vec<&str> = notice.codes.iter().map(|code| code.as_str()).collect();
            cells.left(tr.topic_campaign(), ABOUT, on).text(&notice.name, on).gap(1).text(&days, Role::Muted).gap(2);
            cells.text(&notice.rule.to_line(), Role::Text).gap(1).text(&codes.join(" "), Role::Key);
        }
        CardLine::Fault(fault) => {
            cells.left(tr.goods_fault(), ABOUT, Role::Warn).text(&fault.text.to_line(), Role::Text);
        }
    }
}

/// Amber for a count that is too old, and for none; the words say it too.
const fn role_of(told: Told) -> Role {
    match told {
        Told::Fresh { .. } => Role::Text,
        Told::Old { .. } => Role::Warn,
        Told::Unknown => Role::Muted,
    }
}
