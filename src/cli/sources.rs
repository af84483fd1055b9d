//! `kefu sources`: the shops whose orders are read live.

use std::sync::Arc;

use serde_json::{Value, json};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, shop_writes};
use crate::config::SourceSetting;
use crate::domain::clock::FixedClock;
use crate::domain::source::{SourceFault, SourceState};
use crate::domain::{Clock, Problem, SafeText};
use crate::runtime::sources::{Feed, RulesOf, problem};
use crate::source::poll::Stored;
use crate::store::{Writer, sources};

/// What `kefu sources` can be asked.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum SourcesCommand {
    List,
    Sync(SyncArgs),
    Writes {
        #[arg(long)]
        all: bool,
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    Again(shop_writes::AgainArgs),
    Settle(shop_writes::SettleArgs),
}

/// What `kefu sources sync` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct SyncArgs {
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(context: &mut Context, command: SourcesCommand) -> Outcome {
    match command {
        SourcesCommand::List => list(context),
        SourcesCommand::Sync(args) => sync(context, &args),
        SourcesCommand::Writes { all, limit } => shop_writes::list(context, all, limit),
        SourcesCommand::Again(args) => shop_writes::again(context, &args),
        SourcesCommand::Settle(args) => shop_writes::settle(context, &args),
    }
}

fn list(context: &mut Context) -> Outcome {
    let states = sources::all(context.store()?.db(), true)?;
    let settings = context.config.sources.clone();
    let (lang, zone, now) = (context.lang, context.zone, context.now);
    let state = |setting: &SourceSetting| states.iter().find(|state| state.name == setting.name);
    if context.json {
        let rows = settings.iter().map(|setting| document(context, setting, state(setting))).collect();
        context.out.json(&Value::Array(rows))?;
        return Ok(Done::Whole);
    }
    let heads = [
        lang.sources_name(),
        lang.sources_kind(),
        lang.sources_shop(),
        lang.sources_orders(),
        lang.sources_synced(),
        lang.sources_writes(),
        lang.sources_state(),
    ];
    let mut table = Table::new(&heads);
    for setting in &settings {
        let state = state(setting);
        let synced = state.and_then(|s| s.synced_at).map(|at| zone.short(at, now));
        let how = match state.and_then(|s| s.failing.as_ref()) {
            Some((since, fault)) => lang.sources_failing(&zone.short(*since, now), &lang.source_fault(fault)),
            None if synced.is_none() => String::new(),
            None => lang.sources_fine().to_owned(),
        };
        table.row([
            setting.name.clone(),
            setting.kind.code().to_owned(),
            setting.shop.to_string(),
            state.map_or(0, |s| s.orders).to_string(),
            synced.unwrap_or_else(|| lang.sources_never().to_owned()),
            if setting.writes { lang.sources_written() } else { lang.sources_reads_only() }.to_owned(),
            how,
        ]);
    }
    context.out.table(&table, lang.sources_none())?;
    Ok(Done::Whole)
}

fn document(context: &Context, setting: &SourceSetting, state: Option<&SourceState>) -> Value {
    let time = |at| context.zone.rfc3339(at);
    let failing = state.and_then(|s| s.failing.as_ref());
    json!({
        "name": setting.name,
        "kind": setting.kind.code(),
        "url": setting.url,
        "shop": setting.shop.as_str(),
        "every_seconds": setting.every.whole_secs(),
        "orders": state.map_or(0, |s| s.orders),
        "synced_at": state.and_then(|s| s.synced_at).map(time),
        "failing_since": failing.map(|(since, _)| time(*since)),
        "fault": failing.map(|(_, fault)| fault.code()),
        "detail": failing.map(|(_, fault)| fault.detail().to_string()),
        "writes": setting.writes,
    })
}

/// Reads all that changed and every open order, now. What one source does not tell does not keep the next from being
/// asked.
fn sync(context: &mut Context, args: &SyncArgs) -> Outcome {
    let settings = chosen(context, &args.names)?;
    let store = context.store()?;
    let rules = Arc::new(crate::rules::load(&context.paths.rules_dir)?);
    let zone = context.zone;
    let rules_of: RulesOf = Arc::new(move |_| Ok((Arc::clone(&rules), zone)));
    let clock: Arc<dyn Clock> = Arc::new(FixedClock(context.now));
    let (mut documents, mut first) = (Vec::new(), None);
    for setting in &settings {
        let (stored, trouble) = read_all(setting, &store, &rules_of, &clock);
        if context.json {
            let fault = trouble.as_ref().map(fault_of);
            documents.push(json!({
                "name": setting.name, "new": stored.new, "changed": stored.changed, "told": stored.told,
                "fault": fault.as_ref().map(|f| f.0), "detail": fault.as_ref().map(|f| f.1.as_str()),
            }));
        } else if trouble.is_none() || stored.told > 0 {
            let text = context.lang.sources_synced_now(&setting.name, stored.new, stored.changed, stored.told);
            context.out.line(text)?;
        }
        if let Some(problem) = trouble {
            if settings.len() > 1 {
                let said = context.lang.problem(&problem);
                context.note(&format!("{} {}", said.what, said.hint));
            }
            first.get_or_insert(problem);
        }
    }
    if context.json {
        context.out.json(&Value::Array(documents))?;
    } else if settings.is_empty() {
        context.out.line(context.lang.sources_none())?;
    }
    match first {
        Some(problem) => {
            context.out.flush()?;
            Err(problem.into())
        }
        None => Ok(Done::Whole),
    }
}

fn chosen(context: &Context, names: &[String]) -> Result<Vec<SourceSetting>, Problem> {
    let all = &context.config.sources;
    let known: Vec<&str> = all.iter().map(|setting| setting.name.as_str()).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(context.usage(&context.lang.sources_no_such(name, &known.join(" "))));
    }
    Ok(all.iter().filter(|setting| names.is_empty() || names.contains(&setting.name)).cloned().collect())
}

fn read_all(
    setting: &SourceSetting,
    store: &std::rc::Rc<Writer>,
    rules: &RulesOf,
    clock: &Arc<dyn Clock>,
) -> (Stored, Option<Problem>) {
    let mut stored = Stored::default();
    let mut feed = match Feed::open(setting, std::rc::Rc::clone(store), Arc::clone(rules), Arc::clone(clock)) {
        Ok(feed) => feed,
        Err(problem) => return (stored, Some(problem)),
    };
    loop {
        match feed.turn(&[]) {
            Ok(turn) => {
                stored.add(turn.stored);
                if !turn.more && !turn.full {
                    return (stored, None);
                }
            }
            Err(trouble) => return (stored, Some(problem(setting, trouble))),
        }
    }
}

fn fault_of(problem: &Problem) -> (&'static str, SafeText) {
    match problem {
        Problem::Source { fault, .. } => (fault.code(), fault.detail()),
        Problem::NoSecret { place } | Problem::OpenSecret { path: place } => {
            (SourceFault::SignIn(SafeText::default()).code(), place.clone())
        }
        other => ("store", SafeText::line(&other.to_string())),
    }
}
