//! Which replies are likeliest: by the words of the message, the order's state, the hour, and what this agent uses.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::set::ReplySet;
use crate::domain::phrases::Plain;
use crate::domain::reply::{Fields, QuickReply, ReplyLang};
use crate::domain::time::{Span, Time};
use crate::domain::zone::Zone;
use crate::domain::{Order, OrderStatus};

/// The longest message looked at, in bytes; what is asked stands in its first lines.
const MESSAGE_MAX: usize = 4096;

/// The chat at hand.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a, S = std::collections::hash_map::RandomState> {
    /// What the buyer wrote since the last answer.
    pub message: &'a str,
    /// The language to answer in.
    pub lang: ReplyLang,
    /// The state of the order named on the composer's edge; none without an order.
    pub status: Option<OrderStatus>,
    /// How long the order has stood in that state.
    pub in_state: Option<Span>,
    /// True while an after-sales case of the buyer is open.
    pub has_case: bool,
    /// The hour of the day in the shop's zone, 0 to 23.
    pub hour: u8,
    /// How often this agent used each code.
    pub uses: Option<&'a HashMap<String, u32, S>>,
    /// The values at hand: a reply that they leave with a hole is offered less readily.
    pub fields: Option<&'a Fields>,
}

impl<'a> Situation<'a> {
    /// The chat of a message and, where there is one, an order.
    pub fn new(message: &'a str, order: Option<&Order>, lang: ReplyLang, zone: Zone, now: Time) -> Self {
        let in_state = order.and_then(|o| {
            o.unpaid_for(now)
                .or_else(|| o.unshipped_for(now))
                .or_else(|| o.finished_at.or(o.shipped_at).or(o.created_at).map(|at| now.since(at)))
        });
        Situation {
            message,
            lang,
            status: order.map(|o| o.status),
            in_state,
            has_case: false,
            hour: u8::try_from(zone.hour(now)).unwrap_or(0),
            uses: None,
            fields: None,
        }
    }
}

/// The likeliest replies, best first. One that does not fit the order's state, the hour or the lack of a case is
/// never among them.
pub fn rank<'s, S: BuildHasher>(set: &'s ReplySet, situation: &Situation<'_, S>, limit: usize) -> Vec<&'s QuickReply> {
    let called = called(set, situation.message);
    let mut hits: Vec<(i32, usize)> = set
        .all()
        .iter()
        .enumerate()
        .filter(|(_, reply)| fits(reply, situation))
        .map(|(i, reply)| (-score(reply, called[i], situation), i))
        .collect();
    let few = limit.min(hits.len());
    if few < hits.len() {
        hits.select_nth_unstable(few);
        hits.truncate(few);
    }
    hits.sort_unstable();
    hits.into_iter().map(|(_, i)| &set.all()[i]).collect()
}

/// What the words of the message say for a reply: the longest phrase in full, the others a quarter.
#[derive(Clone, Copy, Default)]
struct Call {
    best: i32,
    sum: i32,
}

fn called(set: &ReplySet, message: &str) -> Vec<Call> {
    let mut end = message.len().min(MESSAGE_MAX);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    let plain = Plain::new(&message[..end]);
    let mut calls = vec![Call::default(); set.len()];
    let mut seen = Vec::new();
    set.phrases().each(&plain, |phrase, range| {
        if seen.contains(&phrase) {
            return;
        }
        seen.push(phrase);
        let says = weight_of(&plain.as_str()[range]);
        for reply in set.called_by(phrase) {
            let call = &mut calls[*reply as usize];
            call.best = call.best.max(says);
            call.sum = call.sum.saturating_add(says);
        }
    });
    calls
}

/// A longer phrase says more: 2 Chinese characters 160, 6 of them 280; a letter counts as two fifths of one.
fn weight_of(phrase: &str) -> i32 {
    let units: i32 = phrase.chars().map(|c| if c.is_ascii() { 4 } else { 10 }).sum();
    100 + 3 * units.min(100)
}

fn fits<S>(reply: &QuickReply, situation: &Situation<'_, S>) -> bool {
    reply.lang == situation.lang
        && reply.scope.fits(situation.status)
        && (!reply.needs_case || situation.has_case)
        && reply.hours.is_none_or(|h| h.holds(situation.hour))
        && reply.after.is_none_or(|after| situation.in_state.is_some_and(|stood| stood >= after))
}

fn score<S: BuildHasher>(reply: &QuickReply, call: Call, situation: &Situation<'_, S>) -> i32 {
    let words = call.best + ((call.sum - call.best) / 4).min(100);
    let narrow = 2 * (10 - i32::try_from(reply.scope.width()).unwrap_or(10));
    let used = situation
        .uses
        .and_then(|uses| uses.get(&*reply.code))
        .map_or(0, |n| 4 * i32::try_from((n + 1).ilog2()).unwrap_or(0))
        .min(28);
    let ripe = if reply.after.is_some() { 12 } else { 0 };
    let timely = if reply.hours.is_some() { 10 } else { 0 };
    let in_case = if reply.needs_case { 15 } else { 0 };
    let weight = i32::from(reply.weight) * if call.best > 0 { 2 } else { 10 };
    words + narrow + used + ripe + timely + in_case + weight - 10 * holes(reply, situation.fields).min(3)
}

fn holes(reply: &QuickReply, fields: Option<&Fields>) -> i32 {
    let open = reply.text.needs().filter(|p| fields.is_some_and(|f| f.value(*p).is_none()));
    i32::try_from(open.count()).unwrap_or(i32::MAX)
}
