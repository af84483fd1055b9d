//! Which column says what. Columns move from year to year, so only names count; what a name means is each
//! platform's own matter (see its `aliases`).

use crate::import::format::Header;
use crate::import::record::Record;

macro_rules! fields {
    ($($field:ident $word:literal,)*) => {
        /// What a column says.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(usize)]
        pub(crate) enum Field {
            $($field,)*
        }

        impl Field {
            /// How many there are.
            pub(crate) const COUNT: usize = [$(Field::$field),*].len();
            /// All of them.
            pub(crate) const ALL: [Field; Field::COUNT] = [$(Field::$field),*];
            /// Its word in a preview.
            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $(Field::$field => $word,)*
                }
            }
        }
    };
}

fields! {
    Number "number",
    LineId "line",
    RefundId "refund_id",
    Buyer "buyer",
    Status "status",
    Goods "goods_amount",
    Postage "freight",
    Total "total",
    Paid "paid",
    Refunded "refunded",
    Receiver "receiver",
    Address "address",
    NewAddress "new_address",
    Province "province",
    City "city",
    District "district",
    Street "street",
    Mobile "phone",
    Landline "landline",
    Created "created_at",
    PaidAt "paid_at",
    ShippedAt "shipped_at",
    FinishedAt "finished_at",
    ShipBy "ship_by",
    Title "title",
    Pieces "pieces",
    Tracking "tracking",
    Carrier "carrier",
    Memo "memo",
    OldMemo "old_memo",
    Message "buyer_message",
    ShopId "shop_id",
    ShopName "shop",
    CloseReason "close_reason",
    Price "price",
    Quantity "quantity",
    Sku "sku",
    OuterId "outer_id",
    SystemId "system_id",
    RefundStatus "refund_status",
    CaseType "type",
    AppliedAt "opened_at",
    Deadline "act_by",
    ClosedAt "ended_at",
    ClosedAt2 "refunded_at",
    GoodsState "goods",
    Arbitration "arbitration",
    ReturnTracking "return_tracking",
    ReturnCarrier "return_carrier",
    Reason "reason",
    Explanation "explanation",
    ReturnedAt "returned_at",
    AtFault "at_fault",
    Phase "phase",
    ProductId "product_id",
    Parcels "parcels",
    Flag "flag",
    Payment "payment",
    Currency "currency",
    Financial "financial_status",
    Fulfilment "fulfilment_status",
    CancelledAt "cancelled_at",
    Outstanding "outstanding",
    Tax "tax",
    LineTotal "line_total",
    LineFreight "line_freight",
    LineDiscount "line_discount",
    Company "company",
    Country "country",
    Zip "zip",
    FirstName "first_name",
    LastName "last_name",
    ExchangeTracking "exchange_tracking",
    ExchangeGoods "exchange_goods",
    ExpressRefund "express_refund",
    GoodsShipped "goods_shipped",
    Serial "serial",
    Trade "trade",
    At "at",
    Income "income",
    Expense "expense",
    PaymentKind "payment_kind",
    Note "note",
    Payer "payer",
}

/// The names one platform's files have for a field, the better ones first.
pub(crate) type Alias = (Field, &'static [&'static str]);

/// Fields that hold long numbers beside the order's own.
pub(super) const ROUNDED: [Field; 3] = [Field::Mobile, Field::Landline, Field::Tracking];

/// Where each field stands in one file, and which columns have no field.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    at: [Option<usize>; Field::COUNT],
    rest: Vec<(usize, String)>,
    claimed: Vec<(usize, &'static str)>,
    names: Vec<String>,
}

impl Columns {
    /// Finds the fields that `aliases` name under `header`.
    pub(crate) fn of(aliases: &[Alias], header: &Header) -> Self {
        let mut at = [None; Field::COUNT];
        for (field, names) in aliases {
            at[*field as usize] = names.iter().find_map(|name| header.column(name));
        }
        let mut rest: Vec<(usize, String)> = Vec::new();
        for (i, name) in header.names.iter().enumerate() {
            if name.is_empty() || at.contains(&Some(i)) {
                continue;
            }
            // Two columns of one name stay two, as spreadsheets of tables do it.
            let twins = header.names[..i].iter().filter(|other| *other == name).count();
            rest.push((i, if twins == 0 { name.clone() } else { format!("{name}.{twins}") }));
        }
        Self { at, rest, claimed: Vec::new(), names: header.names.clone() }
    }
    /// Takes columns without a field out of the unknown ones: those `wanted` says yes to, by place and normalised name.
    pub(crate) fn claim(&mut self, word: &'static str, wanted: &mut dyn FnMut(usize, &str) -> bool) {
        let claimed = &mut self.claimed;
        self.rest.retain(|(i, name)| {
            let takes = wanted(*i, &super::format::key(name));
            if takes {
                claimed.push((*i, word));
            }
            !takes
        });
    }
    /// The cell of a field as it stands; empty when the file has no such column.
    pub(crate) fn raw<'a>(&self, record: &'a Record, field: Field) -> &'a str {
        self.at[field as usize].map_or("", |i| record.cell(i))
    }
    /// The cell of a field without guards and spellings of nothing.
    pub(crate) fn text<'a>(&self, record: &'a Record, field: Field) -> &'a str {
        let text = crate::import::cell::text(self.raw(record, field));
        // A phone or a waybill that a spreadsheet has rounded is none; the row says so.
        if ROUNDED.contains(&field) && crate::import::cell::is_power(text) { "" } else { text }
    }
    /// True when the file has the column.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.at[field as usize].is_some()
    }
    /// True when the field is the file's first column.
    pub(crate) fn is_first(&self, field: Field) -> bool {
        self.at[field as usize] == Some(0)
    }
    /// The column's name as the file writes it.
    pub(crate) fn name(&self, field: Field) -> &str {
        self.at[field as usize].and_then(|i| self.names.get(i)).map_or("", String::as_str)
    }
    /// The number of cells a row needs to have these fields.
    pub(crate) fn needed(&self, fields: &[Field]) -> usize {
        fields.iter().filter_map(|field| self.at[*field as usize]).max().map_or(0, |last| last + 1)
    }
    /// The number of cells a row needs to have all fields.
    pub(crate) fn needed_for_all(&self) -> usize {
        self.at.iter().flatten().max().map_or(0, |last| last + 1)
    }
    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }
    /// The columns that have a field, with its word, and those that have none.
    pub(crate) fn understood(&self) -> (Vec<(String, &'static str)>, Vec<String>) {
        let named = |field: Field| Some((self.names.get(self.at[field as usize]?)?.clone(), field.word()));
        let claimed = self.claimed.iter().filter_map(|(i, word)| Some((self.names.get(*i)?.clone(), *word)));
        let known = Field::ALL.into_iter().filter_map(named).chain(claimed).collect();
        (known, self.rest.iter().map(|(_, name)| name.clone()).collect())
    }
    /// True when the column at a place has a field.
    pub(crate) fn is_known(&self, place: usize) -> bool {
        self.at.contains(&Some(place)) || self.claimed.iter().any(|(i, _)| *i == place)
    }
    /// Where a field stands.
    pub(crate) fn place(&self, field: Field) -> Option<usize> {
        self.at[field as usize]
    }
    /// The columns without a field, as a JSON object of text; those that say nothing are left out.
    pub(crate) fn extra(&self, record: &Record, out: &mut String) {
        for (i, name) in &self.rest {
            let cell = crate::import::cell::text(record.cell(*i));
            if !cell.is_empty() {
                crate::import::cell::push_json(out, name, cell);
            }
        }
        if !out.is_empty() {
            out.push('}');
        }
    }
}
