//! What is wrong with a command line, in the language of who typed it.

use clap::error::{ContextKind, ErrorKind};

use crate::text::Lang;

/// What clap found, in our words: what is wrong, what may stand there or was meant, and how the command is written. What
/// has no words here is told in clap's own.
pub(super) fn told(lang: Lang, error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let one = |kind, words: fn(Lang, &str) -> String| said(kind).map(|text| words(lang, &text));
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => one(ContextKind::InvalidArg, Lang::use_missing),
        ErrorKind::UnknownArgument => one(ContextKind::InvalidArg, Lang::use_unknown),
        ErrorKind::InvalidSubcommand => one(ContextKind::InvalidSubcommand, Lang::use_no_command),
        ErrorKind::MissingSubcommand => Some(lang.use_wants_command().into()),
        ErrorKind::ArgumentConflict => {
            said(ContextKind::InvalidArg).zip(said(ContextKind::PriorArg)).map(|(a, b)| lang.use_not_both(&a, &b))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            said(ContextKind::InvalidArg).map(|arg| match said(ContextKind::InvalidValue) {
                Some(value) => lang.use_bad_value(&arg, &value),
                None => lang.use_wants_value(&arg),
            })
        }
        _ => None,
    };
    let Some(what) = what else { return error.render().to_string().trim_end().to_owned() };
    let why = std::error::Error::source(error).map(ToString::to_string);
    let first = match why {
        Some(why) => format!("kefu: {what}: {why}"),
        None => format!("kefu: {what}"),
    };
    let meant = said(ContextKind::SuggestedArg).or_else(|| said(ContextKind::SuggestedSubcommand));
    let meant = meant.or_else(|| said(ContextKind::SuggestedValue));
    let usage = said(ContextKind::Usage).map(|usage| {
        let usage = usage.trim();
        lang.use_form(usage.strip_prefix("Usage:").unwrap_or(usage).trim())
    });
    let more = [one(ContextKind::ValidValue, Lang::use_values), meant.map(|meant| lang.use_meant(&meant)), usage];
    std::iter::once(first).chain(more.into_iter().flatten()).collect::<Vec<_>>().join("\n")
}
