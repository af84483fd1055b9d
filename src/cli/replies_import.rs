//! `kefu replies import`: phrases of other tools, put behind the replies in force.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::domain::reply::{PhraseFile, Placeholder, ReplyFault};
use crate::domain::{Problem, SafeText};
use crate::import::phrases;
use crate::replies::{self, DEFAULT_TEXT, Merged};

use super::context::Context;
use super::{Done, Failure, Outcome};

/// How many phrases of each kind are listed for people; `--json` has all.
const LISTED: usize = 50;

/// Reads the named files into the person's own file of replies, which begins as the one kefu ships with. The file is
/// written once, whole, beside a copy of what it was; a dry run writes nothing.
pub(super) fn run(context: &mut Context, files: &[PathBuf], dry_run: bool) -> Outcome {
    // A link stays one: what it leads to is replaced.
    let own = fs::canonicalize(&context.paths.replies_file).unwrap_or_else(|_| context.paths.replies_file.clone());
    let stands = super::replies::bytes_of(&own)?;
    let mut text = match &stands {
        Some(bytes) => String::from_utf8(bytes.clone()).map_err(|_| not_utf8(&own))?,
        None => DEFAULT_TEXT.to_owned(),
    };
    let (mut documents, mut wrong, mut changed) = (Vec::new(), false, false);
    let mut reports = Vec::new();
    for file in files {
        let found = phrases::read(&bytes_of(file)?)?;
        let name = SafeText::line(&file.file_name().unwrap_or_default().to_string_lossy());
        let from = format!("{name} {}", context.zone.date(context.now));
        let merged = replies::merge(&text, &found.phrases, &from).map_err(first)?;
        if let Some(now) = &merged.text {
            (text, changed) = (now.clone(), true);
        }
        wrong |= !merged.refused.is_empty() || merged.places.iter().any(|(_, ours, _)| ours.is_none());
        reports.push((name, found, merged));
    }
    let backup = if changed && !dry_run { replace(context, &own, stands.as_deref(), &text)? } else { None };
    for (name, found, merged) in &reports {
        if context.json {
            documents.push(document(name, found, merged, backup.as_deref()));
        } else {
            print(context, name, found, merged)?;
        }
    }
    if context.json {
        context.out.json(&Value::Array(documents))?;
    } else {
        let file = SafeText::line(&own.to_string_lossy());
        let lang = context.lang;
        match (&backup, changed, dry_run) {
            (_, _, true) => context.out.line(lang.import_dry())?,
            (_, false, _) => context.out.line(lang.replies_import_nothing())?,
            (Some(backup), ..) => {
                let backup = SafeText::line(&backup.to_string_lossy());
                context.out.line(lang.replies_import_written(&file, &backup))?;
            }
            (None, ..) => context.out.line(lang.replies_import_made(&file))?,
        }
    }
    Ok(if wrong { Done::Found } else { Done::Whole })
}

fn first(problems: Vec<Problem>) -> Problem {
    problems.into_iter().next().unwrap_or_else(|| Problem::program("replies.read"))
}

fn not_utf8(file: &Path) -> Problem {
    let file = SafeText::line(&file.to_string_lossy());
    Problem::Reply { file, line: 0, fault: ReplyFault::NotUtf8 }
}

