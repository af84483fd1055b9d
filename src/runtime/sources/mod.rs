//! Live orders at work: a source's poller with the data file behind it, for the screen and for the command line.

mod book;
mod carry;
pub mod watch;

use std::sync::Arc;

use book::Book;
pub use book::{Place, RulesOf};

use crate::config::SourceSetting;
use crate::domain::source::{OrderSource, SourceFault};
use crate::domain::{Clock, OrderId, Problem, SafeText, ShopKey, Span, Time};
use crate::source::poll::{Poller, Stored, Trouble, Turn};
use crate::source::{self, Access};
use crate::store::sources;

/// How a source stands is written at most so often while it is well: others are not woken by a clock.
const TELL_EVERY: Span = Span::secs(30);

/// One source, asked turn by turn; how it stands is kept in the data file.
pub struct Feed<P: Place> {
    setting: SourceSetting,
    poller: Poller,
    book: Book<P>,
    clock: Arc<dyn Clock>,
    told: Option<(Time, bool)>,
    news: bool,
    /// By which name this process claims what is to be written.
    owner: String,
}

impl<P: Place> Feed<P> {
    /// A source of the settings over the data file at `place`. Fails when its secret is not there.
    pub fn open(setting: &SourceSetting, place: P, rules: RulesOf, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        let access = Access {
            kind: setting.kind,
            url: setting.url.clone(),
            user: setting.user.clone(),
            secret: setting.secret.read()?,
            shop: setting.shop.to_string(),
            name: setting.name.clone(),
            channel: setting.channel.clone(),
            gateway: setting.api_refund,
        };
        Ok(Self::over(setting, source::open(access), place, rules, clock))
    }

    /// The same over a source at hand.
    pub fn over(
        setting: &SourceSetting,
        source: Box<dyn OrderSource>,
        place: P,
        rules: RulesOf,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let shop = ShopKey::named(setting.kind.platform(), setting.shop.as_str());
        let book = Book::new(setting.name.clone(), shop, place, rules, Arc::clone(&clock));
        let poller = Poller::new(source, setting.history);
        let owner = format!("kefu-{}", std::process::id());
        Self { setting: setting.clone(), poller, book, clock, told: None, news: false, owner }
    }

    /// One turn; the orders of `wanted` that are this source's are read first, and what waits to be written to the shop is
    /// carried out at its end.
    pub fn turn(&mut self, wanted: &[OrderId]) -> Result<Turn, Trouble> {
        let ids = self.book.ids_of(wanted)?;
        let now = self.clock.now();
        let turn = self.poller.turn(&mut self.book, now, &ids);
        self.tell(&turn)?;
        if turn.is_ok() {
            self.carry_out()?;
        }
        turn
    }

    /// Reads only these orders again, as far as they are this source's.
    pub fn look(&mut self, wanted: &[OrderId]) -> Result<Stored, Trouble> {
        let ids = self.book.ids_of(wanted)?;
        self.poller.look(&mut self.book, &ids)
    }

    /// True once after it was written how the source stands.
    pub fn has_news(&mut self) -> bool {
        std::mem::take(&mut self.news)
    }

    /// Writes how the source stands: at once when that changed, else now and then.
    fn tell(&mut self, turn: &Result<Turn, Trouble>) -> Result<(), Problem> {
        let now = self.clock.now();
        let fault = match turn {
            Ok(_) => None,
            Err(Trouble::Source(fault)) => Some(fault.clone()),
            Err(Trouble::Store(_)) => return Ok(()),
        };
        let well = fault.is_none();
        if self.told.is_some_and(|(at, was)| was == well && now.since(at) < TELL_EVERY && now >= at) {
            return Ok(());
        }
        note(self.book.place(), &self.setting, now, fault)?;
        self.told = Some((now, well));
        self.news = true;
        Ok(())
    }
}

/// Writes that a source is well, or why not.
pub(super) fn note<P: Place>(
    place: &P,
    setting: &SourceSetting,
    now: Time,
    fault: Option<SourceFault>,
) -> Result<(), Problem> {
    let (name, kind) = (setting.name.clone(), setting.kind);
    place.with(move |db| match &fault {
        None => sources::synced(db, &name, kind, now),
        Some(fault) => sources::failing(db, &name, kind, now, fault),
    })
}

/// A trouble of a source as it is told to a person.
pub fn problem(setting: &SourceSetting, trouble: Trouble) -> Problem {
    match trouble {
        Trouble::Store(problem) => problem,
        Trouble::Source(fault) => Problem::Source { source_name: SafeText::line(&setting.name), fault },
    }
}
