//! One row of each section.

use super::rows::{ChangedRow, FollowRow, HandoverRow, InquiryRow, NoteRow, TicketRow};
use super::{About, Act, Item, ItemKey, MessageRow, PromiseRow, SectionKind, ShiftSettings, ToShipRow, UnpaidRow, Why};
use crate::domain::notice::Notice;
use crate::domain::reminder::{ReminderFacts, ReminderKind, Skip};
use crate::domain::ticket::TicketState;
use crate::domain::{Span, Time};

/// A parcel signed for is asked about this long after it was shipped.
const UNCONFIRMED: Span = Span::days(7);
/// A parcel without a scan for so long wants a look.
const UNSCANNED: Span = Span::days(5);

pub(super) fn left_item(row: &MessageRow) -> Item {
    let id = row.about.chat.map_or(0, |chat| chat.raw());
    let key = format!("chat:{id}:{}", row.waiting_since.ms());
    let why = Why::Left { since: row.waiting_since };
    Item { due_at: row.due_at, ..item(SectionKind::LeftMessages, key, &row.about, why, Act::Answer) }
}

pub(super) fn unpaid_item(row: &UnpaidRow, now: Time, settings: &ShiftSettings) -> Option<Item> {
    let facts = &row.facts;
    let reminded = facts.reminded.len();
    let due = settings.reminders.due(facts, now, settings.zone);
    // A balance goes by its own rhythm from the day it may be paid; an order waits as long as the house rule says first.
    let too_early = match facts.kind {
        ReminderKind::Balance => matches!(due, Err(Skip::TooEarly { .. })),
        _ => now.since(facts.starts_at) < settings.unpaid_after,
    };
    if too_early {
        return None;
    }
    let (why, act) = match due {
        Ok(_) => (Why::Unpaid { since: facts.starts_at, reminded }, Act::Remind),
        Err(skip) => (Why::NotToRemind(skip), Act::Skip),
    };
    let key = format!("unpaid:{}:{reminded}", row.about.order.map_or(0, |order| order.raw()));
    let due_at = facts.ends_at;
    Some(Item { due_at, amount: row.amount, ..item(SectionKind::Unpaid, key, &row.about, why, act) })
}

/// One nudge at most, by the engine that decides on every reminder; who is not to be nudged is not listed.
pub(super) fn inquiry_item(row: &InquiryRow, now: Time, settings: &ShiftSettings) -> Option<Item> {
    settings.reminders.due(&row.facts, now, settings.zone).ok()?;
    let id = row.about.chat.map_or(0, |chat| chat.raw());
    let key = format!("inquiry:{id}:{}", row.facts.starts_at.ms());
    let why = Why::Asked { since: row.facts.starts_at };
    Some(item(SectionKind::Inquiries, key, &row.about, why, Act::Nudge))
}

pub(super) fn ship_item(row: &ToShipRow, now: Time, settings: &ShiftSettings) -> Item {
    let (late, since) = (row.ship_by.is_some_and(|by| by <= now), row.paid_at);
    let why = match (row.urged, late) {
        (times @ 2.., _) => Why::Urged { since, times },
        (_, true) => Why::ShippedLate { since },
        (_, false) => Why::NotShipped { since },
    };
    // The same order is looked at again on the next day.
    let key = format!("ship:{}:{}", row.about.order.map_or(0, |order| order.raw()), settings.zone.date(now));
    Item {
        due_at: row.ship_by,
        amount: row.amount,
        ..item(SectionKind::ToShip, key, &row.about, why, Act::AskWarehouse)
    }
}

pub(super) fn promise_item(row: &PromiseRow) -> Item {
    let key = format!("promise:{}", row.promise);
    Item {
        due_at: Some(row.due_at),
        promise: Some(row.promise),
        ..item(SectionKind::Promises, key, &row.about, Why::Promised, Act::KeepPromise)
    }
}

pub(super) fn item(section: SectionKind, key: String, about: &About, why: Why, act: Act) -> Item {
    let about = about.clone();
    Item {
        section,
        key: ItemKey(key),
        about,
        case: None,
        promise: None,
        ticket: None,
        handover: None,
        review_case: None,
        due_at: None,
        why,
        act,
        amount: None,
    }
}

pub(super) fn changed_item(row: &ChangedRow) -> Item {
    let key = format!("changed:{}:{}", row.about.order.map_or(0, |order| order.raw()), row.event);
    let why = Why::Changed { what: row.what.clone(), text: row.text.clone() };
    Item { amount: row.amount, ..item(SectionKind::NotesChanged, key, &row.about, why, Act::TellPacking) }
}

