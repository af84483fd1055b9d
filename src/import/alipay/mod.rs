//! Alipay's bill (账务明细): what really came in and went out, by the number of the Taobao order it belongs to.

mod bill;

pub(crate) use bill::Bill;

use super::columns::{Alias, Field};
use super::format::Header;

pub(super) const BILL: &[Alias] = &[
    (Field::Serial, &["账务流水号", "账务流水号流水号", "流水号"]),
    (Field::Trade, &["业务流水号", "支付宝交易号"]),
    (Field::Number, &["商户订单号"]),
    (Field::Title, &["商品名称"]),
    (Field::At, &["发生时间", "入账时间"]),
    (Field::Payer, &["对方账号", "对方账户"]),
    (Field::Income, &["收入金额+元", "收入+元", "收入金额"]),
    (Field::Expense, &["支出金额元", "支出元", "支出金额"]),
    (Field::PaymentKind, &["业务类型"]),
    (Field::Note, &["备注"]),
];

/// True for a header of Alipay's bill.
pub(super) fn recognise(header: &Header) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| header.has(name));
    header.has("商户订单号")
        && has(&["账务流水号", "业务流水号"])
        && has(&["收入金额+元", "收入+元", "收入金额"])
        && has(&["发生时间", "入账时间"])
}

/// The number of the Taobao order a 商户订单号 stands for (`T200P` before it); nothing for what belongs to none.
pub fn order_number(merchant: &str) -> Option<&str> {
    let number = merchant.strip_prefix("T200P").or_else(|| merchant.strip_prefix("T50060NP"))?;
    ((6..=32).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}
