//! A form: labels in a column, fields beside them, what is wrong under its field.
//!
//! ```text
//! > 类型  [缺货]  快递  破损
//!   问题  键盘缺货|
//!         这一项要填
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::list::Cells;
use super::{put, row_of};
use crate::app::input::form::{Choice, Field, FieldKind, FieldProblem, Form};
use crate::app::input::wrap::wrap;
use crate::text::Lang;
use crate::view::theme::{Role, Theme};
use crate::view::width;

/// Lines that what is wrong with a field may take.
const FAULT_ROWS_MAX: usize = 3;

/// The widest column of labels.
const LABEL_MAX: usize = 24;
/// Columns of labels a narrow form has, too.
const LABEL_LEAST: usize = 16;

/// Columns a form of this width leaves to its fields: what [`Form::set_size`] takes.
pub fn field_cols(form: &Form, width: u16) -> usize {
    usize::from(width).saturating_sub(2 + label_cols(form, width) + 2)
}

/// Rows a form of this width takes.
pub fn height(form: &Form, tr: Lang, width: u16, lines_max: usize) -> usize {
    let cols = field_cols(form, width);
    form.fields().iter().map(|field| field_height(field, tr, cols, lines_max)).sum()
}

/// Draws the form, scrolled so that the field in focus shows, and gives the caret's cell.
pub fn form(buf: &mut Buffer, area: Rect, theme: Theme, tr: Lang, form: &Form, lines_max: usize) -> Option<Position> {
    let area = area.intersection(buf.area);
    let cols = field_cols(form, area.width);
    let height = |field| field_height(field, tr, cols, lines_max);
    let to_focus: usize = form.fields().iter().take(form.focus() + 1).map(height).sum();
    let skip = to_focus.saturating_sub(usize::from(area.height));
    let (mut row, mut caret) = (0, None);
    for (i, field) in form.fields().iter().enumerate() {
        let rows = height(field);
        if row >= skip {
            let top = row_of(area, row - skip);
            let place = Rect { height: area.bottom().saturating_sub(top.y).min(super::narrow(rows)), ..top };
            if !top.is_empty() {
                let at = draw(buf, place, theme, tr, field, label_cols(form, area.width), i == form.focus());
                caret = caret.or(at.filter(|_| i == form.focus()));
            }
        }
        row += rows;
    }
    caret
}

fn label_cols(form: &Form, width: u16) -> usize {
    let most = (usize::from(width) / 3).clamp(LABEL_LEAST, LABEL_MAX);
    form.fields().iter().map(|field| width::cols(&field.label)).max().unwrap_or(0).min(most)
}

fn field_height(field: &Field, tr: Lang, cols: usize, lines_max: usize) -> usize {
    let rows = match &field.kind {
        FieldKind::Text(editor) => editor.row_count().clamp(1, lines_max.max(1)),
        FieldKind::Choice { .. } => 1,
    };
    rows + field.problem.as_ref().map_or(0, |problem| fault_rows(said(problem, tr), cols).len())
}

/// What is wrong, in words.
fn said(problem: &FieldProblem, tr: Lang) -> &str {
    match problem {
        FieldProblem::Missing => tr.field_missing(),
        FieldProblem::Said(words) => words,
    }
}

/// The lines of what is wrong: whole, since it says what to do, but never more than three.
fn fault_rows(words: &str, cols: usize) -> Vec<&str> {
    let rows = wrap(words, cols.max(2)).into_iter().filter_map(|row| words.get(row.range));
    rows.take(FAULT_ROWS_MAX).collect()
}

fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: Theme,
    tr: Lang,
    field: &Field,
    label_cols: usize,
    focused: bool,
) -> Option<Position> {
    let role = if focused { Role::Accent } else { Role::Muted };
    let mut head = Cells::new(buf, area, theme);
    head.text(if focused { "> " } else { "  " }, role).left(&field.label, label_cols, role);
    let indent = super::narrow(2 + label_cols + 2).min(area.width);
    let problem = field.problem.as_ref().filter(|_| area.height > 0);
    let cols = usize::from(area.width - indent);
    let faults = problem.map(|problem| fault_rows(said(problem, tr), cols)).unwrap_or_default();
    // What is typed comes first where there is too little room.
    let told = super::narrow(faults.len()).min(area.height.saturating_sub(1));
    let rows = area.height - told;
    let value = Rect { x: area.x + indent, width: area.width - indent, height: rows, ..area };
    for (y, words) in (area.bottom() - told..).zip(faults.iter().take(usize::from(told))) {
        put(buf, value.x, y, words, value.width, theme.style(Role::Danger));
    }
    match &field.kind {
        FieldKind::Text(_) if field.secret => {
            let stars = "*".repeat(field.value().chars().count().min(usize::from(value.width.saturating_sub(1))));
            put(buf, value.x, value.y, &stars, value.width, theme.style(Role::Text));
            (!value.is_empty()).then_some(Position { x: value.x + super::narrow(stars.len()), y: value.y })
        }
        FieldKind::Text(editor) => super::editor::editor(buf, value, theme, editor, ""),
        FieldKind::Choice { choices, taken } => {
            choice(buf, value, theme, choices, *taken, focused);
            (!value.is_empty()).then_some(Position { x: value.x, y: value.y })
        }
    }
}

/// All values with the one taken in brackets, or that one alone where they do not fit.
fn choice(buf: &mut Buffer, area: Rect, theme: Theme, choices: &[Choice], taken: usize, focused: bool) {
    let all: usize = choices.iter().map(|choice| width::cols(&choice.label) + 3).sum();
    let whole = all <= usize::from(area.width) + 1;
    let mut cells = Cells::new(buf, area, theme);
    for (i, choice) in choices.iter().enumerate() {
        let role = if i == taken && focused { Role::Accent } else { Role::Text };
        match (i == taken, whole) {
            (true, true) => cells.text(&format!("[{}] ", choice.label), role),
            (true, false) => cells.text(&format!("< {} >", choice.label), role),
            (false, true) => cells.text(&format!(" {}  ", choice.label), Role::Muted),
            (false, false) => &mut cells,
        };
    }
}
