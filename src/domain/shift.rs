//! The to-do list of the shift: what is worked from top to bottom, built anew from what is known and what was done.

mod build;
mod items;
mod rows;
mod section;
#[cfg(test)]
mod tests;
mod why;

pub use build::{build, unmarked};
pub use rows::{
    CaseRow, ChangedRow, FollowRow, HandoverRow, InquiryRow, MessageRow, NoteRow, PromiseRow, ReviewAnswer, TicketRow,
    ToShipRow, UnpaidRow,
};
pub use section::{Act, SectionKind, Unknown};
pub use why::Why;

use super::id::{AgentId, CaseId, ConversationId, CustomerId, HandoverId, OrderId, PromiseId, ReviewCaseId, TicketId};
use super::money::Money;
use super::notice::Notice;
use super::reminder::Reminders;
use super::safe_text::SafeText;
use super::time::{Span, Time};
use super::zone::Zone;

/// Whom and what a row is about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct About {
    /// The buyer.
    pub customer: Option<CustomerId>,
    /// The buyer's nick.
    pub nick: SafeText,
    /// The order.
    pub order: Option<OrderId>,
    /// Its number.
    pub number: String,
    /// The chat.
    pub chat: Option<ConversationId>,
    /// The tag of the shop or platform.
    pub tag: SafeText,
    /// What was ordered, in short; what was said, for a message or promise.
    pub title: SafeText,
}

/// Everything the list is built from. The store gives short lists: open cases, waiting chats, unpaid and unshipped
/// orders, promises not kept.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ShiftInputs {
    /// Open cases.
    pub cases: Vec<CaseRow>,
    /// Waiting chats.
    pub messages: Vec<MessageRow>,
    /// Unpaid orders.
    pub unpaid: Vec<UnpaidRow>,
    /// Paid orders not shipped.
    pub to_ship: Vec<ToShipRow>,
    /// Promises not kept.
    pub promises: Vec<PromiseRow>,
    /// Unshipped orders whose address or memo was changed.
    pub changed: Vec<ChangedRow>,
    /// Parcels on their way that want a look.
    pub follow: Vec<FollowRow>,
    /// Chats that asked and ordered nothing.
    pub inquiries: Vec<InquiryRow>,
    /// Rows the shift before left.
    pub handover: Vec<HandoverRow>,
    /// Tickets that are not worked off.
    pub tickets: Vec<TicketRow>,
    /// Reviews, and codes that ran out.
    pub notes: Vec<NoteRow>,
    /// Sections of which nothing is known.
    pub unknown: Vec<(SectionKind, Unknown)>,
    /// Sections that have more rows than are given here.
    pub cut: Vec<SectionKind>,
    /// Shops whose chats do not come in: how many messages wait there is not known.
    pub unconnected: Vec<SafeText>,
}

/// How the list is built.
#[derive(Clone, PartialEq, Debug)]
pub struct ShiftSettings {
    /// When the shift began: messages from before it were left while nobody was on.
    pub started_at: Time,
    /// How long a shift is: clocks that run out within it are in the first section.
    pub length: Span,
    /// An order unpaid for so long is in the list.
    pub unpaid_after: Span,
    /// The rhythms of reminders.
    pub reminders: Reminders,
    /// The zone days are counted in.
    pub zone: Zone,
    /// What the shop announces.
    pub notices: Vec<Notice>,
}

impl ShiftSettings {
    /// When the shift ends, or would if it began at `now`.
    pub fn ends_at(&self, now: Time) -> Time {
        self.started_at.max(now).plus(self.length)
    }
    /// The house rules: nine hours, unpaid orders after twelve.
    pub fn starting(started_at: Time) -> Self {
        Self {
            started_at,
            length: Span::hours(9),
            unpaid_after: Span::hours(12),
            reminders: Reminders::default(),
            zone: Zone::default(),
            notices: Vec::new(),
        }
    }
}

/// What a row is known by: it names the state that put it on the list, so that a row done once stays done, and a
/// new turn of the same case or chat is a new row.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ItemKey(pub String);

