//! Text from outside: [`RawText`] as it was received, [`SafeText`] as the only thing that may be drawn, logged,
//! exported or put into an error.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

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

/// Printable graphemes and `\n`, nothing else: control characters stand as pictures, bidi and zero-width
/// characters as marks or not at all, at most four combining marks stay on one base.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SafeText(Box<str>);

const MARKS_MAX: usize = 4;

impl SafeText {
    /// Cleans text that may hold several lines.
    pub fn clean(text: &str) -> Self {
        Self(cleaned(text, false).into())
    }
    /// Cleans text for one line: line breaks become a space.
    pub fn line(text: &str) -> Self {
        Self(cleaned(text, true).into())
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
        if self.0.contains('\n') { Self(self.0.replace('\n', " ").into()) } else { self.clone() }
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
        Self::clean(&text)
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

fn cleaned(text: &str, one_line: bool) -> String {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for cluster in text.graphemes(true) {
        let mut marks = 0;
        for c in cluster.chars() {
            match c {
                '\n' | '\r' if one_line => out.push(' '),
                '\n' | '\r' => out.push('\n'),
                '\t' => out.push_str("  "),
                '\u{2028}' | '\u{2029}' => out.push(if one_line { ' ' } else { '\n' }),
                '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('?')),
                '\u{7f}' => out.push('\u{2421}'),
                '\u{80}'..='\u{9f}' => out.push('\u{fffd}'),
                '\u{200b}' | '\u{00ad}' | '\u{feff}' | '\u{2060}' | '\u{115f}' | '\u{1160}' | '\u{3164}'
                | '\u{ffa0}' => {}
                '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    out.push('\u{fffd}')
                }
                '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}' => {}
                _ if is_mark(c) => {
                    marks += 1;
                    if marks <= MARKS_MAX {
                        out.push(c);
                    }
                }
                _ => out.push(c),
            }
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_becomes_a_picture() {
        assert_eq!(SafeText::clean("a\x1b[31mb").as_str(), "a\u{241b}[31mb");
        assert_eq!(SafeText::line("a\r\nb").as_str(), "a b");
    }
}
