//! Watching files: the data file for what other processes write, settings and replies for what a person edits.
//!
//! Folders are watched, never the files: editors replace files, and opening the data file beside SQLite would drop
//! its locks. Nothing is polled.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::writing::Writing;
use crate::domain::Problem;
use crate::store::DbPath;

/// An editor writes a file in several steps; it is read when it has been quiet for so long.
const SETTLE: Duration = Duration::from_millis(300);
/// Waits after an event before the data file is looked at again: a flush takes milliseconds, on a bad day a second.
const LATE_LOOKS: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(1_500)];

/// Watches until dropped.
#[derive(Debug)]
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The library panics when its own thread is gone before it. That must not be the end of a program that
        // is ending in good order, so it is let go on a thread of its own.
        let watcher = self.watcher.take();
        drop(spawn("watch-end", move || drop(watcher)));
    }
}

/// Calls `changed` within 300 ms after another connection committed to the data file.
pub fn data_file(path: &DbPath, writing: Writing, changed: impl Fn() + Send + 'static) -> Result<Watch, Problem> {
    let mark = |writing: &Writing| writing.chore(|writer| writer.db().change_mark());
    let mut seen = mark(&writing)?;
    let name = path.file_name();
    let wal = format!("{name}-wal");
    let (watch, events) = folder(&path.folder(), move |file| file == name || file == wal)?;
    spawn("watch-data", move || {
        // A first look of its own: somebody may have written while the watch was being set up.
        let mut late = LATE_LOOKS.as_slice();
        loop {
            drain(&events);
            match mark(&writing) {
                Ok(now) if now != seen => {
                    seen = now;
                    changed();
                }
                Ok(_) => {}
                // The store thread has ended.
                Err(_) => return,
            }
            // The last event of a commit comes before its flush: only a later look sees what it has stored. While
            // somebody writes without a pause, that is a look ten times a second.
            let again = match late.split_first() {
                Some((wait, rest)) => {
                    late = rest;
                    match events.recv_timeout(*wait) {
                        Err(RecvTimeoutError::Disconnected) => return,
                        heard => heard.is_ok(),
                    }
                }
                None if events.recv().is_err() => return,
                None => true,
            };
            if again {
                late = &LATE_LOOKS;
            }
        }
    })?;
    Ok(watch)
}

/// Calls `changed` when one of the files was written, replaced, made or removed, and has been quiet since. Files
/// whose folder does not exist are not watched.
pub fn files(paths: &[PathBuf], changed: impl Fn(&Path) + Send + 'static) -> Result<Vec<Watch>, Problem> {
    let (send, receive) = channel::<PathBuf>();
    let mut watches = Vec::new();
    for path in paths {
        let (Some(parent), Some(name)) =
            (path.parent(), path.file_name().map(|name| name.to_string_lossy().into_owned()))
        else {
            continue;
        };
        if !parent.is_dir() {
            continue;
        }
        let (watch, events) = folder(parent, move |file| file == name)?;
        watches.push(watch);
        let (send, path) = (send.clone(), path.clone());
        spawn("watch-file", move || {
            while events.recv().is_ok() {
                while events.recv_timeout(SETTLE).is_ok() {}
                if send.send(path.clone()).is_err() {
                    return;
                }
            }
        })?;
    }
    drop(send);
    spawn("watch-files", move || receive.iter().for_each(|path| changed(&path)))?;
    Ok(watches)
}

/// Calls `changed` when a TOML file of a folder was written, replaced, made or removed, and has been quiet since. Fails
/// where there is no such folder.
pub fn tables(path: &Path, changed: impl Fn() + Send + 'static) -> Result<Watch, Problem> {
    let (watch, events) = folder(path, |file| file.ends_with(".toml") && !file.starts_with('.'))?;
    spawn("watch-tables", move || {
        while events.recv().is_ok() {
            while events.recv_timeout(SETTLE).is_ok() {}
            changed();
        }
    })?;
    Ok(watch)
}

/// Rings when a file of the folder whose name counts was changed; reading it does not ring.
fn folder(path: &Path, counts: impl Fn(&str) -> bool + Send + 'static) -> Result<(Watch, Receiver<()>), Problem> {
    let (ring, rung): (Sender<()>, Receiver<()>) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let Ok(event) = event else { return };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let named = |path: &PathBuf| path.file_name().is_some_and(|name| counts(&name.to_string_lossy()));
        if event.need_rescan() || event.paths.iter().any(named) {
            let _ = ring.send(());
        }
    })
    .map_err(Problem::other)?;
    watcher.watch(path, RecursiveMode::NonRecursive).map_err(Problem::other)?;
    Ok((Watch { watcher: Some(watcher) }, rung))
}

fn drain(events: &Receiver<()>) {
    while events.try_recv().is_ok() {}
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), Problem> {
    thread::Builder::new().name(name.into()).spawn(body).map(drop).map_err(|error| Problem::system(&error))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use super::*;
    use crate::domain::{Draft, Time};
    use crate::runtime::clock::SystemClock;
    use crate::runtime::writing::StoreThread;
    use crate::store::{Store, drafts};

    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn what_another_connection_writes_is_noticed_and_our_own_is_not() {
        let folder = tempfile::tempdir().expect("folder");
        let path = DbPath::new(folder.path().join("kefu.db"));
        let open = || Store::open(&path, Arc::new(SystemClock)).expect("opened");
        let thread = StoreThread::start(open(), |_| {}, |_| {}).expect("started");
        let other = open();
        let (ring, rung) = channel();
        let _watch =
            data_file(&path, thread.writing(), move || ring.send(Instant::now()).unwrap_or_default()).expect("watched");
        let draft = |text: &str| Draft {
            conversation: None,
            kind: "log".into(),
            text: text.into(),
            caret: 0,
            client_key: "k".into(),
            reply_code: None,
            fill: None,
            agent: None,
            saved_at: Time::from_ms(1),
        };
        let ours = draft("ours");
        thread.writing().chore(move |writer| drafts::save(writer.db(), &ours)).expect("saved");
        let begun = Instant::now();
        drafts::save(other.db(), &draft("theirs")).expect("saved");
        let noticed = rung.recv_timeout(PATIENCE).expect("noticed");
        assert!(noticed.duration_since(begun) < Duration::from_secs(5));
        assert!(noticed >= begun, "our own write rings nothing");
    }

    #[test]
    fn a_replaced_file_is_told_once() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("quick_replies.toml");
        let missing = folder.path().join("none").join("kefu.toml");
        let (ring, rung) = channel();
        let told = move |path: &Path| drop(ring.send(path.to_owned()));
        let watches = files(&[file.clone(), missing], told).expect("watched");
        assert_eq!(watches.len(), 1);
        for n in 0..5 {
            let draft = folder.path().join("draft");
            std::fs::write(&draft, format!("{n}")).expect("written");
            std::fs::rename(&draft, &file).expect("replaced");
        }
        assert_eq!(rung.recv_timeout(PATIENCE), Ok(file));
        assert!(rung.try_recv().is_err());
    }
}
