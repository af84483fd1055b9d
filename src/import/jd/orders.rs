//! One row per article.

use crate::domain::order::Flag;
use crate::domain::{LineFacts, OrderFacts, OrderStatus};
use crate::import::cell;
use crate::import::columns::Field as F;
use crate::import::reader::{Reader, tracking};
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold, unknown};
use crate::import::told::Reject;

/// Reads JD's order rows.
pub(crate) struct Orders;

impl Sale for Orders {
    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let number = r.number(row, record, F::Number)?.to_owned();
        let words = r.columns.text(record, F::Status);
        let status = super::status(words);
        let paid_at = r.time(row, record, F::PaidAt)?;
        // 结算金额 is what the buyer pays after discounts; elsewhere it would be a payout.
        let (settled, due) = (r.money(row, record, F::Paid)?, r.money(row, record, F::Goods)?);
        let payable = settled.or(due).or(r.money(row, record, F::Total)?);
        let on_delivery = r.columns.text(record, F::Payment).contains("货到付款");
        let gone_on = matches!(status, OrderStatus::ToShip | OrderStatus::Shipped) && !on_delivery
            || status == OrderStatus::Success;
        let mut line =
            LineFacts { status: Some(status), raw_status: r.raw(record, F::Status), ..r.line(row, record, &number)? };
        let order = OrderFacts {
            raw_status: r.raw(record, F::Status),
            status: Some(status),
            payable,
            paid: payable.filter(|_| paid_at.is_some() || gone_on),
            freight: r.money(row, record, F::Postage)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            finished_at: r.time(row, record, F::FinishedAt)?,
            buyer: r.raw(record, F::Buyer),
            receiver: r.raw(record, F::Receiver),
            phone: r.raw(record, F::Mobile),
            address: r.raw(record, F::Address),
            carrier: r.raw(record, F::Carrier),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            memo: r.raw(record, F::Memo),
            flag: flag(r.columns.text(record, F::Flag)),
            buyer_message: r.raw(record, F::Message),
            number,
            ..OrderFacts::default()
        };
        for field in [F::Total, F::Goods, F::ProductId, F::Payment, F::Flag] {
            let (name, value) = (r.columns.name(field), r.columns.text(record, field));
            if !value.is_empty() {
                cell::push_json(&mut line.extra, name, value);
            }
        }
        r.columns.extra(record, &mut line.extra);
        Ok(Sold { unknown: unknown(r, F::Status, words, status), order, lines: vec![line] })
    }
}

/// The flag of a 商家备注等级, 1 the highest.
fn flag(level: &str) -> Option<Flag> {
    let level = level.parse::<i64>().ok()?;
    Flag::ALL.into_iter().find(|flag| flag.number() == level)
}
