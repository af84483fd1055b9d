//! The sections that stand beside chats, cases and orders: what was changed, parcels on their way, what the shift before
//! left, tickets.

use super::super::engine::{Result, args, list, number};
use super::super::goods::reviews::{self, ReviewFilter};
use super::super::goods::stock;
use super::super::orders::brief::{self, Brief};
use super::super::{conversations, desk, handovers, reminders, review_cases, tickets};
use super::rows::Look;
use crate::domain::reminder::ReminderKind;
use crate::domain::review::AnswerState;
use crate::domain::shift::{
    About, ChangedRow, FollowRow, HandoverRow, InquiryRow, NoteRow, ReviewAnswer, SectionKind, ShiftInputs, TicketRow,
    Unknown, Why,
};
use crate::domain::{CaseId, ConversationId, OrderId, SafeText, Span, Time};

/// Changes of the last day are told to packing.
const CHANGED_WITHIN: Span = Span::days(1);
/// A chat that asked is nudged within a day, or not at all.
const ASKED_WITHIN: Span = Span::days(1);
/// The buyer is asked within a day of the signature whether all is well.
const ARRIVED_WITHIN: Span = Span::days(1);
/// A parcel is followed from here ...
const FOLLOW_AFTER: Span = Span::days(5);
/// ... to here: what is older is old data, not a parcel.
const FOLLOW_UNTIL: Span = Span::days(45);

/// Unshipped orders of which the address or the memo was changed within a day, the latest change of each.
pub(super) fn changed(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let (db, since) = (look.db, look.by.at.minus(CHANGED_WITHIN));
    let events = list(
        db,
        "SELECT e.id, e.order_id, e.at, e.what, e.body FROM order_events e JOIN orders o ON o.id = e.order_id \
         WHERE e.at > $1 AND e.at <= $2 AND o.status IN ('to_ship', 'part_shipped') AND e.what IN ('memo', 'change_address', \
         'change_quantity', 'change_sku', 'gift') ORDER BY e.at DESC, e.id DESC LIMIT $3",
        args![since, look.by.at, look.most as i64],
        |row| {
            Ok((
                row.int(0)?,
                OrderId::new(row.int(1)?),
                Time::from_ms(row.int(2)?),
                SafeText::line(row.text(3)?),
                SafeText::line(row.text(4)?),
            ))
        },
    )?;
    look.cut(events.len(), &[SectionKind::NotesChanged], found);
    for (event, id, at, what, text) in events {
        if found.changed.iter().any(|row| row.about.order == Some(id)) {
            continue;
        }
        let Some(order) = brief::by_id(db, id)? else { continue };
        found.changed.push(ChangedRow { about: look.order(&order), event, what, text, at, amount: order.amount });
    }
    Ok(())
}

/// Parcels on their way: those signed for a week after they were shipped, those without a scan for days. Where no
/// courier's scan has come in for any of them, nothing is known, and that is said.
pub(super) fn follow(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let (db, now) = (look.db, look.by.at);
    let (oldest, newest) = (now.minus(FOLLOW_UNTIL), now.minus(FOLLOW_AFTER));
    let within = "(status || '') = 'shipped' AND shipped_at >= $1 AND shipped_at <= $2";
    let scanned = number(
        db,
        &format!(
            "SELECT count(*) FROM (SELECT 1 FROM orders WHERE {within} AND (signed_at IS NOT NULL OR last_scan_at IS NOT NULL) LIMIT 1) s"
        ),
        args![oldest, now],
    )?;
    if scanned == 0 {
        let any = number(
            db,
            &format!("SELECT count(*) FROM (SELECT 1 FROM orders WHERE {within} LIMIT 1) s"),
            args![oldest, newest],
        )?;
        if any > 0 {
            found.unknown.push((SectionKind::SignedUnconfirmed, Unknown::NoTracking));
        }
        return Ok(());
    }
    let asked_whole = now.minus(ARRIVED_WITHIN);
    // The index alone tells which: a signed one after a week, another one whose last scan is old.
    let ids = list(
        db,
        &format!(
            "SELECT id FROM orders WHERE {within} AND ((signed_at <= $5 AND shipped_at <= $3) OR (signed_at IS NULL AND \
             COALESCE(last_scan_at, shipped_at) <= $2)) ORDER BY shipped_at, id LIMIT $4"
        ),
        args![oldest, newest, now.minus(Span::days(7)), look.most as i64, asked_whole],
        |row| row.int(0).map(OrderId::new),
    )?;
    follow_rows(look, &ids, ReminderKind::Confirm, found)
}

