//! Buyers, as one platform or channel knows them.

use super::acts::{self, Inverse};
use super::engine::{Engine, Result, Row, args, first, list, write};
use super::rows::{Cols, missing};
use super::search::key;
use crate::domain::{By, Customer, CustomerId, Platform, RawText, SafeText, Time};

const COLUMNS: &str = "id, platform, external_id, nick, do_not_contact, careful, note, created_at";

fn read(row: &dyn Row) -> Result<Customer> {
    let mut c = Cols::new(row);
    Ok(Customer {
        id: CustomerId::new(c.int()?),
        platform: c.code("platform", Platform::parse)?,
        external_id: c.string()?,
        nick: c.line()?,
        do_not_contact: c.flag()?,
        careful: c.flag()?,
        note: c.opt_clean()?,
        created_at: c.time()?,
    })
}

/// The customer of an id.
pub fn by_id(db: &dyn Engine, id: CustomerId) -> Result<Option<Customer>> {
    first(db, &format!("SELECT {COLUMNS} FROM customers WHERE id = $1"), args![id], read)
}

/// Customers of a nick, whatever its case and width, newest first.
pub fn by_nick(db: &dyn Engine, nick: &str, limit: usize) -> Result<Vec<Customer>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM customers WHERE nick_key = $1 ORDER BY id DESC LIMIT $2"),
        args![&key(nick), limit as i64],
        read,
    )
}

/// The customer a platform or channel knows by `external_id`, made when new; a changed nick is taken over.
pub fn ensure(db: &dyn Engine, platform: Platform, external_id: &str, nick: &RawText, now: Time) -> Result<CustomerId> {
    write(db, || {
        let nick = nick.unclean();
        let nick = if nick.is_empty() { external_id } else { nick };
        let found = first(
            db,
            "SELECT id, nick FROM customers WHERE platform = $1 AND external_id = $2",
            args![platform.code(), external_id],
            |row| Ok((row.int(0)?, row.text(1)? == nick)),
        )?;
        let id = match found {
            Some((id, true)) => return Ok(CustomerId::new(id)),
            Some((id, false)) => id,
            None => db.next_id()?,
        };
        db.run(
            "INSERT INTO customers (id, platform, external_id, nick, nick_key, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (platform, external_id) DO UPDATE SET nick = excluded.nick, nick_key = excluded.nick_key",
            args![id, platform.code(), external_id, nick, &key(nick), now],
        )?;
        Ok(CustomerId::new(id))
    })
}

/// Sets what colleagues should know of a customer. An undo brings the old marks back.
pub fn mark(
    db: &dyn Engine,
    by: &By,
    id: CustomerId,
    do_not_contact: bool,
    careful: bool,
    note: Option<&SafeText>,
) -> Result<Customer> {
    write(db, || {
        let old = by_id(db, id)?.ok_or_else(|| missing("customer", id))?;
        let version = first(
            db,
            "UPDATE customers SET do_not_contact = $2, careful = $3, note = $4, changed_by = $5, version = version + 1 \
             WHERE id = $1 RETURNING version",
            args![id, do_not_contact, careful, note, by.agent],
            |row| row.int(0),
        )?;
        let inverse = Inverse::Set(&[
            ("do_not_contact", old.do_not_contact.into()),
            ("careful", old.careful.into()),
            ("note", old.note.as_ref().into()),
        ]);
        acts::record(db, by, "mark", ("customers", id.raw(), version.unwrap_or(0)), inverse)?;
        by_id(db, id)?.ok_or_else(|| missing("customer", id))
    })
}
