//! The queue.
//!
//! ```text
//!   ! 2:41 旗 拾光10001   待付款      wide:  ! 2:41 旗 拾光10001  待付款 ¥239.00  什么时候能到呀
//!   什么时候能到呀
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::app::msg::{QueueFilter, QueueRow};
use crate::domain::queue::{Heat, WaitRules};
use crate::domain::{ChatState, Sender};
use crate::text::age;

use super::Edges;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::list::{Cells, List, list, scrollbar};

/// From an hour on a wait is told in hours: minutes and seconds would not fit, and no longer matter.
const HOUR_MS: i64 = 3_600_000;

pub(super) fn edges(model: &Model) -> Edges {
    let tr = model.tr;
    let page = model.queue.page.have();
    let (waiting, open) = page.map_or((0, 0), |page| (page.waiting, page.open));
    let title = match model.queue.filter {
        QueueFilter::Active => tr.queue_title(waiting, open),
        QueueFilter::Waiting => tr.queue_waiting(waiting),
        QueueFilter::Snoozed => tr.queue_snoozed().to_owned(),
        QueueFilter::Resolved => tr.queue_resolved().to_owned(),
    };
    let marked = model.queue.marks.len();
    let right = if marked > 0 { tr.marked(marked) } else { String::new() };
    Edges { title, right, ..Edges::default() }
}

pub(super) fn queue(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) {
    let tr = model.tr;
    let Some(page) = model.queue.page.have() else { return };
    let mut body = inside;
    let unconnected = model.desk.have().map(|desk| desk.unconnected.as_slice()).unwrap_or_default();
    let foot = u16::from(!unconnected.is_empty());
    body.height = body.height.saturating_sub(foot);
    if page.total == 0 {
        let lines = if model.queue.filter == QueueFilter::Active { tr.queue_empty() } else { tr.nothing_here() };
        let lines: Vec<_> = lines.lines().map(|line| (Role::Muted, line.to_owned())).collect();
        super::paragraphs(buf, body, theme, &lines, 0);
    }
    let state = &model.queue.list;
    let lines = u16::try_from(model.queue.lines.max(1)).unwrap_or(1);
    let shown = List { total: state.len, top: state.top, selected: Some(state.selected), focused, lines };
    list(buf, body, theme, &shown, |at, line, cells| {
        let Some(row) = model.queue.row(at) else { return };
        if line == 0 {
            queue_row(model, row, cells, lines == 1);
        } else {
            last_words(model, row, cells.gap(3));
        }
    });
    let bar = Rect { x: inside.right(), width: 1, ..body };
    scrollbar(buf, bar, theme, state.len, state.top, usize::from(body.height) / model.queue.lines.max(1));
    if foot > 0 {
        let row = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
        let names: Vec<&str> = unconnected.iter().map(|shop| tr.shop(shop)).collect();
        Cells::new(buf, row, theme).gap(1).text(&tr.not_connected(&names.join(" ")), Role::Muted);
    }
}

fn queue_row(model: &Model, row: &QueueRow, cells: &mut Cells<'_>, wide: bool) {
    let (tr, chat) = (model.tr, &row.chat);
    let marked = model.queue.marks.contains(&chat.id);
    let rules = WaitRules { promise: model.settings.promise, ..WaitRules::default() };
    let heat = chat.due_at.filter(|_| chat.waiting_since.is_some()).map(|due| rules.heat(due, model.now));
    let (sign, role) = match heat {
        _ if marked => ("+", Role::Accent),
        None => (" ", Role::Muted),
        Some(Heat::Cool | Heat::Warm) => ("*", Role::Text),
        Some(Heat::Hot) => ("*", Role::Warn),
        Some(Heat::Over) => ("!", Role::Danger),
    };
    let time = match chat.waited(model.now) {
        Some(waited) if waited.ms() >= HOUR_MS => tr.hours_short(waited.ms() / HOUR_MS),
        Some(waited) => age::wait(waited),
        None => model.settings.zone.clock(chat.snoozed_until.unwrap_or(chat.last_at)),
    };
    let open = model.chat.id() == Some(chat.id);
    cells.text(sign, role).right(&time, 6, role).gap(1).left(&row.tag, 2, Role::Tag).gap(1);
    let name = if open { Role::Accent } else { Role::Text };
    let state = state_words(model, row);
    if !wide {
        let keep = crate::view::width::cols(&state) + 1;
        cells.fill(&chat.nick, keep, name).gap(1).text(&state, Role::Muted);
        return;
    }
    let amount = row.order.and_then(|(_, amount)| amount).map(|m| m.shown()).unwrap_or_default();
    cells.left(&chat.nick, 14, name).gap(1).left(&state, 12, Role::Muted).right(&amount, 10, Role::Muted).gap(2);
    last_words(model, row, cells);
}

/// What was said last, and by whom when it was us.
fn last_words(model: &Model, row: &QueueRow, cells: &mut Cells<'_>) {
    let chat = &row.chat;
    let said = match chat.last_from {
        Sender::Customer => chat.last_text.to_string(),
        _ => model.tr.we_said(&chat.last_text),
    };
    cells.text(&said, if chat.unread > 0 { Role::Text } else { Role::Muted });
}

/// What a row says of where things stand: the chat's own state when it is out of the way, else the case's or order's.
fn state_words(model: &Model, row: &QueueRow) -> String {
    let tr = model.tr;
    if row.chat.state == ChatState::Snoozed {
        return tr.chat_state(ChatState::Snoozed).to_owned();
    }
    if row.chat.has_draft {
        return tr.has_draft().to_owned();
    }
    match (row.case, row.order) {
        (Some(stage), _) => tr.stage(stage).to_owned(),
        (None, Some((status, _))) => tr.order_status(status).to_owned(),
        (None, None) => String::new(),
    }
}
