//! What a person did, with what takes it back.
//!
//! An undo writes the old values again, but only onto the version the act left: if somebody changed the row since, it
//! says who and leaves the row alone. Undoing several acts on one row, newest first, works: each undo hands its
//! new version on to the act before it.

use serde_json::{Map, Value};

use super::agents::name_of;
use super::engine::{Arg, Engine, Result, Row, args, first, list, write};
use super::rows::missing;
use super::{conversations, order_acts, orders, outbox};
use crate::domain::{AgentId, By, ConversationId, OrderId, Problem, SafeText, Time, Undone};

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
         WHERE COALESCE(agent_id, 0) = COALESCE($1, 0) AND shift = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT $3",
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

/// Takes back act `id` of this agent, or their latest of the shift, with all that was done together with it.
///
/// # Errors
/// [`Problem::NotFound`] when there is nothing to undo, [`Problem::Changed`] when every row was changed since; rows of
/// a bulk act that were changed are told in [`Undone::changed`].
pub fn undo(db: &dyn Engine, by: &By, id: Option<i64>) -> Result<Undone> {
    write(db, || {
        let head = match id {
            Some(id) => first(
                db,
                "SELECT group_id, what FROM acts WHERE id = $1 AND COALESCE(agent_id, 0) = COALESCE($2, 0) AND undone_at IS NULL",
                args![id, by.agent],
                group,
            )?,
            None => first(
                db,
                "SELECT group_id, what FROM acts WHERE COALESCE(agent_id, 0) = COALESCE($1, 0) AND shift = $2 \
                 AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
                args![by.agent, &by.shift],
                group,
            )?,
        };
        let (group, what) = head.ok_or_else(|| missing("act", id.map(|id| id.to_string()).unwrap_or_default()))?;
        let rows = list(
            db,
            "SELECT id, subject, subject_id, version_after, version_before, inverse FROM acts WHERE group_id = $1 AND undone_at IS NULL ORDER BY id DESC",
            args![group],
            |row| {
                Ok((
                    row.int(0)?,
                    row.text(1)?.to_owned(),
                    row.int(2)?,
                    [row.int(3)?, row.int(4)?],
                    row.text(5)?.to_owned(),
                ))
            },
        )?;
        for (_, table, row, ..) in &rows {
            if table == "shop_writes" && !super::shop_writes::may_take_back(db, *row)? {
                return Err(Problem::AtShop);
            }
        }
        // A step of a case, its decision and what it paid are one: a half of them taken back would balance nowhere.
        let is_one = rows.iter().filter(|(_, table, ..)| table == "cases").count() == 1;
        let mut undone = Undone { what, rows: Vec::new(), changed: Vec::new() };
        for (act, table, row, [version, before], inverse) in rows {
            match apply(db, by, &table, row, version, &inverse)? {
                Applied::Now(after) => {
                    db.run(
                        "UPDATE acts SET undone_at = $2, undone_by = $3 WHERE id = $1",
                        args![act, by.at, by.agent],
                    )?;
                    if let Some(after) = after {
                        db.run(
                            "UPDATE acts SET version_after = $4 WHERE subject = $1 AND subject_id = $2 AND version_after = $3 AND undone_at IS NULL",
                            args![&table, row, before, after],
                        )?;
                    }
                    undone.rows.push((table, row));
                }
                Applied::ChangedBy(name) if is_one => return Err(Problem::Changed { by: name }),
                Applied::ChangedBy(name) => undone.changed.push((table, row, name)),
            }
        }
        match undone.changed.first() {
            Some((_, _, name)) if undone.rows.is_empty() => Err(Problem::Changed { by: name.clone() }),
            _ => Ok(undone),
        }
    })
}

enum Applied {
    Now(Option<i64>),
    ChangedBy(SafeText),
}

