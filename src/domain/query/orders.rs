//! What the one search box over all shops means: words, filters, and in which order the rows stand.
//!
//! ```text
//! 羽绒 status:unpaid,to_ship >12h shop:旗舰店 旗:红 platform:pdd case:open sort:amount
//! ```
//!
//! A filter that is wrong is a [`QueryFault`], never a word: it would silently find nothing. Quotes make anything a word.

use std::fmt;

use super::vocabulary::{self, Filter, LABELS, fold};
use crate::domain::order::{Flag, Order, OrderStatus};
use crate::domain::platform::Platform;
use crate::domain::safe_text::SafeText;
use crate::domain::time::{Span, Time};

/// What is asked of an order's cases.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CaseTest {
    /// One is open.
    Open,
    /// There is or was one.
    Any,
    /// There never was one.
    None,
}

impl CaseTest {
    /// Its word in the box.
    pub const fn code(self) -> &'static str {
        match self {
            CaseTest::Open => "open",
            CaseTest::Any => "any",
            CaseTest::None => "none",
        }
    }
}

/// By what rows are put in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum SortKey {
    /// When it was placed, the newest first.
    #[default]
    Created,
    /// When it was paid, the newest first; unpaid ones last.
    Paid,
    /// What it is worth, the most first.
    Amount,
    /// When it must be shipped by, the soonest first; those without a date last.
    ShipBy,
}

impl SortKey {
    /// All of them.
    pub const ALL: [SortKey; 4] = [SortKey::Created, SortKey::Paid, SortKey::Amount, SortKey::ShipBy];
    /// Its word in the box.
    pub const fn code(self) -> &'static str {
        match self {
            SortKey::Created => "created",
            SortKey::Paid => "paid",
            SortKey::Amount => "amount",
            SortKey::ShipBy => "ship-by",
        }
    }
    /// The next one, for the key that changes it.
    pub fn turned(self) -> Self {
        let at = Self::ALL.iter().position(|key| *key == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
    /// The number an order is put in order by, so that the larger one comes first.
    pub fn weight(self, order: &Order) -> i64 {
        let ms = |at: Option<Time>| at.map(Time::ms);
        match self {
            SortKey::Created => order.id.raw(),
            SortKey::Paid => ms(order.paid_at).unwrap_or(0),
            SortKey::Amount => order.paid.or(order.payable).map_or(0, |amount| amount.minor()),
            SortKey::ShipBy => ms(order.ship_by).map_or(i64::MIN, |at| -at),
        }
    }
}

/// One test that every row must pass.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum OrderTest {
    /// It stands in one of these.
    Status(Vec<OrderStatus>),
    /// It has one of these flags.
    Flag(Vec<Flag>),
    /// It is from one of these platforms.
    Platform(Vec<Platform>),
    /// It is from a shop of one of these names, or parts of names.
    Shop(Vec<String>),
    /// About its cases.
    Case(CaseTest),
    /// Something noted here is still to be done on the platform, or nothing is.
    Step(bool),
    /// It was placed longer ago than this.
    Over(Span),
    /// It was placed less long ago than this.
    Under(Span),
}

/// What was typed into the box.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct OrderQuery {
    /// What is looked for.
    pub words: Vec<String>,
    /// What every row must be.
    pub tests: Vec<OrderTest>,
    /// By what the rows are put in order, when it was said.
    pub sort: Option<SortKey>,
    /// True when that order is turned round.
    pub turned: bool,
}

/// What is wrong with what was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QueryFault {
    /// There is no filter of this name.
    UnknownFilter(SafeText),
    /// The filter does not know this value.
    BadValue(Filter, SafeText),
    /// This is no length of time.
    BadAge(SafeText),
    /// No shop has this name; those there are.
    NoShop(SafeText, Vec<SafeText>),
}

impl OrderQuery {
    /// Reads what was typed. Pure, and the same for the screen and the command line.
    pub fn parse(typed: &str) -> Result<Self, QueryFault> {
        let mut query = OrderQuery::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (token, after) = Token::first(rest);
            rest = after.trim_start();
            query.take(token)?;
        }
        Ok(query)
    }

    /// The words as one text, for the search.
    pub fn text(&self) -> String {
        self.words.join(" ")
    }

    /// True when nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == OrderQuery::default()
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), QueryFault> {
        let (key, value) = match token {
            Token::Word(word) => {
                self.words.extend((!word.trim().is_empty()).then(|| word.to_owned()));
                return Ok(());
            }
            Token::Age(over, text) => {
                let span = Span::parse(&fold(text)).filter(|span| span.ms() > 0);
                let span = span.ok_or_else(|| QueryFault::BadAge(SafeText::line(text)))?;
                self.tests.push(if over { OrderTest::Over(span) } else { OrderTest::Under(span) });
                return Ok(());
            }
            Token::Keyed(key, value) => (key, value),
        };
        let folded = fold(key);
        let Some(filter) = Filter::named(&folded) else {
            if LABELS.contains(&folded.as_str()) {
                let value = value.replace('"', "");
                self.words.extend((!value.trim().is_empty()).then_some(value));
                return Ok(());
            }
            return Err(QueryFault::UnknownFilter(SafeText::line(key)));
        };
        let bad = || QueryFault::BadValue(filter, SafeText::line(value));
        let test = match filter {
            Filter::Status => OrderTest::Status(each(value, vocabulary::status).ok_or_else(bad)?),
            Filter::Flag => OrderTest::Flag(each(value, vocabulary::flag).ok_or_else(bad)?),
            Filter::Platform => OrderTest::Platform(each(value, vocabulary::platform).ok_or_else(bad)?),
            Filter::Shop => {
                let name = value.trim().replace('"', "");
                OrderTest::Shop(Some(vec![name]).filter(|names| !names[0].trim().is_empty()).ok_or_else(bad)?)
            }
            Filter::Case => OrderTest::Case(vocabulary::case(&fold(value)).ok_or_else(bad)?),
            Filter::Step => OrderTest::Step(vocabulary::step(&fold(value)).ok_or_else(bad)?),
            Filter::Sort => {
                let word = fold(value);
                let (turned, word) = word.strip_prefix('-').map_or((false, &*word), |rest| (true, rest));
                (self.sort, self.turned) = (Some(vocabulary::sort(word).ok_or_else(bad)?), turned);
                return Ok(());
            }
        };
        self.tests.push(test);
        Ok(())
    }
}

