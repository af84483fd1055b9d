//! Keeps the rules of the source that no compiler keeps: who may use whom, where SQL, the terminal and the clock may
//! stand, sizes, padding, and what our own texts may look like. ARCHITECTURE.md tells why.

#[path = "architecture/checks.rs"]
mod checks;
#[path = "architecture/tokens.rs"]
mod tokens;

use std::path::{Path, PathBuf};

/// All files under `folder` with one of the endings, as `(path from the root, text)`.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.sort();
    let named = found.into_iter().filter(|p| p.extension().is_some_and(|e| endings.iter().any(|w| e == *w)));
    named
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a text file");
            (path.strip_prefix(root).expect("inside").to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// The sources without files of tests, which may use what they test with.
fn shipped() -> Vec<(String, String)> {
    let mut all = files("src", &["rs", "sql"]);
    all.retain(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/"));
    all
}

/// Runs a check over the files and fails with all that it found.
fn keep(files: Vec<(String, String)>, check: impl Fn(&str, &str) -> Vec<String>) {
    assert!(!files.is_empty(), "nothing was read");
    let found: Vec<_> = files.iter().flat_map(|(path, text)| check(path, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn modules_use_only_whom_they_may() {
    keep(shipped(), checks::arrows);
}

#[test]
fn engine_terminal_and_clock_stand_in_their_places() {
    keep(shipped(), checks::places);
}

#[test]
fn sql_stands_in_the_store_and_is_portable() {
    keep(shipped(), checks::sql);
}

#[test]
fn files_are_short_and_named_after_what_they_do() {
    keep(files("src", &["rs"]), checks::size);
    keep(files("src", &["rs"]), |path, _| checks::name(path));
}

#[test]
fn only_width_pads() {
    keep(shipped(), checks::padding);
}

#[test]
fn our_own_texts_have_one_width_everywhere() {
    keep(shipped(), checks::glyphs);
}

#[test]
fn every_row_of_text_speaks_both_languages_calmly() {
    keep(files("src/text", &["rs"]), checks::rows);
}

#[test]
fn the_project_stands_on_its_own() {
    let mut all = files("src", &["rs", "sql", "toml"]);
    all.extend(files("tests", &["rs"]));
    all.extend(files("docs", &["md"]));
    all.extend(files("scripts", &["sh", "py"]));
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name));
        all.push((name.to_owned(), text.unwrap_or_else(|error| panic!("{name}: {error}"))));
    }
    keep(all, checks::words);
}

/// A check is worth something only if it can fail: each is shown what it must find, and what it must leave alone.
mod the_checks_themselves {
    use super::checks::*;

    fn lines(found: Vec<String>) -> usize {
        found.len()
    }

    #[test]
    fn find_forbidden_arrows() {
        let bad =
            "use crate::store::Store;\nuse crate::{domain::Time, view::{self, x}, cli};\nlet a = crate::runtime::go();";
        assert_eq!(lines(arrows("src/domain/x.rs", bad)), 4);
        assert_eq!(lines(arrows("src/app/x.rs", bad)), 4);
        assert_eq!(arrows("src/app/x.rs", bad)[0], "src/app/x.rs:1: app may not use store");
        assert_eq!(lines(arrows("src/cli/x.rs", bad)), 0);
        assert_eq!(
            lines(arrows("src/app/x.rs", "use crate::domain::Time; // crate::store\n#[cfg(test)]\nuse crate::store;")),
            0
        );
    }

    #[test]
    fn find_engines_and_clocks_out_of_place() {
        let bad =
            "let now = chrono::Utc::now();\nuse rusqlite::Row;\nlet e = crossterm::event::read();\nInstant::now();";
        assert_eq!(lines(places("src/app/x.rs", bad)), 4);
        assert_eq!(lines(places("src/runtime/clock.rs", "Utc::now(); Instant::now(); crossterm::event::read()")), 0);
        assert_eq!(lines(places("src/app/x.rs", "// rusqlite\nlet a = \"rusqlite\";")), 0);
    }

    #[test]
    fn find_sql_out_of_place_and_sql_that_only_sqlite_takes() {
        assert_eq!(lines(sql("src/cli/x.rs", "q(\"SELECT 1\"); q(\"UPDATE a SET b = 1\"); say(\"UPDATE later\")")), 2);
        for bad in [
            "SELECT IFNULL(a, 0) FROM t",
            "SELECT a FROM t WHERE id = ?1",
            "SELECT a ->> 'x' FROM t",
            "SELECT rowid FROM t",
            "INSERT INTO t VALUES (datetime('now'))",
        ] {
            assert_eq!(lines(sql("src/store/orders.rs", &format!("q(\"{bad}\")"))), 1, "{bad}");
            assert_eq!(lines(sql("src/store/sqlite/orders.rs", &format!("q(\"{bad}\")"))), 0, "{bad}");
        }
        assert_eq!(lines(sql("src/store/a.sql", "CREATE TABLE t (id BIGINT); -- no rowid\nAUTOINCREMENT")), 1);
        assert_eq!(lines(sql("src/store/a.rs", "q(\"SELECT a FROM t WHERE b = $1 AND c <> '?'\")")), 0);
    }

    #[test]
    fn find_long_files_and_vague_names() {
        assert_eq!(lines(size("src/x.rs", &"\n".repeat(401))), 1);
        assert_eq!(lines(size("src/x.rs", &"\n".repeat(400))), 0);
        assert_eq!((lines(name("src/view/utils.rs")), lines(name("src/view/width.rs"))), (1, 0));
    }

    #[test]
    fn find_padding_by_characters() {
        assert_eq!(lines(padding("src/view/x.rs", "format!(\"{:<12} {name:>w$} {:*^9}\")")), 2);
        assert_eq!(lines(padding("src/view/x.rs", "format!(\"{:>3}|{a:<4}\")")), 2);
        assert_eq!(lines(padding("src/view/x.rs", "format!(\"{:02} {a:?} {:.3} {{:<3}}\")")), 0);
        assert_eq!(lines(padding("src/view/width.rs", "format!(\"{:<12}\")")), 0);
    }

    #[test]
    fn find_signs_of_uncertain_width() {
        assert_eq!(lines(glyphs("src/text/x.rs", "a: \"等待\u{2026}\" | \"wait \u{2192}\";")), 2);
        assert_eq!(lines(glyphs("src/view/x.rs", "\"\u{1f600}\"")), 1);
        assert_eq!(lines(glyphs("src/text/x.rs", "a: \"等待...，好的。\" | \"¥59 -> wait\"; // \u{2026}")), 0);
    }

    #[test]
    fn find_rows_that_say_nothing_or_shout() {
        assert_eq!(lines(rows("src/text/x.rs", "a: \"\" | \"x\";")), 1);
        assert_eq!(lines(rows("src/text/x.rs", "a(n: i64): \"{n} 条\" | \"rows\";")), 1);
        assert_eq!(lines(rows("src/text/x.rs", "a: \"好了！\" | \"Done!\";")), 1);
        assert_eq!(lines(rows("src/text/x.rs", "a(n: i64): \"{n} 条\" | \"{n} rows\";")), 0);
    }

    #[test]
    fn find_words_that_point_outside() {
        assert_eq!(lines(words("README.md", &format!("see ..{} and \u{2014} so", "/shared/x"))), 2);
        assert_eq!(lines(words("README.md", "see docs/x - so")), 0);
    }
}
