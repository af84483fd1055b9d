//! The ape: what it does next is chance, weighted towards what a hand on a keyboard does.

use std::collections::VecDeque;
use std::io::Write;

use kefu::action::TABLE;
use kefu::app::msg::{Mouse, MouseAct, Msg};
use kefu::app::{Model, Settings};
use kefu::demo::Voice;
use kefu::domain::{RawText, Span};
use kefu::keymap::{Chord, Key};
use kefu::text::Lang;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;

use crate::dice::Dice;
use crate::keys::chords;
use crate::room::Room;

/// Motions that get somewhere.
const MOTIONS: &[&str] = &[
    "n<alt-1><enter>",
    "n/1<enter>",
    "n<alt-2><tab>8号<tab>有<enter><enter>",
    "n您好，在的<enter>",
    "n好的<ctrl-s>",
    "<ctrl-z>",
    "n<alt-n>难缠<enter>",
    "3<enter>",
    "3c",
    "3V",
    "3F2<enter>",
    "3M加急<enter>",
    "3a<enter><enter>",
    "4<enter>",
    "4Y<enter>",
    "4R<enter>",
    "4OY59<enter>",
    "6<enter>",
    "6d",
    "6z<enter>",
    "6o",
    "5l坏了<tab>摔的<tab>补发<enter>",
    "1x x e",
    "1z2h<enter>",
    "1e",
    "uu",
    "<space>",
    "H看<enter>",
    "i",
    "?",
    ":",
    "<ctrl-f>",
    "3/1799",
    "<ctrl-g>",
    "<f8>/tmp/<enter>",
    "<ctrl-p>lang<enter>",
    "<ctrl-p>theme<enter>",
    "6B<enter>",
    "1T急<enter>",
    "1t阿泽<tab>急<enter>",
    "W",
    "3S仓库<enter>",
    "3$9<enter>",
    "m",
    "Z",
    "4w",
    "3A新址<enter>",
    "3X<enter>",
    "<esc><esc><esc>",
    "Np2<enter>",
    "a<enter><enter><enter>",
];
const TEXTS: &[&str] = &[
    "什么时候发货",
    "我要退款",
    "尺码偏小怎么办",
    "can you ship today",
    "👍🏽👩\u{200d}👩\u{200d}👧",
    "\u{1b}[2J\u{7}",
    "",
    " \n\n ",
    "12345",
    "é\u{301}\u{301}",
    "\u{202e}drow",
    "ｶﾞ ﾊﾟ",
    "¥ 59.00",
    "{order.number}",
    "订单 4000000000001799 1799 13800001799",
    "ﷺ",
    "a\u{200b}b",
    "晓雯88 2026-11-22 9:05:01\n在吗\n晓雯88 2026-11-22 9:05:09\n这件有货吗\n",
];

/// The ape and the workstation it was let at.
pub(crate) struct Ape {
    dice: Dice,
    room: Room,
    model: Model,
    diary: Diary,
    chords: Vec<Chord>,
    events: usize,
    turns: usize,
}

/// The last things it did, told when a test fails.
#[derive(Default)]
struct Diary(VecDeque<String>);

impl Diary {
    fn note(&mut self, what: String) {
        if self.0.len() > 60 {
            self.0.pop_front();
        }
        self.0.push_back(what);
    }
}

impl Drop for Diary {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let all: Vec<String> = self.0.drain(..).collect();
            let _ = writeln!(std::io::stderr(), "at last it did: {}", all.join(" | "));
        }
    }
}

