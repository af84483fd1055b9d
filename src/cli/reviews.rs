//! `kefu reviews`: what buyers wrote, and the shop's public answers.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::guard::{GuardContext, Level, check};
use crate::domain::review::{Review, ReviewKind};
use crate::domain::{Problem, SafeText};
use crate::replies::guard_rules;
use crate::store::goods::reviews::{self, ReviewFilter};
use crate::store::goods::{answer_copied, answer_done, draft_answer};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::review_cases::{self, ReviewCaseCommand};
use super::shapes::Words;
use super::{Done, Outcome};

/// What `kefu reviews` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ReviewsCommand {
    List {
        #[arg(long, value_parser = ["poor", "follow_up", "unrated", "good"])]
        kind: Option<String>,
        #[arg(long)]
        open: bool,
        #[arg(long, value_name = "DATE")]
        date: Option<NaiveDate>,
        #[command(flatten)]
        page: Page,
    },
    #[command(subcommand)]
    Case(ReviewCaseCommand),
    Answer {
        #[arg(value_name = "REVIEW")]
        review: String,
        #[arg(value_name = "TEXT")]
        text: Option<String>,
        #[arg(long, conflicts_with = "done")]
        copied: bool,
        #[arg(long)]
        done: bool,
    },
}

/// Runs one of `kefu reviews`.
pub(crate) fn run(context: &mut Context, command: ReviewsCommand) -> Outcome {
    match command {
        ReviewsCommand::List { kind, open, date, page } => {
            let day = |date: NaiveDate| context.zone.instant(date.and_time(chrono::NaiveTime::MIN));
            let filter = ReviewFilter {
                kind: kind.as_deref().and_then(ReviewKind::parse),
                open,
                from: date.map(day),
                to: date.and_then(|date| date.succ_opt()).map(day),
                ..ReviewFilter::default()
            };
            list(context, &filter, page)
        }
        ReviewsCommand::Case(command) => review_cases::run(context, command),
        ReviewsCommand::Answer { review, text, copied, done } => {
            answer(context, &review, text.as_deref(), copied, done)
        }
    }
}

fn list(context: &mut Context, filter: &ReviewFilter, page: Page) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let found = reviews::list_of(store.db(), filter, page.limit, page.offset)?;
    if context.json {
        context.out.json(&found.iter().map(|review| document(&words, review)).collect())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[
        "",
        lang.cli_at(),
        lang.review_stars(),
        lang.review_kind(),
        lang.review_text(),
        lang.review_answer(),
    ]);
    for review in &found {
        table.row([
            review.id.to_string(),
            words.short(review.newest_at),
            review.stars.map(|n| n.to_string()).unwrap_or_default(),
            lang.review_kind_word(review.kind).to_owned(),
            review.words().to_line().to_string(),
            lang.answer_state(review.answer_state).to_owned(),
        ]);
    }
    context.out.table(&table, lang.reviews_none())?;
    Ok(Done::Whole)
}

fn answer(context: &mut Context, name: &str, text: Option<&str>, copied: bool, done: bool) -> Outcome {
    let (store, by, lang) = (context.store()?, context.by()?, context.lang);
    let db = store.db();
    let mut review = reviews::by_name(db, name)?;
    if text.is_none() && !copied && !done {
        return Err(context.usage(lang.answer_which()).into());
    }
    if let Some(text) = text {
        let own =
            if lang == crate::text::Lang::Zh { crate::domain::ReplyLang::Zh } else { crate::domain::ReplyLang::En };
        let public = GuardContext { review: true, ..GuardContext::default() };
        let findings = check(text, guard_rules(), public);
        if let Some(finding) = findings.iter().find(|finding| finding.level != Level::Tell) {
            return Err(Problem::Refused {
                what: SafeText::line(&lang.review_stopped(&text[finding.range.clone()], finding.rule.why(own))),
                hint: SafeText::line(lang.review_stopped_hint()),
            }
            .into());
        }
        review = draft_answer(db, &by, review.id, Some(review.version), &SafeText::clean(text))?;
    }
    if copied {
        review = answer_copied(db, &by, review.id, Some(review.version))?;
    }
    if done {
        review = answer_done(db, &by, review.id, Some(review.version))?;
    }
    let words = context.words()?;
    if context.json {
        context.out.json(&document(&words, &review))?;
        return Ok(Done::Whole);
    }
    if done {
        context.out.line(lang.answer_state(review.answer_state))?;
    } else {
        context.out.line(lang.review_to_paste())?;
        context.out.line(review.draft.as_str())?;
    }
    Ok(Done::Whole)
}

/// A review as JSON tells of it.
fn document(words: &Words, review: &Review) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    json!({
        "id": review.id.to_string(),
        "platform": review.platform.code(),
        "order": text(&review.order_number),
        "buyer": text(&review.buyer),
        "title": text(&review.title),
        "sku": text(&review.sku),
        "outer_id": text(&review.outer_id),
        "kind": review.kind.code(),
        "stars": review.stars,
        "text": text(&review.text),
        "pictures": review.pictures,
        "written_at": words.time(review.written_at),
        "follow_up": text(&review.follow_up),
        "follow_up_at": words.time(review.follow_up_at),
        "answer": text(&review.answer),
        "draft": text(&review.draft),
        "answer_state": review.answer_state.code(),
        "answered_at": words.time(review.answered_at),
        "by": words.agent(review.agent),
    })
}
