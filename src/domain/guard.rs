//! What must never be said to a buyer: phrases with exceptions, numbers that are not the buyer's own, and three
//! levels. The words are data (`rules/guard.toml`); here is the engine, quick enough for every key press.

use std::ops::Range;

use super::phrases::{Phrases, Plain};
use super::reply::ReplyLang;

/// How hard a finding stands in the way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// 提示: said beside the text.
    Tell,
    /// 警: sent after a yes with a reason.
    Ask,
    /// 拦: not sent; a preset reason overrides it and is logged.
    Stop,
}

impl Level {
    /// All three, mildest first.
    pub const ALL: [Level; 3] = [Level::Tell, Level::Ask, Level::Stop];
    /// Its word in files and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Level::Tell => "tell",
            Level::Ask => "ask",
            Level::Stop => "stop",
        }
    }
    /// The level of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// Where a rule applies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Where {
    /// In every text to a buyer.
    #[default]
    Everywhere,
    /// In public answers to reviews alone.
    Review,
    /// While the buyer may still return without a reason.
    ReturnRight,
}

impl Where {
    /// The place of a code word: `everywhere`, `review`, `return_right`.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "everywhere" => Some(Where::Everywhere),
            "review" => Some(Where::Review),
            "return_right" => Some(Where::ReturnRight),
            _ => None,
        }
    }
}

/// What a rule looks for beside its phrases.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Number {
    /// A mobile number that is neither the buyer's nor the shop's.
    Phone,
    /// An identity card number.
    Identity,
    /// An order number (15 to 20 digits); only where the text is public.
    Order,
}

impl Number {
    /// The kind of a code word: `phone`, `identity`, `order`.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "phone" => Some(Number::Phone),
            "identity" => Some(Number::Identity),
            "order" => Some(Number::Order),
            _ => None,
        }
    }
}

/// One rule.
#[derive(Clone, PartialEq, Debug)]
pub struct GuardRule {
    /// Its id, such as `off_platform`.
    pub id: Box<str>,
    /// How hard it stands in the way.
    pub level: Level,
    /// Where it applies.
    pub place: Where,
    /// Why, for the agent, in Chinese and in English.
    pub why: [Box<str>; 2],
    /// Kinds of numbers it looks for.
    pub numbers: Box<[Number]>,
}

impl GuardRule {
    /// Why, in a language.
    pub fn why(&self, lang: ReplyLang) -> &str {
        match lang {
            ReplyLang::Zh => &self.why[0],
            ReplyLang::En => &self.why[1],
        }
    }
}

/// All rules, ready to look.
#[derive(Clone, Debug, Default)]
pub struct GuardRules {
    rules: Vec<GuardRule>,
    phrases: Phrases,
    bad: Vec<Vec<u16>>,
    good: Vec<Vec<u16>>,
}

impl GuardRules {
    /// Adds a rule with its phrases and the phrases it lets pass.
    pub fn add<'a>(
        &mut self,
        rule: GuardRule,
        phrases: impl IntoIterator<Item = &'a str>,
        except: impl IntoIterator<Item = &'a str>,
    ) {
        let Ok(number) = u16::try_from(self.rules.len()) else { return };
        self.rules.push(rule);
        for phrase in phrases {
            Self::mark(&mut self.phrases, &mut self.bad, phrase, number);
        }
        for phrase in except {
            Self::mark(&mut self.phrases, &mut self.good, phrase, number);
        }
    }
    /// The rules, in the order of the file.
    pub fn rules(&self) -> &[GuardRule] {
        &self.rules
    }
    fn mark(phrases: &mut Phrases, table: &mut Vec<Vec<u16>>, phrase: &str, rule: u16) {
        if let Some(id) = phrases.add(phrase) {
            let id = id as usize;
            table.resize(table.len().max(id + 1), Vec::new());
            table[id].push(rule);
        }
    }
}

/// What is known of the buyer a text is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct GuardContext<'a> {
    /// True for a public answer to a review.
    pub review: bool,
    /// True while the buyer may return without a reason.
    pub return_right: bool,
    /// Phones that may stand in the text: the buyer's own, the shop's, the courier's.
    pub phones: &'a [&'a str],
}

