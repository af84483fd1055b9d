//! Pane 1: who waits, the most urgent on top.

use std::collections::{BTreeMap, BTreeSet};

use crate::action::Action;
use crate::domain::worklog::LogLinks;
use crate::domain::{ChatState, ConversationId, Span, Time};

use super::super::Pane;
use super::super::list::{ListState, Rows};
use super::super::model::Model;
use super::super::msg::{Ask, Do, Effect, NewLog, QueueAsk, QueueFilter, QueuePage, QueueRow};
use super::super::overlays::dialog;
use super::super::slot::Slot;
use super::super::update::{focus, open, unavailable};

/// What the queue remembers.
#[derive(Debug, Default)]
pub struct QueuePane {
    /// Position in the list.
    pub list: ListState,
    /// The loaded window.
    pub page: Slot<QueueAsk, QueuePage>,
    /// Where that window starts.
    pub start: usize,
    /// Which chats.
    pub filter: QueueFilter,
    /// Lines a chat takes: two where the pane is too narrow for its last words beside the name.
    pub lines: usize,
    /// Marked chats.
    pub marks: BTreeSet<ConversationId>,
    rows: Rows<ConversationId>,
    rung: BTreeMap<ConversationId, i64>,
    last: Option<Action>,
}

/// Columns from which a chat stands on one line with its last words.
pub const ONE_LINE: u16 = 60;
/// Seconds of waiting at which a chat rings, once each; the promise itself is the last step.
const LADDER: [i64; 3] = [30, 60, 100];

impl QueuePane {
    /// The row at a place in the whole list, if it is loaded.
    pub fn row(&self, at: usize) -> Option<&QueueRow> {
        self.page.have()?.rows.get(at.checked_sub(self.start)?)
    }
    /// The selected row.
    pub fn selected(&self) -> Option<&QueueRow> {
        self.row(self.list.selected)
    }
    /// Nothing is loaded yet.
    pub fn is_empty(&self) -> bool {
        self.page.have().is_none()
    }
    /// True while a wait clock runs on a row.
    pub fn has_clock(&self) -> bool {
        self.page.have().is_some_and(|page| page.rows.iter().any(|row| row.chat.waiting_since.is_some()))
    }
    /// Fits the list to `rows` on screen and says which window is wanted.
    pub fn fit(&mut self, rows: usize) {
        let len = self.page.have().map_or(self.list.len, |page| page.total);
        self.list.fit(len, rows / self.lines.max(1));
        let (start, page) = (self.start, self.page.have());
        self.rows.show(&self.list, |at| page?.rows.get(at.checked_sub(start)?).map(|row| row.chat.id));
        let (start, len) = self.list.window(self.page.have().is_some());
        self.page.want(QueueAsk { filter: self.filter, start, len });
    }
    /// What to ask for.
    pub fn due(&mut self, epoch: u64) -> Option<QueueAsk> {
        self.page.due(epoch)
    }
    /// Takes a window in. The selection follows its chat, so that the list never jumps under the cursor; on the
    /// first row it stays on the first row, which is the most urgent.
    pub fn take(&mut self, ask: QueueAsk, page: QueuePage) {
        let keeps = self.rows.keeps(self.list.selected, self.selected().map(|row| row.chat.id));
        let (start, total) = (ask.start, page.total);
        if !self.page.take(ask, page) {
            return;
        }
        self.start = start;
        self.list.fit(total, self.list.page);
        if let Some(id) = keeps {
            self.select(id);
        }
    }
    /// Selects the chat the mouse fell on; it stays selected wherever it goes.
    pub fn press(&mut self, line: usize) {
        if let Some(id) = self.rows.press(line / self.lines.max(1)) {
            self.select(id);
        }
    }
    /// Selects the row of a chat, if it is loaded.
    pub fn select(&mut self, id: ConversationId) {
        let at = self.page.have().and_then(|page| page.rows.iter().position(|row| row.chat.id == id));
        if let Some(at) = at {
            self.list.go(self.start + at);
        }
    }
    /// The marked chats, or the selected one.
    pub fn chosen(&self) -> Vec<ConversationId> {
        if self.marks.is_empty() {
            self.selected().map(|row| row.chat.id).into_iter().collect()
        } else {
            self.marks.iter().copied().collect()
        }
    }
    /// When the next waiting chat passes a step of the ladder, or a chat that was put off comes back.
    pub fn next_step(&self, now: Time, promise: Span) -> Option<Time> {
        let rows = self.page.have()?.rows.iter();
        let steps = rows.flat_map(|row| {
            let since = row.chat.waiting_since;
            let ladder = LADDER.into_iter().chain([promise.whole_secs()]);
            let rings = ladder.filter_map(move |secs| since.map(|at| at.plus(Span::secs(secs))));
            rings.chain(row.chat.snoozed_until)
        });
        steps.filter(|at| *at > now).min()
    }
    /// True when a chat that was put off has come back since `before`.
    pub fn comes_back(&self, before: Time, now: Time) -> bool {
        let back = |until: Time| until > before && until <= now;
        self.page.have().is_some_and(|page| page.rows.iter().any(|row| row.chat.snoozed_until.is_some_and(back)))
    }
    /// True when a waiting chat passed a step of the ladder between two instants: once per chat and step, and not
    /// for the chat in view.
    pub fn rings(&mut self, before: Time, now: Time, in_view: Option<ConversationId>, promise: Span) -> bool {
        let Some(page) = self.page.have() else { return false };
        let mut ring = false;
        for row in &page.rows {
            let Some(since) = row.chat.waiting_since else { continue };
            let passed = |at: Time| {
                LADDER
                    .into_iter()
                    .chain([promise.whole_secs()])
                    .filter(|step| at.since(since) >= Span::secs(*step))
                    .max()
                    .unwrap_or(0)
            };
            let step = passed(now);
            let known = self.rung.get(&row.chat.id).copied().unwrap_or(0);
            if step > passed(before) && step > known {
                self.rung.insert(row.chat.id, step);
                ring |= in_view != Some(row.chat.id);
            }
        }
        ring
    }
}

