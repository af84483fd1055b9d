//! `kefu rules`: the business rules as data. `rules_explain.rs` tells how a case's clock comes about.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::domain::aftersale::Rules;
use crate::domain::aftersale::rules::{Deadline, DeadlineOn, Lasts};
use crate::domain::{Platform, Problem, SafeText};
use crate::rules::{self, Source};
use crate::store::cases;

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, rules_explain};

/// What `kefu rules` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum RulesCommand {
    Check {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Show {
        #[arg(long, value_name = "PLATFORM")]
        platform: Option<String>,
    },
    Explain {
        #[arg(value_name = "CASE")]
        case: String,
    },
    Recompute,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: RulesCommand) -> Outcome {
    match command {
        RulesCommand::Check { file: Some(file) } => {
            let missing = || Problem::file(&file, &std::io::ErrorKind::NotFound.into());
            let text = rules::read_text(&file)?.ok_or_else(missing)?;
            let rules = rules::check(Source::new(file.to_string_lossy(), text))?;
            checked(context, &file, &rules)
        }
        RulesCommand::Check { file: None } => {
            let folder = context.paths.rules_dir.clone();
            let rules = rules::load(&folder)?;
            checked(context, &folder, &rules)
        }
        RulesCommand::Show { platform } => show(context, platform.as_deref()),
        RulesCommand::Explain { case } => rules_explain::run(context, &case),
        RulesCommand::Recompute => recompute(context),
    }
}

fn checked(context: &mut Context, place: &Path, rules: &Rules) -> Outcome {
    let shown = SafeText::line(&place.to_string_lossy());
    let (deadlines, reasons) = (rules.deadlines.len(), rules.reasons.len());
    if context.json {
        let answer = json!({"place": &*shown, "ok": true, "deadlines": deadlines, "reasons": reasons});
        context.out.json(&answer)?;
    } else {
        context.out.line(context.lang.cli_rules_fine(deadlines, reasons))?;
    }
    Ok(Done::Whole)
}

/// Works the clocks of all open cases out anew, as the workstation does when a file of rules was edited.
fn recompute(context: &mut Context) -> Outcome {
    let (rules, by, store) = (context.rules()?, context.by()?, context.store()?);
    let done: Result<_, Problem> = cases::recompute(store.db(), &by, &rules, |_| Ok(()));
    let cases::Recomputed { seen, changed } = done?;
    cases::note_recomputed(store.db(), &rules.fingerprint)?;
    if context.json {
        context.out.json(&json!({"cases": seen, "changed": changed}))?;
    } else {
        context.out.line(context.lang.rules_recomputed(seen, changed))?;
    }
    Ok(Done::Whole)
}

fn show(context: &mut Context, platform: Option<&str>) -> Outcome {
    let rules = rules::load(&context.paths.rules_dir)?;
    let named = match platform {
        Some(word) => Some(Platform::parse(word).ok_or_else(|| context.usage(context.lang.rules_missing()))?),
        None => None,
    };
    let rows: Vec<&Deadline> =
        rules.deadlines.iter().filter(|row| named.is_none_or(|platform| row.platforms.contains(&platform))).collect();
    if context.json {
        let rows: Vec<_> = rows.into_iter().map(shape).collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    let heads = [
        lang.cli_rule(),
        lang.cli_about(),
        lang.cli_platforms(),
        lang.cli_within(),
        lang.cli_then(),
        lang.cli_confidence(),
        lang.cli_source(),
    ];
    let mut table = Table::new(&heads);
    for row in rows {
        let platforms: Vec<_> = row.platforms.iter().map(|p| p.code()).collect();
        let within = match (lasts(row.act), lasts(row.presume)) {
            (act, presume) if act == presume => act,
            (act, presume) => format!("{act} / {presume}"),
        };
        table.row([
            row.id.clone(),
            about(row.on).to_owned(),
            platforms.join(" "),
            within,
            row.on_timeout.code().to_owned(),
            lang.confidence(row.confidence).to_owned(),
            row.source.to_string(),
        ]);
    }
    context.out.table(&table, lang.rules_missing())?;
    Ok(Done::Whole)
}

/// A row's shape.
pub(super) fn shape(row: &Deadline) -> serde_json::Value {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    json!({
        "id": row.id, "version": row.version,
        "platforms": row.platforms.iter().map(|p| p.code()).collect::<Vec<_>>(),
        "shops": row.shops,
        "about": about(row.on),
        "types": row.types.iter().map(|t| t.code()).collect::<Vec<_>>(),
        "goods": row.goods.iter().map(|g| g.code()).collect::<Vec<_>>(),
        "reasons": row.reasons, "tag": row.tag,
        "act": lasts(row.act), "presume": lasts(row.presume),
        "start": row.start.code(), "on_timeout": row.on_timeout.code(),
        "favours": row.favours.code(),
        "source": &*row.source, "confidence": row.confidence.code(),
        "valid_from": day(row.valid_from), "valid_to": day(row.valid_to),
    })
}

/// What a row is about, as a code word.
pub(super) fn about(on: DeadlineOn) -> &'static str {
    match on {
        DeadlineOn::Stage(stage) => stage.code(),
        DeadlineOn::Arbitration(arbitration) => arbitration.code(),
        DeadlineOn::Order(clock) => clock.code(),
    }
}

/// How long, as in a file of rules: `48h`, `30m`, `7d`, `7 workdays`.
pub(super) fn lasts(lasts: Lasts) -> String {
    match lasts {
        Lasts::For(span) => {
            let minutes = span.whole_secs() / 60;
            if minutes % 60 == 0 { format!("{}h", minutes / 60) } else { format!("{minutes}m") }
        }
        Lasts::Days(days) => format!("{days}d"),
        Lasts::WorkDays(days) => format!("{days} workdays"),
    }
}
