//! The places in a reply that are filled in: a closed list, so that a slip of the pen is found when the file is
//! read and not when the buyer reads it.

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// Who talks to whom.
    People,
    /// The order named on the composer's edge.
    Order,
    /// The after-sales case.
    Case,
    /// The product asked about.
    Product,
    /// The shop's settings.
    Shop,
    /// The agent types it each time.
    Ask,
}

macro_rules! placeholders {
    ($($(#[$doc:meta])* $name:ident $code:literal $source:ident;)+) => {
        /// A place in a reply. Its words are in `text::replies`.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Placeholder { $($(#[$doc])* $name,)+ }

        impl Placeholder {
            /// How many there are.
            pub const COUNT: usize = [$($code),+].len();
            /// All of them.
            pub const ALL: [Placeholder; Self::COUNT] = [$(Placeholder::$name),+];
            /// Its name between the braces.
            pub const fn code(self) -> &'static str {
                match self { $(Placeholder::$name => $code,)+ }
            }
            /// Where its value comes from.
            pub const fn source(self) -> Source {
                match self { $(Placeholder::$name => Source::$source,)+ }
            }
        }
    };
}

placeholders! {
    /// The buyer's nick.
    Buyer "buyer" People;
    /// The name the agent goes by.
    Agent "agent" People;
    /// The shop's name.
    Shop "shop" People;
    /// Today's date.
    Today "today" People;
    /// The order's whole number.
    OrderNumber "order.number" Order;
    /// The last four characters of the number.
    OrderTail "order.tail" Order;
    /// What was bought, shortened.
    OrderItem "order.item" Order;
    /// The properties chosen.
    OrderSku "order.sku" Order;
    /// Pieces in all.
    OrderCount "order.count" Order;
    /// What was paid or is to be paid.
    OrderAmount "order.amount" Order;
    /// Where the order stands, in words.
    OrderStatus "order.status" Order;
    /// When it was placed.
    OrderPlaced "order.placed" Order;
    /// When it closes by itself if not paid.
    OrderPayBy "order.pay_by" Order;
    /// When it must be shipped by.
    OrderShipBy "order.ship_by" Order;
    /// When it was shipped.
    OrderShipped "order.shipped" Order;
    /// When it was signed for.
    OrderSigned "order.signed" Order;
    /// The courier.
    OrderCarrier "order.carrier" Order;
    /// The tracking number, or several.
    OrderTracking "order.tracking" Order;
    /// The receiver's name.
    OrderReceiver "order.receiver" Order;
    /// The whole address.
    OrderAddress "order.address" Order;
    /// What goes back to the buyer.
    RefundAmount "refund.amount" Case;
    /// When the present step must be done by.
    RefundDeadline "refund.deadline" Case;
    /// How the buyer sends goods back: courier and waybill of the return.
    ReturnTracking "return.tracking" Case;
    /// The most the return freight insurance or the shop pays.
    FreightCap "freight.cap" Case;
    /// The product asked about.
    Product "product" Product;
    /// Pieces in stock, as far as known.
    Stock "stock" Product;
    /// Where goods are sent back to.
    ReturnAddress "return.address" Shop;
    /// The hours someone answers.
    ShopHours "shop.hours" Shop;
    /// Paid before this time of day, shipped the same day.
    ShopCutoff "shop.cutoff" Shop;
    /// The courier the shop uses.
    ShopCarrier "shop.carrier" Shop;
    /// Where parcels leave from.
    ShopOrigin "shop.origin" Shop;
    /// When something will be.
    Eta "eta" Ask;
    /// A freight amount.
    Freight "freight" Ask;
    /// A price.
    Price "price" Ask;
    /// Any other amount.
    Amount "amount" Ask;
    /// A coupon.
    Coupon "coupon" Ask;
    /// A gift.
    Gift "gift" Ask;
    /// A size.
    Size "size" Ask;
    /// A date.
    Date "date" Ask;
    /// A time of day.
    Time "time" Ask;
    /// What an invoice is made out to.
    InvoiceTitle "invoice.title" Ask;
    /// What was found out.
    Finding "finding" Ask;
    /// What else would do.
    Alternative "alternative" Ask;
    /// A new tracking number.
    NewTracking "new.tracking" Ask;
    /// What another tool filled in and we do not know.
    Blank "blank" Ask;
}

impl Placeholder {
    /// The placeholder of a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}
