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

const PHRASES: &str = "快捷短语导出,,\n分组（选填）,快捷编码（选填）,快捷短语内容（必填）\n物流,wl,\"亲，您的包裹已发出\n单号{物流单号}\"\n售后,,亲，退款 1-3 天原路退回\n售后,th,亲，退款  1-3 天原路退回\n,,\n售前,zai,亲，{会员等级}专享\n";

#[test]
fn phrases_of_another_tool_are_put_behind_ones_own_once() {
    let home = Home::new();
    let file = home.write("2026-11-22快捷短语.csv", &encoding_rs::GB18030.encode(PHRASES).0);
    let file = file.to_str().expect("a path");
    let own = home.path(".config/kefu/quick_replies.toml");
    let dry = home.run(&["replies", "import", file, "--dry-run", "--json"]);
    assert_eq!((dry.code, own.exists()), (3, false), "{}", dry.err);
    let ran = home.run(&["replies", "import", file, "--json"]);
    let told = &ran.value()[0];
    assert_eq!(
        fields(told),
        [
            "file",
            "format",
            "encoding",
            "rows",
            "inserted",
            "unchanged",
            "renamed",
            "rejected",
            "replies",
            "placeholders",
            "rejects",
            "backup"
        ]
    );
    let of = |field: &str| told[field].clone();
    assert_eq!((of("format"), of("encoding"), of("rows")), ("qianniu.replies".into(), "gb18030".into(), 4.into()));
    assert_eq!((of("inserted"), of("unchanged"), of("rejected")), (3.into(), 1.into(), 0.into()), "{told}");
    assert_eq!(told["placeholders"][0]["name"], "会员等级");
    assert_eq!(told["backup"], serde_json::Value::Null);
    assert_eq!(ran.code, 3, "a place nobody can fill is told");
    let text = std::fs::read_to_string(&own).expect("written");
    let code = told["replies"][0]["code"].as_str().expect("a code");
    assert_eq!((code, told["replies"][0]["was"].as_str()), ("wl2", Some("wl")), "wl is one kefu ships with");
    let found = home.json(&["--lang", "zh", "replies", "find", code]);
    assert_eq!(found[0]["text"], "亲，您的包裹已发出\n单号{order.tracking}");
    assert!(home.json(&["replies", "find", "zai"])[0]["code"].is_string(), "the shipped ones stay");
    home.says(&["--lang", "zh", "replies", "import", file], 0, "没有新的短语");
    assert_eq!(std::fs::read_to_string(&own).expect("there"), text);
    let more = home.write("more.csv", "title,category,content\n新品,活动,新品今晚八点开抢\n");
    let ran = home.json(&["replies", "import", more.to_str().expect("a path")]);
    let backup = ran[0]["backup"].as_str().expect("a copy");
    assert_eq!(std::fs::read_to_string(backup).expect("kept"), text);
    home.run(&["replies", "check"]).says(0, &[]);
}

#[test]
fn what_is_no_file_of_phrases_changes_nothing() {
    let home = Home::new();
    let file = home.write("orders.csv", "订单编号,金额\n1,2\n");
    home.run(&["replies", "import", file.to_str().expect("a path")]).says(1, &["订单编号"]);
    home.write(".config/kefu/quick_replies.toml", "version = 1\n[[reply]]\ncode = \"x\"\n");
    let good = home.write("good.csv", "话术标题（选填）,话术内容（必填）\n好,好的亲\n");
    home.run(&["replies", "import", good.to_str().expect("a path")]).says(1, &["quick_replies.toml", "line 2"]);
    assert!(!home.path(".config/kefu/quick_replies.toml.new").exists());
}
