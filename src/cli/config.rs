//! `kefu config`: where the settings are, what they are, whether they are right.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;

use serde_json::json;

use crate::config::{Config, INITIAL};
use crate::domain::{Problem, SafeText};

use super::context::Context;
use super::out::Table;
use super::{Done, Failure, Outcome};

/// What `kefu config` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ConfigCommand {
    Path,
    Show,
    Check,
    Init,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: ConfigCommand) -> Outcome {
    match command {
        ConfigCommand::Path => path(context),
        ConfigCommand::Show => show(context),
        ConfigCommand::Check => check(context),
        ConfigCommand::Init => init(context),
    }
}

fn path(context: &mut Context) -> Outcome {
    let (paths, lang) = (&context.paths, context.lang);
    let rows = [
        ("config", lang.cli_path_config(), &paths.config_file),
        ("data", lang.cli_path_data(), &paths.data_file),
        ("replies", lang.cli_path_replies(), &paths.replies_file),
        ("rules", lang.cli_path_rules(), &paths.rules_dir),
        ("backups", lang.cli_path_backups(), &paths.backup_dir),
    ];
    if context.json {
        let all: serde_json::Map<_, _> =
            rows.iter().map(|(key, _, path)| ((*key).to_owned(), json!(path.to_string_lossy()))).collect();
        context.out.json(&all.into())?;
    } else {
        let mut table = Table::new(&[lang.cli_what(), lang.cli_where()]);
        for (_, what, path) in rows {
            table.row([what.to_owned(), SafeText::line(&path.to_string_lossy()).to_string()]);
        }
        context.out.table(&table, "")?;
    }
    Ok(Done::Whole)
}

fn show(context: &mut Context) -> Outcome {
    let config = Config::load(&context.paths.config_file)?;
    let rows = config.rows();
    if context.json {
        let all: serde_json::Map<_, _> = rows.into_iter().collect();
        context.out.json(&all.into())?;
    } else {
        let mut table = Table::new(&[context.lang.cli_setting(), context.lang.cli_value()]);
        for (key, value) in rows {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            table.row([key, SafeText::line(&value).to_string()]);
        }
        context.out.table(&table, "")?;
    }
    Ok(Done::Whole)
}

fn check(context: &mut Context) -> Outcome {
    let file = &context.paths.config_file;
    let shown = SafeText::line(&file.to_string_lossy());
    let exists = file.exists();
    let config = Config::load(file)?;
    let warnings: Vec<_> =
        config.warnings.iter().map(|warning| json!({"line": warning.line, "key": &*warning.key})).collect();
    let done = if warnings.is_empty() { Done::Whole } else { Done::Found };
    if context.json {
        context.out.json(&json!({"file": &*shown, "exists": exists, "ok": true, "unknown": warnings}))?;
        return Ok(done);
    }
    for warning in &config.warnings {
        context.out.line(context.lang.cli_unknown_setting(&shown, warning.line, &warning.key))?;
    }
    if done == Done::Whole {
        let lang = context.lang;
        context.out.line(if exists { lang.cli_config_fine(&shown) } else { lang.cli_config_none(&shown) })?;
    }
    Ok(done)
}

fn init(context: &mut Context) -> Outcome {
    let file = context.paths.config_file.clone();
    let failed = |error: std::io::Error| Failure::Problem(Problem::file(&file, &error));
    if let Some(folder) = file.parent() {
        crate::config::private_folder(folder)?;
    }
    let mut made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file).map_err(failed)?;
    made.write_all(INITIAL.as_bytes()).and_then(|()| made.sync_all()).map_err(failed)?;
    let shown = SafeText::line(&file.to_string_lossy());
    if context.json {
        context.out.json(&json!({"file": &*shown}))?;
    } else {
        context.out.line(context.lang.cli_config_made(&shown))?;
    }
    Ok(Done::Whole)
}