impl Ape {
    pub(crate) fn new(seed: u64) -> Self {
        let (voice, tr) = if seed.is_multiple_of(2) { (Voice::En, Lang::En) } else { (Voice::Zh, Lang::Zh) };
        let room = Room::new(seed, voice);
        let settings = Settings { tr, demo: true, ..Settings::default() };
        let mut model = Model::new(settings, (120, 36), room.now());
        model.replies = kefu::replies::load_default();
        let chords = TABLE.iter().flat_map(|row| row.keys.split_whitespace());
        let chords = chords.map(|chord| chord.trim_start_matches('!').parse().unwrap_or(Chord::char('!'))).collect();
        let mut diary = Diary::default();
        diary.note(format!("seed {seed}"));
        Self { dice: Dice::new(seed), room, model, diary, chords, events: 0, turns: 0 }
    }

    /// How many things happened so far, each key for itself.
    pub(crate) fn events(&self) -> usize {
        self.events
    }

    /// Some event, and now and then a frame.
    pub(crate) fn does_something(&mut self) {
        self.turns += 1;
        match self.dice.below(100) {
            0..52 => self.presses_a_key(),
            52..66 => {
                let motion = *self.dice.one(MOTIONS);
                self.diary.note(format!("motion {motion}"));
                // Out of whatever text it was in: else every motion would be words.
                for chord in chords("<esc><esc>").into_iter().chain(chords(motion)) {
                    self.tell(Msg::Key(chord));
                    if self.dice.below(3) == 0 {
                        self.room.answers_one(&mut self.model, true);
                    }
                }
            }
            66..69 => self.pastes(),
            69..70 => {
                let small = self.dice.below(6) == 0;
                let (cols, rows) = if small { (60, 12) } else { (220, 70) };
                let size = (1 + self.dice.below(cols), if small { 1 } else { 8 } + self.dice.below(rows));
                let size = (u16::try_from(size.0).expect("small"), u16::try_from(size.1).expect("small"));
                self.diary.note(format!("{}x{}", size.0, size.1));
                self.tell(Msg::Resize(size.0, size.1));
            }
            70..76 => self.lets_time_pass(),
            76..79 => self.clicks(),
            79..81 => {
                let text = *self.dice.one(TEXTS);
                if !text.trim().is_empty() {
                    self.diary.note(format!("a customer: {text:?}"));
                    self.room.hears(&mut self.model, &mut self.dice, text);
                }
            }
            81..83 => self.room.channel_works(&mut self.model, &mut self.dice),
            _ => {
                for _ in 0..=self.dice.below(4) {
                    let writer = self.dice.below(2) == 0;
                    if !self.room.answers_one(&mut self.model, writer) {
                        break;
                    }
                }
            }
        }
        if self.turns.is_multiple_of(8) {
            self.room.settle(&mut self.model);
        }
        if self.turns.is_multiple_of(16) {
            self.looks();
        }
        if self.turns.is_multiple_of(300) {
            self.comes_back();
        }
    }

    /// At the end everything is done, drawn and well.
    pub(crate) fn ends_well(mut self) {
        self.comes_back();
        self.room.turn(Span::minutes(30));
        self.room.channel_works(&mut self.model, &mut self.dice);
        self.room.catches_up(&mut self.model);
        self.looks();
        self.room.is_well();
        assert_eq!(self.model.pending, 0, "something is still shown as under way");
        assert!(self.room.sent > 0, "nothing was ever sent: the ape is too wild to find anything");
    }

    fn tell(&mut self, msg: Msg) {
        self.events += 1;
        self.room.tell(&mut self.model, msg);
    }

