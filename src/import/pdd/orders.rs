//! One row per order, one product each.

use crate::domain::{LineFacts, OrderFacts, OrderStatus, Time};
use crate::import::cell;
use crate::import::columns::Field as F;
use crate::import::reader::{Reader, tracking};
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold, unknown};
use crate::import::told::Reject;

/// Reads Pinduoduo's order rows.
pub(crate) struct Orders;

impl Sale for Orders {
    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let number = r.number(row, record, F::Number)?.to_owned();
        let words = r.columns.text(record, F::Status);
        let status = super::status(words);
        let paid_at = r.time(row, record, F::PaidAt)?;
        let payable = r.money(row, record, F::Paid)?;
        // A row of an order that was never paid shows what it would have cost.
        let unpaid = status == OrderStatus::Unpaid || words == "已取消";
        let paid = payable.filter(|_| paid_at.is_some() || !unpaid);
        let refund_words = r.columns.text(record, F::RefundStatus);
        // The file has no refunded amount; an order that was refunded keeps what was paid for it.
        let refunded = paid.filter(|_| refund_words == "退款成功" || words.ends_with("退款成功"));
        let line = LineFacts {
            status: Some(status),
            raw_status: r.raw(record, F::Status),
            paid,
            refunded,
            price: piece_price(r, row, record)?,
            ..r.line(row, record, &number)?
        };
        let mut order = OrderFacts {
            raw_status: r.raw(record, F::Status),
            status: Some(status),
            payable,
            paid,
            freight: r.money(row, record, F::Postage)?,
            refunded,
            created_at: r.time(row, record, F::Created)?.or_else(|| day_of(&number)),
            paid_at,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            finished_at: r.time(row, record, F::FinishedAt)?,
            ship_by: r.time(row, record, F::ShipBy)?,
            receiver: r.raw(record, F::Receiver),
            phone: r.raw(record, F::Mobile),
            address: r.address(record),
            carrier: r.raw(record, F::Carrier),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            memo: r.raw(record, F::Memo),
            buyer_message: r.raw(record, F::Message),
            number,
            ..OrderFacts::default()
        };
        for field in [F::Total, F::ProductId, F::RefundStatus] {
            let (name, value) = (r.columns.name(field), r.columns.text(record, field));
            if !value.is_empty() {
                cell::push_json(&mut order.extra, name, value);
            }
        }
        r.columns.extra(record, &mut order.extra);
        Ok(Sold { unknown: unknown(r, F::Status, words, status), order, lines: vec![line] })
    }
}

/// The price of one piece: the price of all by their number, where it comes out even.
fn piece_price(r: &Reader, row: u64, record: &Record) -> Result<Option<crate::domain::Money>, Reject> {
    let (all, count) = (r.money(row, record, F::Goods)?, r.count(row, record, F::Quantity)?);
    Ok(all.zip(count).and_then(|(all, count)| super::super::reader::each(all, count)))
}

/// The day an order was placed on, from the first six digits of its number (`260607-...`).
fn day_of(number: &str) -> Option<Time> {
    let (day, _) = number.split_once('-')?;
    let day = day.get(..6).filter(|digits| day.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()))?;
    let (year, rest) = day.split_at(2);
    let (month, day) = rest.split_at(2);
    cell::time(&format!("20{year}-{month}-{day}")).ok().flatten()
}
