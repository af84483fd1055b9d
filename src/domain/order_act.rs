//! Acts on an order that are carried out outside kefu: on the platform's page, in the warehouse, by the courier.
//!
//! kefu notes them as intentions. An intention never changes the order or stops a clock: it is listed until a person
//! says that it is done, or an import shows it.

pub mod address;
mod limit;

pub use limit::{ActLimits, FlagRow, Giver, Word, flag_names_unknown, flag_words};

use super::aftersale::coded::coded;
use super::facts::OrderFacts;
use super::id::{AgentId, OrderId, OrderLineId};
use super::money::Money;
use super::order::{Order, OrderStatus};
use super::platform::Platform;
use super::safe_text::SafeText;
use super::time::Time;

coded! {
    /// What is done with an order.
    OrderAct {
        /// 插旗
        Flag = "flag",
        /// 卖家备注
        Memo = "memo",
        /// 改地址
        ChangeAddress = "change_address",
        /// 改数量
        ChangeQuantity = "change_quantity",
        /// 改规格
        ChangeSku = "change_sku",
        /// 改价
        Reprice = "reprice",
        /// 取消订单
        Cancel = "cancel",
        /// 截单: stop it in the warehouse.
        HoldShipment = "hold_shipment",
        /// 拦截: stop it at the courier.
        Intercept = "intercept",
        /// 赠品
        Gift = "gift",
        /// 价保
        PriceGuard = "price_guard",
        /// 开发票
        Invoice = "invoice",
    }
}

coded! {
    /// How far an act has come.
    IntentState {
        /// Noted, still to be done on the platform.
        ToDo = "to_do_on_platform",
        /// Asked for; the warehouse or the courier has not said whether it worked.
        Asked = "asked",
        /// Done.
        Done = "done",
        /// 截单 or 拦截 worked.
        Confirmed = "confirmed",
        /// It did not work.
        Failed = "failed",
    }
}

/// An act on an order, noted.
#[derive(Clone, PartialEq, Debug)]
pub struct Intention {
    /// Its id.
    pub id: i64,
    /// Of which order.
    pub order: OrderId,
    /// Of which line, when it is about one.
    pub line: Option<OrderLineId>,
    /// What.
    pub act: OrderAct,
    /// How far it has come.
    pub state: IntentState,
    /// What stands there now.
    pub old: SafeText,
    /// What shall stand there.
    pub new: SafeText,
    /// Why.
    pub reason: SafeText,
    /// How much money goes to the buyer by it.
    pub amount: Option<Money>,
    /// Who noted it.
    pub agent: Option<AgentId>,
    /// Who agreed to the amount, where that was needed.
    pub second: Option<AgentId>,
    /// When.
    pub at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// True when an import showed that it was done.
    pub by_import: bool,
    /// Rises with every change.
    pub version: i64,
}

impl Intention {
    /// True while somebody still has to do something.
    pub const fn is_pending(&self) -> bool {
        matches!(self.state, IntentState::ToDo | IntentState::Asked)
    }
}

/// An act about to be noted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAct {
    /// What.
    pub act: OrderAct,
    /// Of which line, when it is about one.
    pub line: Option<OrderLineId>,
    /// What shall stand there: an address, a quantity, a SKU, a price, a gift, an invoice title.
    pub new: String,
    /// Why.
    pub reason: String,
    /// What a gift is worth, where that is said.
    pub worth: Option<Money>,
}

/// Why an act is not possible now.
#[derive(Clone, PartialEq, Debug)]
pub enum ActRefusal {
    /// The parcel has left: it can only be intercepted.
    Shipped,
    /// It is not shipped: it is held in the warehouse instead.
    NotShipped,
    /// It was signed for.
    Signed,
    /// It is paid: the price is fixed.
    Paid,
    /// It is not paid.
    NotPaid,
    /// It is closed.
    Closed,
    /// The same is noted already and not done.
    Noted,
    /// It needs words: what, or why.
    Nothing,
    /// It is not an amount, or not one that can be.
    NotAnAmount,
    /// It is not a number of pieces.
    NotAQuantity,
    /// It is as it is.
    Same,
    /// More than this role may give; so much is allowed.
    OverLimit {
        /// The most that is allowed to this role.
        most: Money,
    },
    /// The second person is the same one, or may not give so much either.
    NotSecond {
        /// How much.
        asked: Money,
    },
}

