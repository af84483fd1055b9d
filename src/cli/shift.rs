//! `kefu shift` and `kefu next`: the to-do list, the handover, and the one most urgent thing.

use serde_json::{Value, json};

use crate::domain::shift::{Item, ItemKey, MarkKind, ShiftList, ShiftSettings};
use crate::domain::urgency::{Target, Urgent};
use crate::domain::{Problem, SafeText};
use crate::store::{cases, conversations, handovers, orders, promises, shift};

use super::context::Context;
use super::out::Table;
use super::shapes::{Words, money};
use super::{Done, Outcome};

/// What `kefu shift` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ShiftCommand {
    Start,
    Log,
    End {
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    Done {
        #[arg(value_name = "ROW")]
        row: String,
    },
    Snooze {
        #[arg(value_name = "ROW")]
        row: String,
        #[arg(long = "for", value_name = "2h")]
        span: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Accept {
        #[arg(value_name = "ROW")]
        row: String,
    },
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: ShiftCommand) -> Outcome {
    match command {
        ShiftCommand::Start => {
            let list = list(context)?;
            print(context, &list)
        }
        ShiftCommand::Log => log(context),
        ShiftCommand::End { note } => end(context, &note),
        ShiftCommand::Done { row } => mark(context, &row, MarkKind::Done, None),
        ShiftCommand::Snooze { row, span, reason } => {
            if reason.trim().is_empty() {
                return Err(context.usage(context.lang.cli_why_snooze()).into());
            }
            let until = context.now.plus(context.span(&span)?);
            mark(context, &row, MarkKind::Snoozed(until), Some(&reason))
        }
        ShiftCommand::Accept { row } => accept(context, &row),
    }
}

fn list(context: &mut Context) -> Result<ShiftList, Problem> {
    let (store, by, rules) = (context.store()?, context.by()?, context.rules()?);
    let notices = crate::rules::load_notices(&context.paths.notices_file, context.zone)?;
    let settings = shift::settings(store.db(), &by, context.config.unpaid_after, context.zone, &rules)?;
    let settings = ShiftSettings { notices, ..settings };
    shift::list(store.db(), &by, &settings, &rules)
}

fn shape(context: &Context, words: &Words, item: &Item) -> Value {
    let about = &item.about;
    json!({
        "row": item.key.0,
        "customer": &*about.nick,
        "order": if about.number.is_empty() { Value::Null } else { json!(about.number) },
        "case": item.case.map(|id| id.to_string()),
        "chat": about.chat.map(|id| id.to_string()),
        "ticket": item.ticket.map(|id| id.to_string()),
        "review_case": item.review_case.map(|id| id.to_string()),
        "due_at": words.time(item.due_at),
        "why": context.lang.why(item, context.zone, context.now),
        "act": item.act.code(),
        "amount": money(item.amount),
        "currency": item.amount.map(|amount| amount.currency().code().to_owned()),
    })
}

fn print(context: &mut Context, list: &ShiftList) -> Outcome {
    let (words, me) = (context.words()?, context.me()?);
    if context.json {
        let sections: Vec<_> = list
            .sections
            .iter()
            .map(|section| {
                let items: Vec<_> = section.items.iter().map(|item| shape(context, &words, item)).collect();
                json!({
                    "kind": section.kind.code(), "count": items.len(), "more": section.more, "known": section.unknown.is_none(),
                    "unknown": section.unknown.map(|why| why.code()),
                    "done": section.done, "snoozed": section.snoozed, "items": items,
                })
            })
            .collect();
        context.out.json(&json!({
            "at": words.time(list.at), "agent": &*me.name, "sections": sections,
            "unconnected": list.unconnected.iter().map(|name| name.as_str().to_owned()).collect::<Vec<String>>(),
        }))?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    for section in list.sections.iter().filter(|section| section.unknown.is_none()) {
        let worked = section.done + section.snoozed;
        if section.items.is_empty() && worked == 0 {
            continue;
        }
        context.out.line(lang.cli_section(lang.section(section.kind), &section.count(), worked))?;
        let mut table = Table::new(&["", "", "", "", "", ""]);
        for item in &section.items {
            table.row([
                item.about.tag.to_string(),
                item.about.nick.to_string(),
                item.about.number.clone(),
                item.amount.map(|amount| amount.shown()).unwrap_or_default(),
                lang.why(item, context.zone, context.now),
                item.key.0.clone(),
            ]);
        }
        context.out.list(&table)?;
        context.out.line("")?;
    }
    context.out.line(lang.cli_left_to_do(list.open()))?;
    let names: Vec<&str> = list.unconnected.iter().map(SafeText::as_str).collect();
    if !names.is_empty() {
        context.out.line(lang.not_connected(&names.join(" ")))?;
    }
    for section in &list.sections {
        if let Some(why) = section.unknown {
            context.out.line(lang.section_unknown(lang.section(section.kind), lang.unknown(why)))?;
        }
    }
    Ok(Done::Whole)
}

/// Ends the shift: what is still open is left to the next one, row by row.
fn end(context: &mut Context, note: &str) -> Outcome {
    let (list, store, by) = (list(context)?, context.store()?, context.by()?);
    let (lang, zone, now) = (context.lang, context.zone, context.now);
    let why = |item: &Item| lang.why(item, zone, now);
    let left = shift::hand_over(store.db(), &by, &list, &SafeText::line(note), &why)?;
    if !context.json {
        context.out.line(lang.shift_ended(left))?;
    }
    print(context, &list)
}

/// Writes the result of the list into the log, once a shift.
fn log(context: &mut Context) -> Outcome {
    let (list, store, by, lang) = (list(context)?, context.store()?, context.by()?, context.lang);
    if !list.is_finished() {
        return Err(context.usage(&lang.todo_not_finished(list.open())).into());
    }
    let (problem, fix) = (SafeText::line(lang.result_problem()), SafeText::line(&lang.shift_result(&list)));
    let entry = shift::log_result(store.db(), &by, &problem, &fix)?;
    let words = context.words()?;
    if context.json {
        context.out.json(&words.log(&entry, None))?;
    } else {
        context.out.line(format!("{}: {}", entry.problem, entry.fix))?;
    }
    Ok(Done::Whole)
}

fn found(context: &mut Context, row: &str) -> Result<Item, Problem> {
    let list = list(context)?;
    let missing = || Problem::NotFound { kind: "row", key: SafeText::line(row) };
    list.find(&ItemKey(row.to_owned())).cloned().ok_or_else(missing)
}

fn mark(context: &mut Context, row: &str, kind: MarkKind, reason: Option<&str>) -> Outcome {
    let (item, store, by) = (found(context, row)?, context.store()?, context.by()?);
    let reason = reason.map(SafeText::clean);
    let db = store.db();
    crate::store::acts::bulk(db, &by, || {
        shift::mark(db, &by, &item.key, kind, reason.as_ref())?;
        match item.promise {
            Some(promise) if kind == MarkKind::Done => promises::keep(db, &by, promise).map(|_| ()),
            _ => Ok(()),
        }
    })?;
    told(context, &item)
}

/// Takes a row over: its chat becomes mine, and a row that was put off stands on the list again.
fn accept(context: &mut Context, row: &str) -> Outcome {
    let (store, by) = (context.store()?, context.by()?);
    let db = store.db();
    let key = ItemKey(row.to_owned());
    if let Some(id) = row.strip_prefix("handover:").and_then(|id| id.parse().ok()) {
        let item = found(context, row)?;
        handovers::accept(db, &by, id)?;
        return told(context, &item);
    }
    let put_off = shift::marks(db, context.now)?.into_iter().any(|mark| mark.key == key);
    if put_off {
        shift::mark(db, &by, &key, MarkKind::Undone, None)?;
    }
    let item = found(context, row)?;
    if let Some(chat) = item.about.chat {
        conversations::assign(db, &by, chat, None, by.agent)?;
    }
    told(context, &item)
}

fn told(context: &mut Context, item: &Item) -> Outcome {
    let words = context.words()?;
    if context.json {
        let value = shape(context, &words, item);
        context.out.json(&value)?;
    } else {
        let why = context.lang.why(item, context.zone, context.now);
        context.out.line(format!("{}  {}  {why}", item.about.nick, item.about.number))?;
    }
    Ok(Done::Whole)
}

/// The one most urgent thing over chats, unpaid orders, orders to ship, cases and promises. It only points.
pub(crate) fn next(context: &mut Context) -> Outcome {
    let (store, by, rules) = (context.store()?, context.by()?, context.rules()?);
    let settings = shift::settings(store.db(), &by, context.config.unpaid_after, context.zone, &rules)?;
    let Some(urgent) = shift::urgent(store.db(), &by, &settings, &rules, None)? else {
        if context.json {
            context.out.json(&Value::Null)?;
        } else {
            context.out.line(context.lang.cli_nothing_urgent())?;
        }
        return Ok(Done::Whole);
    };
    point(context, &urgent)
}

fn point(context: &mut Context, urgent: &Urgent) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let db = store.db();
    let mut value =
        json!({"chat": null, "case": null, "order": null, "promise": null, "ticket": null, "customer": null});
    let (kind, key) = match urgent.what {
        Target::Chat(id) => {
            value["customer"] = json!(&*conversations::expect(db, id)?.nick);
            ("chat", id.to_string())
        }
        Target::Case(id) => {
            let order = orders::expect(db, cases::expect(db, id)?.order)?;
            (value["order"], value["customer"]) = (json!(order.number), json!(&*order.buyer));
            ("case", id.to_string())
        }
        Target::Order(id) => {
            let order = orders::expect(db, id)?;
            value["customer"] = json!(&*order.buyer);
            ("order", order.number)
        }
        Target::Promise(id) => ("promise", id.to_string()),
        Target::Ticket(id) => ("ticket", id.to_string()),
    };
    value[kind] = json!(key);
    let why = context.lang.urgent(urgent, context.now);
    if context.json {
        value["kind"] = json!(kind);
        value["due_at"] = words.time(urgent.harm_at);
        value["why"] = json!(why);
        value["amount"] = money(urgent.stake);
        context.out.json(&value)?;
    } else {
        let who = value["customer"].as_str().unwrap_or_default();
        context.out.line(format!("{kind} {key}  {who}  {why}"))?;
    }
    Ok(Done::Whole)
}
