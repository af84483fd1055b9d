//! The generated shop: the same from one seed, and nothing in it that could not be.

use std::collections::HashSet;

use kefu::demo::shop::{SHOPS, Size};
use kefu::demo::{Book, DemoShop, Need, Voice};
use kefu::domain::facts::is_masked;
use kefu::domain::{ChatState, Money, OrderStatus, Sender, Span, Time};

fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T14:03:00+08:00").expect("time")
}

fn shop(seed: u64) -> DemoShop {
    DemoShop::new(seed, now())
}

fn large() -> DemoShop {
    DemoShop { size: Size { orders: 30_000, chats: 3_000, open_chats: 100, messages: 150_000 }, ..shop(1) }
}

#[test]
fn one_seed_makes_the_same_shop() {
    assert!(shop(1).orders().eq(shop(1).orders()));
    assert!(shop(1).chats().eq(shop(1).chats()));
    assert_eq!(
        (shop(1).promises(), shop(1).log(), shop(1).cast()),
        (shop(1).promises(), shop(1).log(), shop(1).cast())
    );
    assert!(!shop(1).orders().eq(shop(2).orders()));
}

#[test]
fn the_money_of_every_order_adds_up() {
    for seed in shop(3).orders().chain(large().orders().take(5_000)) {
        let order = &seed.order;
        let sum: i64 = seed.lines.iter().map(|l| l.price.map_or(0, Money::minor) * l.quantity.unwrap_or(0)).sum();
        let (payable, freight) = (order.payable.expect("payable").minor(), order.freight.expect("freight").minor());
        assert!(payable > 0 && payable <= sum + freight, "{payable} of {sum}");
        if let Some(paid) = order.paid {
            assert_eq!(paid.minor(), payable);
            let of_lines: i64 = seed.lines.iter().map(|l| l.paid.expect("paid").minor()).sum();
            assert_eq!(of_lines + freight, paid.minor(), "lines and freight make what was paid");
        }
        if let Some(refund) = &seed.refund {
            assert!(refund.amount.expect("amount").minor() <= order.paid.expect("paid").minor());
        }
        assert_eq!(order.pieces, Some(seed.lines.iter().filter_map(|l| l.quantity).sum()));
    }
}

#[test]
fn the_times_of_every_order_follow_each_other_and_lie_behind_us() {
    for seed in shop(5).orders().chain(large().orders().take(5_000)) {
        let o = &seed.order;
        let times: Vec<Time> =
            [o.created_at, o.paid_at, o.shipped_at, o.signed_at, o.finished_at].into_iter().flatten().collect();
        assert!(times.is_sorted(), "{o:?}");
        assert!(times.iter().all(|at| *at <= now()));
        let status = o.status.expect("status");
        assert_eq!(o.shipped_at.is_some(), matches!(status, OrderStatus::Shipped | OrderStatus::Success));
        assert_eq!(o.shipped_at.is_some(), !o.tracking.is_empty());
        assert_eq!(status.is_open(), o.finished_at.is_none());
        assert!(!o.raw_status.unclean().is_empty());
        if let Some(r) = &seed.refund {
            assert!(r.applied_at.expect("applied") <= now() && r.applied_at >= o.paid_at);
            assert!(r.returned_at.is_none_or(|at| at <= now()));
            assert_eq!(r.deadline.is_some(), r.closed_at.is_none());
            assert!(r.deadline.is_none_or(|at| at > now()));
        }
    }
}

#[test]
fn numbers_are_unique_and_people_are_invented() {
    let (mut numbers, mut refunds) = (HashSet::new(), HashSet::new());
    for seed in large().orders() {
        assert!(seed.order.phone.unclean().starts_with("120") && seed.order.phone.unclean().len() == 11);
        assert!(!is_masked(seed.order.receiver.unclean()));
        if let Some(refund) = seed.refund {
            assert!(refunds.insert(refund.platform_id));
        }
        assert!(numbers.insert((seed.shop.platform, seed.order.number)));
    }
}

