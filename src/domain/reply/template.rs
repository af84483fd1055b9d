//! A reply's text, taken apart: what is said, and the places to fill.

use super::fault::ReplyFault;
use super::placeholder::Placeholder;
use crate::domain::safe_text::SafeText;

/// A piece of a reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Said as it stands.
    Text(Box<str>),
    /// Filled in; `or` stands there when there is no value.
    Slot {
        /// What goes there.
        placeholder: Placeholder,
        /// What stands there instead when there is no value.
        or: Option<Box<str>>,
    },
}

/// A parsed text: `{name}` and `{name|otherwise}` are places, `{{` and `}}` are braces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    source: Box<str>,
    parts: Box<[Part]>,
}

impl Template {
    /// Takes a text apart; all faults at once, each with the byte it is found at.
    pub fn parse(source: &str) -> Result<Self, Vec<(usize, ReplyFault)>> {
        let (mut parts, mut faults, mut text) = (Vec::new(), Vec::new(), String::new());
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let rest = &source[at..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                text.push(c);
                at += 2;
            } else if c == '{' {
                match rest.find('}').filter(|end| !rest[1..*end].contains('{')) {
                    Some(end) => {
                        match slot(&rest[1..end]) {
                            Ok(part) => {
                                flush(&mut text, &mut parts);
                                parts.push(part);
                            }
                            Err(fault) => faults.push((at, fault)),
                        }
                        at += end + 1;
                    }
                    None => {
                        faults.push((at, ReplyFault::LoneBrace));
                        at += 1;
                    }
                }
            } else {
                if c == '}' {
                    faults.push((at, ReplyFault::LoneBrace));
                }
                text.push(c);
                at += c.len_utf8();
            }
        }
        flush(&mut text, &mut parts);
        if faults.is_empty() { Ok(Self { source: source.into(), parts: parts.into() }) } else { Err(faults) }
    }
    /// The text as written, braces and all.
    pub fn source(&self) -> &str {
        &self.source
    }
    /// Its pieces, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
    /// The places to fill that have nothing to stand in for a missing value, in order, each as often as it stands.
    pub fn needs(&self) -> impl Iterator<Item = Placeholder> {
        self.parts.iter().filter_map(|p| match p {
            Part::Slot { placeholder, or: None } => Some(*placeholder),
            _ => None,
        })
    }
    /// All places to fill.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        self.parts.iter().filter_map(|p| match p {
            Part::Slot { placeholder, .. } => Some(*placeholder),
            Part::Text(_) => None,
        })
    }
}

fn slot(inner: &str) -> Result<Part, ReplyFault> {
    let (name, or) = inner.split_once('|').map_or((inner, None), |(name, or)| (name, Some(or)));
    let placeholder =
        Placeholder::parse(name.trim()).ok_or_else(|| ReplyFault::UnknownPlaceholder(SafeText::line(name)))?;
    Ok(Part::Slot { placeholder, or: or.map(Into::into) })
}

fn flush(text: &mut String, parts: &mut Vec<Part>) {
    if !text.is_empty() {
        parts.push(Part::Text(std::mem::take(text).into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_double_to_stand_for_themselves() {
        let template = Template::parse("{{a}} {buyer} {order.ship_by|48小时内}").expect("template");
        assert_eq!(
            template.parts(),
            [
                Part::Text("{a} ".into()),
                Part::Slot { placeholder: Placeholder::Buyer, or: None },
                Part::Text(" ".into()),
                Part::Slot { placeholder: Placeholder::OrderShipBy, or: Some("48小时内".into()) },
            ]
        );
        assert_eq!(template.needs().count(), 1);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let faults = Template::parse("a} {nope} {buyer").expect_err("faults");
        let kinds: Vec<(usize, &str)> = faults.iter().map(|(at, f)| (*at, f.code())).collect();
        assert_eq!(kinds, [(1, "lone_brace"), (3, "unknown_placeholder"), (10, "lone_brace")]);
    }
}
