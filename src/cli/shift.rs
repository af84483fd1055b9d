//! `kefu shift` and `kefu next`: the to-do list, and the one most urgent thing.

use super::context::Context;
use super::{Done, Outcome};

/// What `kefu shift` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ShiftCommand {
    Start,
    End,
    Done {
        #[arg(value_name = "ROW")]
        row: String,
    },
    Snooze {
        #[arg(value_name = "ROW")]
        row: String,
        #[arg(long = "for", value_name = "2h")]
        span: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Accept {
        #[arg(value_name = "ROW")]
        row: String,
    },
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: ShiftCommand) -> Outcome {
    Ok(Done::Whole)
}

/// The one most urgent thing.
pub(crate) fn next(_context: &mut Context) -> Outcome {
    Ok(Done::Whole)
}
