//! `kefu orders`: looking orders up and working on them.

use super::args::{Page, Reveal};
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu orders` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum OrdersCommand {
    Find {
        #[arg(required = true, num_args = 1.., value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    Show {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        reveal: Reveal,
    },
    List {
        #[arg(long, value_name = "STATUS")]
        status: Option<String>,
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    Unpaid {
        #[arg(long, value_name = "12h")]
        older_than: Option<String>,
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    ToShip {
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    Flag {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(long, value_name = "FLAG")]
        flag: Option<String>,
        #[arg(long, value_name = "TEXT")]
        memo: Option<String>,
    },
    Verify {
        #[arg(value_name = "NUMBER")]
        number: String,
    },
    Remind {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(long, value_name = "CODE")]
        reply: Option<String>,
    },
    Promise {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(long, value_name = "TEXT")]
        text: String,
        #[arg(long, value_name = "WHEN")]
        due: String,
    },
    Done {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(value_name = "WHAT")]
        what: String,
    },
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: OrdersCommand) -> Outcome {
    Ok(Done::Whole)
}
