//! How much one person may give away, and when a second one has to say so with a PIN of their own.

use super::refusal::Refusal;
use crate::domain::{AgentId, Currency, Money, Role, SafeText, Time};

use super::clock::Confidence;

/// The limits of one currency.
#[derive(Clone, PartialEq, Debug)]
pub struct LimitRow {
    /// The currency.
    pub currency: Currency,
    /// What someone who answers chats may refund alone.
    pub agent: Money,
    /// What the lead may refund alone. Above it there are always two people, where two work here.
    pub lead: Money,
    /// Compensation for one order, in all.
    pub per_order: Money,
    /// Compensation by one agent on one day, in all.
    pub per_day: Money,
    /// Where the numbers come from.
    pub source: SafeText,
    /// How sure they are.
    pub confidence: Confidence,
}

/// What the law adds when goods were sold by fraud; only warned of.
#[derive(Clone, PartialEq, Debug)]
pub struct FraudRow {
    /// Reasons it is warned of for.
    pub reasons: Vec<String>,
    /// How many times the price.
    pub times: i64,
    /// And at least this.
    pub least: Money,
    /// Where it comes from.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What evidence files may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileLimits {
    /// The largest, in bytes.
    pub max_bytes: u64,
    /// The most of one case, in bytes.
    pub max_case_bytes: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self { max_bytes: 200 << 20, max_case_bytes: 1 << 30 }
    }
}

/// All limits.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Limits {
    /// By currency. In one that has no row an agent may give nothing alone.
    pub rows: Vec<LimitRow>,
    /// What the law adds.
    pub fraud: Vec<FraudRow>,
    /// What files may be.
    pub files: FileLimits,
}

/// A second person, who has proved with their PIN that it is them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Second {
    /// Who.
    pub agent: AgentId,
    /// What they may do.
    pub role: Role,
}

/// A PIN as it was typed: never shown, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// The shortest one that may be set, in characters.
    pub const SHORTEST: usize = 6;
    /// The longest.
    pub const LONGEST: usize = 64;

    /// A PIN as typed, blanks around it aside.
    pub fn new(typed: &str) -> Self {
        Self(typed.trim().to_owned())
    }
    /// Its characters.
    pub fn typed(&self) -> &str {
        &self.0
    }
    /// True when it may be set: long enough, and not one character over and over.
    pub fn may_be_set(&self) -> bool {
        let first = self.0.chars().next();
        (Self::SHORTEST..=Self::LONGEST).contains(&self.0.chars().count()) && self.0.chars().any(|c| Some(c) != first)
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(***)")
    }
}

/// What came of a PIN.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinCheck {
    /// It is theirs.
    Right,
    /// It is not; so many attempts are left.
    Wrong {
        /// Attempts left before the PIN is locked.
        left: i64,
    },
    /// Too many were wrong: none is looked at until then.
    Locked {
        /// Until when.
        until: Time,
    },
    /// They have not set one.
    Unset,
}

/// A second person by name, with the PIN they typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    /// Name or code of the person.
    pub name: String,
    /// Their PIN.
    pub pin: Pin,
}

/// On whose word money is given away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Authority {
    /// What the person who acts may do.
    pub role: Role,
    /// True when nobody else works here, so that there can be no second person.
    pub alone: bool,
    /// The second person, if there is one.
    pub second: Option<Second>,
}

impl Default for Authority {
    /// The least: somebody who answers chats, without a second person.
    fn default() -> Self {
        Self { role: Role::Presale, alone: false, second: None }
    }
}

impl Limits {
    /// The row of a currency.
    pub fn row(&self, currency: Currency) -> Option<&LimitRow> {
        self.rows.iter().find(|row| row.currency == currency)
    }

    /// What someone of this role may refund alone; nothing means without limit.
    pub fn alone(&self, role: Role, currency: Currency) -> Option<Money> {
        let none = Money::new(0, currency);
        match role {
            Role::Presale | Role::Aftersale => Some(self.row(currency).map_or(none, |row| row.agent)),
            Role::Lead => Some(self.row(currency).map_or(none, |row| row.lead)),
            Role::Owner => None,
        }
    }

    /// The most this person may refund without asking a second one; nothing means without limit. The owner asks one
    /// above the lead's limit, where anybody else works here.
    pub fn unasked(&self, authority: &Authority, currency: Currency) -> Option<Money> {
        match authority.role {
            Role::Owner if authority.alone => None,
            Role::Owner => self.row(currency).map(|row| row.lead),
            role => self.alone(role, currency),
        }
    }

    /// Whether a refund of `amount` by `by` may be given on this authority.
    ///
    /// # Errors
    /// [`Refusal::OverLimit`] when a second person is needed, [`Refusal::NotSecond`] when the one named is the same
    /// person or may not give so much either.
    pub fn may_refund(&self, amount: Money, by: Option<AgentId>, authority: &Authority) -> Result<(), Refusal> {
        let over = |limit: Option<Money>| limit.filter(|limit| amount.minor() > limit.minor());
        let Some(limit) = over(self.unasked(authority, amount.currency())) else { return Ok(()) };
        let Some(second) = authority.second else { return Err(Refusal::OverLimit { asked: amount, limit }) };
        let own_is_enough = over(self.alone(authority.role, amount.currency())).is_none();
        let theirs_is_enough = over(self.alone(second.role, amount.currency())).is_none();
        let fits = if own_is_enough { second.role >= Role::Lead } else { theirs_is_enough };
        if fits && Some(second.agent) != by { Ok(()) } else { Err(Refusal::NotSecond { asked: amount }) }
    }

    /// What the law may add for this reason, as far as the price is known: only ever warned of.
    pub fn fraud_claim(&self, reason: Option<&str>, price: Option<Money>) -> Option<(&FraudRow, Money)> {
        let row = self.fraud.iter().find(|row| row.reasons.iter().any(|code| Some(code.as_str()) == reason))?;
        let price = price.filter(|price| price.currency() == row.least.currency())?;
        let times = Money::new(price.minor().checked_mul(row.times)?, price.currency());
        Some((row, if times.minor() < row.least.minor() { row.least } else { times }))
    }
}
