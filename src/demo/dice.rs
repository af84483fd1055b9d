//! A small random number generator (splitmix64), so that one seed makes the same shop on every machine.

/// Throws dice; the same seed throws the same ones.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed ^ 0x6b65_6675_6465_6d6f)
    }

    /// Dice of their own for the `nth` thing of a `kind`: it comes out the same whatever was made before it.
    pub fn of(seed: u64, kind: u64, nth: u64) -> Self {
        let mut dice = Self(seed ^ kind.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ nth.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        dice.roll();
        dice
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`; 0 when there is no room.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.roll() % end }
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).max(0).unsigned_abs().saturating_add(1);
        low.saturating_add_unsigned(self.below(width))
    }

    /// True in `percent` of a hundred throws.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `things`; nothing when there are none.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(usize::try_from(self.below(things.len() as u64)).unwrap_or(0))
    }

    /// One of `words`; empty when there are none.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.pick(words).copied().unwrap_or_default()
    }

    /// `count` random digits.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_throws_the_same_and_stays_in_range() {
        let (mut a, mut b) = (Dice::new(7), Dice::new(7));
        for _ in 0..1000 {
            let n = a.between(5, 20);
            assert_eq!(n, b.between(5, 20));
            assert!((5..=20).contains(&n));
        }
        assert_ne!(Dice::new(7).roll(), Dice::new(8).roll());
        assert_eq!(Dice::of(1, 2, 3).roll(), Dice::of(1, 2, 3).roll());
    }
}
