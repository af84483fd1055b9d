//! What an accepted dialog does. A field that is wrong says so under itself, and nothing typed is lost.

use crate::domain::aftersale::Step;
use crate::domain::{Flag, Money, OrderId, Problem};

use super::super::super::model::Model;
use super::super::super::msg::{Ask, Do, Effect, NewLog, NewPromise};
use super::super::super::panes;
use super::super::super::status::Tone;
use super::super::super::when::parse_when;
use super::super::Overlay;
use super::make::SECOND;
use super::order_act;
use super::{Dialog, Purpose, case_submit};

/// A field, and what is wrong with it.
pub(super) type Fault = (&'static str, String);

pub(super) fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Dialog(dialog)) = model.overlays.last() else { return Vec::new() };
    if let Purpose::PickStep(_) = dialog.purpose {
        let step = Step::parse(&dialog.form.said("step"));
        model.overlays.pop();
        return step.map(|step| panes::cases::chosen(model, step)).unwrap_or_default();
    }
    if let Purpose::Case(_, _, Some(other)) = &dialog.purpose
        && dialog.form.said("beside") == "open"
    {
        let id = other.id;
        model.overlays.pop();
        return panes::cases::go_to(model, id);
    }
    match effect(model, dialog) {
        Ok(effects) => {
            let done = model.overlays.pop();
            if let Some(Overlay::Dialog(dialog)) = done
                && effects.iter().any(|effect| matches!(effect, Effect::Do(_)))
            {
                model.asked = Some(Box::new(dialog));
            }
            effects.into_iter().filter_map(|effect| told(model, effect)).collect()
        }
        Err((field, why)) => {
            if let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut() {
                if field == SECOND {
                    super::make::second(model.tr).into_iter().for_each(|field| dialog.form.add(field));
                }
                dialog.form.fault(field, why);
            }
            Vec::new()
        }
    }
}

/// The dialog whose act was refused comes back with all that was typed, and says why where it can be mended. Nothing
/// happens when there is none, something else lies over the panes by now, or another try would end no better.
pub(in crate::app) fn refused(model: &mut Model, problem: &Problem) {
    let can_be_mended = matches!(
        problem,
        Problem::Refused { .. }
            | Problem::NeedsSecond { .. }
            | Problem::NotFound { .. }
            | Problem::Usage(_)
            | Problem::Unsaid(_)
            | Problem::NameTaken { .. }
            | Problem::Sum(_)
            | Problem::OverRefund { .. }
            | Problem::NoReason
            | Problem::Evidence { .. }
            | Problem::File { .. }
    );
    let Some(mut dialog) = model.asked.take().filter(|_| can_be_mended && model.overlays.is_empty()) else { return };
    let said = model.tr.problem(problem);
    let why = format!("{} {}", said.what, said.hint);
    let form = &mut dialog.form;
    let at = form.fields().get(form.focus()).map_or("", |field| field.id);
    let field = match problem {
        Problem::NeedsSecond { .. } => {
            super::make::second(model.tr).into_iter().for_each(|field| form.add(field));
            SECOND
        }
        Problem::NotFound { kind: "agent", .. } => SECOND,
        _ if form.said("pin").is_empty() => at,
        _ => "pin",
    };
    // A PIN is typed anew each time.
    form.set("pin", "");
    form.fault(field, why);
    model.overlays.push(Overlay::Dialog(*dialog));
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
        Purpose::Act(order, act, gives) => {
            order_act::noted(tr, dialog, (*order, *act), (*gives, like_of(model, *order)))
        }
        Purpose::ForceReminder(reminding) => Ok(order_act::forced(dialog, reminding)),
        Purpose::Bulk(view, reply) => order_act::agreed(tr, dialog, view, reply),
        Purpose::EndAct(pending) => Ok(order_act::ended(dialog, pending)),
        Purpose::Reveal(order) => one(Do::Reveal(*order, text("why"))),
        Purpose::CaseTool(purpose) => super::case_tools::effect(tr, dialog, purpose),
        Purpose::ReviewCase(id, seen) => super::review_case::effect(tr, dialog, (*id, *seen)),
        Purpose::Name(purpose) => super::names::effect(tr, dialog, *purpose),
        Purpose::AtShop(purpose) => super::at_shop::effect(tr, dialog, purpose),
        Purpose::Review(id, version) => super::review::effect(tr, dialog, *id, *version),
        Purpose::Desk(purpose) => super::desk::effect(model, dialog, purpose),
        Purpose::Case(order, caps, _) => case_submit::open(model, dialog, *order, caps),
        Purpose::PickStep(_) => Ok(Vec::new()),
        Purpose::Step { case, step, version } => case_submit::step(model, dialog, (*case, *step, *version)),
        Purpose::SetDue(case) => one(Do::SetDue(*case, when()?)),
        Purpose::WhatIf(case) => Ok(vec![Effect::Ask(Ask::WhatIf(*case, when()?))]),
        Purpose::TodoSnooze(key) => one(Do::ShiftSnooze(key.clone(), when()?, text("why"))),
    }
}

/// An amount in the currency of the order in view.
fn like_of(model: &Model, order: OrderId) -> Option<Money> {
    let page = model.orders.order.have().and_then(Option::as_ref).filter(|page| page.order.id == order)?;
    Some(Money::new(0, page.order.currency))
}
