//! One case on a page: the clock and what happens if nobody acts, the money, the freight, the evidence, the steps
//! with what each of them brings, what another instant would bring, and its history.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::action::Action;
use crate::app::Model;
use crate::app::msg::CasePage;
use crate::app::panes::cases::{KEYED, is_keyed};
use crate::domain::aftersale::{CaseType, ClockView, Confidence, GoodsState, OurStep, Refusal, Stage, Step};

use super::super::{Edges, at_shop, paragraphs};
use super::role;
use crate::view::theme::{Role, Theme};
use crate::view::width;

/// On fewer rows than this the next steps stand above the freight and the evidence, so that they are seen at once.
const SHORT: u16 = 30;

pub(in crate::view::panes) fn case_edges(model: &Model) -> Edges {
    let Some(row) = model.cases.selected() else {
        return Edges { title: model.tr.case_page_title().to_owned(), ..Edges::default() };
    };
    let title = format!("{}  {}  {}", row.number, model.tr.case_type(row.case.kind), model.tr.stage(row.case.stage));
    let mut keys: Vec<String> = allowed(model);
    if row.case.is_open() {
        keys.push(hint(model, Action::AskEvidence));
    } else {
        keys.extend([Action::MakePack, Action::CaseLog].map(|action| hint(model, action)));
    }
    if row.case.intention.is_some() {
        keys.insert(0, hint(model, Action::CaseDone));
    }
    Edges { title, bottom: keys.join("  "), ..Edges::default() }
}

/// The steps that can be taken now, with their keys.
fn allowed(model: &Model) -> Vec<String> {
    let Some(page) = model.cases.page_of_selected() else { return Vec::new() };
    let can = |step: Step| {
        let off = |why: &Refusal| matches!(why, Refusal::NotFromHere { .. } | Refusal::Ended(_));
        page.choices.iter().any(|c| c.step == step && !c.refusal.as_ref().is_some_and(off))
    };
    KEYED.into_iter().filter(|(_, step)| can(*step)).map(|(action, _)| hint(model, action)).collect()
}

fn hint(model: &Model, action: Action) -> String {
    format!("{} {}", model.settings.keymap.shown(action), action.row().short(model.tr))
}

pub(in crate::view::panes) fn case(model: &Model, buf: &mut Buffer, inside: Rect, theme: Theme) {
    let Some(page) = model.cases.page_of_selected() else { return };
    let area = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
    let short = inside.height < SHORT;
    paragraphs(buf, area, theme, &case_lines(model, page, short), model.cases.scroll);
}

