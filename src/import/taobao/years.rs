//! Which years' exports have such a header: Taobao changed them several times, always by adding and renaming columns.

use super::super::format::{Format, Header};

/// What only headers of some years and later ones have, newest first.
const ORDERS: [(&str, &[&str]); 8] = [
    ("2024-", &["买家实付金额", "确认收货打款金额", "是否主动赔付"]),
    ("2021-2023", &["虚拟号过期时间", "直播返现状态", "买家会员昵称"]),
    ("2020-2021", &["支付单号", "是否信用购", "配送类型"]),
    ("2018-2019", &["新零售交易类型", "打款商家金额"]),
    ("2016-2017", &["是否上传合同照片", "是否代付"]),
    ("2016", &["天猫卡券抵扣", "特权订金订单id"]),
    ("2014-2015", &["订单付款时间", "店铺名称", "分阶段订单信息"]),
    ("-2013", &["订单创建时间"]),
];
const ITEMS: [(&str, &[&str]); 4] = [
    ("2026-", &["应发货时间", "免单资格"]),
    ("2024-2025", &["主订单买家留言", "备注标签", "商品id"]),
    ("2021-2023", &["子订单编号", "主订单编号"]),
    ("-2020", &["外部系统编号", "套餐信息"]),
];

/// The years of a header, such as `2018-2019` or `2024-`; empty for formats whose columns do not tell.
pub(in crate::import) fn years(format: Format, header: &Header) -> &'static str {
    let known: &[(&str, &[&str])] = match format {
        Format::TaobaoOrders => &ORDERS,
        Format::TaobaoItems => &ITEMS,
        _ => &[],
    };
    known.iter().find(|(_, marks)| marks.iter().any(|mark| header.has(mark))).map_or("", |(years, _)| years)
}
