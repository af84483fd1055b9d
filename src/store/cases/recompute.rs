//! The clocks of open cases by other rules, in batches short enough that nobody waits for them.

use super::super::engine::{Arg, Engine, Held, Pace, Result, list, write};
use super::super::settings;
use super::detail;
use super::row::{CLOCK_COLUMNS, COLUMNS, clock_values, indexed, read};
use crate::domain::aftersale::{Case, Rules};
use crate::domain::{By, CaseId, Problem};

/// So many cases are worked out in one transaction.
pub const RECOMPUTE_BATCH: usize = 1_000;

/// The name of the setting that tells by which rules the clocks were last worked out.
const FINGERPRINT: &str = "rules.fingerprint";

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Recomputed {
    /// How many open cases were looked at.
    pub seen: u64,
    /// How many got another clock.
    pub changed: u64,
}

/// Works the clocks of all open cases out anew, batch by batch, and tells after each how many it has seen. A case whose
/// clock changes gets a new version, so that nobody acts on the old one. A crash of the machine may lose the last batches:
/// it has to be done again until [`note_recomputed`] says that all stand by these rules.
///
/// # Errors
/// What `told` says ends it; the batches before stay.
pub fn recompute<E: From<Problem>>(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    mut told: impl FnMut(u64) -> std::result::Result<(), E>,
) -> std::result::Result<Recomputed, E> {
    // A wait for the disk at each batch would be half of the time, and would be spent with the file locked.
    db.set_pace(Pace::Alone)?;
    let mut all = || {
        let (mut done, mut after) = (Recomputed::default(), i64::MIN);
        loop {
            let (batch, last) = recompute_batch(db, by, rules, after)?;
            (done.seen, done.changed) = (done.seen + batch.seen, done.changed + batch.changed);
            let Some(last) = last else { return Ok(done) };
            after = last.raw();
            told(done.seen)?;
        }
    };
    let done = all();
    db.set_pace(Pace::Usual)?;
    done
}

/// The open cases after `after`: read and worked out while others may write, then written in one transaction. What somebody
/// changed in between is worked out again there.
fn recompute_batch(db: &dyn Engine, by: &By, rules: &Rules, after: i64) -> Result<(Recomputed, Option<CaseId>)> {
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE is_open = 1 AND id > $1 ORDER BY id LIMIT $2");
    let cases = list(db, &sql, &[Arg::Int(after), Arg::Int(RECOMPUTE_BATCH as i64)], read)?;
    let last = cases.last().map(|case| case.id);
    let mut done = Recomputed { seen: cases.len() as u64, changed: 0 };
    let moved: Vec<(Case, Moves)> = cases.into_iter().filter_map(|case| moved(rules, case)).collect();
    if moved.is_empty() {
        return Ok((done, last));
    }
    let mut kinds: Vec<Moves> = Vec::new();
    for (_, moves) in &moved {
        if !kinds.contains(moves) {
            kinds.push(*moves);
        }
    }
    let statements: Vec<String> = kinds.iter().map(|moves| moves.update()).collect();
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    write(db, || {
        let mut stale = Vec::new();
        db.hold(&statements, &mut |held| {
            for (case, moves) in &moved {
                let which = kinds.iter().position(|kind| kind == moves).unwrap_or_default();
                match put(held, which, by, case, *moves)? {
                    0 => stale.push(case.id),
                    _ => done.changed += 1,
                }
            }
            Ok(())
        })?;
        for id in stale {
            let now = list(db, &format!("SELECT {COLUMNS} FROM cases WHERE id = $1"), &[id.into()], read)?;
            let Some((case, moves)) = now.into_iter().next().and_then(|case| self::moved(rules, case)) else {
                continue;
            };
            db.hold(&[&moves.update()], &mut |held| {
                done.changed += put(held, 0, by, &case, moves)? as u64;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok((done, last))
}

/// Which of the columns that cost something to write change: those of an index, and the text of the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Moves {
    next_at: bool,
    presume_next: bool,
    harm: bool,
    detail: bool,
}

/// An open case with its clocks by these rules, where they are others.
fn moved(rules: &Rules, case: Case) -> Option<(Case, Moves)> {
    let clocks = rules.clocks_of(&case)?;
    let before = indexed(&case);
    let detail = clocks.evidence != case.evidence_clock;
    let next = Case { clock: clocks.stage, evidence_clock: clocks.evidence, ..case };
    let after = indexed(&next);
    let moves = Moves {
        next_at: before[0] != after[0],
        presume_next: before[1] != after[1],
        harm: before[2] != after[2],
        detail,
    };
    Some((next, moves))
}

impl Moves {
    fn writes(self, column: &str) -> bool {
        match column {
            "next_at" => self.next_at,
            "presume_next" => self.presume_next,
            "harm" => self.harm,
            "detail" => self.detail,
            _ => true,
        }
    }

    /// An index is written anew for every column of it that is set, changed or not.
    fn update(self) -> String {
        const FIXED: usize = 3;
        let names = CLOCK_COLUMNS.iter().chain(&["detail"]).filter(|name| self.writes(name));
        let sets: Vec<String> = names.enumerate().map(|(n, name)| format!("{name} = ${}", n + FIXED + 1)).collect();
        format!(
            "UPDATE cases SET {}, changed_by = NULL, changed_at = $3, version = version + 1 WHERE id = $1 AND version = $2",
            sets.join(", ")
        )
    }
}

fn put(held: &mut dyn Held, which: usize, by: &By, case: &Case, moves: Moves) -> Result<usize> {
    let detail = if moves.detail { detail::write(case) } else { String::new() };
    let mut all: Vec<Arg<'_>> = vec![case.id.into(), case.version.into(), by.at.into()];
    all.extend(clock_values(case).into_iter().filter(|(name, _)| moves.writes(name)).map(|(_, value)| value));
    if moves.detail {
        all.push(Arg::Text(&detail));
    }
    held.run(which, &all)
}

/// True when the clocks of the open cases were worked out by other rules than these.
pub fn is_outdated(db: &dyn Engine, fingerprint: &str) -> Result<bool> {
    Ok(settings::load(db, FINGERPRINT)?.is_none_or(|known| known != fingerprint))
}

/// Remembers that all clocks stand by these rules.
pub fn note_recomputed(db: &dyn Engine, fingerprint: &str) -> Result<()> {
    settings::save(db, FINGERPRINT, fingerprint)
}
