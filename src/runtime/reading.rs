//! The reader thread: pages and searches, newest wish first served.
//!
//! A newer wish of the same kind takes an older one out of the line, or interrupts it when it is running: a search
//! as it is typed never waits for the letters before.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crate::domain::Problem;
use crate::store::{Interrupt, Reader};

type Read = Box<dyn FnOnce(&Reader) + Send>;

#[derive(Default)]
struct Line {
    waiting: VecDeque<(&'static str, Read)>,
    running: Option<&'static str>,
    ended: bool,
}

/// The way to the reader thread, and the thread.
pub struct Reading {
    line: Arc<(Mutex<Line>, Condvar)>,
    interrupt: Interrupt,
    thread: Option<JoinHandle<()>>,
}

impl Reading {
    /// Starts the thread over a connection of its own.
    pub fn start(reader: Reader) -> Result<Self, Problem> {
        let line: Arc<(Mutex<Line>, Condvar)> = Arc::default();
        let interrupt = reader.interrupt();
        let todo = Arc::clone(&line);
        let thread = thread::Builder::new()
            .name("reader".into())
            .spawn(move || serve(&reader, &todo))
            .map_err(Problem::other)?;
        Ok(Self { line, interrupt, thread: Some(thread) })
    }

    /// Reads something; `read` tells its own answer. An older wish of the same kind is dropped unanswered, or
    /// interrupted, so that its answer is a problem nobody waits for any more. Returns at once.
    pub fn ask(&self, kind: &'static str, read: impl FnOnce(&Reader) + Send + 'static) {
        let mut line = locked(&self.line.0);
        line.waiting.retain(|(waiting, _)| *waiting != kind);
        line.waiting.push_back((kind, Box::new(read)));
        // Under the lock: what is interrupted is the wish that was seen running, and no other.
        if line.running == Some(kind) {
            self.interrupt.stop();
        }
        self.line.1.notify_one();
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        {
            let mut line = locked(&self.line.0);
            line.ended = true;
            line.waiting.clear();
            if line.running.is_some() {
                self.interrupt.stop();
            }
            self.line.1.notify_one();
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(reader: &Reader, todo: &(Mutex<Line>, Condvar)) {
    loop {
        let mut line = locked(&todo.0);
        let read = loop {
            if line.ended {
                return;
            }
            if let Some((kind, read)) = line.waiting.pop_front() {
                line.running = Some(kind);
                break read;
            }
            line = todo.1.wait(line).unwrap_or_else(PoisonError::into_inner);
        };
        drop(line);
        // One wish that panics is reported by the hook; the next ones are still read.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(reader)));
        locked(&todo.0).running = None;
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
        let reading = Reading::start(writer.reader().expect("reader")).expect("started");
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
