//! The table of contents: all that can happen ([`Msg`]), all that can be asked of the world ([`Effect`]).
//!
//! Reads are an [`Ask`] that comes back in its [`Answer`], so that a late one is known; writes are a [`Do`] that
//! comes back as a [`Did`] or a problem. Nothing here waits.

use crate::domain::aftersale::{Case, CaseEvent, CaseType, EvidenceKind, GoodsState, Stage, Step, StepInput};
use crate::domain::customer::Customer;
use crate::domain::paste::Pasted;
use crate::domain::promise::Promise;
use crate::domain::shift::{ItemKey, ShiftList};
use crate::domain::urgency::Urgent;
use crate::domain::worklog::{LogEntry, LogLinks};
use crate::domain::{
    AgentId, CaseId, ChatState, Conversation, ConversationId, CustomerId, Flag, LogId, Message, MessageId, Money,
    Order, OrderId, OrderLine, Problem, PromiseId, RawText, SafeText, Shop, Time,
};
use crate::keymap::Chord;
use crate::replies::ReplySet;

/// All that can happen.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key.
    Key(Chord),
    /// A bracketed paste.
    Paste(RawText),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has this size now, in columns and rows.
    Resize(u16, u16),
    /// The time; sent before anything else that happened at that time.
    Tick(Time),
    /// The wall clock jumped.
    ClockJumped,
    /// An answer to an [`Ask`].
    Answer(Box<Answer>),
    /// A [`Do`] was done.
    Did(Box<Did>),
    /// A [`Do`] was not done, or an [`Ask`] could not be answered.
    Failed(Box<Problem>),
    /// Another process changed the data file.
    StoreChanged,
    /// How often this agent used each reply, by code.
    Uses(std::collections::HashMap<String, u32>),
    /// The quick replies were loaded, or could not be: then the last good ones stay.
    Replies(Result<ReplySet, Vec<Problem>>),
    /// A background job went on.
    Job(Job),
    /// The terminal came back from a suspension.
    Resumed,
}

/// What the mouse did, at a column and a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// Column, from 0.
    pub col: u16,
    /// Row, from 0.
    pub row: u16,
    /// What it did.
    pub act: MouseAct,
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MouseAct {
    /// A press of the left button.
    Press,
    /// One notch down.
    ScrollDown,
    /// One notch up.
    ScrollUp,
}

/// How a background job stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    /// Which one.
    pub kind: JobKind,
    /// What it works on.
    pub what: SafeText,
    /// Done so far.
    pub done: u64,
    /// Of how many, when known.
    pub total: Option<u64>,
    /// Its end, when it has ended.
    pub end: Option<JobEnd>,
}

/// The kinds of background jobs; one of each at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JobKind {
    /// Reading a platform file.
    Import,
    /// The daily backup.
    Backup,
}

/// How a job ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JobEnd {
    /// Done: rows new, changed, unchanged, rejected.
    Imported {
        /// New rows.
        inserted: u64,
        /// Changed rows.
        updated: u64,
        /// Rows that said nothing new.
        unchanged: u64,
        /// Rows that were not taken, listed by `kefu import`.
        rejected: u64,
    },
    /// Done.
    Done,
    /// Stopped by the agent; the next run goes on from there.
    Cancelled,
    /// Could not be done.
    Failed(SafeText),
}

/// All that can be asked of the world.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Read something.
    Ask(Ask),
    /// Write something.
    Do(Do),
    /// Put a text on the clipboard.
    Copy(String),
    /// Say something in the status line; never leaves the model.
    Say(String),
    /// Ring once.
    Bell,
    /// Import a file in the background.
    Import(String),
    /// Stop a background job.
    CancelJob(JobKind),
    /// Draw everything anew.
    Redraw,
    /// Suspend to the shell.
    Suspend,
    /// End, after everything asked for is done.
    Quit,
}

/// Something to read. It is also the key under which the answer is awaited.
#[derive(Clone, PartialEq, Debug)]
pub enum Ask {
    /// Counts for the header, the shops, who acts.
    Desk,
    /// A window of the queue.
    Queue(QueueAsk),
    /// A conversation with its last messages and the customer beside it.
    Chat(ChatAsk),
    /// A window of orders.
    Orders(OrdersAsk),
    /// An order, whole.
    Order(OrderId),
    /// A window of cases.
    Cases(CasesAsk),
    /// A case, whole.
    Case(CaseId),
    /// A window of the work log.
    Log(LogAsk),
    /// The to-do list.
    Shift,
    /// The most urgent thing of all.
    Urgent,
    /// The most urgent chat but this one.
    NextChat(Option<ConversationId>),
    /// What a paste or a search box means.
    Lookup(Pasted),
    /// The chat with the buyer of an order, made when there is none yet; its number is for the message.
    BuyerChat(OrderId, String),
}