/// The bytes of a file of phrases, no more than one can have.
fn bytes_of(file: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: std::io::Error| Problem::file(file, &error);
    let mut bytes = Vec::new();
    let open = File::open(file).map_err(failed)?;
    open.take(phrases::BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Puts `text` in the place of the file in one go, and what stood there into a copy beside it; its name is told.
fn replace(context: &Context, own: &Path, stands: Option<&[u8]>, text: &str) -> Result<Option<PathBuf>, Failure> {
    let failed = |error: std::io::Error| Failure::Problem(Problem::file(own, &error));
    if let Some(folder) = own.parent() {
        crate::config::private_folder(folder)?;
    }
    let stamp = context.zone.local(context.now).format("%Y%m%d-%H%M%S").to_string();
    let mut backup = None;
    if let Some(bytes) = stands {
        let (mut copy, name) = fresh(own, &stamp).map_err(failed)?;
        copy.write_all(bytes).and_then(|()| copy.sync_all()).map_err(failed)?;
        backup = Some(name);
    }
    let draft = own.with_extension("toml.new");
    let mut made = private().create(true).truncate(true).open(&draft).map_err(failed)?;
    made.write_all(text.as_bytes()).and_then(|()| made.sync_all()).map_err(failed)?;
    fs::rename(&draft, own).map_err(failed)?;
    Ok(backup)
}

fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

/// A copy of a name nobody has, so that no earlier copy is lost.
fn fresh(own: &Path, stamp: &str) -> std::io::Result<(File, PathBuf)> {
    let mut n = 1;
    loop {
        let tail = if n == 1 { String::new() } else { format!("-{n}") };
        let name = own.with_extension(format!("toml.{stamp}{tail}.bak"));
        match private().create_new(true).open(&name) {
            Ok(file) => return Ok((file, name)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && n < 1_000 => n += 1,
            Err(error) => return Err(error),
        }
    }
}

fn document(name: &SafeText, found: &PhraseFile, merged: &Merged, backup: Option<&Path>) -> Value {
    let codes = merged.taken.iter().map(|taken| {
        json!({"row": taken.row, "code": taken.code, "was": taken.was, "group": taken.group.code(),
               "title": taken.title, "warning": taken.warned.as_ref().map(ReplyFault::code)})
    });
    let rejects = merged
        .refused
        .iter()
        .map(|(row, fault, begins)| json!({"row": row, "column": "text", "problem": fault.code(), "value": begins}));
    let places = merged
        .places
        .iter()
        .map(|(name, ours, times)| json!({"name": &*SafeText::line(name), "becomes": ours.map(Placeholder::code), "times": times}));
    json!({
        "file": &**name,
        "format": found.format,
        "encoding": found.encoding,
        "rows": found.phrases.len(),
        "inserted": merged.taken.len(),
        "unchanged": merged.known,
        "renamed": merged.taken.iter().filter(|taken| taken.was.is_some()).count(),
        "rejected": merged.refused.len(),
        "replies": codes.collect::<Vec<_>>(),
        "placeholders": places.collect::<Vec<_>>(),
        "rejects": rejects.collect::<Vec<_>>(),
        "backup": backup.map(|path| SafeText::line(&path.to_string_lossy()).to_string()),
    })
}

fn print(context: &mut Context, name: &SafeText, found: &PhraseFile, merged: &Merged) -> std::io::Result<()> {
    let lang = context.lang;
    let out = &mut context.out;
    out.line(lang.import_line(name, found.format, found.encoding, found.phrases.len() as u64))?;
    out.line(lang.replies_import_counts(merged.taken.len(), merged.known))?;
    for taken in merged.taken.iter().filter(|taken| taken.was.is_some()).take(LISTED) {
        let was = taken.was.as_deref().unwrap_or_default();
        out.line(lang.replies_import_renamed(taken.row, was, &taken.code, &taken.title))?;
    }
    for (place, ours, times) in merged.places.iter().take(LISTED) {
        let place = SafeText::line(place);
        out.line(match ours {
            Some(ours) => lang.replies_import_place(&place, ours.code(), *times),
            None => lang.replies_import_gap(&place, *times),
        })?;
    }
    for (row, fault, begins) in merged.refused.iter().take(LISTED) {
        out.line(lang.replies_import_refused(*row, &lang.reply_fault(fault).what, begins))?;
    }
    for taken in &merged.taken {
        if let Some(fault) = &taken.warned {
            out.line(lang.replies_import_warned(taken.row, &taken.code, &lang.reply_fault(fault).what))?;
        }
    }
    Ok(())
}
