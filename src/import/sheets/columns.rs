//! Which column of a sheet says what, and reading its cells.

use super::fields;
use crate::domain::{Money, RawText, Time};
use crate::import::cell::{self, Id};
use crate::import::format::{Format, Header, key};
use crate::import::record::Record;
use crate::import::told::{Code, Reject};

/// Where each field stands in one sheet.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    at: Vec<(&'static str, usize)>,
    names: Vec<String>,
}

impl Columns {
    /// Finds the fields of `format` under `header`. A column is one field's alone, the first that names it.
    pub(super) fn of(format: Format, header: &Header) -> Self {
        let keys: Vec<String> = header.keys.iter().map(|key| without_unit(key).to_owned()).collect();
        let mut at: Vec<(&'static str, usize)> = Vec::new();
        let own = |field: &str| key(field);
        // A name that is a field's own word was put there by a mapping, and goes first.
        for pass in [true, false] {
            for (field, names) in fields::of(format) {
                if at.iter().any(|(known, _)| known == field) {
                    continue;
                }
                let named = own(field);
                let wanted: &[&str] = if pass { &[named.as_str()] } else { names };
                let free = |i: &usize| !at.iter().any(|(_, taken)| taken == i);
                let found = wanted
                    .iter()
                    .find_map(|name| keys.iter().enumerate().find(|(i, key)| key == name && free(i)).map(|(i, _)| i));
                if let Some(i) = found {
                    at.push((field, i));
                }
            }
        }
        Self { at, names: header.names.clone() }
    }

    /// True when the sheet has the field.
    pub(super) fn has(&self, field: &str) -> bool {
        self.place(field).is_some()
    }

    /// The columns in their order, with the field each is taken for.
    pub(super) fn understood(&self, header: &Header) -> Vec<(String, &'static str)> {
        let word = |i: usize| self.at.iter().find(|(_, at)| *at == i).map_or("", |(field, _)| *field);
        header.names.iter().enumerate().map(|(i, name)| (name.clone(), word(i))).collect()
    }

    /// The column's name as the sheet writes it.
    pub(super) fn name(&self, field: &str) -> &str {
        self.place(field).and_then(|i| self.names.get(i)).map_or("", String::as_str)
    }

    /// The cell of a field without guards and spellings of nothing; empty when there is no such column.
    pub(super) fn text<'r>(&self, record: &'r Record, field: &str) -> &'r str {
        self.place(field).map_or("", |i| cell::text(record.cell(i)))
    }

    /// The same, as text from outside.
    pub(super) fn raw(&self, record: &Record, field: &str) -> RawText {
        RawText::new(self.text(record, field))
    }

    /// The cell of a column by its normalised name.
    pub(super) fn named<'r>(&self, record: &'r Record, name: &str) -> &'r str {
        self.names.iter().position(|n| key(n) == name).map_or("", |i| cell::text(record.cell(i)))
    }

    /// A code of goods or a waybill's number: text, refused when a spreadsheet has rounded it.
    pub(super) fn code<'r>(&self, row: u64, record: &'r Record, field: &str) -> Result<&'r str, Reject> {
        let Some(i) = self.place(field) else { return Ok("") };
        let raw = record.cell(i);
        let bare = cell::text(raw);
        let bare = bare.strip_suffix(".0").filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())).unwrap_or(bare);
        let digits = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
        let rounded = match cell::id(raw) {
            Id::Doubtful(_) => true,
            Id::Damaged(_) => digits && bare.len() >= 17 || is_scientific(bare),
            Id::Good(_) | Id::Missing => false,
        };
        // The foot of a sheet counts things up; it is no row of goods.
        if ["合计", "总计", "小计", "共计"].iter().any(|word| bare.starts_with(word)) {
            return Err(Reject::new(row, self.name(field), Code::MissingId, bare));
        }
        if rounded {
            return Err(Reject::new(row, self.name(field), Code::DamagedId, bare));
        }
        Ok(bare)
    }

    /// A code that must be there.
    pub(super) fn must<'r>(&self, row: u64, record: &'r Record, field: &str) -> Result<&'r str, Reject> {
        match self.code(row, record, field)? {
            "" => Err(Reject::new(row, self.name(field), Code::MissingId, "")),
            code => Ok(code),
        }
    }

    pub(super) fn time(&self, row: u64, record: &Record, field: &str) -> Result<Option<Time>, Reject> {
        let text = self.text(record, field);
        cell::time(text).map_err(|cell::Unread| Reject::new(row, self.name(field), Code::BadTime, text))
    }

    pub(super) fn count(&self, row: u64, record: &Record, field: &str) -> Result<Option<i64>, Reject> {
        let text = self.text(record, field);
        cell::count(text).map_err(|cell::Unread| Reject::new(row, self.name(field), Code::BadCount, text))
    }

    pub(super) fn money(&self, row: u64, record: &Record, field: &str) -> Result<Option<Money>, Reject> {
        let text = self.text(record, field);
        cell::money(text).map_err(|cell::Unread| Reject::new(row, self.name(field), Code::BadAmount, text))
    }

    fn place(&self, field: &str) -> Option<usize> {
        self.at.iter().find(|(known, _)| *known == field).map(|(_, i)| *i)
    }
}

/// A column's name without the unit some sheets write behind it (brackets are gone already).
fn without_unit(name: &str) -> &str {
    const UNITS: [&str; 8] = ["kg", "千克", "公斤", "克", "元", "件", "rmb", "cny"];
    // 数量(件) is a count, 三件 is a word: a unit comes off names that stay at least two characters long.
    UNITS.iter().find_map(|unit| name.strip_suffix(unit).filter(|rest| rest.chars().count() >= 2)).unwrap_or(name)
}

fn is_scientific(text: &str) -> bool {
    text.to_ascii_lowercase().split_once("e+").is_some_and(|(head, tail)| {
        head.bytes().all(|b| b.is_ascii_digit() || b == b'.') && tail.bytes().all(|b| b.is_ascii_digit())
    })
}
