//! Lengths of time in words. Always rounded down: what is left is never told longer than it is.

use super::Lang;
use super::macros::texts;
use crate::domain::Span;

texts! {
    a_day_hour(d: i64, h: i64): "{d}天{h}时" | "{d}d{h}h";
    a_day(d: i64): "{d}天" | "{d}d";
    a_hour_minute(h: i64, m: i64): "{h}时{m}分" | "{h}h{m}m";
    a_minute(m: i64): "{m}分" | "{m}m";
    a_overdue(span: &str): "超时 {span}" | "{span} over";
    a_now: "刚刚" | "just now";
    a_minutes_ago(n: i64): "{n} 分钟前" | "{n} min ago";
    a_hours_ago(n: i64): "{n} 小时前" | "{n} h ago";
    a_days_ago(n: i64): "{n} 天前" | "{n} d ago";
    a_minutes(n: i64): "{n} 分钟" | "{n} min";
    a_hours(n: i64): "{n} 小时" | "{n} h";
    a_days(n: i64): "{n} 天" | "{n} d";
}

/// How long a customer waits, `2:41`, from an hour `1:02:41`; never negative, alike in both languages.
pub fn wait(span: Span) -> String {
    let secs = span.whole_secs().max(0);
    let (h, m, s) = (secs / 3600, secs / 60 % 60, secs % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

impl Lang {
    /// What is left on a case's clock: `58分`, `5时58分`, `1天4时`, `3天`; over time: `超时 2时0分`.
    pub fn case_clock(self, left: Span) -> String {
        if left.ms() < 0 {
            return self.a_overdue(&self.clock(left.abs()));
        }
        self.clock(left)
    }
    /// How long ago: `刚刚`, `10 分钟前`, `13 小时前`, `3 天前`.
    pub fn ago(self, span: Span) -> String {
        match in_units(span) {
            (0, 0, 0) => self.a_now().into(),
            (0, 0, m) => self.a_minutes_ago(m),
            (0, h, _) => self.a_hours_ago(h),
            (d, _, _) => self.a_days_ago(d),
        }
    }
    /// How long: `10 分钟`, `13 小时`, `3 天`; for sentences such as `14 小时未付`.
    pub fn how_long(self, span: Span) -> String {
        match in_units(span) {
            (0, 0, m) => self.a_minutes(m),
            (0, h, _) => self.a_hours(h),
            (d, _, _) => self.a_days(d),
        }
    }

    fn clock(self, span: Span) -> String {
        match in_units(span) {
            (0, 0, m) => self.a_minute(m),
            (0, h, m) => self.a_hour_minute(h, m),
            (d, 0, _) => self.a_day(d),
            (d, h, _) => self.a_day_hour(d, h),
        }
    }
}

/// Whole days, hours and minutes.
fn in_units(span: Span) -> (i64, i64, i64) {
    let minutes = span.whole_secs().max(0) / 60;
    (minutes / 1440, minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_minutes_and_seconds() {
        assert_eq!(wait(Span::secs(161)), "2:41");
        assert_eq!(wait(Span::from_ms(59_999)), "0:59");
        assert_eq!(wait(Span::secs(3761)), "1:02:41");
        assert_eq!(wait(Span::secs(-5)), "0:00");
    }

    #[test]
    fn a_case_clock_names_its_units_and_rounds_down() {
        let left = Span::minutes(5 * 60 + 58);
        assert_eq!(Lang::Zh.case_clock(left), "5时58分");
        assert_eq!(Lang::En.case_clock(left), "5h58m");
        assert_eq!(Lang::Zh.case_clock(Span::hours(28)), "1天4时");
        assert_eq!(Lang::En.case_clock(Span::from_ms(Span::hours(28).ms() - 1)), "1d3h");
        assert_eq!(Lang::Zh.case_clock(Span::days(3)), "3天");
        assert_eq!(Lang::Zh.case_clock(Span::secs(59)), "0分");
        assert_eq!(Lang::Zh.case_clock(Span::hours(-13)), "超时 13时0分");
        assert_eq!(Lang::En.case_clock(Span::minutes(-125)), "2h5m over");
    }

    #[test]
    fn an_age_takes_its_largest_unit() {
        assert_eq!(Lang::Zh.ago(Span::secs(50)), "刚刚");
        assert_eq!(Lang::Zh.ago(Span::minutes(10)), "10 分钟前");
        assert_eq!(Lang::Zh.ago(Span::minutes(13 * 60 + 59)), "13 小时前");
        assert_eq!(Lang::En.ago(Span::days(3)), "3 d ago");
        assert_eq!(Lang::Zh.how_long(Span::hours(14)), "14 小时");
    }
}
