//! `kefu log`: the work log, problem, cause and fix.

use std::path::PathBuf;

use super::args::Page;
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu log` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum LogCommand {
    Add {
        #[arg(long, value_name = "TEXT")]
        problem: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        cause: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        fix: String,
        #[arg(long, value_name = "WORD", default_value = "")]
        kind: String,
        #[arg(long, value_name = "CHAT")]
        chat: Option<String>,
        #[arg(long, value_name = "NUMBER")]
        order: Option<String>,
        #[arg(long, value_name = "CASE")]
        case: Option<String>,
    },
    List {
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    Find {
        #[arg(required = true, num_args = 1.., value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        page: Page,
    },
    Export {
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        #[arg(long = "to", value_name = "DATE")]
        to: Option<String>,
        #[arg(long, value_parser = ["csv", "md", "json"], default_value = "csv")]
        format: String,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: LogCommand) -> Outcome {
    Ok(Done::Whole)
}
