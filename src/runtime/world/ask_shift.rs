//! The to-do list of the shift, and the one most urgent thing.

use super::basis::Basis;
use crate::domain::shift::{ShiftList, ShiftSettings};
use crate::domain::urgency::{Target, Urgent};
use crate::domain::{ConversationId, Problem};
use crate::store::{Engine, conversations, shift};

/// The list as of now.
pub(super) fn shift(basis: &Basis, db: &dyn Engine) -> Result<ShiftList, Problem> {
    shift::list(db, &basis.by(), &settings(basis, db)?, &*basis.rules_at(db)?)
}

/// The most urgent thing over chats, cases, unpaid orders, orders to ship and promises. It only points.
pub(super) fn urgent(basis: &Basis, db: &dyn Engine, skip: Option<Target>) -> Result<Option<Urgent>, Problem> {
    shift::urgent(db, &basis.by(), &settings(basis, db)?, &*basis.rules_at(db)?, skip)
}

/// The most urgent chat that waits, but for those that were passed over.
pub(super) fn next_chat(
    basis: &Basis,
    db: &dyn Engine,
    but: &[ConversationId],
) -> Result<Option<ConversationId>, Problem> {
    Ok(conversations::most_urgent(db, basis.now(), but)?.map(|chat| chat.id))
}

fn settings(basis: &Basis, db: &dyn Engine) -> Result<ShiftSettings, Problem> {
    let (by, rules) = (basis.by(), basis.rules_at(db)?);
    let settings = shift::settings(db, &by, basis.config().unpaid_after, basis.zone, &rules)?;
    Ok(ShiftSettings { notices: basis.notices().to_vec(), ..settings })
}
