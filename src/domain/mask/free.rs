//! Masks personal data inside free text: phones, identity and card numbers, e-mail, names and addresses.
//!
//! Order and tracking numbers stay readable, hotlines too. What is masked already stays as it is.

use super::place;

/// The text with everything that names, reaches or locates a person starred out.
pub fn text(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    // A star may end what stood before it, and lay bare what was hidden in it. Every pass that changes anything
    // leaves fewer characters clear, so this ends.
    loop {
        let masked = once(&chars);
        if masked == chars {
            return masked.into_iter().collect();
        }
        chars = masked;
    }
}

fn once(chars: &[char]) -> Vec<char> {
    let mut out = chars.to_vec();
    let mut phones = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(end) = email(chars, at) {
            star_email(&mut out, at, end);
            at = end;
        } else if let Some(run) = digits(chars, at) {
            at = run.end;
            if let Some(kind) = run.kind() {
                star_digits(&mut out, &run, kind);
                if matches!(kind, Kind::Mobile | Kind::Landline) {
                    phones.push((run.start, run.end));
                }
            }
        } else {
            at += 1;
        }
    }
    place::star_addresses(chars, &mut out);
    super::person::star_names(chars, &phones, &mut out);
    out.retain(|c| *c != GONE);
    out
}

/// Stands for a character that is dropped.
pub(super) const GONE: char = '\u{0}';

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Mobile,
    Landline,
    Identity,
    Card,
}

/// Digits written together, or in groups with a blank or a dash between.
struct Digits {
    start: usize,
    end: usize,
    /// The digits, and where each stands.
    all: Vec<(usize, u8)>,
    /// How many digits stand before the first dash or blank, and so on.
    groups: Vec<usize>,
    /// True when an `X` ends it, as in an identity number.
    x: bool,
    /// Where an extension starts, among the digits.
    extension: Option<usize>,
}

fn digits(chars: &[char], start: usize) -> Option<Digits> {
    digit(chars[start])?;
    if start > 0 && (chars[start - 1].is_ascii_alphanumeric() || chars[start - 1] == '*') {
        return None;
    }
    let mut run = Digits { start, end: start, all: Vec::new(), groups: vec![0], x: false, extension: None };
    let mut at = start;
    while at < chars.len() {
        if let Some(d) = digit(chars[at]) {
            run.all.push((at, d));
            if let Some(last) = run.groups.last_mut() {
                *last += 1;
            }
            at += 1;
            run.end = at;
        } else if matches!(chars[at], '-' | ' ' | '－' | '转' | ')' | '）' | ',')
            && chars.get(at + 1).is_some_and(|c| digit(*c).is_some())
            && run.may_go_on(chars[at])
        {
            if run.extension.is_none() && run.is_phone() && !matches!(chars[at], ' ') {
                run.extension = Some(run.all.len());
            }
            run.groups.push(0);
            at += 1;
        } else {
            break;
        }
    }
    if run.all.len() == 17 && chars.get(run.end).is_some_and(|c| matches!(c, 'x' | 'X')) {
        (run.x, run.end) = (true, run.end + 1);
    }
    if chars.get(run.end).is_some_and(|c| c.is_ascii_alphabetic() || *c == '*') { None } else { Some(run) }
}

/// The value of a digit, ASCII or full width.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

impl Digits {
    fn text(&self) -> String {
        self.all.iter().map(|(_, d)| char::from(b'0' + d)).collect()
    }

    fn is_phone(&self) -> bool {
        let text = self.text();
        let local = local(&text);
        is_mobile(local) || (self.groups.len() > 1 && is_landline(&text, &self.groups))
    }

    /// A separator belongs to the number while it is no whole number yet, or starts an extension.
    fn may_go_on(&self, separator: char) -> bool {
        let text = self.text();
        match separator {
            '转' | ',' => self.is_phone(),
            ')' | '）' => text.starts_with('0') && matches!(text.len(), 3 | 4),
            ' ' => !self.is_phone() && self.groups.last().is_some_and(|n| *n <= 4),
            _ => self.extension.is_none() && text.len() < 20,
        }
    }

