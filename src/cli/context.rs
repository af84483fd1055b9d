//! What every command works with: language, settings, clock, who acts, and the data file when it is needed.

use std::sync::Arc;

use crate::config::{Config, Paths};
use crate::domain::{Clock, Problem, SafeText, Time, Zone};
use crate::runtime::clock::SystemClock;
use crate::store::{DbPath, Store, Writer};
use crate::text::Lang;

use super::args::Common;
use super::out::Out;

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
    store: Option<Writer>,
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
        Ok(Self { common, lang, config, paths, now, zone, json, out: Out::new(), store: None })
    }

    /// The data file, opened at the first call.
    pub(crate) fn store(&mut self) -> Result<&Writer, Problem> {
        if self.store.is_none() {
            if let Some(folder) = self.paths.data_file.parent() {
                crate::config::private_folder(folder)?;
            }
            let path = DbPath::new(&self.paths.data_file);
            self.store = Some(Store::open(&path, Arc::new(SystemClock))?);
        }
        self.store.as_ref().ok_or(Problem::Busy)
    }

    /// A wrong use of the command line, in the language of the person.
    pub(crate) fn usage(&self, text: &str) -> Problem {
        Problem::Usage(SafeText::line(text))
    }
}
