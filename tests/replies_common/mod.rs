//! An order in any state, as the desk would have it.

use kefu::domain::order::{Flag, OrderStatus, ReturnFreight};
use kefu::domain::reply::Fields;
use kefu::domain::time::{Span, Time};
use kefu::domain::zone::CHINA;
use kefu::domain::{Currency, Money, Order, OrderId, OrderLine, OrderLineId, Platform, ReplyLang, ShopId};

/// 2026-11-22 14:03 in Shanghai.
pub(crate) fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T14:03:00+08:00").expect("time")
}

/// An order as an export without masks tells of it.
pub(crate) fn order(status: OrderStatus) -> Order {
    let placed = now().minus(Span::days(9));
    let sent = matches!(status, OrderStatus::PartShipped | OrderStatus::Shipped | OrderStatus::Success);
    Order {
        id: OrderId::new(1),
        shop: ShopId::new(1),
        platform: Platform::Taobao,
        number: "4000000000000001799".into(),
        customer: None,
        buyer: "拾光10001".into(),
        status,
        raw_status: "".into(),
        payable: Some(Money::fen(23_900)),
        paid: status.is_paid().then(|| Money::fen(23_900)),
        freight: None,
        refunded: None,
        currency: Currency::CNY,
        created_at: Some(placed),
        paid_at: status.is_paid().then(|| placed.plus(Span::hours(1))),
        shipped_at: sent.then(|| placed.plus(Span::hours(20))),
        finished_at: (status == OrderStatus::Success).then(|| placed.plus(Span::hours(30))),
        ship_by: None,
        picked_up_at: None,
        last_scan_at: None,
        signed_at: None,
        return_freight: ReturnFreight::None,
        our_step: None,
        receiver: "张三丰".into(),
        phone: "".into(),
        address: "浙江省 杭州市 余杭区 云栖路 1 号".into(),
        carrier: if sent { "中通快递".into() } else { "".into() },
        tracking: if sent { vec!["78900000000123".into()] } else { Vec::new() },
        flag: Flag::None,
        memo: "".into(),
        buyer_message: "".into(),
        verified_at: None,
        title: "茶轴键盘 87键".into(),
        pieces: 1,
        seen_at: now(),
        version: 1,
    }
}

/// Its one line.
pub(crate) fn line(status: OrderStatus) -> OrderLine {
    OrderLine {
        id: OrderLineId::new(1),
        order: OrderId::new(1),
        line: "1".into(),
        title: "【新品】茶轴键盘 87键 办公游戏两用".into(),
        sku: "颜色:月白".into(),
        outer_id: "KB87".into(),
        quantity: 1,
        price: Some(Money::fen(23_900)),
        paid: None,
        status,
        raw_status: "".into(),
    }
}

/// What such an order fills in.
pub(crate) fn fields(status: Option<OrderStatus>, lang: ReplyLang) -> Fields {
    match status {
        Some(status) => Fields::from_order(&order(status), &[line(status)], "云朵家", "小林", lang, CHINA, now()),
        None => Fields::new(lang).people("拾光10001", "小林", "云朵家"),
    }
}
