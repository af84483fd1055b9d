//! What can be written, and what comes back of it.

use crate::domain::aftersale::compensation::{Compensation, CompensationKind, CompensationState};
use crate::domain::aftersale::limits::Approval;
use crate::domain::aftersale::{AgreedFreight, CaseType, EvidenceKind, GoodsState, Party, Stage, Step, StepInput};
use crate::domain::customer::Marking;
use crate::domain::order_act::{IntentState, Intention, NewAct};
use crate::domain::paste::Pasted;
use crate::domain::reminder::ReminderKind;
use crate::domain::review_case::{ReviewMove, ReviewStage};
use crate::domain::shift::ItemKey;
use crate::domain::shop_write::ShopWrite;
use crate::domain::ticket::{NewTicket, StopOutcome, TicketKind};
use crate::domain::worklog::LogLinks;
use crate::domain::{
    CaseId, ChatState, ConversationId, CustomerId, Flag, HandoverId, LogId, MessageId, Money, OrderId, OrderLineId,
    Platform, ProductId, PromiseId, QuickReply, ReviewId, SafeText, TicketId, Time, product,
};

pub use super::bulk::BulkView;
pub use super::done::Done;
use super::names::WhichShop;
use super::pages::{Draft, Whose};
use super::writes::WriteAnswer;

