//! 订单报表: one row per order, or (已卖出的宝贝) one row per item with the order's columns repeated.

use std::sync::Arc;

use super::columns::{Columns, Field};
use super::status;
use crate::domain::{FactSource, LineFacts, Money, OrderFacts, OrderStatus, Platform, RawText, ShopKey, Time};
use crate::import::cell::{self, Id};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads order rows.
pub(crate) struct Orders {
    reader: Reader,
    /// True when order numbers repeat: then a row speaks for an item, and its status for the item alone.
    line_level: bool,
    group: Option<Group>,
}

/// The rows of one order that stand together.
pub(super) struct Group {
    pub(super) row: u64,
    pub(super) order: OrderFacts,
    pub(super) shop: Option<Arc<ShopKey>>,
    pub(super) lines: Vec<(u64, LineFacts)>,
}

/// What all three kinds of file read alike.
pub(super) struct Reader {
    pub(super) columns: Columns,
    shop: Option<Arc<ShopKey>>,
    bare_ids: u64,
    zero_ids: u64,
}

impl Orders {
    pub(crate) fn new(columns: Columns, line_level: bool) -> Self {
        Self { reader: Reader::new(columns), line_level, group: None }
    }

    fn order(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<OrderFacts, Reject> {
        use Field as F;
        let r = &mut self.reader;
        let number = r.number(row, record, F::Number)?.to_owned();
        let (goods, freight) = (r.money(row, record, F::Goods)?, r.money(row, record, F::Postage)?);
        let total = r.money(row, record, F::Total)?;
        let raw_status = r.columns.text(record, F::Status);
        let known = status::order(raw_status);
        if known == OrderStatus::Unknown {
            out.rejects.push(Reject::new(row, r.columns.name(F::Status), Code::UnknownStatus, raw_status));
        }
        let mut facts = OrderFacts {
            source: FactSource::OrderFile,
            number,
            buyer: r.raw(record, F::Buyer),
            raw_status: RawText::new(raw_status),
            status: Some(known),
            payable: total.or_else(|| sum(goods, freight)),
            paid: r.money(row, record, F::Paid)?,
            freight,
            refunded: r.money(row, record, F::Refunded)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at: r.time(row, record, F::PaidAt)?,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            finished_at: r.time(row, record, F::FinishedAt)?,
            ship_by: r.time(row, record, F::ShipBy)?,
            receiver: r.raw(record, F::Receiver),
            phone: r.first(record, F::Mobile, F::Landline),
            address: r.address(record),
            carrier: r.raw(record, F::Carrier),
            tracking: tracking(r.columns.text(record, F::Tracking)),
            memo: r.first(record, F::Memo, F::OldMemo),
            buyer_message: r.raw(record, F::Message),
            title: r.raw(record, F::Title),
            pieces: r.count(row, record, F::Pieces)?,
            close_reason: r.raw(record, F::CloseReason),
            ..OrderFacts::default()
        };
        r.columns.extra(record, &mut facts.extra);
        Ok(facts)
    }
}

impl Mapper for Orders {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let order = self.order(row, record, out)?;
        let shop = self.reader.shop(record);
        if !self.line_level {
            out.told.push(Told { row, counts: true, shop, fact: order.into() });
            return Ok(());
        }
        let mut line = self.reader.line(row, record, &order.number)?;
        line.raw_status = order.raw_status.clone();
        line.status = order.status;
        if self.group.as_ref().is_some_and(|group| group.order.number != order.number) {
            self.flush(out);
        }
        match &mut self.group {
            Some(group) => group.add(row, order, line),
            None => self.group = Some(Group::new(row, order, shop, line)),
        }
        Ok(())
    }

    fn flush(&mut self, out: &mut Sheaf) {
        if let Some(group) = self.group.take() {
            group.hand_over(out);
        }
    }

    fn held_from(&self) -> Option<u64> {
        self.group.as_ref().map(|group| group.row)
    }
}

impl Group {
    pub(super) fn new(row: u64, mut order: OrderFacts, shop: Option<Arc<ShopKey>>, mut line: LineFacts) -> Self {
        order.source = FactSource::ItemFile;
        line.ordinal = 1;
        Self { row, order, shop, lines: vec![(row, line)] }
    }

