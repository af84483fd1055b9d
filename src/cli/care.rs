//! `kefu backup`, `restore` and `undo`: care of the data.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::domain::{Kept, Problem, SafeText};
use crate::runtime::os::user::os_user;
use crate::store::{CopyState, Engine, Store, acts, audit, backups, shop_writes, shops};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome};

/// What `kefu undo` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct UndoArgs {
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
}

/// What `kefu backup` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct BackupArgs {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// What `kefu restore` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct RestoreArgs {
    #[arg(long)]
    pub(crate) check: bool,
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// What `kefu doctor` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct DoctorArgs {
    #[arg(long)]
    pub(crate) terminal: bool,
}

/// Takes the latest act back, or the one of an id.
pub(crate) fn undo(context: &mut Context, args: &UndoArgs) -> Outcome {
    let id = match &args.id {
        None => None,
        Some(text) => {
            let parsed = text.parse().map_err(|_| Problem::NotFound { kind: "act", key: SafeText::line(text) });
            Some(parsed?)
        }
    };
    let (store, by, lang) = (context.store()?, context.by()?, context.lang);
    let undone = acts::undo(store.db(), &by, id)?;
    let done = if undone.kept.is_empty() { Done::Whole } else { Done::Found };
    if context.json {
        let rows: Vec<_> = undone.rows.iter().map(|(kind, id)| json!({"kind": kind, "id": id.to_string()})).collect();
        let kept: Vec<_> = undone
            .kept
            .iter()
            .map(|(kind, id, why)| {
                let by = match why {
                    Kept::Changed { by } => by.as_deref(),
                    _ => None,
                };
                json!({"kind": kind, "id": id.to_string(), "by": by, "why": lang.kept(why)})
            })
            .collect();
        context.out.json(&json!({"what": undone.what, "rows": rows, "kept": kept}))?;
        return Ok(done);
    }
    context.out.line(lang.cli_undone(&undone.what, undone.rows.len()))?;
    for (kind, id, why) in &undone.kept {
        context.out.line(lang.cli_not_undone(kind, *id, &lang.kept(why)))?;
    }
    Ok(done)
}

/// Writes a verified copy of the data file.
pub(crate) fn backup(context: &mut Context, args: &BackupArgs) -> Outcome {
    let (store, by) = (context.store()?, context.by()?);
    let state = store.copy_into(&args.file)?;
    let shown = SafeText::line(&args.file.to_string_lossy());
    audit::add(store.db(), &by, Some(&os_user()), "backup", ("file", &shown), "")?;
    told(context, &args.file, &state, true)
}

/// Checks a backup, or puts it in place of the data file; the one it replaces is kept beside it.
pub(crate) fn restore(context: &mut Context, args: &RestoreArgs) -> Outcome {
    if args.check {
        let state = Store::verify(&args.file)?;
        return told(context, &args.file, &state, false);
    }
    let path = context.db_path()?;
    let (state, kept) = backups::restore(&path, &args.file, context.now)?;
    if let Some(kept) = kept {
        context.note(&context.lang.cli_kept(&SafeText::line(&kept.to_string_lossy())));
    }
    told(context, &args.file, &state, false)
}

fn told(context: &mut Context, file: &std::path::Path, state: &CopyState, made: bool) -> Outcome {
    let shown = SafeText::line(&file.to_string_lossy());
    let [orders, chats, messages] = state.rows;
    if context.json {
        let answer: Value = json!({
            "file": &*shown, "ok": true, "version": state.version,
            "orders": orders, "chats": chats, "messages": messages,
        });
        context.out.json(&answer)?;
    } else {
        let lang = context.lang;
        context.out.line(if made { lang.cli_backup_made(&shown) } else { lang.cli_backup_sound(&shown) })?;
        context.out.line(lang.cli_backup_rows(orders, chats, messages))?;
    }
    Ok(Done::Whole)
}

/// Checks the data file, and the terminal when asked.
pub(crate) fn doctor(context: &mut Context, args: &DoctorArgs) -> Outcome {
    let store = context.store()?;
    let found = store.doctor()?;
    let mut checks: Vec<_> =
        found.iter().map(|check| (check.name.to_owned(), check.ok, SafeText::line(&check.found).to_string())).collect();
    checks.push(shops_written(context, store.db())?);
    checks.push(names(context, store.db())?);
    if args.terminal {
        checks.extend(terminal());
    }
    let ok = checks.iter().all(|(_, ok, _)| *ok);
    if context.json {
        let rows: Vec<_> =
            checks.iter().map(|(name, ok, found)| json!({"name": name, "ok": ok, "found": found})).collect();
        context.out.json(&json!({"ok": ok, "checks": rows}))?;
    } else {
        let lang = context.lang;
        let mut table = Table::new(&[lang.cli_check(), "", ""]);
        for (name, ok, found) in checks {
            table.row([name, if ok { lang.cli_ok() } else { lang.cli_wrong() }.to_owned(), found]);
        }
        context.out.table(&table, "")?;
    }
    Ok(if ok { Done::Whole } else { Done::Found })
}

/// Which live shops are written to, by the settings; not well while nobody knows what came of a write.
fn shops_written(context: &Context, db: &dyn Engine) -> Result<(String, bool, String), Problem> {
    let lang = context.lang;
    let names: Vec<&str> = context.config.sources.iter().filter(|s| s.writes).map(|s| s.name.as_str()).collect();
    let written = (!names.is_empty()).then(|| lang.doctor_written(&SafeText::line(&names.join(" "))));
    let unknown = shop_writes::unknown_count(db)?;
    let told = if unknown == 0 { written } else { Some(lang.writes_unknown(unknown)) };
    Ok(("shop_writes".to_owned(), unknown == 0, told.unwrap_or_default()))
}

/// Whether replies can name the shops and whoever acts; no fault of the file, so it never fails.
fn names(context: &mut Context, db: &dyn Engine) -> Result<(String, bool, String), Problem> {
    let (shops, me) = (shops::all(db)?, context.me()?);
    let lack = context.lang.names_lack(&shops, me.said()).map(|what| context.lang.names_how(what));
    Ok(("names".to_owned(), true, lack.unwrap_or_default()))
}

/// What can be said of the terminal without asking it anything.
fn terminal() -> Vec<(String, bool, String)> {
    use std::io::IsTerminal;
    let has = |name: &str| std::env::var(name).unwrap_or_default();
    let tty = std::io::stdout().is_terminal() && std::io::stdin().is_terminal();
    let term = has("TERM");
    let utf8 = ["LC_ALL", "LC_CTYPE", "LANG"].iter().map(|name| has(name)).find(|value| !value.is_empty());
    let utf8 = utf8.unwrap_or_default();
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
    let shown = size.map(|size| format!("{}x{}", size.ws_col, size.ws_row)).unwrap_or_default();
    vec![
        ("terminal".into(), tty, String::new()),
        ("term".into(), !term.is_empty() && term != "dumb", SafeText::line(&term).to_string()),
        ("size".into(), size.is_none_or(|size| size.ws_col >= 80 && size.ws_row >= 24), shown),
        ("utf8".into(), utf8.to_uppercase().replace('-', "").contains("UTF8"), SafeText::line(&utf8).to_string()),
    ]
}
