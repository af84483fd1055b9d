//! Pane 6: the to-do list of the shift, worked from top to bottom. Each row is one customer with one suggested act.

use crate::action::Action;
use crate::domain::reminder::ReminderKind;
use crate::domain::review_case::ReviewStep;
use crate::domain::shift::{Act, Item, ItemKey, Section, ShiftList, Why};
use crate::domain::ticket::TicketKind;

use super::super::Pane;
use super::super::list::{ListState, Rows};
use super::super::model::Model;
use super::super::msg::{Do, Effect};
use super::super::overlays::dialog;
use super::super::overlays::tickets::TicketAbout;
use super::super::slot::Slot;
use super::super::update::{focus, open, unavailable};

/// What the to-do list remembers.
#[derive(Debug, Default)]
pub struct TodoPane {
    /// The list.
    pub list: Slot<(), ShiftList>,
    /// The selected section.
    pub section: usize,
    /// The selected row of it.
    pub row: usize,
    /// First row on screen.
    pub top: usize,
    /// The whole section is being worked, row by row.
    pub whole: bool,
    rows: usize,
    shown: Rows<ItemKey>,
    last: Option<Action>,
    /// Rows marked as done since the list was read: they stand there until it is read again, and are done once.
    marked: Vec<ItemKey>,
}

/// So many unknown sections are named on one line.
pub const UNKNOWN_A_LINE: usize = 3;
/// Lines between the sections and the rows of the selected one.
pub const RULE_ROWS: usize = 1;

impl TodoPane {
    /// The sections that something is known of; empty while the list is loading.
    pub fn sections(&self) -> &[Section] {
        let all = self.list.have().map_or(&[][..], |list| &list.sections);
        &all[..all.iter().take_while(|section| section.unknown.is_none()).count()]
    }
    /// The sections that nothing is known of yet: named a few to a line, so that they never look like nothing to do.
    pub fn unknown(&self) -> &[Section] {
        let all = self.list.have().map_or(&[][..], |list| &list.sections);
        &all[self.sections().len()..]
    }
    /// Lines above the rows: the known sections, the unknown ones' lines, the rule.
    pub fn head(&self) -> usize {
        self.sections().len() + self.unknown().len().div_ceil(UNKNOWN_A_LINE) + RULE_ROWS
    }
    /// The selected section.
    pub fn selected_section(&self) -> Option<&Section> {
        self.sections().get(self.section)
    }
    /// The selected row.
    pub fn selected(&self) -> Option<&Item> {
        self.selected_section()?.items.get(self.row)
    }
    /// Rows still to be worked in all sections; nothing while that is not known.
    pub fn left(&self) -> Option<usize> {
        self.list.have().map(|list| list.sections.iter().map(Section::actionable).sum())
    }
    /// Fits the rows to the lines on screen.
    pub fn fit(&mut self, lines: usize) {
        self.list.want(());
        self.rows = lines.saturating_sub(self.head());
        self.keep_in_sight();
        let place = self.place();
        let items = self.list.have().and_then(|list| list.sections.get(self.section)).map(|section| &section.items);
        self.shown.show(&place, |at| Some(items?.get(at)?.key.clone()));
    }
    /// An act came to nothing: every row may be done again.
    pub(in crate::app) fn forget_marked(&mut self) {
        self.marked.clear();
    }
    /// What to ask for.
    pub fn due(&mut self, epoch: u64) -> Option<()> {
        self.list.due(epoch)
    }
    /// Takes the list in; the first section with something to do is selected, and later the selection stays.
    pub fn take(&mut self, mut list: ShiftList) {
        // Known ones first, both kinds in the order of the shift.
        list.sections.sort_by_key(|section| section.unknown.is_some());
        let first = self.list.have().is_none();
        let section = self.selected_section().map(|section| section.kind);
        let key = self.selected().map(|item| item.key.clone());
        self.marked.clear();
        let had_work = self.selected_section().is_some_and(|section| section.actionable() > 0);
        if !self.list.take((), list) {
            return;
        }
        if first {
            self.section = self.sections().iter().position(|s| s.actionable() > 0).unwrap_or(0);
        } else if let Some(at) = self.sections().iter().position(|s| Some(s.kind) == section) {
            self.section = at;
            // Its last row is done: the next section with something to do is at hand.
            if had_work && self.sections()[at].actionable() == 0 && self.left() > Some(0) {
                self.turn_to(1, |section| section.actionable() > 0);
                self.keep_in_sight();
                return;
            }
        }
        let place = key.and_then(|key| self.selected_section()?.items.iter().position(|item| item.key == key));
        self.row = place.unwrap_or(self.row);
        self.keep_in_sight();
    }
    /// Moves the selection by rows.
    pub fn step(&mut self, rows: isize) {
        let mut place = self.place();
        place.step(rows);
        (self.row, self.top) = (place.selected, place.top);
    }
    /// Scrolls the rows; the selection stays as long as it can be seen.
    pub fn scroll(&mut self, rows: isize) {
        let mut place = self.place();
        place.scroll(rows);
        (self.row, self.top) = (place.selected, place.top);
    }
    /// Selects what the mouse fell on: a section, or a row of the selected one.
    pub fn press(&mut self, line: usize) {
        if line < self.sections().len() {
            (self.section, self.row) = (line, 0);
        } else if let Some(key) = line.checked_sub(self.head()).and_then(|row| self.shown.press(row)) {
            let at = self.selected_section().and_then(|section| section.items.iter().position(|item| item.key == key));
            self.row = at.unwrap_or(self.row);
        }
        self.keep_in_sight();
    }
    fn place(&self) -> ListState {
        let len = self.selected_section().map_or(0, |section| section.items.len());
        ListState { selected: self.row, top: self.top, len, page: self.rows }
    }
    /// To the next section with rows; where no other has any, to the next one.
    fn turn(&mut self, step: isize) {
        let at = self.section;
        self.turn_to(step, |section| !section.items.is_empty());
        if self.section == at {
            self.turn_to(step, |_| true);
        }
    }
    fn turn_to(&mut self, step: isize, wanted: impl Fn(&Section) -> bool) {
        let many = self.sections().len();
        let around = (1..many).map(|n| (self.section as isize + step * n as isize).rem_euclid(many as isize));
        let found = around.filter_map(|at| usize::try_from(at).ok()).find(|at| wanted(&self.sections()[*at]));
        if let Some(at) = found {
            self.section = at;
            (self.row, self.top) = (0, 0);
        }
    }
    fn keep_in_sight(&mut self) {
        self.section = self.section.min(self.sections().len().saturating_sub(1));
        let mut place = self.place();
        place.fit(place.len, place.page);
        (self.row, self.top) = (place.selected, place.top);
    }
}

