//! How many terminal columns text takes. The one place that counts; it agrees cell by cell with what is drawn.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of clean text without line breaks.
pub fn cols(text: &str) -> usize {
    plain_cols(text).unwrap_or_else(|| text.graphemes(true).map(grapheme_cols).sum())
}

/// Columns of one grapheme.
pub fn grapheme_cols(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [_] => 1,
        // Half-width sound marks count nothing in the standard's tables, yet terminals give them a cell.
        _ => grapheme.width() + grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count(),
    }
}

/// The longest start of `text` that fits into `max` columns; a grapheme is never split.
pub fn cut(text: &str, max: usize) -> &str {
    if text.len() <= max && text.is_ascii() {
        return text;
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_cols(grapheme);
        if used > max {
            return &text[..at];
        }
    }
    text
}

/// The longest end of `text` that fits into `max` columns.
pub fn cut_start(text: &str, max: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme_cols(grapheme);
        if used > max {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

/// The byte offset of the grapheme at column `col` of `text`; its end when the column is behind it.
pub fn byte_at(text: &str, col: usize) -> usize {
    cut(text, col).len()
}

/// The count for ASCII and everyday Chinese, where each character stands for itself.
fn plain_cols(text: &str) -> Option<usize> {
    let mut used = 0;
    for c in text.chars() {
        used += match c {
            ' '..='~' => 1,
            '\u{3000}'..='\u{3029}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => 2,
            _ => return None,
        };
    }
    Some(used)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_glyphs_take_two_columns_and_are_never_split() {
        assert_eq!(cols("您好，a👨‍👩‍👧"), 2 + 2 + 2 + 1 + 2);
        assert_eq!(cut("您好a", 3), "您");
        assert_eq!(cut("👨‍👩‍👧好", 2), "👨‍👩‍👧");
        assert_eq!(cut_start("您好a", 2), "a");
        assert_eq!(cut("abc", 0), "");
    }

    proptest! {
        #[test]
        fn a_cut_fits_and_the_next_grapheme_would_not(text in "[a-z您好，👍🏽e\u{301} ]{0,20}", max in 0usize..30) {
            let head = cut(&text, max);
            prop_assert!(cols(head) <= max);
            if let Some(next) = text[head.len()..].graphemes(true).next() {
                prop_assert!(cols(head) + grapheme_cols(next) > max);
            }
            prop_assert!(cols(cut_start(&text, max)) <= max);
        }

        #[test]
        fn the_fast_count_is_the_slow_count(text in "[ -~\u{3000}-\u{3030}\u{3400}-\u{9fff}\u{ff00}-\u{ffa0}]{0,30}") {
            prop_assert_eq!(cols(&text), text.graphemes(true).map(grapheme_cols).sum::<usize>());
        }
    }
}
