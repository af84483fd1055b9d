//! Refunds and after-sales cases: several stages, some with hours left on the clock.

use crate::domain::facts::{OrderFacts, RefundFacts};
use crate::domain::{Money, OrderStatus, RawText, Span};

use super::super::Dice;
use super::DemoShop;

/// A reason in the platform's words, what the buyer writes, and whether it is for something they hold.
const REASONS: [(&str, [&str; 2]); 8] = [
    ("质量问题", ["用了两天就不行了", "stopped working after two days"]),
    ("7天无理由退换货", ["不太合适", "does not suit me"]),
    ("商品与描述不符", ["颜色和图片差太多", "colour is far from the picture"]),
    ("少件/漏发", ["少了一个配件", "one part is missing"]),
    ("包装/商品破损", ["收到就碎了", "arrived broken"]),
    ("发错货", ["颜色发错了", "wrong colour"]),
    ("尺码拍错/不喜欢/效果不好", ["大了一码", "one size too large"]),
    ("未按约定时间发货", ["等太久了", "waited too long"]),
];

/// How much of its clock a case has left, in minutes: hours, a day, days, and one that is nearly over.
const LEFT_MINUTES: [i64; 8] = [358, 570, 1680, 42, 2400, 1130, 215, 2050];

impl DemoShop {
    /// The refund of an order, when it has one. One whose money went back whole has one that succeeded.
    pub(super) fn refund(&self, nth: u64, order: &OrderFacts, dice: &mut Dice) -> Option<RefundFacts> {
        let (status, paid, created) = (order.status?, order.paid?, order.created_at?);
        let (reason, words) = *dice.pick(&REASONS)?;
        let mut refund = RefundFacts {
            platform_id: format!("5{:02}{}{:07}", nth % 100, dice.digits(8), nth.wrapping_mul(7919) % 10_000_000),
            order: order.number.clone(),
            raw_status: RawText::default(),
            reason: RawText::new(reason),
            explanation: RawText::new(self.words(words)),
            phase: "onsale",
            paid: Some(paid),
            amount: Some(paid),
            title: order.title.clone(),
            buyer: order.buyer.clone(),
            arbitration: "none",
            ..RefundFacts::default()
        };
        if status == OrderStatus::Closed {
            refund.applied_at = order.paid_at.map(|at| at.plus(Span::minutes(30)).min(order.finished_at.unwrap_or(at)));
            refund.closed_at = order.finished_at;
            (refund.case_type, refund.stage, refund.goods) = ("refund_only", "done", "not_shipped");
            refund.raw_status = RawText::new("退款成功");
            return Some(refund);
        }
        let age = self.now.since(created);
        // In a large shop as in a small one, about one order in fifteen of the last weeks has an open case.
        let is_recent = age < Span::days(14) && age > Span::hours(20);
        if !is_recent || !dice.chance(if self.is_small() { 9 } else { 5 }) {
            return None;
        }
        // The one that is nearly over is rare; the rest of an hour makes no two alike.
        let least = LEFT_MINUTES[usize::try_from(dice.below(LEFT_MINUTES.len() as u64)).unwrap_or(0)];
        let left = Span::minutes(least + i64::try_from(dice.below(58)).unwrap_or(0));
        let part = Money::fen((paid.minor() / 2).max(1));
        let (kind, stage, goods, raw, whole) = match (status, dice.below(8)) {
            (OrderStatus::ToShip, _) => {
                ("refund_only", "seller_review", "not_shipped", "买家已经申请退款，等待卖家同意", Span::hours(48))
            }
            (_, 0 | 1) => {
                ("return_refund", "seller_review", "received", "买家已经申请退款，等待卖家同意", Span::hours(48))
            }
            (_, 2) => ("refund_only", "seller_review", "received", "买家已经申请退款，等待卖家同意", Span::hours(48)),
            (_, 3 | 4) => {
                ("return_refund", "buyer_return", "received", "卖家已经同意退款，等待买家退货", Span::days(7))
            }
            (_, 5 | 6) => {
                ("return_refund", "seller_receive", "returned", "买家已经退货，等待卖家确认收货", Span::days(10))
            }
            _ => ("return_refund", "buyer_decide", "received", "卖家拒绝退款", Span::days(7)),
        };
        if kind == "refund_only" && goods == "received" {
            refund.amount = Some(part);
        }
        let known = order.signed_at.or(order.shipped_at).or(order.paid_at).unwrap_or(created);
        let applied = self.now.plus(left).minus(whole).max(known.plus(Span::minutes(5)));
        refund.applied_at = Some(applied.min(self.now.minus(Span::minutes(2))));
        refund.deadline = Some(self.now.plus(left));
        if stage == "seller_receive" {
            refund.returned_at = refund.applied_at.map(|at| at.plus(Span::minutes(1)));
            refund.return_tracking = format!("YT{}", dice.digits(13));
            refund.return_carrier = RawText::new("圆通速递");
        }
        refund.phase = if status == OrderStatus::Success { "aftersale" } else { "onsale" };
        (refund.case_type, refund.stage, refund.goods) = (kind, stage, goods);
        refund.raw_status = RawText::new(raw);
        Some(refund)
    }
}
