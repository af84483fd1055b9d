//! What is done with people: marks, several accounts as one person, and what buyers are told we are called.

use super::act::Told;
use super::ask_people::account;
use super::basis::Basis;
use crate::app::msg::{Done, WhichShop, Whose};
use crate::domain::customer::Marking;
use crate::domain::{CustomerId, Platform, Problem, RawText, SafeText};
use crate::store::{Engine, agents, audit, customers, orders, shops, write};

/// Sets marks.
pub(super) fn mark(basis: &Basis, db: &dyn Engine, whose: Whose, set: &Marking) -> Told {
    write(db, || customers::mark(db, &basis.by(), id_of(basis, db, whose)?, set).map(drop))?;
    Ok(Done::Marked)
}

/// Says that a customer and an account on a platform are one person.
pub(super) fn merge(basis: &Basis, db: &dyn Engine, whose: Whose, platform: Platform, nick: &SafeText) -> Told {
    write(db, || {
        let into = id_of(basis, db, whose)?;
        let other = customers::resolve(db, &format!("{}:{nick}", platform.code()))?;
        customers::merge(db, &basis.by(), into, other).map(drop)
    })?;
    Ok(Done::Merged)
}

/// Takes an account out of its person.
pub(super) fn unmerge(basis: &Basis, db: &dyn Engine, id: CustomerId) -> Told {
    customers::unmerge(db, &basis.by(), id)?;
    Ok(Done::Unmerged)
}

/// Says what buyers are told a shop is called; the shop of a platform of which none is known is made.
pub(super) fn name_shop(basis: &Basis, db: &dyn Engine, which: WhichShop, name: &str) -> Told {
    write(db, || {
        let id = match which {
            WhichShop::Known(id) => id,
            WhichShop::Of(platform) => shops::ensure(db, platform, "", "", basis.zone, basis.now())?.id,
        };
        shops::call(db, id, name)?;
        audit::add(db, &basis.by(), Some(&basis.os_user), "name", ("shop", &id.to_string()), name)
    })?;
    Ok(Done::ShopNamed)
}

/// Says what buyers are told the agent is called.
pub(super) fn name_me(basis: &Basis, db: &dyn Engine, name: &str) -> Told {
    write(db, || {
        agents::rename(db, basis.me.id, name)?;
        audit::add(db, &basis.by(), Some(&basis.os_user), "name", ("agent", &basis.me.id.to_string()), name)
    })?;
    Ok(Done::MeNamed)
}

/// The account; made for a buyer who so far only stands in orders.
fn id_of(basis: &Basis, db: &dyn Engine, whose: Whose) -> Result<CustomerId, Problem> {
    match whose {
        Whose::Customer(id) => Ok(id),
        Whose::Buyer(id) => {
            let order = orders::expect(db, id)?;
            match account(db, &order)? {
                Some(id) => Ok(id),
                None => {
                    let nick = RawText::new(order.buyer.as_str());
                    customers::ensure(db, order.platform, &order.buyer, &nick, basis.now())
                }
            }
        }
    }
}
