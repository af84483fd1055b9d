//! The rows of one order put together: its own fact first, then its lines.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::reader::{add_tracking, larger, sum};
use super::told::{Sheaf, Told};
use crate::domain::{FactSource, LineFacts, OrderFacts, OrderStatus, RawText, ShopKey};

/// The rows of one order that stand together.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) row: u64,
    pub(crate) order: OrderFacts,
    shop: Option<Arc<ShopKey>>,
    lines: Vec<(u64, LineFacts)>,
}

impl Group {
    /// Begins with the row that names the order first.
    pub(crate) fn new(row: u64, order: OrderFacts, shop: Option<Arc<ShopKey>>) -> Self {
        Self { row, order, shop, lines: Vec::new() }
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, row: u64, mut line: LineFacts) {
        line.ordinal = u32::try_from(self.lines.len()).unwrap_or(u32::MAX - 1) + 1;
        self.lines.push((row, line));
    }

    /// Takes another row's word on the same order. Amounts of the order stand on every row: they are compared,
    /// never added.
    pub(crate) fn repeat(&mut self, order: OrderFacts) {
        let own = &mut self.order;
        own.payable = larger(own.payable, order.payable);
        own.paid = larger(own.paid, order.paid);
        self.take(order);
    }

    /// Takes another row's word on the same order, whose payable and paid amounts are that row's share.
    pub(crate) fn share(&mut self, order: OrderFacts) {
        let own = &mut self.order;
        own.payable = sum(own.payable, order.payable);
        own.paid = sum(own.paid, order.paid);
        self.take(order);
    }

    fn take(&mut self, order: OrderFacts) {
        let own = &mut self.order;
        own.freight = larger(own.freight, order.freight);
        own.refunded = larger(own.refunded, order.refunded);
        own.created_at = own.created_at.or(order.created_at);
        own.paid_at = own.paid_at.or(order.paid_at);
        own.shipped_at = own.shipped_at.max(order.shipped_at);
        own.finished_at = own.finished_at.max(order.finished_at);
        for number in order.tracking.split(' ') {
            add_tracking(&mut own.tracking, number);
        }
        let blanks = [
            (&mut own.buyer, order.buyer),
            (&mut own.receiver, order.receiver),
            (&mut own.phone, order.phone),
            (&mut own.address, order.address),
            (&mut own.carrier, order.carrier),
            (&mut own.memo, order.memo),
            (&mut own.buyer_message, order.buyer_message),
            (&mut own.close_reason, order.close_reason),
        ];
        for (known, told) in blanks {
            if known.unclean().is_empty() {
                *known = told;
            }
        }
    }

    /// The order first, then its lines. Where no row spoke for the whole order, its status is made of theirs.
    fn hand_over(mut self, out: &mut Sheaf) {
        if self.order.status.is_none() {
            (self.order.status, self.order.raw_status) = whole_status(&self.lines);
        }
        self.order.title = title(&self.lines);
        let pieces: i64 = self.lines.iter().filter_map(|(_, line)| line.quantity).sum();
        self.order.pieces = self.order.pieces.or((pieces > 0).then_some(pieces));
        out.told.push(Told { row: self.row, counts: false, shop: self.shop.clone(), fact: self.order.into() });
        for (row, line) in self.lines {
            out.told.push(Told { row, counts: true, shop: self.shop.clone(), fact: line.into() });
        }
    }
}

/// Puts the rows of a table together by their order.
#[derive(Debug, Default)]
pub(crate) struct Grouper {
    group: Option<Group>,
    hasher: RandomState,
    seen: HashSet<u64>,
}

impl Grouper {
    /// The group of an order, when it is the one at hand.
    pub(crate) fn at_hand(&mut self, number: &str, out: &mut Sheaf) -> Option<&mut Group> {
        if self.group.as_ref().is_some_and(|group| group.order.number != number) {
            self.flush(out);
        }
        self.group.as_mut()
    }

    /// Begins a group. An order that was in this table before, further up, is told of by its lines alone: its
    /// whole was judged there, and a sheet sorted by something else must not move it to and fro.
    pub(crate) fn begin(&mut self, mut group: Group) -> &mut Group {
        if !self.seen.insert(self.hasher.hash_one(&group.order.number)) {
            group.order = OrderFacts {
                source: FactSource::Other,
                number: group.order.number,
                currency: group.order.currency,
                status: Some(OrderStatus::Unknown),
                ..OrderFacts::default()
            };
        }
        self.group.insert(group)
    }

    /// Hands over the group at hand.
    pub(crate) fn flush(&mut self, out: &mut Sheaf) {
        if let Some(group) = self.group.take() {
            group.hand_over(out);
        }
    }

    /// The first row held back.
    pub(crate) fn held_from(&self) -> Option<u64> {
        self.group.as_ref().map(|group| group.row)
    }
}

/// The status of an order from those of its lines: a closed line says nothing while another lives, and of the
/// living the one that has come least far speaks, except that some shipped and some not is partly shipped.
fn whole_status(lines: &[(u64, LineFacts)]) -> (Option<OrderStatus>, RawText) {
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

/// What an order is called after: its lines, what is sold before services and gifts.
fn title(lines: &[(u64, LineFacts)]) -> RawText {
    let mut titles: Vec<(bool, &str)> =
        lines.iter().map(|(_, line)| (is_beside(line), line.title.unclean())).filter(|(_, t)| !t.is_empty()).collect();
    titles.sort_by_key(|(beside, _)| *beside);
    RawText::new(titles.into_iter().map(|(_, title)| title).collect::<Vec<_>>().join("，"))
}

/// True for a line that is not what was bought: 运费补差, 送货入户, a gift.
fn is_beside(line: &LineFacts) -> bool {
    let title = line.title.unclean();
    line.price.is_some_and(|price| price.is_zero())
        || ["补差", "补邮费", "补运费"].iter().any(|word| title.contains(word))
        || ["送货入户", "上门安装", "安装服务", "送装服务", "赠品", "【赠品】"]
            .iter()
            .any(|word| title.starts_with(word))
}
