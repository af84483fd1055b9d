//! Text made to command a terminal does nothing but stand there: whatever a customer, a file or a paste brings.

use kefu::domain::{RawText, SafeText};

/// What a terminal would obey, by kind; `{}` of [`INTRODUCERS`] stands for both the 7-bit and the 8-bit form.
const SEQUENCES: &[(&str, &[&str])] = &[
    (
        "CSI",
        &[
            "2J",
            "3J",
            "H",
            "1;1H",
            "10A",
            "10B",
            "99C",
            "99D",
            "K",
            "2K",
            "1M",
            "1L",
            "5P",
            "5@",
            "5X",
            "31m",
            "8m",
            "0m",
            "38;2;1;2;3m",
            "?25l",
            "?25h",
            "?1049h",
            "?1049l",
            "?2004h",
            "?2004l",
            "?1000h",
            "?1006h",
            "?1004h",
            "?2026h",
            "?5h",
            "?3h",
            "?69h",
            "4h",
            "20h",
            "6n",
            "5n",
            "c",
            ">c",
            "=c",
            ">q",
            "?u",
            ">1u",
            "<u",
            "18t",
            "21t",
            "8;1;1t",
            "2;2r",
            "s",
            "u",
            "!p",
            "61\"p",
            "1$r",
            "2*x",
            "1 q",
            "i",
            "5i",
            "4i",
            "1;2'z",
            "?15n",
            "?26n",
            "200~",
            "201~",
            "27;5;13~",
            "1000000000b",
        ],
    ),
    (
        "OSC",
        &[
            "0;owned\x07",
            "1;owned\x07",
            "2;owned\x1b\\",
            "2;owned\u{9c}",
            "4;1;rgb:ff/00/00\x07",
            "4;1;?\x07",
            "7;file://host/etc\x07",
            "8;;http://evil.example\x07click\x1b]8;;\x07",
            "9;owned\x07",
            "9;4;1;50\x07",
            "10;?\x07",
            "11;?\x07",
            "12;red\x07",
            "50;?\x07",
            "52;c;b3duZWQ=\x07",
            "52;c;?\x07",
            "52;p;!\x07",
            "104\x07",
            "133;A\x07",
            "555\x07",
            "633;E;rm\x07",
            "777;notify;a;b\x07",
            "1337;File=inline=1:AAAA\x07",
            "1337;SetMark\x07",
            "1337;CopyToClipboard=\x07",
            "1337;RequestAttention=yes\x07",
            "99;i=1;owned\x07",
            "l\x07",
            "L\x07",
            "I;icon\x07",
        ],
    ),
    (
        "DCS",
        &[
            "$qm\x1b\\",
            "$q\"p\x1b\\",
            "+q544e\x1b\\",
            "+p544e\x1b\\",
            "q#0;2;0;0;0~\x1b\\",
            "1$r0m\x1b\\",
            "=1s\x1b\\",
            "tmux;\x1b\x1b]52;c;b3duZWQ=\x07\x1b\\",
            "0;0|17/1b5b41\x1b\\",
            "{ @ABC\x1b\\",
        ],
    ),
    ("APC", &["Ga=T,f=100;AAAA\x1b\\", "Ga=q,i=1;AAAA\x1b\\", "Ga=d\x1b\\", "anything\x1b\\", "@kitty-cmd{}\x1b\\"]),
    ("PM", &["private\x1b\\", "\x1b\\"]),
    ("SOS", &["string\x1b\\", "\x1b\\"]),
];

/// A kind's introducer in seven bits and in eight.
const INTRODUCERS: &[(&str, &str, &str)] = &[
    ("CSI", "\x1b[", "\u{9b}"),
    ("OSC", "\x1b]", "\u{9d}"),
    ("DCS", "\x1bP", "\u{90}"),
    ("APC", "\x1b_", "\u{9f}"),
    ("PM", "\x1b^", "\u{9e}"),
    ("SOS", "\x1bX", "\u{98}"),
];

