//! The composer: what is being written, filled from a reply and an order, kept as a row, sent once.

mod back;
mod case_words;
mod taking;

use crate::action::{Action, Scope};
use crate::domain::guard::{self, GuardContext, Level};
use crate::domain::reply::{Fields, Placeholder, is_masked};
use crate::domain::{ConversationId, Order, OrderId, RawText, Role, Span, Time};
use crate::keymap::{Chord, Key};

use super::super::input::{Edited, Editor, EditorKey};
use super::super::model::Model;
use super::super::msg::{Ask, Do, Draft, Effect, Reminding, Send};
use super::super::overlays::Overlay;
use super::super::status::Tone;
use super::super::update::{chord_in_text, open, unavailable};
use super::suggest;
pub(in crate::app) use back::{put_back, unsent};
use case_words::{ask_for_evidence, say_freight, say_return_address};
use taking::step_back;
pub(in crate::app) use taking::{insert_reply, insert_words, take_suggestion};

/// What is being written.
#[derive(Debug, Default)]
pub struct Composer {
    /// True while the caret is in it.
    pub focused: bool,
    /// True once the conversation and its draft are loaded: until then nothing typed is overwritten by it.
    pub ready: bool,
    /// The text.
    pub editor: Editor,
    /// True for an internal note.
    pub note: bool,
    /// Which of the customer's orders fills the placeholders.
    pub order_at: usize,
    /// The quick reply the text came from.
    pub reply_code: Option<String>,
    /// What the replies put in came to read like: an undo that goes back to one of them knows its code again.
    codes: Vec<(String, String)>,
    /// When the text was last safe on disk; the epoch for one that came from there.
    pub saved_at: Option<Time>,
    chat: Option<ConversationId>,
    key: Option<String>,
    reminds: Option<Reminding>,
    /// It nudges somebody who asked and ordered nothing.
    pub(in crate::app) nudges: bool,
    verifies: Option<OrderId>,
    warned: Option<String>,
    changed: bool,
    saved: String,
    save_at: Option<Time>,
}

/// A text is safe on disk at most this long after the last key, and at once when the composer is left.
const SAVE_AFTER: Span = Span::from_ms(700);

/// Why the composer is opened from an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// 催付, and every other reminder and notice.
    Remind(Reminding),
    /// Is the address right?
    Verify,
    /// What evidence is missing.
    Evidence,
    /// Who pays the freight.
    Freight,
    /// Where the goods go back to.
    ReturnAddress,
}

impl Purpose {
    /// The short code of the quick reply that serves it. An address that the export starred out is never sent:
    /// the buyer is asked to look at the order card instead.
    const fn code(&self, masked: bool) -> Option<&'static str> {
        match self {
            Purpose::Remind(reminding) => Some(reminding.reply()),
            Purpose::Verify if masked => Some("hdkp"),
            Purpose::Verify => Some("hddz"),
            Purpose::Evidence | Purpose::Freight | Purpose::ReturnAddress => None,
        }
    }
}

impl Composer {
    /// An empty composer for a conversation.
    pub fn for_chat(id: ConversationId) -> Self {
        Self { chat: Some(id), ..Self::default() }
    }
    /// Lines the text takes.
    pub fn rows(&self) -> u16 {
        u16::try_from(self.editor.row_count()).unwrap_or(u16::MAX)
    }
    /// Fits the text to its place.
    pub fn fit(&mut self, cols: u16, rows: u16) {
        self.editor.set_size(usize::from(cols), usize::from(rows));
    }
    /// Takes a stored draft, unless something was typed meanwhile.
    pub fn take_draft(&mut self, draft: &Draft, labels: &[(String, Placeholder)]) {
        if self.ready || self.changed {
            return;
        }
        self.editor.put_back(&draft.text, labels);
        self.saved.clone_from(&draft.text);
        self.saved_at = Some(Time::default());
        self.note = draft.note;
        self.key = Some(draft.client_key.clone());
    }
    /// The store has the draft.
    pub fn saved(&mut self, chat: ConversationId, at: Time) {
        if self.chat == Some(chat) {
            self.saved_at = Some(at);
        }
    }
    /// True when the text on disk is not the text on screen.
    pub fn is_changed(&self) -> bool {
        self.changed && self.saved != self.editor.text()
    }
    /// When the text must be on disk.
    pub fn save_due(&self) -> Option<Time> {
        self.save_at
    }
    /// The draft to save, under its key or this new one.
    pub fn to_save(&mut self, new_key: String) -> Option<(ConversationId, Draft)> {
        let chat = self.chat?;
        self.save_at = None;
        self.changed = false;
        self.saved = self.editor.text().to_owned();
        self.saved_at = None;
        Some((chat, self.draft(new_key)))
    }
    fn draft(&mut self, new_key: String) -> Draft {
        let client_key = self.key.get_or_insert(new_key).clone();
        Draft { text: self.editor.text().to_owned(), client_key, note: self.note }
    }
    fn touch(&mut self, now: Time) {
        self.changed = true;
        self.warned = None;
        self.save_at.get_or_insert(now.plus(SAVE_AFTER));
        if self.editor.is_empty() {
            (self.reply_code, self.reminds, self.verifies) = (None, None, None);
        }
    }
}

