//! Just enough of Rust's tokens to tell code, texts and comments apart.

/// A piece of a source file with the line it starts on, from 1.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Piece {
    /// Code between texts and comments.
    Code(usize, String),
    /// What a text literal says, escapes undone where they matter.
    Text(usize, String),
    /// A comment with its marks.
    Comment(usize, String),
}

/// Cuts a source file into pieces.
pub(crate) fn pieces(source: &str) -> Vec<Piece> {
    let chars: Vec<char> = source.chars().collect();
    let (mut at, mut line, mut out, mut code) = (0, 1, Vec::new(), (1, String::new()));
    while at < chars.len() {
        let rest = &chars[at..];
        let found = if rest.starts_with(&['/', '/']) {
            let end = rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
            Some((end, Piece::Comment(line, rest[..end].iter().collect())))
        } else if rest.starts_with(&['/', '*']) {
            let end = (2..rest.len()).find(|i| rest[*i..].starts_with(&['*', '/'])).map_or(rest.len(), |i| i + 2);
            Some((end, Piece::Comment(line, rest[..end].iter().collect())))
        } else if rest[0] == '"' {
            Some(plain(rest, line))
        } else if rest[0] == 'r' && !code.1.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            raw(rest, line)
        } else {
            None
        };
        match found {
            Some((length, piece)) => {
                if !code.1.trim().is_empty() {
                    out.push(Piece::Code(code.0, std::mem::take(&mut code.1)));
                }
                line += rest[..length].iter().filter(|c| **c == '\n').count();
                code = (line, String::new());
                out.push(piece);
                at += length;
            }
            None => {
                let length = if rest[0] == '\'' { letter(rest) } else { 1 };
                code.1.extend(&rest[..length]);
                line += rest[..length].iter().filter(|c| **c == '\n').count();
                at += length;
            }
        }
    }
    if !code.1.trim().is_empty() {
        out.push(Piece::Code(code.0, code.1));
    }
    out
}

fn plain(rest: &[char], line: usize) -> (usize, Piece) {
    let (mut at, mut text) = (1, String::new());
    while at < rest.len() && rest[at] != '"' {
        if rest[at] == '\\' && at + 1 < rest.len() {
            match rest[at + 1] {
                'n' => text.push('\n'),
                '\n' => {
                    while at + 2 < rest.len() && rest[at + 2].is_whitespace() {
                        at += 1;
                    }
                }
                'u' | 'x' => text.push('?'),
                other => text.push(other),
            }
            at += 2;
        } else {
            text.push(rest[at]);
            at += 1;
        }
    }
    (at + 1, Piece::Text(line, text))
}

fn raw(rest: &[char], line: usize) -> Option<(usize, Piece)> {
    let marks = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + marks) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', marks)).collect();
    let start = marks + 2;
    let end = (start..rest.len()).find(|i| rest[*i..].starts_with(&close)).unwrap_or(rest.len());
    Some(((end + close.len()).min(rest.len()), Piece::Text(line, rest[start..end].iter().collect())))
}

/// The length of a character literal, or 1 for the mark of a lifetime.
fn letter(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', ..] => 2 + rest[2..].iter().position(|c| *c == '\'').map_or(1, |i| if i == 0 { 2 } else { i + 1 }),
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}

/// The source without comments and without what follows `#[cfg(test)]`, which ends a file.
pub(crate) fn shipped(source: &str) -> &str {
    source.find("#[cfg(test)]").map_or(source, |at| &source[..at])
}

#[test]
fn texts_comments_and_code_are_told_apart() {
    let found = pieces("let a = \"x // y\"; // \"no\"\nlet c = '\"'; r#\"raw \" one\"#; &'a str; '\\''; \"z\\\"q\"");
    let texts: Vec<_> =
        found.iter().filter_map(|p| if let Piece::Text(l, t) = p { Some((*l, t.as_str())) } else { None }).collect();
    assert_eq!(texts, [(1, "x // y"), (2, "raw \" one"), (2, "z\"q")]);
}
