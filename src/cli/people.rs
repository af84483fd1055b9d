//! `kefu agents`, `kefu reveal` and `kefu audit`: who acts, and what was seen and done.

use super::args::Page;
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu agents` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum AgentsCommand {
    List,
    Add {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_parser = ["presale", "aftersale", "lead", "owner"], default_value = "presale")]
        role: String,
        #[arg(long, value_name = "CODE", default_value = "")]
        code: String,
        #[arg(long, value_name = "USER")]
        os_user: Option<String>,
    },
    Role {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_parser = ["presale", "aftersale", "lead", "owner"])]
        role: String,
    },
}

/// What `kefu reveal` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct RevealArgs {
    #[arg(value_name = "NUMBER")]
    pub(crate) number: String,
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}

/// What `kefu audit` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum AuditCommand {
    Show {
        #[command(flatten)]
        page: Page,
    },
}

/// Runs one of `kefu agents`.
pub(crate) fn agents(_context: &mut Context, _command: AgentsCommand) -> Outcome {
    Ok(Done::Whole)
}

/// Shows the phone and address of one order, and writes down who saw them and why.
pub(crate) fn reveal(_context: &mut Context, _args: &RevealArgs) -> Outcome {
    Ok(Done::Whole)
}

/// Runs one of `kefu audit`.
pub(crate) fn audit(_context: &mut Context, _command: AuditCommand) -> Outcome {
    Ok(Done::Whole)
}