/// The answer to an [`Ask`] of the same name.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// Counts for the header.
    Desk(Desk),
    /// A window of the queue.
    Queue(QueueAsk, QueuePage),
    /// A conversation; nothing when there is none of this id.
    Chat(ChatAsk, Option<ChatPage>),
    /// A window of orders.
    Orders(OrdersAsk, OrdersPage),
    /// An order, whole.
    Order(OrderId, Option<OrderPage>),
    /// A window of cases.
    Cases(CasesAsk, CasesPage),
    /// A case, whole.
    Case(CaseId, Option<CasePage>),
    /// A window of the work log.
    Log(LogAsk, LogPage),
    /// The to-do list.
    Shift(ShiftList),
    /// The most urgent thing, if anything is.
    Urgent(Option<Urgent>),
    /// The most urgent chat, if any waits.
    NextChat(Option<ConversationId>),
    /// What was found.
    Found(Pasted, Found),
}

/// Counts and names for the header.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    /// Who acts.
    pub agent: SafeText,
    /// The id of who acts.
    pub agent_id: Option<AgentId>,
    /// All agents by id.
    pub agents: Vec<(AgentId, SafeText)>,
    /// The shops.
    pub shops: Vec<Shop>,
    /// Shops of closed platforms from which no chat has ever come: their number of chats is not known.
    pub unconnected: Vec<SafeText>,
    /// Chats waiting for an answer.
    pub waiting: usize,
    /// Of these, past the promise.
    pub overdue: usize,
    /// Open cases.
    pub cases: usize,
    /// Of these, due within six hours.
    pub cases_due: usize,
    /// Log entries of today.
    pub logged: usize,
    /// When order data last came in.
    pub orders_seen_at: Option<Time>,
    /// Is this the first time today that this agent opened the program?
    pub first_today: bool,
}

/// Which chats the queue shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum QueueFilter {
    /// All that is not resolved.
    #[default]
    Active,
    /// Only who waits.
    Waiting,
    /// Only what was put off.
    Snoozed,
    /// Only what is resolved, newest first.
    Resolved,
}

/// A window of the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueAsk {
    /// Which chats.
    pub filter: QueueFilter,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// A row of the queue.
#[derive(Clone, PartialEq, Debug)]
pub struct QueueRow {
    /// The chat.
    pub chat: Conversation,
    /// The shop's tag.
    pub tag: SafeText,
    /// The order it is about, or the customer's latest.
    pub order: Option<(crate::domain::OrderStatus, Option<Money>)>,
    /// The stage of an open case of that order.
    pub case: Option<Stage>,
}

/// What [`Ask::Queue`] brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QueuePage {
    /// The rows, in the queue's order.
    pub rows: Vec<QueueRow>,
    /// Rows in all under the filter.
    pub total: usize,
    /// Chats waiting.
    pub waiting: usize,
    /// Chats being served.
    pub open: usize,
}

/// The last `last` messages of a conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChatAsk {
    /// Which one.
    pub id: ConversationId,
    /// How many messages.
    pub last: usize,
}

/// A conversation on screen.
#[derive(Clone, PartialEq, Debug)]
pub struct ChatPage {
    /// The conversation.
    pub chat: Conversation,
    /// The shop's tag and name.
    pub shop: Option<Shop>,
    /// Its last messages, oldest first.
    pub messages: Vec<Message>,
    /// True when there are older ones.
    pub more: bool,
    /// The customer.
    pub customer: Customer,
    /// The customer's orders, newest first, with their lines.
    pub orders: Vec<(Order, Vec<OrderLine>)>,
    /// The customer's cases, open ones first.
    pub cases: Vec<Case>,
    /// Promises not kept yet.
    pub promises: Vec<Promise>,
    /// The unsent text, with its key and whether it is a note.
    pub draft: Option<Draft>,
}

/// A text being written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// The key under which it will be sent, once.
    pub client_key: String,
    /// True for an internal note.
    pub note: bool,
}

/// Which orders a list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OrdersView {
    /// All of one customer.
    Customer(CustomerId),
    /// All, newest first.
    All,
    /// All of one status.
    Status(crate::domain::OrderStatus),
    /// What a search finds.
    Search(String),
}

/// A window of orders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrdersAsk {
    /// Which orders.
    pub view: OrdersView,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// A row of an order list.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderRow {
    /// The order.
    pub order: Order,
    /// The shop's tag.
    pub tag: SafeText,
    /// How often its buyer was reminded to pay.
    pub reminded: i64,
}

/// What [`Ask::Orders`] brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OrdersPage {
    /// The rows.
    pub rows: Vec<OrderRow>,
    /// Rows in all.
    pub total: usize,
    /// True when there may be more than `total`.
    pub at_least: bool,
}

/// An order, whole.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderPage {
    /// The order.
    pub order: Order,
    /// Its shop.
    pub shop: Option<Shop>,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// Every message, note, step, oldest first.
    pub timeline: Vec<Happened>,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Its promises.
    pub promises: Vec<Promise>,
    /// The chat with its buyer.
    pub chat: Option<ConversationId>,
}

