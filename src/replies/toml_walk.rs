//! Walking a TOML document with the line of everything at hand, so that every fault can be told with its place and
//! all of them at once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::domain::reply::ReplyFault;
use crate::domain::{Problem, SafeText};

/// A document being read, and the faults found in it so far.
pub(super) struct Reader<'d> {
    text: &'d str,
    file: SafeText,
    line_starts: Vec<usize>,
    pub(super) problems: Vec<Problem>,
}

/// A value and the key it stands under.
type Entry<'t, 'd> = (&'t Spanned<DeString<'d>>, &'t Spanned<DeValue<'d>>);

impl<'d> Reader<'d> {
    /// Reads the document; syntax faults become problems and what can be read is read all the same.
    pub(super) fn open(text: &'d str, file: &str) -> (Self, DeTable<'d>) {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        let mut reader = Reader { text, file: SafeText::line(file), line_starts, problems: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(0, |s| s.start);
            reader.fault(at, ReplyFault::Syntax(SafeText::line(error.message())));
        }
        (reader, table.into_inner())
    }
    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at).max(1)
    }
    /// Notes a fault at a byte.
    pub(super) fn fault(&mut self, at: usize, fault: ReplyFault) {
        let line = self.line(at);
        self.fault_on(line, fault);
    }
    /// Notes a fault on a line.
    pub(super) fn fault_on(&mut self, line: usize, fault: ReplyFault) {
        self.problems.push(Problem::Reply { file: self.file.clone(), line, fault });
    }
    /// Notes every key that is not in the list.
    pub(super) fn only(&mut self, table: &DeTable<'d>, known: &[&str]) {
        for key in table.keys().filter(|k| !known.contains(&k.get_ref().as_ref())) {
            self.fault(key.span().start, ReplyFault::UnknownKey(SafeText::line(key.get_ref())));
        }
    }
    /// Notes that a key is missing, unless it is there with a value of the wrong kind.
    pub(super) fn missing(&mut self, table: &DeTable<'d>, at: usize, key: &'static str) {
        if entry(table, key).is_none() {
            self.fault(at, ReplyFault::MissingKey(key));
        }
    }
    /// The text under a key; nothing when it is not there.
    pub(super) fn text<'t>(&mut self, table: &'t DeTable<'d>, key: &str) -> Option<(&'t str, Range<usize>)> {
        let (name, value) = entry(table, key)?;
        match value.get_ref().as_str() {
            Some(text) => Some((text, value.span())),
            None => self.wrong(name, "text"),
        }
    }
    /// The texts of a list under a key, each with its byte; none when it is not there.
    pub(super) fn texts<'t>(&mut self, table: &'t DeTable<'d>, key: &str) -> Vec<(&'t str, usize)> {
        let Some((name, value)) = entry(table, key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong::<()>(name, "list");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_str() {
                Some(text) => out.push((text, item.span().start)),
                None => drop(self.wrong::<()>(name, "list")),
            }
        }
        out
    }
    /// The yes or no under a key.
    pub(super) fn yes_no(&mut self, table: &DeTable<'d>, key: &str) -> Option<bool> {
        let (name, value) = entry(table, key)?;
        value.get_ref().as_bool().or_else(|| self.wrong(name, "yes_no"))
    }
    /// The whole number under a key, with its byte.
    pub(super) fn number(&mut self, table: &DeTable<'d>, key: &str) -> Option<(i64, usize)> {
        let (name, value) = entry(table, key)?;
        match value.get_ref().as_integer().and_then(|i| i.as_str().parse().ok()) {
            Some(number) => Some((number, value.span().start)),
            None => self.wrong(name, "number"),
        }
    }
    /// The table under a key, with its byte.
    pub(super) fn table<'t>(&mut self, table: &'t DeTable<'d>, key: &str) -> Option<(&'t DeTable<'d>, usize)> {
        let (name, value) = entry(table, key)?;
        match value.get_ref().as_table() {
            Some(inner) => Some((inner, name.span().start)),
            None => self.wrong(name, "table"),
        }
    }
    /// The tables of a list of tables under a key, with their bytes.
    pub(super) fn tables<'t>(&mut self, table: &'t DeTable<'d>, key: &str) -> Vec<(&'t DeTable<'d>, usize)> {
        let Some((name, value)) = entry(table, key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong::<()>(name, "table");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_table() {
                Some(inner) => out.push((inner, item.span().start)),
                None => drop(self.wrong::<()>(name, "table")),
            }
        }
        out
    }
    /// The line of a byte of a text value that may run over several lines.
    pub(super) fn line_within(&self, value: &Range<usize>, text: &str, at: usize) -> usize {
        let written = self.text.get(value.clone()).unwrap_or_default();
        let opens_on_next = ["\"\"\"", "'''"]
            .iter()
            .any(|q| written.strip_prefix(q).is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n")));
        let inner = if written.starts_with("\"\"\"") || written.starts_with("'''") {
            text.get(..at).map_or(0, |before| before.matches('\n').count())
        } else {
            0
        };
        self.line(value.start) + usize::from(opens_on_next) + inner
    }
    fn wrong<T>(&mut self, key: &Spanned<DeString<'d>>, wanted: &'static str) -> Option<T> {
        self.fault(key.span().start, ReplyFault::WrongKind { key: SafeText::line(key.get_ref()), wanted });
        None
    }
}

fn entry<'t, 'd>(table: &'t DeTable<'d>, key: &str) -> Option<Entry<'t, 'd>> {
    table.iter().find(|(k, _)| k.get_ref().as_ref() == key)
}
