//! The import screen: a path with the folder below it, what reading the file would do, how far it is, and the rows not taken.

use crate::action::Action;
use crate::keymap::{Chord, Key};
use crate::text::Lang;

use super::super::input::Editor;
use super::super::input::wrap::wrap;
use super::super::list::ListState;
use super::super::model::Model;
use super::super::msg::{Ask, Effect, FolderPage, ImportTold, Job, JobEnd, JobKind};
use super::Overlay;
use super::path::{Files, parted};

/// The screen.
#[derive(Debug)]
pub struct Import {
    /// The path as it is typed.
    pub path: Editor,
    /// The folder it stands in, and what of it fits.
    pub files: Files,
    /// Position among them, or among the rows not taken.
    pub list: ListState,
    /// Where it stands.
    pub stage: Stage,
    /// What went wrong last.
    pub problem: Option<String>,
}

/// Where an import stands.
#[derive(Clone, PartialEq, Debug)]
pub enum Stage {
    /// A file is being chosen.
    Pick,
    /// It is read: to see what it would do, or for good.
    Reading {
        /// Nothing is written.
        dry: bool,
    },
    /// What came of it.
    Told(Box<ImportTold>),
}

impl Default for Import {
    fn default() -> Self {
        Self {
            path: Editor::single(),
            files: Files::default(),
            list: ListState::default(),
            stage: Stage::Pick,
            problem: None,
        }
    }
}

/// The screen is at most so many columns wide.
pub const COLS_MAX: u16 = 100;

/// Columns its list has on a terminal of so many.
pub fn list_cols(terminal: u16) -> usize {
    usize::from(terminal.min(COLS_MAX).saturating_sub(4)).max(20)
}

/// How the tables of a file were understood, as lines of at most `cols` columns; they stand above the rows not taken.
pub fn lines_of(tr: Lang, told: &ImportTold, cols: usize) -> Vec<String> {
    let said = told.tables.iter().flat_map(|table| tr.table_seen(table));
    said.flat_map(|line| {
        let line = line.trim_end().to_owned();
        wrap(&line, cols).into_iter().map(|row| line[row.range].trim_end().to_owned()).collect::<Vec<_>>()
    })
    .collect()
}

/// Endings of the files that platforms export.
const READ: [&str; 8] = ["csv", "xlsx", "xls", "xlsm", "htm", "html", "tsv", "txt"];

fn is_read(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| READ.contains(&ending.as_str()))
}

fn screen(model: &mut Model) -> Option<&mut Import> {
    model.overlays.iter_mut().rev().find_map(|over| match over {
        Overlay::Import(import) => Some(&mut **import),
        _ => None,
    })
}

/// After it was opened or its path changed: the folder is asked for, and what fits is listed anew.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    let epoch = model.epoch;
    let Some(import) = screen(model) else { return Vec::new() };
    if import.stage != Stage::Pick {
        return Vec::new();
    }
    import.files.follow(import.path.text());
    list(import);
    import.list.go(0);
    import.files.folder.due(epoch).map(|folder| Effect::Ask(Ask::Folder(folder))).into_iter().collect()
}

/// Takes a folder in, if it is still the one that is typed.
pub(in crate::app) fn take_folder(model: &mut Model, folder: String, page: FolderPage) {
    if let Some(import) = screen(model) {
        import.files.folder.take(folder, page);
        list(import);
    }
}

fn list(import: &mut Import) {
    import.files.list(import.path.text());
    // A folder of downloads holds much else: until a name is typed, what can be read stands alone, if anything can.
    if parted(import.path.text()).1.is_empty() {
        let all = &mut import.files.found;
        if all.iter().any(|entry| !entry.is_folder && is_read(&entry.name)) {
            all.retain(|entry| entry.is_folder || is_read(&entry.name));
        }
    }
    let page = import.list.page.max(10);
    import.list.fit(import.files.found.len(), page);
}

