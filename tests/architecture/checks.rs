//! The checks: each takes one file and tells what breaks a rule, with the line.

use super::tokens::{Piece, pieces, shipped};

/// Who may use whom; `cli` and `runtime` may use everything.
const ARROWS: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("text", &["domain"]),
    ("action", &["text"]),
    ("keymap", &["action", "text"]),
    ("config", &["domain", "keymap", "text"]),
    ("rules", &["domain"]),
    ("replies", &["domain"]),
    ("import", &["domain"]),
    ("report", &["domain"]),
    ("store", &["domain"]),
    ("channel", &["domain"]),
    ("source", &["domain"]),
    ("app", &["domain", "action", "keymap", "text", "replies"]),
    ("view", &["app", "domain", "action", "keymap", "text"]),
    ("demo", &["domain", "channel"]),
];
const ALL: [&str; 17] = [
    "domain", "text", "action", "keymap", "config", "rules", "replies", "import", "report", "store", "channel",
    "source", "app", "view", "demo", "cli", "runtime",
];

/// The top module of a file under `src/`.
pub(crate) fn module(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
}

/// Uses of a module that this one may not use.
pub(crate) fn arrows(path: &str, source: &str) -> Vec<String> {
    let own = module(path);
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == own) else { return Vec::new() };
    let mut found = Vec::new();
    for piece in pieces(shipped(source)) {
        let Piece::Code(start, code) = piece else { continue };
        for (at, _) in code.match_indices("crate::") {
            if code[..at].ends_with('$') {
                continue;
            }
            for used in used(&code[at + "crate::".len()..]) {
                let fine = used == own || allowed.contains(&used.as_str()) || !ALL.contains(&used.as_str());
                if !fine {
                    let line = start + code[..at].matches('\n').count();
                    found.push(format!("{path}:{line}: {own} may not use {used}"));
                }
            }
        }
    }
    found
}

/// The modules named after `crate::`, one or a braced list.
fn used(rest: &str) -> Vec<String> {
    let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut names, mut current) = (1, Vec::new(), String::new());
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(word(&std::mem::take(&mut current))),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && c != ',' {
            current.push(c);
        }
    }
    names.push(word(&current));
    names
}

/// Words of code that belong to one place: `(word, where it may stand)`, a folder or a file.
const PLACES: [(&str, &[&str]); 7] = [
    ("rusqlite", &["src/store/"]),
    ("crossterm::", &["src/runtime/"]),
    ("Utc::now", &["src/runtime/clock.rs"]),
    ("Local::now", &[]),
    ("SystemTime::now", &["src/runtime/clock.rs"]),
    ("Instant::now", &["src/runtime/", "src/store/sqlite/", "src/cli/demo.rs"]),
    // In the store only the handler that SQLite itself calls while another process holds the lock: nobody else can wait
    // there, and it gives no other way to.
    ("thread::sleep", &["src/runtime/", "src/channel/", "src/store/sqlite/open.rs"]),
];

/// Engine, terminal and clock outside their places.
pub(crate) fn places(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in pieces(shipped(source)) {
        let Piece::Code(start, code) = piece else { continue };
        for (word, fine) in PLACES {
            if fine.iter().any(|place| path.starts_with(place)) {
                continue;
            }
            for (at, _) in code.match_indices(word) {
                found.push(format!("{path}:{}: {word} has no place here", start + code[..at].matches('\n').count()));
            }
        }
    }
    found
}

const SQL: [&str; 9] = [
    "SELECT ",
    "INSERT INTO ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
    "ALTER TABLE ",
    "VACUUM",
];

fn is_sql(text: &str) -> bool {
    let head = text.trim_start();
    SQL.iter().any(|word| head.starts_with(word)) || (head.starts_with("UPDATE ") && head.contains(" SET "))
}

/// What PostgreSQL would not take, in words as they stand between blanks and brackets.
const UNPORTABLE: [&str; 16] = [
    "AUTOINCREMENT",
    "ROWID",
    "IFNULL",
    "DATETIME",
    "STRFTIME",
    "JULIANDAY",
    "UNIXEPOCH",
    "JSON_EXTRACT",
    "JSON_SET",
    "JSON_EACH",
    "GLOB",
    "MATCH",
    "PRAGMA",
    "GROUP_CONCAT",
    "INSTR",
    "PRINTF",
];

/// SQL outside the store, and SQL only SQLite takes outside its folder.
pub(crate) fn sql(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    if path.starts_with("src/store/sqlite/") {
        return found;
    }
    let texts: Vec<(usize, String)> = if path.ends_with(".sql") {
        source.lines().enumerate().map(|(i, l)| (i + 1, l.split("--").next().unwrap_or_default().to_owned())).collect()
    } else {
        let texts = pieces(shipped(source)).into_iter();
        texts.filter_map(|p| if let Piece::Text(line, text) = p { Some((line, text)) } else { None }).collect()
    };
    for (line, text) in texts {
        if !path.starts_with("src/store") {
            if is_sql(&text) {
                found.push(format!("{path}:{line}: SQL outside the store"));
            }
            continue;
        }
        if !path.ends_with(".sql") && !is_sql(&text) {
            continue;
        }
        let bare = without_quoted(&text).to_uppercase();
        let mut words = bare.split(|c: char| !c.is_alphanumeric() && c != '_');
        if let Some(word) = words.find(|word| UNPORTABLE.contains(word)) {
            found.push(format!("{path}:{line}: {word} is not portable"));
        }
        for sign in ["->", "?", "INSERT OR ", "REPLACE INTO"] {
            if bare.contains(sign) {
                found.push(format!("{path}:{line}: {sign} is not portable"));
            }
        }
    }
    found
}

