//! Orders with their lines: an age gives a state, a state gives the times, the lines give the money.

use crate::domain::facts::{Fact, FactSource, LineFacts, OrderFacts, RefundFacts};
use crate::domain::{Currency, Flag, Money, OrderStatus, Platform, RawText, Span, Time, Zone};

use super::super::Dice;
use super::super::names::{CARRIERS, GOODS, Good, PLACES, ROOTS, STREETS, nick};
use super::{DemoShop, SHOPS, ShopSeed};

/// An order with its lines and its refund.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderSeed {
    /// The shop.
    pub shop: ShopSeed,
    /// Which buyer, by number.
    pub buyer: u64,
    /// The order.
    pub order: OrderFacts,
    /// Its lines.
    pub lines: Vec<LineFacts>,
    /// What the buyer asked to have back.
    pub refund: Option<RefundFacts>,
    /// The good of its first line, and the colour or size.
    pub good: Good,
    /// Which of the good's colours and sizes.
    pub sku: [&'static str; 2],
}

impl OrderSeed {
    /// All of it as facts, the order first.
    pub fn into_facts(self) -> impl Iterator<Item = Fact> {
        let lines = self.lines.into_iter().map(Fact::from);
        std::iter::once(Fact::from(self.order)).chain(lines).chain(self.refund.map(Fact::from))
    }
}

/// The times of an order's life, as far as it has come.
#[derive(Clone, Copy, Default)]
struct Life {
    paid: Option<Time>,
    shipped: Option<Time>,
    signed: Option<Time>,
    finished: Option<Time>,
    scanned: Option<Time>,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

impl DemoShop {
    /// The `nth` order, 0 being the newest.
    pub fn order(&self, nth: u64) -> OrderSeed {
        let mut dice = Dice::of(self.seed, 1, nth);
        let buyer = if nth < self.buyers() { nth } else { dice.below(self.buyers()) };
        let shop = SHOPS[[0, 0, 0, 0, 0, 1, 1, 1, 2, 2][usize::try_from(buyer % 10).unwrap_or(0)]];
        let created = self.created_at(nth, &mut dice);
        let age = self.now.since(created);
        let status = status_at(age, &mut dice);
        let life = self.life(status, created, &mut dice);
        let number = number(shop.platform, nth, created, &mut dice);
        let (lines, goods_fen, first, sku) = self.lines(&number, status, shop, &mut dice);

        let freight = if goods_fen < 3900 { 600 } else { 0 };
        let discount = [0, 0, 0, 300, 500, 1000][usize::try_from(dice.below(6)).unwrap_or(0)].min(goods_fen / 10);
        let payable = goods_fen - discount + freight;
        let is_paid = life.paid.is_some();
        let gone_back = status == OrderStatus::Closed && is_paid;
        let mut lines = lines;
        share(&mut lines, goods_fen - discount, is_paid);

        let pieces = lines.iter().filter_map(|l| l.quantity).sum();
        let title = lines.iter().map(|l| l.title.unclean()).collect::<Vec<_>>().join("，");
        let (memo, flag) = self.memo(status, created, &mut dice);
        let (carrier, prefix, digits) = CARRIERS[usize::try_from(dice.below(6)).unwrap_or(0)];
        let tracking = life.shipped.map(|_| format!("{prefix}{}", dice.digits(digits))).unwrap_or_default();
        let mut order = OrderFacts {
            source: FactSource::OrderFile,
            number,
            buyer: RawText::new(nick(buyer)),
            raw_status: RawText::new(raw_status(shop.platform, status)),
            status: Some(status),
            currency: Currency::CNY,
            payable: Some(Money::fen(payable)),
            paid: is_paid.then(|| Money::fen(payable)),
            freight: Some(Money::fen(freight)),
            refunded: gone_back.then(|| Money::fen(payable)),
            created_at: Some(created),
            paid_at: life.paid,
            shipped_at: life.shipped,
            finished_at: life.finished,
            ship_by: if status == OrderStatus::ToShip { life.paid.map(|at| at.plus(Span::hours(48))) } else { None },
            last_scan_at: life.scanned,
            signed_at: life.signed,
            tracking,
            memo: RawText::new(memo),
            flag: Some(flag),
            title: RawText::new(title),
            pieces: Some(pieces),
            ..OrderFacts::default()
        };
        if life.shipped.is_some() {
            order.carrier = RawText::new(carrier);
        }
        if status == OrderStatus::Closed {
            order.close_reason = RawText::new(if gone_back { "退款" } else { "买家未付款" });
        }
        order.buyer_message = RawText::new(self.buyer_message(&mut dice));
        let mut home = Dice::of(self.seed, 2, buyer);
        (order.receiver, order.phone) = (RawText::new(home.word(&ROOTS)), RawText::new(phone(&mut home)));
        order.address = RawText::new(address(&mut home));
        let refund = self.refund(nth, &order, &mut dice);
        OrderSeed { shop, buyer, order, lines, refund, good: first, sku }
    }

