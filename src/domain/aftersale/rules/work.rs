//! The arithmetic of a deadline, with every part of it kept so that it can be told.

use super::super::case::Case;
use super::Rules;
use super::row::{Deadline, DeadlineOn, Extension, Lasts, OrderClock};
use crate::domain::campaign::{Campaign, Change};
use crate::domain::{Platform, ShopId, Span, Time};

/// A deadline worked out.
#[derive(Clone, PartialEq, Debug)]
pub struct Worked<'a> {
    /// What it counts from.
    pub start: Time,
    /// How long.
    pub lasts: Lasts,
    /// The campaign that changed how long, and how.
    pub campaign: Option<(&'a Campaign, Change)>,
    /// When it would be over without extensions.
    pub plain: Time,
    /// The extensions that moved it, each with what it moved it to.
    pub moved: Vec<(&'a Extension, Time)>,
    /// When it is over.
    pub end: Time,
}

/// Where a deadline is worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub platform: Platform,
    pub shop: Option<ShopId>,
}

impl Place {
    pub(super) const fn of(case: &Case) -> Self {
        Self { platform: case.platform, shop: Some(case.shop) }
    }
}

/// A deadline of an order that is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OrderAsk<'a> {
    /// The platform.
    pub platform: Platform,
    /// The shop, where known.
    pub shop: Option<ShopId>,
    /// Which.
    pub on: OrderClock,
    /// What the goods or the sale are, where a rule asks: `virtual`, `post`, `flash`, `big_sale`.
    pub tag: Option<&'a str>,
    /// When it began.
    pub start: Time,
}

/// A worked-out deadline of an order.
#[derive(Clone, PartialEq, Debug)]
pub struct Due<'a> {
    /// The shorter time.
    pub act_by: Time,
    /// The longer.
    pub presume_at: Time,
    /// The row.
    pub rule: &'a Deadline,
    /// The campaign that changed it, if one did.
    pub campaign: Option<&'a Campaign>,
}

/// A deadline of an order that stands still while a case is open.
#[derive(Clone, PartialEq, Debug)]
pub struct Held<'a> {
    /// The deadline, moved by as long as it has stood still.
    pub due: Due<'a>,
    /// Since when it stands still, while a case is open.
    pub stopped_at: Option<Time>,
}

impl Rules {
    /// Works `lasts` of a row out from `start`.
    pub(super) fn work(&self, row: &Deadline, lasts: Lasts, start: Time, place: Place) -> Worked<'_> {
        let zone = self.zone_of(place.shop);
        let campaign = match row.on {
            DeadlineOn::Order(clock) => self
                .campaign(place.platform, place.shop, start)
                .and_then(|campaign| campaign.change(clock).map(|change| (campaign, change))),
            _ => None,
        };
        let (lasts, more) = campaign.map_or((lasts, Span::ZERO), |(_, change)| changed(lasts, change));
        let plain = lasts.end(start, zone, &self.calendar).plus(more);
        let mut worked = Worked { start, lasts, campaign, plain, moved: Vec::new(), end: plain };
        for row in self.extensions.iter().filter(|extension| extension.is_about(row.on)) {
            let day = zone.day(worked.end);
            let meant = (row.platforms.is_empty() || row.platforms.contains(&place.platform))
                && self.meant_for(&row.shops, place.shop);
            if meant && row.from <= day && day <= row.to {
                worked.end = worked.end.plus(row.add);
                worked.moved.push((row, worked.end));
            }
        }
        worked
    }

    /// A deadline of an order; none when no row is known. A sale that runs when it begins marks the order, unless
    /// it is marked otherwise.
    pub fn order_deadline(&self, ask: &OrderAsk<'_>) -> Option<Due<'_>> {
        let place = Place { platform: ask.platform, shop: ask.shop };
        let sale = self.campaign(ask.platform, ask.shop, ask.start);
        let tag = ask.tag.or(sale.and_then(|campaign| campaign.tag.as_deref()));
        let day = self.zone_of(ask.shop).day(ask.start);
        let rule = self
            .deadlines
            .iter()
            .filter(|row| row.on == DeadlineOn::Order(ask.on) && row.platforms.contains(&ask.platform))
            .filter(|row| row.holds_on(day) && (row.tag.is_none() || row.tag.as_deref() == tag))
            .filter(|row| self.meant_for(&row.shops, ask.shop))
            .max_by_key(|row| row.rank())?;
        let (act, presume) =
            (self.work(rule, rule.act, ask.start, place), self.work(rule, rule.presume, ask.start, place));
        let tagged = sale.filter(|campaign| rule.tag.is_some() && rule.tag == campaign.tag);
        let campaign = act.campaign.map(|(campaign, _)| campaign).or(tagged);
        Some(Due { act_by: act.end, presume_at: presume.end.max(act.end), rule, campaign })
    }

    /// When the platform takes an order as received: its clock stands still while a case is open, and goes on with
    /// what was left once the last is closed. `cases` are begin and end of each.
    pub fn receipt(&self, ask: &OrderAsk<'_>, cases: &[(Time, Option<Time>)]) -> Option<Held<'_>> {
        let mut held = Held { due: self.order_deadline(ask)?, stopped_at: None };
        let mut cases: Vec<_> = cases.iter().filter(|(_, end)| end.is_none_or(|end| end > ask.start)).collect();
        cases.sort_by_key(|(begin, _)| *begin);
        // Up to here the pauses are counted already.
        let mut counted = ask.start;
        for (begin, end) in cases {
            let begin = (*begin).max(counted);
            if begin >= held.due.presume_at {
                break;
            }
            let Some(end) = *end else {
                held.stopped_at = Some(begin);
                break;
            };
            let pause = end.since(begin);
            if !pause.is_over() {
                held.due.act_by = held.due.act_by.plus(pause);
                held.due.presume_at = held.due.presume_at.plus(pause);
                counted = end;
            }
        }
        Some(held)
    }
}

/// A campaign's change of a time. Whole days stay days, so that they end at midnight also where clocks are changed.
fn changed(lasts: Lasts, change: Change) -> (Lasts, Span) {
    let days = |span: Span| {
        let day = Span::days(1).ms();
        (span.ms() % day == 0).then(|| u16::try_from(span.ms() / day).ok()).flatten()
    };
    match (lasts, change) {
        (Lasts::Days(_), Change::To(span)) => (days(span).map_or(Lasts::For(span), Lasts::Days), Span::ZERO),
        (_, Change::To(span)) => (Lasts::For(span), Span::ZERO),
        (Lasts::For(plain), Change::By(more)) => (Lasts::For(Change::By(more).of(plain)), Span::ZERO),
        (Lasts::Days(n), Change::By(more)) => match days(more) {
            Some(more) => (Lasts::Days(n.saturating_add(more)), Span::ZERO),
            None => (lasts, more),
        },
        (Lasts::WorkDays(_), Change::By(more)) => (lasts, more),
    }
}
