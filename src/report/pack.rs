//! The arbitration pack of a case: an index to read and print, the timeline and the chat as text, the files, and the
//! hashes of all of them. Made as a list of files; whoever asks writes them into a folder or a zip.

use std::fmt::Write as _;

use crate::domain::mask;

/// A row of the index's facts: what it is, and the words.
pub type Fact = (String, String);

/// A file of proof, as the index names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its name in the pack, under `files/`; nothing for proof without a file.
    pub name: Option<String>,
    /// What it is.
    pub kind: String,
    /// From whom and when.
    pub from: String,
    /// The name it came under.
    pub called: String,
    /// Its SHA-256; nothing without a file.
    pub hash: Option<String>,
    /// True when the file is no longer what was taken in.
    pub changed: bool,
    /// True when a browser shows it as a picture.
    pub is_image: bool,
}

/// One line of the chat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// When, in the shop's zone.
    pub at: String,
    /// Who.
    pub who: String,
    /// What was said.
    pub text: String,
}

/// Headings, in the language of the pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Headings {
    /// The language's code, for the page.
    pub lang: &'static str,
    /// The page's title.
    pub title: String,
    /// Above the timeline.
    pub timeline: String,
    /// Above the proof.
    pub files: String,
    /// Above the chat.
    pub chat: String,
    /// Said of a file that is no longer what was taken in.
    pub changed: String,
    /// Said where there is nothing.
    pub nothing: String,
    /// How the hashes are checked.
    pub check: String,
}

/// What a pack is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
    /// The headings.
    pub headings: Headings,
    /// The case in rows.
    pub facts: Vec<Fact>,
    /// What happened, oldest first.
    pub timeline: Vec<Line>,
    /// The proof.
    pub items: Vec<Item>,
    /// The chat, oldest first, without anything internal.
    pub chat: Vec<Line>,
    /// Numbers of this case, order and its parcels: any other long number is another buyer's and is starred.
    pub own_numbers: Vec<String>,
}

impl Pack {
    /// `index.html`: one page without scripts or anything from elsewhere, to be read and printed.
    pub fn index(&self) -> String {
        let h = &self.headings;
        let mut page = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
            h.lang,
            html(&h.title),
            html(&h.title)
        );
        page.push_str("<table class=\"facts\">\n");
        for (what, words) in &self.facts {
            let _ = writeln!(page, "<tr><th>{}</th><td>{}</td></tr>", html(what), html(&self.masked(words)));
        }
        page.push_str("</table>\n");
        self.lines(&mut page, &h.timeline, &self.timeline);
        let _ = writeln!(page, "<h2>{}</h2>", html(&h.files));
        if self.items.is_empty() {
            let _ = writeln!(page, "<p>{}</p>", html(&h.nothing));
        }
        for item in &self.items {
            self.item(&mut page, item);
        }
        self.lines(&mut page, &h.chat, &self.chat);
        let _ = writeln!(page, "<p class=\"check\">{}</p>\n</body>\n</html>", html(&h.check));
        page
    }

    /// `timeline.txt`.
    pub fn timeline_text(&self) -> String {
        self.text(&self.timeline)
    }

    /// `chat.txt`.
    pub fn chat_text(&self) -> String {
        self.text(&self.chat)
    }

    fn text(&self, lines: &[Line]) -> String {
        let mut text = String::new();
        for line in lines {
            let _ = writeln!(text, "{}  {}  {}", line.at, self.masked(&line.who), self.masked(&line.text));
        }
        text
    }

    fn lines(&self, page: &mut String, title: &str, lines: &[Line]) {
        let _ = writeln!(page, "<h2>{}</h2>", html(title));
        if lines.is_empty() {
            let _ = writeln!(page, "<p>{}</p>", html(&self.headings.nothing));
            return;
        }
        page.push_str("<table class=\"lines\">\n");
        for line in lines {
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                html(&line.at),
                html(&self.masked(&line.who)),
                html(&self.masked(&line.text))
            );
        }
        page.push_str("</table>\n");
    }

    fn item(&self, page: &mut String, item: &Item) {
        let _ = write!(page, "<figure>\n<figcaption><b>{}</b> {}", html(&item.kind), html(&item.from));
        match &item.name {
            Some(name) => {
                let _ = writeln!(
                    page,
                    " <a href=\"files/{}\">{}</a> {}</figcaption>",
                    html(name),
                    html(name),
                    html(&self.masked(&item.called))
                );
                if item.is_image {
                    let _ = writeln!(page, "<img src=\"files/{}\" alt=\"{}\">", html(name), html(&item.kind));
                }
            }
            None => {
                let _ = writeln!(page, " {}</figcaption>", html(&self.masked(&item.called)));
            }
        }
        if let Some(hash) = &item.hash {
            let _ = writeln!(page, "<p class=\"hash\">SHA-256 {}</p>", html(hash));
        }
        if item.changed {
            let _ = writeln!(page, "<p class=\"changed\">{}</p>", html(&self.headings.changed));
        }
        page.push_str("</figure>\n");
    }

    /// Personal data starred, and long numbers that are not this case's.
    fn masked(&self, words: &str) -> String {
        let words = mask::text(words);
        let mut out = String::with_capacity(words.len());
        let mut digits = String::new();
        for c in words.chars().chain(std::iter::once('\0')) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            let foreign = digits.len() >= 12 && !self.own_numbers.iter().any(|own| own.contains(digits.as_str()));
            if foreign {
                let _ = write!(out, "****{}", &digits[digits.len() - 4..]);
            } else {
                out.push_str(&digits);
            }
            digits.clear();
            if c != '\0' {
                out.push(c);
            }
        }
        out
    }
}

