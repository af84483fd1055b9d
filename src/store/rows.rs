//! Reading rows into domain types: a cursor over the columns, so that a column list and its reader stand in one order.

use super::engine::{Result, Row};
use crate::domain::{AgentId, Currency, Damage, Money, Problem, SafeText, Time};

/// Walks over the columns of a row.
pub(super) struct Cols<'r> {
    row: &'r dyn Row,
    at: usize,
}

impl<'r> Cols<'r> {
    pub(super) fn new(row: &'r dyn Row) -> Self {
        Self { row, at: 0 }
    }
    fn step(&mut self) -> usize {
        self.at += 1;
        self.at - 1
    }
    pub(super) fn int(&mut self) -> Result<i64> {
        let at = self.step();
        self.row.int(at)
    }
    pub(super) fn opt_int(&mut self) -> Result<Option<i64>> {
        let at = self.step();
        self.row.opt_int(at)
    }
    pub(super) fn flag(&mut self) -> Result<bool> {
        Ok(self.int()? != 0)
    }
    pub(super) fn text(&mut self) -> Result<&'r str> {
        let at = self.step();
        self.row.text(at)
    }
    pub(super) fn opt_text(&mut self) -> Result<Option<&'r str>> {
        let at = self.step();
        self.row.opt_text(at)
    }
    pub(super) fn string(&mut self) -> Result<String> {
        Ok(self.text()?.to_owned())
    }
    pub(super) fn opt_string(&mut self) -> Result<Option<String>> {
        Ok(self.opt_text()?.map(str::to_owned))
    }
    pub(super) fn line(&mut self) -> Result<SafeText> {
        Ok(SafeText::line(self.text()?))
    }
    pub(super) fn clean(&mut self) -> Result<SafeText> {
        Ok(SafeText::clean(self.text()?))
    }
    pub(super) fn opt_clean(&mut self) -> Result<Option<SafeText>> {
        Ok(self.opt_text()?.map(SafeText::clean))
    }
    pub(super) fn time(&mut self) -> Result<Time> {
        self.int().map(Time::from_ms)
    }
    pub(super) fn opt_time(&mut self) -> Result<Option<Time>> {
        Ok(self.opt_int()?.map(Time::from_ms))
    }
    pub(super) fn agent(&mut self) -> Result<Option<AgentId>> {
        Ok(self.opt_int()?.map(AgentId::new))
    }
    pub(super) fn currency(&mut self) -> Result<Currency> {
        let code = self.text()?;
        Currency::parse(code).ok_or_else(|| unknown("currency", code))
    }
    pub(super) fn money(&mut self, currency: Currency) -> Result<Option<Money>> {
        Ok(self.opt_int()?.map(|minor| Money::new(minor, currency)))
    }
    /// A code word read by `parse`; one we do not know is damage, for the schema version is ours.
    pub(super) fn code<T>(&mut self, kind: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        let code = self.text()?;
        parse(code).ok_or_else(|| unknown(kind, code))
    }
    pub(super) fn opt_code<T>(&mut self, kind: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        match self.opt_text()? {
            None => Ok(None),
            Some(code) => parse(code).map(Some).ok_or_else(|| unknown(kind, code)),
        }
    }
}

/// Something whose key is not there.
pub(super) fn missing(kind: &'static str, key: impl std::fmt::Display) -> Problem {
    Problem::NotFound { kind, key: SafeText::line(&key.to_string()) }
}

fn unknown(kind: &'static str, code: &str) -> Problem {
    Problem::Damaged(Damage::UnknownWord { kind, word: SafeText::line(code) })
}
