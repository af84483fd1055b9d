//! The people who answer.

use super::engine::{Engine, Result, args, first, list, write};
use super::rows::{Cols, missing};
use crate::domain::{Agent, AgentId, Problem, Role, SafeText, Time};

const COLUMNS: &str = "id, name, code, os_user, role, named";

fn read(row: &dyn super::engine::Row) -> Result<Agent> {
    let mut c = Cols::new(row);
    Ok(Agent {
        id: AgentId::new(c.int()?),
        name: c.line()?,
        code: c.line()?,
        os_user: c.opt_string()?,
        role: c.code("role", Role::parse)?,
        named: c.int()? != 0,
    })
}

/// All agents, by name.
pub fn all(db: &dyn Engine) -> Result<Vec<Agent>> {
    list(db, &format!("SELECT {COLUMNS} FROM agents WHERE active = 1 ORDER BY name"), &[], read)
}

/// The agent of an id.
pub fn by_id(db: &dyn Engine, id: AgentId) -> Result<Option<Agent>> {
    first(db, &format!("SELECT {COLUMNS} FROM agents WHERE id = $1"), args![id], read)
}

/// The agent of a name or a code.
pub fn by_name(db: &dyn Engine, name: &str) -> Result<Option<Agent>> {
    first(
        db,
        &format!(
            "SELECT {COLUMNS} FROM agents WHERE name = $1 OR code = $1 ORDER BY CASE WHEN name = $1 THEN 0 ELSE 1 END, id LIMIT 1"
        ),
        args![name],
        read,
    )
}

/// The agent of an operating-system user.
pub fn by_os_user(db: &dyn Engine, user: &str) -> Result<Option<Agent>> {
    first(
        db,
        &format!("SELECT {COLUMNS} FROM agents WHERE os_user = $1 AND active = 1 ORDER BY id LIMIT 1"),
        args![user],
        read,
    )
}

/// Adds an agent. A name that exists already is a [`Problem::NameTaken`].
pub fn add(db: &dyn Engine, name: &str, code: &str, os_user: Option<&str>, role: Role, now: Time) -> Result<Agent> {
    write(db, || {
        let id = AgentId::new(db.next_id()?);
        let changed = db.run(
            "INSERT INTO agents (id, name, code, os_user, role, active, created_at) VALUES ($1, $2, $3, $4, $5, 1, $6) \
             ON CONFLICT (name) DO NOTHING",
            args![id, name, code, os_user, role.code(), now],
        )?;
        if changed == 0 {
            return Err(Problem::NameTaken { name: SafeText::line(name) });
        }
        by_id(db, id)?.ok_or_else(|| missing("agent", name))
    })
}

/// Gives an agent another role.
pub fn set_role(db: &dyn Engine, id: AgentId, role: Role) -> Result<()> {
    let changed = write(db, || db.run("UPDATE agents SET role = $2 WHERE id = $1", args![id, role.code()]))?;
    if changed == 0 { Err(missing("agent", id)) } else { Ok(()) }
}

/// Gives an agent another name, one that buyers may be told; a short code that was only the old name follows it. A name
/// that somebody else has is a [`Problem::NameTaken`].
pub fn rename(db: &dyn Engine, id: AgentId, name: &str) -> Result<Agent> {
    write(db, || {
        if by_name(db, name)?.is_some_and(|other| other.id != id && other.name.as_str() == name) {
            return Err(Problem::NameTaken { name: SafeText::line(name) });
        }
        let sql =
            "UPDATE agents SET code = CASE WHEN code = name THEN $2 ELSE code END, name = $2, named = 1 WHERE id = $1";
        db.run(sql, args![id, name])?;
        by_id(db, id)?.ok_or_else(|| missing("agent", name))
    })
}

/// The agent who acts: the one of this name (which must exist), else the one of this operating-system user, else, in
/// a file without agents, a new owner named after the user until they say what they are called. In a file with agents an unknown user is told so.
pub fn who(db: &dyn Engine, name: Option<&str>, os_user: &str, now: Time) -> Result<Agent> {
    if let Some(name) = name {
        if let Some(agent) = by_name(db, name)? {
            return Ok(agent);
        }
        return match all(db)?.as_slice() {
            [] if db.is_writable() => add(db, name, name, Some(os_user), Role::Owner, now),
            // Whoever came first had no name yet: this is it.
            [only] if !only.named && db.is_writable() => rename(db, only.id, name),
            _ => Err(missing("agent", name)),
        };
    }
    if let Some(agent) = by_os_user(db, os_user)? {
        return Ok(agent);
    }
    let agents = all(db)?;
    match <[Agent; 1]>::try_from(agents) {
        // One person works here: whoever sits at the machine is them.
        Ok([only]) => Ok(only),
        Err(agents) if agents.is_empty() => {
            let owner = add(db, os_user, os_user, Some(os_user), Role::Owner, now)?;
            write(db, || db.run("UPDATE agents SET named = 0 WHERE id = $1", args![owner.id]))?;
            Ok(Agent { named: false, ..owner })
        }
        Err(_) => Err(missing("agent", os_user)),
    }
}

/// The name of whoever changed a row, for "somebody was faster"; `?` when nobody is known.
pub(super) fn name_of(db: &dyn Engine, id: Option<AgentId>) -> Result<SafeText> {
    let name = match id {
        Some(id) => by_id(db, id)?.map(|agent| agent.name),
        None => None,
    };
    Ok(name.unwrap_or_else(|| SafeText::line("kefu")))
}
