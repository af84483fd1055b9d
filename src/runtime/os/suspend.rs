//! Stopping the process for the shell (`Ctrl-Z`, `fg`).

use nix::unistd::{Pid, getpgrp, getppid, getsid};
use rustix::process::Signal;

/// Where a process stands among the others of its terminal. A number is 0 when what it names is outside of our
/// process namespace (a container, a sandbox).
///
/// Read by nix and not by rustix, whose types hold that there is no 0: a debug build panics on it, a release build
/// goes on with a value that cannot be.
#[derive(Clone, Copy)]
struct Standing {
    session: Pid,
    group: Pid,
    parent: Pid,
    parents_session: Option<Pid>,
}

impl Standing {
    fn ours() -> Option<Self> {
        let parent = getppid();
        Some(Self {
            session: getsid(None).ok()?,
            group: getpgrp(),
            parent,
            // Asked for 0, the system would tell of ourselves.
            parents_session: (parent.as_raw() > 0).then(|| getsid(Some(parent)).ok()).flatten(),
        })
    }

    /// A shell with job control is our parent or above it, in our session, and has given us a group of our own.
    fn has_a_shell(self) -> bool {
        let leads = self.group == self.session;
        self.parent.as_raw() > 0 && !leads && self.parents_session == Some(self.session)
    }
}

/// True when a shell with job control can bring us back. Without one (`ssh -t host kefu`, a terminal started with
/// us as its only program) a stop would be for ever.
pub fn can_stop() -> bool {
    Standing::ours().is_some_and(Standing::has_a_shell)
}

/// Stops this process and those started with it (`cargo run`), and returns when it runs again.
pub fn stop() {
    // STOP and not TSTP: TSTP is caught by ourselves.
    let _ = rustix::process::kill_current_process_group(Signal::STOP);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(session: i32, group: i32, parent: i32, parents_session: Option<i32>) -> Standing {
        let pid = Pid::from_raw;
        Standing {
            session: pid(session),
            group: pid(group),
            parent: pid(parent),
            parents_session: parents_session.map(pid),
        }
    }

    #[test]
    fn only_a_shell_of_our_session_can_bring_us_back() {
        assert!(standing(10, 20, 10, Some(10)).has_a_shell(), "a job of a shell");
        assert!(standing(10, 20, 19, Some(10)).has_a_shell(), "cargo run between the shell and us");
        assert!(!standing(20, 20, 10, Some(10)).has_a_shell(), "the only program of its terminal");
        assert!(!standing(10, 10, 10, Some(10)).has_a_shell(), "a shell without job control");
        assert!(!standing(10, 20, 1, Some(1)).has_a_shell(), "the shell has gone");
        assert!(!standing(10, 20, 11, None).has_a_shell(), "nobody to ask");
    }

    #[test]
    fn a_session_led_from_outside_our_namespace_is_zero() {
        assert!(standing(0, 7, 1, Some(0)).has_a_shell(), "the first process of a sandbox is a shell");
        assert!(!standing(20, 20, 10, Some(0)).has_a_shell(), "a terminal of our own, started from outside");
        assert!(!standing(0, 0, 0, None).has_a_shell(), "we are the first process of a sandbox");
        assert!(!standing(0, 1, 0, None).has_a_shell());
    }

    #[test]
    fn whatever_we_stand_in_can_be_told() {
        assert!(Standing::ours().is_some());
    }
}
