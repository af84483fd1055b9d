//! Dialogs of cases: opening one, taking a step, another instant. Every step asks only for what it needs.

use crate::domain::aftersale::{Case, CaseType, EvidenceKind, GoodsState, OurStep, ParcelFact, Refusal, Step};
use crate::domain::{CaseId, Money, OrderLineId, Time, Zone};
use crate::text::Lang;

use super::super::super::input::Field;
use super::super::super::msg::{CaseDraft, CasePage};
use super::super::Overlay;
use super::Purpose;
use super::make::{dialog, second};

/// The field that says why a case is another matter than the open one, and the answer that asks for it.
pub(super) const APART: &str = "apart";

/// What may be refunded on each line, and what the amount was filled in with.
#[derive(Clone, PartialEq, Debug)]
pub struct Caps {
    /// By line; none is the whole order.
    pub by_line: Vec<(Option<OrderLineId>, Option<Money>)>,
    /// What stood in the amount before anything was typed.
    pub filled: String,
}

impl Caps {
    /// What may be refunded on a line.
    pub fn of(&self, line: Option<OrderLineId>) -> Option<Money> {
        self.by_line.iter().find(|(known, _)| *known == line).and_then(|(_, cap)| *cap)
    }
}

/// Open a case: type by the goods, line, the reason the buyer's words sound like, the cap as the amount. Where an open one
/// may be about the same goods that one is gone to, unless it is said why this is another matter.
pub fn case(tr: Lang, draft: &CaseDraft, (now, zone): (Time, Zone)) -> Overlay {
    let types: Vec<_> = CaseType::ALL.iter().map(|kind| (kind.code(), tr.case_type(*kind))).collect();
    let goods: Vec<_> = GoodsState::ALL.iter().map(|state| (state.code(), tr.goods(*state))).collect();
    let named: Vec<(String, String)> = std::iter::once((String::new(), tr.whole_order().to_owned()))
        .chain(draft.lines.iter().map(|(line, _)| (line.id.to_string(), format!("{} {}", line.title, line.sku))))
        .collect();
    let which: Vec<_> = named.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
    let mut by_line = vec![(None, draft.cap)];
    by_line.extend(draft.lines.iter().map(|(line, cap)| (Some(line.id), *cap)));
    let mut caps = Caps { by_line, filled: String::new() };
    caps.filled = caps.of(draft.line).filter(|_| draft.kind.refunds()).map(|m| m.to_string()).unwrap_or_default();
    let line = draft.line.map(|id| id.to_string()).unwrap_or_default();
    let reason = Field::line("reason", tr.case_reason_field(), &draft.reason);
    let mut fields = vec![
        Field::choice("type", tr.case_type_field(), &types, draft.kind.code()),
        if draft.beside.is_none() { reason.needed() } else { reason },
        Field::line("amount", tr.case_amount_field(), &caps.filled),
        Field::choice("line", tr.case_line_field(), &which, &line),
        Field::choice("goods", tr.case_goods_field(), &goods, draft.goods.code()),
        Field::line("note", tr.case_note_field(), ""),
    ];
    let mut lead = if draft.quote.is_empty() { tr.case_lead().to_owned() } else { tr.case_heard(&draft.quote) };
    if let Some(other) = &draft.beside {
        let answers = [("open", tr.case_beside_open()), (APART, tr.case_beside_apart())];
        fields.insert(0, Field::choice("beside", tr.case_beside_field(), &answers, "open"));
        fields.insert(1, Field::line(APART, tr.case_apart_field(), ""));
        lead = tr.order_has_case(other, zone, now);
    }
    let order = &draft.order;
    dialog(Purpose::Case(order.id, caps, draft.beside), tr.case_title(order.tail()), lead, fields)
}

