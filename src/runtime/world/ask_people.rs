//! Reads of a customer's card.

use crate::app::msg::Whose;
use crate::domain::card::Card;
use crate::domain::{CustomerId, Order, Problem};
use crate::store::{Engine, conversations, customers, orders};

/// The card; nothing when there is nobody of this id.
pub(super) fn card(db: &dyn Engine, whose: Whose) -> Result<Option<Box<Card>>, Problem> {
    let found = match whose {
        Whose::Customer(id) => customers::card(db, id),
        Whose::Buyer(id) => {
            let Some(order) = orders::by_id(db, id)? else { return Ok(None) };
            match account(db, &order)? {
                Some(id) => customers::card(db, id),
                None => customers::card_of_buyer(db, &order),
            }
        }
    };
    match found {
        Ok(card) => Ok(Some(Box::new(card))),
        Err(Problem::NotFound { .. }) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The account of an order's buyer, where there is one.
pub(super) fn account(db: &dyn Engine, order: &Order) -> Result<Option<CustomerId>, Problem> {
    if order.customer.is_some() {
        return Ok(order.customer);
    }
    if let Some(chat) = conversations::of_order(db, order.id, 1)?.into_iter().next() {
        return Ok(Some(chat.customer));
    }
    customers::of_buyer(db, order)
}
