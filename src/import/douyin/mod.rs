//! Files of Douyin: one row per sub-order, cells with a leading TAB, `-` for nothing, hidden personal data.

mod cases;
mod orders;
mod status;

pub(crate) use cases::Cases;
pub(crate) use orders::Orders;
pub use status::{case_type, order, stage};

use super::columns::{Alias, Field};
use super::format::Header;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["主订单编号", "主订单号"]),
    (Field::LineId, &["子订单编号", "商品单号", "子订单号"]),
    (Field::Status, &["订单状态"]),
    (Field::Title, &["选购商品", "商品名称"]),
    (Field::Sku, &["商品规格"]),
    (Field::Quantity, &["商品数量"]),
    (Field::ProductId, &["商品id"]),
    (Field::OuterId, &["商家编码", "货号"]),
    (Field::Price, &["商品单价"]),
    (Field::Paid, &["订单应付金额", "应付金额"]),
    (Field::Postage, &["运费"]),
    (Field::Receiver, &["收件人", "收货人"]),
    (Field::Mobile, &["收件人手机号", "手机"]),
    (Field::Province, &["省"]),
    (Field::City, &["市"]),
    (Field::District, &["区"]),
    (Field::Street, &["街道"]),
    (Field::Address, &["详细地址"]),
    (Field::Message, &["买家留言"]),
    (Field::Created, &["订单提交时间"]),
    (Field::Flag, &["旗帜颜色"]),
    (Field::Memo, &["商家备注"]),
    (Field::FinishedAt, &["订单完成时间"]),
    (Field::PaidAt, &["支付完成时间"]),
    (Field::ShipBy, &["承诺发货时间"]),
    (Field::RefundStatus, &["售后状态"]),
    (Field::CloseReason, &["取消原因"]),
    (Field::ShippedAt, &["发货时间"]),
    (Field::Parcels, &["快递信息"]),
    (Field::Tracking, &["快递单号", "运单号"]),
    (Field::Carrier, &["快递公司"]),
    (Field::ShopName, &["店铺名称"]),
];

pub(super) const CASES: &[Alias] = &[
    (Field::RefundId, &["售后单号"]),
    (Field::Number, &["订单号", "主订单编号"]),
    (Field::LineId, &["商品单号", "子订单编号"]),
    (Field::Title, &["商品名称"]),
    (Field::Paid, &["应付金额元", "应付金额"]),
    (Field::GoodsShipped, &["商品发货状态"]),
    (Field::CaseType, &["售后类型"]),
    (Field::Refunded, &["退商品金额元", "退商品金额"]),
    (Field::Postage, &["退运费金额元", "退运费金额"]),
    (Field::Status, &["售后状态"]),
    (Field::AppliedAt, &["售后申请时间"]),
    (Field::Reason, &["售后原因"]),
    (Field::ReturnTracking, &["退货物流单号"]),
    (Field::ReturnedAt, &["退货发货时间"]),
    (Field::ReturnCarrier, &["退货物流公司"]),
    (Field::Deadline, &["自动处理截止时间"]),
    (Field::ClosedAt, &["售后完结时间"]),
    (Field::ClosedAt2, &["售后关闭时间"]),
    (Field::Arbitration, &["仲裁状态"]),
    (Field::AtFault, &["纠纷责任方"]),
    (Field::ExchangeTracking, &["换货物流单号"]),
    (Field::ExchangeGoods, &["换货商品信息"]),
    (Field::ExpressRefund, &["是否极速退款"]),
    (Field::Explanation, &["用户售后说明"]),
    (Field::Memo, &["售后备注", "订单备注"]),
    (Field::OuterId, &["商家编码"]),
    (Field::ShopName, &["店铺名称"]),
];

/// True for a header of Douyin's order file.
pub(super) fn recognise_orders(header: &Header) -> bool {
    let marks = ["选购商品", "订单提交时间", "达人id", "鲁班落地页id", "app渠道"];
    header.has("主订单编号") && header.has("订单状态") && marks.iter().any(|mark| header.has(mark))
}

/// True for a header of Douyin's after-sales file.
pub(super) fn recognise_cases(header: &Header) -> bool {
    header.has("售后单号") && header.has("售后状态") && (header.has("订单号") || header.has("主订单编号"))
}
