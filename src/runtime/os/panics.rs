//! What happens on a panic: the terminal first, then a report without personal data, then the words.

use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::terminal;
use crate::text::Lang;

/// The exit status of a panic.
pub const EXIT: i32 = 101;

static HOOKED: AtomicBool = AtomicBool::new(false);
static PLACE: OnceLock<(PathBuf, Lang)> = OnceLock::new();

/// Chains our hook before the one in force. `folder` is where reports go; the words are told in `lang`.
///
/// A panic on a thread other than the main one is reported to file only: the screen stays, and whoever joins the
/// thread tells of it.
pub fn install(folder: PathBuf, lang: Lang) {
    let _ = PLACE.set((folder, lang));
    if HOOKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let on_main = std::thread::current().name() == Some("main");
        if on_main {
            terminal::restore();
        }
        let place = info.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
        let written = PLACE.get().and_then(|(folder, _)| write_report(folder, &place));
        if !on_main {
            return;
        }
        match PLACE.get() {
            Some((_, lang)) => {
                let path = written.map_or_else(String::new, |path| path.display().to_string());
                let mut err = std::io::stderr().lock();
                let _ = writeln!(err, "{}\n{}", lang.panic_happened(&place), lang.panic_report(&path));
            }
            None => previous(info),
        }
    }));
}

/// Writes where it happened and with which program; never the panic's own text, which may quote a customer.
fn write_report(folder: &Path, place: &str) -> Option<PathBuf> {
    let mut text = String::new();
    let thread = std::thread::current();
    let _ = writeln!(text, "kefu {} panicked at {place}", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "system: {} {}", std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(text, "thread: {}", thread.name().unwrap_or("?"));
    let _ = writeln!(text, "term: {}", crate::domain::SafeText::line(&std::env::var("TERM").unwrap_or_default()));
    let _ = writeln!(text, "\n{}", std::backtrace::Backtrace::force_capture());
    std::fs::create_dir_all(folder).ok()?;
    let path = folder.join(format!("panic-{}.txt", std::process::id()));
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path).ok()?;
    file.write_all(text.as_bytes()).ok()?;
    Some(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_report_names_the_place_is_closed_to_others_and_quotes_nobody() {
        let folder = tempfile::tempdir().expect("folder");
        let path = write_report(&folder.path().join("reports"), "src/view/queue.rs:7").expect("written");
        let text = std::fs::read_to_string(&path).expect("readable");
        assert!(text.contains("src/view/queue.rs:7"));
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    }
}
