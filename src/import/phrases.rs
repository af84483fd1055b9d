//! Ready-made replies of other tools: sheets of 千牛 and 客服宝 in any container, lists of Chatwoot and Zendesk,
//! packages of espanso.
//!
//! Everything is read as it is written; what becomes of it is for [`crate::replies`] to say.

mod espanso;
mod list;
mod sheet;

use std::io::Cursor;

use super::fault::{Fault, Limit};
use super::sniff::{self, Container};
use super::workbook::{self, Zipped};
use crate::domain::Problem;
use crate::domain::reply::PhraseFile;

/// No file of phrases is larger.
pub const BYTES_MAX: usize = 16 << 20;

/// Reads a whole file of phrases; what it is comes from its content. Fails when it holds no phrases we know how to read.
pub fn read(bytes: &[u8]) -> Result<PhraseFile, Problem> {
    if bytes.len() > BYTES_MAX {
        return Err(Fault::TooBig(Limit::Whole).into());
    }
    match sniff::container(bytes) {
        Container::Empty => Err(Fault::Empty.into()),
        Container::Other => Err(Fault::NotATable.into()),
        Container::Text => text(bytes),
        Container::Html => {
            let (encoding, mark) = sniff::encoding(bytes);
            let (page, _, _) = encoding.decode(bytes.get(mark..).unwrap_or_default());
            sheet::of_rows(vec![super::html::rows(&page)], "html")
        }
        Container::Cfb => {
            if workbook::is_encrypted(&mut Cursor::new(bytes))? {
                return Err(Fault::Encrypted.into());
            }
            let sheets = workbook::old_sheets(Cursor::new(bytes))?;
            sheet::of_sheets(sheets.into_iter().map(|(_, rows)| rows), "xls")
        }
        Container::Zip => match workbook::check_zip(&mut Cursor::new(bytes))? {
            Zipped::Workbook => sheet::of_workbook(Cursor::new(bytes)),
            Zipped::Files(files) => packed(bytes, &files),
        },
    }
}

fn text(bytes: &[u8]) -> Result<PhraseFile, Problem> {
    let (encoding, mark) = sniff::encoding(bytes);
    let (text, _, _) = encoding.decode(bytes.get(mark..).unwrap_or_default());
    let word = sniff::encoding_word(encoding);
    match serde_json::from_str(text.trim()) {
        Ok(value @ (serde_json::Value::Array(_) | serde_json::Value::Object(_))) => list::of(&value, word),
        _ => espanso::of(&text, word).map_or_else(|| sheet::of_text(&text, word), Ok),
    }
}

/// The first file of phrases in an archive; an archive within it is not looked into.
fn packed(bytes: &[u8], files: &[usize]) -> Result<PhraseFile, Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Archive)?;
    let mut last = Problem::from(Fault::NotATable);
    for index in files {
        let entry = archive.by_index(*index).map_err(|_| Fault::Archive)?;
        let mut inner = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(entry, BYTES_MAX as u64), &mut inner).map_err(Fault::Io)?;
        let is_archive = matches!(sniff::container(&inner), Container::Zip)
            && !matches!(workbook::check_zip(&mut Cursor::new(&inner)), Ok(Zipped::Workbook));
        match if is_archive { Err(Fault::NotATable.into()) } else { read(&inner) } {
            Ok(found) => return Ok(found),
            Err(problem) => last = problem,
        }
    }
    Err(last)
}
