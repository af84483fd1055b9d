//! `kefu rules`: the business rules as data.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::domain::aftersale::Rules;
use crate::domain::aftersale::rules::{Deadline, DeadlineOn};
use crate::domain::{Problem, SafeText, Span};
use crate::rules::{self, Source};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome};

/// What `kefu rules` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum RulesCommand {
    Check {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Show,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: RulesCommand) -> Outcome {
    match command {
        RulesCommand::Check { file: Some(file) } => {
            let text = std::fs::read_to_string(&file).map_err(|error| Problem::file(&file, &error))?;
            let rules = rules::read([Source::new(file.to_string_lossy(), text)])?;
            checked(context, &file, &rules)
        }
        RulesCommand::Check { file: None } => {
            let folder = context.paths.rules_dir.clone();
            let rules = rules::load(&folder)?;
            checked(context, &folder, &rules)
        }
        RulesCommand::Show => show(context),
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

fn show(context: &mut Context) -> Outcome {
    let rules = rules::load(&context.paths.rules_dir)?;
    if context.json {
        let rows: Vec<_> = rules
            .deadlines
            .iter()
            .map(|row| {
                json!({
                    "id": row.id, "version": row.version,
                    "platforms": row.platforms.iter().map(|p| p.code()).collect::<Vec<_>>(),
                    "about": about(row),
                    "types": row.types.iter().map(|t| t.code()).collect::<Vec<_>>(),
                    "goods": row.goods.iter().map(|g| g.code()).collect::<Vec<_>>(),
                    "act": hours(row.act), "presume": hours(row.presume),
                    "start": row.start.code(), "on_timeout": row.on_timeout.code(),
                    "favours": row.favours.code(),
                    "source": &*row.source, "confidence": row.confidence.code(),
                })
            })
            .collect();
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
    for row in &rules.deadlines {
        let platforms: Vec<_> = row.platforms.iter().map(|p| p.code()).collect();
        let within = if row.act == row.presume {
            hours(row.act)
        } else {
            format!("{} / {}", hours(row.act), hours(row.presume))
        };
        table.row([
            row.id.clone(),
            about(row).to_owned(),
            platforms.join(" "),
            within,
            row.on_timeout.code().to_owned(),
            row.confidence.code().to_owned(),
            row.source.to_string(),
        ]);
    }
    context.out.table(&table, "")?;
    Ok(Done::Whole)
}

fn about(row: &Deadline) -> &'static str {
    match row.on {
        DeadlineOn::Stage(stage) => stage.code(),
        DeadlineOn::Evidence => "evidence",
        DeadlineOn::Order(clock) => clock.code(),
    }
}

fn hours(span: Span) -> String {
    let minutes = span.whole_secs() / 60;
    if minutes % 60 == 0 { format!("{}h", minutes / 60) } else { format!("{minutes}m") }
}
