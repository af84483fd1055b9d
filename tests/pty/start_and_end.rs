//! Starting, ending, and ending badly.

use std::process::{Command, Stdio};

use rustix::process::Signal;

use crate::support::pty::{Pty, Start};

/// A word that stands on every first screen.
const READY: &str = "会话";
/// Ctrl-Q.
const QUIT: &str = "\x11";

fn open(home: &std::path::Path) -> Pty {
    let mut pty = Start::kefu(home).run();
    pty.wait_for(READY);
    pty
}

#[test]
fn it_starts_and_quits_and_leaves_the_terminal_as_it_was() {
    let home = tempfile::tempdir().expect("folder");
    let mut pty = open(home.path());
    pty.send("\x03");
    pty.send(QUIT);
    pty.assert_ends(0);
    pty.assert_restored();
    assert_eq!(pty.foreign_sequences(), Vec::<String>::new());
}

#[test]
fn each_ending_signal_ends_with_its_number_and_restores_the_terminal() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)] {
        let home = tempfile::tempdir().expect("folder");
        let mut pty = open(home.path());
        pty.signal(signal);
        pty.assert_ends(128 + number);
        pty.assert_restored();
    }
}

#[test]
fn a_panic_restores_the_terminal_and_leaves_a_report() {
    let home = tempfile::tempdir().expect("folder");
    let mut pty = Start::kefu(home.path()).env("KEFU_TEST_PANIC", "1").run();
    pty.assert_ends(101);
    pty.assert_restored();
    assert!(pty.screen().contains("草稿都在"), "{}", pty.screen());
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    let home = tempfile::tempdir().expect("folder");
    let pty = open(home.path());
    assert_eq!(pty.hang_up(), 129);
}

#[test]
fn a_shell_can_stop_it_and_bring_it_back() {
    let home = tempfile::tempdir().expect("folder");
    let script = format!("{} ; echo STOPPED ; read answer ; fg ; echo ENDED $?", env!("CARGO_BIN_EXE_kefu"));
    let mut pty = Start::kefu(home.path()).program("/bin/sh").arg("-mc").arg(&script).run();
    pty.wait_for(READY);
    pty.send("\x1a");
    pty.wait_until("the shell again", |screen| !screen.alternate_screen() && screen.contents().contains("STOPPED"));
    pty.resize(100, 30);
    pty.send("go\r");
    pty.wait_until("the screen again", |screen| screen.alternate_screen() && screen.contents().contains(READY));
    pty.send(QUIT);
    pty.wait_end();
    pty.assert_restored();
}

#[test]
fn without_a_shell_to_bring_it_back_it_does_not_stop() {
    let home = tempfile::tempdir().expect("folder");
    let mut pty = open(home.path());
    pty.send("\x1a");
    pty.send(QUIT);
    pty.assert_ends(0);
}

#[test]
fn without_a_terminal_it_says_so_and_exits_with_two() {
    let home = tempfile::tempdir().expect("folder");
    let done = Command::new(env!("CARGO_BIN_EXE_kefu"))
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert_eq!(done.status.code(), Some(2));
    assert!(done.stdout.is_empty());
    assert!(String::from_utf8_lossy(&done.stderr).contains("terminal"), "{done:?}");
}

#[test]
fn a_dumb_terminal_gets_words_and_no_escape() {
    let home = tempfile::tempdir().expect("folder");
    let mut pty = Start::kefu(home.path()).env("TERM", "dumb").run();
    pty.assert_ends(2);
    assert!(!pty.raw().contains(&0x1b), "no escape for a dumb terminal");
    assert!(pty.screen().contains("TERM=dumb"), "{}", pty.screen());
}

#[test]
fn a_tiny_terminal_says_how_large_it_must_be_and_goes_on_when_it_is() {
    let home = tempfile::tempdir().expect("folder");
    let mut pty = Start::kefu(home.path()).size(20, 5).run();
    pty.wait_until("words", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    pty.resize(80, 24);
    pty.wait_for(READY);
    for (columns, rows) in [(1, 1), (2, 2), (250, 80), (80, 24)] {
        pty.resize(columns, rows);
    }
    pty.wait_for(READY);
    pty.send(QUIT);
    pty.assert_ends(0);
    pty.assert_restored();
}
