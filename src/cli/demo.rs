//! `kefu demo`: the workstation on a throw-away shop where scripted customers write in.

use super::context::Context;
use super::{Done, Outcome};

/// What `kefu demo` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct DemoArgs {
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    #[arg(long, value_name = "N", default_value_t = 400)]
    pub(crate) orders: usize,
    #[arg(long)]
    pub(crate) fast: bool,
    #[arg(long)]
    pub(crate) no_screen: bool,
}

/// Opens the demo shop.
pub(crate) fn run(_context: &mut Context, _args: &DemoArgs) -> Outcome {
    Ok(Done::Whole)
}
