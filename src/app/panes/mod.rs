//! The panes: what each one remembers, and what its keys do.

mod at_shop;
mod case_tools;
pub mod cases;
pub mod chat;
pub mod composer;
pub mod log;
pub(in crate::app) mod naming;
pub mod orders;
pub mod queue;
pub(in crate::app) mod reminding;
pub mod suggest;
pub mod todo;

pub use cases::CasesPane;
pub use chat::ChatPane;
pub use log::LogPane;
pub use orders::OrdersPane;
pub use queue::QueuePane;
pub use todo::TodoPane;

use crate::domain::Order;
use crate::domain::product::short_title;
use crate::domain::urgency::{Target, Urgent};
use crate::domain::worklog::LogLinks;

use super::layout::Part;
use super::model::{Model, Pane};
use super::msg::{Effect, NewLog};
use super::status::Tone;
use super::update::focus;

/// The order in view, from the focused pane's point of view: the one a case, a memo or a log entry is about.
pub fn order_in_view(model: &Model) -> Option<&Order> {
    match model.focus {
        Pane::Orders => model.orders.selected().map(|row| &row.order),
        Pane::Cases => model.cases.page_of_selected().and_then(|page| page.order.as_ref()).map(|(order, _)| order),
        // The list covers the chat: what cannot be seen is not meant.
        Pane::Todo => None,
        _ => model.chat.order().map(|(order, _)| order),
    }
}

/// The first of the goods an order's title names, in the few words an entry begins with.
pub(in crate::app) fn short_goods(title: &str) -> String {
    let first = title.split('，').next().unwrap_or_default();
    short_title(first, GOODS_MAX).trim().to_owned()
}

/// How much of the goods' name an entry begins with: what went wrong is the longer part.
const GOODS_MAX: usize = 16;

/// A log entry half filled in from what is in view.
pub fn half_filled_log(model: &Model) -> NewLog {
    let tr = model.tr;
    let case = (model.focus == Pane::Cases).then(|| model.cases.selected()).flatten();
    let order = order_in_view(model);
    let chat = model.chat.page().filter(|_| matches!(model.focus, Pane::Chat | Pane::Queue));
    let mut problem = String::new();
    if let Some(row) = case {
        problem = format!("{} {}: ", tr.case_type(row.case.kind), row.case.reason.said());
    } else if let Some(order) = order {
        problem = format!("{}: ", short_goods(&order.title));
    }
    if let Some(page) = chat
        && let Some(asked) = page.messages.iter().rev().find(|m| m.from == crate::domain::Sender::Customer)
    {
        problem.push_str(&asked.text.to_line());
    }
    NewLog {
        problem,
        kind: order.map(|o| o.carrier.to_string()).filter(|_| case.is_none()).unwrap_or_default(),
        links: LogLinks {
            chat: chat.map(|page| page.chat.id),
            order: order.map(|order| order.id),
            case: case.map(|row| row.case.id),
        },
        ..NewLog::default()
    }
}

/// What is open before the agent: "next" goes past it.
pub fn in_view(model: &Model) -> Option<Target> {
    match model.focus {
        Pane::Chat => model.chat.id().map(Target::Chat),
        Pane::Orders if model.orders.detail => model.orders.selected().map(|row| Target::Order(row.order.id)),
        Pane::Cases if model.cases.detail => model.cases.selected().map(|row| Target::Case(row.case.id)),
        _ => None,
    }
}

/// Goes to the most urgent thing, and says why it is.
pub fn go_to(model: &mut Model, urgent: &Urgent) -> Vec<Effect> {
    let why = model.tr.urgent(urgent, model.now);
    let effects = match urgent.what {
        Target::Chat(id) => chat::open(model, id),
        Target::Order(id) => {
            let effects = focus(model, Pane::Orders);
            orders::show(model, id);
            effects
        }
        Target::Promise(_) | Target::Ticket(_) => focus(model, Pane::Todo),
        Target::Case(id) => {
            let effects = focus(model, Pane::Cases);
            cases::show(model, id);
            model.cases.detail = true;
            model.zoom = true;
            effects
        }
    };
    model.status.say(Tone::Warn, why, model.now);
    effects
}

/// Repeats my last act on the next row of the focused list.
pub fn repeat(model: &mut Model) -> Vec<Effect> {
    match model.focus {
        Pane::Queue => queue::repeat(model),
        Pane::Orders => orders::repeat(model),
        Pane::Todo => todo::repeat(model),
        _ => {
            let text = model.tr.nothing_to_repeat();
            model.status.say(Tone::Info, text, model.now);
            Vec::new()
        }
    }
}

/// Scrolls a part by rows, whether it has the focus or not.
pub fn scroll(model: &mut Model, part: Part, rows: isize) {
    match part {
        Part::Queue => model.queue.list.scroll(rows),
        Part::Messages | Part::Suggestions | Part::Composer => model.chat.scroll_by(-rows),
        Part::Orders => model.orders.list.scroll(rows),
        Part::Order => model.orders.scroll_by(rows),
        Part::Cases => model.cases.list.scroll(rows),
        Part::Case => model.cases.scroll = model.cases.scroll.saturating_add_signed(rows),
        Part::Log => model.log.list.scroll(rows),
        Part::Entry => {}
        Part::Todo => model.todo.scroll(rows),
    }
}

/// Selects the row a press of the mouse fell on, or gives what is shown whole the keys; Enter opens it, as everywhere.
/// In the composer it puts the caret there, and a suggestion that is pressed goes into it. Row and column count from the
/// part's inside.
pub fn press(model: &mut Model, part: Part, row: usize, col: usize) -> Vec<Effect> {
    match part {
        Part::Queue => model.queue.press(row),
        Part::Orders => model.orders.press(row),
        Part::Order => model.orders.detail = true,
        Part::Cases => model.cases.press(row),
        Part::Case => model.cases.detail = true,
        Part::Log => model.log.press(row),
        Part::Todo => model.todo.press(row),
        Part::Composer => drop(model.chat.composer.editor.click(row, col)),
        Part::Suggestions if row < model.chat.suggestions.len() => return composer::take_suggestion(model, row),
        Part::Suggestions | Part::Entry | Part::Messages => {}
    }
    Vec::new()
}
