//! A folder as the import screen lists it: files by when they were changed, the newest first, then folders by name.

use std::path::{Path, PathBuf};

use crate::app::msg::{FolderEntry, FolderPage};
use crate::domain::{Problem, Time};

/// Entries that are read at most: a folder of a hundred thousand files must not hold the screen up.
const READ: usize = 2_000;

/// The folder of a path that ends in a slash, or the one the program was started in.
pub(super) fn folder(typed: &str) -> FolderPage {
    let path = if typed.is_empty() { PathBuf::from(".") } else { named(typed) };
    match entries(&path) {
        Ok(entries) => FolderPage { entries, problem: None },
        Err(error) => FolderPage { entries: Vec::new(), problem: Some(Problem::file(&path, &error)) },
    }
}

/// The file or folder a person means: `~` is their home, and quotes that a terminal put around a dropped file are not its
/// name.
pub(super) fn named(typed: &str) -> PathBuf {
    let typed = typed.trim().trim_matches(['\'', '"']);
    match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(typed),
    }
}

/// A path as it was typed, and the shop named after it (`orders.csv shop:name`), for files that do not say whose they are.
pub(super) fn file_and_shop(typed: &str) -> (PathBuf, Option<String>) {
    let whole = named(typed);
    let shop = typed.rsplit_once(" shop:").filter(|_| !whole.exists());
    match shop.map(|(path, shop)| (path.trim(), shop.trim())) {
        Some((path, shop)) if !shop.is_empty() => (named(path), Some(shop.to_owned())),
        _ => (whole, None),
    }
}

fn entries(path: &Path) -> std::io::Result<Vec<FolderEntry>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path)?.take(READ) {
        let entry = entry?;
        // A name that is no text cannot be typed either; one that vanished meanwhile is not there.
        let (Some(name), Ok(meta)) = (entry.file_name().to_str().map(str::to_owned), std::fs::metadata(entry.path()))
        else {
            continue;
        };
        let changed = meta.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let changed = changed.and_then(|since| i64::try_from(since.as_millis()).ok()).map(Time::from_ms);
        entries.push(FolderEntry { name, is_folder: meta.is_dir(), bytes: meta.len(), changed });
    }
    entries.sort_by(|a, b| {
        let newest =
            if a.is_folder { a.name.cmp(&b.name) } else { b.changed.cmp(&a.changed).then(a.name.cmp(&b.name)) };
        a.is_folder.cmp(&b.is_folder).then(newest)
    });
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_before_folders_and_a_missing_folder_is_a_problem() {
        let folder_of = tempfile::tempdir().expect("folder");
        std::fs::create_dir(folder_of.path().join("a")).expect("made");
        std::fs::write(folder_of.path().join("订单.csv"), "x").expect("written");
        let typed = format!("{}/", folder_of.path().display());
        let page = folder(&typed);
        let names: Vec<_> = page.entries.iter().map(|entry| (entry.name.as_str(), entry.is_folder)).collect();
        assert_eq!(names, [("订单.csv", false), ("a", true)]);
        assert!(folder(&format!("{typed}none/")).problem.is_some());
    }
}
