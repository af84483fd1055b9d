//! The tools of a case: a file taken in as evidence, the arbitration pack.

use std::path::PathBuf;

use super::ask_folder::named;
use super::basis::Basis;
use crate::app::msg::Did;
use crate::config::private_folder;
use crate::domain::aftersale::{Case, EvidenceKind, Party};
use crate::domain::{CaseId, Order, Problem, SafeText};
use crate::runtime::evidence::{self, Told};
use crate::runtime::pack::{self, Asked};
use crate::store::Engine;

/// The folder of packs beside the data file.
const PACKS: &str = "packs";

/// Takes a file in as evidence of a case.
pub(super) fn add_evidence(
    basis: &Basis,
    db: &dyn Engine,
    case: CaseId,
    path: &str,
    (kind, from, note): (Option<EvidenceKind>, Party, String),
) -> Result<Did, Problem> {
    let rules = basis.rules_at(db)?;
    let told = Told { kind, from, note };
    let at = (db, basis.data_file.as_path());
    let (_, item) = evidence::take_in(at, &basis.by(), case, &named(path), &told, &rules.limits.files)?;
    Ok(Did::EvidenceAdded(item.kind, item.name))
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
