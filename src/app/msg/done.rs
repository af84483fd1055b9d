//! Acts of which there is no more to tell than that they were done.

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
    /// The warehouse or the courier was asked.
    ActAsked,
    /// The shop is asked, and it is told once it was read back.
    AskedShop,
    /// A person said what became of a write to a shop.
    WriteSettled,
    /// The answer to a review was copied.
    ReviewCopied,
    /// It was done on the platform.
    DoneOnPlatform,
    /// A promise was noted.
    Promised,
    /// A promise was kept.
    PromiseKept,
    /// A due time was set.
    DueSet,
    /// A compensation was noted.
    PayoutNoted,
    /// A compensation was paid out.
    PaidOut,
    /// A compensation will not be paid.
    PayoutWithdrawn,
    /// An agreement about the freight is kept.
    FreightAgreed,
    /// A log entry was written.
    Logged,
    /// A row of the to-do list is done.
    RowDone,
    /// A row of the to-do list is put off.
    RowSnoozed,
    /// A search was kept under a name.
    ViewSaved,
    /// A saved search was forgotten.
    ViewRemoved,
    /// A row of the shift before is mine.
    Accepted,
    /// The result of the to-do list is in the log.
    ResultLogged,
    /// A customer's marks were changed.
    Marked,
    /// Accounts were merged.
    Merged,
    /// An account was taken out of its person.
    Unmerged,
    /// A shop has a name for buyers.
    ShopNamed,
    /// The agent has a name for buyers.
    MeNamed,
    /// Nothing worth a line.
    Quiet,
}
