//! 回评: the shop's public answer, from a draft to standing on the platform. kefu can write to no platform's reviews, so
//! each step is a person's word, and each can be taken back.

use super::super::acts::{self, Inverse};
use super::super::agents::name_of;
use super::super::engine::{Arg, Engine, Result, args, first, write};
use super::super::{audit, engine};
use super::reviews::expect;
use crate::domain::review::{AnswerState, Review};
use crate::domain::{AgentId, By, Problem, ReviewId, SafeText, Unsaid};

/// Keeps what we want to answer. `seen` is the version the agent looked at.
///
/// # Errors
/// [`Problem::Unsaid`] for an empty text, [`Problem::Changed`] when somebody was faster.
pub fn draft_answer(db: &dyn Engine, by: &By, id: ReviewId, seen: Option<i64>, text: &SafeText) -> Result<Review> {
    if text.trim().is_empty() {
        return Err(Problem::Unsaid(Unsaid::Answer));
    }
    change(db, by, id, seen, "review_draft", &|_| Next { draft: Some(text.clone()), state: AnswerState::Draft })
}

/// The draft was copied, to be put under the review by hand.
pub fn answer_copied(db: &dyn Engine, by: &By, id: ReviewId, seen: Option<i64>) -> Result<Review> {
    change(db, by, id, seen, "review_copied", &|_| Next { draft: None, state: AnswerState::Copied })
}

/// The draft stands on the platform, by the agent's word.
pub fn answer_done(db: &dyn Engine, by: &By, id: ReviewId, seen: Option<i64>) -> Result<Review> {
    write(db, || {
        let done = change(db, by, id, seen, "review_answered", &|_| Next { draft: None, state: AnswerState::Done })?;
        audit::add(db, by, None, "review_answer", ("review", &id.to_string()), done.answer.as_str())?;
        Ok(done)
    })
}

struct Next {
    draft: Option<SafeText>,
    state: AnswerState,
}

fn change(
    db: &dyn Engine,
    by: &By,
    id: ReviewId,
    seen: Option<i64>,
    what: &str,
    next: &dyn Fn(&Review) -> Next,
) -> Result<Review> {
    write(db, || {
        let old = expect(db, id)?;
        if seen.is_some_and(|seen| seen != old.version) {
            let who = first(db, "SELECT changed_by FROM reviews WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
        }
        let next = next(&old);
        let draft = next.draft.as_ref().unwrap_or(&old.draft);
        if draft.is_empty() {
            return Err(Problem::Unsaid(Unsaid::Draft));
        }
        let done = next.state == AnswerState::Done;
        let answer = if done { draft } else { &old.answer };
        let answered = if done { Some(by.at) } else { old.answered_at };
        let version = engine::number(
            db,
            "UPDATE reviews SET draft = $2, answer = $3, answer_state = $4, answered_at = $5, agent_id = $6, changed_by = $6, \
             version = version + 1 WHERE id = $1 RETURNING version",
            args![id, draft, answer, next.state.code(), answered, by.agent],
        )?;
        let inverse = [
            ("draft", Arg::from(&old.draft)),
            ("answer", Arg::from(&old.answer)),
            ("answer_state", Arg::Text(old.answer_state.code())),
            ("answered_at", Arg::from(old.answered_at)),
            ("agent_id", Arg::from(old.agent)),
        ];
        acts::record(db, by, what, ("reviews", id.raw(), version), Inverse::Set(&inverse))?;
        expect(db, id)
    })
}
