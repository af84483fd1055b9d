//! How much an agent may give away on an order by role, and what the colours of flags mean.

use super::ActRefusal;
use crate::domain::{Flag, Money, Platform, Role, SafeText};

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

impl ActLimits {
    /// Refuses a price change that gives more away than the role may.
    pub fn reprice(&self, role: Role, price: Money, less: Money) -> Result<(), ActRefusal> {
        within(self.reprice, role, price, less)
    }
    /// Refuses a price guarantee that gives more back than the role may.
    pub fn price_guard(&self, role: Role, paid: Money, back: Money) -> Result<(), ActRefusal> {
        within(self.price_guard, role, paid, back)
    }
}

fn within(percent: [i64; 4], role: Role, whole: Money, part: Money) -> Result<(), ActRefusal> {
    let at = Role::ALL.iter().position(|known| *known == role).unwrap_or(0);
    let most = i128::from(whole.minor()) * i128::from(percent[at]) / 100;
    match i128::from(part.minor()) > most {
        true => Err(ActRefusal::OverLimit { most: Money::new(i64::try_from(most).unwrap_or(0), whole.currency()) }),
        false => Ok(()),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nobody_gives_away_more_than_their_role_may() {
        let limits = ActLimits { reprice: [10, 10, 30, 100], ..ActLimits::default() };
        let price = Money::fen(9_999);
        assert_eq!(limits.reprice(Role::Presale, price, Money::fen(999)), Ok(()));
        let over = ActRefusal::OverLimit { most: Money::fen(999) };
        assert_eq!(limits.reprice(Role::Presale, price, Money::fen(1_000)), Err(over));
        assert_eq!(limits.reprice(Role::Lead, price, Money::fen(1_000)), Ok(()));
        assert_eq!(limits.reprice(Role::Presale, price, Money::fen(-500)), Ok(()), "dearer is no gift");
    }

    proptest! {
        #[test]
        fn the_limit_is_never_passed(price in 0i64..1 << 60, part in 0i64..1 << 60, percent in 0i64..=100) {
            let limits = ActLimits { price_guard: [percent; 4], ..ActLimits::default() };
            let allowed = limits.price_guard(Role::Presale, Money::fen(price), Money::fen(part)).is_ok();
            prop_assert_eq!(allowed, i128::from(part) * 100 <= i128::from(price) * i128::from(percent));
        }
    }
}
