//! Writing the demo shop into a data file, by the same functions that take in real orders and chats.

use crate::demo::shop::{ChatSeed, SHOPS};
use crate::demo::{DemoShop, channel_name};
use crate::domain::facts::{Fact, ShopKey};
use crate::domain::worklog::LogLinks;
use crate::domain::{AgentId, By, Problem, RawText, Role, SafeText, ShopId, Span, Time, Zone};
use crate::store::intake;
use crate::store::messages::{History, Past, Peer};
use crate::store::{Engine, agents, conversations, goods, messages, orders, promises, shops, worklog, write};

/// How soon an answer is promised.
pub const ANSWER_WITHIN: Span = Span::minutes(3);

/// How many orders, or messages, go into one transaction.
const BATCH: usize = 500;

/// From how many messages on their words are indexed behind them.
const MANY: u64 = 20_000;

/// Takes in what is told of the orders of one shop, about 500 orders at a time.
pub type Intake<'a> = dyn FnMut(&dyn Engine, &ShopKey, Vec<Fact>) -> Result<(), Problem> + 'a;

/// What was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Made {
    /// Orders.
    pub orders: u64,
    /// Chats.
    pub chats: u64,
    /// Messages over all of them.
    pub messages: u64,
    /// After-sales cases that are open.
    pub open_cases: usize,
}

/// Writes a shop into an empty data file. `progress` hears how many orders and chats are done and how many there will
/// be; it can stop the work with a problem.
///
pub fn make(
    db: &dyn Engine,
    shop: &DemoShop,
    zone: Zone,
    intake: &mut Intake<'_>,
    progress: &mut dyn FnMut(u64, u64) -> Result<(), Problem>,
) -> Result<Made, Problem> {
    let shop_ids = write(db, || shop_rows(db, zone, shop.now))?;
    let mut made = Made::default();
    let total = shop.size.orders + shop.size.chats;
    take_in_orders(db, shop, intake, &mut made, &mut |done| progress(done, total))?;
    intake(db, &SHOPS[0].key(), shop.goods())?;
    goods::settle(db)?;
    // Chats look for their buyers' orders: by index, or a large shop is never done.
    intake::finish_pending(db, true, &mut |_| true)?;
    // Who served yesterday, so that undoing begins with what is done today.
    let colleague = match agents::by_name(db, "阿泽")? {
        Some(agent) => agent,
        None => agents::add(db, "阿泽", "A09", None, Role::Presale, shop.now)?,
    };
    let mut batch: Vec<ChatSeed> = Vec::new();
    let mut waiting = 0;
    let text_follows = shop.size.messages > MANY && intake::postpone_messages(db)?;
    // The oldest first: ids follow time, and a tree grows best at its end.
    for chat in shop.chats().rev() {
        waiting += chat.messages.len();
        batch.push(chat);
        if waiting >= BATCH {
            keep_chats(db, &batch, &shop_ids, (colleague.id, text_follows), &mut made)?;
            (waiting, _) = (0, batch.clear());
            progress(made.orders + made.chats, total)?;
        }
    }
    keep_chats(db, &batch, &shop_ids, (colleague.id, text_follows), &mut made)?;
    write(db, || desk(db, shop, zone, colleague.id))?;
    intake::finish_pending(db, true, &mut |_| true)?;
    conversations::rank_buyers(db)?;
    progress(total, total)?;
    Ok(made)
}

type ShopIds = Vec<ShopId>;

fn shop_rows(db: &dyn Engine, zone: Zone, now: Time) -> Result<ShopIds, Problem> {
    let mut ids = Vec::new();
    for seed in SHOPS {
        let shop = shops::ensure(db, seed.platform, seed.name, "", zone, now)?;
        shops::describe(db, shop.id, &SafeText::line(seed.tag), zone)?;
        ids.push(shop.id);
    }
    Ok(ids)
}

fn take_in_orders(
    db: &dyn Engine,
    shop: &DemoShop,
    intake: &mut Intake<'_>,
    made: &mut Made,
    progress: &mut dyn FnMut(u64) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut facts: Vec<Vec<Fact>> = SHOPS.iter().map(|_| Vec::new()).collect();
    for seed in shop.orders().rev() {
        made.open_cases += usize::from(seed.refund.as_ref().is_some_and(|r| r.closed_at.is_none()));
        made.orders += 1;
        let nth = SHOPS.iter().position(|s| *s == seed.shop).unwrap_or(0);
        if let Some(of_shop) = facts.get_mut(nth) {
            of_shop.extend(seed.into_facts());
        }
        if made.orders.is_multiple_of(BATCH as u64) {
            hand_over(db, intake, &mut facts)?;
            progress(made.orders)?;
        }
    }
    hand_over(db, intake, &mut facts)
}

fn hand_over(db: &dyn Engine, intake: &mut Intake<'_>, facts: &mut [Vec<Fact>]) -> Result<(), Problem> {
    for (seed, facts) in SHOPS.iter().zip(facts) {
        if !facts.is_empty() {
            intake(db, &seed.key(), std::mem::take(facts))?;
        }
    }
    Ok(())
}

fn keep_chats(
    db: &dyn Engine,
    chats: &[ChatSeed],
    shops: &ShopIds,
    (agent, text_follows): (AgentId, bool),
    made: &mut Made,
) -> Result<(), Problem> {
    write(db, || {
        for chat in chats {
            let nth = SHOPS.iter().position(|s| *s == chat.shop).unwrap_or(0);
            let peer = Peer {
                channel: &channel_name(chat.shop),
                platform: chat.shop.platform,
                shop: shops.get(nth).copied(),
                answer_within: ANSWER_WITHIN,
            };
            let past: Vec<Past<'_>> =
                chat.messages.iter().map(|m| Past { at: m.at, from: m.from, text: &m.text, state: m.state }).collect();
            let history = History {
                peer,
                key: &chat.peer,
                nick: &RawText::new(chat.peer.clone()),
                order: chat.order.as_deref(),
                state: chat.state,
                snoozed_until: chat.snoozed_until,
                agent: Some(agent),
                messages: &past,
                text_follows,
            };
            messages::keep_history(db, &history)?;
            made.chats += 1;
            made.messages += chat.messages.len() as u64;
        }
        Ok(())
    })
}

/// What else lies on the desk: promises that fall due, and the work log of the week.
fn desk(db: &dyn Engine, shop: &DemoShop, zone: Zone, agent: AgentId) -> Result<(), Problem> {
    for entry in shop.log() {
        let by = By::new(Some(agent), entry.at, zone);
        let text = worklog::LogText {
            problem: SafeText::line(entry.problem),
            cause: SafeText::line(entry.cause),
            fix: SafeText::line(entry.fix),
            kind: SafeText::line(entry.kind),
        };
        let order = orders::by_number(db, &entry.order)?.first().map(|o| o.id);
        worklog::add(db, &by, &text, &LogLinks { order, ..LogLinks::default() })?;
    }
    for promise in shop.promises() {
        let by = By::new(Some(agent), promise.made_at, zone);
        let order = orders::by_number(db, &promise.order)?.into_iter().next();
        let to = promises::PromiseTo {
            customer: order.as_ref().and_then(|o| o.customer),
            conversation: None,
            order: order.map(|o| o.id),
        };
        promises::add(db, &by, to, &SafeText::line(promise.text), promise.due_at)?;
    }
    Ok(())
}
