//! Quick replies from the command line.

use crate::home::{Home, fields};

#[test]
fn the_replies_it_ships_with_are_sound() {
    let home = Home::new();
    let ran = home.run(&["replies", "check", "--score", "--json"]);
    let value = ran.value();
    assert_eq!(value["ok"], true, "{}", ran.out);
    assert!(value["score"]["replies"]["zh"].as_u64().expect("a number") >= 1);
    let text = home.run(&["replies", "export"]).out;
    home.write("mine.toml", text);
    assert_eq!(home.run(&["replies", "check", "mine.toml"]).code, ran.code);
}

#[test]
fn a_broken_file_is_told_line_by_line() {
    let home = Home::new();
    home.write("bad.toml", "[[reply]]\ncode = \"A B\"\ngroup = \"nothing\"\n");
    let ran = home.run(&["replies", "check", "bad.toml", "--json"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let value = ran.value();
    assert_eq!(value["ok"], false);
    let row = &value["rows"][0];
    assert_eq!(fields(row), ["line", "code", "problem", "warning", "what", "hint"]);
    assert!(row["line"].as_u64().expect("a line") >= 1);
    home.run(&["replies", "check", "missing.toml"]).says(1, &["missing.toml", "hint:"]);
}

const MINE: &str = r#"
[[reply]]
code = "fh"
group = "shipping"
words = ["发货"]
zh = { title = "什么时候发货", text = "亲，订单 {order.tail} 今天发出，感谢等待。" }
en = { title = "When it ships", text = "Order {order.tail} leaves today, thank you for waiting." }

[[reply]]
code = "hi"
group = "greeting"
zh = { title = "问候", text = "您好，请问有什么可以帮您？" }
en = { title = "Greeting", text = "Hello, how can I help?" }
"#;

#[test]
fn replies_are_found_and_filled() {
    let home = Home::new();
    home.write(".config/kefu/quick_replies.toml", MINE);
    for query in ["发货", "fahuo", "fh"] {
        let found = home.json(&["--lang", "zh", "replies", "find", query, "--limit", "3"]);
        assert_eq!(fields(&found[0]), ["code", "title", "group", "text", "language", "scope", "score"], "{query}");
        assert_eq!((&found[0]["code"], &found[0]["language"]), (&"fh".into(), &"zh".into()));
    }
    home.run(&["replies", "fill", "no-such-code"]).says(1, &["no-such-code"]);
    let ran = home.run(&["--lang", "zh", "replies", "fill", "fh", "--json"]);
    assert_eq!((ran.code, &ran.value()["missing"]), (3, &serde_json::json!(["order.tail"])));
    let whole = home.json(&["replies", "fill", "hi"]);
    assert_eq!((&whole["text"], &whole["missing"]), (&"Hello, how can I help?".into(), &serde_json::json!([])));
}
