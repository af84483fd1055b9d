//! `kefu shift` and `kefu next`: the to-do list, the handover, and the one most urgent thing.

use serde_json::{Value, json};

use crate::domain::aftersale::rules::OrderClock;
use crate::domain::shift::{Act, Item, ItemKey, MarkKind, SectionKind, ShiftInputs, ShiftList, ShiftSettings, build};
use crate::domain::urgency::{Target, Urgent, most_urgent};
use crate::domain::{Problem, SafeText};
use crate::store::{cases, conversations, orders, promises, shift};

use super::context::Context;
use super::out::Table;
use super::shapes::{Words, money};
use super::{Done, Outcome};

/// What `kefu shift` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ShiftCommand {
    Start,
    End,
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
        ShiftCommand::End => end(context),
        ShiftCommand::Done { row } => mark(context, &row, MarkKind::Done, None),
        ShiftCommand::Snooze { row, span, reason } => {
            let until = context.now.plus(context.span(&span)?);
            mark(context, &row, MarkKind::Snoozed(until), Some(&reason))
        }
        ShiftCommand::Accept { row } => accept(context, &row),
    }
}

fn settings(context: &mut Context) -> Result<ShiftSettings, Problem> {
    let (store, by, rules) = (context.store()?, context.by()?, context.rules()?);
    Ok(ShiftSettings {
        unpaid_after: context.config.unpaid_after,
        reminders: rules.reminders(),
        zone: context.zone,
        ..ShiftSettings::starting(shift::started(store.db(), &by)?)
    })
}

/// What the list is built from, with the deadlines of orders that the platform did not tell taken from the rules.
fn inputs(context: &mut Context, settings: &ShiftSettings) -> Result<ShiftInputs, Problem> {
    let (store, rules) = (context.store()?, context.rules()?);
    let mut found = shift::inputs(store.db(), settings, context.now)?;
    for row in &mut found.unpaid {
        row.facts.end_by(&rules);
    }
    for row in &mut found.to_ship {
        if let (None, Some(id)) = (row.ship_by, row.about.order) {
            let platform = orders::expect(store.db(), id)?.platform;
            row.ship_by = rules.order_due(platform, OrderClock::ToShip, None, row.paid_at).map(|due| due.act_by);
        }
    }
    Ok(found)
}

fn list(context: &mut Context) -> Result<ShiftList, Problem> {
    let settings = settings(context)?;
    let found = inputs(context, &settings)?;
    let marks = shift::marks(context.store()?.db(), context.now)?;
    Ok(build(&found, &marks, context.now, &settings))
}

fn shape(context: &Context, words: &Words, item: &Item) -> Value {
    let about = &item.about;
    json!({
        "row": item.key.0,
        "customer": &*about.nick,
        "order": if about.number.is_empty() { Value::Null } else { json!(about.number) },
        "case": item.case.map(|id| id.to_string()),
        "chat": about.chat.map(|id| id.to_string()),
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
                    "kind": section.kind.code(), "count": items.len(), "known": section.known,
                    "done": section.done, "snoozed": section.snoozed, "items": items,
                })
            })
            .collect();
        context.out.json(&json!({"at": words.time(list.at), "agent": &*me.name, "sections": sections}))?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    for section in list.sections.iter().filter(|section| section.known) {
        let worked = section.done + section.snoozed;
        if section.items.is_empty() && worked == 0 {
            continue;
        }
        context.out.line(lang.cli_section(lang.section(section.kind), section.items.len(), worked))?;
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
    let unknown: Vec<_> = list.sections.iter().filter(|s| !s.known).map(|s| lang.section(s.kind)).collect();
    if !unknown.is_empty() {
        context.out.line(lang.cli_not_known(&unknown.join(", ")))?;
    }
    Ok(Done::Whole)
}

/// Ends the shift: what is still open goes into the handover.
fn end(context: &mut Context) -> Outcome {
    let (list, store, by) = (list(context)?, context.store()?, context.by()?);
    let mut handover = String::new();
    for item in list.sections.iter().flat_map(|section| &section.items).filter(|item| item.act != Act::Skip) {
        let why = context.lang.why(item, context.zone, context.now);
        handover += &format!("{} {} {why}\n", item.about.nick, item.about.number);
    }
    shift::end(store.db(), &by, &SafeText::clean(handover.trim_end()))?;
    print(context, &list)
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
    let (settings, now) = (settings(context)?, context.now);
    let found = inputs(context, &settings)?;
    let marks = shift::marks(context.store()?.db(), now)?;
    let list = build(&found, &marks, now, &settings);
    // What was marked as done, or put off, is not pointed at again.
    let listed = |kind: SectionKind, is: &dyn Fn(&Item) -> bool| {
        list.section(kind).is_some_and(|section| section.items.iter().any(is))
    };
    let mut all: Vec<Urgent> = Vec::new();
    for row in &found.messages {
        if let Some(chat) = row.about.chat {
            all.push(Urgent::chat(chat, row.due_at.unwrap_or(row.waiting_since), None));
        }
    }
    all.extend(found.cases.iter().filter_map(|row| Urgent::case(&row.case, now)));
    for row in &found.unpaid {
        if let (Some(order), Some(closes), Ok(_)) =
            (row.about.order, row.facts.ends_at, settings.reminders.due(&row.facts, now, settings.zone))
            && listed(SectionKind::Unpaid, &|item| item.about.order == Some(order))
        {
            all.push(Urgent::unpaid(order, closes, row.amount));
        }
    }
    for row in &found.to_ship {
        if let (Some(order), Some(ship_by)) = (row.about.order, row.ship_by)
            && listed(SectionKind::ToShip, &|item| item.about.order == Some(order))
        {
            all.push(Urgent::to_ship(order, ship_by, row.amount));
        }
    }
    let due = found.promises.iter();
    let due = due.filter(|row| listed(SectionKind::Promises, &|item| item.promise == Some(row.promise)));
    all.extend(due.map(|row| Urgent::promise(row.promise, row.due_at, None)));
    let Some(urgent) = most_urgent(&all, now, None) else {
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
    let mut value = json!({"chat": null, "case": null, "order": null, "promise": null, "customer": null});
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
