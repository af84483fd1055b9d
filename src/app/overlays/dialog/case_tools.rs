//! Dialogs of the tools of a case: evidence, the arbitration pack, compensation, agreed freight.

use crate::domain::aftersale::compensation::{Compensation, CompensationKind, CompensationState};
use crate::domain::aftersale::{AgreedFreight, EvidenceKind, FreightShare, Party, Payer};
use crate::domain::{Case, CaseId, Currency, MessageId, Money, OrderId, SafeText};
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::msg::{Do, Effect, NewPayout};
use super::super::Overlay;
use super::super::path::Files;
use super::case_submit::approval;
use super::make::amount;
use super::submit::Fault;
use super::{Dialog, Purpose};

/// What one of these dialogs is for.
#[derive(Clone, PartialEq, Debug)]
pub enum CasePurpose {
    /// Add a file as evidence.
    Evidence(CaseId),
    /// Make the arbitration pack.
    Pack(CaseId),
    /// Give money beside the refund.
    Compensate(OrderId, Option<CaseId>, Currency),
    /// Say that one of these was paid out.
    PaidOut(Vec<Compensation>),
    /// Keep what was agreed about the freight of a case seen at this version, by one of these messages.
    Freight(CaseId, i64, Currency, Vec<(MessageId, SafeText)>),
}

fn dialog(purpose: CasePurpose, title: &str, lead: &str, fields: Vec<Field>, files: Option<Files>) -> Overlay {
    let (purpose, form) = (Purpose::CaseTool(purpose), Form::new(fields));
    Overlay::Dialog(Dialog { purpose, title: title.into(), lead: lead.into(), form, files, below: Vec::new() })
}

/// Add a file as evidence: which, what it shows, and who gave it. What the case still lacks comes first.
pub fn evidence(tr: Lang, case: &Case, missing: &[EvidenceKind]) -> Overlay {
    let rest = EvidenceKind::ALL.iter().filter(|kind| !missing.contains(kind));
    let kinds: Vec<_> = std::iter::once(("", tr.add_file_by_content()))
        .chain(missing.iter().chain(rest).map(|kind| (kind.code(), tr.evidence_kind(*kind))))
        .collect();
    let parties: Vec<_> = Party::ALL.iter().map(|party| (party.code(), tr.party(*party))).collect();
    let fields = vec![
        Field::line("path", tr.add_file_path(), "").needed(),
        Field::choice("kind", tr.add_file_kind(), &kinds, ""),
        Field::choice("from", tr.add_file_from(), &parties, Party::Buyer.code()),
        Field::line("note", tr.case_note_field(), ""),
    ];
    let (title, lead) = (tr.add_file_title(), tr.add_file_lead());
    dialog(CasePurpose::Evidence(case.id), title, lead, fields, Some(Files::default()))
}

/// Make the arbitration pack, at `path` unless another is typed.
pub fn pack(tr: Lang, case: CaseId, path: &str) -> Overlay {
    let fields = vec![Field::line("path", tr.pack_dialog_path(), path).needed()];
    let (title, lead) = (tr.pack_dialog_title(), tr.pack_dialog_lead());
    dialog(CasePurpose::Pack(case), title, lead, fields, Some(Files::default()))
}

/// Give money beside the refund: what for, how much and why. The second person's name and PIN are asked for where it goes
/// over a limit.
pub fn compensate(tr: Lang, order: OrderId, case: Option<CaseId>, currency: Currency) -> Overlay {
    let kinds: Vec<_> = CompensationKind::ALL.iter().map(|kind| (kind.code(), tr.compensation_kind(*kind))).collect();
    let fields = vec![
        Field::line("amount", tr.case_amount_field(), "").needed(),
        Field::choice("kind", tr.payout_kind(), &kinds, CompensationKind::Goodwill.code()),
        Field::line("reason", tr.case_reason_field(), "").needed(),
    ];
    let purpose = CasePurpose::Compensate(order, case, currency);
    dialog(purpose, tr.payout_title(), tr.payout_lead(), fields, None)
}

/// Say which compensation was paid out, or will not be.
pub fn paid_out(tr: Lang, waiting: Vec<Compensation>) -> Overlay {
    let named: Vec<_> = waiting.iter().map(|one| (one.id.to_string(), tr.payout(one))).collect();
    let which: Vec<_> = named.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
    let states = [CompensationState::Paid, CompensationState::Withdrawn];
    let outcomes = [(states[0].code(), tr.paid_out_paid()), (states[1].code(), tr.paid_out_not())];
    let fields = vec![
        Field::choice("which", tr.paid_out_which(), &which, ""),
        Field::choice("outcome", tr.paid_out_outcome(), &outcomes, states[0].code()),
    ];
    dialog(CasePurpose::PaidOut(waiting), tr.paid_out_title(), "", fields, None)
}

