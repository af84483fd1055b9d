//! The columns of the files by year, and what stands in them.

use std::fmt::Write as _;

use chrono::NaiveDateTime;

use crate::made::{Line, Order, State};

/// The year of an export, which decides its columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    Of2016,
    Of2019,
    Of2021,
    Of2024,
}

impl Variant {
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "2016" => Some(Self::Of2016),
            "2019" => Some(Self::Of2019),
            "2021" => Some(Self::Of2021),
            "2024" => Some(Self::Of2024),
            _ => None,
        }
    }
}

type Cell = fn(&Order, &Line, &mut String);
/// Column names with what writes their cells.
pub(crate) type Cells = Vec<(&'static str, Cell)>;

const ORDERS: &str = "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,\
买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,\
物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,\
特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易";
const ORDERS_2019: &str = "新零售交易类型,新零售导购门店名称,新零售导购门店id,新零售发货门店名称,新零售发货门店id,退款金额,预约门店,\
确认收货时间,打款商家金额,含应开票给个人的个人红包";
const ORDERS_2021: &str = "是否信用购,体验期结束时间,前N有礼,配送类型,直播返现状态,返现金额,延迟发货自动赔付金额,发货时间,商家备忘,主订单编号";
const ORDERS_2024: &str = "订单编号,买家会员名,支付单号,支付详情,买家应付货款,买家应付邮费,总金额,买家实付金额,订单状态,买家留言,收货人姓名,\
收货地址,运送方式,联系手机,订单创建时间,订单付款时间,商品标题,宝贝种类,物流单号,物流公司,商家备注,宝贝总数量,店铺Id,店铺名称,\
订单关闭原因,退款金额,确认收货时间,确认收货打款金额,发货时间,是否主动赔付,主动赔付金额,主动赔付出账时间,C2B小额收款";

const ITEMS: &str = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码";
const ITEMS_2021: &str = "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,买家应付货款,\
买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间";
const ITEMS_2024: &str = "子订单编号,主订单编号,商品标题,商品价格,购买数量,外部系统编号,商品属性,套餐信息,联系方式备注,订单状态,商家编码,支付单号,\
买家应付货款,买家实付金额,退款状态,退款金额,订单创建时间,订单付款时间,淘鲜达渠道,商品ID,分阶段信息,备注标签,商家备注,主订单买家留言,\
是否主动赔付,主动赔付金额,主动赔付出账时间";

const REFUNDS: &str = "订单编号,退款编号,支付宝交易号,订单付款时间,商品编码,退款完结时间,买家会员名称,买家实际支付金额,宝贝标题,买家退款金额,\
手工退款/系统退款,是否需要退货,退款的申请时间,超时时间,退款状态,货物状态,退货物流信息,发货物流信息,客服介入状态,退货物流单号,退货物流公司,\
买家退款原因,买家退款说明,买家退货时间,责任方,售中或售后,商家备注,完结时间,部分退款/全部退款,审核操作人,举证超时,是否零秒响应,退款操作人";
const REFUNDS_2024: &str = "订单编号,退款编号,支付单号,订单付款时间,商品id,商品编码,退款完结时间,买家实际支付金额,宝贝标题,买家退款金额,\
手工退款/系统退款,售后类型,退款的申请时间,超时时间,退款状态,货物状态,退货物流信息,发货物流信息,客服介入状态,退货物流单号,退货物流公司,\
买家退款原因,买家退款说明,买家退货时间,责任方,售中或售后,备注标签,商家备注,完结时间,部分退款/全部退款,是否零秒响应,退款操作人,业务类型,小额收款,执行方案";

pub(crate) fn orders(variant: Variant) -> Cells {
    let names: Vec<&str> = match variant {
        Variant::Of2016 => vec![ORDERS],
        Variant::Of2019 => vec![ORDERS, ORDERS_2019],
        Variant::Of2021 => vec![ORDERS, ORDERS_2019, ORDERS_2021],
        Variant::Of2024 => vec![ORDERS_2024],
    };
    named(&names, order_cell)
}

pub(crate) fn items(variant: Variant) -> Cells {
    let names = match variant {
        Variant::Of2016 | Variant::Of2019 => ITEMS,
        Variant::Of2021 => ITEMS_2021,
        Variant::Of2024 => ITEMS_2024,
    };
    named(&[names], item_cell)
}

pub(crate) fn refunds(variant: Variant) -> Cells {
    named(&[if variant == Variant::Of2024 { REFUNDS_2024 } else { REFUNDS }], refund_cell)
}

fn named(lists: &[&'static str], cell: fn(&str) -> Cell) -> Cells {
    lists.iter().flat_map(|list| list.split(',')).map(|name| (name, cell(name.trim()))).collect()
}

fn order_cell(name: &str) -> Cell {
    match name {
        "订单编号" | "主订单编号" | "支付单号" => |o, _, out| guarded(&o.number, out),
        "特权订金订单id" => |_, _, out| out.push_str("=\"\""),
        "买家会员名" => |o, _, out| out.push_str(&o.buyer),
        "买家应付货款" => |o, _, out| yuan(o.goods, out),
        "买家应付邮费" => |o, _, out| yuan(o.freight, out),
        "总金额" => |o, _, out| yuan(o.goods + o.freight, out),
        "买家实际支付金额" | "买家实付金额" => |o, _, out| yuan(o.paid(), out),
        "订单状态" => |o, _, out| out.push_str(status(o.state)),
        "买家留言" => |o, _, out| out.push_str(if o.message.is_empty() { "null" } else { o.message }),
        "收货人姓名" => |o, _, out| out.push_str(&o.receiver),
        "收货地址" => |o, _, out| out.push_str(&o.address),
        "运送方式" => |_, _, out| out.push_str("快递"),
        "联系手机" => |o, _, out| {
            out.push('\'');
            out.push_str(&o.phone);
        },
        "订单创建时间" => |o, _, out| time(Some(o.created), out),
        "订单付款时间" => |o, _, out| time(o.paid_at, out),
        "发货时间" => |o, _, out| time(o.shipped_at, out),
        "确认收货时间" => |o, _, out| time(o.done_at, out),
        "宝贝标题" | "商品标题" => |o, _, out| {
            for (i, line) in o.lines.iter().enumerate() {
                out.push_str(if i > 0 { "，" } else { "" });
                out.push_str(line.title);
            }
        },
        "宝贝种类" => |o, _, out| out.push_str(&o.lines.len().to_string()),
        "宝贝总数量" => |o, _, out| out.push_str(&o.lines.iter().map(|l| l.quantity).sum::<i64>().to_string()),
        "物流单号" => |o, _, out| {
            out.push_str(if o.tracking.is_empty() { "" } else { "No:" });
            out.push_str(&o.tracking);
        },
        "物流公司" => |o, _, out| out.push_str(o.carrier),
        "订单备注" | "商家备忘" | "商家备注" => |o, _, out| {
            out.push_str(if o.memo.is_empty() { "'null" } else { o.memo });
        },
        "店铺Id" => |o, _, out| out.push_str(["100200300", "100200301"][o.shop]),
        "店铺名称" => |o, _, out| out.push_str(["云上样例旗舰店", "山间样例专营店"][o.shop]),
        "订单关闭原因" => |o, _, out| {
            out.push_str(match o.state {
                State::NeverPaid => "买家未付款",
                State::Refunded => "退款",
                _ => "订单未关闭",
            });
        },
        "卖家服务费" => |_, _, out| out.push('0'),
        "买家服务费" => |_, _, out| out.push_str("0元"),
        "打款商家金额" => |o, _, out| {
            yuan(if o.state == State::Success { o.paid() } else { 0 }, out);
            out.push('元');
        },
        "确认收货打款金额" => |o, _, out| yuan(if o.state == State::Success { o.paid() } else { 0 }, out),
        "退款金额" => |o, _, out| yuan(if o.state == State::Refunded { o.paid() } else { 0 }, out),
        "是否手机订单" => |_, _, out| out.push_str("手机订单"),
        "修改后的收货地址" => |_, _, out| out.push('否'),
        "支付详情" => |o, _, out| yuan(o.paid(), out),
        _ => |_, _, _| (),
    }
}

fn item_cell(name: &str) -> Cell {
    match name {
        "订单编号" | "主订单编号" | "支付单号" => |o, _, out| guarded(&o.number, out),
        "子订单编号" => |_, l, out| guarded(&l.number, out),
        "标题" | "商品标题" => |_, l, out| out.push_str(l.title),
        "价格" | "商品价格" => |_, l, out| yuan(l.price, out),
        "购买数量" => |_, l, out| out.push_str(&l.quantity.to_string()),
        "商品属性" => |_, l, out| out.push_str(l.sku),
        "订单状态" => |o, _, out| out.push_str(status(o.state)),
        "商家编码" | "外部系统编号" => |_, l, out| out.push_str(&l.code),
        "买家应付货款" => |_, l, out| yuan(l.price * l.quantity, out),
        "买家实际支付金额" | "买家实付金额" => {
            |o, l, out| yuan(if o.paid_at.is_some() { l.price * l.quantity } else { 0 }, out)
        }
        "退款状态" => {
            |o, _, out| out.push_str(if o.state == State::Refunded { "退款成功" } else { "没有申请退款" })
        }
        "退款金额" => |o, l, out| {
            if o.state == State::Refunded { yuan(l.price * l.quantity, out) } else { out.push_str("无退款申请") }
        },
        "订单创建时间" => |o, _, out| time(Some(o.created), out),
        "订单付款时间" => |o, _, out| time(o.paid_at, out),
        "商家备注" => |o, _, out| out.push_str(o.memo),
        "主订单买家留言" => |o, _, out| out.push_str(o.message),
        _ => |_, _, _| (),
    }
}

fn refund_cell(name: &str) -> Cell {
    match name {
        "订单编号" | "支付宝交易号" | "支付单号" => |o, _, out| guarded(&o.number, out),
        "退款编号" => |o, _, out| guarded(o.refund.as_ref().map_or("", |r| &r.number), out),
        "订单付款时间" => |o, _, out| time(o.paid_at, out),
        "商品编码" => |_, l, out| out.push_str(&l.code),
        "买家会员名称" => |o, _, out| out.push_str(&o.buyer),
        "买家实际支付金额" => |o, _, out| yuan(o.paid(), out),
        "宝贝标题" => |_, l, out| out.push_str(l.title),
        "买家退款金额" => |o, _, out| yuan(o.refund.as_ref().map_or(0, |r| r.amount), out),
        "手工退款/系统退款" => |_, _, out| out.push_str("手工退款"),
        "是否需要退货" => {
            |o, _, out| out.push_str(if o.refund.as_ref().is_some_and(|r| r.returns) { "是" } else { "否" })
        }
        "售后类型" => |o, _, out| {
            out.push_str(if o.refund.as_ref().is_some_and(|r| r.returns) { "退货退款" } else { "仅退款" })
        },
        "退款的申请时间" => |o, _, out| time(o.refund.as_ref().map(|r| r.applied), out),
        "超时时间" => |o, _, out| {
            let open = o.refund.as_ref().filter(|r| r.closed.is_none());
            time(open.map(|r| r.applied + chrono::Duration::days(3)), out);
        },
        "退款状态" => |o, _, out| out.push_str(o.refund.as_ref().map_or("", |r| r.status)),
        "货物状态" => |o, _, out| out.push_str(o.refund.as_ref().map_or("", |r| r.goods)),
        "客服介入状态" => |_, _, out| out.push_str("未介入"),
        "买家退款原因" => |o, _, out| out.push_str(o.refund.as_ref().map_or("", |r| r.reason)),
        "售中或售后" => |o, _, out| {
            out.push_str(if o.refund.as_ref().is_some_and(|r| r.aftersale) { "售后退款" } else { "售中退款" });
        },
        "退款完结时间" | "完结时间" => |o, _, out| time(o.refund.as_ref().and_then(|r| r.closed), out),
        "部分退款/全部退款" => |o, _, out| {
            out.push_str(if o.refund.as_ref().is_some_and(|r| r.whole) { "全部退款" } else { "部分退款" })
        },
        "是否零秒响应" => |_, _, out| out.push('否'),
        _ => |_, _, _| (),
    }
}

const fn status(state: State) -> &'static str {
    match state {
        State::Unpaid => "等待买家付款",
        State::ToShip => "买家已付款，等待卖家发货",
        State::Shipped => "卖家已发货，等待买家确认",
        State::Success => "交易成功",
        State::NeverPaid | State::Refunded => "交易关闭",
    }
}

fn guarded(number: &str, out: &mut String) {
    out.push_str("=\"");
    out.push_str(number);
    out.push('"');
}

fn yuan(fen: i64, out: &mut String) {
    let _ = write!(out, "{}.{:02}", fen / 100, fen % 100);
}

fn time(at: Option<NaiveDateTime>, out: &mut String) {
    if let Some(at) = at {
        let _ = write!(out, "{}", at.format("%Y-%m-%d %H:%M:%S"));
    }
}
