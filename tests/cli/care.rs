//! Care of the data from the command line: copies, checks, what is on record.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::home::{Home, fields};

#[test]
fn a_sound_file_passes_every_check() {
    let home = Home::new();
    let value = home.json(&["doctor"]);
    assert_eq!(fields(&value), ["ok", "checks"]);
    assert_eq!(fields(&value["checks"][0]), ["name", "ok", "found"]);
    assert_eq!(value["ok"], true, "{value}");
    let ran = home.run(&["doctor", "--terminal"]);
    assert!(ran.code == 3 && ran.out.contains("terminal"), "{}", ran.out);
}

#[test]
fn files_are_readable_by_their_owner_only() {
    let home = Home::new();
    home.json(&["agents", "add", "mei"]);
    home.json(&["backup", "copy.db"]);
    for name in ["kefu.db", "copy.db"] {
        let mode = std::fs::metadata(home.path(name)).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
}

#[test]
fn a_copy_is_checked_and_put_back() {
    let home = Home::new();
    home.json(&["log", "add", "--problem", "早"]);
    let copy = home.json(&["backup", "copy.db"]);
    assert_eq!((&copy["ok"], &copy["orders"]), (&json!(true), &json!(0)));
    home.run(&["backup", "copy.db"]).says(1, &["copy.db", "hint:"]);
    assert_eq!(home.json(&["restore", "--check", "copy.db"])["ok"], true);
    home.json(&["log", "add", "--problem", "晚"]);
    let ran = home.run(&["restore", "copy.db"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("kept as"), "{}", ran.err);
    assert_eq!(home.json(&["log", "list"]).as_array().map(Vec::len), Some(1));
    home.write("broken.db", "SQLite format 3\0 and then nothing of the kind");
    home.run(&["restore", "broken.db"]).says(1, &["broken.db"]);
    home.run(&["restore", "--check", "missing.db"]).says(1, &["missing.db"]);
    assert_eq!(home.json(&["log", "list"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn who_saw_what_is_on_record() {
    let home = crate::orders::with_orders();
    home.run(&["reveal", "3333"]).says(2, &["--reason"]);
    home.run(&["reveal", "3333", "--reason", " "]).says(2, &["why"]);
    let seen = home.json(&["reveal", "3333", "--reason", "核对地址"]);
    assert_eq!((&seen["phone"], &seen["receiver"]), (&json!("13812345678"), &json!("王小明")));
    let list = home.json(&["orders", "find", "3333", "--reveal", "--reason", "打电话"]);
    assert_eq!(list[0]["phone"], "13812345678");
    home.json(&["agents", "add", "mei"]);
    home.json(&["--agent", "mei", "log", "add", "--problem", "代记"]);
    let rows = home.json(&["audit", "show"]);
    assert_eq!(
        fields(&rows[0])[..],
        ["id", "at", "event_at", "agent", "os_user", "action", "subject", "subject_id", "detail"]
    );
    let all: Vec<_> =
        rows.as_array().expect("rows").iter().map(|r| (r["action"].as_str(), r["detail"].as_str())).collect();
    assert_eq!(all[0].0, Some("act_for"));
    assert_eq!(all[1].0, Some("agent"));
    assert_eq!(all[2..], [(Some("reveal"), Some("打电话")), (Some("reveal"), Some("核对地址"))]);
    assert_eq!(home.json(&["audit", "verify"])["ok"], true);
}

#[test]
fn the_rules_are_shown_and_a_broken_file_is_told_with_its_line() {
    let home = Home::new();
    let rules = home.json(&["rules", "show"]);
    assert!(rules.as_array().expect("rules").iter().any(|row| row["id"] == "D4"));
    assert_eq!(home.json(&["rules", "check"])["ok"], true);
    home.write("taobao.toml", "[[deadline]]\nid = 4\n");
    home.run(&["rules", "check", "taobao.toml"]).says(1, &["taobao.toml", "hint:"]);
}
