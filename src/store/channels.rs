//! Channels: how far each has been read, and which process runs it.

use super::engine::{Engine, Result, args, first, list, write};
use crate::domain::{Span, Time};

/// How far a channel was read.
pub fn cursor(db: &dyn Engine, channel: &str) -> Result<Option<String>> {
    first(db, "SELECT cursor FROM channel_cursors WHERE channel = $1", args![channel], |row| {
        Ok(row.text(0)?.to_owned())
    })
}

/// Moves a channel's cursor; in the transaction of the messages it covers.
pub fn set_cursor(db: &dyn Engine, channel: &str, cursor: &str) -> Result<()> {
    write(db, || {
        db.run(
            "INSERT INTO channel_cursors (channel, cursor, at) VALUES ($1, $2, $3) \
             ON CONFLICT (channel) DO UPDATE SET cursor = excluded.cursor, at = excluded.at",
            args![channel, cursor, db.real_now()],
        )?;
        Ok(())
    })
}

/// Takes or renews the right to run a channel for `length` by the real clock; false while another process has it.
pub fn lease(db: &dyn Engine, channel: &str, owner: &str, length: Span) -> Result<bool> {
    let now = db.real_now();
    write(db, || {
        let changed = db.run(
            "INSERT INTO channel_leases (channel, owner, until) VALUES ($1, $2, $3) ON CONFLICT (channel) DO UPDATE SET \
             owner = excluded.owner, until = excluded.until WHERE channel_leases.owner = $2 OR channel_leases.until < $4",
            args![channel, owner, now.plus(length), now],
        )?;
        Ok(changed == 1)
    })
}

/// Gives a channel back.
pub fn release(db: &dyn Engine, channel: &str, owner: &str) -> Result<()> {
    write(db, || {
        db.run("DELETE FROM channel_leases WHERE channel = $1 AND owner = $2", args![channel, owner])?;
        Ok(())
    })
}

/// Channels somebody runs, with the owner and until when.
pub fn leases(db: &dyn Engine) -> Result<Vec<(String, String, Time)>> {
    list(db, "SELECT channel, owner, until FROM channel_leases ORDER BY channel", &[], |row| {
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), Time::from_ms(row.int(2)?)))
    })
}
