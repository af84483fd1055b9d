//! The worker against an outbox in memory and an adapter that is two ends of a queue.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use super::*;
use crate::domain::RawText;
use crate::domain::clock::FixedClock;

const NOW: Time = Time::from_ms(1_795_323_000_000);

#[derive(Default, Debug)]
struct Book {
    due: Vec<Due>,
    told: Vec<String>,
    broken: bool,
}

#[derive(Clone, Default, Debug)]
struct Shared(Arc<Mutex<Book>>);

impl Shared {
    fn with<T>(&self, f: impl FnOnce(&mut Book) -> T) -> T {
        f(&mut self.0.lock().expect("not poisoned"))
    }
    fn tell(&self, what: String) -> Result<(), Problem> {
        self.with(|book| book.told.push(what));
        Ok(())
    }
}

impl Outbox for Shared {
    fn claim(&mut self, channel: &str) -> Result<Vec<Due>, Problem> {
        if self.with(|book| book.broken) {
            return Err(Problem::Busy);
        }
        Ok(if channel == "web" { self.with(|book| std::mem::take(&mut book.due)) } else { Vec::new() })
    }
    fn record(&mut self, _: &str, client_key: &str, outcome: &Outcome) -> Result<(), Problem> {
        self.tell(format!("{client_key} {outcome:?}"))
    }
    fn receive(&mut self, _: &str, message: &Incoming) -> Result<(), Problem> {
        self.tell(format!("in {}", message.external_id))
    }
    fn refund(&mut self, _: &str, facts: &RefundFacts) -> Result<(), Problem> {
        self.tell(format!("refund {}", facts.platform_id))
    }
    fn keep_cursor(&mut self, _: &str, cursor: &str) -> Result<(), Problem> {
        self.tell(format!("cursor {cursor}"))
    }
    fn end_leases(&mut self, channel: &str, again: bool) -> Result<(), Problem> {
        self.tell(format!("leases {channel} again {again}"))
    }
    fn next_due(&mut self, _: &str) -> Result<Option<Time>, Problem> {
        Ok(None)
    }
}

fn due(key: &str, attempts: i64) -> Due {
    Due { client_key: key.into(), peer: "p".into(), text: "亲".into(), attempts }
}

/// Runs the worker over these rings and tells what the book heard and the adapter got.
fn played(book: &Shared, caps: Caps, rings: Vec<Ring>) -> (Vec<String>, Vec<ChannelCommand>, Vec<Problem>) {
    let (send, receive) = channel();
    let (commands, adapter) = channel();
    send.send(Ring::Joined("web".into(), caps, Commands(commands))).expect("open");
    let troubles = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&troubles);
    let trouble = move |problem| heard.lock().expect("not poisoned").push(problem);
    let mut worker = Worker::new(book.clone(), Arc::new(FixedClock(NOW)), trouble);
    assert!(worker.take(receive.recv().expect("joined")));
    worker.hand_out();
    for ring in rings {
        worker.take(ring);
        worker.hand_out();
    }
    let told = book.with(|book| book.told.drain(..).filter(|line| !line.starts_with("leases")).collect());
    let troubles = troubles.lock().expect("not poisoned").clone();
    (told, adapter.try_iter().collect(), troubles)
}

fn event(event: ChannelEvent) -> Ring {
    Ring::Event("web".into(), event)
}

fn refused(fault: Fault) -> Ring {
    event(ChannelEvent::Refused { client_key: "k1".into(), fault })
}

#[test]
fn a_due_row_is_handed_out_and_its_answer_recorded() {
    let book = Shared::default();
    book.with(|book| book.due = vec![due("k1", 0)]);
    let sent = event(ChannelEvent::Sent { client_key: "k1".into(), external_id: "x9".into() });
    let read = event(ChannelEvent::Status { client_key: "k1".into(), state: MessageState::Read });
    let (told, commands, _) = played(&book, Caps::default(), vec![sent, read]);
    assert_eq!(told, ["k1 Sent(\"x9\")", "k1 Further(Read)"]);
    assert_eq!(commands.len(), 1);
}

