//! Lists as other tools' interfaces give them: Chatwoot, Zendesk, 千牛.

use serde_json::Value;

use super::super::fault::Fault;
use crate::domain::Problem;
use crate::domain::reply::{Phrase, PhraseFile};

/// The phrases of a list.
pub(super) fn of(value: &Value, encoding: &'static str) -> Result<PhraseFile, Problem> {
    let (format, phrases) = if let Some(macros) = value.get("macros").and_then(Value::as_array) {
        (
            "zendesk.replies",
            numbered(macros.iter().filter(|one| one.get("active") != Some(&Value::Bool(false))), zendesk),
        )
    } else if let Some(result) = [&value["data"]["result"], &value["result"]].into_iter().find(|of| of.is_object()) {
        let groups = result["groups"].as_array().map(Vec::as_slice).unwrap_or_default();
        let all = result["list"].as_array().map(Vec::as_slice).unwrap_or_default();
        ("qianniu.replies", numbered(all.iter(), |one| qianniu(one, groups)))
    } else if let Some(all) = value.as_array().filter(|all| all.iter().any(|one| one.get("short_code").is_some())) {
        ("chatwoot.replies", numbered(all.iter(), chatwoot))
    } else {
        let seen = value.as_object().map(|fields| fields.keys().take(6).cloned().collect::<Vec<_>>().join(" | "));
        return Err(Fault::Unknown(seen.unwrap_or_default()).into());
    };
    Ok(PhraseFile { format, encoding, phrases })
}

fn numbered<'v>(all: impl Iterator<Item = &'v Value>, read: impl Fn(&Value) -> Phrase) -> Vec<Phrase> {
    all.zip(1..).map(|(one, row)| Phrase { row, ..read(one) }).collect()
}

fn chatwoot(one: &Value) -> Phrase {
    Phrase { code: text(&one["short_code"]), body: text(&one["content"]), ..Phrase::default() }
}

fn qianniu(one: &Value, groups: &[Value]) -> Phrase {
    let id = text(&one["groupId"]);
    let group = groups.iter().find(|group| text(&group["id"]) == id);
    Phrase {
        group: group.map(|group| text(&group["name"])).unwrap_or_default(),
        code: text(&one["code"]),
        body: text(&one["content"]),
        ..Phrase::default()
    }
}

/// A macro's words are one of its actions; its title often says the group before two colons.
fn zendesk(one: &Value) -> Phrase {
    let title = text(&one["title"]);
    let (group, title) = match title.rsplit_once("::") {
        Some((group, title)) => (group.replace("::", "/"), title.trim().to_owned()),
        None => (String::new(), title),
    };
    let said = |field: &str| {
        let actions = one["actions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let action = actions.iter().find(|action| action["field"] == *field)?;
        // With a channel it is a list, the words last.
        let value = action["value"].as_array().and_then(|all| all.last()).unwrap_or(&action["value"]);
        Some(text(value)).filter(|words| !words.is_empty())
    };
    let body = said("comment_value").or_else(|| said("comment_value_html").map(|page| plain(&page)));
    Phrase { group, title, body: body.unwrap_or_default(), ..Phrase::default() }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The words of a page: ends of paragraphs and lines become line breaks, all else in angle brackets goes.
fn plain(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, tag_on)) = rest.split_once('<') {
        out.push_str(before);
        let Some((tag, after)) = tag_on.split_once('>') else { break };
        let name = tag.trim_end_matches('/').trim().to_ascii_lowercase();
        if name == "br" || name == "/p" || name == "/div" || name == "/li" {
            out.push('\n');
        }
        rest = after;
    }
    if !rest.contains('<') {
        out.push_str(rest);
    }
    for (entity, sign) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        out = out.replace(entity, sign);
    }
    out.trim().to_owned()
}
