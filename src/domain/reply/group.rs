//! The groups replies are listed in: a closed list, in the order of a sale's life.

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident $code:literal;)+) => {
        /// What a reply is about. Its words are in `text::replies`.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Group { $($(#[$doc])* $name,)+ }

        impl Group {
            /// All of them, in the order they are listed.
            pub const ALL: [Group; [$($code),+].len()] = [$(Group::$name),+];
            /// Its word in files and JSON.
            pub const fn code(self) -> &'static str {
                match self { $(Group::$name => $code,)+ }
            }
        }
    };
}

groups! {
    /// 问候
    Greeting "greeting";
    /// 商品
    Product "product";
    /// 尺码
    Size "size";
    /// 库存
    Stock "stock";
    /// 价格和议价
    Price "price";
    /// 活动和优惠券
    Campaign "campaign";
    /// 改价
    Reprice "reprice";
    /// 付款
    Payment "payment";
    /// 催付: the agent's word, never the buyer's.
    PayReminder "pay_reminder";
    /// 预售和尾款
    Presale "presale";
    /// 核对地址
    AddressCheck "address_check";
    /// 改地址
    AddressChange "address_change";
    /// 发货
    Shipping "shipping";
    /// 催发货
    ShipNudge "ship_nudge";
    /// 物流查询
    Tracking "tracking";
    /// 快递问题
    Courier "courier";
    /// 截单和拦截
    Intercept "intercept";
    /// 缺货
    OutOfStock "out_of_stock";
    /// 补寄
    Resend "resend";
    /// 退货
    Return "return";
    /// 换货
    Exchange "exchange";
    /// 退款
    Refund "refund";
    /// 运费
    Freight "freight";
    /// 破损
    Damage "damage";
    /// 价保
    PriceGuard "price_guard";
    /// 发票
    Invoice "invoice";
    /// 赠品
    Gift "gift";
    /// 评价
    Review "review";
    /// 回评
    ReviewAnswer "review_answer";
    /// 安抚
    Soothe "soothe";
    /// 投诉
    Complaint "complaint";
    /// 离开
    Away "away";
    /// 道别
    Goodbye "goodbye";
}

impl Group {
    /// The group of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }
}