/// `SHA256SUMS` of files by name, as `sha256sum -c` reads it.
pub fn sums(files: &[(String, String)]) -> String {
    files.iter().fold(String::new(), |mut text, (name, hash)| {
        let _ = writeln!(text, "{hash}  {name}");
        text
    })
}

const STYLE: &str = "body{font:14px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
table{border-collapse:collapse;width:100%}th{text-align:left;white-space:nowrap;vertical-align:top;padding:.2em 1em .2em 0}\
td{vertical-align:top;padding:.2em .6em .2em 0;white-space:pre-wrap;overflow-wrap:anywhere}.lines td:first-child{white-space:nowrap}\
figure{margin:1em 0;break-inside:avoid}img{max-width:100%;max-height:60em}.hash,.check{font-family:monospace;font-size:12px;\
overflow-wrap:anywhere}.changed{font-weight:bold}@media print{body{margin:0;max-width:none}h2{break-after:avoid}}";

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(text: &str) -> Pack {
        Pack {
            headings: Headings {
                lang: "zh",
                title: "售后举证".into(),
                timeline: "经过".into(),
                files: "凭证".into(),
                chat: "聊天".into(),
                changed: "与入库时不同".into(),
                nothing: "无".into(),
                check: "sha256sum -c SHA256SUMS".into(),
            },
            facts: vec![("订单".into(), "4000000000001799".into())],
            timeline: Vec::new(),
            items: vec![Item {
                name: Some("1.jpg".into()),
                kind: "瑕疵近照".into(),
                from: "买家".into(),
                called: "<b>.jpg".into(),
                hash: Some("ab".into()),
                changed: true,
                is_image: true,
            }],
            chat: vec![Line { at: "14:03".into(), who: "买家".into(), text: text.into() }],
            own_numbers: vec!["4000000000001799".into()],
        }
    }

    #[test]
    fn words_from_outside_stay_words() {
        let page = pack("<script>alert(1)</script> & \"x\"").index();
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
        assert!(page.contains("&lt;b&gt;.jpg") && page.contains("与入库时不同"));
        assert!(page.contains("<img src=\"files/1.jpg\""));
    }

    #[test]
    fn another_buyers_numbers_are_starred_and_our_own_stay() {
        let pack = pack("我的 4000000000001799，另一单 4000000000002880，电话 13812345678");
        let chat = pack.chat_text();
        assert!(chat.contains("4000000000001799"), "{chat}");
        assert!(!chat.contains("4000000000002880") && !chat.contains("13812345678"), "{chat}");
    }

    #[test]
    fn the_sums_are_what_the_usual_tool_reads() {
        assert_eq!(sums(&[("a.txt".into(), "00ff".into())]), "00ff  a.txt\n");
    }
}
