//! The mouse in a real terminal: a press focuses and selects, the wheel scrolls what is under it.

use std::fmt::Write as _;

use super::composing::{message, receive};
use crate::support::pty::{Pty, Start};

/// A press and a release of the left button, in columns and rows from 1, as a terminal reports them (SGR).
fn click(pty: &mut Pty, col: u16, row: u16) {
    pty.send(format!("\x1b[<0;{col};{row}M\x1b[<0;{col};{row}m"));
}

#[test]
fn a_press_focuses_and_selects_and_the_wheel_scrolls() {
    let home = tempfile::tempdir().expect("folder");
    let mut lines = String::new();
    for n in 10..50 {
        let _ = write!(
            lines,
            "{}",
            message(&format!("m{n}"), &format!("买家{n}"), "在吗").replace("14:00", &format!("14:{n}"))
        );
    }
    receive(home.path(), &lines);
    let mut pty = Start::kefu(home.path()).size(120, 36).run();
    pty.wait_for("买家10");
    pty.send("1").wait_for("━ 1 会话");

    // The composer, by a press into it; then the third of the queue, two lines a row, below the header and the border.
    click(&mut pty, 60, 33);
    pty.wait_for("━ 回复");
    pty.wait_gone("━ 1 会话");
    click(&mut pty, 8, 7);
    pty.wait_for("━ 1 会话");
    pty.send("\r").wait_for("2 买家12");

    // Over the queue the wheel scrolls the queue, wherever the focus is.
    for _ in 0..4 {
        pty.send("\x1b[<65;8;12M");
    }
    pty.wait_gone("买家10");
    pty.wait_for("━ 回复");
    for _ in 0..20 {
        pty.send("\x1b[<64;8;12M");
    }
    pty.wait_for("买家10");

    // A press and Enter at once, as a quick hand or a slow machine gives them: the fifth row, not the third.
    pty.send("\x1b[<0;8;11M\x1b[<0;8;11m\r").wait_for("2 买家14");

    click(&mut pty, 110, 10);
    pty.wait_for("━ 3 订单");
    pty.send("\x11");
    pty.assert_ends(0);
    pty.assert_restored();
}
