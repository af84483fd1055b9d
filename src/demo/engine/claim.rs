//! A customer who opens a case: what the platform then tells of it.

use super::Engine;
use crate::demo::script::{End, Need};
use crate::domain::channel::ChannelEvent;
use crate::domain::{CaseType, RawText, RefundFacts, Time};

impl Engine {
    /// The refund a customer asks for as they leave; nothing when they leave otherwise, or have ordered nothing.
    pub(super) fn claim(&mut self, at: Time, peer: &str, end: End) -> Option<ChannelEvent> {
        let talk = self.talks.get(peer).filter(|talk| !talk.over && end == End::CaseOpened)?;
        let (who, script) = (self.cast.get(talk.cast)?, self.book.scripts.get(talk.script)?);
        let claim = script.claim.as_ref().filter(|_| !who.order.is_empty())?;
        let goods = match who.has {
            Need::ToShip => "not_shipped",
            Need::Shipped => "not_received",
            Need::Success => "received",
            Need::None | Need::Unpaid | Need::Case => return None,
        };
        self.claims += 1;
        let raw_status = match claim.kind {
            CaseType::Exchange => "买家申请换货，等待卖家处理",
            _ => "买家已经申请退款，等待卖家同意",
        };
        Some(ChannelEvent::Refund(Box::new(RefundFacts {
            platform_id: format!("9{}{:04}", self.session, self.claims),
            order: who.order.clone(),
            case_type: claim.kind.code(),
            stage: "seller_review",
            raw_status: RawText::new(raw_status),
            reason: RawText::new(claim.reason.clone()),
            goods,
            phase: if who.has == Need::Success { "aftersale" } else { "onsale" },
            amount: who.paid.filter(|_| claim.kind.refunds()),
            paid: who.paid,
            applied_at: Some(at),
            arbitration: "none",
            title: RawText::new(who.item.clone()),
            buyer: RawText::new(who.nick.clone()),
            ..RefundFacts::default()
        })))
    }
}
