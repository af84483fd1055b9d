//! Taking acts back.

use serde_json::Value;

use super::SUBJECTS;
use crate::domain::{AgentId, By, ConversationId, Damage, Kept, OrderId, Problem, SafeText, Undone};
use crate::store::agents::name_of;
use crate::store::engine::{Arg, Engine, Result, Row, args, first, list, write};
use crate::store::rows::missing;
use crate::store::{cases, compensations, conversations, order_acts, orders, outbox, shop_writes, worklog};

/// Takes back act `id` of this agent, or their latest of the shift, with all that was done together with it.
///
/// # Errors
/// [`Problem::NotFound`] when there is nothing to undo, [`Problem::NotUndone`] when no row of it could be put back: the
/// next undo goes on to the act before it. Rows of a bulk act that were left alone are told in [`Undone::kept`].
pub fn undo(db: &dyn Engine, by: &By, id: Option<i64>) -> Result<Undone> {
    let (group, act) = latest(db, by, id)?;
    match write(db, || take_back(db, by, group, &act)) {
        Ok(undone) => Ok(undone),
        // What passes by itself is worth a second try.
        Err(problem @ (Problem::Busy | Problem::DiskFull | Problem::ReadOnly | Problem::Interrupted)) => Err(problem),
        Err(problem) => {
            pass(db, by, group)?;
            Err(match problem {
                Problem::NotUndone { .. } => problem,
                other => not_undone(&act, SafeText::default(), Kept::Problem(Box::new(other))),
            })
        }
    }
}

/// The group and the code word of act `id`, or of the latest that no undo has passed over.
fn latest(db: &dyn Engine, by: &By, id: Option<i64>) -> Result<(i64, String)> {
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
             AND undone_at IS NULL AND passed_at IS NULL ORDER BY id DESC LIMIT 1",
            args![by.agent, &by.shift],
            group,
        )?,
    };
    head.ok_or_else(|| missing("act", id.map(|id| id.to_string()).unwrap_or_default()))
}

fn take_back(db: &dyn Engine, by: &By, group: i64, act: &str) -> Result<Undone> {
    let rows = list(
        db,
        "SELECT id, subject, subject_id, version_after, version_before, inverse FROM acts WHERE group_id = $1 AND undone_at IS NULL ORDER BY id DESC",
        args![group],
        |row| {
            Ok((row.int(0)?, row.text(1)?.to_owned(), row.int(2)?, [row.int(3)?, row.int(4)?], row.text(5)?.to_owned()))
        },
    )?;
    for (_, table, row, ..) in &rows {
        if table == "shop_writes" && !shop_writes::may_take_back(db, *row)? {
            return Err(not_undone(act, named(db, table, *row)?, Kept::AtShop));
        }
    }
    // A step of a case, its decision and what it paid are one: a half of them taken back would balance nowhere.
    let is_one = rows.iter().filter(|(_, table, ..)| table == "cases").count() == 1;
    let mut undone = Undone { what: act.to_owned(), rows: Vec::new(), kept: Vec::new() };
    for (id, table, row, [version, before], inverse) in rows {
        match apply(db, by, &table, row, version, &inverse)? {
            Applied::Now(after) => {
                db.run("UPDATE acts SET undone_at = $2, undone_by = $3 WHERE id = $1", args![id, by.at, by.agent])?;
                if let Some(after) = after {
                    // The act before it, passed over while this one stood on it, is within reach again.
                    db.run(
                        "UPDATE acts SET version_after = $4, passed_at = NULL WHERE subject = $1 AND subject_id = $2 AND version_after = $3 AND undone_at IS NULL",
                        args![&table, row, before, after],
                    )?;
                }
                undone.rows.push((table, row));
            }
            Applied::Kept(why) if is_one => return Err(not_undone(act, named(db, &table, row)?, why)),
            Applied::Kept(why) => undone.kept.push((table, row, why)),
        }
    }
    match undone.kept.first() {
        Some((table, row, why)) if undone.rows.is_empty() => Err(not_undone(act, named(db, table, *row)?, why.clone())),
        Some(_) => pass(db, by, group).map(|()| undone),
        None => Ok(undone),
    }
}

/// True when nobody but imports has changed a row since the import that left it in this version.
pub(in crate::store) fn only_imports_since(db: &dyn Engine, (table, row): (&str, i64), version: i64) -> Result<bool> {
    let steps = list(
        db,
        "SELECT version_after, agent_id FROM acts WHERE subject = $1 AND subject_id = $2 AND version_after >= $3 \
         AND undone_at IS NULL ORDER BY version_after",
        args![table, row, version],
        |row| Ok((row.int(0)?, row.opt_int(1)?)),
    )?;
    let now = first(db, &format!("SELECT version FROM {table} WHERE id = $1"), args![row], |row| row.int(0))?;
    let is_whole = steps.iter().zip(version..).all(|((after, agent), expected)| *after == expected && agent.is_none());
    Ok(is_whole && steps.last().map(|(after, _)| *after) == now)
}

