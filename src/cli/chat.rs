//! `kefu chat`: the queue and its conversations.

use super::args::Page;
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu chat` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ChatCommand {
    Receive {
        #[arg(long, value_name = "NAME", default_value = "stdin")]
        channel: String,
    },
    List {
        #[arg(long, value_name = "STATE")]
        state: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    Show {
        #[arg(value_name = "CHAT")]
        chat: String,
    },
    Send {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(value_name = "TEXT")]
        text: String,
    },
    Note {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(value_name = "TEXT")]
        text: String,
    },
    Snooze {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long = "for", value_name = "2h")]
        span: String,
    },
    Resolve {
        #[arg(value_name = "CHAT")]
        chat: String,
    },
    Transfer {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long = "to", value_name = "AGENT")]
        to: String,
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    Escalate {
        #[arg(value_name = "CHAT")]
        chat: String,
        #[arg(long, value_name = "TEXT")]
        note: String,
    },
    Sent {
        #[arg(value_name = "CHAT")]
        chat: String,
    },
    Next,
}

/// Runs one of them.
pub(crate) fn run(_context: &mut Context, _command: ChatCommand) -> Outcome {
    Ok(Done::Whole)
}