/// Something found.
#[derive(Clone, Debug)]
pub struct Finding<'r> {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// How hard it stands in the way.
    pub level: Level,
    /// The rule, with its id and why.
    pub rule: &'r GuardRule,
}

/// Everything in a text that a rule is against, in the order of the text; one finding for each place and rule.
pub fn check<'r>(text: &str, rules: &'r GuardRules, about: GuardContext<'_>) -> Vec<Finding<'r>> {
    let plain = Plain::new(text);
    let (mut bad, mut good) = (Vec::new(), Vec::new());
    rules.phrases.each(&plain, |id, range| {
        let id = id as usize;
        bad.extend(rules.bad.get(id).into_iter().flatten().map(|rule| (*rule, range.clone())));
        good.extend(rules.good.get(id).into_iter().flatten().map(|rule| (*rule, range.clone())));
    });
    for (number, rule) in (0u16..).zip(&rules.rules) {
        for kind in &rule.numbers {
            bad.extend(numbers(plain.as_str(), *kind, about.phones).into_iter().map(|range| (number, range)));
        }
    }
    bad.retain(|(rule, range)| !good.iter().any(|(r, g)| r == rule && g.start <= range.start && range.end <= g.end));
    let longest = bad.clone();
    bad.retain(|(rule, range)| {
        !longest.iter().any(|(r, l)| r == rule && l != range && l.start <= range.start && range.end <= l.end)
    });
    let mut found: Vec<Finding<'r>> = bad
        .into_iter()
        .filter_map(|(rule, range)| {
            let rule = &rules.rules[usize::from(rule)];
            let applies = match rule.place {
                Where::Everywhere => true,
                Where::Review => about.review,
                Where::ReturnRight => about.return_right,
            };
            applies.then(|| Finding { range: plain.origin(range), level: rule.level, rule })
        })
        .collect();
    found.sort_by_key(|f| (f.range.start, std::cmp::Reverse(f.level)));
    found.dedup_by(|a, b| a.range == b.range && a.rule.id == b.rule.id);
    found
}

fn numbers(text: &str, kind: Number, known: &[&str]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = String::new();
        let mut end = at;
        while at < bytes.len() {
            match bytes[at] {
                d if d.is_ascii_digit() => {
                    digits.push(char::from(d));
                    end = at + 1;
                }
                b'x' if digits.len() == 17 => {
                    digits.push('x');
                    end = at + 1;
                }
                b'-' | b' ' if end == at => {}
                _ => break,
            }
            at += 1;
        }
        let hit = match kind {
            Number::Phone => is_mobile(&digits) && !known.iter().any(|k| same_digits(k, &digits)),
            Number::Identity => is_identity(&digits),
            Number::Order => (15..=20).contains(&digits.len()),
        };
        if hit {
            out.push(start..end);
        }
    }
    out
}

fn is_mobile(digits: &str) -> bool {
    let own = digits.strip_prefix("86").filter(|d| d.len() == 11).unwrap_or(digits);
    own.len() == 11 && own.starts_with('1') && !matches!(own.as_bytes()[1], b'0' | b'1' | b'2')
}

fn same_digits(known: &str, digits: &str) -> bool {
    let known: String = known.chars().filter(char::is_ascii_digit).collect();
    !known.is_empty() && known.strip_prefix("86").unwrap_or(&known) == digits.strip_prefix("86").unwrap_or(digits)
}

/// The last character of an identity card number is a checksum (GB 11643), so that order numbers of 18 digits are
/// not taken for one.
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let year: u32 = digits.get(6..10).and_then(|y| y.parse().ok()).unwrap_or(0);
    let month: u32 = digits.get(10..12).and_then(|m| m.parse().ok()).unwrap_or(0);
    if digits.len() != 18 || !(1900..2100).contains(&year) || !(1..=12).contains(&month) {
        return false;
    }
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    digits.chars().last() == "10x98765432".chars().nth(sum as usize % 11)
}
