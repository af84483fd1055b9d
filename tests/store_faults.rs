//! Killed, raced and shared: what was acknowledged is there, once.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use kefu::domain::channel::Incoming;
use kefu::domain::{By, Clock, Platform, RawText, Receipt, Span, Time, Zone};
use kefu::store::messages::{Outbound, Peer, Way, receive, send};
use kefu::store::{DbPath, Store, Writer, messages, outbox};

const CHILD: &str = "KEFU_TEST_CHILD_FILE";

struct Real;

impl Clock for Real {
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("clock");
        Time::from_ms(i64::try_from(since.as_millis()).expect("ms"))
    }
}

fn open(path: &DbPath) -> Writer {
    Store::open(path, Arc::new(Real)).expect("open")
}

fn hears(writer: &Writer, who: &str, id: &str, text: &str) -> Receipt {
    let peer = Peer { channel: "demo", platform: Platform::Own, shop: None, answer_within: Span::secs(180) };
    let incoming = Incoming {
        external_id: id.into(),
        peer: who.into(),
        name: RawText::new(who),
        text: RawText::new(text),
        at: Real.now(),
        order: None,
    };
    receive(writer.db(), &peer, &incoming).expect("received")
}

fn answers(writer: &Writer, receipt: Receipt, key: &str) {
    let Receipt::New { conversation, .. } = receipt else { panic!("known") };
    let text = RawText::new("好的");
    let way = Way::Outbox { hold: Span::ZERO };
    let out = Outbound { conversation, text: &text, client_key: key, reply_code: None, order: None, way };
    send(writer.db(), &By::new(None, Real.now(), Zone::default()), &out).expect("sent");
}

fn is_clean(writer: &Writer) {
    let checks = writer.doctor().expect("doctor");
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
}

/// The child of the test below: writes and says so until it is killed.
#[test]
fn child_that_writes() {
    let Some(file) = std::env::var_os(CHILD) else { return };
    let writer = open(&DbPath::new(file));
    let me = std::process::id();
    for n in 0..1_000_000 {
        let key = format!("{me}-{n}");
        let receipt = hears(&writer, &format!("c{}", n % 5), &key, "退款什么时候到");
        answers(&writer, receipt, &format!("k{key}"));
        // A line of its own, whatever the test harness has printed before.
        println!("\nACK {key}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_writers_are_killed() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("kefu.db");
    let path = DbPath::new(&file);
    let mut acknowledged = HashSet::new();
    let start = Instant::now();
    let mut kills = 0;
    while kills < 4 || start.elapsed() < Duration::from_secs(3) {
        let mut children: Vec<_> = (0..2)
            .map(|_| {
                Command::new(std::env::current_exe().expect("self"))
                    .args(["--exact", "child_that_writes", "--nocapture"])
                    .env(CHILD, &file)
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .expect("child")
            })
            .collect();
        for child in &mut children {
            let mut lines = BufReader::new(child.stdout.take().expect("pipe")).lines().map_while(Result::ok);
            let enough = 3 + kills * 2;
            let seen = lines.by_ref().filter_map(|line| line.strip_prefix("ACK ").map(str::to_owned));
            acknowledged.extend(seen.take(enough));
            child.kill().expect("kill");
            acknowledged.extend(lines.filter_map(|line| line.strip_prefix("ACK ").map(str::to_owned)));
            child.wait().expect("wait");
            kills += 1;
        }
        let writer = open(&path);
        for key in &acknowledged {
            let answer = messages::by_client_key(writer.db(), &format!("k{key}")).expect("look");
            assert!(answer.is_some(), "{key} was acknowledged and is gone");
        }
        is_clean(&writer);
    }
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
}

#[test]
fn two_claimers_never_get_the_same_message() {
    let folder = tempfile::tempdir().expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let writer = open(&path);
    for n in 0..60 {
        let receipt = hears(&writer, &format!("c{n}"), &format!("m{n}"), "在吗");
        answers(&writer, receipt, &format!("k{n}"));
    }
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let path = path.clone();
            std::thread::spawn(move || {
                let writer = open(&path);
                let mut mine = Vec::new();
                while let Some(out) =
                    outbox::claim(writer.db(), "demo", &format!("w{worker}"), Span::secs(30)).expect("claim")
                {
                    outbox::sent(writer.db(), &out.client_key, Some(&format!("x{}", out.client_key))).expect("sent");
                    mine.push(out.client_key);
                }
                mine
            })
        })
        .collect();
    let all: Vec<String> = workers.into_iter().flat_map(|worker| worker.join().expect("worker")).collect();
    let once: HashSet<&String> = all.iter().collect();
    assert_eq!((all.len(), once.len()), (60, 60));
    is_clean(&writer);
}

#[test]
fn the_same_messages_from_many_writers_are_stored_once() {
    let folder = tempfile::tempdir().expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                let writer = open(&path);
                let fresh = (0..40).filter(|n| {
                    matches!(hears(&writer, &format!("c{}", n % 7), &format!("m{n}"), "退款"), Receipt::New { .. })
                });
                fresh.count()
            })
        })
        .collect();
    let stored: usize = workers.into_iter().map(|worker| worker.join().expect("worker")).sum();
    assert_eq!(stored, 40);
    let writer = open(&path);
    let mark = writer.reader().expect("reader");
    let before = mark.db().change_mark().expect("mark");
    hears(&writer, "c1", "later", "在吗");
    assert_ne!(mark.db().change_mark().expect("mark"), before, "another connection sees the change");
    is_clean(&writer);
}
