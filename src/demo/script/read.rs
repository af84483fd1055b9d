//! Scripts out of TOML: whatever is off is named with its file, script and node.

use toml::{Table, Value};

use crate::domain::{CaseType, Problem, SafeText, Span};

use super::super::meaning::Meaning;
use super::{Book, Claim, End, Mood, Need, Node, Script, Tongue, Turn};

const FILES: [(&str, &str); 4] = [
    ("presale.toml", include_str!("../scripts/presale.toml")),
    ("payment.toml", include_str!("../scripts/payment.toml")),
    ("shipping.toml", include_str!("../scripts/shipping.toml")),
    ("aftersale.toml", include_str!("../scripts/aftersale.toml")),
];

impl Book {
    /// The scripts kefu comes with.
    pub fn embedded() -> Result<Self, Problem> {
        let mut scripts = Vec::new();
        for (file, text) in FILES {
            scripts.extend(read_file(file, text)?);
        }
        scripts.sort_by(|a: &Script, b| a.id.cmp(&b.id));
        Ok(Book { scripts })
    }
}

/// Reads one file of scripts; `file` only names it in problems.
fn read_file(file: &str, text: &str) -> Result<Vec<Script>, Problem> {
    let table: Table = text.parse().map_err(|e: toml::de::Error| {
        let line = e.span().map_or(0, |s| text[..s.start].lines().count().max(1));
        off(file, line, e.message())
    })?;
    table
        .into_iter()
        .map(|(id, value)| {
            let body = value.try_into::<Table>().map_err(|_| format!("{id}: not a table"));
            body.and_then(|body| script(&id, &body)).map_err(|what| off(file, 0, &what))
        })
        .collect()
}

fn off(file: &str, line: usize, what: &str) -> Problem {
    Problem::Config { file: SafeText::line(file), line, what: SafeText::line(what) }
}

fn script(id: &str, body: &Table) -> Result<Script, String> {
    let word = |key: &str| body.get(key).and_then(Value::as_str);
    let need = word("need").and_then(Need::parse).ok_or_else(|| format!("{id}: need"))?;
    let mood = match word("mood") {
        None | Some("calm") => Mood::Calm,
        Some("hurried") => Mood::Hurried,
        Some("angry") => Mood::Angry,
        Some(other) => return Err(format!("{id}: mood {other}")),
    };
    let patience = body.get("patience").and_then(Value::as_integer).ok_or_else(|| format!("{id}: patience"))?;
    let open = body.get("open").and_then(Value::as_array).ok_or_else(|| format!("{id}: open"))?;
    let open = open.iter().map(|o| lines(o, id)).collect::<Result<Vec<_>, _>>()?;
    let at = body.get("at").and_then(Value::as_table).ok_or_else(|| format!("{id}: no nodes"))?;
    let mut names: Vec<&str> = at.keys().map(String::as_str).collect();
    names.sort_by_key(|name| (*name != "start", *name));
    let nodes = names.iter().map(|name| node(id, name, &names, at)).collect::<Result<Vec<_>, _>>()?;
    let at_night = word("when") == Some("night");
    let claim = word("claim").map(|claim| read_claim(id, claim)).transpose()?;
    let opens = |turn: &Turn| turn.end == Some(End::CaseOpened);
    if claim.is_none() && nodes.iter().any(|n: &Node| opens(&n.other) || n.on.iter().any(|(_, turn)| opens(turn))) {
        return Err(format!("{id}: a case is opened, but no claim says which"));
    }
    Ok(Script { id: id.into(), need, patience: Span::secs(patience), mood, at_night, claim, open, nodes })
}

fn read_claim(id: &str, text: &str) -> Result<Claim, String> {
    let (kind, reason) = text.split_once(' ').ok_or_else(|| format!("{id}: claim {text}"))?;
    let kind = CaseType::parse(kind).ok_or_else(|| format!("{id}: claim {kind}"))?;
    Ok(Claim { kind, reason: reason.into() })
}

fn node(id: &str, name: &str, names: &[&str], at: &Table) -> Result<Node, String> {
    let here = format!("{id}.{name}");
    let body = at.get(name).and_then(Value::as_table).ok_or_else(|| here.clone())?;
    let mut node = Node { name: name.into(), urge: Vec::new(), on: Vec::new(), other: Turn::default() };
    let mut has_else = false;
    for (key, value) in body {
        match key.as_str() {
            "urge" => node.urge = lines(value, &here)?,
            "else" => (node.other, has_else) = (turn(value, names, &here)?, true),
            codes => {
                let turn = turn(value, names, &here)?;
                for code in codes.split('|') {
                    let meaning = Meaning::parse(code).ok_or_else(|| format!("{here}: no meaning {code}"))?;
                    if node.on.iter().any(|(m, _)| *m == meaning) {
                        return Err(format!("{here}: {code} twice"));
                    }
                    node.on.push((meaning, turn.clone()));
                }
            }
        }
    }
    if has_else { Ok(node) } else { Err(format!("{here}: no else")) }
}

fn turn(value: &Value, names: &[&str], here: &str) -> Result<Turn, String> {
    let body = value.as_table().ok_or_else(|| format!("{here}: a turn is a table"))?;
    if let Some(key) = body.keys().find(|k| !["say", "go", "end"].contains(&k.as_str())) {
        return Err(format!("{here}: {key}"));
    }
    let say = body.get("say").map_or(Ok(Vec::new()), |v| lines(v, here))?;
    let go = match body.get("go").and_then(Value::as_str) {
        Some(to) => Some(names.iter().position(|n| *n == to).ok_or_else(|| format!("{here}: go {to}"))?),
        None => None,
    };
    let end = match body.get("end").and_then(Value::as_str) {
        Some(code) => Some(End::parse(code).ok_or_else(|| format!("{here}: end {code}"))?),
        None => None,
    };
    Ok(Turn { say, go, end })
}

fn lines(value: &Value, here: &str) -> Result<Vec<Tongue>, String> {
    let list = value.as_array().ok_or_else(|| format!("{here}: a list of texts is wanted"))?;
    list.iter()
        .map(|line| {
            let text = line.as_str().ok_or_else(|| format!("{here}: a text is wanted"))?;
            let (zh, en) = text.split_once(" | ").ok_or_else(|| format!("{here}: no English in {text}"))?;
            Ok(Tongue { zh: zh.trim().into(), en: en.trim().into() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_with_a_slip_names_it() {
        let bad = [
            ("[a]\nneed='none'\n", "a: patience"),
            ("[a]\nneed='none'\npatience=1\nopen=[['x']]\n", "a: no English in x"),
            ("[a]\nneed='none'\npatience=1\nopen=[['x | y']]\n[a.at.start]\nhm={}\n", "a.start: no meaning hm"),
            ("[a]\nneed='none'\npatience=1\nopen=[['x | y']]\n[a.at.start]\ndate={go='b'}\n", "a.start: go b"),
            ("[a]\nneed='none'\npatience=1\nopen=[['x | y']]\n[a.at.start]\ndate={}\n", "a.start: no else"),
            ("[a]\nneed='case'\npatience=1\nclaim='x y'\nopen=[['x | y']]\n[a.at.start]\nelse={}\n", "a: claim x"),
            (
                "[a]\nneed='case'\npatience=1\nopen=[['x | y']]\n[a.at.start]\nelse={end='case_opened'}\n",
                "a: a case is opened, but no claim says which",
            ),
        ];
        for (text, said) in bad {
            match read_file("f", text) {
                Err(Problem::Config { what, .. }) => assert_eq!(what.as_str(), said),
                other => panic!("{text}: {other:?}"),
            }
        }
    }
}
