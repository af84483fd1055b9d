//! Pane 4: after-sales cases by the time left or by harm, and one of them on a page with what happens if nobody acts.

mod steps;

pub(in crate::app) use steps::chosen;

use crate::action::Action;
use crate::domain::CaseId;
use crate::domain::aftersale::{CaseOrder, Step, WhatIf};

use super::super::list::{ListState, Rows};
use super::super::model::{Model, Pane};
use super::super::msg::{Ask, CaseDraft, CasePage, CaseRow, CasesAsk, CasesPage, Do, Effect};
use super::super::overlays::{self, dialog};
use super::super::slot::Slot;
use super::super::update::{focus, open, unavailable};
use super::composer::{Purpose, write_to_buyer};
use crate::domain::paste::Pasted;

/// What the case pane remembers.
#[derive(Debug, Default)]
pub struct CasesPane {
    /// Position in the list.
    pub list: ListState,
    /// The loaded window.
    pub page: Slot<CasesAsk, CasesPage>,
    /// Where that window starts.
    pub start: usize,
    /// Screen lines of a row; on a narrow, high list the second one says what happens if nobody acts.
    pub lines: u16,
    /// Also cases that ended.
    pub all: bool,
    /// In which order open ones stand.
    pub order: CaseOrder,
    rows: Rows<CaseId>,
    to_top: bool,
    /// The opened case.
    pub case: Slot<CaseId, Option<CasePage>>,
    /// True while the case has the keys.
    pub detail: bool,
    /// First line of the case on screen.
    pub scroll: usize,
    /// Another instant that was tried on a case, and what will have become of it.
    pub tried: Option<(CaseId, WhatIf)>,
    jump: Option<CaseId>,
    only: Option<CaseId>,
}

/// Steps with a key of their own; all others are behind "other step".
pub const KEYED: [(Action, Step); 6] = [
    (Action::Agree, Step::Agree),
    (Action::Refuse, Step::Refuse),
    (Action::Offer, Step::Offer),
    (Action::GoodsFine, Step::GoodsFine),
    (Action::RefuseReceipt, Step::RefuseReceipt),
    (Action::ShippedBack, Step::Shipped),
];

/// True for a step that has a key of its own.
pub fn is_keyed(step: Step) -> bool {
    KEYED.iter().any(|(_, keyed)| *keyed == step)
}

/// From so many columns on a row of the list takes one line.
const ONE_LINE: u16 = 76;
/// From so many rows on a narrow list has room for a second line.
const HIGH: u16 = 14;