impl fmt::Display for OrderQuery {
    /// The canonical form: parsed again it means the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = self.words.iter().map(|word| quoted(word)).collect();
        parts.extend(self.tests.iter().map(shown));
        if let Some(sort) = self.sort {
            parts.push(format!("sort:{}{}", if self.turned { "-" } else { "" }, sort.code()));
        }
        f.write_str(&parts.join(" "))
    }
}

enum Token<'t> {
    Word(&'t str),
    Keyed(&'t str, &'t str),
    Age(bool, &'t str),
}

impl<'t> Token<'t> {
    /// The first token of a text without blanks in front, and what follows.
    fn first(text: &'t str) -> (Token<'t>, &'t str) {
        if let Some(inside) = text.strip_prefix('"') {
            let (word, rest) = inside.split_once('"').unwrap_or((inside, ""));
            return (Token::Word(word), rest);
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let word = &text[..end];
        let mut chars = word.chars();
        match chars.next() {
            Some('>' | '＞' | '》') => return (Token::Age(true, chars.as_str()), &text[end..]),
            Some('<' | '＜' | '《') => return (Token::Age(false, chars.as_str()), &text[end..]),
            _ => {}
        }
        let Some((at, colon)) = word.char_indices().find(|(_, c)| matches!(c, ':' | '：')) else {
            return (Token::Word(word), &text[end..]);
        };
        let (key, value) = (&word[..at], &text[at + colon.len_utf8()..]);
        if !is_name(key) {
            return (Token::Word(word), &text[end..]);
        }
        if let Some(inside) = value.strip_prefix('"') {
            let (value, rest) = inside.split_once('"').unwrap_or((inside, ""));
            return (Token::Keyed(key, value), rest);
        }
        (Token::Keyed(key, &word[at + colon.len_utf8()..]), &text[end..])
    }
}

/// True for what is meant as a filter's name: a word of Latin letters, or a Chinese name we know. `尺码:XL` is a
/// property of goods and looked for as it stands.
fn is_name(key: &str) -> bool {
    let folded = fold(key);
    let latin = !folded.is_empty() && folded.chars().all(|c| c.is_ascii_alphabetic());
    latin || Filter::named(&folded).is_some() || LABELS.contains(&folded.as_str())
}

/// Values parted by commas; nothing when one of them is not known.
fn each<T>(value: &str, read: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    value.split([',', '，', '、', '|']).map(|word| read(&fold(word))).collect()
}

/// A word as it must be typed to be that word.
fn quoted(word: &str) -> String {
    let plain = matches!(Token::first(word), (Token::Word(same), "") if same == word);
    if plain && !word.contains(char::is_whitespace) { word.to_owned() } else { format!("\"{word}\"") }
}

fn shown(test: &OrderTest) -> String {
    fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> String {
        all.iter().map(|value| code(*value)).collect::<Vec<_>>().join(",")
    }
    match test {
        OrderTest::Status(all) => format!("status:{}", codes(all, OrderStatus::code)),
        OrderTest::Flag(all) => format!("flag:{}", codes(all, Flag::code)),
        OrderTest::Platform(all) => format!("platform:{}", codes(all, Platform::code)),
        OrderTest::Shop(names) => names.iter().map(|name| format!("shop:\"{name}\"")).collect::<Vec<_>>().join(" "),
        OrderTest::Case(case) => format!("case:{}", case.code()),
        OrderTest::Step(pending) => format!("step:{}", if *pending { "pending" } else { "none" }),
        OrderTest::Over(span) => format!(">{}", length(*span)),
        OrderTest::Under(span) => format!("<{}", length(*span)),
    }
}

/// A length of time as it is typed: `1d4h`.
fn length(span: Span) -> String {
    let mut left = span.ms() / 1_000;
    let mut out = String::new();
    for (unit, seconds) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] {
        if left >= seconds {
            out.push_str(&format!("{}{unit}", left / seconds));
            left %= seconds;
        }
    }
    out
}

#[cfg(test)]
mod tests;