/// Keep what was agreed about the freight: in which message, and who pays which way how much.
pub fn freight(tr: Lang, case: &Case, said: &[(MessageId, SafeText)]) -> Overlay {
    let agreed = case.freight.as_ref();
    let short = |text: &SafeText| text.chars().take(24).collect::<String>();
    let named: Vec<_> = said.iter().map(|(id, text)| (id.to_string(), short(text))).collect();
    let quotes: Vec<_> = named
        .iter()
        .map(|(id, text)| (id.as_str(), text.as_str()))
        .chain(std::iter::once(("", tr.freight_rule())))
        .collect();
    let payers: Vec<_> = std::iter::once(("", tr.freight_nobody()))
        .chain(Payer::ALL.iter().map(|payer| (payer.code(), tr.payer(*payer))))
        .collect();
    let now = agreed.map(|agreed| agreed.message.to_string()).unwrap_or_default();
    let first = named.first().map_or("", |(id, _)| id.as_str());
    let taken = if said.iter().any(|(id, _)| id.to_string() == now) { now.as_str() } else { first };
    let mut fields = vec![Field::choice("quote", tr.freight_quote(), &quotes, taken)];
    let ways = [
        ("out", "out-amount", tr.freight_out(), agreed.map(|agreed| agreed.out)),
        ("back", "back-amount", tr.freight_back(), agreed.map(|agreed| agreed.back)),
        ("again", "again-amount", tr.freight_again(), agreed.map(|agreed| agreed.again)),
    ];
    for (way, sum, word, share) in ways {
        let payer = share.and_then(|share| share.payer).map_or("", Payer::code);
        let amount = share.and_then(|share| share.amount).map(|amount| amount.to_string()).unwrap_or_default();
        fields.push(Field::choice(way, word, &payers, payer));
        fields.push(Field::line(sum, &tr.freight_amount(word), &amount));
    }
    let purpose = CasePurpose::Freight(case.id, case.version, case.currency, said.to_vec());
    dialog(purpose, tr.freight_title(), tr.freight_lead(), fields, None)
}

/// What an accepted one does.
pub(super) fn effect(tr: Lang, dialog: &Dialog, purpose: &CasePurpose) -> Result<Vec<Effect>, Fault> {
    let text = |field: &str| dialog.form.said(field);
    let act = match purpose {
        CasePurpose::Evidence(case) => Do::AddEvidence {
            case: *case,
            path: text("path"),
            kind: EvidenceKind::parse(&text("kind")),
            from: Party::parse(&text("from")).unwrap_or(Party::Buyer),
            note: text("note"),
        },
        CasePurpose::Pack(case) => Do::MakePack(*case, text("path")),
        CasePurpose::Compensate(order, case, currency) => {
            let amount = money(tr, dialog, "amount", *currency)?;
            let amount = amount.ok_or_else(|| ("amount", tr.not_an_amount().to_owned()))?;
            let kind = CompensationKind::parse(&text("kind")).unwrap_or(CompensationKind::Other);
            let new = NewPayout { order: *order, case: *case, kind, amount, reason: text("reason") };
            Do::Compensate(Box::new(new), approval(dialog))
        }
        CasePurpose::PaidOut(waiting) => {
            let which = text("which");
            let Some(one) = waiting.iter().find(|one| one.id.to_string() == which) else { return Ok(Vec::new()) };
            let state = CompensationState::parse(&text("outcome")).unwrap_or(CompensationState::Paid);
            Do::SettlePayout(Box::new(one.clone()), state)
        }
        CasePurpose::Freight(case, version, currency, said) => {
            let share = |way: &str, sum: &'static str| -> Result<FreightShare, Fault> {
                Ok(FreightShare { payer: Payer::parse(&text(way)), amount: money(tr, dialog, sum, *currency)? })
            };
            let (out, back) = (share("out", "out-amount")?, share("back", "back-amount")?);
            let again = share("again", "again-amount")?;
            let which = text("quote");
            let quoted = said.iter().find(|(id, _)| id.to_string() == which);
            if quoted.is_some() && [out, back, again].iter().all(|share| share.payer.is_none()) {
                return Err(("back", tr.field_missing().to_owned()));
            }
            let agreed = quoted.map(|(message, quote)| {
                Box::new(AgreedFreight { out, back, again, message: *message, quote: quote.clone() })
            });
            Do::AgreeFreight(*case, *version, agreed)
        }
    };
    Ok(vec![Effect::Do(act)])
}

fn money(tr: Lang, dialog: &Dialog, field: &'static str, currency: Currency) -> Result<Option<Money>, Fault> {
    let typed = dialog.form.said(field);
    amount(&typed, Some(Money::new(0, currency))).map_err(|()| (field, tr.not_an_amount().to_owned()))
}
