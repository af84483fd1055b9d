//! Looking a file of replies over: its faults with their lines, and how good a set it is.

use std::collections::BTreeMap;

use super::parse::parse;
use super::set::ReplySet;
use crate::domain::reply::{Group, QuickReply, ReplyFault, ReplyLang};
use crate::domain::{OrderStatus, Problem, SafeText};

/// Two texts more alike than this are told of, in hundredths.
const ALIKE: u32 = 70;

/// What a look at a file found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One row for each thing found, by line.
    pub rows: Vec<Row>,
    /// How good the set is; nothing when it cannot be read.
    pub score: Option<Score>,
}

/// One thing found.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The code of the reply, where it is one reply's.
    pub code: Option<Box<str>>,
    /// What was found; its words are in `text::problem`.
    pub problem: Problem,
    /// True when the file can be used all the same.
    pub warning: bool,
}

/// How good a set is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Replies in each language.
    pub replies: BTreeMap<ReplyLang, usize>,
    /// Hundredths of the replies that fill something in.
    pub with_placeholders: u32,
    /// Hundredths that can be sent without typing anything, the order at hand.
    pub two_keys: u32,
    /// Pairs of texts too much alike.
    pub alike: usize,
    /// Groups without a reply, by language.
    pub empty_groups: Vec<(ReplyLang, Group)>,
    /// Replies offered in each order state (`None` is "no order") and language.
    pub by_state: Vec<(ReplyLang, Option<OrderStatus>, usize)>,
}

impl Report {
    /// True when the file cannot be used.
    pub fn is_broken(&self) -> bool {
        self.rows.iter().any(|r| !r.warning)
    }
}

/// Looks a file's text over. `file` is the name the problems carry.
pub fn check(text: &str, file: &str) -> Report {
    let (set, problems) = match parse(text, file) {
        Ok(set) => {
            let problems = set.warnings().to_vec();
            (Some(set), problems)
        }
        Err(problems) => (None, problems),
    };
    let mut report = Report::default();
    let alike = set.as_ref().map(alike_pairs).unwrap_or_default();
    let told = alike.iter().map(|(a, b)| Problem::Reply {
        file: SafeText::line(file),
        line: b.line,
        fault: ReplyFault::Alike { code: SafeText::line(&a.code), line: a.line },
    });
    for problem in problems.into_iter().chain(told) {
        let Problem::Reply { line, fault, .. } = &problem else { continue };
        let (line, warning) = (*line, fault.is_warning());
        let code = set.as_ref().and_then(|set| code_at(set, line));
        report.rows.push(Row { line, code, problem, warning });
    }
    report.rows.sort_by_key(|r| r.line);
    report.score = set.as_ref().map(|set| score(set, alike.len()));
    report
}

fn code_at(set: &ReplySet, line: usize) -> Option<Box<str>> {
    set.all().iter().rev().find(|r| r.line <= line).map(|r| r.code.clone())
}

fn score(set: &ReplySet, alike: usize) -> Score {
    use crate::domain::reply::Source;
    let all = set.all();
    let share = |n: usize| u32::try_from(n * 100 / all.len().max(1)).unwrap_or(0);
    let filled = all.iter().filter(|r| r.text.placeholders().next().is_some()).count();
    let ready = all.iter().filter(|r| r.text.needs().all(|p| p.source() != Source::Ask)).count();
    let mut score = Score { with_placeholders: share(filled), two_keys: share(ready), alike, ..Score::default() };
    for lang in ReplyLang::ALL {
        score.replies.insert(lang, set.of(lang).count());
        let missing = Group::ALL.into_iter().filter(|g| set.of(lang).all(|r| r.group != *g));
        score.empty_groups.extend(missing.map(|g| (lang, g)));
        for state in std::iter::once(None).chain(OrderStatus::ALL.into_iter().map(Some)) {
            score.by_state.push((lang, state, set.of(lang).filter(|r| r.scope.fits(state)).count()));
        }
    }
    score
}

fn alike_pairs(set: &ReplySet) -> Vec<(&QuickReply, &QuickReply)> {
    let mut out = Vec::new();
    for lang in ReplyLang::ALL {
        let grams: Vec<(Vec<u64>, &QuickReply)> = set.of(lang).map(|r| (grams(r.text.source()), r)).collect();
        for (i, (a, first)) in grams.iter().enumerate() {
            for (b, second) in &grams[i + 1..] {
                let most = a.len().min(b.len()) * 200 / (a.len() + b.len()).max(1);
                if most > ALIKE as usize && shared(a, b) > ALIKE {
                    out.push((*first, *second));
                }
            }
        }
    }
    out
}

/// How alike two texts are, in hundredths: runs of neighbouring characters they share, blanks and signs aside; two
/// characters of Chinese, five letters of English, where any two texts share most pairs.
pub fn similarity(a: &str, b: &str) -> u32 {
    shared(&grams(a), &grams(b))
}

fn grams(text: &str) -> Vec<u64> {
    let run = if text.is_ascii() { 5 } else { 2 };
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let packed = |run: &[char]| run.iter().fold(0u64, |sum, c| sum.wrapping_mul(0x0011_0001).wrapping_add(*c as u64));
    let mut grams: Vec<u64> = chars.windows(run).map(packed).collect();
    grams.sort_unstable();
    grams
}

fn shared(a: &[u64], b: &[u64]) -> u32 {
    let total = a.len() + b.len();
    if total == 0 {
        return 100;
    }
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    u32::try_from(both * 200 / total).unwrap_or(100)
}
