//! PINs of the people who approve: salted hashes, a few attempts, everything on record.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use super::audit;
use super::engine::{Engine, Result, args, first, write};
use crate::domain::aftersale::limits::{Pin, PinCheck};
use crate::domain::{AgentId, By, Problem, Span, Time};

/// Wrong PINs in a row before none is taken for a while.
const ATTEMPTS: i64 = 5;
/// How long that while is.
const LOCKED: Span = Span::minutes(15);

/// True when an agent has set a PIN.
pub fn has(db: &dyn Engine, agent: AgentId) -> Result<bool> {
    Ok(first(db, "SELECT 1 FROM pins WHERE agent_id = $1", args![agent], |_| Ok(()))?.is_some())
}

/// Sets the PIN of an agent; the old one is gone. The caller has made sure that it is them.
pub fn set(db: &dyn Engine, by: &By, os_user: &str, agent: AgentId, pin: &Pin) -> Result<()> {
    let hash = Argon2::default().hash_password(pin.typed().as_bytes()).map_err(Problem::other)?.to_string();
    write(db, || {
        db.run(
            "INSERT INTO pins (agent_id, hash, set_at) VALUES ($1, $2, $3) ON CONFLICT (agent_id) DO UPDATE SET \
             hash = excluded.hash, set_at = excluded.set_at, failures = 0, locked_until = NULL",
            args![agent, &hash, db.real_now()],
        )?;
        audit::add(db, by, Some(os_user), "pin_set", ("agent", &agent.to_string()), "").map(|_| ())
    })
}

/// Takes the PIN of an agent away.
pub fn clear(db: &dyn Engine, by: &By, os_user: &str, agent: AgentId) -> Result<()> {
    write(db, || {
        db.run("DELETE FROM pins WHERE agent_id = $1", args![agent])?;
        audit::add(db, by, Some(os_user), "pin_clear", ("agent", &agent.to_string()), "").map(|_| ())
    })
}

/// Compares a PIN with the one kept. A wrong one counts and is put on record, also when the act it was typed for fails:
/// call it outside of any transaction of that act. Waits follow the real clock.
pub fn check(db: &dyn Engine, by: &By, agent: AgentId, pin: &Pin) -> Result<PinCheck> {
    write(db, || {
        let kept =
            first(db, "SELECT hash, failures, locked_until FROM pins WHERE agent_id = $1", args![agent], |row| {
                Ok((row.text(0)?.to_owned(), row.int(1)?, row.opt_int(2)?))
            })?;
        let Some((hash, failures, locked)) = kept else { return Ok(PinCheck::Unset) };
        let now = db.real_now();
        if let Some(until) = locked.map(Time::from_ms).filter(|until| now < *until) {
            return Ok(PinCheck::Locked { until });
        }
        let hash = PasswordHash::new(&hash).map_err(Problem::other)?;
        if Argon2::default().verify_password(pin.typed().as_bytes(), &hash).is_ok() {
            db.run("UPDATE pins SET failures = 0, locked_until = NULL WHERE agent_id = $1", args![agent])?;
            return Ok(PinCheck::Right);
        }
        // A lock that is over begins a new count.
        let failures = if locked.is_some() { 1 } else { failures + 1 };
        let until = (failures >= ATTEMPTS).then(|| now.plus(LOCKED));
        db.run(
            "UPDATE pins SET failures = $2, locked_until = $3 WHERE agent_id = $1",
            args![agent, if until.is_some() { 0 } else { failures }, until],
        )?;
        audit::add(db, by, None, "pin_wrong", ("agent", &agent.to_string()), &failures.to_string())?;
        Ok(match until {
            Some(until) => PinCheck::Locked { until },
            None => PinCheck::Wrong { left: ATTEMPTS - failures },
        })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{Role, Zone};
    use crate::runtime::clock::SystemClock;
    use crate::store::{Store, agents, audit};

    #[test]
    fn five_wrong_pins_lock_it_and_each_is_on_record() {
        let store = Store::memory(Arc::new(SystemClock)).expect("store");
        let db = store.db();
        let lead = agents::add(db, "阿泽", "L1", None, Role::Lead, db.real_now()).expect("agent").id;
        let by = By::new(None, db.real_now(), Zone::default());
        assert_eq!(check(db, &by, lead, &Pin::new("246810")), Ok(PinCheck::Unset));
        set(db, &by, "ze", lead, &Pin::new("246810")).expect("set");
        assert_eq!(check(db, &by, lead, &Pin::new(" 246810 ")), Ok(PinCheck::Right));
        for left in [4, 3, 2, 1] {
            assert_eq!(check(db, &by, lead, &Pin::new("000001")), Ok(PinCheck::Wrong { left }));
        }
        assert!(matches!(check(db, &by, lead, &Pin::new("000001")), Ok(PinCheck::Locked { .. })));
        assert!(matches!(check(db, &by, lead, &Pin::new("246810")), Ok(PinCheck::Locked { .. })), "even the right one");
        let rows = audit::page(db, None, 99, 0).expect("audit");
        assert_eq!(rows.iter().filter(|row| row.action == "pin_wrong").count(), 5);
        assert!(rows.iter().all(|row| !row.detail.contains("246810")));
        set(db, &by, "ze", lead, &Pin::new("135791")).expect("set anew");
        assert_eq!(check(db, &by, lead, &Pin::new("135791")), Ok(PinCheck::Right));
    }

    #[test]
    fn two_equal_pins_have_two_hashes() {
        let store = Store::memory(Arc::new(SystemClock)).expect("store");
        let db = store.db();
        let by = By::new(None, db.real_now(), Zone::default());
        let mut hashes = Vec::new();
        for name in ["a", "b"] {
            let id = agents::add(db, name, name, None, Role::Lead, db.real_now()).expect("agent").id;
            set(db, &by, "u", id, &Pin::new("246810")).expect("set");
            let sql = "SELECT hash FROM pins WHERE agent_id = $1";
            hashes.push(first(db, sql, args![id], |row| Ok(row.text(0)?.to_owned())).expect("row"));
        }
        assert!(hashes[0].is_some() && hashes[0] != hashes[1]);
    }
}
