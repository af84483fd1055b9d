//! The picker of quick replies: `/` then a digit takes a suggestion; letters search code, words, pinyin and initials.

use crate::action::Action;
use crate::keymap::{Chord, Key};
use crate::replies::find;

use super::super::input::Editor;
use super::super::list::ListState;
use super::super::model::Model;
use super::super::msg::Effect;
use super::super::panes::composer;
use super::super::panes::suggest::{customers_language, fields_now};
use super::Overlay;
use crate::domain::reply::fill;

/// The picker.
#[derive(Debug)]
pub struct Picker {
    /// What is typed.
    pub query: Editor,
    /// The replies found, best first: code, title, text.
    pub found: Vec<Hit>,
    /// Position among them.
    pub list: ListState,
}

/// A reply found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Its short code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its text on one line, filled from the order on the composer's edge.
    pub text: String,
    /// A line of knowledge of what the chat is about, which has no code.
    pub known: bool,
}

/// Replies shown at most.
const SHOWN: usize = 50;
/// Replies that stand before lines of knowledge.
const BEFORE: usize = 3;
/// Lines of knowledge shown at most.
const KNOWN: usize = 8;

impl Default for Picker {
    fn default() -> Self {
        Self { query: Editor::single(), found: Vec::new(), list: ListState::default() }
    }
}

pub(super) fn search(model: &mut Model) {
    let lang = customers_language(model);
    let (tr, fields) = (model.tr, fields_now(model));
    let known = known(model);
    let Some(Overlay::Picker(picker)) = model.overlays.last_mut() else { return };
    let query = picker.query.text().trim().to_owned();
    picker.found = if query.is_empty() {
        let title = |code: &str| model.replies.by_code(code, lang).map_or(String::new(), |r| r.title.to_string());
        let hits = model.chat.suggestions.iter();
        hits.map(|s| Hit { code: s.code.clone(), title: title(&s.code), text: s.text.to_string(), known: false })
            .collect()
    } else {
        find(&model.replies, &query, lang, SHOWN)
            .into_iter()
            .map(|reply| Hit {
                code: reply.code.to_string(),
                title: reply.title.to_string(),
                text: fill(reply, &fields, |place| tr.placeholder(place)).text.replace('\n', " "),
                known: false,
            })
            .collect()
    };
    // Behind the best replies, so that Enter takes what it always took.
    let at = picker.found.len().min(BEFORE);
    picker.found.splice(at..at, known);
    picker.list.fit(picker.found.len(), picker.list.page.max(9));
    picker.list.go(0);
}

/// What is known of the products the chat speaks of, as far as it fits what is typed: by the product's title, by what the
/// line is about, or by its words.
fn known(model: &Model) -> Vec<Hit> {
    let Some(Overlay::Picker(picker)) = model.overlays.last() else { return Vec::new() };
    let words: Vec<String> = picker.query.text().split_whitespace().map(str::to_lowercase).collect();
    let cards = model.chat.page().map_or(&[][..], |page| &page.products);
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for card in cards {
        for line in card.knowledge() {
            let topic = model.tr.topic(line.topic);
            let codes: Vec<&str> = card.codes().collect();
            let all = format!("{} {} {topic} {} {}", card.title, codes.join(" "), line.about, line.text).to_lowercase();
            if words.iter().all(|word| all.contains(word)) {
                let title = if line.about.is_empty() { topic.to_owned() } else { line.about.to_string() };
                found.push(Hit { code: String::new(), title, text: line.text.to_line().to_string(), known: true });
            }
        }
    }
    found.truncate(KNOWN);
    found
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Picker(picker)) = model.overlays.last_mut() else { return Vec::new() };
    let digit = match chord.folded().key {
        Key::Char(c @ '1'..='9') if !chord.ctrl => Some(c as usize - '1' as usize),
        _ => None,
    };
    let by_digit = digit.filter(|_| picker.query.is_empty() || chord.alt);
    if let Some(at) = by_digit {
        return take(model, at);
    }
    match action {
        Some(Action::OverDown) => picker.list.step(1),
        Some(Action::OverUp) => picker.list.step(-1),
        Some(Action::OverPageDown) => picker.list.turn(true),
        Some(Action::OverPageUp) => picker.list.turn(false),
        Some(Action::Accept) => {
            let at = picker.list.selected;
            return take(model, at);
        }
        _ if chord.key == Key::Backspace && picker.query.is_empty() => {
            model.overlays.pop();
        }
        _ if picker.query.press(chord) => search(model),
        _ => {}
    }
    Vec::new()
}

fn take(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(Overlay::Picker(picker)) = model.overlays.last() else { return Vec::new() };
    let Some(hit) = picker.found.get(at).cloned() else { return Vec::new() };
    model.overlays.pop();
    if hit.known { composer::insert_words(model, &hit.text) } else { composer::insert_reply(model, &hit.code) }
}
