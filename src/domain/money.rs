//! Money: integer minor units with a currency, checked arithmetic, no floats anywhere.

use std::fmt;

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Chinese yuan; its minor unit is the fen.
    pub const CNY: Currency = Currency(*b"CNY");

    /// Reads three ASCII letters of any case.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }
    /// The code, such as `CNY`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
    /// Digits after the point: 0 for yen and won, 3 for dinars, 2 for nearly all others (ISO 4217).
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"VND" | b"CLP" | b"ISK" | b"UGX" | b"XAF" | b"XOF" => 0,
            b"BHD" | b"KWD" | b"OMR" | b"JOD" | b"TND" | b"IQD" | b"LYD" => 3,
            _ => 2,
        }
    }
    /// The sign put before an amount: `¥` for yuan, else the code and a space.
    pub fn sign(self) -> String {
        match &self.0 {
            b"CNY" => "¥".into(),
            b"USD" => "$".into(),
            b"EUR" => "€".into(),
            b"GBP" => "£".into(),
            _ => format!("{} ", self.code()),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::CNY
    }
}

/// An amount in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an amount could not be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MoneyError {
    /// The text is not an amount.
    #[error("not an amount")]
    NotAnAmount,
    /// More digits after the point than the currency has.
    #[error("too many decimals")]
    TooFine,
    /// The result does not fit.
    #[error("amount out of range")]
    Overflow,
    /// Two currencies met.
    #[error("currencies differ")]
    CurrencyMismatch,
}

impl Money {
    /// `minor` fen (or cents) of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
    /// `fen` of yuan.
    pub const fn fen(fen: i64) -> Self {
        Self::new(fen, Currency::CNY)
    }
    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }
    /// Its currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }
    /// True for nothing at all.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }
    /// The sum; fails on overflow or different currencies.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        self.same(other)?;
        self.minor.checked_add(other.minor).map(|m| Self::new(m, self.currency)).ok_or(MoneyError::Overflow)
    }
    /// The difference; fails on overflow or different currencies.
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        self.same(other)?;
        self.minor.checked_sub(other.minor).map(|m| Self::new(m, self.currency)).ok_or(MoneyError::Overflow)
    }
    /// Splits into parts in the ratio of `weights` by largest remainder: the parts add up exactly and none is
    /// negative. All-zero or no weights give one part per weight with everything on the last.
    pub fn split(self, weights: &[u64]) -> Vec<Money> {
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        let Some(last) = weights.len().checked_sub(1) else { return Vec::new() };
        let whole = u128::from(self.minor.unsigned_abs());
        let sign = self.minor.signum();
        let mut parts: Vec<(u128, u128)> = weights
            .iter()
            .map(|w| {
                (whole * u128::from(*w)).checked_div(total).map_or((0, 0), |q| (q, whole * u128::from(*w) % total))
            })
            .collect();
        let mut rest = whole - parts.iter().map(|p| p.0).sum::<u128>();
        if total == 0 {
            parts[last].0 = whole;
            rest = 0;
        }
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(parts[i].1), std::cmp::Reverse(i)));
        for &i in order.iter().take(usize::try_from(rest).unwrap_or(0)) {
            parts[i].0 += 1;
        }
        parts
            .into_iter()
            .map(|(part, _)| Self::new(sign * i64::try_from(part).unwrap_or(i64::MAX), self.currency))
            .collect()
    }
    /// Reads a decimal such as `59`, `59.0`, `-1,234.50`; no rounding: too many decimals are refused unless zeros.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let text = text.trim();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1i64, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let whole_ok =
            !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit() || b == b',') && !whole.starts_with(',');
        if !whole_ok || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MoneyError::NotAnAmount);
        }
        let places = currency.exponent() as usize;
        let (kept, cut) = part.split_at(part.len().min(places));
        if cut.bytes().any(|b| b != b'0') {
            return Err(MoneyError::TooFine);
        }
        let mut minor: i64 = 0;
        let fill = std::iter::repeat_n(b'0', places - kept.len());
        for b in whole.bytes().filter(|b| *b != b',').chain(kept.bytes()).chain(fill) {
            let digit = i64::from(b - b'0');
            minor = minor.checked_mul(10).and_then(|m| m.checked_add(digit)).ok_or(MoneyError::Overflow)?;
        }
        Ok(Self::new(sign * minor, currency))
    }
    /// The figure in hundredths of the unit. Only good for putting amounts in order: different currencies are compared
    /// by their figure alone.
    pub fn hundredths(self) -> i64 {
        match self.currency().exponent() {
            0 => self.minor().saturating_mul(100),
            3 => self.minor() / 10,
            _ => self.minor(),
        }
    }
    /// With the currency's sign and thousands commas, for people: `¥1,234.50`.
    pub fn shown(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |d| ("-", d));
        let (whole, part) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
        let mut grouped = String::new();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        let part = part.map(|p| format!(".{p}")).unwrap_or_default();
        format!("{sign}{}{grouped}{part}", self.currency.sign())
    }
    fn same(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrencyMismatch) }
    }
}

impl fmt::Display for Money {
    /// The plain decimal, as in JSON: `59.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.currency.exponent() as usize;
        let unit = 10u64.pow(self.currency.exponent());
        let (abs, sign) = (self.minor.unsigned_abs(), if self.minor < 0 { "-" } else { "" });
        if places == 0 { write!(f, "{sign}{abs}") } else { write!(f, "{sign}{}.{:0places$}", abs / unit, abs % unit) }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} {:?}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_read_and_print_alike() {
        for (text, fen) in [("59", 5900), ("59.0", 5900), ("0.01", 1), ("-1,234.50", -123_450), ("12.500", 1250)] {
            assert_eq!(Money::parse(text, Currency::CNY), Ok(Money::fen(fen)), "{text}");
        }
        assert_eq!(Money::fen(-123_450).shown(), "-¥1,234.50");
        assert_eq!(Money::new(1500, Currency(*b"JPY")).to_string(), "1500");
        for bad in ["", "-", "1.2.3", "1e3", "12.345", ",5", "9999999999999999999"] {
            assert!(Money::parse(bad, Currency::CNY).is_err(), "{bad}");
        }
    }

    #[test]
    fn two_currencies_never_add_up() {
        assert_eq!(Money::fen(1).plus(Money::new(1, Currency(*b"USD"))), Err(MoneyError::CurrencyMismatch));
        assert_eq!(Money::fen(i64::MAX).plus(Money::fen(1)), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn printed_amounts_read_back(minor in any::<i64>().prop_filter("min has no twin", |m| *m != i64::MIN)) {
            let money = Money::fen(minor);
            prop_assert_eq!(Money::parse(&money.to_string(), Currency::CNY), Ok(money));
        }

        #[test]
        fn parts_add_up_and_none_is_negative(minor in 0i64..1_000_000_000_000, weights in prop::collection::vec(0u64..1_000_000, 1..40)) {
            let parts = Money::fen(minor).split(&weights);
            prop_assert_eq!(parts.iter().map(|p| p.minor()).sum::<i64>(), minor);
            prop_assert!(parts.iter().all(|p| p.minor() >= 0));
        }
    }
}
