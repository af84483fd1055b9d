//! `kefu chat receive`: messages as JSON lines on standard input, each stored once and committed before it counts.

use std::io::BufRead;

use serde::Deserialize;

use crate::domain::channel::Incoming;
use crate::domain::{Platform, Problem, RawText, Receipt, Time};
use crate::store::messages::{self, Peer};
use crate::text::Lang;

use super::context::Context;
use super::{Done, Outcome};

/// A line longer than this is no message.
const LINE_MAX: u64 = 1 << 20;

/// One line, as it is promised to whoever writes them.
#[derive(Deserialize)]
struct Line {
    id: String,
    customer: LineCustomer,
    text: String,
    at: String,
    #[serde(default)]
    order: Option<String>,
}

#[derive(Deserialize)]
struct LineCustomer {
    id: String,
    #[serde(default)]
    name: Option<String>,
}

/// Reads until the end of standard input. Lines that are no message are told on standard error with their number.
pub(crate) fn run(context: &mut Context, channel: &str) -> Outcome {
    let store = context.store()?;
    let answer_within = super::chat::promise(context);
    let platform = channel.split(':').find_map(Platform::parse).unwrap_or(Platform::Own);
    let peer = Peer { channel, platform, shop: None, answer_within };
    let (mut received, mut duplicates, mut rejected) = (0, 0, 0);
    let mut input = std::io::stdin().lock();
    let mut bytes = Vec::new();
    for number in 1usize.. {
        bytes.clear();
        let read = std::io::Read::take(&mut input, LINE_MAX).read_until(b'\n', &mut bytes);
        if read.map_err(|error| Problem::file("-", &error))? == 0 {
            break;
        }
        let whole = bytes.ends_with(b"\n") || (bytes.len() as u64) < LINE_MAX;
        if !whole {
            input.skip_until(b'\n').map_err(|error| Problem::file("-", &error))?;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let lang = context.lang;
        let parsed = if whole { parse(&bytes, lang) } else { Err(lang.cli_line_long().into()) };
        let reason = match parsed {
            Ok(incoming) => match messages::receive(store.db(), &peer, &incoming)? {
                Receipt::New { .. } => {
                    received += 1;
                    continue;
                }
                Receipt::Known { differs: false, .. } => {
                    duplicates += 1;
                    continue;
                }
                Receipt::Known { differs: true, .. } => {
                    format!("id {:?} is taken by another text", incoming.external_id)
                }
            },
            Err(reason) => reason,
        };
        rejected += 1;
        context.note(&context.lang.cli_line_rejected(number, &crate::domain::SafeText::line(&reason)));
    }
    let lang = context.lang;
    if context.json {
        context.out.json(&super::chat::counts(received, duplicates, rejected))?;
    } else {
        context.out.line(lang.cli_received(received, duplicates, rejected))?;
    }
    Ok(if rejected == 0 { Done::Whole } else { Done::Found })
}

fn parse(bytes: &[u8], lang: Lang) -> Result<Incoming, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let line: Line = serde_json::from_slice(bytes).map_err(|error| lang.cli_line_not_json(&error.to_string()))?;
    let at = Time::parse_rfc3339(&line.at).ok_or_else(|| lang.cli_line_no_time().to_owned())?;
    if line.id.is_empty() || line.customer.id.is_empty() {
        return Err(lang.cli_line_no_id().into());
    }
    let name = line.customer.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| line.customer.id.clone());
    Ok(Incoming {
        external_id: line.id,
        peer: line.customer.id,
        name: RawText::new(name),
        text: RawText::new(line.text),
        at,
        order: line.order.filter(|order| !order.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_needs_an_id_a_customer_a_text_and_a_time() {
        let good = r#"{"id":"1","customer":{"id":"u"},"text":"在吗","at":"2026-11-22T09:00:00+08:00","order":""}"#;
        let incoming = parse(good.as_bytes(), Lang::Zh).expect("a message");
        assert_eq!((incoming.name.unclean(), incoming.order), ("u", None));
        for bad in ["", "[]", "{}", r#"{"id":"","customer":{"id":"u"},"text":"x","at":"2026-11-22T09:00:00Z"}"#] {
            assert!(parse(bad.as_bytes(), Lang::Zh).is_err(), "{bad}");
        }
        assert!(parse(good.replace("2026-11-22T", "").as_bytes(), Lang::En).is_err());
        assert!(parse(b"{\"id\":\"\xff\"}", Lang::En).is_err());
    }
}