/// Keys of every list, on the rows.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let mut place = model.todo.place();
    if place.moved(action) {
        (model.todo.row, model.todo.top) = (place.selected, place.top);
    }
    Vec::new()
}

/// Keys of the list itself.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::EndShift => return open(model, dialog::end_shift(model.tr)),
        Action::TodoResult => return log_result(model),
        Action::NextSection => model.todo.turn(1),
        Action::PrevSection => model.todo.turn(-1),
        Action::WholeSection => {
            model.todo.whole = true;
            model.todo.step(isize::MIN / 2);
            return act(model, Action::TodoAct);
        }
        _ => {
            let Some(item) = model.todo.selected().cloned() else {
                return unavailable(model, model.tr.section_is_empty());
            };
            model.todo.last = Some(action);
            return on_row(model, action, &item);
        }
    }
    Vec::new()
}

fn on_row(model: &mut Model, action: Action, item: &Item) -> Vec<Effect> {
    match action {
        Action::TodoAct => suggested(model, item),
        Action::TodoOpen => open_row(model, item),
        Action::TodoReview => review_case(model, item, None),
        Action::TodoDone if matches!(item.why, Why::ReviewCase(_)) => review_case(model, item, Some(ReviewStep::Close)),
        Action::TodoDone if model.todo.marked.contains(&item.key) => Vec::new(),
        Action::TodoDone => {
            let effects = done(item);
            model.todo.marked.push(item.key.clone());
            // The next key is for the next row, however fast it comes.
            model.todo.step(1);
            effects
        }
        Action::TodoSnooze => open(model, dialog::todo_snooze(model.tr, item)),
        Action::TodoLog => {
            let log = super::super::msg::NewLog {
                problem: item.about.title.to_string(),
                links: crate::domain::worklog::LogLinks {
                    chat: item.about.chat,
                    order: item.about.order,
                    case: item.case,
                },
                ..Default::default()
            };
            open(model, dialog::log(model.tr, None, log))
        }
        _ => Vec::new(),
    }
}

/// Does what the row suggests. A reminder goes to the chat filled in, and the row is done when it is sent.
fn suggested(model: &mut Model, item: &Item) -> Vec<Effect> {
    let tr = model.tr;
    match item.act {
        Act::Skip => {
            model.todo.step(1);
            let why = tr.why(item, model.settings.zone, model.now);
            unavailable(model, &why)
        }
        Act::Remind => match item.about.order {
            Some(order) => super::reminding::start(order, &item.about.number, ReminderKind::Payment),
            None => open_row(model, item),
        },
        Act::Accept => match item.handover {
            Some(row) => vec![Effect::Do(Do::Accept(row))],
            None => open_row(model, item),
        },
        Act::NoteAnswer => match (item.ticket, &item.why) {
            (Some(id), Why::TicketOpen { kind, .. }) => open(model, dialog::answer(tr, id, *kind, &item.about.nick)),
            _ => open_row(model, item),
        },
        Act::CloseTicket => match item.ticket {
            Some(id) => vec![Effect::Do(Do::CloseTicket(id))],
            None => open_row(model, item),
        },
        Act::WorkReview => review_case(model, item, None),
        Act::Read => done(item),
        Act::AnswerReview => match &item.why {
            Why::Review { answer, stars, words } => {
                let overlay = dialog::review(model, item, answer, *stars, words);
                open(model, overlay)
            }
            _ => done(item),
        },
        // Sent from the chat, it is written down as a reminder, so that nobody is nudged twice.
        Act::Nudge => match item.about.chat {
            Some(chat) => {
                let effects = super::chat::open(model, chat);
                model.chat.composer.nudges = true;
                effects
            }
            None => open_row(model, item),
        },
        Act::AskWarehouse => ask(model, item, TicketKind::StockQuestion, tr.ask_why_late()),
        Act::TraceParcel => ask(model, item, TicketKind::TraceParcel, tr.ask_where_parcel()),
        Act::TellPacking => tell_packing(model, item),
        Act::AskReceipt => match item.about.order {
            Some(order) => {
                let arrived = matches!(item.why, Why::Arrived { .. });
                let kind = if arrived { ReminderKind::Received } else { ReminderKind::Confirm };
                super::reminding::start(order, &item.about.number, kind)
            }
            None => open_row(model, item),
        },
        Act::KeepPromise => match item.promise {
            Some(promise) => vec![Effect::Do(Do::PromiseDone(promise))],
            None => open_row(model, item),
        },
        _ => open_row(model, item),
    }
}

