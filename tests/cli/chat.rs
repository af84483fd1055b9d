//! The queue and its conversations from the command line.

use serde_json::json;

use crate::home::{Home, fields};

const THREE: &str = concat!(
    r#"{"id":"m1","customer":{"id":"u1","name":"拾光"},"text":"在吗","at":"2026-11-22T08:58:00+08:00"}"#,
    "\n",
    r#"{"id":"m2","customer":{"id":"u2","name":"芒种"},"text":"发货了吗","at":"2026-11-22T08:59:00+08:00"}"#,
    "\n\n",
    r#"{"id":"m1","customer":{"id":"u1","name":"拾光"},"text":"在吗","at":"2026-11-22T08:58:00+08:00"}"#,
    "\n"
);

fn with_chats(channel: &str) -> Home {
    let home = Home::new();
    let ran = home.feed(&["chat", "receive", "--channel", channel, "--json"], THREE);
    assert_eq!((ran.code, ran.value()), (0, json!({"received": 2, "duplicates": 1, "rejected": 0})), "{}", ran.err);
    home
}

#[test]
fn messages_are_stored_once_each_and_bad_lines_are_listed() {
    let home = with_chats("web");
    let again = home.feed(&["chat", "receive", "--channel", "web", "--json"], THREE);
    assert_eq!(again.value(), json!({"received": 0, "duplicates": 3, "rejected": 0}));
    let bad = "not json\n{\"id\":\"m9\"}\n\u{feff}".to_owned() + &THREE.replace("m1", "m3").replace("m2", "m4");
    let ran = home.feed(&["chat", "receive", "--channel", "web", "--json"], &bad);
    assert_eq!((ran.code, ran.value()), (3, json!({"received": 2, "duplicates": 1, "rejected": 2})));
    assert!(ran.err.contains("line 1 was not taken") && ran.err.contains("line 2"), "{}", ran.err);
    let other = THREE.replace("在吗", "别的话");
    let ran = home.feed(&["chat", "receive", "--channel", "web", "--json"], &other);
    assert_eq!((ran.code, &ran.value()["rejected"]), (3, &json!(2)));
    let empty = home.feed(&["chat", "receive"], "");
    assert_eq!((empty.code, empty.out.as_str()), (0, "0 received, 0 known already, 0 not taken.\n"));
}

#[test]
fn the_queue_has_the_promised_shape_and_order() {
    let home = with_chats("web");
    let list = home.json(&["chat", "list"]);
    assert_eq!(
        fields(&list[0])[..],
        [
            "id",
            "channel",
            "platform",
            "customer",
            "state",
            "agent",
            "unread",
            "waiting_since",
            "due_at",
            "snoozed_until",
            "last_at",
            "last_text",
            "orders"
        ]
    );
    assert_eq!(list[0]["customer"]["name"], "拾光");
    assert_eq!(list[0]["waiting_since"], "2026-11-22T08:58:00+08:00");
    assert_eq!(list[0]["due_at"], "2026-11-22T08:59:00+08:00");
    assert_eq!(
        (&list[0]["agent"], &list[0]["orders"], &list[0]["state"]),
        (&json!(null), &json!([]), &json!("waiting"))
    );
    assert!(list[0]["id"].is_string());
    assert_eq!(home.json(&["chat", "next"])["id"], list[0]["id"]);
    assert_eq!(home.json(&["chat", "list", "--limit", "1", "--offset", "1"])[0]["customer"]["name"], "芒种");
    assert_eq!(home.json(&["chat", "list", "--state", "resolved"]), json!([]));
    let text = home.run(&["--lang", "zh", "chat", "list"]).out;
    assert!(text.contains("待回复") && text.contains("2:00"), "{text}");
}

