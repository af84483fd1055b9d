//! Reading `quick_replies.toml`: all faults at once, each with its line.

use std::collections::HashMap;

use toml::de::DeTable;

use super::set::ReplySet;
use super::toml_walk::Reader;
use crate::domain::guard::{self, GuardContext, GuardRules, Level};
use crate::domain::reply::{Group, Hours, Part, QuickReply, ReplyFault, ReplyLang, Scope, Template};
use crate::domain::time::Span;
use crate::domain::{Problem, SafeText};

/// A file larger than this is not read: 5,000 replies take less than half of it.
pub const FILE_BYTES_MAX: usize = 4 << 20;

/// The most characters a reply may have: what the platforms' chats take at once.
const fn chars_max(lang: ReplyLang) -> usize {
    match lang {
        ReplyLang::Zh => 500,
        ReplyLang::En => 1500,
    }
}

/// Reads the bytes of a file; a byte order mark is dropped.
pub fn parse_bytes(bytes: &[u8], file: &str) -> Result<ReplySet, Vec<Problem>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text, file),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Err(vec![Problem::Reply { file: SafeText::line(file), line, fault: ReplyFault::NotUtf8 }])
        }
    }
}

/// Reads a file's text. Faults that leave it usable are in [`ReplySet::warnings`]; the others are all told at once.
pub fn parse(text: &str, file: &str) -> Result<ReplySet, Vec<Problem>> {
    read(text, file, Some(super::guard::guard_rules()))
}

/// Reads a file's text, with the guard or, for the file that is known to pass it, without.
pub(super) fn read(text: &str, file: &str, rules: Option<&GuardRules>) -> Result<ReplySet, Vec<Problem>> {
    if text.len() > FILE_BYTES_MAX {
        let fault = ReplyFault::TooLarge(FILE_BYTES_MAX);
        return Err(vec![Problem::Reply { file: SafeText::line(file), line: 0, fault }]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut reader, document) = Reader::open(text, file);
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    reader.only(&document, &["version", "reply"]);
    let mut replies = Vec::new();
    for (table, at) in reader.tables(&document, "reply") {
        reply(&mut reader, table, at, &mut replies, rules);
    }
    repeated_codes(&mut reader, &replies);
    if replies.is_empty() && reader.problems.is_empty() {
        reader.fault_on(0, ReplyFault::NoReplies);
    }
    let (warnings, errors): (Vec<Problem>, Vec<Problem>) =
        reader.problems.into_iter().partition(|p| matches!(p, Problem::Reply { fault, .. } if fault.is_warning()));
    if errors.is_empty() {
        return Ok(ReplySet::new(replies, warnings));
    }
    let mut all = errors;
    all.extend(warnings);
    all.sort_by_key(|p| if let Problem::Reply { line, .. } = p { *line } else { 0 });
    Err(all)
}

const KEYS: [&str; 10] = ["code", "group", "when", "words", "case", "hours", "after", "weight", "zh", "en"];

fn reply<'d>(
    reader: &mut Reader<'d>,
    table: &DeTable<'d>,
    at: usize,
    out: &mut Vec<QuickReply>,
    rules: Option<&GuardRules>,
) {
    reader.only(table, &KEYS);
    let code = code(reader, table, at);
    let group = group(reader, table, at);
    let scope = scope(reader, table);
    let mut words = Vec::new();
    for (word, at) in reader.texts(table, "words") {
        match word.trim() {
            "" => reader.fault(at, ReplyFault::Empty("words")),
            word => words.push(Box::<str>::from(word)),
        }
    }
    let needs_case = reader.yes_no(table, "case").unwrap_or(false);
    let hours = reader.text(table, "hours").and_then(|(text, span)| {
        let hours = Hours::parse(text);
        hours.is_none().then(|| reader.fault(span.start, ReplyFault::BadHours(SafeText::line(text))));
        hours
    });
    let after = reader.text(table, "after").and_then(|(text, span)| {
        let after = Span::parse(text);
        after.is_none().then(|| reader.fault(span.start, ReplyFault::BadSpan(SafeText::line(text))));
        after
    });
    let weight = match reader.number(table, "weight") {
        Some((number @ 0..=9, _)) => u8::try_from(number).unwrap_or(0),
        Some((_, at)) => {
            reader.fault(at, ReplyFault::BadWeight);
            0
        }
        None => 0,
    };
    let mut spoken = 0;
    for lang in ReplyLang::ALL {
        let Some((inner, inner_at)) = reader.table(table, lang.code()) else { continue };
        spoken += 1;
        let Some((title, text)) = said(reader, inner, inner_at, lang, rules) else { continue };
        let (Some(code), Some(group)) = (code.clone(), group) else { continue };
        out.push(QuickReply {
            code,
            title,
            group,
            lang,
            text,
            scope,
            needs_case,
            words: words.clone().into(),
            hours,
            after,
            weight,
            line: reader.line(at),
        });
    }
    if spoken == 0 {
        reader.fault(at, ReplyFault::MissingKey("zh"));
    }
}

