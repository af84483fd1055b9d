//! Finding a reply by what the agent remembers of it.

use super::pinyin::Matcher;
use super::set::ReplySet;
use crate::domain::{QuickReply, ReplyLang};

/// Replies of a language by code, title, group words, buyer's words and text. The code itself comes first, then
/// codes that begin so, titles with the words in them, titles by pinyin or initials, and last the words of the
/// text. Nothing typed gives the file's own order.
pub fn find<'s>(set: &'s ReplySet, query: &str, lang: ReplyLang, limit: usize) -> Vec<&'s QuickReply> {
    let matcher = Matcher::new(query);
    if matcher.is_empty() {
        return set.of(lang).take(limit).collect();
    }
    let mut hits: Vec<(u32, usize, &QuickReply)> =
        set.of(lang).enumerate().filter_map(|(i, r)| Some((score(&matcher, query, r)?, i, r))).collect();
    let few = limit.min(hits.len());
    if few < hits.len() {
        hits.select_nth_unstable_by_key(few, |h| (h.0, h.1));
        hits.truncate(few);
    }
    hits.sort_unstable_by_key(|h| (h.0, h.1));
    hits.into_iter().map(|h| h.2).collect()
}

fn score(matcher: &Matcher, query: &str, reply: &QuickReply) -> Option<u32> {
    let by_code = matcher.rank_as_written(&reply.code).filter(|rank| *rank < 20);
    let by_title = || matcher.rank(&reply.title).map(|rank| if rank < 40 { 100 + rank } else { 200 + rank });
    let by_word = || {
        let long = !query.is_ascii() || query.trim().len() > 2;
        let best = || reply.words.iter().filter_map(|w| matcher.rank_as_written(w)).min();
        long.then(best).flatten().map(|rank| 300 + rank)
    };
    let by_text = || {
        let long = !query.is_ascii() || query.trim().len() > 3;
        long.then(|| matcher.rank_as_written(reply.text.source())).flatten().map(|rank| 400 + rank)
    };
    by_code.or_else(by_title).or_else(by_word).or_else(by_text)
}
