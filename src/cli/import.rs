//! `kefu import`: reads the files of platforms.

use std::path::PathBuf;

use super::context::Context;
use super::{Done, Outcome};

/// What `kefu import` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct ImportArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) shop: Option<String>,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Reads the named files into the data file.
pub(crate) fn run(_context: &mut Context, _args: &ImportArgs) -> Outcome {
    Ok(Done::Whole)
}
