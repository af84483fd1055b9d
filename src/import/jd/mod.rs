//! Files of JD: one row per article, the order's own columns again on each; 订单备注 is the buyer's remark here.

mod orders;

pub(crate) use orders::Orders;

use super::columns::{Alias, Field};
use super::format::Header;
use super::reader::folded;
use crate::domain::OrderStatus;

pub(super) const ORDERS: &[Alias] = &[
    (Field::Number, &["订单号", "订单编号"]),
    (Field::Status, &["订单状态"]),
    (Field::ProductId, &["商品id", "商品编号", "商家skuid"]),
    (Field::Title, &["商品名称"]),
    (Field::Quantity, &["订购数量", "商品数量"]),
    (Field::Payment, &["支付方式"]),
    (Field::Created, &["下单时间"]),
    (Field::Price, &["京东价"]),
    (Field::Total, &["订单金额"]),
    (Field::Paid, &["结算金额"]),
    (Field::Goods, &["应付金额"]),
    (Field::Buyer, &["下单帐号", "下单账号"]),
    (Field::Receiver, &["客户姓名", "收货人姓名"]),
    (Field::Address, &["客户地址", "收货地址"]),
    (Field::Mobile, &["联系电话", "手机"]),
    (Field::Message, &["订单备注"]),
    (Field::Memo, &["商家备注"]),
    (Field::Flag, &["商家备注等级等级15为由高到低", "商家备注等级"]),
    (Field::Postage, &["运费金额", "运费"]),
    (Field::PaidAt, &["付款确认时间"]),
    (Field::OuterId, &["货号", "商家skuid"]),
    (Field::FinishedAt, &["订单完成时间"]),
    (Field::ShippedAt, &["出库时间", "发货时间"]),
    (Field::Tracking, &["运单号", "物流单号", "快递单号"]),
    (Field::Carrier, &["物流公司", "承运商"]),
    (Field::ShopName, &["店铺名称"]),
];

/// True for a header of JD's order file.
pub(super) fn recognise(header: &Header) -> bool {
    let marks = ["下单帐号", "下单账号", "京东价", "商家备注等级等级15为由高到低"];
    header.has("订单号") && header.has("订单状态") && marks.iter().any(|mark| header.has(mark))
}

/// The status behind JD's words. (锁定) means that the buyer asks to cancel: the order is still to be shipped, and
/// its own words stand beside it; (删除) is the shell of an order that was split or removed.
pub fn status(words: &str) -> OrderStatus {
    use OrderStatus as S;
    match folded(words).replace('（', "(").replace('）', ")").as_str() {
        "等待付款" | "等待付款确认" | "(锁定)等待付款" => S::Unpaid,
        "等待出库" | "(锁定)等待出库" | "锁定" => S::ToShip,
        "等待确认收货" | "(锁定)等待确认收货" => S::Shipped,
        "完成" | "已完成" => S::Success,
        "已取消" | "(删除)等待付款" | "(删除)等待出库" | "(删除)等待确认收货" | "(删除)完成" => {
            S::Closed
        }
        other if other.starts_with("(删除)") => S::Closed,
        _ => S::Unknown,
    }
}