/// Parcels signed for within a day.
pub(super) fn arrived(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let ids = list(
        look.db,
        "SELECT id FROM orders WHERE signed_at IS NOT NULL AND (status || '') = 'shipped' AND signed_at > $1 AND signed_at <= $2 \
         ORDER BY signed_at, id LIMIT $3",
        args![look.by.at.minus(ARRIVED_WITHIN), look.by.at, look.most as i64],
        |row| row.int(0).map(OrderId::new),
    )?;
    follow_rows(look, &ids, ReminderKind::Received, found)
}

fn follow_rows(look: &Look<'_>, ids: &[OrderId], kind: ReminderKind, found: &mut ShiftInputs) -> Result<()> {
    look.cut(ids.len(), &[SectionKind::SignedUnconfirmed], found);
    let mut orders = brief::by_ids(look.db, ids)?;
    // Nobody writes to the buyer of a parcel that has not arrived: it is looked for.
    let (signed, on_its_way): (Vec<Brief>, Vec<Brief>) =
        ids.iter().filter_map(|id| orders.remove(id)).partition(|order| order.signed_at.is_some());
    let known = reminders::about_orders(look.db, &signed, &look.asked(kind), look.by.at)?;
    let facts = known.into_iter().map(|mut known| {
        known.facts.end_by(look.rules);
        Some(known.facts)
    });
    let all = signed.into_iter().zip(facts).chain(on_its_way.into_iter().map(|order| (order, None)));
    for (order, facts) in all {
        let Some(shipped_at) = order.shipped_at else { continue };
        found.follow.push(FollowRow {
            about: look.order(&order),
            shipped_at,
            facts,
            signed_at: order.signed_at,
            last_scan_at: order.last_scan_at,
            amount: order.amount,
        });
    }
    Ok(())
}

/// Chats of the last shift that asked, were answered, and ordered nothing.
pub(super) fn inquiries(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let (db, now) = (look.db, look.by.at);
    let asked = reminders::inquiries(db, now.minus(ASKED_WITHIN), look.most)?;
    look.cut(asked.len(), &[SectionKind::Inquiries], found);
    for id in asked {
        let Some(chat) = conversations::by_id(db, id)? else { continue };
        let (about, facts) = (look.chat(&chat)?, reminders::about_chat(db, &chat, now)?);
        found.inquiries.push(InquiryRow { about, facts });
    }
    Ok(())
}

/// What the shift before left and nobody has accepted.
pub(super) fn handover(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let waiting = handovers::waiting(look.db, look.by, look.most)?;
    look.cut(waiting.len(), &[SectionKind::Handover], found);
    for row in waiting {
        let mut about = about(look, row.left.order, row.left.chat, row.left.case)?;
        if let (true, Some(ticket)) = (about.nick.is_empty(), row.left.ticket) {
            let ticket = tickets::by_id(look.db, ticket)?;
            about.nick = ticket.map(|ticket| ticket.about_whom().clone()).unwrap_or_default();
        }
        let (id, from, at) = (row.id, row.from, row.at);
        let left = row.left;
        let (note, due_at) = (left.note.to_line(), left.due_at);
        found.handover.push(HandoverRow {
            about,
            id,
            from,
            at,
            note,
            due_at,
            case: left.case,
            promise: left.promise,
            ticket: left.ticket,
            review_case: left.review_case,
        });
    }
    Ok(())
}

/// Tickets that are not worked off.
pub(super) fn tickets(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let open = tickets::not_closed(look.db, look.most)?;
    look.cut(open.len(), &[SectionKind::Tickets], found);
    for ticket in open {
        let mut about = about(look, ticket.order, ticket.chat, ticket.case)?;
        if about.nick.is_empty() {
            about.nick = ticket.about_whom().clone();
        }
        about.chat = about.chat.or(ticket.chat);
        if !ticket.body.is_empty() {
            about.title = ticket.body.to_line();
        }
        found.tickets.push(TicketRow { about, ticket });
    }
    Ok(())
}

/// Whom a row is about, by the most that is known of it.
fn about(look: &Look<'_>, order: Option<OrderId>, chat: Option<ConversationId>, case: Option<CaseId>) -> Result<About> {
    let db = look.db;
    let order = match (order, case) {
        (None, Some(case)) => super::super::cases::by_id(db, case)?.map(|case| case.order),
        (order, _) => order,
    };
    let order: Option<Brief> = order.map(|id| brief::by_id(db, id)).transpose()?.flatten();
    let chat_row = chat.map(|id| conversations::by_id(db, id)).transpose()?.flatten();
    Ok(match (&order, &chat_row) {
        (Some(order), _) => About { chat, ..look.order(order) },
        (None, Some(chat)) => look.chat(chat)?,
        (None, None) => About::default(),
    })
}

