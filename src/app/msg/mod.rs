//! The table of contents: all that can happen ([`Msg`]), all that can be asked of the world ([`Effect`]).
//!
//! Reads are an [`Ask`] that comes back in its [`Answer`], so that a late one is known; writes are a [`Do`] that
//! comes back as a [`Did`] or a problem. Nothing here waits.

mod acts;
mod bulk;
mod case_pages;
mod done;
mod files;
mod names;
mod pages;
mod proof;
mod writes;

pub use acts::*;
pub use case_pages::*;
pub use files::*;
pub use names::*;
pub use pages::*;
pub use proof::*;
pub use writes::*;

use crate::domain::aftersale::WhatIf;
use crate::domain::card::Card;
use crate::domain::paste::Pasted;
use crate::domain::product;
use crate::domain::shift::ShiftList;
use crate::domain::urgency::{Target, Urgent};
use crate::domain::{CaseId, ConversationId, OrderId, Problem, RawText, SafeText, Time};
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
    /// A [`Do`] was not done.
    Failed(Box<Problem>),
    /// An answer or a note was not written: its text goes back to where it is written.
    Unsent(Box<Do>, Box<Problem>),
    /// Something went wrong that no [`Do`] waits for: an [`Ask`] without an answer, a copy, a channel. Nothing is
    /// asked anew because of it.
    Trouble(Box<Problem>),
    /// Another process changed the data file.
    StoreChanged,
    /// How often this agent used each reply, by code.
    Uses(std::collections::HashMap<String, u32>),
    /// The quick replies were loaded, or could not be: then the last good ones stay.
    Replies(Result<ReplySet, Vec<Problem>>),
    /// The settings file was changed and is right.
    Settings(Box<super::model::Settings>),
    /// The rules were read anew: what the colours of flags mean now.
    Flags(Vec<crate::domain::order_act::FlagRow>),
    /// A background job went on.
    Job(Job),
    /// What came of a file: a look at it, or an import.
    ImportTold(Box<ImportTold>),
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum JobKind {
    /// Reading a platform file.
    Import,
    /// The daily backup.
    Backup,
    /// The clocks of all open cases, after the rules changed.
    Rules,
    /// A file of evidence, or a pack of them.
    Evidence,
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
    /// Done, and told elsewhere.
    Quiet,
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
    /// See in the background what importing a file would do; nothing is written.
    Preview(String),
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
    /// A case to be opened on an order, as far as it can be filled in.
    CaseDraft(OrderId),
    /// What would have become of a case by an instant if nobody acted.
    WhatIf(CaseId, Time),
    /// A window of the work log.
    Log(LogAsk),
    /// The to-do list.
    Shift,
    /// The card of a customer.
    Card(Whose),
    /// A piece of a case's evidence.
    Proof(ProofAsk),
    /// The most urgent thing of all but this one, which is open.
    Urgent(Option<Target>),
    /// The most urgent chat but these, which were passed over.
    NextChat(Vec<ConversationId>),
    /// The saved searches.
    Views,
    /// A folder, by the path as it is typed up to its last slash.
    Folder(String),
    /// Products, for what was typed.
    Products(String),
    /// What a paste or a search box means.
    Lookup(Pasted),
    /// The chat with the buyer of an order, made when there is none yet; its number is for the message.
    BuyerChat(OrderId, String),
}

/// The answer to an [`Ask`] of the same name.
#[derive(Clone, PartialEq, Debug)]
#[expect(clippy::large_enum_variant, reason = "an answer always travels in the box of Msg::Answer")]
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
    /// A case to be opened; nothing when there is no such order.
    CaseDraft(OrderId, Option<Box<CaseDraft>>),
    /// What would have become of a case; nothing when there is none of this id.
    WhatIf(CaseId, Option<WhatIf>),
    /// A window of the work log.
    Log(LogAsk, LogPage),
    /// The to-do list.
    Shift(ShiftList),
    /// A customer's card; nothing when there is nobody.
    Card(Whose, Option<Box<Card>>),
    /// See [`Ask::Proof`].
    Proof(ProofAsk, Option<ProofPage>),
    /// The most urgent thing, if anything is.
    Urgent(Option<Urgent>),
    /// The most urgent chat, if any waits.
    NextChat(Option<ConversationId>),
    /// The saved searches: names, and what they look for.
    Views(Vec<(SafeText, String)>),
    /// A folder.
    Folder(String, FolderPage),
    /// Products, for what was typed.
    Products(String, Vec<product::Card>),
    /// What was found.
    Found(Pasted, Found),
}