/// Something to write.
#[derive(Clone, PartialEq, Debug)]
pub enum Do {
    /// Keep a text being written.
    SaveDraft(ConversationId, Draft),
    /// Send an answer.
    Send(Send),
    /// Store an internal note.
    Note(ConversationId, Draft),
    /// Take back the last message of a chat while it is held.
    Recall(ConversationId),
    /// A copied answer was sent on the platform.
    MarkSent(ConversationId, Option<MessageId>),
    /// Send a failed or uncertain message once more.
    Resend(MessageId),
    /// The agent has seen the chat.
    MarkRead(ConversationId),
    /// Put chats into a state: resolved, open again, advertising.
    SetState(Vec<ConversationId>, ChatState),
    /// Mark as advertising.
    Advert(Vec<ConversationId>),
    /// Put chats off.
    Snooze(Vec<ConversationId>, Time),
    /// Hand a chat over.
    Transfer(ConversationId, String, String),
    /// Escalate to the lead.
    Escalate(ConversationId, String),
    /// Take in copied chat text.
    TakePaste(Pasted),
    /// Set an order's flag.
    SetFlag(OrderId, Flag),
    /// Add a line to an order's memo.
    Memo(OrderId, String),
    /// The address was checked with the buyer.
    Verify(OrderId),
    /// Note an act on an order that is carried out elsewhere; with the second person, where it gives more away than the
    /// agent may.
    NoteAct(OrderId, NewAct, Option<Approval>),
    /// A noted act ended: done there, confirmed, or failed.
    EndAct(Box<Intention>, IntentState),
    /// Ask whether a buyer may be reminded now, and say that this agent is writing to them.
    StartReminder(Reminding),
    /// Send a reminder to the buyers of several orders, one message each. Without the number of messages that was
    /// agreed to, nothing is sent: the plan comes back.
    BulkRemind {
        /// The orders.
        orders: Vec<OrderId>,
        /// The reply every message is filled from.
        reply: Box<QuickReply>,
        /// How many messages were agreed to.
        agreed: Option<usize>,
    },
    /// Note a promise.
    Promise(NewPromise),
    /// A promise was kept.
    PromiseDone(PromiseId),
    /// Open a case.
    OpenCase(NewCase),
    /// Take a step in a case that was seen at `version`.
    StepCase {
        /// Which case.
        id: CaseId,
        /// Which step.
        step: Step,
        /// What the step needs.
        input: Box<StepInput>,
        /// The version seen.
        version: i64,
        /// The second person, with their PIN.
        approval: Option<Approval>,
    },
    /// Take a file in as evidence of a case.
    AddEvidence {
        /// Which case.
        case: CaseId,
        /// The file, as it was typed.
        path: String,
        /// What it shows; by its content when nothing is said.
        kind: Option<EvidenceKind>,
        /// Who gave it.
        from: Party,
        /// A note.
        note: String,
    },
    /// Give money beside the refund: for which order, with the second person where one was named.
    Compensate(Box<NewPayout>, Option<Approval>),
    /// A compensation that was noted was paid out, or will not be.
    SettlePayout(Box<Compensation>, CompensationState),
    /// Keep what was agreed about the freight of a case seen at this version; nothing goes back to the rule.
    AgreeFreight(CaseId, i64, Option<Box<AgreedFreight>>),
    /// Make the arbitration pack of a case, at the path that was typed.
    MakePack(CaseId, String),
    /// Have the shop pay a refund of a case seen at this version: the amount typed, the second person with their PIN.
    RefundAtShop {
        /// Which case.
        case: CaseId,
        /// The version seen.
        version: i64,
        /// The amount typed.
        amount: Money,
        /// The second person, with their PIN.
        approval: Option<Approval>,
    },
    /// Say what became of a write to a shop, or have it asked for once more.
    SettleWrite(Box<ShopWrite>, WriteAnswer, Option<Approval>),
    /// A step noted before was done on the platform.
    CaseDone(CaseId),
    /// Set a case's due time by hand.
    SetDue(CaseId, Time),
    /// Write a log entry.
    AddLog(NewLog),
    /// Change a log entry.
    EditLog(LogId, NewLog),
    /// A row of the to-do list is done.
    ShiftDone(ItemKey),
    /// The act of a row of the to-do list was begun; when that takes the row away, it counts as done.
    ShiftBegun(ItemKey),
    /// A row of the to-do list is put off, with a reason.
    ShiftSnooze(ItemKey, Time, String),
    /// Open a ticket; the row of the to-do list it came from is then done.
    OpenTicket(Box<NewTicket>, Option<ItemKey>),
    /// Note the answer to a ticket.
    AnswerTicket(TicketId, String, Option<StopOutcome>),
    /// A ticket is worked off.
    CloseTicket(TicketId),
    /// Note what is wrong on a product's page; with a ticket to be answered by then, or without.
    NotePageFault(ProductId, SafeText, Option<Time>),
    /// A fault of a product's page was mended.
    MendPageFault(ProductId, i64),
    /// Keep the answer to a review of this version, as copied.
    AnswerReview(ReviewId, i64, SafeText),
    /// The answer to a review of this version stands on the platform.
    ReviewDone(ReviewId, i64),
    /// Take a step in the case of a review, which is opened with it; with the version of the case that was seen, and the
    /// second person where one was named.
    WorkReview {
        /// Which review.
        review: ReviewId,
        /// The version of its case that was seen; nothing where there was none.
        seen: Option<i64>,
        /// The step and what it says.
        what: Box<ReviewMove>,
        /// The second person, with their PIN.
        approval: Option<Approval>,
    },
    /// Take a row of the shift before over.
    Accept(HandoverId),
    /// Put the result of the to-do list into the log.
    LogResult,
    /// End the shift, with what the next one should know.
    EndShift(String),
    /// Set marks on a customer.
    MarkCustomer(Whose, Box<Marking>),
    /// Say that a customer and an account on a platform are one person.
    MergeCustomer(Whose, Platform, SafeText),
    /// Take an account out of its person.
    UnmergeCustomer(CustomerId),
    /// Say what buyers are told a shop is called.
    NameShop(WhichShop, String),
    /// Say what buyers are told the agent is called.
    NameMe(String),
    /// Show a record's phone and address, with a reason; logged.
    Reveal(OrderId, String),
    /// Keep a search under a name.
    SaveView(String, String),
    /// Forget a saved search.
    RemoveView(String),
    /// Take my latest act back.
    Undo,
}

/// An answer on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Send {
    /// To which chat.
    pub chat: ConversationId,
    /// The text and its key.
    pub draft: Draft,
    /// The quick reply it came from.
    pub reply_code: Option<String>,
    /// The last message the agent saw: a colleague's newer answer holds this one back.
    pub seen_seq: i64,
    /// Resolve the chat with it.
    pub resolve: bool,
    /// What it reminds of, so that nobody is reminded twice.
    pub reminds: Option<Reminding>,
    /// It is the one nudge of somebody who asked and ordered nothing.
    pub nudges: bool,
    /// The order whose address it checks.
    pub verifies: Option<OrderId>,
    /// Sent although the guard asked: the rule's name, for the audit.
    pub override_of: Option<String>,
}

