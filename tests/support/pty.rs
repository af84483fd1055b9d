//! The real program in a pseudo-terminal: keys in, screen out, every byte kept.
//!
//! Waits block on what the program writes, with a deadline; nothing sleeps. The caret is watched after every single
//! byte, so a cursor that is visible for one write off its place is seen.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long a wait may take on a loaded machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a terminal.
pub(crate) struct Pty {
    writer: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    home: PathBuf,
    before: String,
}

/// What came out of it.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// Places where the cursor was visible, each once in a row: row, column, how many bytes had come.
    carets: Vec<(u16, u16, usize)>,
    writes: usize,
    closed: bool,
    letting_go: bool,
    let_go: bool,
}

/// How a program is started.
pub(crate) struct Start {
    program: String,
    args: Vec<String>,
    size: (u16, u16),
    env: Vec<(String, String)>,
    home: PathBuf,
}

impl Start {
    /// The real binary with its home, data and settings in a folder of the test's own.
    pub(crate) fn kefu(home: &Path) -> Self {
        let folder = |name: &str| home.join(name).display().to_string();
        let env = [
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "zh_CN.UTF-8".to_owned()),
            ("TZ", "Asia/Shanghai".to_owned()),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("HOME", home.display().to_string()),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_STATE_HOME", folder("state")),
            ("XDG_CACHE_HOME", folder("cache")),
        ];
        Self {
            program: env!("CARGO_BIN_EXE_kefu").to_owned(),
            args: Vec::new(),
            size: (80, 24),
            env: env.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            home: home.to_owned(),
        }
    }
    /// Another program, for instance a shell around ours.
    pub(crate) fn program(mut self, program: &str) -> Self {
        self.program = program.to_owned();
        self
    }
    /// One more argument.
    pub(crate) fn arg(mut self, arg: &str) -> Self {
        self.args.push(arg.to_owned());
        self
    }
    /// Columns and rows.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }
    /// A variable of the environment; it replaces what was set before.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.retain(|(known, _)| known != name);
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }
    /// Runs it.
    pub(crate) fn run(self) -> Pty {
        let pair = native_pty_system().openpty(pty_size(self.size)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.args);
        command.env_clear();
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command.cwd(&self.home);
        let before = modes(pair.master.as_ref());
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its input");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let (columns, rows) = self.size;
        let seen = Arc::new((Mutex::new(Seen::new(columns, rows)), Condvar::new()));
        let told = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            loop {
                let got = reader.read(&mut buffer).unwrap_or(0);
                let (seen, bell) = &*told;
                let mut seen = seen.lock().expect("not poisoned");
                match buffer.get(..got) {
                    Some(bytes) if got > 0 => seen.take(bytes),
                    _ => seen.closed = true,
                }
                bell.notify_all();
                if seen.letting_go || seen.closed {
                    drop(reader);
                    seen.let_go = true;
                    bell.notify_all();
                    return;
                }
            }
        });
        Pty { writer: Some(writer), master: Some(pair.master), child, seen, home: self.home, before }
    }
}

impl Seen {
    fn new(columns: u16, rows: u16) -> Self {
        let (rows, columns) = (at_least_one(rows), at_least_one(columns));
        Self {
            parser: vt100::Parser::new(rows, columns, 0),
            raw: Vec::new(),
            carets: Vec::new(),
            writes: 0,
            closed: false,
            letting_go: false,
            let_go: false,
        }
    }
    fn take(&mut self, bytes: &[u8]) {
        self.writes += 1;
        for byte in bytes {
            self.raw.push(*byte);
            self.parser.process(&[*byte]);
            let screen = self.parser.screen();
            if !screen.alternate_screen() || screen.hide_cursor() {
                continue;
            }
            let (row, column) = screen.cursor_position();
            if self.carets.last().is_none_or(|&(r, c, _)| (r, c) != (row, column)) {
                self.carets.push((row, column, self.raw.len()));
            }
        }
    }
}

