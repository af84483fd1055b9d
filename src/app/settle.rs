//! What the screen needs and has not: asked once, after all waiting messages were taken in and before a frame.

use super::layout::Part;
use super::model::{Model, Pane};
use super::msg::{Ask, Effect};
use super::overlays::{self, Overlay};
use super::panes;

/// Fits every list to its place on screen and asks for what is seen but not loaded.
///
/// A burst of a thousand keys therefore asks the store once, not a thousand times.
pub fn settle(model: &mut Model) -> Vec<Effect> {
    let layout = model.layout();
    if layout.too_small {
        return Vec::new();
    }
    let rows = |part| usize::from(layout.inside(part).height);
    let mut asks = Vec::new();
    let epoch = model.epoch;

    model.desk.want(Ask::Desk);
    asks.extend(model.desk.due(epoch));

    model.queue.lines = if layout.inside(Part::Queue).width >= panes::queue::ONE_LINE { 1 } else { 2 };
    let foot = usize::from(model.desk.have().is_some_and(|desk| !desk.unconnected.is_empty()));
    model.queue.fit(rows(Part::Queue).saturating_sub(foot));
    if layout.shows(Pane::Queue) || model.queue.is_empty() {
        asks.extend(model.queue.due(epoch).map(Ask::Queue));
    }
    asks.extend(model.chat.due(epoch).map(Ask::Chat));
    if layout.shows(Pane::Orders) {
        panes::orders::fit(model, rows(Part::Orders));
        asks.extend(model.orders.page.due(epoch).map(Ask::Orders));
        if layout.part(Part::Order).is_some() || model.orders.detail {
            panes::orders::follow(model);
            asks.extend(model.orders.order.due(epoch).map(Ask::Order));
        }
    }
    if layout.shows(Pane::Cases) {
        let inside = layout.inside(Part::Cases);
        model.cases.fit(inside.width, inside.height);
        asks.extend(model.cases.page.due(epoch).map(Ask::Cases));
        // Steps can be taken from the list too: they need the case as it stands now.
        if layout.part(Part::Case).is_some() || model.focus == Pane::Cases {
            model.cases.follow();
            asks.extend(model.cases.case.due(epoch).map(Ask::Case));
        }
    }
    if layout.shows(Pane::Log) {
        model.log.fit(rows(Part::Log));
        asks.extend(model.log.page.due(epoch).map(Ask::Log));
    }
    if model.focus == Pane::Todo {
        model.todo.fit(rows(Part::Todo));
        asks.extend(model.todo.due(epoch).map(|()| Ask::Shift));
    } else {
        asks.extend(model.todo.count_due(epoch, model.now).map(|()| Ask::Shift));
    }
    if model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Card(_))) {
        asks.extend(model.card.due(epoch).map(Ask::Card));
    }
    if let Some(Overlay::Proof(view)) = model.overlays.last() {
        let wanted = overlays::proof::wanted(model, view);
        model.proof.want(wanted);
        // Once: what a file shows does not change with the data.
        asks.extend(model.proof.due(0).map(Ask::Proof));
    }
    let inside = layout.inside(Part::Composer);
    model.chat.composer.fit(inside.width, inside.height);
    model.chat.fit(layout.inside(Part::Messages));
    panes::naming::fill(model);
    panes::suggest::suggest(model);
    let mut effects = panes::chat::read(model);
    effects.extend(asks.into_iter().map(Effect::Ask));
    effects
}
