//! The conversation: its messages, the suggestions, the composer.
//!
//! ```text
//!             11月22日 星期日
//!  │ 拾光10001  14:00
//!  │   在吗
//!                              小林  14:01  已读 ┃
//!                      您好，在的，马上帮您看 ┃
//!  -- 未读 ------------------------------------
//!  │ 拾光10001  14:01               等待 2:41
//!  │   什么时候能到呀 周五要用
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Model;
use crate::app::layout::Part;
use crate::app::msg::ChatPage;
use crate::app::panes::chat::{ChatLine, left_of};
use crate::app::panes::suggest::product_in_view;
use crate::domain::product::short_title;
use crate::domain::{Message, MessageState, Sender, Time, Zone};
use crate::text::age;

use super::Edges;
use crate::view::theme::{Borders, Role, Theme};
use crate::view::widgets::editor::editor;
use crate::view::widgets::list::{Cells, scrollbar};
use crate::view::widgets::{put, row_of};
use crate::view::width;

pub(super) fn edges(model: &Model) -> Edges {
    let tr = model.tr;
    let Some(page) = model.chat.page() else {
        return Edges { title: tr.conversation_title().to_owned(), ..Edges::default() };
    };
    let mut title = format!("2 {}", page.customer.nick);
    for word in [
        (page.orders.len() > 1).then(|| tr.returning_customer().to_owned()),
        page.customer.careful.then(|| tr.careful().to_owned()),
        page.customer.do_not_contact.then(|| tr.do_not_contact().to_owned()),
        page.shop.as_ref().map(|shop| shop.said().to_owned()).filter(|said| !said.is_empty()),
    ]
    .into_iter()
    .flatten()
    {
        title = format!("{title}  {word}");
    }
    let promise = page.promises.first().map(|p| tr.promised(&p.text)).unwrap_or_default();
    let right = if promise.is_empty() { context(model, page) } else { promise };
    Edges { title, right, ..Edges::default() }
}

/// Where things stand, for a screen that shows the conversation alone.
fn context(model: &Model, page: &ChatPage) -> String {
    if model.layout().shows(crate::app::Pane::Orders) {
        return String::new();
    }
    let order = model.chat.order().map(|(order, _)| {
        let amount = order.amount().map(|m| m.shown()).unwrap_or_default();
        format!("...{} {} {amount}", order.tail(), model.tr.order_status(order.status))
    });
    let case = page.cases.iter().find(|case| case.stage.is_open()).map(|case| model.tr.stage(case.stage).to_owned());
    [order, case].into_iter().flatten().collect::<Vec<_>>().join("  ")
}

pub(super) fn messages(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let Some(page) = model.chat.page() else {
        let text = if model.chat.id().is_some() { "" } else { model.tr.chat_empty() };
        let lines: Vec<_> = text.lines().map(|line| (Role::Muted, line.to_owned())).collect();
        super::paragraphs(buf, inside, theme, &lines, 0);
        return;
    };
    let lines = &model.chat.lines;
    let height = usize::from(inside.height);
    let foot = lines.len().saturating_sub(model.chat.scroll);
    let head = foot.saturating_sub(height);
    let shown = &lines[head..foot];
    let offset = height.saturating_sub(shown.len());
    for (at, line) in shown.iter().enumerate() {
        chat_line(model, page, buf, row_of(inside, offset + at), line, theme);
    }
    let bar = Rect { x: inside.right(), width: 1, ..inside };
    scrollbar(buf, bar, theme, lines.len(), head, height);
}

fn chat_line(model: &Model, page: &ChatPage, buf: &mut Buffer, row: Rect, line: &ChatLine, theme: Theme) {
    let tr = model.tr;
    let zone = page.shop.as_ref().map_or(model.settings.zone, |shop| shop.zone);
    match line {
        ChatLine::Gap => {}
        ChatLine::More => rule(buf, row, tr.older_above(), Role::Muted, theme),
        ChatLine::Day(at) => {
            let text = width::fit_middle(&tr.day_line(*at, zone), usize::from(row.width));
            put(buf, row.x, row.y, &text, row.width, theme.style(Role::Muted));
        }
        ChatLine::Unread => rule(buf, row, tr.unread_line(), Role::Accent, theme),
        ChatLine::Head(at) => {
            if let Some(message) = page.messages.get(*at) {
                head(model, page, buf, row, message, zone, theme);
            }
        }
        ChatLine::Text(at, text) => {
            if let Some(message) = page.messages.get(*at) {
                let role = if message.state == MessageState::Recalled { Role::Muted } else { Role::Text };
                gutter(buf, row, message.from, theme);
                let x = row.x + left_of(message.from, row.width);
                put(buf, x, row.y, text, row.right().saturating_sub(x + 1), theme.style(role));
            }
        }
    }
}

const fn is_ours(from: Sender) -> bool {
    matches!(from, Sender::Agent | Sender::Bot)
}

fn gutter(buf: &mut Buffer, row: Rect, from: Sender, theme: Theme) {
    let bar = if theme.borders == Borders::Ascii { "|" } else { "\u{2502}" };
    let role = match from {
        Sender::Customer => Role::GutterCustomer,
        Sender::Agent | Sender::Bot => Role::GutterAgent,
        Sender::Note => Role::GutterNote,
        Sender::System => Role::Muted,
    };
    let x = if is_ours(from) { row.right().saturating_sub(1) } else { row.x + 1 };
    put(buf, x, row.y, bar, 1, theme.style(role));
}

