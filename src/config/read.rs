//! Reads a TOML document value by value, so that whatever is wrong has its line.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Unknown;
use crate::domain::SafeText;

/// A line (from 1) and what is wrong there.
pub(super) type Wrong = (usize, String);

/// A table, emptied as it is read; what stays was not known.
pub(super) struct Table<'a> {
    text: &'a str,
    line: usize,
    left: BTreeMap<String, (usize, Spanned<DeValue<'a>>)>,
}

/// The whole document.
pub(super) fn document(text: &str) -> Result<Table<'_>, Wrong> {
    let root = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| line_of(text, span.start));
        (at, error.message().lines().next().unwrap_or_default().to_owned())
    })?;
    Ok(Table::new(text, 1, root.into_inner()))
}

impl<'a> Table<'a> {
    fn new(text: &'a str, line: usize, table: DeTable<'a>) -> Self {
        let left = table
            .into_iter()
            .map(|(key, value)| {
                let line = line_of(text, key.span().start);
                (key.into_inner().into_owned(), (line, value))
            })
            .collect();
        Self { text, line, left }
    }

    /// The line it begins in.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The names in it, in order of the alphabet.
    pub(super) fn names(&self) -> Vec<String> {
        self.left.keys().cloned().collect()
    }

    /// The names in it with their lines, as they stand in the file.
    pub(super) fn places(&self) -> Vec<(String, usize)> {
        let mut places: Vec<_> = self.left.iter().map(|(name, (line, _))| (name.clone(), *line)).collect();
        places.sort_by_key(|(_, line)| *line);
        places
    }

    /// A text that `parse` takes; `wanted` says what would be right.
    pub(super) fn read<T>(
        &mut self,
        key: &str,
        wanted: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let Some((line, value)) = self.left.remove(key) else { return Ok(None) };
        let value = value.into_inner();
        let Some(text) = value.as_str() else { return Err(kind(line, key, wanted, &value)) };
        if text.is_empty() {
            return Ok(None);
        }
        match parse(text) {
            Some(read) => Ok(Some(read)),
            None => Err((line, format!("{key} = {text:?}: expected {wanted}"))),
        }
    }

    /// Like [`Table::read`], into a place that keeps its value when the key is not there.
    pub(super) fn set<T>(
        &mut self,
        key: &str,
        wanted: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        place: &mut T,
    ) -> Result<(), Wrong> {
        if let Some(read) = self.read(key, wanted, parse)? {
            *place = read;
        }
        Ok(())
    }

    /// Like [`Table::read`], and the key must be there.
    pub(super) fn needed<T>(
        &mut self,
        key: &str,
        wanted: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Wrong> {
        let line = self.line;
        self.read(key, wanted, parse)?.ok_or_else(|| (line, format!("{key} is missing: expected {wanted}")))
    }

    /// True or false.
    pub(super) fn flag(&mut self, key: &str, place: &mut bool) -> Result<(), Wrong> {
        let Some((line, value)) = self.left.remove(key) else { return Ok(()) };
        *place = value.get_ref().as_bool().ok_or_else(|| kind(line, key, "true or false", value.get_ref()))?;
        Ok(())
    }

    /// A whole number within `range`.
    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<i64>, place: &mut i64) -> Result<(), Wrong> {
        let Some((line, value)) = self.left.remove(key) else { return Ok(()) };
        let wanted = format!("a number from {} to {}", range.start(), range.end());
        let number = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        *place = number.filter(|n| range.contains(n)).ok_or_else(|| kind(line, key, &wanted, value.get_ref()))?;
        Ok(())
    }

    /// One text, or an array of them.
    pub(super) fn words(&mut self, key: &str) -> Result<Option<Vec<String>>, Wrong> {
        let Some((line, value)) = self.left.remove(key) else { return Ok(None) };
        let wanted = "a text such as \"ctrl-k\", or an array of texts";
        match value.get_ref() {
            DeValue::String(one) => Ok(Some(vec![one.to_string()])),
            DeValue::Array(many) => many
                .iter()
                .map(|v| v.get_ref().as_str().map(str::to_owned).ok_or_else(|| kind(line, key, wanted, v.get_ref())))
                .collect::<Result<_, _>>()
                .map(Some),
            other => Err(kind(line, key, wanted, other)),
        }
    }

    /// The table under `key`.
    pub(super) fn table(&mut self, key: &str) -> Result<Option<Table<'a>>, Wrong> {
        let Some((line, value)) = self.left.remove(key) else { return Ok(None) };
        match value.into_inner() {
            DeValue::Table(table) => Ok(Some(Table::new(self.text, line, table))),
            other => Err(kind(line, key, &format!("a table [{key}]"), &other)),
        }
    }

    /// The array of tables under `key`.
    pub(super) fn tables(&mut self, key: &str) -> Result<Vec<Table<'a>>, Wrong> {
        let Some((line, value)) = self.left.remove(key) else { return Ok(Vec::new()) };
        let wanted = format!("tables [[{key}]]");
        let DeValue::Array(many) = value.into_inner() else {
            return Err((line, format!("{key}: expected {wanted}")));
        };
        many.into_iter()
            .map(|value| {
                let line = line_of(self.text, value.span().start);
                match value.into_inner() {
                    DeValue::Table(table) => Ok(Table::new(self.text, line, table)),
                    other => Err(kind(line, key, &wanted, &other)),
                }
            })
            .collect()
    }

    /// What was not read, with `prefix` before each name.
    pub(super) fn rest(self, prefix: &str) -> Vec<Unknown> {
        let named = self.left.into_iter();
        named.map(|(key, (line, _))| Unknown { line, key: SafeText::line(&format!("{prefix}{key}")) }).collect()
    }
}

fn kind(line: usize, key: &str, wanted: &str, found: &DeValue<'_>) -> Wrong {
    (line, format!("{key}: expected {wanted}, found {}", found.type_str()))
}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|b| *b == b'\n').count()
}
