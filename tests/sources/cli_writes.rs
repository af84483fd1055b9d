//! Writing to a shop from the command line: at once, by a process that is killed on the way, and settled by hand.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::cli::{json_of, kefu, settings};
use crate::server::{Reply, Server};
use crate::woo::{Shop, order};
use crate::woo_writes::{Mood, answer};

type Kept = Arc<Mutex<(Shop, Mood)>>;

fn shop() -> Kept {
    let shop = Shop { orders: vec![order(101, "2026-11-22T08:00:00", json!({}))], ..Shop::default() };
    Arc::new(Mutex::new((shop, Mood::Fine)))
}

/// A home whose source may be written to, with order 101 read and a case of ten euros opened; the case.
fn prepared(home: &Path, url: &str) -> String {
    settings(home, url);
    let file = home.join("kefu.toml");
    let text = std::fs::read_to_string(&file).expect("there") + "writes = true\n";
    std::fs::write(&file, text).expect("written");
    let run = |args: &[&str]| kefu(home, Some("cs_hush"), args);
    assert_eq!(run(&["sources", "sync"]).0, 0);
    let (code, out, err) = run(&[
        "case",
        "open",
        "--order",
        "101",
        "--type",
        "refund_only",
        "--reason",
        "damaged",
        "--amount",
        "10.00",
        "--json",
    ]);
    assert_eq!(code, 0, "{err}");
    json_of(&out)["id"].as_str().expect("an id").to_owned()
}

const AGREE: [&str; 4] = ["--amount", "10.00", "--override", "the goods are back"];

#[test]
fn a_step_that_pays_is_asked_of_the_shop_at_once_and_told_whole() {
    let kept = shop();
    let shown = Arc::clone(&kept);
    let server = Server::new(move |asked| answer(&mut shown.lock().expect("not poisoned"), asked));
    let home = tempfile::tempdir().expect("a folder");
    let case = prepared(home.path(), &server.url);
    let run = |args: &[&str]| kefu(home.path(), Some("cs_hush"), args);
    let agree = |more: &[&str]| run(&[&["case", "step", &case, "agree"], &AGREE[..], more].concat());
    let (code, out, err) = agree(&["--json"]);
    assert_eq!(code, 0, "{err}");
    let told = json_of(&out);
    assert_eq!((&told["stage"], &told["shop_writes"][0]["state"]), (&json!("done"), &json!("done")), "{told}");
    let row = json_of(&run(&["sources", "list", "--json"]).1)[0].clone();
    assert_eq!(row["writes"], json!(true));
    let (code, out, _) = run(&["doctor"]);
    assert!(code == 0 && out.contains("written to: net"), "{out}");
    let (_, out, _) = run(&["orders", "show", "101"]);
    assert!(out.contains("refund in the shop done"), "{out}");
    assert!(json_of(&run(&["sources", "writes", "--json"]).1).as_array().expect("rows").is_empty(), "all is over");
}

#[test]
fn what_nobody_knows_is_found_wrong_by_the_doctor_and_settled_by_hand() {
    let kept = shop();
    let shown = Arc::clone(&kept);
    let server = Server::new(move |asked| answer(&mut shown.lock().expect("not poisoned"), asked));
    let home = tempfile::tempdir().expect("a folder");
    let case = prepared(home.path(), &server.url);
    kept.lock().expect("not poisoned").1 = Mood::Deaf;
    let run = |args: &[&str]| kefu(home.path(), Some("cs_hush"), args);
    let (code, out, err) = run(&[&["case", "step", &case, "agree"], &AGREE[..], &["--json"]].concat());
    assert_eq!(code, 0, "{err}");
    let write = json_of(&out)["shop_writes"][0].clone();
    assert_eq!((&write["state"], &write["again"]), (&json!("unknown"), &json!(false)), "{write}");
    let id = write["id"].as_str().expect("an id");
    let (code, out, _) = run(&["doctor"]);
    assert!(code == 3 && out.contains("not known whether it happened"), "{out}");
    assert_eq!(run(&["sources", "again", id, "--amount", "10.00"]).0, 1, "it may have happened");
    assert_eq!(run(&["case", "done", &case]).0, 1, "settled first");
    assert_eq!(run(&["sources", "settle", id, "perhaps"]).0, 2);
    let (code, out, _) = run(&["sources", "settle", id, "not-there", "--json"]);
    assert_eq!((code, &json_of(&out)["again"]), (0, &json!(true)));
    kept.lock().expect("not poisoned").1 = Mood::Fine;
    assert_eq!(run(&["sources", "again", id]).0, 2, "the amount is typed again");
    let (code, out, err) = run(&["sources", "again", id, "--amount", "10.00", "--json"]);
    assert_eq!((code, &json_of(&out)["state"]), (0, &json!("done")), "{err}");
    assert_eq!(json_of(&run(&["case", "show", &case, "--json"]).1)["stage"], json!("done"));
}

#[test]
fn a_process_killed_between_request_and_answer_leaves_one_refund_and_the_next_one_finds_it() {
    let (kept, child) = (shop(), Arc::new(Mutex::new(None::<u32>)));
    let (shown, named) = (Arc::clone(&kept), Arc::clone(&child));
    let server = Server::new(move |asked| {
        let reply = answer(&mut shown.lock().expect("not poisoned"), asked);
        if asked.method == "POST" {
            // The shop has done it; whoever asked dies before hearing so.
            let pid = loop {
                if let Some(pid) = *named.lock().expect("not poisoned") {
                    break pid;
                }
                std::thread::yield_now();
            };
            let killed = Command::new("kill").args(["-9", &pid.to_string()]).status().expect("it runs");
            assert!(killed.success());
            return Reply::silence();
        }
        reply
    });
    let home = tempfile::tempdir().expect("a folder");
    let case = prepared(home.path(), &server.url);
    let mut dying = Command::new(env!("CARGO_BIN_EXE_kefu"))
        .args([&["case", "step", &case, "agree"], &AGREE[..]].concat())
        .env_clear()
        .env("HOME", home.path())
        .env("KEFU_DATA", home.path().join("kefu.db"))
        .env("KEFU_CONFIG", home.path().join("kefu.toml"))
        .env("KEFU_NOW", "2026-11-22T17:00:00+08:00")
        .env("KEFU_AGENT", "lin")
        .env("SHOP_SECRET", "cs_hush")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    *child.lock().expect("not poisoned") = Some(dying.id());
    assert!(!dying.wait().expect("ended").success());
    let run = |args: &[&str]| kefu(home.path(), Some("cs_hush"), args);
    let writes = || json_of(&run(&["sources", "writes", "--all", "--json"]).1);
    assert_eq!(writes()[0]["state"], json!("asking"));
    assert_eq!(json_of(&run(&["case", "show", &case, "--json"]).1)["stage"], json!("seller_review"));
    assert_eq!(run(&["sources", "sync"]).0, 0);
    assert_eq!(writes()[0]["state"], json!("done"), "the shop shows it under our key");
    let told: Value = json_of(&run(&["case", "show", &case, "--json"]).1);
    assert_eq!((&told["stage"], &told["platform_id"]), (&json!("done"), &json!("net/555")));
    assert_eq!(server.asked().iter().filter(|asked| asked.method == "POST").count(), 1);
}
