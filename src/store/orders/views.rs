//! Searches with a name: `today's unpaid`, `red flags of the flagship shop`.

use crate::domain::{By, OrderQuery, Problem, SafeText};
use crate::store::audit;
use crate::store::engine::{Engine, Result, args, list, write};

/// A search with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderView {
    /// Its name, unique among all.
    pub name: SafeText,
    /// What it looks for, as it is typed into the box.
    pub query: String,
}

/// All of them, by name.
pub fn all(db: &dyn Engine) -> Result<Vec<OrderView>> {
    list(db, "SELECT name, query FROM order_views ORDER BY name, id", &[], |row| {
        Ok(OrderView { name: SafeText::line(row.text(0)?), query: row.text(1)?.to_owned() })
    })
}

/// Keeps a search under a name; one that had the name gives way. Fails when the search is not understood.
pub fn save(db: &dyn Engine, by: &By, name: &str, query: &str) -> Result<()> {
    OrderQuery::parse(query).map_err(Problem::Query)?;
    let name = SafeText::line(name.trim());
    write(db, || {
        db.run(
            "INSERT INTO order_views (id, name, query, agent_id, saved_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (name) DO UPDATE SET query = excluded.query, agent_id = excluded.agent_id, saved_at = excluded.saved_at",
            args![db.next_id()?, &name, query.trim(), by.agent, by.at],
        )?;
        audit::add(db, by, None, "view_saved", ("order_view", &name), query.trim()).map(drop)
    })
}

/// Forgets a search; what it looked for stays in the audit. Fails when there is none of that name.
pub fn remove(db: &dyn Engine, by: &By, name: &str) -> Result<()> {
    let name = SafeText::line(name.trim());
    write(db, || {
        let old =
            list(db, "SELECT query FROM order_views WHERE name = $1", args![&name], |row| Ok(row.text(0)?.to_owned()))?;
        let Some(query) = old.into_iter().next() else {
            return Err(Problem::NotFound { kind: "view", key: name.clone() });
        };
        db.run("DELETE FROM order_views WHERE name = $1", args![&name])?;
        audit::add(db, by, None, "view_removed", ("order_view", &name), &query).map(drop)
    })
}
