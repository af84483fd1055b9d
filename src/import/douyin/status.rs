//! Douyin's words, matched whole. 售后状态 is an open list: what is not here is unknown, shown and counted.

use crate::domain::OrderStatus;
use crate::domain::aftersale::{Arbitration, CaseType, GoodsState, Stage};
use crate::import::reader::folded;

/// The order status behind 订单状态.
pub fn order(words: &str) -> OrderStatus {
    use OrderStatus as S;
    match folded(words).as_str() {
        "待确认" | "待支付" | "待付款" | "待确认/待支付" => S::Unpaid,
        "部分支付" => S::BalanceUnpaid,
        "已支付" | "备货中" | "待发货" => S::ToShip,
        "部分发货" => S::PartShipped,
        "已发货" => S::Shipped,
        "已完成" => S::Success,
        "已关闭" | "已取消" | "发货前退款完结" | "发货后退款完结" | "收货后退款完结" => {
            S::Closed
        }
        _ => S::Unknown,
    }
}

/// Whose turn it is, behind 售后状态.
pub fn stage(words: &str) -> Option<Stage> {
    Some(match folded(words).as_str() {
        "待商家处理" | "待商家同意" | "待商家审核" | "售后待处理" | "待商家退款" | "换货待处理" => {
            Stage::SellerReview
        }
        "待买家退货" | "待用户退货" | "待买家寄回" | "待买家发货" => Stage::BuyerReturn,
        "待商家收货" | "待商家二次同意" | "买家已退货,待商家收货" | "待商家确认收货" => {
            Stage::SellerReceive
        }
        "商家拒绝" | "商家已拒绝" | "拒绝售后申请" | "商家一次拒绝" | "商家二次拒绝" | "待买家处理" | "待用户处理" => {
            Stage::BuyerDecide
        }
        "待商家发货" | "待商家换货" | "待商家补寄" => Stage::SellerSend,
        "待买家收货" | "待用户收货" | "换货待买家收货" | "补寄待用户收货" => {
            Stage::BuyerReceive
        }
        "退款中" | "同意退款,退款中" | "待退款" => Stage::Refunding,
        "退款成功" | "售后成功" | "换货成功" | "补寄成功" | "维修成功" | "售后完成" => {
            Stage::Done
        }
        "售后关闭" | "退款关闭" | "换货关闭" | "售后失败" | "已取消" | "用户取消" | "买家撤销" => {
            Stage::Closed
        }
        _ => return None,
    })
}

/// What is asked for, from 售后类型.
pub fn case_type(words: &str) -> Option<CaseType> {
    Some(match folded(words).as_str() {
        "仅退款" | "未发货仅退款" | "未发货退款" | "已发货仅退款" | "发货前退款" => {
            CaseType::RefundOnly
        }
        "退货退款" | "退货" => CaseType::ReturnRefund,
        "换货" => CaseType::Exchange,
        "补寄" | "补发" => CaseType::Resend,
        "维修" => CaseType::Repair,
        _ => return None,
    })
}

/// Where the goods are, from 商品发货状态.
pub(super) fn goods(words: &str) -> Option<GoodsState> {
    Some(match folded(words).as_str() {
        "未发货" | "备货中" | "待发货" => GoodsState::Unshipped,
        "已发货" | "未收货" | "未收到货" | "运输中" => GoodsState::NotReceived,
        "已收货" | "已收到货" | "已签收" => GoodsState::Received,
        _ => return None,
    })
}

/// Whether the platform has paid the buyer in advance, from 是否极速退款.
pub(super) fn advance(words: &str) -> Option<&'static str> {
    match folded(words).as_str() {
        "是" => Some("paid"),
        "否" => Some("none"),
        _ => None,
    }
}

/// The platform's intervention, from 仲裁状态.
pub(super) fn arbitration(words: &str) -> Option<&'static str> {
    Some(match folded(words).as_str() {
        "未介入" | "无仲裁" | "未仲裁" => Arbitration::None.code(),
        "待仲裁" | "申请仲裁" | "客服介入" | "平台待介入" => Arbitration::Requested.code(),
        "待举证" | "待商家举证" | "举证中" => Arbitration::Evidence.code(),
        "仲裁中" | "平台处理中" | "平台介入中" => Arbitration::Judging.code(),
        "支持买家" | "支持用户" | "仲裁支持买家" => Arbitration::ForBuyer.code(),
        "支持商家" | "支持卖家" | "仲裁支持商家" => Arbitration::ForSeller.code(),
        "取消仲裁" | "仲裁取消" | "已撤销" => Arbitration::Withdrawn.code(),
        "仲裁结束" | "已仲裁" | "仲裁完成" => "done",
        _ => return None,
    })
}
