//! The agent who serves while a shift is played: looks at the most urgent chat, takes the likeliest quick reply that
//! can be filled, sends it, and needs some seconds for that as a person would.

use std::collections::HashMap;

use crate::demo::Dice;
use crate::domain::reply::{Fields, ReplyLang, fill};
use crate::domain::{Agent, By, Conversation, ConversationId, Order, Problem, RawText, Sender, Span, Time, Zone};
use crate::replies::{self, ReplySet, Situation};
use crate::store::{Engine, conversations, messages, orders, shops};
use crate::text::Lang;

/// How long a sent answer can still be taken back.
const HOLD: Span = Span::secs(3);

/// The agent.
pub(super) struct DemoAgent {
    /// Who they are.
    pub(super) who: Agent,
    /// How many answers they sent.
    pub(super) sent: usize,
    /// How many of them came from quick replies.
    pub(super) quick: usize,
    lang: Lang,
    zone: Zone,
    replies: ReplySet,
    dice: Dice,
    free_at: Time,
    keys: String,
    said: HashMap<ConversationId, Vec<Box<str>>>,
}

impl DemoAgent {
    /// An agent who begins at `start`.
    pub(super) fn new(who: Agent, lang: Lang, zone: Zone, seed: u64, start: Time) -> Self {
        Self {
            who,
            sent: 0,
            quick: 0,
            lang,
            zone,
            replies: replies::load_default(),
            dice: Dice::of(seed, 9, 0),
            free_at: start,
            keys: format!("demo-{}", start.ms()),
            said: HashMap::new(),
        }
    }

    /// When they can look at the next chat.
    pub(super) fn free_at(&self) -> Time {
        self.free_at
    }

    /// What they do is done by them.
    pub(super) fn by(&self, now: Time) -> By {
        By::new(Some(self.who.id), now, self.zone)
    }

    /// Answers the most urgent chat; false when nobody waits or they are busy.
    pub(super) fn work(&mut self, db: &dyn Engine, now: Time) -> Result<bool, Problem> {
        if now < self.free_at {
            return Ok(false);
        }
        let Some(chat) = conversations::most_urgent(db, now, &[])? else { return Ok(false) };
        self.answer(db, &chat, now)?;
        self.rests(now);
        Ok(true)
    }

    /// Some seconds pass before they do the next thing, as with a person.
    pub(super) fn rests(&mut self, now: Time) {
        self.free_at = now.plus(Span::from_ms(self.dice.between(3_000, 9_000)));
    }

    fn answer(&mut self, db: &dyn Engine, chat: &Conversation, now: Time) -> Result<(), Problem> {
        let page = messages::page(db, chat.id, None, 12)?;
        let words: Vec<&str> = page
            .iter()
            .rev()
            .take_while(|m| m.from != Sender::Agent)
            .filter(|m| m.from == Sender::Customer)
            .map(|m| m.text.as_str())
            .collect();
        let words = words.into_iter().rev().collect::<Vec<_>>().join("\n");
        let order = chat.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
        let (code, text) = self.reply(db, chat, order.as_ref(), &words, now)?;
        self.sent += 1;
        let out = messages::Outbound {
            conversation: chat.id,
            text: &RawText::new(text),
            client_key: &format!("{}-{}", self.keys, self.sent),
            reply_code: code.as_deref(),
            order: chat.order,
            way: messages::Way::Outbox { hold: HOLD },
        };
        messages::send(db, &self.by(now), &out)?;
        if let Some(code) = code {
            self.quick += 1;
            self.said.entry(chat.id).or_default().push(code);
        }
        Ok(())
    }

    /// The likeliest reply without a hole that was not said here before, else a few words of their own.
    fn reply(
        &self,
        db: &dyn Engine,
        chat: &Conversation,
        order: Option<&Order>,
        words: &str,
        now: Time,
    ) -> Result<(Option<Box<str>>, String), Problem> {
        let lang = ReplyLang::of(words).unwrap_or(self.lang.into());
        let shop = chat.shop.map(|id| shops::by_id(db, id)).transpose()?.flatten();
        let shop = shop.map(|s| s.name.to_string()).unwrap_or_default();
        let fields = match order {
            Some(order) => {
                let lines = orders::lines(db, order.id)?;
                Fields::from_order(order, &lines, &shop, &self.who.name, lang, self.zone, now)
            }
            None => Fields::new(lang).people(&chat.nick, &self.who.name, &shop),
        };
        let situation = Situation { fields: Some(&fields), ..Situation::new(words, order, lang, self.zone, now) };
        let said = self.said.get(&chat.id).map(Vec::as_slice).unwrap_or_default();
        for reply in replies::rank(&self.replies, &situation, 12) {
            let filled = fill(reply, &fields, |place| self.lang.placeholder(place));
            if filled.is_whole() && !said.contains(&reply.code) {
                return Ok((Some(reply.code.clone()), filled.text));
            }
        }
        Ok((None, self.lang.demo_own_words().to_owned()))
    }
}
