//! Search: terms made in the program at write, one builder of queries, every hit checked against its row.
//!
//! A sentence of Chinese is one word to a tokenizer, and most words asked for have two characters. So each CJK run
//! is indexed as its overlapping pairs and its last character alone (a prefix then finds any single one), and the
//! rest as whole words. The index answers with candidates; the row itself has the last word.

mod find;
mod keys;
mod lookup;
mod query;
mod said;

pub use find::find_orders;
pub use lookup::{Looked, look_up};
pub use query::Query;
pub use said::{find_log, find_messages};

use unicode_normalization::UnicodeNormalization;

use super::engine::{Engine, Result, TextIndex, args, first, list};
use crate::domain::OrderId;
use crate::domain::facts::is_masked;

/// No word is indexed further than this many characters.
const WORD_MAX: usize = 40;

/// The form in which names and codes are compared: NFKC, lower case, no blanks around.
pub fn key(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// The same form of a text within which is looked.
fn key_within(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A number written backwards, so that its tail is a prefix.
pub fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}

/// The last four digits of a phone that ends in four clear ones; empty otherwise.
pub fn phone_tail(phone: &str) -> &str {
    let digits = phone.trim_end().as_bytes();
    // A virtual number may carry an extension: 13900001234-5678.
    let end = digits.iter().position(|b| *b == b'-').unwrap_or(digits.len());
    match end.checked_sub(4).map(|start| &digits[start..end]) {
        Some(tail) if tail.iter().all(u8::is_ascii_digit) => phone.get(end - 4..end).unwrap_or_default(),
        _ => "",
    }
}

/// The terms of a row's texts, separated by blanks.
pub fn terms(texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts {
        add_terms(&mut out, text);
    }
    out
}

/// Adds the terms of one text to `out`; for bulk imports, which keep one buffer.
pub fn add_terms(out: &mut String, text: &str) {
    let mut last: Option<char> = None;
    let mut word = 0usize;
    let mut take = |c: char| {
        let kind = kind(c);
        // The run before has ended: its last character stands alone too.
        if kind != Kind::Cjk
            && let Some(alone) = last.take()
        {
            push(out, &[alone]);
        }
        match kind {
            Kind::Cjk => {
                word = 0;
                if let Some(before) = last.replace(c) {
                    push(out, &[before, c]);
                }
            }
            Kind::Word => {
                if word == 0 {
                    out.push(' ');
                }
                word += 1;
                if word <= WORD_MAX {
                    out.push(c);
                }
            }
            Kind::Other => word = 0,
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|b| take(char::from(b.to_ascii_lowercase())));
    } else {
        text.nfkc().flat_map(char::to_lowercase).for_each(&mut take);
    }
    take(' ');
}

fn push(out: &mut String, chars: &[char]) {
    out.push(' ');
    out.extend(chars);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cjk,
    Word,
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Kind::Word,
        '\0'..='\x7f' => Kind::Other,
        '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Cjk,
        _ if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Other,
    }
}

/// Indexes an order's words anew: after its lines, memo or names changed. `fresh` when it was never indexed.
pub fn index_order(db: &dyn Engine, id: OrderId, fresh: bool) -> Result<()> {
    // A first import leaves the words of its orders for later; they are taken then, once.
    if super::intake::indexed_to(db)?.is_some_and(|done| id.raw() > done) {
        return Ok(());
    }
    let texts = order_texts(db, id)?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    db.index_text(TextIndex::Orders, id.raw(), &terms(&texts), fresh)
}

/// The texts of an order that are searched: buyer, receiver where clear, titles, properties, memo, buyer's message.
fn order_texts(db: &dyn Engine, id: OrderId) -> Result<Vec<String>> {
    let mut texts =
        first(db, "SELECT buyer, receiver, title, memo, buyer_message FROM orders WHERE id = $1", args![id], |row| {
            (0..5)
                .filter_map(|column| match row.text(column) {
                    Ok(text) if text.is_empty() || (column < 2 && is_masked(text)) => None,
                    found => Some(found.map(str::to_owned)),
                })
                .collect::<Result<Vec<String>>>()
        })?
        .unwrap_or_default();
    let lines =
        list(db, "SELECT title, sku, outer_id FROM order_lines WHERE order_id = $1 ORDER BY id", args![id], |row| {
            Ok([row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned()])
        })?;
    texts.extend(lines.into_iter().flatten().filter(|text| !text.is_empty()));
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_gives_its_pairs_and_its_last_character() {
        assert_eq!(terms(&["退款申请"]), " 退款 款申 申请 请");
        assert_eq!(terms(&["白色Ｔ恤 XL-2码"]), " 白色 色 t 恤 xl 2 码");
        assert_eq!(terms(&["", "a"]), " a");
    }

    #[test]
    fn a_tail_is_taken_from_clear_digits_alone() {
        assert_eq!(phone_tail("13900001234"), "1234");
        assert_eq!(phone_tail("*******1234"), "1234");
        assert_eq!(phone_tail("13900001234-5678"), "1234");
        assert_eq!((phone_tail("139****"), phone_tail("12"), phone_tail("电话")), ("", "", ""));
    }
}
