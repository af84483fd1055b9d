//! How much an agent may give away on an order by role, and what the colours of flags mean.

use super::ActRefusal;
use crate::domain::aftersale::Authority;
use crate::domain::{AgentId, Flag, Money, Platform, Role, SafeText};

/// How many hundredths of the price each role may give away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActLimits {
    /// By a price change before the payment, in the order of [`Role::ALL`].
    pub reprice: [i64; 4],
    /// By a price guarantee after it.
    pub price_guard: [i64; 4],
}

impl Default for ActLimits {
    /// Nothing for anybody but the owner.
    fn default() -> Self {
        Self { reprice: [0, 0, 0, 100], price_guard: [0, 0, 0, 100] }
    }
}

/// On whose word an amount is given away on an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// What whoever acts may give alone.
    pub own: Money,
    /// The second person, where one was needed.
    pub second: Option<AgentId>,
}

impl ActLimits {
    /// What a role may give away of the price by a change of price before the payment.
    pub fn may_reprice(&self, role: Role, price: Money) -> Money {
        most(self.reprice, role, price)
    }
    /// What a role may give back of what was paid by a price guarantee.
    pub fn may_guard(&self, role: Role, paid: Money) -> Money {
        most(self.price_guard, role, paid)
    }
    /// On whose word a price change may give so much away.
    ///
    /// # Errors
    /// [`ActRefusal::OverLimit`] when a second person is needed, [`ActRefusal::NotSecond`] when the one named is the
    /// same person or may not give so much either.
    pub fn reprice(&self, by: Giver<'_>, price: Money, less: Money) -> Result<Word, ActRefusal> {
        within(self.reprice, by, price, less)
    }
    /// On whose word a price guarantee may give so much back.
    ///
    /// # Errors
    /// As [`Self::reprice`].
    pub fn price_guard(&self, by: Giver<'_>, paid: Money, back: Money) -> Result<Word, ActRefusal> {
        within(self.price_guard, by, paid, back)
    }
}

/// Who gives, and on whose word.
pub type Giver<'a> = (Option<AgentId>, &'a Authority);

fn most(percent: [i64; 4], role: Role, whole: Money) -> Money {
    let at = Role::ALL.iter().position(|known| *known == role).unwrap_or(0);
    let most = i128::from(whole.minor()) * i128::from(percent[at]) / 100;
    Money::new(i64::try_from(most).unwrap_or(0), whole.currency())
}

fn within(percent: [i64; 4], (by, word): Giver<'_>, whole: Money, part: Money) -> Result<Word, ActRefusal> {
    let own = most(percent, word.role, whole);
    if part.minor() <= own.minor() {
        return Ok(Word { own, second: None });
    }
    let Some(second) = word.second else { return Err(ActRefusal::OverLimit { most: own }) };
    let is_enough = part.minor() <= most(percent, second.role, whole).minor();
    match is_enough && Some(second.agent) != by {
        true => Ok(Word { own, second: Some(second.agent) }),
        false => Err(ActRefusal::NotSecond { asked: part }),
    }
}

/// What a flag's colour means, and what the platform calls it.
#[derive(Clone, PartialEq, Debug)]
pub struct FlagRow {
    /// Our colour.
    pub flag: Flag,
    /// On these platforms; empty means all.
    pub platforms: Vec<Platform>,
    /// What it is for, in Chinese and in English.
    pub meaning: [SafeText; 2],
    /// What the platform calls it, where that is another colour or a number.
    pub there: Option<SafeText>,
}

/// The row of a flag on a platform: the platform's own before the general one.
pub fn flag_words(rows: &[FlagRow], flag: Flag, platform: Platform) -> Option<&FlagRow> {
    rows.iter()
        .filter(|row| row.flag == flag && (row.platforms.is_empty() || row.platforms.contains(&platform)))
        .max_by_key(|row| !row.platforms.is_empty())
}

/// True when a platform has flags of its own and nobody knows what it calls them: neither its interface nor a row of the
/// shop tells. A flag is then kept by its colour alone, and the nearest one picked on the platform.
pub fn flag_names_unknown(rows: &[FlagRow], platform: Platform) -> bool {
    matches!(platform, Platform::Pdd | Platform::Douyin | Platform::Wechat)
        && !rows.iter().any(|row| row.platforms.contains(&platform) && row.there.is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::aftersale::Second;

    const ME: Option<AgentId> = Some(AgentId::new(1));

    fn alone(role: Role) -> Authority {
        Authority { role, ..Authority::default() }
    }

    #[test]
    fn nobody_gives_away_more_than_their_role_may_without_a_second_person() {
        let limits = ActLimits { reprice: [10, 10, 30, 100], ..ActLimits::default() };
        let price = Money::fen(9_999);
        let may = |role, less| limits.reprice((ME, &alone(role)), price, Money::fen(less));
        assert_eq!(may(Role::Presale, 999), Ok(Word { own: Money::fen(999), second: None }));
        assert_eq!(may(Role::Presale, 1_000), Err(ActRefusal::OverLimit { most: Money::fen(999) }));
        assert!(may(Role::Lead, 1_000).is_ok());
        assert!(may(Role::Presale, -500).is_ok(), "dearer is no gift");

        let with = |second: i64, role, less| {
            let second = Some(Second { agent: AgentId::new(second), role });
            let word = Authority { second, ..alone(Role::Presale) };
            limits.reprice((ME, &word), price, Money::fen(less))
        };
        let not = |asked| Err(ActRefusal::NotSecond { asked: Money::fen(asked) });
        assert_eq!(with(2, Role::Lead, 2_999).map(|word| word.second), Ok(Some(AgentId::new(2))));
        assert_eq!(with(2, Role::Lead, 3_000), not(3_000), "it is more than the lead may give either");
        assert_eq!(with(2, Role::Owner, 3_000).map(|word| word.second), Ok(Some(AgentId::new(2))));
        assert_eq!(with(2, Role::Aftersale, 1_000), not(1_000), "a colleague may not give more");
        assert_eq!(with(1, Role::Owner, 1_000), not(1_000), "nobody is their own second person");
        assert_eq!(with(2, Role::Lead, 999).map(|word| word.second), Ok(None), "nobody was needed");
    }

    proptest! {
        #[test]
        fn the_limit_is_never_passed(price in 0i64..1 << 60, part in 0i64..1 << 60, percent in 0i64..=100) {
            let limits = ActLimits { price_guard: [percent; 4], ..ActLimits::default() };
            let by = (ME, &alone(Role::Presale));
            let allowed = limits.price_guard(by, Money::fen(price), Money::fen(part)).is_ok();
            prop_assert_eq!(allowed, i128::from(part) * 100 <= i128::from(price) * i128::from(percent));
        }
    }
}
