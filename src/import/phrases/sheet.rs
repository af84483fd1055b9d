//! Tables of phrases: one phrase a row under a header, whatever its columns are called and wherever they stand.

use std::io::{Read, Seek};

use super::super::csv::CsvRows;
use super::super::fault::Fault;
use super::super::format::Header;
use super::super::record::{Record, Rows};
use super::super::top::{first_row, sample};
use super::super::workbook::{self, SheetRows, WholeRows};
use crate::domain::Problem;
use crate::domain::reply::{Phrase, PhraseFile};

/// No sheet of phrases has more rows.
const ROWS_MAX: usize = 100_000;
/// How many rows at the top may be titles.
const PREAMBLE: usize = 20;

pub(super) fn of_text(text: &str, encoding: &'static str) -> Result<PhraseFile, Problem> {
    let mut seen = String::new();
    for delimiter in [b',', b'\t', b';', b'|'] {
        let rows = sample(&mut CsvRows::new(text.as_bytes(), delimiter), ROWS_MAX)?;
        if let Some((format, phrases)) = phrases(&rows) {
            return Ok(PhraseFile { format, encoding, phrases });
        }
        if seen.is_empty() {
            seen = first_row(&rows);
        }
    }
    Err(Fault::Unknown(seen).into())
}

pub(super) fn of_rows(tables: Vec<Vec<Vec<String>>>, encoding: &'static str) -> Result<PhraseFile, Problem> {
    of_sheets(tables.into_iter().map(WholeRows::new), encoding)
}

pub(super) fn of_sheets(
    sheets: impl Iterator<Item = WholeRows>,
    encoding: &'static str,
) -> Result<PhraseFile, Problem> {
    let mut all = Vec::new();
    for mut rows in sheets {
        all.push(sample(&mut rows, ROWS_MAX)?);
    }
    together(&all, encoding)
}

pub(super) fn of_workbook<S: Read + Seek>(source: S) -> Result<PhraseFile, Problem> {
    let mut book = workbook::open_xlsx(source)?;
    let mut all = Vec::new();
    for name in calamine::Reader::sheet_names(&book) {
        // A chart sheet has no cells.
        let Ok(mut rows) = SheetRows::open(&mut book, &name) else { continue };
        all.push(sample(&mut rows as &mut dyn Rows, ROWS_MAX)?);
    }
    together(&all, "xlsx")
}

fn together(sheets: &[Vec<Record>], encoding: &'static str) -> Result<PhraseFile, Problem> {
    let mut found: Option<PhraseFile> = None;
    for (format, phrases) in sheets.iter().filter_map(|rows| phrases(rows)) {
        found.get_or_insert(PhraseFile { format, encoding, phrases: Vec::new() }).phrases.extend(phrases);
    }
    let seen = || sheets.iter().map(|rows| first_row(rows)).find(|row| !row.is_empty()).unwrap_or_default();
    found.ok_or_else(|| Fault::Unknown(seen()).into())
}

/// Which column says what.
struct Columns {
    format: &'static str,
    body: usize,
    title: Option<usize>,
    code: Option<usize>,
    group: Option<usize>,
    sub: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Option<Self> {
        let mut free: Vec<usize> = (0..header.keys.len()).collect();
        let mut take = |words: &[&str]| {
            let at = free.iter().position(|column| words.iter().any(|word| header.keys[*column].contains(word)))?;
            Some(free.remove(at))
        };
        let sub = take(&["二级分类", "子分组"]);
        let group = take(&["分组", "一级分类", "分类", "category", "group", "folder"]);
        let code = take(&["快捷编码", "快捷码", "编码", "shortcode", "shortcut", "trigger", "快捷键"]);
        let code = code.or_else(|| header.keys.iter().position(|key| key == "code"));
        let title = take(&["标题", "title"]);
        let ours = take(&["话术内容", "快捷短语内容", "短语内容"]);
        let named = [sub, group, code, title].into_iter().flatten().count() > 0;
        // A title above the table names phrases too, and a column called just "content" may be anything: only beside a
        // group, a code or a title is it what is said.
        let body = match ours {
            Some(body) => body,
            None if named => {
                take(&["快捷短语", "话术", "回复内容", "答案", "内容", "content", "replace", "body", "text"])?
            }
            None => return None,
        };
        let body_key = &header.keys[body];
        let format = match () {
            () if body_key.contains("话术") => "kefubao.replies",
            () if body_key.contains("快捷短语") => "qianniu.replies",
            () => "replies",
        };
        Some(Self { format, body, title, code, group, sub })
    }
}

fn phrases(rows: &[Record]) -> Option<(&'static str, Vec<Phrase>)> {
    let (above, header, columns) = rows.iter().take(PREAMBLE).enumerate().find_map(|(at, record)| {
        let header = Header::of(record);
        let columns = Columns::of(&header)?;
        Some((at + 1, header, columns))
    })?;
    let mut found = Vec::new();
    for (record, row) in rows.iter().zip(1u64..).skip(above) {
        if record.is_blank() || header.is_repeated_in(record) {
            continue;
        }
        let cell = |column: Option<usize>| column.map_or("", |column| record.cell(column)).trim();
        let (group, sub) = (cell(columns.group), cell(columns.sub));
        let group = [group, sub].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        found.push(Phrase {
            row,
            group,
            code: cell(columns.code).to_owned(),
            title: cell(columns.title).to_owned(),
            body: cell(Some(columns.body)).replace("\r\n", "\n").replace('\r', "\n"),
        });
    }
    Some((columns.format, found))
}
