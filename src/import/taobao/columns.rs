//! Which column says what, for every header seen from 2012 to 2026. Columns moved at least four times, so only
//! names count; the names are Taobao's alone (订单备注 is the seller's memo here and the buyer's remark on JD).

use crate::import::format::{Format, Header};
use crate::import::record::Record;

/// What a column says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(crate) enum Field {
    Number,
    LineId,
    RefundId,
    Buyer,
    Status,
    Goods,
    Postage,
    Total,
    Paid,
    Refunded,
    Receiver,
    Address,
    NewAddress,
    Province,
    City,
    District,
    Street,
    Mobile,
    Landline,
    Created,
    PaidAt,
    ShippedAt,
    FinishedAt,
    ShipBy,
    Title,
    Pieces,
    Tracking,
    Carrier,
    Memo,
    OldMemo,
    Message,
    ShopId,
    ShopName,
    CloseReason,
    Price,
    Quantity,
    Sku,
    OuterId,
    SystemId,
    RefundStatus,
    CaseType,
    AppliedAt,
    Deadline,
    ClosedAt,
    ClosedAt2,
    GoodsState,
    Arbitration,
    ReturnTracking,
    ReturnCarrier,
    Reason,
    Explanation,
    ReturnedAt,
    AtFault,
    Phase,
}

const FIELDS: usize = Field::Phase as usize + 1;

type Alias = (Field, &'static [&'static str]);

const ORDERS: &[Alias] = &[
    (Field::Number, &["订单编号", "主订单编号", "订单号", "交易编号"]),
    (Field::Buyer, &["买家会员名", "买家会员昵称", "买家会员名称", "买家昵称"]),
    (Field::Status, &["订单状态", "交易状态"]),
    (Field::Goods, &["买家应付货款"]),
    (Field::Postage, &["买家应付邮费"]),
    (Field::Total, &["总金额", "订单金额"]),
    (Field::Paid, &["买家实际支付金额", "买家实付金额"]),
    (Field::Refunded, &["退款金额"]),
    (Field::Receiver, &["收货人姓名", "收件人", "收货人"]),
    (Field::Address, &["收货地址", "详细地址"]),
    (Field::NewAddress, &["修改后的收货地址"]),
    (Field::Province, &["省", "省份", "收货省份"]),
    (Field::City, &["市", "城市", "收货城市"]),
    (Field::District, &["区", "区县", "收货区县"]),
    (Field::Street, &["街道", "街道镇"]),
    (Field::Mobile, &["联系手机", "手机"]),
    (Field::Landline, &["联系电话", "电话"]),
    (Field::Created, &["订单创建时间", "买家下单时间", "下单时间"]),
    (Field::PaidAt, &["订单付款时间", "买家付款时间", "付款时间"]),
    (Field::ShippedAt, &["发货时间"]),
    (Field::FinishedAt, &["确认收货时间"]),
    (Field::ShipBy, &["应发货时间"]),
    (Field::Title, &["宝贝标题", "商品标题", "标题"]),
    (Field::Pieces, &["宝贝总数量"]),
    (Field::Tracking, &["物流单号", "运单号"]),
    (Field::Carrier, &["物流公司"]),
    (Field::Memo, &["商家备忘", "商家备注", "卖家备注"]),
    (Field::OldMemo, &["订单备注"]),
    (Field::Message, &["买家留言", "主订单买家留言"]),
    (Field::ShopId, &["店铺id"]),
    (Field::ShopName, &["店铺名称"]),
    (Field::CloseReason, &["订单关闭原因"]),
    (Field::Price, &["商品价格", "价格"]),
    (Field::Quantity, &["购买数量", "商品数量"]),
    (Field::Sku, &["商品属性sku", "商品属性", "规格名称"]),
    (Field::OuterId, &["商家编码"]),
    (Field::SystemId, &["外部系统编号"]),
    (Field::RefundStatus, &["退款状态"]),
];

const ITEMS: &[Alias] = &[
    (Field::Number, &["主订单编号", "订单编号", "主订单id", "订单号"]),
    (Field::LineId, &["子订单编号", "子订单号"]),
    (Field::Buyer, &["买家会员名", "买家会员昵称", "买家昵称"]),
    (Field::Status, &["订单状态", "交易状态"]),
    (Field::Goods, &["买家应付货款"]),
    (Field::Paid, &["买家实际支付金额", "买家实付金额"]),
    (Field::Refunded, &["退款金额"]),
    (Field::RefundStatus, &["退款状态"]),
    (Field::Created, &["订单创建时间", "买家下单时间"]),
    (Field::PaidAt, &["订单付款时间", "买家付款时间"]),
    (Field::ShippedAt, &["发货时间"]),
    (Field::ShipBy, &["应发货时间"]),
    (Field::Title, &["标题", "商品标题", "宝贝标题"]),
    (Field::Price, &["价格", "商品价格"]),
    (Field::Quantity, &["购买数量"]),
    (Field::Sku, &["商品属性", "规格名称", "商品属性sku"]),
    (Field::OuterId, &["商家编码"]),
    (Field::SystemId, &["外部系统编号"]),
    (Field::Tracking, &["物流单号"]),
    (Field::Carrier, &["物流公司"]),
    (Field::Memo, &["商家备注", "商家备忘"]),
    (Field::Message, &["主订单买家留言", "买家留言"]),
    (Field::ShopId, &["店铺id"]),
    (Field::ShopName, &["店铺名称"]),
];

