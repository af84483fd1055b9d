//! `notices.toml`: what holds from when to when, for which products.

use chrono::NaiveTime;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::file::{Source, read_text};
use crate::domain::notice::Notice;
use crate::domain::{Problem, SafeText, Time, Zone};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    notice: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Spanned<String>,
    from: Spanned<Datetime>,
    to: Spanned<Datetime>,
    rule: Spanned<String>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    products: Vec<String>,
}

/// The notices the shop keeps in `file`; none when there is no such file. A time without an offset is of `zone`; a `to`
/// that is a bare day counts with the whole day.
///
/// # Errors
/// [`Problem::Config`] with the line of what is wrong, [`Problem::File`].
pub fn load_notices(file: &std::path::Path, zone: Zone) -> Result<Vec<Notice>, Problem> {
    read_text(file)?.map_or(Ok(Vec::new()), |text| parse_notices(&file.to_string_lossy(), &text, zone))
}

/// Reads notices from the text of `file`.
///
/// # Errors
/// [`Problem::Config`] with the line of what is wrong.
pub fn parse_notices(file: &str, text: &str, zone: Zone) -> Result<Vec<Notice>, Problem> {
    let source = Source::new(file, text.strip_prefix('\u{feff}').unwrap_or(text));
    let read: File = source.parse()?;
    let mut notices = Vec::new();
    for row in &read.notice {
        let (from, to) = (instant(&source, &row.from, zone, false)?, instant(&source, &row.to, zone, true)?);
        if from >= to {
            return Err(source.wrong(row.to.span(), "from >= to ?"));
        }
        let clean = |texts: &[String]| -> Vec<SafeText> {
            texts.iter().map(|text| SafeText::line(text)).filter(|text| !text.is_empty()).collect()
        };
        let name = source.said(&row.name, "name")?;
        source.said(&row.rule, "rule")?;
        notices.push(Notice {
            name,
            from,
            to,
            rule: SafeText::clean(row.rule.get_ref().trim()),
            codes: clean(&row.codes),
            products: clean(&row.products),
            line: source.line(row.name.span()),
        });
    }
    Ok(notices)
}

fn instant(source: &Source, at: &Spanned<Datetime>, zone: Zone, end: bool) -> Result<Time, Problem> {
    let bad = || source.wrong(at.span(), &format!("{} ?", at.get_ref()));
    let whole = at.get_ref();
    if whole.offset.is_some() {
        return Time::parse_rfc3339(&whole.to_string()).ok_or_else(bad);
    }
    let date = whole.date.ok_or_else(bad)?;
    let day = chrono::NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        .ok_or_else(bad)?;
    match whole.time {
        Some(time) => {
            let (hour, minute, second) =
                (u32::from(time.hour), u32::from(time.minute), u32::from(time.second.unwrap_or(0)));
            let clock = NaiveTime::from_hms_opt(hour, minute, second).ok_or_else(bad)?;
            Ok(zone.instant(day.and_time(clock)))
        }
        None => {
            let day = if end { day.succ_opt().ok_or_else(bad)? } else { day };
            Ok(zone.instant(day.and_time(NaiveTime::MIN)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Notice>, (usize, String)> {
        parse_notices("notices.toml", text, Zone::default()).map_err(|problem| match problem {
            Problem::Config { line, what, .. } => (line, what.to_string()),
            other => (0, other.to_string()),
        })
    }

    #[test]
    fn a_bare_last_day_counts_whole() {
        let text = "[[notice]]\nname = \"双十二\"\nfrom = 2026-12-10T20:00:00\nto = 2026-12-12\nrule = \"满 300 减 40\"\n\
                    codes = [\"D12\"]\nproducts = [\"KB87\", \"保温杯\"]\n";
        let notices = parse(text).expect("right");
        assert_eq!(notices[0].from, Time::parse_rfc3339("2026-12-10T20:00:00+08:00").expect("time"));
        assert_eq!(notices[0].to, Time::parse_rfc3339("2026-12-13T00:00:00+08:00").expect("time"));
        assert_eq!(notices[0].line, 2);
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        assert_eq!(parse("[[notice]]\nname = \"x\"\n").expect_err("lacks").0, 1);
        let turned = "[[notice]]\nname = \"x\"\nfrom = 2026-12-12\nto = 2026-12-10\nrule = \"y\"\n";
        assert_eq!(parse(turned).expect_err("turned").0, 4);
        let blank = "[[notice]]\nname = \"\"\nfrom = 2026-12-12\nto = 2026-12-13\nrule = \"y\"\n";
        assert_eq!(parse(blank).expect_err("blank").0, 2);
        assert_eq!(parse("[[notice]]\nname = \"x\"\nuntil = 1\n").expect_err("unknown").0, 3);
        assert_eq!(parse(""), Ok(Vec::new()));
    }
}
