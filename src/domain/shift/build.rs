//! Builds the list: one pass per section, then the marks are taken off.

use std::collections::HashMap;

use super::items::{
    changed_item, follow_item, handover_item, inquiry_item, item, left_item, no_stock_item, note_item, notice_item,
    promise_item, ship_item, ticket_item, unpaid_item,
};
use super::{
    Act, CaseRow, Item, ItemKey, MarkKind, Section, SectionKind, ShiftInputs, ShiftList, ShiftMark, ShiftSettings,
    Unknown, Why,
};
use crate::domain::Time;
use crate::domain::aftersale::{Case, CaseClock, ClockView, OurStep, Party};
use crate::domain::notice::near;

/// The list as of `now`. Rows marked as done, or put off until later, are left out and counted.
pub fn build(inputs: &ShiftInputs, marks: &[ShiftMark], now: Time, settings: &ShiftSettings) -> ShiftList {
    let latest = latest(marks);
    let rows = |kind| match kind {
        SectionKind::CaseClocks => inputs.cases.iter().filter_map(|row| clock_item(row, now, settings)).collect(),
        SectionKind::LeftMessages => {
            inputs.messages.iter().filter(|row| row.waiting_since < settings.started_at).map(left_item).collect()
        }
        SectionKind::Unpaid => inputs.unpaid.iter().filter_map(|row| unpaid_item(row, now, settings)).collect(),
        SectionKind::ToShip => inputs.to_ship.iter().map(|row| ship_item(row, now, settings)).collect(),
        SectionKind::CasesWaiting => inputs.cases.iter().filter_map(|row| waiting_item(row, now, settings)).collect(),
        SectionKind::Promises => {
            let end_of_day = settings.zone.day_start(now).plus(crate::domain::Span::days(1));
            inputs.promises.iter().filter(|row| row.due_at < end_of_day).map(promise_item).collect()
        }
        SectionKind::NotesChanged => inputs.changed.iter().map(changed_item).collect(),
        SectionKind::SignedUnconfirmed => {
            inputs.follow.iter().filter_map(|row| follow_item(row, now, settings)).collect()
        }
        SectionKind::Handover => inputs.handover.iter().map(handover_item).collect(),
        SectionKind::Tickets => inputs.tickets.iter().map(ticket_item).collect(),
        SectionKind::Inquiries => inputs.inquiries.iter().filter_map(|row| inquiry_item(row, now, settings)).collect(),
        SectionKind::Reviews => inputs.notes.iter().filter(|row| row.section == kind).map(note_item).collect(),
        SectionKind::StockNotes => stock_notes(inputs, now, settings),
    };
    let has_notices = !near(&settings.notices, now).is_empty();
    let unknown = |kind| {
        let why = inputs.unknown.iter().find(|(of, _)| *of == kind).map(|(_, why)| *why);
        why.filter(|_| !(kind == SectionKind::StockNotes && has_notices))
    };
    let more = |kind| inputs.cut.contains(&kind);
    let begun = begun(&latest, settings.started_at);
    let of = |&kind| {
        let rows: Vec<Item> = rows(kind);
        let gone = begun.iter().filter(|key| key.section() == Some(kind) && !rows.iter().any(|row| row.key == ***key));
        let gone = gone.count();
        let section = section((kind, unknown(kind)), rows, &latest, now);
        Section { more: more(kind), done: section.done + gone, ..section }
    };
    let sections = SectionKind::ALL.iter().map(of).collect();
    ShiftList { at: now, sections, unconnected: inputs.unconnected.clone() }
}

/// The campaigns of the day, then codes that ran out.
fn stock_notes(inputs: &ShiftInputs, now: Time, settings: &ShiftSettings) -> Vec<Item> {
    let kind = SectionKind::StockNotes;
    let notices = near(&settings.notices, now);
    let never_counted = !notices.is_empty() && inputs.unknown.iter().any(|(of, _)| *of == kind);
    let codes = inputs.notes.iter().filter(|row| row.section == kind).map(note_item);
    notices.into_iter().map(notice_item).chain(never_counted.then(no_stock_item)).chain(codes).collect()
}

/// The cases whose clock's row was not marked as done, nor put off until later.
pub fn unmarked<'a>(cases: &'a [Case], marks: &[ShiftMark], now: Time) -> Vec<&'a Case> {
    let latest = latest(marks);
    let is_off = |case: &Case| {
        let mark = case.running().and_then(|clock| latest.get(&clock_key(case, clock)));
        mark.is_some_and(|mark| takes_off(mark, now))
    };
    cases.iter().filter(|case| !is_off(case)).collect()
}

fn latest(marks: &[ShiftMark]) -> HashMap<&ItemKey, &ShiftMark> {
    let mut latest: HashMap<&ItemKey, &ShiftMark> = HashMap::new();
    for mark in marks {
        let known = latest.entry(&mark.key).or_insert(mark);
        if mark.at >= known.at {
            *known = mark;
        }
    }
    latest
}

