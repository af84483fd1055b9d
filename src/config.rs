//! The settings of one person: `kefu.toml`, and where kefu's files are.
//!
//! A setting of the wrong kind is a problem with its line, and whoever runs goes on with the last good settings; a
//! key we do not know (an older or a newer kefu's) is kept in the file and only warned of.

mod paths;
mod read;
mod source;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

pub use paths::{Paths, private_folder};

use crate::domain::aftersale::ReturnAddress;
use crate::domain::zone::CHINA;
use crate::domain::{Platform, Problem, SafeText, Span, Zone};
use crate::keymap::{Keymap, KeymapError};
use crate::text::Lang;
use read::Table;
pub use source::{SecretPlace, SourceSetting};

/// What `kefu config init` writes: every setting with its default and a word on it.
pub const INITIAL: &str = include_str!("config/initial.toml");

/// The largest settings file that is read, in bytes: a wrong file named by mistake is refused, not loaded.
const FILE_MAX: u64 = 1 << 20;

/// Colours for a dark or a light terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the terminal says, dark when it says nothing.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
}

/// What frames are drawn with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Borders {
    /// Box-drawing characters.
    #[default]
    Unicode,
    /// `+`, `-` and `|`, for terminals that draw the others two columns wide.
    Ascii,
}

/// Copies of the data file made by themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// One a day, in the background.
    pub daily: bool,
    /// Where; the data folder's `backups` when nothing is said.
    pub folder: Option<PathBuf>,
    /// Days kept.
    pub keep_days: i64,
    /// Weeks kept after that.
    pub keep_weeks: i64,
}

impl Default for Backup {
    fn default() -> Self {
        Self { daily: true, folder: None, keep_days: 7, keep_weeks: 4 }
    }
}

/// A shop as the settings name it.
#[derive(Clone, PartialEq, Debug)]
pub struct ShopSetting {
    /// Its name, as in the files of the platform.
    pub name: SafeText,
    /// The platform it is on.
    pub platform: Platform,
    /// One or two columns put on each of its rows; the platform's tag when empty.
    pub tag: SafeText,
    /// The zone of its days.
    pub zone: Zone,
}

/// A key in the file that means nothing to this version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// Its line, from 1.
    pub line: usize,
    /// Its name with its table's, such as `backup.hourly`.
    pub key: SafeText,
}

/// All settings.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// The language, when one is set.
    pub language: Option<Lang>,
    /// The colours.
    pub theme: Theme,
    /// The frames.
    pub borders: Borders,
    /// True when the mouse is listened to.
    pub mouse: bool,
    /// Who acts, when it is not the operating-system user.
    pub agent: Option<SafeText>,
    /// The zone times are shown in.
    pub zone: Zone,
    /// After how long an unpaid order is on the to-do list (house rule: 12 hours).
    pub unpaid_after: Span,
    /// Within what a first answer is promised.
    pub answer_within: Span,
    /// How long a message is held before it leaves, by channel; `default` for the rest.
    pub hold: BTreeMap<String, Span>,
    /// Keys by action id, as the file lists them; an empty list takes an action's keys away.
    pub keys: Vec<(String, Vec<String>)>,
    /// True when a copy may go through the terminal (OSC 52) although the session came over ssh.
    pub osc52: bool,
    /// The data file, when it is not in its usual place.
    pub data_file: Option<PathBuf>,
    /// The group that shares the data file, for a team on one machine.
    pub data_group: Option<String>,
    /// Copies of the data file.
    pub backup: Backup,
    /// The shops.
    pub shops: Vec<ShopSetting>,
    /// Where live orders come from.
    pub sources: Vec<SourceSetting>,
    /// Where goods go back to, by shop and warehouse.
    pub return_addresses: Vec<ReturnAddress>,
    /// Keys that mean nothing to this version.
    pub warnings: Vec<Unknown>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::Auto,
            borders: Borders::Unicode,
            mouse: true,
            agent: None,
            zone: CHINA,
            unpaid_after: Span::hours(12),
            answer_within: Span::secs(60),
            hold: BTreeMap::new(),
            keys: Vec::new(),
            osc52: false,
            data_file: None,
            data_group: None,
            backup: Backup::default(),
            shops: Vec::new(),
            sources: Vec::new(),
            return_addresses: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

