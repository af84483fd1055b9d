//! Days off and working weekends, year by year, from a table the shop can extend.

use chrono::{Datelike, NaiveDate, Weekday};

use super::safe_text::SafeText;

/// Days off and working weekends of the years that are known.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Calendar {
    /// One entry per known year.
    pub years: Vec<Year>,
}

/// One year's official table.
#[derive(Clone, PartialEq, Debug)]
pub struct Year {
    /// Which year.
    pub year: i32,
    /// Days off.
    pub off: Vec<Holiday>,
    /// Weekend days that are worked.
    pub work: Vec<NaiveDate>,
    /// Where the table comes from.
    pub source: SafeText,
}

/// A run of days off.
#[derive(Clone, PartialEq, Debug)]
pub struct Holiday {
    /// Its name.
    pub name: SafeText,
    /// First day off.
    pub from: NaiveDate,
    /// Last day off.
    pub to: NaiveDate,
}

/// What kind of day it is.
#[derive(Clone, PartialEq, Debug)]
pub enum Day<'a> {
    /// Worked.
    Work,
    /// A weekend.
    Weekend,
    /// A holiday of this name.
    Holiday(&'a str),
}

impl Calendar {
    /// What kind of day `day` is. In a year without a table weekends are off and nothing else is known: ask
    /// [`Calendar::knows`] and say so.
    pub fn day(&self, day: NaiveDate) -> Day<'_> {
        for year in &self.years {
            if let Some(holiday) = year.off.iter().find(|h| h.from <= day && day <= h.to) {
                return Day::Holiday(&holiday.name);
            }
            if year.work.contains(&day) {
                return Day::Work;
            }
        }
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) { Day::Weekend } else { Day::Work }
    }
    /// True when the year's table is known.
    pub fn knows(&self, year: i32) -> bool {
        self.years.iter().any(|y| y.year == year)
    }
}
