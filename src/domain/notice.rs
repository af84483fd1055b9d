//! Campaign notices: what holds from when to when, and for which products.

use super::safe_text::SafeText;
use super::time::{Span, Time};

/// How long before its beginning a notice is shown.
pub const AHEAD: Span = Span::hours(24);

/// One notice.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// The campaign's name.
    pub name: SafeText,
    /// From this instant.
    pub from: Time,
    /// Up to, not including, this instant.
    pub to: Time,
    /// What holds, in words that may be told to a buyer.
    pub rule: SafeText,
    /// Coupons and the like.
    pub codes: Vec<SafeText>,
    /// Product codes or words of titles; none means all products.
    pub products: Vec<SafeText>,
    /// Its line in the file.
    pub line: usize,
}

impl Notice {
    /// True while it holds.
    pub fn is_on(&self, now: Time) -> bool {
        self.from <= now && now < self.to
    }
    /// True while it holds or begins within a day.
    pub fn is_near(&self, now: Time) -> bool {
        self.from.minus(AHEAD) <= now && now < self.to
    }
    /// True when it speaks of a product known by these codes and this title. Codes compare whole and without case; words
    /// of two characters or more are looked for in the title.
    pub fn is_about<'a>(&self, codes: impl Iterator<Item = &'a str>, title: &str) -> bool {
        if self.products.is_empty() {
            return true;
        }
        let codes: Vec<&str> = codes.collect();
        self.products.iter().any(|named| {
            codes.iter().any(|code| code.eq_ignore_ascii_case(named.as_str()))
                || (named.as_str().chars().count() >= 2 && title.contains(named.as_str()))
        })
    }
}

/// The notices near `now`, those that hold already first, then by their end.
pub fn near(notices: &[Notice], now: Time) -> Vec<&Notice> {
    let mut found: Vec<&Notice> = notices.iter().filter(|notice| notice.is_near(now)).collect();
    found.sort_by_key(|notice| (!notice.is_on(now), notice.to, notice.line));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(from: i64, to: i64, products: &[&str]) -> Notice {
        Notice {
            name: SafeText::line("双十二"),
            from: Time::from_ms(from),
            to: Time::from_ms(to),
            rule: SafeText::default(),
            codes: Vec::new(),
            products: products.iter().map(|p| SafeText::line(p)).collect(),
            line: 1,
        }
    }

    #[test]
    fn a_notice_is_near_a_day_before_and_ends_on_its_instant() {
        let day = AHEAD.ms();
        let one = notice(2 * day, 3 * day, &[]);
        assert!(!one.is_near(Time::from_ms(day - 1)));
        assert!(one.is_near(Time::from_ms(day)) && !one.is_on(Time::from_ms(day)));
        assert!(one.is_on(Time::from_ms(2 * day)));
        assert!(!one.is_near(Time::from_ms(3 * day)));
    }

    #[test]
    fn a_notice_names_products_by_code_or_word() {
        let one = notice(0, 1, &["KB-87", "保温杯"]);
        assert!(one.is_about(["kb-87"].into_iter(), "茶轴键盘"));
        assert!(one.is_about([].into_iter(), "儿童保温杯 316"));
        assert!(!one.is_about(["KB-8"].into_iter(), "茶轴键盘"));
    }
}
