//! What happened to an order and what was said and decided about it, for the screen and the command line alike.

use std::collections::HashMap;

use crate::app::msg::Happened;
use crate::domain::{AgentId, ConversationId, Order, Problem, SafeText, Sender};
use crate::store::{Engine, agents, cases, conversations, messages, orders, payments};
use crate::text::Lang;

/// Messages told of a chat at most, the latest ones.
const SAID: usize = 100;
/// Chats about one order that are read.
const CHATS: usize = 3;

/// An order's story.
#[derive(Debug, Default)]
pub(crate) struct Story {
    /// What happened, oldest first.
    pub(crate) events: Vec<Happened>,
    /// The chat with its buyer.
    pub(crate) chat: Option<ConversationId>,
    /// True when a chat holds older messages than are told.
    pub(crate) more: bool,
}

/// Reads it.
pub(crate) fn story(db: &dyn Engine, lang: Lang, order: &Order) -> Result<Story, Problem> {
    let mut names = Names::default();
    let mut story = Story::default();
    let code = SafeText::line;
    for (at, what) in [
        (order.created_at, "placed"),
        (order.paid_at, "paid"),
        (order.shipped_at, "shipped"),
        (order.signed_at, "signed"),
        (order.finished_at, "finished"),
    ] {
        let plain = |at| Happened { at, by: SafeText::default(), what: code(what), text: SafeText::default() };
        story.events.extend(at.map(plain));
    }
    for event in orders::timeline(db, order.id)? {
        let by = names.of(db, event.by)?;
        let text = code(&lang.happened_text(&event.what, &event.text.to_line()));
        story.events.push(Happened { at: event.at, by, what: event.what, text });
    }
    for payment in payments::of_order(db, &order.number)? {
        let said = [payment.amount.shown(), payment.kind.to_string(), payment.note.to_string()];
        let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
        story.events.push(Happened {
            at: payment.at,
            by: SafeText::default(),
            what: code("alipay"),
            text: code(&said.join(" ")),
        });
    }
    for case in cases::of_order(db, order.id)? {
        for event in cases::history(db, case.id)? {
            let step = lang.case_step(event.step);
            let text = event.note.map_or_else(|| step.to_owned(), |note| format!("{step}: {note}"));
            story.events.push(Happened {
                at: event.at,
                by: names.of(db, event.by)?,
                what: code("case"),
                text: code(&text),
            });
        }
    }
    let chats = conversations::of_order(db, order.id, CHATS)?;
    story.chat = chats.first().map(|chat| chat.id);
    for chat in chats {
        let said = messages::page(db, chat.id, None, SAID)?;
        story.more |= said.len() == SAID;
        for message in said {
            let by = match message.from {
                Sender::Customer => chat.nick.clone(),
                Sender::Agent | Sender::Note => names.of(db, message.agent)?,
                Sender::Bot | Sender::System => SafeText::default(),
            };
            let what = if message.from == Sender::Note { "note" } else { "message" };
            story.events.push(Happened { at: message.at, by, what: code(what), text: message.text.to_line() });
        }
    }
    story.events.sort_by_key(|happened| happened.at);
    Ok(story)
}

/// Names of agents, each looked up once.
#[derive(Default)]
struct Names(HashMap<AgentId, SafeText>);

impl Names {
    fn of(&mut self, db: &dyn Engine, id: Option<AgentId>) -> Result<SafeText, Problem> {
        let Some(id) = id else { return Ok(SafeText::default()) };
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = agents::by_id(db, id)?.map(|agent| agent.name).unwrap_or_default();
        self.0.insert(id, name.clone());
        Ok(name)
    }
}
