//! Stopping the process for the shell (`Ctrl-Z`, `fg`).

use rustix::process::{Signal, getpgrp, getppid, getsid};

/// True when a shell with job control can bring us back. Without one (`ssh -t host kefu`, a terminal started with
/// us as its only program) a stop would be for ever.
pub fn can_stop() -> bool {
    let Ok(session) = getsid(None) else { return false };
    let same_session = getppid().is_some_and(|parent| getsid(Some(parent)) == Ok(session));
    getpgrp() != session && same_session
}

/// Stops this process and those started with it (`cargo run`), and returns when it runs again.
pub fn stop() {
    // STOP and not TSTP: TSTP is caught by ourselves.
    let _ = rustix::process::kill_current_process_group(Signal::STOP);
}
