//! What a file, a feed or the demo tells of orders, their lines and their refunds: facts, not yet rows.
//!
//! An empty text and a `None` say nothing: they never overwrite what is known. The store decides, by
//! [`FactSource`], which of two sources is believed.

use super::money::{Currency, Money};
use super::order::{Flag, OrderStatus, ReturnFreight};
use super::platform::Platform;
use super::product::GoodsFact;
use super::safe_text::{RawText, SafeText};
use super::time::Time;

/// How far a source is believed; a smaller one wins. A lower source only fills blanks of a higher one, so that
/// importing a pair of files again and again never flips a status to and fro.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum FactSource {
    /// The platform's own interface, asked just now: it tells how things are, so an order may also step back in it.
    Live = 0,
    /// 订单报表: speaks for the whole order.
    #[default]
    OrderFile = 1,
    /// 宝贝报表: speaks for its lines.
    ItemFile = 2,
    /// Anything else that names an order, such as a refund.
    Other = 3,
}

impl FactSource {
    /// Its rank as the store keeps it, 0 to 3.
    pub const fn rank(self) -> i64 {
        self as i64
    }
}

/// The shop a fact belongs to, as the source names it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ShopKey {
    /// The platform.
    pub platform: Platform,
    /// The shop's name; empty when the source has none (then it is the shop the import was given).
    pub name: String,
    /// The platform's number for it; empty when the source has none.
    pub external_id: String,
}

impl ShopKey {
    /// A shop known by its name alone.
    pub fn named(platform: Platform, name: impl Into<String>) -> Self {
        Self { platform, name: name.into(), external_id: String::new() }
    }
}

/// What is told of an order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OrderFacts {
    /// How far it is believed.
    pub source: FactSource,
    /// The platform's number: text, never arithmetic.
    pub number: String,
    /// The buyer's nick.
    pub buyer: RawText,
    /// The platform's own words for the status.
    pub raw_status: RawText,
    /// What they mean; `Unknown` for words we do not know, `None` when the source says nothing.
    pub status: Option<OrderStatus>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// What the buyer was asked to pay, freight included.
    pub payable: Option<Money>,
    /// What the buyer paid.
    pub paid: Option<Money>,
    /// The freight within it.
    pub freight: Option<Money>,
    /// What went back.
    pub refunded: Option<Money>,
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
    /// Latest courier scan.
    pub last_scan_at: Option<Time>,
    /// 签收.
    pub signed_at: Option<Time>,
    /// The receiver's name, masked or clear.
    pub receiver: RawText,
    /// The receiver's phone, masked or clear.
    pub phone: RawText,
    /// The whole address.
    pub address: RawText,
    /// The courier.
    pub carrier: RawText,
    /// Tracking numbers, several with a blank between.
    pub tracking: String,
    /// The seller's memo on the platform.
    pub memo: RawText,
    /// The seller's flag, when the source has one.
    pub flag: Option<Flag>,
    /// What the buyer wrote with the order.
    pub buyer_message: RawText,
    /// Titles of the lines, joined.
    pub title: RawText,
    /// Pieces in all.
    pub pieces: Option<i64>,
    /// Who pays the way back, when the source says.
    pub return_freight: Option<ReturnFreight>,
    /// Why it was closed, in the platform's words.
    pub close_reason: RawText,
    /// Columns we have no field for, as a JSON object of text; empty when there are none.
    pub extra: String,
}

/// What is told of one line of an order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LineFacts {
    /// The number of the order it belongs to.
    pub order: String,
    /// The platform's line number; empty where files have none, then order, ordinal and sku are the key.
    pub line: String,
    /// Its place among the lines of its order in this file, from 1.
    pub ordinal: u32,
    /// The title.
    pub title: RawText,
    /// The properties chosen, as the platform writes them.
    pub sku: RawText,
    /// 商家编码.
    pub outer_id: String,
    /// Pieces.
    pub quantity: Option<i64>,
    /// Price of one piece.
    pub price: Option<Money>,
    /// What was paid for the line.
    pub paid: Option<Money>,
    /// What went back for the line.
    pub refunded: Option<Money>,
    /// The line's own status, which is not the order's.
    pub status: Option<OrderStatus>,
    /// The platform's words for it.
    pub raw_status: RawText,
    /// The platform's words for its refund.
    pub refund_status: RawText,
    /// Columns we have no field for, as a JSON object of text.
    pub extra: String,
}

