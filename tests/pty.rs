//! The real program in a real terminal.

mod support;

#[path = "pty/start_and_end.rs"]
mod start_and_end;
