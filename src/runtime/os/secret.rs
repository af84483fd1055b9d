//! Something typed at the terminal that is not shown: a PIN.

use std::fs::OpenOptions;
use std::io::{self, BufRead, BufReader, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// Puts the terminal back as it was, however the reading ends.
struct Quiet<'a> {
    terminal: &'a std::fs::File,
    found: Termios,
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        // Nobody is left to tell when the terminal is gone.
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.found);
    }
}

/// Asks at the terminal itself, whatever standard input is, and reads one line without showing it. Fails when there is
/// no terminal.
pub fn read_secret(prompt: &str) -> io::Result<String> {
    let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let found = tcgetattr(&terminal)?;
    let mut silent = found.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    tcsetattr(&terminal, OptionalActions::Flush, &silent)?;
    let quiet = Quiet { terminal: &terminal, found };
    (&terminal).write_all(prompt.as_bytes())?;
    let mut line = String::new();
    let read = BufReader::new(&terminal).read_line(&mut line);
    drop(quiet);
    (&terminal).write_all(b"\n")?;
    read?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
