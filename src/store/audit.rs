//! The audit: what must stay on record, append-only, each row's hash covering the row before.

mod sha256;

use super::engine::{Engine, Result, Row, args, first, list, write};
use super::rows::Cols;
use crate::domain::{AgentId, By, SafeText, Time};

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct AuditRow {
    /// Its id.
    pub id: i64,
    /// When, by the real clock.
    pub at: Time,
    /// When, by the event's word.
    pub event_at: Option<Time>,
    /// Which agent.
    pub agent: Option<AgentId>,
    /// Which operating-system user.
    pub os_user: Option<String>,
    /// What was done: `reveal`, `export`, `erase`, `act_for`, `role`, ...
    pub action: String,
    /// To what kind of thing.
    pub subject: String,
    /// To which one.
    pub subject_id: String,
    /// Why, and what else matters.
    pub detail: SafeText,
}

const COLUMNS: &str = "id, at, event_at, agent_id, os_user, action, subject, subject_id, detail, prev_hash, hash";

struct Linked {
    row: AuditRow,
    raw_detail: String,
    prev: String,
    hash: String,
}

fn read(row: &dyn Row) -> Result<Linked> {
    let mut c = Cols::new(row);
    let mut audit = AuditRow {
        id: c.int()?,
        at: c.time()?,
        event_at: c.opt_time()?,
        agent: c.agent()?,
        os_user: c.opt_string()?,
        action: c.string()?,
        subject: c.string()?,
        subject_id: c.string()?,
        detail: SafeText::default(),
    };
    let raw_detail = c.string()?;
    audit.detail = SafeText::clean(&raw_detail);
    Ok(Linked { row: audit, raw_detail, prev: c.string()?, hash: c.string()? })
}

/// Puts something on record. `subject` is the kind of thing and which one.
pub fn add(
    db: &dyn Engine,
    by: &By,
    os_user: Option<&str>,
    action: &str,
    subject: (&str, &str),
    detail: &str,
) -> Result<i64> {
    write(db, || {
        let last = first(db, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", &[], |row| {
            Ok((row.int(0)?, row.text(1)?.to_owned()))
        })?;
        let (floor, prev) = last.unwrap_or((0, String::new()));
        // The chain goes by id, whatever another process's clock said.
        let row = AuditRow {
            id: db.next_id()?.max(floor + 1),
            at: db.real_now(),
            event_at: Some(by.at),
            agent: by.agent,
            os_user: os_user.map(str::to_owned),
            action: action.to_owned(),
            subject: subject.0.to_owned(),
            subject_id: subject.1.to_owned(),
            detail: SafeText::default(),
        };
        let hash = hash(&row, detail, &prev);
        db.run(
            "INSERT INTO audit (id, at, event_at, agent_id, os_user, action, subject, subject_id, detail, prev_hash, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                row.id,
                row.at,
                row.event_at,
                row.agent,
                row.os_user.as_ref(),
                &row.action,
                &row.subject,
                &row.subject_id,
                detail,
                &prev,
                &hash
            ],
        )?;
        Ok(row.id)
    })
}

/// What is on record, newest first; of one thing when `subject` names it.
pub fn page(db: &dyn Engine, subject: Option<(&str, &str)>, limit: usize, offset: usize) -> Result<Vec<AuditRow>> {
    let (kind, id) = subject.map_or((None, None), |(kind, id)| (Some(kind), Some(id)));
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM audit WHERE ($1 IS NULL OR (subject = $1 AND subject_id = $2)) ORDER BY id DESC LIMIT $3 OFFSET $4"
        ),
        args![kind, id, limit as i64, offset as i64],
        |row| read(row).map(|linked| linked.row),
    )
}

/// Follows the chain; the first row that does not fit, if one does not.
pub fn broken_at(db: &dyn Engine) -> Result<Option<i64>> {
    let (mut prev, mut broken) = (String::new(), None);
    db.each(&format!("SELECT {COLUMNS} FROM audit ORDER BY id"), &[], &mut |row| {
        let linked = read(row)?;
        if broken.is_none() && (linked.prev != prev || linked.hash != hash(&linked.row, &linked.raw_detail, &prev)) {
            broken = Some(linked.row.id);
        }
        prev = linked.hash;
        Ok(())
    })?;
    Ok(broken)
}

fn hash(row: &AuditRow, detail: &str, prev: &str) -> String {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let fields = [
        prev.to_owned(),
        row.id.to_string(),
        row.at.ms().to_string(),
        number(row.event_at.map(Time::ms)),
        number(row.agent.map(AgentId::raw)),
        row.os_user.clone().unwrap_or_default(),
        row.action.clone(),
        row.subject.clone(),
        row.subject_id.clone(),
        detail.to_owned(),
    ];
    // With their lengths, so that no text can move from one field into the next.
    let joined: String = fields.iter().map(|field| format!("{}:{field}", field.len())).collect();
    sha256::hex(joined.as_bytes())
}