/// Which of several steps? The likeliest is chosen; below stand all that are possible with their digit and what they
/// bring, and then those that are not, with why.
pub fn other_step(tr: Lang, page: &CasePage, steps: &[Step], (now, zone): (Time, Zone)) -> Overlay {
    let names: Vec<_> = steps.iter().map(|step| (step.code(), tr.case_step(*step))).collect();
    let first = steps.first().map_or("", |step| step.code());
    let field = Field::choice("step", tr.step_field(), &names, first);
    let mut below: Vec<String> = steps
        .iter()
        .enumerate()
        .map(|(at, step)| format!("{} {}  {}", at + 1, tr.case_step(*step), tr.step_told_by(*step)))
        .collect();
    let (mut from_here, mut others) = (Vec::new(), Vec::new());
    for choice in page.choices.iter().filter(|choice| !super::super::super::panes::cases::is_keyed(choice.step)) {
        match &choice.refusal {
            None => {}
            Some(Refusal::NotFromHere { .. }) => others.push(tr.case_step(choice.step)),
            Some(why) => {
                let why = tr.refusal(why, zone, now).what;
                from_here.push(format!("- {}: {why}", tr.case_step(choice.step)));
            }
        }
    }
    below.extend(from_here);
    if !others.is_empty() {
        below.push(tr.not_from_here(tr.stage(page.case.stage), &others.join(" ")));
    }
    let lead = format!("{}  {}", tr.stage(page.case.stage), tr.other_step_keys());
    let overlay = dialog(Purpose::PickStep(page.case.id), tr.other_step_title(), lead, vec![field]);
    match overlay {
        Overlay::Dialog(dialog) => Overlay::Dialog(super::Dialog { below, ..dialog }),
        other => other,
    }
}

/// Take a step. One that gives money away wants the amount typed; one that sends goods back shows the address.
pub fn step(tr: Lang, page: &CasePage, step: Step) -> Overlay {
    let case = &page.case;
    let mut fields = Vec::new();
    let mut lead = String::new();
    if step == Step::Offer || step == Step::Edit {
        let types: Vec<_> = CaseType::ALL.iter().map(|kind| (kind.code(), tr.case_type(*kind))).collect();
        fields.push(Field::choice("type", tr.case_type_field(), &types, case.kind.code()));
    }
    if step.gives_money(case.kind) {
        let expected = case.amount.or(page.max_amount).map(|amount| amount.to_string()).unwrap_or_default();
        lead = tr.type_the_amount(&expected);
        fields.push(Field::line("amount", tr.case_amount_field(), ""));
    } else if matches!(step, Step::Offer | Step::Edit | Step::Paid | Step::JudgedForBuyer) {
        if let Some(cap) = page.max_amount {
            lead = tr.at_most(&cap.shown());
        }
        fields.push(Field::line("amount", tr.case_amount_field(), ""));
    }
    if parcel_is_open(case, step) {
        let facts = [None, Some(ParcelFact::Held), Some(ParcelFact::Returning), Some(ParcelFact::Lost)];
        let known: Vec<_> =
            facts.iter().map(|fact| (fact.map_or("", ParcelFact::code), tr.parcel_fact(*fact))).collect();
        fields.push(Field::choice("parcel", tr.parcel_field(), &known, ""));
    }
    if matches!(step, Step::Refuse | Step::RefuseReceipt | Step::Edit) {
        fields.push(Field::line("reason", tr.case_reason_field(), "").needed());
    }
    if matches!(step, Step::Shipped | Step::TrackingFilled) {
        // What the platform told of the parcel already stands there.
        let known = case.return_waybill.as_ref().filter(|_| step == Step::TrackingFilled);
        let (carrier, number) = known.map_or(("", ""), |one| (one.carrier.as_str(), one.number.as_str()));
        fields.push(Field::line("carrier", tr.carrier_field(), carrier).needed());
        fields.push(Field::line("waybill", tr.waybill_field(), number).needed());
    }
    if step == Step::Agree && case.kind.goods_come_back() {
        fields.extend(address(tr, page));
    }
    if step == Step::Offer || step.takes_worth(case.kind) {
        let known = page.worth.or(page.goods_worth).map(|worth| worth.to_string()).unwrap_or_default();
        fields.push(Field::line("worth", tr.goods_worth_field(), &known));
    }
    if let Some(kinds) = wanted_proof(page, step) {
        let names: Vec<_> = std::iter::once(("", tr.nothing_word()))
            .chain(kinds.iter().map(|kind| (kind.code(), tr.evidence_kind(*kind))))
            .collect();
        let first = kinds.first().filter(|_| step == Step::GoodsFine).map_or("", |_| "");
        fields.push(Field::choice("proof", tr.proof_field(), &names, first));
    }
    if matches!(step, Step::GoodsFine | Step::RefuseReceipt) {
        let looks = [("intact", tr.goods_intact()), ("used", tr.goods_used()), ("damaged", tr.goods_damaged())];
        let first = if step == Step::GoodsFine { "intact" } else { "damaged" };
        fields.push(Field::choice("looks", tr.goods_look(), &looks, first));
        fields.push(Field::line("weight", tr.weight_field(), ""));
    }
    let text = match step {
        Step::Refuse | Step::Appeal => Field::line("note", tr.words_to_buyer_field(), "").needed(),
        Step::Offer => Field::line("note", tr.words_to_buyer_field(), ""),
        _ => Field::line("note", tr.case_note_field(), ""),
    };
    fields.push(text);
    if parcel_is_open(case, step) || step == Step::Refuse {
        fields.push(Field::line("override", tr.override_field(), ""));
    }
    let in_goods = step == Step::Agree && case.kind.sends_goods();
    let gives = if in_goods { page.worth } else { case.amount.or(page.max_amount) };
    let over = gives.zip(page.my_limit).is_some_and(|(amount, limit)| amount.minor() > limit.minor());
    if ((in_goods || step.gives_money(case.kind)) && over) || (step == Step::Offer && page.my_limit.is_some()) {
        fields.extend(second(tr));
    }
    if case.platform.is_closed() && step.by() == crate::domain::aftersale::Party::Seller {
        lead = format!("{lead}\n{}", tr.only_noted_here()).trim().to_owned();
    }
    if page.at_shop.written && step != Step::Paid && case.pays(step) {
        lead = format!("{lead}\n{}", tr.note_at_shop()).trim().to_owned();
    }
    let purpose = Purpose::Step { case: case.id, step, version: case.version };
    let title = match &page.order {
        Some((order, _)) => tr.act_title(tr.case_step(step), order.tail()),
        None => tr.case_step(step).to_owned(),
    };
    dialog(purpose, title, lead, fields)
}

