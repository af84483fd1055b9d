//! The to-do list of the shift: the sections, and below a rule the rows of the selected one.
//!
//! ```text
//!    今天到期的售后        2    最急 5时58分  ¥59.00
//!  > 待付款超过 12 小时   14    共 ¥2,310.00  可做 11
//!  ------------------------------------------------
//!  > 旗 拾光10001  4000...1799  ¥239.00  茶轴键盘  13 小时没付款      Enter 催付
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::action::Action;
use crate::app::Model;
use crate::app::panes::todo::{RULE_ROWS, UNKNOWN_A_LINE};
use crate::domain::Money;
use crate::domain::shift::{Act, Item, Section, SectionKind};

use super::Edges;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::list::{Cells, List, list};
use crate::view::widgets::{put, row_of};
use crate::view::width;

/// Columns from which a row also names the goods.
const WIDE: usize = 100;

pub(super) fn edges(model: &Model) -> Edges {
    let tr = model.tr;
    let agent = model.desk.have().map(|desk| desk.agent.to_string()).unwrap_or_default();
    let when = model.settings.zone.short(model.now, model.now);
    let right = match model.desk.have().and_then(|desk| desk.orders_seen_at) {
        Some(at) => tr.data_age(&tr.ago(model.now.since(at))),
        None => tr.no_order_data().to_owned(),
    };
    let title = tr.todo_title(&when, &agent);
    // Rows that are not to be touched stay; that all the others are done is said above them.
    let rests = model.todo.selected_section().is_some_and(|section| !section.items.is_empty());
    let title = match model.todo.left() {
        Some(0) if rests => {
            format!("{title}  {}", tr.todo_finished(&model.settings.keymap.shown(Action::TodoResult)))
        }
        _ => title,
    };
    Edges { title, right, ..Edges::default() }
}

pub(super) fn todo(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let tr = model.tr;
    let sections = model.todo.sections();
    if model.todo.list.have().is_none() {
        return;
    }
    for (at, section) in sections.iter().enumerate() {
        let selected = at == model.todo.section;
        section_row(model, section, selected, Cells::new(buf, row_of(inside, at), theme));
    }
    let unknown: Vec<String> = model
        .todo
        .unknown()
        .iter()
        .filter_map(|section| Some(tr.section_unknown(tr.section(section.kind), tr.unknown(section.unknown?))))
        .collect();
    for (at, some) in unknown.chunks(UNKNOWN_A_LINE).enumerate() {
        let row = row_of(inside, sections.len() + at);
        Cells::new(buf, row, theme).gap(3).text(&some.join("   "), Role::Muted);
    }
    let rule = row_of(inside, model.todo.head() - RULE_ROWS);
    put(
        buf,
        rule.x + 1,
        rule.y,
        &"-".repeat(usize::from(rule.width.saturating_sub(2))),
        rule.width,
        theme.style(Role::Muted),
    );
    let top = u16::try_from(model.todo.head()).unwrap_or(0).min(inside.height);
    let body = Rect { y: inside.y + top, height: inside.height - top, ..inside };
    let Some(section) = model.todo.selected_section() else { return };
    if section.items.is_empty() {
        let key = model.settings.keymap.shown(Action::TodoResult);
        let text = if model.todo.left() == Some(0) { tr.todo_finished(&key) } else { tr.nothing_to_do().to_owned() };
        Cells::new(buf, row_of(body, 0), theme).gap(3).text(&text, Role::Muted);
        return;
    }
    let shown = List {
        total: section.items.len(),
        top: model.todo.top,
        selected: Some(model.todo.row),
        focused: true,
        lines: 1,
    };
    list(buf, body, theme, &shown, |at, _, cells| {
        if let Some(item) = section.items.get(at) {
            item_row(model, item, at == model.todo.row, cells);
        }
    });
}

fn section_row(model: &Model, section: &Section, selected: bool, mut cells: Cells<'_>) {
    let tr = model.tr;
    let role = if selected { Role::TitleFocus } else { Role::Text };
    let count = section.count();
    cells.gap(1).text(if selected { ">" } else { " " }, Role::Accent).gap(1);
    cells.left(tr.section(section.kind), 24, role).right(&count, 5, role).gap(4);
    let mut words = Vec::new();
    if let Some(due) = section.items.iter().filter_map(|item| item.due_at).min() {
        words.push(tr.soonest(&tr.case_clock(due.since(model.now))));
    }
    let sum = section
        .items
        .iter()
        .filter_map(|item| item.amount)
        .try_fold(None::<Money>, |sum, m| sum.map_or(Ok(m), |sum| sum.plus(m)).map(Some));
    if let Ok(Some(sum)) = sum {
        words.push(tr.in_all(&sum.shown()));
    }
    let can = section.actionable();
    if can < section.items.len() {
        words.push(tr.can_be_done(can));
    }
    if section.done + section.snoozed > 0 {
        words.push(tr.done_and_snoozed(section.done, section.snoozed));
    }
    let unconnected = model.desk.have().map_or(&[][..], |desk| &desk.unconnected);
    if section.kind == SectionKind::LeftMessages && !unconnected.is_empty() {
        let names: Vec<&str> = unconnected.iter().map(|shop| tr.shop(shop)).collect();
        words.push(tr.not_connected(&names.join(" ")));
    }
    cells.text(&words.join("   "), Role::Muted);
}

fn item_row(model: &Model, item: &Item, selected: bool, cells: &mut Cells<'_>) {
    let tr = model.tr;
    let room = cells.room();
    let wide = room >= WIDE;
    cells.gap(3).left(&item.about.tag, 2, Role::Tag).gap(1).left(
        &item.about.nick,
        if wide { 14 } else { 10 },
        Role::Text,
    );
    cells.gap(1).left(&width::number_ends(&item.about.number, 4), 12, Role::Muted);
    match item.amount {
        // Where there is no room for the goods, their words stand where nothing is to be paid.
        None if !wide => cells.left(&item.about.title, 10, Role::Muted).gap(2),
        amount => cells.right(&amount.map(|m| m.shown()).unwrap_or_default(), 10, Role::Text).gap(2),
    };
    // Where there is little room the key stands on the row it works on.
    let why = tr.why(item, model.settings.zone, model.now);
    if wide {
        // What a screen has beyond 120 columns goes half to the goods, half to the reason.
        cells.left(&item.about.title, 22 + room.saturating_sub(118) / 2, Role::Muted).gap(2);
    }
    let role = if item.act == Act::Skip { Role::Muted } else { Role::Text };
    let act = match wide || selected {
        true => key_beside(model, item.act, width::cols(&why), cells.room(), wide),
        false => String::new(),
    };
    let keep = if act.is_empty() { 0 } else { width::cols(&act) + 2 };
    cells.fill(&why, keep, role).end(&act, if item.act == Act::Skip { Role::Muted } else { Role::Key });
}

/// The key that works on a row and what it does, as much of it as leaves its reason whole: the footer names the key too.
/// A reason too long for any row is cut where the room is wide.
fn key_beside(model: &Model, act: Act, why: usize, room: usize, wide: bool) -> String {
    let said = model.tr.act(act);
    let fits = |text: &str| why + width::cols(text) + 2 <= room;
    if act == Act::Skip {
        return if fits(said) { said.to_owned() } else { String::new() };
    }
    let key = model.settings.keymap.shown(Action::TodoAct);
    let whole = format!("{key} {said}");
    match () {
        () if fits(&whole) || wide && why > room => whole,
        () if fits(&key) => key,
        () => String::new(),
    }
}