/// A key in the composer: text first; what no text takes goes to the table.
pub(in crate::app) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let empty = model.chat.composer.editor.is_empty();
    if empty && chord.folded() == Chord::char('/') {
        return act(model, Action::Pick);
    }
    let own = model.settings.keymap.find(Scope::Composer, chord);
    if let Some(action) = own.filter(|action| action.row().scope == Scope::Composer && chord.typed().is_none()) {
        return act(model, action);
    }
    if model.chat.composer.editor.press(chord) {
        model.chat.composer.touch(model.now);
        return Vec::new();
    }
    if matches!(chord.key, Key::PageUp | Key::PageDown) {
        let page = if chord.key == Key::PageUp { 8 } else { -8 };
        model.chat.scroll_by(page);
        return Vec::new();
    }
    chord_in_text(model, chord, Scope::Composer).unwrap_or_default()
}

/// A paste into the composer is text, whatever it holds; nothing is ever sent by it.
pub(in crate::app) fn paste(model: &mut Model, raw: &RawText) -> Vec<Effect> {
    model.chat.composer.editor.paste(raw.unclean());
    model.chat.composer.touch(model.now);
    Vec::new()
}

/// Actions of the composer.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(at) = action.suggestion() {
        return take_suggestion(model, at);
    }
    let tr = model.tr;
    match action {
        Action::Send => send(model, false),
        Action::SendResolve => send(model, true),
        Action::NewLine => {
            model.chat.composer.editor.key(EditorKey::Newline);
            model.chat.composer.touch(model.now);
            Vec::new()
        }
        Action::Pick => open(model, Overlay::picker()),
        Action::NextHole => {
            if model.chat.composer.editor.key(EditorKey::NextHole) == Edited::Nothing {
                return super::super::update::act(model, Action::NextPane);
            }
            Vec::new()
        }
        Action::NextOrder => next_order(model),
        Action::SentHere => super::chat::sent_here(model),
        Action::EditUndo if model.chat.composer.editor.is_empty() => match model.chat.id() {
            Some(id) => vec![Effect::Do(Do::Recall(id))],
            None => Vec::new(),
        },
        Action::EditUndo => step_back(model, EditorKey::Undo),
        Action::EditRedo => step_back(model, EditorKey::Redo),
        Action::AnswerOrNote => {
            model.chat.composer.note = !model.chat.composer.note;
            let text = if model.chat.composer.note { tr.writing_a_note() } else { tr.writing_an_answer() };
            model.status.say(Tone::Info, text, model.now);
            Vec::new()
        }
        Action::Leave => {
            model.chat.composer.focused = false;
            super::chat::save_now(model)
        }
        _ => Vec::new(),
    }
}

/// Fills from the customer's next order what was not typed by hand.
fn next_order(model: &mut Model) -> Vec<Effect> {
    let many = model.chat.page().map_or(0, |page| page.orders.len());
    if many < 2 {
        return unavailable(model, model.tr.no_other_order());
    }
    model.chat.composer.order_at = (model.chat.composer.order_at + 1) % many;
    model.chat.suggested_for = None;
    let fields = suggest::fields_now(model);
    refill(model, &fields);
    Vec::new()
}

/// Fills anew what was not typed by hand.
pub(super) fn refill(model: &mut Model, fields: &Fields) {
    let value = |name: &str| Placeholder::parse(name).and_then(|place| fields.value(place)).map(str::to_owned);
    if model.chat.composer.editor.refill(value) == Edited::Changed {
        model.chat.composer.touch(model.now);
    }
}

