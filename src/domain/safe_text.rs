//! Text from outside: [`RawText`] as it was received, [`SafeText`] as the only thing that may be drawn, logged,
//! exported or put into an error.

mod clean;
mod fold;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::GraphemeCursor;

pub use fold::Folded;

/// Text as received; it can be stored and cleaned, never shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RawText(String);

impl RawText {
    /// Wraps text from a file, a channel, a paste or a field.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    /// The bytes as received, for the store alone.
    pub fn unclean(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RawText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawText({} bytes)", self.0.len())
    }
}

/// Printable graphemes and `\n`, nothing else.
///
/// Control characters stand as pictures, what reorders text as `▯`, zero-width characters not at all; at most four
/// combining marks stay on one base (`⁺` tells when more were cut); emoji joined with U+200D stay whole. Cleaning what
/// is clean changes nothing. At most [`SafeText::MAX`] bytes, or [`SafeText::LINE_MAX`] as one line; `...` tells a cut.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SafeText(Box<str>);

impl SafeText {
    /// The longest text in bytes: 1 MiB.
    pub const MAX: usize = 1 << 20;
    /// The longest one-line text in bytes: 64 KiB.
    pub const LINE_MAX: usize = 1 << 16;

    /// Cleans text that may hold several lines.
    pub fn clean(text: &str) -> Self {
        Self(capped(&clean::cleaned(text, false), Self::MAX).into())
    }
    /// Cleans text for one line: line breaks become a space.
    pub fn line(text: &str) -> Self {
        Self(capped(&clean::cleaned(text, true), Self::LINE_MAX).into())
    }
    /// The clean text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// True when nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The clean text as one line.
    pub fn to_line(&self) -> SafeText {
        if !self.0.contains('\n') && self.0.len() <= Self::LINE_MAX { self.clone() } else { Self::line(&self.0) }
    }
}

impl From<&RawText> for SafeText {
    fn from(raw: &RawText) -> Self {
        Self::clean(&raw.0)
    }
}
impl From<&str> for SafeText {
    fn from(text: &str) -> Self {
        Self::clean(text)
    }
}
impl From<String> for SafeText {
    fn from(text: String) -> Self {
        match clean::cleaned(&text, false) {
            Cow::Borrowed(_) if text.len() <= Self::MAX => Self(text.into_boxed_str()),
            clean => Self(capped(&clean, Self::MAX).into()),
        }
    }
}
impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
impl std::ops::Deref for SafeText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// At most `max` bytes: cut at a grapheme, with `...`.
fn capped(text: &str, max: usize) -> Cow<'_, str> {
    if text.len() <= max {
        return Cow::Borrowed(text);
    }
    let mut end = text.floor_char_boundary(max.saturating_sub(3));
    while end > 0 && !is_grapheme_boundary(text, end) {
        end = text.floor_char_boundary(end - 1);
    }
    Cow::Owned(format!("{}...", &text[..end]))
}

fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}
