//! What a person did, with what takes it back.
//!
//! An undo writes the old values again, but only onto the version the act left: if somebody changed the row since, it
//! says who and leaves the row alone. Undoing several acts on one row, newest first, works: each undo hands its
//! new version on to the act before it. An act that cannot be taken back is told of once and passed over, so that the
//! ones before it are within reach.

mod undo;

pub use undo::undo;
pub(super) use undo::{only_imports_since, restore};

use serde_json::{Map, Value};

use super::engine::{Arg, Engine, Result, args, list, write};
use crate::domain::{AgentId, By, Time};

/// What takes an act back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inverse<'a> {
    /// Writes these columns again.
    Set(&'a [(&'a str, Arg<'a>)]),
    /// Takes the row out.
    Remove,
    /// Takes back a message that is still held.
    Recall,
}

/// An act, as a list shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Act {
    /// Its id, which `undo` takes.
    pub id: i64,
    /// The acts done together with it share this.
    pub group: i64,
    /// Who did it.
    pub agent: Option<AgentId>,
    /// When.
    pub at: Time,
    /// What, as a code word.
    pub what: String,
    /// The table of the row.
    pub subject: String,
    /// The row.
    pub subject_id: i64,
}

/// Tables whose rows an act may change, and whether they carry `version` and `changed_by`.
const SUBJECTS: &[&str] = &[
    "orders",
    "conversations",
    "customers",
    "promises",
    "work_log",
    "reminders",
    "shift_marks",
    "cases",
    "evidence",
    "outbox",
    "product_faults",
    "reviews",
    "refund_decisions",
    "compensations",
    "review_cases",
    "tickets",
    "handovers",
    "order_intentions",
    "shop_writes",
];

/// Writes an act down, in the transaction that does it. `subject` is table, row and the version the act left.
pub(super) fn record(
    db: &dyn Engine,
    by: &By,
    what: &str,
    subject: (&str, i64, i64),
    inverse: Inverse<'_>,
) -> Result<i64> {
    let id = db.next_id()?;
    let (table, row, version) = subject;
    db.run(
        "INSERT INTO acts (id, group_id, agent_id, shift, at, what, subject, subject_id, version_before, version_after, \
         inverse) VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8 - 1, $8, $9)",
        args![id, by.agent, &by.shift, by.at, what, table, row, version, &inverse.to_json()],
    )?;
    Ok(id)
}

/// Runs `body` in one transaction; what it does is undone in one go.
pub fn bulk<T>(db: &dyn Engine, by: &By, body: impl FnOnce() -> Result<T>) -> Result<T> {
    write(db, || {
        let group = db.next_id()?;
        let done = body()?;
        db.run(
            "UPDATE acts SET group_id = $1 WHERE id > $1 AND COALESCE(agent_id, 0) = COALESCE($2, 0)",
            args![group, by.agent],
        )?;
        Ok(done)
    })
}

/// An agent's latest acts of a shift that can still be undone, newest first.
pub fn recent(db: &dyn Engine, by: &By, limit: usize) -> Result<Vec<Act>> {
    list(
        db,
        "SELECT id, group_id, agent_id, at, what, subject, subject_id FROM acts \
         WHERE COALESCE(agent_id, 0) = COALESCE($1, 0) AND shift = $2 AND undone_at IS NULL AND passed_at IS NULL \
         ORDER BY id DESC LIMIT $3",
        args![by.agent, &by.shift, limit as i64],
        |row| {
            let mut c = super::rows::Cols::new(row);
            Ok(Act {
                id: c.int()?,
                group: c.int()?,
                agent: c.agent()?,
                at: c.time()?,
                what: c.string()?,
                subject: c.string()?,
                subject_id: c.int()?,
            })
        },
    )
}

impl Inverse<'_> {
    fn to_json(self) -> String {
        match self {
            Inverse::Remove => Value::from("remove"),
            Inverse::Recall => Value::from("recall"),
            Inverse::Set(fields) => {
                Value::Object(fields.iter().map(|(k, v)| ((*k).to_owned(), json(v))).collect::<Map<_, _>>())
            }
        }
        .to_string()
    }
}

fn json(value: &Arg<'_>) -> Value {
    match value {
        Arg::Null => Value::Null,
        Arg::Int(n) => Value::from(*n),
        Arg::Text(t) => Value::from(*t),
    }
}
