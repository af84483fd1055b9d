//! A quick reply: what an agent says often, when it fits, and the places that an order fills in.

mod approved;
mod fault;
mod fields;
mod fill;
mod group;
mod phrase;
mod placeholder;
mod scope;
mod template;

pub use approved::says;
pub use fault::ReplyFault;
pub use fields::{Fields, STOCK_AGE_MAX, is_masked};
pub use fill::{Filled, Hole, fill};
pub use group::Group;
pub use phrase::{Phrase, PhraseFile};
pub use placeholder::{Placeholder, Source};
pub use scope::{Hours, Scope};
pub use template::{Part, Template};

use super::time::Span;

/// The language a reply is written in: the buyer's, which need not be the agent's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ReplyLang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl ReplyLang {
    /// Both.
    pub const ALL: [ReplyLang; 2] = [ReplyLang::Zh, ReplyLang::En];
    /// Its word in files and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            ReplyLang::Zh => "zh",
            ReplyLang::En => "en",
        }
    }
    /// The language of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
    /// The language a buyer wrote in; nothing when the text has no letters of either.
    pub fn of(text: &str) -> Option<Self> {
        if text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)) {
            return Some(ReplyLang::Zh);
        }
        text.chars().any(|c| c.is_ascii_alphabetic()).then_some(ReplyLang::En)
    }
}

/// One reply in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct QuickReply {
    /// Its short code, such as `wl`: unique within a language, shared by the two languages of one reply.
    pub code: Box<str>,
    /// What it is about, in a few words, for the agent.
    pub title: Box<str>,
    /// The group it is listed in.
    pub group: Group,
    /// The language of its title and text.
    pub lang: ReplyLang,
    /// What it says.
    pub text: Template,
    /// The order states it may be said in.
    pub scope: Scope,
    /// True when it only makes sense while an after-sales case is open.
    pub needs_case: bool,
    /// Words of a buyer's message that call for it, in lower case, of any language.
    pub words: Box<[Box<str>]>,
    /// The hours of the day it is offered in; at any hour when there are none.
    pub hours: Option<Hours>,
    /// It is offered only once the order has stood in its state for this long.
    pub after: Option<Span>,
    /// 0 to 9: how readily it is offered when no word of the message says anything.
    pub weight: u8,
    /// Its line in the file, from 1.
    pub line: usize,
}
