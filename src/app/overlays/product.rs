//! The product card: what the shop knows of what the chat is about, or of what is searched; a line of it goes into the
//! reply as text that can still be changed.

use crate::action::Action;
use crate::domain::notice::Notice;
use crate::domain::product::{Card, Fault, Knowledge, Sku};
use crate::keymap::{Chord, Key};

use super::super::input::Editor;
use super::super::list::ListState;
use super::super::model::{Model, Pane};
use super::super::msg::{Ask, Do, Effect};
use super::super::panes::composer;
use super::super::update::{open, unavailable};
use super::{Overlay, dialog};

/// The card, and the search above it.
#[derive(Debug)]
pub struct ProductCard {
    /// What is searched; empty for what the chat is about.
    pub query: Editor,
    /// The products found, the surest first.
    pub cards: Vec<Card>,
    /// Which of them is shown.
    pub at: usize,
    /// Position among the lines of the card.
    pub list: ListState,
    /// The query whose answer is awaited.
    asked: String,
}

/// A line of a card.
#[derive(Clone, PartialEq, Debug)]
pub enum CardLine {
    /// A code with its stock.
    Sku(Sku),
    /// Something known.
    Knowledge(Knowledge),
    /// A campaign.
    Notice(Notice),
    /// Something wrong on the page.
    Fault(Fault),
}

impl ProductCard {
    /// The card of the first of these products.
    pub fn new(cards: Vec<Card>) -> Self {
        let mut made = Self { query: Editor::single(), cards, at: 0, list: ListState::default(), asked: String::new() };
        made.refit();
        made
    }
    /// The product shown.
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.at)
    }
    /// The lines of the product shown: stock, campaigns, knowledge, faults.
    pub fn lines(&self) -> Vec<CardLine> {
        let Some(card) = self.card() else { return Vec::new() };
        let skus = card.skus.iter().cloned().map(CardLine::Sku);
        let notices = card.notices.iter().cloned().map(CardLine::Notice);
        let known = card.knowledge().into_iter().filter(|line| line.topic != crate::domain::product::Topic::Campaign);
        let open = card.faults.iter().filter(|fault| fault.mended_at.is_none()).cloned().map(CardLine::Fault);
        skus.chain(notices).chain(known.map(CardLine::Knowledge)).chain(open).collect()
    }
    fn refit(&mut self) {
        let lines = self.lines();
        self.list.fit(lines.len(), self.list.page.max(9));
        // The first line that can go into a reply: that is what the card was opened for.
        self.list.go(lines.iter().position(|line| line.words().is_some()).unwrap_or(0));
    }
    fn show(&mut self, cards: Vec<Card>) {
        (self.cards, self.at) = (cards, 0);
        self.refit();
    }
}

impl CardLine {
    /// The words that can go into a reply; nothing for stock and faults.
    pub fn words(&self) -> Option<String> {
        match self {
            CardLine::Knowledge(line) => Some(line.text.to_string()),
            CardLine::Notice(notice) => Some(notice.rule.to_string()),
            CardLine::Sku(_) | CardLine::Fault(_) => None,
        }
    }
}

/// Opens the card of what the chat is about; without a chat, or when it names nothing, the search.
pub(in crate::app) fn show(model: &mut Model) -> Vec<Effect> {
    let cards = model.chat.page().map(|page| page.products.clone()).unwrap_or_default();
    let ask = cards.is_empty().then(|| Effect::Ask(Ask::Products(String::new())));
    model.overlays.push(Overlay::Product(ProductCard::new(cards)));
    ask.into_iter().collect()
}

/// What is typed was changed: asks for it, or goes back to what the chat is about.
pub(super) fn search(model: &mut Model) -> Vec<Effect> {
    let of_chat = model.chat.page().map(|page| page.products.clone()).unwrap_or_default();
    let Some(Overlay::Product(shown)) = model.overlays.last_mut() else { return Vec::new() };
    shown.asked = shown.query.text().trim().to_owned();
    if shown.asked.is_empty() && !of_chat.is_empty() {
        shown.show(of_chat);
        return Vec::new();
    }
    vec![Effect::Ask(Ask::Products(shown.asked.clone()))]
}

/// Products were found; those of an older query are of no use.
pub(in crate::app) fn take(model: &mut Model, query: &str, cards: Vec<Card>) {
    if let Some(Overlay::Product(shown)) = model.overlays.last_mut()
        && shown.asked == query
    {
        shown.show(cards);
    }
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Product(shown)) = model.overlays.last_mut() else { return Vec::new() };
    let many = shown.cards.len().max(1);
    match action {
        Some(Action::OverDown) => shown.list.step(1),
        Some(Action::OverUp) => shown.list.step(-1),
        Some(Action::OverPageDown) => shown.list.turn(true),
        Some(Action::OverPageUp) => shown.list.turn(false),
        Some(Action::NextField) => {
            shown.at = (shown.at + 1) % many;
            shown.refit();
        }
        Some(Action::PrevField) => {
            shown.at = (shown.at + many - 1) % many;
            shown.refit();
        }
        Some(Action::Accept) => return accept(model),
        Some(Action::PageFault) => return fault(model),
        _ if chord.key == Key::Backspace && shown.query.is_empty() => {
            model.overlays.pop();
        }
        _ if shown.query.press(chord) => return search(model),
        _ => {}
    }
    Vec::new()
}

/// A card as it is now takes the place of the one shown.
pub(in crate::app) fn renew(model: &mut Model, card: Card) {
    for over in &mut model.overlays {
        if let Overlay::Product(shown) = over {
            let selected = shown.list.selected;
            if let Some(old) = shown.cards.iter_mut().find(|old| old.id == card.id) {
                *old = card;
            }
            shown.list.fit(shown.lines().len(), shown.list.page.max(9));
            shown.list.go(selected);
            return;
        }
    }
}

/// Asks what is wrong on the page of the product shown.
fn fault(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Product(shown)) = model.overlays.last() else { return Vec::new() };
    let Some(card) = shown.card() else {
        return unavailable(model, model.tr.goods_not_found());
    };
    let dialog = dialog::page_fault(model.tr, card.id, &card.title);
    open(model, dialog)
}

/// A fault of the page is mended, any other line goes into the reply.
fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Product(shown)) = model.overlays.last() else { return Vec::new() };
    match (shown.lines().get(shown.list.selected), shown.card()) {
        (Some(CardLine::Fault(fault)), Some(card)) => vec![Effect::Do(Do::MendPageFault(card.id, fault.id))],
        _ => insert(model),
    }
}

/// Puts the selected line into the composer; it is never sent by that.
fn insert(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Product(shown)) = model.overlays.last() else { return Vec::new() };
    let Some(words) = shown.lines().get(shown.list.selected).and_then(CardLine::words) else {
        return unavailable(model, model.tr.goods_not_text());
    };
    if model.chat.id().is_none() {
        return unavailable(model, model.tr.goods_no_chat());
    }
    model.overlays.pop();
    model.focus = Pane::Chat;
    composer::insert_words(model, &words)
}