impl Pty {
    /// Sends bytes as one write.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let writer = self.writer.as_mut().expect("not hung up");
        writer.write_all(bytes.as_ref()).expect("the terminal takes input");
        writer.flush().expect("flushed");
        self
    }
    /// Sends bytes one write each, as a slow line would.
    pub(crate) fn send_slowly(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        for byte in bytes.as_ref() {
            self.send([*byte]);
        }
        self
    }
    /// Pastes text as a terminal with bracketed paste does.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.send(format!("\x1b[200~{text}\x1b[201~"))
    }
    /// Waits until the screen shows the text; prints the screen when it does not come.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text))
    }
    /// Waits until the screen no longer shows the text.
    pub(crate) fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?} gone"), |screen| !screen.contents().contains(text))
    }
    /// Waits until the screen is as asked.
    pub(crate) fn wait_until(&mut self, what: &str, is: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        self.wait(what, |seen| is(seen.parser.screen()));
        self
    }
    /// Waits until the program wrote these bytes, whatever the screen shows.
    pub(crate) fn wait_raw(&mut self, bytes: &[u8]) -> &mut Self {
        let what = format!("{:?}", String::from_utf8_lossy(bytes));
        self.wait(&what, |seen| seen.raw.windows(bytes.len()).any(|window| window == bytes));
        self
    }
    fn wait(&self, what: &str, is: impl Fn(&Seen) -> bool) {
        let (seen, bell) = &*self.seen;
        let deadline = Instant::now() + PATIENCE;
        let mut seen = seen.lock().expect("not poisoned");
        while !is(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !seen.closed, "waited in vain for {what}; the screen:\n{}", drawn(&seen));
            seen = bell.wait_timeout(seen, left).expect("not poisoned").0;
        }
    }
    /// The screen's text.
    pub(crate) fn screen(&self) -> String {
        self.seen().parser.screen().contents()
    }
    /// Row and column of the cursor; nothing while it is hidden.
    pub(crate) fn caret(&self) -> Option<(u16, u16)> {
        let seen = self.seen();
        let screen = seen.parser.screen();
        (!screen.hide_cursor()).then(|| screen.cursor_position())
    }
    /// All places where the cursor was seen since the last call, in order: row, column.
    pub(crate) fn carets_seen(&mut self) -> Vec<(u16, u16)> {
        let mut seen = self.seen();
        std::mem::take(&mut seen.carets).into_iter().map(|(row, column, _)| (row, column)).collect()
    }
    /// Everything it wrote.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.seen().raw.clone()
    }
    /// How many reads its output came in so far: at most one a frame for small frames.
    pub(crate) fn writes(&self) -> usize {
        self.seen().writes
    }
    /// Sequences that are not ours to send; see [`super::sequences`].
    pub(crate) fn foreign_sequences(&self) -> Vec<String> {
        super::sequences::foreign(&self.raw())
    }
    /// Changes the size of the terminal.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.seen().parser.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        self.master.as_ref().expect("not hung up").resize(pty_size((columns, rows))).expect("resized");
        self
    }
    /// The process.
    pub(crate) fn pid(&self) -> Pid {
        let pid = self.child.process_id().expect("it runs");
        Pid::from_raw(i32::try_from(pid).expect("a pid")).expect("not zero")
    }
    /// Sends a signal.
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.pid(), signal).expect("it runs");
        self
    }
    /// Hangs the terminal up and waits for the end: its exit status.
    pub(crate) fn hang_up(mut self) -> u32 {
        self.seen().letting_go = true;
        // The reader holds the terminal too: something must be drawn for it to let go.
        self.resize(91, 27);
        self.wait("the reader's end", |seen| seen.let_go);
        self.writer = None;
        self.master = None;
        end_of(self.child.as_mut())
    }
    /// Waits for the end: its exit status. The whole output has been read then.
    pub(crate) fn wait_end(&mut self) -> u32 {
        {
            let (seen, bell) = &*self.seen;
            let deadline = Instant::now() + PATIENCE;
            let mut seen = seen.lock().expect("not poisoned");
            while !seen.closed {
                let left = deadline.saturating_duration_since(Instant::now());
                assert!(!left.is_zero(), "it does not end; the screen:\n{}", drawn(&seen));
                seen = bell.wait_timeout(seen, left).expect("not poisoned").0;
            }
        }
        end_of(self.child.as_mut())
    }
    /// Waits for the end and asserts its exit status; shows the screen and any panic report when it is another.
    pub(crate) fn assert_ends(&mut self, status: u32) {
        let ended = self.wait_end();
        assert_eq!(ended, status, "the screen:\n{}\nthe reports:\n{}", drawn(&self.seen()), reports(&self.home));
    }
    /// Asserts that the terminal is as it was found: modes, screen, cursor, keyboard, mouse, paste.
    pub(crate) fn assert_restored(&self) {
        assert_eq!(modes(self.master.as_deref().expect("not hung up")), self.before, "termios");
        let seen = self.seen();
        let screen = seen.parser.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let count = |what: &str| seen.raw.windows(what.len()).filter(|window| *window == what.as_bytes()).count();
        assert_eq!(count("\x1b[?1049h"), count("\x1b[?1049l"), "entered and left as often");
        assert_eq!(count("\x1b[>1u"), count("\x1b[<1u"), "the keyboard's stack");
    }
    /// The folder it lives in.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().expect("not poisoned")
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn end_of(child: &mut (dyn Child + Send + Sync)) -> u32 {
    child.wait().expect("its status").exit_code()
}

/// The text of every panic report below the folder.
fn reports(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.fold(String::new(), |text, entry| {
        let path = entry.path();
        if path.is_dir() {
            return text + &reports(&path);
        }
        let is_report = entry.file_name().to_string_lossy().starts_with("panic-");
        if is_report { text + &std::fs::read_to_string(path).unwrap_or_default() } else { text }
    })
}

fn at_least_one(n: u16) -> std::num::NonZeroU16 {
    n.try_into().unwrap_or(std::num::NonZeroU16::MIN)
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn drawn(seen: &Seen) -> String {
    let text = seen.parser.screen().contents();
    let tail = seen.raw.get(seen.raw.len().saturating_sub(300)..).unwrap_or_default();
    format!("{text}\n--- closed: {}; last bytes: {:?}", seen.closed, String::from_utf8_lossy(tail))
}