fn apply(db: &dyn Engine, by: &By, table: &str, row: i64, version: i64, inverse: &str) -> Result<Applied> {
    let damaged = || Problem::Damaged(SafeText::line("an act whose inverse cannot be read"));
    if !SUBJECTS.contains(&table) {
        return Err(damaged());
    }
    let inverse: Value = serde_json::from_str(inverse).map_err(|_| damaged())?;
    match &inverse {
        Value::String(word) if word == "recall" => return recall(db, by, row),
        Value::String(word) if word == "remove" => return remove(db, by, table, row, version),
        _ => {}
    }
    let fields = inverse.as_object().ok_or_else(damaged)?;
    if table == "cases"
        && fields.get("is_open").and_then(Value::as_i64) == Some(1)
        && let Some(by) = super::cases::blocks_undo(db, row)?
    {
        return Ok(Applied::ChangedBy(by));
    }
    let mut sql = format!("UPDATE {table} SET version = version + 1, changed_by = $3");
    let mut values = vec![Arg::Int(row), Arg::Int(version), Arg::from(by.agent)];
    for (column, value) in fields {
        if !column.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(damaged());
        }
        values.push(match value {
            Value::Null => Arg::Null,
            Value::Number(n) => Arg::Int(n.as_i64().ok_or_else(damaged)?),
            Value::String(text) => Arg::Text(text),
            _ => return Err(damaged()),
        });
        sql.push_str(&format!(", {column} = ${}", values.len()));
    }
    sql.push_str(" WHERE id = $1 AND version = $2 RETURNING version");
    let Some(after) = first(db, &sql, &values, |row| row.int(0))? else { return changed_by(db, table, row) };
    match table {
        "orders" => orders::after_undo(db, by, OrderId::new(row))?,
        "order_intentions" => {
            if let Some(order) = order_acts::order_of(db, row)? {
                order_acts::after_undo(db, by, order)?;
            }
        }
        "conversations" => conversations::rewait(db, ConversationId::new(row))?,
        "work_log" => super::worklog::reindex(db, row)?,
        "cases" => super::cases::after_undo(db, row, version)?,
        _ => {}
    }
    Ok(Applied::Now(Some(after)))
}

fn remove(db: &dyn Engine, by: &By, table: &str, row: i64, version: i64) -> Result<Applied> {
    if table == "work_log" {
        let sql = "UPDATE work_log SET deleted_at = $3, version = version + 1 WHERE id = $1 AND version = $2";
        return match db.run(sql, args![row, version, db.real_now()])? {
            0 => changed_by(db, table, row),
            _ => super::worklog::reindex(db, row).map(|()| Applied::Now(None)),
        };
    }
    if table == "shop_writes" {
        return super::shop_writes::take_back(db, row).map(|()| Applied::Now(None));
    }
    let order = if table == "order_intentions" { order_acts::order_of(db, row)? } else { None };
    let sql = match table {
        // A buyer who was written to stays so: only what is still held, or never went through the outbox, is taken back.
        "reminders" => "DELETE FROM reminders WHERE id = $1 AND version = $2 AND NOT EXISTS (SELECT 1 FROM outbox o \
             WHERE o.message_id = reminders.message_id AND (o.attempts > 0 OR o.state NOT IN ('queued', 'recalled')))"
            .to_owned(),
        "evidence" => "DELETE FROM evidence WHERE id = $1 AND $2 = $2".to_owned(),
        _ => format!("DELETE FROM {table} WHERE id = $1 AND version = $2"),
    };
    match db.run(&sql, args![row, version])? {
        0 => changed_by(db, table, row),
        _ => order.map_or(Ok(()), |order| order_acts::after_undo(db, by, order)).map(|()| Applied::Now(None)),
    }
}

fn recall(db: &dyn Engine, by: &By, row: i64) -> Result<Applied> {
    match outbox::recall(db, by, row) {
        Ok(_) => Ok(Applied::Now(None)),
        Err(Problem::Changed { by }) => Ok(Applied::ChangedBy(by)),
        Err(problem) => Err(problem),
    }
}

fn changed_by(db: &dyn Engine, table: &str, row: i64) -> Result<Applied> {
    if table == "evidence" {
        return Ok(Applied::ChangedBy(name_of(db, None)?));
    }
    let who = first(db, &format!("SELECT changed_by FROM {table} WHERE id = $1"), args![row], |row| row.opt_int(0))?;
    Ok(Applied::ChangedBy(name_of(db, who.flatten().map(AgentId::new))?))
}

fn group(row: &dyn Row) -> Result<(i64, String)> {
    Ok((row.int(0)?, row.text(1)?.to_owned()))
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
