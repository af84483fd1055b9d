//! What is made from tables is committed and compared here; `UPDATE_EXPECT=1 cargo test --test generated` writes it.

use std::path::Path;

use kefu::action::{Scope, rows_of};
use kefu::keymap::Keymap;
use kefu::text::Lang;

/// Compares the part of `file` between `<!-- mark ... -->` and `<!-- /mark -->` with `made`.
fn compare(file: &str, mark: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).expect("the file");
    let start = text.find(&format!("<!-- {mark}:")).expect("the opening mark");
    let start = start + text[start..].find('\n').expect("a line end") + 1;
    let end = start + text[start..].find(&format!("<!-- /{mark} -->")).expect("the closing mark");
    if text[start..end] == *made {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{}{made}{}", &text[..start], &text[end..])).expect("written");
        return;
    }
    panic!("{file}: the part {mark} is not what its table says; UPDATE_EXPECT=1 cargo test --test generated writes it");
}

fn key_table(lang: Lang) -> String {
    let keymap = Keymap::default();
    let head = match lang {
        Lang::En => "| where | keys | what | action |",
        Lang::Zh => "| 在哪里 | 按键 | 做什么 | 动作 |",
    };
    let mut text = format!("{head}\n|---|---|---|---|\n");
    for row in Scope::ALL.into_iter().flat_map(rows_of) {
        let keys: Vec<_> =
            keymap.chords(row.action).iter().map(|c| format!("`{}`", c.to_string().replace('|', "\\|"))).collect();
        text += &format!("| {} | {} | {} | {} |\n", row.scope.title(lang), keys.join(" "), row.long(lang), row.id);
    }
    text
}

#[test]
fn the_readme_lists_the_keys_of_the_table() {
    compare("README.md", "keys", &key_table(Lang::En));
}

#[test]
fn the_chinese_guide_lists_the_keys_of_the_table() {
    compare("docs/keys.zh.md", "keys", &key_table(Lang::Zh));
}
