//! Chats in and out of the store.

use crate::desk::{Desk, at};
use kefu::domain::channel::Fault;
use kefu::domain::{ChatState, Draft, MessageState, Problem, RawText, Receipt, Span};
use kefu::store::messages::{Way, mark_sent};
use kefu::store::{acts, agents, conversations, drafts, messages, outbox};

#[test]
fn a_message_is_stored_once_and_the_wait_runs_from_the_first_without_an_answer() {
    let desk = Desk::new();
    let Receipt::New { conversation, .. } = desk.hears("wang", "m1", "在吗", at(0)) else { panic!("known") };
    assert!(matches!(desk.hears("wang", "m1", "在吗", at(0)), Receipt::Known { differs: false, .. }));
    assert!(matches!(desk.hears("wang", "m1", "另一句", at(0)), Receipt::Known { differs: true, .. }));
    desk.hears("wang", "m2", "这件有货吗", at(10));
    let chat = conversations::expect(desk.db(), conversation).expect("chat");
    assert_eq!((chat.state, chat.unread, chat.waiting_since), (ChatState::Waiting, 2, Some(at(0))));
    assert_eq!((chat.due_at, chat.last_text.as_str()), (Some(at(180)), "这件有货吗"));
    let seqs: Vec<i64> =
        messages::page(desk.db(), conversation, None, 50).expect("page").iter().map(|m| m.seq).collect();
    assert_eq!(seqs, [1, 2]);
}

#[test]
fn an_answer_ends_the_wait_and_clears_the_draft_and_a_second_call_changes_nothing() {
    let desk = Desk::new();
    let chat = desk.chat("wang", "在吗", at(0));
    let draft = Draft {
        conversation: Some(chat),
        kind: "reply".into(),
        text: "在的".into(),
        caret: 2,
        client_key: "k1".into(),
        reply_code: None,
        fill: None,
        agent: None,
        saved_at: at(3),
    };
    drafts::save(desk.db(), &draft).expect("saved");
    assert_eq!(drafts::load(desk.db(), Some(chat), "reply").expect("load"), Some(draft));
    assert!(conversations::expect(desk.db(), chat).expect("chat").has_draft);
    let sent = desk.answers(chat, "k1", "在的，亲", at(5), Way::Outbox { hold: Span::ZERO });
    let again = desk.answers(chat, "k1", "在的，亲", at(6), Way::Outbox { hold: Span::ZERO });
    assert_eq!(sent.id, again.id);
    let row = conversations::expect(desk.db(), chat).expect("chat");
    assert_eq!((row.state, row.waiting_since, row.unread, row.has_draft), (ChatState::Open, None, 0, false));
    assert_eq!(row.agent, Some(desk.me()));
}

#[test]
fn who_waits_for_words_comes_before_whose_answer_was_copied() {
    let desk = Desk::new();
    let next = |but: &[_]| conversations::most_urgent(desk.db(), at(300), but).expect("next").map(|chat| chat.id);
    let (first, second) = (desk.chat("wang", "在吗", at(0)), desk.chat("li", "有货吗", at(20)));
    assert_eq!((next(&[]), next(&[first])), (Some(first), Some(second)));
    desk.answers(first, "k1", "在的", at(30), Way::Copied);
    assert_eq!(next(&[]), Some(second), "the copied answer waits for its platform");
    assert_eq!(next(&[second]), Some(first), "its clock runs all the same");
    desk.hears("wang", "m2", "人呢", at(40));
    assert_eq!(next(&[]), Some(first), "the buyer wrote again");
    desk.answers(first, "k2", "在的呢", at(50), Way::Copied);
    desk.answers(second, "k3", "有的", at(60), Way::Copied);
    assert_eq!((next(&[]), next(&[first])), (Some(first), Some(second)), "nobody waits for words");
}

#[test]
fn a_copied_answer_answers_only_once_it_is_marked_sent() {
    let desk = Desk::new();
    let chat = desk.chat("wang", "在吗", at(0));
    let copied = desk.answers(chat, "k1", "在的", at(5), Way::Copied);
    assert_eq!(conversations::expect(desk.db(), chat).expect("chat").waiting_since, Some(at(0)));
    assert_eq!(messages::copied(desk.db(), chat).expect("copied").len(), 1);
    desk.hears("wang", "m9", "还在吗", at(7));
    mark_sent(desk.db(), &desk.by(at(9)), copied.id).expect("marked");
    let row = conversations::expect(desk.db(), chat).expect("chat");
    assert_eq!((row.state, row.waiting_since), (ChatState::Waiting, Some(at(7))));
}

#[test]
fn a_held_message_can_be_taken_back_and_is_a_draft_again() {
    let desk = Desk::new();
    let chat = desk.chat("wang", "在吗", at(0));
    desk.answers(chat, "k1", "在的", at(5), Way::Outbox { hold: Span::secs(5) });
    assert_eq!(outbox::claim(desk.db(), "demo", "w", Span::secs(30)), Ok(None), "it is held");
    let undone = acts::undo(desk.db(), &desk.by(at(6)), None).expect("undone");
    assert_eq!(undone.what, "send");
    let row = conversations::expect(desk.db(), chat).expect("chat");
    assert_eq!((row.state, row.waiting_since, row.has_draft), (ChatState::Waiting, Some(at(0)), true));
    desk.later(Span::secs(60));
    assert_eq!(outbox::claim(desk.db(), "demo", "w", Span::secs(30)), Ok(None));
}

