//! What is wrong on a product's page, noted until it is mended.

use super::super::acts::{self, Inverse};
use super::super::agents::name_of;
use super::super::engine::{Arg, Engine, Result, Row, args, first, list, number, write};
use super::super::rows::{Cols, missing};
use super::super::tickets;
use super::Telling;
use crate::domain::product::Fault;
use crate::domain::ticket::{NewTicket, Ticket, TicketDesk, TicketKind};
use crate::domain::{AgentId, By, Problem, ProductId, SafeText, Time, Unsaid};

/// Notes a fault of a product's page; an undo takes it out.
pub fn add_fault(db: &dyn Engine, by: &By, product: ProductId, text: &SafeText) -> Result<Fault> {
    if text.trim().is_empty() {
        return Err(Problem::Unsaid(Unsaid::Fault));
    }
    write(db, || {
        if number(db, "SELECT count(*) FROM products WHERE id = $1", args![product])? == 0 {
            return Err(missing("product", product));
        }
        let id = db.next_id()?;
        db.run(
            "INSERT INTO product_faults (id, product_id, at, agent_id, body, changed_by) VALUES ($1, $2, $3, $4, $5, $4)",
            args![id, product, by.at, by.agent, text],
        )?;
        acts::record(db, by, "product_fault", ("product_faults", id, 1), Inverse::Remove)?;
        by_id(db, id)?.ok_or_else(|| missing("fault", id))
    })
}

/// Notes a fault of a product's page and opens the ticket that asks `desk` to mend it by `due_at`, in one act.
pub fn report_fault(
    db: &dyn Engine,
    by: &By,
    product: ProductId,
    text: &SafeText,
    (desk, due_at): (TicketDesk, Time),
) -> Result<(Fault, Ticket)> {
    acts::bulk(db, by, || {
        let fault = add_fault(db, by, product, text)?;
        let new = NewTicket {
            kind: TicketKind::PageFault,
            desk,
            body: text.clone(),
            order: None,
            chat: None,
            case: None,
            customer: None,
            fault: Some((product, fault.id)),
            due_at,
        };
        Ok((fault, tickets::open(db, by, &new)?))
    })
}

/// A fault was mended; tickets about it are worked off by that. One that somebody else has marked is told by
/// [`Problem::Changed`].
pub fn mend_fault(db: &dyn Engine, by: &By, id: i64) -> Result<Fault> {
    acts::bulk(db, by, || {
        if !mend_if_open(db, by, id)? {
            let who =
                first(db, "SELECT changed_by FROM product_faults WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(match who {
                Some(who) => Problem::Changed { by: name_of(db, who.map(AgentId::new))? },
                None => missing("fault", id),
            });
        }
        for ticket in tickets::open_of_fault(db, id)? {
            tickets::close(db, by, ticket)?;
        }
        by_id(db, id)?.ok_or_else(|| missing("fault", id))
    })
}

/// Marks a fault as mended; false when it is already.
pub(in crate::store) fn mend_if_open(db: &dyn Engine, by: &By, id: i64) -> Result<bool> {
    let version = first(
        db,
        "UPDATE product_faults SET mended_at = $2, changed_by = $3, version = version + 1 \
         WHERE id = $1 AND mended_at IS NULL RETURNING version",
        args![id, by.at, by.agent],
        |row| row.int(0),
    )?;
    let Some(version) = version else { return Ok(false) };
    let inverse = Inverse::Set(&[("mended_at", Arg::Null)]);
    acts::record(db, by, "product_fault_mended", ("product_faults", id, version), inverse)?;
    Ok(true)
}

/// The faults of a product's page, open ones first, then the newest.
pub fn faults(db: &dyn Engine, product: ProductId) -> Result<Vec<Fault>> {
    list(
        db,
        "SELECT id, at, agent_id, body, mended_at FROM product_faults WHERE product_id = $1 \
         ORDER BY CASE WHEN mended_at IS NULL THEN 0 ELSE 1 END, at DESC, id DESC",
        args![product],
        read,
    )
}

/// Keeps a fault a sheet names, once.
pub(super) fn told(db: &dyn Engine, telling: &Telling<'_>, product: ProductId, text: &SafeText) -> Result<()> {
    let known = "SELECT count(*) FROM product_faults WHERE product_id = $1 AND body = $2";
    if text.is_empty() || number(db, known, args![product, text])? > 0 {
        return Ok(());
    }
    let id = db.next_id()?;
    db.run(
        "INSERT INTO product_faults (id, product_id, at, body, source) VALUES ($1, $2, $3, $4, $5)",
        args![id, product, telling.made_at, text, telling.source],
    )?;
    Ok(())
}

fn by_id(db: &dyn Engine, id: i64) -> Result<Option<Fault>> {
    first(db, "SELECT id, at, agent_id, body, mended_at FROM product_faults WHERE id = $1", args![id], read)
}

fn read(row: &dyn Row) -> Result<Fault> {
    let mut c = Cols::new(row);
    Ok(Fault { id: c.int()?, at: c.time()?, by: c.agent()?, text: c.clean()?, mended_at: c.opt_time()? })
}
