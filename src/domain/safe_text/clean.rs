//! The cleaning itself: which characters stay, which stand as a mark, which go.
//!
//! | what | becomes |
//! |---|---|
//! | `\r\n`, lone `\r`, U+2028, U+2029 | a line break (a space in one-line text) |
//! | tab | two spaces |
//! | other control characters, DEL | their picture (`␛`, `␇`, `␡`) |
//! | 8-bit controls (U+0080 to U+009F), non-characters | `▯` |
//! | what turns text right-to-left (U+202B, U+202E, U+2067, U+2068) | `▯` |
//! | bidi marks that cannot (phones put U+202D and U+202C around a copied number) | nothing |
//! | zero-width space and joiners, soft hyphen, BOM, fillers, TAG characters | nothing |
//! | U+200D between two emoji | stays, at most four in a row |
//! | variation selectors | stay on an emoji or a keycap, else nothing |
//! | combining marks | at most four on a base, then `⁺`; without a base they sit on `◌` |

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Stands for what must not be drawn. One column wide everywhere (not of ambiguous width, unlike U+FFFD).
const MARK: char = '\u{25af}';
/// Tells that combining marks were cut.
const CUT: char = '\u{207a}';
/// Joins emoji.
const JOINER: char = '\u{200d}';
/// The base of a combining mark that has none.
const NO_BASE: char = '\u{25cc}';
/// Combining marks that stay on one base.
const MARKS_MAX: usize = 4;
/// Joiners that stay in one emoji; the longest ones in use have three.
const JOINS_MAX: usize = 4;
/// The longest grapheme in bytes. Scripts glue without end (Indic conjuncts, prepended signs); people do not.
const CLUSTER_MAX: usize = 96;

/// Cleans `text`, without a copy when there is nothing to do.
pub(super) fn cleaned(text: &str, one_line: bool) -> Cow<'_, str> {
    let plain = plain_prefix(text.as_bytes(), one_line);
    if plain == text.len() {
        return Cow::Borrowed(text);
    }
    let mut cleaner = Cleaner::new(text, one_line);
    cleaner.run(plain);
    let Cleaner { out, long_cluster, .. } = cleaner;
    Cow::Owned(if long_cluster { cut_clusters(&out) } else { out })
}

struct Cleaner<'a> {
    text: &'a str,
    one_line: bool,
    out: String,
    /// The last character that can carry marks; none at the start of a line.
    base: Option<char>,
    marks: usize,
    /// Joiners before the base within one emoji.
    joins: usize,
    /// True between a joiner and what it joins.
    joined: bool,
    /// Bytes put out since the last character that never joins its left neighbour.
    since_plain: usize,
    long_cluster: bool,
}

impl<'a> Cleaner<'a> {
    fn new(text: &'a str, one_line: bool) -> Self {
        Self {
            text,
            one_line,
            out: String::with_capacity(text.len() + 16),
            base: None,
            marks: 0,
            joins: 0,
            joined: false,
            since_plain: 0,
            long_cluster: false,
        }
    }

    fn run(&mut self, plain: usize) {
        let text = self.text;
        let mut at = 0;
        let mut end = plain;
        loop {
            if end > at {
                self.plain(&text[at..end]);
                at = end;
            }
            let mut rest = text[at..].chars();
            let Some(c) = rest.next() else { return };
            at += c.len_utf8();
            if c == '\r' && rest.as_str().starts_with('\n') {
                at += 1;
            }
            let next = text[at..].chars().next();
            self.take(c, next);
            end = at + plain_prefix(&text.as_bytes()[at..], self.one_line);
        }
    }

    /// Takes a run in which every character stands for itself.
    fn plain(&mut self, run: &str) {
        self.out.push_str(run);
        self.base = run.chars().next_back().filter(|c| *c != '\n');
        (self.marks, self.joins, self.since_plain) = (0, 0, 4);
    }

    fn take(&mut self, c: char, next: Option<char>) {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' if self.one_line => self.plain(" "),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.plain("\n"),
            '\t' => self.plain("  "),
            '\0'..='\u{1f}' => self.base(char::from_u32(0x2400 + c as u32).unwrap_or(MARK)),
            '\u{7f}' => self.base('\u{2421}'),
            JOINER => self.join(next),
            '\u{fe0e}' | '\u{fe0f}' => {
                if self.marks < MARKS_MAX && self.base.is_some_and(|b| is_keycap(b) || is_pictograph(b)) {
                    self.marks += 1;
                    self.push(c);
                }
            }
            '\u{1f3fb}'..='\u{1f3ff}' => {
                if self.marks == 0 && self.base.is_some_and(is_pictograph) {
                    self.marks += 1;
                    self.push(c);
                } else {
                    self.base(MARK);
                }
            }
            _ if is_dropped(c) => {}
            _ if is_marked(c) => self.base(MARK),
            _ if is_attached(c) || self.base.is_some_and(is_lead_jamo) && is_lead_jamo(c) => self.attach(c),
            _ => self.base(c),
        }
    }

    fn base(&mut self, c: char) {
        self.base = Some(c);
        self.joins = if self.joined { self.joins + 1 } else { 0 };
        (self.marks, self.joined) = (0, false);
        self.push(c);
    }

    fn attach(&mut self, c: char) {
        if self.base.is_none() {
            self.base(NO_BASE);
        }
        self.marks += 1;
        if self.marks <= MARKS_MAX {
            self.push(c);
        } else if self.marks == MARKS_MAX + 1 {
            self.push(CUT);
        }
    }

    fn join(&mut self, next: Option<char>) {
        let emoji = self.base.is_some_and(is_pictograph) && next.is_some_and(is_pictograph);
        if emoji && self.joins < JOINS_MAX && self.marks <= MARKS_MAX {
            self.joined = true;
            self.push(JOINER);
        }
    }

    fn push(&mut self, c: char) {
        self.out.push(c);
        self.since_plain += c.len_utf8();
        self.long_cluster |= self.since_plain > CLUSTER_MAX;
    }
}