    fn presses_a_key(&mut self) {
        const NAMED: &[Key] = &[
            Key::Enter,
            Key::Enter,
            Key::Esc,
            Key::Tab,
            Key::Backspace,
            Key::Delete,
            Key::Left,
            Key::Right,
            Key::Up,
            Key::Down,
            Key::Home,
            Key::End,
            Key::PageUp,
            Key::PageDown,
        ];
        const WIDE: &[char] =
            &['您', '好', '。', '、', '？', '１', '👍', '\u{301}', '\u{200d}', '\u{fe0f}', 'é', '\t', '\u{3000}'];
        let chord = match self.dice.below(10) {
            0..3 => *self.dice.one(&self.chords),
            3..6 => Chord::char(char::from(b' ' + u8::try_from(self.dice.below(95)).expect("a byte"))),
            6..8 => Chord {
                shift: self.dice.below(5) == 0,
                alt: self.dice.below(9) == 0,
                ..Chord::plain(*self.dice.one(NAMED))
            },
            8 => Chord::char(*self.dice.one(WIDE)),
            _ => {
                let key = Key::Char(char::from(b'a' + u8::try_from(self.dice.below(26)).expect("a byte")));
                let ctrl = self.dice.below(2) == 0;
                Chord { key, ctrl, alt: !ctrl, shift: false }
            }
        };
        self.diary.note(format!("{chord}"));
        self.tell(Msg::Key(chord));
    }

    fn pastes(&mut self) {
        let order = self.room.some_order(&mut self.dice);
        let text = match self.dice.below(7) {
            0 => order.number,
            1 => order.phone.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect(),
            2 => order.buyer.to_string(),
            3 => format!("{} 2026-11-22 9:05:01\n在吗\n", order.buyer),
            4 => TEXTS.concat().repeat(1 + self.dice.below(40)),
            _ => (*self.dice.one(TEXTS)).to_owned(),
        };
        self.diary.note(format!("paste {:?}", text.chars().take(40).collect::<String>()));
        self.tell(Msg::Paste(RawText::new(text)));
    }

    fn lets_time_pass(&mut self) {
        let step = match self.dice.below(40) {
            0 => Span::hours(self.dice.below(30) as i64),
            1 => Span::secs(-(self.dice.below(4_000) as i64)),
            2..6 => Span::secs(self.dice.below(900) as i64),
            _ => Span::from_ms(self.dice.below(3_000) as i64),
        };
        self.diary.note(format!("{} s later", step.ms() / 1000));
        self.room.turn(step);
        if step.ms().abs() > 120_000 {
            self.tell(Msg::ClockJumped);
        }
        let now = self.room.now();
        self.tell(Msg::Tick(now));
    }

    fn clicks(&mut self) {
        let (cols, rows) = self.model.size;
        let at = |dice: &mut Dice, end: u16| u16::try_from(dice.below(usize::from(end) + 2)).expect("small");
        let (col, row) = (at(&mut self.dice, cols), at(&mut self.dice, rows));
        let act = *self.dice.one(&[MouseAct::Press, MouseAct::Press, MouseAct::ScrollDown, MouseAct::ScrollUp]);
        self.diary.note(format!("{act:?} at {col},{row}"));
        self.tell(Msg::Mouse(Mouse { col, row, act }));
    }

    /// Everything over the panes closes by Esc alone, and the file is well.
    fn comes_back(&mut self) {
        self.room.catches_up(&mut self.model);
        for _ in 0..4 * self.model.overlays.len() {
            self.tell(Msg::Key(Chord::plain(Key::Esc)));
            self.room.catches_up(&mut self.model);
        }
        assert!(self.model.overlays.is_empty(), "Esc does not close {:?}", self.model.overlays);
    }

    /// A frame: nothing stands out of it, nothing in it is obeyed by a terminal, the caret is in it.
    fn looks(&mut self) {
        self.room.settle(&mut self.model);
        let (cols, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
        let caret = kefu::view::paint(&self.model, &mut buffer);
        assert_eq!(buffer.area, Rect::new(0, 0, cols, rows));
        for y in 0..rows {
            let mut x = 0;
            while x < cols {
                let symbol = buffer[(x, y)].symbol();
                assert!(!symbol.chars().any(char::is_control), "{symbol:?} at {x},{y}");
                x += symbol.cell_width().max(1);
            }
            assert_eq!(x, cols, "row {y} is wider than the screen");
        }
        if let Some(caret) = caret {
            assert!(caret.x < cols && caret.y < rows, "{caret:?} on {cols}x{rows}");
        }
    }
}
