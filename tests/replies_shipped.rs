//! The replies kefu ships with: complete, usable where they say, none alike, none that the guard would stop.

mod replies_common;

use std::collections::HashSet;

use kefu::domain::guard::{self, GuardContext};
use kefu::domain::reply::{Group, Source, fill};
use kefu::domain::{OrderStatus, Problem, ReplyLang};
use kefu::replies::{self, DEFAULT_TEXT, FILE_NAME, guard_rules};
use kefu::text::Lang;
use replies_common::fields;

#[test]
fn every_shipped_reply_is_read_without_a_word_of_complaint() {
    match replies::parse(DEFAULT_TEXT, FILE_NAME) {
        Ok(set) => assert_eq!(told(set.warnings()), Vec::<String>::new()),
        Err(problems) => panic!("{:#?}", told(&problems)),
    }
    assert_eq!(replies::load_default().len(), replies::parse(DEFAULT_TEXT, FILE_NAME).expect("set").len());
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|p| Lang::Zh.problem(p).what).collect()
}

#[test]
fn there_are_more_than_150_in_each_language_and_each_group_has_some() {
    let set = replies::load_default();
    for lang in ReplyLang::ALL {
        assert!(set.of(lang).count() >= 160, "{lang:?}: {}", set.of(lang).count());
        for group in Group::ALL {
            assert!(set.of(lang).filter(|r| r.group == group).count() >= 3, "{lang:?} {group:?}");
        }
        for state in std::iter::once(None).chain(OrderStatus::ALL.into_iter().map(Some)) {
            assert!(set.of(lang).filter(|r| r.scope.fits(state)).count() >= 9, "{lang:?} {state:?}");
        }
    }
    let score = replies::check(DEFAULT_TEXT, FILE_NAME).score.expect("score");
    assert!(score.with_placeholders > 80 && score.two_keys > 50, "{score:?}");
}

#[test]
fn every_reply_fills_on_an_order_of_each_state_it_declares() {
    let mut wrong = Vec::new();
    for reply in replies::load_default().all() {
        for state in reply.scope.states() {
            let mut values = fields(state, reply.lang);
            let order_holes: Vec<_> = fill(reply, &values, |p| p.code())
                .holes
                .iter()
                .map(|h| h.placeholder)
                .filter(|p| matches!(p.source(), Source::Order | Source::People))
                .collect();
            let cased = reply.text.needs().filter(|p| p.source() == Source::Case).count();
            if !order_holes.is_empty() || (cased > 0 && !reply.needs_case) {
                wrong.push(format!("{} {state:?} {order_holes:?} {cased}", reply.code));
            }
            for place in reply.text.needs().collect::<Vec<_>>() {
                if values.value(place).is_none() {
                    values.set(place, "值");
                }
            }
            let whole = fill(reply, &values, |p| p.code());
            assert!(whole.is_whole() && !whole.text.contains(['{', '}', '【']), "{} {}", reply.code, whole.text);
            assert!(!whole.text.contains("  ") && !whole.text.contains("，，"), "{} {}", reply.code, whole.text);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_reply_says_what_is_never_said() {
    let (rules, mut wrong) = (guard_rules(), Vec::new());
    assert!(rules.rules().len() >= 12, "the rules are read");
    for reply in replies::load_default().all() {
        let review = reply.group == Group::ReviewAnswer;
        let about = GuardContext { review, ..GuardContext::default() };
        let state = reply.scope.states().next().flatten();
        let text = fill(reply, &fields(state, reply.lang), |p| p.code()).text;
        for part in [reply.text.source(), &text] {
            for found in guard::check(part, rules, about) {
                wrong.push(format!("{} {:?} {}", reply.code, &part[found.range.clone()], found.rule.id));
            }
        }
        assert!(!text.contains('催'), "{}: an agents' word", reply.code);
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_two_replies_are_alike_and_no_title_is_used_twice() {
    let set = replies::load_default();
    for lang in ReplyLang::ALL {
        let all: Vec<_> = set.of(lang).collect();
        let (mut titles, mut wrong) = (HashSet::new(), Vec::new());
        for (i, a) in all.iter().enumerate() {
            if !titles.insert(a.title.to_lowercase()) {
                wrong.push(format!("title twice: {}", a.title));
            }
            for b in &all[i + 1..] {
                let alike = replies::similarity(a.text.source(), b.text.source());
                if alike >= 60 {
                    wrong.push(format!("{} and {}: {alike}", a.code, b.code));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[test]
fn chinese_is_spaced_and_punctuated_as_chinese() {
    for reply in replies::load_default().of(ReplyLang::Zh) {
        let text = reply.text.source();
        assert!(!text.contains([',', ';', '!', '?', '！']), "{}: {text}", reply.code);
        assert!(text.ends_with(['。', '？']), "{}: {text}", reply.code);
        assert!(text.chars().count() <= 200, "{}: {} characters", reply.code, text.chars().count());
    }
    for reply in replies::load_default().of(ReplyLang::En) {
        let text = reply.text.source();
        assert!(text.is_ascii(), "{}: {text}", reply.code);
        assert!(text.ends_with(['.', '?']) && text.len() <= 500, "{}: {text}", reply.code);
    }
}
