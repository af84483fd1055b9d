//! From the key of a reminder to the filled-in reply: the world says first whether the buyer may be written to.

use crate::domain::OrderId;
use crate::domain::reminder::ReminderKind;

use super::super::model::Model;
use super::super::msg::{BulkView, Do, Effect, Reminding};
use super::super::overlays::dialog;
use super::super::update::{open, unavailable};
use super::composer::{Purpose, write_about};
use super::suggest;

/// Asks whether the buyer of an order may be written to about one kind of thing.
pub(in crate::app) fn start(order: OrderId, number: &str, kind: ReminderKind) -> Vec<Effect> {
    let asked = Reminding { order, number: number.to_owned(), kind, force: None, old_data: false };
    vec![Effect::Do(Do::StartReminder(asked))]
}

/// The buyer may be written to: the chat is opened with the fitting reply filled in.
pub(in crate::app) fn ready(model: &mut Model, reminding: Reminding) -> Vec<Effect> {
    let (order, number) = (reminding.order, reminding.number.clone());
    write_about(model, order, &number, Purpose::Remind(reminding))
}

/// A rule speaks against it: a person may go on with a reason.
pub(in crate::app) fn stopped(model: &mut Model, reminding: Reminding, why: &str) -> Vec<Effect> {
    let overlay = dialog::force_reminder(model.tr, reminding, why);
    open(model, overlay)
}

/// Plans one message to the buyers of several orders; nothing is sent by that.
pub(in crate::app) fn many(model: &mut Model, orders: Vec<OrderId>) -> Vec<Effect> {
    match model.replies.by_code("wfk", suggest::own(model.tr)) {
        Some(reply) => {
            let reply = Box::new(reply.clone());
            vec![Effect::Do(Do::BulkRemind { orders, reply, agreed: None })]
        }
        None => unavailable(model, model.tr.no_such_reply()),
    }
}

/// A bulk was planned: the first text, who is passed over and why, and the number to be typed.
pub(in crate::app) fn planned(model: &mut Model, view: BulkView) -> Vec<Effect> {
    let Some(reply) = model.replies.by_code("wfk", suggest::own(model.tr)).cloned() else { return Vec::new() };
    let overlay = dialog::bulk(model.tr, view, reply);
    open(model, overlay)
}

impl Reminding {
    /// The short code of the quick reply that serves it.
    pub(in crate::app) const fn reply(&self) -> &'static str {
        match self.kind {
            ReminderKind::Payment | ReminderKind::Inquiry => "wfk",
            ReminderKind::Balance => "wk",
            ReminderKind::Shipped => "yfh",
            ReminderKind::Received => "yqs",
            ReminderKind::Confirm => "qrsh",
            ReminderKind::Review => "pj",
        }
    }
}
