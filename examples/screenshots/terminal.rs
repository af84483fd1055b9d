//! The program in a pseudo-terminal, and what its screen shows.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::tour::{NOW, Shot};

type Failed = Box<dyn std::error::Error>;

/// How long a wait may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A screen that took no byte for so long shows everything that was asked for.
const CALM: Duration = Duration::from_millis(700);

/// A running program.
pub(crate) struct Terminal {
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    _master: Box<dyn MasterPty + Send>,
}

struct Seen {
    parser: vt100::Parser,
    at: Instant,
    closed: bool,
}

impl Terminal {
    /// Starts the program as the shot wants it, with a home of its own.
    pub(crate) fn start(program: &Path, home: &Path, shot: &Shot) -> Result<Self, Failed> {
        let (columns, rows) = shot.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(program);
        command.args(["--lang", shot.lang, "--now", NOW, "demo", "--seed", "7"]);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("TZ", "Asia/Shanghai"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        command.env("HOME", home);
        for (name, folder) in [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")] {
            command.env(name, home.join(folder));
        }
        command.cwd(home);
        let mut reader = pair.master.try_clone_reader()?;
        let writer = pair.master.take_writer()?;
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let one = NonZeroU16::MIN;
        let parser = vt100::Parser::new(rows.try_into().unwrap_or(one), columns.try_into().unwrap_or(one), 0);
        let seen = Arc::new((Mutex::new(Seen { parser, at: Instant::now(), closed: false }), Condvar::new()));
        let told = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            loop {
                let got = reader.read(&mut buffer).unwrap_or(0);
                let mut seen = told.0.lock().unwrap_or_else(PoisonError::into_inner);
                seen.at = Instant::now();
                match buffer.get(..got) {
                    Some(bytes) if got > 0 => seen.parser.process(bytes),
                    _ => seen.closed = true,
                }
                told.1.notify_all();
                if seen.closed {
                    return;
                }
            }
        });
        Ok(Self { writer, child, seen, _master: pair.master })
    }

    /// Presses keys.
    pub(crate) fn send(&mut self, keys: &str) -> Result<(), Failed> {
        self.writer.write_all(keys.as_bytes())?;
        Ok(self.writer.flush()?)
    }

    /// Waits until the screen shows the text.
    pub(crate) fn wait_for(&self, text: &str) -> Result<(), Failed> {
        let began = Instant::now();
        let mut seen = self.seen();
        while !seen.parser.screen().contents().contains(text) {
            if seen.closed || began.elapsed() > PATIENCE {
                return Err(format!("{text:?} does not come; the screen:\n{}", seen.parser.screen().contents()).into());
            }
            seen = self.later(seen, PATIENCE);
        }
        Ok(())
    }

    /// Looks at the screen once nothing has been written for a while.
    pub(crate) fn when_calm<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> Result<T, Failed> {
        let began = Instant::now();
        let mut seen = self.seen();
        while seen.at.elapsed() < CALM && began.elapsed() < PATIENCE {
            seen = self.later(seen, CALM);
        }
        Ok(look(seen.parser.screen()))
    }

    /// Quits the program.
    pub(crate) fn end(mut self) -> Result<(), Failed> {
        self.send("\x1b\x1b\x11")?;
        let began = Instant::now();
        let mut seen = self.seen();
        while !seen.closed && began.elapsed() < Duration::from_secs(2) {
            seen = self.later(seen, Duration::from_secs(1));
        }
        Ok(())
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn later<'a>(&self, seen: MutexGuard<'a, Seen>, at_most: Duration) -> MutexGuard<'a, Seen> {
        match self.seen.1.wait_timeout(seen, at_most) {
            Ok((seen, _)) => seen,
            Err(poisoned) => poisoned.into_inner().0,
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A program that has ended already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
