//! A workstation over a store in memory: what the model asks is answered by the world, what it does is done.

use std::sync::Arc;

use kefu::app::msg::{Ask, Do, Effect, Msg};
use kefu::app::{Model, Settings, settle, update};
use kefu::config::Config;
use kefu::domain::{Clock, Role, Span, Time};
use kefu::runtime::world::act::act;
use kefu::runtime::world::ask::answer;
use kefu::runtime::world::basis::Basis;
use kefu::store::{Engine, agents};
use kefu::text::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Desk, at};
use crate::keys::chords;

/// The clock of the story.
struct Story(std::sync::atomic::AtomicI64);

impl Clock for Story {
    fn now(&self) -> Time {
        Time::from_ms(self.0.load(std::sync::atomic::Ordering::SeqCst))
    }
}

/// The workstation.
pub(crate) struct Floor {
    pub desk: Desk,
    pub model: Model,
    basis: Basis,
    clock: Arc<Story>,
    /// What was done, oldest first.
    pub did: Vec<Do>,
    /// What was copied.
    pub copied: Vec<String>,
}

impl Floor {
    /// A workstation of this size, an hour after the desk opened.
    pub(crate) fn new(desk: Desk, size: (u16, u16), tr: Lang, config: Config) -> Self {
        let now = at(3600);
        let clock = Arc::new(Story(now.ms().into()));
        let me = agents::by_name(desk.db(), "小周").expect("agents").expect("小周");
        assert_eq!(me.role, Role::Aftersale);
        let basis = Basis::new(me, "zhou".into(), tr, clock.clone(), config, "/nowhere".into());
        let settings = Settings { tr, ..Settings::default() };
        let mut model = Model::new(settings, size, now);
        model.replies = kefu::replies::load_default();
        let mut floor = Self { desk, model, basis, clock, did: Vec::new(), copied: Vec::new() };
        floor.settle();
        floor
    }

    pub(crate) fn db(&self) -> &dyn Engine {
        self.desk.db()
    }

    /// Time passes.
    pub(crate) fn later(&mut self, span: Span) {
        let now = self.clock.now().plus(span);
        self.clock.0.store(now.ms(), std::sync::atomic::Ordering::SeqCst);
        self.tell(Msg::Tick(now));
        self.tell(Msg::StoreChanged);
    }

    /// Types keys: characters, or names such as `<enter>`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for chord in chords(keys) {
            self.tell(Msg::Key(chord));
        }
        self
    }

    /// Runs a command of the palette by its code word.
    pub(crate) fn command(&mut self, word: &str) -> &mut Self {
        self.keys(&format!("<ctrl-p>{word}<enter>"))
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        let (cols, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
        kefu::view::paint(&self.model, &mut buffer);
        kefu::view::print::print(&buffer)
    }

    /// The screen, without the blanks that belong to wide letters.
    pub(crate) fn shows(&self, words: &str) -> bool {
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"┃│".contains(*c)).collect::<String>();
        plain(&self.screen()).contains(&plain(words))
    }

    #[track_caller]
    pub(crate) fn must_show(&self, words: &str) {
        assert!(self.shows(words), "{words} is not on\n{}", self.screen());
    }

    fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.run(effects);
        self.settle();
    }

    fn settle(&mut self) {
        for _ in 0..8 {
            let effects = settle(&mut self.model);
            if effects.is_empty() {
                return;
            }
            self.run(effects);
        }
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let msg = match effect {
                Effect::Ask(ask) => self.ask(ask),
                Effect::Do(what) => {
                    self.did.push(what.clone());
                    match act(&self.basis, self.desk.db(), what) {
                        Ok(did) => Msg::Did(Box::new(did)),
                        Err(problem) => Msg::Failed(Box::new(problem)),
                    }
                }
                Effect::Copy(text) => {
                    self.copied.push(text);
                    continue;
                }
                _ => continue,
            };
            let more = update(&mut self.model, msg);
            self.run(more);
        }
    }

    fn ask(&self, ask: Ask) -> Msg {
        match answer(&self.basis, self.desk.db(), ask) {
            Ok(answer) => Msg::Answer(Box::new(answer)),
            Err(problem) => Msg::Trouble(Box::new(problem)),
        }
    }
}
