//! An order and its lines, as the platforms tell of them.

use super::id::{CustomerId, OrderId, OrderLineId, ShopId};
use super::money::{Currency, Money};
use super::platform::Platform;
use super::safe_text::SafeText;
use super::time::{Span, Time};

/// Where an order stands. `raw_status` keeps the platform's own words beside it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OrderStatus {
    /// 待付款
    Unpaid,
    /// Pre-sale: the deposit is not paid.
    DepositUnpaid,
    /// Pre-sale: the balance is not paid.
    BalanceUnpaid,
    /// 待发货
    ToShip,
    /// 部分发货
    PartShipped,
    /// 已发货
    Shipped,
    /// 交易成功
    Success,
    /// 交易关闭
    Closed,
    /// Words we do not know: shown as they are and counted, never guessed (`formats.md` 10, 17).
    Unknown,
}

impl OrderStatus {
    /// All of them, in the order of an order's life.
    pub const ALL: [OrderStatus; 9] = [
        OrderStatus::Unpaid,
        OrderStatus::DepositUnpaid,
        OrderStatus::BalanceUnpaid,
        OrderStatus::ToShip,
        OrderStatus::PartShipped,
        OrderStatus::Shipped,
        OrderStatus::Success,
        OrderStatus::Closed,
        OrderStatus::Unknown,
    ];
    /// Its word in files, JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            OrderStatus::Unpaid => "unpaid",
            OrderStatus::DepositUnpaid => "deposit_unpaid",
            OrderStatus::BalanceUnpaid => "balance_unpaid",
            OrderStatus::ToShip => "to_ship",
            OrderStatus::PartShipped => "part_shipped",
            OrderStatus::Shipped => "shipped",
            OrderStatus::Success => "success",
            OrderStatus::Closed => "closed",
            OrderStatus::Unknown => "unknown",
        }
    }
    /// The status of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
    /// True while the buyer still owes money, or a part of it.
    pub const fn is_unpaid(self) -> bool {
        matches!(self, Self::Unpaid | Self::DepositUnpaid | Self::BalanceUnpaid)
    }
    /// The amount that speaks for an order of this status: what was paid, else what is to be paid.
    pub fn amount(self, payable: Option<Money>, paid: Option<Money>) -> Option<Money> {
        if self.is_unpaid() { payable.or(paid) } else { paid.or(payable) }
    }
    /// True once money has come in and has not gone back whole.
    pub const fn is_paid(self) -> bool {
        matches!(self, OrderStatus::ToShip | OrderStatus::PartShipped | OrderStatus::Shipped | OrderStatus::Success)
    }
    /// True while something may still happen to the order by itself.
    pub const fn is_open(self) -> bool {
        !matches!(self, OrderStatus::Success | OrderStatus::Closed | OrderStatus::Unknown)
    }
}

/// The seller's flag: a colour only the seller sees (`rules.md` 4.11).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Flag {
    /// No flag.
    #[default]
    None = 0,
    /// Look before packing.
    Red = 1,
    /// Yellow.
    Yellow = 2,
    /// Green.
    Green = 3,
    /// Blue.
    Blue = 4,
    /// Purple.
    Purple = 5,
}

impl Flag {
    /// None and the five colours.
    pub const ALL: [Flag; 6] = [Flag::None, Flag::Red, Flag::Yellow, Flag::Green, Flag::Blue, Flag::Purple];
    /// Its word in files and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Flag::None => "none",
            Flag::Red => "red",
            Flag::Yellow => "yellow",
            Flag::Green => "green",
            Flag::Blue => "blue",
            Flag::Purple => "purple",
        }
    }
    /// The flag of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
    /// Its number on Taobao, 0 to 5, which is also how the store keeps it.
    pub const fn number(self) -> i64 {
        self as i64
    }
    /// The flag of a number; none for a number we do not know.
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|f| f.number() == number).unwrap_or_default()
    }
}

/// Who pays when goods come back (`rules.md` 4.5): 运费险, 退货宝.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ReturnFreight {
    /// Nobody but the parties.
    #[default]
    None,
    /// 运费险.
    Insured,
    /// The platform.
    PlatformFree,
    /// The shop.
    ShopFree,
}

impl ReturnFreight {
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            ReturnFreight::None => "none",
            ReturnFreight::Insured => "insured",
            ReturnFreight::PlatformFree => "platform_free",
            ReturnFreight::ShopFree => "shop_free",
        }
    }
    /// The value of a code word; none for one we do not know.
    pub fn parse(code: &str) -> Self {
        [Self::Insured, Self::PlatformFree, Self::ShopFree].into_iter().find(|r| r.code() == code).unwrap_or_default()
    }
}

