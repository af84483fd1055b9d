//! The terminal's modes: entered once, left exactly once, whoever comes first.
//!
//! Leaving is fixed bytes by `write(2)` and saved termios, so that the guard's drop, the panic hook, the signal
//! thread and the watchdog can all do it, at any moment, without a lock. The terminal is never asked anything:
//! an answer that does not come would block a start for two seconds.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use ratatui::layout::Size;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use crate::domain::{Problem, SafeText};

/// The smallest screen worth drawing on, in columns and rows; smaller ones are told so on the screen itself.
pub const SMALLEST: Size = Size { width: 40, height: 10 };

/// Alternate screen, clean, caret hidden, a bar for a caret (a block hides half a Chinese glyph), bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l\x1b[6 q\x1b[?2004h";
/// kitty's keyboard protocol, DISAMBIGUATE only, pushed unasked: a terminal that does not know it ignores it.
/// More than that flag would hide what an input method commits.
const KITTY_PUSH: &[u8] = b"\x1b[>1u";
/// Clicks and the wheel, in SGR numbers.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Undoes all of the above in the opposite order; undoing what was not done is harmless.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0 q\x1b[<1u\x1b[2J\x1b[?1049l\x1b[?25h";
/// The same for the Linux console, which prints what it does not know of the kitty protocol.
const LEAVE_CONSOLE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0 q\x1b[2J\x1b[?1049l\x1b[?25h";

/// The modes as we found them.
static FOUND: OnceLock<Termios> = OnceLock::new();
/// True while the screen is ours; whoever turns it to false leaves it.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// The modes we chose, for a return after a stop.
static CHOSEN: Mutex<Option<Termios>> = Mutex::new(None);

/// What of the terminal is optional.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Take clicks and the wheel (the terminal's own selection then needs Shift).
    pub mouse: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { mouse: true }
    }
}

/// Holds the terminal in our modes until dropped.
#[derive(Debug)]
pub struct Guard {
    options: Options,
}

impl Guard {
    /// Takes the terminal over. [`Problem::NoTerminal`] when input or output is none, or cannot place a cursor
    /// (`TERM` is `dumb` or unset): nothing has been written then.
    pub fn enter(options: Options) -> Result<Self, Problem> {
        check()?;
        let found = tcgetattr(stdin()).map_err(|_| Problem::NoTerminal)?;
        let _ = FOUND.set(found);
        let guard = Self { options };
        ENTERED.store(true, Ordering::SeqCst);
        // crossterm reads Enter and Ctrl-J apart only when it knows the raw mode as its own.
        crossterm::terminal::enable_raw_mode().map_err(|error| {
            ENTERED.store(false, Ordering::SeqCst);
            Problem::system(&error)
        })?;
        if let Ok(mut chosen) = CHOSEN.lock() {
            *chosen = tcgetattr(stdin()).ok();
        }
        write(&guard.opening()).map_err(|error| Problem::file("terminal", &error))?;
        Ok(guard)
    }

    /// Takes the terminal again after a stop; true when it had been given back, so that all must be drawn anew.
    pub fn reenter(&self) -> bool {
        if let Ok(chosen) = CHOSEN.lock()
            && let Some(modes) = chosen.as_ref()
        {
            // A terminal that is gone is the watchdog's business.
            let _ = tcsetattr(stdin(), OptionalActions::Now, modes);
        }
        let was_left = !ENTERED.swap(true, Ordering::SeqCst);
        if was_left {
            let _ = write(&self.opening());
        }
        was_left
    }

    fn opening(&self) -> Vec<u8> {
        let mut bytes = ENTER.to_vec();
        if !is_console() {
            bytes.extend_from_slice(KITTY_PUSH);
        }
        if self.options.mouse {
            bytes.extend_from_slice(MOUSE_ON);
        }
        bytes
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was found. Only the first call after an entry does anything; it takes no lock
/// and may be called from any thread.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = write(if is_console() { LEAVE_CONSOLE } else { LEAVE });
    if let Some(found) = FOUND.get() {
        let _ = tcsetattr(stdin(), OptionalActions::Now, found);
    }
}

/// Writes all bytes to the terminal, in one `write(2)` unless the kernel takes fewer.
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(taken) => bytes = bytes.get(taken..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => wait_writable()?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// How large the terminal is, in columns and rows. Never by starting a program or asking the terminal; 80x24
/// when the system does not know.
pub fn size() -> Size {
    match tcgetwinsize(stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { width: size.ws_col, height: size.ws_row },
        _ => Size { width: 80, height: 24 },
    }
}

fn check() -> Result<(), Problem> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Problem::NoTerminal);
    }
    match std::env::var("TERM") {
        Ok(term) if term.is_empty() || term == "dumb" => Err(Problem::DumbTerminal { term: SafeText::line(&term) }),
        Ok(_) => Ok(()),
        Err(_) => Err(Problem::DumbTerminal { term: SafeText::default() }),
    }
}

fn is_console() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "linux")
}

/// Somebody before us left the terminal non-blocking: wait until it takes more.
fn wait_writable() -> io::Result<()> {
    let out = stdout();
    let mut fds = [rustix::event::PollFd::new(&out, rustix::event::PollFlags::OUT)];
    rustix::event::poll(&mut fds, None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_undoes_everything_that_entering_did() {
        let leave = String::from_utf8_lossy(LEAVE);
        for undone in ["?1049l", "?25h", "0 q", "?2004l", "<1u", "?1000l", "?1006l", "?2026l"] {
            assert!(leave.contains(undone), "{undone}");
        }
        let at = |what: &str| leave.find(what);
        assert!(at("<1u") < at("?1049l"), "the alternate screen has a keyboard stack of its own");
    }

    #[test]
    fn what_was_not_entered_is_not_restored() {
        restore();
        assert!(!ENTERED.load(Ordering::SeqCst));
    }
}
