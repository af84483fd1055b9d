//! The line at the top: panes with their counts, shops, who acts, the time.
//!
//! ```text
//!  kefu  会话 3!  订单  售后 2  日志 7  待办 14              3 店  小林  14:03
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Model, Pane};

use super::theme::{Role, Theme};
use super::widgets::list::Cells;

pub(super) fn header(model: &Model, buf: &mut Buffer, area: Rect, theme: Theme) {
    let tr = model.tr;
    let desk = model.desk.have();
    let mut cells = Cells::new(buf, area, theme);
    cells.gap(1).text("kefu", Role::Accent).gap(2);
    let count = |n: Option<usize>| n.filter(|n| *n > 0).map(|n| format!(" {n}")).unwrap_or_default();
    let late = desk.is_some_and(|d| d.overdue > 0);
    let due = desk.is_some_and(|d| d.cases_due > 0);
    let tabs = [
        (Pane::Queue, tr.pane_chats(), count(desk.map(|d| d.waiting)), late),
        (Pane::Orders, tr.pane_orders(), String::new(), false),
        (Pane::Cases, tr.pane_cases(), count(desk.map(|d| d.cases)), due),
        (Pane::Log, tr.pane_log(), count(desk.map(|d| d.logged)), false),
        (Pane::Todo, tr.pane_todo(), count(model.todo.left()), false),
    ];
    for (pane, name, count, alarm) in tabs {
        let here = model.focus == pane || (pane == Pane::Queue && model.focus == Pane::Chat);
        let name = if here { format!("[{name}{count}") } else { format!("{name}{count}") };
        cells.text(&name, if here { Role::TitleFocus } else { Role::Title });
        if alarm {
            cells.text("!", Role::Danger);
        }
        if here {
            cells.text("]", Role::TitleFocus);
        }
        cells.gap(2);
    }
    let clock = model.settings.zone.clock(model.now);
    let shops = desk.map(|d| d.shops.len()).filter(|n| *n > 1).map(|n| tr.shop_count(n)).unwrap_or_default();
    let agent = desk.map(|d| d.agent.to_string()).unwrap_or_default();
    let demo = if model.settings.demo { tr.demo_shop() } else { "" };
    let right: Vec<&str> = [demo, &shops, &agent, &clock].into_iter().filter(|s| !s.is_empty()).collect();
    let right = format!("{} ", right.join("  "));
    if cells.room() > super::width::cols(&right) {
        cells.end(&right, Role::Muted);
    } else {
        cells.end(&format!(" {clock} "), Role::Muted);
    }
}
