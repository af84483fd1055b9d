//! What was typed, as terms for the index and as a check of the row. The only builder of queries.

use super::{Kind, WORD_MAX, kind};

/// A query: every blank-separated piece must stand in the row; a piece that starts with a letter or digit must start
/// where a word starts, and its last word may go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    pieces: Vec<String>,
    terms: Vec<String>,
    /// Single CJK characters that were left out of the terms.
    singles: Vec<String>,
}

impl Query {
    /// Reads what was typed; none when there is nothing in it to look for.
    pub fn new(typed: &str) -> Option<Self> {
        let folded = super::key_within(typed);
        let pieces: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        let mut terms = Vec::new();
        for piece in &pieces {
            add(&mut terms, piece);
        }
        // A one-character prefix is dear and says little beside any longer term; the row is checked for it anyway.
        let short = |term: &str| term.ends_with('*') && term.chars().count() <= 2;
        let mut singles = Vec::new();
        if terms.iter().any(|term| !short(term)) {
            singles.extend(terms.iter().filter(|term| short(term) && is_cjk(term)).cloned());
            terms.retain(|term| !short(term));
        }
        for list in [&mut terms, &mut singles] {
            list.sort_unstable();
            list.dedup();
        }
        (!terms.is_empty()).then_some(Self { pieces, terms, singles })
    }
    /// The terms for the index; one with `*` by prefix.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }
    /// The same terms and the single characters that were left out: dearer to begin with, and far fewer rows. Nothing when
    /// none was left out.
    pub fn narrow(&self) -> Option<Vec<String>> {
        (!self.singles.is_empty()).then(|| self.terms.iter().chain(&self.singles).cloned().collect())
    }
    /// The single CJK characters that are all the query; nothing when there is more to it.
    pub fn characters(&self) -> Option<Vec<char>> {
        let alone = |term: &String| {
            let mut chars = term.chars();
            chars.next().filter(|c| kind(*c) == Kind::Cjk && chars.as_str() == "*")
        };
        self.terms.iter().map(alone).collect()
    }
    /// True when these texts together hold every piece.
    pub fn holds(&self, texts: &[&str]) -> bool {
        let mut folded: Vec<String> = Vec::new();
        self.pieces.iter().all(|piece| {
            // Folding costs ten times the look and leaves these characters as they are.
            if piece.chars().all(is_han) && texts.iter().any(|text| text.contains(piece)) {
                return true;
            }
            if folded.is_empty() {
                folded.extend(texts.iter().map(|text| super::key_within(text)));
            }
            folded.iter().any(|text| stands_in(text, piece))
        })
    }
}

/// True for what stands for itself in every form a text is compared in, whatever is beside it.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_cjk(term: &str) -> bool {
    term.chars().next().is_some_and(|c| kind(c) == Kind::Cjk)
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

    #[test]
    fn a_single_character_beside_a_number_narrows_the_search() {
        let narrow = |typed: &str| Query::new(typed).and_then(|q| q.narrow()).unwrap_or_default();
        assert_eq!(narrow("17羽"), ["17", "羽*"]);
        assert_eq!(narrow("羽17"), ["17*", "羽*"]);
        assert_eq!(narrow("a 羽绒"), [""; 0], "a letter begins too many words");
        assert_eq!((narrow("羽"), narrow("羽绒")), (Vec::new(), Vec::new()));
    }

    #[test]
    fn single_characters_are_told_from_words() {
        let alone = |typed: &str| Query::new(typed).and_then(|query| query.characters());
        assert_eq!((alone("退"), alone("棉 白")), (Some(vec!['退']), Some(vec!['棉', '白'])));
        assert_eq!((alone("退款"), alone("退 款式"), alone("白 t")), (None, None, None));
    }

    #[test]
    fn a_row_holds_a_word_in_whatever_form_it_is_written() {
        let holds = |typed: &str, texts: &[&str]| Query::new(typed).is_some_and(|q| q.holds(texts));
        assert!(holds("羽绒", &["", "轻薄羽绒服"]) && !holds("羽绒", &["羽", "绒"]));
        assert!(
            holds("Ｔ恤 白色", &["白色t恤", ""]) && holds("が", &["か\u{3099}ま"]) && !holds("か", &["か\u{3099}ま"])
        );
        assert!(holds("17羽", &["尺码17羽绒"]) && !holds("17羽", &["17", "羽绒"]) && !holds("7羽", &["17羽绒"]));
    }
}
