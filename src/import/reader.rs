//! What the files of all platforms read alike: numbers, amounts, times, addresses, the shop a row names.

use std::sync::Arc;

use super::cell::{self, Id};
use super::columns::{Columns, Field};
use super::record::Record;
use super::told::{Code, Reject};
use crate::domain::{Currency, LineFacts, Money, Platform, RawText, ShopKey, Time, Zone};

/// How a platform writes its order numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Numbers {
    /// Digits alone, so many that a spreadsheet rounds them.
    Digits,
    /// Letters, dashes and signs among the digits.
    Text,
}

/// Reads the cells of one table.
pub(crate) struct Reader {
    pub(crate) columns: Columns,
    pub(crate) platform: Platform,
    /// The currency of the amounts that follow.
    pub(crate) currency: Currency,
    numbers: Numbers,
    /// The zone of times that name none; China's when there is no other.
    zone: Option<Zone>,
    shop: Option<Arc<ShopKey>>,
    bare_ids: u64,
    zero_ids: u64,
}

impl Reader {
    /// Reads yuan, China's times and numbers of digits.
    pub(crate) fn new(columns: Columns, platform: Platform) -> Self {
        let numbers = Numbers::Digits;
        Self { columns, platform, currency: Currency::CNY, numbers, zone: None, shop: None, bare_ids: 0, zero_ids: 0 }
    }

    /// Reads numbers that are text.
    pub(crate) fn with_text_numbers(mut self) -> Self {
        self.numbers = Numbers::Text;
        self
    }

    /// Reads amounts of `currency` and times of `zone` where they name none.
    pub(crate) fn abroad(mut self, currency: Currency, zone: Zone) -> Self {
        (self.currency, self.zone) = (currency, Some(zone));
        self
    }

    /// The number of the line a row is about; empty where the file has none, or one that may be damaged.
    pub(crate) fn line_number(&self, record: &Record) -> String {
        match cell::id(self.columns.raw(record, Field::LineId)) {
            Id::Good(number) => number.to_owned(),
            Id::Doubtful(_) | Id::Damaged(_) | Id::Missing => String::new(),
        }
    }

