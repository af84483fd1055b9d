//! Evidence files: taken in under names of our own, never overwritten, readable by their owner alone.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::config::private_folder;
use crate::domain::aftersale::limits::FileLimits;
use crate::domain::aftersale::{EvidenceItem, EvidenceKind, Party};
use crate::domain::problem::FileFault;
use crate::domain::{By, CaseId, Problem, SafeText};
use crate::store::cases::{self, NewFile};
use crate::store::{Engine, write};

/// The folder of evidence beside the data file.
pub const FOLDER: &str = "evidence";

/// What a person says of a file.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it is; guessed from its content when nothing is said.
    pub kind: Option<EvidenceKind>,
    /// From whom it came.
    pub from: Party,
    /// A note.
    pub note: String,
}

/// What content is taken, by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Content {
    /// The ending our name for it gets.
    pub ending: &'static str,
    /// What it is likely to prove.
    pub kind: EvidenceKind,
    /// True when a browser shows it as a picture.
    pub is_image: bool,
}

/// What a file is by its first bytes, whatever it is called; nothing for what is not taken.
pub fn content(head: &[u8]) -> Option<Content> {
    let of = |ending, kind, is_image| Some(Content { ending, kind, is_image });
    let photo = |ending| of(ending, EvidenceKind::Photo, true);
    let brand = head.get(4..8) == Some(b"ftyp".as_slice());
    match head {
        [0xff, 0xd8, 0xff, ..] => photo("jpg"),
        [0x89, b'P', b'N', b'G', ..] => photo("png"),
        [b'G', b'I', b'F', b'8', ..] => photo("gif"),
        _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP".as_slice()) => photo("webp"),
        _ if brand && matches!(head.get(8..12), Some(b"heic" | b"heix" | b"mif1")) => {
            of("heic", EvidenceKind::Photo, false)
        }
        _ if brand && head.get(8..12) == Some(b"qt  ".as_slice()) => of("mov", EvidenceKind::UnboxingVideo, false),
        _ if brand => of("mp4", EvidenceKind::UnboxingVideo, false),
        _ if head.starts_with(b"%PDF-") => of("pdf", EvidenceKind::TestReport, false),
        _ if !head.is_empty() && !head.contains(&0) && is_text(head) => of("txt", EvidenceKind::ChatQuote, false),
        _ => None,
    }
}

/// Text whose last character may be cut.
fn is_text(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none() && e.valid_up_to() > 0, |_| true)
}

/// Copies `source` into the evidence folder beside the data file, adds it to a case, and says what it became. The copy is
/// whole and on the disk before the row is; a failure leaves neither.
///
/// # Errors
/// [`Problem::Evidence`] for what is not taken; [`Problem::File`] when it cannot be read or copied.
pub fn take_in(
    (db, data_file): (&dyn Engine, &Path),
    by: &By,
    case: CaseId,
    source: &Path,
    told: &Told,
    limits: &FileLimits,
) -> Result<(i64, EvidenceItem), Problem> {
    let name = SafeText::line(&source.file_name().unwrap_or(source.as_os_str()).to_string_lossy());
    let refused = |fault| Problem::Evidence { name: name.clone(), fault };
    cases::expect(db, case)?;
    let mut from = File::open(source).map_err(|error| Problem::file(source, &error))?;
    let meta = from.metadata().map_err(|error| Problem::file(source, &error))?;
    if !meta.is_file() || meta.len() == 0 {
        return Err(refused(FileFault::Empty));
    }
    if meta.len() > limits.max_bytes {
        return Err(refused(FileFault::TooLarge { mib: limits.max_bytes >> 20 }));
    }
    let mut head = vec![0; 4096];
    let filled = fill(&mut from, &mut head).map_err(|error| Problem::file(source, &error))?;
    head.truncate(filled);
    let content = content(&head).ok_or_else(|| refused(FileFault::NotTaken))?;
    let id = db.next_id()?;
    let path = format!("{FOLDER}/{case}/{id}.{}", content.ending);
    let target = data_file.parent().unwrap_or(Path::new("")).join(&path);
    private_folder(target.parent().unwrap_or(Path::new("")))?;
    let kept = copy(&head, &mut from, &target, limits.max_bytes);
    let added = kept.and_then(|(hash, bytes)| {
        let (held, twice) = cases::files_held(db, case, &hash)?;
        if twice {
            return Err(refused(FileFault::Twice));
        }
        if u64::try_from(held).unwrap_or(0).saturating_add(bytes) > limits.max_case_bytes {
            return Err(refused(FileFault::TooMuch { mib: limits.max_case_bytes >> 20 }));
        }
        let item =
            EvidenceItem { kind: told.kind.unwrap_or(content.kind), from: told.from, at: by.at, name: name.clone() };
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        let file = NewFile { id, item: &item, path: &path, hash: &hash, bytes, note: &told.note };
        write(db, || cases::add_file(db, by, case, &file))?;
        Ok((id, item))
    });
    if added.is_err() {
        // Ours, just made, and named by no row.
        let _ = std::fs::remove_file(&target);
    }
    added
}

/// Where a file of evidence lies.
pub fn place(data_file: &Path, path: &str) -> PathBuf {
    data_file.parent().unwrap_or(Path::new("")).join(path)
}

/// The SHA-256 of a file in hexadecimal.
pub fn hash_of(file: &Path) -> Result<String, Problem> {
    let mut from = File::open(file).map_err(|error| Problem::file(file, &error))?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match from.read(&mut buffer).map_err(|error| Problem::file(file, &error))? {
            0 => return Ok(hex(&hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

/// The SHA-256 of bytes in hexadecimal.
pub fn hash_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fill(from: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..])? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

/// Copies what was read and the rest into a new file, hashing on the way; a file that grows beyond the limit is refused.
fn copy(head: &[u8], from: &mut File, target: &Path, max: u64) -> Result<(String, u64), Problem> {
    let fault = |error: std::io::Error| Problem::file(target, &error);
    let mut to = OpenOptions::new().write(true).create_new(true).mode(0o600).open(target).map_err(fault)?;
    let mut hasher = Sha256::new();
    hasher.update(head);
    to.write_all(head).map_err(fault)?;
    let (mut bytes, mut buffer) = (head.len() as u64, vec![0; 1 << 16]);
    loop {
        let read = from.read(&mut buffer).map_err(fault)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        if bytes > max {
            let name = SafeText::line(&target.file_name().unwrap_or_default().to_string_lossy());
            return Err(Problem::Evidence { name, fault: FileFault::TooLarge { mib: max >> 20 } });
        }
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read]).map_err(fault)?;
    }
    to.sync_all().map_err(fault)?;
    Ok((hex(&hasher.finalize()), bytes))
}
