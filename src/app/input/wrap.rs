//! Breaks text into rows as Chinese and Western print do: no closing sign at the start of a row, words whole.

use std::ops::Range;

use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::columns;

/// One row on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its bytes, without the line break that ends it. Rows follow each other without a gap but for line breaks.
    pub range: Range<usize>,
    /// Columns it takes, never more than were given; blanks hanging over the edge are not counted.
    pub cols: usize,
}

/// Wraps clean text into rows of at most `cols` columns (a grapheme wider than that stands alone).
///
/// Always gives at least one row; a row that ends in a line break is followed by another one.
pub fn wrap(text: &str, cols: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, cols, |row| {
            rows.push(Row { range: start + row.range.start..start + row.range.end, cols: row.cols });
        });
        start += paragraph.len() + 1;
    }
    rows
}

/// Wraps one paragraph (text without line breaks).
pub(super) fn wrap_paragraph(text: &str, cols: usize, mut emit: impl FnMut(Row)) {
    let max = cols.max(1);
    if text.len() <= max && text.is_ascii() || text.len() <= max * 3 && columns::cols(text) <= max {
        return emit(Row { range: 0..text.len(), cols: columns::cols(text).min(max) });
    }
    let mut breaks = linebreaks(text).filter(|(_, kind)| *kind == BreakOpportunity::Allowed).map(|(at, _)| at);
    let mut next_break = breaks.next();
    let mut row: Vec<Cluster> = Vec::with_capacity(max.min(512));
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        while next_break.is_some_and(|b| b < at) {
            next_break = breaks.next();
        }
        let cluster = Cluster {
            at,
            cols: columns::grapheme_cols(grapheme),
            blank: matches!(grapheme, " " | "\u{3000}"),
            breaks: next_break == Some(at),
        };
        while !row.is_empty() && !cluster.blank && used + cluster.cols > max {
            let split = split_at(text, &row, &cluster);
            let end = row.get(split).map_or(at, |next| next.at);
            emit(Row { range: row[0].at..end, cols: sum(&row[..split]).min(max) });
            row.drain(..split);
            used = sum(&row);
        }
        row.push(cluster);
        used += cluster.cols;
    }
    let start = row.first().map_or(text.len(), |first| first.at);
    emit(Row { range: start..text.len(), cols: sum(&row).min(max) });
}

#[derive(Clone, Copy)]
struct Cluster {
    at: usize,
    cols: usize,
    blank: bool,
    /// True when the standard allows a row to start here.
    breaks: bool,
}

/// How many clusters of a full row stay: up to the last place the standard allows, else (a word longer than a row)
/// up to the last place that leaves no closing sign at a start and no opening sign at an end, else all.
fn split_at(text: &str, row: &[Cluster], next: &Cluster) -> usize {
    let starts = |i: usize| row.get(i).unwrap_or(next);
    let allowed = (1..=row.len()).rev().find(|&i| starts(i).breaks);
    let forced = || (1..=row.len()).rev().find(|&i| may_start(text, starts(i).at) && may_end(text, row[i - 1].at));
    allowed.or_else(forced).unwrap_or(row.len())
}

fn class_at(text: &str, at: usize) -> Option<BreakClass> {
    text[at..].chars().next().map(|c| break_property(c as u32))
}

/// False for signs that close or go on: `，` `！` `）` `”`.
fn may_start(text: &str, at: usize) -> bool {
    use BreakClass as C;
    !matches!(
        class_at(text, at),
        Some(
            C::ClosePunctuation
                | C::CloseParenthesis
                | C::Exclamation
                | C::InfixSeparator
                | C::NonStarter
                | C::Quotation
                | C::Symbol
                | C::Inseparable
                | C::Space
        )
    )
}

/// False for signs that open: `（` `“`.
fn may_end(text: &str, at: usize) -> bool {
    !matches!(class_at(text, at), Some(BreakClass::OpenPunctuation | BreakClass::Quotation))
}

/// Columns of a row or a part of it.
fn sum(row: &[Cluster]) -> usize {
    row.iter().map(|c| c.cols).sum()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    fn shows(text: &str, cols: usize, expected: Expect) {
        let rows: Vec<&str> = wrap(text, cols).into_iter().map(|row| &text[row.range]).collect();
        expected.assert_eq(&rows.join("|"));
    }

    #[test]
    fn a_closing_sign_never_starts_a_row() {
        shows("您好您好，请问“发货”了吗？谢谢！", 8, expect!["您好您|好，请|问“发|货”了|吗？谢|谢！"]);
        shows("aaaaaaaa，b", 8, expect!["aaaaaaa|a，b"]);
        shows("（您好您好）", 8, expect!["（您好您|好）"]);
    }

    #[test]
    fn words_stay_whole_and_blanks_hang() {
        shows("hello world again", 6, expect!["hello |world |again"]);
        shows("hello     world", 5, expect!["hello     |world"]);
        shows("订单4000123412341799已发货", 12, expect!["订单|400012341234|1799已发货"]);
        shows("aaaaaaaaaaaaaaaaaaaa", 8, expect!["aaaaaaaa|aaaaaaaa|aaaa"]);
    }

    #[test]
    fn line_breaks_make_rows_even_empty_ones() {
        shows("", 8, expect![""]);
        shows("a\n\nb\n", 8, expect!["a||b|"]);
    }

    #[test]
    fn a_grapheme_is_never_split() {
        shows("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 4, expect!["👨‍👩‍👧👨‍👩‍👧|👨‍👩‍👧"]);
        shows("好好", 1, expect!["好|好"]);
    }

    fn typed() -> impl Strategy<Value = String> {
        "[a-c您好，！？“”（） \u{3000}\n👍🏽0-9é]{0,60}"
            .prop_map(|text| crate::domain::SafeText::clean(&text).to_string())
    }

    proptest! {
        #[test]
        fn rows_give_back_the_text(text in typed(), cols in 1usize..20) {
            let rows = wrap(&text, cols);
            let mut end = 0;
            for (i, row) in rows.iter().enumerate() {
                if i > 0 && row.range.start > end {
                    prop_assert_eq!(&text[end..row.range.start], "\n");
                }
                prop_assert!(row.range.start <= end + 1 && row.range.start >= end);
                end = row.range.end;
            }
            prop_assert_eq!(end, text.len());
            prop_assert_eq!(rows[0].range.start, 0);
        }

        #[test]
        fn no_row_is_wider_than_the_screen(text in typed(), cols in 2usize..20) {
            for row in wrap(&text, cols) {
                prop_assert!(row.cols <= cols);
                let ink = text[row.range.clone()].trim_end_matches([' ', '\u{3000}']);
                prop_assert!(columns::cols(ink) <= cols, "{:?}", ink);
            }
        }

        #[test]
        fn no_row_starts_with_a_closing_sign_it_could_avoid(text in "([a-c您好]{1,3}[，！？]?){0,20}", cols in 4usize..20) {
            for row in wrap(&text, cols) {
                prop_assert!(!text[row.range].starts_with(['，', '！', '？']), "{}", text);
            }
        }
    }
}