/// A case in lines: the clock and what happens if nobody acts, the money, the evidence, the next steps, its history.
fn case_lines(model: &Model, page: &CasePage, short: bool) -> Vec<(Role, String)> {
    let (tr, case, now) = (model.tr, &page.case, model.now);
    let zone = page.shop.as_ref().map_or(model.settings.zone, |shop| shop.zone);
    let loud = role(case.warn(now));
    let mut lines = Vec::new();
    if let ClockView::Running(clock) = case.clock_view() {
        let (left, at) = (clock.left(now), zone.short(clock.act_by, now));
        let words = tr.case_clock(left.abs());
        let told = if left.is_over() { tr.time_over(&words, &at) } else { tr.time_left(&words, &at) };
        let why = tr.clock_why(clock);
        let mark = tr.clock_mark(clock).filter(|mark| !why.contains(mark));
        let mark = mark.map(|mark| format!("   {mark}")).unwrap_or_default();
        lines.push((loud, format!("{told}   {why}{mark}")));
        lines.push((loud, tr.if_nobody_acts(clock, zone, now)));
        lines.extend(tr.clock_between(clock, zone, now).map(|text| (Role::Muted, text)));
    } else {
        lines.push((loud, tr.clock_line(case, zone, now)));
    }
    if page.advanced && case.is_open() {
        lines.push((Role::Warn, tr.platform_advanced().to_owned()));
    }
    for anomaly in &case.anomalies {
        lines.push((Role::Danger, tr.anomaly(anomaly)));
    }
    lines.extend(case.apart.as_ref().map(|why| (Role::Text, tr.case_apart(&why.to_line()))));
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
    let sums = page.order.as_ref().and_then(|(order, _)| {
        let refunded = order.refunded.unwrap_or(crate::domain::Money::new(0, order.currency));
        Some(format!(" ({})", tr.paid_and_refunded(&order.paid?.shown(), &refunded.shown())))
    });
    lines.push((Role::Text, format!("{}  {amount}   {cap}{}", tr.f_amount(), sums.unwrap_or_default())));
    lines.extend(page.worth.map(|worth| (Role::Text, tr.goods_sent(&worth.shown(), case.worth.is_some()))));
    if let Some(offer) = &case.offer {
        let amount = offer.amount.map(|m| m.shown()).unwrap_or_default();
        lines.push((Role::Text, format!("      {}", tr.offered(tr.case_type(offer.kind), &amount))));
    }
    let gift = |one| (Role::Text, tr.intention(one, |text: &str| text.to_owned()));
    lines.extend(page.gifts.iter().map(gift));
    lines.extend(back_to(model, page));
    if short {
        lines.extend(next_steps(model, page));
    }
    if let Some((claim, why)) = &page.fraud {
        lines.push((Role::Warn, tr.fraud_warning(&claim.shown(), why)));
    }
    lines.extend(freight(model, page));
    lines.extend(page.compensations.iter().map(|one| (Role::Text, format!("{}  {}", tr.f_payout(), tr.payout(one)))));
    if let Some((order, order_lines)) = &page.order {
        let paid = order.paid.map(|m| m.shown()).unwrap_or_default();
        let about = order_lines.iter().filter(|line| case.line.is_none_or(|own| own == line.id));
        let mut what: Vec<String> = about.map(|l| format!("{} {} x{}", l.title, l.sku, l.quantity)).collect();
        if what.len() < order_lines.len() {
            what.push(tr.lines_not_of_case(order_lines.len() - what.len()));
        }
        lines.push((
            Role::Text,
            format!("{}  ...{}  {}  {paid}", tr.kind_order(), order.tail(), tr.order_status(order.status)),
        ));
        lines.push((Role::Muted, format!("    {}", what.join(" / "))));
    }
    lines.extend(page.doubts.iter().map(|doubt| (Role::Danger, tr.return_doubt(doubt))));
    lines.extend(evidence(model, page));
    if !short {
        lines.push(blank());
        lines.extend(next_steps(model, page));
    }
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

/// The parcel that comes back, and where the goods go to once that is agreed.
fn back_to(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let parcel =
        page.case.return_waybill.as_ref().map(|waybill| {
            (Role::Text, format!("{}  {} {}", model.tr.f_return_parcel(), waybill.carrier, waybill.number))
        });
    parcel.into_iter().chain(address(model, page)).collect()
}

fn address(model: &Model, page: &CasePage) -> Option<(Role, String)> {
    let agreed = page.case.kind.goods_come_back() && page.case.stage != Stage::SellerReview;
    let address = page.return_address.as_ref().filter(|_| agreed)?;
    let key = model.settings.keymap.shown(Action::SayReturnAddress);
    let say = Action::SayReturnAddress.row().short(model.tr);
    Some((Role::Text, format!("{}  {address}   {key} {say}", model.tr.f_back_to())))
}

/// Each step with what it brings, and what is noted but not done; of a case that ended what can still be done with it.
fn next_steps(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let mut lines = steps(model, page);
    lines.extend(shop(model, page));
    let settled = page.at_shop.writes.last().is_none_or(|write| write.state.is_over());
    if settled && (page.case.is_open() || page.case.intention.is_some()) {
        lines.push(noted(model, page));
    }
    if !lines.is_empty() {
        lines.insert(0, (Role::Title, model.tr.next_steps().to_owned()));
    }
    lines
}

/// What is written to the shop for this case, and what a person can do about it.
fn shop(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let key = model.settings.keymap.shown(Action::CaseAtShop);
    let mut lines: Vec<_> = page.at_shop.writes.iter().map(|write| at_shop(model.tr, write, &key)).collect();
    let owed = page.case.stage == Stage::Refunding && page.case.intention.is_none() && page.at_shop.written;
    if owed && page.at_shop.writes.last().is_none_or(|write| write.state.is_over()) {
        lines.push((Role::Text, format!("  {} {}", width::fit(&key, 3), model.tr.refund_there_title())));
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
    lines.push((Role::Muted, format!("    \"{}\"", tr.freight_say(freight))));
    // The key stands on a line of its own: behind the sentence it is torn apart where the line ends.
    let transfer = if freight.by_transfer { tr.fr_by_transfer() } else { "" };
    let short = Action::PasteFreight.row().short(tr);
    lines.push((Role::Muted, format!("    {key} {short}  {transfer}").trim_end().to_owned()));
    lines
}

/// What is at hand, and what the buyer and we still owe.
fn evidence(model: &Model, page: &CasePage) -> Vec<(Role, String)> {
    let tr = model.tr;
    let proof = &page.proof;
    if proof.have.is_empty() && proof.missing().is_empty() {
        let words = if proof.is_known { tr.evidence_none_asked() } else { tr.evidence_unknown() };
        return vec![(Role::Muted, words.to_owned())];
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
    let words = if page.reason_words.is_empty() { page.case.reason.said() } else { page.reason_words.as_str() };
    format!("{words} ({})", model.tr.fault(page.case.fault))
}

/// What is noted and not done on the platform yet: it never hides the clock above it.
fn noted(model: &Model, page: &CasePage) -> (Role, String) {
    let key = model.settings.keymap.shown(Action::CaseDone);
    let place = model.tr.backend(page.case.platform);
    match &page.case.intention {
        Some(intention) => (Role::Warn, model.tr.noted_step(model.tr.case_step(intention.step), place, &key)),
        None if page.case.platform.is_closed() => (Role::Muted, model.tr.nothing_noted_yet(place, &key)),
        None => blank(),
    }
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
            None => {
                let does = tr.step_does(&page.case, step, page.return_address.as_ref(), is_safe(page));
                lines.push((Role::Text, format!("  {key} {name} {does}").trim_end().to_owned()));
            }
            Some(Refusal::NotFromHere { .. }) => not_now.push(tr.case_step(step)),
            // Its first line says so.
            Some(Refusal::Ended(_)) => {}
            Some(refusal) => {
                let why = tr.refusal(refusal, model.settings.zone, model.now).what;
                lines.push((Role::Muted, format!("  {key} {name} {}", tr.not_possible(&why))));
            }
        }
    }
    let others = page.choices.iter().filter(|c| c.refusal.is_none() && !is_keyed(c.step));
    let mut others: Vec<Step> = others.map(|choice| choice.step).collect();
    page.case.by_likelihood(&mut others);
    let names: Vec<&str> = others.into_iter().map(|step| tr.case_step(step)).collect();
    if !names.is_empty() {
        lines
            .push((Role::Text, format!("  {} {}", width::fit(&keymap.shown(Action::OtherStep), 3), names.join(" / "))));
    }
    if !page.case.is_open() {
        return lines;
    }
    let key = width::fit(&keymap.shown(Action::WhatIf), 3);
    let tried = model.cases.tried_on(page.case.id).unwrap_or(&page.tomorrow);
    let zone = page.shop.as_ref().map_or(model.settings.zone, |shop| shop.zone);
    let name = width::fit(Action::WhatIf.row().short(tr), widest);
    lines.push((Role::Text, format!("  {key} {name} {}", tr.what_if(tried, zone, model.now))));
    if !not_now.is_empty() {
        lines.push((Role::Muted, format!("      {}", tr.not_now(&not_now.join(" ")))));
    }
    lines
}

/// True when agreeing to a refund cannot leave both the money and the parcel gone.
fn is_safe(page: &CasePage) -> bool {
    let case = &page.case;
    case.kind != CaseType::RefundOnly
        || case.our_step == OurStep::Intercepted
        || matches!(case.goods, GoodsState::Received | GoodsState::Returned)
}