/// Sends what is written: never with a gap, never twice, not past a colleague's unseen answer, and past the guard
/// only when asked again.
fn send(model: &mut Model, resolve: bool) -> Vec<Effect> {
    let tr = model.tr;
    let Some(chat) = model.chat.id() else { return unavailable(model, tr.no_chat_here()) };
    let text = model.chat.composer.editor.text().trim_end().to_owned();
    if text.trim().is_empty() {
        return unavailable(model, tr.nothing_written());
    }
    let hole = model.chat.composer.editor.holes().next().map(|hole| (hole.name.to_string(), hole.label.to_string()));
    if let Some((name, label)) = hole {
        model.chat.composer.editor.key(EditorKey::NextHole);
        let text = tr.gap_left(&label);
        model.status.say(Tone::Warn, text, model.now);
        return super::naming::ask_for(model, &name).unwrap_or_default();
    }
    // What a colleague may have answered has not been seen yet.
    if model.chat.page().is_none() {
        return unavailable(model, tr.chat_opening());
    }
    if model.chat.composer.note {
        let draft = taken(model, &text);
        return vec![Effect::Do(Do::Note(chat, draft))];
    }
    let careful = model.chat.page().is_some_and(|page| page.customer.careful);
    let lead = model.desk.have().and_then(|desk| desk.role).is_some_and(|role| role >= Role::Lead);
    if careful && !lead && !model.replies.approves(&text) {
        return unavailable(model, tr.careful_only_approved());
    }
    let mut override_of = None;
    let findings = guard::check(&text, crate::replies::guard_rules(), GuardContext::default());
    if let Some(finding) = findings.into_iter().find(|f| f.level != Level::Tell) {
        let rule = finding.rule.id.to_string();
        if model.chat.composer.warned.as_deref() != Some(text.as_str()) {
            let said = tr.guard_asks(&text[finding.range.clone()], finding.rule.why(suggest::own(tr)));
            model.status.say(Tone::Warn, said, model.now);
            model.chat.composer.warned = Some(text);
            return Vec::new();
        }
        override_of = Some(rule);
    }
    let seen_seq = model.chat.page().and_then(|page| page.messages.last()).map_or(0, |m| m.seq);
    let copy = model.chat.is_copy_only();
    let (reply_code, reminds, verifies, nudges) = {
        let composer = &mut model.chat.composer;
        (composer.reply_code.take(), composer.reminds.take(), composer.verifies.take(), composer.nudges)
    };
    let draft = taken(model, &text);
    model.chat.scroll = 0;
    model.chat.passed.clear();
    let send = Send { chat, draft, reply_code, seen_seq, resolve, reminds, nudges, verifies, override_of };
    let mut effects = if copy { vec![Effect::Copy(text)] } else { Vec::new() };
    effects.push(Effect::Do(Do::Send(send)));
    if resolve {
        effects.push(Effect::Ask(Ask::NextChat(vec![chat])));
    }
    effects
}

/// Takes the text out of the composer, with the key it will be known by.
fn taken(model: &mut Model, text: &str) -> Draft {
    let key = model.next_key();
    let composer = &mut model.chat.composer;
    let mut draft = composer.draft(key);
    draft.text = text.to_owned();
    let (chat, order_at, focused) = (composer.chat, composer.order_at, composer.focused);
    *composer = Composer { chat, order_at, focused, ready: true, ..Composer::default() };
    model.pending += 1;
    draft
}

/// Opens the picker from the messages.
pub(in crate::app) fn answer_with_picker(model: &mut Model) -> Vec<Effect> {
    model.chat.composer.focused = true;
    act(model, Action::Pick)
}

/// Opens the chat with an order's buyer, the fitting reply filled in.
pub(in crate::app) fn write_to_buyer(model: &mut Model, order: &Order, purpose: Purpose) -> Vec<Effect> {
    write_about(model, order.id, &order.number, purpose)
}

/// The same, for an order known by its id and number alone.
pub(in crate::app) fn write_about(model: &mut Model, order: OrderId, number: &str, purpose: Purpose) -> Vec<Effect> {
    model.chat.purpose = Some((order, purpose));
    let here = model.chat.page().is_some_and(|page| page.orders.iter().any(|(o, _)| o.id == order));
    match model.chat.id().filter(|_| here) {
        Some(id) => {
            let mut effects = super::chat::open(model, id);
            effects.extend(deliver_purpose(model));
            effects
        }
        None => vec![Effect::Ask(Ask::BuyerChat(order, number.to_owned()))],
    }
}

/// Fills in the reply for which a chat was opened from an order.
pub(in crate::app) fn deliver_purpose(model: &mut Model) -> Vec<Effect> {
    let Some((order, purpose)) = model.chat.purpose.clone() else { return Vec::new() };
    let place = model.chat.page().and_then(|page| page.orders.iter().position(|(o, _)| o.id == order));
    let Some(at) = place else { return Vec::new() };
    model.chat.purpose = None;
    model.chat.composer.order_at = at;
    let masked = model.chat.order().is_some_and(|(o, _)| is_masked(&o.address) || is_masked(&o.phone));
    let effects = match purpose.code(masked) {
        _ if !model.chat.composer.editor.is_empty() => unavailable(model, model.tr.draft_stands()),
        Some(code) => insert_reply(model, code),
        None if purpose == Purpose::Freight => say_freight(model),
        None if purpose == Purpose::ReturnAddress => say_return_address(model),
        None => ask_for_evidence(model),
    };
    match purpose {
        Purpose::Remind(reminding) => model.chat.composer.reminds = Some(reminding),
        Purpose::Verify => model.chat.composer.verifies = Some(order),
        Purpose::Evidence | Purpose::Freight | Purpose::ReturnAddress => {}
    }
    effects
}
