//! 售后单: one row per case, keyed by 售后单号.

use super::status;
use crate::domain::RefundFacts;
use crate::domain::aftersale::{CaseType, GoodsState, Stage};
use crate::import::cell;
use crate::import::columns::Field as F;
use crate::import::reader::{Reader, sum, tracking};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads Douyin's case rows.
pub(crate) struct Cases {
    reader: Reader,
}

impl Cases {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }
}

impl Mapper for Cases {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let r = &mut self.reader;
        let platform_id = r.number(row, record, F::RefundId)?.to_owned();
        let order = r.number(row, record, F::Number)?.to_owned();
        let words = r.columns.text(record, F::Status);
        let stage = status::stage(words);
        let kind = status::case_type(r.columns.text(record, F::CaseType));
        // The goods and the freight that go back are two columns of one refund.
        let amount = sum(r.money(row, record, F::Refunded)?, r.money(row, record, F::Postage)?);
        let ended = r.time(row, record, F::ClosedAt)?.or(r.time(row, record, F::ClosedAt2)?);
        let returned_at = r.time(row, record, F::ReturnedAt)?;
        let shipped = status::goods(r.columns.text(record, F::GoodsShipped));
        let raw_arbitration = r.raw(record, F::Arbitration);
        let mut facts = RefundFacts {
            platform_id,
            order,
            line: r.line_number(record),
            case_type: kind.map_or("", CaseType::code),
            stage: stage.map_or("", Stage::code),
            raw_status: r.raw(record, F::Status),
            reason: r.raw(record, F::Reason),
            explanation: r.raw(record, F::Explanation),
            goods: shipped
                .map(|state| if returned_at.is_some() { GoodsState::Returned } else { state })
                .map_or("", GoodsState::code),
            amount,
            paid: None,
            applied_at: r.time(row, record, F::AppliedAt)?,
            deadline: r.time(row, record, F::Deadline)?,
            closed_at: ended,
            returned_at,
            return_tracking: tracking(r.columns.text(record, F::ReturnTracking)),
            return_carrier: r.raw(record, F::ReturnCarrier),
            arbitration: status::arbitration(raw_arbitration.unclean()).unwrap_or_default(),
            raw_arbitration,
            advance: status::advance(r.columns.text(record, F::ExpressRefund)).unwrap_or_default(),
            at_fault: r.raw(record, F::AtFault),
            title: r.raw(record, F::Title),
            outer_id: r.columns.text(record, F::OuterId).to_owned(),
            memo: r.raw(record, F::Memo),
            ..RefundFacts::default()
        };
        for field in [F::LineId, F::Paid, F::Postage, F::ExchangeTracking, F::ExchangeGoods] {
            let (name, value) = (r.columns.name(field), r.columns.text(record, field));
            if !value.is_empty() {
                cell::push_json(&mut facts.extra, name, value);
            }
        }
        r.columns.extra(record, &mut facts.extra);
        if stage.is_none() {
            out.rejects.push(Reject::new(row, r.columns.name(F::Status), Code::UnknownStatus, words));
        }
        let shop = r.shop(record);
        out.told.push(Told { row, counts: true, shop, fact: facts.into() });
        Ok(())
    }

    fn flush(&mut self, _: &mut Sheaf) {}

    fn held_from(&self) -> Option<u64> {
        None
    }
}
