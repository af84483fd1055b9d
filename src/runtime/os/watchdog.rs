//! The hang-up watchdog.
//!
//! crossterm's `read` can spin for ever once the terminal is gone, and a program that handles SIGHUP to save drafts
//! is the one exposed to it. This thread sleeps in `poll(2)` on the terminal without a timeout (no wake-ups while all
//! is well), and only after a hang-up gives the loop two seconds to end by itself.

use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::stdio::stdin;
use signal_hook::consts::SIGHUP;

use super::signals::{self, Asked};
use crate::domain::Problem;

/// Starts the watchdog; `tell` hands the end to the loop.
pub fn start(tell: impl Fn(Asked) + Send + 'static) -> Result<(), Problem> {
    thread::Builder::new()
        .name("watchdog".into())
        .spawn(move || {
            if wait_for_hang_up() {
                tell(Asked::End(SIGHUP));
                signals::end_later(SIGHUP);
            }
        })
        .map(drop)
        .map_err(|error| Problem::system(&error))
}

/// True on a hang-up; false where the system cannot poll a terminal.
fn wait_for_hang_up() -> bool {
    let input = stdin();
    loop {
        // No flag asked for: hang-up and error are always told.
        let mut fds = [PollFd::new(&input, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(_) => {
                let told = fds[0].revents();
                if told.intersects(PollFlags::HUP | PollFlags::ERR) {
                    return true;
                }
                if !told.is_empty() {
                    return false;
                }
            }
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}
