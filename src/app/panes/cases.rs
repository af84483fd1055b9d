//! Pane 4: after-sales cases by the time left, and one of them on a page with what happens if nobody acts.

use crate::action::Action;
use crate::domain::aftersale::{Refusal, Step};
use crate::domain::{CaseId, Span, Time};

use super::super::list::ListState;
use super::super::model::Model;
use super::super::msg::{Ask, CasePage, CaseRow, CasesAsk, CasesPage, Do, Effect};
use super::super::overlays::dialog;
use super::super::slot::Slot;
use super::super::update::{open, unavailable};
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
    /// Also cases that ended.
    pub all: bool,
    /// The opened case.
    pub case: Slot<CaseId, Option<CasePage>>,
    /// True while the case has the keys.
    pub detail: bool,
    /// First line of the case on screen.
    pub scroll: usize,
    jump: Option<CaseId>,
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

impl CasesPane {
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
    /// Fits the list to the lines on screen and says which window is wanted.
    pub fn fit(&mut self, lines: usize) {
        let len = self.page.have().map_or(0, |page| page.total);
        self.list.fit(len, lines);
        let (start, len) = self.list.window(self.page.have().is_some());
        self.page.want(CasesAsk { all: self.all, start, len });
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
        if !self.page.take(ask, page) {
            return;
        }
        self.start = start;
        self.list.fit(total, self.list.page);
        let wanted = self.jump.or(known);
        let place = wanted.and_then(|id| self.page.have()?.rows.iter().position(|row| row.case.id == id));
        if let Some(at) = place {
            self.jump = None;
            self.list.go(self.start + at);
        }
    }
}

/// Shows one case.
pub(in crate::app) fn show(model: &mut Model, id: CaseId) {
    let pane = &mut model.cases;
    pane.jump = Some(id);
    pane.case.want(id);
    pane.scroll = 0;
    let here = pane.page.have().and_then(|page| page.rows.iter().position(|row| row.case.id == id));
    if let Some(at) = here {
        pane.jump = None;
        pane.list.go(pane.start + at);
    }
}

/// Opens a case from the order in view.
pub(in crate::app) fn open_from(model: &mut Model) -> Vec<Effect> {
    let tr = model.tr;
    let Some(order) = super::order_in_view(model) else { return unavailable(model, tr.no_order_in_view()) };
    let form = dialog::case(tr, order, super::lines_in_view(model));
    open(model, form)
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
        return Vec::new();
    }
    match action {
        Action::Open if pane.selected().is_some() => {
            (pane.detail, pane.scroll) = (true, 0);
            model.zoom = true;
            model.cases.follow();
        }
        Action::Filter => {
            pane.all = !pane.all;
            pane.list.go(0);
        }
        _ => {}
    }
    Vec::new()
}

/// Keys of a case.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let tr = model.tr;
    let Some(row) = model.cases.selected() else { return unavailable(model, tr.no_case_here()) };
    let (case, number) = (row.case.clone(), row.number.clone());
    if let Some((_, step)) = KEYED.into_iter().find(|(keyed, _)| *keyed == action) {
        return take_step(model, vec![step]);
    }
    match action {
        Action::OtherStep => {
            let steps = model.cases.page_of_selected().map(|page| page.choices.clone()).unwrap_or_default();
            let keyed = KEYED.map(|(_, step)| step);
            let open_steps: Vec<Step> = steps
                .into_iter()
                .filter(|choice| choice.refusal.is_none() && !keyed.contains(&choice.step))
                .map(|choice| choice.step)
                .collect();
            if open_steps.is_empty() { unavailable(model, tr.no_other_step()) } else { take_step(model, open_steps) }
        }
        Action::AskEvidence => match model.cases.page_of_selected().and_then(|page| page.order.clone()) {
            Some((order, _)) => write_to_buyer(model, &order, Purpose::Evidence),
            None => unavailable(model, tr.no_order_in_view()),
        },
        Action::PasteFreight => match model.cases.page_of_selected().and_then(|page| page.order.clone()) {
            Some((order, _)) => write_to_buyer(model, &order, Purpose::Freight),
            None => unavailable(model, tr.no_order_in_view()),
        },
        Action::WhatIf => open(model, dialog::what_if(tr, case.id)),
        Action::SetDue => {
            let due = case.running().map(|clock| clock.act_by);
            open(model, dialog::set_due(tr, case.id, due, model.settings.zone))
        }
        Action::CaseDone if case.intention.is_none() => super::case_tools::paid(model),
        Action::CaseDone => vec![Effect::Do(Do::CaseDone(case.id))],
        Action::CaseChat => vec![Effect::Ask(Ask::Lookup(Pasted::Nick(row_buyer(model))))],
        Action::CaseLog => {
            let log = super::half_filled_log(model);
            open(model, dialog::log(tr, None, log))
        }
        Action::CopyCase => super::orders::copy(model, number.to_string()),
        Action::AddEvidence | Action::MakePack | Action::Compensate | Action::AgreeFreight => {
            super::case_tools::act(model, action)
        }
        _ => Vec::new(),
    }
}

fn row_buyer(model: &Model) -> crate::domain::SafeText {
    model.cases.selected().map(|row| row.buyer.clone()).unwrap_or_default()
}

/// Asks for what a step needs; a step that is not possible says why.
fn take_step(model: &mut Model, steps: Vec<Step>) -> Vec<Effect> {
    let tr = model.tr;
    let Some(page) = model.cases.page_of_selected() else {
        model.cases.follow();
        return unavailable(model, tr.still_loading());
    };
    if let [step] = steps.as_slice()
        && let Some(refusal) = page.choices.iter().find(|c| c.step == *step).and_then(|c| c.refusal)
        && !is_answered_by_form(refusal)
    {
        let said = tr.refusal(&refusal, model.settings.zone, model.now);
        return unavailable(model, &format!("{} {}", said.what, said.hint));
    }
    let address = page.return_address.as_ref().map_or("", |text| text.as_str()).to_owned();
    let form = dialog::step(tr, &page.case, steps, &address, page.my_limit);
    open(model, form)
}

/// True for refusals that only say what has to be filled in: the form asks for it.
fn is_answered_by_form(refusal: Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NoReason
            | Refusal::NoText
            | Refusal::NoWaybill
            | Refusal::NoAmount
            | Refusal::NoReturnAddress
            | Refusal::TypeAmount { .. }
            | Refusal::NotHeld
            | Refusal::OnTheWay
            | Refusal::NoEvidence
    )
}

/// What would be if the case were handled at `at`.
pub(in crate::app) fn what_if(model: &Model, id: CaseId, at: Time) -> String {
    let tr = model.tr;
    let case = model.cases.selected().map(|row| &row.case).filter(|case| case.id == id);
    let when = model.settings.zone.short(at, model.now);
    match case.and_then(|case| case.running()) {
        None => tr.what_if_no_clock().to_owned(),
        Some(clock) => {
            let left = clock.act_by.since(at);
            let words = tr.case_clock(Span::from_ms(left.ms().abs()));
            if left.is_over() { tr.what_if_over(&when, &words) } else { tr.what_if_left(&when, &words) }
        }
    }
}
