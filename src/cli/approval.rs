//! A second person at the command line: named, and proved by a PIN that is typed or lies in a file.

use std::path::{Path, PathBuf};

use crate::domain::Problem;
use crate::domain::aftersale::Authority;
use crate::domain::aftersale::limits::{Approval, Pin};
use crate::runtime::os::secret::read_secret;
use crate::runtime::world::money;

use super::context::Context;

/// What names a second person.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct ApprovalArgs {
    #[arg(long, value_name = "NAME")]
    approver: Option<String>,
    #[arg(long, value_name = "FILE", requires = "approver")]
    pin_file: Option<PathBuf>,
}

/// On whose word money is given away. The PIN is asked for when a second person is named.
pub(crate) fn authority(context: &mut Context, args: &ApprovalArgs) -> Result<Authority, Problem> {
    let (me, by, store) = (context.me()?, context.by()?, context.store()?);
    let second = match &args.approver {
        None => None,
        Some(name) => {
            let pin = pin(context, args.pin_file.as_deref(), &context.lang.cli_pin_ask(name))?;
            let approval = Approval { name: name.clone(), pin };
            Some(money::prove(store.db(), &by, &approval, context.lang, context.zone)?)
        }
    };
    money::authority(store.db(), &me, second)
}

/// A PIN from a file, or typed unseen.
pub(crate) fn pin(context: &Context, file: Option<&Path>, prompt: &str) -> Result<Pin, Problem> {
    match file {
        Some(file) => std::fs::read_to_string(file).map(|text| Pin::new(&text)).map_err(|e| Problem::file(file, &e)),
        None => read_secret(prompt)
            .map(|typed| Pin::new(&typed))
            .map_err(|_| context.usage(context.lang.cli_pin_no_terminal())),
    }
}
