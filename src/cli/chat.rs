//! `kefu chat`: the queue and its conversations.

use std::io::Read;

use serde_json::{Value, json};

use crate::channel::clipboard;
use crate::domain::{ChatState, Conversation, ConversationId, Problem, RawText, Role, SafeText, Sender, Span};
use crate::store::messages::{self, Outbound, Way};
use crate::store::{Engine, agents, conversations, customers, orders};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::shapes::Words;
use super::{Done, Outcome, receive};

/// What `kefu chat` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ChatCommand {
    Receive {
        #[arg(long, value_name = "NAME", default_value = "stdin")]
        channel: String,
    },
    List {
        #[arg(long, value_parser = ["waiting", "open", "snoozed", "resolved"])]
        state: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    Show {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long, value_name = "N", default_value_t = 200)]
        limit: usize,
    },
    Send {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(value_name = "TEXT", allow_hyphen_values = true)]
        text: String,
    },
    Note {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(value_name = "TEXT", allow_hyphen_values = true)]
        text: String,
    },
    Snooze {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long = "for", value_name = "2h")]
        span: String,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    Resolve {
        #[arg(value_name = "CHAT")]
        chat: String,
    },
    Transfer {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long = "to", value_name = "AGENT")]
        to: String,
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    Escalate {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long, value_name = "TEXT")]
        note: String,
    },
    Sent {
        #[arg(value_name = "CHAT")]
        chat: String,
    },
    Next,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: ChatCommand) -> Outcome {
    match command {
        ChatCommand::Receive { channel } => receive::run(context, &channel),
        ChatCommand::List { state, page } => list(context, state.as_deref(), page),
        ChatCommand::Show { chat, limit } => show(context, &chat, limit),
        ChatCommand::Send { chat, text } => send(context, &chat, &text),
        ChatCommand::Note { chat, text } => note(context, &chat, &text),
        ChatCommand::Snooze { chat, span, reason } => snooze(context, &chat, &span, reason.as_deref()),
        ChatCommand::Resolve { chat } => {
            let (store, by) = (context.store()?, context.by()?);
            let id = find(store.db(), &chat)?.id;
            conversations::resolve(store.db(), &by, id, None)?;
            told(context, id)
        }
        ChatCommand::Transfer { chat, to, note } => transfer(context, &chat, &to, note.as_deref()),
        ChatCommand::Escalate { chat, note } => escalate(context, &chat, &note),
        ChatCommand::Sent { chat } => sent(context, &chat),
        ChatCommand::Next => next(context),
    }
}

/// The chat of an id, or the latest of the customer with this nick.
pub(crate) fn find(db: &dyn Engine, key: &str) -> Result<Conversation, Problem> {
    if let Ok(id) = key.parse::<ConversationId>()
        && let Some(chat) = conversations::by_id(db, id)?
    {
        return Ok(chat);
    }
    for customer in customers::by_nick(db, key, 8)? {
        if let Some(chat) = conversations::of_customer(db, customer.id, 1)?.into_iter().next() {
            return Ok(chat);
        }
    }
    Err(Problem::NotFound { kind: "chat", key: SafeText::line(key) })
}

fn list(context: &mut Context, state: Option<&str>, page: Page) -> Outcome {
    let (store, now) = (context.store()?, context.now);
    let db = store.db();
    let chats = match state.and_then(ChatState::parse) {
        Some(state) => conversations::in_state(db, state, now, page.limit, page.offset)?,
        None => conversations::queue(db, now, page.limit, page.offset)?,
    };
    print(context, &chats)
}

