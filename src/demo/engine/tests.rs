use super::*;

fn cast() -> Vec<Cast> {
    Need::ALL
        .iter()
        .enumerate()
        .flat_map(|(n, has)| {
            (0..4).map(move |i| Cast {
                peer: format!("p{n}{i}"),
                nick: format!("谷雨{n}{i}"),
                shop: super::super::shop::SHOPS[0],
                has: *has,
                order: if *has == Need::None { String::new() } else { format!("40000000000000{n}{i}") },
                item: "保温杯".into(),
                sku: "月白".into(),
                price: "59".into(),
                paid: None,
                address: "浙江省 杭州市 西湖区 晴川路 8 号".into(),
            })
        })
        .collect()
}

fn start() -> Time {
    Time::parse_rfc3339("2026-11-22T09:00:00+08:00").expect("time")
}

/// Plays an hour, answering each first message with `reply`, and tells what was said and how it ended.
fn played(seed: u64, reply: Option<&str>) -> (Vec<String>, Vec<Outcome>, usize) {
    let book = Book::embedded().expect("the scripts are good");
    let mut engine = Engine::new(seed, book, cast(), Pace::default(), Voice::Zh, start());
    let end = start().plus(Span::hours(1));
    let (mut said, mut keys) = (Vec::new(), 0);
    while let Some(at) = engine.next_at() {
        if at > end {
            engine.close_doors();
        }
        while let Some(event) = engine.next_event(at) {
            if let ChannelEvent::Message(m) = event {
                said.push(format!("{:?} {} {}", m.at, m.peer, m.text.unclean()));
                if let Some(reply) = reply {
                    keys += 1;
                    engine.on_agent_message(&format!("k{keys}"), &m.peer, reply, at.plus(Span::secs(5)));
                }
            }
        }
        assert!(said.len() < 20_000, "they never stop talking");
    }
    (said, engine.take_outcomes(), engine.customers())
}

#[test]
fn one_seed_plays_the_same_hour_and_another_a_different_one() {
    let once = played(1, Some("您好，帮您查一下，今天安排发出"));
    assert_eq!(once.0, played(1, Some("您好，帮您查一下，今天安排发出")).0);
    assert_ne!(once.0, played(2, Some("您好，帮您查一下，今天安排发出")).0);
    assert!(once.2 > 60, "{} customers in an hour", once.2);
}

#[test]
fn every_customer_leaves_whether_answered_or_not() {
    for reply in [None, Some("亲"), Some("抱歉，不支持退款"), Some("可以的，给您补发，运费我们承担")]
    {
        let (_, outcomes, customers) = played(3, reply);
        assert_eq!(outcomes.len(), customers, "{reply:?}");
        assert_eq!(outcomes.iter().all(|o| o.answered), reply.is_some());
    }
}

#[test]
fn who_is_not_answered_urges_and_then_goes() {
    let (said, outcomes, customers) = played(4, None);
    assert!(said.len() > customers * 2, "{} messages of {customers}", said.len());
    assert!(outcomes.iter().all(|o| matches!(o.end, End::Silent | End::Angry)));
}