impl ItemKey {
    /// The case whose clock's row has this key.
    pub fn case(&self) -> Option<CaseId> {
        let (id, _) = self.0.strip_prefix("case:")?.split_once(':')?;
        id.parse().ok().map(CaseId::new)
    }
    /// The section whose rows have such keys; nothing for a key that no row has.
    pub fn section(&self) -> Option<SectionKind> {
        let (kind, _) = self.0.split_once(':')?;
        Some(match kind {
            "case" => SectionKind::CaseClocks,
            "chat" => SectionKind::LeftMessages,
            "unpaid" => SectionKind::Unpaid,
            "ship" => SectionKind::ToShip,
            "changed" => SectionKind::NotesChanged,
            "waits" => SectionKind::CasesWaiting,
            "review" | "review_case" => SectionKind::Reviews,
            "noscan" | "arrived" | "signed" => SectionKind::SignedUnconfirmed,
            "promise" => SectionKind::Promises,
            "handover" => SectionKind::Handover,
            "notice" | "stock" | "soldout" => SectionKind::StockNotes,
            "inquiry" => SectionKind::Inquiries,
            "ticket" => SectionKind::Tickets,
            _ => return None,
        })
    }
}

/// What was done with a row, by whom and when.
#[derive(Clone, PartialEq, Debug)]
pub struct ShiftMark {
    /// The row.
    pub key: ItemKey,
    /// What was done.
    pub kind: MarkKind,
    /// When.
    pub at: Time,
    /// By whom.
    pub by: AgentId,
    /// Why, for a snooze.
    pub reason: Option<SafeText>,
}

/// What can be done with a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    /// 完成
    Done,
    /// 稍后处理, until then.
    Snoozed(Time),
    /// A mark taken back.
    Undone,
    /// Its act was begun. It stays on the list for as long as there is a reason, and counts as done when there is none.
    Begun,
}

/// One row: one customer, one reason, one suggested act.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// The section it stands in.
    pub section: SectionKind,
    /// What it is known by.
    pub key: ItemKey,
    /// Whom it is about.
    pub about: About,
    /// The case, for a row about one.
    pub case: Option<CaseId>,
    /// The promise, for a row about one.
    pub promise: Option<PromiseId>,
    /// The ticket, for a row about one.
    pub ticket: Option<TicketId>,
    /// The row of the shift before.
    pub handover: Option<HandoverId>,
    /// The review case, for a row about one.
    pub review_case: Option<ReviewCaseId>,
    /// When it falls due.
    pub due_at: Option<Time>,
    /// Why it is here.
    pub why: Why,
    /// What to do.
    pub act: Act,
    /// The money it is about.
    pub amount: Option<Money>,
}

/// A section with its rows, most urgent first.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Which.
    pub kind: SectionKind,
    /// Why nothing is known of it, which is not the same as nothing to do.
    pub unknown: Option<Unknown>,
    /// Its rows, or the most urgent of them.
    pub items: Vec<Item>,
    /// True when there are more rows.
    pub more: bool,
    /// Rows done.
    pub done: usize,
    /// Rows put off.
    pub snoozed: usize,
}

impl Section {
    /// How many rows it has, as it is shown: `500+` where more were not read.
    pub fn count(&self) -> String {
        format!("{}{}", self.items.len(), if self.more { "+" } else { "" })
    }
    /// Rows with something to do, which leaves out those with a reason not to.
    pub fn actionable(&self) -> usize {
        self.items.iter().filter(|item| item.act != Act::Skip).count()
    }
    /// The sum of its rows, where they share one currency.
    pub fn amount(&self) -> Option<Money> {
        let mut amounts = self.items.iter().filter_map(|item| item.amount);
        let first = amounts.next()?;
        amounts.try_fold(first, Money::plus).ok()
    }
}

/// The list.
#[derive(Clone, PartialEq, Debug)]
pub struct ShiftList {
    /// As of when.
    pub at: Time,
    /// All sections, in their order.
    pub sections: Vec<Section>,
    /// Shops whose chats do not come in.
    pub unconnected: Vec<SafeText>,
}

impl ShiftList {
    /// A section.
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|s| s.kind == kind)
    }
    /// Rows with something to do, in all sections.
    pub fn open(&self) -> usize {
        self.sections.iter().map(Section::actionable).sum()
    }
    /// True when no row is left to work: all are done, put off with a reason, or have a reason not to.
    pub fn is_finished(&self) -> bool {
        self.open() == 0
    }
    /// The row of a key.
    pub fn find(&self, key: &ItemKey) -> Option<&Item> {
        self.sections.iter().flat_map(|s| &s.items).find(|item| item.key == *key)
    }
}