impl Config {
    /// Reads `file`; a missing one gives the defaults. Fails with the line of what is wrong.
    pub fn load(file: &Path) -> Result<Self, Problem> {
        let size = match std::fs::metadata(file) {
            Ok(meta) => meta.len(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Problem::file(file, &error)),
        };
        if size > FILE_MAX {
            return Err(wrong(file, 0, &format!("{size} bytes, more than 1 MiB")));
        }
        let bytes = std::fs::read(file).map_err(|error| Problem::file(file, &error))?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            wrong(file, line, "not UTF-8")
        })?;
        Self::parse(text, file)
    }

    /// Reads the text of a settings file; `file` is only named in problems.
    pub fn parse(text: &str, file: &Path) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let root = read::document(text).map_err(|(line, what)| wrong(file, line, &what))?;
        let mut config = Self::default();
        config.fill(root).map_err(|(line, what)| wrong(file, line, &what))?;
        config.warnings.sort_by_key(|w| w.line);
        Ok(config)
    }

    /// How long a message to `channel` is held before it leaves.
    pub fn hold_for(&self, channel: &str) -> Span {
        let kind = channel.split(':').next().unwrap_or(channel);
        [channel, kind, "default"].iter().find_map(|key| self.hold.get(*key)).copied().unwrap_or(Span::secs(5))
    }

    /// The settings in force, as `kefu config show` lists them.
    pub fn rows(&self) -> Vec<(String, Value)> {
        let path = |p: &Option<PathBuf>| p.as_ref().map(|p| p.to_string_lossy().into_owned());
        let mut rows = vec![
            ("language".into(), json!(self.language.map(Lang::code))),
            ("theme".into(), json!(word(&THEMES, self.theme))),
            ("borders".into(), json!(word(&BORDERS, self.borders))),
            ("mouse".into(), json!(self.mouse)),
            ("agent".into(), json!(self.agent.as_deref())),
            ("zone".into(), json!(self.zone.name())),
            ("unpaid_after".into(), json!(span_text(self.unpaid_after))),
            ("answer_within".into(), json!(span_text(self.answer_within))),
            ("hold.default".into(), json!(span_text(self.hold_for("default")))),
        ];
        let held = self.hold.iter().filter(|(channel, _)| *channel != "default");
        rows.extend(held.map(|(channel, span)| (format!("hold.{channel}"), json!(span_text(*span)))));
        rows.extend(self.keys.iter().map(|(action, keys)| (format!("keys.{action}"), json!(keys))));
        rows.extend([
            ("data.file".into(), json!(path(&self.data_file))),
            ("data.group".into(), json!(self.data_group)),
            ("clipboard.osc52".into(), json!(self.osc52)),
            ("backup.daily".into(), json!(self.backup.daily)),
            ("backup.folder".into(), json!(path(&self.backup.folder))),
            ("backup.keep_days".into(), json!(self.backup.keep_days)),
            ("backup.keep_weeks".into(), json!(self.backup.keep_weeks)),
        ]);
        rows.extend(self.sources.iter().map(SourceSetting::row));
        rows.extend(self.shops.iter().map(|shop| (format!("shop.{}", shop.name), json!(shop.platform.code()))));
        rows
    }

    /// The keys in force: the defaults with the settings' in their place.
    pub fn keymap(&self) -> Keymap {
        // Each override was tried when the file was read, so the defaults are never what comes out of a wrong one.
        Keymap::with(&self.keys).unwrap_or_default()
    }

    fn bind(&mut self, action: String, keys: Vec<String>, line: usize) -> Result<(), (usize, String)> {
        self.keys.push((action, keys));
        match Keymap::with(&self.keys) {
            Ok(_) => Ok(()),
            Err(KeymapError::NoSuchAction(action)) => {
                self.keys.pop();
                self.warnings.push(Unknown { line, key: SafeText::line(&format!("keys.{action}")) });
                Ok(())
            }
            Err(KeymapError::NotAChord(key)) => {
                Err((line, format!("{key:?} is not a key; write \"ctrl-k\" or \"f5\"")))
            }
            Err(KeymapError::Clash(chord, new, old)) => {
                Err((line, format!("{chord} of {} is already the key of {}", new.row().id, old.row().id)))
            }
        }
    }

    fn fill(&mut self, mut root: Table<'_>) -> Result<(), (usize, String)> {
        self.language = root.read("language", "\"zh\" or \"en\"", Lang::parse)?;
        root.set("theme", "\"auto\", \"dark\" or \"light\"", |w| of_word(&THEMES, w), &mut self.theme)?;
        root.set("borders", "\"unicode\" or \"ascii\"", |w| of_word(&BORDERS, w), &mut self.borders)?;
        root.flag("mouse", &mut self.mouse)?;
        self.agent = root.read("agent", "a name", |name| some_text(name).map(|n| SafeText::line(&n)))?;
        root.set("zone", ZONE, Zone::parse, &mut self.zone)?;
        root.set("unpaid_after", SPAN, Span::parse, &mut self.unpaid_after)?;
        root.set("answer_within", SPAN, Span::parse, &mut self.answer_within)?;
        if let Some(mut table) = root.table("hold")? {
            for name in table.names() {
                if let Some(span) = table.read(&name, SPAN, Span::parse)? {
                    self.hold.insert(name, span);
                }
            }
        }
        if let Some(mut table) = root.table("keys")? {
            for (name, line) in table.places() {
                let keys = table.words(&name)?.unwrap_or_default();
                self.bind(name, keys, line)?;
            }
        }
        if let Some(mut table) = root.table("clipboard")? {
            table.flag("osc52", &mut self.osc52)?;
            self.warnings.extend(table.rest("clipboard."));
        }
        if let Some(mut table) = root.table("data")? {
            self.data_file = table.read("file", "a path", some_text)?.map(PathBuf::from);
            self.data_group = table.read("group", "a group's name", some_text)?;
            self.warnings.extend(table.rest("data."));
        }
        if let Some(mut table) = root.table("backup")? {
            table.flag("daily", &mut self.backup.daily)?;
            self.backup.folder = table.read("folder", "a path", some_text)?.map(PathBuf::from);
            table.number("keep_days", 1..=3650, &mut self.backup.keep_days)?;
            table.number("keep_weeks", 0..=520, &mut self.backup.keep_weeks)?;
            self.warnings.extend(table.rest("backup."));
        }
        for mut table in root.tables("shop")? {
            let shop = ShopSetting {
                name: SafeText::line(&table.needed("name", "a name", some_text)?),
                platform: table.needed("platform", PLATFORM, Platform::parse)?,
                tag: table.read("tag", "one or two columns", |t| Some(SafeText::line(t)))?.unwrap_or_default(),
                zone: table.read("zone", ZONE, Zone::parse)?.unwrap_or(self.zone),
            };
            self.shops.push(shop);
            self.warnings.extend(table.rest("shop."));
        }
        for mut table in root.tables("return_address")? {
            let line = |text: &str| Some(SafeText::line(text)).filter(|text| !text.trim().is_empty());
            self.return_addresses.push(ReturnAddress {
                shop: table.read("shop", "a shop's name", line)?.unwrap_or_default(),
                warehouse: table.needed("warehouse", "a name", line)?,
                receiver: table.needed("receiver", "a name", line)?,
                phone: table.needed("phone", "a phone number", line)?,
                address: table.needed("address", "an address", line)?,
            });
            self.warnings.extend(table.rest("return_address."));
        }
        source::read(&mut root, self)?;
        self.warnings.extend(root.rest(""));
        Ok(())
    }
}

