//! What a table looks like before it is taken in: its columns, and its first rows with personal data hidden.

use super::cell;
use super::columns::{Columns, Field};
use super::dispatch;
use super::format::{Format, key};
use super::read::Found;
use super::record::Record;
use super::sheets;
use super::taobao;
use super::top::Table;
use crate::domain::preview::TableSeen;
use crate::domain::{SafeText, mask};

/// A column of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviewColumn {
    /// Its name as the file writes it.
    pub name: String,
    /// What it is taken for; nothing for a column that is kept as it stands.
    pub field: Option<&'static str>,
}

/// A table at a glance.
#[derive(Clone, PartialEq, Debug)]
pub struct Preview {
    /// What it is.
    pub found: Found,
    /// Its columns: those understood, then the others.
    pub columns: Vec<PreviewColumn>,
    /// Names of the columns in the file's order, as `rows` has them.
    pub names: Vec<String>,
    /// The years whose exports have such a header, where that can be told; empty otherwise.
    pub years: &'static str,
    /// The first rows, with names, phones, addresses and accounts hidden.
    pub rows: Vec<Vec<String>>,
}

impl Preview {
    pub(super) fn of(found: &Found, table: &Table) -> Self {
        if table.format.is_sheet() {
            return Self::of_sheet(found, table);
        }
        let columns = dispatch::settled(table.format, &table.columns);
        let (known, unknown) = columns.understood();
        let known = known.into_iter().map(|(name, field)| PreviewColumn { name, field: Some(field) });
        let unknown = unknown.into_iter().map(|name| PreviewColumn { name, field: None });
        Self {
            found: found.clone(),
            columns: known.chain(unknown).collect(),
            names: table.header.names.clone(),
            years: taobao::years(table.format, &table.header),
            rows: table.first.iter().map(|row| hidden(&columns, &table.header.names, row)).collect(),
        }
    }

    fn of_sheet(found: &Found, table: &Table) -> Self {
        let understood = sheets::understood(table.format, &table.header).into_iter();
        let column =
            |(name, field): (String, &'static str)| PreviewColumn { name, field: (!field.is_empty()).then_some(field) };
        Self {
            found: found.clone(),
            columns: understood.map(column).collect(),
            names: table.header.names.clone(),
            years: "",
            rows: table.first.iter().map(|row| guessed(&table.header.names, row)).collect(),
        }
    }
}

impl Preview {
    /// The same as it is shown: clean text, columns apart by whether they are understood, no empty cells.
    pub fn seen(&self) -> TableSeen {
        let known = self.columns.iter().filter_map(|column| Some((SafeText::line(&column.name), column.field?)));
        let kept = self.columns.iter().filter(|column| column.field.is_none());
        let row = |row: &Vec<String>| {
            let cells = self.names.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            cells.map(|(name, cell)| (SafeText::line(name), SafeText::line(cell))).collect()
        };
        TableSeen {
            format: self.found.format.code().to_owned(),
            encoding: self.found.encoding,
            part: self.found.part.as_deref().map(SafeText::line).unwrap_or_default(),
            years: self.years,
            columns: known.collect(),
            kept: kept.map(|column| SafeText::line(&column.name)).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// The code words of all that a column may be taken for, in orders, cases and sheets.
pub fn column_fields() -> impl Iterator<Item = &'static str> {
    let sheets = Format::ALL.iter().flat_map(|format| sheets::fields(*format));
    Field::ALL.into_iter().map(Field::word).chain(sheets)
}

/// The cells of a row of which no column is a field of ours.
fn guessed(names: &[String], row: &Record) -> Vec<String> {
    row.cells().enumerate().map(|(i, cell)| by_name(names.get(i), cell::text(cell))).collect()
}

/// What is no field of ours may be anybody's data: it is hidden by its column's name, or by its shape.
fn by_name(name: Option<&String>, text: &str) -> String {
    let name = name.map(|name| key(name)).unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if has(&["phone", "mobile", "telephone", "电话", "手机"]) => mask::phone(text),
        () if has(&["address", "street", "zip", "postcode", "postalcode", "地址", "邮编"]) => mask::address(text),
        () if has(&["firstname", "lastname", "fullname", "姓名", "收货人", "收件人", "联系人", "真实姓名"])
            || (name.ends_with("name") && has(&["buyer", "customer", "billing", "recipient", "shipto", "contact"])) =>
        {
            mask::receiver(text)
        }
        () => mask::text(text),
    }
}

/// The cells of a row; what is no field of ours may be anybody's data, and so may every cell of a row that has lost or
/// won one: none of them need stand under its own name.
fn hidden(columns: &Columns, names: &[String], row: &Record) -> Vec<String> {
    if row.len() != names.len() {
        return guessed(names, row);
    }
    let at = |field: Field, i: usize| columns.place(field) == Some(i);
    let any = |fields: &[Field], i: usize| fields.iter().any(|field| at(*field, i));
    row.cells()
        .enumerate()
        .map(|(i, cell)| {
            let text = cell::text(cell);
            if any(&[Field::Receiver, Field::FirstName, Field::LastName, Field::Payer], i) {
                mask::receiver(text)
            } else if any(&[Field::Mobile, Field::Landline], i) {
                mask::phone(text)
            } else if any(&[Field::Address, Field::NewAddress, Field::Street, Field::Zip], i) {
                mask::address(text)
            } else if columns.is_known(i) && !at(Field::Buyer, i) && !at(Field::Message, i) && !at(Field::Memo, i) {
                text.to_owned()
            } else if columns.is_known(i) {
                mask::text(text)
            } else {
                by_name(names.get(i), text)
            }
        })
        .collect()
}
