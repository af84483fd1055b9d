//! The list of saved searches, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Model;
use crate::app::overlays::views::{View, Views};

use super::{below, window};
use crate::view::theme::{Role, Theme};
use crate::view::widgets::editor::editor;
use crate::view::widgets::list::list;
use crate::view::widgets::overlay::{centered, overlay};
use crate::view::widgets::row_of;

pub(super) fn draw(model: &Model, views: &Views, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let inside = overlay(buf, centered(bounds, 84, 16), theme, tr.views_title(), tr.views_keys());
    let head = row_of(inside, 0);
    let field = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let caret = editor(buf, field, theme, &views.query, tr.views_hint());
    let body = below(inside, 1);
    if views.found.is_empty() {
        let area = Rect { x: body.x + 1, width: body.width.saturating_sub(1), ..body };
        crate::view::panes::paragraphs(buf, area, theme, &[(Role::Muted, tr.views_none().to_owned())], 0);
    }
    list(buf, body, theme, &window(&views.list, body), |at, _, cells| match views.found.get(at) {
        Some(View::Kept(name, query)) => {
            cells.gap(1).left(name, 26, Role::Text).gap(1).text(query, Role::Muted);
        }
        Some(View::Shipped(name, query)) => {
            cells.gap(1).left(name, 26, Role::Accent).gap(1).text(query, Role::Muted);
        }
        Some(View::New(name)) => {
            cells.gap(1).text(&tr.views_save(name, &views.present), Role::Key);
        }
        None => {}
    });
    caret
}
