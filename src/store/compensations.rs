//! Money to buyers beside refunds: noted within the limits, then paid out on the platform.

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::audit;
use super::engine::{Arg, Engine, Result, Row, args, first, list, number};
use super::orders::note_event;
use super::rows::{Cols, missing};
use crate::domain::aftersale::compensation::{Compensation, CompensationKind, CompensationState, GivenBefore};
use crate::domain::{
    AgentId, By, CaseId, CompensationId, Currency, CustomerId, Money, OrderId, Problem, SafeText, Time,
};

const COLUMNS: &str = "id, order_id, case_id, customer_id, kind, reason, currency, amount, state, agent_id, second_id, at, \
     paid_at, version";

/// What a new one is made of.
#[derive(Clone, Debug)]
pub struct NewCompensation<'a> {
    /// The order.
    pub order: OrderId,
    /// The case, when there is one.
    pub case: Option<CaseId>,
    /// The buyer, where known.
    pub customer: Option<CustomerId>,
    /// What it is for.
    pub kind: CompensationKind,
    /// Why, in words.
    pub reason: &'a str,
    /// How much.
    pub amount: Money,
    /// What an order and a day may have in all; nothing when the lead decides.
    pub limits: Option<(Money, Money)>,
    /// Who agreed to it, when that was needed.
    pub second: Option<AgentId>,
}

fn read(row: &dyn Row) -> Result<Compensation> {
    let mut c = Cols::new(row);
    let (id, order) = (CompensationId::new(c.int()?), OrderId::new(c.int()?));
    let (case, customer) = (c.opt_int()?.map(CaseId::new), c.opt_int()?.map(CustomerId::new));
    let kind = c.code("compensation", CompensationKind::parse)?;
    let reason = c.clean()?;
    let currency = c.currency()?;
    Ok(Compensation {
        id,
        order,
        case,
        customer,
        kind,
        reason,
        amount: Money::new(c.int()?, currency),
        state: c.code("state", CompensationState::parse)?,
        by: c.agent()?,
        second: c.agent()?,
        at: c.time()?,
        paid_at: c.opt_time()?,
        version: c.int()?,
    })
}

/// What was given before, for `order` and by whoever acts on the day of `by`.
pub fn given_before(
    db: &dyn Engine,
    by: &By,
    order: OrderId,
    kind: CompensationKind,
    currency: Currency,
) -> Result<GivenBefore> {
    let same = number(
        db,
        "SELECT count(*) FROM compensations WHERE order_id = $1 AND kind = $2 AND state <> 'withdrawn'",
        args![order, kind.code()],
    )?;
    let code = currency.code();
    let of_order = "SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE order_id = $1 AND currency = $2";
    let of_day = "SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE day = $1 AND COALESCE(agent_id, 0) = COALESCE($2, 0) \
                  AND currency = $3";
    Ok(GivenBefore {
        order: Money::new(number(db, of_order, args![order, code])?, currency),
        day: Money::new(number(db, of_day, args![&by.shift, by.agent, code])?, currency),
        same_kind: same > 0,
    })
}

/// What an order and a day may be given in all, as the statement compares it: nothing when a lead decides.
pub(super) const WITHIN: &str = "($13 IS NULL OR $8 + (SELECT COALESCE(sum(g.amount), 0) FROM given_beside g WHERE \
     g.order_id = $2 AND g.currency = $7) <= $13) AND ($14 IS NULL OR $8 + (SELECT COALESCE(sum(g.amount), 0) \
     FROM given_beside g WHERE g.day = $11 AND g.agent_id = $9 AND g.currency = $7) <= $14)";

/// That somebody gave so much meanwhile that the limits are reached: who gave something on the order last, else the agent
/// themselves on that day.
pub(super) fn reached(db: &dyn Engine, by: &By, order: OrderId) -> Result<Problem> {
    let last = first(
        db,
        "SELECT agent_id FROM given_beside WHERE order_id = $1 ORDER BY at DESC LIMIT 1",
        args![order],
        |row| row.opt_int(0),
    )?;
    let who = last.flatten().map(AgentId::new).or(by.agent);
    Ok(Problem::Changed { by: name_of(db, who)? })
}

