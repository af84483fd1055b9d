//! One message to many buyers: who gets one, who is passed over and why, how they leave.

use std::collections::{HashMap, HashSet};

use super::id::{ConversationId, OrderId, ShopId};
use super::reminder::Skip;
use super::time::{Span, Time};

/// How bulk messages leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// So far apart.
    pub apart: Span,
    /// At most so many from one shop in a day.
    pub per_day: usize,
}

impl Default for Pace {
    /// Five seconds apart, two hundred a day.
    fn default() -> Self {
        Self { apart: Span::secs(5), per_day: 200 }
    }
}

/// A row that was chosen for a bulk message.
#[derive(Clone, PartialEq, Debug)]
pub struct BulkRow {
    /// The order.
    pub order: OrderId,
    /// Its shop.
    pub shop: ShopId,
    /// What its buyer is known by.
    pub buyer: String,
    /// The chat it would go to.
    pub chat: Option<ConversationId>,
    /// True when the chat can only be answered through the clipboard.
    pub copies: bool,
    /// Why the engine would send none.
    pub skip: Option<Skip>,
    /// The text; none when the reply could not be filled.
    pub text: Option<String>,
}

/// Why a row gets no bulk message.
#[derive(Clone, PartialEq, Debug)]
pub enum BulkSkip {
    /// A stop rule of the engine.
    Rule(Skip),
    /// The buyer gets one about another order already.
    SameBuyer(OrderId),
    /// kefu cannot send there; bulk messages never go through the clipboard.
    Clipboard,
    /// No chat with the buyer is known.
    NoChat,
    /// A gap of the reply could not be filled.
    Gap,
    /// The shop has sent as many as it may today.
    Ceiling,
}

impl BulkSkip {
    /// Its code word in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            BulkSkip::Rule(skip) => skip.code(),
            BulkSkip::SameBuyer(_) => "same_buyer",
            BulkSkip::Clipboard => "clipboard",
            BulkSkip::NoChat => "no_chat",
            BulkSkip::Gap => "gap",
            BulkSkip::Ceiling => "ceiling",
        }
    }
}

/// What will be sent, and what not: every row that was chosen is in one of the two.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BulkPlan {
    /// One message a buyer: the order, the chat, the text.
    pub sends: Vec<(OrderId, ConversationId, String)>,
    /// The others, and why.
    pub skipped: Vec<(OrderId, BulkSkip)>,
}

/// Plans a bulk: one message a buyer, none against a rule, none through the clipboard, none above the ceiling.
/// `today` says how many a shop has sent in bulk today.
pub fn plan(rows: &[BulkRow], today: &HashMap<ShopId, usize>, pace: Pace) -> BulkPlan {
    let mut plan = BulkPlan::default();
    let mut buyers: HashMap<&str, OrderId> = HashMap::new();
    let mut seen: HashSet<OrderId> = HashSet::new();
    let mut sent = today.clone();
    for row in rows {
        if !seen.insert(row.order) {
            continue;
        }
        let count = sent.entry(row.shop).or_default();
        let skip = match (&row.skip, row.chat, &row.text) {
            (Some(skip), ..) => BulkSkip::Rule(skip.clone()),
            (None, None, _) => BulkSkip::NoChat,
            _ if row.copies => BulkSkip::Clipboard,
            _ if buyers.contains_key(row.buyer.as_str()) => BulkSkip::SameBuyer(buyers[row.buyer.as_str()]),
            (None, Some(_), None) => BulkSkip::Gap,
            _ if *count >= pace.per_day => BulkSkip::Ceiling,
            (None, Some(chat), Some(text)) => {
                *count += 1;
                buyers.insert(&row.buyer, row.order);
                plan.sends.push((row.order, chat, text.clone()));
                continue;
            }
        };
        plan.skipped.push((row.order, skip));
    }
    plan
}

/// How long each message of a bulk is held before it leaves: the first as always, each later one a step more.
pub fn holds(count: usize, first: Span, pace: Pace) -> Vec<Span> {
    let step = |n: usize| i64::try_from(n).unwrap_or(i64::MAX).saturating_mul(pace.apart.ms());
    (0..count).map(|n| Span::from_ms(first.ms().saturating_add(step(n)))).collect()
}

/// When the last message of a bulk leaves that begins at `now`.
pub fn ends_at(now: Time, count: usize, first: Span, pace: Pace) -> Time {
    holds(count, first, pace).last().map_or(now, |hold| now.plus(*hold))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(order: i64, buyer: &str) -> BulkRow {
        BulkRow {
            order: OrderId::new(order),
            shop: ShopId::new(1),
            buyer: buyer.to_owned(),
            chat: Some(ConversationId::new(order)),
            copies: false,
            skip: None,
            text: Some("亲".to_owned()),
        }
    }

    #[test]
    fn a_buyer_of_three_orders_gets_one_message_and_everyone_else_a_reason() {
        let rows = [
            row(1, "li"),
            row(2, "li"),
            BulkRow { copies: true, ..row(3, "wang") },
            BulkRow { chat: None, ..row(4, "zhao") },
            BulkRow { skip: Some(Skip::DoNotContact), ..row(5, "qian") },
            BulkRow { text: None, ..row(6, "sun") },
            row(7, "zhou"),
            row(8, "wu"),
        ];
        let plan = plan(&rows, &HashMap::from([(ShopId::new(1), 3)]), Pace { per_day: 5, ..Pace::default() });
        assert_eq!(plan.sends.iter().map(|send| send.0.raw()).collect::<Vec<_>>(), [1, 7]);
        let why: Vec<_> = plan.skipped.iter().map(|(order, skip)| (order.raw(), skip.code())).collect();
        assert_eq!(
            why,
            [(2, "same_buyer"), (3, "clipboard"), (4, "no_chat"), (5, "do_not_contact"), (6, "gap"), (8, "ceiling")]
        );
    }

    #[test]
    fn messages_leave_one_after_the_other() {
        let pace = Pace { apart: Span::secs(5), per_day: 9 };
        assert_eq!(holds(3, Span::secs(5), pace), [Span::secs(5), Span::secs(10), Span::secs(15)]);
        assert_eq!(ends_at(Time::from_ms(0), 3, Span::secs(5), pace), Time::from_ms(15_000));
    }

    proptest! {
        #[test]
        fn every_row_is_sent_or_has_a_reason_and_no_buyer_hears_twice(
            picked in prop::collection::vec((0i64..40, 0u8..12, any::<bool>(), any::<bool>()), 0..60),
            per_day in 0usize..20, sent in 0usize..20,
        ) {
            let rows: Vec<BulkRow> = picked
                .iter()
                .map(|(n, buyer, copies, text)| BulkRow {
                    copies: *copies,
                    text: text.then(|| "x".to_owned()),
                    ..row(*n, &buyer.to_string())
                })
                .collect();
            let today = HashMap::from([(ShopId::new(1), sent)]);
            let plan = plan(&rows, &today, Pace { per_day, ..Pace::default() });
            let orders: HashSet<_> = rows.iter().map(|row| row.order).collect();
            prop_assert_eq!(plan.sends.len() + plan.skipped.len(), orders.len());
            prop_assert!(plan.sends.len() <= per_day.saturating_sub(sent));
            let first = |order| rows.iter().find(|row| row.order == order).map(|row| &row.buyer);
            let buyers: HashSet<_> = plan.sends.iter().filter_map(|send| first(send.0)).collect();
            prop_assert_eq!(buyers.len(), plan.sends.len());
        }
    }
}
