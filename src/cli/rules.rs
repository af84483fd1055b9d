//! `kefu rules`: the business rules as data.

use std::path::PathBuf;

use super::context::Context;
use super::{Done, Outcome};

/// What `kefu rules` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum RulesCommand {
    Check {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Show,
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: RulesCommand) -> Outcome {
    Ok(Done::Whole)
}
