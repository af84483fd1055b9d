//! The work log: one line an entry, `13:40 键盘缺货 -> 补货周二到`, and one entry whole.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Model;
use crate::domain::worklog::{LogEntry, RESULT};

use super::Edges;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::editor::editor;
use crate::view::widgets::list::{Cells, List, list};

pub(super) fn edges(model: &Model) -> Edges {
    let page = model.log.page.have();
    let title = if model.log.search.is_empty() {
        model.tr.log_pane_title(page.map_or(0, |page| page.today))
    } else {
        model.tr.log_found(page.map_or(0, |page| page.total))
    };
    Edges { title, ..Edges::default() }
}

pub(super) fn log(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) -> Option<Position> {
    let pane = &model.log;
    let mut body = inside;
    let mut caret = None;
    if pane.searching || !pane.search.is_empty() {
        let row = Rect { height: 1.min(inside.height), ..inside };
        let mut cells = Cells::new(buf, row, theme);
        cells.gap(1).text(model.tr.search_label(), Role::Key).gap(1);
        let left = row.width.saturating_sub(u16::try_from(cells.room()).unwrap_or(0));
        let field = Rect { x: row.x + left, width: row.width - left, ..row };
        caret = editor(buf, field, theme, &pane.search, "").filter(|_| pane.searching);
        body = Rect { y: inside.y + row.height, height: inside.height - row.height, ..inside };
    }
    let Some(page) = pane.page.have() else { return caret };
    if page.total == 0 {
        let lines: Vec<_> = model.tr.log_empty().lines().map(|line| (Role::Muted, line.to_owned())).collect();
        super::paragraphs(buf, body, theme, &lines, 0);
        return caret;
    }
    let shown =
        List { total: pane.list.len, top: pane.list.top, selected: Some(pane.list.selected), focused, lines: 1 };
    list(buf, body, theme, &shown, |at, _, cells| {
        if let Some(entry) = pane.row(at) {
            log_row(model, entry, cells);
        }
    });
    caret
}

fn log_row(model: &Model, entry: &LogEntry, cells: &mut Cells<'_>) {
    let zone = model.settings.zone;
    let today = zone.day(entry.at) == zone.day(model.now);
    let when = if today { zone.clock(entry.at) } else { zone.local(entry.at).format("%m-%d").to_string() };
    let fix = entry.fix.to_line();
    let text = if fix.is_empty() {
        entry.problem.to_line().to_string()
    } else {
        format!("{} -> {fix}", entry.problem.to_line())
    };
    cells.gap(1).left(&when, 5, Role::Muted).gap(1).text(&text, Role::Text);
}

pub(super) fn entry(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let tr = model.tr;
    let Some(entry) = model.log.selected() else { return };
    let mut lines = vec![(Role::Muted, model.settings.zone.short(entry.at, model.now))];
    for (name, text) in [
        (tr.log_problem(), &entry.problem),
        (tr.log_cause(), &entry.cause),
        (tr.log_fix(), &entry.fix),
        (tr.log_kind(), &entry.kind),
    ] {
        // That it is the result of a list, its first line says.
        if !text.is_empty() && **text != *RESULT {
            lines.push((Role::Text, String::new()));
            lines.push((Role::Title, name.to_owned()));
            lines.push((Role::Text, text.to_string()));
        }
    }
    let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
    super::paragraphs(buf, area, theme, &lines, 0);
}
