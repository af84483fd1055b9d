//! The tools of a case: a file taken in as evidence, the arbitration pack.

use std::path::PathBuf;

use super::act::Told;
use super::ask_folder::named;
use super::basis::Basis;
use super::money;
use crate::app::msg::{Did, Done, NewPayout};
use crate::config::private_folder;
use crate::domain::aftersale::compensation::{Compensation, CompensationState};
use crate::domain::aftersale::limits::Approval;
use crate::domain::aftersale::{AgreedFreight, Case, Change, EvidenceKind, Party};
use crate::domain::{CaseId, ConversationId, MessageId, Order, Problem, SafeText, Sender};
use crate::runtime::compensate::{Asked as Payout, give};
use crate::runtime::evidence;
use crate::runtime::pack::{self, Asked};
use crate::store::{Engine, cases, compensations, messages, write};

/// The folder of packs beside the data file.
const PACKS: &str = "packs";

/// So many messages may be quoted.
const QUOTES: usize = 12;

/// Takes a file in as evidence of a case.
pub(super) fn add_evidence(
    basis: &Basis,
    db: &dyn Engine,
    case: CaseId,
    path: &str,
    (kind, from, note): (Option<EvidenceKind>, Party, String),
) -> Result<Did, Problem> {
    let rules = basis.rules_at(db)?;
    let told = evidence::Told { kind, from, note };
    let at = (db, basis.data_file.as_path());
    let (_, item) = evidence::take_in(at, &basis.by(), case, &named(path), &told, &rules.limits.files)?;
    Ok(Did::EvidenceAdded(item.kind, item.name))
}

/// Notes money to the buyer beside the refund, within the limits or on the lead's word.
pub(super) fn compensate(basis: &Basis, db: &dyn Engine, new: &NewPayout, approval: Option<&Approval>) -> Told {
    let second = approval.map(|approval| money::second(basis, db, approval)).transpose()?;
    let (rules, authority) = (basis.rules_at(db)?, money::authority(db, &basis.me, second)?);
    let NewPayout { order, case, kind, amount, ref reason } = *new;
    let asked = Payout { order, case, kind, reason, amount };
    match give(db, &basis.by(), &rules, &authority, &asked)? {
        Ok(_) => Ok(Done::PayoutNoted),
        Err(refusal) => Err(basis.refused(&refusal)),
    }
}

/// One that was noted was paid out, or will not be.
pub(super) fn settle(basis: &Basis, db: &dyn Engine, seen: &Compensation, state: CompensationState) -> Told {
    compensations::settle(db, &basis.by(), seen, state)?;
    Ok(if state == CompensationState::Paid { Done::PaidOut } else { Done::PayoutWithdrawn })
}

/// Keeps what was agreed about the freight with the message that says so, or goes back to the rule.
pub(super) fn agree_freight(
    basis: &Basis,
    db: &dyn Engine,
    id: CaseId,
    version: i64,
    agreed: Option<Box<AgreedFreight>>,
) -> Told {
    write(db, || {
        let case = cases::expect(db, id)?;
        let with = Case { freight: agreed.map(|agreed| *agreed), version, ..case.clone() };
        cases::save(db, &basis.by(), case.stage, &Change { case: with, events: Vec::new(), effects: Vec::new() })
    })?;
    Ok(Done::FreightAgreed)
}

/// What was said last in a chat, the newest first; notes of our own are no agreement.
pub(super) fn said(db: &dyn Engine, chat: Option<ConversationId>) -> Result<Vec<(MessageId, SafeText)>, Problem> {
    let Some(chat) = chat else { return Ok(Vec::new()) };
    let mut found = messages::page(db, chat, None, QUOTES)?;
    found.sort_by_key(|message| std::cmp::Reverse(message.seq));
    let said = found.into_iter().filter(|message| !matches!(message.from, Sender::Note | Sender::System));
    Ok(said.map(|message| (message.id, message.text.to_line())).collect())
}

/// Makes the arbitration pack of a case.
pub(super) fn make_pack(basis: &Basis, db: &dyn Engine, case: CaseId, path: &str) -> Result<Did, Problem> {
    let (rules, target) = (basis.rules_at(db)?, named(path));
    let ours = packs(basis);
    if target.parent() == Some(&ours) {
        private_folder(&ours)?;
    }
    let asked = Asked { lang: basis.lang, zone: basis.zone, rules: &rules };
    let made = pack::make((db, &basis.data_file), &basis.by(), case, &target, &asked)?;
    let path = SafeText::line(&made.path.to_string_lossy());
    Ok(Did::Packed { path, files: made.files, changed: made.changed })
}

fn packs(basis: &Basis) -> PathBuf {
    basis.data_file.parent().map(|folder| folder.join(PACKS)).unwrap_or_default()
}

/// Where the pack of a case goes unless the agent says otherwise: a name that is still free, by the platform's number of
/// the case, the order's, or the case's own.
pub(super) fn pack_path(basis: &Basis, case: &Case, order: Option<&Order>) -> String {
    let number = case.platform_id.clone().or_else(|| order.map(|order| order.number.clone()));
    let number = number.unwrap_or_else(|| case.id.to_string());
    let number: String = number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let day = basis.zone.local(basis.now()).format("%Y%m%d").to_string();
    let folder = packs(basis);
    let first = format!("{number}-{day}");
    let names = std::iter::once(first.clone()).chain((2..100).map(|n| format!("{first}-{n}")));
    let free = names.map(|name| folder.join(name)).find(|path| !path.exists());
    free.unwrap_or_else(|| folder.join(first)).to_string_lossy().into_owned()
}