const REFUNDS: &[Alias] = &[
    (Field::Number, &["订单编号", "主订单编号"]),
    (Field::RefundId, &["退款编号"]),
    (Field::Buyer, &["买家会员名称", "买家会员名", "买家会员昵称"]),
    (Field::Status, &["退款状态"]),
    (Field::Paid, &["买家实际支付金额", "买家实付金额"]),
    (Field::Refunded, &["买家退款金额", "退款金额"]),
    (Field::PaidAt, &["订单付款时间"]),
    (Field::Title, &["宝贝标题", "商品标题"]),
    (Field::OuterId, &["商品编码", "商家编码"]),
    (Field::CaseType, &["售后类型", "是否需要退货"]),
    (Field::AppliedAt, &["退款的申请时间", "退款申请时间"]),
    (Field::Deadline, &["超时时间"]),
    (Field::ClosedAt, &["完结时间"]),
    (Field::ClosedAt2, &["退款完结时间"]),
    (Field::GoodsState, &["货物状态"]),
    (Field::Arbitration, &["客服介入状态"]),
    (Field::ReturnTracking, &["退货物流单号"]),
    (Field::ReturnCarrier, &["退货物流公司"]),
    (Field::Reason, &["买家退款原因", "买家申请退款原因"]),
    (Field::Explanation, &["买家退款说明"]),
    (Field::ReturnedAt, &["买家退货时间"]),
    (Field::AtFault, &["责任方"]),
    (Field::Phase, &["售中或售后"]),
    (Field::Memo, &["商家备注"]),
    (Field::ShopId, &["店铺id"]),
    (Field::ShopName, &["店铺名称"]),
];

/// Where each field stands in one file, and which columns have no field.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    at: [Option<usize>; FIELDS],
    rest: Vec<(usize, String)>,
    names: Vec<String>,
}

impl Columns {
    /// Finds the fields of `format` under `header`.
    pub(crate) fn of(format: Format, header: &Header) -> Self {
        let aliases = match format {
            Format::TaobaoOrders => ORDERS,
            Format::TaobaoItems => ITEMS,
            Format::TaobaoRefunds => REFUNDS,
            // Sheets have columns of their own.
            _ => &[],
        };
        let mut at = [None; FIELDS];
        for (field, names) in aliases {
            at[*field as usize] = names.iter().find_map(|name| header.column(name));
        }
        let rest = header
            .names
            .iter()
            .enumerate()
            .filter(|(i, name)| !name.is_empty() && !at.contains(&Some(*i)))
            .map(|(i, name)| (i, name.clone()))
            .collect();
        Self { at, rest, names: header.names.clone() }
    }
    /// The cell of a field as it stands; empty when the file has no such column.
    pub(crate) fn raw<'a>(&self, record: &'a Record, field: Field) -> &'a str {
        self.at[field as usize].map_or("", |i| record.cell(i))
    }
    /// The cell of a field without guards and spellings of nothing.
    pub(crate) fn text<'a>(&self, record: &'a Record, field: Field) -> &'a str {
        crate::import::cell::text(self.raw(record, field))
    }
    /// True when the file has the column.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.at[field as usize].is_some()
    }
    /// True when the field is the file's first column.
    pub(crate) fn is_first(&self, field: Field) -> bool {
        self.at[field as usize] == Some(0)
    }
    /// The column's name as the file writes it.
    pub(crate) fn name(&self, field: Field) -> &str {
        self.at[field as usize].and_then(|i| self.names.get(i)).map_or("", String::as_str)
    }
    /// The number of cells a row needs to have all fields.
    pub(crate) fn needed(&self) -> usize {
        self.at.iter().flatten().max().map_or(0, |last| last + 1)
    }
    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }
    /// The columns without a field, as a JSON object of text; those that say nothing are left out.
    pub(crate) fn extra(&self, record: &Record, out: &mut String) {
        for (i, name) in &self.rest {
            let cell = crate::import::cell::text(record.cell(*i));
            if !cell.is_empty() {
                crate::import::cell::push_json(out, name, cell);
            }
        }
        if !out.is_empty() {
            out.push('}');
        }
    }
}