#[test]
fn each_fault_has_its_outcome() {
    let outcomes: Vec<String> = [
        Fault::Retry(0),
        Fault::Retry(60_000),
        Fault::Fatal("no".into()),
        Fault::Window("late".into()),
        Fault::Uncertain,
    ]
    .into_iter()
    .map(|fault| {
        let book = Shared::default();
        book.with(|book| book.due = vec![due("k1", 2)]);
        let (told, ..) = played(&book, Caps::default(), vec![refused(fault)]);
        told.join(",")
    })
    .collect();
    let at = |ms| format!("k1 Retry({:?})", NOW.plus(Span::from_ms(ms)));
    assert_eq!(
        outcomes,
        [at(4_000), at(60_000), "k1 Failed(\"no\")".into(), "k1 Failed(\"late\")".into(), "k1 Uncertain".into()]
    );
}

#[test]
fn a_channel_that_must_sign_in_again_rests_as_a_whole_and_a_person_hears_of_it() {
    let book = Shared::default();
    book.with(|book| book.due = vec![due("k1", 0)]);
    let more = book.clone();
    let rings = vec![refused(Fault::Auth("token".into()))];
    let (_, _, troubles) = played(&book, Caps::default(), rings);
    assert!(matches!(troubles.as_slice(), [Problem::ChannelAuth { .. }]));
    more.with(|book| book.due = vec![due("k2", 0)]);
    assert_eq!(more.with(|book| book.due.len()), 1, "not claimed while it rests");
}

#[test]
fn a_copy_only_channel_is_handed_nothing() {
    let book = Shared::default();
    book.with(|book| book.due = vec![due("k1", 0)]);
    let (told, commands, _) = played(&book, super::super::clipboard::caps(), vec![Ring::Changed]);
    assert!(told.is_empty() && commands.is_empty());
}

#[test]
fn what_comes_in_is_stored_before_its_cursor() {
    let book = Shared::default();
    let incoming = Incoming {
        external_id: "m1".into(),
        peer: "p".into(),
        name: RawText::new("小王"),
        text: RawText::new("在吗"),
        at: NOW,
        order: None,
    };
    let rings = vec![event(ChannelEvent::Message(incoming)), event(ChannelEvent::Cursor("c7".into()))];
    assert_eq!(played(&book, Caps::default(), rings).0, ["in m1", "cursor c7"]);
}

#[test]
fn a_row_whose_adapter_is_gone_is_tried_again_because_it_cannot_have_gone_out() {
    let book = Shared::default();
    book.with(|book| book.due = vec![due("k1", 0)]);
    let (commands, adapter) = channel();
    drop(adapter);
    let mut worker = Worker::new(book.clone(), Arc::new(FixedClock(NOW)), |_| {});
    worker.take(Ring::Joined("web".into(), Caps::default(), Commands(commands)));
    worker.hand_out();
    assert!(book.with(|book| book.told.iter().any(|line| line.starts_with("k1 Retry"))));
}

#[test]
fn a_data_file_that_refuses_is_left_alone_for_a_while() {
    let book = Shared::default();
    book.with(|book| book.broken = true);
    let (commands, _adapter) = channel();
    let mut worker = Worker::new(book, Arc::new(FixedClock(NOW)), |_| {});
    worker.take(Ring::Joined("web".into(), Caps::default(), Commands(commands)));
    assert_eq!(worker.hand_out(), Some(NOW.plus(STORE_REST)));
}

#[test]
fn it_stops_when_told_and_stops_its_adapters() {
    let (send, receive) = channel();
    let (commands, adapter) = channel();
    send.send(Ring::Joined("web".into(), Caps::default(), Commands(commands))).expect("open");
    send.send(Ring::Stop).expect("open");
    Worker::new(Shared::default(), Arc::new(FixedClock(NOW)), |_| {}).run(&receive);
    assert_eq!(adapter.try_iter().collect::<Vec<_>>(), [ChannelCommand::Stop]);
}

#[test]
fn the_wait_between_tries_doubles_up_to_five_minutes() {
    let waits: Vec<i64> = [0, 1, 2, 8, 9, 60].into_iter().map(|n| back_off(n).ms()).collect();
    assert_eq!(waits, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
}