/// The addresses of the settings to choose from, and one that is typed: the one the last return went to.
fn address(tr: Lang, page: &CasePage) -> Vec<Field> {
    let known = page.return_address.as_ref().map_or("", |text| text.as_str());
    if page.returns.is_empty() {
        return vec![Field::line("address", tr.return_address_field(), known).needed()];
    }
    let rows: Vec<(String, String)> =
        page.returns.iter().map(|one| (one.text().to_string(), format!("{}  {}", one.warehouse, one.text()))).collect();
    let choices: Vec<_> = rows.iter().map(|(text, label)| (text.as_str(), label.as_str())).collect();
    vec![
        Field::choice("warehouse", tr.return_address_field(), &choices, known),
        Field::line("address", tr.other_address_field(), ""),
    ]
}

/// True when a refund could leave both the money and the parcel gone: what is known of it is asked for.
pub(super) fn parcel_is_open(case: &Case, step: Step) -> bool {
    step == Step::Agree
        && case.kind == CaseType::RefundOnly
        && case.our_step != OurStep::Intercepted
        && matches!(case.goods, GoodsState::Unshipped | GoodsState::NotReceived | GoodsState::Unknown)
}

/// The kinds of proof a step can be handed in with.
fn wanted_proof(page: &CasePage, step: Step) -> Option<Vec<EvidenceKind>> {
    let mut kinds = match step {
        Step::Refuse => page.proof.ours.clone(),
        Step::RefuseReceipt | Step::GoodsFine => vec![EvidenceKind::InspectionVideo, EvidenceKind::UnboxingVideo],
        _ => return None,
    };
    let usual: &[EvidenceKind] = match step {
        Step::Refuse => &[EvidenceKind::ChatQuote, EvidenceKind::TrackingPage, EvidenceKind::SignOffProof],
        _ => &[EvidenceKind::Photo, EvidenceKind::FlawPhoto, EvidenceKind::PackagePhoto],
    };
    kinds.extend(usual.iter().filter(|kind| !page.proof.ours.contains(kind)));
    Some(kinds)
}

/// Set a due time by hand.
pub fn set_due(tr: Lang, case: CaseId, now: Option<Time>, zone: Zone) -> Overlay {
    let text = now.map(|at| zone.local(at).format("%m-%d %H:%M").to_string()).unwrap_or_default();
    let fields = vec![Field::line("when", tr.due_when(), &text).needed()];
    dialog(Purpose::SetDue(case), tr.set_due_title(), tr.when_examples(), fields)
}

/// Try another instant.
pub fn what_if(tr: Lang, case: CaseId) -> Overlay {
    let fields = vec![Field::line("when", tr.when_handled(), "1d").needed()];
    dialog(Purpose::WhatIf(case), tr.what_if_title(), tr.when_examples(), fields)
}
