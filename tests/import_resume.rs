//! A first import that is killed: it goes on where it stopped and ends as if nothing had happened.

#[expect(dead_code, reason = "the example uses the rest")]
#[path = "../examples/samples/columns.rs"]
mod columns;
#[path = "../examples/samples/files.rs"]
mod files;
#[path = "../examples/samples/made.rs"]
mod made;

use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::{Connection, OpenFlags};

fn kefu(data: &Path, file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kefu"));
    command.args(["import", "--json", "--data"]).arg(data).arg(file).env("KEFU_NOW", "2026-11-22T09:00:00+08:00");
    command.env("HOME", data.parent().expect("a folder")).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// All that matters of a data file: what the orders say, what is indexed, and which indexes there are.
fn content(data: &Path) -> (Vec<String>, i64, Vec<String>) {
    let db = Connection::open(data).expect("a data file");
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = db.prepare(sql).expect("sound");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    };
    let orders = texts(
        "SELECT number || status || COALESCE(paid, '') || buyer || title || tracking || COALESCE(raw, '') FROM orders ORDER BY number",
    );
    let indexes = texts("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name");
    let worded = db.query_row("SELECT count(*) FROM order_text_docsize", [], |row| row.get(0)).expect("a count");
    (orders, worded, indexes.iter().map(|sql| sql.replace('\n', " ")).collect())
}

#[test]
fn an_import_killed_in_the_middle_goes_on_and_ends_like_an_unbroken_one() {
    let folder = tempfile::tempdir().expect("a folder");
    files::write(folder.path(), 9_500, 7, columns::Variant::Of2019, false).expect("written");
    let file = folder.path().join("ExportOrderList.csv");
    let (whole, broken) = (folder.path().join("whole.db"), folder.path().join("broken.db"));
    assert!(kefu(&whole, &file).stdout(Stdio::null()).status().expect("it runs").success());

    let mut child = kefu(&broken, &file).stdout(Stdio::null()).spawn().expect("it starts");
    let resume = loop {
        let at = Connection::open_with_flags(&broken, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|db| db.query_row("SELECT resume_at FROM import_files", [], |row| row.get::<_, i64>(0)));
        match at {
            Ok(at) if at > 0 => break at,
            _ => assert!(child.try_wait().expect("asked").is_none(), "it ended before it could be killed"),
        }
    };
    child.kill().expect("killed");
    child.wait().expect("gone");
    assert!(content(&broken).0.len() < 9_500 && resume < 9_501);

    let again = kefu(&broken, &file).output().expect("it runs");
    assert!(again.status.success());
    let said: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert!(said[0]["resumed"].as_i64().is_some_and(|at| at >= resume), "{said}");
    assert_eq!(content(&broken), content(&whole));
    assert_eq!(content(&whole).1, 9_500, "every order has its words");
    let third = kefu(&broken, &file).output().expect("it runs");
    let said: serde_json::Value = serde_json::from_slice(&third.stdout).expect("JSON");
    assert_eq!((&said[0]["inserted"], &said[0]["updated"]), (&0.into(), &0.into()), "{said}");
}
