//! What happens to the model: a message comes in, the model changes, effects go out.
//!
//! A key goes to the top overlay, else to the text being written, else through the keymap to an action; the
//! action goes to the pane that owns its scope, or to everyone (`global`).

mod answers;
mod global;
mod mouse;

pub(in crate::app) use global::{focus, open, unavailable};

use crate::action::{Action, Scope};
use crate::domain::{RawText, Span};
use crate::keymap::Chord;

use super::model::{Model, Pane};
use super::msg::{Ask, Effect, Msg};
use super::overlays;
use super::panes;
use super::status::Tone;

/// Takes one message in; what is to be done comes out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    model.touched |= matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_));
    match msg {
        Msg::Key(chord) => key(model, chord),
        Msg::Paste(raw) => paste(model, raw),
        Msg::Mouse(mouse) => mouse::mouse(model, mouse),
        Msg::Resize(cols, rows) => {
            model.size = (cols, rows);
            // A terminal that shrank and grew again has lost what was on it, even when the size is the same.
            vec![Effect::Redraw]
        }
        Msg::Tick(now) => tick(model, now),
        Msg::ClockJumped => {
            let text = model.tr.clock_jumped();
            model.status.say(Tone::Warn, text, model.now);
            model.epoch += 1;
            Vec::new()
        }
        Msg::Answer(answer) => answers::answer(model, *answer),
        Msg::Did(did) => answers::did(model, *did),
        Msg::Failed(problem) => {
            model.todo.forget_marked();
            model.pending = model.pending.saturating_sub(1);
            model.status.problem(&problem, model.tr, model.now);
            overlays::dialog::refused(model, &problem);
            model.epoch += 1;
            Vec::new()
        }
        Msg::Unsent(what, problem) => {
            let mut effects = update(model, Msg::Failed(problem));
            effects.extend(panes::composer::unsent(model, *what));
            effects
        }
        Msg::Trouble(problem) => {
            model.status.problem(&problem, model.tr, model.now);
            Vec::new()
        }
        Msg::StoreChanged => {
            model.epoch += 1;
            Vec::new()
        }
        Msg::Uses(uses) => {
            model.uses = uses;
            Vec::new()
        }
        Msg::Replies(Ok(set)) => {
            model.replies = set;
            Vec::new()
        }
        Msg::Replies(Err(problems)) => {
            if let Some(problem) = problems.first() {
                model.status.problem(problem, model.tr, model.now);
            }
            Vec::new()
        }
        Msg::Settings(settings) => {
            // What was switched by a key stays, unless the file says something new.
            if settings.tr != model.settings.tr {
                model.tr = settings.tr;
            }
            if settings.shade != model.settings.shade {
                model.shade = settings.shade;
            }
            // The colours of flags are the rules', and told by them.
            let flags = std::mem::take(&mut model.settings.flags);
            model.settings = super::model::Settings { flags, ..*settings };
            model.chat.forget_suggestions();
            model.epoch += 1;
            Vec::new()
        }
        Msg::Flags(flags) => {
            model.settings.flags = flags;
            Vec::new()
        }
        Msg::Job(job) => {
            if job.end.is_some() {
                model.epoch += 1;
            }
            overlays::import::job_ended(model, &job);
            model.status.job(job, model.tr, model.now);
            Vec::new()
        }
        Msg::ImportTold(told) => {
            overlays::import::take_told(model, *told);
            Vec::new()
        }
        Msg::Resumed => vec![Effect::Redraw],
    }
}

/// The clock went on: notices end, drafts are saved, a chat that passed a step of its promise rings once.
fn tick(model: &mut Model, now: crate::domain::Time) -> Vec<Effect> {
    let before = model.now;
    model.now = now;
    model.status.expire(now);
    model.orders.mask_again(now);
    if model.queue.comes_back(before, now) {
        model.epoch += 1;
    }
    let mut effects = panes::chat::autosave(model);
    let in_view = model.chat.id().filter(|_| model.focus == Pane::Chat);
    if now.since(before) < Span::minutes(2) && model.queue.rings(before, now, in_view, model.settings.promise) {
        effects.push(Effect::Bell);
    }
    effects
}

fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return overlays::key(model, chord);
    }
    if model.typing() {
        return match model.focus {
            Pane::Chat => panes::composer::key(model, chord),
            Pane::Orders => panes::orders::search_key(model, chord),
            _ => panes::log::search_key(model, chord),
        };
    }
    let chord = chord.folded();
    match model.settings.keymap.find(model.scope(), chord) {
        Some(action) => act(model, action),
        None => Vec::new(),
    }
}

/// A chord inside a text: only what no text would take reaches the table.
pub(super) fn chord_in_text(model: &mut Model, chord: Chord, scope: Scope) -> Option<Vec<Effect>> {
    use crate::keymap::Key;
    let action = model.settings.keymap.find(scope, chord)?;
    let own = action.row().scope == scope;
    let command = chord.ctrl || chord.alt || matches!(chord.key, Key::F(_) | Key::Esc | Key::Tab | Key::Enter);
    (command && (own || chord.typed().is_none())).then(|| act(model, action))
}

/// Does what an action says, wherever it was asked for: a key, the palette, the mouse.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action.row().scope {
        Scope::Global => global::act(model, action),
        Scope::List => match model.focus {
            Pane::Queue => panes::queue::list(model, action),
            Pane::Chat => panes::chat::list(model, action),
            Pane::Orders => panes::orders::list(model, action),
            Pane::Cases => panes::cases::list(model, action),
            Pane::Log => panes::log::list(model, action),
            Pane::Todo => panes::todo::list(model, action),
        },
        Scope::Queue => panes::queue::act(model, action),
        Scope::Chat => panes::chat::act(model, action),
        Scope::Composer => panes::composer::act(model, action),
        Scope::Orders => panes::orders::act(model, action),
        Scope::Cases => panes::cases::act(model, action),
        Scope::Log => panes::log::act(model, action),
        Scope::Todo => panes::todo::act(model, action),
        Scope::Overlay => Vec::new(),
    }
}

/// A paste goes into the text that has the focus; outside a text it is a lookup, no key before it.
fn paste(model: &mut Model, raw: RawText) -> Vec<Effect> {
    if let Some(overlay) = model.overlays.last_mut() {
        if overlay.takes_text() {
            overlay.paste(&raw);
            return overlays::changed(model);
        }
        model.overlays.clear();
    }
    if model.typing() {
        return match model.focus {
            Pane::Chat => panes::composer::paste(model, &raw),
            Pane::Orders => panes::orders::search_paste(model, &raw),
            _ => panes::log::search_paste(model, &raw),
        };
    }
    look_up(&raw)
}

/// Asks what a pasted text is about.
fn look_up(raw: &RawText) -> Vec<Effect> {
    use crate::domain::paste::{Pasted, analyse};
    match analyse(raw) {
        pasted @ Pasted::Chat(_) => vec![Effect::Do(super::msg::Do::TakePaste(pasted))],
        pasted => vec![Effect::Ask(Ask::Lookup(pasted))],
    }
}
