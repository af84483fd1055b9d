//! `kefu case what-if`: what will have become of a case by another instant if nobody acts. Nothing is changed by it.

use serde_json::json;

use crate::app::when::parse_when;
use crate::domain::aftersale::{Found, OnTimeout, Stage};
use crate::domain::{Problem, SafeText, Time};

use super::context::Context;
use super::{Done, Outcome, case};

/// What `kefu case what-if` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct WhatIfArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[arg(value_name = "WHEN", num_args = 1.., required = true)]
    when: Vec<String>,
}

/// Tells how the case is found then, which timeouts come before, by which rules, and what runs on.
pub(crate) fn run(context: &mut Context, args: &WhatIfArgs) -> Outcome {
    let (found, rules, words) = (case::find(context, &args.case)?, context.rules()?, context.words()?);
    let at = instant(context, &args.when.join(" "))?;
    let what = found.what_if(&rules, at);
    if !context.json {
        context.out.line(context.lang.what_if(&what, context.zone, context.now))?;
        return Ok(Done::Whole);
    }
    let (found, span) = match what.found {
        Found::Left(span) => ("left", Some(span)),
        Found::MayBeOver(span) => ("maybe_over", Some(span)),
        Found::Over(span) => ("over", Some(span)),
        Found::Stopped => ("stopped", None),
        Found::NoClock(_) => ("no_clock", None),
    };
    let happened: Vec<_> = what
        .happened
        .iter()
        .map(|one| {
            json!({
                "act_by": words.time(one.clock.act_by), "presume_at": words.time(one.clock.presume_at),
                "on_timeout": one.what.map(OnTimeout::code), "to": one.to.map(Stage::code), "maybe": one.maybe,
                "rule": one.clock.rule, "source": one.clock.source.code(), "confidence": one.clock.confidence.code(),
            })
        })
        .collect();
    let next = what.next.as_ref().map(|clock| {
        json!({
            "act_by": words.time(clock.act_by), "presume_at": words.time(clock.presume_at),
            "on_timeout": clock.on_timeout.map(OnTimeout::code), "rule": clock.rule,
            "source": clock.source.code(), "confidence": clock.confidence.code(),
        })
    });
    context.out.json(&json!({
        "at": words.time(what.at), "found": found, "seconds": span.map(|span| span.whole_secs()),
        "happened": happened, "next": next,
    }))?;
    Ok(Done::Whole)
}

/// `2h`, `18:00`, `明天9点`, `11-24 18:00`, or an instant in RFC 3339.
fn instant(context: &Context, text: &str) -> Result<Time, Problem> {
    Time::parse_rfc3339(text)
        .or_else(|| parse_when(text, context.now, context.zone))
        .ok_or_else(|| Problem::Usage(SafeText::line(context.lang.not_a_time())))
}
