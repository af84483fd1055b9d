//! One row per item.

use crate::domain::{LineFacts, Money, OrderFacts, OrderStatus};
use crate::import::columns::Field as F;
use crate::import::reader::{Reader, each, sum};
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold, unknown};
use crate::import::told::Reject;

/// Reads Amazon's order rows.
pub(crate) struct Orders;

impl Sale for Orders {
    /// Every row has its item's amounts.
    const SHARES: bool = true;

    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let number = r.number(row, record, F::Number)?.to_owned();
        r.take_currency(record);
        let words = r.columns.text(record, F::Status);
        let status = super::status(words);
        let goods = r.money(row, record, F::LineTotal)?;
        let freight = r.money(row, record, F::LineFreight)?;
        let with_tax = sum(goods, r.money(row, record, F::Tax)?);
        let off = sum(r.money(row, record, F::LineDiscount)?, r.money(row, record, F::Postage)?);
        let sent = sum(freight, r.money(row, record, F::Goods)?);
        let payable = less(sum(with_tax, sent), off);
        let paid = payable.filter(|_| !matches!(status, OrderStatus::Unpaid | OrderStatus::Closed));
        let mut line = r.line(row, record, &number)?;
        if r.columns.has(F::LineId) {
            r.number(row, record, F::LineId)?.clone_into(&mut line.line);
        }
        line.refund_status = crate::domain::RawText::default();
        line.status = Some(status);
        line.raw_status = r.first(record, F::RefundStatus, F::Status);
        line.price = goods.zip(line.quantity).and_then(|(all, count)| each(all, count));
        line.paid = paid;
        for field in [F::ProductId, F::Tax] {
            let (name, value) = (r.columns.name(field), r.columns.text(record, field));
            if !value.is_empty() {
                crate::import::cell::push_json(&mut line.extra, name, value);
            }
        }
        r.columns.extra(record, &mut line.extra);
        let order = OrderFacts {
            raw_status: r.raw(record, F::Status),
            status: Some(status),
            payable,
            paid,
            freight,
            created_at: r.time(row, record, F::Created)?,
            buyer: r.raw(record, F::Buyer),
            receiver: r.raw(record, F::Receiver),
            phone: r.raw(record, F::Mobile),
            address: r.address_abroad(record),
            number,
            ..OrderFacts::default()
        };
        Ok(Sold { unknown: unknown(r, F::Status, words, status), order, lines: vec![line] as Vec<LineFacts> })
    }
}

/// An amount without a discount, which some files write with a minus and some without.
fn less(all: Option<Money>, off: Option<Money>) -> Option<Money> {
    let all = all?;
    let Some(off) = off else { return Some(all) };
    let off = Money::new(off.minor().checked_abs()?, off.currency());
    all.minus(off).ok()
}
