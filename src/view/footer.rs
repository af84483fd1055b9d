//! The two lines at the bottom: the keys that work here, and what just happened.

use ratatui::buffer::Buffer;

use crate::action::{Action, Scope, hints_of};
use crate::app::msg::JobKind;
use crate::app::status::Tone;
use crate::app::{Layout, Model, Pane};
use crate::keymap::{Chord, Key};

use super::theme::{Role, Theme};
use super::widgets::hints::{Hint, hints};
use super::widgets::list::Cells;

/// Draws both lines; tells how many columns the hints took.
pub(super) fn footer(model: &Model, buf: &mut Buffer, layout: &Layout, theme: Theme) -> u16 {
    let mut row = layout.hints;
    row.x = row.x.saturating_add(1);
    row.width = row.width.saturating_sub(1);
    let used = hints(buf, row, theme, &global_hints(model));
    status(model, buf, layout, theme);
    used
}

/// Global keys; a paste is one of them where a paste looks things up. What lies over the panes takes every key, and has
/// its own on its edge.
fn global_hints(model: &Model) -> Vec<Hint> {
    if !model.overlays.is_empty() {
        return Vec::new();
    }
    let typing = model.typing();
    let tr = model.tr;
    let mut all: Vec<Hint> = hints_of(Scope::Global)
        .into_iter()
        .filter_map(|row| {
            let chords = model.settings.keymap.chords(row.action);
            let chord = chords.iter().find(|c| !typing || c.typed().is_none())?;
            Some(Hint { key: chord.to_string(), label: row.short(tr).to_owned() })
        })
        .collect();
    if !typing {
        all.insert(3.min(all.len()), Hint { key: tr.paste_key().to_owned(), label: tr.paste_looks_up().to_owned() });
    }
    all
}

/// The keys of a scope that fit whole into `cols`, the most useful first, for the lower edge of the focused part; of a
/// list also the key that opens a row.
pub(super) fn scope_hints(model: &Model, scope: Scope, is_list: bool, cols: usize) -> String {
    let keymap = &model.settings.keymap;
    let mut words = String::new();
    // Enter opens a row of a list, unless the pane does something better with it.
    let opens = is_list && keymap.find(scope, Chord::plain(Key::Enter)) == Some(Action::Open);
    let of_list = hints_of(Scope::List).into_iter().filter(|_| opens);
    for row in of_list.chain(hints_of(scope)).filter(|row| !keymap.chords(row.action).is_empty()) {
        let gap = if words.is_empty() { "" } else { "  " };
        let more = format!("{gap}{} {}", keymap.shown(row.action), row.short(model.tr));
        if super::width::cols(&words) + super::width::cols(&more) > cols {
            break;
        }
        words.push_str(&more);
    }
    words
}

fn status(model: &Model, buf: &mut Buffer, layout: &Layout, theme: Theme) {
    let tr = model.tr;
    let mut cells = Cells::new(buf, layout.status, theme);
    cells.gap(1);
    let keymap = &model.settings.keymap;
    let mut right = Vec::new();
    if let Some(job) = &model.status.job {
        let what = match job.kind {
            JobKind::Import => format!("{} {}", tr.job_import(), job.what),
            JobKind::Backup => tr.job_backup().to_owned(),
            JobKind::Rules => tr.job_rules().to_owned(),
            JobKind::Evidence => tr.job_evidence().to_owned(),
        };
        right.push(match job.total {
            Some(total) if total > 0 => tr.job_runs_of(&what, job.done.min(total) * 100 / total),
            _ => tr.job_runs(&what, job.done),
        });
    }
    if model.focus == Pane::Chat && !model.chat.composer.editor.is_empty() {
        let saved = model.chat.composer.saved_at.is_some() && !model.chat.composer.is_changed();
        right.push(if saved { tr.draft_saved() } else { tr.draft_saving() }.to_owned());
    }
    if model.status.undoable {
        right.push(format!("{} {}", keymap.shown(Action::Undo), Action::Undo.row().short(tr)));
    }
    if let Some(desk) = model.desk.have().filter(|desk| !desk.written_shops.is_empty()) {
        let names: Vec<&str> = desk.written_shops.iter().map(|name| name.as_str()).collect();
        right.push(tr.writes_to(&names.join(" ")));
    }
    let right = right.join("  ");
    let keep = if right.is_empty() { 0 } else { super::width::cols(&right) + 2 };
    if let Some(notice) = model.status.notice() {
        let role = match notice.tone {
            Tone::Done => Role::Done,
            Tone::Info => Role::Text,
            Tone::Warn => Role::Warn,
            Tone::Problem => Role::Danger,
        };
        cells.fill(&notice.text, keep, role);
    } else if let Some(unknown) = model.desk.have().map(|desk| desk.unknown_writes).filter(|n| *n > 0) {
        cells.fill(&tr.writes_unknown(unknown), keep, Role::Warn);
    } else if let Some((name, since, why)) = model.desk.have().and_then(|desk| desk.broken_sources.first()) {
        // It blocks nothing, so it stands only where nothing newer is told.
        let since = model.settings.zone.short(*since, model.now);
        cells.fill(&tr.source_fails(name, &since, &tr.source_fault(why)), keep, Role::Warn);
    } else if let Some(desk) = model.desk.have()
        && let Some(what) = tr.names_lack(&desk.shops, &desk.agent_said)
    {
        cells.fill(&tr.names_lacking(what, &keymap.shown(Action::Palette)), keep, Role::Muted);
    }
    if !right.is_empty() {
        cells.end(&format!("{right} "), Role::Muted);
    }
}
