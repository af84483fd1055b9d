//! 宝贝报表: one row per line of an order, keyed by 子订单编号 or, in the ten-column file, by nothing.

use super::status;
use crate::domain::{FactSource, OrderFacts, OrderStatus, Platform};
use crate::import::columns::{Columns, Field};
use crate::import::group::{Group, Grouper};
use crate::import::reader::{Reader, tracking};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf};

/// Reads item rows.
pub(crate) struct Items {
    reader: Reader,
    grouper: Grouper,
}

impl Items {
    pub(crate) fn new(columns: Columns) -> Self {
        Self { reader: Reader::new(columns, Platform::Taobao), grouper: Grouper::default() }
    }
}

impl Mapper for Items {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        use Field as F;
        let r = &mut self.reader;
        let number = r.number(row, record, F::Number)?.to_owned();
        let mut line = r.line(row, record, &number)?;
        if r.columns.has(F::LineId) {
            line.line = r.number(row, record, F::LineId)?.to_owned();
        }
        line.paid = r.money(row, record, F::Paid)?;
        line.refunded = r.money(row, record, F::Refunded)?;
        line.raw_status = r.raw(record, F::Status);
        let known = status::order(line.raw_status.unclean());
        if known == OrderStatus::Unknown {
            let (name, words) = (r.columns.name(F::Status), line.raw_status.unclean());
            out.rejects.push(Reject::new(row, name, Code::UnknownStatus, words));
        }
        line.status = Some(known);
        r.columns.extra(record, &mut line.extra);
        let order = OrderFacts {
            source: FactSource::ItemFile,
            number,
            buyer: r.raw(record, F::Buyer),
            created_at: r.time(row, record, F::Created)?,
            paid_at: r.time(row, record, F::PaidAt)?,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            ship_by: r.time(row, record, F::ShipBy)?,
            carrier: r.raw(record, F::Carrier),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            memo: r.raw(record, F::Memo),
            buyer_message: r.raw(record, F::Message),
            ..OrderFacts::default()
        };
        let shop = r.shop(record);
        let paid = line.paid;
        match self.grouper.at_hand(&order.number, out) {
            Some(group) => {
                // The sum of what was paid for the lines, while every line says so.
                let so_far = group.order.paid.take();
                group.repeat(order);
                group.order.paid = so_far.zip(paid).and_then(|(sum, more)| sum.plus(more).ok());
                group.line(row, line);
            }
            None => {
                let group = self.grouper.begin(Group::new(row, OrderFacts { paid, ..order }, shop));
                group.line(row, line);
            }
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
