//! Files of Pinduoduo. The seller picks the columns, so none is sure but the number and the status; cells end in
//! a TAB, an order has one product.

mod orders;

pub(crate) use orders::Orders;

use super::columns::{Alias, Field};
use super::format::Header;
use super::reader::folded;
use crate::domain::OrderStatus;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["订单号", "订单编号"]),
    (Field::Status, &["订单状态"]),
    (Field::Title, &["商品", "商品名称"]),
    (Field::Goods, &["商品总价元", "商品总价"]),
    (Field::Postage, &["邮费元", "邮费"]),
    (Field::Paid, &["用户实付金额元", "用户实付金额"]),
    (Field::Total, &["商家实收金额元", "商家实收金额"]),
    (Field::Quantity, &["商品数量件", "商品数量"]),
    (Field::Receiver, &["收货人", "收件人", "收货人姓名"]),
    (Field::Mobile, &["手机", "手机号", "收货人手机"]),
    (Field::Province, &["省"]),
    (Field::City, &["市"]),
    (Field::District, &["区"]),
    (Field::Street, &["街道镇", "街道"]),
    (Field::Address, &["详细地址", "收货地址", "地址"]),
    (Field::PaidAt, &["支付时间"]),
    (Field::ShipBy, &["承诺发货时间"]),
    (Field::ShippedAt, &["发货时间"]),
    (Field::FinishedAt, &["确认收货时间"]),
    (Field::Created, &["订单成交时间", "拼单成功时间", "下单时间"]),
    (Field::ProductId, &["商品id"]),
    (Field::Sku, &["商品规格"]),
    (Field::OuterId, &["商家编码规格维度", "商家编码sku维度"]),
    (Field::SystemId, &["商家编码商品维度"]),
    (Field::Memo, &["商家备注"]),
    (Field::Message, &["买家留言"]),
    (Field::RefundStatus, &["售后状态"]),
    (Field::Tracking, &["快递单号", "运单号"]),
    (Field::Carrier, &["快递公司"]),
    (Field::ShopName, &["店铺名称"]),
];

/// True for a header of Pinduoduo's order file.
pub(super) fn recognise(header: &Header) -> bool {
    let marks = ["样式id", "用户实付金额元", "商家实收金额元", "多多支付立减金额元", "团id", "商家编码规格维度"];
    header.has("订单号") && header.has("订单状态") && marks.iter().any(|mark| header.has(mark))
}

/// The status behind Pinduoduo's words: whole words first, then what every word of a refund ends in.
pub fn status(words: &str) -> OrderStatus {
    use OrderStatus as S;
    match folded(words).as_str() {
        "待付款" | "待支付" => S::Unpaid,
        "待发货" => S::ToShip,
        "已发货,待收货" | "已发货,待签收" | "已发货" => S::Shipped,
        "已收货" | "已签收" => S::Success,
        "已取消" => S::Closed,
        "未发货,退款成功"
        | "已发货,退款成功"
        | "已收货,退款成功"
        | "已签收,退款成功"
        | "已取消,退款成功"
        | "未成交,退款成功" => S::Closed,
        other if other.ends_with(",退款成功") => S::Closed,
        _ => S::Unknown,
    }
}
