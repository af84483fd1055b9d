//! Cases: the list by time left, and one case on a page.
//!
//! ```text
//!  ! 5时58分 旗  ¥59.00 拾光  退货退款
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::action::Action;
use crate::app::Model;
use crate::app::msg::{CasePage, CaseRow};
use crate::app::panes::cases::KEYED;
use crate::domain::aftersale::{ClockView, Confidence, Refusal, Step, Warn};

use super::Edges;
use crate::view::theme::{Role, Theme};
use crate::view::widgets::list::{Cells, List, list, scrollbar};
use crate::view::width;

pub(super) fn edges(model: &Model) -> Edges {
    let total = model.cases.page.have().map_or(0, |page| page.total);
    let title = if model.cases.all { model.tr.cases_all(total) } else { model.tr.cases_title(total) };
    Edges { title, ..Edges::default() }
}

pub(super) fn cases(model: &Model, buf: &mut Buffer, inside: Rect, focused: bool, theme: Theme) {
    let pane = &model.cases;
    let Some(page) = pane.page.have() else { return };
    if page.total == 0 {
        let lines: Vec<_> = model.tr.cases_empty().lines().map(|line| (Role::Muted, line.to_owned())).collect();
        super::paragraphs(buf, inside, theme, &lines, 0);
        return;
    }
    let shown = List {
        total: pane.list.len,
        top: pane.list.top,
        selected: Some(pane.list.selected),
        focused: focused && !pane.detail,
        lines: 1,
    };
    list(buf, inside, theme, &shown, |at, _, cells| {
        if let Some(row) = pane.row(at) {
            case_row(model, row, cells);
        }
    });
    let bar = Rect { x: inside.right(), width: 1, ..inside };
    scrollbar(buf, bar, theme, pane.list.len, pane.list.top, usize::from(inside.height));
}

fn role(warn: Warn) -> Role {
    match warn {
        Warn::Past | Warn::Red => Role::Danger,
        Warn::High | Warn::Warn => Role::Warn,
        _ => Role::Text,
    }
}

fn case_row(model: &Model, row: &CaseRow, cells: &mut Cells<'_>) {
    let (tr, case) = (model.tr, &row.case);
    let warn = case.warn(model.now);
    let sign = if matches!(warn, Warn::Past | Warn::Red | Warn::High) { "!" } else { " " };
    let amount = case.amount.map(|m| m.shown()).unwrap_or_default();
    let kind = tr.case_type(case.kind);
    let noted = if case.intention.is_some() { tr.noted_mark() } else { "" };
    let narrow = cells.room() < 36;
    cells
        .text(sign, role(warn))
        .gap(1)
        .left(&tr.clock_cell(case, model.now), if narrow { 10 } else { 12 }, role(warn))
        .gap(1);
    cells.left(&row.tag, 2, Role::Tag);
    if !narrow {
        cells.right(&amount, 10, Role::Text);
    }
    cells.gap(1);
    let tail = if cells.room() > 30 { format!("{kind}  {}", tr.stage(case.stage)) } else { kind.to_owned() };
    // Who it is comes before what it is.
    let tail = width::shorten(&format!("{noted}{tail}"), cells.room().saturating_sub(8).max(8));
    cells.fill(&row.buyer, width::cols(&tail) + 1, Role::Text).end(&tail, Role::Muted);
}

pub(super) fn case_edges(model: &Model) -> Edges {
    let Some(row) = model.cases.selected() else {
        return Edges { title: model.tr.case_page_title().to_owned(), ..Edges::default() };
    };
    let title = format!("{}  {}  {}", row.number, model.tr.case_type(row.case.kind), model.tr.stage(row.case.stage));
    let mut keys: Vec<String> = allowed(model);
    keys.push(hint(model, Action::AskEvidence));
    if row.case.intention.is_some() {
        keys.insert(0, hint(model, Action::CaseDone));
    }
    Edges { title, bottom: keys.join("  "), ..Edges::default() }
}

/// The steps that can be taken now, with their keys.
fn allowed(model: &Model) -> Vec<String> {
    let Some(page) = model.cases.page_of_selected() else { return Vec::new() };
    let can = |step: Step| {
        page.choices.iter().any(|c| c.step == step && !matches!(c.refusal, Some(Refusal::NotFromHere { .. })))
    };
    KEYED.into_iter().filter(|(_, step)| can(*step)).map(|(action, _)| hint(model, action)).collect()
}

