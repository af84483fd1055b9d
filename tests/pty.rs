//! The real program in a real terminal.

#[expect(dead_code, reason = "not every test uses all of it")]
mod support;

#[path = "pty/start_and_end.rs"]
mod start_and_end;

#[path = "pty/composing.rs"]
mod composing;

#[path = "pty/mouse.rs"]
mod mouse;
