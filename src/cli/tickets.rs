//! `kefu tickets`: what is asked of warehouse, finance, courier and lead, and what came back.

use serde_json::{Value, json};

use crate::domain::product::Fault;
use crate::domain::ticket::{NewTicket, StopOutcome, Ticket, TicketDesk, TicketKind, TicketState};
use crate::domain::{Problem, SafeText, TicketId};
use crate::store::{conversations, goods, orders, tickets};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::shapes::Words;
use super::{Done, Failure, Outcome};

/// What `kefu tickets` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum TicketsCommand {
    Open {
        #[arg(long, value_name = "KIND")]
        kind: String,
        #[arg(long, value_name = "NUMBER")]
        order: Option<String>,
        #[arg(long, value_name = "CHAT")]
        chat: Option<String>,
        #[arg(long, value_name = "PRODUCT")]
        product: Option<String>,
        #[arg(long, value_parser = ["warehouse", "finance", "courier", "lead"])]
        to: Option<String>,
        #[arg(long, value_name = "2h")]
        due: Option<String>,
        #[arg(long, value_name = "TEXT", default_value = "")]
        text: String,
    },
    List {
        #[arg(long, value_parser = ["open", "answered", "closed"])]
        state: Option<String>,
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        page: Page,
    },
    Answer {
        #[arg(value_name = "TICKET")]
        ticket: String,
        #[arg(value_name = "TEXT")]
        text: String,
        #[arg(long, value_parser = ["confirmed", "failed"])]
        outcome: Option<String>,
    },
    Close {
        #[arg(value_name = "TICKET")]
        ticket: String,
    },
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: TicketsCommand) -> Outcome {
    match command {
        TicketsCommand::Open { kind, order, chat, product, to, due, text } => {
            let (kind, wishes) = (kind_of(context, &kind)?, (to.as_deref(), due.as_deref()));
            match product {
                Some(product) if kind.needs_product() => {
                    let (_, ticket) = report_fault(context, &product, &text, wishes)?;
                    told(context, &ticket)
                }
                _ if kind.needs_product() => Err(context.usage(context.lang.cli_ticket_needs_product()).into()),
                _ => open(context, kind, (order.as_deref(), chat.as_deref()), wishes, &text),
            }
        }
        TicketsCommand::List { state, all, page } => list(context, state.as_deref(), all, page),
        TicketsCommand::Answer { ticket, text, outcome } => answer(context, &ticket, &text, outcome.as_deref()),
        TicketsCommand::Close { ticket } => {
            let (store, by) = (context.store()?, context.by()?);
            let closed = tickets::close(store.db(), &by, found(&ticket)?)?;
            told(context, &closed)
        }
    }
}

fn open(
    context: &mut Context,
    kind: TicketKind,
    (order, chat): (Option<&str>, Option<&str>),
    (to, due): (Option<&str>, Option<&str>),
    text: &str,
) -> Outcome {
    let lang = context.lang;
    let order = order.map(|number| super::orders::find(context, number)).transpose()?;
    let (store, by) = (context.store()?, context.by()?);
    let db = store.db();
    let chat = match (chat, &order) {
        (Some(named), _) => Some(super::chat::find(db, named)?),
        (None, Some(order)) => conversations::of_order(db, order.id, 1)?.into_iter().next(),
        (None, None) => None,
    };
    let order = match (order, chat.as_ref().and_then(|chat| chat.order)) {
        (None, Some(id)) => orders::by_id(db, id)?,
        (order, _) => order,
    };
    if order.is_none() && kind.needs_order() {
        return Err(context.usage(lang.cli_ticket_needs_order()).into());
    }
    if text.trim().is_empty() && (kind.needs_words() || order.is_none()) {
        return Err(context.usage(lang.cli_ticket_needs_words()).into());
    }
    let due = due.map_or_else(|| Ok(kind.usual_time()), |due| context.span(due))?;
    let new = NewTicket {
        kind,
        desk: to.and_then(TicketDesk::parse).unwrap_or(kind.usual_desk()),
        body: SafeText::clean(text),
        customer: order.as_ref().and_then(|o| o.customer).or(chat.as_ref().map(|chat| chat.customer)),
        order: order.map(|order| order.id),
        chat: chat.map(|chat| chat.id),
        case: None,
        fault: None,
        due_at: context.now.plus(due),
    };
    let opened = tickets::open(db, &by, &new)?;
    told(context, &opened)
}

/// A fault of a product's page is noted together with the ticket that asks to mend it, and told.
pub(super) fn fault(context: &mut Context, product: &str, text: &str) -> Outcome {
    let (fault, ticket) = report_fault(context, product, text, (None, None))?;
    if !context.json {
        return told(context, &ticket);
    }
    let words = context.words()?;
    let mut document = super::products::fault_document(&words, &fault);
    document["ticket"] = shape(context, &words, &ticket)?;
    context.out.json(&document)?;
    Ok(Done::Whole)
}