fn hint(model: &Model, action: Action) -> String {
    format!("{} {}", model.settings.keymap.shown(action), action.row().short(model.tr))
}

pub(super) fn case(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let Some(page) = model.cases.page_of_selected() else { return };
    let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
    super::paragraphs(buf, area, theme, &case_lines(model, page), model.cases.scroll);
}

/// A case in lines: the clock and what happens if nobody acts, the money, the evidence, the next steps, its history.
fn case_lines(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let (tr, case, now) = (model.tr, &page.case, model.now);
    let zone = page.shop.as_ref().map_or(model.settings.zone, |shop| shop.zone);
    let loud = role(case.warn(now));
    let mut lines = Vec::new();
    if let ClockView::Running(clock) = case.clock_view() {
        let (left, at) = (clock.left(now), zone.short(clock.act_by, now));
        let words = tr.case_clock(left.abs());
        lines.push((loud, if left.is_over() { tr.time_over(&words, &at) } else { tr.time_left(&words, &at) }));
        lines.push((loud, tr.if_nobody_acts(clock, zone, now)));
        lines.extend(tr.clock_between(clock, zone, now).map(|text| (Role::Muted, text)));
        lines.push((Role::Muted, tr.clock_why(clock)));
    } else {
        lines.push((loud, tr.clock_line(case, zone, now)));
    }
    for anomaly in &case.anomalies {
        lines.push((Role::Danger, tr.anomaly(anomaly)));
    }
    lines.push(blank());
    let opened = zone.short(case.opened_at, now);
    let goods = tr.goods(case.goods);
    lines.push((
        Role::Text,
        format!(
            "{}  {opened}   {}  {}   {}  {goods}",
            tr.f_applied(),
            tr.f_reason(),
            reason(model, page),
            tr.f_goods()
        ),
    ));
    let amount = case.amount.map(|m| m.shown()).unwrap_or_else(|| "-".into());
    let cap = page.max_amount.map(|m| tr.at_most(&m.shown())).unwrap_or_default();
    lines.push((Role::Text, format!("{}  {amount}   {cap}", tr.f_amount())));
    if let Some((claim, why)) = &page.fraud {
        lines.push((Role::Warn, tr.fraud_warning(&claim.shown(), why)));
    }
    lines.extend(freight(model, page));
    lines.extend(page.compensations.iter().map(|one| (Role::Text, format!("{}  {}", tr.f_payout(), tr.payout(one)))));
    if let Some((order, order_lines)) = &page.order {
        let paid = order.paid.map(|m| m.shown()).unwrap_or_default();
        let what: Vec<String> = order_lines.iter().map(|l| format!("{} {} x{}", l.title, l.sku, l.quantity)).collect();
        lines.push((
            Role::Text,
            format!("{}  ...{}  {}  {paid}", tr.kind_order(), order.tail(), tr.order_status(order.status)),
        ));
        lines.push((Role::Muted, format!("    {}", what.join(" / "))));
    }
    if let Some(waybill) = &case.return_waybill {
        lines.push((Role::Text, format!("{}  {} {}", tr.f_return_parcel(), waybill.carrier, waybill.number)));
    }
    lines.extend(page.doubts.iter().map(|doubt| (Role::Danger, tr.return_doubt(doubt))));
    lines.extend(evidence(model, page));
    lines.push(blank());
    lines.extend(noted(model, page));
    lines.push((Role::Title, tr.next_steps().to_owned()));
    lines.extend(steps(model, page));
    lines.push(blank());
    lines.push((Role::Title, tr.history().to_owned()));
    for event in &page.history {
        let who = match event.by {
            Some(id) => model.agent_name(id),
            None => tr.party(event.party).to_owned(),
        };
        let at = zone.short(event.at, now);
        let note = event.note.as_ref().map(|n| n.to_line().to_string()).unwrap_or_default();
        let amount = event.amount.map(|m| m.shown()).unwrap_or_default();
        let to = if event.intended { tr.noted_mark().to_owned() } else { format!("-> {}", tr.stage(event.to)) };
        let text = format!("{at}  {who}  {}  {to}  {amount} {note}", tr.case_step(event.step));
        lines.push((Role::Text, text.trim_end().to_owned()));
    }
    lines
}

