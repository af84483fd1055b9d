//! A shop of synthetic orders, cases, chats, promises and log entries, made from a seed and the present instant.
//!
//! Everything is a pure function of its index, so a million orders stream without being held, and the same seed
//! makes the same shop. Small indexes are the newest orders.

mod cast;
mod chats;
mod day;
mod goods;
mod orders;
mod refunds;
mod talk;

pub use chats::{ChatSeed, MessageSeed};
pub use day::{LogSeed, PromiseSeed};
pub use orders::OrderSeed;

use crate::domain::facts::ShopKey;
use crate::domain::{Platform, Span, Time};

use super::script::Voice;

/// How large a shop is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Orders.
    pub orders: u64,
    /// Chats, ended ones included.
    pub chats: u64,
    /// Chats that are not ended.
    pub open_chats: u64,
    /// Messages over all chats, about.
    pub messages: u64,
}

impl Default for Size {
    /// A few hundred orders: what `kefu demo` opens.
    fn default() -> Self {
        Size { orders: 400, chats: 60, open_chats: 22, messages: 420 }
    }
}

impl Size {
    /// The size the speed goals are measured on.
    pub const LARGE: Size = Size { orders: 1_000_000, chats: 100_000, open_chats: 1_000, messages: 5_000_000 };
}

/// One of the three shops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShopSeed {
    /// Its platform.
    pub platform: Platform,
    /// Its name.
    pub name: &'static str,
    /// The tag on its rows.
    pub tag: &'static str,
}

impl ShopSeed {
    /// How facts name it.
    pub fn key(&self) -> ShopKey {
        ShopKey::named(self.platform, self.name)
    }
}

/// The shops: a flagship store on Taobao, one on Pinduoduo, and a web site.
pub const SHOPS: [ShopSeed; 3] = [
    ShopSeed { platform: Platform::Taobao, name: "拾光旗舰店", tag: "旗" },
    ShopSeed { platform: Platform::Pdd, name: "拾光优选", tag: "拼" },
    ShopSeed { platform: Platform::Own, name: "拾光小站", tag: "网" },
];

/// A shop to be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DemoShop {
    /// The seed.
    pub seed: u64,
    /// The present: everything is older than this, clocks run on from here.
    pub now: Time,
    /// How large.
    pub size: Size,
    /// The language of titles, memos and chats.
    pub voice: Voice,
}

impl DemoShop {
    /// A shop of the usual size.
    pub fn new(seed: u64, now: Time) -> Self {
        Self { seed, now, size: Size::default(), voice: Voice::Zh }
    }

    /// The orders, newest first, each with its lines and perhaps a refund.
    pub fn orders(&self) -> impl DoubleEndedIterator<Item = OrderSeed> + use<> {
        let shop = *self;
        (0..shop.size.orders).map(move |nth| shop.order(nth))
    }

    /// The chats, those not ended first.
    pub fn chats(&self) -> impl DoubleEndedIterator<Item = ChatSeed> + use<> {
        let shop = *self;
        (0..shop.size.chats).map(move |nth| shop.chat(nth))
    }

    /// How many buyers have ordered. Buyer `n` placed order `n` and perhaps older ones.
    fn buyers(&self) -> u64 {
        (self.size.orders * 6 / 10).max(1)
    }

    /// How far back the orders go: a month for a few hundred, two years for a million.
    fn reach(&self) -> Span {
        Span::days(i64::try_from(self.size.orders / 1300).unwrap_or(900).clamp(33, 760))
    }

    fn is_small(&self) -> bool {
        self.size.orders < 20_000
    }

    fn words(&self, pair: [&'static str; 2]) -> &'static str {
        match self.voice {
            Voice::Zh => pair[0],
            Voice::En => pair[1],
        }
    }
}
