//! What the operating system decides: modes of files, the terminal, signals, the clipboard, panics.
//! A port to another system changes this folder and nothing else.

pub mod clipboard;
pub mod panics;
pub mod secret;
pub mod signals;
pub mod suspend;
pub mod terminal;
pub mod user;
pub mod watchdog;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit};

/// Closes what this process writes to others and turns core dumps off: files 0600, folders 0700. Called first
/// in `main`, before any thread is started. `group` leaves the group its bits for a data file shared by a team.
pub fn harden(group: bool) {
    rustix::process::umask(Mode::from_raw_mode(if group { 0o007 } else { 0o077 }));
    // A core file would hold customers' data. Lowering a limit cannot fail for a process of its own.
    let _ = rustix::process::setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// True when the variable is set to something.
pub(crate) fn has_env(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// True when this session came over ssh.
pub fn over_ssh() -> bool {
    has_env("SSH_CONNECTION") || has_env("SSH_TTY")
}
