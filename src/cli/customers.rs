//! `kefu customers`: the card of a person, their marks, and several accounts that are one person.

use serde_json::{Value, json};

use crate::domain::card::Card;
use crate::domain::customer::Marking;
use crate::domain::{CustomerId, Problem, SafeText, Time};
use crate::store::customers;

use super::context::Context;
use super::out::Table;
use super::shapes::{Words, money};
use super::{Done, Outcome};

/// What `kefu customers` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum CustomersCommand {
    Find {
        #[arg(value_name = "QUERY")]
        query: String,
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    Show {
        #[arg(value_name = "CUSTOMER")]
        customer: String,
    },
    Merge {
        #[arg(value_name = "CUSTOMER")]
        customer: String,
        #[arg(value_name = "OTHER")]
        other: String,
    },
    Unmerge {
        #[arg(value_name = "CUSTOMER")]
        customer: String,
    },
    Mark(MarkArgs),
}

/// What `kefu customers mark` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct MarkArgs {
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    #[arg(long, value_parser = ["on", "off"])]
    do_not_contact: Option<String>,
    #[arg(long, value_parser = ["on", "off"])]
    careful: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    #[arg(long, value_name = "REASON", conflicts_with = "unblock")]
    block: Option<String>,
    #[arg(long, value_name = "30d", requires = "block")]
    until: Option<String>,
    #[arg(long)]
    unblock: bool,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: CustomersCommand) -> Outcome {
    match command {
        CustomersCommand::Find { query, limit } => find(context, &query, limit),
        CustomersCommand::Show { customer } => {
            let id = resolve(context, &customer)?;
            show(context, id)
        }
        CustomersCommand::Merge { customer, other } => {
            let (into, other) = (resolve(context, &customer)?, resolve(context, &other)?);
            let (store, by) = (context.store()?, context.by()?);
            if !customers::merge(store.db(), &by, into, other)? {
                return Err(context.usage(context.lang.cli_same_customer()).into());
            }
            show(context, into)
        }
        CustomersCommand::Unmerge { customer } => {
            let id = resolve(context, &customer)?;
            let (store, by) = (context.store()?, context.by()?);
            if !customers::unmerge(store.db(), &by, id)? {
                return Err(context.usage(context.lang.cli_not_merged()).into());
            }
            show(context, id)
        }
        CustomersCommand::Mark(args) => mark(context, &args),
    }
}

fn resolve(context: &mut Context, named: &str) -> Result<CustomerId, Problem> {
    let (store, lang) = (context.store()?, context.lang);
    customers::resolve(store.db(), named).map_err(|problem| match problem {
        Problem::NotFound { kind: "one_customer", key } => context.usage(&lang.cli_several_customers(&key)),
        problem => problem,
    })
}

fn mark(context: &mut Context, args: &MarkArgs) -> Outcome {
    let on = |word: &Option<String>| word.as_deref().map(|word| word == "on");
    let tags = |all: &[String]| all.iter().map(|tag| SafeText::line(tag)).collect::<Vec<_>>();
    let until = args.until.as_deref().map(|span| context.span(span)).transpose()?;
    let until: Option<Time> = until.map(|span| context.now.plus(span));
    if args.block.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(context.usage(context.lang.cli_block_reason()).into());
    }
    let block = match (&args.block, args.unblock) {
        (Some(reason), _) => Some(Some((SafeText::line(reason), until))),
        (None, true) => Some(None),
        (None, false) => None,
    };
    let set = Marking {
        do_not_contact: on(&args.do_not_contact),
        careful: on(&args.careful),
        note: args.note.as_deref().map(SafeText::clean),
        level: args.level.as_deref().map(SafeText::line),
        tag: tags(&args.tag),
        untag: tags(&args.untag),
        block,
    };
    if set == Marking::default() {
        return Err(context.usage(context.lang.cli_nothing_to_mark()).into());
    }
    let id = resolve(context, &args.customer)?;
    let (store, by) = (context.store()?, context.by()?);
    customers::mark(store.db(), &by, id, &set)?;
    show(context, id)
}

