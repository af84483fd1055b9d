use super::*;
use crate::action::Action;

fn parse(text: &str) -> Result<Config, Problem> {
    Config::parse(text, Path::new("kefu.toml"))
}

fn wrong_at(text: &str) -> (usize, String) {
    match parse(text) {
        Err(Problem::Config { line, what, .. }) => (line, what.to_string()),
        other => panic!("expected a problem, found {other:?}"),
    }
}

#[test]
fn an_empty_file_and_the_initial_one_give_the_defaults() {
    assert_eq!(parse(""), Ok(Config::default()));
    assert_eq!(parse(INITIAL), Ok(Config::default()));
}

#[test]
fn every_line_of_the_initial_file_is_right_once_its_mark_is_removed() {
    let live: String = INITIAL
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| {
            line.starts_with('[')
                || line.contains(" = ") && line.is_ascii()
                || line.starts_with("name")
                || line.starts_with("tag")
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let config = parse(&live).expect("the commented settings are right");
    assert_eq!(config.warnings, []);
    assert_eq!(config.shops.len(), 1);
    assert_eq!((config.unpaid_after, config.hold_for("demo")), (Span::hours(12), Span::secs(5)));
}

#[test]
fn all_settings_are_read() {
    let config = parse(
        "\u{feff}language = \"en\"\ntheme = \"light\"\nborders = \"ascii\"\nmouse = false\nagent = \"小林\"\nunpaid_after = \"1d4h\"\n\
         [hold]\ndefault = \"3s\"\nclipboard = \"0s\"\n[keys]\nsend = \"f9\"\nundo = [\"u\", \"f10\"]\nquit = []\n\
         [data]\ngroup = \"kefu\"\n[backup]\ndaily = false\nkeep_days = 3\n[[shop]]\nname = \"旗舰店\"\nplatform = \"tmall\"\n",
    )
    .expect("right");
    assert_eq!((config.language, config.theme, config.borders), (Some(Lang::En), Theme::Light, Borders::Ascii));
    assert_eq!((config.mouse, config.unpaid_after), (false, Span::hours(28)));
    assert_eq!((config.hold_for("clipboard:taobao"), config.hold_for("web")), (Span::ZERO, Span::secs(3)));
    let keymap = config.keymap();
    assert_eq!(keymap.chords(Action::Undo).len(), 2);
    assert_eq!(keymap.chords(Action::Quit), []);
    assert_eq!((config.backup.daily, config.backup.keep_days, config.backup.keep_weeks), (false, 3, 4));
    assert_eq!(config.shops[0].platform, Platform::Tmall);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    assert_eq!(wrong_at("\nmouse = \"yes\"\n"), (2, "mouse: expected true or false, found string".into()));
    assert_eq!(wrong_at("[backup]\nkeep_days = 0\n").0, 2);
    assert_eq!(wrong_at("unpaid_after = \"12\"\n").0, 1);
    assert_eq!(wrong_at("a = 1\n\n[[shop]]\nname = \"x\"\n").0, 3);
    assert_eq!(wrong_at("keys = 3\n").0, 1);
    assert_eq!(wrong_at("mouse = true\nmouse = false\n").0, 2);
    assert_eq!(wrong_at("theme = \n").0, 1);
    assert_eq!(wrong_at(&format!("x = {}", "[".repeat(200_000))).0, 1);
}

#[test]
fn a_key_that_is_no_key_or_taken_is_told_with_its_line() {
    assert_eq!(wrong_at("[keys]\nundo = \"f10\"\nquit = \"hyper-x\"\n").0, 3);
    let (line, what) = wrong_at("[keys]\nquit = \"u\"\n");
    assert!(line == 2 && what.contains("undo"), "{line} {what}");
    assert_eq!(parse("[keys]\nfly = \"f10\"\n").expect("not fatal").warnings[0].key.as_str(), "keys.fly");
}

#[test]
fn unknown_keys_are_warned_of_and_not_fatal() {
    let config = parse("later = 1\n[backup]\nhourly = true\n[future]\nx = 1\n").expect("not fatal");
    let found: Vec<_> = config.warnings.iter().map(|w| (w.line, w.key.to_string())).collect();
    assert_eq!(found, [(1, "later".into()), (3, "backup.hourly".into()), (4, "future".into())]);
}

#[test]
fn a_missing_file_is_no_problem_and_bytes_of_another_encoding_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("kefu.toml");
    assert_eq!(Config::load(&file), Ok(Config::default()));
    std::fs::write(&file, b"mouse = true\nagent = \"\xd0\xa1\xc1\xd6\"\n").expect("written");
    assert!(matches!(Config::load(&file), Err(Problem::Config { line: 2, .. })));
    assert!(matches!(Config::load(dir.path()), Err(Problem::File { .. })));
}

#[test]
fn paths_named_on_the_command_line_stand_above_the_settings() {
    let config = Config { data_file: Some("shop.db".into()), ..Config::default() };
    let named = Paths::find(Some("/c/kefu.toml".into()), Some("/d/x.db".into())).expect("paths").with(&config);
    assert_eq!(named.data_file, Path::new("/d/x.db"));
    let beside =
        Paths { data_named: false, ..Paths::find(Some("/c/kefu.toml".into()), Some("/d/x.db".into())).expect("paths") };
    assert_eq!(beside.with(&config).data_file, Path::new("/c/shop.db"));
}