    /// A few hundred orders crowd towards the present, a million are spread evenly; nobody orders before dawn.
    fn created_at(&self, nth: u64, dice: &mut Dice) -> Time {
        let (n, all) = (i128::from(nth), i128::from(self.size.orders.max(1)));
        let reach = i128::from(self.reach().ms());
        let age = if self.is_small() { reach * n * n / (all * all) } else { reach * n / all };
        let age = i64::try_from(age).unwrap_or(0) + dice.between(2, 16) * MINUTE;
        let at = Time::from_ms((self.now.ms() - age) / 1000 * 1000);
        if (2..7).contains(&Zone::default().hour(at)) { at.minus(Span::hours(5)) } else { at }
    }

    fn life(&self, status: OrderStatus, created: Time, dice: &mut Dice) -> Life {
        use OrderStatus as S;
        let later = |from: Time, low: i64, high: i64, dice: &mut Dice| {
            let room = self.now.since(from).ms().max(0);
            let wanted = dice.between(low, high);
            // What would lie ahead is drawn back before the present, in the same order.
            Time::from_ms((from.ms() + if wanted < room { wanted } else { room / 2 }) / 1000 * 1000)
        };
        let mut life = Life::default();
        let refunded = status == S::Closed && dice.chance(40);
        if matches!(status, S::ToShip | S::Shipped | S::Success) || refunded {
            life.paid = Some(later(created, MINUTE / 2, 40 * MINUTE, dice));
        }
        if let (S::Shipped | S::Success, Some(paid)) = (status, life.paid) {
            let shipped = later(paid, 3 * HOUR, 30 * HOUR, dice);
            let scanned = later(shipped, 2 * HOUR, 50 * HOUR, dice);
            (life.shipped, life.scanned) = (Some(shipped), Some(scanned));
            let arrives = shipped.plus(Span::from_ms(dice.between(40 * HOUR, 110 * HOUR)));
            if arrives < self.now && (status == S::Success || dice.chance(80)) {
                (life.signed, life.scanned) = (Some(arrives), Some(arrives));
            }
            if status == S::Success {
                let signed = life.signed.unwrap_or(scanned);
                life.signed = Some(signed);
                life.finished = Some(later(signed, HOUR, 160 * HOUR, dice));
            }
        }
        if status == S::Closed {
            life.finished = Some(later(life.paid.unwrap_or(created), 24 * HOUR, 25 * HOUR, dice));
        }
        life
    }