    /// Adds a row of the same order. Amounts of the order stand on every row: they are compared, never added.
    pub(super) fn add(&mut self, row: u64, order: OrderFacts, mut line: LineFacts) {
        let own = &mut self.order;
        own.payable = larger(own.payable, order.payable);
        own.paid = larger(own.paid, order.paid);
        own.freight = larger(own.freight, order.freight);
        own.created_at = own.created_at.or(order.created_at);
        own.paid_at = own.paid_at.or(order.paid_at);
        own.shipped_at = own.shipped_at.max(order.shipped_at);
        own.finished_at = own.finished_at.max(order.finished_at);
        for number in order.tracking.split(' ').filter(|n| !n.is_empty()) {
            if !own.tracking.split(' ').any(|known| known == number) {
                if !own.tracking.is_empty() {
                    own.tracking.push(' ');
                }
                own.tracking.push_str(number);
            }
        }
        line.ordinal = u32::try_from(self.lines.len()).unwrap_or(u32::MAX - 1) + 1;
        self.lines.push((row, line));
    }

    /// The order first, then its lines.
    pub(super) fn hand_over(mut self, out: &mut Sheaf) {
        let (status, raw) = whole_status(&self.lines);
        self.order.status = status;
        self.order.raw_status = raw;
        let titles: Vec<&str> = self.lines.iter().map(|(_, line)| line.title.unclean()).collect();
        self.order.title = RawText::new(titles.join("，"));
        let pieces: i64 = self.lines.iter().filter_map(|(_, line)| line.quantity).sum();
        self.order.pieces = (pieces > 0).then_some(pieces);
        out.told.push(Told { row: self.row, counts: false, shop: self.shop.clone(), fact: self.order.into() });
        for (row, line) in self.lines {
            out.told.push(Told { row, counts: true, shop: self.shop.clone(), fact: line.into() });
        }
    }
}

/// The status of an order from those of its lines: a closed line says nothing while another lives, and of the
/// living the one that has come least far speaks, except that some shipped and some not is partly shipped.
pub(super) fn whole_status(lines: &[(u64, LineFacts)]) -> (Option<OrderStatus>, RawText) {
    use OrderStatus as S;
    let told = || lines.iter().filter_map(|(_, line)| line.status.map(|status| (status, &line.raw_status)));
    let living = || told().filter(|(status, _)| *status != S::Closed);
    let Some((least, raw)) = living().min_by_key(|(status, _)| *status).or_else(|| told().next()) else {
        return (None, RawText::default());
    };
    if living().any(|(status, _)| status == S::Unknown) {
        let raw = living().find(|(status, _)| *status == S::Unknown).map_or(raw, |(_, raw)| raw);
        return (Some(S::Unknown), raw.clone());
    }
    let gone = living().any(|(status, _)| matches!(status, S::Shipped | S::Success));
    let status = if least == S::ToShip && gone { S::PartShipped } else { least };
    (Some(status), raw.clone())
}

fn larger(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    if b.map(Money::minor) > a.map(Money::minor) { b } else { a }
}

fn sum(goods: Option<Money>, freight: Option<Money>) -> Option<Money> {
    match (goods, freight) {
        (Some(goods), Some(freight)) => goods.plus(freight).ok(),
        (one, other) => one.or(other),
    }
}

/// Tracking numbers with one blank between, without a `No:` before them.
pub(super) fn tracking(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for part in cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、')) {
        let part = part.strip_prefix("No:").or_else(|| part.strip_prefix("No：")).unwrap_or(part).trim();
        if !part.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(part);
        }
    }
    out
}

impl Reader {
    pub(super) fn new(columns: Columns) -> Self {
        Self { columns, shop: None, bare_ids: 0, zero_ids: 0 }
    }

