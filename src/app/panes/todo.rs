//! Pane 6: the to-do list of the shift, worked from top to bottom. Each row is one customer with one suggested act.

mod pane;

pub use pane::{RULE_ROWS, TodoPane, UNKNOWN_A_LINE};

use crate::action::Action;
use crate::domain::reminder::ReminderKind;
use crate::domain::review_case::ReviewStep;
use crate::domain::shift::{Act, Item, ItemKey, Why};
use crate::domain::ticket::TicketKind;

use super::super::Pane;
use super::super::model::Model;
use super::super::msg::{Do, Effect};
use super::super::overlays::dialog;
use super::super::overlays::tickets::TicketAbout;
use super::super::update::{focus, open, unavailable};

/// Keys of every list, on the rows.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let mut place = model.todo.place();
    if place.moved(action) {
        (model.todo.row, model.todo.top) = (place.selected, place.top);
    }
    Vec::new()
}

/// Keys of the list itself.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::EndShift => return open(model, dialog::end_shift(model.tr)),
        Action::TodoResult => return log_result(model),
        Action::NextSection => model.todo.turn(1),
        Action::PrevSection => model.todo.turn(-1),
        Action::WholeSection => {
            model.todo.whole = true;
            model.todo.step(isize::MIN / 2);
            return act(model, Action::TodoAct);
        }
        _ => {
            let Some(item) = model.todo.selected().cloned() else {
                return unavailable(model, model.tr.section_is_empty());
            };
            model.todo.last = Some(action);
            let mut effects = on_row(model, action, &item);
            let acts = action == Action::TodoDone || action == Action::TodoAct && item.act != Act::Skip;
            if acts && !effects.iter().any(|effect| matches!(effect, Effect::Do(Do::ShiftDone(_)))) {
                effects.push(Effect::Do(Do::ShiftBegun(item.key)));
            }
            return effects;
        }
    }
    Vec::new()
}

fn on_row(model: &mut Model, action: Action, item: &Item) -> Vec<Effect> {
    match action {
        Action::TodoAct => suggested(model, item),
        Action::TodoOpen => open_row(model, item),
        Action::TodoReview => review_case(model, item, None),
        Action::TodoDone if matches!(item.why, Why::ReviewCase(_)) => review_case(model, item, Some(ReviewStep::Close)),
        Action::TodoDone if model.todo.marked.contains(&item.key) => Vec::new(),
        Action::TodoDone => {
            let effects = done(item);
            model.todo.marked.push(item.key.clone());
            // The next key is for the next row, however fast it comes.
            model.todo.step(1);
            effects
        }
        Action::TodoSnooze => open(model, dialog::todo_snooze(model.tr, item)),
        Action::TodoLog => {
            let log = super::super::msg::NewLog {
                problem: match (item.promise, item.ticket) {
                    (None, None) => super::short_goods(&item.about.title),
                    _ => item.about.title.to_string(),
                },
                links: crate::domain::worklog::LogLinks {
                    chat: item.about.chat,
                    order: item.about.order,
                    case: item.case,
                },
                ..Default::default()
            };
            open(model, dialog::log(model.tr, None, log))
        }
        _ => Vec::new(),
    }
}

/// Does what the row suggests. A reminder goes to the chat filled in, and the row is done when it is sent.
fn suggested(model: &mut Model, item: &Item) -> Vec<Effect> {
    let tr = model.tr;
    match item.act {
        Act::Skip => {
            model.todo.step(1);
            let why = tr.why(item, model.settings.zone, model.now);
            unavailable(model, &why)
        }
        Act::Remind => match item.about.order {
            Some(order) => super::reminding::start(order, &item.about.number, ReminderKind::Payment),
            None => open_row(model, item),
        },
        Act::Accept => match item.handover {
            Some(row) => vec![Effect::Do(Do::Accept(row))],
            None => open_row(model, item),
        },
        Act::NoteAnswer => match (item.ticket, &item.why) {
            (Some(id), Why::TicketOpen { kind, .. }) => open(model, dialog::answer(tr, id, *kind, &item.about.nick)),
            _ => open_row(model, item),
        },
        Act::CloseTicket => match item.ticket {
            Some(id) => vec![Effect::Do(Do::CloseTicket(id))],
            None => open_row(model, item),
        },
        Act::WorkReview => review_case(model, item, None),
        Act::Read => done(item),
        Act::AnswerReview => match &item.why {
            Why::Review { answer, stars, words } => {
                let overlay = dialog::review(model, item, answer, *stars, words);
                open(model, overlay)
            }
            _ => done(item),
        },
        // Sent from the chat, it is written down as a reminder, so that nobody is nudged twice.
        Act::Nudge => match item.about.chat {
            Some(chat) => {
                let effects = super::chat::open(model, chat);
                model.chat.composer.nudges = true;
                effects
            }
            None => open_row(model, item),
        },
        Act::AskWarehouse => ask(model, item, TicketKind::StockQuestion, tr.ask_why_late()),
        Act::TraceParcel => ask(model, item, TicketKind::TraceParcel, tr.ask_where_parcel()),
        Act::TellPacking => tell_packing(model, item),
        Act::AskReceipt => match item.about.order {
            Some(order) => {
                let arrived = matches!(item.why, Why::Arrived { .. });
                let kind = if arrived { ReminderKind::Received } else { ReminderKind::Confirm };
                super::reminding::start(order, &item.about.number, kind)
            }
            None => open_row(model, item),
        },
        Act::KeepPromise => match item.promise {
            Some(promise) => vec![Effect::Do(Do::PromiseDone(promise))],
            None => open_row(model, item),
        },
        _ => open_row(model, item),
    }
}

