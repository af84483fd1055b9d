//! The values a reply is filled with. What is masked, empty or too old is no value: better a hole than a wrong word.

use unicode_segmentation::UnicodeSegmentation;

use super::ReplyLang;
use super::placeholder::Placeholder;
use crate::domain::order::{Order, OrderLine, OrderStatus};
use crate::domain::product::Product;
use crate::domain::time::{Span, Time};
use crate::domain::zone::Zone;

/// A stock count older than this is not told to a buyer.
pub const STOCK_AGE_MAX: Span = Span::hours(4);

const ITEM_MAX: usize = 16;

/// Values by placeholder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fields {
    values: [Option<Box<str>>; Placeholder::COUNT],
    lang: ReplyLang,
}

impl Fields {
    /// No values, for replies of a language.
    pub fn new(lang: ReplyLang) -> Self {
        Self { values: [const { None }; Placeholder::COUNT], lang }
    }
    /// Who talks: the buyer's nick, the agent's name, the shop's name. A masked nick is no name.
    pub fn people(mut self, buyer: &str, agent: &str, shop: &str) -> Self {
        for (place, name) in [(Placeholder::Buyer, buyer), (Placeholder::Agent, agent), (Placeholder::Shop, shop)] {
            self.set(place, name);
        }
        self
    }
    /// What the order and its lines say. Names and addresses that an export masked are left out.
    pub fn from_order(
        order: &Order,
        lines: &[OrderLine],
        shop: &str,
        agent: &str,
        lang: ReplyLang,
        zone: Zone,
        now: Time,
    ) -> Self {
        use Placeholder as P;
        let mut fields = Self::new(lang).people(&order.buyer, agent, shop);
        fields.set(P::Today, &day(lang, zone, now, now));
        fields.set(P::OrderNumber, &order.number);
        fields.set(P::OrderTail, order.tail());
        fields.set(P::OrderItem, &item(order, lines, lang));
        if let [line] = lines {
            fields.set(P::OrderSku, &line.sku);
        }
        if order.pieces > 0 {
            fields.set(P::OrderCount, &order.pieces.to_string());
        }
        if let Some(amount) = order.amount() {
            fields.set(P::OrderAmount, &amount.shown());
        }
        if let Some(word) = status_word(order.status, lang) {
            fields.set(P::OrderStatus, word);
        }
        for (place, at) in [
            (P::OrderPlaced, order.created_at),
            (P::OrderShipBy, order.ship_by),
            (P::OrderShipped, order.shipped_at),
            (P::OrderSigned, order.signed_at),
        ] {
            if let Some(at) = at {
                fields.set_time(place, at, zone, now);
            }
        }
        fields.set(P::OrderCarrier, &order.carrier);
        fields.set(P::OrderTracking, &order.tracking.join(if lang == ReplyLang::Zh { "、" } else { ", " }));
        fields.set(P::OrderReceiver, &order.receiver);
        fields.set(P::OrderAddress, &order.address);
        fields
    }
    /// Sets a value; an empty one, and a person's name, number or address that is masked, removes it. Line breaks
    /// become spaces.
    pub fn set(&mut self, place: Placeholder, value: &str) {
        use Placeholder as P;
        let value = value.trim();
        let personal =
            matches!(place, P::Buyer | P::OrderReceiver | P::OrderAddress | P::OrderTracking | P::OrderNumber);
        self.values[place as usize] = (!value.is_empty() && (!personal || !is_masked(value)))
            .then(|| value.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ").into());
    }
    /// Sets an instant in the words a buyer would use: `今天 18:00`, `24 Nov 18:00`.
    pub fn set_time(&mut self, place: Placeholder, at: Time, zone: Zone, now: Time) {
        let clock = zone.local(at).format("%H:%M").to_string();
        self.set(place, &format!("{} {clock}", day(self.lang, zone, at, now)));
    }
    /// Sets the stock, unless it was counted too long ago to be told (4 hours).
    pub fn set_stock(&mut self, pieces: i64, counted_at: Time, now: Time) {
        let fresh = now.since(counted_at) <= STOCK_AGE_MAX && pieces > 0;
        self.set(Placeholder::Stock, &if fresh { pieces.to_string() } else { String::new() });
    }
    /// The value of a placeholder.
    pub fn value(&self, place: Placeholder) -> Option<&str> {
        self.values[place as usize].as_deref()
    }
    /// The language values are worded in.
    pub fn lang(&self) -> ReplyLang {
        self.lang
    }
}

/// True for text a platform has starred out, which must never reach a buyer.
pub fn is_masked(text: &str) -> bool {
    text.contains(['*', '＊', '●'])
}

fn item(order: &Order, lines: &[OrderLine], lang: ReplyLang) -> String {
    let title = lines.first().map_or(&order.title, |line| &line.title);
    let product = Product { title: title.clone(), ..Product::default() };
    let short = cut_at_a_word(&product.short_title(ITEM_MAX * 3));
    match (lines.len(), lang) {
        (0 | 1, _) => short,
        (n, ReplyLang::Zh) => format!("{short}等{n}款"),
        (n, ReplyLang::En) => format!("{short} and {} more", n - 1),
    }
}

fn cut_at_a_word(title: &str) -> String {
    let mut kept = String::new();
    let mut columns = 0;
    for word in title.split_inclusive(' ') {
        let wide = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        if columns > 8 && columns + wide > ITEM_MAX * 2 {
            break;
        }
        kept.push_str(word);
        columns += wide;
    }
    let mut columns = 0;
    kept.trim()
        .graphemes(true)
        .take_while(|g| {
            columns += if g.is_ascii() { 1 } else { 2 };
            columns <= ITEM_MAX * 2
        })
        .collect::<String>()
        .trim_end()
        .to_owned()
}

fn day(lang: ReplyLang, zone: Zone, at: Time, now: Time) -> String {
    let (date, today) = (zone.day(at), zone.day(now));
    let days = (date - today).num_days();
    match (lang, days) {
        (ReplyLang::Zh, 0) => "今天".into(),
        (ReplyLang::Zh, 1) => "明天".into(),
        (ReplyLang::Zh, -1) => "昨天".into(),
        (ReplyLang::Zh, _) => date.format("%-m月%-d日").to_string(),
        (ReplyLang::En, 0) => "today".into(),
        (ReplyLang::En, 1) => "tomorrow".into(),
        (ReplyLang::En, -1) => "yesterday".into(),
        (ReplyLang::En, _) => date.format("%-d %b").to_string(),
    }
}

fn status_word(status: OrderStatus, lang: ReplyLang) -> Option<&'static str> {
    let (zh, en) = match status {
        OrderStatus::Unpaid => ("待付款", "waiting for payment"),
        OrderStatus::DepositUnpaid => ("待付定金", "waiting for the deposit"),
        OrderStatus::BalanceUnpaid => ("待付尾款", "waiting for the balance"),
        OrderStatus::ToShip => ("待发货", "being prepared"),
        OrderStatus::PartShipped => ("部分发货", "partly shipped"),
        OrderStatus::Shipped => ("已发货", "on its way"),
        OrderStatus::Success => ("交易成功", "completed"),
        OrderStatus::Closed => ("交易关闭", "closed"),
        OrderStatus::Unknown => return None,
    };
    Some(if lang == ReplyLang::Zh { zh } else { en })
}
