//! 退款报表: one row per refund, keyed by 退款编号; an order can have several.

use super::status;
use crate::domain::aftersale::{Arbitration, CaseType, GoodsState, Phase, Stage};
use crate::domain::{Platform, RefundFacts};
use crate::import::columns::{Columns, Field};
use crate::import::reader::{Reader, tracking};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads refund rows.
pub(crate) struct Refunds {
    reader: Reader,
}

impl Refunds {
    pub(crate) fn new(columns: Columns) -> Self {
        Self { reader: Reader::new(columns, Platform::Taobao) }
    }
}

impl Mapper for Refunds {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        use Field as F;
        let r = &mut self.reader;
        let platform_id = r.number(row, record, F::RefundId)?.to_owned();
        let order = r.number(row, record, F::Number)?.to_owned();
        let raw_status = r.raw(record, F::Status);
        let stage = status::stage(raw_status.unclean());
        if stage.is_none() {
            let (name, words) = (r.columns.name(F::Status), raw_status.unclean());
            out.rejects.push(Reject::new(row, name, Code::UnknownStatus, words));
        }
        let raw_arbitration = r.raw(record, F::Arbitration);
        let ended = r.time(row, record, F::ClosedAt)?.or(r.time(row, record, F::ClosedAt2)?);
        let mut facts = RefundFacts {
            advance: "",
            platform_id,
            order,
            line: r.line_number(record),
            case_type: status::case_type(r.columns.text(record, F::CaseType)).map_or("", CaseType::code),
            stage: stage.map_or("", Stage::code),
            raw_status,
            reason: r.raw(record, F::Reason),
            explanation: r.raw(record, F::Explanation),
            goods: status::goods(r.columns.text(record, F::GoodsState)).map_or("", GoodsState::code),
            phase: status::phase(r.columns.text(record, F::Phase)).map_or("", Phase::code),
            amount: r.money(row, record, F::Refunded)?,
            paid: r.money(row, record, F::Paid)?,
            applied_at: r.time(row, record, F::AppliedAt)?,
            deadline: r.time(row, record, F::Deadline)?,
            closed_at: ended,
            returned_at: r.time(row, record, F::ReturnedAt)?,
            return_tracking: tracking(r.columns.text(record, F::ReturnTracking)),
            return_carrier: r.raw(record, F::ReturnCarrier),
            arbitration: status::arbitration(raw_arbitration.unclean()).map_or("", Arbitration::code),
            raw_arbitration,
            at_fault: r.raw(record, F::AtFault),
            title: r.raw(record, F::Title),
            outer_id: r.columns.text(record, F::OuterId).to_owned(),
            buyer: r.raw(record, F::Buyer),
            memo: r.raw(record, F::Memo),
            extra: String::new(),
        };
        r.columns.extra(record, &mut facts.extra);
        let shop = r.shop(record);
        out.told.push(Told { row, counts: true, shop, fact: facts.into() });
        Ok(())
    }

    fn flush(&mut self, _: &mut Sheaf) {}

    fn held_from(&self) -> Option<u64> {
        None
    }
}
