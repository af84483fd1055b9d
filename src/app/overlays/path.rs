//! A path as it is typed: the folder it stands in, what fits, and what Tab makes of it.

use super::super::msg::{FolderEntry, FolderPage};
use super::super::slot::Slot;

/// The folder beside a path field, and what of it fits what is typed.
#[derive(Debug, Default)]
pub struct Files {
    /// The folder the path stands in.
    pub folder: Slot<String, FolderPage>,
    /// What fits what is typed, the newest file first.
    pub found: Vec<FolderEntry>,
}

impl Files {
    /// The path changed: its folder is wanted, and what fits is listed anew.
    pub fn follow(&mut self, typed: &str) {
        self.folder.want(folder_of(typed).to_owned());
        self.list(typed);
    }
    /// What fits, listed anew.
    pub fn list(&mut self, typed: &str) {
        let name = parted(typed).1.to_lowercase();
        let all = self.folder.current().map_or(&[][..], |page| &page.entries);
        let fits = |entry: &&FolderEntry| {
            entry.name.to_lowercase().starts_with(&name) && (name.starts_with('.') || !entry.name.starts_with('.'))
        };
        self.found = all.iter().filter(fits).cloned().collect();
    }
    /// What Tab makes of the path: as much of the name as all that fit have in common, or the only one. Nothing when
    /// there is nothing to add.
    pub fn completed(&self, typed: &str) -> Option<String> {
        let (folder, name) = parted(typed);
        let mut common: Vec<char> = self.found.first()?.name.chars().collect();
        for entry in &self.found {
            let same = common.iter().zip(entry.name.chars()).take_while(|(a, b)| **a == *b).count();
            common.truncate(same);
        }
        let mut whole: String = common.into_iter().collect();
        if let [only] = self.found.as_slice() {
            whole.clone_from(&only.name);
            if only.is_folder {
                whole.push('/');
            }
        }
        (whole != name && whole.chars().count() >= name.chars().count()).then(|| format!("{folder}{whole}"))
    }
}

/// The folder of a path as it is typed, and the beginning of the name in it.
pub fn parted(typed: &str) -> (&str, &str) {
    typed.rfind('/').map_or(("", typed), |at| typed.split_at(at + 1))
}

/// The folder of a path, without the quotes a terminal puts around a dropped file.
fn folder_of(typed: &str) -> &str {
    parted(typed.trim_start_matches(['\'', '"'])).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[(&str, bool)]) -> Files {
        let entries = names.iter().map(|(name, is_folder)| FolderEntry {
            name: (*name).into(),
            is_folder: *is_folder,
            bytes: 1,
            changed: None,
        });
        let mut files = Files::default();
        files.follow("/a/");
        files.folder.take("/a/".into(), FolderPage { entries: entries.collect(), problem: None });
        files
    }

    #[test]
    fn tab_adds_what_all_have_in_common_and_ends_a_folder_with_a_slash() {
        let mut files = files(&[("图1.jpg", false), ("图2.jpg", false), ("包装", true)]);
        files.follow("/a/图");
        assert_eq!((files.found.len(), files.completed("/a/图")), (2, None));
        files.follow("/a/包");
        assert_eq!(files.completed("/a/包"), Some("/a/包装/".into()));
        files.follow("/a/x");
        assert_eq!(files.completed("/a/x"), None);
    }
}
