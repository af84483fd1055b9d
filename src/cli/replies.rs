//! `kefu replies`: the quick replies.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::domain::reply::{QuickReply, ReplyLang};
use crate::domain::{Problem, SafeText};
use crate::replies::{self, FILE_NAME, ReplySet};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::{Done, Outcome};

/// What `kefu replies` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum RepliesCommand {
    Check {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        #[arg(long)]
        score: bool,
    },
    Find {
        #[arg(required = true, num_args = 1.., value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        page: Page,
    },
    Fill {
        #[arg(value_name = "CODE")]
        code: String,
        #[arg(long, value_name = "CHAT")]
        chat: Option<String>,
        #[arg(long, value_name = "NUMBER")]
        order: Option<String>,
    },
    Import {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long)]
        dry_run: bool,
    },
    Export,
    Stats,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: RepliesCommand) -> Outcome {
    match command {
        RepliesCommand::Check { file, score } => check(context, file.as_deref(), score),
        RepliesCommand::Find { query, page } => find(context, &query.join(" "), page),
        RepliesCommand::Fill { code, chat, order } => {
            super::fill::run(context, &code, chat.as_deref(), order.as_deref())
        }
        RepliesCommand::Import { files, dry_run } => super::replies_import::run(context, &files, dry_run),
        RepliesCommand::Export => {
            context.out.bytes(replies::DEFAULT_TEXT.as_bytes())?;
            Ok(Done::Whole)
        }
        RepliesCommand::Stats => super::fill::stats(context),
    }
}

/// The replies in force: the person's own file when there is one, else those kefu ships with.
pub(crate) fn in_force(context: &Context) -> Result<ReplySet, Problem> {
    match bytes_of(&context.paths.replies_file)? {
        None => Ok(replies::load_default()),
        Some(bytes) => replies::parse_bytes(&bytes, FILE_NAME).map_err(first),
    }
}

/// The language replies are looked up in.
pub(crate) fn lang(context: &Context) -> ReplyLang {
    context.lang.into()
}

fn first(problems: Vec<Problem>) -> Problem {
    problems.into_iter().next().unwrap_or_else(|| Problem::program("replies.read"))
}

/// The bytes of a file of replies; nothing when there is none. One too large to be a file of replies is not read.
pub(super) fn bytes_of(file: &Path) -> Result<Option<Vec<u8>>, Problem> {
    match std::fs::metadata(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Problem::file(file, &error)),
        Ok(meta) if meta.len() > replies::FILE_BYTES_MAX as u64 => Err(Problem::Reply {
            file: SafeText::line(&file.to_string_lossy()),
            line: 0,
            fault: crate::domain::reply::ReplyFault::TooLarge(replies::FILE_BYTES_MAX),
        }),
        Ok(_) => std::fs::read(file).map(Some).map_err(|error| Problem::file(file, &error)),
    }
}

fn check(context: &mut Context, named: Option<&Path>, wants_score: bool) -> Outcome {
    let lang = context.lang;
    let file = named.unwrap_or(&context.paths.replies_file);
    let found = bytes_of(file)?;
    if found.is_none() && named.is_some() {
        return Err(Problem::file(file, &std::io::ErrorKind::NotFound.into()).into());
    }
    let shown = if found.is_some() { file.to_string_lossy().into_owned() } else { FILE_NAME.to_owned() };
    let bytes = found.unwrap_or_else(|| replies::DEFAULT_TEXT.as_bytes().to_vec());
    let report = match String::from_utf8(bytes) {
        Ok(text) => replies::check(&text, &shown),
        Err(error) => match replies::parse_bytes(error.as_bytes(), &shown) {
            Err(problems) => return Err(first(problems).into()),
            Ok(_) => replies::Report::default(),
        },
    };
    let done = if report.rows.is_empty() { Done::Whole } else { Done::Found };
    if context.json {
        let rows = report.rows.iter().map(|row| {
            let said = lang.problem(&row.problem);
            let fault = if let Problem::Reply { fault, .. } = &row.problem { fault.code() } else { "other" };
            json!({
                "line": row.line, "code": row.code, "problem": fault, "warning": row.warning,
                "what": said.what, "hint": said.hint,
            })
        });
        let score = report.score.as_ref().filter(|_| wants_score).map(score_json);
        let answer = json!({
            "file": shown, "ok": !report.is_broken(), "rows": rows.collect::<Vec<_>>(), "score": score,
        });
        context.out.json(&answer)?;
        return if report.is_broken() { Ok(Done::Found) } else { Ok(done) };
    }
    for row in &report.rows {
        let said = lang.problem(&row.problem);
        context.out.line(said.what)?;
        context.out.line(format!("  {}", said.hint))?;
    }
    if let Some(score) = &report.score {
        let count = |of| score.replies.get(&of).copied().unwrap_or_default();
        context.out.line(lang.cli_replies_count(count(ReplyLang::Zh), count(ReplyLang::En)))?;
        if wants_score {
            context.out.line(lang.cli_replies_score(score.with_placeholders, score.two_keys, score.alike))?;
            for (of, group) in &score.empty_groups {
                context.out.line(lang.cli_replies_empty(lang.reply_group(*group), of.code()))?;
            }
        }
    }
    Ok(done)
}

fn score_json(score: &replies::Score) -> Value {
    json!({
        "replies": score.replies.iter().map(|(lang, n)| (lang.code().to_owned(), json!(n))).collect::<serde_json::Map<_, _>>(),
        "with_placeholders": score.with_placeholders,
        "two_keys": score.two_keys,
        "alike": score.alike,
        "empty_groups": score.empty_groups.iter()
            .map(|(lang, group)| json!({"language": lang.code(), "group": group.code()})).collect::<Vec<_>>(),
        "by_state": score.by_state.iter()
            .map(|(lang, state, n)| json!({"language": lang.code(), "state": state.map(|s| s.code()), "replies": n}))
            .collect::<Vec<_>>(),
    })
}

fn find(context: &mut Context, query: &str, page: Page) -> Outcome {
    let set = in_force(context)?;
    let hits = replies::find(&set, query, lang(context), page.offset.saturating_add(page.limit));
    let hits: Vec<&QuickReply> = hits.into_iter().skip(page.offset).collect();
    if context.json {
        let rows: Vec<_> = hits.iter().enumerate().map(|(i, reply)| shape(reply, page.offset + i)).collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    let mut table = Table::new(&[lang.cli_code(), lang.cli_title(), lang.cli_group(), lang.cli_text()]);
    for reply in hits {
        table.row([
            reply.code.to_string(),
            reply.title.to_string(),
            lang.reply_group(reply.group).to_owned(),
            reply.text.source().to_owned(),
        ]);
    }
    context.out.table(&table, lang.cli_no_replies())?;
    Ok(Done::Whole)
}

/// A reply; `place` is its rank among what was found, from 0: the score falls with it.
fn shape(reply: &QuickReply, place: usize) -> Value {
    use crate::domain::OrderStatus;
    let states = std::iter::once(None).chain(OrderStatus::ALL.into_iter().map(Some));
    let scope: Vec<_> = states
        .filter(|state| reply.scope.fits(*state))
        .map(|state| state.map_or("no_order", OrderStatus::code))
        .collect();
    json!({
        "code": reply.code, "title": reply.title, "group": reply.group.code(), "text": reply.text.source(),
        "language": reply.lang.code(), "scope": scope, "score": 1000usize.saturating_sub(place),
    })
}