/// The language of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`), Chinese when it names neither of ours.
pub fn locale_lang() -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|v| std::env::var(v).ok().filter(|v| !v.is_empty()));
    named.or_else(sys_locale::get_locale).and_then(|locale| Lang::parse(&locale)).unwrap_or_default()
}

const SPAN: &str = "a length of time such as \"30s\", \"15m\" or \"12h\"";
const ZONE: &str = "a zone such as \"Asia/Shanghai\"";
const PLATFORM: &str =
    "a platform: taobao, tmall, jd, pdd, douyin, wechat, shopify, woocommerce, vendure, amazon, ebay, own";
const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("dark", Theme::Dark), ("light", Theme::Light)];
const BORDERS: [(&str, Borders); 2] = [("unicode", Borders::Unicode), ("ascii", Borders::Ascii)];

fn of_word<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
}

fn word<T: PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, v)| *v == value).map_or("", |(w, _)| w)
}

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn span_text(span: Span) -> String {
    let secs = span.whole_secs();
    [(86_400, "d"), (3600, "h"), (60, "m")]
        .iter()
        .find(|(unit, _)| secs > 0 && secs % unit == 0)
        .map_or_else(|| format!("{secs}s"), |(unit, letter)| format!("{}{letter}", secs / unit))
}

fn wrong(file: &Path, line: usize, what: &str) -> Problem {
    Problem::Config { file: SafeText::line(&file.to_string_lossy()), line, what: SafeText::line(what) }
}

#[cfg(test)]
mod tests;
