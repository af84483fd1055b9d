//! Where kefu's files are: the platform's folders, unless the command line, the environment or the settings say
//! otherwise.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::domain::Problem;

use super::Config;

/// Where the files are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paths {
    /// The settings.
    pub config_file: PathBuf,
    /// The person's own quick replies.
    pub replies_file: PathBuf,
    /// The shop's own rules.
    pub rules_dir: PathBuf,
    /// The person's own mappings of sheets.
    pub imports_dir: PathBuf,
    /// The shop's campaign notices.
    pub notices_file: PathBuf,
    /// The data file.
    pub data_file: PathBuf,
    /// Copies of the data file.
    pub backup_dir: PathBuf,
    pub(super) data_named: bool,
}

impl Paths {
    /// The places, by `--config` and `--data` where they are given. Fails when neither they nor `HOME` say where.
    pub fn find(config: Option<PathBuf>, data: Option<PathBuf>) -> Result<Self, Problem> {
        let usual = directories::ProjectDirs::from("", "", "kefu").filter(|dirs| dirs.config_dir().is_absolute());
        let config = config.filter(|p| !p.as_os_str().is_empty());
        let data = data.filter(|p| !p.as_os_str().is_empty());
        let (config_file, data_file) = match (&config, &data, &usual) {
            (Some(config), Some(data), _) => (config.clone(), data.clone()),
            (config, data, Some(dirs)) => (
                config.clone().unwrap_or_else(|| dirs.config_dir().join("kefu.toml")),
                data.clone().unwrap_or_else(|| dirs.data_dir().join("kefu.db")),
            ),
            (None, Some(data), None) => (data.with_file_name("kefu.toml"), data.clone()),
            (_, None, None) => return Err(Problem::NoHome),
        };
        let beside = config_file.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self {
            replies_file: beside.join("quick_replies.toml"),
            rules_dir: beside.join("rules"),
            imports_dir: beside.join("imports"),
            notices_file: beside.join("notices.toml"),
            backup_dir: data_file.parent().unwrap_or(Path::new("")).join("backups"),
            config_file,
            data_file,
            data_named: data.is_some(),
        })
    }

    /// The places after the settings had their say; `--data` still stands above them. A path in the settings that
    /// is not absolute starts at the settings' folder.
    #[must_use]
    pub fn with(mut self, config: &Config) -> Self {
        let beside = self.config_file.parent().unwrap_or(Path::new("")).to_owned();
        if let Some(file) = config.data_file.as_ref().filter(|_| !self.data_named) {
            self.data_file = beside.join(file);
            self.backup_dir = self.data_file.parent().unwrap_or(Path::new("")).join("backups");
        }
        if let Some(folder) = &config.backup.folder {
            self.backup_dir = beside.join(folder);
        }
        self
    }
}

/// Makes a folder, with those above it, that only its owner can look into (0700); one that is there is left alone.
pub fn private_folder(folder: &Path) -> Result<(), Problem> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| Problem::file(folder, &error))
}
