//! The list of what kefu itself may send to a terminal; anything else came from outside and got through.

/// Every sequence and control character of the output that is not on the list, as readable text.
pub(crate) fn foreign(output: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = output;
    while let Some((&first, after)) = rest.split_first() {
        let taken = match first {
            0x1b => sequence(rest),
            0x20..=0x7e | 0x80.. | b'\r' | b'\n' | 0x07 => 1,
            _ => 1,
        };
        let piece = rest.get(..taken).unwrap_or(rest);
        let fine = match first {
            0x1b => is_ours(piece),
            0x00..=0x1f | 0x7f => matches!(first, b'\r' | b'\n' | 0x07),
            _ => true,
        };
        if !fine {
            found.push(format!("{:?}", String::from_utf8_lossy(piece)));
        }
        rest = rest.get(taken..).unwrap_or(after);
    }
    let text = String::from_utf8_lossy(output);
    let hidden = text.chars().filter(|c| matches!(c, '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}'));
    found.extend(hidden.map(|c| format!("U+{:04X}", c as u32)));
    found
}

/// How long the sequence at the start is.
fn sequence(bytes: &[u8]) -> usize {
    let is_end: fn(&[u8]) -> bool = match bytes.get(1) {
        Some(b'[') => |at| at.first().is_some_and(|b| (0x40..=0x7e).contains(b)),
        Some(b']' | b'P' | b'_' | b'^' | b'X') => |at| at.first() == Some(&0x07) || at.starts_with(b"\x1b\\"),
        Some(_) => return 2,
        None => return 1,
    };
    let mut end = 2;
    while let Some(at) = bytes.get(end..).filter(|at| !at.is_empty()) {
        if is_end(at) {
            return end + if at.starts_with(b"\x1b\\") { 2 } else { 1 };
        }
        end += 1;
    }
    bytes.len()
}

fn is_ours(piece: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(piece) else { return false };
    if text.starts_with("\x1b]52;c;") {
        return true;
    }
    let Some(body) = text.strip_prefix("\x1b[") else { return false };
    let Some((at, end)) = body.char_indices().next_back() else { return false };
    let parameters = body.get(..at).unwrap_or_default();
    let numbers = parameters.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'));
    match end {
        'm' | 'H' | 'J' | 'K' | 'A' | 'B' | 'C' | 'D' => numbers,
        'h' | 'l' => matches!(parameters, "?1049" | "?25" | "?2004" | "?2026" | "?1000" | "?1006"),
        'u' => matches!(parameters, ">1" | "<1"),
        'q' => matches!(parameters, "6 " | "0 "),
        _ => false,
    }
}

#[test]
fn what_is_not_ours_is_found() {
    assert!(foreign(b"\x1b[?1049h\x1b[31;1mabc\x1b[0m\x1b[5;3H\x1b[6 q").is_empty());
    assert_eq!(foreign(b"a\x1b]0;title\x07b\x1b[6nc\x1bPq\x1b\\").len(), 3);
    assert_eq!(foreign("\u{202e}x\x08".as_bytes()).len(), 2);
}
