//! Order files whose rows tell of lines and repeat their order: what is common to all platforms but Taobao.

use super::columns::Field;
use super::group::{Group, Grouper};
use super::reader::Reader;
use super::record::Record;
use super::told::{Code, Mapper, Reject, Sheaf};
use crate::domain::{LineFacts, OrderFacts, OrderStatus};

/// How one platform's row reads.
pub(crate) trait Sale {
    /// True when the amounts on a row are that row's share of the order, not the order's own.
    const SHARES: bool = false;
    /// What a row tells of its order and of its lines.
    fn read(&mut self, reader: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject>;
}

/// What a row tells. Without a status the order takes it from its lines.
#[derive(Debug, Default)]
pub(crate) struct Sold {
    pub(crate) order: OrderFacts,
    pub(crate) lines: Vec<LineFacts>,
    /// The column and words of a status we do not know.
    pub(crate) unknown: Option<(String, String)>,
}

/// Reads the order rows of one platform.
pub(crate) struct Sales<S> {
    reader: Reader,
    sale: S,
    grouper: Grouper,
}

impl<S: Sale> Sales<S> {
    pub(crate) fn new(reader: Reader, sale: S) -> Self {
        Self { reader, sale, grouper: Grouper::default() }
    }
}

impl<S: Sale> Mapper for Sales<S> {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let mut sold = self.sale.read(&mut self.reader, row, record)?;
        if let Some((column, words)) = sold.unknown {
            out.rejects.push(Reject::new(row, &column, Code::UnknownStatus, &words));
        }
        sold.order.currency = self.reader.currency;
        let shop = self.reader.shop(record);
        let group = match self.grouper.at_hand(&sold.order.number, out) {
            Some(group) => {
                if S::SHARES {
                    group.share(sold.order);
                } else {
                    group.repeat(sold.order);
                }
                group
            }
            None => self.grouper.begin(Group::new(row, sold.order, shop)),
        };
        for line in sold.lines {
            group.line(row, line);
        }
        Ok(())
    }

    fn flush(&mut self, out: &mut Sheaf) {
        self.grouper.flush(out);
    }

    fn held_from(&self) -> Option<u64> {
        self.grouper.held_from()
    }
}

/// What to tell of words that may be unknown: the column and the words.
pub(crate) fn unknown(reader: &Reader, field: Field, words: &str, status: OrderStatus) -> Option<(String, String)> {
    (status == OrderStatus::Unknown).then(|| (reader.columns.name(field).to_owned(), words.to_owned()))
}
