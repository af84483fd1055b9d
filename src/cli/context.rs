//! What every command works with: language, settings, clock, who acts, and the data file when it is needed.

use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;

use crate::config::{Config, Paths};
use crate::domain::aftersale::Rules;
use crate::domain::aftersale::refusal::Refusal;
use crate::domain::{Agent, By, Clock, Currency, Money, Order, Problem, Role, SafeText, Span, Time, Zone};
use crate::runtime::clock::SystemClock;
use crate::runtime::os::user::{group_id, os_user};
use crate::store::{DbPath, Store, Writer, agents, audit, shops};
use crate::text::Lang;

use super::Failure;
use super::args::{Common, Reveal};
use super::out::Out;
use super::shapes::Words;

/// What a command works with.
#[derive(Debug)]
pub(crate) struct Context {
    /// The flags every command takes.
    pub(crate) common: Common,
    /// The language of text output.
    pub(crate) lang: Lang,
    /// The settings in force.
    pub(crate) config: Config,
    /// Where files are.
    pub(crate) paths: Paths,
    /// The instant it answers for: `--now`, else the present.
    pub(crate) now: Time,
    /// The zone times are shown in.
    pub(crate) zone: Zone,
    /// True when the answer is one JSON document.
    pub(crate) json: bool,
    /// Standard output.
    pub(crate) out: Out,
    store: Option<Rc<Writer>>,
    rules: Option<Rc<Rules>>,
    acts_for: bool,
}

impl Context {
    /// Reads the flags, and the settings too when the command needs them to be right.
    pub(crate) fn new(common: Common, wants_config: bool) -> Result<Self, Problem> {
        let paths = Paths::find(common.config.clone(), common.data.clone())?;
        let config = match Config::load(&paths.config_file) {
            Ok(config) => config,
            Err(problem) if wants_config => return Err(problem),
            Err(_) => Config::default(),
        };
        let paths = paths.with(&config);
        let lang =
            common.lang.as_deref().and_then(Lang::parse).or(config.language).unwrap_or_else(crate::config::locale_lang);
        let now = match &common.now {
            Some(text) => {
                Time::parse_rfc3339(text).ok_or_else(|| Problem::Usage(SafeText::line(&lang.cli_bad_now(text))))?
            }
            None => SystemClock.now(),
        };
        let (zone, json) = (config.zone, common.json);
        Ok(Self {
            common,
            lang,
            config,
            paths,
            now,
            zone,
            json,
            out: Out::new(),
            store: None,
            rules: None,
            acts_for: false,
        })
    }

    /// The data file, opened at the first call.
    pub(crate) fn store(&mut self) -> Result<Rc<Writer>, Problem> {
        if let Some(store) = &self.store {
            return Ok(Rc::clone(store));
        }
        let path = self.db_path()?;
        let store = Rc::new(Store::open(&path, Arc::new(SystemClock))?);
        self.store = Some(Rc::clone(&store));
        Ok(store)
    }

    /// Where the data file is, and whose it is beside its owner's.
    pub(crate) fn db_path(&self) -> Result<DbPath, Problem> {
        let group = self.config.data_group.as_deref();
        let number = group
            .map(|name| group_id(name).ok_or_else(|| no_group(self.lang, &self.paths.config_file, name)))
            .transpose()?;
        Ok(DbPath::new(&self.paths.data_file).shared_by(number))
    }

    /// The data file, to be kept by the screen. Nothing else may hold it by now.
    pub(crate) fn take_store(&mut self) -> Result<Writer, Problem> {
        self.store()?;
        let store = self.store.take().ok_or_else(|| Problem::program("cli.store"))?;
        Rc::try_unwrap(store).map_err(|_| Problem::Busy)
    }

    /// Who acts (`--agent`, `KEFU_AGENT`, the settings, else the operating-system user), at the instant in force.
    /// With more than one agent the operating-system user is the identity; acting as another needs the lead.
    pub(crate) fn by(&mut self) -> Result<By, Problem> {
        let agent = self.me()?;
        Ok(By::new(Some(agent.id), self.now, self.zone))
    }