impl OrderAct {
    /// The state it begins in on a platform: where kefu can set it itself it needs no second step.
    pub const fn begins(self) -> IntentState {
        match self {
            OrderAct::HoldShipment | OrderAct::Intercept => IntentState::Asked,
            _ => IntentState::ToDo,
        }
    }
    /// The states it can end in.
    pub const fn ends(self) -> &'static [IntentState] {
        match self {
            OrderAct::HoldShipment | OrderAct::Intercept => &[IntentState::Confirmed, IntentState::Failed],
            _ => &[IntentState::Done, IntentState::Failed],
        }
    }
    /// True for what needs words on what shall stand there.
    pub const fn needs_new(self) -> bool {
        !matches!(self, OrderAct::Cancel | OrderAct::HoldShipment | OrderAct::Intercept)
    }
    /// True for what needs a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(
            self,
            OrderAct::Cancel | OrderAct::Reprice | OrderAct::PriceGuard | OrderAct::HoldShipment | OrderAct::Intercept
        )
    }
    /// True for what may be noted several times on one order.
    const fn repeats(self) -> bool {
        matches!(self, OrderAct::Memo | OrderAct::Gift)
    }
    /// True for what leaves a mark for those who pack: it goes with a red flag.
    pub const fn concerns_packing(self) -> bool {
        matches!(
            self,
            OrderAct::ChangeAddress
                | OrderAct::ChangeQuantity
                | OrderAct::ChangeSku
                | OrderAct::Cancel
                | OrderAct::HoldShipment
                | OrderAct::Gift
        )
    }
    /// True where a person has to do it on the platform's own page: everything there, on a platform kefu cannot write
    /// to; only flag and memo are kefu's own elsewhere.
    pub const fn is_done_outside(self, platform: Platform) -> bool {
        platform.is_closed() || !matches!(self, OrderAct::Flag | OrderAct::Memo)
    }

    /// Says whether it is possible on an order as it stands, beside what is pending on it.
    pub fn check(self, order: &Order, pending: &[Intention], line: Option<OrderLineId>) -> Result<(), ActRefusal> {
        let shipped = matches!(order.status, OrderStatus::Shipped | OrderStatus::Success) || order.shipped_at.is_some();
        let part = order.status == OrderStatus::PartShipped;
        let refusal = match self {
            OrderAct::Flag | OrderAct::Memo => None,
            OrderAct::Invoice | OrderAct::PriceGuard if order.status.is_unpaid() => Some(ActRefusal::NotPaid),
            OrderAct::Invoice | OrderAct::PriceGuard => None,
            _ if order.status == OrderStatus::Closed => Some(ActRefusal::Closed),
            OrderAct::Reprice if !order.status.is_unpaid() => Some(ActRefusal::Paid),
            OrderAct::Reprice => None,
            OrderAct::Intercept if order.signed_at.is_some() || order.status == OrderStatus::Success => {
                Some(ActRefusal::Signed)
            }
            OrderAct::Intercept if !shipped && !part => Some(ActRefusal::NotShipped),
            OrderAct::Intercept => None,
            OrderAct::HoldShipment if order.status.is_unpaid() => Some(ActRefusal::NotPaid),
            _ if shipped && !part => Some(ActRefusal::Shipped),
            _ => None,
        };
        match refusal {
            Some(refusal) => Err(refusal),
            None if !self.repeats() && pending.iter().any(|p| p.is_pending() && p.act == self && p.line == line) => {
                Err(ActRefusal::Noted)
            }
            None => Ok(()),
        }
    }
}

/// A checked act, as it is noted.
#[derive(Clone, PartialEq, Debug)]
pub struct Checked {
    /// What stands there.
    pub old: String,
    /// What shall.
    pub new: String,
    /// How much it gives away.
    pub amount: Option<Money>,
    /// On whose word, where it gives something away.
    pub word: Option<Word>,
}

