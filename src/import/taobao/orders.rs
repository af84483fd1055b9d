//! 订单报表: one row per order, or (已卖出的宝贝) one row per item with the order's columns repeated.

use super::status;
use crate::domain::{FactSource, OrderFacts, OrderStatus, Platform, RawText};
use crate::import::columns::{Columns, Field};
use crate::import::group::{Group, Grouper};
use crate::import::reader::{Reader, sum, tracking};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads order rows.
pub(crate) struct Orders {
    reader: Reader,
    /// True when order numbers repeat: then a row speaks for an item, and its status for the item alone.
    line_level: bool,
    grouper: Grouper,
}

impl Orders {
    pub(crate) fn new(columns: Columns, line_level: bool) -> Self {
        Self { reader: Reader::new(columns, Platform::Taobao), line_level, grouper: Grouper::default() }
    }

    fn order(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<OrderFacts, Reject> {
        use Field as F;
        let r = &mut self.reader;
        let number = r.number(row, record, F::Number)?.to_owned();
        let (goods, freight) = (r.money(row, record, F::Goods)?, r.money(row, record, F::Postage)?);
        let total = r.money(row, record, F::Total)?;
        let raw_status = r.columns.text(record, F::Status);
        let known = status::order(raw_status);
        if known == OrderStatus::Unknown {
            out.rejects.push(Reject::new(row, r.columns.name(F::Status), Code::UnknownStatus, raw_status));
        }
        let mut facts = OrderFacts {
            source: FactSource::OrderFile,
            number,
            buyer: r.raw(record, F::Buyer),
            raw_status: RawText::new(raw_status),
            status: Some(known),
            payable: total.or_else(|| sum(goods, freight)),
            paid: r.money(row, record, F::Paid)?,
            freight,
            refunded: r.money(row, record, F::Refunded)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at: r.time(row, record, F::PaidAt)?,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            finished_at: r.time(row, record, F::FinishedAt)?,
            ship_by: r.time(row, record, F::ShipBy)?,
            receiver: r.raw(record, F::Receiver),
            phone: r.first(record, F::Mobile, F::Landline),
            address: r.address(record),
            carrier: r.raw(record, F::Carrier),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            memo: r.first(record, F::Memo, F::OldMemo),
            buyer_message: r.raw(record, F::Message),
            title: r.raw(record, F::Title),
            pieces: r.count(row, record, F::Pieces)?,
            close_reason: r.raw(record, F::CloseReason),
            ..OrderFacts::default()
        };
        r.columns.extra(record, &mut facts.extra);
        Ok(facts)
    }
}

impl Mapper for Orders {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let order = self.order(row, record, out)?;
        let shop = self.reader.shop(record);
        if !self.line_level {
            out.told.push(Told { row, counts: true, shop, fact: order.into() });
            return Ok(());
        }
        let mut line = self.reader.line(row, record, &order.number)?;
        line.raw_status = order.raw_status.clone();
        line.status = order.status;
        // The status of such a row is the item's alone.
        let order = OrderFacts { source: FactSource::ItemFile, status: None, ..order };
        match self.grouper.at_hand(&order.number, out) {
            Some(group) => {
                group.repeat(order);
                group.line(row, line);
            }
            None => self.grouper.begin(Group::new(row, order, shop)).line(row, line),
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