#[test]
fn a_claimed_message_is_sent_in_order_and_a_late_word_never_takes_it_back() {
    let desk = Desk::new();
    let chat = desk.chat("wang", "在吗", at(0));
    desk.answers(chat, "k1", "一", at(5), Way::Outbox { hold: Span::ZERO });
    desk.answers(chat, "k2", "二", at(6), Way::Outbox { hold: Span::ZERO });
    let first = outbox::claim(desk.db(), "demo", "w", Span::secs(30)).expect("claim").expect("one");
    assert_eq!((first.text.as_str(), first.attempts), ("一", 1));
    assert_eq!(outbox::claim(desk.db(), "demo", "w", Span::secs(30)), Ok(None), "the second waits for the first");
    assert!(matches!(outbox::recall(desk.db(), &desk.by(at(7)), first.id), Err(Problem::Changed { .. })));
    outbox::sent(desk.db(), "k1", Some("x1")).expect("sent");
    outbox::status(desk.db(), "demo", "x1", MessageState::Read).expect("read");
    outbox::status(desk.db(), "demo", "k1", MessageState::Delivered).expect("late");
    assert_eq!(messages::by_client_key(desk.db(), "k1").expect("m").expect("m").state, MessageState::Read);
    let second = outbox::claim(desk.db(), "demo", "w", Span::secs(30)).expect("claim").expect("two");
    outbox::refused(desk.db(), &second.client_key, &Fault::Uncertain).expect("uncertain");
    assert_eq!(outbox::troubled(desk.db()).expect("list").len(), 1);
    outbox::decide(desk.db(), &desk.by(at(9)), second.id, true).expect("resend");
    assert!(outbox::claim(desk.db(), "demo", "w", Span::secs(30)).expect("claim").is_some());
    desk.later(Span::minutes(2));
    assert_eq!(outbox::recover(desk.db(), "demo", false), Ok(1));
    assert_eq!(messages::by_client_key(desk.db(), "k2").expect("m").expect("m").state, MessageState::Uncertain);
}

#[test]
fn the_queue_stands_by_band_then_buyer_then_wait() {
    let desk = Desk::new();
    desk.order("A1", "li", "白色T恤");
    desk.chat("zhao", "1", at(0)); // overdue, only looks
    desk.chat("li", "2", at(10)); // overdue, a buyer
    desk.chat("qian", "3", at(70)); // under a minute left
    desk.chat("sun", "4", at(150));
    let answered = desk.chat("zhou", "5", at(5));
    desk.answers(answered, "k", "好", at(6), Way::Outbox { hold: Span::ZERO });
    let now = at(195);
    let names: Vec<String> =
        conversations::queue(desk.db(), now, 50, 0).expect("queue").iter().map(|c| c.nick.to_string()).collect();
    assert_eq!(names, ["li", "zhao", "qian", "sun", "zhou"]);
    let page: Vec<String> =
        conversations::queue(desk.db(), now, 2, 3).expect("queue").iter().map(|c| c.nick.to_string()).collect();
    assert_eq!(page, ["sun", "zhou"]);
    let counts = conversations::counts(desk.db(), now).expect("counts");
    assert_eq!((counts.waiting, counts.overdue, counts.open), (4, 2, 1));
}

#[test]
fn a_resolved_chat_waits_no_longer_until_a_new_message_and_undo_brings_it_back() {
    let desk = Desk::new();
    let chat = desk.chat("wang", "谢谢", at(0));
    conversations::resolve(desk.db(), &desk.by(at(2)), chat, None).expect("resolved");
    assert_eq!(conversations::counts(desk.db(), at(3)).expect("counts").waiting, 0);
    acts::undo(desk.db(), &desk.by(at(3)), None).expect("undo");
    let row = conversations::expect(desk.db(), chat).expect("chat");
    assert_eq!((row.state, row.waiting_since), (ChatState::Waiting, Some(at(0))));
    conversations::resolve(desk.db(), &desk.by(at(4)), chat, None).expect("resolved");
    desk.hears("wang", "m2", "还有一事", at(50));
    let row = conversations::expect(desk.db(), chat).expect("chat");
    assert_eq!((row.state, row.waiting_since), (ChatState::Waiting, Some(at(50))));
    conversations::snooze(desk.db(), &desk.by(at(51)), chat, Some(row.version), at(100), Some("等仓库"))
        .expect("snoozed");
    assert_eq!(conversations::wake(desk.db(), at(99)), Ok(0));
    assert_eq!(conversations::wake(desk.db(), at(100)), Ok(1));
    assert_eq!(conversations::expect(desk.db(), chat).expect("chat").state, ChatState::Waiting);
}

#[test]
fn another_agents_chat_is_not_answered_and_a_stale_row_is_not_changed() {
    let desk = Desk::new();
    let chat = desk.chat("wang", "在吗", at(0));
    let other = agents::add(desk.db(), "小林", "A02", None, kefu::domain::Role::Presale, at(0)).expect("agent");
    let seen = conversations::expect(desk.db(), chat).expect("chat").version;
    let theirs = kefu::domain::By { agent: Some(other.id), ..desk.by(at(1)) };
    conversations::assign(desk.db(), &theirs, chat, Some(seen), Some(other.id)).expect("assigned");
    let out = messages::Outbound {
        conversation: chat,
        text: &RawText::new("在"),
        client_key: "k1",
        reply_code: None,
        order: None,
        way: Way::Copied,
    };
    let by = Problem::Changed { by: "小林".into() };
    assert_eq!(messages::send(desk.db(), &desk.by(at(2)), &out), Err(by.clone()));
    assert_eq!(conversations::resolve(desk.db(), &desk.by(at(2)), chat, Some(seen)), Err(by));
}
