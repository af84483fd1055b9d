//! The line of its order that a case is about, as far as files name it: by the platform's number of the line, by the
//! seller's code, by the title. It is worked out anew whenever a line of the order or what names it is told of, so that
//! nothing depends on which file was read first.

use serde_json::{Value, json};

use super::super::engine::{Engine, Result, args, list, number};
use super::line::fold;
use crate::domain::{CaseId, Damage, OrderId, OrderLineId, Problem, RefundFacts};

/// How files name a line; empty where they do not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Said {
    /// The platform's number of it.
    line: String,
    /// The seller's code of the goods.
    outer: String,
    /// Their title.
    title: String,
}

impl Said {
    fn of(facts: &RefundFacts) -> Self {
        let title = facts.title.unclean().trim().to_owned();
        Self { line: facts.line.trim().to_owned(), outer: facts.outer_id.trim().to_owned(), title }
    }

    fn is_nothing(&self) -> bool {
        self.line.is_empty() && self.outer.is_empty() && self.title.is_empty()
    }

    /// What an earlier file said, and where that is silent what this one says.
    fn after(self, earlier: Self) -> Self {
        let first = |earlier: String, now: String| if earlier.is_empty() { now } else { earlier };
        Self {
            line: first(earlier.line, self.line),
            outer: first(earlier.outer, self.outer),
            title: first(earlier.title, self.title),
        }
    }

    fn write(&self) -> String {
        json!([self.line, self.outer, self.title]).to_string()
    }

    fn read(text: &str) -> Result<Self> {
        let damaged = || Problem::Damaged(Damage::CaseLine);
        let all: Value = serde_json::from_str(text).map_err(|_| damaged())?;
        let word = |at: usize| all.get(at).and_then(Value::as_str).map(str::to_owned).ok_or_else(damaged);
        Ok(Self { line: word(0)?, outer: word(1)?, title: word(2)? })
    }

    /// The one line it names for certain. A code or a title that two lines have names neither; nor does either name a line
    /// whose own number is another one than was said.
    fn names(&self, lines: &[Line]) -> Option<OrderLineId> {
        if let Some(line) = lines.iter().find(|line| !self.line.is_empty() && line.number == self.line) {
            return Some(line.id);
        }
        let by_code = || only(lines.iter().filter(|line| !self.outer.is_empty() && line.outer == self.outer));
        let title = fold(&self.title);
        let by_title = || only(lines.iter().filter(|line| !title.is_empty() && line.title == title));
        let found = by_code().or_else(by_title)?;
        (self.line.is_empty() || found.is_numbered_by_us).then_some(found.id)
    }
}

/// A line of an order, as it can be named.
struct Line {
    id: OrderLineId,
    number: String,
    is_numbered_by_us: bool,
    outer: String,
    title: String,
}

fn lines(db: &dyn Engine, order: OrderId) -> Result<Vec<Line>> {
    list(
        db,
        "SELECT l.id, l.line, l.outer_id, l.title, o.number FROM order_lines l JOIN orders o ON o.id = l.order_id \
         WHERE l.order_id = $1 ORDER BY l.position, l.id",
        args![order],
        |row| {
            let number = row.text(1)?.trim().to_owned();
            let is_numbered_by_us = number.strip_prefix(row.text(4)?).is_some_and(|rest| rest.starts_with('-'));
            let (outer, title) = (row.text(2)?.trim().to_owned(), fold(row.text(3)?));
            Ok(Line { id: OrderLineId::new(row.int(0)?), number, is_numbered_by_us, outer, title })
        },
    )
}

/// The line a refund is for, for the sake of what may be the same matter: the only one there is, or the one it names.
pub(super) fn of(db: &dyn Engine, order: OrderId, facts: &RefundFacts) -> Result<Option<OrderLineId>> {
    let lines = lines(db, order)?;
    Ok(match lines.as_slice() {
        [only] => Some(only.id),
        all => Said::of(facts).names(all),
    })
}

/// True when a case is known by how files name its line.
pub(super) fn is_any_named(db: &dyn Engine) -> Result<bool> {
    let sql = "SELECT count(*) FROM (SELECT order_id FROM cases WHERE line_said IS NOT NULL LIMIT 1) c";
    Ok(number(db, sql, &[])? > 0)
}

/// Keeps how a file names the line of a case, and gives the case that line; true when it names one.
pub(super) fn note(db: &dyn Engine, id: CaseId, facts: &RefundFacts) -> Result<bool> {
    let says = Said::of(facts);
    if says.is_nothing() {
        return Ok(false);
    }
    let known = list(db, "SELECT line_said, order_id FROM cases WHERE id = $1", args![id], |row| {
        Ok((row.opt_text(0)?.map(Said::read).transpose()?, OrderId::new(row.int(1)?)))
    })?;
    for (earlier, order) in known {
        let now = says.clone().after(earlier.clone().unwrap_or_default());
        if earlier.as_ref() != Some(&now) {
            db.run("UPDATE cases SET line_said = $2 WHERE id = $1", args![id, &now.write()])?;
        }
        settle(db, order)?;
    }
    Ok(true)
}

/// Gives each case a platform tells of on an order the line that is named, now that a line or what names it has changed.
/// What people here opened keeps the line they chose.
pub(super) fn settle(db: &dyn Engine, order: OrderId) -> Result<()> {
    let told = list(
        db,
        "SELECT id, order_line_id, line_said FROM cases WHERE order_id = $1 AND line_said IS NOT NULL AND origin = 'import'",
        args![order],
        |row| {
            let said = Said::read(row.opt_text(2)?.unwrap_or_default())?;
            Ok((row.int(0)?, row.opt_int(1)?.map(OrderLineId::new), said))
        },
    )?;
    if told.is_empty() {
        return Ok(());
    }
    let lines = lines(db, order)?;
    for (id, line, said) in told {
        let named = said.names(&lines);
        if named != line {
            db.run("UPDATE cases SET order_line_id = $2 WHERE id = $1", args![id, named])?;
        }
    }
    Ok(())
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}
