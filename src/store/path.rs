//! Where the data file is.

use std::path::{Path, PathBuf};

use crate::domain::SafeText;

/// The path of the live data file. It is no `AsRef<Path>` on purpose: closing any handle of the file opened beside
/// SQLite drops SQLite's locks (POSIX), so nothing but the engine may open it, its `-wal` or its `-shm`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DbPath(PathBuf);

impl DbPath {
    /// Names a data file; nothing is touched.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }
    /// Its folder, for watching and for backups.
    pub fn folder(&self) -> PathBuf {
        match self.0.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
            _ => PathBuf::from("."),
        }
    }
    /// The file's name, to tell its events from others in the folder.
    pub fn file_name(&self) -> String {
        self.0.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }
    /// The path for people.
    pub fn shown(&self) -> SafeText {
        SafeText::line(&self.0.to_string_lossy())
    }
    /// True when something with this path exists (asked without opening it).
    pub fn exists(&self) -> bool {
        self.0.symlink_metadata().is_ok()
    }
    /// The path of a file beside it, such as `-wal`.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.0.clone().into_os_string();
        name.push(suffix);
        PathBuf::from(name)
    }
    /// Files others may read though they hold personal data, asked by `stat` alone. A folder that is not ours (a home, a
    /// shared one) may be open, as long as the files in it are not.
    pub(super) fn loose_modes(&self) -> Vec<String> {
        use std::os::unix::fs::PermissionsExt;
        ["", "-wal", "-shm"]
            .into_iter()
            .filter_map(|suffix| {
                let mode = self.beside(suffix).metadata().ok()?.permissions().mode() & 0o777;
                (mode & 0o077 != 0).then(|| format!("{}{suffix} has mode {mode:o}", self.file_name()))
            })
            .collect()
    }
    /// True when `other` is this very file.
    pub(super) fn is(&self, other: &Path) -> bool {
        matches!((std::fs::canonicalize(other), std::fs::canonicalize(&self.0)), (Ok(a), Ok(b)) if a == b)
    }
    pub(super) fn raw(&self) -> &Path {
        &self.0
    }
}