/// Rows whose act was begun in this shift. One that is gone since was worked off.
fn begun<'a>(latest: &HashMap<&'a ItemKey, &ShiftMark>, since: Time) -> Vec<&'a ItemKey> {
    let begun = latest.iter().filter(|(_, mark)| mark.kind == MarkKind::Begun && mark.at >= since);
    begun.map(|(key, _)| *key).collect()
}

fn takes_off(mark: &ShiftMark, now: Time) -> bool {
    match mark.kind {
        MarkKind::Done => true,
        MarkKind::Snoozed(until) => until > now,
        MarkKind::Undone | MarkKind::Begun => false,
    }
}

/// The key of a case's clock: another stage or another deadline is another row.
fn clock_key(case: &Case, clock: &CaseClock) -> ItemKey {
    ItemKey(format!("case:{}:{}:{}", case.id, case.stage.code(), clock.act_by.ms()))
}

fn section(
    (kind, unknown): (SectionKind, Option<Unknown>),
    rows: Vec<Item>,
    marks: &HashMap<&ItemKey, &ShiftMark>,
    now: Time,
) -> Section {
    let mut section = Section { kind, unknown, items: Vec::new(), more: false, done: 0, snoozed: 0 };
    for item in rows {
        match marks.get(&item.key).map(|mark| mark.kind) {
            // A review case stands here until it is closed.
            Some(MarkKind::Done) if item.act != Act::WorkReview => section.done += 1,
            Some(MarkKind::Snoozed(until)) if until > now => section.snoozed += 1,
            _ => section.items.push(item),
        }
    }
    section.items.sort_by(|a, b| order(a).cmp(&order(b)));
    section
}

/// Rows with something to do first, then those whose buyer keeps asking and tickets with their answer, then by when they
/// fall due, the oldest key last to decide.
fn order(item: &Item) -> (bool, bool, i64, &ItemKey) {
    let raised = matches!(item.why, Why::Urged { .. } | Why::TicketAnswered { .. });
    let at = match item.why {
        Why::Left { since }
        | Why::Unpaid { since, .. }
        | Why::Signed { at: since }
        | Why::Arrived { at: since }
        | Why::NoScan { since } => since,
        Why::Asked { since } => since,
        Why::Campaign { to, .. } => to,
        Why::NotShipped { since } | Why::Urged { since, .. } => item.due_at.unwrap_or(since),
        _ => item.due_at.unwrap_or(Time::from_ms(i64::MAX)),
    };
    (item.act == Act::Skip, !raised, at.ms(), &item.key)
}

fn clock_item(row: &CaseRow, now: Time, settings: &ShiftSettings) -> Option<Item> {
    let case = &row.case;
    if !is_due(case, now, settings) {
        return None;
    }
    let clock = case.running()?;
    let (why, act) = match &case.intention {
        Some(intention) => (Why::CaseIntended { step: intention.step }, Act::DoOnPlatform),
        None if clock.is_presumed_over(now) => (Why::CasePresumed { on_timeout: clock.on_timeout }, Act::CheckPlatform),
        None => (Why::CaseDue { on_timeout: clock.on_timeout }, Act::DecideCase),
    };
    Some(case_item(row, SectionKind::CaseClocks, clock_key(case, clock), Some(clock.act_by), why, act))
}

/// A clock that goes against us and runs out before the shift ends.
fn is_due(case: &Case, now: Time, settings: &ShiftSettings) -> bool {
    let ends_at = settings.ends_at(now);
    case.running().is_some_and(|clock| clock.favours != Some(Party::Seller) && clock.act_by <= ends_at)
}

fn waiting_item(row: &CaseRow, now: Time, settings: &ShiftSettings) -> Option<Item> {
    let case = &row.case;
    let ours = !matches!(case.our_step, OurStep::None | OurStep::Intercepted);
    if !case.is_open() || is_due(case, now, settings) || !(case.waits_for_us() || ours) {
        return None;
    }
    let (why, act) = match (&case.intention, case.clock_view()) {
        (Some(intention), _) => (Why::CaseIntended { step: intention.step }, Act::DoOnPlatform),
        (None, ClockView::None(why)) if case.waits_for_us() => (Why::CaseNoClock(why), Act::SetDeadline),
        (None, _) if ours => (Why::CaseOurStep(case.our_step), Act::DecideCase),
        (None, _) => (Why::CaseWaits, Act::DecideCase),
    };
    let key = ItemKey(format!("waits:{}:{}:{}", case.id, case.stage.code(), case.our_step.code()));
    let due_at = case.running().map(|clock| clock.act_by);
    Some(case_item(row, SectionKind::CasesWaiting, key, due_at, why, act))
}

fn case_item(row: &CaseRow, section: SectionKind, key: ItemKey, due_at: Option<Time>, why: Why, act: Act) -> Item {
    let amount = row.case.amount;
    Item { case: Some(row.case.id), due_at, amount, ..item(section, key.0, &row.about, why, act) }
}
