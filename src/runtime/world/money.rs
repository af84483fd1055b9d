//! The money side of cases for screen and command line alike: on whose word it is given away, and who pays the freight.

use super::basis::Basis;
use crate::domain::aftersale::evidence::return_doubts as doubts_of;
use crate::domain::aftersale::limits::{Approval, PinCheck};
use crate::domain::aftersale::{Authority, Case, Freight, ReturnDoubt, Rules, Second, freight_of};
use crate::domain::{Agent, By, Order, Problem, SafeText, Time, Zone};
use crate::store::{Engine, agents, cases, pins};
use crate::text::Lang;

/// On whose word `me` acts, with the second person who proved that it is them.
pub fn authority(db: &dyn Engine, me: &Agent, second: Option<Second>) -> Result<Authority, Problem> {
    // The role may have changed since the desk was opened.
    let role = agents::by_id(db, me.id)?.map_or(me.role, |agent| agent.role);
    Ok(Authority { role, alone: agents::all(db)?.len() < 2, second })
}

/// Proves the second person of an approval by their PIN. Never inside a transaction: a wrong PIN has to stay counted.
pub(super) fn second(basis: &Basis, db: &dyn Engine, approval: &Approval) -> Result<Second, Problem> {
    prove(db, &basis.by(), approval, basis.lang, basis.zone)
}

/// Proves the second person of an approval by their PIN, and puts a wrong one on record.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown name, [`Problem::Refused`] for a PIN that is wrong, locked or not set.
pub fn prove(db: &dyn Engine, by: &By, approval: &Approval, lang: Lang, zone: Zone) -> Result<Second, Problem> {
    let unknown = || Problem::NotFound { kind: "agent", key: SafeText::line(&approval.name) };
    let agent = agents::by_name(db, approval.name.trim())?.ok_or_else(unknown)?;
    match pins::check(db, by, agent.id, &approval.pin)? {
        PinCheck::Right => Ok(Second { agent: agent.id, role: agent.role }),
        other => {
            let said = lang.pin_refused(other, &agent.name, zone, db.real_now());
            Err(Problem::Refused { what: SafeText::line(&said.what), hint: SafeText::line(&said.hint) })
        }
    }
}

/// Who pays the freight of a case; nothing without its order or a rule.
pub fn freight(db: &dyn Engine, case: &Case, order: Option<&Order>, rules: &Rules) -> Result<Option<Freight>, Problem> {
    let Some(order) = order else { return Ok(None) };
    Ok(freight_of(case, &cases::parcel(db, order)?, rules))
}

/// What is odd about the return parcel of a case.
pub fn return_doubts(db: &dyn Engine, case: &Case, now: Time) -> Result<Vec<ReturnDoubt>, Problem> {
    Ok(doubts_of(&cases::return_facts(db, case)?, now))
}
