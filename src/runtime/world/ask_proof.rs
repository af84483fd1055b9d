//! A piece of evidence to look at: a picture made small, a text, or what is known of it. Read on a thread of its own.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::basis::Basis;
use crate::app::msg::{ProofAsk, ProofBody, ProofPage};
use crate::domain::picture::NotShown;
use crate::domain::{Problem, SafeText, mask};
use crate::runtime::evidence::{content, hash_bytes, place};
use crate::runtime::picture::{FILE_MAX, Fault, shrink};
use crate::store::{Engine, cases};

/// Of a text so much is shown.
const TEXT_MAX: usize = 64 << 10;

/// The piece an ask is about; nothing when the case has none.
pub(super) fn proof(basis: &Basis, db: &dyn Engine, ask: &ProofAsk) -> Result<Option<ProofPage>, Problem> {
    let mut all = cases::evidence(db, ask.case)?;
    let total = all.len();
    let at = ask.at.min(total.saturating_sub(1));
    if total == 0 {
        return Ok(None);
    }
    let file = all.swap_remove(at);
    let (mut changed, mut body) = (false, ProofBody::Facts(NotShown::NoFile));
    if let Some(path) = &file.path {
        let bytes = read(&place(&basis.data_file, path));
        changed = bytes.as_ref().is_ok_and(|bytes| file.hash.as_ref().is_some_and(|hash| hash_bytes(bytes) != *hash));
        body = match bytes {
            Ok(bytes) => shown(&bytes, ask),
            Err(why) => ProofBody::Facts(why),
        };
    }
    let (item, bytes, hash, note) = (file.item, file.bytes, file.hash, file.note);
    Ok(Some(ProofPage { at, total, item, bytes, hash, note, changed, body }))
}

/// The bytes of a file that is not too large.
fn read(path: &Path) -> Result<Vec<u8>, NotShown> {
    let mut file = File::open(path).map_err(|_| NotShown::Gone)?;
    let head_only = file.metadata().map_err(|_| NotShown::Gone)?.len() > FILE_MAX;
    let mut bytes = Vec::new();
    let taken = if head_only { 4096 } else { FILE_MAX };
    Read::by_ref(&mut file).take(taken).read_to_end(&mut bytes).map_err(|_| NotShown::Gone)?;
    match content(&bytes) {
        // A video is too large only for what it is not shown as anyway.
        Some(content) if head_only && !drawn(content.ending) => Err(NotShown::Kind),
        _ if head_only => Err(NotShown::TooLarge),
        _ => Ok(bytes),
    }
}

fn drawn(ending: &str) -> bool {
    matches!(ending, "jpg" | "png" | "txt")
}

fn shown(bytes: &[u8], ask: &ProofAsk) -> ProofBody {
    match content(&bytes[..bytes.len().min(4096)]).map(|content| content.ending) {
        Some("jpg" | "png") if ask.cols == 0 => ProofBody::Facts(NotShown::NoColours),
        Some("jpg" | "png") => match shrink(bytes, ask.cols, ask.rows.saturating_mul(2)) {
            Ok((picture, size)) => ProofBody::Picture(Box::new(picture), size),
            Err(Fault::TooLarge) => ProofBody::Facts(NotShown::TooLarge),
            Err(Fault::Damaged) => ProofBody::Facts(NotShown::Damaged),
        },
        Some("txt") => {
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(TEXT_MAX)]);
            ProofBody::Text(SafeText::clean(&mask::text(&text)), bytes.len() > TEXT_MAX)
        }
        _ => ProofBody::Facts(NotShown::Kind),
    }
}