    /// The agent who acts.
    pub(crate) fn me(&mut self) -> Result<Agent, Problem> {
        let named = self.common.agent.clone().or_else(|| self.config.agent.as_ref().map(ToString::to_string));
        let (store, now, user) = (self.store()?, self.now, os_user());
        let acting = agents::who(store.db(), named.as_deref(), &user, now)?;
        if acting.os_user.as_deref() == Some(&*user) || agents::all(store.db())?.len() < 2 {
            return Ok(acting);
        }
        match agents::by_os_user(store.db(), &user)? {
            Some(own) if own.role >= Role::Lead => {
                // Written down once a run: who acted for whom.
                if !self.acts_for {
                    let by = By::new(Some(own.id), self.now, self.zone);
                    audit::add(store.db(), &by, Some(&user), "act_for", ("agent", &acting.name), "")?;
                    self.acts_for = true;
                }
                Ok(acting)
            }
            _ => Err(self.usage(&self.lang.cli_not_you(&user, &acting.name))),
        }
    }

    /// How values of the data file are worded.
    pub(crate) fn words(&mut self) -> Result<Words, Problem> {
        let store = self.store()?;
        Ok(Words {
            zone: self.zone,
            now: self.now,
            whole: false,
            agents: agents::all(store.db())?,
            shops: shops::all(store.db())?,
        })
    }

    /// Like [`Context::words`], with phones and addresses whole when `--reveal` asks for it: who saw them and why is
    /// written down first.
    pub(crate) fn revealed(&mut self, reveal: &Reveal, orders: &[Order]) -> Result<Words, Problem> {
        let mut words = self.words()?;
        if let Some(reason) = reveal.reason.as_deref().filter(|_| reveal.reveal) {
            super::people::seen(self, orders, reason)?;
            words.whole = true;
        }
        Ok(words)
    }

    /// The business rules in force: the shop's own files where there are any.
    pub(crate) fn rules(&mut self) -> Result<Rc<Rules>, Problem> {
        if let Some(rules) = &self.rules {
            return Ok(Rc::clone(rules));
        }
        let mut rules = crate::rules::load(&self.paths.rules_dir)?;
        rules.zone = self.zone;
        rules.know_shops(&crate::store::shops::all(self.store()?.db())?);
        let rules = Rc::new(rules);
        self.rules = Some(Rc::clone(&rules));
        Ok(rules)
    }

    /// Why a case does not take a step, as a failure; an amount typed wrong is wrong usage.
    pub(crate) fn refused(&self, refusal: &Refusal) -> Failure {
        let typed = matches!(refusal, Refusal::TypeAmount { .. } | Refusal::NoAmount | Refusal::BadAmount);
        Failure::Refused(self.lang.refusal(refusal, self.zone, self.now), typed)
    }

    /// An amount such as `59.00`; anything else is wrong usage.
    pub(crate) fn money(&self, text: &str, currency: Currency) -> Result<Money, Problem> {
        Money::parse(text, currency).map_err(|_| self.usage(&self.lang.cli_bad_amount(text)))
    }

    /// A length of time such as `12h`; anything else is wrong usage.
    pub(crate) fn span(&self, text: &str) -> Result<Span, Problem> {
        Span::parse(text).ok_or_else(|| self.usage(&self.lang.cli_bad_span(text)))
    }

    /// Something said beside the answer, on standard error.
    pub(crate) fn note(&self, text: &str) {
        // Nobody is left to tell when standard error is gone.
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// A wrong use of the command line, in the language of the person.
    pub(crate) fn usage(&self, text: &str) -> Problem {
        Problem::Usage(SafeText::line(text))
    }
}

/// The group of the settings that the system does not know.
fn no_group(lang: Lang, file: &std::path::Path, name: &str) -> Problem {
    Problem::Config {
        file: SafeText::line(&file.to_string_lossy()),
        line: 0,
        what: SafeText::line(&lang.cli_no_group(name)),
    }
}
