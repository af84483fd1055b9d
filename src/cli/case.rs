//! `kefu case`: after-sales cases.

use super::args::Page;
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu case` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum CaseCommand {
    Open {
        #[arg(long, value_name = "NUMBER")]
        order: String,
        #[arg(long, value_name = "LINE")]
        line: Option<String>,
        #[arg(long = "type", value_name = "TYPE")]
        kind: String,
        #[arg(long, value_name = "REASON")]
        reason: String,
        #[arg(long, value_name = "AMOUNT")]
        amount: Option<String>,
    },
    List {
        #[arg(long, value_name = "24h")]
        due_within: Option<String>,
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        page: Page,
    },
    Show {
        #[arg(value_name = "CASE")]
        case: String,
    },
    Step {
        #[arg(value_name = "CASE")]
        case: String,
        #[arg(value_name = "STEP")]
        step: String,
        #[arg(long, value_name = "AMOUNT")]
        amount: Option<String>,
        #[arg(long, value_name = "REASON")]
        reason: Option<String>,
        #[arg(long, value_name = "TEXT")]
        text: Option<String>,
        #[arg(long, value_name = "NUMBER")]
        tracking: Option<String>,
        #[arg(long, value_name = "STAGE")]
        expect: Option<String>,
    },
    Done {
        #[arg(value_name = "CASE")]
        case: String,
    },
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: CaseCommand) -> Outcome {
    Ok(Done::Whole)
}
