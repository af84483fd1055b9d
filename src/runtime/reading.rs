//! The reader thread: pages and searches, newest wish first served. Its connection is opened there too, at the first
//! wish: the start does not wait for it.
//!
//! A newer wish of the same kind takes an older one out of the line, or interrupts it when it is running: a search
//! as it is typed never waits for the letters before.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::domain::Problem;
use crate::store::{Interrupt, Reader};

type Read = Box<dyn FnOnce(&Reader) + Send>;

#[derive(Default)]
struct Line {
    waiting: VecDeque<(&'static str, Read)>,
    running: Option<&'static str>,
    /// Stops what is read, once there is a connection.
    interrupt: Option<Interrupt>,
    /// The connection is to be opened before there is a wish.
    early: bool,
    served: u64,
    ended: bool,
}

impl Line {
    fn stop(&self) {
        if let Some(interrupt) = &self.interrupt {
            interrupt.stop();
        }
    }
}

type Todo = Arc<(Mutex<Line>, Condvar)>;

/// The way to the reader thread, and the thread.
pub struct Reading {
    line: Todo,
    thread: Option<JoinHandle<()>>,
}

/// Tells when nothing is left to be read.
pub struct Quiet(Todo);

impl Quiet {
    /// Waits until something was read and nothing waits to be; no longer than `at_most`.
    pub fn wait(&self, at_most: Duration) {
        let busy =
            |line: &mut Line| !line.ended && (line.served == 0 || line.running.is_some() || !line.waiting.is_empty());
        drop(self.0.1.wait_timeout_while(locked(&self.0.0), at_most, busy));
    }
}

impl Reading {
    /// Starts the thread; `open` makes its connection at the first wish, `trouble` hears when it cannot.
    pub fn start(
        open: impl Fn() -> Result<Reader, Problem> + Send + 'static,
        trouble: impl Fn(Problem) + Send + 'static,
    ) -> Result<Self, Problem> {
        let line = Todo::default();
        let todo = Arc::clone(&line);
        let body = move || serve(&open, &trouble, &todo);
        let thread =
            thread::Builder::new().name("reader".into()).spawn(body).map_err(|error| Problem::system(&error))?;
        Ok(Self { line, thread: Some(thread) })
    }

    /// Has the connection opened now, before the first wish.
    pub fn open_early(&self) {
        locked(&self.line.0).early = true;
        self.line.1.notify_all();
    }

    /// How others wait until nothing is left to be read.
    pub fn quiet(&self) -> Quiet {
        Quiet(Arc::clone(&self.line))
    }

    /// Reads something; `read` tells its own answer. An older wish of the same kind is dropped unanswered, or
    /// interrupted, so that its answer is a problem nobody waits for any more. Returns at once.
    pub fn ask(&self, kind: &'static str, read: impl FnOnce(&Reader) + Send + 'static) {
        let mut line = locked(&self.line.0);
        line.waiting.retain(|(waiting, _)| *waiting != kind);
        line.waiting.push_back((kind, Box::new(read)));
        // Under the lock: what is interrupted is the wish that was seen running, and no other.
        if line.running == Some(kind) {
            line.stop();
        }
        self.line.1.notify_all();
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        {
            let mut line = locked(&self.line.0);
            line.ended = true;
            line.waiting.clear();
            if line.running.is_some() {
                line.stop();
            }
            self.line.1.notify_all();
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(open: &impl Fn() -> Result<Reader, Problem>, trouble: &impl Fn(Problem), todo: &(Mutex<Line>, Condvar)) {
    let mut reader: Option<Reader> = None;
    loop {
        let mut line = locked(&todo.0);
        let read = loop {
            if line.ended {
                return;
            }
            if let Some((kind, read)) = line.waiting.pop_front() {
                line.running = Some(kind);
                break Some(read);
            }
            if std::mem::take(&mut line.early) {
                break None;
            }
            line = todo.1.wait(line).unwrap_or_else(PoisonError::into_inner);
        };
        drop(line);
        if reader.is_none() {
            match open() {
                Ok(opened) => {
                    locked(&todo.0).interrupt = Some(opened.interrupt());
                    reader = Some(opened);
                }
                // The next wish tries again.
                Err(problem) => trouble(problem),
            }
        }
        // One wish that panics is reported by the hook; the next ones are still read.
        let Some(read) = read else { continue };
        if let Some(reader) = &reader {
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(reader)));
        }
        let mut line = locked(&todo.0);
        line.running = None;
        line.served += 1;
        todo.1.notify_all();
    }
}

fn locked(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::runtime::clock::SystemClock;
    use crate::store::{DbPath, Store};

    #[test]
    fn only_the_newest_wish_of_a_kind_is_read() {
        let folder = tempfile::tempdir().expect("folder");
        let path = DbPath::new(folder.path().join("kefu.db"));
        let writer = Store::open(&path, Arc::new(SystemClock)).expect("opened");
        let open = move || writer.reader();
        let reading = Reading::start(open, |problem| panic!("{problem}")).expect("started");
        let (gate, opened) = channel::<()>();
        let (begun, running) = channel::<()>();
        reading.ask("page", move |_| {
            let _ = begun.send(());
            let _ = opened.recv();
        });
        running.recv().expect("the first one runs");
        let (said, heard) = channel();
        for n in 0..10 {
            let said = said.clone();
            reading.ask("search", move |_| said.send(n).unwrap_or_default());
        }
        let done = said.clone();
        reading.ask("desk", move |_| done.send(99).unwrap_or_default());
        gate.send(()).expect("waiting");
        assert_eq!([heard.recv(), heard.recv()], [Ok(9), Ok(99)]);
        assert!(heard.try_recv().is_err());
    }
}
