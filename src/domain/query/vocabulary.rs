//! The words of the search box: names of filters and what may stand behind them, in Chinese and English.

use unicode_normalization::UnicodeNormalization;

use crate::domain::order::{Flag, OrderStatus};
use crate::domain::platform::Platform;

use super::orders::{CaseTest, SortKey};

/// A filter of the search box.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Filter {
    /// Where the order stands.
    Status,
    /// The seller's flag.
    Flag,
    /// The platform.
    Platform,
    /// The shop.
    Shop,
    /// Its after-sales cases.
    Case,
    /// What was noted here and is still to be done on the platform.
    Step,
    /// In which order the rows stand.
    Sort,
}

impl Filter {
    /// All of them.
    pub const ALL: [Filter; 7] =
        [Filter::Status, Filter::Flag, Filter::Platform, Filter::Shop, Filter::Case, Filter::Step, Filter::Sort];
    /// The names it goes by, the canonical one first and the Chinese one second.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Filter::Status => &["status", "状态", "订单状态"],
            Filter::Flag => &["flag", "旗", "旗子", "插旗", "旗帜"],
            Filter::Platform => &["platform", "平台"],
            Filter::Shop => &["shop", "店", "店铺", "store"],
            Filter::Case => &["case", "售后"],
            Filter::Step => &["step", "操作"],
            Filter::Sort => &["sort", "排序"],
        }
    }
    /// The filter of a folded name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.names().contains(&name))
    }
    /// What may stand behind it, canonical and Chinese words; nothing for shops, whose names are the shop's own.
    pub fn values(self) -> Vec<(&'static str, &'static str)> {
        fn firsts<T: Copy>(
            all: &[T],
            code: fn(T) -> &'static str,
            words: fn(T) -> &'static [&'static str],
        ) -> Vec<(&'static str, &'static str)> {
            all.iter().map(|value| (code(*value), words(*value).first().copied().unwrap_or_default())).collect()
        }
        match self {
            Filter::Status => firsts(&OrderStatus::ALL, OrderStatus::code, status_words),
            Filter::Flag => firsts(&Flag::ALL, Flag::code, flag_words),
            Filter::Platform => firsts(&Platform::ALL, Platform::code, platform_words),
            Filter::Shop => Vec::new(),
            Filter::Case => vec![("open", "进行中"), ("any", "有"), ("none", "无")],
            Filter::Step => vec![("pending", "待操作"), ("none", "无")],
            Filter::Sort => firsts(&SortKey::ALL, SortKey::code, sort_words),
        }
    }
}

/// Labels that platforms put before a number when it is copied: what follows is looked for, the label is not.
pub(in crate::domain) const LABELS: [&str; 15] = [
    "订单编号",
    "订单号",
    "订单",
    "运单号码",
    "运单号",
    "快递单号",
    "物流单号",
    "单号",
    "手机尾号",
    "尾号",
    "手机号",
    "电话",
    "旺旺",
    "买家昵称",
    "昵称",
];

/// The form in which words of the box are compared: NFKC, lower case.
pub(super) fn fold(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// The status of a folded word.
pub(super) fn status(word: &str) -> Option<OrderStatus> {
    of(&OrderStatus::ALL, OrderStatus::code, status_words, word)
}

/// The flag of a folded word.
pub(super) fn flag(word: &str) -> Option<Flag> {
    of(&Flag::ALL, Flag::code, flag_words, word)
}

/// The platform of a folded word.
pub(super) fn platform(word: &str) -> Option<Platform> {
    of(&Platform::ALL, Platform::code, platform_words, word)
}

/// What is asked of cases.
pub(super) fn case(word: &str) -> Option<CaseTest> {
    match word {
        "open" | "进行中" | "未结" | "处理中" => Some(CaseTest::Open),
        "any" | "yes" | "有" | "有过" => Some(CaseTest::Any),
        "none" | "no" | "无" | "没有" => Some(CaseTest::None),
        _ => None,
    }
}

/// What is asked of steps to be done on the platform: true for some, false for none.
pub(super) fn step(word: &str) -> Option<bool> {
    match word {
        "pending" | "yes" | "待操作" | "有" => Some(true),
        "none" | "no" | "无" | "没有" => Some(false),
        _ => None,
    }
}

/// The order of rows of a folded word.
pub(super) fn sort(word: &str) -> Option<SortKey> {
    of(&SortKey::ALL, SortKey::code, sort_words, word)
}

fn of<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    words: fn(T) -> &'static [&'static str],
    word: &str,
) -> Option<T> {
    all.iter().copied().find(|value| code(*value) == word || words(*value).contains(&word))
}

fn status_words(status: OrderStatus) -> &'static [&'static str] {
    match status {
        OrderStatus::Unpaid => &["待付款", "未付款", "未付"],
        OrderStatus::DepositUnpaid => &["待付定金"],
        OrderStatus::BalanceUnpaid => &["待付尾款"],
        OrderStatus::ToShip => &["待发货", "未发货", "to-ship"],
        OrderStatus::PartShipped => &["部分发货", "part-shipped"],
        OrderStatus::Shipped => &["已发货", "待收货"],
        OrderStatus::Success => &["交易成功", "成功", "已完成", "done"],
        OrderStatus::Closed => &["交易关闭", "关闭", "已关闭", "已取消", "cancelled"],
        OrderStatus::Unknown => &["未知"],
    }
}

fn flag_words(flag: Flag) -> &'static [&'static str] {
    match flag {
        Flag::None => &["无", "没有", "no"],
        Flag::Red => &["红", "红旗", "红色"],
        Flag::Yellow => &["黄", "黄旗", "黄色"],
        Flag::Green => &["绿", "绿旗", "绿色"],
        Flag::Blue => &["蓝", "蓝旗", "蓝色"],
        Flag::Purple => &["紫", "紫旗", "紫色"],
    }
}

fn platform_words(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Taobao => &["淘宝", "淘", "tb"],
        Platform::Tmall => &["天猫", "猫"],
        Platform::Jd => &["京东", "京"],
        Platform::Pdd => &["拼多多", "拼", "pinduoduo"],
        Platform::Douyin => &["抖店", "抖音", "抖", "tiktok"],
        Platform::Wechat => &["微信小店", "微信", "微", "weixin"],
        Platform::Shopify => &["shopify", "独立站"],
        Platform::WooCommerce => &["woocommerce", "woo"],
        Platform::Vendure => &["vendure"],
        Platform::Amazon => &["amazon", "亚马逊"],
        Platform::Ebay => &["ebay", "易贝"],
        Platform::Own => &["自有网站", "自有", "网", "own-site"],
    }
}

fn sort_words(sort: SortKey) -> &'static [&'static str] {
    match sort {
        SortKey::Created => &["下单", "拍下", "placed"],
        SortKey::Paid => &["付款"],
        SortKey::Amount => &["金额"],
        SortKey::ShipBy => &["发货期限", "最晚发货", "ship_by", "shipby"],
    }
}
