//! `kefu` itself, and what is made from the same tables as the screen: keys, completions and the manual.

use std::io::IsTerminal;
use std::sync::Arc;

use serde_json::json;

use crate::action::{Row, Scope, TABLE, rows_of};
use crate::demo::DemoShop;
use crate::domain::{Clock, Problem};
use crate::runtime::clock::{ShiftedClock, SystemClock};
use crate::runtime::event_loop::End;
use crate::runtime::{self, RunOptions};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, args};

/// What `kefu completions` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct CompletionsArgs {
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Opens the workstation.
pub(crate) fn open(context: &mut Context) -> Outcome {
    workstation(context, None)
}

/// Opens the workstation on the data file, with the demo's customers when there are any.
pub(crate) fn workstation(context: &mut Context, demo: Option<DemoShop>) -> Outcome {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Problem::NoTerminal.into());
    }
    let me = context.me()?;
    let clock: Arc<dyn Clock> = match context.common.now {
        Some(_) => Arc::new(ShiftedClock::starting_at(context.now)),
        None => Arc::new(SystemClock),
    };
    let ended = runtime::run(RunOptions {
        store: context.take_store()?,
        me,
        config: context.config.clone(),
        paths: context.paths.clone(),
        lang: context.lang,
        clock,
        demo,
    })?;
    match ended {
        End::Quit => Ok(Done::Whole),
        End::Signal(number) => Ok(Done::Signal(number)),
    }
}

/// Lists the keys in force.
pub(crate) fn keys(context: &mut Context) -> Outcome {
    let (keymap, lang) = (context.config.keymap(), context.lang);
    let chords = |row: &Row| keymap.chords(row.action).iter().map(ToString::to_string).collect::<Vec<_>>();
    if context.json {
        let rows: Vec<_> = TABLE
            .iter()
            .map(|row| json!({"action": row.id, "scope": row.scope.title(lang), "keys": chords(row), "does": row.long(lang)}))
            .collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[lang.cli_scope(), lang.cli_keys(), lang.cli_does(), lang.cli_action()]);
    for row in Scope::ALL.into_iter().flat_map(rows_of) {
        table.row([
            row.scope.title(lang).to_owned(),
            chords(row).join(" "),
            row.long(lang).to_owned(),
            row.id.to_owned(),
        ]);
    }
    context.out.table(&table, "")?;
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
