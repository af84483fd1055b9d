//! The short form of a long text: a message of a megabyte must not fill the screen.

use super::{SafeText, capped};

/// A text as far as it is shown before somebody asks for the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folded {
    /// The part that is shown.
    pub shown: SafeText,
    /// Lines that are not shown at all.
    pub hidden_lines: usize,
    /// Bytes that are not shown.
    pub hidden_bytes: usize,
}

impl SafeText {
    /// Its first lines: at most `lines` of them and at most `bytes` in all. Nothing when all of it fits.
    pub fn folded(&self, lines: usize, bytes: usize) -> Option<Folded> {
        let all = self.as_str();
        let end = memchr::memchr_iter(b'\n', all.as_bytes()).nth(lines.max(1) - 1).unwrap_or(all.len());
        let head = capped(&all[..end], bytes);
        if head.len() == all.len() {
            return None;
        }
        let shown = SafeText(head.as_ref().into());
        let kept = if shown.len() < end { shown.len().saturating_sub(3) } else { end };
        let count = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
        Some(Folded { hidden_lines: count(all) - count(&all[..kept]), hidden_bytes: all.len() - kept, shown })
    }
}
