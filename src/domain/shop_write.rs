//! What is written to a live shop from here: noted first with a key of our own, done once, read back.
//!
//! A shop gives no promise that a request without an answer was not carried out. So every write goes through the same
//! states: it waits, the order is read again, it is asked for, and it is done only when the shop shows it under our
//! key. What nobody knows stays [`WriteState::Unknown`] until the shop shows it or a person has looked.

use super::aftersale::coded::coded;
use super::id::{AgentId, CaseId, OrderId};
use super::money::Money;
use super::safe_text::SafeText;
use super::source::SourceFault;
use super::time::Time;

coded! {
    /// What is done at a shop.
    ShopAct {
        /// A note beside the order, which the buyer does not see.
        Note = "note",
        /// Money given back.
        Refund = "refund",
        /// The order is cancelled.
        Cancel = "cancel",
    }
}

coded! {
    /// How far a write has come.
    WriteState {
        /// To be done; nothing has left.
        Waiting = "waiting",
        /// The order is being read again; nothing has left.
        Checking = "checking",
        /// Asked for, without an answer yet.
        Asking = "asking",
        /// The shop took it; it was not read back whole yet.
        Made = "made",
        /// Read back, and as it was wanted.
        Done = "done",
        /// It did not happen: safe to ask for again.
        Failed = "failed",
        /// Not known whether it happened: somebody has to look at the shop.
        Unknown = "unknown",
        /// Given up before anything had left.
        Dropped = "dropped",
    }
}

impl WriteState {
    /// True once nothing more will come of it.
    pub const fn is_over(self) -> bool {
        matches!(self, WriteState::Done | WriteState::Failed | WriteState::Dropped)
    }
    /// True while it can still be taken back: nothing has left, or nothing came of it.
    pub const fn is_ours(self) -> bool {
        matches!(self, WriteState::Waiting | WriteState::Failed | WriteState::Dropped)
    }
}

/// Why a write has not happened, or is not known to have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WriteFault {
    /// The order is not as it was when it was decided.
    Changed,
    /// The shop has no such order any more.
    Gone,
    /// More than the shop still gives back; so much is left there.
    OverCap(SafeText),
    /// The shop refused it, in its own words.
    Refused(SafeText),
    /// The case or the order went another way here before anything had left.
    Moved,
    /// The shop's payment provider did not give the money back.
    Provider,
    /// The shop shows something else under our key.
    Differs(SafeText),
    /// A person looked at the shop: it did not happen.
    NotThere,
    /// kefu ended between request and answer.
    Died,
    /// No answer, or none that says anything.
    Source(SourceFault),
}

impl WriteFault {
    /// Its word in JSON and the store.
    pub const fn code(&self) -> &'static str {
        match self {
            WriteFault::Changed => "changed",
            WriteFault::Gone => "gone",
            WriteFault::OverCap(_) => "over_cap",
            WriteFault::Refused(_) => "refused",
            WriteFault::Moved => "moved",
            WriteFault::Provider => "provider",
            WriteFault::Differs(_) => "differs",
            WriteFault::NotThere => "not_there",
            WriteFault::Died => "died",
            WriteFault::Source(fault) => fault.code(),
        }
    }
    /// What goes with it: an amount, the shop's words; empty where there is nothing.
    pub fn detail(&self) -> SafeText {
        match self {
            WriteFault::OverCap(text) | WriteFault::Refused(text) | WriteFault::Differs(text) => text.clone(),
            WriteFault::Source(fault) => fault.detail(),
            _ => SafeText::default(),
        }
    }
    /// The fault of a word and a detail as the store keeps them.
    pub fn of(code: &str, detail: &str) -> Option<Self> {
        let text = || SafeText::line(detail);
        Some(match code {
            "changed" => WriteFault::Changed,
            "gone" => WriteFault::Gone,
            "over_cap" => WriteFault::OverCap(text()),
            "refused" => WriteFault::Refused(text()),
            "moved" => WriteFault::Moved,
            "provider" => WriteFault::Provider,
            "differs" => WriteFault::Differs(text()),
            "not_there" => WriteFault::NotThere,
            "died" => WriteFault::Died,
            other => WriteFault::Source(SourceFault::of(other, detail)?),
        })
    }
}

