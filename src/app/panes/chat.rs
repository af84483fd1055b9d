//! Pane 2: a conversation. Its messages, what is suggested for the last of them, and the composer (`composer.rs`).

use ratatui::layout::Rect;

use crate::action::Action;
use crate::domain::{ChatState, ConversationId, Message, MessageState, Order, OrderLine, Sender, Time, Zone};

use super::super::Pane;
use super::super::input::wrap::wrap;
use super::super::model::Model;
use super::super::msg::{Ask, ChatAsk, ChatPage, Do, Effect};
use super::super::overlays::dialog;
use super::super::slot::Slot;
use super::super::update::{focus, open as open_overlay, unavailable};
use super::composer::{self, Composer};
use super::suggest::Suggestion;

/// What the conversation remembers.
#[derive(Debug, Default)]
pub struct ChatPane {
    /// The loaded conversation.
    pub slot: Slot<ChatAsk, Option<ChatPage>>,
    /// The composer.
    pub composer: Composer,
    /// What is suggested for the customer's last words.
    pub suggestions: Vec<Suggestion>,
    /// Lines scrolled up from the end.
    pub scroll: usize,
    /// The lines on screen, wrapped to the width of the part.
    pub lines: Vec<ChatLine>,
    id: Option<ConversationId>,
    last: usize,
    wrapped: Option<(u16, u64)>,
    generation: u64,
    pub(super) suggested_for: Option<super::suggest::For>,
    read_up_to: i64,
    pub(super) purpose: Option<(crate::domain::OrderId, composer::Purpose)>,
    height: usize,
    /// Chats that `n` left without an answer, one after the other: the next `n` goes on below them.
    pub(super) passed: Vec<ConversationId>,
}

/// A line of a conversation as it stands on screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChatLine {
    /// A new day begins.
    Day(Time),
    /// From here on not read before.
    Unread,
    /// Who wrote, when, how far it came: of the message at this place.
    Head(usize),
    /// A line of the text of the message at this place.
    Text(usize, String),
    /// Older messages stand above.
    More,
    /// Nothing.
    Gap,
}

/// How many messages are loaded first, and how many more each time the top is reached.
const PAGE: usize = 50;
/// Messages of one sender within this many milliseconds stand under one head.
const SAME_HEAD_MS: i64 = 180_000;

impl ChatPane {
    /// The conversation in view.
    pub fn id(&self) -> Option<ConversationId> {
        self.id
    }
    /// What is loaded of it.
    pub fn page(&self) -> Option<&ChatPage> {
        self.slot.have().and_then(Option::as_ref).filter(|page| Some(page.chat.id) == self.id)
    }
    /// The order replies are filled from: the one named on the composer's edge.
    pub fn order(&self) -> Option<&(Order, Vec<OrderLine>)> {
        let page = self.page()?;
        page.orders.get(self.composer.order_at % page.orders.len().max(1))
    }
    /// True when an answer can only be copied here.
    pub fn is_copy_only(&self) -> bool {
        self.page().is_some_and(|page| {
            let chat = &page.chat;
            // The scripted customers of the demo can be reached on every platform.
            chat.channel.starts_with("clipboard") || (chat.platform.is_closed() && !chat.channel.starts_with("demo"))
        })
    }
    /// True while the customer in view waits.
    pub fn has_clock(&self) -> bool {
        self.page().is_some_and(|page| page.chat.waiting_since.is_some())
    }
    /// What to ask for.
    pub fn due(&mut self, epoch: u64) -> Option<ChatAsk> {
        let id = self.id?;
        self.slot.want(ChatAsk { id, last: self.last.max(PAGE) });
        self.slot.due(epoch)
    }
    /// When a draft must be saved.
    pub fn save_due(&self) -> Option<Time> {
        self.composer.save_due()
    }
    /// Suggestions are made anew at the next chance.
    pub fn forget_suggestions(&mut self) {
        self.suggested_for = None;
        self.wrapped = None;
    }
    /// Scrolls by lines, up when positive; at the top older messages are asked for.
    pub fn scroll_by(&mut self, lines: isize) {
        let most = self.lines.len().saturating_sub(self.height);
        self.scroll = self.scroll.saturating_add_signed(lines).min(most);
        if self.scroll == most && self.page().is_some_and(|page| page.more) {
            self.last = self.last.max(PAGE) + PAGE;
        }
    }
    /// Wraps the messages to the part they stand in; does nothing when neither they nor the width changed.
    pub fn fit(&mut self, inside: Rect) {
        self.height = usize::from(inside.height);
        let made_for = Some((inside.width, self.generation));
        if self.wrapped != made_for {
            self.lines = self.page().map(|page| lines(page, inside.width)).unwrap_or_default();
            self.wrapped = made_for;
        }
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(self.height));
    }
    /// The selected message: the last one that can be acted on, from the bottom of what is on screen.
    pub fn message_at_foot(&self) -> Option<&Message> {
        let page = self.page()?;
        let foot = self.lines.len().saturating_sub(self.scroll);
        let at = self.lines[..foot].iter().rev().find_map(|line| match line {
            ChatLine::Text(at, _) => Some(*at),
            _ => None,
        })?;
        page.messages.get(at)
    }
}

