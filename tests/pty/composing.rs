//! Writing an answer in a real terminal: the caret an input method follows, drafts that outlive a kill, hostile text.

use std::io::Write as _;
use std::process::{Command, Stdio};

use rustix::process::Signal;

use crate::support::pty::{Pty, Start};

/// Stores messages as a channel would, before the screen is opened.
pub(super) fn receive(home: &std::path::Path, lines: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kefu"))
        .args(["chat", "receive", "--channel", "web"])
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("kefu chat receive");
    child.stdin.take().expect("stdin").write_all(lines.as_bytes()).expect("messages");
    assert!(child.wait().expect("an end").success());
}

pub(super) fn message(id: &str, nick: &str, text: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"customer\":{{\"id\":\"{nick}\",\"name\":\"{nick}\"}},\"text\":{text:?},\"at\":\"2026-11-22T14:00:00+08:00\"}}\n"
    )
}

/// The workstation with one waiting customer, their chat open and the caret in the composer.
fn answering(home: &std::path::Path) -> Pty {
    let mut pty = Start::kefu(home).size(120, 36).run();
    pty.wait_for("拾光10001");
    pty.send("1");
    pty.send("n");
    pty.wait_for("写回复");
    pty.wait_until("the caret in the composer", |screen| !screen.hide_cursor());
    pty
}

#[test]
fn the_caret_stands_where_the_next_character_goes_and_is_seen_nowhere_else() {
    let home = tempfile::tempdir().expect("folder");
    receive(home.path(), &message("m1", "拾光10001", "在吗"));
    let mut pty = answering(home.path());
    let start = pty.caret().expect("a caret in the composer");
    pty.carets_seen();
    // Each byte on its own, as a slow line delivers what an input method commits.
    pty.send_slowly("您好，世界");
    pty.wait_for("您好，世界");
    pty.wait_until("the caret behind it", |screen| !screen.hide_cursor() && screen.cursor_position().1 == start.1 + 10);
    let caret = pty.caret().expect("a caret");
    assert_eq!((caret.0, caret.1), (start.0, start.1 + 10), "five wide glyphs further on the same row");
    for seen in pty.carets_seen() {
        assert_eq!(seen.0, start.0, "the caret was seen off its row: {seen:?}");
        assert!((start.1..=start.1 + 10).contains(&seen.1) && (seen.1 - start.1).is_multiple_of(2), "{seen:?}");
    }
    pty.send("\x7f");
    pty.wait_gone("世界");
    pty.wait_until("the caret back", |screen| !screen.hide_cursor() && screen.cursor_position().1 == start.1 + 8);
    assert_eq!(pty.caret().expect("a caret"), (start.0, start.1 + 8));
}

#[test]
fn a_paste_is_text_and_sends_nothing() {
    let home = tempfile::tempdir().expect("folder");
    receive(home.path(), &message("m1", "拾光10001", "在吗"));
    let mut pty = answering(home.path());
    pty.paste("第一行\n第二行\n");
    pty.wait_for("第二行");
    assert!(pty.screen().contains("第一行"));
    assert!(!pty.screen().contains("秒后发出"), "{}", pty.screen());
}

#[test]
fn a_kill_loses_at_most_a_second_of_typing() {
    let home = tempfile::tempdir().expect("folder");
    receive(home.path(), &message("m1", "拾光10001", "在吗"));
    let mut pty = answering(home.path());
    pty.send("您好，马上帮您看一下");
    pty.wait_for("草稿已存");
    pty.signal(Signal::KILL);
    pty.wait_end();
    let mut again = Start::kefu(home.path()).size(120, 36).run();
    again.wait_for("拾光10001");
    again.send("1");
    again.send("n");
    again.wait_for("您好，马上帮您看一下");
}

#[test]
fn what_a_customer_writes_never_reaches_the_terminal_raw() {
    let home = tempfile::tempdir().expect("folder");
    let hostile = [
        "\\u001b]52;c;aGVsbG8=\\u0007",
        "\\u001b[2J\\u001b[H",
        "\\u001bP+q544e\\u001b\\\\",
        "\\u009b31m",
        "\\u001b]0;title\\u0007",
        "\\u202e反转",
        "a\\u0000b\\u0008c\\r d",
        "\\u001b_Gf=100;AAAA\\u001b\\\\",
        "\\u001b[?1049l",
    ];
    let lines: String = hostile
        .iter()
        .enumerate()
        .map(|(n, text)| {
            format!("{{\"id\":\"h{n}\",\"customer\":{{\"id\":\"拾光10001\",\"name\":\"拾光10001{text}\"}},\"text\":\"{text}\",\"at\":\"2026-11-22T14:00:0{n}+08:00\"}}\n")
        })
        .collect();
    receive(home.path(), &lines);
    let mut pty = answering(home.path());
    pty.wait_for("反转");
    assert_eq!(pty.foreign_sequences(), Vec::<String>::new());
}

#[test]
fn what_another_process_stores_is_seen_without_a_key() {
    let home = tempfile::tempdir().expect("folder");
    receive(home.path(), &message("m1", "拾光10001", "在吗"));
    let mut pty = Start::kefu(home.path()).size(120, 36).run();
    pty.wait_for("拾光10001");
    pty.send("1");
    pty.wait_for("待回复 1");
    receive(home.path(), &message("m2", "柠檬77", "快递三天没动了"));
    pty.wait_for("待回复 2");
    pty.wait_for("柠檬77");
}
