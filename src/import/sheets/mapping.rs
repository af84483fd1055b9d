//! A person's own mapping (`imports/NAME.toml`): which column of a sheet is which field of a format.

use std::collections::BTreeMap;
use std::ops::Range;

use encoding_rs::Encoding;
use serde::Deserialize;
use toml::Spanned;

use super::fields;
use crate::domain::{Problem, SafeText};
use crate::import::format::{Format, Header, key};

/// A mapping, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// Its name, as in `custom:NAME`.
    pub name: String,
    /// What the sheet is read as.
    pub format: Format,
    /// The encoding, when the sheet's own bytes do not tell.
    pub encoding: Option<&'static Encoding>,
    /// The sheet of a workbook; nothing for every sheet that fits.
    pub sheet: Option<String>,
    /// The row the header stands in, from 1; nothing for the first that fits.
    pub header_row: Option<usize>,
    /// Normalised column name, and the name it is read as.
    columns: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: Spanned<String>,
    encoding: Option<Spanned<String>>,
    sheet: Option<Spanned<String>>,
    header_row: Option<Spanned<i64>>,
    columns: Spanned<BTreeMap<Spanned<String>, Spanned<String>>>,
}

impl Mapping {
    /// Reads a mapping from the text of `file`.
    ///
    /// # Errors
    /// [`Problem::Config`] with the line of what is wrong.
    pub fn parse(name: &str, file: &str, text: &str) -> Result<Self, Problem> {
        let wrong = |at: Range<usize>, what: &str| Problem::Config {
            file: SafeText::line(file),
            line: text.get(..at.start).unwrap_or(text).matches('\n').count() + 1,
            what: SafeText::line(what),
        };
        let read: File = toml::from_str(text).map_err(|error| {
            wrong(error.span().unwrap_or_default(), error.message().lines().next().unwrap_or_default())
        })?;
        let format = Format::parse(read.format.get_ref()).ok_or_else(|| {
            let known: Vec<&str> = Format::ALL.iter().map(|format| format.code()).collect();
            wrong(read.format.span(), &format!("format = {:?} ? {}", read.format.get_ref(), known.join(" ")))
        })?;
        let encoding = match &read.encoding {
            None => None,
            Some(label) => Some(
                Encoding::for_label(label.get_ref().as_bytes())
                    .ok_or_else(|| wrong(label.span(), &format!("encoding = {:?} ?", label.get_ref())))?,
            ),
        };
        let header_row = match &read.header_row {
            None => None,
            Some(n) => Some(
                usize::try_from(*n.get_ref())
                    .ok()
                    .filter(|n| (1..=20).contains(n))
                    .ok_or_else(|| wrong(n.span(), &format!("header_row = {} ? 1..20", n.get_ref())))?,
            ),
        };
        let mut columns: Vec<(String, String)> = Vec::new();
        for (column, field) in read.columns.get_ref() {
            let words: Vec<&str> = fields::of(format).iter().map(|(word, _)| *word).collect();
            // The formats of platforms know columns by their platform's names, whatever those are.
            if !words.is_empty() && !words.contains(&field.get_ref().as_str()) {
                return Err(wrong(field.span(), &format!("{:?} ? {}", field.get_ref(), words.join(" "))));
            }
            let to = key(field.get_ref());
            if columns.iter().any(|(_, taken)| *taken == to) {
                return Err(wrong(field.span(), &format!("{:?} twice", field.get_ref())));
            }
            columns.push((key(column.get_ref()), to));
        }
        for group in fields::needed(format) {
            if !group.iter().any(|field| columns.iter().any(|(_, to)| *to == key(field))) {
                return Err(wrong(read.columns.span(), &format!("{} ?", group.join(" / "))));
            }
        }
        let sheet = read.sheet.map(|sheet| sheet.into_inner().trim().to_owned()).filter(|sheet| !sheet.is_empty());
        Ok(Self { name: name.to_owned(), format, encoding, sheet, header_row, columns })
    }

    /// The header with its columns named as the format knows them. Other columns keep their names only where the format
    /// is a platform's; in a sheet they are not read.
    pub(crate) fn apply(&self, mut header: Header) -> Header {
        let sheet = !fields::of(self.format).is_empty();
        for key in &mut header.keys {
            match self.columns.iter().find(|(from, _)| from == key) {
                Some((_, to)) => key.clone_from(to),
                None if sheet => key.clear(),
                None => {}
            }
        }
        header
    }

    /// True when a header has every column the mapping names.
    pub(crate) fn fits(&self, header: &Header) -> bool {
        self.columns.iter().all(|(from, _)| header.has(from))
    }

    /// The columns it wants, normalised.
    pub fn wants(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(from, _)| from.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> (usize, String) {
        match Mapping::parse("erp", "imports/erp.toml", text) {
            Err(Problem::Config { line, what, .. }) => (line, what.to_string()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        assert_eq!(line("format = \"stok\"\n[columns]\n").0, 1);
        assert_eq!(line("format = \"stock\"\nheader_row = 0\n[columns]\n").0, 2);
        assert_eq!(line("format = \"stock\"\nencoding = \"martian\"\n[columns]\n").0, 2);
        let (at, what) = line("format = \"stock\"\n[columns]\n\"货品代码\" = \"sku\"\n\"可发\" = \"pieces\"\n");
        assert!(at == 4 && what.contains("quantity"), "{at} {what}");
        assert_eq!(line("format = \"stock\"\n[columns]\n\"A\" = \"sku\"\n\"B\" = \"sku\"\n").0, 4);
        assert!(line("format = \"stock\"\n[columns]\n\"A\" = \"sku\"\n").1.contains("quantity"));
        assert_eq!(line("format = \"stock\"\nsheets = \"x\"\n[columns]\n").0, 2);
    }
}