/// A reminder or notice about to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reminding {
    /// About which order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What it is.
    pub kind: ReminderKind,
    /// Why it is sent against a rule.
    pub force: Option<String>,
    /// A person has seen that the order data is old.
    pub old_data: bool,
}

impl Reminding {
    /// The last four characters of the order's number.
    pub fn tail(&self) -> &str {
        let at = self.number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        &self.number[at..]
    }
}

/// A case to be opened from what is in view.
#[derive(Clone, PartialEq, Debug)]
pub struct NewCase {
    /// The order.
    pub order: OrderId,
    /// The line, when it is about one.
    pub line: Option<OrderLineId>,
    /// What is wanted.
    pub case_type: CaseType,
    /// Why, as a known code or in words.
    pub reason: String,
    /// Has the buyer the goods?
    pub goods: GoodsState,
    /// How much; nothing for the most that may be refunded.
    pub amount: Option<Money>,
    /// More words.
    pub note: String,
    /// Why it is about other goods than an open case that does not say which.
    pub apart: String,
}

/// Money to be given beside the refund.
#[derive(Clone, PartialEq, Debug)]
pub struct NewPayout {
    /// The order.
    pub order: OrderId,
    /// The case, when there is one.
    pub case: Option<CaseId>,
    /// What it is for.
    pub kind: CompensationKind,
    /// How much.
    pub amount: Money,
    /// Why, in words.
    pub reason: String,
}

/// A promise to be noted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPromise {
    /// In which chat.
    pub chat: Option<ConversationId>,
    /// About which order.
    pub order: Option<OrderId>,
    /// To whom.
    pub customer: Option<CustomerId>,
    /// What.
    pub text: String,
    /// By when.
    pub due_at: Time,
}

/// A log entry to be written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewLog {
    /// What went wrong.
    pub problem: String,
    /// Why.
    pub cause: String,
    /// What was done.
    pub fix: String,
    /// A free word.
    pub kind: String,
    /// What it is about.
    pub links: LogLinks,
}

/// What was done.
#[derive(Clone, PartialEq, Debug)]
pub enum Did {
    /// A draft is safe.
    DraftSaved(ConversationId, Time),
    /// An answer is in the outbox, and can be taken back until then.
    Sent {
        /// Of which chat.
        chat: ConversationId,
        /// Held until.
        held_until: Option<Time>,
        /// True when it was only copied.
        copied: bool,
    },
    /// A chat was escalated, to whom.
    Escalated(SafeText),
    /// A note is stored.
    Noted(ConversationId),
    /// A message was taken back; its text returns to the composer.
    Recalled(ConversationId, String),
    /// Copied chat text was taken in: the chat, and how many messages were new.
    Taken(ConversationId, usize),
    /// A case was opened.
    CaseOpened(CaseId),
    /// A case was moved, or an intention noted.
    CaseMoved(CaseId, Stage),
    /// A file was taken in as evidence: what it shows, and its name.
    EvidenceAdded(EvidenceKind, SafeText),
    /// The arbitration pack was made.
    Packed {
        /// Where it is.
        path: SafeText,
        /// How many files of evidence are in it.
        files: usize,
        /// How many of them are gone or changed.
        changed: usize,
    },
    /// A ticket was opened: this is its line for the group chat.
    TicketOpened(TicketKind, String),
    /// A ticket has its answer, or was worked off (false).
    TicketMoved(TicketKind, bool),
    /// A review case was moved.
    ReviewMoved(ReviewStage),
    /// A product's page has one fault more, with its line to copy, or one less (nothing); its card as it is now.
    PageFault(Box<product::Card>, Option<String>),
    /// The shift has ended, and so many rows are left to the next.
    ShiftEnded(usize),
    /// An act was undone.
    Undone(SafeText),
    /// There was nothing to undo.
    NothingToUndo,
    /// A buyer may be written to.
    ReminderReady(Reminding),
    /// A rule speaks against it; a person may go on with a reason.
    ReminderStopped(Reminding, SafeText),
    /// What a bulk would send, and what not.
    BulkPlanned(Box<BulkView>),
    /// A bulk is on its way: how many messages, the last when.
    BulkSent(usize, Time),
    /// A record may be shown until then.
    Revealed(OrderId, Time),
    /// Any other act, by its text row's name; undoable or not.
    Done(Done),
}