    fn kind(&self) -> Option<Kind> {
        let text = self.text();
        let whole = self.extension.map_or(text.as_str(), |n| &text[..n]);
        let tail = text.len() - whole.len();
        if self.x || whole.len() == 18 {
            return (is_identity(&text)).then_some(Kind::Identity);
        }
        if is_mobile(local(whole)) && tail <= 4 {
            return Some(Kind::Mobile);
        }
        if is_landline(whole, &self.groups) && tail <= 6 {
            return Some(Kind::Landline);
        }
        is_card(&text).then_some(Kind::Card)
    }
}

/// The number without the country's code.
fn local(text: &str) -> &str {
    for prefix in ["0086", "86"] {
        if let Some(rest) = text.strip_prefix(prefix)
            && rest.len() == 11
        {
            return rest;
        }
    }
    text
}

fn is_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// An area code (0 and two or three digits) and seven or eight digits. Written without a dash, eleven or twelve.
fn is_landline(text: &str, groups: &[usize]) -> bool {
    if !text.starts_with('0') || text.starts_with("00") {
        return false;
    }
    match groups {
        [_] => matches!(text.len(), 11 | 12),
        [area, ..] => matches!(area, 3 | 4) && matches!(text.len() - area, 7 | 8),
        [] => false,
    }
}

/// Eighteen places with a province's code and a birthday.
fn is_identity(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
    let province = part(0..2).is_some_and(|p| (11..=65).contains(&p) || matches!(p, 71 | 81 | 82 | 83));
    let year = part(6..10).is_some_and(|y| (1900..=2099).contains(&y));
    let month = part(10..12).is_some_and(|m| (1..=12).contains(&m));
    let day = part(12..14).is_some_and(|d| (1..=31).contains(&d));
    province && year && month && day
}

/// A bank card: the issuers' first digits, their lengths, and the check digit.
fn is_card(text: &str) -> bool {
    let issued = match text.len() {
        16 => text.starts_with("62") || text.starts_with("35") || text.starts_with(['4', '5']),
        17 | 19 => text.starts_with("62"),
        _ => false,
    };
    let sum: u32 = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| match (u32::from(b - b'0'), i % 2) {
            (d, 0) => d,
            (d, _) => (d * 2) / 10 + (d * 2) % 10,
        })
        .sum();
    issued && sum.is_multiple_of(10)
}

/// Stars the middle: a mobile keeps three and four, a landline its area code and two, the others one and two.
fn star_digits(out: &mut [char], run: &Digits, kind: Kind) {
    let number = run.extension.unwrap_or(run.all.len());
    let text = run.text();
    let code = number - local(&text[..number]).len();
    let (head, tail) = match kind {
        Kind::Mobile => (code + 3, 4),
        Kind::Landline if run.groups.len() > 1 => (run.groups[0], 2),
        Kind::Landline => (3, 2),
        Kind::Identity => (1, usize::from(!run.x)),
        Kind::Card => (0, 4),
    };
    for (i, (at, _)) in run.all.iter().enumerate() {
        let kept = i < head || (i < number && i + tail >= number);
        if !kept {
            out[*at] = '*';
        }
    }
    if run.x {
        out[run.end - 1] = '*';
    }
}

fn email(chars: &[char], start: usize) -> Option<usize> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    if !is_local(chars[start]) || (start > 0 && (is_local(chars[start - 1]) || matches!(chars[start - 1], '*' | '@'))) {
        return None;
    }
    let at = start + chars[start..].iter().position(|c| !is_local(*c))?;
    if chars[at] != '@' {
        return None;
    }
    let is_host = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let end = chars[at + 1..].iter().position(|c| !is_host(c)).map_or(chars.len(), |n| at + 1 + n);
    let host = &chars[at + 1..end];
    host.windows(3).any(|three| three[1] == '.' && three[0] != '.' && three[2] != '.').then_some(end)
}

/// `z***@host`.
fn star_email(out: &mut [char], start: usize, end: usize) {
    let at = out[start..end].iter().position(|c| *c == '@').map_or(end, |n| start + n);
    for (i, c) in out[start..at].iter_mut().enumerate().skip(1) {
        *c = if i <= 3 { '*' } else { GONE };
    }
    if at == start + 1 {
        out[start] = '*';
    }
}
