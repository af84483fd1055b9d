//! One row per item; an order of several has a row of its own above them, with its totals and no title.

use crate::domain::{LineFacts, OrderFacts, Time};
use crate::import::cell;
use crate::import::columns::Field as F;
use crate::import::reader::{Reader, tracking};
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold};
use crate::import::told::Reject;

/// Reads eBay's order rows.
#[derive(Default)]
pub(crate) struct Orders {
    /// The order whose totals stood on a row of its own.
    totalled: String,
    paid_at: Option<Time>,
    shipped_at: Option<Time>,
}

impl Sale for Orders {
    const SHARES: bool = true;

    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let number = r.number(row, record, F::Number)?.to_owned();
        if let Some(currency) = cell::currency_of(r.columns.raw(record, F::Total)) {
            r.currency = currency;
        }
        let (paid_at, shipped_at) = (r.time(row, record, F::PaidAt)?, r.time(row, record, F::ShippedAt)?);
        let is_total = r.columns.text(record, F::Title).is_empty();
        // Items below a row of totals speak for themselves only.
        let beneath = !is_total && self.totalled == number;
        let (paid_at, shipped_at) = match beneath {
            true => (paid_at.or(self.paid_at), shipped_at.or(self.shipped_at)),
            false => (paid_at, shipped_at),
        };
        let status = super::status(paid_at.is_some(), shipped_at.is_some());
        let payable = r.money(row, record, F::Total)?.filter(|_| !beneath);
        let mut lines = Vec::new();
        if is_total {
            self.totalled.clone_from(&number);
            (self.paid_at, self.shipped_at) = (paid_at, shipped_at);
        } else {
            let mut line = LineFacts { status: Some(status), ..r.line(row, record, &number)? };
            r.columns.text(record, F::LineId).clone_into(&mut line.line);
            for field in [F::Serial, F::ProductId] {
                let (name, value) = (r.columns.name(field), r.columns.text(record, field));
                if !value.is_empty() {
                    cell::push_json(&mut line.extra, name, value);
                }
            }
            r.columns.extra(record, &mut line.extra);
            lines.push(line);
        }
        let order = OrderFacts {
            payable,
            paid: payable.filter(|_| paid_at.is_some()),
            freight: r.money(row, record, F::Postage)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at,
            shipped_at,
            ship_by: r.time(row, record, F::ShipBy)?,
            buyer: r.raw(record, F::Buyer),
            receiver: r.raw(record, F::Receiver),
            phone: r.raw(record, F::Mobile),
            address: r.address_abroad(record),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            memo: r.raw(record, F::Memo),
            buyer_message: r.raw(record, F::Message),
            number,
            ..OrderFacts::default()
        };
        Ok(Sold { order, lines, unknown: None })
    }
}
