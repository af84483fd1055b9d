//! What other tools' phrases say in ways of their own: places to fill, groups, codes.

use unicode_normalization::UnicodeNormalization;

use super::pinyin;
use crate::domain::reply::{Group, Placeholder, Template};

/// A longer name is no place to fill but words in braces.
const NAME_MAX: usize = 40;
/// The longest code, in characters.
const CODE_MAX: usize = 16;
/// A code made from a title is as long as that at most: it is to be typed.
const MADE_MAX: usize = 6;

/// A place of theirs and what stands for it: ours, or nothing when we do not know what is meant.
pub(super) type Place = (String, Option<Placeholder>);

/// The text with their places as ours, and which there were. Braces that open no place are kept as they are shown.
pub(super) fn in_our_places(body: &str) -> (String, Vec<Place>) {
    let mut out = String::with_capacity(body.len() + 16);
    let mut places = Vec::new();
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        match place(rest) {
            Some((name, len)) => {
                let (whole, or) = name.split_once('|').map_or((name, None), |(name, or)| (name, Some(or)));
                let known = meaning(whole);
                let code = known.unwrap_or(Placeholder::Blank).code();
                match or.filter(|or| known.is_some() && Template::parse(&format!("{{{code}|{or}}}")).is_ok()) {
                    Some(or) => out.push_str(&format!("{{{code}|{or}}}")),
                    None => out.push_str(&format!("{{{code}}}")),
                }
                places.push((whole.trim().to_owned(), known));
                rest = &rest[len..];
            }
            None => {
                match c {
                    '{' => out.push_str("{{"),
                    '}' => out.push_str("}}"),
                    // Full-width braces read as a slip of an input method.
                    '｛' => out.push('('),
                    '｝' => out.push(')'),
                    _ => out.push(c),
                }
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    (out, places)
}

/// The name of the place that begins here, as `{name}`, `${name}`, `#{name}`, `{{name}}` or with full-width braces, and
/// the bytes it takes.
fn place(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix(['$', '#']).unwrap_or(text);
    let is_open = |c: char| c == '{' || c == '｛';
    let is_close = |c: char| c == '}' || c == '｝';
    let body = inner.trim_start_matches(is_open);
    let opened = inner[..inner.len() - body.len()].chars().count();
    if !(1..=2).contains(&opened) {
        return None;
    }
    let end = body.find(is_close)?;
    let name = &body[..end];
    if name.trim().is_empty() || name.chars().count() > NAME_MAX || name.contains(['\n', '{', '｛']) {
        return None;
    }
    let mut after = &body[end..];
    for _ in 0..opened {
        after = after.strip_prefix(is_close)?;
    }
    Some((name, text.len() - after.len()))
}

/// Names other tools give a place, normalised, and what it is with us.
const NAMES: &[(Placeholder, &[&str])] = &[
    (
        Placeholder::Buyer,
        &[
            "买家",
            "买家昵称",
            "买家名称",
            "买家姓名",
            "买家旺旺",
            "客户",
            "客户昵称",
            "客户名称",
            "顾客",
            "顾客昵称",
            "昵称",
            "旺旺",
            "旺旺号",
            "用户名",
            "用户昵称",
            "buyernick",
            "nick",
            "customername",
            "contactname",
            "contact.name",
            "contact.firstname",
            "ticket.requester.name",
            "ticket.requester.firstname",
            "customer.name",
        ],
    ),
    (
        Placeholder::Agent,
        &[
            "客服",
            "客服昵称",
            "客服名称",
            "客服姓名",
            "接待客服",
            "agentname",
            "agent.name",
            "agent.firstname",
            "currentuser.name",
            "currentuser.firstname",
        ],
    ),
    (Placeholder::Shop, &["店铺", "店铺名", "店铺名称", "店名", "shopname", "account.name", "inbox.name"]),
    (Placeholder::Today, &["今天", "今日", "当前日期"]),
    (Placeholder::OrderNumber, &["订单号", "订单编号", "主订单编号", "ordernumber", "orderid", "order"]),
    (Placeholder::OrderTracking, &["物流单号", "运单号", "快递单号", "物流编号", "trackingnumber", "tracking"]),
    (Placeholder::OrderCarrier, &["快递公司", "物流公司", "快递", "物流", "carrier"]),
    (Placeholder::OrderItem, &["商品", "商品名称", "商品标题", "宝贝", "宝贝名称", "宝贝标题", "productname", "item"]),
    (Placeholder::OrderSku, &["规格", "商品规格", "商品属性", "颜色尺码", "sku"]),
    (Placeholder::OrderCount, &["数量", "购买数量", "件数", "quantity"]),
    (Placeholder::OrderAmount, &["订单金额", "实付金额", "付款金额", "应付金额", "total"]),
    (Placeholder::OrderStatus, &["订单状态", "orderstatus"]),
    (Placeholder::OrderPlaced, &["下单时间", "拍下时间"]),
    (Placeholder::OrderShipped, &["发货时间"]),
    (Placeholder::OrderShipBy, &["预计发货时间", "最晚发货时间", "承诺发货时间"]),
    (Placeholder::OrderReceiver, &["收货人", "收件人", "收货人姓名", "收件人姓名", "receiver"]),
    (Placeholder::OrderAddress, &["收货地址", "收件地址", "地址", "address"]),
    (Placeholder::RefundAmount, &["退款金额", "refundamount"]),
    (Placeholder::ReturnAddress, &["退货地址"]),
    (Placeholder::Stock, &["库存"]),
    (Placeholder::ShopHours, &["营业时间", "客服时间", "工作时间"]),
    (Placeholder::Eta, &["预计时间", "预计到达时间"]),
    (Placeholder::Freight, &["运费", "邮费"]),
    (Placeholder::Price, &["价格", "price"]),
    (Placeholder::Amount, &["金额", "amount"]),
    (Placeholder::Coupon, &["优惠券", "券码", "coupon"]),
    (Placeholder::Gift, &["赠品", "gift"]),
    (Placeholder::Size, &["尺码", "推荐尺码", "size"]),
    (Placeholder::Date, &["日期", "date"]),
    (Placeholder::Time, &["时间", "time"]),
    (Placeholder::InvoiceTitle, &["发票抬头", "抬头"]),
];

fn meaning(name: &str) -> Option<Placeholder> {
    if let Some(ours) = Placeholder::parse(name.trim()) {
        return Some(ours);
    }
    let plain: String =
        name.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect();
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(place, _)| *place)
}

/// Words of a group or a text, the tellingest first, and the group of ours they speak of.
const GROUPS: &[(Group, &[&str])] = &[
    (Group::PayReminder, &["催付", "催拍"]),
    (Group::ShipNudge, &["催发"]),
    (Group::Presale, &["预售", "尾款", "定金"]),
    (Group::AddressCheck, &["核对地址", "核对订单", "确认地址", "确认收货地址"]),
    (Group::AddressChange, &["改地址", "修改地址"]),
    (Group::Reprice, &["改价"]),
    (Group::PriceGuard, &["价保", "保价", "降价"]),
    (Group::ReviewAnswer, &["回评", "评价回复"]),
    (Group::Review, &["评价", "好评", "晒图", "review"]),
    (Group::Complaint, &["投诉", "维权", "complaint"]),
    (Group::Exchange, &["换货", "换码", "exchange"]),
    (Group::Return, &["退货", "return"]),
    (Group::Refund, &["退款", "refund"]),
    (Group::Resend, &["补发", "补寄", "漏发", "少件"]),
    (Group::Intercept, &["截单", "拦截"]),
    (Group::OutOfStock, &["缺货", "断货", "out of stock"]),
    (Group::Damage, &["破损", "质量", "瑕疵", "damage"]),
    (Group::Freight, &["运费", "邮费", "包邮", "freight"]),
    (Group::Invoice, &["发票", "invoice"]),
    (Group::Gift, &["赠品", "礼品", "gift"]),
    (Group::Soothe, &["安抚", "道歉", "抱歉", "sorry", "apolog"]),
    (Group::Tracking, &["物流", "查件", "快递单号", "tracking", "where is"]),
    (Group::Courier, &["快递", "courier"]),
    (Group::Shipping, &["发货", "shipping", "ship"]),
    (Group::Payment, &["付款", "支付", "payment"]),
    (Group::Campaign, &["活动", "优惠", "满减", "优惠券", "discount", "coupon"]),
    (Group::Price, &["议价", "价格", "便宜", "砍价", "price"]),
    (Group::Stock, &["库存", "现货", "有货", "stock"]),
    (Group::Size, &["尺码", "尺寸", "身高", "体重", "size"]),
    (Group::Away, &["离开", "忙碌", "下班", "自动回复", "稍等", "away"]),
    (
        Group::Greeting,
        &["欢迎", "问候", "开场", "首次", "接待", "您好", "你好", "在的", "greeting", "welcome", "hello"],
    ),
    (Group::Goodbye, &["道别", "结束语", "再见", "慢走", "goodbye"]),
    (Group::Product, &["商品", "产品", "宝贝", "材质", "product"]),
];

/// The group of ours for a phrase: by the name of its group, else by its title, else by what it says.
pub(super) fn our_group(group: &str, title: &str, body: &str) -> Group {
    let by = |words: &str| {
        let words = words.to_lowercase();
        GROUPS.iter().find(|(_, all)| all.iter().any(|word| words.contains(word))).map(|(group, _)| *group)
    };
    by(group).or_else(|| by(title)).or_else(|| by(body)).unwrap_or(Group::Product)
}

/// The code of a phrase in our letters: its own where that is possible, else the initials of its title or words.
pub(super) fn our_code(code: &str, words: &str) -> String {
    let own: String = code
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-' || *c == '_')
        .take(CODE_MAX)
        .collect();
    // A code of Chinese characters is spelled like a title.
    if !own.is_empty() && code.chars().all(|c| c.is_ascii() || c.nfkc().all(|c| c.is_ascii())) {
        return own;
    }
    for spelled in [code, words] {
        let made: String = pinyin::initials(spelled).chars().take(MADE_MAX).collect();
        if !made.is_empty() {
            return made;
        }
    }
    "dy".to_owned()
}

/// The code with a number behind it that is not taken.
pub(super) fn free_code(code: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(code) {
        return code.to_owned();
    }
    (2u32..)
        .map(|n| {
            let number = n.to_string();
            let head: String = code.chars().take(CODE_MAX - number.len()).collect();
            format!("{head}{number}")
        })
        .find(|made| !is_taken(made))
        .unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn their_places_become_ours_and_unknown_ones_a_gap() {
        let ours = |body: &str| in_our_places(body).0;
        assert_eq!(ours("单号{物流单号}，{{contact.name}} ${buyer_nick}"), "单号{order.tracking}，{buyer} {buyer}");
        assert_eq!(ours("｛快递公司｝ {暗号}"), "{order.carrier} {blank}");
        assert_eq!(in_our_places("{暗号}").1, [("暗号".to_owned(), None)]);
        assert_eq!(
            ours("{order.ship_by|48 小时内} 到 {订单号|这单}"),
            "{order.ship_by|48 小时内} 到 {order.number|这单}"
        );
        for (theirs, kept) in [("a{b", "a{{b"), ("}:-{", "}}:-{{"), ("{}", "{{}}"), ("{a\nb}", "{{a\nb}}")] {
            assert_eq!(ours(theirs), kept);
            assert!(Template::parse(kept).is_ok(), "{kept}");
        }
    }

    #[test]
    fn a_code_can_be_typed() {
        for (code, words, ours) in [
            ("WL1", "", "wl1"),
            ("/zai", "", "zai"),
            ("发货", "", "fh"),
            ("", "退款多久到账", "tkdjdz"),
            ("", "！", "dy"),
        ] {
            assert_eq!(our_code(code, words), ours, "{code} {words}");
        }
        assert_eq!(free_code("wl", |code| ["wl", "wl2"].contains(&code)), "wl3");
        assert_eq!(free_code("abcdefghijklmnop", |code| code == "abcdefghijklmnop"), "abcdefghijklmno2");
    }

    #[test]
    fn a_group_is_told_by_its_name_before_the_words() {
        assert_eq!(our_group("售后/退款", "", "您的快递"), Group::Refund);
        assert_eq!(our_group("常用", "查物流", "稍等"), Group::Tracking);
        assert_eq!(our_group("", "", "亲，欢迎光临"), Group::Greeting);
        assert_eq!(our_group("", "", "嗯"), Group::Product);
    }
}
