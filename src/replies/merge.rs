//! Phrases of another tool become replies of ours, behind those of the file in force.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use super::theirs::{free_code, in_our_places, our_code, our_group};
use super::{FILE_NAME, ReplySet, parse};
use crate::domain::reply::{Group, Phrase, Placeholder, ReplyFault, ReplyLang};
use crate::domain::{Problem, SafeText};

/// A title made from the words is as long as that at most, in characters.
const TITLE_MAX: usize = 14;

/// A phrase that became a reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Its row.
    pub row: u64,
    /// Its code with us.
    pub code: String,
    /// Its code as it was, where that is another one.
    pub was: Option<String>,
    /// Its group with us.
    pub group: Group,
    /// Its title.
    pub title: String,
    /// What the guard will say when it is to be sent.
    pub warned: Option<ReplyFault>,
}

/// What came of a file of phrases.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Merged {
    /// The whole file of replies as it would be; nothing when there is nothing new.
    pub text: Option<String>,
    /// The new ones.
    pub taken: Vec<Taken>,
    /// Phrases whose words stand there already, or twice in the file.
    pub known: usize,
    /// Phrases that cannot be replies: row, why, and how they begin.
    pub refused: Vec<(u64, ReplyFault, String)>,
    /// Places the tool filled in: its name, ours where we know it, and how often it stands in what is new.
    pub places: Vec<(String, Option<Placeholder>, usize)>,
}

/// Puts `phrases` behind the file of replies `text`. Where its words stand already nothing is done, so that the same
/// file twice changes nothing; a code that is taken gets a number. `from` says where they are from, in a comment.
///
/// # Errors
/// All that is wrong with `text`, when it is no good file of replies itself.
pub fn merge(text: &str, phrases: &[Phrase], from: &str) -> Result<Merged, Vec<Problem>> {
    let now = parse(text, FILE_NAME)?;
    let mut codes: HashSet<String> = now.all().iter().map(|reply| reply.code.to_string()).collect();
    let mut said: HashSet<String> = now.all().iter().map(|reply| plain(reply.text.source())).collect();
    let (mut merged, mut added) = (Merged::default(), String::new());
    let mut places: BTreeMap<String, (Option<Placeholder>, usize)> = BTreeMap::new();
    for phrase in phrases {
        let (body, theirs) = in_our_places(SafeText::clean(phrase.body.trim()).as_str());
        if !body.is_empty() && !said.insert(plain(&body)) {
            merged.known += 1;
            continue;
        }
        let title = title_of(phrase);
        let own = our_code(&phrase.code, &title);
        let code = free_code(&own, |code| codes.contains(code));
        let group = our_group(&phrase.group, &phrase.title, &phrase.body);
        let entry = entry(phrase, &code, group, (&title, &body));
        match parse(&entry, FILE_NAME) {
            Ok(set) => {
                let was = phrase.code.trim();
                let was = (!was.is_empty() && was != code).then(|| SafeText::line(was).to_string());
                let warned = warning(&set);
                codes.insert(code.clone());
                added.push_str(&entry);
                for (name, ours) in theirs {
                    places.entry(name).or_insert((ours, 0)).1 += 1;
                }
                merged.taken.push(Taken { row: phrase.row, code, was, group, title, warned });
            }
            Err(problems) => {
                said.remove(&plain(&body));
                let fault = problems.into_iter().find_map(|problem| match problem {
                    Problem::Reply { fault, .. } if !fault.is_warning() => Some(fault),
                    _ => None,
                });
                let begins = SafeText::line(&phrase.body.chars().take(20).collect::<String>()).to_string();
                merged.refused.push((phrase.row, fault.unwrap_or(ReplyFault::Empty("text")), begins));
            }
        }
    }
    merged.places = places.into_iter().map(|(name, (ours, times))| (name, ours, times)).collect();
    if !merged.taken.is_empty() {
        let line_end = if text.ends_with('\n') { "" } else { "\n" };
        let whole = format!("{text}{line_end}\n# {}\n{added}", SafeText::line(from));
        parse(&whole, FILE_NAME)?;
        merged.text = Some(whole);
    }
    Ok(merged)
}

/// The words as they are compared: blanks and line ends make no difference.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title_of(phrase: &Phrase) -> String {
    let own = SafeText::line(phrase.title.trim());
    if !own.is_empty() {
        return own.to_string();
    }
    // What it is called to mind by stands behind the first sign, where only a greeting stands before it.
    let mut parts = phrase.body.split(['\n', '。', '！', '!', '？', '?', '~', '，', ',', '：']).map(str::trim);
    let told = parts.clone().find(|part| part.chars().count() > 2);
    let first = SafeText::line(told.or_else(|| parts.find(|part| !part.is_empty())).unwrap_or_default());
    first.chars().take(TITLE_MAX).collect()
}

