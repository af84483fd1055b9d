//! Cases: the list by time left or by harm, and one case on a page.
//!
//! ```text
//!  ! 5时58分 旗  ¥59.00 拾光  退货退款 待商家处理  等商家  超时未处理: 平台自动同意退货
//! ```

mod page;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::app::msg::CaseRow;
use crate::domain::aftersale::{CaseOrder, Warn};

use super::Edges;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::list::{Cells, List, list, scrollbar};
use crate::view::width;

pub(super) use page::{case, case_edges};

/// From so many columns on a row says in one line what happens if nobody acts.
const WITH_OUTCOME: usize = 76;

pub(super) fn edges(model: &Model) -> Edges {
    let pane = &model.cases;
    let total = pane.page.have().map_or(0, |page| page.total);
    let title = model.tr.cases_heading(pane.all, pane.order == CaseOrder::Harm, total);
    let right = pane.page.have().map(|page| model.tr.week_of_cases(&page.week)).unwrap_or_default();
    Edges { title, right, ..Edges::default() }
}

pub(super) fn cases(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) {
    let pane = &model.cases;
    let Some(page) = pane.page.have() else { return };
    if page.total == 0 {
        let lines: Vec<_> = model.tr.cases_empty().lines().map(|line| (Role::Muted, line.to_owned())).collect();
        super::paragraphs(buf, inside, theme, &lines, 0);
        return;
    }
    let shown = List {
        total: pane.list.len,
        top: pane.list.top,
        selected: Some(pane.list.selected),
        focused: focused && !pane.detail,
        lines: pane.lines,
    };
    list(buf, inside, theme, &shown, |at, line, cells| match (pane.row(at), line) {
        (Some(row), 0) => case_row(model, row, cells),
        (Some(row), _) => {
            let outcome = model.tr.row_outcome(&row.case, model.now);
            cells.gap(2).text(&format!("{}  {outcome}", model.tr.whose_turn(&row.case)), Role::Muted);
        }
        (None, _) => {}
    });
    let bar = Rect { x: inside.right(), width: 1, ..inside };
    scrollbar(buf, bar, theme, pane.list.len, pane.list.top, usize::from(inside.height / pane.lines.max(1)));
}

/// The colour of a clock.
fn role(warn: Warn) -> Role {
    match warn {
        Warn::Past | Warn::Red => Role::Danger,
        Warn::High | Warn::Warn => Role::Warn,
        Warn::Calm => Role::Muted,
        Warn::Info => Role::Text,
    }
}

fn case_row(model: &Model, row: &CaseRow, cells: &mut Cells<'_>) {
    let (tr, case, now) = (model.tr, &row.case, model.now);
    let warn = case.warn(now);
    let sign = if matches!(warn, Warn::Past | Warn::Red | Warn::High) { "!" } else { " " };
    let amount = case.amount.map(|m| m.shown()).unwrap_or_else(|| "--".to_owned());
    let noted = if case.intention.is_some() { tr.noted_mark() } else { "" };
    let unsure = case.running().and_then(|clock| tr.clock_mark(clock)).is_some();
    let (room, clock) = (cells.room(), format!("{}{}", tr.row_clock(case, now), if unsure { "?" } else { "" }));
    cells.text(sign, role(warn)).gap(1);
    cells.left(&clock, if room < 100 { 10 } else { 14 }, role(warn)).gap(1);
    cells.left(&row.tag, 2, Role::Tag);
    if room >= 36 {
        cells.right(&amount, 10, Role::Text);
    }
    cells.gap(1);
    let stage = format!("{noted}{}", tr.stage(case.stage));
    if room >= WITH_OUTCOME {
        // What happens if nobody acts comes before the stage: whose turn it is says most of that.
        let (wide, turn) = (room >= 150, tr.whose_turn(case));
        cells.left(&who(row), if wide { 24 } else { 10 }, Role::Text).gap(1);
        let kind = if wide { tr.case_type(case.kind) } else { tr.case_type_short(case.kind) };
        cells.left(kind, if wide { 18 } else { 8 }, Role::Text).gap(1);
        if room >= 100 {
            cells.left(&stage, 17.min(cells.room()), Role::Text).gap(1);
            cells.left(&turn, if wide { 14 } else { 9 }, Role::Text).gap(1);
        } else {
            cells.left(&format!("{noted}{turn}"), 9, Role::Text).gap(1);
        }
        let outcome = tr.row_outcome(case, now);
        let outcome = if room < 100 { tr.row_outcome_short(case, now).unwrap_or(outcome) } else { outcome };
        cells.text(&outcome, role(warn));
        return;
    }
    let kind = tr.case_type_short(case.kind);
    let tail = if cells.room() > 30 { format!("{kind}  {stage}") } else { format!("{noted}{kind}") };
    // Who it is comes before what it is.
    let tail = width::shorten(&tail, cells.room().saturating_sub(8).max(8));
    cells.fill(&who(row), width::cols(&tail) + 1, Role::Text).end(&tail, Role::Muted);
}

/// The buyer, or the end of the order's number where the platform tells of nobody.
fn who(row: &CaseRow) -> Cow<'_, str> {
    if !row.buyer.is_empty() {
        return Cow::Borrowed(&row.buyer);
    }
    let cut = row.number.char_indices().rev().nth(3).map_or(0, |(i, _)| i);
    Cow::Owned(format!("...{}", &row.number[cut..]))
}