/// The next step of the case of the review in view.
fn review_case(model: &mut Model, item: &Item, wanted: Option<ReviewStep>) -> Vec<Effect> {
    let overlay = match &item.why {
        Why::Review { stars, words, answer } => {
            let about = dialog::ReviewAbout { review: answer.id, nick: &item.about.nick, stars: *stars, words };
            dialog::review_case(model, &about, None, wanted)
        }
        Why::ReviewCase(case) => {
            let about =
                dialog::ReviewAbout { review: case.review, nick: &case.buyer, stars: case.stars, words: &case.words };
            dialog::review_case(model, &about, Some(case), wanted)
        }
        _ => return unavailable(model, model.tr.no_review_here()),
    };
    open(model, overlay)
}

/// A ticket about the row, with words to start from; the row is done when it is opened.
fn ask(model: &mut Model, item: &Item, kind: TicketKind, words: &str) -> Vec<Effect> {
    let about = TicketAbout {
        order: item.about.order,
        chat: item.about.chat,
        case: item.case,
        customer: item.about.customer,
        whose: item.about.nick.clone(),
        row: Some(item.key.clone()),
    };
    open(model, dialog::ticket(model.tr, kind, about, words))
}

/// One line for the packers; the row is done with it.
fn tell_packing(model: &mut Model, item: &Item) -> Vec<Effect> {
    let tr = model.tr;
    let Why::Changed { what, text } = &item.why else { return open_row(model, item) };
    let line = tr.tell_packing_line(&item.about.number, tr.happened(what), text);
    vec![Effect::Copy(line), Effect::Do(Do::ShiftDone(item.key.clone()))]
}

/// The result goes into the log when nothing is left to do.
fn log_result(model: &mut Model) -> Vec<Effect> {
    match model.todo.left() {
        Some(0) => vec![Effect::Do(Do::LogResult)],
        Some(left) => {
            let why = model.tr.todo_not_finished(left);
            unavailable(model, &why)
        }
        None => unavailable(model, model.tr.still_loading()),
    }
}

fn open_row(model: &mut Model, item: &Item) -> Vec<Effect> {
    if let Some(case) = item.case {
        let effects = focus(model, Pane::Cases);
        super::cases::show(model, case);
        model.cases.detail = true;
        model.zoom = true;
        return effects;
    }
    if let (Some(chat), Act::Answer | Act::KeepPromise | Act::Accept | Act::CloseTicket) = (item.about.chat, item.act) {
        return super::chat::open(model, chat);
    }
    if let Some(order) = item.about.order {
        let effects = focus(model, Pane::Orders);
        super::orders::show(model, order);
        return effects;
    }
    match item.about.chat {
        Some(chat) => super::chat::open(model, chat),
        None => unavailable(model, model.tr.nothing_to_open()),
    }
}

fn done(item: &Item) -> Vec<Effect> {
    let key: ItemKey = item.key.clone();
    if let Why::Review { answer, .. } = &item.why
        && !answer.draft.is_empty()
    {
        return vec![Effect::Do(Do::ReviewDone(answer.id, answer.version))];
    }
    match (item.promise, item.handover, item.ticket) {
        (_, Some(row), _) => vec![Effect::Do(Do::Accept(row))],
        (Some(promise), ..) => vec![Effect::Do(Do::PromiseDone(promise))],
        (.., Some(ticket)) => vec![Effect::Do(Do::CloseTicket(ticket))],
        _ => vec![Effect::Do(Do::ShiftDone(key))],
    }
}

/// Does the last act again, on the row that is selected now.
pub(in crate::app) fn repeat(model: &mut Model) -> Vec<Effect> {
    match model.todo.last {
        Some(action) => act(model, action),
        None => unavailable(model, model.tr.nothing_to_repeat()),
    }
}