fn without_quoted(sql: &str) -> String {
    sql.split('\'').step_by(2).collect::<Vec<_>>().join("''")
}

/// Lines of a file: about 250, never more than 400.
pub(crate) fn size(path: &str, source: &str) -> Vec<String> {
    let lines = source.lines().count();
    if lines > 400 {
        vec![format!("{path}: {lines} lines, more than 400: split it by verb or part")]
    } else {
        Vec::new()
    }
}

/// Names that say nothing of what is inside.
pub(crate) fn name(path: &str) -> Vec<String> {
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs");
    let vague = ["utils", "util", "helpers", "helper", "misc", "common"].contains(&stem);
    if vague { vec![format!("{path}: name the file after what it does")] } else { Vec::new() }
}

/// Padding by `format!`, which counts characters where a terminal counts columns.
pub(crate) fn padding(path: &str, source: &str) -> Vec<String> {
    if path == "src/view/width.rs" {
        return Vec::new();
    }
    let mut found = Vec::new();
    for piece in pieces(shipped(source)) {
        let Piece::Text(line, text) = piece else { continue };
        for hole in
            text.replace("{{", "").split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(hole, _)| hole)
        {
            let spec = hole.split_once(':').map_or("", |(_, spec)| spec);
            let plain = hole.chars().all(|c| c.is_ascii_alphanumeric() || "_:<>^$. ".contains(c));
            let mut signs = spec.chars();
            let aligned =
                signs.next().is_some_and(|c| "<>^".contains(c)) || signs.next().is_some_and(|c| "<>^".contains(c));
            if plain && aligned && spec.chars().any(|c| c.is_ascii_digit() || c == '$') {
                found.push(format!("{path}:{line}: {{{hole}}} pads by characters; view/width.rs pads by columns"));
            }
        }
    }
    found
}

/// Signs that terminals draw one or two columns wide, and pictures: none in texts of our own.
pub(crate) fn is_ambiguous(c: char) -> bool {
    matches!(c, '\u{a1}' | '\u{a4}' | '\u{a7}' | '\u{a8}' | '\u{aa}' | '\u{ad}' | '\u{ae}' | '\u{b0}'..='\u{b4}'
        | '\u{b6}'..='\u{ba}' | '\u{bc}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203e}'
        | '\u{2100}'..='\u{2426}' | '\u{2440}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f000}'..='\u{1faff}')
}

/// Ambiguous signs in the texts of what is shown.
pub(crate) fn glyphs(path: &str, source: &str) -> Vec<String> {
    let shown = ["text", "view", "app", "cli", "action", "keymap", "runtime"].contains(&module(path));
    if !shown || path == "src/text/macros.rs" {
        return Vec::new();
    }
    // Frames are drawn in the view alone, which has an ascii twin of each.
    let frame = |c: char| path.starts_with("src/view/") && ('\u{2500}'..='\u{257f}').contains(&c);
    let texts = pieces(shipped(source)).into_iter();
    texts
        .filter_map(|piece| if let Piece::Text(line, text) = piece { Some((line, text)) } else { None })
        .filter_map(|(line, text)| text.chars().find(|c| is_ambiguous(*c) && !frame(*c)).map(|c| (line, c)))
        .map(|(line, c)| format!("{path}:{line}: U+{:04X} may be drawn two columns wide", c as u32))
        .collect()
}

/// Rows of text: both languages say something, with the same holes, calmly.
pub(crate) fn rows(path: &str, source: &str) -> Vec<String> {
    if module(path) != "text" || path.ends_with("macros.rs") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let pieces = pieces(shipped(source));
    for row in pieces.windows(3) {
        let [Piece::Text(line, zh), Piece::Code(_, bar), Piece::Text(_, en)] = row else { continue };
        if bar.trim() != "|" {
            continue;
        }
        if zh.trim().is_empty() || en.trim().is_empty() {
            found.push(format!("{path}:{line}: a language is empty"));
        }
        if holes(zh) != holes(en) {
            found.push(format!("{path}:{line}: {zh:?} and {en:?} have different holes"));
        }
        if [zh, en].iter().any(|t| t.contains(['!', '！']) && t.chars().count() > 1) {
            found.push(format!("{path}:{line}: no exclamation marks"));
        }
        if zh.contains("成功地") || en.to_lowercase().contains("successfully") {
            found.push(format!("{path}:{line}: say what happened, not how well"));
        }
    }
    found
}

fn holes(text: &str) -> Vec<&str> {
    let mut holes: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    holes.sort_unstable();
    holes.dedup();
    holes
}

/// Words that point out of the project, and dashes no keyboard has.
pub(crate) fn words(path: &str, source: &str) -> Vec<String> {
    let outside = [concat!("..", "/shared"), concat!("/work", "/"), concat!("/tmp", "/brief"), concat!("/tmp", "/w/")];
    let mut found = Vec::new();
    for (i, line) in source.lines().enumerate() {
        if let Some(word) = outside.iter().find(|word| line.contains(**word)) {
            found.push(format!("{path}:{}: {word} is no part of the project", i + 1));
        }
        if line.contains('\u{2014}') && !path.contains("replies") && !path.contains("tests") {
            found.push(format!("{path}:{}: a dash of U+2014", i + 1));
        }
    }
    found
}
