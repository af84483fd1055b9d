//! The world behind the screen: every effect of the model is carried out here.
//!
//! Reads go to the reader thread and writes to the store thread, both of which answer by a message; only what belongs
//! to the terminal itself is done at once. Nothing here waits.

pub mod act;
mod alarm;
pub mod ask;
mod ask_cases;
mod ask_chat;
mod ask_desk;
mod ask_folder;
mod ask_lookup;
mod ask_orders;
mod ask_people;
mod ask_proof;
mod ask_shift;
mod background;
pub mod basis;
mod copy;
mod do_case_tools;
mod do_cases;
mod do_chat;
mod do_desk;
mod do_goods;
mod do_orders;
mod do_paste;
mod do_people;
mod do_remind;
mod do_reviews;
mod do_send;
mod do_tickets;
mod live;
pub mod money;
mod replies;
mod rules_job;
mod shops;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::event_loop::{self, Then, Wake};
use super::jobs::Jobs;
use super::lines::{Lines, Place};
use super::reading::Reading;
use super::session::Terminal;
use super::writing::{StoreThread, Writing};
use crate::app::msg::{Answer, Ask, Did, Do, Effect, JobKind, Msg};
use crate::channel::Channel;
use crate::config::Paths;
use crate::domain::{Clock, Problem};
use crate::store::backups::Keep;
use crate::store::{DbPath, Reader, Writer, shift};

use alarm::Alarm;
pub(super) use background::SettingsOf;

use background::Background;
use basis::Basis;

/// The way back to the model.
#[derive(Clone, Debug)]
pub(super) struct Post(pub(super) Sender<Wake<Msg>>);

impl Post {
    fn send(&self, msg: Msg) {
        // The loop has ended: nobody waits for it any more.
        let _ = self.0.send(Wake::Msg(msg));
    }
    fn trouble(&self, problem: Problem) {
        self.send(Msg::Trouble(Box::new(problem)));
    }
}

/// What a world is made of.
pub(super) struct Parts {
    pub(super) basis: Basis,
    pub(super) writer: Writer,
    pub(super) paths: Paths,
    pub(super) channels: Vec<(Box<dyn Channel>, Place)>,
    pub(super) daily_backup: Option<Keep>,
    /// False where nothing is asked of live order sources: the demo, a file that can only be read.
    pub(super) live_orders: bool,
    pub(super) settings: SettingsOf,
}

/// Carries the model's effects out. Dropped in this order: who asks for writes before the thread that writes.
pub(super) struct World {
    basis: Arc<Basis>,
    terminal: Terminal,
    post: Post,
    copying: copy::Copying,
    lines: Option<Lines>,
    sources: Option<live::Live>,
    background: Background,
    alarm: Alarm,
    jobs: Arc<Jobs<JobKind>>,
    reading: Reading,
    /// Photos and the whole list of the shift take their time: no other list waits behind one.
    aside: Reading,
    writing: Writing,
    _store: StoreThread,
}

impl World {
    pub(super) fn start(parts: Parts, terminal: Terminal, post: Post) -> Result<Self, Problem> {
        let Parts { basis, writer, paths, channels, daily_backup, live_orders, settings } = parts;
        let basis = Arc::new(basis);
        let path = writer.path().cloned().ok_or_else(|| Problem::program("screen.memory"))?;
        let writable = writer.is_writable();
        let reader = |open: fn(&DbPath, Arc<dyn Clock>) -> Result<Reader, Problem>| {
            let (path, clock, trouble) = (path.clone(), Arc::clone(&basis.clock), post.clone());
            Reading::start(move || open(&path, Arc::clone(&clock)), move |problem| trouble.trouble(problem))
        };
        let (reading, aside) = (reader(Reader::open)?, reader(Reader::open_sparing)?);
        // While the first frame is drawn, the connection for what comes after it is opened.
        reading.open_early();
        let (saved, trouble) = (post.clone(), post.clone());
        let store = StoreThread::start(
            writer,
            move |draft| {
                if let Some(chat) = draft.conversation {
                    saved.send(Msg::Did(Box::new(Did::DraftSaved(chat, draft.saved_at))));
                }
            },
            move |problem| trouble.trouble(problem),
        )?;
        let writing = store.writing();
        let alarm = Alarm::start(Arc::clone(&basis), writing.clone(), post.clone())?;
        let lines = match channels {
            none if none.is_empty() => None,
            channels => {
                let (changed, trouble) = (post.clone(), post.clone());
                let ring = alarm.ringer();
                let changed = move || {
                    ring.ring();
                    changed.send(Msg::StoreChanged);
                };
                let trouble = move |problem| trouble.trouble(problem);
                let in_force = Arc::clone(&basis);
                let rules = move |db: &dyn crate::store::Engine| in_force.rules_at(db);
                Some(Lines::start(channels, writing.clone(), &basis.clock, rules, changed, trouble)?)
            }
        };
        let jobs = Arc::default();
        let sources = live_orders.then(|| live::sources(&basis, &writing, &post, alarm.ringer()));
        let background = Background::start(background::Needs {
            basis: Arc::clone(&basis),
            path,
            paths,
            writing: writing.clone(),
            post: post.clone(),
            jobs: Arc::clone(&jobs),
            ring: Self::ringer(lines.as_ref(), &alarm),
            daily_backup,
            sources: sources.as_ref().map(live::Live::shared),
            settings,
            writable,
            first_screen: reading.quiet(),
        })?;
        let copying = copy::Copying::new(basis.config().osc52);
        Ok(Self {
            basis,
            terminal,
            post,
            copying,
            lines,
            sources,
            background,
            alarm,
            jobs,
            reading,
            aside,
            writing,
            _store: store,
        })
    }

