//! The schema's steps: append-only, all missing ones in one transaction, a verified copy before an old file changes.

use rusqlite::Connection;

use super::super::engine::Result;
use super::super::path::DbPath;
use super::fault::problem;
use crate::domain::{Damage, Foreign, Problem, SafeText};

/// "kefu" in ASCII: tells our files from those of other programs.
pub(super) const APPLICATION_ID: i64 = 0x6b65_6675;

/// One step: what every engine takes, by area (`{ID}` is its 64-bit key), and what only SQLite has.
pub(super) struct Step {
    pub(super) portable: &'static [&'static str],
    pub(super) own: &'static str,
}

const STEPS: &[Step] = &[Step {
    portable: &[
        include_str!("../migrations/0001_start.sql"),
        include_str!("../migrations/0001_people.sql"),
        include_str!("../migrations/0001_goods.sql"),
        include_str!("../migrations/0001_payments.sql"),
        include_str!("../migrations/0001_desk.sql"),
        include_str!("../migrations/0001_tickets.sql"),
        include_str!("../migrations/0001_aftersale.sql"),
        include_str!("../migrations/0001_sources.sql"),
    ],
    own: include_str!("0001_start.sql"),
}];

/// What the text of a step comes to (64-bit FNV-1a). A file remembers it of each step it went through: two builds with
/// the same version number and different texts would otherwise read each other's files wrong.
const fn sum(step: &Step) -> i64 {
    let (mut sum, mut part) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while part <= step.portable.len() {
        let text = if part < step.portable.len() { step.portable[part] } else { step.own }.as_bytes();
        let mut at = 0;
        while at < text.len() {
            sum = (sum ^ text[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        part += 1;
    }
    sum.cast_signed()
}

/// The sums of [`STEPS`], reckoned by the compiler.
const SUMS: [i64; STEPS.len()] = {
    let (mut sums, mut at) = ([0; STEPS.len()], 0);
    while at < STEPS.len() {
        sums[at] = sum(&STEPS[at]);
        at += 1;
    }
    sums
};

/// The schema version this program writes.
pub(in crate::store) const VERSION: i64 = STEPS.len() as i64;

/// Makes a new, still private file ours.
pub(super) fn create(conn: &Connection) -> Result<()> {
    conn.execute_batch("BEGIN IMMEDIATE").map_err(problem)?;
    apply(conn, STEPS, 0)?;
    conn.execute_batch("COMMIT").map_err(problem)
}

/// Tells whether a file is ours and how old; nothing is written.
pub(super) fn version(conn: &Connection, path: &DbPath) -> Result<i64> {
    let not_ours = |found| Problem::NotOurFile { path: path.shown(), found };
    let ours: i64 =
        conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(|error| match problem(error) {
            Problem::Damaged(_) => not_ours(Foreign::NoData),
            other => other,
        })?;
    if ours != APPLICATION_ID {
        return Err(not_ours(Foreign::OtherProgram));
    }
    let theirs: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(problem)?;
    if theirs > VERSION {
        let program = std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
        return Err(Problem::NewerFile { theirs, ours: VERSION, program: SafeText::line(&program) });
    }
    let sums = steps_of(conn)?;
    if sums.is_empty() || SUMS.get(..sums.len()) != Some(sums.as_slice()) {
        return Err(Problem::OtherSchema { path: path.shown() });
    }
    Ok(theirs)
}

/// The sums of the steps a file went through; none when it does not remember any.
fn steps_of(conn: &Connection) -> Result<Vec<i64>> {
    let remembers = "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_steps'";
    if conn.query_row(remembers, [], |row| row.get::<_, i64>(0)).map_err(problem)? == 0 {
        return Ok(Vec::new());
    }
    let mut asked = conn.prepare("SELECT sum FROM schema_steps ORDER BY version").map_err(problem)?;
    asked.query_map([], |row| row.get(0)).and_then(Iterator::collect).map_err(problem)
}

/// Brings an older file to the present schema; `keep` makes the verified copy first.
pub(super) fn migrate(conn: &Connection, path: &DbPath, keep: impl FnOnce(i64) -> Result<()>) -> Result<()> {
    upgrade(conn, path, STEPS, keep)
}

fn upgrade(conn: &Connection, path: &DbPath, steps: &[Step], keep: impl FnOnce(i64) -> Result<()>) -> Result<()> {
    let goal = steps.len() as i64;
    let before: i64 = version(conn, path)?;
    if before >= goal {
        return Ok(());
    }
    keep(before)?;
    conn.execute_batch("BEGIN IMMEDIATE").map_err(problem)?;
    // Another process may have been here between the look and the lock.
    let done = version(conn, path).and_then(|now| if now < goal { apply(conn, steps, now) } else { Ok(()) });
    match done {
        Ok(()) => conn.execute_batch("COMMIT").map_err(problem),
        Err(fault) => {
            conn.execute_batch("ROLLBACK").map_err(problem)?;
            Err(fault)
        }
    }
}

fn apply(conn: &Connection, steps: &[Step], from: i64) -> Result<()> {
    conn.execute_batch("CREATE TABLE IF NOT EXISTS schema_steps (version INTEGER PRIMARY KEY, sum INTEGER NOT NULL)")
        .map_err(problem)?;
    for (at, step) in (1_i64..).zip(steps).skip(usize::try_from(from).unwrap_or(0)) {
        for part in step.portable {
            conn.execute_batch(&part.replace("{ID}", "INTEGER PRIMARY KEY")).map_err(problem)?;
        }
        conn.execute_batch(step.own).map_err(problem)?;
        conn.execute("INSERT INTO schema_steps (version, sum) VALUES (?1, ?2)", [at, sum(step)]).map_err(problem)?;
    }
    let broken: i64 =
        conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).map_err(problem)?;
    if broken > 0 {
        return Err(Problem::Damaged(Damage::Dangling));
    }
    conn.pragma_update(None, "application_id", APPLICATION_ID).map_err(problem)?;
    conn.pragma_update(None, "user_version", steps.len() as i64).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: Step = Step { portable: &["CREATE TABLE next (id {ID}, body TEXT NOT NULL);"], own: "" };
    const BROKEN: Step = Step { portable: &["CREATE TABLE half (id {ID}); CREATE TABLE half (id {ID});"], own: "" };

    fn fresh() -> (Connection, DbPath) {
        let conn = Connection::open_in_memory().expect("memory");
        create(&conn).expect("schema");
        (conn, DbPath::new("memory.db"))
    }

    fn steps(next: Step) -> Vec<Step> {
        STEPS.iter().map(|s| Step { portable: s.portable, own: s.own }).chain([next]).collect()
    }

    #[test]
    fn a_failed_step_leaves_the_old_schema_whole() {
        let (conn, path) = fresh();
        assert!(upgrade(&conn, &path, &steps(BROKEN), |_| Ok(())).is_err());
        let (user_version, half): (i64, i64) = conn
            .query_row(
                "SELECT user_version, (SELECT count(*) FROM sqlite_schema WHERE name = 'half') FROM pragma_user_version",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .expect("row");
        assert_eq!((user_version, half), (VERSION, 0));
    }

    #[test]
    fn a_file_of_the_same_number_made_by_another_text_is_told_and_not_read() {
        let (conn, path) = fresh();
        assert_eq!(steps_of(&conn), Ok(SUMS.to_vec()));
        conn.execute("UPDATE schema_steps SET sum = sum + 1", []).expect("changed");
        assert!(matches!(version(&conn, &path), Err(Problem::OtherSchema { .. })));
        conn.execute("DROP TABLE schema_steps", []).expect("gone");
        assert!(matches!(version(&conn, &path), Err(Problem::OtherSchema { .. })));
    }

    #[test]
    fn a_copy_is_kept_before_an_old_file_changes_and_a_failed_copy_stops_it() {
        let (conn, path) = fresh();
        let mut kept = None;
        assert_eq!(upgrade(&conn, &path, &steps(NEXT), |_| Err(Problem::DiskFull)), Err(Problem::DiskFull));
        assert_eq!(version(&conn, &path), Ok(VERSION));
        upgrade(&conn, &path, &steps(NEXT), |from| {
            kept = Some(from);
            Ok(())
        })
        .expect("upgrade");
        assert_eq!(kept, Some(VERSION));
        assert!(matches!(version(&conn, &path), Err(Problem::NewerFile { .. })));
    }
}
