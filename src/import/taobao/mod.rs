//! Files of Taobao and Tmall: orders, their lines, refunds.

mod aliases;
mod items;
mod orders;
mod refunds;
pub mod status;
mod years;

pub(in crate::import) use aliases::{ITEMS, ORDERS, REFUNDS};
pub(crate) use items::Items;
pub(crate) use orders::Orders;
pub(crate) use refunds::Refunds;
pub(in crate::import) use years::years;

use super::format::{Format, Header};

/// The Taobao format a header speaks of, if any. A column or two prove nothing: agents make sheets of their own.
pub(crate) fn recognise(header: &Header) -> Option<Format> {
    let has = |keys: &[&str]| keys.iter().any(|key| header.has(key));
    let number = has(&["订单编号", "主订单编号"]);
    if has(&["退款编号"]) && number && has(&["退款状态", "买家退款金额", "退款的申请时间"]) {
        return Some(Format::TaobaoRefunds);
    }
    if !number || !has(&["订单状态", "交易状态"]) {
        return None;
    }
    let title = has(&["标题", "商品标题", "宝贝标题"]);
    let piece = has(&["购买数量", "商品属性", "规格名称", "外部系统编号", "商家编码"]);
    let person = has(&["买家会员名", "买家会员昵称", "买家昵称", "收货人姓名", "收货地址", "总金额"]);
    if has(&["子订单编号", "子订单号"]) && (title || piece) {
        return Some(Format::TaobaoItems);
    }
    if person
        && has(&[
            "买家应付货款",
            "买家实际支付金额",
            "买家实付金额",
            "总金额",
            "订单创建时间",
            "买家下单时间",
            "收货人姓名",
        ])
    {
        return Some(Format::TaobaoOrders);
    }
    (title && piece).then_some(Format::TaobaoItems)
}
