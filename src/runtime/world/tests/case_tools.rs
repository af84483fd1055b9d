//! The tools of a case over a real folder.

use super::*;
use crate::domain::CaseId;
use crate::domain::aftersale::{EvidenceKind, Party};
use crate::store::cases;

/// A desk over a folder of its own, and one of its open cases.
fn desk() -> (Scene, tempfile::TempDir, CaseId) {
    let folder = tempfile::tempdir().expect("folder");
    let mut scene = scene();
    scene.basis = scene.basis.beside(folder.path().join("kefu.db"));
    let id = cases::open(scene.store.db(), None, 1, 0).expect("cases")[0].id;
    (scene, folder, id)
}

impl Scene {
    fn case(&self, id: CaseId) -> CasePage {
        match self.ask(Ask::Case(id)) {
            Answer::Case(_, Some(page)) => page,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_becomes_evidence_can_be_taken_back_and_goes_into_the_pack() {
    let (scene, folder, id) = desk();
    let photo = folder.path().join("瑕疵.jpg");
    std::fs::write(&photo, [b"\xff\xd8\xff\xe0".as_slice(), &[7; 900]].concat()).expect("photo");
    let add = |kind| Do::AddEvidence {
        case: id,
        path: format!("'{}'", photo.display()),
        kind,
        from: Party::Buyer,
        note: String::new(),
    };
    let before = scene.case(id).proof.have.len();
    let told = scene.act(add(Some(EvidenceKind::DateCode))).expect("added");
    assert_eq!(told, Did::EvidenceAdded(EvidenceKind::DateCode, "瑕疵.jpg".into()));
    assert_eq!(scene.case(id).proof.have.len(), before + 1);
    assert!(matches!(scene.act(add(None)), Err(Problem::Evidence { .. })));
    scene.act(Do::Undo).expect("undone");
    assert_eq!(scene.case(id).proof.have.len(), before);
    scene.act(add(None)).expect("added again");

    let first = scene.case(id).pack_path;
    assert!(first.starts_with(&*folder.path().join("packs").to_string_lossy()), "{first}");
    match scene.act(Do::MakePack(id, first.clone())).expect("made") {
        Did::Packed { path, files, changed: 0 } => assert_eq!((&*path, files > 0), (&*first, true)),
        other => panic!("{other:?}"),
    }
    assert!(std::path::Path::new(&first).join("SHA256SUMS").is_file());
    // The next one has a name of its own, and nothing is overwritten.
    assert_eq!(scene.case(id).pack_path, format!("{first}-2"));
    assert!(scene.act(Do::MakePack(id, first)).is_err());
}
