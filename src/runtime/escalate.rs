//! A chat is escalated by one way, for screen and command line alike.

use crate::domain::{Agent, AgentId, By, ConversationId, Problem, RawText, Role, SafeText};
use crate::store::{Engine, acts, agents, conversations, messages};
use crate::text::Lang;

/// To whom `me` escalates: of the others who may decide, the one of the least role. Nobody when there is none.
pub fn lead_of(db: &dyn Engine, me: Option<AgentId>) -> Result<Option<Agent>, Problem> {
    let leads = agents::all(db)?.into_iter().filter(|agent| agent.role >= Role::Lead && Some(agent.id) != me);
    Ok(leads.min_by_key(|agent| agent.role))
}

/// Marks a chat as escalated, notes why, and hands it to the lead, all undone in one go; tells to whom it went.
///
/// # Errors
/// [`Problem::Usage`] when nobody else may decide.
pub fn escalate(db: &dyn Engine, by: &By, lang: Lang, chat: ConversationId, why: &str) -> Result<Agent, Problem> {
    let lead = lead_of(db, by.agent)?.ok_or_else(|| Problem::Usage(SafeText::line(lang.cli_no_lead())))?;
    acts::bulk(db, by, || {
        conversations::escalate(db, by, chat, None)?;
        if !why.trim().is_empty() {
            messages::note(db, by, chat, &RawText::new(why))?;
        }
        conversations::assign(db, by, chat, None, Some(lead.id)).map(drop)
    })?;
    Ok(lead)
}
