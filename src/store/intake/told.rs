//! What a row says of an order and what a fact says, and which of them is believed.

use super::super::engine::{Result, Row};
use super::RowHash;
use super::doubt::Doubts;
use crate::domain::facts::is_masked;
use crate::domain::{FactSource, Money, OrderFacts, OrderStatus, RawText, Time};

const INTS: usize = 12;
const TEXTS: usize = 10;

/// The part of an order that files tell of: what stands in the row, or what a fact says.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Told {
    pub(super) status: String,
    pub(super) raw_status: String,
    /// payable, paid, freight, refunded, then the times, then pieces.
    pub(super) ints: [Option<i64>; INTS],
    /// buyer, receiver, phone, address, carrier, tracking, memo, message, title, raw.
    pub(super) texts: [String; TEXTS],
}

pub(super) struct Existing {
    pub(super) id: i64,
    pub(super) rank: i64,
    pub(super) hash: i64,
    pub(super) told: Told,
    pub(super) customer: Option<i64>,
    pub(super) conflict: Option<String>,
    pub(super) source: String,
}

pub(super) fn clear(text: &str) -> &str {
    if is_masked(text) { "" } else { text }
}

pub(super) fn minor(money: Option<Money>) -> Option<i64> {
    money.map(Money::minor)
}

pub(super) fn existing(row: &dyn Row) -> Result<Existing> {
    let mut told = Told { status: row.text(4)?.to_owned(), raw_status: row.text(5)?.to_owned(), ..Told::default() };
    for (i, slot) in told.ints.iter_mut().enumerate() {
        *slot = row.opt_int(6 + i)?;
    }
    for (i, slot) in told.texts.iter_mut().enumerate() {
        *slot = row.opt_text(6 + INTS + i)?.unwrap_or_default().to_owned();
    }
    Ok(Existing {
        id: row.int(0)?,
        rank: row.int(1)?,
        hash: row.int(2)?,
        told,
        customer: row.opt_int(6 + INTS + TEXTS)?,
        conflict: row.opt_text(7 + INTS + TEXTS)?.map(str::to_owned),
        source: row.text(8 + INTS + TEXTS)?.to_owned(),
    })
}

fn told(facts: &OrderFacts) -> Told {
    let at = |time: Option<Time>| time.map(Time::ms);
    let text = |raw: &RawText| raw.unclean().to_owned();
    Told {
        status: facts.status.map_or("", OrderStatus::code).to_owned(),
        raw_status: text(&facts.raw_status),
        ints: [
            minor(facts.payable),
            minor(facts.paid),
            minor(facts.freight),
            minor(facts.refunded),
            at(facts.created_at),
            at(facts.paid_at),
            at(facts.shipped_at),
            at(facts.finished_at),
            at(facts.ship_by),
            at(facts.last_scan_at),
            at(facts.signed_at),
            facts.pieces,
        ],
        texts: [
            text(&facts.buyer),
            text(&facts.receiver),
            text(&facts.phone),
            text(&facts.address),
            text(&facts.carrier),
            facts.tracking.clone(),
            text(&facts.memo),
            text(&facts.buyer_message),
            text(&facts.title),
            facts.extra.clone(),
        ],
    }
}

const MEMO: usize = 6;

/// The row after a fact.
pub(super) struct Merged {
    pub(super) told: Told,
    /// What sources still say differently.
    pub(super) conflict: Option<String>,
    /// True when the fact is older than the row: it was not believed.
    pub(super) stale: bool,
    /// True when this fact and the row disagree.
    pub(super) disagrees: bool,
}

