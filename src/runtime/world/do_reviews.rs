//! 回评 from the screen: kept as copied, and later said to stand on the platform.

use super::act::Told;
use super::basis::Basis;
use crate::app::msg::Done;
use crate::domain::{ReviewId, SafeText};
use crate::store::goods::{answer_copied, answer_done, draft_answer};
use crate::store::{Engine, acts};

/// Keeps an answer that was copied; one undo takes both back.
pub(super) fn answer(basis: &Basis, db: &dyn Engine, id: ReviewId, version: i64, text: &SafeText) -> Told {
    let by = basis.by();
    acts::bulk(db, &by, || {
        let drafted = draft_answer(db, &by, id, Some(version), text)?;
        answer_copied(db, &by, id, Some(drafted.version)).map(drop)
    })?;
    Ok(Done::ReviewCopied)
}

/// The answer stands on the platform.
pub(super) fn done(basis: &Basis, db: &dyn Engine, id: ReviewId, version: i64) -> Told {
    answer_done(db, &basis.by(), id, Some(version))?;
    Ok(Done::DoneOnPlatform)
}