/// Review cases that are not closed, however old their review is.
fn review_cases_of(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let open = review_cases::open_ones(look.db, look.most, 0)?;
    look.cut(open.len(), &[SectionKind::Reviews], found);
    for case in open {
        let order = case.order.map(|id| brief::by_id(look.db, id)).transpose()?.flatten();
        let about = About {
            nick: case.buyer.clone(),
            number: case.number.clone(),
            title: case.words.to_line(),
            ..order.map_or_else(About::default, |order| look.order(&order))
        };
        let key = format!("review_case:{}", case.id);
        let why = Why::ReviewCase(Box::new(case));
        found.notes.push(NoteRow { section: SectionKind::Reviews, about, key, why });
    }
    Ok(())
}

/// Reviews since yesterday that somebody should read; where none has ever come in, that is said.
pub(super) fn reviews(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let db = look.db;
    review_cases_of(look, found)?;
    if reviews::is_empty(db)? {
        found.unknown.push((SectionKind::Reviews, Unknown::NotConnected));
        return Ok(());
    }
    let from = look.settings.zone.day_start(look.by.at).minus(Span::days(1));
    let filter = ReviewFilter { open: true, wants_eyes: true, from: Some(from), ..ReviewFilter::default() };
    let read = reviews::list_of(db, &filter, look.most, 0)?;
    look.cut(read.len(), &[SectionKind::Reviews], found);
    for review in read {
        let is_worked = |row: &NoteRow| matches!(&row.why, Why::ReviewCase(case) if case.review == review.id);
        if found.notes.iter().any(is_worked) {
            continue;
        }
        let order = review.order.map(|id| brief::by_id(db, id)).transpose()?.flatten();
        let about = About {
            nick: review.buyer.clone(),
            number: review.order_number.clone(),
            title: review.title.clone(),
            ..order.map_or_else(About::default, |order| look.order(&order))
        };
        let (copied, draft) = (review.answer_state == AnswerState::Copied, review.draft.clone());
        let answer = ReviewAnswer { id: review.id, version: review.version, draft, copied };
        let why = Why::Review { stars: review.stars, words: review.words().to_line(), answer };
        let key = format!("review:{}:{}", review.id, review.newest_at.ms());
        found.notes.push(NoteRow { section: SectionKind::Reviews, about, key, why });
    }
    Ok(())
}

/// Sections of which no data has ever come in are said to be so: no chat, no case, no order.
pub(super) fn unheard(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    let unheard = desk::unconnected(look.db, &look.shops)?;
    found.unconnected = unheard.into_iter().map(|shop| shop.name).collect();
    let sources: [(&str, &[SectionKind]); 3] = [
        ("conversations", &[SectionKind::LeftMessages, SectionKind::Inquiries]),
        ("cases", &[SectionKind::CaseClocks, SectionKind::CasesWaiting]),
        (
            "orders",
            &[SectionKind::Unpaid, SectionKind::ToShip, SectionKind::NotesChanged, SectionKind::SignedUnconfirmed],
        ),
    ];
    for (table, sections) in sources {
        let any =
            number(look.db, &format!("SELECT count(*) FROM (SELECT id FROM {table} ORDER BY id LIMIT 1) s"), &[])?;
        if any == 0 {
            found.unknown.extend(sections.iter().map(|section| (*section, Unknown::NotConnected)));
        }
    }
    Ok(())
}

/// Codes that ran out; where stock was never counted, that is said.
pub(super) fn stock(look: &Look<'_>, found: &mut ShiftInputs) -> Result<()> {
    if stock::counted_at(look.db)?.is_none() {
        found.unknown.push((SectionKind::StockNotes, Unknown::NotConnected));
        return Ok(());
    }
    let sold_out = stock::sold_out(look.db, look.most)?;
    look.cut(sold_out.len(), &[SectionKind::StockNotes], found);
    for gone in sold_out {
        let title = SafeText::line(&format!("{} {}", gone.title, gone.sku));
        let about = About { nick: SafeText::line(&gone.code), title, ..About::default() };
        let key = format!("soldout:{}:{}", gone.code, gone.counted_at.ms());
        let why = Why::SoldOut { waiting: gone.waiting };
        found.notes.push(NoteRow { section: SectionKind::StockNotes, about, key, why });
    }
    Ok(())
}
