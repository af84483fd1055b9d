//! Dialogs: a few fields, filled in as far as what is in view allows, and one effect when they are accepted.

mod at_shop;
mod case;
mod case_submit;
mod case_tools;
mod desk;
mod make;
mod names;
mod order_act;
mod review;
mod review_case;
mod submit;

pub use at_shop::{ShopPurpose, refund_there, settle};
pub use case::{Caps, case, other_step, set_due, step, what_if};
pub use case_tools::{CasePurpose, compensate, evidence, freight, pack, paid_out};
pub use desk::{DeskPurpose, answer, end_shift, mark, merge, page_fault, ticket};
pub use make::{escalate, log, memo, promise, reveal, snooze, todo_snooze, transfer};
pub use names::{NamePurpose, name_me, name_shop};
pub use order_act::{Gives, bulk, end_act, flag, force_reminder, order_act};

pub(in crate::app) use submit::refused;

pub use review::review;
pub use review_case::{About as ReviewAbout, review_case};

use crate::action::Action;
use crate::domain::aftersale::{OpenCase, Step};
use crate::domain::order_act::{Intention, OrderAct};
use crate::domain::shift::ItemKey;
use crate::domain::worklog::LogLinks;
use crate::domain::{CaseId, ConversationId, CustomerId, LogId, OrderId, QuickReply, ReviewId};
use crate::keymap::Chord;

use super::super::input::{Form, FormEvent, FormKey};
use super::super::model::Model;
use super::super::msg::{Ask, BulkView, Effect, FolderPage, Reminding};
use super::Overlay;
use super::path::Files;

/// A dialog.
#[derive(Debug)]
pub struct Dialog {
    /// What it is for.
    pub purpose: Purpose,
    /// Its heading.
    pub title: String,
    /// A line above the fields; empty when none is needed.
    pub lead: String,
    /// Its fields.
    pub form: Form,
    /// The folder beside its path field, when it has one.
    pub files: Option<Files>,
    /// Lines below the fields.
    pub below: Vec<String>,
}

/// What a dialog is for, with what it is about.
#[derive(Clone, PartialEq, Debug)]
pub enum Purpose {
    /// Put chats off.
    Snooze(Vec<ConversationId>),
    /// Hand a chat over.
    Transfer(ConversationId),
    /// Escalate to the lead.
    Escalate(ConversationId),
    /// Note a promise.
    Promise {
        /// In which chat.
        chat: Option<ConversationId>,
        /// About which order.
        order: Option<OrderId>,
        /// To whom.
        customer: Option<CustomerId>,
    },
    /// Write or change a log entry.
    Log(Option<LogId>, LogLinks),
    /// Set a flag.
    Flag(OrderId),
    /// Add a memo line.
    Memo(OrderId),
    /// Note an act on an order; with the price and what the agent may give away of it alone, where it gives any.
    Act(OrderId, OrderAct, Option<Gives>),
    /// Go on although a rule speaks against a reminder.
    ForceReminder(Reminding),
    /// Agree to a bulk.
    Bulk(Box<BulkView>, Box<QuickReply>),
    /// Mark one of these as done.
    EndAct(Vec<Intention>),
    /// Show a record's phone and address.
    Reveal(OrderId),
    /// Open a case of an order, with what may be refunded on each line, or go to the open one of the same goods.
    Case(OrderId, Caps, Option<OpenCase>),
    /// Choose a step that has no key of its own.
    PickStep(CaseId),
    /// Take a step in a case.
    Step {
        /// Which case.
        case: CaseId,
        /// Which step.
        step: Step,
        /// The version seen.
        version: i64,
    },
    /// Set a due time by hand.
    SetDue(CaseId),
    /// Try another instant.
    WhatIf(CaseId),
    /// Put a row of the to-do list off.
    TodoSnooze(ItemKey),
    /// Answer a review of this version in public.
    Review(ReviewId, i64),
    /// Take a step in the case of a review, seen at this version when there was one.
    ReviewCase(ReviewId, Option<i64>),
    /// Tickets, customers, the end of the shift.
    Desk(DeskPurpose),
    /// The tools of a case.
    CaseTool(CasePurpose),
    /// What buyers are told a shop or the agent is called.
    Name(NamePurpose),
    /// What is written to a live shop.
    AtShop(ShopPurpose),
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut() else { return Vec::new() };
    match action {
        Some(Action::Accept) if dialog.form.key(FormKey::Submit) == FormEvent::Submitted => submit::submit(model),
        Some(Action::Accept) => Vec::new(),
        Some(Action::NextField) if complete(dialog) => changed(model),
        Some(Action::NextField | Action::OverDown) => {
            dialog.form.key(FormKey::Next);
            Vec::new()
        }
        Some(Action::PrevField | Action::OverUp) => {
            dialog.form.key(FormKey::Prev);
            Vec::new()
        }
        _ => {
            let edited = dialog.form.press(chord) == FormEvent::Changed;
            if edited { changed(model) } else { Vec::new() }
        }
    }
}

/// True when Tab added something to the path in focus.
fn complete(dialog: &mut Dialog) -> bool {
    let in_path = dialog.form.fields().get(dialog.form.focus()).is_some_and(|field| field.id == "path");
    let whole = dialog.files.as_ref().filter(|_| in_path).and_then(|files| files.completed(&dialog.form.value("path")));
    whole.is_some_and(|path| {
        dialog.form.set("path", &path);
        true
    })
}

/// After it was opened or a field changed: the folder beside a path is asked for, and what fits is listed anew.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    let epoch = model.epoch;
    let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut() else { return Vec::new() };
    let typed = dialog.form.value("path");
    let Some(files) = &mut dialog.files else { return Vec::new() };
    files.follow(&typed);
    files.folder.due(epoch).map(|folder| Effect::Ask(Ask::Folder(folder))).into_iter().collect()
}

/// Takes a folder in, if it is still the one that is typed.
pub(in crate::app) fn take_folder(model: &mut Model, folder: &str, page: &FolderPage) {
    if let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut()
        && let Some(files) = &mut dialog.files
        && files.folder.take(folder.to_owned(), page.clone())
    {
        files.list(&dialog.form.value("path"));
    }
}
