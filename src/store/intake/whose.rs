//! Whose orders a file holds that does not say: some platforms count the orders of each shop from one, so that the same
//! number in two shops is two orders.

use super::super::engine::{Engine, Result, args, first};
use super::super::search;
use super::super::shops;
use super::told::clear;
use crate::domain::{OrderFacts, Platform, Shop, Span, Time};

/// A time of a platform that names no zone may be read in another zone the next time.
const ZONES: Span = Span::hours(26);

/// What a shop's orders say to those of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The shop.
    pub shop: Shop,
    /// Numbers that are the same order in both.
    pub agree: usize,
    /// Numbers that are another order there.
    pub differ: usize,
}

/// How each shop of a platform stands to these orders, oldest shop first.
pub fn whose<'f>(
    db: &dyn Engine,
    platform: Platform,
    facts: impl Iterator<Item = &'f OrderFacts>,
) -> Result<Vec<Standing>> {
    let mut all: Vec<Standing> = shops::all(db)?
        .into_iter()
        .filter(|shop| shop.platform == platform)
        .map(|shop| Standing { shop, agree: 0, differ: 0 })
        .collect();
    for facts in facts {
        for standing in &mut all {
            let known = first(
                db,
                "SELECT created_at, buyer FROM orders WHERE number = $1 AND shop_id = $2 AND created_at IS NOT NULL",
                args![&facts.number, standing.shop.id],
                |row| Ok((row.int(0)?, row.text(1)?.to_owned())),
            )?;
            match known {
                Some((at, buyer)) if is_another(facts, Time::from_ms(at), &buyer) => standing.differ += 1,
                Some(_) => standing.agree += 1,
                None => {}
            }
        }
    }
    Ok(all)
}

/// True when an order of the same number was placed at another time: days apart, or at any other time by somebody else.
pub(super) fn is_another(facts: &OrderFacts, at: Time, buyer: &str) -> bool {
    let Some(told) = facts.created_at else { return false };
    let apart = told.since(at).abs();
    let (one, other) = (search::key(clear(buyer)), search::key(clear(facts.buyer.unclean())));
    apart > ZONES || (apart > Span::ZERO && !one.is_empty() && !other.is_empty() && one != other)
}
