//! The store thread: the one place of the process that writes to the data file.
//!
//! Work is done in the order it was asked for. Drafts are kept back for up to a second and written together, but
//! before any other act, so that an answer that was sent never finds its own draft come back.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::domain::{Draft, Problem};
use crate::store::{Writer, drafts};

/// At most so much typing is lost when the process is killed.
const DRAFTS_EVERY: Duration = Duration::from_secs(1);

type Act = Box<dyn FnOnce(&Writer) + Send>;

enum Work {
    /// What a person did: drafts are written before it.
    Act(Act),
    /// What the machine does: it does not bring drafts forward.
    Chore(Act),
    Draft(Box<Draft>),
    End,
}

/// The way to the store thread, for every other thread.
#[derive(Clone, Debug)]
pub struct Writing {
    work: Sender<Work>,
}

/// The thread itself; it must be ended before the screen is left.
#[derive(Debug)]
pub struct StoreThread {
    work: Sender<Work>,
    thread: Option<JoinHandle<()>>,
}

impl StoreThread {
    /// Starts it. `saved` hears of every draft that was written, `trouble` of what failed without anybody waiting.
    pub fn start(
        writer: Writer,
        saved: impl Fn(&Draft) + Send + 'static,
        trouble: impl Fn(Problem) + Send + 'static,
    ) -> Result<Self, Problem> {
        let (work, todo) = channel();
        let thread = thread::Builder::new()
            .name("store".into())
            .spawn(move || {
                let (saved, trouble) = (Box::new(saved), Box::new(trouble));
                Desk { writer, saved, trouble, drafts: BTreeMap::new(), due: None }.run(&todo)
            })
            .map_err(|error| Problem::system(&error))?;
        Ok(Self { work, thread: Some(thread) })
    }

    /// The way to it.
    pub fn writing(&self) -> Writing {
        Writing { work: self.work.clone() }
    }

    /// Waits until everything asked for so far, and every draft, is written.
    pub fn finish(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.work.send(Work::End);
        if let Some(thread) = self.thread.take() {
            // Panics of single acts are caught within; one that is not has been reported by the hook.
            let _ = thread.join();
        }
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        self.end();
    }
}

impl Writing {
    /// Does what a person asked for; `act` tells its own outcome. Returns at once.
    pub fn act(&self, act: impl FnOnce(&Writer) + Send + 'static) {
        // Once the thread has ended the program is ending too.
        let _ = self.work.send(Work::Act(Box::new(act)));
    }
    /// Keeps a draft: within a second, or before the next act, or at the end.
    pub fn draft(&self, draft: Draft) {
        let _ = self.work.send(Work::Draft(Box::new(draft)));
    }
    /// Does a chore of the machine and waits for it; never on the loop's thread.
    pub fn chore<T: Send + 'static>(
        &self,
        chore: impl FnOnce(&Writer) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, answered) = channel();
        let asked = self.work.send(Work::Chore(Box::new(move |writer| drop(answer.send(chore(writer))))));
        let gone = || Problem::program("store.thread");
        asked.map_err(|_| gone())?;
        answered.recv().map_err(|_| gone())?
    }
}

struct Desk {
    writer: Writer,
    saved: Box<dyn Fn(&Draft) + Send>,
    trouble: Box<dyn Fn(Problem) + Send>,
    drafts: BTreeMap<(i64, String), Draft>,
    due: Option<Instant>,
}

