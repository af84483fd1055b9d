//! What agents may do on orders: limits by role, the pace of bulk messages, what flags mean.

use serde::Deserialize;
use toml::Spanned;

use super::file::Source;
use crate::domain::aftersale::Rules;
use crate::domain::bulk::Pace;
use crate::domain::order_act::{ActLimits, FlagRow};
use crate::domain::{Flag, Platform, Problem, Span};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    limit: Limits,
    bulk: Bulk,
    #[serde(default)]
    flag: Vec<FlagWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    reprice: Roles,
    price_guard: Roles,
    source: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    presale: Spanned<i64>,
    aftersale: Spanned<i64>,
    lead: Spanned<i64>,
    owner: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bulk {
    pace: Spanned<String>,
    per_day: usize,
    source: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlagWords {
    flag: Spanned<String>,
    #[serde(default)]
    platforms: Vec<Spanned<String>>,
    zh: Spanned<String>,
    en: Spanned<String>,
    there: Option<Spanned<String>>,
}

pub(super) fn read(source: &Source, rules: &mut Rules) -> Result<(), Problem> {
    let file: File = source.parse()?;
    source.said(&file.limit.source, "source")?;
    source.said(&file.bulk.source, "source")?;
    rules.act_limits = ActLimits {
        reprice: percents(source, &file.limit.reprice)?,
        price_guard: percents(source, &file.limit.price_guard)?,
    };
    rules.pace = Pace { apart: source.word(&file.bulk.pace, Span::parse)?, per_day: file.bulk.per_day };
    let mut flags = Vec::new();
    for row in &file.flag {
        flags.push(FlagRow {
            flag: source.word(&row.flag, Flag::parse)?,
            platforms: source.words(&row.platforms, Platform::parse)?,
            meaning: [source.said(&row.zh, "zh")?, source.said(&row.en, "en")?],
            there: row.there.as_ref().map(|there| source.said(there, "there")).transpose()?,
        });
    }
    rules.flags = flags;
    Ok(())
}

fn percents(source: &Source, roles: &Roles) -> Result<[i64; 4], Problem> {
    let all = [&roles.presale, &roles.aftersale, &roles.lead, &roles.owner];
    match all.iter().find(|percent| !(0..=100).contains(percent.get_ref())) {
        Some(bad) => Err(source.wrong(bad.span(), &format!("{} ?", bad.get_ref()))),
        None => Ok(all.map(|percent| *percent.get_ref())),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::order_act::{flag_names_unknown, flag_words};
    use crate::domain::{Flag, Platform, Problem};
    use crate::rules::{EMBEDDED, Source, embedded, read};

    #[test]
    fn flags_have_a_meaning_and_the_name_of_their_platform() {
        let rules = embedded().expect("rules");
        let red = |platform| flag_words(&rules.flags, Flag::Red, platform).expect("red");
        assert_eq!(red(Platform::Taobao).meaning[0].as_str(), "打包前看备注");
        assert_eq!(red(Platform::Taobao).there, None);
        assert_eq!(red(Platform::Jd).there.as_deref(), Some("备注等级 1"));
        let unknown: Vec<_> =
            Platform::ALL.into_iter().filter(|platform| flag_names_unknown(&rules.flags, *platform)).collect();
        assert_eq!(unknown, [Platform::Pdd, Platform::Douyin, Platform::Wechat], "none is made up");
    }

    #[test]
    fn a_share_above_the_whole_is_refused_with_its_line() {
        let desk = EMBEDDED.iter().find(|(name, _)| *name == "desk.toml").expect("desk").1;
        let wrong = desk.replacen("lead = 30", "lead = 130", 1);
        assert!(matches!(read([Source::new("desk.toml", wrong)]), Err(Problem::Config { line: 8, .. })));
    }
}
