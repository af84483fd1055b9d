//! Rules as data: TOML with embedded defaults, checked at load, errors with their line.
//!
//! [`embedded`] is what kefu ships; [`load`] lets a shop's own files of the same names replace them one by one.

mod campaigns;
mod cases;
mod desk;
mod file;
mod freight;
mod holidays;
mod limits;
mod notices;
mod reasons;
mod reminders;
mod urgency;

use std::path::Path;

pub use file::{FILE_BYTES_MAX, Source, read_text};
pub use notices::{load_notices, parse_notices};

use crate::domain::Problem;
use crate::domain::aftersale::Rules;
use crate::domain::order_act::{ActLimits, FlagRow};

/// The file of limits of acts and of flags.
const DESK: &str = "desk.toml";

/// The files kefu ships, by name.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("taobao.toml", include_str!("../../rules/taobao.toml")),
    ("tmall.toml", include_str!("../../rules/tmall.toml")),
    ("jd.toml", include_str!("../../rules/jd.toml")),
    ("pdd.toml", include_str!("../../rules/pdd.toml")),
    ("douyin.toml", include_str!("../../rules/douyin.toml")),
    ("wechat.toml", include_str!("../../rules/wechat.toml")),
    ("own-shop.toml", include_str!("../../rules/own-shop.toml")),
    ("holidays.toml", include_str!("../../rules/holidays.toml")),
    ("reasons.toml", include_str!("../../rules/reasons.toml")),
    ("desk.toml", include_str!("../../rules/desk.toml")),
    ("reminders.toml", include_str!("../../rules/reminders.toml")),
    ("campaigns.toml", include_str!("../../rules/campaigns.toml")),
    ("freight.toml", include_str!("../../rules/freight.toml")),
    ("limits.toml", include_str!("../../rules/limits.toml")),
    ("urgency.toml", include_str!("../../rules/urgency.toml")),
];

/// The rules kefu ships.
pub fn embedded() -> Result<Rules, Problem> {
    read(EMBEDDED.iter().map(|(name, text)| Source::new(format!("rules/{name}"), *text)))
}

/// The rules kefu ships, each file replaced by the shop's of the same name in `folder` where there is one. Fails
/// on the first thing that is wrong, naming file and line, and then gives nothing: the last good rules stay.
pub fn load(folder: &Path) -> Result<Rules, Problem> {
    refuse_unknown(folder)?;
    let mut sources = Vec::new();
    for (name, text) in EMBEDDED {
        let path = folder.join(name);
        sources.push(match read_text(&path)? {
            Some(own) => Source::new(path.to_string_lossy(), own),
            None => Source::new(format!("rules/{name}"), *text),
        });
    }
    read(sources)
}

/// What the colours of flags mean and what each role may give away on an order, for who needs no more of the rules: the
/// shop's own file, else the one kefu ships.
pub fn of_desk(folder: &Path) -> (Vec<FlagRow>, ActLimits) {
    let of = |source: Source| {
        let mut rules = Rules::default();
        desk::read(&source, &mut rules).ok().map(|()| (rules.flags, rules.act_limits))
    };
    let own = read_text(&folder.join(DESK)).ok().flatten();
    let shipped =
        || EMBEDDED.iter().find(|(name, _)| *name == DESK).and_then(|(name, text)| of(Source::new(*name, *text)));
    own.and_then(|text| of(Source::new(DESK, text))).or_else(shipped).unwrap_or_default()
}

/// Reads one file by itself, with the reasons kefu ships, to tell what is wrong with it.
pub fn check(source: Source) -> Result<Rules, Problem> {
    let own = source.kind() == "reasons.toml";
    let reasons = EMBEDDED.iter().filter(|(name, _)| *name == "reasons.toml" && !own);
    read(reasons.map(|(name, text)| Source::new(format!("rules/{name}"), *text)).chain([source]))
}

