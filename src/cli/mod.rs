//! The command line: the twin of the screen. One file per sub-command, thin: parse, call, print.
//!
//! Exit status: 0 done; 1 failed, nothing half-done; 2 wrong usage, or no terminal for the screen; 3 done, but
//! something was rejected or found wrong, and is listed; 101 panic.

mod agents_pin;
mod approval;
mod args;
mod bulk;
mod care;
mod case;
mod case_evidence;
mod case_open;
mod case_what_if;
mod chat;
mod compensate;
mod config;
mod context;
mod customers;
mod demo;
mod fill;
mod import;
mod log;
mod misuse;
mod order_show;
mod order_views;
mod order_work;
mod orders;
mod out;
mod people;
mod products;
mod receive;
mod remind;
mod replies;
mod replies_import;
mod review_cases;
mod reviews;
mod rules;
mod rules_explain;
mod screen;
mod shapes;
mod shift;
mod shop_writes;
mod shops;
mod sources;
mod tickets;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::domain::Problem;
use crate::runtime::os;
use crate::text::{Lang, Said};

use args::{Cli, Command};
use context::Context;

/// How a command ended when it ended well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Done {
    /// All of it (0).
    Whole,
    /// Something was rejected or found wrong, and is listed (3).
    Found,
    /// The screen was ended by this signal (128 and its number, as a shell tells it).
    Signal(i32),
}

/// How a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A problem with words and a hint.
    Problem(Problem),
    /// A step the domain does not allow, in words; true when what was typed is what is wrong (2).
    Refused(Said, bool),
    /// Standard output could not take more.
    Output(std::io::Error),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Problem(problem)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::Output(error)
    }
}

/// What a command answers.
pub(crate) type Outcome = Result<Done, Failure>;

/// Runs the command line in `args` (the program's name first) and says how it ended.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    os::harden(false);
    let args: Vec<OsString> = args.into_iter().collect();
    let early = args::early_lang(&args);
    let whole = || {
        let matches = args::command(early).try_get_matches_from(&args);
        matches.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches))
    };
    let cli = match args::bare(&args).map_or_else(whole, Ok) {
        Ok(cli) => cli,
        Err(error) => return misused(early, &error),
    };
    let wants_config = !matches!(cli.command, Some(Command::Config(_) | Command::Completions(_) | Command::Man));
    let mut context = match Context::new(cli.common, wants_config) {
        Ok(context) => context,
        Err(problem) => return failed(early, &Failure::Problem(problem)),
    };
    if context.config.data_group.is_some() {
        os::harden(true);
    }
    let lang = context.lang;
    let ended = dispatch(cli.command, &mut context).and_then(|done| {
        context.out.flush()?;
        Ok(done)
    });
    match ended {
        Ok(Done::Whole) => ExitCode::SUCCESS,
        Ok(Done::Found) => ExitCode::from(3),
        Ok(Done::Signal(number)) => ExitCode::from(u8::try_from(128 + number).unwrap_or(u8::MAX)),
        Err(failure) => {
            drop(context);
            failed(lang, &failure)
        }
    }
}

fn dispatch(command: Option<Command>, context: &mut Context) -> Outcome {
    match command {
        None => screen::open(context),
        Some(Command::Demo(args)) => demo::run(context, &args),
        Some(Command::Import(args)) => import::run(context, &args),
        Some(Command::Orders(command)) => orders::run(context, command),
        Some(Command::Sources(command)) => sources::run(context, command),
        Some(Command::Chat(command)) => chat::run(context, command),
        Some(Command::Case(command)) => case::run(context, command),
        Some(Command::Compensate(command)) => compensate::run(context, command),
        Some(Command::Log(command)) => log::run(context, command),
        Some(Command::Shift(command)) => shift::run(context, command),
        Some(Command::Tickets(command)) => tickets::run(context, command),
        Some(Command::Customers(command)) => customers::run(context, command),
        Some(Command::Next) => shift::next(context),
        Some(Command::Undo(args)) => care::undo(context, &args),
        Some(Command::Replies(command)) => replies::run(context, command),
        Some(Command::Rules(command)) => rules::run(context, command),
        Some(Command::Products(command)) => products::run(context, command),
        Some(Command::Reviews(command)) => reviews::run(context, command),
        Some(Command::Shops(command)) => shops::run(context, command),
        Some(Command::Agents(command)) => people::agents(context, command),
        Some(Command::Reveal(args)) => people::reveal(context, &args),
        Some(Command::Audit(command)) => people::audit(context, command),
        Some(Command::Backup(args)) => care::backup(context, &args),
        Some(Command::Restore(args)) => care::restore(context, &args),
        Some(Command::Doctor(args)) => care::doctor(context, &args),
        Some(Command::Config(command)) => config::run(context, command),
        Some(Command::Keys) => screen::keys(context),
        Some(Command::Completions(args)) => screen::completions(context, &args),
        Some(Command::Man) => screen::man(context),
    }
}

/// Says what went wrong and what to do; a reader that went away (a closed pipe) is no news.
fn failed(lang: Lang, failure: &Failure) -> ExitCode {
    let (said, code) = match failure {
        Failure::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Failure::Output(error) => (lang.problem(&Problem::file(lang.cli_stdout(), error)), 1),
        Failure::Refused(said, typed) => (said.clone(), if *typed { 2 } else { 1 }),
        Failure::Problem(problem) => (
            lang.problem(problem),
            match problem {
                Problem::Usage(_)
                | Problem::Unsaid(_)
                | Problem::NameTaken { .. }
                | Problem::Query(_)
                | Problem::NoTerminal
                | Problem::DumbTerminal { .. } => 2,
                _ => 1,
            },
        ),
    };
    let mut err = std::io::stderr().lock();
    // Nobody is left to tell when standard error is gone too.
    let _ = writeln!(err, "kefu: {}\n{}{}", said.what, lang.cli_hint(), said.hint);
    ExitCode::from(code)
}

/// Prints help and the version, or clap's own words about wrong arguments with a hint after them.
fn misused(lang: Lang, error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        return match write!(std::io::stdout().lock(), "{}", error.render()) {
            Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => failed(lang, &Failure::Output(e)),
            _ => ExitCode::SUCCESS,
        };
    }
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{}", misuse::told(lang, error));
    let _ = writeln!(err, "{}{}", lang.cli_hint(), lang.h_usage());
    ExitCode::from(2)
}
