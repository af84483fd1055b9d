//! The words of the command line: common flags and the list of commands. Help comes from `text::cli`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};

use super::{
    care, case, chat, compensate, config, customers, demo, import, log, orders, people, products, replies, reviews,
    rules, screen, shift, shops, sources, tickets,
};
use crate::text::Lang;

/// The whole command line.
#[derive(Parser, Debug)]
#[command(name = "kefu", version, disable_help_flag = true, disable_version_flag = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Flags every command takes.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct Common {
    #[arg(long, global = true, value_name = "FILE", env = "KEFU_DATA", hide_env_values = true)]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", env = "KEFU_CONFIG", hide_env_values = true)]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, global = true, value_parser = ["zh", "en"], env = "KEFU_LANG", hide_env_values = true)]
    pub(crate) lang: Option<String>,
    #[arg(long, global = true, value_name = "NAME", env = "KEFU_AGENT", hide_env_values = true)]
    pub(crate) agent: Option<String>,
    #[arg(long, global = true, value_name = "RFC3339", env = "KEFU_NOW", hide_env_values = true)]
    pub(crate) now: Option<String>,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// The flags alone, without any command.
#[derive(clap::Parser)]
#[command(name = "kefu", version, disable_help_flag = true, disable_version_flag = true)]
struct Bare {
    #[command(flatten)]
    common: Common,
}

/// The flags of a call that names no command; nothing for any other call. The workstation is opened so, and need not
/// first build the help of every command in two languages.
pub(crate) fn bare(args: &[OsString]) -> Option<Cli> {
    let Bare { common } = <Bare as clap::Parser>::try_parse_from(args).ok()?;
    Some(Cli { common, command: None })
}

/// How much of a list is shown.
#[derive(Args, Debug, Clone, Copy)]
pub(crate) struct Page {
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
}

/// Whether phones and addresses are shown whole.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct Reveal {
    #[arg(long, requires = "reveal_reason")]
    pub(crate) reveal: bool,
    #[arg(long = "reason", id = "reveal_reason", value_name = "TEXT", requires = "reveal")]
    pub(crate) reason: Option<String>,
}

/// What can be asked.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Demo(demo::DemoArgs),
    Import(import::ImportArgs),
    #[command(subcommand)]
    Orders(orders::OrdersCommand),
    #[command(subcommand)]
    Sources(sources::SourcesCommand),
    #[command(subcommand)]
    Chat(chat::ChatCommand),
    #[command(subcommand)]
    Case(case::CaseCommand),
    #[command(subcommand)]
    Compensate(compensate::CompensateCommand),
    #[command(subcommand)]
    Log(log::LogCommand),
    #[command(subcommand)]
    Shift(shift::ShiftCommand),
    #[command(subcommand)]
    Tickets(tickets::TicketsCommand),
    #[command(subcommand)]
    Customers(customers::CustomersCommand),
    Next,
    Undo(care::UndoArgs),
    #[command(subcommand)]
    Replies(replies::RepliesCommand),
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    #[command(subcommand)]
    Products(products::ProductsCommand),
    #[command(subcommand)]
    Reviews(reviews::ReviewsCommand),
    #[command(subcommand)]
    Shops(shops::ShopsCommand),
    #[command(subcommand)]
    Agents(people::AgentsCommand),
    Reveal(people::RevealArgs),
    #[command(subcommand)]
    Audit(people::AuditCommand),
    Backup(care::BackupArgs),
    Restore(care::RestoreArgs),
    Doctor(care::DoctorArgs),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    Keys,
    Completions(screen::CompletionsArgs),
    Man,
}

/// The command line with its help in `lang`.
pub(crate) fn command(lang: Lang) -> clap::Command {
    let mut root = Cli::command();
    root.build();
    helped(root, lang, "")
}

fn helped(cmd: clap::Command, lang: Lang, path: &str) -> clap::Command {
    let own = path.to_owned();
    let about = lang.cli_help(path).unwrap_or_default();
    cmd.about(about)
        .long_about(None::<&str>)
        .subcommand_help_heading(lang.cli_commands())
        .subcommand_value_name(lang.cli_command())
        .help_template(lang.cli_template())
        .mut_args(|arg| {
            let help = lang.cli_arg(&own, arg.get_id().as_str()).unwrap_or_default();
            let heading = if arg.is_positional() { lang.cli_arguments() } else { lang.cli_options() };
            arg.help(help).long_help(None::<&str>).help_heading(heading)
        })
        .mut_subcommands(|sub| {
            let path = if own.is_empty() { sub.get_name().to_owned() } else { format!("{own} {}", sub.get_name()) };
            helped(sub, lang, &path)
        })
}

/// The language of help and of clap's hint: `--lang`, `KEFU_LANG`, else the locale's.
pub(crate) fn early_lang(args: &[OsString]) -> Lang {
    let mut words = args.iter().map(|a| a.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang=") {
            Some(value) => Some(value.to_owned()),
            None if word == "--lang" => words.next().map(std::borrow::Cow::into_owned),
            None => None,
        };
        if let Some(lang) = value.and_then(|v| Lang::parse(&v)) {
            return lang;
        }
    }
    std::env::var("KEFU_LANG").ok().and_then(|v| Lang::parse(&v)).unwrap_or_else(crate::config::locale_lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_flag_has_help_in_both_languages() {
        fn walk(cmd: &clap::Command, path: &str, missing: &mut Vec<String>) {
            for arg in cmd.get_arguments() {
                if arg.get_help().is_none_or(|h| h.to_string().is_empty()) {
                    missing.push(format!("{path}/{}", arg.get_id()));
                }
            }
            for sub in cmd.get_subcommands().filter(|s| s.get_name() != "help") {
                let path = format!("{path} {}", sub.get_name());
                if sub.get_about().is_none_or(|h| h.to_string().is_empty()) {
                    missing.push(path.clone());
                }
                walk(sub, path.trim(), missing);
            }
        }
        for lang in [Lang::Zh, Lang::En] {
            let mut missing = Vec::new();
            walk(&command(lang), "", &mut missing);
            assert!(missing.is_empty(), "{}: {missing:#?}", lang.code());
        }
    }
}
