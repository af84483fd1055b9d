//! Proof of a case as rows: what was added, from whom, and the file it is in.

use std::collections::HashMap;

use super::super::acts::{self, Inverse};
use super::super::engine::{Arg, Engine, Result, Row, args, first, list, number, write};
use super::super::reminders::ask;
use super::super::rows::Cols;
use super::expect;
use crate::domain::aftersale::evidence::ReturnFacts;
use crate::domain::aftersale::{Case, EvidenceItem, EvidenceKind, Party};
use crate::domain::{By, CaseId, SafeText, Time};

/// A piece of proof with the file it is in.
#[derive(Clone, PartialEq, Debug)]
pub struct EvidenceFile {
    /// The row.
    pub id: i64,
    /// What it is.
    pub item: EvidenceItem,
    /// Where the file lies, seen from the data file's folder.
    pub path: Option<String>,
    /// The SHA-256 it had when it was taken in.
    pub hash: Option<String>,
    /// How long it was then.
    pub bytes: Option<i64>,
    /// What was noted with it.
    pub note: SafeText,
}

/// A file that was taken in, to be added to a case.
#[derive(Clone, Debug)]
pub struct NewFile<'a> {
    /// The row's id, which is also the file's name.
    pub id: i64,
    /// What it is.
    pub item: &'a EvidenceItem,
    /// Where it lies, seen from the data file's folder.
    pub path: &'a str,
    /// Its SHA-256 in hexadecimal.
    pub hash: &'a str,
    /// Its length.
    pub bytes: i64,
    /// What is noted with it.
    pub note: &'a str,
}

/// Proof of a case, oldest first.
pub fn evidence(db: &dyn Engine, id: CaseId) -> Result<Vec<EvidenceFile>> {
    list(
        db,
        "SELECT id, kind, party, added_at, name, path, hash, bytes, note FROM evidence WHERE case_id = $1 ORDER BY id",
        args![id],
        |row: &dyn Row| {
            let mut c = Cols::new(row);
            Ok(EvidenceFile {
                id: c.int()?,
                item: item(&mut c)?,
                path: c.opt_string()?,
                hash: c.opt_string()?,
                bytes: c.opt_int()?,
                note: c.clean()?,
            })
        },
    )
}

/// What is held of each of these cases, in the order it came.
pub(super) fn items_of(db: &dyn Engine, cases: &[Arg<'_>]) -> Result<HashMap<CaseId, Vec<EvidenceItem>>> {
    let mut held: HashMap<CaseId, Vec<EvidenceItem>> = HashMap::new();
    let sql = "SELECT case_id, kind, party, added_at, name FROM evidence WHERE case_id IN (..) ORDER BY id";
    ask(db, sql, cases, &[], |row| {
        let mut c = Cols::new(row);
        held.entry(CaseId::new(c.int()?)).or_default().push(item(&mut c)?);
        Ok(())
    })?;
    Ok(held)
}

fn item(c: &mut Cols<'_>) -> Result<EvidenceItem> {
    Ok(EvidenceItem {
        kind: c.code("evidence", EvidenceKind::parse)?,
        from: c.code("party", Party::parse)?,
        at: c.time()?,
        name: c.line()?,
    })
}

/// Adds proof without a file to a case; an undo takes it out.
pub fn add_evidence(
    db: &dyn Engine,
    by: &By,
    id: CaseId,
    item: &EvidenceItem,
    path: Option<&str>,
    note: &str,
) -> Result<i64> {
    write(db, || {
        expect(db, id)?;
        let row = add_row(db, by, id, item, path, note)?;
        acts::record(db, by, "evidence", ("evidence", row, 0), Inverse::Remove)?;
        Ok(row)
    })
}

/// Adds a file to a case; an undo takes the row out and leaves the file.
pub fn add_file(db: &dyn Engine, by: &By, id: CaseId, file: &NewFile<'_>) -> Result<()> {
    write(db, || {
        let case = expect(db, id)?;
        db.run(
            "INSERT INTO evidence (id, case_id, kind, party, path, name, hash, bytes, note, agent_id, added_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                file.id,
                id,
                file.item.kind.code(),
                file.item.from.code(),
                file.path,
                &file.item.name,
                file.hash,
                file.bytes,
                file.note,
                by.agent,
                file.item.at
            ],
        )?;
        acts::record(db, by, "evidence", ("evidence", file.id, 0), Inverse::Remove)?;
        super::note_event(db, by, case.order, "evidence", file.item.kind.code())
    })
}

/// How many bytes of files a case has, and whether one with this hash is among them.
pub fn files_held(db: &dyn Engine, id: CaseId, hash: &str) -> Result<(i64, bool)> {
    Ok((
        number(db, "SELECT COALESCE(sum(bytes), 0) FROM evidence WHERE case_id = $1", args![id])?,
        number(db, "SELECT count(*) FROM evidence WHERE case_id = $1 AND hash = $2", args![id, hash])? > 0,
    ))
}

pub(super) fn add_row(
    db: &dyn Engine,
    by: &By,
    id: CaseId,
    item: &EvidenceItem,
    path: Option<&str>,
    note: &str,
) -> Result<i64> {
    let row = db.next_id()?;
    db.run(
        "INSERT INTO evidence (id, case_id, kind, party, path, name, note, agent_id, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![row, id, item.kind.code(), item.from.code(), path, &item.name, note, by.agent, item.at],
    )?;
    Ok(row)
}

/// What is known of the return parcel of a case: its waybill elsewhere, its scans, and what both ways weighed.
pub fn return_facts(db: &dyn Engine, case: &Case) -> Result<ReturnFacts> {
    let Some(waybill) = &case.return_waybill else { return Ok(ReturnFacts::default()) };
    let number_ = waybill.number.as_str();
    let used_in = first(
        db,
        "SELECT id FROM cases WHERE return_tracking = $1 AND id <> $2 ORDER BY id LIMIT 1",
        args![number_, case.id],
        |row| row.int(0).map(CaseId::new),
    )?;
    let filled_at = first(
        db,
        "SELECT at FROM case_events WHERE case_id = $1 AND step = 'tracking_filled' ORDER BY id DESC LIMIT 1",
        args![case.id],
        |row| row.int(0).map(Time::from_ms),
    )?;
    let scanned_at = first(
        db,
        "SELECT COALESCE(last_scan_at, picked_up_at, signed_at) FROM parcels WHERE number = $1",
        args![number_],
        |row| row.opt_int(0),
    )?;
    // Scans tell something only when any were read after this parcel should have had one.
    let read_since = number(db, "SELECT count(*) FROM parcels WHERE seen_at >= $1", args![filled_at])?;
    let grams = |numbers: &str, values: &[super::super::engine::Arg<'_>]| {
        first(db, &format!("SELECT max(grams) FROM courier_bills WHERE {numbers}"), values, |row| row.opt_int(0))
    };
    let sent = "number IN (SELECT t.number FROM order_tracking t WHERE t.order_id = $1)";
    Ok(ReturnFacts {
        used_in,
        filled_at,
        scanned_at: scanned_at.flatten().map(Time::from_ms),
        scans_known: scanned_at.is_some() || read_since > 0,
        sent_grams: grams(sent, args![case.order])?.flatten(),
        back_grams: grams("number = $1", args![number_])?.flatten(),
    })
}