/// Keys of every list, on the queue.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let pane = &mut model.queue;
    if pane.list.moved(action) {
        pane.rows.forget();
        return Vec::new();
    }
    match action {
        Action::Open => {
            if let Some(id) = pane.selected().map(|row| row.chat.id) {
                return super::chat::open(model, id);
            }
        }
        Action::Search => {
            let mut effects = focus(model, Pane::Orders);
            effects.extend(super::orders::start_search(model));
            return effects;
        }
        Action::Filter => {
            pane.filter = match pane.filter {
                QueueFilter::Active => QueueFilter::Waiting,
                QueueFilter::Waiting => QueueFilter::Snoozed,
                QueueFilter::Snoozed => QueueFilter::Resolved,
                QueueFilter::Resolved => QueueFilter::Active,
            };
            pane.rows.forget();
            pane.list.go(0);
        }
        Action::Mark => {
            if let Some(id) = pane.selected().map(|row| row.chat.id) {
                if !pane.marks.remove(&id) {
                    pane.marks.insert(id);
                }
                pane.list.step(1);
            }
        }
        Action::MarkAll => {
            let all: BTreeSet<_> =
                pane.page.have().into_iter().flat_map(|page| &page.rows).map(|row| row.chat.id).collect();
            pane.marks = if pane.marks == all { BTreeSet::new() } else { all };
        }
        _ => {}
    }
    Vec::new()
}

/// Keys of the queue itself.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let chosen = model.queue.chosen();
    let Some(first) = chosen.first().copied() else { return unavailable(model, model.tr.no_chat_here()) };
    model.queue.last = Some(action);
    match action {
        Action::Resolve => {
            model.queue.marks.clear();
            vec![Effect::Do(Do::SetState(chosen, ChatState::Resolved))]
        }
        Action::Advert => {
            model.queue.marks.clear();
            vec![Effect::Do(Do::Advert(chosen))]
        }
        Action::Snooze => open(model, dialog::snooze(model.tr, chosen)),
        Action::Transfer => open(model, dialog::transfer(model.tr, first)),
        Action::Escalate => escalate(model, first),
        Action::QueueCase | Action::QueueLog | Action::QueuePromise => on_row(model, action),
        _ => Vec::new(),
    }
}

/// What a conversation's own keys do, on the selected row: by what the row knows, for the chat need not be open.
fn on_row(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(chat) = model.queue.selected().map(|row| row.chat.clone()) else { return Vec::new() };
    let (tr, is_open) = (model.tr, model.chat.page().is_some_and(|page| page.chat.id == chat.id));
    match action {
        Action::QueueCase if is_open => super::cases::open_from(model),
        Action::QueueCase => match chat.order {
            Some(order) => vec![Effect::Ask(Ask::CaseDraft(order))],
            None => super::chat::open(model, chat.id),
        },
        Action::QueueLog if is_open => {
            let log = super::half_filled_log(model);
            open(model, dialog::log(tr, None, log))
        }
        Action::QueueLog => {
            let links = LogLinks { chat: Some(chat.id), order: chat.order, case: None };
            let problem = chat.last_text.to_line().to_string();
            open(model, dialog::log(tr, None, NewLog { problem, links, ..NewLog::default() }))
        }
        _ => open(model, dialog::promise(tr, Some(chat.id), chat.order, Some(chat.customer))),
    }
}

/// Asks why a chat is escalated, and says to whom it goes.
pub(super) fn escalate(model: &mut Model, chat: ConversationId) -> Vec<Effect> {
    let tr = model.tr;
    match model.desk.have().and_then(|desk| desk.lead.clone()) {
        Some(lead) => open(model, dialog::escalate(tr, chat, &lead)),
        None => unavailable(model, tr.cli_no_lead()),
    }
}

/// Does the last act again, on the row that is selected now.
pub(in crate::app) fn repeat(model: &mut Model) -> Vec<Effect> {
    match model.queue.last {
        Some(action) => act(model, action),
        None => unavailable(model, model.tr.nothing_to_repeat()),
    }
}