impl CasesPane {
    /// Selects the row a press of the mouse fell on.
    pub fn press(&mut self, line: usize) {
        self.detail = false;
        if let Some(id) = self.rows.press(line / usize::from(self.lines.max(1))) {
            self.select(id);
        }
    }
    fn select(&mut self, id: CaseId) -> bool {
        let at = self.page.have().and_then(|page| page.rows.iter().position(|row| row.case.id == id));
        if let Some(at) = at {
            self.list.go(self.start + at);
        }
        at.is_some()
    }
    /// What was tried on this case, if anything was.
    pub fn tried_on(&self, id: CaseId) -> Option<&WhatIf> {
        self.tried.as_ref().filter(|(case, _)| *case == id).map(|(_, what)| what)
    }
    /// The row at a place in the whole list, if it is loaded.
    pub fn row(&self, at: usize) -> Option<&CaseRow> {
        self.page.have()?.rows.get(at.checked_sub(self.start)?)
    }
    /// The selected row.
    pub fn selected(&self) -> Option<&CaseRow> {
        self.row(self.list.selected)
    }
    /// The selected case on its page, if that is loaded.
    pub fn page_of_selected(&self) -> Option<&CasePage> {
        let id = self.selected().map(|row| row.case.id);
        self.case.have().and_then(Option::as_ref).filter(|page| Some(page.case.id) == id)
    }
    /// Fits the list to its place on screen and says which window is wanted.
    pub fn fit(&mut self, width: u16, height: u16) {
        self.lines = if width < ONE_LINE && height >= HIGH { 2 } else { 1 };
        let lines = usize::from(height / self.lines);
        let len = self.page.have().map_or(0, |page| page.total);
        self.list.fit(len, lines);
        let (start, page) = (self.start, self.page.have());
        self.rows.show(&self.list, |at| page?.rows.get(at.checked_sub(start)?).map(|row| row.case.id));
        let (start, len) = self.list.window(self.page.have().is_some());
        self.page.want(CasesAsk { only: self.only, all: self.all, order: self.order, start, len });
    }
    /// Leaves the one case that was gone to for the whole list; true when there was one.
    pub fn leave_one(&mut self) -> bool {
        self.detail = false;
        self.only.take().is_some()
    }
    /// Opens what is selected, for the part that shows one case whole.
    pub fn follow(&mut self) {
        match self.selected().map(|row| row.case.id) {
            Some(id) => self.case.want(id),
            None if self.jump.is_none() => self.case.clear(),
            None => {}
        }
    }
    /// Takes a window in; the selection follows its case.
    pub fn take(&mut self, ask: CasesAsk, page: CasesPage) {
        let (start, total) = (ask.start, page.total);
        let known = self.selected().map(|row| row.case.id);
        // A case on its page stays there when it leaves the list: the next key must not fall on another one.
        if let Some(id) = known.filter(|_| self.detail && ask.only.is_none() && self.jump.is_none())
            && !page.rows.iter().any(|row| row.case.id == id)
        {
            (self.only, self.jump) = (Some(id), Some(id));
            return;
        }
        if !self.page.take(ask, page) {
            return;
        }
        self.start = start;
        self.list.fit(total, self.list.page);
        let known = known.filter(|_| !std::mem::take(&mut self.to_top));
        let wanted = self.jump.or(known);
        if wanted.is_some_and(|id| self.select(id)) {
            self.jump = None;
        }
    }
}

/// Shows one case; alone when it stands outside of what is loaded of the list.
pub(in crate::app) fn show(model: &mut Model, id: CaseId) {
    let pane = &mut model.cases;
    pane.jump = Some(id);
    pane.case.want(id);
    pane.scroll = 0;
    let here = pane.page.have().and_then(|page| page.rows.iter().position(|row| row.case.id == id));
    pane.only = here.is_none().then_some(id);
    if let Some(at) = here {
        pane.jump = None;
        pane.list.go(pane.start + at);
    }
}

/// Goes to one case, whole.
pub(in crate::app) fn go_to(model: &mut Model, id: CaseId) -> Vec<Effect> {
    show(model, id);
    let effects = focus(model, Pane::Cases);
    (model.cases.detail, model.zoom) = (true, true);
    effects
}

/// Opens a case from the order in view: what can be known is asked for first, then the dialog comes filled in.
pub(in crate::app) fn open_from(model: &mut Model) -> Vec<Effect> {
    let Some(order) = super::order_in_view(model).map(|order| order.id) else {
        return unavailable(model, model.tr.no_order_in_view());
    };
    vec![Effect::Ask(Ask::CaseDraft(order))]
}

/// The dialog of a case to be opened, filled in.
pub(in crate::app) fn take_draft(model: &mut Model, draft: Option<&CaseDraft>) -> Vec<Effect> {
    let tr = model.tr;
    match draft {
        Some(draft) => {
            let when = (model.now, model.settings.zone);
            open(model, dialog::case(tr, draft, when))
        }
        None => unavailable(model, tr.no_order_in_view()),
    }
}

