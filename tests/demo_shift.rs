//! A whole shift on the demo shop, in virtual time, through the same functions as a real one.

use std::sync::Arc;

use kefu::demo::script::End;
use kefu::demo::{DemoShop, Voice};
use kefu::domain::zone::CHINA;
use kefu::domain::{ChatState, Fact, Role, ShopKey, Time};
use kefu::runtime::demo::{Played, PlayedClock, make, play};
use kefu::store::intake::{Given, Intake};
use kefu::store::{Engine, Store, agents, conversations};

fn played(seed: u64, hours: i64, voice: Voice) -> Played {
    let now = Time::parse_rfc3339("2026-11-22T09:00:00+08:00").expect("time");
    let clock = PlayedClock::new(now);
    let store = Store::memory(Arc::new(clock.clone())).expect("store");
    let shop = DemoShop { voice, ..DemoShop::new(seed, now) };
    let rules = kefu::rules::embedded().expect("rules");
    let mut taking = Intake::new("demo", None, CHINA, now, false, &rules);
    let mut told = 0;
    let mut take = |db: &dyn Engine, key: &ShopKey, facts: Vec<Fact>| {
        told += facts.len();
        let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(key), fact }).collect();
        taking.apply(db, &given, None).map(drop)
    };
    let made = make(store.db(), &shop, CHINA, &mut take, &mut |_, _| Ok(())).expect("made");
    assert_eq!((made.chats, made.orders), (shop.size.chats, shop.size.orders));
    assert!(told > 800, "orders, lines and refunds: {told}");
    let who = agents::add(store.db(), "小林", "A07", None, Role::Aftersale, now).expect("agent");
    let played = play(store.db(), &clock, &shop, who, hours, CHINA).expect("played");
    let broken: Vec<_> = store.doctor().expect("checked").into_iter().filter(|check| !check.ok).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert!(conversations::in_state(store.db(), ChatState::Waiting, now, 10, 0).expect("list").is_empty());
    played
}

#[test]
fn a_played_hour_leaves_nobody_waiting_and_sends_nothing_twice() {
    for voice in [Voice::Zh, Voice::En] {
        let played = played(1, 1, voice);
        assert_eq!((played.unanswered, played.twice), (0, 0), "{played:?}");
        assert!(played.customers >= 15 && played.received > played.customers, "{played:?}");
        assert_eq!(played.ends.values().sum::<usize>(), played.customers, "{played:?}");
        assert_eq!(played.claims > 0, played.ends.contains_key(&End::CaseOpened), "{played:?}");
        assert!(played.steps > 5, "cases are decided while nobody waits: {played:?}");
        assert!(played.ends.keys().any(|e| matches!(e, End::Thanks | End::Paid)), "{played:?}");
    }
}

#[test]
fn one_seed_plays_the_same_shift() {
    assert_eq!(played(5, 1, Voice::Zh), played(5, 1, Voice::Zh));
}