/// One reply as the file has it; the group it came from stands in a comment.
fn entry(phrase: &Phrase, code: &str, group: Group, (title, body): (&str, &str)) -> String {
    let lang = if body.chars().chain(title.chars()).any(is_chinese) { ReplyLang::Zh } else { ReplyLang::En };
    let mut out = String::new();
    let from = SafeText::line(phrase.group.trim());
    let _ = match from.is_empty() {
        true => write!(out, "\n# {}\n", phrase.row),
        false => write!(out, "\n# {} {from}\n", phrase.row),
    };
    let _ = write!(
        out,
        "[[reply]]\ncode = \"{code}\"\ngroup = \"{}\"\nwhen = [\"any\"]\n{lang} = {{ title = {}, text = {} }}\n",
        group.code(),
        quoted(title),
        quoted(body),
        lang = lang.code(),
    );
    out
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{3ffff}').contains(&c)
}

/// A TOML string of one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn warning(set: &ReplySet) -> Option<ReplyFault> {
    set.warnings().iter().find_map(|problem| match problem {
        Problem::Reply { fault, .. } => Some(fault.clone()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OWN: &str = "version = 1\n[[reply]]\ncode = \"wl\"\ngroup = \"tracking\"\nzh = { title = \"查物流\", text = \"亲，{order.tracking}\" }\n";

    fn phrase(row: u64, group: &str, code: &str, body: &str) -> Phrase {
        Phrase { row, group: group.into(), code: code.into(), title: String::new(), body: body.into() }
    }

    #[test]
    fn the_same_file_twice_changes_nothing() {
        let phrases = [
            phrase(2, "售前", "wl", "亲，查到了：\n单号{物流单号} \"快\"\\{暗号}"),
            phrase(3, "", "", "亲，{物流单号}"),
            phrase(4, "售后/退款", "TK", "退款 1-3 天到账"),
            phrase(5, "售后", "tk", "退款  1-3 天到账"),
            phrase(6, "", "", "  "),
            phrase(7, "", "长", &"长".repeat(600)),
            phrase(8, "price", "", "Best price, promise"),
        ];
        let first = merge(OWN, &phrases, "2026-11-22快捷短语.csv").expect("merged");
        let codes: Vec<_> = first.taken.iter().map(|taken| (taken.row, taken.code.as_str(), taken.group)).collect();
        assert_eq!(
            codes,
            [(2, "wl2", Group::Tracking), (4, "tk", Group::Refund), (8, "bestpr", Group::Price)],
            "{first:?}"
        );
        assert_eq!(
            (first.known, first.taken[0].was.as_deref(), first.taken[1].was.as_deref()),
            (2, Some("wl"), Some("TK"))
        );
        let refused: Vec<_> = first.refused.iter().map(|(row, fault, _)| (*row, fault.code())).collect();
        assert_eq!(refused, [(6, "empty"), (7, "too_long")]);
        assert_eq!(
            first.places,
            [("暗号".to_owned(), None, 1), ("物流单号".to_owned(), Some(Placeholder::OrderTracking), 1)]
        );
        let text = first.text.expect("a file");
        assert!(text.starts_with(OWN), "what stood there stands as it was");
        let set = parse(&text, "own").expect("good");
        let reply = set.by_code("wl2", ReplyLang::Zh).expect("there");
        assert_eq!(reply.text.source(), "亲，查到了：\n单号{order.tracking} \"快\"\\{blank}");
        let second = merge(&text, &phrases, "again").expect("merged");
        assert_eq!((second.text, second.taken.len(), second.known), (None, 0, 5));
    }

    #[test]
    fn a_file_that_is_wrong_is_left_alone() {
        assert!(merge("version = 1\n[[reply]]\n", &[phrase(2, "", "", "好的")], "x").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_stands_in_a_phrase_the_file_stays_good(body in ".{0,80}", group in ".{0,20}", code in ".{0,12}", title in ".{0,20}") {
            let one = Phrase { row: 2, group, code, title, body };
            let merged = merge(OWN, std::slice::from_ref(&one), "x\ny = 1").expect("merged");
            prop_assert_eq!(merged.taken.len() + merged.refused.len() + merged.known, 1);
            if let Some(text) = merged.text {
                prop_assert_eq!(merge(&text, &[one], "x").expect("again").text, None);
            }
        }
    }
}