/// Keys of every list, on the cases; on an opened case they scroll it.
pub(in crate::app) fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let pane = &mut model.cases;
    if pane.detail {
        match action {
            Action::Down => pane.scroll = pane.scroll.saturating_add(1),
            Action::Up => pane.scroll = pane.scroll.saturating_sub(1),
            Action::PageDown => pane.scroll = pane.scroll.saturating_add(10),
            Action::PageUp => pane.scroll = pane.scroll.saturating_sub(10),
            Action::First => pane.scroll = 0,
            _ => {}
        }
        return Vec::new();
    }
    if pane.list.moved(action) {
        pane.rows.forget();
        return Vec::new();
    }
    match action {
        Action::Open if pane.selected().is_some() => {
            (pane.detail, pane.scroll) = (true, 0);
            model.zoom = true;
            model.cases.follow();
        }
        Action::Filter => {
            (pane.all, pane.to_top) = (!pane.all, true);
            pane.rows.forget();
            pane.list.go(0);
        }
        _ => {}
    }
    Vec::new()
}

/// Keys of a case.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let tr = model.tr;
    if action == Action::SortCases {
        return sort(model);
    }
    let Some(row) = model.cases.selected() else { return unavailable(model, tr.no_case_here()) };
    let (case, number) = (row.case.clone(), row.number.clone());
    if let Some((_, step)) = KEYED.into_iter().find(|(keyed, _)| *keyed == action) {
        return steps::take(model, step);
    }
    match action {
        Action::OtherStep => steps::others(model),
        Action::AskEvidence => match model.cases.page_of_selected().and_then(|page| page.order.clone()) {
            Some((order, _)) => write_to_buyer(model, &order, Purpose::Evidence),
            None => unavailable(model, tr.no_order_in_view()),
        },
        Action::PasteFreight => match model.cases.page_of_selected().and_then(|page| page.order.clone()) {
            Some((order, _)) => write_to_buyer(model, &order, Purpose::Freight),
            None => unavailable(model, tr.no_order_in_view()),
        },
        Action::SayReturnAddress => steps::say_address(model),
        Action::WhatIf => open(model, dialog::what_if(tr, case.id)),
        Action::SetDue => {
            let due = case.running().map(|clock| clock.act_by);
            open(model, dialog::set_due(tr, case.id, due, model.settings.zone))
        }
        Action::CaseAtShop => super::at_shop::of_case(model),
        Action::CaseDone if case.intention.is_none() => super::case_tools::paid(model),
        Action::CaseDone => vec![Effect::Do(Do::CaseDone(case.id))],
        Action::CaseChat => vec![Effect::Ask(Ask::Lookup(Pasted::Nick(row_buyer(model))))],
        Action::CaseLog => {
            let log = super::half_filled_log(model);
            open(model, dialog::log(tr, None, log))
        }
        Action::CopyCase => super::orders::copy(model, number.to_string()),
        Action::ViewEvidence => overlays::proof::show(model),
        Action::AddEvidence | Action::MakePack | Action::Compensate | Action::AgreeFreight => {
            super::case_tools::act(model, action)
        }
        _ => Vec::new(),
    }
}

/// The other order, from its top; the case in view keeps the page.
fn sort(model: &mut Model) -> Vec<Effect> {
    let pane = &mut model.cases;
    pane.order = match pane.order {
        CaseOrder::Time => CaseOrder::Harm,
        CaseOrder::Harm => CaseOrder::Time,
    };
    (pane.all, pane.to_top) = (false, !pane.detail);
    pane.list.go(0);
    let said = if pane.order == CaseOrder::Harm { model.tr.cases_by_harm() } else { model.tr.cases_by_time() };
    unavailable(model, said)
}

fn row_buyer(model: &Model) -> crate::domain::SafeText {
    model.cases.selected().map(|row| row.buyer.clone()).unwrap_or_default()
}

/// What another instant would bring: told in the status line, and whole on the page.
pub(in crate::app) fn take_what_if(model: &mut Model, id: CaseId, what: Option<WhatIf>) -> Vec<Effect> {
    let Some(what) = what else { return Vec::new() };
    let zone = model.settings.zone;
    let said = model.tr.what_if(&what, zone, model.now);
    model.cases.tried = Some((id, what));
    unavailable(model, &said)
}
