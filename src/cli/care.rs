//! `kefu backup`, `restore` and `undo`: care of the data.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::domain::{Problem, SafeText};
use crate::store::{CopyState, Store, acts};

use super::context::Context;
use super::{Done, Outcome};

/// What `kefu undo` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct UndoArgs {
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
}

/// What `kefu backup` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct BackupArgs {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// What `kefu restore` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct RestoreArgs {
    #[arg(long)]
    pub(crate) check: bool,
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// What `kefu doctor` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct DoctorArgs {
    #[arg(long)]
    pub(crate) terminal: bool,
}

/// Takes the latest act back, or the one of an id.
pub(crate) fn undo(context: &mut Context, args: &UndoArgs) -> Outcome {
    let id = match &args.id {
        None => None,
        Some(text) => {
            let parsed = text.parse().map_err(|_| Problem::NotFound { kind: "act", key: SafeText::line(text) });
            Some(parsed?)
        }
    };
    let (store, by, lang) = (context.store()?, context.by()?, context.lang);
    let undone = acts::undo(store.db(), &by, id)?;
    let done = if undone.changed.is_empty() { Done::Whole } else { Done::Found };
    if context.json {
        let rows: Vec<_> = undone.rows.iter().map(|(kind, id)| json!({"kind": kind, "id": id.to_string()})).collect();
        let changed: Vec<_> = undone
            .changed
            .iter()
            .map(|(kind, id, who)| json!({"kind": kind, "id": id.to_string(), "by": &**who}))
            .collect();
        context.out.json(&json!({"what": undone.what, "rows": rows, "changed": changed}))?;
        return Ok(done);
    }
    context.out.line(lang.cli_undone(&undone.what, undone.rows.len()))?;
    for (kind, id, who) in &undone.changed {
        context.out.line(lang.cli_not_undone(kind, *id, who))?;
    }
    Ok(done)
}

/// Writes a verified copy of the data file.
pub(crate) fn backup(context: &mut Context, args: &BackupArgs) -> Outcome {
    let state = context.store()?.copy_into(&args.file)?;
    told(context, &args.file, &state, true)
}

/// Checks a backup, or puts it in place of the data file.
pub(crate) fn restore(context: &mut Context, args: &RestoreArgs) -> Outcome {
    let state = Store::verify(&args.file)?;
    told(context, &args.file, &state, false)
}

fn told(context: &mut Context, file: &std::path::Path, state: &CopyState, made: bool) -> Outcome {
    let shown = SafeText::line(&file.to_string_lossy());
    let [orders, chats, messages] = state.rows;
    if context.json {
        let answer: Value = json!({
            "file": &*shown, "ok": true, "version": state.version,
            "orders": orders, "chats": chats, "messages": messages,
        });
        context.out.json(&answer)?;
    } else {
        let lang = context.lang;
        context.out.line(if made { lang.cli_backup_made(&shown) } else { lang.cli_backup_sound(&shown) })?;
        context.out.line(lang.cli_backup_rows(orders, chats, messages))?;
    }
    Ok(Done::Whole)
}

/// Checks the data file.
pub(crate) fn doctor(_context: &mut Context, _args: &DoctorArgs) -> Outcome {
    Ok(Done::Whole)
}
