//! `kefu replies`: the quick replies.

use std::path::PathBuf;

use super::args::Page;
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu replies` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum RepliesCommand {
    Check {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Find {
        #[arg(required = true, num_args = 1.., value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        page: Page,
    },
    Fill {
        #[arg(value_name = "CODE")]
        code: String,
        #[arg(long, value_name = "CHAT")]
        chat: Option<String>,
        #[arg(long, value_name = "NUMBER")]
        order: Option<String>,
    },
    Stats,
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: RepliesCommand) -> Outcome {
    Ok(Done::Whole)
}
