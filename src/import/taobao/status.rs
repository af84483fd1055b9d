//! The words Taobao uses for where an order or a refund stands, matched whole. What is not here is unknown:
//! a part of a word proves nothing (未发货，退款成功 contains 未发货).

use crate::domain::OrderStatus;
use crate::domain::aftersale::{Arbitration, CaseType, GoodsState, Phase, Stage};
use crate::import::reader::folded;

/// The order status behind the platform's words; `Unknown` for words we do not know.
pub fn order(words: &str) -> OrderStatus {
    use OrderStatus as S;
    // Nearly every row has one of these, as they stand.
    match words {
        "交易成功" => return S::Success,
        "卖家已发货，等待买家确认" => return S::Shipped,
        "买家已付款，等待卖家发货" => return S::ToShip,
        "交易关闭" => return S::Closed,
        "等待买家付款" => return S::Unpaid,
        _ => {}
    }
    match folded(words).as_str() {
        "等待买家付款" | "待付款" | "WAIT_BUYER_PAY" | "TRADE_NO_CREATE_PAY" => S::Unpaid,
        "买家已付款,等待卖家发货" | "待发货" | "WAIT_SELLER_SEND_GOODS" | "PAID_FORBID_CONSIGN" => {
            S::ToShip
        }
        "卖家部分发货" | "部分发货" | "SELLER_CONSIGNED_PART" => S::PartShipped,
        "卖家已发货,等待买家确认" | "卖家已发货,等待买家确认收货" | "已发货" | "WAIT_BUYER_CONFIRM_GOODS" => {
            S::Shipped
        }
        "交易成功" | "已完成" | "已收货" | "待评价" | "已结算" | "TRADE_FINISHED" => S::Success,
        "交易关闭" | "已取消" | "已退款" | "退货退款" | "TRADE_CLOSED" | "TRADE_CLOSED_BY_TAOBAO" => {
            S::Closed
        }
        _ => S::Unknown,
    }
}

/// Whose turn it is, behind the words of 退款状态. Exchanges have words of their own.
pub fn stage(words: &str) -> Option<Stage> {
    Some(match folded(words).as_str() {
        "买家已经申请退款,等待卖家同意" | "换货待处理" | "WAIT_SELLER_AGREE" => Stage::SellerReview,
        "卖家已经同意退款,等待买家退货" | "待买家退货" | "WAIT_BUYER_RETURN_GOODS" => {
            Stage::BuyerReturn
        }
        "买家已经退货,等待卖家确认收货" | "买家已退货,待收货" | "WAIT_SELLER_CONFIRM_GOODS" => {
            Stage::SellerReceive
        }
        "卖家拒绝退款" | "待买家修改" | "SELLER_REFUSE_BUYER" | "卖家拒绝确认收货" => {
            Stage::BuyerDecide
        }
        "等待卖家确认退货地址" | "WAIT_SELLER_CONFIRM_RETURN_ADDRESS" => Stage::SellerReview,
        "等待买家确认重新邮寄的货物" | "待买家收货" | "WAIT_BUYER_CONFIRM_REDO_SEND_GOODS" => {
            Stage::BuyerReceive
        }
        "待发出换货商品" | "WAIT_SELLER_CONSIGN_GOOGDS" => Stage::SellerSend,
        "同意退款,待打款" | "退款中" => Stage::Refunding,
        "退款成功" | "换货成功" | "退款结束" | "SUCCESS" => Stage::Done,
        "退款关闭" | "退款失败" | "换货关闭" | "CLOSED" => Stage::Closed,
        _ => return None,
    })
}

/// What is asked for, from 售后类型 or, before 2026, from 是否需要退货.
pub fn case_type(words: &str) -> Option<CaseType> {
    Some(match folded(words).as_str() {
        "仅退款" | "否" | "不需要退货" | "REFUND" => CaseType::RefundOnly,
        "退货退款" | "是" | "需要退货" | "REFUND_AND_RETURN" => CaseType::ReturnRefund,
        "换货" | "TMALL_EXCHANGE" | "TAOBAO_EXCHANGE" => CaseType::Exchange,
        "补寄" | "RESHIPPING" => CaseType::Resend,
        "维修" | "REPAIR" => CaseType::Repair,
        _ => return None,
    })
}

/// Where the goods are, from 货物状态.
pub fn goods(words: &str) -> Option<GoodsState> {
    Some(match folded(words).as_str() {
        "未发货" => GoodsState::Unshipped,
        "买家未收到货" | "未收到货" | "BUYER_NOT_RECEIVED" => GoodsState::NotReceived,
        "买家已收到货" | "已收到货" | "BUYER_RECEIVED" => GoodsState::Received,
        "买家已退货" | "已退货" | "BUYER_RETURNED_GOODS" => GoodsState::Returned,
        _ => return None,
    })
}

/// Before or after the trade succeeded, from 售中或售后.
pub fn phase(words: &str) -> Option<Phase> {
    Some(match folded(words).as_str() {
        "售中退款" | "售中" | "onsale" => Phase::InTrade,
        "售后退款" | "售后" | "aftersale" => Phase::Aftersale,
        _ => return None,
    })
}

/// The platform's intervention, from 客服介入状态.
pub fn arbitration(words: &str) -> Option<Arbitration> {
    Some(match folded(words).as_str() {
        "未介入" | "不需客服介入" | "无需客服介入" => Arbitration::None,
        "需要客服介入" => Arbitration::Requested,
        "客服已介入" | "客服介入中" => Arbitration::Judging,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_commas_say_the_same() {
        assert_eq!(order("买家已付款,等待卖家发货"), OrderStatus::ToShip);
        assert_eq!(order("买家已付款， 等待卖家发货"), OrderStatus::ToShip);
        assert_eq!(stage("买家已经申请退款,等待卖家同意"), stage("买家已经申请退款，等待卖家同意"));
    }

    #[test]
    fn a_part_of_a_word_proves_nothing() {
        for words in
            ["未发货，退款成功", "等待卖家发货吗", "未签收", "定金已付尾款未付", "买家已签收", "付款确认中", ""]
        {
            assert_eq!(order(words), OrderStatus::Unknown, "{words}");
        }
    }
}