fn find(context: &mut Context, query: &str, limit: usize) -> Outcome {
    let (store, lang) = (context.store()?, context.lang);
    let hits = customers::find(store.db(), query, limit)?;
    if context.json {
        let rows: Vec<_> = hits
            .iter()
            .map(|hit| {
                let known = hit.customer.as_ref();
                json!({
                    "id": known.map(|c| c.id.to_string()), "platform": hit.platform.code(), "name": &*hit.nick,
                    "do_not_contact": known.is_some_and(|c| c.do_not_contact),
                    "careful": known.is_some_and(|c| c.careful), "note": known.and_then(|c| c.note.as_deref()),
                })
            })
            .collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[lang.cli_customer(), lang.cli_platform_name(), "", ""]);
    for hit in &hits {
        let known = hit.customer.as_ref();
        let mut signs = Vec::new();
        if known.is_some_and(|c| c.do_not_contact) {
            signs.push(lang.do_not_contact());
        }
        if known.is_some_and(|c| c.careful) {
            signs.push(lang.careful());
        }
        let id = known.map(|c| c.id.to_string()).unwrap_or_default();
        table.row([hit.nick.to_string(), lang.platform(hit.platform).to_owned(), id, signs.join(" ")]);
    }
    context.out.table(&table, lang.cli_no_customers())?;
    Ok(Done::Whole)
}

fn show(context: &mut Context, id: CustomerId) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let card = customers::card(store.db(), id)?;
    if context.json {
        let value = shape(&words, id, &card);
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    for line in context
        .lang
        .card_lines(&card, context.zone, context.now, &|agent| words.agent_name(agent).unwrap_or_default().to_owned())
    {
        context.out.line(line.text())?;
    }
    Ok(Done::Whole)
}

fn shape(words: &Words, id: CustomerId, card: &Card) -> Value {
    let marks = &card.marks;
    let accounts: Vec<_> = card
        .accounts
        .iter()
        .map(|account| {
            json!({
                "id": account.customer.id.to_string(), "platform": account.customer.platform.code(),
                "name": &*account.customer.nick, "external_id": account.customer.external_id,
            })
        })
        .collect();
    let name = card.accounts.first().map(|account| account.customer.nick.to_string());
    json!({
        "id": id.to_string(),
        "name": name,
        "accounts": accounts,
        "level": if marks.level.is_empty() { Value::Null } else { json!(&*marks.level) },
        "tags": marks.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
        "note": marks.note.as_deref(),
        "do_not_contact": marks.do_not_contact,
        "careful": marks.careful,
        "blocked": marks.blocked.as_ref().map(|blocked| json!({
            "reason": &*blocked.reason, "by": words.agent(blocked.by), "at": words.time(blocked.at),
            "until": words.time(blocked.until), "holds": blocked.holds(words.now),
        })),
        "order_count": card.order_count,
        "spend": card.spend.iter().map(|sum| json!({
            "amount": money(Some(*sum)), "currency": sum.currency().code(),
        })).collect::<Vec<_>>(),
        "orders": card.orders.iter().map(|order| order.number.as_str()).collect::<Vec<_>>(),
        "cases": card.cases.iter().map(|case| case.id.to_string()).collect::<Vec<_>>(),
        "chats": card.chats.iter().map(|chat| chat.id.to_string()).collect::<Vec<_>>(),
        "tickets": card.tickets.iter().map(|ticket| ticket.id.to_string()).collect::<Vec<_>>(),
        "promises": card.promises.iter().map(|promise| json!({
            "id": promise.id.to_string(), "text": &*promise.text, "due_at": words.time(promise.due_at),
        })).collect::<Vec<_>>(),
        "notes": card.notes.iter().map(|note| json!({
            "at": words.time(note.at), "by": words.agent(note.agent), "text": &*note.text,
        })).collect::<Vec<_>>(),
        "alike": card.alike.iter().map(|alike| json!({
            "id": alike.customer.map(|id| id.to_string()), "platform": alike.platform.code(), "name": &*alike.nick,
            "orders": alike.orders,
        })).collect::<Vec<_>>(),
    })
}
