//! The dialogs of acts on an order: one for each kind of act, one to mark them as done, one for a bulk.

use crate::domain::order_act::{FlagRow, IntentState, Intention, NewAct, OrderAct, flag_names_unknown, flag_words};
use crate::domain::{Flag, Money, Order, OrderId, OrderLine, QuickReply};
use crate::text::Lang;

use super::super::super::input::Field;
use super::super::super::msg::{BulkView, Do, Effect, Reminding};
use super::super::Overlay;
use super::case_submit::approval;
use super::make::{SECOND, amount, dialog};
use super::submit::Fault;
use super::{Dialog, Purpose};

/// The price, and what the agent may give away of it alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gives {
    /// The price that is changed, or what was paid.
    pub whole: Money,
    /// The most without a second person.
    pub alone: Money,
}

/// Note an act: what shall stand there, which line, and why. Where it would give away more than `gives` allows, a
/// second person is asked for once the amount is known.
pub fn order_act(tr: Lang, order: &Order, lines: &[OrderLine], act: OrderAct, gives: Option<Gives>) -> Overlay {
    let mut fields = Vec::new();
    if matches!(act, OrderAct::ChangeQuantity | OrderAct::ChangeSku) && lines.len() > 1 {
        let named: Vec<(String, String)> =
            lines.iter().map(|line| (line.id.to_string(), format!("{} {}", line.title, line.sku))).collect();
        let which: Vec<_> = named.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
        fields.push(Field::choice("line", tr.act_line_field(), &which, which.first().map_or("", |one| one.0)));
    }
    let label = match act {
        OrderAct::ChangeAddress => tr.new_address().to_owned(),
        OrderAct::ChangeQuantity => tr.act_new_quantity().to_owned(),
        OrderAct::ChangeSku => tr.act_new_sku().to_owned(),
        OrderAct::Reprice => tr.act_new_price(&order.payable.map(|m| m.shown()).unwrap_or_default()),
        OrderAct::PriceGuard => tr.act_price_guard().to_owned(),
        OrderAct::Gift => tr.act_gift().to_owned(),
        OrderAct::Invoice => tr.act_invoice().to_owned(),
        OrderAct::Memo => tr.memo_field().to_owned(),
        _ => String::new(),
    };
    if act.needs_new() {
        fields.push(Field::line("new", &label, "").needed());
    }
    if act == OrderAct::Gift {
        fields.push(Field::line("worth", tr.act_gift_worth(), ""));
    }
    let why = Field::line("why", tr.why_field(), "");
    fields.push(if act.needs_reason() { why.needed() } else { why });
    let title = tr.act_title(tr.order_act(act), order.tail());
    let lead = match (act.begins(), gives) {
        (IntentState::Asked, _) => String::new(),
        (_, Some(gives)) => format!("{} {}", tr.act_alone(&gives.alone.shown()), tr.noted_lead(true)),
        _ => tr.noted_lead(true).to_owned(),
    };
    dialog(Purpose::Act(order.id, act, gives), title, lead, fields)
}

/// Mark what was noted as done, or as failed.
pub fn end_act(tr: Lang, order: &Order, pending: Vec<Intention>, shown: impl Fn(&str) -> String) -> Overlay {
    let named: Vec<(String, String)> =
        pending.iter().map(|noted| (noted.id.to_string(), tr.intention(noted, &shown))).collect();
    let which: Vec<_> = named.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    let fields = vec![
        Field::choice("which", tr.acts_which(), &which, which.first().map_or("", |one| one.0)),
        Field::choice(
            "outcome",
            tr.acts_outcome(),
            &[("done", tr.outcome_done()), ("failed", tr.outcome_failed())],
            "done",
        ),
    ];
    dialog(Purpose::EndAct(pending), tr.acts_title(order.tail()), "", fields)
}

/// Set an order's flag; each colour says what it is for, and what the platform calls it.
pub fn flag(tr: Lang, order: &Order, rows: &[FlagRow]) -> Overlay {
    let named: Vec<(&str, String)> = Flag::ALL
        .into_iter()
        .map(|flag| {
            let row = flag_words(rows, flag, order.platform);
            let meaning = row.map(|row| row.meaning[usize::from(tr == Lang::En)].to_string()).unwrap_or_default();
            let there = row.and_then(|row| row.there.as_ref()).map(|there| format!(" ({there})")).unwrap_or_default();
            (flag.code(), format!("{} {meaning}{there}", tr.flag_name(flag)).trim().to_owned())
        })
        .collect();
    let names: Vec<_> = named.iter().map(|(code, words)| (*code, words.as_str())).collect();
    let now = if order.flag == Flag::None { Flag::Red } else { order.flag };
    let field = Field::choice("flag", tr.flag_field(), &names, now.code());
    let unknown = flag_names_unknown(rows, order.platform);
    let lead = if unknown { tr.flag_no_names(tr.platform(order.platform)) } else { String::new() };
    dialog(Purpose::Flag(order.id), tr.flag_title(order.tail()), &lead, vec![field])
}

