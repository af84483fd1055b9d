//! `kefu sources` as a user runs it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::woo::order;

pub(crate) fn kefu(home: &Path, secret: Option<&str>, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kefu"));
    command.args(args).env_clear().env("HOME", home).env("LANG", "en_US.UTF-8").current_dir(home);
    command.env("KEFU_DATA", home.join("kefu.db")).env("KEFU_CONFIG", home.join("kefu.toml"));
    command.env("KEFU_NOW", "2026-11-22T17:00:00+08:00").env("KEFU_AGENT", "lin");
    if let Some(secret) = secret {
        command.env("SHOP_SECRET", secret);
    }
    let Output { status, stdout, stderr } = command.output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

pub(crate) fn settings(home: &Path, url: &str) {
    let text = format!(
        "[[source]]\nname = \"net\"\nkind = \"woocommerce\"\nurl = \"{url}\"\nshop = \"网店\"\nuser = \"ck_key\"\nsecret_env = \"SHOP_SECRET\"\n"
    );
    std::fs::write(home.join("kefu.toml"), text).expect("written");
}

pub(crate) fn json_of(out: &str) -> Value {
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

#[test]
fn sync_reads_and_list_tells_and_the_secret_stays_where_it_is() {
    let page = json!([order(101, "2026-11-22T08:00:00", json!({}))]).to_string();
    let server = Server::new(move |_| Reply::json(page.clone()).with("X-WP-TotalPages", 1));
    let home = tempfile::tempdir().expect("a folder");
    settings(home.path(), &server.url);
    let run = |args: &[&str]| kefu(home.path(), Some("cs_hush"), args);
    let (code, out, err) = run(&["sources", "list", "--json"]);
    assert_eq!((code, &json_of(&out)[0]["synced_at"]), (0, &Value::Null), "{err}");
    let (code, out, err) = run(&["sources", "sync", "--json"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        json_of(&out)[0],
        json!({"name": "net", "new": 1, "changed": 1, "told": 1, "fault": null, "detail": null})
    );
    let (code, out, _) = run(&["sources", "sync", "net"]);
    assert!(code == 0 && out.contains("net: 0 new orders, 0 changed"), "{out}");
    let row = json_of(&run(&["sources", "list", "--json"]).1)[0].clone();
    assert_eq!(
        row.as_object().expect("an object").keys().map(String::as_str).collect::<Vec<_>>(),
        [
            "name",
            "kind",
            "url",
            "shop",
            "every_seconds",
            "orders",
            "synced_at",
            "failing_since",
            "fault",
            "detail",
            "writes"
        ]
    );
    assert_eq!((&row["orders"], &row["synced_at"]), (&json!(1), &json!("2026-11-22T17:00:00+08:00")));
    let found = json_of(&run(&["orders", "show", "101", "--json"]).1);
    assert_eq!(
        (&found["platform"], &found["shop"], &found["status"]),
        (&json!("woocommerce"), &json!("网店"), &json!("to_ship"))
    );
    let (_, shown, _) = run(&["config", "show", "--json"]);
    assert!(shown.contains("SHOP_SECRET") && !shown.contains("cs_hush"), "{shown}");
}

#[test]
fn what_fails_is_told_with_what_to_do_and_exit_1() {
    let server = Server::new(|_| Reply::status(401, r#"{"message":"Invalid signature"}"#));
    let home = tempfile::tempdir().expect("a folder");
    settings(home.path(), &server.url);
    let (code, out, err) = kefu(home.path(), Some("cs_hush"), &["sources", "sync", "--json"]);
    assert_eq!((code, &json_of(&out)[0]["fault"]), (1, &json!("sign_in")), "{err}");
    assert!(err.contains("Invalid signature") && err.contains("hint:") && !err.contains("cs_hush"), "{err}");
    let (_, out, _) = kefu(home.path(), None, &["sources", "list"]);
    assert!(out.contains("Invalid signature"), "{out}");
    let (code, _, err) = kefu(home.path(), None, &["sources", "sync"]);
    assert!(code == 1 && err.contains("SHOP_SECRET"), "{err}");
    let (code, _, err) = kefu(home.path(), None, &["sources", "sync", "other"]);
    assert!(code == 2 && err.contains("other") && err.contains("net"), "{err}");
}

#[test]
fn wrong_settings_are_told_with_their_line() {
    let home = tempfile::tempdir().expect("a folder");
    let head = "[[source]]\nname = \"net\"\nkind = \"vendure\"\n";
    for (rest, line, word) in [
        ("url = \"http://shop.example\"\nsecret_env = \"A\"\n", "line 4", "https://"),
        ("url = \"https://shop.example\"\n", "line 1", "secret_env"),
        ("url = \"https://shop.example\"\nsecret_env = \"A\"\nevery = \"0s\"\n", "line 6", "1s"),
        ("url = \"https://shop.example\"\nsecret_env = \"A\"\n[[source]]\nname = \"net\"\n", "line 6", "already"),
    ] {
        std::fs::write(home.path().join("kefu.toml"), format!("{head}{rest}")).expect("written");
        let (code, _, err) = kefu(home.path(), None, &["config", "check"]);
        assert!(code == 1 && err.contains(line) && err.contains(word), "{rest}: {err}");
    }
    std::fs::write(home.path().join("kefu.toml"), "").expect("written");
    let (code, out, _) = kefu(home.path(), None, &["sources", "list"]);
    assert!(code == 0 && out.contains("[[source]]"), "{out}");
}