impl Desk {
    fn run(mut self, todo: &Receiver<Work>) {
        loop {
            let work = match self.due {
                Some(due) => todo.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => todo.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match work {
                Ok(Work::Act(act)) => {
                    self.write_drafts();
                    self.guarded(act);
                }
                Ok(Work::Chore(chore)) => self.guarded(chore),
                Ok(Work::Draft(draft)) => {
                    let chat = draft.conversation.map_or(0, |id| id.raw());
                    self.drafts.insert((chat, draft.kind.clone()), *draft);
                    self.due.get_or_insert_with(|| Instant::now() + DRAFTS_EVERY);
                }
                Err(RecvTimeoutError::Timeout) => self.write_drafts(),
                Ok(Work::End) | Err(RecvTimeoutError::Disconnected) => {
                    self.write_drafts();
                    return;
                }
            }
            // A stream of chores must not starve the drafts.
            if self.due.is_some_and(|due| due <= Instant::now()) {
                self.write_drafts();
            }
        }
    }

    fn write_drafts(&mut self) {
        self.due = None;
        if self.drafts.is_empty() {
            return;
        }
        let kept = std::mem::take(&mut self.drafts);
        let db = self.writer.db();
        let written = crate::store::write(db, || kept.values().try_for_each(|draft| drafts::save(db, draft)));
        let Err(problem) = written else {
            kept.values().for_each(|draft| (self.saved)(draft));
            return;
        };
        {
            // Kept in memory until there is room again, and told.
            for (key, draft) in kept {
                self.drafts.entry(key).or_insert(draft);
            }
            self.due = Some(Instant::now() + DRAFTS_EVERY * 5);
            (self.trouble)(problem);
        }
    }

    /// One act that panics costs itself, not the shift.
    fn guarded(&self, act: Act) {
        let ran = std::panic::catch_unwind(AssertUnwindSafe(|| act(&self.writer)));
        if ran.is_err() {
            if self.writer.db().in_transaction() {
                let _ = self.writer.db().rollback();
            }
            (self.trouble)(Problem::program("store.act"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::Time;
    use crate::runtime::clock::SystemClock;
    use crate::store::{DbPath, Store};

    fn draft(text: &str) -> Draft {
        Draft {
            conversation: None,
            kind: "log".into(),
            text: text.into(),
            caret: 0,
            client_key: "k".into(),
            reply_code: None,
            fill: None,
            agent: None,
            saved_at: Time::from_ms(1),
        }
    }

    fn started(folder: &std::path::Path) -> (StoreThread, DbPath) {
        let path = DbPath::new(folder.join("kefu.db"));
        let writer = Store::open(&path, Arc::new(SystemClock)).expect("opened");
        (StoreThread::start(writer, |_| {}, |problem| panic!("{problem}")).expect("started"), path)
    }

    fn kept(path: &DbPath) -> Option<String> {
        let writer = Store::open(path, Arc::new(SystemClock)).expect("opened");
        drafts::load(writer.db(), None, "log").expect("read").map(|draft| draft.text)
    }

    #[test]
    fn the_last_draft_is_written_before_the_thread_ends() {
        let folder = tempfile::tempdir().expect("folder");
        let (thread, path) = started(folder.path());
        for text in ["亲", "亲，", "亲，您好"] {
            thread.writing().draft(draft(text));
        }
        thread.finish();
        assert_eq!(kept(&path).as_deref(), Some("亲，您好"));
    }

    #[test]
    fn a_draft_is_written_before_the_next_act_and_does_not_come_back_after_it() {
        let folder = tempfile::tempdir().expect("folder");
        let (thread, path) = started(folder.path());
        thread.writing().draft(draft("亲"));
        thread.writing().act(|writer| drafts::clear(writer.db(), None, "log").expect("cleared"));
        thread.finish();
        assert_eq!(kept(&path), None);
    }

    #[test]
    fn a_draft_is_written_within_its_second_without_anything_else() {
        let folder = tempfile::tempdir().expect("folder");
        let (thread, _) = started(folder.path());
        let (writing, begun) = (thread.writing(), Instant::now());
        writing.draft(draft("亲"));
        let load = |writer: &Writer| drafts::load(writer.db(), None, "log");
        while writing.chore(load).expect("read").is_none() {
            assert!(begun.elapsed() < Duration::from_secs(20), "never written");
        }
        assert!(begun.elapsed() >= DRAFTS_EVERY, "not at every key");
    }

    #[test]
    fn an_act_that_panics_costs_itself_and_not_the_thread() {
        let folder = tempfile::tempdir().expect("folder");
        let path = DbPath::new(folder.path().join("kefu.db"));
        let (told, heard) = channel();
        let writer = Store::open(&path, Arc::new(SystemClock)).expect("opened");
        let thread = StoreThread::start(writer, |_| {}, move |problem| drop(told.send(problem))).expect("started");
        thread.writing().act(|_| panic!("on purpose"));
        assert_eq!(thread.writing().chore(|_| Ok(7)), Ok(7));
        assert!(heard.recv().is_ok());
    }
}
