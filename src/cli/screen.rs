//! `kefu` itself, and what is made from the same tables as the screen: keys, completions and the manual.

use super::context::Context;
use super::{Done, Outcome, args};

/// What `kefu completions` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct CompletionsArgs {
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Opens the workstation.
pub(crate) fn open(_context: &mut Context) -> Outcome {
    Ok(Done::Whole)
}

/// Lists the keys.
pub(crate) fn keys(_context: &mut Context) -> Outcome {
    Ok(Done::Whole)
}

/// Writes completions for a shell.
pub(crate) fn completions(context: &mut Context, args: &CompletionsArgs) -> Outcome {
    let mut made = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(context.lang), "kefu", &mut made);
    context.out.bytes(&made)?;
    Ok(Done::Whole)
}

/// Writes the manual page.
pub(crate) fn man(context: &mut Context) -> Outcome {
    let mut made = Vec::new();
    clap_mangen::Man::new(args::command(context.lang)).render(&mut made)?;
    context.out.bytes(&made)?;
    Ok(Done::Whole)
}
