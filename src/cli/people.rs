//! `kefu agents`, `kefu reveal` and `kefu audit`: who acts, and what was seen and done.

use serde_json::json;

use crate::domain::{Agent, By, Order, Problem, Role, SafeText};
use crate::store::{agents, audit};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, agents_pin};

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
    Name {
        #[arg(value_name = "NEW")]
        new: String,
        #[arg(long, value_name = "NAME")]
        whose: Option<String>,
    },
    Pin(agents_pin::PinArgs),
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
    Verify,
}

/// Runs one of `kefu agents`.
pub(crate) fn agents(context: &mut Context, command: AgentsCommand) -> Outcome {
    let store = context.store()?;
    let db = store.db();
    match command {
        AgentsCommand::List => print(context, &agents::all(db)?),
        AgentsCommand::Add { name, role, code, os_user } => {
            let by = lead_only(context)?;
            let code = if code.is_empty() { name.clone() } else { code };
            let role = Role::parse(&role).unwrap_or(Role::Presale);
            let (now, user) = (context.now, crate::runtime::os::user::os_user());
            let added = crate::store::write(db, || {
                audit::add(db, &by, Some(&user), "agent", ("agent", &name), role.code())?;
                agents::add(db, &name, &code, os_user.as_deref(), role, now)
            })?;
            print(context, &[added])
        }
        AgentsCommand::Name { new, whose } => {
            let agent = match whose {
                None => context.me()?,
                Some(name) => {
                    lead_only(context)?;
                    agents::by_name(db, &name)?
                        .ok_or_else(|| Problem::NotFound { kind: "agent", key: SafeText::line(&name) })?
                }
            };
            let new = SafeText::line(new.trim());
            if new.is_empty() {
                return Err(context.usage(context.lang.cli_no_name()).into());
            }
            let (by, user) = (context.by()?, crate::runtime::os::user::os_user());
            let named = crate::store::write(db, || {
                audit::add(db, &by, Some(&user), "name", ("agent", &agent.id.to_string()), &new)?;
                agents::rename(db, agent.id, &new)
            })?;
            print(context, &[named])
        }
        AgentsCommand::Pin(args) => agents_pin::run(context, &args),
        AgentsCommand::Role { name, role } => {
            let by = lead_only(context)?;
            let agent = agents::by_name(db, &name)?
                .ok_or_else(|| Problem::NotFound { kind: "agent", key: SafeText::line(&name) })?;
            let (role, user) = (Role::parse(&role).unwrap_or(agent.role), crate::runtime::os::user::os_user());
            crate::store::write(db, || {
                audit::add(db, &by, Some(&user), "role", ("agent", &agent.name), role.code())?;
                agents::set_role(db, agent.id, role)
            })?;
            print(context, &agents::by_id(db, agent.id)?.into_iter().collect::<Vec<_>>())
        }
    }
}

/// Only a lead or the owner changes who works here; in a file without agents whoever comes first is the owner.
fn lead_only(context: &mut Context) -> Result<By, Problem> {
    if context.me()?.role >= Role::Lead { context.by() } else { Err(context.usage(context.lang.cli_lead_only())) }
}

fn print(context: &mut Context, found: &[Agent]) -> Outcome {
    let lang = context.lang;
    if context.json {
        let rows: Vec<_> = found
            .iter()
            .map(|agent| {
                json!({
                    "id": agent.id.to_string(), "name": &*agent.name, "code": &*agent.code,
                    "os_user": agent.os_user, "role": agent.role.code(), "named": agent.named,
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

/// Writes down who saw the personal data of these orders, and why; before it is shown.
pub(crate) fn seen(context: &mut Context, orders: &[Order], reason: &str) -> Result<(), Problem> {
    if reason.trim().is_empty() {
        return Err(context.usage(context.lang.cli_why_reveal()));
    }
    let (store, by, user) = (context.store()?, context.by()?, crate::runtime::os::user::os_user());
    let db = store.db();
    crate::store::write(db, || {
        orders.iter().try_for_each(|order| {
            audit::add(db, &by, Some(&user), "reveal", ("order", &order.number), reason).map(|_| ())
        })
    })
}

/// Shows the receiver, phone and address of one order, and writes down who saw them and why.
pub(crate) fn reveal(context: &mut Context, args: &RevealArgs) -> Outcome {
    let order = super::orders::find(context, &args.number)?;
    seen(context, std::slice::from_ref(&order), &args.reason)?;
    if context.json {
        let shown = |text: &str| if text.is_empty() { serde_json::Value::Null } else { json!(text) };
        context.out.json(&json!({
            "number": order.number, "receiver": shown(&order.receiver), "phone": shown(&order.phone),
            "address": shown(&order.address),
        }))?;
    } else {
        context.out.line(format!("{}  {}  {}", order.receiver, order.phone, order.address))?;
    }
    Ok(Done::Whole)
}

/// Runs one of `kefu audit`.
pub(crate) fn audit(context: &mut Context, command: AuditCommand) -> Outcome {
    match command {
        AuditCommand::Show { page } => show(context, page),
        AuditCommand::Verify => verify(context),
    }
}

fn show(context: &mut Context, page: Page) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let found = audit::page(store.db(), None, page.limit, page.offset)?;
    if context.json {
        let rows: Vec<_> = found
            .iter()
            .map(|row| {
                json!({
                    "id": row.id.to_string(), "at": words.time(row.at), "event_at": words.time(row.event_at),
                    "agent": words.agent(row.agent), "os_user": row.os_user, "action": row.action,
                    "subject": row.subject, "subject_id": row.subject_id, "detail": &*row.detail,
                })
            })
            .collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[lang.cli_at(), lang.cli_agent(), lang.cli_os_user(), lang.cli_what_done(), "", ""]);
    for row in found {
        table.row([
            words.zone.local(row.at).format("%Y-%m-%d %H:%M:%S").to_string(),
            words.agent_name(row.agent).unwrap_or_default().to_owned(),
            SafeText::line(row.os_user.as_deref().unwrap_or_default()).to_string(),
            SafeText::line(&row.action).to_string(),
            SafeText::line(&format!("{} {}", row.subject, row.subject_id)).to_string(),
            row.detail.to_string(),
        ]);
    }
    context.out.table(&table, lang.cli_no_audit())?;
    Ok(Done::Whole)
}

fn verify(context: &mut Context) -> Outcome {
    let store = context.store()?;
    let broken = audit::broken_at(store.db())?;
    if context.json {
        context.out.json(&json!({"ok": broken.is_none(), "broken_at": broken.map(|id| id.to_string())}))?;
    } else {
        let lang = context.lang;
        context.out.line(match broken {
            None => lang.cli_audit_whole().to_owned(),
            Some(id) => lang.cli_audit_broken(id),
        })?;
    }
    Ok(if broken.is_none() { Done::Whole } else { Done::Found })
}