    fn lines(
        &self,
        number: &str,
        status: OrderStatus,
        shop: ShopSeed,
        dice: &mut Dice,
    ) -> (Vec<LineFacts>, i64, Good, [&'static str; 2]) {
        let count = [1, 1, 1, 1, 1, 1, 2, 2, 3, 4][usize::try_from(dice.below(10)).unwrap_or(0)];
        let start = dice.below(GOODS.len() as u64);
        let (mut lines, mut sum) = (Vec::new(), 0);
        let mut first = (GOODS[0], ["", ""]);
        for i in 0..count {
            let good = GOODS[usize::try_from((start + i * 5) % GOODS.len() as u64).unwrap_or(0)];
            let sku = dice.pick(good.skus).copied().unwrap_or(["", ""]);
            let quantity = [1, 1, 1, 1, 1, 1, 2, 2, 3, 6][usize::try_from(dice.below(10)).unwrap_or(0)];
            sum += good.fen * quantity;
            if i == 0 {
                first = (good, sku);
            }
            lines.push(LineFacts {
                order: number.to_owned(),
                line: if shop.platform == Platform::Taobao { format!("{number}{i:02}") } else { String::new() },
                ordinal: u32::try_from(i + 1).unwrap_or(1),
                title: RawText::new(self.words(good.title)),
                sku: RawText::new(self.words(sku)),
                outer_id: good.code.to_owned(),
                quantity: Some(quantity),
                price: Some(Money::fen(good.fen)),
                status: Some(status),
                raw_status: RawText::new(raw_status(shop.platform, status)),
                ..LineFacts::default()
            });
        }
        (lines, sum, first.0, first.1)
    }

    fn memo(&self, status: OrderStatus, created: Time, dice: &mut Dice) -> (String, Flag) {
        if !dice.chance(9) || status == OrderStatus::Closed {
            return (String::new(), Flag::None);
        }
        let day = Zone::default().local(created).format("%m-%d").to_string();
        let (words, flag) = *dice.pick(&MEMOS).unwrap_or(&MEMOS[0]);
        (format!("{day} A07 {}", self.words(words)), flag)
    }

    fn buyer_message(&self, dice: &mut Dice) -> &'static str {
        if dice.chance(92) { "" } else { self.words(*dice.pick(&MESSAGES).unwrap_or(&MESSAGES[0])) }
    }
}

const MEMOS: [([&str; 2], Flag); 8] = [
    (["改地址 已核对", "address changed, checked"], Flag::Red),
    (["送小样 2 份", "two samples"], Flag::Blue),
    (["发顺丰 补 12.00", "send by SF, 12.00 paid"], Flag::Yellow),
    (["换雾蓝", "change to mist blue"], Flag::Red),
    (["写贺卡 不放价格单", "card, no price slip"], Flag::Purple),
    (["老客 包好一点", "regular, pack well"], Flag::Green),
    (["等一单合并发", "join with the next order"], Flag::Yellow),
    (["周五前要到", "needed by Friday"], Flag::Red),
];

const MESSAGES: [[&str; 2]; 8] = [
    ["尽快发货谢谢", "please ship soon, thanks"],
    ["送人的 包装好一点", "a present, pack it nicely"],
    ["不要圆通", "not by YTO please"],
    ["放门卫就行", "leave it with the doorman"],
    ["麻烦检查一下有没有瑕疵", "please check it for faults"],
    ["工作日不在家，周末送", "not home on weekdays"],
    ["说好送小样的", "you promised samples"],
    ["颜色别发错", "the right colour please"],
];

/// What an order of this age is: the younger, the less far.
fn status_at(age: Span, dice: &mut Dice) -> OrderStatus {
    use OrderStatus as S;
    let hours = age.ms() / HOUR;
    let throw = dice.below(100);
    match hours {
        0..=23 => match throw {
            0..=33 => S::Unpaid,
            34..=35 => S::BalanceUnpaid,
            36..=88 => S::ToShip,
            89..=96 => S::Shipped,
            _ => S::Closed,
        },
        24..=71 => match throw {
            0..=19 => S::ToShip,
            20 => S::BalanceUnpaid,
            21..=89 => S::Shipped,
            _ => S::Closed,
        },
        72..=287 => match throw {
            0..=54 => S::Shipped,
            55..=89 => S::Success,
            _ => S::Closed,
        },
        _ => match throw {
            0..=88 => S::Success,
            _ => S::Closed,
        },
    }
}

/// A number as the platform writes them; the index within it keeps it unique.
fn number(platform: Platform, nth: u64, created: Time, dice: &mut Dice) -> String {
    let own = nth.wrapping_mul(7919) % 10_000_000;
    match platform {
        Platform::Pdd => {
            format!("{}-{}{own:07}", Zone::default().local(created).format("%y%m%d"), dice.digits(8))
        }
        Platform::Own => format!("W26{own:07}"),
        _ => format!("4000{}{own:07}", dice.digits(8)),
    }
}

fn raw_status(platform: Platform, status: OrderStatus) -> &'static str {
    use OrderStatus as S;
    match (platform, status) {
        (Platform::Taobao, S::Unpaid) => "等待买家付款",
        (Platform::Taobao, S::BalanceUnpaid) => "定金已付尾款未付",
        (Platform::Taobao, S::ToShip) => "买家已付款，等待卖家发货",
        (Platform::Taobao, S::Shipped) => "卖家已发货，等待买家确认",
        (Platform::Taobao, S::Success) => "交易成功",
        (Platform::Taobao, S::Closed) => "交易关闭",
        (_, S::Unpaid) => "待支付",
        (_, S::BalanceUnpaid) => "待付尾款",
        (_, S::ToShip) => "待发货",
        (_, S::Shipped) => "已发货，待收货",
        (_, S::Success) => "已收货",
        (_, S::Closed) => "已取消",
        _ => "",
    }
}

/// Shares what the buyer pays for the goods over the lines by their price.
fn share(lines: &mut [LineFacts], fen: i64, is_paid: bool) {
    let price = |l: &LineFacts| l.price.map_or(0, Money::minor).saturating_mul(l.quantity.unwrap_or(1)).unsigned_abs();
    let weights: Vec<u64> = lines.iter().map(price).collect();
    if is_paid {
        for (line, part) in lines.iter_mut().zip(Money::fen(fen).split(&weights)) {
            line.paid = Some(part);
        }
    }
}

/// A phone that no one has: mobile numbers do not begin 120.
fn phone(dice: &mut Dice) -> String {
    format!("120{}", dice.digits(8))
}

/// An address on a street that is nowhere.
pub(super) fn address(dice: &mut Dice) -> String {
    let (place, street) = (dice.word(&PLACES), dice.word(&STREETS));
    let (house, block, room) =
        (dice.between(1, 188), dice.between(1, 20), dice.between(1, 26) * 100 + dice.between(1, 6));
    format!("{place} {street} {house} 号 {block} 幢 {room}")
}
