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
    /// A short text, whole; nothing for what is long or no text.
    pub text: Option<String>,
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
    /// Above what we did and why.
    pub answer: String,
    /// Above the hashes.
    pub sums: String,
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
    /// Shop, order and when it was made, below the title.
    pub about: String,
    /// The case in rows.
    pub facts: Vec<Fact>,
    /// What we answered and why, in our own words to the buyer; empty when nothing was refused or offered.
    pub answer: Vec<String>,
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
        let _ = writeln!(page, "<p class=\"about\">{}</p>", html(&self.masked(&self.about)));
        page.push_str("<dl>\n");
        for (what, words) in &self.facts {
            let _ = writeln!(page, "<div><dt>{}</dt><dd>{}</dd></div>", html(what), html(&self.masked(words)));
        }
        page.push_str("</dl>\n");
        if !self.answer.is_empty() {
            let _ = writeln!(page, "<h2>{}</h2>", html(&h.answer));
            for words in &self.answer {
                let _ = writeln!(page, "<p class=\"answer\">{}</p>", html(&self.masked(words)));
            }
        }
        let _ = writeln!(page, "<h2>{} ({})</h2>", html(&h.files), self.items.len());
        if self.items.is_empty() {
            let _ = writeln!(page, "<p>{}</p>", html(&h.nothing));
        }
        page.push_str("<div class=\"proof\">\n");
        for (n, item) in self.items.iter().enumerate() {
            self.item(&mut page, n + 1, item);
        }
        page.push_str("</div>\n");
        self.lines(&mut page, &h.timeline, &self.timeline);
        self.lines(&mut page, &h.chat, &self.chat);
        self.sums(&mut page);
        page.push_str("</body>\n</html>\n");
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

    /// A piece of proof: what it is and whose, the picture or the text, the file's name.
    fn item(&self, page: &mut String, n: usize, item: &Item) {
        let _ =
            writeln!(page, "<figure>\n<figcaption><b>{n}. {}</b> {}</figcaption>", html(&item.kind), html(&item.from));
        match (&item.name, &item.text) {
            (Some(name), _) if item.is_image => {
                let _ = writeln!(page, "<img src=\"files/{}\" alt=\"{}\">", html(name), html(&item.kind));
            }
            (_, Some(text)) => {
                let _ = writeln!(page, "<blockquote>{}</blockquote>", html(&self.masked(text)));
            }
            _ => {}
        }
        let called = html(&self.masked(&item.called));
        let _ = match &item.name {
            Some(name) => {
                let name = html(name);
                writeln!(page, "<p class=\"file\"><a href=\"files/{name}\">files/{name}</a> {called}</p>")
            }
            None => writeln!(page, "<p class=\"file\">{called}</p>"),
        };
        if item.changed {
            let _ = writeln!(page, "<p class=\"changed\">{}</p>", html(&self.headings.changed));
        }
        page.push_str("</figure>\n");
    }

    /// The hash of every file, and how they are checked: last, for whoever doubts one.
    fn sums(&self, page: &mut String) {
        let hashed: Vec<_> =
            self.items.iter().filter_map(|item| Some((item.name.as_ref()?, item.hash.as_ref()?))).collect();
        let _ = writeln!(page, "<h2>{}</h2>", html(&self.headings.sums));
        if !hashed.is_empty() {
            page.push_str("<table class=\"hash\">\n");
            for (name, hash) in hashed {
                let _ = writeln!(page, "<tr><td>{}</td><td>{}</td></tr>", html(name), html(hash));
            }
            page.push_str("</table>\n");
        }
        let _ = writeln!(page, "<p class=\"hash\">{}</p>", html(&self.headings.check));
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

/// One page of A4 in ink that any printer has: what it is about in two columns, the pictures side by side, nothing cut in
/// two by the end of a page.
const STYLE: &str = "@page{size:A4;margin:14mm}*{box-sizing:border-box}\
body{font:14px/1.5 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;max-width:56em;margin:1.5em auto;\
padding:0 1.2em;color:#111;background:#fff}\
h1{font-size:22px;margin:0}.about{margin:.2em 0 1em;color:#444}\
h2{font-size:16px;margin:1.4em 0 .5em;padding-bottom:.15em;border-bottom:1px solid #111;break-after:avoid}\
dl{display:grid;grid-template-columns:1fr 1fr;gap:.1em 2em;margin:0;padding:.7em 1em;border:1px solid #111}\
dl div{display:flex;gap:1em}dt{flex:0 0 5em;color:#444}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}\
.answer{margin:.3em 0;padding-left:.8em;border-left:3px solid #111;white-space:pre-wrap}\
.proof{display:grid;grid-template-columns:1fr 1fr;gap:1em;align-items:start}\
figure{margin:0;padding:.6em;border:1px solid #999;break-inside:avoid}figcaption{margin-bottom:.4em}\
img{display:block;max-width:100%;max-height:24em;margin:0 auto}\
blockquote{margin:0;padding:.4em .6em;background:#f4f4f4;white-space:pre-wrap;overflow-wrap:anywhere}\
.file{margin:.4em 0 0;font-size:12px;color:#444;overflow-wrap:anywhere}.changed{margin:.4em 0 0;font-weight:bold}\
table{border-collapse:collapse;width:100%}td{vertical-align:top;padding:.15em .8em .15em 0;white-space:pre-wrap;\
overflow-wrap:anywhere}tr{break-inside:avoid}\
.lines td:first-child,.lines td:nth-child(2){white-space:nowrap;width:1%}.lines tr{border-bottom:1px solid #ddd}\
.hash{font-family:ui-monospace,monospace;font-size:11px;color:#444}\
@media print{body{margin:0;padding:0;max-width:none;font-size:12px}a{color:inherit;text-decoration:none}}\
@media (max-width:40em){dl,.proof{grid-template-columns:1fr}}";

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
                answer: "我方处理".into(),
                sums: "校验".into(),
                timeline: "经过".into(),
                files: "凭证".into(),
                chat: "聊天".into(),
                changed: "与入库时不同".into(),
                nothing: "无".into(),
                check: "sha256sum -c SHA256SUMS".into(),
            },
            about: "云朵旗舰店".into(),
            answer: vec!["实物与页面一致".into()],
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
                text: None,
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
