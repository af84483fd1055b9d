//! Signals, on a thread of their own, turned into words for the loop.

use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::{Handle, Signals};

use super::terminal;
use crate::domain::Problem;

/// What a signal asks of the loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Save the drafts and end with 128 plus this number.
    End(i32),
    /// Give the terminal back and stop.
    Stop,
    /// We run again: take the terminal, draw everything.
    Continue,
}

/// How long the loop has to end by itself before the signal's thread ends the process.
pub const GRACE: Duration = Duration::from_secs(2);

/// The number of the first ending signal, 0 when none came.
static ENDING: AtomicI32 = AtomicI32::new(0);

/// Listens until dropped.
#[derive(Debug)]
pub struct Listener {
    handle: Handle,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.handle.close();
    }
}

/// Starts listening. `tell` hands a word to the loop. When the loop does not end within two seconds of an ending
/// signal, being stuck on a dead disk or a terminal that takes nothing, the terminal is restored and the process
/// ends here.
pub fn listen(tell: impl Fn(Asked) + Send + 'static) -> Result<Listener, Problem> {
    let mut signals =
        Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]).map_err(|error| Problem::system(&error))?;
    let handle = signals.handle();
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGTSTP => tell(Asked::Stop),
                    SIGCONT => tell(Asked::Continue),
                    number => {
                        tell(Asked::End(number));
                        end_later(number);
                    }
                }
            }
        })
        .map_err(|error| Problem::system(&error))?;
    Ok(Listener { handle })
}

/// Ends the process with 128 plus the number when it still runs after the grace; the first caller counts.
pub fn end_later(number: i32) {
    if ENDING.compare_exchange(0, number, Ordering::SeqCst, Ordering::SeqCst).is_err() {
        return;
    }
    let spawned = thread::Builder::new().name("grace".into()).spawn(move || {
        thread::sleep(GRACE);
        end_now(number);
    });
    if spawned.is_err() {
        end_now(number);
    }
}

fn end_now(number: i32) -> ! {
    terminal::restore();
    std::process::exit(128 + number)
}
