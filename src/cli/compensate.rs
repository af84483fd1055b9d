//! `kefu compensate`: small transfers beside refunds, within limits of their own.

use serde_json::json;

use crate::domain::aftersale::compensation::{Compensation, CompensationKind, CompensationState};
use crate::domain::{CompensationId, Money, Problem, SafeText};
use crate::runtime::compensate::{Asked, give};
use crate::store::compensations;

use super::approval::{self, ApprovalArgs};
use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, case, orders};

/// What `kefu compensate` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum CompensateCommand {
    Add(AddArgs),
    List {
        #[arg(long, value_name = "NUMBER")]
        order: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    Paid {
        #[arg(value_name = "ID")]
        id: String,
    },
    Withdraw {
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// What `kefu compensate add` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct AddArgs {
    #[arg(long, value_name = "NUMBER", required_unless_present = "case")]
    order: Option<String>,
    #[arg(long, value_name = "CASE", conflicts_with = "order")]
    case: Option<String>,
    #[arg(long, value_name = "AMOUNT")]
    amount: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_parser = ["goodwill", "freight", "price_diff", "other"], default_value = "goodwill")]
    kind: String,
    #[command(flatten)]
    approval: ApprovalArgs,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: CompensateCommand) -> Outcome {
    match command {
        CompensateCommand::Add(args) => add(context, &args),
        CompensateCommand::List { order, page } => {
            let store = context.store()?;
            let found = match order {
                Some(number) => compensations::of_order(store.db(), orders::find(context, &number)?.id)?,
                None => compensations::all(store.db(), page.limit, page.offset)?,
            };
            print(context, &found)
        }
        CompensateCommand::Paid { id } => settle(context, &id, CompensationState::Paid),
        CompensateCommand::Withdraw { id } => settle(context, &id, CompensationState::Withdrawn),
    }
}

fn add(context: &mut Context, args: &AddArgs) -> Outcome {
    let (store, by, rules) = (context.store()?, context.by()?, context.rules()?);
    let db = store.db();
    let case = args.case.as_deref().map(|key| case::find(context, key)).transpose()?;
    let order = match (&case, &args.order) {
        (Some(case), _) => crate::store::orders::expect(db, case.order)?,
        (None, number) => orders::find(context, number.as_deref().unwrap_or_default())?,
    };
    let amount: Money = context.money(&args.amount, order.currency)?;
    let kind = CompensationKind::parse(&args.kind).unwrap_or(CompensationKind::Other);
    let authority = approval::authority(context, &args.approval)?;
    let asked = Asked { order: order.id, case: case.as_ref().map(|case| case.id), kind, reason: &args.reason, amount };
    let added = give(db, &by, &rules, &authority, &asked)?;
    match added {
        Ok(added) => print(context, &[added]),
        Err(refusal) => Err(context.refused(&refusal)),
    }
}

fn settle(context: &mut Context, id: &str, state: CompensationState) -> Outcome {
    let (store, by) = (context.store()?, context.by()?);
    let missing = || Problem::NotFound { kind: "compensation", key: SafeText::line(id) };
    let id: CompensationId = id.parse().map_err(|_| missing())?;
    let seen = compensations::expect(store.db(), id)?;
    let now = compensations::settle(store.db(), &by, &seen, state)?;
    print(context, &[now])
}

fn print(context: &mut Context, found: &[Compensation]) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let number = |found: &Compensation| -> Result<String, Problem> {
        Ok(crate::store::orders::by_id(store.db(), found.order)?.map(|order| order.number).unwrap_or_default())
    };
    if context.json {
        let mut rows = Vec::new();
        for row in found {
            rows.push(json!({
                "id": row.id.to_string(), "order": number(row)?, "case": row.case.map(|case| case.to_string()),
                "kind": row.kind.code(), "reason": &*row.reason, "amount": row.amount.to_string(),
                "currency": row.amount.currency().code(), "state": row.state.code(), "agent": words.agent(row.by),
                "approver": words.agent(row.second), "at": words.time(row.at), "paid_at": words.time(row.paid_at),
            }));
        }
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let heads = [
        lang.cli_id(),
        lang.cli_number(),
        lang.cli_amount(),
        lang.cli_type(),
        lang.cli_state(),
        lang.cli_at(),
        lang.cli_agent(),
        lang.cli_reason(),
    ];
    let mut table = Table::new(&heads);
    for row in found {
        table.row([
            row.id.to_string(),
            number(row)?,
            row.amount.shown(),
            lang.compensation_kind(row.kind).to_owned(),
            lang.compensation_state(row.state).to_owned(),
            words.short(row.at),
            words.agent_name(row.by).unwrap_or_default().to_owned(),
            row.reason.to_line().to_string(),
        ]);
    }
    context.out.table(&table, lang.cli_no_compensation())?;
    Ok(Done::Whole)
}
