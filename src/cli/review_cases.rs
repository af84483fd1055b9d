//! `kefu reviews case`: poor reviews worked on until they are closed.

use serde_json::{Value, json};

use crate::domain::aftersale::Authority;
use crate::domain::review_case::{ReviewCase, ReviewMove, ReviewRefusal, ReviewStep};
use crate::domain::{Problem, SafeText};
use crate::runtime::review_case::work;
use crate::store::goods::reviews;
use crate::store::{orders, review_cases};

use super::approval::{self, ApprovalArgs};
use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::shapes::{Words, money};
use super::{Done, Failure, Outcome};

/// What `kefu reviews case` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ReviewCaseCommand {
    List {
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        page: Page,
    },
    Show {
        #[arg(value_name = "CASE")]
        case: String,
    },
    Open {
        #[arg(value_name = "REVIEW")]
        review: String,
    },
    Take {
        #[arg(value_name = "CASE")]
        case: String,
    },
    Offer(MoneyArgs),
    Agree(MoneyArgs),
    FollowUp {
        #[arg(value_name = "CASE")]
        case: String,
    },
    Close {
        #[arg(value_name = "CASE")]
        case: String,
        #[arg(value_name = "TEXT")]
        text: String,
    },
}

/// What a step takes that may give money.
#[derive(clap::Args, Debug)]
pub(crate) struct MoneyArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[arg(value_name = "TEXT")]
    text: String,
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<String>,
    #[command(flatten)]
    approval: ApprovalArgs,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: ReviewCaseCommand) -> Outcome {
    match command {
        ReviewCaseCommand::List { all, page } => list(context, all, page),
        ReviewCaseCommand::Show { case } => {
            let found = review_cases::by_name(context.store()?.db(), &case)?;
            told(context, &found)
        }
        ReviewCaseCommand::Open { review } => {
            let (store, by) = (context.store()?, context.by()?);
            let review = reviews::by_name(store.db(), &review)?;
            let opened = review_cases::open(store.db(), &by, review.id)?;
            told(context, &opened)
        }
        ReviewCaseCommand::Take { case } => step(context, &case, ReviewStep::Take, ""),
        ReviewCaseCommand::FollowUp { case } => step(context, &case, ReviewStep::FollowUp, ""),
        ReviewCaseCommand::Close { case, text } => step(context, &case, ReviewStep::Close, &text),
        ReviewCaseCommand::Offer(args) => with_money(context, &args, ReviewStep::Offer),
        ReviewCaseCommand::Agree(args) => with_money(context, &args, ReviewStep::Agree),
    }
}

fn step(context: &mut Context, case: &str, step: ReviewStep, text: &str) -> Outcome {
    let found = review_cases::by_name(context.store()?.db(), case)?;
    let what = ReviewMove { step, amount: None, words: SafeText::clean(text) };
    act(context, &found, &what, &Authority::default())
}

fn with_money(context: &mut Context, args: &MoneyArgs, step: ReviewStep) -> Outcome {
    let store = context.store()?;
    let found = review_cases::by_name(store.db(), &args.case)?;
    let order = found.order.map(|id| orders::by_id(store.db(), id)).transpose()?.flatten();
    let currency = order.map(|order| order.currency).unwrap_or_default();
    let amount = args.amount.as_deref().map(|amount| context.money(amount, currency)).transpose()?;
    let authority = approval::authority(context, &args.approval)?;
    let what = ReviewMove { step, amount, words: SafeText::clean(&args.text) };
    act(context, &found, &what, &authority)
}

fn act(context: &mut Context, case: &ReviewCase, what: &ReviewMove, authority: &Authority) -> Outcome {
    let (store, by, rules) = (context.store()?, context.by()?, context.rules()?);
    if !case.is_open() {
        return refused(context, &ReviewRefusal::Closed);
    }
    match work(store.db(), &by, &rules, authority, case.review, Some(case.version), what)? {
        Ok(moved) => told(context, &moved),
        Err(refusal) => refused(context, &refusal),
    }
}

fn refused(context: &Context, refusal: &ReviewRefusal) -> Outcome {
    if let ReviewRefusal::Limit(refusal) = refusal {
        return Err(context.refused(refusal));
    }
    Err(Failure::Refused(context.lang.review_refusal(refusal, context.zone, context.now), false))
}

fn list(context: &mut Context, all: bool, page: Page) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let found = match all {
        true => review_cases::all(store.db(), page.limit, page.offset)?,
        false => review_cases::open_ones(store.db(), page.limit, page.offset)?,
    };
    if context.json {
        context.out.json(&found.iter().map(|case| document(&words, case)).collect())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[
        lang.cli_id(),
        lang.cli_number(),
        lang.cli_state(),
        lang.cli_amount(),
        lang.cli_review_owner(),
        lang.review_text(),
    ]);
    for case in &found {
        table.row([
            case.id.to_string(),
            case.number.clone(),
            lang.review_stage(case.stage).to_owned(),
            case.agreed.or(case.offered).map(|amount| amount.shown()).unwrap_or_default(),
            words.agent_name(case.owner).unwrap_or_default().to_owned(),
            case.words.to_line().to_string(),
        ]);
    }
    context.out.table(&table, lang.review_cases_none())?;
    Ok(Done::Whole)
}

fn told(context: &mut Context, case: &ReviewCase) -> Outcome {
    let (words, lang) = (context.words()?, context.lang);
    if context.json {
        context.out.json(&document(&words, case))?;
        return Ok(Done::Whole);
    }
    let owner = words.agent_name(case.owner).map(|name| lang.review_case_owner(name));
    let owner = owner.unwrap_or_else(|| lang.review_case_nobody().to_owned());
    context
        .out
        .line(format!("{}  {}  {owner}", case.id, lang.review_case(case)))
        .map_err(|error| Problem::system(&error))?;
    Ok(Done::Whole)
}

/// A review case as JSON tells of it.
fn document(words: &Words, case: &ReviewCase) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    json!({
        "id": case.id.to_string(),
        "review": case.review.to_string(),
        "order": text(&case.number),
        "buyer": text(&case.buyer),
        "stars": case.stars,
        "text": text(&case.words),
        "owner": words.agent(case.owner),
        "state": case.stage.code(),
        "steps": case.steps().iter().map(|step| step.code()).collect::<Vec<_>>(),
        "offered": money(case.offered),
        "offered_text": text(&case.offered_words),
        "offered_by": words.agent(case.offered_by),
        "approver": words.agent(case.approver),
        "agreed": money(case.agreed),
        "agreed_text": text(&case.agreed_words),
        "agreed_at": words.time(case.agreed_at),
        "currency": case.agreed.or(case.offered).map(|amount| amount.currency().code().to_owned()),
        "compensation": case.compensation.map(|id| id.to_string()),
        "outcome": text(&case.outcome),
        "opened_at": words.time(case.opened_at),
        "moved_at": words.time(case.moved_at),
        "closed_at": words.time(case.closed_at),
    })
}