/// Reads rules from files, told apart by the last part of their name.
pub fn read(sources: impl IntoIterator<Item = Source>) -> Result<Rules, Problem> {
    let mut rules = Rules::default();
    let mut sources: Vec<Source> = sources.into_iter().collect();
    // Other files name reasons, so those come first.
    sources.sort_by_key(|source| source.kind() != "reasons.toml");
    for source in sources {
        rules.fingerprint = source.stamped(&rules.fingerprint);
        match source.kind() {
            "campaigns.toml" => campaigns::read(&source, &mut rules)?,
            "holidays.toml" => holidays::read(&source, &mut rules)?,
            "reasons.toml" => reasons::read(&source, &mut rules)?,
            "desk.toml" => desk::read(&source, &mut rules)?,
            "reminders.toml" => reminders::read(&source, &mut rules)?,
            "freight.toml" => freight::read(&source, &mut rules)?,
            "limits.toml" => limits::read(&source, &mut rules)?,
            "urgency.toml" => urgency::read(&source, &mut rules)?,
            _ => cases::read(&source, &mut rules)?,
        }
    }
    Ok(rules)
}

/// Files of the folder that other parts of kefu read.
const READ_ELSEWHERE: [&str; 1] = ["guard.toml"];

/// A file under a name that nothing reads would be without effect: it is refused, before somebody trusts it.
fn refuse_unknown(folder: &Path) -> Result<(), Problem> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Problem::file(folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Problem::file(folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.') || !name.ends_with(".toml");
        if hidden || READ_ELSEWHERE.contains(&name.as_str()) || EMBEDDED.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let known: Vec<_> = EMBEDDED.iter().map(|(name, _)| *name).collect();
        let source = Source::new(entry.path().to_string_lossy(), "");
        return Err(source.wrong(0..0, &format!("{name} ? {}", known.join(" "))));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Platform;

    fn line_of(text: &str) -> usize {
        match read([Source::new("rules/taobao.toml", text)]) {
            Err(Problem::Config { line, .. }) => line,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn flags_are_the_same_read_alone_and_a_wrong_file_leaves_those_we_ship() {
        let folder = tempfile::tempdir().expect("folder");
        let shipped = embedded().expect("embedded rules").flags;
        assert_eq!(of_desk(folder.path()).0, shipped);
        std::fs::write(folder.path().join(DESK), "version = ").expect("written");
        assert_eq!(of_desk(folder.path()).0, shipped);
        let own = EMBEDDED.iter().find(|(name, _)| *name == DESK).expect("desk").1;
        std::fs::write(folder.path().join(DESK), own.split("[[flag]]").next().expect("the head")).expect("written");
        assert_eq!((of_desk(folder.path()).0.len(), load(folder.path()).expect("rules").flags.len()), (0, 0));
    }

    const GOOD: &str = r#"version = 3
platforms = ["taobao"]
[[deadline]]
id = "D6"
stage = "seller_review"
types = ["return_refund"]
act_hours = 48
presume_hours = 120
start = "applied"
on_timeout = "auto_agree_to_return"
favours = "buyer"
source = "somewhere"
confidence = "medium"
"#;

    #[test]
    fn the_embedded_rules_are_whole() {
        let rules = embedded().expect("embedded rules");
        assert!(rules.deadlines.len() >= 20);
        assert!(rules.deadlines.iter().all(|row| !row.source.is_empty() && row.valid_from.is_some()));
        assert_eq!(rules.reasons.len(), 24);
        assert!(rules.calendar.knows(2026) && !rules.calendar.knows(2027));
        let kinds = crate::domain::reminder::ReminderKind::ALL;
        assert!(kinds.iter().all(|kind| rules.rhythms.plans.iter().any(|plan| plan.kind == *kind)));
        assert!(rules.campaigns.is_empty());
    }

    #[test]
    fn an_error_names_its_line() {
        assert!(read([Source::new("taobao.toml", GOOD)]).is_ok());
        for (from, to, line) in [
            ("id = \"D6\"", "id = \"\"", 4),
            ("seller_review", "seller_view", 5),
            ("return_refund", "refund", 6),
            ("act_hours = 48", "act_hours = 480", 3),
            ("act_hours = 48", "act_hour = 48", 7),
            ("start = \"applied\"", "start = \"apply\"", 9),
            ("somewhere", " ", 12),
            ("\"medium\"", "\"sure\"", 13),
            ("version = 3", "version = ", 1),
        ] {
            assert_eq!(line_of(&GOOD.replace(from, to)), line, "{to}");
        }
    }

    #[test]
    fn a_row_without_a_source_is_refused() {
        assert_eq!(line_of(&GOOD.replace("source = \"somewhere\"\n", "")), 3);
    }

    #[test]
    fn two_rows_that_say_the_same_are_refused() {
        let twice = format!("{GOOD}{}", &GOOD[GOOD.find("[[").expect("table")..]);
        assert_eq!(line_of(&twice), 15);
    }

    #[test]
    fn a_shop_file_replaces_ours_and_a_broken_one_is_refused() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join("taobao.toml"), GOOD).expect("write");
        let rules = load(folder.path()).expect("rules");
        let own: Vec<_> = rules.deadlines.iter().filter(|row| row.platforms.contains(&Platform::Taobao)).collect();
        assert_eq!((own.len(), own[0].version), (1, 3));
        std::fs::write(folder.path().join("taobao.toml"), "version = ").expect("write");
        assert!(load(folder.path()).is_err());
    }

    #[test]
    fn a_file_nothing_reads_is_refused_by_name() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join("taoboa.toml"), GOOD).expect("write");
        assert!(matches!(load(folder.path()), Err(Problem::Config { what, .. }) if what.contains("taoboa.toml")));
    }

    #[test]
    fn every_platform_has_a_file_and_every_row_its_own_platform() {
        for (name, text) in EMBEDDED.iter().filter(|(name, _)| name.contains("taobao") || name.contains("wechat")) {
            assert!(text.contains("[[deadline]]"), "{name}");
        }
        let rules = embedded().expect("embedded rules");
        for platform in Platform::ALL {
            let rows = rules.deadlines.iter().filter(|row| row.platforms.contains(&platform)).count();
            let abroad = matches!(
                platform,
                Platform::Shopify | Platform::WooCommerce | Platform::Vendure | Platform::Amazon | Platform::Ebay
            );
            assert_eq!(rows == 0, abroad, "{platform:?}");
        }
    }

    #[test]
    fn an_edited_file_is_told_from_the_one_before() {
        let read_one = |text: &str| read([Source::new("taobao.toml", text)]).expect("rules").fingerprint;
        assert_eq!(read_one(GOOD), read_one(GOOD));
        assert_ne!(read_one(GOOD), read_one(&GOOD.replace("48", "47")));
    }

    #[test]
    fn platform_words_find_their_reason() {
        let rules = embedded().expect("embedded rules");
        for (words, code) in [
            ("质量问题", "quality"),
            ("７天无理由退换货", "seven_day"),
            ("多拍/拍错/不想要", "wrong_order"),
            ("大小/尺寸与商品描述不符", "not_as_described"),
            ("damaged", "damaged"),
        ] {
            assert_eq!(rules.reason(words).0.code.as_deref(), Some(code), "{words}");
        }
        assert_eq!(rules.reason("隔壁家更便宜").0.word(), "隔壁家更便宜");
    }

    #[test]
    fn a_swapped_weekend_is_worked() {
        use crate::domain::holiday::Day;
        let calendar = embedded().expect("embedded rules").calendar;
        let day = |m, d| chrono::NaiveDate::from_ymd_opt(2026, m, d).expect("day");
        assert_eq!(calendar.day(day(10, 10)), Day::Work);
        assert_eq!(calendar.day(day(10, 5)), Day::Holiday("国庆节"));
        assert_eq!(calendar.day(day(11, 22)), Day::Weekend);
    }
}
