//! The list of the shift, and the one most urgent thing: the same for the screen and the command line.

use std::collections::HashSet;

use super::super::engine::{Engine, Result, read};
use super::super::{cases, orders};
use super::rows::{ROWS, inputs_to, pressing};
use super::{marks, started};
use crate::domain::aftersale::Rules;
use crate::domain::shift::{SectionKind, ShiftList, ShiftSettings, build, unmarked};
use crate::domain::urgency::{Soon, Target, Urgent, most_urgent};
use crate::domain::{By, CaseId, OrderId, PromiseId, Span, TicketId, Zone};

/// A parcel without a scan for so long stands still, as the to-do list counts it.
const STILL: Span = Span::days(5);

/// Of each step of the time left so many of the costliest cases are weighed that are not marked: one may be in view.
const CASES_A_STEP: usize = 12;

/// What the list shows, to be asked for by what it is about.
#[derive(Default)]
struct Shown {
    orders: HashSet<(SectionKind, OrderId)>,
    promises: HashSet<PromiseId>,
    tickets: HashSet<TicketId>,
}

impl Shown {
    fn of(list: &ShiftList) -> Self {
        let mut shown = Self::default();
        for section in &list.sections {
            for item in &section.items {
                shown.orders.extend(item.about.order.map(|order| (section.kind, order)));
                shown.promises.extend(item.promise);
                shown.tickets.extend(item.ticket);
            }
        }
        shown
    }
}

/// How the list is built for `by`, whose shift begins with the first look.
/// The shop's notices are the caller's to add.
pub fn settings(db: &dyn Engine, by: &By, unpaid_after: Span, zone: Zone, rules: &Rules) -> Result<ShiftSettings> {
    Ok(ShiftSettings { unpaid_after, reminders: rules.reminders(), zone, ..ShiftSettings::starting(started(db, by)?) })
}

/// The list as of `by`'s instant. Where a section has more rows than are read it says so; when all of those read are
/// worked off, it is read further, so that an empty section hides nothing.
pub fn list(db: &dyn Engine, by: &By, settings: &ShiftSettings, rules: &Rules) -> Result<ShiftList> {
    read(db, || {
        let marks = marks(db, by.at)?;
        let mut most = ROWS;
        loop {
            let list = build(&inputs_to(db, by, settings, rules, most)?, &marks, by.at, settings);
            if !list.sections.iter().any(|section| section.more && section.items.is_empty()) {
                return Ok(list);
            }
            most = most.saturating_mul(4);
        }
    })
}

/// The most urgent thing over chats, cases, unpaid orders, orders to ship, parcels, promises and tickets, but for `skip`,
/// which is open already. It only points; what was marked as done, or put off, is not pointed at again.
pub fn urgent(
    db: &dyn Engine,
    by: &By,
    settings: &ShiftSettings,
    rules: &Rules,
    skip: Option<Target>,
) -> Result<Option<Urgent>> {
    let now = by.at;
    let found = pressing(db, by, settings, rules)?;
    let marks = marks(db, now)?;
    let shown = Shown::of(&build(&found, &marks, now, settings));
    // Not those of the list: its rows are the earliest, and the old ones may fill it.
    let marked: HashSet<CaseId> = marks.iter().filter_map(|mark| mark.key.case()).collect();
    let cases = cases::harmful(db, now, &Soon::ENDS, CASES_A_STEP, &marked)?;
    let cases = unmarked(&cases, &marks, now);
    let mut all: Vec<Urgent> = cases.into_iter().filter_map(|case| Urgent::case(case, now)).collect();
    // A copied answer waits for its platform: who waits for words comes first.
    let words_wanted = found.messages.iter().any(|row| !row.copied && row.about.chat.map(Target::Chat) != skip);
    for row in found.messages.iter().filter(|row| !(row.copied && words_wanted)) {
        if let Some(chat) = row.about.chat {
            let order = row.about.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
            let stake = order.and_then(|order| order.amount());
            all.push(Urgent::chat(chat, row.due_at.unwrap_or(row.waiting_since), stake));
        }
    }
    for row in &found.unpaid {
        if let (Some(order), Some(closes), Ok(_)) =
            (row.about.order, row.facts.ends_at, settings.reminders.due(&row.facts, now, settings.zone))
            && shown.orders.contains(&(SectionKind::Unpaid, order))
        {
            all.push(Urgent::unpaid(order, closes, row.amount));
        }
    }
    for row in &found.to_ship {
        if let (Some(order), Some(ship_by)) = (row.about.order, row.ship_by)
            && shown.orders.contains(&(SectionKind::ToShip, order))
        {
            all.push(Urgent::to_ship(order, ship_by, row.amount));
        }
    }
    for row in &found.promises {
        if shown.promises.contains(&row.promise) {
            all.push(Urgent::promise(row.promise, row.due_at, None));
        }
    }
    for row in found.follow.iter().filter(|row| row.signed_at.is_none()) {
        if let Some(order) = row.about.order
            && shown.orders.contains(&(SectionKind::SignedUnconfirmed, order))
        {
            let since = row.last_scan_at.unwrap_or(row.shipped_at);
            all.push(Urgent::stalled(order, since.plus(STILL), row.amount));
        }
    }
    for row in &found.tickets {
        if shown.tickets.contains(&row.ticket.id) {
            all.push(Urgent::ticket(row.ticket.id, row.ticket.due_at));
        }
    }
    Ok(most_urgent(&all, &rules.urgency, now, skip))
}
