//! Writes to live shops: noted, claimed by one process, asked for once, read back, settled by hand where nobody knows.

mod carry;
mod settle;
mod told;

pub use carry::{begin, claim, done, failed, made, retry, unknown};
pub use settle::{Settled, again, settle};
pub(in crate::store) use settle::{may_take_back, take_back};
pub(in crate::store) use told::{meant, told};

use super::acts::{self, Inverse};
use super::engine::{Arg, Engine, Result, Row, args, first, list, number, write};
use super::orders::note_event;
use super::rows::{Cols, missing};
use super::{audit, orders};
use crate::domain::shop_write::{ShopAct, ShopWrite, WriteFault, WriteState, key_of};
use crate::domain::{AgentId, By, CaseId, Currency, Money, OrderId, Time};

const COLUMNS: &str = "id, source, external_id, order_id, case_id, intention_id, what, body, currency, amount, client_key, state, \
     seen_hash, remote_id, fault, fault_detail, attempts, agent_id, at, asked_at, ended_at, settled_by, version";

fn read(row: &dyn Row) -> Result<ShopWrite> {
    let mut c = Cols::new(row);
    let (id, source, external_id) = (c.int()?, c.string()?, c.string()?);
    let order = OrderId::new(c.int()?);
    let (case, intention) = (c.opt_int()?.map(CaseId::new), c.opt_int()?);
    let (act, text) = (c.code("shop act", ShopAct::parse)?, c.clean()?);
    let currency = c.opt_code("currency", Currency::parse)?.unwrap_or_default();
    let amount = c.money(currency)?;
    let (key, state) = (c.string()?, c.code("write state", WriteState::parse)?);
    let (seen, remote) = (c.int()?, c.opt_string()?);
    let fault = WriteFault::of(c.text()?, c.text()?);
    Ok(ShopWrite {
        id,
        source,
        external_id,
        order,
        case,
        intention,
        act,
        text,
        amount,
        key,
        state,
        seen,
        remote,
        fault,
        attempts: c.int()?,
        agent: c.agent()?,
        at: c.time()?,
        asked_at: c.opt_time()?,
        ended_at: c.opt_time()?,
        settled_by: c.agent()?,
        version: c.int()?,
    })
}

/// Where an order is at its shop, and as what it was last read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// The source.
    pub source: String,
    /// The source's own id of the order.
    pub external_id: String,
    /// The number of its content.
    pub seen: i64,
}

/// What is to be written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NewWrite<'a> {
    /// Of which order.
    pub order: OrderId,
    /// For which case.
    pub case: Option<CaseId>,
    /// For which noted act.
    pub intention: Option<i64>,
    /// What.
    pub act: ShopAct,
    /// The note, or the reason.
    pub text: &'a str,
    /// How much goes back.
    pub amount: Option<Money>,
}

/// Where an order is at its shop, by a source of this name; none when it came from elsewhere.
pub fn reach(db: &dyn Engine, order: OrderId, source: &str) -> Result<Option<Reach>> {
    let sql = "SELECT external_id, content_hash FROM source_orders WHERE order_id = $1 AND source = $2";
    first(db, sql, args![order, source], |row| {
        Ok(Reach { source: source.to_owned(), external_id: row.text(0)?.to_owned(), seen: row.int(1)? })
    })
}

/// Notes a write, in the transaction of the act it carries out. It leaves once this is committed.
pub fn queue(db: &dyn Engine, by: &By, at: &Reach, new: &NewWrite<'_>) -> Result<ShopWrite> {
    write(db, || {
        let (id, now) = (db.next_id()?, db.real_now());
        let currency = new.amount.map(Money::currency);
        db.run(
            "INSERT INTO shop_writes (id, source, external_id, order_id, case_id, intention_id, what, body, amount, currency, \
             client_key, state, seen_hash, next_at, agent_id, at, changed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15)",
            args![
                id,
                &at.source,
                &at.external_id,
                new.order,
                new.case,
                new.intention,
                new.act.code(),
                new.text,
                new.amount.map(Money::minor),
                currency.as_ref().map(Currency::code),
                &key_of(id),
                WriteState::Waiting.code(),
                at.seen,
                now,
                by.agent,
                by.at
            ],
        )?;
        acts::record(db, by, "shop_write", ("shop_writes", id, 1), Inverse::Remove)?;
        let kept = expect(db, id)?;
        on_record(db, by, &kept)?;
        Ok(kept)
    })
}

/// The write of an id.
pub fn by_id(db: &dyn Engine, id: i64) -> Result<Option<ShopWrite>> {
    first(db, &format!("SELECT {COLUMNS} FROM shop_writes WHERE id = $1"), args![id], read)
}

