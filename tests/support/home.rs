//! Runs the real program as a user would from a shell, in a home of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A throw-away home with a data file.
pub(crate) struct Home {
    dir: tempfile::TempDir,
    chinese: bool,
}

/// How a run ended.
pub(crate) struct Ran {
    /// The exit status.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Home {
    /// An empty one: English, and the agent is lin.
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder"), chinese: false }
    }
    /// An empty one: Chinese, and the agent is the user of the operating system.
    pub(crate) fn chinese() -> Self {
        Self { chinese: true, ..Self::new() }
    }
    /// A path inside it, as text.
    pub(crate) fn file(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }
    /// A path inside it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    /// Writes a file into it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, bytes).expect("written");
        path
    }
    /// The program, with nothing of the surroundings but this home.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kefu"));
        command.args(args).env_clear().env("HOME", self.dir.path()).env("KEFU_DATA", self.path("kefu.db"));
        command.env("KEFU_NOW", "2026-11-22T09:00:00+08:00");
        match self.chinese {
            true => command.env("LANG", "zh_CN.UTF-8"),
            false => command.env("LANG", "en_US.UTF-8").env("KEFU_AGENT", "lin"),
        };
        command.current_dir(self.dir.path()).stdin(Stdio::null());
        command
    }
    /// Runs it.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().expect("it starts"))
    }
    /// Runs it with something on standard input.
    pub(crate) fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut command = self.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        // It may end before it has read everything; what it says is what counts.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        Ran::of(child.wait_with_output().expect("it ends"))
    }
    /// Runs it with `--json`, which must end well, and reads the answer.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{args:?}\n{}{}", ran.out, ran.err);
        ran.value()
    }
    /// Runs it: it ends with `code` and says `words` somewhere.
    #[track_caller]
    pub(crate) fn says(&self, args: &[&str], code: i32, words: &str) {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{args:?}\n{}{}", ran.out, ran.err);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(words), "{words} is not in {said}");
    }
    /// Writes a file into it and imports it.
    #[track_caller]
    pub(crate) fn import(&self, name: &str, text: &str) {
        let path = self.write(name, text).display().to_string();
        self.says(&["import", &path], 0, "");
    }
    /// The whole text of a file in it.
    pub(crate) fn read(&self, name: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.dir.path().join(name)).expect("a text file")
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
    /// The answer as JSON.
    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
    /// It ended with `code` and said all of `words` on standard error.
    #[track_caller]
    pub(crate) fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in: {}", self.err);
        }
    }
}

/// The names of an object's fields, in their order.
pub(crate) fn fields(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}
