//! What couriers ask for parcels: for the costs of a month and of a refund.

use super::super::engine::{Engine, Result, Row, args, first, list, number};
use super::super::intake::Outcome;
use super::super::rows::Cols;
use super::Telling;
use crate::domain::product::BillFacts;
use crate::domain::{Currency, Money, OrderId, SafeText, Time};

/// One line of a courier's bill.
#[derive(Clone, PartialEq, Debug)]
pub struct Bill {
    /// The waybill's number.
    pub number: String,
    /// What it is asked for; empty for plain freight.
    pub fee: SafeText,
    /// The courier.
    pub carrier: SafeText,
    /// How much.
    pub amount: Money,
    /// The weight charged, in grams.
    pub grams: Option<i64>,
    /// When.
    pub billed_at: Option<Time>,
}

/// The bills of an order's parcels.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Bill>> {
    list(
        db,
        "SELECT number, fee, carrier, currency, amount, grams, billed_at FROM courier_bills \
         WHERE number IN (SELECT number FROM order_tracking WHERE order_id = $1) ORDER BY number, fee",
        args![order],
        read,
    )
}

/// What couriers asked for in all from `from` up to `to`, in minor units of a currency, and for how many parcels.
pub fn sum(db: &dyn Engine, from: Time, to: Time, currency: Currency) -> Result<(Money, i64)> {
    let asked = "SELECT sum(amount) FROM courier_bills WHERE billed_at >= $1 AND billed_at < $2 AND currency = $3";
    let parcels =
        "SELECT count(DISTINCT number) FROM courier_bills WHERE billed_at >= $1 AND billed_at < $2 AND currency = $3";
    let within = args![from, to, currency.code()];
    Ok((Money::new(number(db, asked, within)?, currency), number(db, parcels, within)?))
}

pub(super) fn take(db: &dyn Engine, telling: &Telling<'_>, facts: &BillFacts) -> Result<Outcome> {
    let fee = SafeText::line(facts.fee.unclean());
    let at = facts.billed_at;
    let old = first(
        db,
        "SELECT amount, grams, billed_at FROM courier_bills WHERE number = $1 AND fee = $2",
        args![&facts.number, &fee],
        |row| Ok((row.int(0)?, row.opt_int(1)?, row.opt_int(2)?)),
    )?;
    let outcome = match old {
        Some((amount, grams, billed)) => {
            let same = amount == facts.amount.minor();
            if same && (facts.grams.is_none() || facts.grams == grams) && (at.is_none() || at.map(Time::ms) == billed) {
                return Ok(Outcome::Unchanged);
            }
            // Two different sums for one parcel on one day: the first stays, and somebody asks the courier.
            if !same && at.map(Time::ms) <= billed {
                return Ok(Outcome::Conflicting);
            }
            Outcome::Updated
        }
        None => Outcome::Inserted,
    };
    db.run(
        "INSERT INTO courier_bills (number, fee, carrier, amount, currency, grams, billed_at, place, source, seen_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (number, fee) DO UPDATE SET amount = $4, \
         carrier = CASE WHEN $3 = '' THEN courier_bills.carrier ELSE $3 END, grams = COALESCE($6, courier_bills.grams), \
         billed_at = COALESCE($7, courier_bills.billed_at), source = $9, seen_at = $10",
        args![
            &facts.number,
            &fee,
            &SafeText::line(facts.carrier.unclean()),
            facts.amount.minor(),
            facts.amount.currency().code(),
            facts.grams,
            at,
            &SafeText::line(facts.place.unclean()),
            telling.source,
            telling.now
        ],
    )?;
    Ok(outcome)
}

fn read(row: &dyn Row) -> Result<Bill> {
    let mut c = Cols::new(row);
    let (number, fee, carrier, currency) = (c.string()?, c.line()?, c.line()?, c.currency()?);
    let amount = Money::new(c.int()?, currency);
    Ok(Bill { number, fee, carrier, amount, grams: c.opt_int()?, billed_at: c.opt_time()? })
}
