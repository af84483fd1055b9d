//! Actions that work everywhere.

use crate::action::Action;
use crate::domain::RawText;
use crate::text::Lang;

use super::super::model::{Model, Pane, Shade};
use super::super::msg::{Ask, Do, Effect, Found};
use super::super::overlays::{self, Overlay};
use super::super::panes;
use super::super::status::Tone;

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::NextPane => focus(model, turned(model, 1)),
        Action::PrevPane => focus(model, turned(model, -1)),
        Action::PaneQueue => focus(model, Pane::Queue),
        Action::PaneChat => focus(model, Pane::Chat),
        Action::PaneOrders => focus(model, Pane::Orders),
        Action::PaneCases => focus(model, Pane::Cases),
        Action::PaneLog => focus(model, Pane::Log),
        Action::PaneTodo => focus(model, Pane::Todo),
        Action::NextChat => panes::chat::next(model),
        Action::Urgent => vec![Effect::Ask(Ask::Urgent(panes::in_view(model)))],
        Action::Find => {
            let mut effects = focus(model, Pane::Orders);
            effects.extend(panes::orders::start_search(model));
            effects
        }
        Action::Palette => open(model, Overlay::palette()),
        Action::Help => {
            let scope = model.scope();
            open(model, Overlay::help(scope))
        }
        Action::Undo => vec![Effect::Do(Do::Undo)],
        Action::Repeat => panes::repeat(model),
        Action::Zoom => {
            model.zoom = !model.zoom;
            Vec::new()
        }
        Action::Redraw => vec![Effect::Redraw],
        Action::Language => {
            model.tr = if model.tr == Lang::Zh { Lang::En } else { Lang::Zh };
            model.chat.forget_suggestions();
            Vec::new()
        }
        Action::Theme => {
            model.shade = if model.shade == Shade::Dark { Shade::Light } else { Shade::Dark };
            Vec::new()
        }
        Action::Reveal => match panes::order_in_view(model) {
            Some(order) => open(model, overlays::dialog::reveal(model.tr, order)),
            None => unavailable(model, model.tr.no_order_in_view()),
        },
        Action::CustomerCard => overlays::card::show(model),
        Action::Product => overlays::product::show(model),
        Action::NameShop => panes::naming::shop(model),
        Action::NameMe => panes::naming::me(model),
        Action::Import => open(model, Overlay::import()),
        Action::CancelJob => match &model.status.job {
            Some(job) => vec![Effect::CancelJob(job.kind)],
            None => unavailable(model, model.tr.no_job()),
        },
        Action::Back => back(model),
        Action::ClearOr => {
            model.queue.marks.clear();
            model.orders.marks.clear();
            let text = model.tr.how_to_quit(&model.settings.keymap.shown(Action::Quit));
            model.status.say(Tone::Info, text, model.now);
            Vec::new()
        }
        Action::Suspend => save_then(model, Effect::Suspend),
        Action::Quit => save_then(model, Effect::Quit),
        _ => Vec::new(),
    }
}

/// Moves the focus to a pane; leaving the composer saves what is in it.
pub(in crate::app) fn focus(model: &mut Model, pane: Pane) -> Vec<Effect> {
    let effects = if model.focus == Pane::Chat { panes::chat::save_now(model) } else { Vec::new() };
    if model.focus != pane {
        model.zoom = false;
    }
    model.orders.searching = false;
    model.log.searching = false;
    model.focus = pane;
    if pane == Pane::Cases && model.cases.detail {
        model.zoom = true;
    }
    if pane == Pane::Chat {
        model.chat.composer.focused = model.chat.id().is_some();
    }
    effects
}

/// Lays an overlay over the panes.
pub(in crate::app) fn open(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlays.push(overlay);
    overlays::changed(model)
}

/// Says why an action can do nothing here.
pub(in crate::app) fn unavailable(model: &mut Model, why: &str) -> Vec<Effect> {
    model.status.say(Tone::Info, why, model.now);
    Vec::new()
}

fn turned(model: &Model, steps: isize) -> Pane {
    if model.focus == Pane::Todo { Pane::Queue } else { model.focus.turned(steps) }
}

fn back(model: &mut Model) -> Vec<Effect> {
    match model.focus {
        Pane::Orders if model.orders.detail => model.orders.detail = false,
        Pane::Cases if model.cases.detail => drop(model.cases.leave_one()),
        Pane::Log if model.log.detail => model.log.detail = false,
        Pane::Orders if !model.orders.marks.is_empty() => model.orders.marks.clear(),
        Pane::Orders if model.orders.leave_search() => {}
        Pane::Cases if model.cases.leave_one() => {}
        Pane::Log if model.log.leave_search() => {}
        Pane::Queue if !model.queue.marks.is_empty() => model.queue.marks.clear(),
        _ if model.zoom => model.zoom = false,
        Pane::Queue => {
            let text = model.tr.how_to_quit(&model.settings.keymap.shown(Action::Quit));
            model.status.say(Tone::Info, text, model.now);
        }
        _ => return focus(model, Pane::Queue),
    }
    Vec::new()
}

fn save_then(model: &mut Model, last: Effect) -> Vec<Effect> {
    let mut effects = panes::chat::save_now(model);
    effects.push(last);
    effects
}

/// Goes to what a lookup found.
pub(in crate::app) fn found(model: &mut Model, found: Found) -> Vec<Effect> {
    match found {
        Found::Chat(id) => panes::chat::open(model, id),
        Found::Order(id) => {
            let effects = focus(model, Pane::Orders);
            panes::orders::show(model, id);
            effects
        }
        Found::Orders(query) => {
            let effects = focus(model, Pane::Orders);
            panes::orders::search_for(model, &RawText::new(query));
            effects
        }
        Found::Nothing => unavailable(model, model.tr.nothing_found()),
    }
}
