//! A query's filters with everything looked up: shops by id, ages as instants.

use super::orders::{CaseTest, OrderQuery, OrderTest, QueryFault};
use super::vocabulary::fold;
use crate::domain::id::ShopId;
use crate::domain::order::{Flag, Order, OrderStatus};
use crate::domain::platform::Shop;
use crate::domain::safe_text::SafeText;
use crate::domain::time::Time;

/// The filters of a query with everything looked up; nothing is asked where a field is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrderWants {
    /// Only these.
    pub statuses: Option<Vec<OrderStatus>>,
    /// Only these.
    pub flags: Option<Vec<Flag>>,
    /// Only these.
    pub shops: Option<Vec<ShopId>>,
    /// About their cases; all must hold.
    pub cases: Vec<CaseTest>,
    /// About steps to be done on the platform; all must hold.
    pub steps: Vec<bool>,
    /// Placed at that instant or later.
    pub since: Option<Time>,
    /// Placed at that instant or before.
    pub until: Option<Time>,
}

impl OrderWants {
    /// True when every order passes.
    pub fn is_empty(&self) -> bool {
        *self == OrderWants::default()
    }
    /// True when no order can pass.
    pub fn is_void(&self) -> bool {
        let none = |all: Option<usize>| all == Some(0);
        none(self.statuses.as_ref().map(Vec::len))
            || none(self.flags.as_ref().map(Vec::len))
            || none(self.shops.as_ref().map(Vec::len))
            || self.since.zip(self.until).is_some_and(|(since, until)| since > until)
    }
    /// True when the order passes what its own row can tell: all but its cases.
    pub fn holds(&self, order: &Order) -> bool {
        let placed = order.created_at;
        self.statuses.as_ref().is_none_or(|all| all.contains(&order.status))
            && self.flags.as_ref().is_none_or(|all| all.contains(&order.flag))
            && self.shops.as_ref().is_none_or(|all| all.contains(&order.shop))
            && self.steps.iter().all(|pending| *pending == order.our_step.is_some())
            && self.since.is_none_or(|since| placed.is_some_and(|at| at >= since))
            && self.until.is_none_or(|until| placed.is_some_and(|at| at <= until))
    }
}

impl OrderQuery {
    /// The filters with shops by id and ages as instants. Fails when no shop has a name that was asked for.
    pub fn resolve(&self, shops: &[Shop], now: Time) -> Result<OrderWants, QueryFault> {
        let mut wants = OrderWants::default();
        for test in &self.tests {
            match test {
                OrderTest::Status(all) => narrow(&mut wants.statuses, all),
                OrderTest::Flag(all) => narrow(&mut wants.flags, all),
                OrderTest::Platform(all) => {
                    let of: Vec<ShopId> = shops.iter().filter(|s| all.contains(&s.platform)).map(|s| s.id).collect();
                    narrow(&mut wants.shops, &of);
                }
                OrderTest::Shop(names) => {
                    let mut ids = Vec::new();
                    for name in names {
                        ids.extend(shops_named(shops, name)?);
                    }
                    narrow(&mut wants.shops, &ids);
                }
                OrderTest::Case(case) => wants.cases.push(*case),
                OrderTest::Step(pending) => wants.steps.push(*pending),
                OrderTest::Over(span) => {
                    let at = now.minus(*span);
                    wants.until = Some(wants.until.map_or(at, |until: Time| until.min(at)));
                }
                OrderTest::Under(span) => {
                    let at = now.minus(*span);
                    wants.since = Some(wants.since.map_or(at, |since: Time| since.max(at)));
                }
            }
        }
        Ok(wants)
    }
}

fn narrow<T: PartialEq + Clone>(kept: &mut Option<Vec<T>>, to: &[T]) {
    let now = kept.take();
    *kept = Some(to.iter().filter(|value| now.as_ref().is_none_or(|now| now.contains(value))).cloned().collect());
}

/// The shops of a name: the whole name, else a part of it, else the tag.
fn shops_named(shops: &[Shop], name: &str) -> Result<Vec<ShopId>, QueryFault> {
    let wanted = fold(name);
    let tests: [&dyn Fn(&Shop) -> bool; 3] = [
        &|shop| fold(&shop.name) == wanted || fold(&shop.called) == wanted,
        &|shop| fold(&shop.name).contains(&wanted) || fold(&shop.called).contains(&wanted),
        &|shop| fold(&shop.tag) == wanted,
    ];
    for test in tests {
        let found: Vec<ShopId> = shops.iter().filter(|shop| test(shop)).map(|shop| shop.id).collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Err(QueryFault::NoShop(SafeText::line(name), shops.iter().map(|shop| shop.name.clone()).collect()))
}