fn lines(page: &ChatPage, width: u16) -> Vec<ChatLine> {
    let room = |from: Sender| usize::from(width.saturating_sub(left_of(from, width) + 2)).max(4);
    let zone = page.shop.as_ref().map_or_else(Zone::default, |shop| shop.zone);
    let mut lines = if page.more { vec![ChatLine::More] } else { Vec::new() };
    let unread = usize::try_from(page.chat.unread).unwrap_or(0);
    let theirs: Vec<usize> =
        page.messages.iter().enumerate().filter(|(_, m)| m.from == Sender::Customer).map(|(at, _)| at).collect();
    let first_unread = theirs.len().checked_sub(unread).filter(|_| unread > 0).and_then(|at| theirs.get(at));
    let mut before: Option<&Message> = None;
    for (at, message) in page.messages.iter().enumerate() {
        if before.is_none_or(|b| zone.day(b.at) != zone.day(message.at)) {
            lines.push(ChatLine::Day(message.at));
        }
        if first_unread == Some(&at) {
            lines.push(ChatLine::Unread);
        }
        let joined = before.is_some_and(|b| {
            b.from == message.from
                && b.agent == message.agent
                && b.state == message.state
                && message.at.since(b.at).ms() < SAME_HEAD_MS
                && first_unread != Some(&at)
        });
        if !joined {
            if before.is_some() {
                lines.push(ChatLine::Gap);
            }
            lines.push(ChatLine::Head(at));
        }
        let text = message.text.as_str();
        lines.extend(
            wrap(text, room(message.from)).into_iter().map(|row| ChatLine::Text(at, text[row.range].to_owned())),
        );
        before = Some(message);
    }
    lines
}

/// Columns left of a message's text. Customer text stands right of a gutter of its own and can never look like ours;
/// ours stands further right, so that the sides are told apart at a glance.
pub const fn left_of(from: Sender, width: u16) -> u16 {
    match from {
        Sender::Agent | Sender::Bot if width >= 40 => 10,
        Sender::Agent | Sender::Bot => 4,
        Sender::Customer | Sender::Note | Sender::System => 3,
    }
}

/// Opens a conversation: the draft of the one before is saved, the caret stands in the composer.
pub(in crate::app) fn open(model: &mut Model, id: ConversationId) -> Vec<Effect> {
    let mut effects = save_now(model);
    if model.chat.id != Some(id) {
        model.chat.id = Some(id);
        model.chat.passed.clear();
        model.queue.select(id);
        model.chat.last = PAGE;
        model.chat.scroll = 0;
        model.chat.read_up_to = 0;
        model.chat.slot.clear();
        model.chat.lines.clear();
        model.chat.suggestions.clear();
        model.chat.suggested_for = None;
        model.chat.generation += 1;
        model.chat.composer = Composer::for_chat(id);
        if model.orders.search.is_empty() && model.orders.status.is_none() && model.orders.only.is_none() {
            model.orders.detail = false;
            model.orders.go_first();
        }
    }
    effects.extend(focus(model, Pane::Chat));
    model.chat.composer.focused = true;
    effects
}

/// Asks for the most urgent chat below those that were passed over just now.
pub(in crate::app) fn next(model: &mut Model) -> Vec<Effect> {
    let here = model.chat.id.filter(|id| !model.chat.passed.contains(id));
    model.chat.passed.extend(here);
    vec![Effect::Ask(Ask::NextChat(model.chat.passed.clone()))]
}

/// Goes to the chat that was asked for; when every one was passed over, begins again at the top.
pub(in crate::app) fn go_next(model: &mut Model, found: Option<ConversationId>) -> Vec<Effect> {
    let passed = std::mem::take(&mut model.chat.passed);
    match found {
        Some(id) => {
            let effects = open(model, id);
            model.chat.passed = passed;
            effects
        }
        None if passed.len() > 1 => next(model),
        None => unavailable(model, model.tr.nobody_waits()),
    }
}

/// Takes a conversation in. Its draft is taken once, when it is opened: what others do never touches it.
pub(in crate::app) fn take(model: &mut Model, ask: ChatAsk, page: Option<ChatPage>) -> Vec<Effect> {
    if Some(ask.id) != model.chat.id {
        return Vec::new();
    }
    let gone = page.is_none();
    let grown = model.chat.page().map(|old| old.messages.len());
    let scrolled = model.chat.scroll > 0;
    let before = model.chat.lines.len();
    if !model.chat.slot.take(ask, page) {
        return Vec::new();
    }
    model.chat.generation += 1;
    if gone {
        return unavailable(model, model.tr.chat_is_gone());
    }
    if let Some(draft) = model.chat.page().and_then(|page| page.draft.clone()) {
        let labels = super::suggest::gaps();
        model.chat.composer.take_draft(&draft, &labels);
    }
    model.chat.composer.ready = true;
    let layout = model.layout();
    model.chat.fit(layout.inside(super::super::layout::Part::Messages));
    if scrolled && grown.is_some() {
        let more = model.chat.lines.len().saturating_sub(before);
        let at_end = model.chat.page().is_some_and(|page| page.messages.len() == grown.unwrap_or(0));
        if !at_end {
            model.chat.scroll += more;
        }
    }
    composer::deliver_purpose(model)
}

