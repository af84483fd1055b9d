//! Packages of espanso: the list of matches in a file of YAML, as its tools and people write it. Nothing in it is ever
//! run: what a variable would have put in is a place to fill by hand.

use crate::domain::reply::{Phrase, PhraseFile};

/// The phrases of a package; nothing when the text is none.
pub(super) fn of(text: &str, encoding: &'static str) -> Option<PhraseFile> {
    let lines: Vec<&str> = text.lines().collect();
    let top = lines.iter().position(|line| line.trim_end() == "matches:")?;
    let mut phrases = Vec::new();
    let mut at = top + 1;
    let mut depth = None;
    while at < lines.len() {
        let line = lines[at];
        let (indent, rest) = (indent_of(line), line.trim_start());
        if rest.is_empty() || rest.starts_with('#') {
            at += 1;
            continue;
        }
        let own = *depth.get_or_insert(indent);
        if indent == own && rest.starts_with("- ") {
            phrases.push(Phrase { row: at as u64 + 1, ..Phrase::default() });
        } else if indent <= own {
            break;
        }
        let key_at = indent + rest.len() - rest.trim_start_matches("- ").len();
        let field = rest.trim_start_matches("- ");
        at += 1;
        // The keys of variables stand deeper than those of their match.
        let is_own = key_at == own + 2;
        let (Some((key, value)), Some(phrase), true) = (field.split_once(':'), phrases.last_mut(), is_own) else {
            continue;
        };
        let value = value.trim();
        let said = if value.starts_with('|') || value.starts_with('>') {
            let (block, after) = block(&lines, at, key_at, value.starts_with('>'));
            at = after;
            block
        } else {
            scalar(value)
        };
        match key.trim() {
            "trigger" => phrase.code = said,
            "triggers" => {
                phrase.code = scalar(value.trim_matches(['[', ']']).split(',').next().unwrap_or_default().trim())
            }
            "label" => phrase.group = said,
            "replace" | "markdown" => phrase.body = said,
            "form" => phrase.body = said.replace("[[", "{{").replace("]]", "}}"),
            _ => {}
        }
    }
    for phrase in &mut phrases {
        phrase.code = phrase.code.trim_start_matches([':', ';', '/']).to_owned();
        phrase.body = phrase.body.replace("$|$", "");
    }
    (!phrases.is_empty()).then_some(PhraseFile { format: "espanso.replies", encoding, phrases })
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The lines of a block text from `at` on, which stand deeper than `key_at`, and where it ends; folded into one where
/// its lines belong together.
fn block(lines: &[&str], at: usize, key_at: usize, folded: bool) -> (String, usize) {
    let mut end = at;
    while end < lines.len() && (lines[end].trim().is_empty() || indent_of(lines[end]) > key_at) {
        end += 1;
    }
    let inner = lines[at..end].iter().filter(|line| !line.trim().is_empty()).map(|line| indent_of(line)).min();
    let inner = inner.unwrap_or(0);
    let own: Vec<&str> = lines[at..end].iter().map(|line| line.get(inner..).unwrap_or_default().trim_end()).collect();
    let text = own.join("\n");
    let text = if folded {
        text.split("\n\n").map(|part| part.replace('\n', " ")).collect::<Vec<_>>().join("\n")
    } else {
        text
    };
    (text.trim_end().to_owned(), end)
}

/// A text on one line: in either kind of quotes, or as it stands.
fn scalar(value: &str) -> String {
    if value.starts_with('"') {
        let end = value.char_indices().skip(1).filter(|(_, c)| *c == '"').map(|(end, _)| &value[..=end]);
        // Its escapes are those of JSON but for a few no phrase has.
        return end
            .filter_map(|quoted| serde_json::from_str(quoted).ok())
            .next()
            .unwrap_or_else(|| value.trim_matches('"').to_owned());
    }
    if let Some(inner) = value.strip_prefix('\'') {
        let end = inner.replace("''", "\u{0}");
        return end.split('\'').next().unwrap_or_default().replace('\u{0}', "'");
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: &str = "# mine\nmatches:\n  - trigger: \":hi\"\n    label: 问候\n    replace: \"亲，\\\"您好\\\"\\n在的\"\n\n  \
         - triggers: [':wl', ':物流']\n    replace: |\n      单号{{no}}\n\n      请查收\n    vars:\n      - name: no\n        type: shell\n        \
         params:\n          cmd: \"rm -rf /\"\n  - trigger: it\n    replace: 'it''s fine' # yes\n  - regex: \"x\"\n    replace: >\n      one\n      line\nglobal_vars:\n  - name: z\n    replace: no\n";

    #[test]
    fn a_package_is_read_and_nothing_in_it_run() {
        let found = of(PACKAGE, "utf-8").expect("a package");
        let rows: Vec<_> =
            found.phrases.iter().map(|p| (p.row, p.group.as_str(), p.code.as_str(), p.body.as_str())).collect();
        assert_eq!(
            rows,
            [
                (3, "问候", "hi", "亲，\"您好\"\n在的"),
                (7, "", "wl", "单号{{no}}\n\n请查收"),
                (17, "", "it", "it's fine"),
                (19, "", "", "one line"),
            ]
        );
        assert_eq!(of("name: x\n", "utf-8"), None);
    }
}