    /// Says to whoever sleeps until something is due that it may be due sooner.
    fn ringer(lines: Option<&Lines>, alarm: &Alarm) -> Box<dyn Fn() + Send> {
        let (outbox, alarm) = (lines.map(Lines::ringer), alarm.ringer());
        Box::new(move || {
            if let Some(ring) = &outbox {
                ring();
            }
            alarm.ring();
        })
    }

    fn ask(&self, ask: Ask) {
        if matches!(ask, Ask::BuyerChat(..)) {
            // The chat may have to be made.
            return self.write(move |basis, db| match ask::answer(basis, db, ask) {
                Ok(found) => Msg::Answer(Box::new(found)),
                Err(problem) => Msg::Failed(Box::new(problem)),
            });
        }
        if let (Ask::Order(order), Some(sources)) = (&ask, &self.sources) {
            sources.look(*order);
        }
        let (basis, post, writing) = (Arc::clone(&self.basis), self.post.clone(), self.writing.clone());
        let reading = if matches!(ask, Ask::Proof(_) | Ask::Shift) { &self.aside } else { &self.reading };
        reading.ask(ask::kind(&ask), move |reader| match ask::answer(&basis, reader.db(), ask) {
            Ok(answer) => {
                let first = matches!(&answer, Answer::Desk(desk) if desk.first_today);
                post.send(Msg::Answer(Box::new(answer)));
                if first {
                    begin_shift(&basis, &writing);
                }
            }
            // A newer wish took its place.
            Err(Problem::Interrupted) => {}
            Err(problem) => post.trouble(problem),
        });
    }

    fn import(&self, effect: &Effect) -> Result<bool, Problem> {
        match effect {
            Effect::Import(path) => self.background.import(path, false),
            Effect::Preview(path) => self.background.import(path, true),
            _ => Ok(true),
        }
    }

    fn act(&self, what: Do) {
        if let Do::SaveDraft(chat, draft) = &what {
            let kept = do_send::draft(&self.basis, *chat, draft);
            self.writing.draft(do_send::without(&kept));
            self.writing.draft(kept);
            return;
        }
        if matches!(what, Do::AddEvidence { .. } | Do::MakePack(..)) {
            return self.background.files(what);
        }
        self.write(move |basis, db| act::told(basis, db, what));
    }

    fn write(&self, act: impl FnOnce(&Basis, &dyn crate::store::Engine) -> Msg + Send + 'static) {
        let (basis, post) = (Arc::clone(&self.basis), self.post.clone());
        let ring = Self::ringer(self.lines.as_ref(), &self.alarm);
        let sources = self.sources.as_ref().map(live::Live::shared);
        self.writing.act(move |writer| {
            let told = act(&basis, writer.db());
            let written = !matches!(told, Msg::Failed(_) | Msg::Unsent(..));
            post.send(told);
            if written {
                ring();
                if let Some(sources) = &sources {
                    sources.write();
                }
            }
        });
    }
}

/// Opening the desk begins the shift of the day.
fn begin_shift(basis: &Arc<Basis>, writing: &Writing) {
    let basis = Arc::clone(basis);
    writing.act(move |writer| {
        // Without it the list counts from now: nothing a person should be told.
        let _ = shift::started(writer.db(), &basis.by());
    });
}

impl event_loop::World<Effect> for World {
    fn perform(&mut self, effect: Effect) -> Then {
        match effect {
            Effect::Ask(ask) => self.ask(ask),
            Effect::Do(what) => self.act(what),
            Effect::Copy(text) => return self.copying.copy(&text, &self.post),
            Effect::Bell => return Then::Say(vec![0x07]),
            Effect::Import(_) | Effect::Preview(_) => match self.import(&effect) {
                Ok(true) => {}
                Ok(false) => self.post.trouble(self.basis.refuses_second_import()),
                Err(problem) => self.post.trouble(problem),
            },
            Effect::CancelJob(kind) => self.jobs.cancel(kind),
            Effect::Redraw => return Then::Redraw,
            Effect::Suspend => return Then::Stop,
            Effect::Quit => return Then::Quit,
            Effect::Say(_) => {}
        }
        Then::GoOn
    }
    fn stop(&mut self) -> bool {
        self.terminal.stop()
    }
    fn take_back(&mut self) -> bool {
        self.terminal.take_back()
    }
}
