//! The first row of an order and the rows of its further lines, whose order cells are blank.

use crate::domain::{LineFacts, OrderFacts, OrderStatus, RawText};
use crate::import::columns::Field as F;
use crate::import::reader::Reader;
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold, unknown};
use crate::import::told::Reject;

/// Reads Shopify's order rows.
#[derive(Default)]
pub(crate) struct Orders {
    /// The order the rows below belong to: some files leave even its name blank there.
    number: String,
    status: Option<OrderStatus>,
}

impl Sale for Orders {
    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let named = !r.columns.text(record, F::Number).is_empty();
        let number = if named || self.number.is_empty() {
            r.number(row, record, F::Number)?.to_owned()
        } else {
            self.number.clone()
        };
        let financial = r.columns.text(record, F::Financial);
        let first = !financial.is_empty() || number != self.number;
        if !first {
            let order = OrderFacts { number: number.clone(), ..OrderFacts::default() };
            return Ok(Sold { order, lines: self.line(r, row, record, &number)?, unknown: None });
        }
        r.take_currency(record);
        let fulfilment = r.columns.text(record, F::Fulfilment);
        let cancelled = r.time(row, record, F::CancelledAt)?;
        let status = super::status(financial, fulfilment, cancelled.is_some());
        let words = [financial, fulfilment].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" / ");
        let payable = r.money(row, record, F::Total)?;
        let outstanding = r.money(row, record, F::Outstanding)?;
        let paid = match financial.to_ascii_lowercase().as_str() {
            "paid" | "partially_refunded" | "refunded" => payable,
            "partially_paid" => payable.zip(outstanding).and_then(|(all, open)| all.minus(open).ok()),
            _ => None,
        };
        let mut order = OrderFacts {
            raw_status: RawText::new(words.as_str()),
            status: Some(status),
            payable,
            paid,
            freight: r.money(row, record, F::Postage)?,
            refunded: r.money(row, record, F::Refunded)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at: r.time(row, record, F::PaidAt)?,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            finished_at: cancelled,
            buyer: r.raw(record, F::Buyer),
            receiver: r.raw(record, F::Receiver),
            phone: r.first(record, F::Mobile, F::Landline),
            address: r.address_abroad(record),
            buyer_message: r.raw(record, F::Message),
            number: number.clone(),
            ..OrderFacts::default()
        };
        r.columns.extra(record, &mut order.extra);
        (self.number, self.status) = (number.clone(), Some(status));
        let lines = self.line(r, row, record, &number)?;
        Ok(Sold { unknown: unknown(r, F::Financial, &words, status), order, lines })
    }
}

impl Orders {
    fn line(&self, r: &mut Reader, row: u64, record: &Record, number: &str) -> Result<Vec<LineFacts>, Reject> {
        let words = r.columns.text(record, F::Status);
        let status = match (self.status, words) {
            (Some(OrderStatus::ToShip | OrderStatus::PartShipped | OrderStatus::Shipped), "fulfilled") => {
                Some(OrderStatus::Shipped)
            }
            (Some(OrderStatus::PartShipped | OrderStatus::Shipped), "pending" | "unfulfilled") => {
                Some(OrderStatus::ToShip)
            }
            (status, _) => status,
        };
        let line = LineFacts { status, raw_status: r.raw(record, F::Status), ..r.line(row, record, number)? };
        Ok(if line.title.unclean().is_empty() { Vec::new() } else { vec![line] })
    }
}