/// The next step of the case of the review in view.
fn review_case(model: &mut Model, item: &Item, wanted: Option<ReviewStep>) -> Vec<Effect> {
    let overlay = match &item.why {
        Why::Review { stars, words, answer } => {
            let about = dialog::ReviewAbout { review: answer.id, nick: &item.about.nick, stars: *stars, words };
            dialog::review_case(model, &about, None, wanted)
        }
        Why::ReviewCase(case) => {
            let about =
                dialog::ReviewAbout { review: case.review, nick: &case.buyer, stars: case.stars, words: &case.words };
            dialog::review_case(model, &about, Some(case), wanted)
        }
        _ => return unavailable(model, model.tr.no_review_here()),
    };
    open(model, overlay)
}

/// A ticket about the row, with words to start from; the row is done when it is opened.
fn ask(model: &mut Model, item: &Item, kind: TicketKind, words: &str) -> Vec<Effect> {
    let about = TicketAbout {
        order: item.about.order,
        chat: item.about.chat,
        case: item.case,
        customer: item.about.customer,
        whose: item.about.nick.clone(),
        row: Some(item.key.clone()),
    };
    open(model, dialog::ticket(model.tr, kind, about, words))
}

/// One line for the packers; the row is done with it.
fn tell_packing(model: &mut Model, item: &Item) -> Vec<Effect> {
    let tr = model.tr;
    let Why::Changed { what, text } = &item.why else { return open_row(model, item) };
    let line = tr.tell_packing_line(&item.about.number, tr.happened(what), text);
    vec![Effect::Copy(line), Effect::Do(Do::ShiftDone(item.key.clone()))]
}

/// The result goes into the log when nothing is left to do.
fn log_result(model: &mut Model) -> Vec<Effect> {
    match model.todo.left() {
        Some(0) => vec![Effect::Do(Do::LogResult)],
        Some(left) => {
            let why = model.tr.todo_not_finished(left);
            unavailable(model, &why)
        }
        None => unavailable(model, model.tr.still_loading()),
    }
}

fn open_row(model: &mut Model, item: &Item) -> Vec<Effect> {
    if let Some(case) = item.case {
        let effects = focus(model, Pane::Cases);
        super::cases::show(model, case);
        model.cases.detail = true;
        model.zoom = true;
        return effects;
    }
    if let (Some(chat), Act::Answer | Act::KeepPromise | Act::Accept | Act::CloseTicket) = (item.about.chat, item.act) {
        return super::chat::open(model, chat);
    }
    if let Some(order) = item.about.order {
        let effects = focus(model, Pane::Orders);
        super::orders::show(model, order);
        return effects;
    }
    match item.about.chat {
        Some(chat) => super::chat::open(model, chat),
        None => unavailable(model, model.tr.nothing_to_open()),
    }
}

fn done(item: &Item) -> Vec<Effect> {
    let key: ItemKey = item.key.clone();
    if let Why::Review { answer, .. } = &item.why
        && !answer.draft.is_empty()
    {
        return vec![Effect::Do(Do::ReviewDone(answer.id, answer.version))];
    }
    match (item.promise, item.handover, item.ticket) {
        (_, Some(row), _) => vec![Effect::Do(Do::Accept(row))],
        (Some(promise), ..) => vec![Effect::Do(Do::PromiseDone(promise))],
        (.., Some(ticket)) => vec![Effect::Do(Do::CloseTicket(ticket))],
        _ => vec![Effect::Do(Do::ShiftDone(key))],
    }
}

/// Does the last act again, on the row that is selected now.
pub(in crate::app) fn repeat(model: &mut Model) -> Vec<Effect> {
    match model.todo.last {
        Some(action) => act(model, action),
        None => unavailable(model, model.tr.nothing_to_repeat()),
    }
}
