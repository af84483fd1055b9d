//! A buyer as one platform or channel knows them, and the person behind several such accounts.

use super::id::{AgentId, CustomerId};
use super::platform::Platform;
use super::safe_text::SafeText;
use super::time::Time;

/// A buyer. The marks are those of the person: an account that is merged with others has theirs too.
#[derive(Clone, PartialEq, Debug)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// Where this name is known.
    pub platform: Platform,
    /// The channel's or platform's own key: an open uid, an e-mail address, or the nick itself.
    pub external_id: String,
    /// The nick, as shown.
    pub nick: SafeText,
    /// No reminders, no marketing.
    pub do_not_contact: bool,
    /// 谨慎应答: only approved replies, compensation by the lead.
    pub careful: bool,
    /// What colleagues should know.
    pub note: Option<SafeText>,
    /// When first seen.
    pub created_at: Time,
}

/// Why, by whom and until when a buyer is blocked.
#[derive(Clone, PartialEq, Debug)]
pub struct Blocked {
    /// Why.
    pub reason: SafeText,
    /// By whom.
    pub by: Option<AgentId>,
    /// Since when.
    pub at: Time,
    /// Until when; nothing for good.
    pub until: Option<Time>,
}

impl Blocked {
    /// True while it holds.
    pub fn holds(&self, now: Time) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// What colleagues set on one account.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marks {
    /// No reminders, no marketing.
    pub do_not_contact: bool,
    /// 谨慎应答
    pub careful: bool,
    /// What colleagues should know.
    pub note: Option<SafeText>,
    /// The member level, in the shop's words.
    pub level: SafeText,
    /// Free words, each once, in the order they were given.
    pub tags: Vec<SafeText>,
    /// Blocked, and why.
    pub blocked: Option<Blocked>,
}

impl Marks {
    /// The marks of two accounts of one person together: what warns on one of them warns on both.
    pub fn with(mut self, other: Marks) -> Marks {
        self.do_not_contact |= other.do_not_contact;
        self.careful |= other.careful;
        self.note = match (self.note, other.note) {
            (Some(mine), Some(theirs)) if mine != theirs => Some(SafeText::clean(&format!("{mine}\n{theirs}"))),
            (mine, theirs) => mine.or(theirs),
        };
        if self.level.is_empty() {
            self.level = other.level;
        }
        for tag in other.tags {
            if !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
        // The longer one holds; one without an end is the longest.
        self.blocked = match (self.blocked, other.blocked) {
            (Some(mine), Some(theirs)) => {
                let ends = |blocked: &Blocked| blocked.until.map_or(i64::MAX, Time::ms);
                Some(if ends(&theirs) > ends(&mine) { theirs } else { mine })
            }
            (mine, theirs) => mine.or(theirs),
        };
        self
    }
}

/// What is to be set; what is nothing stays as it is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marking {
    /// No reminders, no marketing.
    pub do_not_contact: Option<bool>,
    /// 谨慎应答
    pub careful: Option<bool>,
    /// What colleagues should know; empty takes it away.
    pub note: Option<SafeText>,
    /// The member level; empty takes it away.
    pub level: Option<SafeText>,
    /// Tags to add.
    pub tag: Vec<SafeText>,
    /// Tags to take away.
    pub untag: Vec<SafeText>,
    /// Blocked for a reason, until a time or for good; nothing inside takes the block away.
    pub block: Option<Option<(SafeText, Option<Time>)>>,
}

/// One account of a person, with its own marks.
#[derive(Clone, PartialEq, Debug)]
pub struct Account {
    /// The account.
    pub customer: Customer,
    /// What was set on this account alone.
    pub marks: Marks,
}

/// Another account that may be the same person: phone, receiver and address are the same, and none of them is masked.
#[derive(Clone, PartialEq, Debug)]
pub struct Alike {
    /// Its platform.
    pub platform: Platform,
    /// Its nick.
    pub nick: SafeText,
    /// The account, where it has written or been marked before.
    pub customer: Option<CustomerId>,
    /// How many orders agree.
    pub orders: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocked(until: Option<i64>) -> Option<Blocked> {
        let until = until.map(Time::from_ms);
        Some(Blocked { reason: "a".into(), by: None, at: Time::from_ms(0), until })
    }

    #[test]
    fn what_warns_on_one_account_warns_on_all_of_the_person() {
        let one = Marks { careful: true, tags: vec!["老客".into()], ..Marks::default() };
        let two = Marks {
            do_not_contact: true,
            tags: vec!["老客".into(), "批发".into()],
            blocked: blocked(Some(5)),
            ..Marks::default()
        };
        let both = one.clone().with(two.clone());
        assert!(both.careful && both.do_not_contact && both.blocked.is_some());
        assert_eq!(both.tags, [SafeText::line("老客"), SafeText::line("批发")]);
        assert_eq!(two.with(Marks { blocked: blocked(None), ..one }).blocked, blocked(None));
    }
}
