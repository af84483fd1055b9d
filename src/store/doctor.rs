//! What must always hold of a data file, checked after every fault test and by hand.

use super::audit::broken_at;
use super::engine::{Engine, Result, TextIndex, args, first, number};

/// One check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// Its name, for people and scripts alike.
    pub name: &'static str,
    /// True when it holds.
    pub ok: bool,
    /// What was found; empty when all is well.
    pub found: String,
}

impl Check {
    pub(super) fn of(name: &'static str, found: Vec<String>) -> Self {
        Self { name, ok: found.is_empty(), found: found.join("; ") }
    }
}

/// Each must count nothing: name, what it counts, and the statement.
const COUNTS: &[(&str, &str, &str)] = &[
    (
        "keys",
        "outbox rows whose message has another key",
        "SELECT count(*) FROM outbox o JOIN messages m ON m.id = o.message_id WHERE COALESCE(m.client_key, '') <> o.client_key",
    ),
    (
        "keys",
        "queued messages without an outbox row",
        "SELECT count(*) FROM messages m WHERE m.state IN ('queued', 'sending') AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id)",
    ),
    (
        "outbox",
        "messages under way without a lease",
        "SELECT count(*) FROM outbox WHERE state = 'sending' AND (lease_owner IS NULL OR lease_until IS NULL)",
    ),
    (
        "outbox",
        "rows that stand elsewhere than their message",
        "SELECT count(*) FROM outbox o JOIN messages m ON m.id = o.message_id WHERE o.state <> m.state",
    ),
    (
        "outbox",
        "rows in an unknown state",
        "SELECT count(*) FROM outbox WHERE state NOT IN ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'recalled')",
    ),
    (
        "money",
        "orders whose cases opened here take more than was paid",
        "SELECT count(*) FROM orders o WHERE o.paid IS NOT NULL AND (SELECT COALESCE(sum(c.amount), 0) FROM cases c WHERE c.order_id = o.id AND c.platform_id IS NULL AND c.stage <> 'closed') > o.paid",
    ),
    (
        "sequence",
        "conversations whose messages are not numbered 1 to n",
        "SELECT count(*) FROM conversations c WHERE c.last_seq <> (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id) OR c.last_seq <> COALESCE((SELECT max(m.seq) FROM messages m WHERE m.conversation_id = c.id), 0)",
    ),
    (
        "waits",
        "waiting chats without a time, or times of chats that do not wait",
        "SELECT count(*) FROM conversations WHERE (state = 'waiting' AND (waiting_since IS NULL OR due_at IS NULL)) OR (state IN ('open', 'resolved') AND waiting_since IS NOT NULL)",
    ),
    (
        "drafts",
        "chats whose draft mark is wrong",
        "SELECT count(*) FROM conversations c WHERE c.has_draft <> CASE WHEN EXISTS (SELECT 1 FROM drafts d WHERE d.conversation_id = c.id) THEN 1 ELSE 0 END",
    ),
    (
        "clocks",
        "cases whose clock lacks its rule, version or start",
        "SELECT count(*) FROM cases WHERE act_by IS NOT NULL AND (presume_at IS NULL OR clock_start IS NULL OR clock_started_at IS NULL OR clock_source IS NULL OR clock_confidence IS NULL OR (clock_source = 'rule' AND (clock_rule IS NULL OR clock_rule_version IS NULL)))",
    ),
    (
        "clocks",
        "cases that are open and ended at once",
        "SELECT count(*) FROM cases WHERE is_open <> CASE WHEN stage IN ('done', 'closed') THEN 0 ELSE 1 END",
    ),
];

/// All checks of the rows: client keys, outbox, money, sequence, waits, drafts, clocks, full text, audit, integrity.
pub fn doctor(db: &dyn Engine) -> Result<Vec<Check>> {
    let mut checks: Vec<Check> = Vec::new();
    for (name, what, sql) in COUNTS {
        let count = number(db, sql, &[])?;
        let found = if count == 0 { vec![] } else { vec![format!("{count} {what}")] };
        match checks.last_mut() {
            Some(last) if last.name == *name => {
                let both: Vec<String> =
                    [last.found.clone()].into_iter().chain(found).filter(|f| !f.is_empty()).collect();
                *last = Check::of(name, both);
            }
            _ => checks.push(Check::of(name, found)),
        }
    }
    checks.push(Check::of("full_text", full_text(db)?));
    let broken = broken_at(db)?.map(|id| format!("the chain breaks at row {id}"));
    checks.push(Check::of("audit", broken.into_iter().collect()));
    checks.push(Check::of("integrity", db.integrity()?));
    Ok(checks)
}

fn full_text(db: &dyn Engine) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let indexes = [
        (TextIndex::Orders, "orders", "order_text"),
        (TextIndex::Messages, "messages", "message_text"),
        (TextIndex::Log, "log", "log_text"),
    ];
    for (index, name, job) in indexes {
        let (orphans, missing) = db.check_text(index)?;
        if orphans > 0 {
            found.push(format!("{orphans} words of {name} that are not there"));
        }
        // A bulk import lets the words follow behind, and says so in a row of its own.
        let pending = first(db, "SELECT 1 FROM rebuild_pending WHERE name = $1", args![job], |row| row.int(0))?;
        if missing > 0 && pending.is_none() {
            found.push(format!("{missing} {name} without their words"));
        }
    }
    Ok(found)
}