/// Marks what is on screen as read, once per new message.
pub(in crate::app) fn read(model: &mut Model) -> Vec<Effect> {
    if model.focus != Pane::Chat || model.chat.scroll > 0 {
        return Vec::new();
    }
    let Some(page) = model.chat.page() else { return Vec::new() };
    let newest = page.messages.last().map_or(0, |m| m.seq);
    if page.chat.unread == 0 || newest <= model.chat.read_up_to {
        return Vec::new();
    }
    let id = page.chat.id;
    model.chat.read_up_to = newest;
    model.pending += 1;
    vec![Effect::Do(Do::MarkRead(id))]
}

/// Saves the draft when it has been changed long enough ago.
pub(in crate::app) fn autosave(model: &mut Model) -> Vec<Effect> {
    if model.chat.composer.save_due().is_some_and(|due| due <= model.now) { save_now(model) } else { Vec::new() }
}

/// Saves the draft at once, if it changed since it was saved.
pub(in crate::app) fn save_now(model: &mut Model) -> Vec<Effect> {
    let key = if model.chat.composer.is_changed() { Some(model.next_key()) } else { None };
    let Some((id, draft)) = key.and_then(|key| model.chat.composer.to_save(key)) else { return Vec::new() };
    vec![Effect::Do(Do::SaveDraft(id, draft))]
}

/// Keys of every list, on the messages: they scroll.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = isize::try_from(model.chat.height.max(2)).unwrap_or(2) - 1;
    match action {
        Action::Down => model.chat.scroll_by(-1),
        Action::Up => model.chat.scroll_by(1),
        Action::PageDown => model.chat.scroll_by(-page),
        Action::PageUp => model.chat.scroll_by(page),
        Action::First => model.chat.scroll_by(isize::MAX / 2),
        Action::Last => model.chat.scroll = 0,
        Action::Search => return composer::answer_with_picker(model),
        _ => {}
    }
    Vec::new()
}

/// Keys of a conversation outside the composer.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let tr = model.tr;
    let Some(page) = model.chat.page() else { return unavailable(model, tr.no_chat_here()) };
    let (id, customer, order) = (page.chat.id, page.customer.id, model.chat.order().map(|(order, _)| order.id));
    match action {
        Action::Answer | Action::Note => {
            model.chat.composer.focused = true;
            model.chat.composer.note = action == Action::Note;
            Vec::new()
        }
        Action::ChatCase => super::cases::open_from(model),
        Action::ChatLog => {
            let log = super::half_filled_log(model);
            open_overlay(model, dialog::log(tr, None, log))
        }
        Action::ChatFreight => super::case_tools::freight_of_chat(model),
        Action::ChatTicket => super::super::overlays::tickets::show(model),
        Action::ChatPromise => open_overlay(model, dialog::promise(tr, Some(id), order, Some(customer))),
        Action::ChatCopy => match model.chat.message_at_foot().map(|m| m.text.to_string()) {
            Some(text) => super::orders::copy(model, text),
            None => Vec::new(),
        },
        Action::MarkSent => mark_sent(model, id),
        Action::Resend => {
            let failed =
                page.messages.iter().rev().find(|m| matches!(m.state, MessageState::Failed | MessageState::Uncertain));
            match failed.map(|m| m.id) {
                Some(id) => vec![Effect::Do(Do::Resend(id))],
                None => unavailable(model, tr.nothing_to_resend()),
            }
        }
        Action::FirstUnread => {
            if let Some(at) = model.chat.lines.iter().position(|line| *line == ChatLine::Unread) {
                model.chat.scroll = model.chat.lines.len().saturating_sub(at + model.chat.height);
            }
            Vec::new()
        }
        Action::ChatResolve => resolve_and_next(id),
        Action::ChatSnooze => open_overlay(model, dialog::snooze(tr, vec![id])),
        Action::ChatEscalate => super::queue::escalate(model, id),
        Action::ChatTransfer => open_overlay(model, dialog::transfer(tr, id)),
        _ => Vec::new(),
    }
}

/// Marks the copied answer as sent, from the composer.
pub(super) fn sent_here(model: &mut Model) -> Vec<Effect> {
    model.chat.id().map(|id| mark_sent(model, id)).unwrap_or_default()
}

fn mark_sent(model: &mut Model, id: ConversationId) -> Vec<Effect> {
    let copied = model.chat.page().is_some_and(|page| page.messages.iter().any(|m| m.state == MessageState::Copied));
    if copied { vec![Effect::Do(Do::MarkSent(id, None))] } else { unavailable(model, model.tr.nothing_copied()) }
}

fn resolve_and_next(id: ConversationId) -> Vec<Effect> {
    vec![Effect::Do(Do::SetState(vec![id], ChatState::Resolved)), Effect::Ask(Ask::NextChat(vec![id]))]
}