/// Takes what came of a file, if the screen is open.
pub(in crate::app) fn take_told(model: &mut Model, told: ImportTold) {
    let (tr, cols) = (model.tr, list_cols(model.size.0));
    if let Some(import) = screen(model) {
        import.list = ListState::default();
        import.list.fit(lines_of(tr, &told, cols).len() + told.rejects.len(), 10);
        import.problem = None;
        import.stage = Stage::Told(Box::new(told));
    }
}

/// The job ended without a result: stopped, or it could not be read.
pub(in crate::app) fn job_ended(model: &mut Model, job: &Job) {
    let cancelled = model.tr.import_stopped().trim().to_owned();
    let Some(import) = screen(model).filter(|import| matches!(import.stage, Stage::Reading { .. })) else { return };
    import.problem = match (&job.end, job.kind) {
        (Some(JobEnd::Failed(why)), JobKind::Import) => Some(why.to_string()),
        (Some(JobEnd::Cancelled), JobKind::Import) => Some(cancelled),
        _ => return,
    };
    import.stage = Stage::Pick;
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(import) = screen(model) else { return Vec::new() };
    if action == Some(Action::Close) {
        return close(model);
    }
    match action {
        Some(Action::OverDown) => import.list.step(1),
        Some(Action::OverUp) => import.list.step(-1),
        Some(Action::OverPageDown) => import.list.turn(true),
        Some(Action::OverPageUp) => import.list.turn(false),
        Some(Action::NextField) if import.stage == Stage::Pick => {
            if let Some(whole) = import.files.completed(import.path.text()) {
                import.path.set_text(&whole);
            }
            return changed(model);
        }
        Some(Action::Accept) => return accept(model),
        _ => match import.stage {
            Stage::Pick if import.path.press(chord) => {
                import.problem = None;
                return changed(model);
            }
            Stage::Reading { .. } if chord.folded().key == Key::Char('x') => {
                return vec![Effect::CancelJob(JobKind::Import)];
            }
            _ => {}
        },
    }
    Vec::new()
}

/// One level back: from what was told to the choice of a file; a look at a file that runs is stopped, an import goes on behind.
fn close(model: &mut Model) -> Vec<Effect> {
    let Some(import) = screen(model) else { return Vec::new() };
    match &import.stage {
        Stage::Told(told) if told.dry => {
            import.stage = Stage::Pick;
            changed(model)
        }
        Stage::Reading { dry: true } => {
            model.overlays.pop();
            vec![Effect::CancelJob(JobKind::Import)]
        }
        _ => {
            model.overlays.pop();
            Vec::new()
        }
    }
}

fn accept(model: &mut Model) -> Vec<Effect> {
    let busy = model.status.job.as_ref().is_some_and(|job| job.kind == JobKind::Import);
    let Some(import) = screen(model) else { return Vec::new() };
    match &import.stage {
        Stage::Reading { .. } => Vec::new(),
        Stage::Told(told) if !told.dry => {
            model.overlays.pop();
            Vec::new()
        }
        _ if busy => super::super::update::unavailable(model, model.tr.import_busy()),
        Stage::Told(told) => {
            let path = told.path.clone();
            import.stage = Stage::Reading { dry: false };
            vec![Effect::Import(path)]
        }
        Stage::Pick => {
            let (folder, typed) = parted(import.path.text());
            if let Some(entry) = import.files.found.get(import.list.selected) {
                let ending = if entry.is_folder { "/" } else { "" };
                let path = format!("{folder}{}{ending}", entry.name);
                let is_folder = entry.is_folder;
                import.path.set_text(&path);
                if is_folder {
                    return changed(model);
                }
            } else if typed.is_empty() {
                return Vec::new();
            }
            import.problem = None;
            import.stage = Stage::Reading { dry: true };
            vec![Effect::Preview(import.path.text().trim().to_owned())]
        }
    }
}