impl NewAct {
    /// Checks an act on an order and makes it what is noted. One that gives away more than `by` may alone wants a second
    /// person.
    ///
    /// `line` is the quantity and the SKU of the line it is about.
    pub fn on(
        &self,
        order: &Order,
        line: Option<(i64, &str)>,
        pending: &[Intention],
        by: Giver<'_>,
        limits: &ActLimits,
    ) -> Result<Checked, ActRefusal> {
        self.act.check(order, pending, self.line)?;
        let (new, reason) = (self.new.trim(), self.reason.trim());
        if (self.act.needs_new() && new.is_empty()) || (self.act.needs_reason() && reason.is_empty()) {
            return Err(ActRefusal::Nothing);
        }
        let parse = |text: &str| Money::parse(text, order.currency).map_err(|_| ActRefusal::NotAnAmount);
        let mut word = None;
        let (old, new, amount) = match self.act {
            OrderAct::Flag => (order.flag.code().to_owned(), new.to_owned(), None),
            OrderAct::Memo | OrderAct::Invoice => (String::new(), new.to_owned(), None),
            OrderAct::Gift => {
                if self.worth.is_some_and(|worth| worth.minor() <= 0 || worth.currency() != order.currency) {
                    return Err(ActRefusal::NotAnAmount);
                }
                (String::new(), new.to_owned(), self.worth)
            }
            OrderAct::ChangeAddress => (order.address.to_string(), new.to_owned(), None),
            OrderAct::ChangeSku => (line.map(|(_, sku)| sku.to_owned()).unwrap_or_default(), new.to_owned(), None),
            OrderAct::ChangeQuantity => {
                let wanted: i64 = new.parse().map_err(|_| ActRefusal::NotAQuantity)?;
                if !(1..=100_000).contains(&wanted) {
                    return Err(ActRefusal::NotAQuantity);
                }
                (line.map_or(order.pieces, |(quantity, _)| quantity).to_string(), wanted.to_string(), None)
            }
            OrderAct::Reprice => {
                let (was, wanted) = (order.payable.ok_or(ActRefusal::NotAnAmount)?, parse(new)?);
                let less = was.minus(wanted).map_err(|_| ActRefusal::NotAnAmount)?;
                word = Some(limits.reprice(by, was, less)?).filter(|_| less.minor() > 0);
                (was.to_string(), wanted.to_string(), (less.minor() > 0).then_some(less))
            }
            OrderAct::PriceGuard => {
                let (paid, back) = (order.paid.ok_or(ActRefusal::NotPaid)?, parse(new)?);
                if back.minor() <= 0 || back.minor() > paid.minor() {
                    return Err(ActRefusal::NotAnAmount);
                }
                word = Some(limits.price_guard(by, paid, back)?);
                (paid.to_string(), back.to_string(), Some(back))
            }
            OrderAct::Cancel | OrderAct::HoldShipment | OrderAct::Intercept => (String::new(), new.to_owned(), None),
        };
        let changes = matches!(self.act, OrderAct::ChangeQuantity | OrderAct::ChangeSku | OrderAct::ChangeAddress)
            || matches!(self.act, OrderAct::Reprice);
        if changes && old == new {
            return Err(ActRefusal::Same);
        }
        Ok(Checked { old, new, amount, word })
    }
}

/// True when what an import tells of an order shows that an intention was carried out.
pub fn shows_done(told: &OrderFacts, intention: &Intention) -> bool {
    let new = intention.new.as_str();
    match intention.act {
        OrderAct::Memo => !new.is_empty() && told.memo.unclean().contains(new),
        OrderAct::Flag => told.flag.is_some_and(|flag| flag.code() == new),
        OrderAct::Cancel | OrderAct::HoldShipment => told.status == Some(OrderStatus::Closed),
        OrderAct::Reprice => told.payable.is_some_and(|payable| payable.to_string() == new),
        OrderAct::ChangeAddress => address::is_same(told.address.unclean(), new),
        _ => false,
    }
}
