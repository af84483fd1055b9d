//! Several accounts of one person: merged by an agent, never by themselves, and taken apart again with nothing lost:
//! orders and chats stay with the account they came in by.

use super::super::acts::{self, Inverse};
use super::super::audit;
use super::super::engine::{Engine, Result, args, first, list};
use super::super::rows::missing;
use super::{PERSON, expect, marks_of};
use crate::domain::customer::Account;
use crate::domain::{By, CustomerId};

/// The accounts of the person an account belongs to, the one the others are seen under first.
pub fn members(db: &dyn Engine, id: CustomerId) -> Result<Vec<CustomerId>> {
    let sql = format!(
        "SELECT id FROM customers WHERE id IN {PERSON} ORDER BY CASE WHEN merged_into IS NULL THEN 0 ELSE 1 END, id"
    );
    list(db, &sql, args![id], |row| row.int(0).map(CustomerId::new))
}

/// The same accounts with what was set on each.
pub fn person(db: &dyn Engine, id: CustomerId) -> Result<Vec<Account>> {
    let accounts = members(db, id)?;
    if accounts.is_empty() {
        return Err(missing("customer", id));
    }
    let account = |id| Ok(Account { customer: expect(db, id)?, marks: marks_of(db, id)? });
    accounts.into_iter().map(account).collect()
}

/// Says that two accounts are one person; true when they were not yet. An undo takes them apart.
pub fn merge(db: &dyn Engine, by: &By, into: CustomerId, other: CustomerId) -> Result<bool> {
    acts::bulk(db, by, || {
        let (stay, come) = (members(db, into)?, members(db, other)?);
        let root = *stay.first().ok_or_else(|| missing("customer", into))?;
        if come.is_empty() {
            return Err(missing("customer", other));
        }
        if come.contains(&root) {
            return Ok(false);
        }
        for account in come {
            point(db, by, "merge", account, Some(root))?;
        }
        audit::add(db, by, None, "merge", ("customer", &root.to_string()), &other.to_string())?;
        Ok(true)
    })
}

/// Takes an account out of its person; true when it was merged with others, which stay together. An undo merges again.
pub fn unmerge(db: &dyn Engine, by: &By, id: CustomerId) -> Result<bool> {
    acts::bulk(db, by, || {
        let accounts = members(db, id)?;
        let rest: Vec<CustomerId> = accounts.iter().copied().filter(|other| *other != id).collect();
        let Some(next) = rest.first().copied() else { return Ok(false) };
        if accounts.first() == Some(&id) {
            // The others were seen under it: from now on under the next of them.
            point(db, by, "unmerge", next, None)?;
            for other in rest.into_iter().skip(1) {
                point(db, by, "unmerge", other, Some(next))?;
            }
        } else {
            point(db, by, "unmerge", id, None)?;
        }
        audit::add(db, by, None, "unmerge", ("customer", &id.to_string()), "")?;
        Ok(true)
    })
}

fn point(db: &dyn Engine, by: &By, what: &str, id: CustomerId, to: Option<CustomerId>) -> Result<()> {
    let old = first(db, "SELECT merged_into FROM customers WHERE id = $1", args![id], |row| row.opt_int(0))?;
    let version = first(
        db,
        "UPDATE customers SET merged_into = $2, changed_by = $3, version = version + 1 WHERE id = $1 RETURNING version",
        args![id, to, by.agent],
        |row| row.int(0),
    )?;
    let inverse = [("merged_into", old.flatten().into())];
    acts::record(db, by, what, ("customers", id.raw(), version.unwrap_or(0)), Inverse::Set(&inverse))?;
    Ok(())
}