#[test]
fn an_answer_is_queued_and_a_conversation_read_back() {
    let home = with_chats("web");
    let sent = home.json(&["chat", "send", "拾光", "在的，您说"]);
    assert_eq!(fields(&sent), ["id", "at", "from", "agent", "text", "state", "client_id"]);
    assert_eq!((&sent["from"], &sent["state"], &sent["agent"]), (&json!("agent"), &json!("queued"), &json!("lin")));
    let chat = home.json(&["chat", "show", "拾光"]);
    assert_eq!((&chat["state"], chat["messages"].as_array().map(Vec::len)), (&json!("open"), Some(2)));
    assert_eq!(chat["messages"][0]["text"], "在吗");
    let ran = home.feed(&["chat", "send", "芒种", "-"], "昨天已发出\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    home.run(&["chat", "send", "拾光", "  "]).says(2, &["nothing to send"]);
    home.run(&["chat", "send", "nobody", "x"]).says(1, &["nobody"]);
    home.json(&["chat", "note", "拾光", "要发票"]);
    assert_eq!(home.json(&["chat", "show", "拾光"])["messages"][2]["from"], "note");
}

#[test]
fn a_copied_answer_is_not_sent_until_it_is_marked() {
    let home = with_chats("clipboard:taobao");
    let ran = home.run(&["chat", "send", "拾光", "在的"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "在的\n"), "{}", ran.err);
    assert!(ran.err.contains("kefu chat sent"), "{}", ran.err);
    let chat = home.json(&["chat", "show", "拾光"]);
    assert_eq!((&chat["state"], &chat["messages"][1]["state"]), (&json!("waiting"), &json!("copied")));
    home.json(&["chat", "sent", "拾光"]);
    let chat = home.json(&["chat", "show", "拾光"]);
    assert_eq!((&chat["state"], &chat["messages"][1]["state"]), (&json!("open"), &json!("sent")));
    home.run(&["chat", "sent", "拾光"]).says(2, &["No copied answer"]);
}

#[test]
fn chats_are_put_off_ended_and_handed_over() {
    let home = with_chats("web");
    let chat = home.json(&["chat", "snooze", "拾光", "--for", "2h"]);
    assert_eq!((&chat["state"], &chat["snoozed_until"]), (&json!("snoozed"), &json!("2026-11-22T11:00:00+08:00")));
    home.run(&["chat", "snooze", "拾光", "--for", "2"]).says(2, &["2", "12h"]);
    assert_eq!(home.json(&["chat", "resolve", "芒种"])["state"], "resolved");
    assert_eq!(home.json(&["undo"])["what"], "resolve");
    assert_eq!(home.json(&["chat", "show", "芒种"])["state"], "waiting");
    home.run(&["chat", "escalate", "芒种", "--note", "要赔偿"]).says(2, &["lead"]);
    home.json(&["agents", "add", "mei", "--role", "lead", "--code", "A02"]);
    assert_eq!(home.json(&["chat", "escalate", "芒种", "--note", "要赔偿"])["agent"], "mei");
    assert_eq!(home.json(&["chat", "transfer", "芒种", "--to", "lin", "--note", "你来"])["agent"], "lin");
    home.run(&["chat", "transfer", "芒种", "--to", "nobody"]).says(1, &["nobody"]);
}

#[test]
fn agents_are_listed_and_roles_changed_by_a_lead() {
    let home = Home::new();
    home.json(&["agents", "add", "mei", "--code", "A02", "--os-user", "no-such-user"]);
    let list = home.json(&["agents", "list"]);
    assert_eq!(fields(&list[0]), ["id", "name", "code", "os_user", "role", "named"]);
    assert_eq!(home.json(&["agents", "role", "mei", "aftersale"])[0]["role"], "aftersale");
    home.run(&["agents", "add", "mei"]).says(2, &["mei"]);
    home.run(&["agents", "role", "mei", "boss"]).says(2, &["boss"]);
}

#[test]
fn the_log_is_written_found_and_exported() {
    let home = with_chats("web");
    let entry =
        home.json(&["log", "add", "--problem", "物流慢", "--fix", "催了快递", "--kind", "物流", "--chat", "拾光"]);
    assert_eq!(fields(&entry), ["id", "at", "agent", "shift", "problem", "cause", "fix", "kind", "links"]);
    assert_eq!((&entry["cause"], &entry["shift"]), (&json!(null), &json!("2026-11-22")));
    assert!(entry["links"]["chat"].is_string());
    home.json(&["log", "add", "--problem", "=1+1"]);
    assert_eq!(home.json(&["log", "find", "物流"])[0]["problem"], "物流慢");
    assert_eq!(home.json(&["log", "list", "--date", "2026-11-22"]).as_array().map(Vec::len), Some(2));
    assert_eq!(home.json(&["log", "list", "--date", "2026-11-21"]), json!([]));
    let csv = home.run(&["log", "export"]).out;
    assert!(csv.contains("'=1+1") && csv.lines().count() == 3, "{csv}");
    assert!(home.run(&["log", "export", "--format", "md"]).out.contains("| 物流慢 |"));
    assert_eq!(home.run(&["log", "export", "--out", "log.csv"]).code, 0);
    home.run(&["log", "export", "--out", "log.csv"]).says(1, &["log.csv"]);
    home.run(&["log", "list", "--date", "yesterday"]).says(2, &["yesterday"]);
    home.run(&["log", "add", "--problem", " "]).says(2, &["problem"]);
}