fn print(context: &mut Context, chats: &[Conversation]) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    if context.json {
        let rows = chats.iter().map(|chat| shape(store.db(), &words, chat)).collect::<Result<Vec<_>, _>>()?;
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let heads = [
        lang.cli_id(),
        lang.cli_customer(),
        lang.cli_channel(),
        lang.cli_state(),
        lang.cli_waits(),
        lang.cli_agent(),
        lang.cli_last(),
    ];
    let mut table = Table::new(&heads);
    for chat in chats {
        let waits = chat.waited(context.now).map(crate::text::age::wait).unwrap_or_default();
        table.row([
            chat.id.to_string(),
            chat.nick.to_string(),
            chat.channel.clone(),
            lang.chat_state(chat.state).to_owned(),
            waits,
            words.agent_name(chat.agent).unwrap_or_default().to_owned(),
            crate::view::width::shorten(&chat.last_text, 40),
        ]);
    }
    context.out.table(&table, lang.cli_no_chats())?;
    Ok(Done::Whole)
}

/// A chat's shape with the orders it is about: the one it names first, then the customer's own.
fn shape(db: &dyn Engine, words: &Words, chat: &Conversation) -> Result<Value, Problem> {
    let mut numbers = Vec::new();
    if let Some(order) = chat.order
        && let Some(order) = orders::by_id(db, order)?
    {
        numbers.push(order.number);
    }
    for order in orders::of_customer(db, chat.customer, 10)? {
        if !numbers.contains(&order.number) {
            numbers.push(order.number);
        }
    }
    Ok(words.chat(chat, &numbers))
}

fn show(context: &mut Context, key: &str, limit: usize) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let chat = find(store.db(), key)?;
    let messages = messages::page(store.db(), chat.id, None, limit)?;
    if context.json {
        let mut value = shape(store.db(), &words, &chat)?;
        value["messages"] = messages.iter().map(|message| words.message(message)).collect();
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    context.out.line(format!("{}  {}  {}", chat.nick, chat.channel, lang.chat_state(chat.state)))?;
    for message in &messages {
        let who = match message.from {
            Sender::Customer => chat.nick.to_string(),
            Sender::Agent => words.agent_name(message.agent).unwrap_or(lang.sender(Sender::Agent)).to_owned(),
            from => lang.sender(from).to_owned(),
        };
        let state = match message.from {
            Sender::Agent => format!("  ({})", lang.message_state(message.state)),
            _ => String::new(),
        };
        context.out.line(format!("\n{}  {who}{state}", words.short(message.at)))?;
        for line in message.text.lines() {
            context.out.line(format!("  {line}"))?;
        }
    }
    Ok(Done::Whole)
}

/// True where kefu cannot send: an answer is copied, and a person sends it.
pub(crate) fn copies(chat: &Conversation) -> bool {
    clipboard::is_clipboard(&chat.channel) || chat.platform.is_closed()
}

/// The text of an argument; `-` reads standard input. An empty one is no message.
fn said(context: &Context, text: &str) -> Result<RawText, Problem> {
    let mut text = text.to_owned();
    if text == "-" {
        text.clear();
        std::io::stdin().take(1 << 20).read_to_string(&mut text).map_err(|e| Problem::file("-", &e))?;
        text.truncate(text.trim_end().len());
    }
    if text.trim().is_empty() { Err(context.usage(context.lang.cli_nothing_said())) } else { Ok(RawText::new(text)) }
}

fn send(context: &mut Context, key: &str, text: &str) -> Outcome {
    let text = said(context, text)?;
    let (store, by) = (context.store()?, context.by()?);
    let chat = find(store.db(), key)?;
    let careful = customers::by_id(store.db(), chat.customer)?.is_some_and(|customer| customer.careful);
    if careful && context.me()?.role < Role::Lead && !super::replies::in_force(context)?.approves(text.unclean()) {
        let line = SafeText::line;
        let (what, hint) = (line(context.lang.careful_only_approved()), line(context.lang.careful_hint()));
        return Err(Problem::Refused { what, hint }.into());
    }
    // Where kefu cannot send, an answer is only ready to be copied: a person sends it and marks it.
    let way = if copies(&chat) { Way::Copied } else { Way::Outbox { hold: context.config.hold_for(&chat.channel) } };
    let client_key = uuid::Uuid::now_v7().to_string();
    let out = Outbound {
        conversation: chat.id,
        text: &text,
        client_key: &client_key,
        reply_code: None,
        order: chat.order,
        way,
    };
    let message = messages::send(store.db(), &by, &out)?;
    let (words, lang) = (context.words()?, context.lang);
    if context.json {
        context.out.json(&words.message(&message))?;
    } else if way == Way::Copied {
        context.out.line(&*message.text)?;
        context.out.flush()?;
        context.note(&lang.cli_copied(&chat.id.to_string()));
    } else {
        context.out.line(lang.cli_queued(&chat.nick))?;
    }
    Ok(Done::Whole)
}