#[test]
fn the_desk_has_work_of_every_kind_whatever_the_seed() {
    for seed in 1..=20 {
        let shop = shop(seed);
        let orders: Vec<_> = shop.orders().collect();
        let count = |f: &dyn Fn(&kefu::demo::shop::OrderSeed) -> bool| orders.iter().filter(|o| f(o)).count();
        let is = |status| move |o: &kefu::demo::shop::OrderSeed| o.order.status == Some(status);
        for status in
            [OrderStatus::Unpaid, OrderStatus::ToShip, OrderStatus::Shipped, OrderStatus::Success, OrderStatus::Closed]
        {
            assert!(count(&is(status)) >= 8, "seed {seed}: {status:?}");
        }
        let old_unpaid = count(&|o| {
            o.order.status == Some(OrderStatus::Unpaid)
                && now().since(o.order.created_at.expect("time")) >= Span::hours(12)
        });
        assert!((3..=40).contains(&old_unpaid), "seed {seed}: {old_unpaid} unpaid for 12 h");
        let open = |o: &kefu::demo::shop::OrderSeed| o.refund.as_ref().is_some_and(|r| r.closed_at.is_none());
        let near = |o: &kefu::demo::shop::OrderSeed| {
            o.refund.as_ref().and_then(|r| r.deadline).is_some_and(|d| d.since(now()) < Span::hours(24))
        };
        assert!((6..=40).contains(&count(&open)), "seed {seed}: {} open cases", count(&open));
        assert!(count(&near) >= 2, "seed {seed}: {} cases near their clocks", count(&near));
        for seed_shop in SHOPS {
            assert!(count(&|o| o.shop == seed_shop) >= 40, "{}", seed_shop.name);
        }
        assert!(count(&|o| !o.order.memo.unclean().is_empty()) >= 8);
        let cast = shop.cast();
        for need in Need::ALL {
            assert!(cast.iter().filter(|c| c.has == need).count() >= 3, "seed {seed}: nobody with {need:?}");
        }
        let peers: HashSet<&str> = cast.iter().map(|c| c.peer.as_str()).collect();
        assert_eq!(peers.len(), cast.len());
    }
}

#[test]
fn every_chat_reads_in_order_and_stands_as_its_last_message_says() {
    for shop in [shop(1), DemoShop { voice: Voice::En, ..shop(2) }, large()] {
        let mut peers = HashSet::new();
        let (mut waiting, mut messages) = (0, 0);
        for chat in shop.chats() {
            assert!(peers.insert((chat.shop.platform, chat.peer.clone())), "{} twice", chat.peer);
            assert!(!chat.messages.is_empty() && chat.messages.is_sorted_by_key(|m| m.at));
            assert!(chat.messages.iter().all(|m| m.at < now() && !m.text.contains(['{', '}'])));
            assert_eq!(chat.messages[0].from, Sender::Customer, "the buyer begins");
            let last = chat.messages.last().expect("a message").from;
            assert_eq!(chat.state == ChatState::Waiting, last == Sender::Customer);
            assert_eq!(chat.state == ChatState::Snoozed, chat.snoozed_until.is_some());
            waiting += u64::from(chat.state == ChatState::Waiting);
            messages += chat.messages.len() as u64;
        }
        assert!(waiting >= 8);
        let wanted = shop.size.messages;
        assert!((wanted * 7 / 10..=wanted * 13 / 10).contains(&messages), "{messages} of {wanted}");
    }
}

#[test]
fn promises_fall_due_and_the_log_covers_the_week() {
    let shop = shop(9);
    assert!(shop.promises().iter().filter(|p| p.due_at.since(now()) < Span::hours(8) && p.due_at > now()).count() >= 3);
    let log = shop.log();
    assert!(log.len() >= 15 && log.iter().all(|e| e.at < now()));
    assert!(now().since(log[0].at) > Span::days(5));
}

#[test]
fn every_script_finds_somebody_to_play_it() {
    let cast = shop(1).cast();
    for script in Book::embedded().expect("scripts").scripts {
        assert!(cast.iter().any(|c| c.has == script.need), "{}", script.id);
    }
}
