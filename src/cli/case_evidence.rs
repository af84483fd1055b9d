//! `kefu case evidence`, `kefu case pack` and `kefu case freight`: proof, what the platform is shown, what was agreed.

use std::path::PathBuf;

use serde_json::json;

use crate::domain::aftersale::{AgreedFreight, Change, EvidenceKind, FreightShare, Party, Payer};
use crate::domain::{Case, Currency, MessageId, Problem, SafeText};
use crate::runtime::evidence::{self, Told};
use crate::runtime::pack::{self, Asked};
use crate::store::{cases, messages};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome, case};

/// What `kefu case evidence` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct EvidenceArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[command(subcommand)]
    what: Option<EvidenceWhat>,
}

#[derive(clap::Subcommand, Debug)]
enum EvidenceWhat {
    List,
    Add {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        #[arg(long, value_parser = ["buyer", "seller", "platform"], default_value = "buyer")]
        from: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
}

/// What `kefu case pack` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct PackArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// What `kefu case freight` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct FreightArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[arg(long, value_name = "PAYER[:AMOUNT]", default_value = "none")]
    out: String,
    #[arg(long, value_name = "PAYER[:AMOUNT]", default_value = "none")]
    back: String,
    #[arg(long, value_name = "PAYER[:AMOUNT]", default_value = "none")]
    again: String,
    #[arg(long, value_name = "MESSAGE", required_unless_present = "by_rule")]
    quote: Option<String>,
    #[arg(long, conflicts_with_all = ["quote", "out", "back", "again"])]
    by_rule: bool,
}

/// Adds a file to a case, or lists what is there.
pub(crate) fn evidence(context: &mut Context, args: &EvidenceArgs) -> Outcome {
    let found = case::find(context, &args.case)?;
    let Some(EvidenceWhat::Add { file, kind, from, note }) = &args.what else { return list(context, &found) };
    let kind = kind.as_deref().map(|word| parse_kind(context, word)).transpose()?;
    let (store, by, rules) = (context.store()?, context.by()?, context.rules()?);
    let told = Told { kind, from: Party::parse(from).unwrap_or(Party::Buyer), note: note.clone() };
    let data_file = context.paths.data_file.clone();
    let (_, item) = evidence::take_in((store.db(), &data_file), &by, found.id, file, &told, &rules.limits.files)?;
    if !context.json {
        context.out.line(context.lang.ev_added(context.lang.evidence_kind(item.kind), &item.name))?;
    }
    list(context, &found)
}

fn parse_kind(context: &Context, word: &str) -> Result<EvidenceKind, Problem> {
    let all: Vec<_> = EvidenceKind::ALL.iter().map(|kind| kind.code()).collect();
    EvidenceKind::parse(word).ok_or_else(|| context.usage(&context.lang.cli_bad_evidence(word, &all.join(" "))))
}

fn list(context: &mut Context, found: &Case) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let files = cases::evidence(store.db(), found.id)?;
    if context.json {
        let rows: Vec<_> = files
            .iter()
            .map(|file| {
                json!({
                    "id": file.id.to_string(), "kind": file.item.kind.code(), "from": file.item.from.code(),
                    "at": words.time(file.item.at), "name": &*file.item.name, "path": file.path,
                    "sha256": file.hash, "bytes": file.bytes, "note": &*file.note,
                })
            })
            .collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table =
        Table::new(&[lang.cli_at(), lang.add_file_kind(), lang.add_file_from(), lang.add_file_path(), "SHA-256"]);
    for file in files {
        let where_ = file.path.as_deref().map(|path| evidence::place(&context.paths.data_file, path));
        table.row([
            words.short(file.item.at),
            lang.evidence_kind(file.item.kind).to_owned(),
            lang.party(file.item.from).to_owned(),
            where_.map_or_else(|| file.item.name.to_string(), |path| path.to_string_lossy().into_owned()),
            file.hash.map(|hash| hash.chars().take(12).collect()).unwrap_or_default(),
        ]);
    }
    context.out.table(&table, lang.ev_none())?;
    Ok(Done::Whole)
}

/// Makes the arbitration pack.
pub(crate) fn make_pack(context: &mut Context, args: &PackArgs) -> Outcome {
    let found = case::find(context, &args.case)?;
    let (store, by, rules, lang) = (context.store()?, context.by()?, context.rules()?, context.lang);
    let data_file = context.paths.data_file.clone();
    let asked = Asked { lang, zone: context.zone, rules: &rules };
    let made = pack::make((store.db(), &data_file), &by, found.id, &args.dir, &asked)?;
    let path = made.path.to_string_lossy().into_owned();
    if context.json {
        context.out.json(&json!({"path": path, "files": made.files, "changed": made.changed}))?;
    } else {
        context.out.line(lang.pack_made(&path, made.files))?;
    }
    if made.changed > 0 {
        context.note(&lang.pack_differs(made.changed));
        return Ok(Done::Found);
    }
    Ok(Done::Whole)
}

/// Keeps what was agreed about the freight with the message that says so, or goes back to the rule.
pub(crate) fn agree_freight(context: &mut Context, args: &FreightArgs) -> Outcome {
    let found = case::find(context, &args.case)?;
    let (store, by) = (context.store()?, context.by()?);
    let agreed = match args.quote.as_deref() {
        None => None,
        Some(quote) => {
            let missing = || Problem::NotFound { kind: "message", key: SafeText::line(quote) };
            let id: MessageId = quote.parse().map_err(|_| missing())?;
            let message = messages::by_id(store.db(), id)?.ok_or_else(missing)?;
            Some(AgreedFreight {
                out: share(context, &args.out, found.currency)?,
                back: share(context, &args.back, found.currency)?,
                again: share(context, &args.again, found.currency)?,
                message: id,
                quote: message.text.to_line(),
            })
        }
    };
    let with = Case { freight: agreed, ..found.clone() };
    let change = Change { case: with, events: Vec::new(), effects: Vec::new() };
    let saved = cases::save(store.db(), &by, found.stage, &change)?;
    case::told(context, &saved)
}

/// `seller:15.00`, `buyer`, `none`.
fn share(context: &Context, text: &str, currency: Currency) -> Result<FreightShare, Problem> {
    let (who, amount) = text.split_once(':').map_or((text, None), |(who, amount)| (who, Some(amount)));
    if who == "none" && amount.is_none() {
        return Ok(FreightShare::default());
    }
    let all: Vec<_> = Payer::ALL.iter().map(|payer| payer.code()).collect();
    let payer = Payer::parse(who)
        .ok_or_else(|| context.usage(&context.lang.cli_bad_payer(who, &format!("{} none", all.join(" ")))))?;
    let amount = amount.map(|amount| context.money(amount, currency)).transpose()?;
    Ok(FreightShare { payer: Some(payer), amount })
}
