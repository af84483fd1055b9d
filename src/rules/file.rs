//! One rules file: its text, and where in it something is wrong.

use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::domain::{Problem, SafeText};

/// No file that a person writes is longer.
pub const FILE_BYTES_MAX: u64 = 4 << 20;

/// The text of a file a person wrote; nothing where there is none.
///
/// # Errors
/// [`Problem::File`]; [`Problem::Config`] for one longer than [`FILE_BYTES_MAX`], which is not read at all.
pub fn read_text(path: &Path) -> Result<Option<String>, Problem> {
    let found = std::fs::metadata(path).and_then(|about| match about.len() {
        len if len > FILE_BYTES_MAX => Ok(Err(len)),
        _ => std::fs::read_to_string(path).map(Ok),
    });
    match found {
        Ok(Ok(text)) => Ok(Some(text)),
        Ok(Err(len)) => Err(Problem::Config {
            file: SafeText::line(&path.to_string_lossy()),
            line: 0,
            what: SafeText::line(&format!("{len} bytes > {} MiB", FILE_BYTES_MAX >> 20)),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Problem::file(path, &error)),
    }
}

/// A rules file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// The text of the file `name`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// A short mark of all texts read so far, `before`, and this one.
    pub(super) fn stamped(&self, before: &str) -> String {
        // FNV-1a: it only has to tell an edited file from the one before.
        let hash = |seed: u64, text: &str| {
            text.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        };
        let seed = hash(0xcbf2_9ce4_8422_2325, before);
        format!("{:016x}", hash(hash(seed, self.kind()), &self.text))
    }

    /// The last part of its name, which says what it holds.
    pub(super) fn kind(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// The file's tables; unknown keys are refused.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        toml::from_str(&self.text)
            .map_err(|error| self.wrong(error.span().unwrap_or_default(), error.message().lines().next().unwrap_or("")))
    }

    /// Something wrong at a place of the file.
    pub(super) fn wrong(&self, at: Range<usize>, what: &str) -> Problem {
        let what = SafeText::line(what);
        Problem::Config { file: SafeText::line(&self.name), line: self.line(at), what }
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, at: Range<usize>) -> usize {
        self.text.get(..at.start).unwrap_or(&self.text).matches('\n').count() + 1
    }

    /// A code word read by `parse`; a word it does not know is refused and named.
    pub(super) fn word<T>(&self, word: &Spanned<String>, parse: fn(&str) -> Option<T>) -> Result<T, Problem> {
        parse(word.get_ref()).ok_or_else(|| self.wrong(word.span(), &format!("\"{}\" ?", word.get_ref())))
    }

    /// Several code words.
    pub(super) fn words<T>(&self, words: &[Spanned<String>], parse: fn(&str) -> Option<T>) -> Result<Vec<T>, Problem> {
        words.iter().map(|word| self.word(word, parse)).collect()
    }

    /// Words that must not be blank, such as where a number comes from.
    pub(super) fn said(&self, words: &Spanned<String>, key: &str) -> Result<SafeText, Problem> {
        if words.get_ref().trim().is_empty() {
            return Err(self.wrong(words.span(), &format!("{key} = \"\" ?")));
        }
        Ok(SafeText::line(words.get_ref()))
    }

    /// Names of people's own making, such as a shop's.
    pub(super) fn names(&self, names: &[Spanned<String>], key: &str) -> Result<Vec<String>, Problem> {
        names.iter().map(|name| Ok(self.said(name, key)?.to_string())).collect()
    }

    /// A calendar day.
    pub(super) fn day(&self, day: &Spanned<toml::value::Datetime>) -> Result<chrono::NaiveDate, Problem> {
        let bad = || self.wrong(day.span(), &format!("{} ?", day.get_ref()));
        let date = day.get_ref().date.filter(|_| day.get_ref().time.is_none()).ok_or_else(bad)?;
        chrono::NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            .ok_or_else(bad)
    }
}