fn report_fault(
    context: &mut Context,
    product: &str,
    text: &str,
    (to, due): (Option<&str>, Option<&str>),
) -> Result<(Fault, Ticket), Failure> {
    let kind = TicketKind::PageFault;
    if text.trim().is_empty() {
        return Err(context.usage(context.lang.cli_ticket_needs_words()).into());
    }
    let card = super::products::named(context, product)?;
    let (store, by) = (context.store()?, context.by()?);
    let due = due.map_or_else(|| Ok(kind.usual_time()), |due| context.span(due))?;
    let desk = to.and_then(TicketDesk::parse).unwrap_or(kind.usual_desk());
    let asked = (desk, context.now.plus(due));
    Ok(goods::report_fault(store.db(), &by, card.id, &SafeText::clean(text), asked)?)
}

fn kind_of(context: &Context, word: &str) -> Result<TicketKind, Problem> {
    let lang = context.lang;
    let named = TicketKind::ALL.iter().copied().find(|kind| lang.ticket_kind(*kind) == word);
    named.or(TicketKind::parse(word)).ok_or_else(|| {
        let all: Vec<_> = TicketKind::ALL.iter().map(|kind| kind.code()).collect();
        context.usage(&lang.cli_bad_ticket(word, &all.join(" ")))
    })
}

fn found(ticket: &str) -> Result<TicketId, Problem> {
    ticket.parse().map_err(|_| Problem::NotFound { kind: "ticket", key: SafeText::line(ticket) })
}

fn answer(context: &mut Context, ticket: &str, text: &str, outcome: Option<&str>) -> Outcome {
    let (store, by, lang) = (context.store()?, context.by()?, context.lang);
    let db = store.db();
    let old = tickets::expect(db, found(ticket)?)?;
    let outcome = outcome.and_then(StopOutcome::parse);
    if old.kind.stops_a_parcel() && outcome.is_none() {
        return Err(context.usage(lang.cli_ticket_outcome()).into());
    }
    let outcome = outcome.filter(|_| old.kind.stops_a_parcel());
    let note = lang.ticket_chat_note(&old, text, outcome);
    let answered = tickets::answer(db, &by, old.id, &SafeText::clean(text), outcome, &note)?;
    told(context, &answered)
}

fn list(context: &mut Context, state: Option<&str>, all: bool, page: Page) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let state = state.and_then(TicketState::parse);
    let found = match (state, all) {
        (None, false) => {
            let rows = tickets::not_closed(store.db(), page.limit + page.offset)?;
            rows.into_iter().skip(page.offset).collect()
        }
        (state, _) => tickets::page(store.db(), state, page.limit, page.offset)?,
    };
    if context.json {
        let rows: Vec<_> = found.iter().map(|ticket| shape(context, &words, ticket)).collect::<Result<_, _>>()?;
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let heads = [lang.cli_ticket(), "", lang.cli_desk(), lang.cli_due(), "", "", lang.cli_answer()];
    let mut table = Table::new(&heads);
    for ticket in &found {
        table.row([
            ticket.id.to_string(),
            lang.ticket_kind(ticket.kind).to_owned(),
            lang.ticket_desk(ticket.desk).to_owned(),
            words.short(ticket.due_at),
            ticket.about_whom().to_string(),
            ticket.number.clone(),
            ticket.answer.as_ref().map_or_else(|| lang.ticket_state(ticket.state).to_owned(), ToString::to_string),
        ]);
    }
    context.out.table(&table, lang.cli_no_tickets())?;
    Ok(Done::Whole)
}

/// The line for the group chat.
fn line(context: &mut Context, ticket: &Ticket) -> Result<String, Problem> {
    let (store, me) = (context.store()?, context.me()?);
    let order = ticket.order.map(|id| orders::by_id(store.db(), id)).transpose()?.flatten();
    let title = order.map(|order| order.title).unwrap_or_default();
    Ok(context.lang.ticket_line(ticket, &title, &me.name, context.zone, context.now))
}

fn shape(context: &mut Context, words: &Words, ticket: &Ticket) -> Result<Value, Problem> {
    let line = line(context, ticket)?;
    Ok(json!({
        "id": ticket.id.to_string(),
        "kind": ticket.kind.code(),
        "to": ticket.desk.code(),
        "state": ticket.state.code(),
        "text": ticket.body.as_str(),
        "order": if ticket.number.is_empty() { Value::Null } else { json!(ticket.number) },
        "chat": ticket.chat.map(|id| id.to_string()),
        "product": if ticket.goods.is_empty() { Value::Null } else { json!(&*ticket.goods) },
        "customer": if ticket.nick.is_empty() { Value::Null } else { json!(&*ticket.nick) },
        "due_at": words.time(ticket.due_at),
        "opened_at": words.time(ticket.opened_at),
        "agent": words.agent(ticket.agent),
        "answer": ticket.answer.as_deref(),
        "outcome": ticket.outcome.map(StopOutcome::code),
        "answered_at": words.time(ticket.answered_at),
        "line": line,
    }))
}

fn told(context: &mut Context, ticket: &Ticket) -> Outcome {
    let words = context.words()?;
    if context.json {
        let value = shape(context, &words, ticket)?;
        context.out.json(&value)?;
    } else {
        let line = line(context, ticket)?;
        context.out.line(format!("{}  {line}", ticket.id)).map_err(Failure::from)?;
        if let Some(answer) = &ticket.answer {
            context.out.line(answer.as_str())?;
        }
    }
    Ok(Done::Whole)
}
