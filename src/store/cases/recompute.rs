//! The clocks of open cases by other rules, in batches short enough that nobody waits for them.

use super::super::engine::{Arg, Engine, Result, list, write};
use super::super::settings;
use super::detail;
use super::row::{COLUMNS, clock_values, read};
use crate::domain::aftersale::{Case, Rules};
use crate::domain::{By, CaseId};

/// So many cases are worked out in one transaction.
pub const RECOMPUTE_BATCH: usize = 1_000;

/// The name of the setting that tells by which rules the clocks were last worked out.
const FINGERPRINT: &str = "rules.fingerprint";

/// What a batch came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Recomputed {
    /// How many open cases were looked at.
    pub seen: u64,
    /// How many got another clock.
    pub changed: u64,
    /// The last of them, to go on after; nothing once all are done.
    pub last: Option<CaseId>,
}

/// Works the clocks of at most `limit` open cases after `after` out anew, in one transaction. Begins with `after`
/// none. A case whose clock changes gets a new version, so that nobody acts on the old one.
pub fn recompute(db: &dyn Engine, by: &By, rules: &Rules, after: Option<CaseId>, limit: usize) -> Result<Recomputed> {
    write(db, || {
        let from = after.map_or(i64::MIN, CaseId::raw);
        let sql = format!("SELECT {COLUMNS} FROM cases WHERE is_open = 1 AND id > $1 ORDER BY id LIMIT $2");
        let cases = list(db, &sql, &[Arg::Int(from), Arg::Int(limit as i64)], read)?;
        let mut done = Recomputed { seen: cases.len() as u64, ..Recomputed::default() };
        done.last = cases.last().map(|case| case.id);
        db.hold(&[&update()], &mut |held| {
            for case in &cases {
                let Some(clocks) = rules.clocks_of(case) else { continue };
                let case = Case { clock: clocks.stage, evidence_clock: clocks.evidence, ..case.clone() };
                let detail = detail::write(&case);
                let mut all: Vec<Arg<'_>> = vec![case.id.into(), case.version.into(), by.at.into()];
                all.extend(clock_values(&case).into_iter().map(|(_, value)| value));
                all.push(Arg::Text(&detail));
                done.changed += held.run(0, &all)? as u64;
            }
            Ok(())
        })?;
        Ok(done)
    })
}

fn update() -> String {
    const FIXED: usize = 3;
    let names = super::row::CLOCK_COLUMNS.iter().chain(&["detail"]);
    let sets: Vec<String> = names.enumerate().map(|(n, name)| format!("{name} = ${}", n + FIXED + 1)).collect();
    format!(
        "UPDATE cases SET {}, changed_by = NULL, changed_at = $3, version = version + 1 WHERE id = $1 AND version = $2",
        sets.join(", ")
    )
}

/// True when the clocks of the open cases were worked out by other rules than these.
pub fn is_outdated(db: &dyn Engine, fingerprint: &str) -> Result<bool> {
    Ok(settings::load(db, FINGERPRINT)?.is_none_or(|known| known != fingerprint))
}

/// Remembers that all clocks stand by these rules.
pub fn note_recomputed(db: &dyn Engine, fingerprint: &str) -> Result<()> {
    settings::save(db, FINGERPRINT, fingerprint)
}