/// The row after a fact of `source`, and what was not believed.
pub(super) fn merged(old: &Existing, facts: &OrderFacts, rank: i64, source: &str) -> Merged {
    let says = told(facts);
    let mut new = old.told.clone();
    let better = rank <= old.rank;
    // A file may be an old one; who was asked just now is not.
    let live = rank == FactSource::Live.rank();
    let stale =
        better && rank == old.rank && !live && !says.status.is_empty() && goes_back(&old.told.status, &says.status);
    let mut doubts = Doubts::read(old.conflict.as_deref());
    doubts.forget(source, &says);
    let before = doubts.clone();
    if stale {
        doubts.add(source, "status", &says.status);
    } else if better && rank < old.rank && old.source != source {
        // The better source takes over; what the lesser one had said is not forgotten.
        doubts.forget(&old.source, &old.told);
        disagreements(&mut doubts, &old.source, &says, &old.told);
    } else if !better {
        disagreements(&mut doubts, source, &old.told, &says);
    }
    if better && !stale && !says.status.is_empty() {
        (new.status, new.raw_status) = (says.status, says.raw_status);
    }
    for (i, (slot, value)) in new.ints.iter_mut().zip(says.ints).enumerate() {
        // Amounts of an order come from a source that speaks for whole orders, or from nobody better.
        let blank = slot.is_none() || (i == INTS - 1 && *slot == Some(0));
        let may = if better { !stale || blank } else { blank && i >= 4 };
        if value.is_some() && may {
            *slot = value;
        }
    }
    for (i, (slot, value)) in new.texts.iter_mut().zip(says.texts).enumerate() {
        let covers = is_masked(&value) && !slot.is_empty() && !is_masked(slot);
        let blank = slot.is_empty() || (is_masked(slot) && !is_masked(&value));
        // A memo is only ever added to: one that goes on from what is known is the newer one, any other stays with us.
        let goes_on = i != MEMO || value.starts_with(slot.as_str());
        let may = if better && goes_on { !covers && !stale } else { blank };
        if !value.is_empty() && (may || blank) {
            *slot = value;
        }
    }
    doubts.settle(&new);
    let disagrees = doubts.has_beyond(&before);
    Merged { told: new, conflict: doubts.column(), stale, disagrees }
}

/// Notes where `lesser`, told by `source`, says something else than `better`.
fn disagreements(doubts: &mut Doubts, source: &str, better: &Told, lesser: &Told) {
    let known = |status: &str| OrderStatus::parse(status).is_some_and(|s| s != OrderStatus::Unknown);
    if lesser.status != better.status && known(&lesser.status) && known(&better.status) {
        doubts.add(source, "status", &lesser.status);
    }
    for (i, field) in AMOUNTS.iter().enumerate() {
        let (Some(best), Some(less)) = (better.ints[i], lesser.ints[i]) else { continue };
        // The shares of lines do not hold the freight.
        let without_freight = better.ints[2].and_then(|freight| best.checked_sub(freight));
        if less != best && !(*field == "paid" && without_freight == Some(less)) {
            doubts.add(source, field, &less.to_string());
        }
    }
}

const AMOUNTS: [&str; 4] = ["payable", "paid", "freight", "refunded"];

impl Told {
    /// What the row says of a field a source may doubt.
    pub(super) fn said(&self, field: &str) -> Option<String> {
        if field == "status" {
            return (!self.status.is_empty()).then(|| self.status.clone());
        }
        let at = AMOUNTS.iter().position(|amount| *amount == field)?;
        self.ints[at].map(|minor| minor.to_string())
    }
}

/// True when an order would step back in its life: an older file read after a newer one.
fn goes_back(old: &str, new: &str) -> bool {
    let (Some(old), Some(new)) = (OrderStatus::parse(old), OrderStatus::parse(new)) else { return false };
    old != OrderStatus::Unknown && new != OrderStatus::Unknown && new < old
}

pub(super) fn hash(facts: &OrderFacts) -> i64 {
    let mut h = RowHash::new();
    h.int(facts.status.map_or(-1, |s| s as i64));
    for money in [facts.payable, facts.paid, facts.freight, facts.refunded] {
        h.opt(minor(money));
    }
    for time in [
        facts.created_at,
        facts.paid_at,
        facts.shipped_at,
        facts.finished_at,
        facts.ship_by,
        facts.last_scan_at,
        facts.signed_at,
    ] {
        h.opt(time.map(Time::ms));
    }
    h.opt(facts.pieces);
    for text in [
        &facts.raw_status,
        &facts.buyer,
        &facts.receiver,
        &facts.phone,
        &facts.address,
        &facts.carrier,
        &facts.memo,
        &facts.buyer_message,
        &facts.title,
    ] {
        h.text(text.unclean());
    }
    h.text(&facts.tracking);
    h.text(&facts.extra);
    h.done()
}
