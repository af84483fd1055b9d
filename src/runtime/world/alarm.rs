//! Wakes snoozed chats when their time comes, and has the queue read anew when a wait passes a step of its promise.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Post;
use super::basis::Basis;
use crate::app::msg::Msg;
use crate::domain::queue::WaitRules;
use crate::domain::{Problem, Time};
use crate::runtime::writing::Writing;
use crate::store::{Writer, conversations, desk};

/// It looks at least so often, for the wall clock may be moved while it sleeps.
const LOOK: Duration = Duration::from_secs(600);

/// The thread that sleeps until the queue changes by itself.
#[derive(Debug)]
pub(super) struct Alarm {
    rings: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Says that the next turn may come sooner.
#[derive(Clone, Debug)]
pub(super) struct Ringer(Option<Sender<()>>);

impl Ringer {
    pub(super) fn ring(&self) {
        if let Some(rings) = &self.0 {
            let _ = rings.send(());
        }
    }
}

impl Alarm {
    pub(super) fn start(basis: Arc<Basis>, writing: Writing, post: Post) -> Result<Self, Problem> {
        let (rings, rung) = channel();
        let body = move || run(&basis, &writing, &post, &rung);
        let thread =
            thread::Builder::new().name("alarm".into()).spawn(body).map_err(|error| Problem::system(&error))?;
        Ok(Self { rings: Some(rings), thread: Some(thread) })
    }

    pub(super) fn ringer(&self) -> Ringer {
        Ringer(self.rings.clone())
    }
}

fn run(basis: &Arc<Basis>, writing: &Writing, post: &Post, rung: &Receiver<()>) {
    loop {
        let now = basis.now();
        let look = move |writer: &Writer| look(writer, now);
        // The store thread has ended, or the file cannot be read: then there is no queue to change.
        let Ok((woken, next)) = writing.chore(look) else { return };
        if woken {
            post.send(Msg::StoreChanged);
        }
        let wait = next.map_or(LOOK, |at| Duration::from_millis(at.since(basis.now()).ms().max(0).unsigned_abs() + 1));
        match rung.recv_timeout(wait.min(LOOK)) {
            Ok(()) => while rung.try_recv().is_ok() {},
            Err(RecvTimeoutError::Timeout) => post.send(Msg::StoreChanged),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Brings back who should be back, and tells when to look next.
fn look(writer: &Writer, now: Time) -> Result<(bool, Option<Time>), Problem> {
    let db = writer.db();
    let woken = writer.is_writable() && desk::oversleeps(db, now)? && conversations::wake(db, now)? > 0;
    Ok((woken, desk::next_turn(db, now, WaitRules::default().soon)?))
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.rings = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
