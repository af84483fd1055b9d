//! Files a person writes that are no such thing: too deep, too long, twice the same, of the wrong kind. Each is told with
//! its file, and what was in force stays.

use std::path::Path;

use kefu::config::Config;
use kefu::domain::{Problem, Zone};
use kefu::import::sheets::Mapping;
use kefu::rules::{self, Source};

/// Texts no settings are made of, each with the line a person is sent to (0: the file as a whole).
fn hostile() -> Vec<String> {
    let deep = 200_000;
    vec![
        format!("x = {}", "[".repeat(deep)),
        format!("x = {}", "{a=".repeat(deep)),
        "a.".repeat(deep) + "b = 1",
        "x = 1\nx = 2\n".to_owned(),
        "= = =".to_owned(),
        "\u{0}\u{1b}[31m".to_owned(),
    ]
}

#[test]
fn no_text_brings_a_reader_of_settings_down() {
    for text in hostile() {
        let head: String = text.chars().take(12).collect();
        let settings = Config::parse(&text, Path::new("kefu.toml"));
        assert!(matches!(settings, Err(Problem::Config { .. })), "settings {head:?}: {settings:?}");
        let rules = rules::check(Source::new("rules/reminders.toml", text.clone()));
        assert!(matches!(rules, Err(Problem::Config { .. })), "rules {head:?}");
        let notices = rules::parse_notices("notices.toml", &text, Zone::default());
        assert!(matches!(notices, Err(Problem::Config { .. })), "notices {head:?}");
        let mapping = Mapping::parse("erp", "erp.toml", &text);
        assert!(matches!(mapping, Err(Problem::Config { .. })), "mapping {head:?}");
        assert!(kefu::replies::parse(&text, "quick_replies.toml").is_err(), "replies {head:?}");
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_is_not_read() {
    let folder = tempfile::tempdir().expect("folder");
    for name in ["kefu.toml", "reminders.toml", "notices.toml"] {
        let file = folder.path().join(name);
        std::fs::File::create(&file).and_then(|made| made.set_len(100 << 20)).expect("made");
        let problem = match name {
            "kefu.toml" => Config::load(&file).expect_err("too long"),
            "notices.toml" => rules::load_notices(&file, Zone::default()).expect_err("too long"),
            _ => rules::load(folder.path()).expect_err("too long"),
        };
        let told = kefu::text::Lang::Zh.problem(&problem);
        assert!(told.what.contains(name) || told.hint.contains(name), "{told:?}");
        std::fs::remove_file(&file).expect("removed");
    }
}

#[test]
fn wrong_kinds_and_unknown_words_are_told_with_their_line() {
    let line = |found: Result<rules::Source, Problem>| match found {
        Err(Problem::Config { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    let rules = |text: &str| rules::check(Source::new("rules/reminders.toml", text)).map(|_| Source::new("", ""));
    assert_eq!(line(rules("version = 1\nmax = \"three\"\n")), 2);
    assert_eq!(line(rules("version = 1\nmax = 3\nwhatever = 1\n")), 3);
    let notices = |text: &str| rules::parse_notices("notices.toml", text, Zone::default()).map(|_| Source::new("", ""));
    assert_eq!(line(notices("[[notice]]\nname = 5\n")), 2);
    assert_eq!(line(notices("[[notice]]\nname = \"a\"\nfrom = \"soon\"\n")), 3);
}
