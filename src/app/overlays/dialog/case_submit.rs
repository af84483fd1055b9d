//! What the accepted dialogs of cases do.

use crate::domain::aftersale::limits::{Approval, Pin};
use crate::domain::aftersale::{
    Case, CaseType, EvidenceKind, GoodsState, ParcelFact, Reason, Step, StepInput, Waybill,
};
use crate::domain::{CaseId, OrderId, SafeText};

use super::super::super::model::Model;
use super::super::super::msg::{CasePage, Do, Effect, NewCase};
use super::Dialog;
use super::case::{APART, Caps, parcel_is_open};
use super::make::{SECOND, amount};
use super::submit::Fault;

/// Opens the case. An amount nobody touched follows the line that was chosen.
pub(super) fn open(model: &Model, dialog: &Dialog, order: OrderId, caps: &Caps) -> Result<Vec<Effect>, Fault> {
    let tr = model.tr;
    let text = |field| dialog.form.said(field);
    if dialog.form.field(APART).is_some() && text(APART).is_empty() {
        return Err((APART, tr.field_missing().to_owned()));
    }
    if text("reason").is_empty() {
        return Err(("reason", tr.field_missing().to_owned()));
    }
    let line = text("line").parse().ok();
    let case_type = CaseType::parse(&text("type")).unwrap_or(CaseType::RefundOnly);
    let typed = text("amount");
    let like = caps.by_line.iter().find_map(|(_, cap)| *cap);
    let amount = match typed == caps.filled {
        true => caps.of(line).filter(|_| case_type.refunds()),
        false => amount(&typed, like).map_err(|()| ("amount", tr.not_an_amount().to_owned()))?,
    };
    Ok(vec![Effect::Do(Do::OpenCase(NewCase {
        order,
        line,
        case_type,
        reason: text("reason"),
        goods: GoodsState::parse(&text("goods")).unwrap_or(GoodsState::NotReceived),
        amount,
        note: text("note"),
        apart: text(APART),
    }))])
}

/// Takes the step. What it lacks is said under its field, and nothing typed is lost.
pub(super) fn step(
    model: &Model,
    dialog: &Dialog,
    (id, step, version): (CaseId, Step, i64),
) -> Result<Vec<Effect>, Fault> {
    let page = model.cases.page_of_selected().filter(|page| page.case.id == id);
    let input = input(model, dialog, page, step)?;
    let approval = approval(dialog);
    if let Some(page) = page.filter(|page| step == Step::Offer || step.gives_money(page.case.kind)) {
        let refunds = step != Step::Offer || input.kind.unwrap_or(page.case.kind).refunds();
        let amount = input.amount.or(page.case.amount).filter(|_| refunds && approval.is_none());
        if let (Some(asked), Some(limit)) = (amount, page.my_limit)
            && asked.minor() > limit.minor()
        {
            return Err((SECOND, model.tr.refusal_needs_second(asked, limit)));
        }
    }
    let goes_out = page.filter(|page| step != Step::Shipped && page.case.takes_worth(step, &input));
    if let Some(page) = goes_out.filter(|_| approval.is_none())
        && let (Some(worth), Some(limit)) = (input.worth.or(page.goods_worth), page.my_limit)
        && worth.minor() > limit.minor()
    {
        return Err((SECOND, model.tr.refusal_needs_second(worth, limit)));
    }
    Ok(vec![Effect::Do(Do::StepCase { id, step, input: Box::new(input), version, approval })])
}

fn input(model: &Model, dialog: &Dialog, page: Option<&CasePage>, step: Step) -> Result<StepInput, Fault> {
    let tr = model.tr;
    let said = |id| Some(dialog.form.said(id)).filter(|text| !text.is_empty());
    let line = |id| said(id).map(|text| SafeText::line(&text));
    let case = page.map(|page| &page.case);
    let expected = case.and_then(|case| case.amount);
    let like = expected.or(page.and_then(|page| page.max_amount));
    let amount =
        amount(&said("amount").unwrap_or_default(), like).map_err(|()| ("amount", tr.not_an_amount().to_owned()))?;
    let worth = self::amount(&said("worth").unwrap_or_default(), like)
        .map_err(|()| ("worth", tr.not_an_amount().to_owned()))?;
    if let Some(case) = case.filter(|case| step.gives_money(case.kind)) {
        match (amount, case.amount) {
            (None, _) => return Err(("amount", tr.amount_needed().to_owned())),
            (Some(typed), Some(amount)) if typed != amount => {
                return Err(("amount", tr.type_the_amount(&amount.to_string())));
            }
            _ => {}
        }
    }
    let parcel = said("parcel").and_then(|code| ParcelFact::parse(&code));
    let override_reason = line("override");
    if case.is_some_and(|case| parcel_is_open(case, step)) && parcel.is_none() && override_reason.is_none() {
        return Err(("parcel", tr.parcel_unknown().to_owned()));
    }
    let proof = said("proof").and_then(|code| EvidenceKind::parse(&code));
    if case.is_some_and(|case| lacks_proof(case, step, proof)) {
        let words = if step == Step::Refuse { tr.proof_needed() } else { tr.unboxing_needed() };
        return Err(("proof", words.to_owned()));
    }
    let return_address = line("address").or_else(|| line("warehouse"));
    Ok(StepInput {
        amount,
        worth,
        kind: said("type").and_then(|code| CaseType::parse(&code)),
        text: inspected(model, dialog).or_else(|| line("note")),
        reason: line("reason").map(|raw| Reason { raw, ..Reason::default() }),
        waybill: said("waybill")
            .map(|number| Waybill { carrier: line("carrier").unwrap_or_default(), number: number.trim().to_owned() }),
        parcel,
        override_reason,
        return_address,
        evidence: proof.into_iter().collect(),
        ..StepInput::default()
    })
}

/// True when a refusal would be turned down for want of proof.
fn lacks_proof(case: &Case, step: Step, proof: Option<EvidenceKind>) -> bool {
    match step {
        Step::Refuse => case.goods != GoodsState::Unshipped && case.evidence.is_empty() && proof.is_none(),
        Step::RefuseReceipt => proof.is_none() && case.evidence.is_empty(),
        _ => false,
    }
}

/// What an inspection found, in one line: how the goods look, what they weigh, the note.
fn inspected(model: &Model, dialog: &Dialog) -> Option<SafeText> {
    let tr = model.tr;
    let looks = dialog.form.said("looks");
    let looks = match looks.as_str() {
        "intact" => tr.goods_intact(),
        "used" => tr.goods_used(),
        "damaged" => tr.goods_damaged(),
        _ => return None,
    };
    let weight = dialog.form.said("weight");
    let weight = if weight.is_empty() { String::new() } else { tr.weighs(&weight) };
    let proof = EvidenceKind::parse(&dialog.form.said("proof")).map(|kind| tr.evidence_kind(kind)).unwrap_or_default();
    let parts = [tr.inspected(looks), weight, proof.to_owned(), dialog.form.said("note")];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    Some(SafeText::line(&parts.join(" ")))
}

/// The second person, where one was named.
pub(super) fn approval(dialog: &Dialog) -> Option<Approval> {
    let name = dialog.form.said("second");
    let pin = dialog.form.field("pin")?.value();
    (!name.is_empty()).then(|| Approval { name, pin: Pin::new(&pin) })
}
