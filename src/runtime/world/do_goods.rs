//! What is noted of goods: faults of a product's page.

use super::ask_chat;
use super::basis::Basis;
use crate::app::msg::Did;
use crate::domain::product::Card;
use crate::domain::ticket::TicketKind;
use crate::domain::{Problem, ProductId, SafeText, Time};
use crate::store::{Engine, goods};

/// Notes what is wrong on a page; with `due_at` the lead is asked to have it mended by then, which gives a line to copy.
pub(super) fn note_fault(
    basis: &Basis,
    db: &dyn Engine,
    product: ProductId,
    text: &SafeText,
    due_at: Option<Time>,
) -> Result<Did, Problem> {
    let line = match due_at {
        Some(due_at) => {
            let desk = TicketKind::PageFault.usual_desk();
            let (_, ticket) = goods::report_fault(db, &basis.by(), product, text, (desk, due_at))?;
            Some(basis.lang.ticket_line(&ticket, "", &basis.me_at(db)?.name, basis.zone, basis.now()))
        }
        None => {
            goods::add_fault(db, &basis.by(), product, text)?;
            None
        }
    };
    Ok(Did::PageFault(Box::new(card(basis, db, product)?), line))
}

/// A fault of a page was mended.
pub(super) fn mend_fault(basis: &Basis, db: &dyn Engine, product: ProductId, fault: i64) -> Result<Did, Problem> {
    goods::mend_fault(db, &basis.by(), fault)?;
    Ok(Did::PageFault(Box::new(card(basis, db, product)?), None))
}

fn card(basis: &Basis, db: &dyn Engine, id: ProductId) -> Result<Card, Problem> {
    let missing = || Problem::NotFound { kind: "product", key: SafeText::line(&id.to_string()) };
    ask_chat::products(basis, db, &[id])?.pop().ok_or_else(missing)
}
