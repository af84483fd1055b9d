use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::*;

#[track_caller]
fn becomes(dirty: &str, clean: &str) {
    assert_eq!(SafeText::clean(dirty).as_str(), clean, "{dirty:?}");
}

#[test]
fn everyday_text_stays_as_it_is() {
    for text in [
        "",
        "hello",
        "这个什么时候发货？",
        "亲，16:00 前付款今天就能发",
        "ＡＢＣ　１２３",
        "カタカナ",
        "한국어",
        "¥239.00 — “好”…",
    ] {
        becomes(text, text);
        becomes(&format!("{text}\n{text}"), &format!("{text}\n{text}"));
    }
}

#[test]
fn control_characters_become_pictures() {
    becomes("a\x1b[31mb", "a␛[31mb");
    becomes("\0\x07\x08\x7f", "␀␇␈␡");
    becomes("\u{9b}2J\u{90}q", "▯2J▯q");
}

#[test]
fn line_breaks_are_one_kind_and_a_line_has_none() {
    becomes("a\r\nb\rc\u{2028}d\u{2029}e", "a\nb\nc\nd\ne");
    assert_eq!(SafeText::line("a\r\nb\rc\u{2028}d\ne").as_str(), "a b c d e");
    assert_eq!(SafeText::clean("a\nb").to_line().as_str(), "a b");
    becomes("a\tb", "a  b");
}

#[test]
fn what_reorders_text_shows_and_what_cannot_goes() {
    becomes("a\u{202e}b\u{202c}", "a▯b");
    becomes("\u{202d}13800138000\u{202c}", "13800138000");
    becomes("a\u{200e}\u{200f}\u{61c}b", "ab");
    becomes("\u{2067}x\u{2069}\u{2068}y", "▯x▯y");
}

#[test]
fn invisible_characters_go() {
    becomes("a\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}b", "ab");
    becomes("你\u{3164}\u{115f}\u{1160}\u{ffa0}好", "你好");
    becomes("a\u{e0001}\u{e0061}\u{e007f}b", "ab");
    becomes("字\u{e0100}\u{fe00}", "字");
    becomes("\u{fff9}a\u{fffa}b\u{fffb}", "ab");
}

#[test]
fn emoji_stay_whole() {
    for text in ["👨‍👩‍👧", "👩🏻‍❤️‍💋‍👨🏽", "🇨🇳", "❤️", "1️⃣", "👍🏽", "🏳️‍🌈", "©️"]
    {
        becomes(text, text);
        assert_eq!(SafeText::clean(text).graphemes(true).count(), 1, "{text}");
    }
    becomes("a\u{fe0f}", "a");
    becomes("🏽", "▯");
    becomes("👩\u{200d}a", "👩a");
}

#[test]
fn an_emoji_chain_ends() {
    let chain = "👩\u{200d}".repeat(1000);
    assert!(SafeText::clean(&chain).graphemes(true).all(|g| g.len() <= 96));
}

#[test]
fn at_most_four_marks_stay_on_one_base_and_a_sign_tells() {
    becomes("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}\u{303}\u{304}");
    for n in [5, 500, 100_000] {
        let flood = format!("e{}x", "\u{301}".repeat(n));
        becomes(&flood, "e\u{301}\u{301}\u{301}\u{301}⁺x");
    }
    becomes("\u{301}a\n\u{302}", "◌\u{301}a\n◌\u{302}");
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    let long = "好".repeat(SafeText::MAX);
    let text = SafeText::clean(&long);
    assert!(text.len() <= SafeText::MAX && text.ends_with("好..."));
    assert!(SafeText::line(&long).len() <= SafeText::LINE_MAX);
    assert_eq!(SafeText::from(long), text);
}

#[test]
fn folding_counts_what_it_hides() {
    let text = SafeText::clean("一\n二\n三\n四");
    assert_eq!(text.folded(4, 100), None);
    let folded = text.folded(2, 100).expect("folded");
    assert_eq!((folded.shown.as_str(), folded.hidden_lines, folded.hidden_bytes), ("一\n二", 2, 8));
    let folded = SafeText::clean(&"a".repeat(1000)).folded(10, 20).expect("folded");
    assert_eq!((folded.shown.as_str(), folded.hidden_lines, folded.hidden_bytes), ("aaaaaaaaaaaaaaaaa...", 0, 983));
}

/// Characters that break naive cleaners, mixed with everyday ones.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "\\p{Cf}{1,3}",
        "\\p{M}{1,9}",
        "\\p{Cc}",
        "[\u{1100}-\u{11ff}]{1,9}",
        "[👩❤🏻🏽🔥©‼〰\u{200d}\u{fe0f}]{1,9}",
        "[\u{d4e}\u{111c2}क\u{94d}ष]{1,40}",
        "[🇦-🇿]{1,5}",
        "[ｶﾞﾟ]{1,9}",
        Just("您好，".to_owned()),
        Just("abc \n".to_owned()),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(text in nasty()) {
        let once = SafeText::clean(&text);
        prop_assert_eq!(SafeText::clean(&once), once.clone());
        let line = SafeText::line(&text);
        prop_assert_eq!(SafeText::line(&line), line.clone());
        prop_assert_eq!(SafeText::from(text), once);
        prop_assert!(!line.contains('\n'));
    }

    #[test]
    fn nothing_invisible_or_commanding_is_left(text in nasty()) {
        let clean = SafeText::clean(&text);
        let format = format_characters();
        for c in clean.chars() {
            prop_assert!(c == '\n' || !c.is_control(), "{:?}", c);
            prop_assert!(c == '\u{200d}' || !format.contains(&c), "{:?}", c);
        }
    }

    #[test]
    fn graphemes_are_bounded_in_bytes_and_columns(text in nasty()) {
        for cluster in SafeText::clean(&text).graphemes(true) {
            prop_assert!(cluster.len() <= 96, "{:?}", cluster);
            prop_assert!(cluster.width() <= 24, "{:?} {}", cluster, cluster.width());
        }
    }
}

/// General category Cf.
fn format_characters() -> std::collections::HashSet<char> {
    let ranges = [
        (0xad, 0xad),
        (0x600, 0x605),
        (0x61c, 0x61c),
        (0x6dd, 0x6dd),
        (0x70f, 0x70f),
        (0x890, 0x891),
        (0x8e2, 0x8e2),
        (0x180e, 0x180e),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x2064),
        (0x2066, 0x206f),
        (0xfeff, 0xfeff),
        (0xfff9, 0xfffb),
        (0x110bd, 0x110bd),
        (0x110cd, 0x110cd),
        (0x13430, 0x1343f),
        (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a),
        (0xe0001, 0xe0001),
        (0xe0020, 0xe007f),
    ];
    ranges.into_iter().flat_map(|(from, to)| (from..=to).filter_map(char::from_u32)).collect()
}
