//! Scripts of customers: what they open with, how they take an answer, when they urge, how it ends.
//!
//! The scripts are data (`scripts/*.toml`): `[id]` with `need`, `patience` (seconds), `open` (one of these
//! beginnings), `claim` (the type and the reason of the case it can end in), and nodes `[id.at.NAME]` whose keys are meanings (`"a|b"` for either), `else` and `urge`. Every
//! text is `"中文 | English"`.

mod read;

use crate::domain::{CaseType, Span};

use super::meaning::Meaning;

/// What a customer must have in the shop for a script to make sense.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Need {
    /// Nothing: a browser.
    None,
    /// An unpaid order.
    Unpaid,
    /// A paid order that has not left.
    ToShip,
    /// A parcel on its way.
    Shipped,
    /// A received order.
    Success,
    /// An open after-sales case.
    Case,
}

impl Need {
    /// All of them.
    pub const ALL: [Need; 6] = [Need::None, Need::Unpaid, Need::ToShip, Need::Shipped, Need::Success, Need::Case];

    /// Its word in the scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Need::None => "none",
            Need::Unpaid => "unpaid",
            Need::ToShip => "to_ship",
            Need::Shipped => "shipped",
            Need::Success => "success",
            Need::Case => "case",
        }
    }

    /// The need of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.code() == code)
    }
}

/// How a customer leaves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// Content.
    Thanks,
    /// Having ordered or paid.
    Paid,
    /// With the address changed.
    AddressChanged,
    /// Having opened an after-sales case.
    CaseOpened,
    /// Angry.
    Angry,
    /// Without a word.
    Silent,
}

impl End {
    /// All of them.
    pub const ALL: [End; 6] = [End::Thanks, End::Paid, End::AddressChanged, End::CaseOpened, End::Angry, End::Silent];

    /// Its word in the scripts.
    pub const fn code(self) -> &'static str {
        match self {
            End::Thanks => "thanks",
            End::Paid => "paid",
            End::AddressChanged => "address_changed",
            End::CaseOpened => "case_opened",
            End::Angry => "angry",
            End::Silent => "silent",
        }
    }

    /// The end of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.code() == code)
    }
}

/// The temper a customer comes with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Mood {
    /// In no hurry.
    #[default]
    Calm,
    /// In a hurry.
    Hurried,
    /// Angry; leaves angry when nobody answers.
    Angry,
}

/// The language a customer writes in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Voice {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tongue {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Tongue {
    /// The text in a language.
    pub fn in_voice(&self, lang: Voice) -> &str {
        match lang {
            Voice::Zh => &self.zh,
            Voice::En => &self.en,
        }
    }
}

/// What a customer asks for who opens a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The type of the case.
    pub kind: CaseType,
    /// The reason, in the platform's words.
    pub reason: String,
}

/// What a customer does on an answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Turn {
    /// What they write, one message each.
    pub say: Vec<Tongue>,
    /// The node they go to; the one they are at when none is named.
    pub go: Option<usize>,
    /// How they leave, when they do.
    pub end: Option<End>,
}

/// A point in a conversation where the customer waits for an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// Its name within the script.
    pub name: String,
    /// What they write when nobody answers, in turn.
    pub urge: Vec<Tongue>,
    /// What they do on which meaning.
    pub on: Vec<(Meaning, Turn)>,
    /// What they do on anything else.
    pub other: Turn,
}

/// One kind of conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Script {
    /// Its name.
    pub id: String,
    /// What the customer must have.
    pub need: Need,
    /// How long they wait before they urge.
    pub patience: Span,
    /// The temper they come with.
    pub mood: Mood,
    /// True for what is only written at night.
    pub at_night: bool,
    /// What they ask for when it ends in a case; set for every script that can.
    pub claim: Option<Claim>,
    /// The beginnings; one is taken.
    pub open: Vec<Vec<Tongue>>,
    /// The nodes; the conversation starts at the first.
    pub nodes: Vec<Node>,
}

/// How far a customer is in a script. A node is passed [`Progress::PASSES`] times at most, so every script ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    node: usize,
    passes: Vec<u8>,
}

impl Script {
    /// A conversation at its beginning.
    pub fn begin(&self) -> Progress {
        Progress { node: 0, passes: vec![0; self.nodes.len()] }
    }

    /// The node a conversation is at.
    pub fn node(&self, progress: &Progress) -> Option<&Node> {
        self.nodes.get(progress.node)
    }

    /// What the customer does on an answer of these meanings, the more telling first.
    pub fn answer(&self, progress: &mut Progress, meanings: &[Meaning]) -> Turn {
        let Some(node) = self.nodes.get(progress.node) else { return Turn::leaves(End::Silent) };
        let turn = meanings.iter().find_map(|said| node.on.iter().find(|(m, _)| m == said).map(|(_, turn)| turn));
        let mut turn = turn.unwrap_or(&node.other).clone();
        if let Some(passes) = progress.passes.get_mut(progress.node) {
            *passes = passes.saturating_add(1);
        }
        let next = turn.go.unwrap_or(progress.node);
        if turn.end.is_none() && progress.passes.get(next).is_some_and(|p| *p >= Progress::PASSES) {
            turn = Turn::leaves(if self.mood == Mood::Angry { End::Angry } else { End::Silent });
        }
        progress.node = turn.go.unwrap_or(progress.node);
        turn
    }
}

impl Progress {
    /// How often a customer says the same thing again before they give up.
    pub const PASSES: u8 = 3;
}

impl Turn {
    fn leaves(end: End) -> Self {
        Turn { end: Some(end), ..Turn::default() }
    }
}

/// All scripts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Book {
    /// The scripts, in the order of their names.
    pub scripts: Vec<Script>,
}
