//! `kefu orders remind` with several numbers: one message a buyer, after the number of messages was typed.

use serde_json::json;

use crate::domain::reminder::ReminderKind;
use crate::runtime::reminding::Bulk;
use crate::store::orders;

use super::context::Context;
use super::{Done, Outcome};

/// Shows what would be sent and what not, and sends it when `count` is the number of messages.
pub(crate) fn remind(context: &mut Context, numbers: &[String], code: Option<&str>, count: Option<usize>) -> Outcome {
    let mut found = Vec::new();
    for number in numbers {
        found.push(super::orders::find(context, number)?);
    }
    let (rules, by, me, store, words) =
        (context.rules()?, context.by()?, context.me()?, context.store()?, context.words()?);
    let set = super::replies::in_force(context)?;
    let Some(first) = found.first() else { return Ok(Done::Whole) };
    let kind = ReminderKind::for_money(first.status).unwrap_or_default();
    let reply = super::remind::reply(&set, context, first, kind, code)?;
    let (lang, zone, copies) = (context.lang, context.zone, super::chat::copies);
    let bulk = Bulk { me: &me, by: &by, rules: &rules, zone, lang, reply, copies };
    let ids: Vec<_> = found.iter().map(|order| order.id).collect();
    let plan = bulk.plan(store.db(), &ids)?;
    let sends = plan.sends.len();
    if count.is_some_and(|count| count != sends) {
        return Err(context.usage(&lang.bulk_wrong_count(sends)).into());
    }
    let until = match count {
        Some(_) if sends > 0 => Some(bulk.send(store.db(), &plan, context.config.hold_for("default"))?),
        _ => None,
    };
    let number = |id| orders::expect(store.db(), id).map(|order| order.number);
    if context.json {
        let mut rows = Vec::new();
        for (order, chat, text) in &plan.sends {
            let state = if until.is_some() { "queued" } else { "planned" };
            rows.push(json!({"order": number(*order)?, "state": state, "chat": chat.to_string(), "text": text}));
        }
        for (order, skip) in &plan.skipped {
            let why = lang.bulk_skip(skip, zone, context.now);
            rows.push(json!({"order": number(*order)?, "state": "skipped", "skip": skip.code(), "why": why}));
        }
        context.out.json(&rows.into())?;
    } else {
        if let Some((_, _, text)) = plan.sends.first() {
            context.out.line(lang.bulk_first(text))?;
        }
        for (order, skip) in &plan.skipped {
            context.out.line(lang.bulk_skip_row(&number(*order)?, &lang.bulk_skip(skip, zone, context.now)))?;
        }
        context.out.line(lang.bulk_title(sends))?;
        context.out.flush()?;
        match until {
            Some(until) => context.note(&lang.bulk_started(sends, &words.short(until))),
            None if sends > 0 => context.note(&lang.cli_bulk_confirm(sends)),
            None => context.note(lang.bulk_nothing()),
        }
    }
    Ok(if plan.skipped.is_empty() { Done::Whole } else { Done::Found })
}