/// What is told of one refund or after-sales case. Words of stage, type, goods and arbitration are the code
/// words of the after-sales part.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RefundFacts {
    /// The platform's number of the refund (退款编号).
    pub platform_id: String,
    /// The number of its order.
    pub order: String,
    /// The platform's number of the line it is for; empty where files have none.
    pub line: String,
    /// `refund_only return_refund exchange repair resend`; empty when unknown.
    pub case_type: &'static str,
    /// `seller_review buyer_decide buyer_return seller_receive seller_send buyer_receive refunding done closed`;
    /// empty for words we do not know.
    pub stage: &'static str,
    /// The platform's own words for the stage.
    pub raw_status: RawText,
    /// The reason the buyer chose, in the platform's words.
    pub reason: RawText,
    /// What the buyer wrote.
    pub explanation: RawText,
    /// `not_shipped not_received received returned`; empty when unknown.
    pub goods: &'static str,
    /// `onsale` before the order ended, `aftersale` after it; empty when unknown.
    pub phase: &'static str,
    /// What the buyer wants back.
    pub amount: Option<Money>,
    /// What the buyer had paid.
    pub paid: Option<Money>,
    /// When it was asked for.
    pub applied_at: Option<Time>,
    /// The platform's own deadline of the present stage (超时时间).
    pub deadline: Option<Time>,
    /// When it ended.
    pub closed_at: Option<Time>,
    /// When the buyer sent the goods back.
    pub returned_at: Option<Time>,
    /// The tracking number of the way back.
    pub return_tracking: String,
    /// The courier of the way back.
    pub return_carrier: RawText,
    /// The platform's words for its intervention.
    pub raw_arbitration: RawText,
    /// `none requested judging for_buyer for_seller withdrawn done`; empty when unknown.
    pub arbitration: &'static str,
    /// 极速退款: `none` or `paid`, when the platform has paid the buyer in advance; empty when unknown.
    pub advance: &'static str,
    /// 责任方, in the platform's words.
    pub at_fault: RawText,
    /// The title of what it is about.
    pub title: RawText,
    /// 商品编码.
    pub outer_id: String,
    /// The buyer's nick.
    pub buyer: RawText,
    /// The seller's memo.
    pub memo: RawText,
    /// Columns we have no field for, as a JSON object of text.
    pub extra: String,
}

/// What is told of one movement of money on an account, such as a row of Alipay's bill.
#[derive(Clone, PartialEq, Debug)]
pub struct PaymentFacts {
    /// The account's own number of the movement.
    pub serial: String,
    /// The number of the payment it belongs to.
    pub trade: String,
    /// The number of the order it belongs to; empty for what belongs to none.
    pub order: String,
    /// What came in; below zero for what went out.
    pub amount: Money,
    /// When.
    pub at: Time,
    /// 业务类型, in the source's words.
    pub kind: RawText,
    /// The source's remark.
    pub note: RawText,
    /// What it was for.
    pub title: RawText,
    /// The account of the other side: personal data.
    pub payer: RawText,
    /// Columns we have no field for, as a JSON object of text.
    pub extra: String,
}

/// One thing a source tells.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// Of an order.
    Order(Box<OrderFacts>),
    /// Of a line.
    Line(Box<LineFacts>),
    /// Of a refund.
    Refund(Box<RefundFacts>),
    /// Of money that came in or went out.
    Payment(Box<PaymentFacts>),
    /// Of goods: stock, knowledge, parcels, reviews, freight.
    Goods(Box<GoodsFact>),
}

impl Fact {
    /// The order it is about; empty when it is about none.
    pub fn order(&self) -> &str {
        match self {
            Fact::Order(order) => &order.number,
            Fact::Line(line) => &line.order,
            Fact::Refund(refund) => &refund.order,
            Fact::Payment(payment) => &payment.order,
            Fact::Goods(goods) => goods.order(),
        }
    }
}

impl From<OrderFacts> for Fact {
    fn from(facts: OrderFacts) -> Self {
        Fact::Order(Box::new(facts))
    }
}
impl From<LineFacts> for Fact {
    fn from(facts: LineFacts) -> Self {
        Fact::Line(Box::new(facts))
    }
}
impl From<GoodsFact> for Fact {
    fn from(facts: GoodsFact) -> Self {
        Fact::Goods(Box::new(facts))
    }
}
impl From<RefundFacts> for Fact {
    fn from(facts: RefundFacts) -> Self {
        Fact::Refund(Box::new(facts))
    }
}

/// Why a file as a whole could not be read; nothing of it was written.
#[derive(Clone, PartialEq, Debug)]
pub enum ImportFault {
    /// It is under a password.
    Encrypted,
    /// It would unfold beyond a limit, which is named.
    TooBig(&'static str),
    /// The archive or workbook is damaged, or not all there yet.
    Broken,
    /// A workbook that defines XML entities of its own: no exporter does, bombs do.
    Entities,
    /// Its name says that it is still being downloaded.
    Unfinished,
    /// The lock file an open spreadsheet leaves beside itself.
    LockFile,
    /// There is nothing in it.
    Empty,
    /// It is no table: a picture, a page of text, a program.
    NotATable,
    /// It does not say of which shop it is, and its numbers are other orders there; the shops known.
    WhichShop(SafeText),
    /// A table of no format we know; what its first row says.
    UnknownFormat(SafeText),
}

/// True for a value a platform has hidden: `张**`, `*******1234`, `##cipher`, `$$cipher`. It is shown as
/// hidden, never matched on, and never overwrites a clear one.
pub fn is_masked(text: &str) -> bool {
    text.contains("**")
        || text.starts_with("##")
        || text.starts_with("$$")
        || (text.contains('*') && !text.contains(|c: char| c.is_ascii_digit() || c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_value_is_recognised() {
        for hidden in ["张**", "张*", "*******1234", "****", "##a8f3Kx", "$$Qm9i", "省 市 ****"] {
            assert!(is_masked(hidden), "{hidden}");
        }
        for clear in ["", "张三", "13900000000", "规格 3*4", "#12 单元"] {
            assert!(!is_masked(clear), "{clear}");
        }
    }
}