/// Signed for within the last day, signed for and not confirmed a week after it was shipped, or on its way without a scan
/// for days.
pub(super) fn follow_item(row: &FollowRow, now: Time, settings: &ShiftSettings) -> Option<Item> {
    let order = row.about.order.map_or(0, |order| order.raw());
    let arrived = row.facts.as_ref().filter(|facts| facts.kind == ReminderKind::Received);
    let found = match row.signed_at {
        Some(at) => match arrived {
            Some(facts) => arrived_item(row, at, facts, now, settings)?,
            None => unconfirmed_item(row, at, now, settings)?,
        },
        None => {
            let since = row.last_scan_at.unwrap_or(row.shipped_at);
            if now.since(since) < UNSCANNED {
                return None;
            }
            // The same parcel is looked at again on the next day.
            let key = format!("noscan:{order}:{}", settings.zone.date(now));
            item(SectionKind::SignedUnconfirmed, key, &row.about, Why::NoScan { since }, Act::TraceParcel)
        }
    };
    Some(Item { amount: row.amount, ..found })
}

/// Asked once, while the first day lasts; who was asked, or is asked later today, is not listed.
fn arrived_item(row: &FollowRow, at: Time, facts: &ReminderFacts, now: Time, settings: &ShiftSettings) -> Option<Item> {
    let (why, act) = match settings.reminders.due(facts, now, settings.zone) {
        Ok(_) => (Why::Arrived { at }, Act::AskReceipt),
        Err(
            Skip::Reminded { .. }
            | Skip::TooEarly { .. }
            | Skip::Closed { .. }
            | Skip::Settled
            | Skip::Unknown
            | Skip::NoRule,
        ) => return None,
        Err(skip) => (Why::NotToRemind(skip), Act::Skip),
    };
    let key = format!("arrived:{}", row.about.order.map_or(0, |order| order.raw()));
    Some(item(SectionKind::SignedUnconfirmed, key, &row.about, why, act))
}

fn unconfirmed_item(row: &FollowRow, at: Time, now: Time, settings: &ShiftSettings) -> Option<Item> {
    if now.since(row.shipped_at) < UNCONFIRMED {
        return None;
    }
    let asked = row.facts.as_ref().map_or(0, |facts| facts.reminded.len());
    let skip = row.facts.as_ref().and_then(|facts| settings.reminders.due(facts, now, settings.zone).err());
    let (why, act) = match skip {
        // Without a rhythm of the shop's it is asked after a week all the same.
        Some(skip) if skip != Skip::NoRule => (Why::NotToRemind(skip), Act::Skip),
        _ => (Why::Signed { at }, Act::AskReceipt),
    };
    let key = format!("signed:{}:{asked}", row.about.order.map_or(0, |order| order.raw()));
    Some(item(SectionKind::SignedUnconfirmed, key, &row.about, why, act))
}

pub(super) fn handover_item(row: &HandoverRow) -> Item {
    let why = Why::HandedOver { from: row.from.clone(), note: row.note.clone() };
    Item {
        due_at: row.due_at,
        case: row.case,
        handover: Some(row.id),
        review_case: row.review_case,
        ..item(SectionKind::Handover, format!("handover:{}", row.id), &row.about, why, Act::Accept)
    }
}

/// A campaign that is on or begins within a day, read once; in its notes a shop tells what holds.
pub(super) fn notice_item(notice: &Notice) -> Item {
    let about = About { nick: notice.name.clone(), ..About::default() };
    let why =
        Why::Campaign { from: notice.from, to: notice.to, rule: notice.rule.to_line(), codes: notice.codes.clone() };
    let key = format!("notice:{}:{}", notice.name, notice.from.ms());
    item(SectionKind::StockNotes, key, &about, why, Act::Read)
}

/// Stands among the campaigns where stock was never counted, so that no row of a code does not read as none sold out.
pub(super) fn no_stock_item() -> Item {
    item(SectionKind::StockNotes, "stock:unknown".to_owned(), &About::default(), Why::StockUnknown, Act::Skip)
}

/// A review is answered, a review case moved on; anything else is done when it is read.
pub(super) fn note_item(row: &NoteRow) -> Item {
    let (act, case) = match &row.why {
        Why::Review { .. } => (Act::AnswerReview, None),
        Why::ReviewCase(case) => (Act::WorkReview, Some(&**case)),
        _ => (Act::Read, None),
    };
    Item {
        review_case: case.map(|case| case.id),
        amount: case.and_then(|case| case.agreed.or(case.offered)),
        ..item(row.section, row.key.clone(), &row.about, row.why.clone(), act)
    }
}

pub(super) fn ticket_item(row: &TicketRow) -> Item {
    let ticket = &row.ticket;
    let (kind, desk) = (ticket.kind, ticket.desk);
    let (why, act) = match (ticket.state, &ticket.answer) {
        (TicketState::Answered, Some(answer)) => {
            (Why::TicketAnswered { kind, desk, answer: answer.clone() }, Act::CloseTicket)
        }
        _ => (Why::TicketOpen { kind, desk }, Act::NoteAnswer),
    };
    let key = format!("ticket:{}:{}", ticket.id, ticket.state.code());
    let due_at = Some(ticket.due_at);
    Item { due_at, ticket: Some(ticket.id), ..item(SectionKind::Tickets, key, &row.about, why, act) }
}
