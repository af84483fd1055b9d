//! `kefu replies fill` and `stats`: a reply with its places filled, and how often each was used.

use serde_json::json;

use crate::domain::reply::{Fields, Group, fill};
use crate::domain::{ConversationId, Problem, ReplyLang, SafeText, Sender, Span};
use crate::store::goods::{self, ChatWords};
use crate::store::{Engine, messages, orders, reply_uses};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome};

/// Fills the reply of `code` from an order or a chat, or from nothing but the day.
pub(crate) fn run(context: &mut Context, code: &str, chat: Option<&str>, order: Option<&str>) -> Outcome {
    let set = super::replies::in_force(context)?;
    let lang = super::replies::lang(context);
    let reply = set
        .by_code(code, lang)
        .or_else(|| set.all().iter().find(|reply| *reply.code == *code))
        .ok_or_else(|| Problem::NotFound { kind: "reply", key: SafeText::line(code) })?;
    let fields = fields(context, reply.lang, chat, order)?;
    let words = context.lang;
    let filled = fill(reply, &fields, |place| words.placeholder(place));
    let missing: Vec<_> = filled.holes.iter().map(|hole| hole.placeholder).collect();
    if context.json {
        let codes: Vec<_> = missing.iter().map(|place| place.code()).collect();
        context.out.json(&json!({"code": &*reply.code, "text": filled.text, "missing": codes}))?;
    } else {
        context.out.line(&filled.text)?;
        if !missing.is_empty() {
            let names: Vec<_> = missing.iter().map(|place| words.placeholder(*place)).collect();
            context.out.line(words.cli_missing(&names.join(", ")))?;
        }
    }
    Ok(if missing.is_empty() { Done::Whole } else { Done::Found })
}

/// The values at hand: of the order named, else of the one the chat is about.
fn fields(context: &mut Context, lang: ReplyLang, chat: Option<&str>, order: Option<&str>) -> Result<Fields, Problem> {
    if chat.is_none() && order.is_none() {
        return Ok(Fields::new(lang));
    }
    let (store, words, me) = (context.store()?, context.words()?, context.me()?);
    let db = store.db();
    let chat = chat.map(|key| super::chat::find(db, key)).transpose()?;
    let order = match (order, chat.as_ref().and_then(|chat| chat.order)) {
        (Some(number), _) => Some(super::orders::find(context, number)?),
        (None, Some(id)) => orders::by_id(db, id)?,
        (None, None) => match &chat {
            Some(chat) => orders::of_customer(db, chat.customer, 1)?.into_iter().next(),
            None => None,
        },
    };
    let shop = |id| words.shop(id).map(|shop| shop.said().to_owned()).unwrap_or_default();
    let said = match &chat {
        Some(chat) => last_said(db, chat.id)?,
        None => Vec::new(),
    };
    let lines = order.as_ref().map(|order| orders::lines(db, order.id)).transpose()?.unwrap_or_default();
    let words_said: Vec<&str> = said.iter().map(SafeText::as_str).collect();
    let named = goods::named(db, ChatWords { messages: &words_said, order: order.as_ref().map(|order| order.id) })?;
    let mut fields = match (order, chat) {
        (Some(order), _) => {
            let shop = shop(order.shop);
            Fields::from_order(&order, &lines, &shop, me.said(), lang, context.zone, context.now)
        }
        (None, Some(chat)) => {
            let shop = chat.shop.map(shop).unwrap_or_default();
            Fields::new(lang).people(&chat.nick, me.said(), &shop)
        }
        (None, None) => Fields::new(lang),
    };
    if let Some(card) = named.first().map(|id| goods::card(db, *id, context.now)).transpose()?.flatten() {
        card.fill(&mut fields, &lines, words_said.first().unwrap_or(&""), context.now);
    }
    Ok(fields)
}

/// The customer's latest messages, the newest first.
fn last_said(db: &dyn Engine, chat: ConversationId) -> Result<Vec<SafeText>, Problem> {
    let page = messages::page(db, chat, None, 20)?;
    Ok(page.into_iter().rev().filter(|m| m.from == Sender::Customer).take(6).map(|m| m.text).collect())
}

/// How many replies there are in each group, and how often each was used in the last 30 days.
pub(crate) fn stats(context: &mut Context) -> Outcome {
    let set = super::replies::in_force(context)?;
    let (store, words) = (context.store()?, context.lang);
    let uses = reply_uses::counts(store.db(), context.now.minus(Span::days(30)))?;
    let count = |lang, group| set.of(lang).filter(|reply| reply.group == group).count();
    if context.json {
        let groups = Group::ALL.iter().map(|group| {
            json!({"group": group.code(), "zh": count(ReplyLang::Zh, *group), "en": count(ReplyLang::En, *group)})
        });
        let uses: Vec<_> = uses.iter().map(|(code, n)| json!({"code": code, "uses": n})).collect();
        let groups: Vec<_> = groups.collect();
        context.out.json(&json!({"replies": set.len(), "groups": groups, "uses": uses}))?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[words.cli_group(), "zh", "en"]);
    for group in Group::ALL {
        let (zh, en) = (count(ReplyLang::Zh, group), count(ReplyLang::En, group));
        table.row([words.reply_group(group).to_owned(), zh.to_string(), en.to_string()]);
    }
    context.out.table(&table, "")?;
    context.out.line("")?;
    let mut table = Table::new(&[words.cli_code(), words.cli_uses()]);
    for (code, uses) in uses {
        table.row([SafeText::line(&code).to_string(), uses.to_string()]);
    }
    context.out.table(&table, words.cli_no_uses())?;
    Ok(Done::Whole)
}