/// An order, without its lines.
#[derive(Clone, PartialEq, Debug)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// The shop it was placed in.
    pub shop: ShopId,
    /// That shop's platform.
    pub platform: Platform,
    /// The platform's number: text, never arithmetic.
    pub number: String,
    /// The buyer, where one is known.
    pub customer: Option<CustomerId>,
    /// The buyer's nick as the file has it.
    pub buyer: SafeText,
    /// Where it stands.
    pub status: OrderStatus,
    /// The platform's own words for that.
    pub raw_status: SafeText,
    /// What the buyer was asked to pay.
    pub payable: Option<Money>,
    /// What the buyer paid.
    pub paid: Option<Money>,
    /// The freight within it.
    pub freight: Option<Money>,
    /// What went back.
    pub refunded: Option<Money>,
    /// The currency of all of them.
    pub currency: Currency,
    /// When it was placed.
    pub created_at: Option<Time>,
    /// When it was paid.
    pub paid_at: Option<Time>,
    /// When it was shipped.
    pub shipped_at: Option<Time>,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// When it must be shipped by, if the platform says.
    pub ship_by: Option<Time>,
    /// First courier scan.
    pub picked_up_at: Option<Time>,
    /// Latest courier scan.
    pub last_scan_at: Option<Time>,
    /// 签收.
    pub signed_at: Option<Time>,
    /// Who pays the way back.
    pub return_freight: ReturnFreight,
    /// Our own step beside the status, such as `to_do_on_platform` (`rules.md` 4.2).
    pub our_step: Option<SafeText>,
    /// The receiver's name, as the file has it (often masked).
    pub receiver: SafeText,
    /// The receiver's phone, as the file has it (often masked or virtual).
    pub phone: SafeText,
    /// The whole address.
    pub address: SafeText,
    /// The courier.
    pub carrier: SafeText,
    /// Tracking numbers.
    pub tracking: Vec<String>,
    /// The seller's flag.
    pub flag: Flag,
    /// The seller's memo; append-only.
    pub memo: SafeText,
    /// What the buyer wrote with the order.
    pub buyer_message: SafeText,
    /// When the address was checked with the buyer.
    pub verified_at: Option<Time>,
    /// Titles of the lines, joined, for lists.
    pub title: SafeText,
    /// Pieces in all.
    pub pieces: i64,
    /// When kefu last learnt of it: how old the data is.
    pub seen_at: Time,
    /// Rises with every change; a write names the version it saw.
    pub version: i64,
}

/// One line of an order.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderLine {
    /// Its id.
    pub id: OrderLineId,
    /// The order it belongs to.
    pub order: OrderId,
    /// The platform's line number, or a made one (`order number`-`ordinal`) where files have none.
    pub line: String,
    /// The title.
    pub title: SafeText,
    /// The properties chosen.
    pub sku: SafeText,
    /// 商家编码.
    pub outer_id: String,
    /// Pieces.
    pub quantity: i64,
    /// Price of one piece.
    pub price: Option<Money>,
    /// What was paid for the line, freight aside, when a file says.
    pub paid: Option<Money>,
    /// The line's own status, which is not the order's (`formats.md` 10, 11).
    pub status: OrderStatus,
    /// The platform's words for it.
    pub raw_status: SafeText,
}

impl Order {
    /// How long it has stood unpaid; nothing when it is not waiting for the buyer's money.
    pub fn unpaid_for(&self, now: Time) -> Option<Span> {
        (self.status == OrderStatus::Unpaid).then(|| self.created_at.map(|at| now.since(at))).flatten()
    }
    /// How long a paid order has waited to be shipped.
    pub fn unshipped_for(&self, now: Time) -> Option<Span> {
        matches!(self.status, OrderStatus::ToShip | OrderStatus::PartShipped)
            .then(|| self.paid_at.or(self.created_at).map(|at| now.since(at)))
            .flatten()
    }
    /// The last four characters of the number, for narrow places.
    pub fn tail(&self) -> &str {
        let cut = self.number.char_indices().rev().nth(3).map_or(0, |(i, _)| i);
        &self.number[cut..]
    }
    /// The amount that speaks for the order: what was paid, else what is to be paid.
    pub fn amount(&self) -> Option<Money> {
        self.status.amount(self.payable, self.paid)
    }
}
