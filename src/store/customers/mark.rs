//! What colleagues set on an account: 勿扰, 谨慎应答, blocked, a level, tags, a note.

use super::super::acts::{self, Inverse};
use super::super::engine::{Arg, Engine, Result, args, first, write};
use super::super::rows::{Cols, missing};
use super::expect;
use crate::domain::customer::{Blocked, Marking, Marks};
use crate::domain::{By, Customer, CustomerId, SafeText};

/// What was set on this account alone.
pub fn marks_of(db: &dyn Engine, id: CustomerId) -> Result<Marks> {
    let found = first(
        db,
        "SELECT do_not_contact, careful, note, level, tags, blocked_at, blocked_until, blocked_reason, blocked_by \
         FROM customers WHERE id = $1",
        args![id],
        |row| {
            let mut c = Cols::new(row);
            let mut marks = Marks {
                do_not_contact: c.flag()?,
                careful: c.flag()?,
                note: c.opt_clean()?,
                level: c.line()?,
                tags: c.text()?.split(' ').filter(|tag| !tag.is_empty()).map(SafeText::line).collect(),
                blocked: None,
            };
            let (at, until, reason, by) = (c.opt_time()?, c.opt_time()?, c.opt_clean()?, c.agent()?);
            marks.blocked = at.map(|at| Blocked { reason: reason.unwrap_or_default(), by, at, until });
            Ok(marks)
        },
    )?;
    found.ok_or_else(|| missing("customer", id))
}

/// Sets marks on an account. An undo brings the old ones back.
pub fn mark(db: &dyn Engine, by: &By, id: CustomerId, set: &Marking) -> Result<Customer> {
    write(db, || {
        let old = marks_of(db, id)?;
        let new = changed(by, &old, set);
        let (was, tags) = (joined(&old.tags), joined(&new.tags));
        let (before, after) = (columns(&old, &was), columns(&new, &tags));
        let mut values: Vec<Arg<'_>> = vec![id.into(), by.agent.into()];
        let mut sets = String::new();
        for (name, value) in &after {
            values.push(*value);
            sets.push_str(&format!("{name} = ${}, ", values.len()));
        }
        let sql = format!(
            "UPDATE customers SET {sets}changed_by = $2, version = version + 1 WHERE id = $1 RETURNING version"
        );
        let version = first(db, &sql, &values, |row| row.int(0))?.ok_or_else(|| missing("customer", id))?;
        acts::record(db, by, "mark", ("customers", id.raw(), version), Inverse::Set(&before))?;
        expect(db, id)
    })
}

fn changed(by: &By, old: &Marks, set: &Marking) -> Marks {
    let mut new = old.clone();
    new.do_not_contact = set.do_not_contact.unwrap_or(old.do_not_contact);
    new.careful = set.careful.unwrap_or(old.careful);
    if let Some(note) = &set.note {
        new.note = Some(note.clone()).filter(|note| !note.trim().is_empty());
    }
    if let Some(level) = &set.level {
        new.level = level.clone();
    }
    for tag in set.tag.iter().flat_map(|tag| tag.split_whitespace()).map(SafeText::line) {
        if !new.tags.contains(&tag) {
            new.tags.push(tag);
        }
    }
    new.tags.retain(|tag| !set.untag.contains(tag));
    if let Some(block) = &set.block {
        new.blocked = block.clone().map(|(reason, until)| Blocked { reason, by: by.agent, at: by.at, until });
    }
    new
}

fn joined(tags: &[SafeText]) -> String {
    tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(" ")
}

fn columns<'a>(marks: &'a Marks, tags: &'a str) -> [(&'static str, Arg<'a>); 9] {
    let blocked = marks.blocked.as_ref();
    [
        ("do_not_contact", marks.do_not_contact.into()),
        ("careful", marks.careful.into()),
        ("note", marks.note.as_ref().into()),
        ("level", (&marks.level).into()),
        ("tags", tags.into()),
        ("blocked_at", blocked.map(|b| b.at).into()),
        ("blocked_until", blocked.and_then(|b| b.until).into()),
        ("blocked_reason", blocked.map(|b| &b.reason).into()),
        ("blocked_by", blocked.and_then(|b| b.by).into()),
    ]
}
