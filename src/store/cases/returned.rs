//! Return parcels that were signed for: their cases' clocks may run out sooner.

use super::super::engine::{Arg, Engine, Result, list, write};
use super::super::orders::note_event;
use super::by_id;
use super::detail;
use super::row::clock_values;
use crate::domain::aftersale::{Case, Rules};
use crate::domain::{By, CaseId, Time};

/// Tells the open cases that wait for a return whose parcel was signed for, by any sheet's word, and works their clocks
/// out anew: where a rule counts from the signature and ends sooner, that is the time to act. Tells how many there were.
///
/// Cheap when there are none; called after imports and when a waybill is filled in.
pub fn note_returns_signed(db: &dyn Engine, by: &By, rules: &Rules) -> Result<usize> {
    write(db, || {
        let found = list(
            db,
            "SELECT c.id, p.signed_at FROM cases c JOIN parcels p ON p.number = c.return_tracking \
             WHERE c.return_tracking IS NOT NULL AND c.is_open = 1 AND c.stage = 'seller_receive' \
             AND c.return_signed_at IS NULL AND p.signed_at IS NOT NULL ORDER BY c.id",
            &[],
            |row| Ok((CaseId::new(row.int(0)?), Time::from_ms(row.int(1)?))),
        )?;
        let mut told = 0;
        for (id, signed) in found {
            let Some(case) = by_id(db, id)? else { continue };
            let mut case = Case { return_signed_at: Some(signed), ..case };
            if let Some(clocks) = rules.clocks_of(&case) {
                (case.clock, case.evidence_clock) = (clocks.stage, clocks.evidence);
            }
            let detail = detail::write(&case);
            let mut sets = vec!["return_signed_at = $4".to_owned(), "detail = $5".to_owned()];
            let mut all: Vec<Arg<'_>> =
                vec![id.into(), case.version.into(), by.at.into(), signed.into(), Arg::Text(&detail)];
            for (name, value) in clock_values(&case) {
                all.push(value);
                sets.push(format!("{name} = ${}", all.len()));
            }
            let sql = format!(
                "UPDATE cases SET {}, changed_by = NULL, changed_at = $3, version = version + 1 WHERE id = $1 AND version = $2",
                sets.join(", ")
            );
            told += db.run(&sql, &all)?;
            note_event(db, by, case.order, "return_signed", "")?;
        }
        Ok(told)
    })
}
