//! Small values kefu remembers between runs.

use super::engine::{Engine, Result, args, first, write};

/// The value of a name.
pub fn load(db: &dyn Engine, name: &str) -> Result<Option<String>> {
    first(db, "SELECT value FROM settings WHERE name = $1", args![name], |row| Ok(row.text(0)?.to_owned()))
}

/// Remembers a value.
pub fn save(db: &dyn Engine, name: &str, value: &str) -> Result<()> {
    write(db, || {
        db.run(
            "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
            args![name, value, db.real_now()],
        )?;
        Ok(())
    })
}