/// Puts a row back to what it was before the import that left it in this version, and with it all that imports did to it
/// since; acts before it can be taken back as if nothing had been between. False when that cannot be, and nothing was done.
pub(in crate::store) fn restore(db: &dyn Engine, by: &By, (table, row): (&str, i64), version: i64) -> Result<bool> {
    if !only_imports_since(db, (table, row), version)? {
        return Ok(false);
    }
    let of = "subject = $1 AND subject_id = $2 AND version_after >= $3 AND undone_at IS NULL";
    let sql = format!("SELECT version_after, inverse FROM acts WHERE {of} ORDER BY version_after");
    let read = |row: &dyn Row| Ok((row.int(0)?, row.text(1)?.to_owned()));
    let steps = list(db, &sql, args![table, row, version], read)?;
    let (Some((_, inverse)), Some((last, _))) = (steps.first(), steps.last()) else { return Ok(false) };
    let Applied::Now(Some(after)) = apply(db, by, table, row, *last, inverse)? else { return Ok(false) };
    if table == "cases" {
        (version..*last).try_for_each(|step| cases::after_undo(db, row, step))?;
    }
    db.run(&format!("UPDATE acts SET undone_at = $4 WHERE {of}"), args![table, row, version, by.at])?;
    db.run(
        "UPDATE acts SET version_after = $4, passed_at = NULL WHERE subject = $1 AND subject_id = $2 AND version_after = $3 - 1 \
         AND undone_at IS NULL",
        args![table, row, version, after],
    )?;
    Ok(true)
}

fn not_undone(act: &str, about: SafeText, why: Kept) -> Problem {
    Problem::NotUndone { act: act.to_owned(), about, why }
}

/// Lets the next undo go on to the act before what is left of this group.
fn pass(db: &dyn Engine, by: &By, group: i64) -> Result<()> {
    let sql = "UPDATE acts SET passed_at = $2 WHERE group_id = $1 AND undone_at IS NULL";
    db.run(sql, args![group, by.at]).map(drop)
}

/// What a person knows a row by: an order's number, a buyer's name; empty for what has neither.
fn named(db: &dyn Engine, table: &str, row: i64) -> Result<SafeText> {
    let sql = match table {
        "orders" => "SELECT number FROM orders WHERE id = $1",
        "cases" => "SELECT o.number FROM cases c JOIN orders o ON o.id = c.order_id WHERE c.id = $1",
        "order_intentions" => {
            "SELECT o.number FROM order_intentions i JOIN orders o ON o.id = i.order_id WHERE i.id = $1"
        }
        "shop_writes" => "SELECT o.number FROM shop_writes w JOIN orders o ON o.id = w.order_id WHERE w.id = $1",
        "customers" => "SELECT nick FROM customers WHERE id = $1",
        "conversations" => {
            "SELECT c.nick FROM conversations v JOIN customers c ON c.id = v.customer_id WHERE v.id = $1"
        }
        "outbox" => {
            "SELECT c.nick FROM outbox o JOIN conversations v ON v.id = o.conversation_id JOIN customers c ON c.id = v.customer_id WHERE o.id = $1"
        }
        _ => return Ok(SafeText::default()),
    };
    Ok(first(db, sql, args![row], |row| Ok(SafeText::line(row.text(0)?)))?.unwrap_or_default())
}

enum Applied {
    Now(Option<i64>),
    Kept(Kept),
}

fn apply(db: &dyn Engine, by: &By, table: &str, row: i64, version: i64, inverse: &str) -> Result<Applied> {
    let damaged = || Problem::Damaged(Damage::Inverse);
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
        && let Some(by) = cases::blocks_undo(db, by, row)?
    {
        return Ok(Applied::Kept(Kept::Changed { by: Some(by) }));
    }
    if matches!(table, "compensations" | "order_intentions")
        && fields.contains_key("state")
        && let Some(by) = compensations::blocks_undo(db, table, row)?
    {
        return Ok(Applied::Kept(Kept::Changed { by: Some(by) }));
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
        "work_log" => worklog::reindex(db, row)?,
        "cases" => cases::after_undo(db, row, version)?,
        _ => {}
    }
    Ok(Applied::Now(Some(after)))
}

fn remove(db: &dyn Engine, by: &By, table: &str, row: i64, version: i64) -> Result<Applied> {
    if table == "work_log" {
        let sql = "UPDATE work_log SET deleted_at = $3, version = version + 1 WHERE id = $1 AND version = $2";
        return match db.run(sql, args![row, version, db.real_now()])? {
            0 => changed_by(db, table, row),
            _ => worklog::reindex(db, row).map(|()| Applied::Now(None)),
        };
    }
    if table == "shop_writes" {
        return shop_writes::take_back(db, row).map(|()| Applied::Now(None));
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
        Err(Problem::Changed { .. }) => Ok(Applied::Kept(Kept::Sent)),
        Err(problem) => Err(problem),
    }
}

fn changed_by(db: &dyn Engine, table: &str, row: i64) -> Result<Applied> {
    let who = match table {
        "evidence" => None,
        _ => first(db, &format!("SELECT changed_by FROM {table} WHERE id = $1"), args![row], |row| row.opt_int(0))?,
    };
    let by = who.flatten().map(|id| name_of(db, Some(AgentId::new(id)))).transpose()?;
    Ok(Applied::Kept(Kept::Changed { by }))
}

fn group(row: &dyn Row) -> Result<(i64, String)> {
    Ok((row.int(0)?, row.text(1)?.to_owned()))
}
