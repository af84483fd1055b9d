//! What is noted of goods: faults of a product's page.

use super::ask_chat;
use super::basis::Basis;
use crate::app::msg::Did;
use crate::domain::product::Card;
use crate::domain::{Problem, ProductId, SafeText};
use crate::store::{Engine, goods};

/// Notes what is wrong on a page; `line` asks for one sentence for whom it concerns.
pub(super) fn note_fault(
    basis: &Basis,
    db: &dyn Engine,
    product: ProductId,
    text: &SafeText,
    line: bool,
) -> Result<Did, Problem> {
    goods::add_fault(db, &basis.by(), product, text)?;
    let card = card(basis, db, product)?;
    let code = card.codes().next().unwrap_or_default();
    let line = line.then(|| basis.lang.fault_line(code, &card.title, &text.to_line(), &basis.me.name));
    Ok(Did::PageFault(Box::new(card), line))
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
