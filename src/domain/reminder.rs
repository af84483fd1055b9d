//! Reminders and notices: when a buyer may be written to about an order, and why not.
//!
//! Every kind goes by the same engine: beats counted from an event, stop rules before them, quiet hours that move a
//! beat earlier, and a limit on what one buyer hears from us.

mod facts;
mod plan;
mod quiet;
#[cfg(test)]
mod tests;

pub use facts::{ReminderFacts, Skip, is_old};
pub use plan::{Plan, Reminders, Rhythm};
pub use quiet::QuietHours;

use super::aftersale::OrderClock;
use super::aftersale::coded::coded;
use super::order::OrderStatus;

coded! {
    /// What a buyer is written to about.
    #[derive(Default)]
    ReminderKind {
        /// 催付: the order is not paid.
        #[default]
        Payment = "payment",
        /// The balance of a pre-sale is not paid.
        Balance = "balance",
        /// It was shipped.
        Shipped = "shipped",
        /// It was signed for: is anything damaged?
        Received = "received",
        /// It was signed for and is not confirmed.
        Confirm = "confirm",
        /// It may be reviewed.
        Review = "review",
        /// 询单未下单: asked, answered, nothing ordered.
        Inquiry = "inquiry",
    }
}

impl ReminderKind {
    /// The deadline of an order that ends the time for it; none for what has no end of its own.
    pub const fn ends_by(self) -> Option<OrderClock> {
        match self {
            ReminderKind::Payment => Some(OrderClock::Unpaid),
            ReminderKind::Confirm => Some(OrderClock::Receipt),
            ReminderKind::Review => Some(OrderClock::ReviewWindow),
            ReminderKind::Balance | ReminderKind::Shipped | ReminderKind::Received | ReminderKind::Inquiry => None,
        }
    }
    /// True for an order that stands so that this may be written about it. An inquiry has no order.
    pub const fn fits(self, status: OrderStatus) -> bool {
        match self {
            ReminderKind::Payment => matches!(status, OrderStatus::Unpaid | OrderStatus::DepositUnpaid),
            ReminderKind::Balance => matches!(status, OrderStatus::BalanceUnpaid),
            ReminderKind::Shipped => matches!(status, OrderStatus::Shipped | OrderStatus::PartShipped),
            ReminderKind::Received | ReminderKind::Confirm => matches!(status, OrderStatus::Shipped),
            ReminderKind::Review => matches!(status, OrderStatus::Success),
            ReminderKind::Inquiry => false,
        }
    }
    /// The kind that asks for the money an order still waits for.
    pub const fn for_money(status: OrderStatus) -> Option<Self> {
        match status {
            OrderStatus::Unpaid | OrderStatus::DepositUnpaid => Some(ReminderKind::Payment),
            OrderStatus::BalanceUnpaid => Some(ReminderKind::Balance),
            _ => None,
        }
    }
}
