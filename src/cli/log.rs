//! `kefu log`: the work log, problem, cause and fix.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::domain::worklog::{LogEntry, LogLinks, RESULT};
use crate::domain::{CaseId, Problem, SafeText};
use crate::store::worklog::{self, LogText};
use crate::store::{Engine, orders, search};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::shapes::Words;
use super::{Done, Outcome};

/// What `kefu log` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum LogCommand {
    Add {
        #[arg(long, value_name = "TEXT")]
        problem: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        cause: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        fix: String,
        #[arg(long, value_name = "WORD", default_value = "")]
        kind: String,
        #[arg(long, value_name = "CHAT")]
        chat: Option<String>,
        #[arg(long, value_name = "NUMBER")]
        order: Option<String>,
        #[arg(long, value_name = "CASE")]
        case: Option<String>,
    },
    List {
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    Find {
        #[arg(required = true, num_args = 1.., value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        page: Page,
    },
    Export {
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        #[arg(long = "to", value_name = "DATE")]
        to: Option<String>,
        #[arg(long, value_parser = ["csv", "md", "json"], default_value = "csv")]
        format: String,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: LogCommand) -> Outcome {
    match command {
        LogCommand::Add { problem, cause, fix, kind, chat, order, case } => {
            let text = LogText {
                problem: SafeText::clean(&problem),
                cause: SafeText::clean(&cause),
                fix: SafeText::clean(&fix),
                kind: SafeText::line(&kind),
            };
            add(context, &text, chat.as_deref(), order.as_deref(), case.as_deref())
        }
        LogCommand::List { date, page } => {
            let date = date.map(|date| day(context, &date)).transpose()?;
            let found = worklog::page(context.store()?.db(), date.as_deref(), page.limit, page.offset)?;
            print(context, &found)
        }
        LogCommand::Find { query, page } => {
            let most = page.offset.saturating_add(page.limit);
            let found = search::find_log(context.store()?.db(), &query.join(" "), most)?;
            print(context, found.get(page.offset..).unwrap_or_default())
        }
        LogCommand::Export { from, to, format, out } => {
            export(context, from.as_deref(), to.as_deref(), &format, out.as_deref())
        }
    }
}

fn add(context: &mut Context, text: &LogText, chat: Option<&str>, order: Option<&str>, case: Option<&str>) -> Outcome {
    if text.problem.trim().is_empty() {
        return Err(context.usage(context.lang.cli_no_problem()).into());
    }
    let (store, by) = (context.store()?, context.by()?);
    let links = LogLinks {
        chat: chat.map(|key| super::chat::find(store.db(), key)).transpose()?.map(|chat| chat.id),
        order: order.map(|number| super::orders::find(context, number)).transpose()?.map(|order| order.id),
        case: case.map(case_id).transpose()?,
    };
    let entry = worklog::add(store.db(), &by, text, &links)?;
    if context.json {
        let words = context.words()?;
        let value = shape(store.db(), &words, &entry)?;
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    print(context, &[entry])
}

fn case_id(text: &str) -> Result<CaseId, Problem> {
    text.parse().map_err(|_| Problem::NotFound { kind: "case", key: SafeText::line(text) })
}

/// A day as the log keeps it; a wrong one is wrong usage.
pub(crate) fn day(context: &Context, text: &str) -> Result<String, Problem> {
    match chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) => Ok(day.to_string()),
        Err(_) => Err(context.usage(&context.lang.cli_bad_day(text))),
    }
}

fn shape(db: &dyn Engine, words: &Words, entry: &LogEntry) -> Result<Value, Problem> {
    let order = entry.links.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
    Ok(words.log(entry, order.as_ref().map(|order| &*order.number)))
}

fn print(context: &mut Context, found: &[LogEntry]) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    if context.json {
        let rows = found.iter().map(|entry| shape(store.db(), &words, entry)).collect::<Result<Vec<_>, _>>()?;
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&heads(context));
    for entry in found {
        table.row(cells(&words, entry));
    }
    context.out.table(&table, lang.cli_no_log())?;
    Ok(Done::Whole)
}