/// How many bytes from the start need no look: ASCII, and the blocks everyday Chinese is written in.
fn plain_prefix(bytes: &[u8], one_line: bool) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        at += ascii_prefix(&bytes[at..]);
        at += han_prefix(&bytes[at..]);
        match bytes[at..] {
            [0x20..=0x7e, ..] => {}
            [b'\n', ..] if !one_line => at += 1,
            [0xe3, b, c, ..] if is_plain_e3(b, c) => at += 3,
            [0xe4..=0xe9, _, _, ..] => at += 3,
            [0xef, 0xbc, 0x81..=0xbf, ..] | [0xef, 0xbd, 0x80..=0xa0, ..] => at += 3,
            [0xef, 0xbf, 0xa0..=0xa6, ..] => at += 3,
            _ => return at,
        }
    }
    at
}

/// Printable ASCII, looked at in blocks the compiler turns into vector code.
fn ascii_prefix(bytes: &[u8]) -> usize {
    const BLOCK: usize = 32;
    let printable = |b: &u8| b.wrapping_sub(0x20) < 0x5f;
    let mut at = 0;
    for block in bytes.chunks_exact(BLOCK) {
        if !block.iter().fold(true, |all, b| all & printable(b)) {
            break;
        }
        at += BLOCK;
    }
    at + bytes[at..].iter().take(BLOCK).take_while(|b| printable(b)).count()
}

/// U+4000 to U+9FFF: three bytes each, led by E4 to E9. Eight at a time.
fn han_prefix(bytes: &[u8]) -> usize {
    const BLOCK: usize = 24;
    let han = |b: u8| b.wrapping_sub(0xe4) < 6;
    let mut at = 0;
    for block in bytes.chunks_exact(BLOCK) {
        // The input is valid UTF-8, so a lead byte tells that two continuation bytes follow.
        if !(0..8).fold(true, |all, i| all & han(block[i * 3])) {
            break;
        }
        at += BLOCK;
    }
    while at < bytes.len() && han(bytes[at]) {
        at += 3;
    }
    at
}

/// U+3000 to U+3FFF without tone marks (U+302A to U+302F, U+3099, U+309A), the Hangul filler U+3164, and what is
/// also an emoji (U+3030, U+303D, U+3297, U+3299).
const fn is_plain_e3(second: u8, third: u8) -> bool {
    match second {
        0x80 => !matches!(third, 0xaa..=0xb0 | 0xbd),
        0x82 => !matches!(third, 0x99 | 0x9a),
        0x85 => third != 0xa4,
        0x8a => !matches!(third, 0x97 | 0x99),
        _ => true,
    }
}

/// Invisible, and nothing is lost without it.
const fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}' | '\u{202c}' | '\u{202d}'
        | '\u{2060}'..='\u{2066}' | '\u{2069}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Must not be drawn, but the reader should know that something stood here: 8-bit controls, what reorders text,
/// format characters of scripts that prepend them, non-characters.
const fn is_marked(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
        | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{2068}' | '\u{fdd0}'..='\u{fdef}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}')
        || c as u32 & 0xfffe == 0xfffe
}

/// Draws on its left neighbour: combining marks, vowels and finals of conjoining Hangul, half-width sound marks.
fn is_attached(c: char) -> bool {
    c.width() == Some(0) || unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Leading consonants of conjoining Hangul glue to each other without end.
const fn is_lead_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115e}' | '\u{a960}'..='\u{a97c}')
}

const fn is_keycap(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

/// True for what the standard calls Extended_Pictographic: the segmenter's own table, asked by joining `c` to one.
fn is_pictograph(c: char) -> bool {
    if c < '\u{a9}' || is_attached(c) || c == JOINER || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c) {
        return false;
    }
    let mut buffer = [0; 12];
    let mut len = 0;
    for c in ['\u{1f469}', JOINER, c] {
        len += c.encode_utf8(&mut buffer[len..]).len();
    }
    std::str::from_utf8(&buffer[..len]).is_ok_and(|joined| joined.graphemes(true).count() == 1)
}

/// Cuts graphemes no person writes.
fn cut_clusters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        if cluster.len() <= CLUSTER_MAX {
            out.push_str(cluster);
        } else {
            out.push_str(&cluster[..cluster.floor_char_boundary(CLUSTER_MAX - 2 * CUT.len_utf8())]);
            out.push(CUT);
        }
    }
    out
}
