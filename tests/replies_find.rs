//! What is found for what an agent types.

use kefu::domain::ReplyLang;
use kefu::replies::{self, find};

#[test]
fn codes_titles_pinyin_and_words_find_the_reply() {
    let set = replies::load_default();
    let wrong: Vec<String> = [
        ("wl", "wl"),
        ("WL", "wl"),
        ("th", "th"),
        ("ｔｈ", "th"),
        ("fh", "fh"),
        ("物流不动", "wlbd"),
        ("wuliubudong", "wlbd"),
        ("wlbdo", "wlbd"),
        ("tuihuodizhi", "thdz"),
        ("退货dz", "thdz"),
        ("thyf", "thyf"),
        ("退货运费", "thyf"),
        ("qrdz", ""),
        ("yuzhuangtai", ""),
        ("shoudaoposun", "ps2"),
        ("sdps", "ps2"),
        ("zkyh", ""),
        ("youhuiquan", "yhq"),
        ("fapiaochongkai", "fpcd"),
        ("12315", "ts"),
        ("安抚", "af"),
        ("wan'an", "wa"),
        ("pjsh", ""),
    ]
    .into_iter()
    .filter_map(|(query, wanted)| {
        let found: Vec<&str> = find(&set, query, ReplyLang::Zh, 5).iter().map(|r| &*r.code).collect();
        (found.first().copied().unwrap_or("") != wanted).then(|| format!("{query}: {wanted:?}, but {found:?}"))
    })
    .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_replies_are_found_by_english_words() {
    let set = replies::load_default();
    for (query, wanted) in [("wl", "wl"), ("tracking does", "wlbd"), ("return add", "thdz"), ("good night", "wa")] {
        let found: Vec<&str> = find(&set, query, ReplyLang::En, 5).iter().map(|r| &*r.code).collect();
        assert_eq!(found.first(), Some(&wanted), "{query}: {found:?}");
    }
}

#[test]
fn nothing_typed_lists_the_file_in_its_order() {
    let set = replies::load_default();
    let listed = find(&set, " ", ReplyLang::Zh, 3);
    assert_eq!(listed.iter().map(|r| &*r.code).collect::<Vec<_>>(), ["zai", "nh", "zsh"]);
    assert!(find(&set, "没有这样的话术", ReplyLang::Zh, 3).is_empty());
}

#[test]
fn every_code_finds_itself_first() {
    let set = replies::load_default();
    for lang in ReplyLang::ALL {
        for reply in set.of(lang) {
            assert_eq!(find(&set, &reply.code, lang, 1)[0].code, reply.code);
        }
    }
}
