//! What every read and every act stands on: who acts, by which clock, under which settings and rules.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use crate::channel::clipboard;
use crate::config::Config;
use crate::domain::aftersale::{Refusal, Rules};
use crate::domain::notice::Notice;
use crate::domain::{Agent, By, Clock, Conversation, Problem, SafeText, Time, Zone};
use crate::store::{Engine, agents, shops};
use crate::text::Lang;

/// What the names of the demo's channels begin with.
const DEMO: &str = "demo:";

/// What every read and every act stands on.
pub struct Basis {
    /// Who acts.
    pub me: Agent,
    /// The operating-system user, for the audit.
    pub os_user: String,
    /// The zone of days and shifts.
    pub zone: Zone,
    /// The language of what is put into words here.
    pub lang: Lang,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where a shop's own rules lie.
    pub rules_dir: PathBuf,
    /// The data file: evidence and packs lie beside it.
    pub data_file: PathBuf,
    config: RwLock<Arc<Config>>,
    rules: RwLock<Option<Arc<Rules>>>,
    notices_file: PathBuf,
    notices: RwLock<Arc<Vec<Notice>>>,
}

impl Basis {
    /// What `me` does under `config`.
    pub fn new(
        me: Agent,
        os_user: String,
        lang: Lang,
        clock: Arc<dyn Clock>,
        config: Config,
        rules_dir: PathBuf,
    ) -> Self {
        Self {
            me,
            os_user,
            zone: config.zone,
            lang,
            clock,
            config: RwLock::new(Arc::new(config)),
            rules_dir,
            data_file: PathBuf::new(),
            rules: RwLock::new(None),
            notices_file: PathBuf::new(),
            notices: RwLock::default(),
        }
    }
    /// The same, over the data file at `data_file`.
    #[must_use]
    pub fn beside(mut self, data_file: PathBuf) -> Self {
        self.data_file = data_file;
        self
    }
    /// The same, with the shop's campaign notices from `file`; `else_these` (a demo's own) where there is no such file.
    #[must_use]
    pub fn with_notices(mut self, file: PathBuf, else_these: Vec<Notice>) -> Self {
        let there = file.is_file();
        self.notices_file = file;
        self.notices = RwLock::new(Arc::new(else_these));
        if there {
            // What is wrong with it is told when it is read anew; an agent is not kept from working by it.
            let _ = self.reload_notices();
        }
        self
    }
    /// The notices in force.
    pub fn notices(&self) -> Arc<Vec<Notice>> {
        Arc::clone(&self.notices.read().unwrap_or_else(PoisonError::into_inner))
    }
    /// What is wrong with the notices' file, if anything is.
    pub fn notices_fault(&self) -> Option<Problem> {
        crate::rules::load_notices(&self.notices_file, self.zone).err().filter(|_| self.notices_file.is_file())
    }
    /// Reads the notices anew. When the file is wrong those in force stay, and what is wrong is told with its line.
    pub fn reload_notices(&self) -> Result<(), Problem> {
        let read = crate::rules::load_notices(&self.notices_file, self.zone)?;
        *self.notices.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
        Ok(())
    }
    /// The settings in force.
    pub fn config(&self) -> Arc<Config> {
        Arc::clone(&self.config.read().unwrap_or_else(PoisonError::into_inner))
    }
    /// Puts other settings in force; zone and language of what was begun stay.
    pub fn set_config(&self, config: Config) {
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
    }
    /// The present.
    pub fn now(&self) -> Time {
        self.clock.now()
    }
    /// Who acts, now.
    pub fn by(&self) -> By {
        By::new(Some(self.me.id), self.now(), self.zone)
    }
    /// Who acts, under the name they have now.
    pub fn me_at(&self, db: &dyn Engine) -> Result<Agent, Problem> {
        Ok(agents::by_id(db, self.me.id)?.unwrap_or_else(|| self.me.clone()))
    }
    /// The rules in force: read at the first call, the shop's own where there are any and they are right, else those
    /// kefu ships. They stay until [`Basis::reload_rules`].
    pub fn rules(&self) -> Result<Arc<Rules>, Problem> {
        if let Some(rules) = &*self.rules.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Arc::clone(rules));
        }
        // Whoever comes second waits for the first one's reading: at the start several threads ask.
        let mut place = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = &*place {
            return Ok(Arc::clone(rules));
        }
        let read = crate::rules::load(&self.rules_dir).or_else(|_| crate::rules::embedded())?;
        let rules = Arc::new(Rules { zone: self.zone, ..read });
        *place = Some(Arc::clone(&rules));
        Ok(rules)
    }
    /// The rules in force, with the shops of the data file known to them.
    pub fn rules_at(&self, db: &dyn Engine) -> Result<Arc<Rules>, Problem> {
        let rules = self.rules()?;
        let mut known = Rules { zone: self.zone, ..Rules::default() };
        known.know_shops(&shops::all(db)?);
        if known.shops == rules.shops && known.zone == rules.zone {
            return Ok(rules);
        }
        Ok(self.put_rules(Rules { shops: known.shops, zone: self.zone, ..Rules::clone(&rules) }))
    }
    /// Reads the rules anew. Where a file is wrong the ones in force stay, and what is wrong is told with its line.
    pub fn reload_rules(&self) -> Result<Arc<Rules>, Problem> {
        let read = crate::rules::load(&self.rules_dir)?;
        let shops = self.rules().map(|rules| rules.shops.clone()).unwrap_or_default();
        Ok(self.put_rules(Rules { shops, ..read }))
    }
    fn put_rules(&self, rules: Rules) -> Arc<Rules> {
        let rules = Arc::new(Rules { zone: self.zone, ..rules });
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&rules));
        rules
    }
    /// What is wrong with the shop's own rules, if anything is.
    pub fn rules_fault(&self) -> Option<Problem> {
        if !self.rules_dir.exists() {
            return None;
        }
        crate::rules::load(&self.rules_dir).err()
    }
    /// Why a case does not take a step, in words.
    pub fn refused(&self, refusal: &Refusal) -> Problem {
        let said = self.lang.refusal(refusal, self.zone, self.now());
        if refusal.needs_second() {
            return Problem::NeedsSecond { what: SafeText::line(&said.what), hint: SafeText::line(&said.hint) };
        }
        Problem::Refused { what: SafeText::line(&said.what), hint: SafeText::line(&said.hint) }
    }
    /// Only one file of evidence is copied at a time.
    pub(super) fn refuses_second_file(&self) -> Problem {
        let line = SafeText::line;
        Problem::Refused { what: line(self.lang.ev_copying()), hint: line(self.lang.h_ev_copying()) }
    }
    /// Only one file is imported at a time.
    pub(super) fn refuses_second_import(&self) -> Problem {
        let line = SafeText::line;
        Problem::Refused { what: line(self.lang.import_runs()), hint: line(self.lang.import_runs_hint()) }
    }
}

/// True where kefu cannot send: an answer is copied, and a person sends it.
pub(super) fn copies(chat: &Conversation) -> bool {
    clipboard::is_clipboard(&chat.channel) || (chat.platform.is_closed() && !chat.channel.starts_with(DEMO))
}

impl std::fmt::Debug for Basis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Basis({})", self.me.name)
    }
}
