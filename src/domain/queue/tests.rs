use super::*;
use proptest::prelude::*;

const NOW: Time = Time::from_ms(1_795_000_000_000);

fn ago(secs: i64) -> Time {
    NOW.minus(Span::secs(secs))
}

fn waiting(id: i64, secs: i64, has_order: bool) -> QueueFacts {
    QueueFacts {
        id: ConversationId::new(id),
        state: ChatState::Waiting,
        waiting_since: Some(ago(secs)),
        due_at: None,
        snoozed_until: None,
        has_order,
        last_at: ago(secs),
    }
}

fn sorted(mut chats: Vec<QueueFacts>) -> Vec<i64> {
    sort(&mut chats, &WaitRules::default(), NOW, |c| *c);
    chats.iter().map(|c| c.id.raw()).collect()
}

#[test]
fn bands_come_before_orders_and_orders_before_waiting() {
    let chats = vec![
        waiting(1, 10, true),
        waiting(2, 170, false),
        waiting(3, 400, false),
        waiting(4, 200, true),
        waiting(5, 130, true),
        waiting(6, 60, false),
        waiting(7, 300, true),
    ];
    assert_eq!(sorted(chats), [7, 4, 3, 5, 2, 1, 6]);
}

#[test]
fn the_answered_stand_below_newest_first_then_the_snoozed_then_the_resolved() {
    let quiet = |id, state, secs, until: Option<i64>| QueueFacts {
        state,
        waiting_since: None,
        snoozed_until: until.map(|s| NOW.plus(Span::secs(s))),
        ..waiting(id, secs, true)
    };
    let chats = vec![
        quiet(1, ChatState::Resolved, 5, None),
        quiet(2, ChatState::Snoozed, 5, Some(60)),
        quiet(3, ChatState::Open, 500, None),
        quiet(4, ChatState::Open, 50, None),
        waiting(5, 1, false),
        quiet(6, ChatState::Snoozed, 20, Some(-1)),
    ];
    assert_eq!(sorted(chats), [5, 6, 4, 3, 2, 1]);
}

#[test]
fn the_most_urgent_chat_is_not_the_one_in_view() {
    let chats = [waiting(1, 10, true), waiting(2, 400, false)];
    let rules = WaitRules::default();
    let next = |skip| most_urgent(&chats, &rules, NOW, |c| *c, skip).map(|c| c.id.raw());
    assert_eq!(next(None), Some(2));
    assert_eq!(next(Some(ConversationId::new(2))), Some(1));
    assert!(most_urgent(&chats[..0], &rules, NOW, |c: &QueueFacts| *c, None).is_none());
}

#[test]
fn colour_and_alert_follow_the_promise() {
    let rules = WaitRules::default();
    let heat = |waited| rules.heat(rules.due_at(ago(waited)), NOW);
    assert_eq!([0, 90, 121, 180].map(heat), [Heat::Cool, Heat::Warm, Heat::Hot, Heat::Over]);
    assert_eq!([29, 30, 99, 100, 180, 999].map(|s| rules.alert(Span::secs(s))), [0, 1, 2, 3, 4, 4]);
}

#[test]
fn only_an_answer_that_left_stops_the_clock() {
    use MessageState::*;
    let clock = |heard: &[(Sender, MessageState)]| {
        let mut clock = WaitClock::default();
        for (n, (from, state)) in heard.iter().enumerate() {
            clock.hear(*from, *state, NOW.plus(Span::secs(n as i64)));
        }
        clock.since().map(|at| at.since(NOW).whole_secs())
    };
    let asks = (Sender::Customer, Received);
    assert_eq!(clock(&[asks, asks, asks]), Some(0), "further messages do not restart it");
    assert_eq!(clock(&[asks, (Sender::Agent, Copied)]), Some(0), "a copied answer does not stop it");
    assert_eq!(clock(&[asks, (Sender::Agent, Failed)]), Some(0));
    assert_eq!(clock(&[asks, (Sender::Bot, Sent), (Sender::Note, Sent), (Sender::System, Sent)]), Some(0));
    assert_eq!(clock(&[asks, (Sender::Agent, Queued)]), None);
    assert_eq!(clock(&[asks, (Sender::Agent, Sent), asks]), Some(2));
}

fn any_chat() -> impl Strategy<Value = QueueFacts> {
    (0i64..50, 0usize..4, prop::option::of(-600i64..600), any::<bool>(), -900i64..900, prop::option::of(-99i64..99))
        .prop_map(|(id, state, wait, has_order, last, until)| QueueFacts {
            id: ConversationId::new(id),
            state: ChatState::ALL[state],
            waiting_since: wait.map(ago),
            due_at: None,
            snoozed_until: until.map(|s| NOW.plus(Span::secs(s))),
            has_order,
            last_at: ago(last),
        })
}

proptest! {
    #[test]
    fn the_order_is_total_and_does_not_depend_on_where_one_starts(
        chats in prop::collection::vec(any_chat(), 0..30), turn in 0usize..30,
    ) {
        let mut chats = chats;
        chats.sort_by_key(|c| c.id);
        chats.dedup_by_key(|c| c.id);
        let straight = sorted(chats.clone());
        if !chats.is_empty() {
            let turn = turn % chats.len();
            chats.rotate_left(turn);
        }
        prop_assert_eq!(&sorted(chats.clone()), &straight);
        let rules = WaitRules::default();
        let by_id = |id: i64| chats.iter().find(|c| c.id.raw() == id).map(|c| Place::of(c, &rules, NOW));
        for pair in straight.windows(2) {
            prop_assert!(by_id(pair[0]) < by_id(pair[1]));
        }
    }

    #[test]
    fn waiting_longer_never_lowers_a_chat(a in 0i64..900, more in 1i64..900, has_order: bool) {
        let rules = WaitRules::default();
        let short = Place::of(&waiting(1, a, has_order), &rules, NOW);
        let long = Place::of(&waiting(2, a + more, has_order), &rules, NOW);
        prop_assert!(long < short);
    }
}