const OTHERS: &[&str] = &[
    "\x1bc",
    "\x1b7",
    "\x1b8",
    "\x1bD",
    "\x1bE",
    "\x1bH",
    "\x1bM",
    "\x1bN",
    "\x1bO",
    "\x1bZ",
    "\x1b=",
    "\x1b>",
    "\x1b#8",
    "\x1b#3",
    "\x1b(0lqqk",
    "\x1b)B",
    "\x1b*0",
    "\x1b%G",
    "\x1b%@",
    "\x1bG Q",
    "\x1b G",
    "\x1b\x1b[A",
    "\x1b",
    "\x1b\x18[2J",
    "\x1b[\x1a2J",
    "\x07",
    "\x07\x07\x07",
    "\x08\x08\x08gone",
    "paid\rnot",
    "a\x0bb",
    "a\x0cb",
    "\x0e lqk \x0f",
    "\x05",
    "\x11\x13",
    "\0\0",
    "\x7f\x7f",
    "\u{84}\u{85}\u{88}\u{8d}",
    "\u{9c}",
    "a\u{80}b\u{9f}",
    "\x1b[31",
    "\x1b]0;",
    "\x1bP",
    "\x1b[1;\u{202e}31m",
    "\u{200b}\x1b\u{200b}[2J",
    "\r\n\x1b[A\x1b[2Kpaid\r\n",
    "\x1b[38:2::1:2:3m",
    "\x1b[;;;;;;;;;;m",
];

fn hostile() -> Vec<String> {
    let mut all: Vec<String> = OTHERS.iter().map(|text| (*text).to_owned()).collect();
    for (kind, tails) in SEQUENCES {
        for (_, seven, eight) in INTRODUCERS.iter().filter(|(name, ..)| name == kind) {
            all.extend(tails.iter().flat_map(|tail| [format!("{seven}{tail}"), format!("{eight}{tail}")]));
        }
    }
    all
}

/// The text around it is what a buyer writes, so that the quick ways through are not taken for granted.
fn in_a_message(text: &str) -> String {
    format!("您好，{text}什么时候发货 {text}")
}

#[test]
fn no_control_character_is_left_in_any_form() {
    let all = hostile();
    assert!(all.len() >= 130, "{}", all.len());
    for text in all.iter().flat_map(|text| [text.clone(), in_a_message(text)]) {
        for clean in [SafeText::clean(&text), SafeText::from(text.clone()), SafeText::from(&RawText::new(&*text))] {
            assert!(clean.chars().all(|c| c == '\n' || !c.is_control()), "{text:?} -> {clean:?}");
        }
        let line = SafeText::line(&text);
        assert!(line.chars().all(|c| !c.is_control()), "{text:?} -> {line:?}");
    }
}

#[test]
fn a_terminal_prints_it_and_does_nothing_else() {
    let size = |n| std::num::NonZero::new(n).expect("not zero");
    let (rows, cols) = (size(4), size(250));
    for text in hostile() {
        let clean = SafeText::line(&in_a_message(&text));
        let mut terminal = vt100::Parser::new(rows, cols, 0);
        terminal.process(clean.as_bytes());
        let screen = terminal.screen();
        assert_eq!(screen.contents().trim_end(), clean.trim_end(), "{text:?}");
        assert!(!screen.hide_cursor() && !screen.alternate_screen() && !screen.bracketed_paste(), "{text:?}");
        assert_eq!(screen.cursor_position().0, 0, "{text:?}");
    }
}

#[test]
fn what_it_was_can_still_be_seen() {
    assert_eq!(SafeText::line("\x1b]52;c;b3duZWQ=\x07").as_str(), "␛]52;c;b3duZWQ=␇");
    assert_eq!(SafeText::line("paid\rnot").as_str(), "paid not");
    assert_eq!(SafeText::line("\u{9b}2J").as_str(), "▯2J");
}

#[test]
fn raw_text_does_not_show_itself() {
    assert_eq!(format!("{:?}", RawText::new("\x1b[2J")), "RawText(4 bytes)");
}
