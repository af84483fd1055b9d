//! Pane 5: the work log. Problem, cause, fix; searched as it is typed, so that the pane tells how it was solved before.

use crate::action::{Action, Scope};
use crate::domain::reply::ReplyLang;
use crate::domain::worklog::LogEntry;
use crate::domain::{LogId, RawText};
use crate::keymap::{Chord, Key};

use unicode_segmentation::UnicodeSegmentation;

use super::super::input::Editor;
use super::super::list::{ListState, Rows};
use super::super::model::Model;
use super::super::msg::{Effect, LogAsk, LogPage, NewLog};
use super::super::overlays::dialog;
use super::super::slot::Slot;
use super::super::update::{chord_in_text, open, unavailable};

/// What the log pane remembers.
#[derive(Debug)]
pub struct LogPane {
    /// Position in the list.
    pub list: ListState,
    /// The loaded window.
    pub page: Slot<LogAsk, LogPage>,
    /// Where that window starts.
    pub start: usize,
    /// The search box.
    pub search: Editor,
    /// True while the search box has the focus.
    pub searching: bool,
    /// True while the entry stands in place of the list.
    pub detail: bool,
    rows: Rows<LogId>,
}

impl LogPane {
    /// The entry at a place in the whole list, if it is loaded.
    pub fn row(&self, at: usize) -> Option<&LogEntry> {
        self.page.have()?.rows.get(at.checked_sub(self.start)?)
    }
    /// The selected entry.
    pub fn selected(&self) -> Option<&LogEntry> {
        self.row(self.list.selected)
    }
    /// Fits the list to the lines on screen and says which window is wanted.
    pub fn fit(&mut self, lines: usize) {
        let len = self.page.have().map_or(0, |page| page.total);
        self.list.fit(len, lines.saturating_sub(usize::from(self.searching || !self.search.is_empty())));
        let (start, page) = (self.start, self.page.have());
        self.rows.show(&self.list, |at| page?.rows.get(at.checked_sub(start)?).map(|entry| entry.id));
        let (start, len) = self.list.window(self.page.have().is_some());
        self.page.want(LogAsk { query: self.search.text().to_owned(), start, len });
    }
    /// Takes a window in; the selection follows its entry.
    pub fn take(&mut self, ask: LogAsk, page: LogPage) {
        let keeps = self.rows.keeps(self.list.selected, self.selected().map(|entry| entry.id));
        let (start, total) = (ask.start, page.total);
        if self.page.take(ask, page) {
            self.start = start;
            self.list.fit(total, self.list.page);
            if let Some(id) = keeps {
                self.select(id);
            }
        }
    }
    /// Selects the entry the mouse fell on.
    pub fn press(&mut self, line: usize) {
        let above = usize::from(self.searching || !self.search.is_empty());
        if let Some(id) = line.checked_sub(above).and_then(|line| self.rows.press(line)) {
            self.select(id);
        }
    }
    fn go_first(&mut self) {
        self.rows.forget();
        self.list.go(0);
    }
    fn select(&mut self, id: LogId) {
        let at = self.page.have().and_then(|page| page.rows.iter().position(|entry| entry.id == id));
        if let Some(at) = at {
            self.list.go(self.start + at);
        }
    }
    /// Leaves a search; true when there was one.
    pub fn leave_search(&mut self) -> bool {
        let had = !self.search.is_empty();
        self.search.set_text("");
        self.searching = false;
        had
    }
}

impl Default for LogPane {
    fn default() -> Self {
        Self {
            list: ListState::default(),
            page: Slot::default(),
            start: 0,
            search: Editor::single(),
            searching: false,
            detail: false,
            rows: Rows::default(),
        }
    }
}

/// A key in the search box.
pub(in crate::app) fn search_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    match chord.key {
        Key::Enter | Key::Tab => model.log.searching = false,
        Key::Esc => {
            model.log.leave_search();
        }
        Key::Down => model.log.list.step(1),
        Key::Up => model.log.list.step(-1),
        _ => {
            if model.log.search.press(chord) {
                model.log.go_first();
            } else if let Some(effects) = chord_in_text(model, chord, Scope::Log) {
                return effects;
            }
        }
    }
    Vec::new()
}

/// A paste into the search box.
pub(in crate::app) fn search_paste(model: &mut Model, raw: &RawText) -> Vec<Effect> {
    model.log.search.paste(raw.unclean());
    Vec::new()
}

/// Keys of every list, on the log.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let tr = model.tr;
    let pane = &mut model.log;
    if pane.list.moved(action) {
        pane.rows.forget();
        return Vec::new();
    }
    match action {
        Action::Search => pane.searching = true,
        Action::Open => {
            let Some(entry) = pane.selected() else { return unavailable(model, tr.no_log_yet()) };
            let log = NewLog {
                problem: entry.problem.to_string(),
                cause: entry.cause.to_string(),
                fix: entry.fix.to_string(),
                kind: entry.kind.to_string(),
                links: entry.links.clone(),
            };
            let id = entry.id;
            return open(model, dialog::log(tr, Some(id), log));
        }
        _ => {}
    }
    Vec::new()
}

/// Keys of the log itself.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::WriteLog => {
            let log = super::half_filled_log(model);
            open(model, dialog::log(model.tr, None, log))
        }
        Action::LogReply => match model.log.selected().filter(|entry| !entry.fix.is_empty()).map(reply_snippet) {
            Some(snippet) => {
                let text = model.tr.reply_copied();
                model.status.say(super::super::status::Tone::Done, text, model.now);
                vec![Effect::Copy(snippet)]
            }
            None => unavailable(model, model.tr.no_fix_here()),
        },
        Action::LogDay => {
            model.log.leave_search();
            model.log.go_first();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A fix as a row for quick_replies.toml, ready to paste: the file is the agent's own, so kefu never writes into it.
fn reply_snippet(entry: &LogEntry) -> String {
    let quoted = |text: &str| toml::Value::String(text.replace('{', "{{").replace('}', "}}")).to_string();
    let lang = if ReplyLang::of(&entry.fix) == Some(ReplyLang::En) { "en" } else { "zh" };
    let title: String = entry.problem.to_line().graphemes(true).take(TITLE_MAX).collect();
    format!(
        "[[reply]]\ncode = \"rz{}\"\ngroup = \"soothe\"\nwhen = [\"any\"]\n{lang} = {{ title = {}, text = {} }}\n",
        entry.id.raw() % 10_000,
        quoted(&title),
        quoted(&entry.fix.to_line()),
    )
}

/// Graphemes of a problem that stand as the title of its reply.
const TITLE_MAX: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::worklog::LogLinks;
    use crate::domain::{LogId, SafeText, Time};

    #[test]
    fn a_fix_becomes_a_row_that_the_replies_take() {
        let entry = LogEntry {
            id: LogId::new(70_042),
            at: Time::default(),
            agent: None,
            shift: "2026-11-22".into(),
            problem: SafeText::line("保温杯盖子漏水，买家要求补发"),
            cause: SafeText::default(),
            fix: SafeText::line("亲，给您补发一个密封圈，单号 {稍后} 告诉您。"),
            kind: SafeText::default(),
            links: LogLinks::default(),
        };
        let text = format!("version = 1\n{}", reply_snippet(&entry));
        let set = crate::replies::parse(&text, "test").unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
        assert_eq!(set.len(), 1);
    }
}
