//! What a sheet tells of goods: stock, knowledge, parcels, reviews and freight bills. Facts, not yet rows.
//!
//! An empty text and a `None` say nothing and never overwrite what is known.

use crate::domain::money::Money;
use crate::domain::safe_text::RawText;
use crate::domain::time::Time;

/// One thing a sheet tells.
#[derive(Clone, PartialEq, Debug)]
pub enum GoodsFact {
    /// Pieces of one code in one warehouse.
    Stock(StockFacts),
    /// What can be said of a product.
    Product(ProductFacts),
    /// Where a parcel is.
    Parcel(ParcelFacts),
    /// What a buyer wrote about an order.
    Review(ReviewFacts),
    /// What a courier asks for a parcel.
    Bill(BillFacts),
}

impl GoodsFact {
    /// The order it names; empty when it names none.
    pub fn order(&self) -> &str {
        match self {
            GoodsFact::Parcel(parcel) => &parcel.order,
            GoodsFact::Review(review) => &review.order,
            GoodsFact::Stock(_) | GoodsFact::Product(_) | GoodsFact::Bill(_) => "",
        }
    }
}

/// What is told of stock.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StockFacts {
    /// The code counted: of a SKU where there is one, else of the product.
    pub code: String,
    /// The code of the product the SKU belongs to; empty when the sheet has none.
    pub outer_id: String,
    /// The product's title.
    pub title: RawText,
    /// The properties of the SKU.
    pub sku: RawText,
    /// Warehouse, shelf and batch, with a blank between.
    pub warehouse: RawText,
    /// Pieces that can be sold.
    pub quantity: i64,
    /// When they were counted; nothing when the sheet does not say.
    pub counted_at: Option<Time>,
}

/// What is told of a product.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ProductFacts {
    /// 商家编码 or 款号.
    pub outer_id: String,
    /// The number in the product's link.
    pub item_id: String,
    /// The title buyers see.
    pub title: RawText,
    /// A code of one of its SKUs.
    pub code: String,
    /// The properties of that SKU.
    pub sku: RawText,
    /// What it is made of.
    pub material: RawText,
    /// Sizes, one a line.
    pub size_table: RawText,
    /// What speaks for it.
    pub selling_points: RawText,
    /// Codes that go with it, with a blank between.
    pub matching: String,
    /// How long and for what the shop vouches.
    pub warranty: RawText,
    /// Questions and what to answer.
    pub answers: Vec<(RawText, RawText)>,
    /// What is wrong on the product's page.
    pub fault: RawText,
}

/// What is told of a parcel.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ParcelFacts {
    /// The waybill's number.
    pub number: String,
    /// The courier.
    pub carrier: RawText,
    /// The order's number; empty when the sheet has none.
    pub order: String,
    /// 揽收.
    pub picked_up_at: Option<Time>,
    /// The latest scan.
    pub last_scan_at: Option<Time>,
    /// Its words.
    pub last_scan: RawText,
    /// 签收.
    pub signed_at: Option<Time>,
    /// The courier's word for where it stands.
    pub raw_state: RawText,
}

/// What is told of a review.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReviewFacts {
    /// The platform's number; empty when the sheet has none.
    pub id: String,
    /// The order's number.
    pub order: String,
    /// The buyer's nick, mostly masked.
    pub buyer: RawText,
    /// The buyer's level.
    pub buyer_level: RawText,
    /// The product's title.
    pub title: RawText,
    /// The properties chosen.
    pub sku: RawText,
    /// The product's code.
    pub outer_id: String,
    /// The number in the product's link.
    pub item_id: String,
    /// Stars, 1 to 5.
    pub stars: Option<u8>,
    /// What was written first.
    pub body: RawText,
    /// True when there are pictures.
    pub pictures: bool,
    /// When it was written.
    pub written_at: Option<Time>,
    /// 追评.
    pub follow_up: RawText,
    /// When that was written.
    pub follow_up_at: Option<Time>,
    /// 商家回复, as buyers see it.
    pub answer: RawText,
}

/// What is told of a courier's bill for one parcel.
#[derive(Clone, PartialEq, Debug)]
pub struct BillFacts {
    /// The waybill's number.
    pub number: String,
    /// What it is asked for, in the courier's words; empty for plain freight.
    pub fee: RawText,
    /// The courier.
    pub carrier: RawText,
    /// How much.
    pub amount: Money,
    /// The weight that was charged, in grams.
    pub grams: Option<i64>,
    /// When the parcel was sent or billed.
    pub billed_at: Option<Time>,
    /// Where it went.
    pub place: RawText,
}