fn heads(context: &Context) -> [&'static str; 6] {
    let lang = context.lang;
    [lang.cli_at(), lang.cli_agent(), lang.cli_kind(), lang.cli_problem(), lang.cli_cause(), lang.cli_fix()]
}

fn cells(words: &Words, entry: &LogEntry) -> [String; 6] {
    [
        words.zone.local(entry.at).format("%Y-%m-%d %H:%M").to_string(),
        words.agent_name(entry.agent).unwrap_or_default().to_owned(),
        entry.kind.to_string(),
        entry.problem.to_string(),
        entry.cause.to_string(),
        entry.fix.to_string(),
    ]
}

fn export(context: &mut Context, from: Option<&str>, to: Option<&str>, format: &str, out: Option<&Path>) -> Outcome {
    let from = from.map(|text| day(context, text)).transpose()?;
    let to = to.map(|text| day(context, text)).transpose()?;
    let (store, words) = (context.store()?, context.words()?);
    let mut found = worklog::page(store.db(), None, usize::MAX >> 1, 0)?;
    found.retain(|e| from.as_ref().is_none_or(|day| *day <= e.shift) && to.as_ref().is_none_or(|day| e.shift <= *day));
    found.reverse();
    // Each day begins with the result of its to-do list, whenever that was written.
    found.sort_by(|a, b| (&a.shift, &*a.kind != RESULT).cmp(&(&b.shift, &*b.kind != RESULT)));
    let rows = || found.iter().map(|entry| cells(&words, entry));
    let text = match format {
        "json" => {
            let rows = found.iter().map(|entry| shape(store.db(), &words, entry)).collect::<Result<Vec<_>, _>>()?;
            format!("{:#}\n", Value::Array(rows))
        }
        "md" => {
            let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            let heads: Vec<_> = heads(context).iter().map(|h| (*h).to_owned()).collect();
            let mut text = line(heads.clone()) + &line(heads.iter().map(|_| "---".to_owned()).collect());
            rows().for_each(|cells| {
                text += &line(cells.iter().map(|c| c.replace('|', "\\|").replace('\n', "<br>")).collect())
            });
            text
        }
        _ => {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            let wrong = |error: csv::Error| Problem::other(error);
            writer.write_record(heads(context)).map_err(wrong)?;
            for cells in rows() {
                writer.write_record(cells.map(harmless)).map_err(wrong)?;
            }
            let bytes = writer.into_inner().map_err(Problem::other)?;
            String::from_utf8(bytes).map_err(Problem::other)?
        }
    };
    let Some(file) = out else {
        context.out.bytes(text.as_bytes())?;
        return Ok(Done::Whole);
    };
    let failed = |error: std::io::Error| Problem::file(file, &error);
    let mut made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map_err(failed)?;
    made.write_all(text.as_bytes()).and_then(|()| made.sync_all()).map_err(failed)?;
    let shown = SafeText::line(&file.to_string_lossy());
    context.out.line(context.lang.cli_exported(found.len(), &shown))?;
    Ok(Done::Whole)
}

/// A cell that a spreadsheet takes for text and not for a formula.
fn harmless(cell: String) -> String {
    // A spreadsheet trims blanks and marks nobody sees, and takes full-width signs for plain ones.
    let hidden = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '"');
    let sign = cell.trim_start_matches(hidden).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if sign || cell.starts_with(['\t', '\r', '\n']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(harmless("=HYPERLINK(1)".into()), "'=HYPERLINK(1)");
        for cell in [" =1", "\u{200b}=1", "＝1+1", "\"=1", "\tx", "\nx"] {
            assert_eq!(harmless(cell.into()), format!("'{cell}"));
        }
        assert_eq!(harmless("物流慢".into()), "物流慢");
    }
}
