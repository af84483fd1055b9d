//! A promise made to a customer that falls due: a gift, a courier, a call back.

use super::id::{AgentId, ConversationId, CustomerId, OrderId, PromiseId};
use super::safe_text::SafeText;
use super::time::Time;

/// A promise.
#[derive(Clone, PartialEq, Debug)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// To whom.
    pub customer: Option<CustomerId>,
    /// In which chat.
    pub conversation: Option<ConversationId>,
    /// About which order.
    pub order: Option<OrderId>,
    /// What was promised.
    pub text: SafeText,
    /// When it falls due.
    pub due_at: Time,
    /// When it was kept.
    pub done_at: Option<Time>,
    /// Who made it.
    pub agent: Option<AgentId>,
    /// When it was made.
    pub created_at: Time,
}