/// One write to a shop.
#[derive(Clone, PartialEq, Debug)]
pub struct ShopWrite {
    /// Its id.
    pub id: i64,
    /// The source it goes through.
    pub source: String,
    /// The source's own id of the order.
    pub external_id: String,
    /// Our order.
    pub order: OrderId,
    /// The case it pays for, when there is one.
    pub case: Option<CaseId>,
    /// The noted act on the order that it carries out, when there is one.
    pub intention: Option<i64>,
    /// What.
    pub act: ShopAct,
    /// The note, or the reason.
    pub text: SafeText,
    /// How much goes back.
    pub amount: Option<Money>,
    /// Our key, which the shop keeps with it.
    pub key: String,
    /// How far it has come.
    pub state: WriteState,
    /// The content number of the order as it was seen when it was decided.
    pub seen: i64,
    /// The shop's own id of what it made.
    pub remote: Option<String>,
    /// Why it has not happened, or is not known to have.
    pub fault: Option<WriteFault>,
    /// How often it was taken up.
    pub attempts: i64,
    /// Who decided it.
    pub agent: Option<AgentId>,
    /// When.
    pub at: Time,
    /// When it left.
    pub asked_at: Option<Time>,
    /// When it was over.
    pub ended_at: Option<Time>,
    /// Who looked at the shop and said what had become of it.
    pub settled_by: Option<AgentId>,
    /// Rises with every change.
    pub version: i64,
}

impl ShopWrite {
    /// True when asking for it again can do no harm: it surely did not happen, and nothing here went another way.
    pub fn may_go_again(&self) -> bool {
        self.state == WriteState::Failed && self.fault != Some(WriteFault::Moved)
    }
    /// True when a person has to look at the shop.
    pub fn needs_a_look(&self) -> bool {
        self.state == WriteState::Unknown
    }
    /// What the shop is asked for.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            order: self.external_id.clone(),
            act: self.act,
            key: self.key.clone(),
            text: self.text.to_string(),
            amount: self.amount,
        }
    }
}

/// What a shop is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// The source's own id of the order.
    pub order: String,
    /// What.
    pub act: ShopAct,
    /// Our key.
    pub key: String,
    /// The note, or the reason.
    pub text: String,
    /// How much goes back.
    pub amount: Option<Money>,
}

impl Wanted {
    /// The words the shop keeps: the note or reason with our key behind it.
    pub fn said(&self) -> String {
        format!("{} [{}]", self.text.trim(), self.key).trim().to_owned()
    }
}

/// What a shop made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// Its own id, as the facts of its orders name it.
    pub id: String,
    /// False when it has to be completed by [`OrderSource::finish`](super::source::OrderSource::finish).
    pub whole: bool,
}

/// Why a shop did not say that it did something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WriteTrouble {
    /// Nothing was carried out, and it may be tried later by itself.
    NotSent(SourceFault),
    /// Nothing was carried out, and it would not be the next time either.
    Refused(WriteFault),
    /// It may or may not have been carried out.
    Unknown(SourceFault),
}

const KEY: &str = "kefu-";

/// The key of a write: the shop keeps it with what was made, so that it is found again.
pub fn key_of(id: i64) -> String {
    format!("{KEY}{id:x}")
}

/// The key in words a shop kept; the last one where there are several.
pub fn key_in(text: &str) -> Option<&str> {
    let tail = &text[text.rfind(KEY)?..];
    let end = tail[KEY.len()..].find(|c: char| !c.is_ascii_hexdigit()).map_or(tail.len(), |at| at + KEY.len());
    tail.get(..end).filter(|key| key.len() > KEY.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_what_the_shop_kept() {
        let wanted = Wanted {
            order: "7".into(),
            act: ShopAct::Refund,
            key: key_of(0x1a2b),
            text: " 少发一件 ".into(),
            amount: None,
        };
        assert_eq!(wanted.said(), "少发一件 [kefu-1a2b]");
        assert_eq!(key_in(&wanted.said()), Some("kefu-1a2b"));
        assert_eq!(key_in("kefu-1 kefu-2f."), Some("kefu-2f"));
        for none in ["", "少发一件", "kefu-", "kefu-!"] {
            assert_eq!(key_in(none), None, "{none}");
        }
    }

    #[test]
    fn a_fault_is_kept_as_words_and_comes_back() {
        let text = || SafeText::line("¥5.00");
        for fault in [
            WriteFault::Changed,
            WriteFault::Gone,
            WriteFault::OverCap(text()),
            WriteFault::Refused(text()),
            WriteFault::Moved,
            WriteFault::Provider,
            WriteFault::Differs(text()),
            WriteFault::NotThere,
            WriteFault::Died,
            WriteFault::Source(SourceFault::Down(text())),
        ] {
            assert_eq!(WriteFault::of(fault.code(), &fault.detail()), Some(fault));
        }
    }
}
