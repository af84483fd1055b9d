//! `kefu agents pin`: the PIN with which a second person approves what is above somebody's limit.

use std::path::PathBuf;

use crate::domain::aftersale::limits::{Approval, Pin};
use crate::domain::{Problem, Role, SafeText};
use crate::runtime::os::user::os_user;
use crate::runtime::world::money;
use crate::store::{agents, pins};

use super::approval::pin;
use super::context::Context;
use super::{Done, Outcome};

/// What `kefu agents pin` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct PinArgs {
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "clear")]
    pin_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "clear")]
    old_pin_file: Option<PathBuf>,
    #[arg(long)]
    clear: bool,
}

/// Sets or clears a PIN. Where one is set, the old one comes first, whoever sits there; only the owner clears one.
pub(crate) fn run(context: &mut Context, args: &PinArgs) -> Outcome {
    let (me, by, store, user, lang) = (context.me()?, context.by()?, context.store()?, os_user(), context.lang);
    let db = store.db();
    let whose = match &args.name {
        None => me.clone(),
        Some(name) => {
            agents::by_name(db, name)?.ok_or_else(|| Problem::NotFound { kind: "agent", key: SafeText::line(name) })?
        }
    };
    if args.clear {
        if me.role < Role::Owner {
            return Err(context.usage(lang.cli_pin_owner_only()).into());
        }
        pins::clear(db, &by, &user, whose.id)?;
        context.out.line(lang.cli_pin_cleared(&whose.name))?;
        return Ok(Done::Whole);
    }
    if pins::has(db, whose.id)? {
        if args.old_pin_file.is_none() && args.pin_file.is_some() {
            return Err(context.usage(&lang.cli_pin_not_yours(&whose.name)).into());
        }
        let old = pin(context, args.old_pin_file.as_deref(), &lang.cli_pin_ask(&whose.name))?;
        let approval = Approval { name: whose.name.to_string(), pin: old };
        money::prove(db, &by, &approval, lang, context.zone)?;
    } else if whose.id != me.id && me.role < Role::Lead {
        return Err(context.usage(lang.cli_lead_only()).into());
    }
    let new = pin(context, args.pin_file.as_deref(), &lang.cli_pin_new(&whose.name))?;
    if !new.may_be_set() {
        return Err(context.usage(&lang.cli_pin_weak(Pin::SHORTEST)).into());
    }
    if args.pin_file.is_none() && pin(context, None, lang.cli_pin_again())? != new {
        return Err(context.usage(lang.cli_pin_differs()).into());
    }
    pins::set(db, &by, &user, whose.id, &new)?;
    context.out.line(lang.cli_pin_set(&whose.name))?;
    Ok(Done::Whole)
}
