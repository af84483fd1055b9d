//! The formats kefu knows, and how a header row tells which one a table is in.

use unicode_normalization::UnicodeNormalization;

use super::dispatch;
use super::record::Record;
use crate::domain::Platform;

/// A format of a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// 订单报表 of Taobao and Tmall.
    TaobaoOrders,
    /// 宝贝报表 of Taobao and Tmall.
    TaobaoItems,
    /// 退款报表 of Taobao and Tmall.
    TaobaoRefunds,
    /// Orders of Pinduoduo.
    PddOrders,
    /// Orders of JD.
    JdOrders,
    /// Orders of Douyin.
    DouyinOrders,
    /// 售后单 of Douyin.
    DouyinCases,
    /// Orders of Shopify.
    ShopifyOrders,
    /// Orders of WooCommerce, by an export plugin.
    WooCommerceOrders,
    /// Amazon's flat file of orders.
    AmazonOrders,
    /// eBay's orders report.
    EbayOrders,
    /// 账务明细 of Alipay.
    AlipayBill,
    /// Pieces in stock, from any ERP.
    Stock,
    /// What is known of products.
    Products,
    /// Where parcels are.
    Tracking,
    /// What buyers wrote.
    Reviews,
    /// What couriers ask.
    CourierBill,
}

impl Format {
    /// All of them; of one platform, orders stand before what belongs to them.
    pub const ALL: [Format; 17] = [
        Format::TaobaoOrders,
        Format::TaobaoItems,
        Format::TaobaoRefunds,
        Format::PddOrders,
        Format::JdOrders,
        Format::DouyinOrders,
        Format::DouyinCases,
        Format::ShopifyOrders,
        Format::WooCommerceOrders,
        Format::AmazonOrders,
        Format::EbayOrders,
        Format::AlipayBill,
        Format::Products,
        Format::Stock,
        Format::Tracking,
        Format::Reviews,
        Format::CourierBill,
    ];
    /// Its word on the command line and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Format::TaobaoOrders => "taobao.orders",
            Format::TaobaoItems => "taobao.items",
            Format::TaobaoRefunds => "taobao.refunds",
            Format::PddOrders => "pdd.orders",
            Format::JdOrders => "jd.orders",
            Format::DouyinOrders => "douyin.orders",
            Format::DouyinCases => "douyin.cases",
            Format::ShopifyOrders => "shopify.orders",
            Format::WooCommerceOrders => "woocommerce.orders",
            Format::AmazonOrders => "amazon.orders",
            Format::EbayOrders => "ebay.orders",
            Format::AlipayBill => "alipay.bill",
            Format::Stock => "stock",
            Format::Products => "products",
            Format::Tracking => "tracking",
            Format::Reviews => "reviews",
            Format::CourierBill => "courier.bill",
        }
    }
    /// The platform its rows belong to.
    pub const fn platform(self) -> Platform {
        dispatch::platform(self)
    }
    /// True for sheets of any ERP, whose columns go by many names; false for the files of platforms.
    pub const fn is_sheet(self) -> bool {
        matches!(self, Format::Stock | Format::Products | Format::Tracking | Format::Reviews | Format::CourierBill)
    }
    /// The format of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// A header row: names as written, and as compared.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Trimmed, as written.
    pub names: Vec<String>,
    /// Normalised: compatibility forms folded, blanks, slashes, underlines, dashes and brackets dropped, lower case.
    pub keys: Vec<String>,
}

impl Header {
    /// Reads a row as a header.
    pub fn of(record: &Record) -> Self {
        let names: Vec<String> = record.cells().map(|cell| super::cell::unguarded(cell).0.to_owned()).collect();
        let keys = names.iter().map(|name| key(name)).collect();
        Self { names, keys }
    }
    /// The first column of a normalised name.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|k| k == key)
    }
    /// True when there is a column of a normalised name.
    pub fn has(&self, key: &str) -> bool {
        self.column(key).is_some()
    }
    /// True when a row is this header again, as in files pasted together.
    pub fn is_repeated_in(&self, record: &Record) -> bool {
        record.len() > 1 && record.cell(0) == self.names.first().map_or("", String::as_str)
            || record.cells().zip(&self.names).filter(|(cell, name)| cell.trim() == name.as_str()).count() * 2
                > self.names.len().max(2)
    }
    /// The format these names speak of.
    pub fn format(&self) -> Option<Format> {
        dispatch::recognise(self)
    }
}

/// A column name in the form names are compared in.
pub fn key(name: &str) -> String {
    name.nfkc()
        .filter(|c| !c.is_whitespace() && !matches!(c, '/' | '_' | '-' | '(' | ')' | '[' | ']' | '\u{feff}' | '\0'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_column_compare_alike() {
        for name in ["手工退款/系统退款", "手工退款 / 系统退款", "手工退款_系统退款", "手工退款系统退款 "]
        {
            assert_eq!(key(name), "手工退款系统退款");
        }
        assert_eq!(key("商品 ID"), key("商品id"));
        assert_eq!(key("卖家真实姓名（新）"), key("卖家真实姓名_新"));
        assert_eq!(key("\u{feff}订单编号"), "订单编号");
    }
}
