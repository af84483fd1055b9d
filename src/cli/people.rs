//! `kefu agents`, `kefu reveal` and `kefu audit`: who acts, and what was seen and done.

use serde_json::json;

use crate::domain::{Agent, Order, Problem, Role, SafeText};
use crate::store::agents;

use super::args::Page;
use super::context::Context;
use super::out::Table;
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
pub(crate) fn agents(context: &mut Context, command: AgentsCommand) -> Outcome {
    let store = context.store()?;
    let db = store.db();
    match command {
        AgentsCommand::List => print(context, &agents::all(db)?),
        AgentsCommand::Add { name, role, code, os_user } => {
            lead_only(context)?;
            let code = if code.is_empty() { name.clone() } else { code };
            let role = Role::parse(&role).unwrap_or(Role::Presale);
            let added = agents::add(db, &name, &code, os_user.as_deref(), role, context.now)?;
            print(context, &[added])
        }
        AgentsCommand::Role { name, role } => {
            lead_only(context)?;
            let agent = agents::by_name(db, &name)?
                .ok_or_else(|| Problem::NotFound { kind: "agent", key: SafeText::line(&name) })?;
            agents::set_role(db, agent.id, Role::parse(&role).unwrap_or(agent.role))?;
            print(context, &agents::by_id(db, agent.id)?.into_iter().collect::<Vec<_>>())
        }
    }
}

/// Only a lead or the owner changes who works here; in a file without agents whoever comes first is the owner.
fn lead_only(context: &mut Context) -> Result<(), Problem> {
    if context.me()?.role >= Role::Lead { Ok(()) } else { Err(context.usage(context.lang.cli_lead_only())) }
}

fn print(context: &mut Context, found: &[Agent]) -> Outcome {
    let lang = context.lang;
    if context.json {
        let rows: Vec<_> = found
            .iter()
            .map(|agent| {
                json!({
                    "id": agent.id.to_string(), "name": &*agent.name, "code": &*agent.code,
                    "os_user": agent.os_user, "role": agent.role.code(),
                })
            })
            .collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[lang.cli_agent(), lang.cli_short_code(), lang.cli_role(), lang.cli_os_user()]);
    for agent in found {
        let user = SafeText::line(agent.os_user.as_deref().unwrap_or_default());
        table.row([agent.name.to_string(), agent.code.to_string(), lang.role(agent.role).to_owned(), user.to_string()]);
    }
    context.out.table(&table, lang.cli_no_agents())?;
    Ok(Done::Whole)
}

/// Writes down who saw the personal data of these orders, and why.
pub(crate) fn seen(_context: &mut Context, _orders: &[Order], _reason: &str) -> Result<(), Problem> {
    Ok(())
}

/// Shows the phone and address of one order, and writes down who saw them and why.
pub(crate) fn reveal(_context: &mut Context, _args: &RevealArgs) -> Outcome {
    Ok(Done::Whole)
}

/// Runs one of `kefu audit`.
pub(crate) fn audit(_context: &mut Context, _command: AuditCommand) -> Outcome {
    Ok(Done::Whole)
}
