//! Finding many phrases in one text at once, as people really write them: full-width letters, capitals and blanks
//! between Chinese characters make no difference.

use std::collections::HashMap;
use std::ops::Range;

/// A set of phrases to look for. A phrase of Latin letters is found as whole words only (`hi` is not in `this`).
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    by_start: HashMap<(char, char), Vec<Numbered>>,
    len: u32,
}

/// A phrase and its number in the set.
type Numbered = (Box<str>, u32);

/// A text in its plain form, with the way back to its own bytes.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    text: String,
    /// Where each byte came from: the first byte of its character in the original, and the byte after that.
    origin: Vec<(u32, u32)>,
}

impl Plain {
    /// Lower case, half width, no blanks or zero-width characters beside Chinese ones, runs of blanks as one.
    pub fn new(text: &str) -> Self {
        let mut plain = Plain { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        let mut blank = None;
        for (at, written) in text.char_indices() {
            let (c, end) = (folded(written), at + written.len_utf8());
            if matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
                continue;
            }
            if c.is_whitespace() {
                blank.get_or_insert(at);
                continue;
            }
            if let Some(from) = blank.take()
                && c.is_ascii()
                && plain.text.chars().next_back().is_some_and(|l| l.is_ascii())
            {
                plain.push(' ', from, at);
            }
            for low in c.to_lowercase() {
                plain.push(low, at, end);
            }
        }
        plain
    }
    /// The plain text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The bytes of the text it was made from, for bytes of the plain text.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let Some((start, _)) = self.origin.get(range.start) else { return 0..0 };
        let end = range.end.checked_sub(1).and_then(|last| self.origin.get(last)).map_or(*start, |(_, end)| *end);
        *start as usize..(end.max(*start)) as usize
    }
    fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.origin.resize(self.text.len(), (place(start), place(end)));
    }
}

impl Phrases {
    /// Adds a phrase and gives its number; the same phrase gives the same number, an empty one none.
    pub fn add(&mut self, phrase: &str) -> Option<u32> {
        let plain = Plain::new(phrase).text;
        let start = start_of(&plain)?;
        let same = self.by_start.entry(start).or_default();
        if let Some((_, id)) = same.iter().find(|(p, _)| **p == *plain) {
            return Some(*id);
        }
        let id = self.len;
        same.push((plain.into(), id));
        self.len += 1;
        Some(id)
    }
    /// How many different phrases there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }
    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// Every place of the plain text where a phrase stands: its number and its bytes there. Overlaps are all told.
    pub fn each(&self, plain: &Plain, mut found: impl FnMut(u32, Range<usize>)) {
        let text = plain.as_str();
        let mut before = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or('\0', |(_, n)| *n);
            let inside = before.is_some_and(|b: char| b.is_ascii_alphabetic()) && c.is_ascii_alphabetic();
            before = Some(c);
            if inside {
                continue;
            }
            for key in [(c, next), (c, '\0')] {
                for (phrase, id) in self.by_start.get(&key).into_iter().flatten() {
                    let end = at + phrase.len();
                    if text[at..].starts_with(&**phrase) && ends_a_word(text, end) {
                        found(*id, at..end);
                    }
                }
                if next == '\0' {
                    break;
                }
            }
        }
    }
}

fn start_of(plain: &str) -> Option<(char, char)> {
    let mut chars = plain.chars();
    Some((chars.next()?, chars.next().unwrap_or('\0')))
}

fn ends_a_word(text: &str, end: usize) -> bool {
    let last = text[..end].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
    !(last && text[end..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn folded(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '’' | '‘' => '\'',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(u32, String)> {
        let mut set = Phrases::default();
        phrases.iter().for_each(|p| assert!(set.add(p).is_some()));
        let (plain, mut out) = (Plain::new(text), Vec::new());
        set.each(&plain, |id, range| out.push((id, text[plain.origin(range)].to_owned())));
        out
    }

    #[test]
    fn phrases_are_found_however_they_are_written() {
        assert_eq!(found(&["加v"], "请加 Ｖ，谢谢"), [(0, "加 Ｖ".to_owned())]);
        assert_eq!(found(&["加v"], "加VIP会员"), []);
        assert_eq!(found(&["hi", "where is"], "This? Where  is it"), [(1, "Where  is".to_owned())]);
        assert_eq!(found(&["vx"], "vx123"), [(0, "vx".to_owned())]);
        assert_eq!(found(&["退", "退货"], "退货").len(), 2);
    }

    proptest! {
        #[test]
        fn any_text_can_be_searched(text in any::<String>(), phrase in "[a-z退货 ]{1,4}") {
            let mut set = Phrases::default();
            let _ = set.add(&phrase);
            let plain = Plain::new(&text);
            set.each(&plain, |_, range| assert!(text.get(plain.origin(range)).is_some()));
        }
    }
}
