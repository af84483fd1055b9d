//! What a paste outside a text field is: a number to look up, or chat text copied from a platform's window.

mod chat;
mod code;

pub use chat::{ChatLine, PastedChat};

use super::safe_text::{RawText, SafeText};

/// The longest paste that is looked at, in bytes; more is a file, and files are imported.
pub const PASTE_MAX: usize = 1024 * 1024;

/// What was pasted.
#[derive(Clone, PartialEq, Debug)]
pub enum Pasted {
    /// An order number of some platform.
    Number(String),
    /// A tracking number of some courier.
    Tracking(String),
    /// The last four digits of a phone, from four digits or from a whole number.
    PhoneTail(String),
    /// A buyer's nick.
    Nick(SafeText),
    /// Chat text with its headers.
    Chat(PastedChat),
    /// Anything else: what a customer wrote, without a header.
    Text(SafeText),
    /// Nothing but blanks.
    Nothing,
    /// More than [`PASTE_MAX`].
    TooLong,
}

/// Tells what was pasted. Pure: whether a number exists is for the store to say, so the caller tries the other
/// kinds when a look-up finds nothing.
pub fn analyse(raw: &RawText) -> Pasted {
    if raw.unclean().len() > PASTE_MAX {
        return Pasted::TooLong;
    }
    let text = SafeText::clean(raw.unclean());
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Pasted::Nothing;
    }
    if let Some(chat) = chat::read(trimmed) {
        return Pasted::Chat(chat);
    }
    if !trimmed.contains('\n')
        && let Some(found) = code::read(trimmed)
    {
        return found;
    }
    Pasted::Text(SafeText::clean(trimmed))
}

/// True when a paste contains an answer that was copied, however the platform's window changed blanks, line breaks
/// and full-width forms in between. Answers under two letters are too common to count.
pub fn contains_answer(pasted: &str, answer: &str) -> bool {
    let answer = letters(answer);
    answer.chars().count() >= 2 && letters(pasted).contains(&answer)
}

/// Letters and digits alone, folded to one width and lower case.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_answer_is_found_again_whatever_the_window_did_to_its_blanks() {
        assert!(contains_answer("店铺:客服07 2026-11-2 9:00:01\n亲，您好！\n今天发出", "亲,您好! 今天发出"));
        assert!(!contains_answer("亲，您好", "亲，您好，今天发出"));
        assert!(!contains_answer("好的", "。"));
        assert!(!contains_answer("好的", "好"), "one letter is in every paste");
    }

    #[test]
    fn blanks_are_nothing_and_a_megabyte_is_a_file() {
        assert_eq!(analyse(&RawText::new(" \n\t")), Pasted::Nothing);
        assert_eq!(analyse(&RawText::new("a".repeat(PASTE_MAX + 1))), Pasted::TooLong);
    }
}
