//! What is looked for, drawn from the file itself: rows of all ages, and the words that stand in them.

use std::collections::BTreeSet;

use kefu::domain::id::floor_of;
use kefu::domain::{ChatState, ConversationId, CustomerId, Order, OrderFilter, OrderId, Span, Time};
use kefu::store::{Engine, Result, conversations, messages, orders};

const DRAWN: usize = 400;

/// Things to look for.
#[derive(Default)]
pub(crate) struct Samples {
    pub(crate) numbers: Vec<String>,
    pub(crate) number_heads: Vec<String>,
    pub(crate) number_tails: Vec<String>,
    pub(crate) trackings: Vec<String>,
    pub(crate) tracking_heads: Vec<String>,
    pub(crate) phone_tails: Vec<String>,
    pub(crate) nicks: Vec<String>,
    pub(crate) nick_heads: Vec<String>,
    pub(crate) order_pairs: Vec<String>,
    pub(crate) order_singles: Vec<String>,
    pub(crate) order_words: Vec<String>,
    pub(crate) order_both: Vec<String>,
    pub(crate) message_pairs: Vec<String>,
    pub(crate) message_singles: Vec<String>,
    pub(crate) message_both: Vec<String>,
    pub(crate) nowhere: Vec<String>,
    chats: Vec<(ConversationId, CustomerId)>,
}

impl Samples {
    /// Draws them.
    pub(crate) fn drawn(db: &dyn Engine, now: Time) -> Result<Self> {
        let mut found = Samples {
            nowhere: ["龘靐", "魑魅魍魉", "没有这个", "麤", "zzqqxx", "退款龘"].map(str::to_owned).to_vec(),
            ..Samples::default()
        };
        let mut texts = BTreeSet::new();
        for n in 0..DRAWN {
            // From the newest to two years back, by the time in the id.
            let at = now.minus(Span::from_ms(Span::days(730).ms() / DRAWN as i64 * (n as i64 * 7 % DRAWN as i64)));
            let below = Some(OrderId::new(floor_of(at)));
            let Some(order) = orders::page(db, &OrderFilter { below, ..OrderFilter::default() }, 1, 0)?.pop() else {
                continue;
            };
            texts.insert(order.title.to_string());
            texts.insert(order.memo.to_string());
            found.take(&order);
        }
        (found.order_pairs, found.order_singles, found.order_words) = words(&texts);
        found.order_both = both(&found.order_pairs);
        let mut texts = BTreeSet::new();
        for state in [ChatState::Waiting, ChatState::Open, ChatState::Resolved] {
            for offset in (0..20_000).step_by(100) {
                for chat in conversations::in_state(db, state, now, 1, offset)? {
                    found.chats.push((chat.id, chat.customer));
                    if offset % 1_000 == 0 {
                        texts.extend(messages::page(db, chat.id, None, 20)?.into_iter().map(|m| m.text.to_string()));
                    }
                }
            }
        }
        (found.message_pairs, found.message_singles, _) = words(&texts);
        found.message_both = both(&found.message_pairs);
        Ok(found)
    }
    /// A chat and its customer, from all over the file.
    pub(crate) fn chat(&self, n: usize) -> (ConversationId, CustomerId) {
        self.chats[n * 7919 % self.chats.len()]
    }
    fn take(&mut self, order: &Order) {
        let head = |text: &str, n: usize| text.chars().take(n).collect::<String>();
        let tail = |text: &str, n: usize| text.chars().skip(text.chars().count().saturating_sub(n)).collect::<String>();
        self.number_heads.push(head(&order.number, 8));
        self.number_tails.push(tail(&order.number, 6));
        self.numbers.push(order.number.clone());
        if let Some(tracking) = order.tracking.first() {
            self.trackings.push(tracking.clone());
            self.tracking_heads.push(head(tracking, 6));
        }
        let phone = order.phone.to_string();
        if phone.chars().rev().take(4).all(|c| c.is_ascii_digit()) && phone.len() >= 4 {
            self.phone_tails.push(tail(&phone, 4));
        }
        self.nicks.push(order.buyer.to_string());
        self.nick_heads.push(head(order.buyer.as_ref(), 2));
    }
}

/// Pairs, single characters and longer pieces of the Chinese in these texts, each once.
fn words(texts: &BTreeSet<String>) -> (Vec<String>, Vec<String>, Vec<String>) {
    let is_chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let (mut pairs, mut singles, mut longer) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for text in texts {
        let chars: Vec<char> = text.chars().collect();
        for run in chars.split(|c| !is_chinese(c)) {
            singles.extend(run.iter().map(char::to_string));
            pairs.extend(run.windows(2).map(String::from_iter));
            longer.extend(run.windows(3).chain(run.windows(4)).map(String::from_iter));
        }
    }
    (pairs.into_iter().collect(), singles.into_iter().collect(), longer.into_iter().collect())
}

/// Words that seldom stand in one row.
fn both(pairs: &[String]) -> Vec<String> {
    pairs.iter().zip(pairs.iter().skip(pairs.len() / 2)).map(|(a, b)| format!("{a} {b}")).take(200).collect()
}