/// The write of an id, or [`Problem::NotFound`](crate::domain::Problem::NotFound).
pub fn expect(db: &dyn Engine, id: i64) -> Result<ShopWrite> {
    by_id(db, id)?.ok_or_else(|| missing("write", id))
}

/// All writes of an order, oldest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<ShopWrite>> {
    list(db, &format!("SELECT {COLUMNS} FROM shop_writes WHERE order_id = $1 ORDER BY id"), args![order], read)
}

/// The writes of a case, oldest first.
pub fn of_case(db: &dyn Engine, case: CaseId) -> Result<Vec<ShopWrite>> {
    list(db, &format!("SELECT {COLUMNS} FROM shop_writes WHERE case_id = $1 ORDER BY id"), args![case], read)
}

/// The latest writes, newest first; only those not over unless `all`.
pub fn page(db: &dyn Engine, all: bool, limit: usize) -> Result<Vec<ShopWrite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM shop_writes WHERE ($1 = 1 OR ended_at IS NULL OR state = 'failed') ORDER BY id DESC LIMIT $2"
    );
    list(db, &sql, args![i64::from(all), limit as i64], read)
}

/// How many writes there are of which nobody knows whether they happened.
pub fn unknown_count(db: &dyn Engine) -> Result<i64> {
    number(db, "SELECT count(*) FROM shop_writes WHERE ended_at IS NULL AND state = 'unknown'", &[])
}

/// Moves a write on, if it still is of the version that was seen, and lets it go; what it came to is put on record.
/// Nothing when somebody else moved it meanwhile.
fn advance(
    db: &dyn Engine,
    seen: &ShopWrite,
    (agent, at): (Option<AgentId>, Time),
    (state, fault): (WriteState, Option<&WriteFault>),
    more: &[(&str, Arg<'_>)],
) -> Result<Option<ShopWrite>> {
    write(db, || {
        let ended = if state.is_over() { Some(at) } else { None };
        let (word, detail) = (fault.map_or("", WriteFault::code), fault.map(WriteFault::detail).unwrap_or_default());
        let mut all = args![seen.id, seen.version, state.code(), word, &detail, ended, agent].to_vec();
        let mut sets = String::new();
        for (name, value) in more {
            all.push(*value);
            sets.push_str(&format!(", {name} = ${}", all.len()));
        }
        if !more.iter().any(|(name, _)| *name == "lease_owner") {
            sets.push_str(", lease_owner = NULL, lease_until = NULL");
        }
        let sql = format!(
            "UPDATE shop_writes SET state = $3, fault = $4, fault_detail = $5, ended_at = $6, \
             changed_by = COALESCE($7, changed_by), version = version + 1{sets} \
             WHERE id = $1 AND version = $2 RETURNING {COLUMNS}"
        );
        let Some(moved) = first(db, &sql, &all, read)? else { return Ok(None) };
        if moved.state != seen.state {
            let told = By { agent: agent.or(moved.agent), at, shift: String::new() };
            on_record(db, &told, &moved)?;
            let told_of = [WriteState::Done, WriteState::Failed, WriteState::Unknown, WriteState::Dropped];
            if told_of.contains(&moved.state) {
                let what = format!("shop_{}_{}", moved.act.code(), moved.state.code());
                note_event(db, &told, moved.order, &what, &shown(&moved))?;
            }
        }
        Ok(Some(moved))
    })
}

/// What the order's timeline says beside the code word: the amount, or the words.
fn shown(write: &ShopWrite) -> String {
    let amount = write.amount.map(Money::shown).unwrap_or_default();
    let fault = write.fault.as_ref().map(WriteFault::detail).unwrap_or_default();
    let words = [amount, write.text.to_line().to_string(), fault.to_string()];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Every state a write comes into stands in the audit, but the looks that change nothing.
fn on_record(db: &dyn Engine, by: &By, write: &ShopWrite) -> Result<()> {
    if write.state == WriteState::Checking {
        return Ok(());
    }
    let order = orders::expect(db, write.order)?.number;
    let amount = write.amount.map(|amount| format!("{amount} {} ", amount.currency().code())).unwrap_or_default();
    let fault = write.fault.as_ref().map(|fault| format!(" {} {}", fault.code(), fault.detail())).unwrap_or_default();
    let detail = format!("{} {amount}{} {}{}", write.act.code(), write.source, write.key, fault.trim_end());
    let action = format!("shop_write_{}", write.state.code());
    audit::add(db, by, None, &action, ("order", &order), &detail)?;
    Ok(())
}