/// One line of an order's timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct Happened {
    /// When.
    pub at: Time,
    /// By whom; empty for the platform.
    pub by: SafeText,
    /// A code word: `placed`, `paid`, `flag`, `memo`, `message`, ...
    pub what: SafeText,
    /// In words.
    pub text: SafeText,
}

/// A window of cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CasesAsk {
    /// Also those that ended.
    pub all: bool,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// A row of the case list.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseRow {
    /// The case.
    pub case: Case,
    /// The order's number.
    pub number: SafeText,
    /// The buyer.
    pub buyer: SafeText,
    /// The shop's tag.
    pub tag: SafeText,
}

/// What [`Ask::Cases`] brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CasesPage {
    /// The rows, by time left.
    pub rows: Vec<CaseRow>,
    /// Rows in all.
    pub total: usize,
}

/// A case, whole.
#[derive(Clone, PartialEq, Debug)]
pub struct CasePage {
    /// The case.
    pub case: Case,
    /// Its order with the lines.
    pub order: Option<(Order, Vec<OrderLine>)>,
    /// Its shop.
    pub shop: Option<Shop>,
    /// What happened, oldest first.
    pub history: Vec<CaseEvent>,
    /// Every step, with why not where it is not possible.
    pub choices: Vec<crate::domain::aftersale::Choice>,
    /// The reason in words.
    pub reason_words: SafeText,
    /// The proof that should be there.
    pub proof: Vec<EvidenceKind>,
    /// Where the goods go back to, by shop.
    pub return_address: Option<SafeText>,
    /// What may still be refunded on it.
    pub max_amount: Option<Money>,
    /// The chat with the buyer.
    pub chat: Option<ConversationId>,
}

impl CasePage {
    /// The proof that should be there and is not.
    pub fn missing(&self) -> Vec<EvidenceKind> {
        let have = |kind: &EvidenceKind| self.case.evidence.iter().any(|item| item.kind == *kind);
        self.proof.iter().copied().filter(|kind| !have(kind)).collect()
    }
}

/// A window of the work log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogAsk {
    /// What to search for; empty for the newest.
    pub query: String,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// What [`Ask::Log`] brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LogPage {
    /// The entries, newest first.
    pub rows: Vec<LogEntry>,
    /// Rows in all.
    pub total: usize,
    /// Of these, today's.
    pub today: usize,
}

/// What a lookup found.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// A customer's chat, with a message just taken in or not.
    Chat(ConversationId),
    /// An order.
    Order(OrderId),
    /// Several orders: shown as a search.
    Orders(String),
    /// Nothing.
    Nothing,
}

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
    /// Note a step that is done on the platform's own page: `change_address`, `cancel`; the text says what.
    OrderStep(OrderId, &'static str, String),
    /// What was noted is done on the platform.
    OrderDone(OrderId),
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
    },
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
    /// A row of the to-do list is put off, with a reason.
    ShiftSnooze(ItemKey, Time, String),
    /// Show a record's phone and address, with a reason; logged.
    Reveal(OrderId, String),
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
    /// The order whose payment it reminds of, so that nobody is reminded twice.
    pub reminds: Option<OrderId>,
    /// The order whose address it checks.
    pub verifies: Option<OrderId>,
    /// Sent although the guard asked: the rule's name, for the audit.
    pub override_of: Option<String>,
}

/// A case to be opened from what is in view.
#[derive(Clone, PartialEq, Debug)]
pub struct NewCase {
    /// The order.
    pub order: OrderId,
    /// The line, when it is about one.
    pub line: Option<crate::domain::OrderLineId>,
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
    /// An act was undone.
    Undone(SafeText),
    /// There was nothing to undo.
    NothingToUndo,
    /// A record may be shown until then.
    Revealed(OrderId, Time),
    /// Any other act, by its text row's name; undoable or not.
    Done(Done),
}

/// Acts whose only answer is a line in the status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Done {
    /// A copied answer is marked as sent.
    MarkedSent,
    /// Sent once more.
    Resent,
    /// Chats were resolved.
    Resolved,
    /// Chats were opened again.
    Reopened,
    /// Chats were put off.
    Snoozed,
    /// A chat was handed over.
    Transferred,
    /// A chat was escalated.
    Escalated,
    /// Marked as advertising.
    Advert,
    /// A flag was set.
    Flagged,
    /// A memo was written.
    Memo,
    /// An address was stamped.
    Verified,
    /// A step was noted, to be done on the platform.
    NotedForPlatform,
    /// It was done on the platform.
    DoneOnPlatform,
    /// A promise was noted.
    Promised,
    /// A promise was kept.
    PromiseKept,
    /// A due time was set.
    DueSet,
    /// A log entry was written.
    Logged,
    /// A row of the to-do list is done.
    RowDone,
    /// A row of the to-do list is put off.
    RowSnoozed,
    /// Nothing worth a line.
    Quiet,
}
