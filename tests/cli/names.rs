//! What buyers are told we are called, from the command line.

use serde_json::json;

use crate::home::Home;

/// What `kefu doctor` says of names when this agent asks.
fn lacking(home: &Home, agent: &str) -> String {
    let out = home.command(&["--lang", "en", "doctor", "--json"]).env("KEFU_AGENT", agent).output().expect("run");
    let checks: serde_json::Value = serde_json::from_slice(&out.stdout).expect("json");
    let mut all = checks["checks"].as_array().expect("checks").iter();
    let names = all.find(|check| check["name"] == "names").expect("a check of names");
    assert_eq!(names["ok"], true, "a missing name is no fault");
    names["found"].as_str().expect("words").to_owned()
}

#[test]
fn doctor_says_how_to_name_the_shop_and_the_agent_and_a_fill_never_tells_the_system_user() {
    let home = Home::new();
    // Nobody is named here: whoever runs it is the system's user.
    let unnamed = |args: &[&str]| {
        let out = home.command(args).env_remove("KEFU_AGENT").env("USER", "zhangsan").output().expect("run");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let list: serde_json::Value = serde_json::from_str(&unnamed(&["agents", "list", "--json"])).expect("json");
    assert_eq!(list, json!([]));
    assert!(unnamed(&["--lang", "en", "doctor"]).contains("kefu agents name NAME"));
    let ran = home.feed(&["chat", "receive", "--channel", "web"], "{\"id\":\"1\",\"customer\":{\"id\":\"w\",\"name\":\"wang\"},\"text\":\"在吗\",\"at\":\"2026-11-22T08:00:00+08:00\"}\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let chat = home.json(&["chat", "list"])[0]["id"].as_str().expect("an id").to_owned();
    home.write(
        ".config/kefu/quick_replies.toml",
        "[[reply]]\ncode = \"wo\"\ngroup = \"greeting\"\nzh = { title = \"我\", text = \"我是{agent}。\" }\n",
    );
    let filled = home.json(&["--lang", "zh", "replies", "fill", "wo", "--chat", &chat]);
    assert_eq!((&filled["text"], &filled["missing"]), (&json!("我是lin。"), &json!([])), "named by KEFU_AGENT");
    assert_eq!(home.json(&["agents", "name", "小夏"])[0]["named"], true);
    assert_eq!(lacking(&home, "小夏"), "");
}

#[test]
fn a_shop_is_listed_and_named() {
    let home = crate::orders::with_orders();
    home.run(&["shops", "name", "jd", "云朵"]).says(1, &["jd"]);
    let db = rusqlite::Connection::open(home.path("kefu.db")).expect("the data file");
    db.execute("UPDATE shops SET name = 'taobao'", []).expect("a shop without a name");
    assert_eq!(home.json(&["shops", "list"])[0]["called"], "");
    assert!(lacking(&home, "lin").contains("shops name"), "{}", lacking(&home, "lin"));
    let named = home.json(&["shops", "name", "taobao", "云朵"]);
    assert_eq!(crate::home::fields(&named[0]), ["id", "platform", "name", "called", "tag", "zone"]);
    assert_eq!((&named[0]["called"], &named[0]["name"]), (&json!("云朵"), &json!("taobao")));
    assert_eq!(lacking(&home, "lin"), "");
}