fn note(context: &mut Context, key: &str, text: &str) -> Outcome {
    let text = said(context, text)?;
    let (store, by) = (context.store()?, context.by()?);
    let chat = find(store.db(), key)?;
    let message = messages::note(store.db(), &by, chat.id, &text)?;
    let words = context.words()?;
    if context.json {
        context.out.json(&words.message(&message))?;
    } else {
        context.out.line(context.lang.cli_noted(&chat.nick))?;
    }
    Ok(Done::Whole)
}

fn snooze(context: &mut Context, key: &str, span: &str, reason: Option<&str>) -> Outcome {
    let until = context.now.plus(context.span(span)?);
    let (store, by) = (context.store()?, context.by()?);
    let id = find(store.db(), key)?.id;
    conversations::snooze(store.db(), &by, id, None, until, reason)?;
    told(context, id)
}

fn transfer(context: &mut Context, key: &str, to: &str, note: Option<&str>) -> Outcome {
    let (store, by) = (context.store()?, context.by()?);
    let db = store.db();
    let id = find(db, key)?.id;
    let to = agents::by_name(db, to)?.ok_or_else(|| Problem::NotFound { kind: "agent", key: SafeText::line(to) })?;
    crate::store::write(db, || {
        if let Some(note) = note {
            messages::note(db, &by, id, &RawText::new(note))?;
        }
        conversations::assign(db, &by, id, None, Some(to.id))
    })?;
    told(context, id)
}

/// Hands a chat to the lead; the row printed tells to whom it went.
fn escalate(context: &mut Context, key: &str, note: &str) -> Outcome {
    let (store, by) = (context.store()?, context.by()?);
    let id = find(store.db(), key)?.id;
    crate::runtime::escalate::escalate(store.db(), &by, context.lang, id, note)?;
    told(context, id)
}

fn sent(context: &mut Context, key: &str) -> Outcome {
    let (store, by) = (context.store()?, context.by()?);
    let db = store.db();
    let id = find(db, key)?.id;
    let copied = messages::copied(db, id)?;
    if copied.is_empty() {
        return Err(context.usage(context.lang.cli_nothing_copied()).into());
    }
    crate::store::write(db, || {
        copied.iter().try_for_each(|message| messages::mark_sent(db, &by, message.id).map(|_| ()))
    })?;
    told(context, id)
}

fn next(context: &mut Context) -> Outcome {
    let (store, now) = (context.store()?, context.now);
    match conversations::most_urgent(store.db(), now, &[])? {
        Some(chat) => told(context, chat.id),
        None if context.json => {
            context.out.json(&Value::Null)?;
            Ok(Done::Whole)
        }
        None => print(context, &[]),
    }
}

/// Tells how a chat stands now.
fn told(context: &mut Context, id: ConversationId) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let chat = conversations::expect(store.db(), id)?;
    if context.json {
        let value = shape(store.db(), &words, &chat)?;
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    print(context, &[chat])
}

/// Within what a first answer is promised.
pub(crate) fn promise(context: &Context) -> Span {
    context.config.answer_within
}

/// The counts `kefu chat receive` prints.
pub(crate) fn counts(received: usize, duplicates: usize, rejected: usize) -> Value {
    json!({"received": received, "duplicates": duplicates, "rejected": rejected})
}
