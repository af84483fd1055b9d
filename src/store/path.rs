//! Where the data file is.

use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::domain::SafeText;

/// The data file and what SQLite keeps beside it.
const FILES: [&str; 3] = ["", "-wal", "-shm"];

/// The path of the live data file. It is no `AsRef<Path>` on purpose: closing any handle of the file opened beside
/// SQLite drops SQLite's locks (POSIX), so nothing but the engine may open it, its `-wal` or its `-shm`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DbPath {
    file: PathBuf,
    group: Option<u32>,
}

impl DbPath {
    /// Names a data file; nothing is touched.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { file: path.into(), group: None }
    }
    /// The same file, shared by a system group: its number. The file then is for its owner and that group (0660, a
    /// folder made for it 2770) instead of for its owner alone (0600, 0700).
    #[must_use]
    pub fn shared_by(mut self, group: Option<u32>) -> Self {
        self.group = group;
        self
    }
    /// Its folder, for watching and for backups.
    pub fn folder(&self) -> PathBuf {
        match self.file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
            _ => PathBuf::from("."),
        }
    }
    /// The file's name, to tell its events from others in the folder.
    pub fn file_name(&self) -> String {
        self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }
    /// The path for people.
    pub fn shown(&self) -> SafeText {
        SafeText::line(&self.file.to_string_lossy())
    }
    /// True when something with this path exists (asked without opening it).
    pub fn exists(&self) -> bool {
        self.file.symlink_metadata().is_ok()
    }
    /// The path of a file beside it, such as `-wal`.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.file.clone().into_os_string();
        name.push(suffix);
        PathBuf::from(name)
    }
    /// Files others may read though they hold personal data, and of a shared file what its group may not write; asked
    /// by `stat` alone. A folder that is not ours (a home, a shared one) may be open, as long as the files in it are not.
    pub(super) fn loose_modes(&self) -> Vec<String> {
        let name = self.file_name();
        FILES
            .into_iter()
            .filter_map(|suffix| {
                let meta = self.beside(suffix).metadata().ok()?;
                let mode = meta.permissions().mode() & 0o777;
                match self.group {
                    Some(group) if meta.gid() != group => Some(format!("{name}{suffix} is of group {}", meta.gid())),
                    Some(_) if mode & 0o007 != 0 || mode & 0o060 != 0o060 => {
                        Some(format!("{name}{suffix} has mode {mode:o}"))
                    }
                    None if mode & 0o077 != 0 => Some(format!("{name}{suffix} has mode {mode:o}")),
                    _ => None,
                }
            })
            .collect()
    }
    /// Gives a file to the group that shares the data; nothing without one.
    pub(super) fn share(&self, file: &Path) -> io::Result<()> {
        let Some(group) = self.group else { return Ok(()) };
        std::os::unix::fs::chown(file, None, Some(group))?;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o660))
    }
    /// Gives a folder made for the data to the group, so that what is made in it is the group's too.
    pub(super) fn share_folder(&self, folder: &Path) -> io::Result<()> {
        let Some(group) = self.group else { return Ok(()) };
        std::os::unix::fs::chown(folder, None, Some(group))?;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o2770))
    }
    /// Gives a file that was private before to the group. Only its owner can; for everybody else `doctor` tells.
    pub(super) fn share_all(&self) {
        if self.group.is_some() && !self.loose_modes().is_empty() {
            for suffix in FILES {
                let _ = self.share(&self.beside(suffix));
            }
        }
    }
    /// True when `other` is this very file.
    pub(super) fn is(&self, other: &Path) -> bool {
        matches!((std::fs::canonicalize(other), std::fs::canonicalize(&self.file)), (Ok(a), Ok(b)) if a == b)
    }
    pub(super) fn raw(&self) -> &Path {
        &self.file
    }
}