/// Who pays which way by which rule, and the sentence for the buyer.
fn freight(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let tr = model.tr;
    let Some(freight) = &page.freight else {
        return vec![(Role::Muted, format!("{}  {}", tr.f_freight(), tr.fr_none()))];
    };
    let returns = page.order.as_ref().map(|(order, _)| order.return_freight).unwrap_or_default();
    let role = if freight.confidence == Confidence::Unverified { Role::Warn } else { Role::Text };
    let mut lines = vec![(role, format!("{}  {}", tr.f_freight(), tr.freight_line(freight, returns)))];
    if freight.rule == "chat" {
        lines.push((Role::Text, format!("    {}", tr.fr_quote(&freight.source.to_line()))));
    }
    let key = model.settings.keymap.shown(Action::PasteFreight);
    lines.push((
        Role::Muted,
        format!("    \"{}\"  {key} {}", tr.freight_say(freight), Action::PasteFreight.row().short(tr)),
    ));
    if freight.by_transfer {
        lines.push((Role::Muted, format!("    {}", tr.fr_by_transfer())));
    }
    lines
}

/// What is at hand, and what the buyer and we still owe.
fn evidence(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let tr = model.tr;
    let proof = &page.proof;
    if proof.have.is_empty() && proof.missing().is_empty() {
        return Vec::new();
    }
    let words = |kinds: &[_]| if kinds.is_empty() { tr.nothing_word().to_owned() } else { tr.evidence_kinds(kinds) };
    let mut lines = vec![(Role::Text, tr.evidence_have(&words(&proof.have)))];
    let missing = proof.missing();
    let role = if missing.is_empty() { Role::Muted } else { Role::Warn };
    if proof.ours.is_empty() || proof.from_buyer.is_empty() {
        lines.push((role, tr.evidence_missing(&words(&missing))));
    } else {
        lines.push((role, tr.evidence_missing_buyer(&words(&proof.from_buyer))));
        lines.push((role, tr.evidence_missing_ours(&words(&proof.ours))));
    }
    lines
}

fn blank() -> (Role, String) {
    (Role::Text, String::new())
}

fn reason(model: &Model, page: &CasePage) -> String {
    let words = if page.reason_words.is_empty() { page.case.reason.word() } else { page.reason_words.as_str() };
    format!("{words} ({})", model.tr.fault(page.case.fault))
}

/// What is noted and not done on the platform yet: it never hides the clock above it.
fn noted(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let Some(intention) = &page.case.intention else { return Vec::new() };
    let key = model.settings.keymap.shown(Action::CaseDone);
    let step = model.tr.case_step(intention.step);
    vec![(Role::Warn, model.tr.noted_step(step, model.tr.backend(page.case.platform), &key)), blank()]
}

/// Each step with its key, or why it is not possible.
fn steps(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let (tr, keymap) = (model.tr, &model.settings.keymap);
    let (mut lines, mut not_now) = (Vec::new(), Vec::new());
    let widest = KEYED.iter().map(|(_, step)| width::cols(tr.case_step(*step))).max().unwrap_or(0);
    for (action, step) in KEYED {
        let Some(choice) = page.choices.iter().find(|choice| choice.step == step) else { continue };
        let key = width::fit(&keymap.shown(action), 3);
        let name = width::fit(tr.case_step(step), widest);
        match &choice.refusal {
            None => lines.push((Role::Text, format!("  {key} {name}"))),
            Some(Refusal::NotFromHere { .. }) => not_now.push(tr.case_step(step)),
            Some(refusal) => {
                let why = tr.refusal(refusal, model.settings.zone, model.now).what;
                lines.push((Role::Muted, format!("  {key} {name} {}", tr.not_possible(&why))));
            }
        }
    }
    let others = page.choices.iter().filter(|c| c.refusal.is_none() && !KEYED.iter().any(|(_, s)| *s == c.step));
    let names: Vec<&str> = others.map(|choice| tr.case_step(choice.step)).collect();
    if !names.is_empty() {
        lines
            .push((Role::Text, format!("  {} {}", width::fit(&keymap.shown(Action::OtherStep), 3), names.join(" / "))));
    }
    if !not_now.is_empty() {
        lines.push((Role::Muted, format!("      {}", tr.not_now(&not_now.join(" ")))));
    }
    lines
}
