//! Finding Chinese by what is quickly typed: the characters, full pinyin, initials, or any mixture, the last
//! syllable unfinished. One matcher for replies, commands, customers and products.

use std::sync::OnceLock;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::{PinyinData, PinyinNotation};

use crate::domain::phrases::Plain;

/// The longest query looked for, in bytes: nobody types more to find a thing.
const QUERY_MAX: usize = 64;

/// What was typed, ready to be held against many texts.
pub struct Matcher {
    words: Vec<Word>,
}

struct Word {
    plain: String,
    spelled: Option<Spelled>,
}

struct Spelled {
    anywhere: IbMatcher<'static>,
    chars: usize,
}

/// The pinyin of all characters, built once: 12 KB of memory, well under a millisecond.
fn data() -> &'static PinyinData {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    DATA.get_or_init(|| PinyinData::new(NOTATIONS))
}

const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

/// The first letters of a text: of each Chinese character that of its commonest reading, of Latin words all their letters
/// and digits; nothing else.
pub fn initials(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if let Some(reading) = data().get_pinyins(c).next() {
            let letter = reading.notation(PinyinNotation::AsciiFirstLetter).and_then(|letters| letters.chars().next());
            out.extend(letter.filter(char::is_ascii_lowercase));
        }
    }
    out
}

impl Matcher {
    /// Takes a query: several words must all be found. Capitals, full-width letters, `'` and `ü` make no difference.
    pub fn new(query: &str) -> Self {
        let mut end = query.len().min(QUERY_MAX);
        while !query.is_char_boundary(end) {
            end -= 1;
        }
        let words = query[..end].split_whitespace().map(Word::new).filter(|w| !w.plain.is_empty()).collect();
        Matcher { words }
    }
    /// True when there is nothing to look for: everything is then found, alike.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
    /// How well a text fits, the smaller the better: 0 is the same text, below 20 it begins with the query, below
    /// 40 it contains it, below 60 its pinyin begins with it, below 80 its pinyin contains it. Nothing when it does
    /// not fit.
    pub fn rank(&self, text: &str) -> Option<u32> {
        let plain = Plain::new(text);
        self.rank_plain(plain.as_str())
    }
    /// The same for a text that is already plain ([`Plain`]), such as one prepared for many queries.
    pub fn rank_plain(&self, plain: &str) -> Option<u32> {
        self.words.iter().try_fold(0, |worst, word| Some(worst.max(word.rank(plain)?)))
    }
    /// The same by the characters alone, pinyin aside: for long plain texts, where initials would find nearly
    /// anything.
    pub fn rank_as_written(&self, plain: &str) -> Option<u32> {
        self.words.iter().try_fold(0, |worst, word| Some(worst.max(word.as_written(plain)?)))
    }
}

impl Word {
    fn new(word: &str) -> Self {
        let plain = Plain::new(word).as_str().replace('\'', "").replace('ü', "v");
        let spelled = plain.contains(|c: char| c.is_ascii_alphabetic()).then(|| Spelled {
            anywhere: IbMatcher::builder(plain.as_str())
                .is_pattern_partial(true)
                .pinyin(PinyinMatchConfig::builder(NOTATIONS).data(data()).build())
                .build(),
            chars: plain.chars().filter(|c| !c.is_ascii()).count() + 1,
        });
        Word { plain, spelled }
    }
    fn as_written(&self, text: &str) -> Option<u32> {
        match text.find(&self.plain)? {
            0 if text.len() == self.plain.len() => Some(0),
            0 => Some(1 + step((text.len() - self.plain.len()) / 2)),
            at => Some(21 + step(at)),
        }
    }
    fn rank(&self, text: &str) -> Option<u32> {
        if let Some(rank) = self.as_written(text) {
            return Some(rank);
        }
        let spelled = self.spelled.as_ref()?;
        if text.is_ascii() || text.chars().count() < spelled.chars {
            return None;
        }
        let found = spelled.anywhere.find(text)?;
        Some(if found.start() == 0 { 41 + step((text.len() - found.end()) / 2) } else { 61 + step(found.start()) })
    }
}

fn step(bytes: usize) -> u32 {
    u32::try_from(bytes / 3).unwrap_or(u32::MAX).min(18)
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.words.iter().map(|w| &w.plain)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_is_found_by_characters_pinyin_and_initials() {
        for (query, text) in [
            ("退款", "退款申请"),
            ("tk", "退款申请"),
            ("TK", "退款申请"),
            ("tuikuan", "退款申请"),
            ("tu", "退款"),
            ("tuikuans", "退款申请"),
            ("退k", "退款"),
            ("cq", "重庆"),
            ("zq", "重庆"),
            ("yinhang", "银行"),
            ("nü", "女装"),
            ("xi'an", "西安"),
            ("ｔｋ", "退款"),
            ("tk sq", "退款申请"),
            ("zs", "张三"),
            ("87", "茶轴键盘 87键"),
            ("lv", "绿色"),
            ("wul", "物流"),
        ] {
            assert!(Matcher::new(query).rank(text).is_some(), "{query} {text}");
        }
        for (query, text) in [("kt", "退款"), ("tk", "物流"), ("退货", "退款"), ("tk wl", "退款")] {
            assert_eq!(Matcher::new(query).rank(text), None, "{query} {text}");
        }
    }

    #[test]
    fn the_same_beats_the_beginning_beats_the_middle_beats_pinyin() {
        let ranks: Vec<u32> =
            ["wl", "wlyq", "awl", "物流", "查物流"].iter().filter_map(|t| Matcher::new("wl").rank(t)).collect();
        assert_eq!(ranks.len(), 5);
        assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
    }

    proptest! {
        #[test]
        fn any_query_meets_any_text(query in any::<String>(), text in any::<String>()) {
            let _ = Matcher::new(&query).rank(&text);
        }
    }
}