    /// The number a row is about. Fifteen digits and zeros behind them, unguarded, are what a spreadsheet leaves
    /// of a longer number, unless many rows before show that this file was never rounded.
    pub(super) fn number<'a>(&mut self, row: u64, record: &'a Record, field: Field) -> Result<&'a str, Reject> {
        let reject = |columns: &Columns, code, value| Err(Reject::new(row, columns.name(field), code, value));
        match cell::id(self.columns.raw(record, field)) {
            Id::Good(number) => {
                self.bare_ids += u64::from(number.len() >= 17);
                Ok(number)
            }
            Id::Doubtful(number) if self.bare_ids >= 50 && self.zero_ids * 20 < self.bare_ids => {
                self.bare_ids += 1;
                self.zero_ids += 1;
                Ok(number)
            }
            Id::Doubtful(number) => {
                self.zero_ids += 1;
                reject(&self.columns, Code::DamagedId, number)
            }
            Id::Damaged(text) => reject(&self.columns, Code::DamagedId, text),
            Id::Missing => reject(&self.columns, Code::MissingId, ""),
        }
    }

    pub(super) fn raw(&self, record: &Record, field: Field) -> RawText {
        RawText::new(self.columns.text(record, field))
    }

    pub(super) fn first(&self, record: &Record, field: Field, other: Field) -> RawText {
        let text = self.columns.text(record, field);
        RawText::new(if text.is_empty() { self.columns.text(record, other) } else { text })
    }

    pub(super) fn money(&self, row: u64, record: &Record, field: Field) -> Result<Option<Money>, Reject> {
        let raw = self.columns.raw(record, field);
        cell::money(raw).map_err(|cell::Unread| Reject::new(row, self.columns.name(field), Code::BadAmount, raw))
    }

    pub(super) fn time(&self, row: u64, record: &Record, field: Field) -> Result<Option<Time>, Reject> {
        let raw = self.columns.raw(record, field);
        cell::time(raw).map_err(|cell::Unread| Reject::new(row, self.columns.name(field), Code::BadTime, raw))
    }

    pub(super) fn count(&self, row: u64, record: &Record, field: Field) -> Result<Option<i64>, Reject> {
        let raw = self.columns.raw(record, field);
        cell::count(raw).map_err(|cell::Unread| Reject::new(row, self.columns.name(field), Code::BadCount, raw))
    }

    /// The address goods go to: the changed one where there is one (否 says there is none).
    fn address(&self, record: &Record) -> RawText {
        let changed = self.columns.text(record, Field::NewAddress);
        if !changed.is_empty() && changed != "否" {
            return RawText::new(changed);
        }
        let street = self.columns.text(record, Field::Address);
        if !self.columns.has(Field::Province) {
            return RawText::new(street);
        }
        let parts = [Field::Province, Field::City, Field::District, Field::Street];
        let mut whole: Vec<&str> = parts.iter().map(|f| self.columns.text(record, *f)).collect();
        whole.push(street);
        whole.retain(|part| !part.is_empty());
        RawText::new(whole.join(" "))
    }

    /// The shop the row names; the one before again while the name stays.
    pub(super) fn shop(&mut self, record: &Record) -> Option<Arc<ShopKey>> {
        let name = self.columns.text(record, Field::ShopName);
        if name.is_empty() {
            return None;
        }
        let external_id = self.columns.text(record, Field::ShopId);
        let external_id = if external_id == "0" { "" } else { external_id };
        if !self.shop.as_ref().is_some_and(|shop| shop.name == name && shop.external_id == external_id) {
            let mut key = ShopKey::named(Platform::Taobao, name);
            key.external_id = external_id.to_owned();
            self.shop = Some(Arc::new(key));
        }
        self.shop.clone()
    }

    /// The line a row speaks of, without its status.
    pub(super) fn line(&mut self, row: u64, record: &Record, order: &str) -> Result<LineFacts, Reject> {
        use Field as F;
        let outer = self.columns.text(record, F::OuterId);
        let outer = if outer.is_empty() { self.columns.text(record, F::SystemId) } else { outer };
        Ok(LineFacts {
            order: order.to_owned(),
            title: self.raw(record, F::Title),
            sku: self.raw(record, F::Sku),
            outer_id: outer.to_owned(),
            quantity: self.count(row, record, F::Quantity)?,
            price: self.money(row, record, F::Price)?,
            refund_status: self.raw(record, F::RefundStatus),
            ..LineFacts::default()
        })
    }
}