    /// The number a row is about. Fifteen digits and zeros behind them, unguarded, are what a spreadsheet leaves
    /// of a longer number, unless many rows before show that this file was never rounded.
    pub(crate) fn number<'a>(&mut self, row: u64, record: &'a Record, field: Field) -> Result<&'a str, Reject> {
        let reject = |columns: &Columns, code, value| Err(Reject::new(row, columns.name(field), code, value));
        let raw = self.columns.raw(record, field);
        let id = match self.numbers {
            Numbers::Digits => cell::id(raw),
            Numbers::Text => cell::text_id(raw),
        };
        match id {
            Id::Good(number) => {
                self.bare_ids += u64::from(number.len() >= 17);
                Ok(number)
            }
            Id::Doubtful(number) if self.bare_ids >= 50 && self.zero_ids * 20 < self.bare_ids => {
                self.bare_ids += 1;
                self.zero_ids += 1;
                Ok(number)
            }
            Id::Doubtful(number) => {
                self.zero_ids += 1;
                reject(&self.columns, Code::DamagedId, number)
            }
            Id::Damaged(text) => reject(&self.columns, Code::DamagedId, text),
            Id::Missing => reject(&self.columns, Code::MissingId, ""),
        }
    }

    /// A cell as text from outside.
    pub(crate) fn raw(&self, record: &Record, field: Field) -> RawText {
        RawText::new(self.columns.text(record, field))
    }

    /// The first of two cells that says something.
    pub(crate) fn first(&self, record: &Record, field: Field, other: Field) -> RawText {
        let text = self.columns.text(record, field);
        RawText::new(if text.is_empty() { self.columns.text(record, other) } else { text })
    }

    /// An amount.
    pub(crate) fn money(&self, row: u64, record: &Record, field: Field) -> Result<Option<Money>, Reject> {
        let raw = self.columns.raw(record, field);
        let read = cell::money_in(raw, self.currency);
        read.map_err(|cell::Unread| Reject::new(row, self.columns.name(field), Code::BadAmount, raw))
    }

    /// An instant.
    pub(crate) fn time(&self, row: u64, record: &Record, field: Field) -> Result<Option<Time>, Reject> {
        let raw = self.columns.raw(record, field);
        let read = match self.zone {
            None => cell::time(raw),
            Some(zone) => cell::time_in(raw, zone),
        };
        read.map_err(|cell::Unread| Reject::new(row, self.columns.name(field), Code::BadTime, raw))
    }

    /// A count of pieces.
    pub(crate) fn count(&self, row: u64, record: &Record, field: Field) -> Result<Option<i64>, Reject> {
        let raw = self.columns.raw(record, field);
        cell::count(raw).map_err(|cell::Unread| Reject::new(row, self.columns.name(field), Code::BadCount, raw))
    }

    /// Takes the currency a row names for its amounts; nothing changes when it names none.
    pub(crate) fn take_currency(&mut self, record: &Record) {
        if let Some(named) = Currency::parse(self.columns.text(record, Field::Currency)) {
            self.currency = named;
        }
    }

    /// The address goods go to: the changed one where there is one (否 says there is none).
    pub(crate) fn address(&self, record: &Record) -> RawText {
        let changed = self.columns.text(record, Field::NewAddress);
        if !changed.is_empty() && changed != "否" {
            return RawText::new(changed);
        }
        let street = self.columns.text(record, Field::Address);
        if !self.columns.has(Field::Province) {
            return RawText::new(street);
        }
        let parts = [Field::Province, Field::City, Field::District, Field::Street];
        let mut whole: Vec<&str> = parts.iter().map(|f| self.columns.text(record, *f)).collect();
        whole.push(street);
        whole.retain(|part| !part.is_empty());
        RawText::new(whole.join(" "))
    }

    /// An address written from the house to the country.
    pub(crate) fn address_abroad(&self, record: &Record) -> RawText {
        use Field as F;
        let parts = [F::Company, F::Address, F::NewAddress, F::Street, F::City, F::Province, F::Zip, F::Country];
        let mut whole: Vec<&str> = parts.iter().map(|f| self.columns.text(record, *f)).collect();
        whole.retain(|part| !part.is_empty());
        RawText::new(whole.join(", "))
    }

    /// The shop the row names; the one before again while the name stays.
    pub(crate) fn shop(&mut self, record: &Record) -> Option<Arc<ShopKey>> {
        let name = self.columns.text(record, Field::ShopName);
        if name.is_empty() {
            return None;
        }
        let external_id = self.columns.text(record, Field::ShopId);
        let external_id = if external_id == "0" { "" } else { external_id };
        if !self.shop.as_ref().is_some_and(|shop| shop.name == name && shop.external_id == external_id) {
            let mut key = ShopKey::named(self.platform, name);
            key.external_id = external_id.to_owned();
            self.shop = Some(Arc::new(key));
        }
        self.shop.clone()
    }

    /// The line a row speaks of, without its status.
    pub(crate) fn line(&mut self, row: u64, record: &Record, order: &str) -> Result<LineFacts, Reject> {
        use Field as F;
        let outer = self.columns.text(record, F::OuterId);
        let outer = if outer.is_empty() { self.columns.text(record, F::SystemId) } else { outer };
        Ok(LineFacts {
            order: order.to_owned(),
            title: self.raw(record, F::Title),
            sku: self.raw(record, F::Sku),
            outer_id: outer.to_owned(),
            quantity: self.count(row, record, F::Quantity)?,
            price: self.money(row, record, F::Price)?,
            refund_status: self.raw(record, F::RefundStatus),
            ..LineFacts::default()
        })
    }
}

/// Tracking numbers with one blank between, without a `No:` before them.
pub(crate) fn tracking(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for part in cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、')) {
        let part = part.strip_prefix("No:").or_else(|| part.strip_prefix("No：")).unwrap_or(part).trim();
        add_tracking(&mut out, part);
    }
    out
}

/// Adds a tracking number that is not among the others yet.
pub(crate) fn add_tracking(numbers: &mut String, number: &str) {
    if number.is_empty() || numbers.split(' ').any(|known| known == number) {
        return;
    }
    if !numbers.is_empty() {
        numbers.push(' ');
    }
    numbers.push_str(number);
}

/// The sum of two amounts where both are told, else the one that is; nothing when it cannot be held.
pub(crate) fn sum(one: Option<Money>, other: Option<Money>) -> Option<Money> {
    match (one, other) {
        (Some(one), Some(other)) => one.plus(other).ok(),
        (one, other) => one.or(other),
    }
}

/// The larger of two amounts.
pub(crate) fn larger(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    if b.map(Money::minor) > a.map(Money::minor) { b } else { a }
}

/// A status with both commas made one, and without blanks.
pub(crate) fn folded(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '，' { ',' } else { c }).collect()
}

/// The price of one of `count` pieces that cost `all` together; nothing when it does not come out even.
pub(crate) fn each(all: Money, count: i64) -> Option<Money> {
    (count > 0 && all.minor() % count == 0).then(|| Money::new(all.minor() / count, all.currency()))
}
