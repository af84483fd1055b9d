//! The import screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Model;
use crate::app::list::ListState;
use crate::app::msg::{FolderEntry, ImportTold, JobKind};
use crate::app::overlays::import::{COLS_MAX, Import, Stage, lines_of, list_cols};
use crate::domain::SafeText;

use super::{below, window};
use crate::view::theme::{Role, Theme};
use crate::view::widgets::editor::editor;
use crate::view::widgets::list::{Cells, List, list};
use crate::view::widgets::overlay::{centered, overlay};
use crate::view::widgets::row_of;
use crate::view::width;

pub(super) fn draw(model: &Model, import: &Import, buf: &mut Buffer, bounds: Rect, theme: Theme) -> Option<Position> {
    let tr = model.tr;
    let keys = match &import.stage {
        Stage::Pick => tr.import_pick_keys(),
        Stage::Reading { dry: true } => tr.import_look_keys(),
        Stage::Reading { dry: false } => tr.import_run_keys(),
        Stage::Told(told) if told.dry => tr.import_preview_keys(),
        Stage::Told(_) => tr.import_done_keys(),
    };
    let inside = overlay(buf, centered(bounds, COLS_MAX, bounds.height.min(30)), theme, tr.import_title(), keys);
    let head = row_of(inside, 0);
    let label = Cells::new(buf, head, theme).gap(1).text(tr.import_path(), Role::Key).gap(1).room();
    let left = head.width.saturating_sub(u16::try_from(label).unwrap_or(0));
    let field = Rect { x: head.x + left, width: head.width.saturating_sub(left + 1), ..head };
    let caret = editor(buf, field, theme, &import.path, tr.import_path_hint());
    let body = below(inside, 2);
    match &import.stage {
        Stage::Pick => {
            pick(model, import, buf, body, theme);
            return caret;
        }
        Stage::Reading { dry } => reading(model, *dry, buf, body, theme),
        Stage::Told(told) => tell(model, import, told, buf, body, theme),
    }
    None
}

fn pick(model: &Model, import: &Import, buf: &mut Buffer, body: Rect, theme: Theme) {
    let tr = model.tr;
    let mut lines = Vec::new();
    if let Some(problem) = &import.problem {
        lines.push((Role::Danger, problem.clone()));
    }
    let page = import.files.folder.current();
    if let Some(problem) = page.and_then(|page| page.problem.as_ref()) {
        let said = tr.problem(problem);
        lines.push((Role::Warn, format!("{} {}", said.what, said.hint)));
    } else if page.is_some() && import.files.found.is_empty() {
        lines.push((Role::Muted, tr.import_none_fits().to_owned()));
    }
    let area = Rect { x: body.x + 1, width: body.width.saturating_sub(1), ..body };
    crate::view::panes::paragraphs(buf, area, theme, &lines, 0);
    let used = if lines.is_empty() { 0 } else { 3 };
    let rows = below(body, used);
    names(model, &import.files.found, Some(&import.list), buf, rows, theme);
}

/// Files and folders with their size and when they were changed; without a position in them when there is none.
pub(super) fn names(
    model: &Model,
    found: &[FolderEntry],
    state: Option<&ListState>,
    buf: &mut Buffer,
    rows: Rect,
    theme: Theme,
) {
    let all = List { total: found.len(), top: 0, selected: None, focused: false, lines: 1 };
    let shown = state.map_or(all, |state| window(state, rows));
    list(buf, rows, theme, &shown, |at, _, cells| {
        let Some(entry) = found.get(at) else { return };
        let name = SafeText::line(&entry.name);
        let (name, size) =
            if entry.is_folder { (format!("{name}/"), String::new()) } else { (name.to_string(), bytes(entry.bytes)) };
        let when = entry.changed.map(|at| model.settings.zone.short(at, model.now)).unwrap_or_default();
        let role = if entry.is_folder { Role::Accent } else { Role::Text };
        cells.gap(1).fill(&name, 24, role).right(&size, 9, Role::Muted).gap(2).right(&when, 12, Role::Muted);
    });
}

/// A size as people read it.
pub(super) fn bytes(n: u64) -> String {
    match n {
        0..=9_999 => format!("{n} B"),
        10_000..=9_999_999 => format!("{} KB", n / 1_000),
        _ => format!("{} MB", n / 1_000_000),
    }
}

fn reading(model: &Model, dry: bool, buf: &mut Buffer, body: Rect, theme: Theme) {
    let tr = model.tr;
    let what = if dry { tr.import_looking() } else { tr.import_running() };
    Cells::new(buf, row_of(body, 0), theme).gap(1).text(what, Role::Text);
    let Some(job) = model.status.job.as_ref().filter(|job| job.kind == JobKind::Import) else { return };
    let row = row_of(body, 2);
    match job.total {
        Some(total) if total > 0 => {
            let percent = job.done.min(total) * 100 / total;
            let cols = usize::from(row.width).saturating_sub(10);
            let full = cols * usize::try_from(percent).unwrap_or(0) / 100;
            let bar = format!("[{}{}]", "#".repeat(full), ".".repeat(cols - full));
            Cells::new(buf, row, theme).gap(1).text(&bar, Role::Accent).gap(1).text(&format!("{percent}%"), Role::Text);
        }
        _ => {
            Cells::new(buf, row, theme).gap(1).text(&tr.import_indexing(job.done), Role::Text);
        }
    }
}

fn tell(model: &Model, import: &Import, told: &ImportTold, buf: &mut Buffer, body: Rect, theme: Theme) {
    let tr = model.tr;
    let mut lines = vec![
        (Role::Text, format!("{}  {}  {}", told.format, told.encoding, tr.import_rows(told.rows))),
        (
            if told.dry { Role::Text } else { Role::Done },
            if told.dry {
                tr.import_would(told.inserted, told.updated, told.unchanged)
            } else {
                tr.import_counts(told.inserted, told.updated, told.unchanged).trim().to_owned()
            },
        ),
    ];
    let said = [
        (told.resumed, tr.import_resumed(told.resumed)),
        (told.conflicting, tr.import_conflicting(told.conflicting)),
        (told.unknown_status, tr.import_unknown(told.unknown_status)),
        (told.lossy, tr.import_lossy(told.lossy)),
        (told.rejected, tr.import_rejected(told.rejected)),
    ];
    for (n, text) in said {
        if n > 0 {
            lines.push((Role::Warn, text.trim().to_owned()));
        }
    }
    for (at, (role, text)) in lines.iter().enumerate() {
        Cells::new(buf, row_of(body, at), theme).gap(1).text(text, *role);
    }
    let rows = below(body, u16::try_from(lines.len() + 1).unwrap_or(8));
    let seen = lines_of(tr, told, list_cols(model.size.0));
    list(buf, rows, theme, &window(&import.list, rows), |at, _, cells| {
        if let Some(line) = seen.get(at) {
            cells.gap(1).text(line, Role::Text);
            return;
        }
        let Some(reject) = told.rejects.get(at - seen.len()) else { return };
        cells.gap(1).right(&reject.row.to_string(), 8, Role::Key).gap(2).left(&reject.column, 16, Role::Text).gap(1);
        let problem = tr.import_problem(&reject.problem);
        cells.left(problem, width::cols(problem).max(20) + 1, Role::Warn).text(&reject.value, Role::Muted);
    });
}
