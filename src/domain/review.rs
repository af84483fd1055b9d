//! What buyers write about their orders, and the shop's public answer (回评).

use super::id::{AgentId, OrderId, ReviewId};
use super::platform::Platform;
use super::safe_text::SafeText;
use super::time::Time;

/// What a review is, at its worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReviewKind {
    /// 中差评: three stars or fewer.
    Poor,
    /// 追评: written again after the first review.
    FollowUp,
    /// The sheet does not say how many stars.
    Unrated,
    /// 好评.
    Good,
}

impl ReviewKind {
    /// All of them, the most urgent first.
    pub const ALL: [ReviewKind; 4] = [ReviewKind::Poor, ReviewKind::FollowUp, ReviewKind::Unrated, ReviewKind::Good];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            ReviewKind::Poor => "poor",
            ReviewKind::FollowUp => "follow_up",
            ReviewKind::Unrated => "unrated",
            ReviewKind::Good => "good",
        }
    }
    /// The kind of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
    /// What a review of so many stars, with or without a follow-up, is. A poor one stays poor whatever follows it.
    pub const fn of(stars: Option<u8>, follow_up: bool) -> Self {
        match stars {
            Some(..=3) => ReviewKind::Poor,
            _ if follow_up => ReviewKind::FollowUp,
            Some(_) => ReviewKind::Good,
            None => ReviewKind::Unrated,
        }
    }
}

/// How far the public answer has come. kefu writes to no platform's reviews: a person puts it there and says so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AnswerState {
    /// 未回评.
    None,
    /// Written here.
    Draft,
    /// On the clipboard, not seen on the platform yet.
    Copied,
    /// 已回评: on the platform, by a person's word or a sheet's.
    Done,
}

impl AnswerState {
    /// All of them.
    pub const ALL: [AnswerState; 4] = [AnswerState::None, AnswerState::Draft, AnswerState::Copied, AnswerState::Done];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            AnswerState::None => "none",
            AnswerState::Draft => "draft",
            AnswerState::Copied => "copied",
            AnswerState::Done => "done",
        }
    }
    /// The state of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// One review.
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Where it stands.
    pub platform: Platform,
    /// The platform's number of its order; empty when the sheet has none.
    pub order_number: String,
    /// Its order, where it is known here.
    pub order: Option<OrderId>,
    /// The buyer's nick, mostly masked.
    pub buyer: SafeText,
    /// The product's title.
    pub title: SafeText,
    /// The properties chosen.
    pub sku: SafeText,
    /// The product's code.
    pub outer_id: String,
    /// Stars, 1 to 5.
    pub stars: Option<u8>,
    /// What was written first.
    pub text: SafeText,
    /// True when there are pictures.
    pub pictures: bool,
    /// When it was written.
    pub written_at: Option<Time>,
    /// 追评.
    pub follow_up: SafeText,
    /// When that was written.
    pub follow_up_at: Option<Time>,
    /// What stands under it for all to read.
    pub answer: SafeText,
    /// What we want to stand there.
    pub draft: SafeText,
    /// How far that is.
    pub answer_state: AnswerState,
    /// When it was put there.
    pub answered_at: Option<Time>,
    /// Who wrote it.
    pub agent: Option<AgentId>,
    /// What it is.
    pub kind: ReviewKind,
    /// When something was written last.
    pub newest_at: Time,
    /// Rises with each change.
    pub version: i64,
}

impl Review {
    /// True when somebody should read it: three stars or fewer, or any words.
    pub fn wants_eyes(&self) -> bool {
        self.kind == ReviewKind::Poor || !self.text.is_empty() || !self.follow_up.is_empty()
    }
    /// The words that matter most: the follow-up, else the first text.
    pub fn words(&self) -> &SafeText {
        if self.follow_up.is_empty() { &self.text } else { &self.follow_up }
    }
}

/// True for what a platform writes when the buyer wrote nothing.
pub fn is_default_text(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    const SAID: [&str; 6] = [
        "此用户没有填写评价",
        "此用户未填写评价内容",
        "该用户未填写评价内容",
        "该用户没有填写评价",
        "系统默认好评",
        "评价方未及时做出评价系统默认好评",
    ];
    SAID.contains(&bare.as_str())
}

/// Reads how many stars a cell says: `5`, `4星`, `5.0`, `好评`, `★★★★★`. Nothing for words we do not know.
pub fn stars(cell: &str) -> Option<u8> {
    let bare = cell.trim().trim_end_matches(['星', '分', ' ']);
    let drawn = bare.chars().filter(|c| *c == '★').count();
    if drawn > 0 {
        return u8::try_from(drawn).ok().filter(|n| (1..=5).contains(n));
    }
    match bare {
        "好评" | "好" | "good" | "Good" | "满意" | "非常满意" => return Some(5),
        "中评" | "中" | "neutral" | "一般" => return Some(3),
        "差评" | "差" | "bad" | "Bad" | "不满意" | "非常不满意" => return Some(1),
        _ => {}
    }
    let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
    // Half a star less is the lower whole one: 3.5 is no four.
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    whole.parse::<u8>().ok().filter(|n| (1..=5).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_come_as_digits_words_and_drawings() {
        for (cell, n) in [("5", 5), ("4星", 4), ("5.0", 5), ("3.5", 3), ("好评", 5), ("差评", 1), ("★★★☆☆", 3)]
        {
            assert_eq!(stars(cell), Some(n), "{cell}");
        }
        for cell in ["", "0", "6", "很好", "5.x", "-1"] {
            assert_eq!(stars(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_poor_review_stays_poor_when_something_follows_it() {
        assert_eq!(ReviewKind::of(Some(2), true), ReviewKind::Poor);
        assert_eq!(ReviewKind::of(Some(5), true), ReviewKind::FollowUp);
        assert_eq!(ReviewKind::of(Some(4), false), ReviewKind::Good);
        assert_eq!(ReviewKind::of(None, false), ReviewKind::Unrated);
    }

    #[test]
    fn a_default_text_is_no_text() {
        assert!(is_default_text("此用户没有填写评价。"));
        assert!(is_default_text("评价方未及时做出评价,系统默认好评!"));
        assert!(!is_default_text("系统默认好评，其实一般"));
    }
}