/// Takes back that a compensation was withdrawn, or a gift failed: who gave something since, where the limits do not hold
/// both.
pub(super) fn blocks_undo(db: &dyn Engine, table: &str, id: i64) -> Result<Option<SafeText>> {
    let sql = match table {
        "compensations" => {
            "SELECT order_id, currency, amount, per_order, per_day, agent_id, day FROM compensations \
             WHERE id = $1 AND state = 'withdrawn' AND second_id IS NULL AND per_order IS NOT NULL"
        }
        _ => {
            "SELECT order_id, currency, amount, per_order, per_day, agent_id, day FROM order_intentions \
             WHERE id = $1 AND state = 'failed' AND approved_by IS NULL AND per_order IS NOT NULL"
        }
    };
    let over = first(
        db,
        &format!(
            "SELECT g.agent_id FROM ({sql}) t JOIN given_beside g ON g.order_id = t.order_id OR (g.day = t.day AND g.agent_id = \
             t.agent_id) WHERE t.amount + (SELECT COALESCE(sum(o.amount), 0) FROM given_beside o WHERE o.order_id = t.order_id \
             AND o.currency = t.currency) > t.per_order OR t.amount + (SELECT COALESCE(sum(d.amount), 0) FROM given_beside d \
             WHERE d.day = t.day AND d.agent_id = t.agent_id AND d.currency = t.currency) > t.per_day ORDER BY g.at DESC LIMIT 1"
        ),
        args![id],
        |row| row.opt_int(0),
    )?;
    over.map(|who| name_of(db, who.map(AgentId::new))).transpose()
}

/// Notes one, to be paid out. The statement itself compares it with the limits.
///
/// # Errors
/// [`Problem::Changed`] when somebody gave as much meanwhile that the limits are reached.
pub fn add(db: &dyn Engine, by: &By, new: &NewCompensation<'_>) -> Result<Compensation> {
    acts::bulk(db, by, || {
        let id = CompensationId::new(db.next_id()?);
        let (per_order, per_day) = match new.limits {
            Some((order, day)) => (Some(order.minor()), Some(day.minor())),
            None => (None, None),
        };
        let kept = db.run(
            &format!(
                "INSERT INTO compensations (id, order_id, case_id, customer_id, kind, reason, currency, amount, state, agent_id, \
                 second_id, day, at, per_order, per_day) SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'to_do_on_platform', $9, $10, \
                 $11, $12, $13, $14 WHERE {WITHIN}"
            ),
            args![
                id,
                new.order,
                new.case,
                new.customer,
                new.kind.code(),
                new.reason,
                new.amount.currency().code(),
                new.amount.minor(),
                by.agent,
                new.second,
                &by.shift,
                by.at,
                per_order,
                per_day
            ],
        )?;
        if kept == 0 {
            return Err(reached(db, by, new.order)?);
        }
        let detail = format!("{} {}", new.kind.code(), new.amount);
        if let Some(second) = new.second {
            audit::add(db, by, None, "approve", ("compensation", &id.to_string()), &format!("{detail} {second}"))?;
        }
        note_event(db, by, new.order, "compensation", &detail)?;
        acts::record(db, by, "compensation", ("compensations", id.raw(), 1), Inverse::Remove)?;
        expect(db, id)
    })
}

/// The one of an id, or [`Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: CompensationId) -> Result<Compensation> {
    first(db, &format!("SELECT {COLUMNS} FROM compensations WHERE id = $1"), args![id], read)?
        .ok_or_else(|| missing("compensation", id))
}

/// An order's, oldest first, withdrawn ones too.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Compensation>> {
    list(db, &format!("SELECT {COLUMNS} FROM compensations WHERE order_id = $1 ORDER BY id"), args![order], read)
}

/// The newest ones.
pub fn all(db: &dyn Engine, limit: usize, offset: usize) -> Result<Vec<Compensation>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM compensations ORDER BY at DESC, id DESC LIMIT $1 OFFSET $2"),
        args![limit as i64, offset as i64],
        read,
    )
}

/// Those noted from `from` until before `to` and not withdrawn, oldest first: for the costs of a month.
pub fn in_period(db: &dyn Engine, from: Time, to: Time) -> Result<Vec<Compensation>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM compensations WHERE at >= $1 AND at < $2 AND state <> 'withdrawn' ORDER BY at, id"
        ),
        args![from, to],
        read,
    )
}

/// Marks one as paid out, or as withdrawn. Only one that waits changes.
pub fn settle(db: &dyn Engine, by: &By, seen: &Compensation, state: CompensationState) -> Result<Compensation> {
    acts::bulk(db, by, || {
        let paid_at = (state == CompensationState::Paid).then_some(by.at);
        let version = first(
            db,
            "UPDATE compensations SET state = $3, paid_at = $4, changed_by = $5, version = version + 1 \
             WHERE id = $1 AND version = $2 AND state = 'to_do_on_platform' RETURNING version",
            args![seen.id, seen.version, state.code(), paid_at, by.agent],
            |row| row.int(0),
        )?;
        let Some(version) = version else {
            let who =
                first(db, "SELECT changed_by FROM compensations WHERE id = $1", args![seen.id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
        };
        let before = [("state", Arg::Text(seen.state.code())), ("paid_at", Arg::Null)];
        acts::record(db, by, "compensation", ("compensations", seen.id.raw(), version), Inverse::Set(&before))?;
        expect(db, seen.id)
    })
}
