//! Filling a reply: one pass over its pieces, so that nothing in a value is ever taken for a placeholder.

use std::ops::Range;

use super::QuickReply;
use super::fields::Fields;
use super::placeholder::Placeholder;
use super::template::Part;

/// A place without a value. It stands in the text as `【...】`, blocks sending, and is where the caret goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hole {
    /// Its bytes in the text, brackets included.
    pub range: Range<usize>,
    /// What is missing.
    pub placeholder: Placeholder,
}

/// A reply with its places filled.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filled {
    /// What would be said.
    pub text: String,
    /// What is missing, in the order of the text.
    pub holes: Vec<Hole>,
    /// What was filled in, in bytes of the text: the composer refills these when another order is taken.
    pub filled: Vec<(Range<usize>, Placeholder)>,
    /// Of these, where one begins that says something else when it has no value, and what.
    pub defaults: Vec<(usize, Box<str>)>,
}

impl Filled {
    /// True when nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.holes.is_empty()
    }
}

/// Fills a reply. `label` names a placeholder in the agent's language (`text::replies` has the words).
pub fn fill(reply: &QuickReply, fields: &Fields, label: impl Fn(Placeholder) -> &'static str) -> Filled {
    let mut out = Filled::default();
    for part in reply.text.parts() {
        let start = out.text.len();
        if let Part::Slot { or: Some(or), .. } = part {
            out.defaults.push((start, (&**or).into()));
        }
        match part {
            Part::Text(text) => out.text.push_str(text),
            Part::Slot { placeholder, or } => match (fields.value(*placeholder), or) {
                (Some(value), _) => {
                    out.text.push_str(value);
                    out.filled.push((start..out.text.len(), *placeholder));
                }
                (None, Some(or)) => {
                    out.text.push_str(or);
                    out.filled.push((start..out.text.len(), *placeholder));
                }
                (None, None) => {
                    out.text.push('【');
                    out.text.push_str(label(*placeholder));
                    out.text.push('】');
                    out.holes.push(Hole { range: start..out.text.len(), placeholder: *placeholder });
                }
            },
        }
    }
    out
}