fn code<'d>(reader: &mut Reader<'d>, table: &DeTable<'d>, at: usize) -> Option<Box<str>> {
    let Some((code, span)) = reader.text(table, "code") else {
        reader.missing(table, at, "code");
        return None;
    };
    let fits = (1..=16).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
    if !fits {
        reader.fault(span.start, ReplyFault::BadCode(SafeText::line(code)));
    }
    fits.then(|| code.into())
}

fn group<'d>(reader: &mut Reader<'d>, table: &DeTable<'d>, at: usize) -> Option<Group> {
    let Some((word, span)) = reader.text(table, "group") else {
        reader.missing(table, at, "group");
        return None;
    };
    let group = Group::parse(word);
    if group.is_none() {
        reader.fault(span.start, ReplyFault::UnknownGroup(SafeText::line(word)));
    }
    group
}

fn scope<'d>(reader: &mut Reader<'d>, table: &DeTable<'d>) -> Scope {
    let words = reader.texts(table, "when");
    if words.is_empty() {
        return Scope::ANY;
    }
    let mut scope = Scope::default();
    for (word, at) in words {
        match Scope::parse(word) {
            Some(states) => scope = scope.or(states),
            None => reader.fault(at, ReplyFault::UnknownState(SafeText::line(word))),
        }
    }
    scope
}

/// The title and the text in one language.
fn said<'d>(
    reader: &mut Reader<'d>,
    table: &DeTable<'d>,
    at: usize,
    lang: ReplyLang,
    rules: Option<&GuardRules>,
) -> Option<(Box<str>, Template)> {
    reader.only(table, &["title", "text"]);
    let title = reader.text(table, "title");
    let Some((text, span)) = reader.text(table, "text") else {
        reader.missing(table, at, "text");
        return None;
    };
    match &title {
        Some((title, place)) if title.trim().is_empty() => reader.fault(place.start, ReplyFault::Empty("title")),
        Some(_) => {}
        None => reader.missing(table, at, "title"),
    }
    let title = title.map_or("", |(title, _)| title.trim());
    if text.trim().is_empty() {
        reader.fault(span.start, ReplyFault::Empty("text"));
        return None;
    }
    let chars = text.chars().count();
    if chars > chars_max(lang) {
        reader.fault(span.start, ReplyFault::TooLong(chars));
    }
    if let Some(at) = text.find(['｛', '｝']) {
        let line = reader.line_within(&span, text, at);
        reader.fault_on(line, ReplyFault::WideBrace);
    }
    match Template::parse(clean(text).trim_end()) {
        Ok(template) => {
            if let Some(rules) = rules {
                let line = reader.line(span.start);
                forbidden(reader, &template, line, rules);
            }
            Some((SafeText::line(title).as_str().into(), template))
        }
        Err(faults) => {
            for (at, fault) in faults {
                let line = reader.line_within(&span, text, at);
                reader.fault_on(line, fault);
            }
            None
        }
    }
}

fn clean(text: &str) -> String {
    SafeText::clean(text).as_str().to_owned()
}

fn forbidden(reader: &mut Reader<'_>, template: &Template, line: usize, rules: &GuardRules) {
    let mut spoken = String::new();
    for part in template.parts() {
        match part {
            Part::Text(text) => spoken.push_str(text),
            Part::Slot { or, .. } => spoken.push_str(or.as_deref().unwrap_or("。")),
        }
    }
    for finding in guard::check(&spoken, rules, GuardContext::default()) {
        if finding.level != Level::Tell {
            let words = SafeText::line(&spoken[finding.range.clone()]);
            reader.fault_on(line, ReplyFault::Forbidden { words, rule: SafeText::line(&finding.rule.id) });
        }
    }
}

fn repeated_codes(reader: &mut Reader<'_>, replies: &[QuickReply]) {
    let mut first: HashMap<(ReplyLang, &str), usize> = HashMap::new();
    for reply in replies {
        match first.get(&(reply.lang, &*reply.code)) {
            Some(line) => {
                let code = SafeText::line(&reply.code);
                reader.fault_on(reply.line, ReplyFault::DuplicateCode { code, first: *line });
            }
            None => drop(first.insert((reply.lang, &reply.code), reply.line)),
        }
    }
}
