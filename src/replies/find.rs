//! Finding a reply by what the agent remembers of it.

use super::pinyin::Matcher;
use super::set::{PlainReply, ReplySet};
use crate::domain::{QuickReply, ReplyLang};

/// Replies of a language by code, title, group words, buyer's words and text. The code itself comes first, then
/// codes that begin so, titles with the words in them, titles by pinyin or initials, and last the words of the
/// text. Nothing typed gives the file's own order.
pub fn find<'s>(set: &'s ReplySet, query: &str, lang: ReplyLang, limit: usize) -> Vec<&'s QuickReply> {
    let matcher = Matcher::new(query);
    if matcher.is_empty() {
        return set.of(lang).take(limit).collect();
    }
    let mut hits: Vec<(u32, usize, &QuickReply)> = set
        .with_plain(lang)
        .enumerate()
        .filter_map(|(i, (r, p))| Some((score(&matcher, query, r, p)?, i, r)))
        .collect();
    let few = limit.min(hits.len());
    if few < hits.len() {
        hits.select_nth_unstable_by_key(few, |h| (h.0, h.1));
        hits.truncate(few);
    }
    hits.sort_unstable_by_key(|h| (h.0, h.1));
    hits.into_iter().map(|h| h.2).collect()
}

fn score(matcher: &Matcher, query: &str, reply: &QuickReply, plain: &PlainReply) -> Option<u32> {
    let typed = query.trim();
    let by_code = matcher.rank_as_written(&reply.code).filter(|rank| *rank < 20);
    let by_title = || matcher.rank_plain(&plain.title).map(|rank| if rank < 40 { 100 + rank } else { 200 + rank });
    let by_word = || {
        let long = !typed.is_ascii() || typed.len() > 2;
        long.then(|| matcher.rank_as_written(&plain.words)).flatten().map(|rank| 300 + rank)
    };
    let by_text = || {
        let long = !typed.is_ascii() || typed.len() > 3;
        long.then(|| matcher.rank_as_written(&plain.text)).flatten().map(|rank| 400 + rank)
    };
    by_code.or_else(by_title).or_else(by_word).or_else(by_text)
}
