//! Platforms and shops: where an order or a chat comes from, and whether kefu can act there.

use super::id::ShopId;
use super::safe_text::SafeText;
use super::zone::Zone;

/// A platform the shop sells on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Platform {
    /// 淘宝
    Taobao,
    /// 天猫
    Tmall,
    /// 京东
    Jd,
    /// 拼多多
    Pdd,
    /// 抖店
    Douyin,
    /// 微信小店
    Wechat,
    /// Shopify
    Shopify,
    /// WooCommerce
    WooCommerce,
    /// Vendure
    Vendure,
    /// Amazon
    Amazon,
    /// eBay
    Ebay,
    /// The shop's own site, and anything else.
    Own,
}

impl Platform {
    /// All of them, in the order they are listed to people.
    pub const ALL: [Platform; 12] = [
        Platform::Taobao,
        Platform::Tmall,
        Platform::Jd,
        Platform::Pdd,
        Platform::Douyin,
        Platform::Wechat,
        Platform::Shopify,
        Platform::WooCommerce,
        Platform::Vendure,
        Platform::Amazon,
        Platform::Ebay,
        Platform::Own,
    ];

    /// Its word in files, JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            Platform::Taobao => "taobao",
            Platform::Tmall => "tmall",
            Platform::Jd => "jd",
            Platform::Pdd => "pdd",
            Platform::Douyin => "douyin",
            Platform::Wechat => "wechat",
            Platform::Shopify => "shopify",
            Platform::WooCommerce => "woocommerce",
            Platform::Vendure => "vendure",
            Platform::Amazon => "amazon",
            Platform::Ebay => "ebay",
            Platform::Own => "own",
        }
    }
    /// The platform of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
    /// True where kefu can only note a step: it is done on the platform's own page (`rules.md` 4.0, 8).
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Platform::Taobao | Platform::Tmall | Platform::Jd | Platform::Pdd | Platform::Douyin | Platform::Wechat
        )
    }
    /// True where each shop counts its orders from one, so that a number alone names no order.
    pub const fn counts_by_shop(self) -> bool {
        matches!(self, Platform::Shopify | Platform::WooCommerce | Platform::Vendure | Platform::Own)
    }
    /// The one-glyph tag put on rows when the shop has none of its own.
    pub const fn tag(self) -> &'static str {
        match self {
            Platform::Taobao => "淘",
            Platform::Tmall => "猫",
            Platform::Jd => "京",
            Platform::Pdd => "拼",
            Platform::Douyin => "抖",
            Platform::Wechat => "微",
            Platform::Shopify => "Sh",
            Platform::WooCommerce => "Wo",
            Platform::Vendure => "Ve",
            Platform::Amazon => "Am",
            Platform::Ebay => "eB",
            Platform::Own => "网",
        }
    }
}

/// A shop on a platform.
#[derive(Clone, PartialEq, Debug)]
pub struct Shop {
    /// Its id.
    pub id: ShopId,
    /// The platform it is on.
    pub platform: Platform,
    /// The platform's own number for it, when a file gives one.
    pub external_id: Option<String>,
    /// Its name in the platform's files.
    pub name: SafeText,
    /// What buyers are told it is called, when a person has said so; empty for its name.
    pub called: SafeText,
    /// One or two columns put on every row of this shop.
    pub tag: SafeText,
    /// The zone its days are counted in.
    pub zone: Zone,
}

impl Shop {
    /// What buyers are told it is called; empty while nobody has named it.
    pub fn said(&self) -> &str {
        match self.called.as_str() {
            "" if self.is_nameless() => "",
            "" => &self.name,
            called => called,
        }
    }
    /// True for a shop that no file or person has named yet: it is called after its platform, which is no name to
    /// tell a buyer.
    pub fn is_nameless(&self) -> bool {
        self.name.as_str() == self.platform.code()
    }
}
