//! What was typed, as terms for the index and as a check of the row. The only builder of queries.

use unicode_normalization::UnicodeNormalization;

use super::{Kind, WORD_MAX, kind};

/// A query: every blank-separated piece must stand in the row; a piece that starts with a letter or digit must start
/// where a word starts, and its last word may go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    pieces: Vec<String>,
    terms: Vec<String>,
}

impl Query {
    /// Reads what was typed; none when there is nothing in it to look for.
    pub fn new(typed: &str) -> Option<Self> {
        let folded: String = typed.nfkc().flat_map(char::to_lowercase).collect();
        let pieces: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        let mut terms = Vec::new();
        for piece in &pieces {
            add(&mut terms, piece);
        }
        // A one-character prefix is dear and says little beside any longer term; the row is checked for it anyway.
        let short = |term: &str| term.ends_with('*') && term.chars().count() <= 2;
        if terms.iter().any(|term| !short(term)) {
            terms.retain(|term| !short(term));
        }
        terms.sort_unstable();
        terms.dedup();
        (!terms.is_empty()).then_some(Self { pieces, terms })
    }
    /// The terms for the index; one with `*` by prefix.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }
    /// The one CJK character that is all the query.
    pub fn single(&self) -> Option<char> {
        match self.terms.as_slice() {
            [only] => {
                let mut chars = only.chars();
                chars.next().filter(|c| kind(*c) == Kind::Cjk && chars.as_str() == "*")
            }
            _ => None,
        }
    }
    /// True when these texts together hold every piece.
    pub fn holds(&self, texts: &[&str]) -> bool {
        let folded: Vec<String> = texts.iter().map(|text| text.nfkc().flat_map(char::to_lowercase).collect()).collect();
        self.pieces.iter().all(|piece| folded.iter().any(|text| stands_in(text, piece)))
    }
}

fn stands_in(text: &str, piece: &str) -> bool {
    let starts_a_word = piece.chars().next().is_some_and(|c| kind(c) == Kind::Word);
    text.match_indices(piece)
        .any(|(at, _)| !starts_a_word || text[..at].chars().next_back().is_none_or(|before| kind(before) != Kind::Word))
}

fn add(terms: &mut Vec<String>, piece: &str) {
    let chars: Vec<char> = piece.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let kind_here = kind(chars[at]);
        let end = (at..chars.len()).find(|i| kind(chars[*i]) != kind_here).unwrap_or(chars.len());
        let run = &chars[at..end];
        match kind_here {
            Kind::Cjk if run.len() == 1 => terms.push(format!("{}*", run[0])),
            Kind::Cjk => terms.extend(run.windows(2).map(String::from_iter)),
            Kind::Word => {
                let mut word: String = run.iter().take(WORD_MAX).collect();
                if end == chars.len() {
                    word.push('*');
                }
                terms.push(word);
            }
            Kind::Other => {}
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_terms() {
        let terms = |typed: &str| Query::new(typed).map(|q| q.terms).unwrap_or_default();
        assert_eq!(terms("退款"), ["退款"]);
        assert_eq!(terms("退"), ["退*"]);
        assert_eq!(terms("白色T恤"), ["t", "白色"]);
        assert_eq!(terms("第77"), ["77*"]);
        assert_eq!(terms("NEAR( \"a\" *"), ["a", "near"], "words, never operators");
        assert_eq!(Query::new("。 - *"), None);
    }
}
