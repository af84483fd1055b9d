//! `kefu sources writes|again|settle`: what is written to live shops, and what a person says of it.

use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::domain::clock::FixedClock;
use crate::domain::shop_write::ShopWrite;
use crate::domain::{Clock, Money, OrderId, Problem, SafeText};
use crate::runtime::at_shop::{Deciding, reach};
use crate::runtime::sources::{Feed, RulesOf};
use crate::store::shop_writes::{self, Settled};
use crate::store::{Engine, orders};

use super::approval::{self, ApprovalArgs};
use super::context::Context;
use super::out::Table;
use super::shapes::{Words, money};
use super::{Done, Outcome};

/// What `kefu sources again` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct AgainArgs {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<String>,
    #[command(flatten)]
    approval: ApprovalArgs,
}

/// What `kefu sources settle` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct SettleArgs {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(value_name = "OUTCOME")]
    outcome: String,
}

/// Carries out at once what waits to be written to the shop of an order. What cannot be now waits on, and says why.
pub(crate) fn carry_out(context: &mut Context, order: OrderId) -> Result<(), Problem> {
    let store = context.store()?;
    let Some(at) = reach(store.db(), &context.config.sources, order)? else { return Ok(()) };
    let setting = context.config.sources.iter().find(|setting| setting.name == at.source).cloned();
    let Some(setting) = setting else { return Ok(()) };
    let (rules, zone) = (Arc::new(crate::rules::load(&context.paths.rules_dir)?), context.zone);
    let rules: RulesOf = Arc::new(move |_| Ok((Arc::clone(&rules), zone)));
    let clock: Arc<dyn Clock> = Arc::new(FixedClock(context.now));
    match Feed::open(&setting, Rc::clone(&store), rules, clock) {
        Ok(mut feed) => feed.carry_out().map(drop),
        Err(problem) => {
            // It is noted and leaves with the next process that has the secret.
            let said = context.lang.problem(&problem);
            context.note(&format!("{} {}", said.what, said.hint));
            Ok(())
        }
    }
}

/// Lists what is written to shops: what is not over or did not happen, or all of it.
pub(crate) fn list(context: &mut Context, all: bool, limit: usize) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let found = shop_writes::page(store.db(), all, limit)?;
    if context.json {
        let rows = found.iter().map(|write| shape(store.db(), write, &words)).collect::<Result<Vec<_>, _>>()?;
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let heads = [
        lang.cli_id(),
        lang.sources_name(),
        lang.cli_number(),
        lang.writes_what(),
        lang.writes_amount(),
        lang.writes_state(),
        "",
    ];
    let mut table = Table::new(&heads);
    for write in &found {
        let why = write.fault.as_ref().map(|fault| lang.write_fault(fault)).unwrap_or_default();
        table.row([
            write.id.to_string(),
            write.source.clone(),
            orders::expect(store.db(), write.order)?.number,
            lang.shop_act(write.act).to_owned(),
            write.amount.map(Money::shown).unwrap_or_default(),
            lang.write_state(write.state).to_owned(),
            why,
        ]);
    }
    context.out.table(&table, lang.writes_none())?;
    Ok(Done::Whole)
}

/// Asks a shop once more for what surely did not happen.
pub(crate) fn again(context: &mut Context, args: &AgainArgs) -> Outcome {
    let (seen, by, rules, store) = (find(context, &args.id)?, context.by()?, context.rules()?, context.store()?);
    let typed = match (&args.amount, seen.amount) {
        (Some(text), Some(amount)) => Some(context.money(text, amount.currency())?),
        (None, Some(amount)) => {
            return Err(context.usage(&context.lang.cli_exact_amount(&amount.to_string())).into());
        }
        (_, None) => None,
    };
    let authority = approval::authority(context, &args.approval)?;
    let sources = context.config.sources.clone();
    let deciding = Deciding { by: &by, rules: &rules, sources: &sources, lang: context.lang };
    let queued = deciding.again(store.db(), &seen, typed, &authority)?;
    carry_out(context, queued.order)?;
    told(context, queued.id)
}

/// Takes a person's word on a write.
pub(crate) fn settle(context: &mut Context, args: &SettleArgs) -> Outcome {
    let settled = match args.outcome.as_str() {
        "happened" => Settled::Happened,
        "not-there" => Settled::NotThere,
        "dropped" => Settled::Dropped,
        word => return Err(context.usage(&context.lang.cli_bad_settle(word)).into()),
    };
    let (seen, by, rules, store) = (find(context, &args.id)?, context.by()?, context.rules()?, context.store()?);
    let deciding = Deciding { by: &by, rules: &rules, sources: &[], lang: context.lang };
    deciding.settle(store.db(), &seen, settled)?;
    told(context, seen.id)
}

fn find(context: &mut Context, id: &str) -> Result<ShopWrite, Problem> {
    let missing = || Problem::NotFound { kind: "write", key: SafeText::line(id) };
    let id = id.parse().map_err(|_| missing())?;
    shop_writes::by_id(context.store()?.db(), id)?.ok_or_else(missing)
}

fn told(context: &mut Context, id: i64) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let write = shop_writes::expect(store.db(), id)?;
    if context.json {
        let value = shape(store.db(), &write, &words)?;
        context.out.json(&value)?;
    } else {
        context.out.line(context.lang.shop_write(&write))?;
    }
    Ok(Done::Whole)
}

/// Writes of an order as lines, for the commands that began them.
pub(crate) fn lines(context: &mut Context, db: &dyn Engine, order: OrderId) -> Result<Vec<String>, Problem> {
    Ok(shop_writes::of_order(db, order)?.iter().map(|write| context.lang.shop_write(write)).collect())
}

/// A write as JSON.
pub(crate) fn shape(db: &dyn Engine, write: &ShopWrite, words: &Words) -> Result<Value, Problem> {
    let order = orders::expect(db, write.order)?.number;
    let fault = write.fault.as_ref();
    let detail = fault.map(|fault| fault.detail().to_string()).filter(|detail| !detail.is_empty());
    Ok(json!({
        "id": write.id.to_string(), "source": write.source, "order": order,
        "case": write.case.map(|case| case.to_string()), "what": write.act.code(), "text": &*write.text,
        "amount": money(write.amount), "currency": write.amount.map(|amount| amount.currency().code().to_owned()),
        "state": write.state.code(), "fault": fault.map(|fault| fault.code()), "detail": detail,
        "key": write.key, "remote": write.remote, "again": write.may_go_again(), "by": words.agent(write.agent),
        "at": words.time(write.at), "asked_at": words.time(write.asked_at), "ended_at": words.time(write.ended_at),
        "settled_by": words.agent(write.settled_by),
    }))
}

/// Several of them.
pub(crate) fn shapes(db: &dyn Engine, writes: &[ShopWrite], words: &Words) -> Result<Value, Problem> {
    writes.iter().map(|write| shape(db, write, words)).collect::<Result<Vec<_>, _>>().map(Value::Array)
}
