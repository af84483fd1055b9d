//! The people who answer. Who acts is known by the operating-system user unless the lead acts for another.

use super::id::AgentId;
use super::safe_text::SafeText;

/// What an agent may do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Pre-sale: chats and orders.
    Presale,
    /// After-sale: refunds within the agent's limit.
    Aftersale,
    /// Team lead: approvals, acting for another.
    Lead,
    /// Shop owner: everything.
    Owner,
}

impl Role {
    /// All roles, least first.
    pub const ALL: [Role; 4] = [Role::Presale, Role::Aftersale, Role::Lead, Role::Owner];
    /// Its word in files, JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Presale => "presale",
            Role::Aftersale => "aftersale",
            Role::Lead => "lead",
            Role::Owner => "owner",
        }
    }
    /// The role of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// A person who answers customers.
#[derive(Clone, PartialEq, Debug)]
pub struct Agent {
    /// Their id.
    pub id: AgentId,
    /// The name others see.
    pub name: SafeText,
    /// The short code written into memos, such as `A07`.
    pub code: SafeText,
    /// The operating-system user that is this agent.
    pub os_user: Option<String>,
    /// What they may do.
    pub role: Role,
    /// False while the name is only the operating-system user's.
    pub named: bool,
}

impl Agent {
    /// The name buyers are told; empty while nobody has given one.
    pub fn said(&self) -> &str {
        if self.named { &self.name } else { "" }
    }
}