fn head(model: &Model, page: &ChatPage, buf: &mut Buffer, row: Rect, message: &Message, zone: Zone, theme: Theme) {
    let tr = model.tr;
    let clock = zone.clock(message.at);
    gutter(buf, row, message.from, theme);
    if is_ours(message.from) {
        let state = match message.state {
            MessageState::Sent => String::new(),
            state => tr.message_state(state).to_owned(),
        };
        let who = if message.from == Sender::Bot { tr.sender(Sender::Bot).to_owned() } else { agent(model, message) };
        let text = [who, clock, state].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("  ");
        let role = match message.state {
            MessageState::Failed | MessageState::Uncertain => Role::Danger,
            MessageState::Copied => Role::Warn,
            _ => Role::Muted,
        };
        let mut area = row;
        area.width = area.width.saturating_sub(2);
        Cells::new(buf, area, theme).end(&text, role);
        return;
    }
    let who = match message.from {
        Sender::Customer => page.customer.nick.to_string(),
        Sender::Note => tr.note_by(&agent(model, message)),
        other => tr.sender(other).to_owned(),
    };
    let mut area = row;
    area.x += 3;
    area.width = area.width.saturating_sub(4);
    let mut cells = Cells::new(buf, area, theme);
    let name = if message.from == Sender::Note { Role::Warn } else { Role::Title };
    cells.text(&who, name).gap(2).text(&clock, Role::Muted);
    if let Some((wait, role)) = waited(model, page, message) {
        cells.end(&tr.waited(&wait), role);
    }
}

/// The wait, beside the message it counts from.
fn waited(model: &Model, page: &ChatPage, message: &Message) -> Option<(String, Role)> {
    let since: Time = page.chat.waiting_since?;
    let first = page.messages.iter().find(|m| m.from == Sender::Customer && m.at >= since)?;
    if first.id != message.id {
        return None;
    }
    let late = page.chat.due_at.is_some_and(|due| due <= model.now);
    let waited = model.now.since(since);
    let words = if waited.ms() < 3_600_000 { age::wait(waited) } else { model.tr.case_clock(waited) };
    Some((words, if late { Role::Danger } else { Role::Warn }))
}

fn agent(model: &Model, message: &Message) -> String {
    message.agent.map(|id| model.agent_name(id)).unwrap_or_default()
}

/// A rule across the row with words in it.
fn rule(buf: &mut Buffer, row: Rect, words: &str, role: Role, theme: Theme) {
    let words = format!("-- {words} ");
    let rest = usize::from(row.width).saturating_sub(width::cols(&words) + 1);
    let text = format!("{words}{}", "-".repeat(rest));
    put(buf, row.x + 1, row.y, &text, row.width.saturating_sub(1), theme.style(role));
}

pub(super) fn suggestions(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    for (at, suggestion) in model.chat.suggestions.iter().take(usize::from(inside.height)).enumerate() {
        let mut cells = Cells::new(buf, row_of(inside, at), theme);
        cells.gap(1).text(&(at + 1).to_string(), Role::Key).gap(1).left(&suggestion.code, 5, Role::Muted).gap(1);
        let role = if suggestion.gap { Role::Muted } else { Role::Text };
        cells.text(&suggestion.text, role);
    }
}

pub(super) fn composer_edges(model: &Model) -> Edges {
    let tr = model.tr;
    let composer = &model.chat.composer;
    let title = if composer.note {
        tr.note_title().to_owned()
    } else {
        match model.chat.order() {
            Some((order, _)) => tr.composer_fills(order.tail(), tr.order_status(order.status)),
            None => tr.composer_title().to_owned(),
        }
    };
    let mut right = if model.chat.is_copy_only() { tr.copy_only().to_owned() } else { String::new() };
    let mut warn = false;
    if model.layout().part(Part::Suggestions).is_none()
        && right.is_empty()
        && let Some((said, old)) = product(model)
    {
        (right, warn) = (said, old);
    }
    Edges { title, right, warn, ..Edges::default() }
}

/// The suggestions, and beside their title what the chat is about: the line above the composer.
pub(super) fn suggestions_edges(model: &Model) -> Edges {
    let (right, warn) = product(model).unwrap_or_default();
    Edges { title: model.tr.suggestions().to_owned(), right, warn, ..Edges::default() }
}

/// The product the chat speaks of in one line, and whether its count is too old to be told.
fn product(model: &Model) -> Option<(String, bool)> {
    let tr = model.tr;
    let (card, told) = product_in_view(model)?;
    // The count first: it must not be what a narrow edge cuts off.
    let mut said = format!("{}  {}", tr.stock(told, model.now), short_title(&card.title, 6).trim());
    if card.notices.iter().any(|notice| notice.is_on(model.now)) {
        said = format!("{said}  {}", tr.topic_campaign());
    }
    Some((said, told.is_old()))
}

pub(super) fn composer(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) -> Option<Position> {
    let empty = if model.chat.id().is_none() { "" } else { model.tr.composer_empty() };
    let caret = editor(buf, inside, theme, &model.chat.composer.editor, empty);
    caret.filter(|_| focused && model.chat.id().is_some())
}
