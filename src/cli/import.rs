//! `kefu import`: reads the files of platforms.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::domain::{Problem, SafeText};
use crate::import::sheets::Mapping;
use crate::import::{Format, Preview};
use crate::runtime::import_job::{self, FileReport, ImportOrder, Step};
use crate::text::Lang;

use super::context::Context;
use super::{Done, Outcome};

/// How many rejects are listed for people; `--json` has more.
const LISTED: usize = 50;

/// What `kefu import` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct ImportArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) shop: Option<String>,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Reads the named files into the data file. What one file holds wrong does not keep the next from being read.
pub(crate) fn run(context: &mut Context, args: &ImportArgs) -> Outcome {
    let lang = context.lang;
    let (format, mapping) = match args.format.as_deref() {
        Some(word) => match word.strip_prefix("custom:") {
            Some(name) => (None, Some(Arc::new(own_mapping(context, name)?))),
            None => (Some(Format::parse(word).ok_or_else(|| context.usage(&no_format(lang, word)))?), None),
        },
        None => (None, None),
    };
    let by = context.by()?;
    let store = context.store()?;
    let rules = context.rules()?;
    let order = ImportOrder {
        format,
        mapping,
        shop: args.shop.as_deref(),
        dry_run: args.dry_run,
        agent: by.agent,
        now: context.now,
        zone: context.zone,
        rules: &rules,
    };
    let mut wrong = false;
    let mut first = None;
    let mut documents = Vec::new();
    for path in &args.files {
        let mut progress = Progress::new(context.lang);
        let done = import_job::import_file(path, store.db(), &order, &mut |step| {
            progress.tell(step);
            true
        });
        progress.clear();
        match done {
            Ok(report) => {
                wrong |= report.found_wrong();
                if context.json {
                    documents.push(document(&report));
                } else {
                    print(context, &report, args.dry_run)?;
                }
            }
            Err(problem) => {
                if args.files.len() > 1 {
                    let said = lang.problem(&problem);
                    context.note(&format!("{}: {} {}", path.display(), said.what, said.hint));
                }
                first.get_or_insert(problem);
            }
        }
    }
    if context.json {
        context.out.json(&Value::Array(documents))?;
    }
    match first {
        Some(problem) => Err(problem.into()),
        None if wrong => Ok(Done::Found),
        None => Ok(Done::Whole),
    }
}

/// What `--as` may say, when it said something else.
fn no_format(lang: Lang, word: &str) -> String {
    let known: Vec<&str> = Format::ALL.iter().map(|format| format.code()).collect();
    lang.import_no_format(word, &known.join(" "))
}

/// The person's own mapping of that name, from the folder of the settings.
fn own_mapping(context: &Context, name: &str) -> Result<Mapping, Problem> {
    let plain = !name.is_empty() && !name.contains(['/', '\\', '\0']) && !name.starts_with('.');
    if !plain {
        return Err(context.usage(&no_format(context.lang, &format!("custom:{name}"))));
    }
    let file = context.paths.imports_dir.join(format!("{name}.toml"));
    let missing = || Problem::file(&file, &std::io::ErrorKind::NotFound.into());
    let text = crate::rules::read_text(&file)?.ok_or_else(missing)?;
    Mapping::parse(name, &file.to_string_lossy(), &text)
}

/// How far an import is, on a line of a terminal's standard error that is gone when it ends; nothing in a pipe.
struct Progress {
    lang: Lang,
    shown: bool,
    told: Option<u64>,
    terminal: bool,
}

impl Progress {
    fn new(lang: Lang) -> Self {
        Self { lang, shown: false, told: None, terminal: std::io::stderr().is_terminal() }
    }

    fn tell(&mut self, step: Step) {
        // Every few thousand rows is often enough for an eye.
        let now = match step {
            Step::Reading { rows, .. } => rows / 4_000,
            Step::Indexing { orders } => u64::MAX - orders / 4_000,
        };
        if !self.terminal || self.told == Some(now) {
            return;
        }
        (self.told, self.shown) = (Some(now), true);
        let said = match step {
            Step::Reading { rows, bytes, total } => {
                self.lang.import_progress(rows, (bytes * 100).checked_div(total).unwrap_or(0))
            }
            Step::Indexing { orders } => self.lang.import_indexing(orders),
        };
        // Nobody is left to tell when standard error is gone.
        let _ = write!(std::io::stderr(), "\r{said}\x1b[K");
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn document(report: &FileReport) -> Value {
    let summary = &report.summary;
    let rejects: Vec<Value> = summary
        .rejects
        .iter()
        .map(|r| json!({"row": r.row, "column": r.column, "problem": r.code.code(), "value": r.value}))
        .collect();
    json!({
        "file": report.file.as_str(),
        "format": report.format,
        "encoding": report.encoding,
        "rows": summary.rows,
        "inserted": report.counts.inserted,
        "updated": report.counts.updated,
        "unchanged": report.counts.unchanged,
        "conflicting": report.counts.conflicting,
        "rejected": summary.rejected,
        "unknown_status": summary.unknown_status,
        "lossy": summary.lossy,
        "resumed": report.resumed,
        "rejects": rejects,
        "tables": summary.previews.iter().map(table).collect::<Vec<Value>>(),
    })
}

/// How one table of a file was understood.
fn table(preview: &Preview) -> Value {
    let known = preview
        .columns
        .iter()
        .filter_map(|c| Some(json!({"name": SafeText::line(&c.name).as_str(), "field": c.field?})));
    let unknown = preview.columns.iter().filter(|c| c.field.is_none());
    json!({
        "format": preview.found.format.code(),
        "encoding": preview.found.encoding,
        "part": preview.found.part,
        "years": if preview.years.is_empty() { Value::Null } else { preview.years.into() },
        "columns": known.collect::<Vec<Value>>(),
        "unknown": unknown.map(|c| SafeText::line(&c.name).as_str().to_owned()).collect::<Vec<String>>(),
    })
}

fn print(context: &mut Context, report: &FileReport, dry_run: bool) -> std::io::Result<()> {
    let (lang, summary, counts) = (context.lang, &report.summary, report.counts);
    let out = &mut context.out;
    out.line(lang.import_line(&report.file, &report.format, &report.encoding, summary.rows))?;
    if dry_run {
        for preview in &summary.previews {
            for line in lang.table_seen(&preview.seen()) {
                out.line(line)?;
            }
        }
    }
    if report.resumed > 0 {
        out.line(lang.import_resumed(report.resumed))?;
    }
    out.line(lang.import_counts(counts.inserted, counts.updated, counts.unchanged))?;
    if counts.conflicting > 0 {
        out.line(lang.import_conflicting(counts.conflicting))?;
    }
    if summary.rejected > 0 {
        out.line(lang.import_rejected(summary.rejected))?;
    }
    if summary.unknown_status > 0 {
        out.line(lang.import_unknown(summary.unknown_status))?;
    }
    if summary.lossy > 0 {
        out.line(lang.import_lossy(summary.lossy))?;
    }
    for reject in summary.rejects.iter().take(LISTED) {
        let (column, value) = (SafeText::line(&reject.column), SafeText::line(&reject.value));
        out.line(lang.import_reject(reject.row, &column, lang.import_problem(reject.code.code()), &value))?;
    }
    let all = summary.rejected + summary.unknown_status + summary.lossy;
    let listed = summary.rejects.len().min(LISTED) as u64;
    if all > listed {
        out.line(lang.import_more(all - listed))?;
    }
    if dry_run {
        out.line(lang.import_dry())?;
    }
    Ok(())
}
