//! What came of reminders: paid within a day, or not; worked out when an import or a live source shows it.

use super::super::engine::{Engine, Result, args, list, number, write};
use super::super::rows::Cols;
use crate::domain::reminder::ReminderKind;
use crate::domain::{OrderId, SafeText, Span, Time};

/// A payment within this time is the reminder's.
const CREDITED: Span = Span::hours(24);
/// Older reminders are not looked at again: an order does not stay unpaid so long.
const LOOKED_AT: Span = Span::days(45);

/// Records the outcome of every reminder to pay an order (or any order) that has none yet: `paid` when the money came
/// within 24 hours of it, `paid_later` or `closed` otherwise. Says how many were recorded.
pub fn settle(db: &dyn Engine, order: Option<OrderId>, now: Time) -> Result<usize> {
    write(db, || {
        let these = if order.is_some() { "order_id = $4" } else { "$4 IS NULL" };
        let done = db.run(
            &format!("UPDATE reminders SET outcome_at = $1, version = version + 1, outcome = \
             (SELECT CASE WHEN o.paid_at IS NULL THEN 'closed' WHEN o.paid_at <= reminders.at + $2 THEN 'paid' \
              ELSE 'paid_later' END FROM orders o WHERE o.id = reminders.order_id) \
             WHERE outcome IS NULL AND kind IN ('payment', 'balance') AND at > $3 AND {these} AND order_id IN \
             (SELECT o.id FROM orders o WHERE o.id = reminders.order_id AND ((o.paid_at >= reminders.at AND \
              o.status IN ('to_ship', 'part_shipped', 'shipped', 'success')) OR (o.status = 'closed' AND o.paid_at IS NULL)))"),
            args![now, CREDITED.ms(), now.minus(LOOKED_AT), order],
        )?;
        Ok(done)
    })
}

/// The outcome of every reminder of an order, oldest first: when it was given, of what kind, and what came of it.
pub fn answered(db: &dyn Engine, order: OrderId) -> Result<Vec<(Time, ReminderKind, Option<SafeText>)>> {
    list(db, "SELECT at, kind, outcome FROM reminders WHERE order_id = $1 ORDER BY at, id", args![order], |row| {
        let mut c = Cols::new(row);
        Ok((c.time()?, c.code("reminder", ReminderKind::parse)?, c.opt_clean()?))
    })
}

/// How many reminders to pay were given since an instant, and how many of them were followed by the money.
pub fn tally(db: &dyn Engine, since: Time) -> Result<(i64, i64)> {
    let given =
        number(db, "SELECT count(*) FROM reminders WHERE kind IN ('payment', 'balance') AND at >= $1", args![since])?;
    let paid = number(
        db,
        "SELECT count(*) FROM reminders WHERE kind IN ('payment', 'balance') AND outcome = 'paid' AND at >= $1",
        args![since],
    )?;
    Ok((given, paid))
}
