//! Dialogs of the tools of a case: a file of evidence, the arbitration pack.

use crate::domain::aftersale::{EvidenceKind, Party};
use crate::domain::{Case, CaseId};
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::msg::{Do, Effect};
use super::super::Overlay;
use super::super::path::Files;
use super::submit::Fault;
use super::{Dialog, Purpose};

/// What one of these dialogs is for.
#[derive(Clone, PartialEq, Debug)]
pub enum CasePurpose {
    /// Add a file as evidence.
    Evidence(CaseId),
    /// Make the arbitration pack.
    Pack(CaseId),
}

fn dialog(purpose: CasePurpose, title: &str, lead: &str, fields: Vec<Field>, files: Option<Files>) -> Overlay {
    let (purpose, form) = (Purpose::CaseTool(purpose), Form::new(fields));
    Overlay::Dialog(Dialog { purpose, title: title.into(), lead: lead.into(), form, files })
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

/// What an accepted one does.
pub(super) fn effect(dialog: &Dialog, purpose: &CasePurpose) -> Result<Vec<Effect>, Fault> {
    let text = |field| dialog.form.said(field);
    let act = match purpose {
        CasePurpose::Evidence(case) => Do::AddEvidence {
            case: *case,
            path: text("path"),
            kind: EvidenceKind::parse(&text("kind")),
            from: Party::parse(&text("from")).unwrap_or(Party::Buyer),
            note: text("note"),
        },
        CasePurpose::Pack(case) => Do::MakePack(*case, text("path")),
    };
    Ok(vec![Effect::Do(act)])
}
