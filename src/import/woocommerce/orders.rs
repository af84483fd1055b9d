//! One row per order.

use super::items::Groups;
use crate::domain::{OrderFacts, OrderStatus, RawText};
use crate::import::columns::{Columns, Field as F};
use crate::import::reader::{Reader, tracking};
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold, unknown};
use crate::import::told::Reject;

/// Reads WooCommerce's order rows.
pub(crate) struct Orders {
    items: Groups,
}

impl Orders {
    /// Finds the item columns first, which are then no unknown ones.
    pub(crate) fn new(columns: &mut Columns) -> Self {
        Self { items: Groups::of(columns) }
    }
}

impl Sale for Orders {
    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let number = r.number(row, record, F::Number)?.to_owned();
        r.take_currency(record);
        let words = r.columns.text(record, F::Status);
        let status = super::status(words);
        let paid_at = r.time(row, record, F::PaidAt)?;
        let payable = r.money(row, record, F::Total)?;
        let gone_on = matches!(status, OrderStatus::ToShip | OrderStatus::Success) || words.ends_with("refunded");
        let names = [r.columns.text(record, F::FirstName), r.columns.text(record, F::LastName)];
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let mut lines = self.items.lines(r, row, record, &number)?;
        for line in &mut lines {
            line.status = Some(status);
        }
        let mut order = OrderFacts {
            raw_status: r.raw(record, F::Status),
            status: Some(status),
            payable,
            paid: payable.filter(|_| paid_at.is_some() || gone_on),
            freight: r.money(row, record, F::Postage)?,
            refunded: r.money(row, record, F::Refunded)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at,
            finished_at: r.time(row, record, F::FinishedAt)?,
            buyer: r.raw(record, F::Buyer),
            receiver: RawText::new(names.join(" ")),
            phone: r.raw(record, F::Mobile),
            address: r.address_abroad(record),
            carrier: r.raw(record, F::Carrier),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            buyer_message: r.raw(record, F::Message),
            number,
            ..OrderFacts::default()
        };
        r.columns.extra(record, &mut order.extra);
        Ok(Sold { unknown: unknown(r, F::Status, words, status), order, lines })
    }
}
