//! What an accepted dialog does. A field that is wrong says so under itself, and nothing typed is lost.

use crate::domain::aftersale::limits::{Approval, Pin};
use crate::domain::aftersale::{CaseType, GoodsState, Reason, Step, StepInput, Waybill};
use crate::domain::{Flag, SafeText};

use super::super::super::model::Model;
use super::super::super::msg::{Do, Effect, NewCase, NewLog, NewPromise};
use super::super::super::panes;
use super::super::super::status::Tone;
use super::super::super::when::parse_when;
use super::super::Overlay;
use super::make::amount;
use super::order_act;
use super::{Dialog, Purpose};

/// A field, and what is wrong with it.
pub(super) type Fault = (&'static str, String);

pub(super) fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Dialog(dialog)) = model.overlays.last() else { return Vec::new() };
    match effect(model, dialog) {
        Ok(effects) => {
            model.overlays.pop();
            effects.into_iter().filter_map(|effect| told(model, effect)).collect()
        }
        Err((field, why)) => {
            if let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut() {
                dialog.form.fault(field, why);
            }
            Vec::new()
        }
    }
}

/// A dialog that only tells something says it in the status line instead of doing anything.
fn told(model: &mut Model, effect: Effect) -> Option<Effect> {
    if let Effect::Say(text) = effect {
        model.status.say(Tone::Info, text, model.now);
        return None;
    }
    Some(effect)
}

fn effect(model: &Model, dialog: &Dialog) -> Result<Vec<Effect>, Fault> {
    let tr = model.tr;
    let text = |field| dialog.form.said(field);
    let when = || {
        let at = parse_when(&text("when"), model.now, model.settings.zone);
        at.ok_or_else(|| ("when", tr.not_a_time().to_owned()))
    };
    let one = |act| Ok(vec![Effect::Do(act)]);
    match &dialog.purpose {
        Purpose::Snooze(chats) => one(Do::Snooze(chats.clone(), when()?)),
        Purpose::Transfer(chat) => one(Do::Transfer(*chat, text("whom"), text("why"))),
        Purpose::Escalate(chat) => one(Do::Escalate(*chat, text("why"))),
        Purpose::Promise { chat, order, customer } => one(Do::Promise(NewPromise {
            chat: *chat,
            order: *order,
            customer: *customer,
            text: text("what"),
            due_at: when()?,
        })),
        Purpose::Log(id, links) => {
            let log = NewLog {
                problem: text("problem"),
                cause: text("cause"),
                fix: text("fix"),
                kind: text("kind"),
                links: links.clone(),
            };
            one(id.map_or_else(|| Do::AddLog(log.clone()), |id| Do::EditLog(id, log.clone())))
        }
        Purpose::Flag(order) => one(Do::SetFlag(*order, Flag::parse(&text("flag")).unwrap_or_default())),
        Purpose::Memo(order) => one(Do::Memo(*order, text("text"))),
        Purpose::Act(order, act) => Ok(order_act::noted(dialog, *order, *act)),
        Purpose::ForceReminder(reminding) => Ok(order_act::forced(dialog, reminding)),
        Purpose::Bulk(view, reply) => order_act::agreed(tr, dialog, view, reply),
        Purpose::EndAct(pending) => Ok(order_act::ended(dialog, pending)),
        Purpose::Reveal(order) => one(Do::Reveal(*order, text("why"))),
        Purpose::CaseTool(purpose) => super::case_tools::effect(tr, dialog, purpose),
        Purpose::Review(id, version) => super::review::effect(tr, dialog, *id, *version),
        Purpose::Desk(purpose) => super::desk::effect(model, dialog, purpose),
        Purpose::Case(order) => {
            let paid = panes::order_in_view(model).and_then(|o| o.paid.or(o.payable));
            one(Do::OpenCase(NewCase {
                order: *order,
                line: text("line").parse().ok(),
                case_type: CaseType::parse(&text("type")).unwrap_or(CaseType::RefundOnly),
                reason: text("reason"),
                goods: GoodsState::parse(&text("goods")).unwrap_or(GoodsState::NotReceived),
                amount: amount(&text("amount"), paid).map_err(|()| ("amount", tr.not_an_amount().to_owned()))?,
                note: text("note"),
            }))
        }
        Purpose::Step { case, steps, version } => step(model, dialog, steps).and_then(|(step, input)| {
            one(Do::StepCase { id: *case, step, input: Box::new(input), version: *version, approval: approval(dialog) })
        }),
        Purpose::SetDue(case) => one(Do::SetDue(*case, when()?)),
        Purpose::WhatIf(case) => Ok(vec![Effect::Say(panes::cases::what_if(model, *case, when()?))]),
        Purpose::TodoSnooze(key) => one(Do::ShiftSnooze(key.clone(), when()?, text("why"))),
    }
}

/// The second person, where one was named.
pub(super) fn approval(dialog: &Dialog) -> Option<Approval> {
    let name = dialog.form.said("second");
    let pin = dialog.form.field("pin")?.value();
    (!name.is_empty()).then(|| Approval { name, pin: Pin::new(&pin) })
}

/// The step chosen, with what its fields say. One that gives money away wants the amount typed.
fn step(model: &Model, dialog: &Dialog, steps: &[Step]) -> Result<(Step, StepInput), Fault> {
    let tr = model.tr;
    let said = |id| Some(dialog.form.said(id)).filter(|text| !text.is_empty());
    let chosen = said("step").and_then(|code| Step::parse(&code));
    let step = chosen.or(steps.first().copied()).unwrap_or(Step::Agree);
    let case = model.cases.selected().map(|row| &row.case);
    let kind = case.map_or(CaseType::RefundOnly, |case| case.kind);
    let note = said("note").map(|text| SafeText::line(&text));
    let reason = said("reason").map(|text| SafeText::line(&text));
    let typed = said("amount").unwrap_or_default();
    let like = case.and_then(|case| case.amount);
    let amount = amount(&typed, like).map_err(|()| ("amount", tr.not_an_amount().to_owned()))?;
    if amount.is_none() && like.is_some() && step.gives_money(kind) {
        return Err(("amount", tr.amount_needed().to_owned()));
    }
    let input = StepInput {
        amount,
        text: note.clone().or_else(|| reason.clone()),
        reason: reason.map(|raw| Reason { raw, ..Reason::default() }),
        waybill: said("waybill").map(|number| Waybill { carrier: SafeText::default(), number }),
        override_reason: note,
        return_address: said("address").map(|text| SafeText::line(&text)),
        ..StepInput::default()
    };
    Ok((step, input))
}
