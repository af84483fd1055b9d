//! Who may write in: buyers of recent orders, and browsers.

use crate::domain::{OrderStatus, RawText};

use super::super::Dice;
use super::super::engine::Cast;
use super::super::names::{GOODS, nick};
use super::super::script::Need;
use super::orders::address;
use super::{DemoShop, SHOPS};

/// How many buyers and browsers take part: enough for every script, few enough to start at once.
const BUYERS: u64 = 400;
const BROWSERS: u64 = 80;

impl DemoShop {
    /// The customers who may write in while the shop is alive.
    pub fn cast(&self) -> Vec<Cast> {
        let buyers = (0..self.buyers().min(BUYERS)).filter_map(|nth| self.buyer_cast(nth));
        // Chats of the history use the numbers right after the buyers.
        let first = self.buyers() + self.size.chats;
        let browsers = (first..first + BROWSERS).map(|nth| {
            let mut dice = Dice::of(self.seed, 6, nth);
            let good = dice.pick(GOODS).copied().unwrap_or(GOODS[0]);
            let sku = dice.pick(good.skus).copied().unwrap_or(["", ""]);
            Cast {
                peer: nick(nth),
                nick: nick(nth),
                shop: SHOPS[usize::try_from(nth % 3).unwrap_or(0)],
                has: Need::None,
                order: String::new(),
                item: self.words(good.item).into(),
                sku: self.words(sku).into(),
                price: (good.fen / 100).to_string(),
                paid: None,
                address: address(&mut dice),
            }
        });
        buyers.chain(browsers).collect()
    }

    fn buyer_cast(&self, nth: u64) -> Option<Cast> {
        let seed = self.order(nth);
        let case = seed.refund.as_ref().is_some_and(|r| !matches!(r.stage, "done" | "closed"));
        let has = match seed.order.status? {
            _ if case => Need::Case,
            OrderStatus::Unpaid => Need::Unpaid,
            OrderStatus::ToShip => Need::ToShip,
            OrderStatus::Shipped => Need::Shipped,
            OrderStatus::Success => Need::Success,
            _ => return None,
        };
        let nick = RawText::unclean(&seed.order.buyer).to_owned();
        Some(Cast {
            peer: nick.clone(),
            nick,
            shop: seed.shop,
            has,
            order: seed.order.number,
            item: self.words(seed.good.item).into(),
            sku: self.words(seed.sku).into(),
            price: (seed.good.fen / 100).to_string(),
            paid: seed.order.paid,
            address: address(&mut Dice::of(self.seed, 7, nth)),
        })
    }
}