/// The act a filled-in dialog asks for. Above what the agent may give alone it wants a second person first.
pub(super) fn noted(
    tr: Lang,
    dialog: &Dialog,
    (order, act): (OrderId, OrderAct),
    (gives, like): (Option<Gives>, Option<Money>),
) -> Result<Vec<Effect>, Fault> {
    let text = |field| dialog.form.said(field);
    let worth = amount(&text("worth"), like).map_err(|()| ("worth", tr.not_an_amount().to_owned()))?;
    let new = NewAct { act, line: text("line").parse().ok(), new: text("new"), reason: text("why"), worth };
    let approval = approval(dialog);
    if let Some(Gives { whole, alone }) = gives {
        let typed = amount(&new.new, Some(whole)).map_err(|()| ("new", tr.not_an_amount().to_owned()))?;
        let given =
            typed.and_then(|typed| if act == OrderAct::Reprice { whole.minus(typed).ok() } else { Some(typed) });
        if let Some(given) = given.filter(|given| given.minor() > alone.minor() && approval.is_none()) {
            return Err((SECOND, tr.refusal_needs_second(given, alone)));
        }
    }
    Ok(vec![Effect::Do(Do::NoteAct(order, new, approval))])
}

/// The end a filled-in dialog gives to one of the acts it lists.
pub(super) fn ended(dialog: &Dialog, pending: &[Intention]) -> Vec<Effect> {
    let (which, failed) = (dialog.form.said("which"), dialog.form.said("outcome") == "failed");
    let Some(noted) = pending.iter().find(|noted| noted.id.to_string() == which) else { return Vec::new() };
    let state =
        if failed { IntentState::Failed } else { noted.act.ends().first().copied().unwrap_or(IntentState::Done) };
    vec![Effect::Do(Do::EndAct(Box::new(noted.clone()), state))]
}

/// Go on although a rule speaks against a reminder, with a reason; old data only wants a nod.
pub fn force_reminder(tr: Lang, reminding: Reminding, why: &str) -> Overlay {
    let title = tr.act_title(tr.reminder_kind(reminding.kind), reminding.tail());
    let field = Field::line("why", tr.why_field(), "");
    let field = if reminding.old_data { field } else { field.needed() };
    dialog(Purpose::ForceReminder(reminding), title, why, vec![field])
}

/// The reminder, forced by a filled-in dialog.
pub(super) fn forced(dialog: &Dialog, reminding: &Reminding) -> Vec<Effect> {
    let why = dialog.form.said("why");
    let force = if reminding.old_data { reminding.force.clone() } else { Some(why) };
    vec![Effect::Do(Do::StartReminder(Reminding { force, ..reminding.clone() }))]
}

/// Agree to a bulk: the first text, who is passed over and why, and the number typed.
pub fn bulk(tr: Lang, view: BulkView, reply: QuickReply) -> Overlay {
    let mut lead = match view.count {
        0 => tr.bulk_nothing().to_owned(),
        _ => tr.bulk_first(&view.first),
    };
    if !view.skipped.is_empty() {
        let rows: Vec<String> = view.skipped.iter().map(|(number, why)| tr.bulk_skip_row(number, why)).collect();
        lead = format!("{lead}  {}: {}", tr.bulk_skipped(view.skipped.len()), rows.join("; "));
    }
    let title = tr.bulk_title(view.count);
    // Where nobody can be sent one there is nothing to agree to: the reasons are read, and closed.
    let fields = match view.count {
        0 => Vec::new(),
        _ => vec![Field::line("count", tr.bulk_count(), "").needed()],
    };
    dialog(Purpose::Bulk(Box::new(view), Box::new(reply)), title, lead, fields)
}

/// The bulk, when the number typed is the number of messages.
pub(super) fn agreed(tr: Lang, dialog: &Dialog, view: &BulkView, reply: &QuickReply) -> Result<Vec<Effect>, Fault> {
    if view.count == 0 {
        return Ok(Vec::new());
    }
    let typed = dialog.form.said("count").parse::<usize>().ok();
    if typed != Some(view.count) {
        return Err(("count", tr.bulk_wrong_count(view.count)));
    }
    let reply = Box::new(reply.clone());
    Ok(vec![Effect::Do(Do::BulkRemind { orders: view.orders.clone(), reply, agreed: typed })])
}
