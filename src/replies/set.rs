//! The replies of one file, with what ranking needs made ready once.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::phrases::{Phrases, Plain};
use crate::domain::{Problem, QuickReply, ReplyLang};

/// The replies of one file; a clone shares them.
#[derive(Clone, Debug, Default)]
pub struct ReplySet(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    replies: Vec<QuickReply>,
    warnings: Vec<Problem>,
    by_code: HashMap<(ReplyLang, Box<str>), u32>,
    phrases: Phrases,
    called_by: Vec<Vec<u32>>,
    plain: Vec<PlainReply>,
}

/// What a reply is found by, in its plain form, made once: a search looks at all of it at every key press.
#[derive(Debug)]
pub(super) struct PlainReply {
    /// The title.
    pub(super) title: Box<str>,
    /// The words that call for it, one a line.
    pub(super) words: Box<str>,
    /// The text.
    pub(super) text: Box<str>,
}

impl ReplySet {
    /// Makes a set of replies whose codes are unique within a language.
    pub(super) fn new(replies: Vec<QuickReply>, warnings: Vec<Problem>) -> Self {
        let mut inner = Inner { warnings, ..Inner::default() };
        for (number, reply) in (0u32..).zip(&replies) {
            let plain = |text: &str| Box::<str>::from(Plain::new(text).as_str());
            inner.plain.push(PlainReply {
                title: plain(&reply.title),
                words: reply.words.iter().map(|w| plain(w)).collect::<Vec<_>>().join("\n").into(),
                text: plain(reply.text.source()),
            });
            inner.by_code.insert((reply.lang, reply.code.clone()), number);
            for word in &reply.words {
                let Some(phrase) = inner.phrases.add(word) else { continue };
                let phrase = phrase as usize;
                inner.called_by.resize(inner.called_by.len().max(phrase + 1), Vec::new());
                if inner.called_by[phrase].last() != Some(&number) {
                    inner.called_by[phrase].push(number);
                }
            }
        }
        inner.replies = replies;
        Self(Arc::new(inner))
    }
    /// All replies of both languages, in the order of the file.
    pub fn all(&self) -> &[QuickReply] {
        &self.0.replies
    }
    /// The replies of a language, in the order of the file.
    pub fn of(&self, lang: ReplyLang) -> impl Iterator<Item = &QuickReply> {
        self.0.replies.iter().filter(move |r| r.lang == lang)
    }
    /// The reply of a code.
    pub fn by_code(&self, code: &str, lang: ReplyLang) -> Option<&QuickReply> {
        self.0.by_code.get(&(lang, code.into())).map(|i| &self.0.replies[*i as usize])
    }
    /// What is not quite right with the file, though it can be used.
    pub fn warnings(&self) -> &[Problem] {
        &self.0.warnings
    }
    /// True when a text is one of the replies, filled in, with no words of one's own.
    pub fn approves(&self, text: &str) -> bool {
        self.0.replies.iter().any(|reply| crate::domain::reply::says(reply, text))
    }
    /// How many replies there are, both languages counted.
    pub fn len(&self) -> usize {
        self.0.replies.len()
    }
    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.0.replies.is_empty()
    }
    /// The replies of a language with what they are found by.
    pub(super) fn with_plain(&self, lang: ReplyLang) -> impl Iterator<Item = (&QuickReply, &PlainReply)> {
        self.0.replies.iter().zip(&self.0.plain).filter(move |(r, _)| r.lang == lang)
    }
    /// The words that call for replies.
    pub(super) fn phrases(&self) -> &Phrases {
        &self.0.phrases
    }
    /// The replies a word calls for, by their place in [`ReplySet::all`].
    pub(super) fn called_by(&self, phrase: u32) -> &[u32] {
        self.0.called_by.get(phrase as usize).map_or(&[], Vec::as_slice)
    }
}
