//! What the screen asks of the store, each with its median and its 99th percentile.
//!
//! `KEFU_BENCH_DB=FILE cargo bench --bench store` measures on that file, made by `kefu --data FILE demo --orders 1000000
//! --chats 100000 --messages 5000000 --no-screen`; without it a small shop is made in a temporary folder. Sending is measured
//! on that one alone, unless `KEFU_BENCH_WRITE=1` lets it write to the named file too. `KEFU_BENCH_ONLY=WORD` runs the
//! lines that hold the word.

#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

mod clocks;
mod samples;

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use kefu::demo::DemoShop;
use kefu::demo::shop::Size;
use kefu::domain::shift::ShiftSettings;
use kefu::domain::{By, Clock, Fact, OrderFilter, OrderQuery, OrderStatus, RawText, Role, ShopKey, Span, Time, Zone};
use kefu::runtime::demo::make;
use kefu::store::intake::{Given, Intake};
use kefu::store::messages::{Outbound, Way};
use kefu::store::{DbPath, Engine, Result, Store, agents, cases, conversations, desk, messages, orders, search, shift};
use samples::Samples;

struct Real;

impl Clock for Real {
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Time::from_ms(i64::try_from(since.as_millis()).unwrap_or_default())
    }
}

/// Rows of a screen page.
const PAGE: usize = 60;

fn main() {
    let named = std::env::var_os("KEFU_BENCH_DB");
    let folder = tempfile::tempdir().expect("a folder");
    let path = match &named {
        Some(file) => DbPath::new(file),
        None => made(folder.path()).expect("a generated shop"),
    };
    let table = Table { only: std::env::var("KEFU_BENCH_ONLY").unwrap_or_default() };
    opening(&table, &path);
    let reader = Store::open(&path, Arc::new(Real)).and_then(|w| w.reader()).expect("a reader");
    let db = reader.db();
    let newest = orders::page(db, &OrderFilter::default(), 1, 0).expect("orders");
    // A shop stands still once it is made: its present is that of its newest order.
    let now = newest.first().map_or(Real.now(), |order| order.seen_at);
    let samples = Samples::drawn(db, now).expect("samples");
    screen(&table, db, now, &samples);
    lookups(&table, db, &samples);
    texts(&table, db, &samples);
    filtered(&table, db, now);
    one_order(&table, db, &samples);
    lists(&table, db, now);
    todo_list(&table, db, now);
    if named.is_none() || std::env::var_os("KEFU_BENCH_WRITE").is_some() {
        sending(&table, &path);
    }
    clocks::measure(&table, folder.path());
    println!("{:<46} {:>9} kB", "memory of this process (VmHWM)", peak());
}

/// A small shop, made by the functions that take in real files and chats.
fn made(folder: &std::path::Path) -> Result<DbPath> {
    let path = DbPath::new(folder.join("kefu.db"));
    let writer = Store::open(&path, Arc::new(Real))?;
    let size = Size { orders: 5_000, chats: 1_000, open_chats: 200, messages: 20_000 };
    let shop = DemoShop { size, ..DemoShop::new(1, Real.now()) };
    let rules = kefu::rules::embedded()?;
    agents::add(writer.db(), "小林", "A07", None, Role::Owner, shop.now)?;
    let mut intake = Intake::new("demo", None, Zone::default(), shop.now, false, &rules);
    let mut take = |db: &dyn Engine, key: &ShopKey, facts: Vec<Fact>| {
        let given: Vec<_> = facts.iter().map(|fact| Given { counts: false, shop: Some(key), fact }).collect();
        intake.apply(db, &given, None).map(|_| ())
    };
    make(writer.db(), &shop, Zone::default(), &mut take, &mut |_, _| Ok(()))?;
    Ok(path)
}

fn opening(table: &Table, path: &DbPath) {
    let open = || Store::open(path, Arc::new(Real)).expect("opened");
    // Another connection stays, as the watcher's or the reader's does: closing the last one is a checkpoint.
    let _other = open();
    table.line("open", 200, |_| usize::from(open().is_writable()));
    table.line("open, first queue page, header", 200, |_| {
        let writer = open();
        let rows = conversations::queue(writer.db(), Real.now(), PAGE, 0).expect("queue").len();
        conversations::counts(writer.db(), Real.now()).expect("counts");
        rows
    });
}

fn screen(table: &Table, db: &dyn Engine, now: Time, samples: &Samples) {
    let queue = |rows| conversations::queue(db, now, rows, 0).expect("queue");
    table.line("queue page of 60", 500, |_| queue(PAGE).len());
    table.line("queue page of 60 with orders and cases", 500, |_| {
        queue(PAGE).iter().filter(|chat| desk::beside(db, chat).expect("beside").is_some()).count()
    });
    table.line("first screen: 30 chats, header, 30 orders", 500, |_| {
        let first = || {
            let rows = queue(30).iter().map(|chat| desk::beside(db, chat)).collect::<Result<Vec<_>>>()?.len();
            let shops = kefu::store::shops::all(db)?;
            agents::all(db)?;
            desk::unconnected(db, &shops)?;
            conversations::counts(db, now)?;
            cases::counts(db, now)?;
            desk::cases_due(db, now)?;
            desk::logged(db, Some("2026-11-22"))?;
            desk::orders_seen_at(db)?;
            let page = orders::page(db, &OrderFilter::default(), 30, 0)?;
            let ids: Vec<_> = page.iter().map(|order| order.id).collect();
            desk::reminded(db, &ids)?;
            Ok(rows + page.len())
        };
        kefu::store::read(db, first).expect("first screen")
    });
    table.line("queue, all that is open", 50, |_| queue(5_000).len());
    table.line("counts for the header", 500, |_| {
        conversations::counts(db, now).expect("counts");
        cases::counts(db, now).expect("cases");
        desk::cases_due(db, now).expect("due") + usize::from(desk::orders_seen_at(db).expect("seen").is_some())
    });
    table.line("most urgent chat", 500, |_| {
        usize::from(conversations::most_urgent(db, now, &[]).expect("urgent").is_some())
    });
    table.line("last 50 messages of a random chat", 1_000, |n| {
        messages::page(db, samples.chat(n).0, None, 50).expect("messages").len()
    });
    table.line("a random chat with orders, lines and cases", 1_000, |n| {
        let (id, customer) = samples.chat(n);
        let messages = messages::page(db, id, None, 50).expect("messages").len();
        let mut rows = cases::of_conversation(db, id).expect("cases").len();
        for order in orders::of_customer(db, customer, 20).expect("orders") {
            rows += orders::lines(db, order.id).expect("lines").len();
            rows += cases::of_order(db, order.id).expect("cases").len();
        }
        messages + rows
    });
}

fn lookups(table: &Table, db: &dyn Engine, samples: &Samples) {
    let kinds: [(&str, &[String]); 8] = [
        ("order number", &samples.numbers),
        ("order number, first 8", &samples.number_heads),
        ("order number, last 6", &samples.number_tails),
        ("tracking number", &samples.trackings),
        ("tracking number, first 6", &samples.tracking_heads),
        ("phone, last 4", &samples.phone_tails),
        ("nick", &samples.nicks),
        ("nick, first 2 characters", &samples.nick_heads),
    ];
    for (what, typed) in kinds {
        find(table, db, what, typed);
    }
}

fn find(table: &Table, db: &dyn Engine, what: &str, typed: &[String]) {
    table.line(&format!("orders: {what}"), 1_000, |n| {
        typed.get(n % typed.len().max(1)).map_or(0, |typed| search::find_orders(db, typed, 50).expect("found").len())
    });
}

/// Filters alone and with words, in every order of rows: the first page, as the screen asks for it.
fn filtered(table: &Table, db: &dyn Engine, now: Time) {
    for typed in [
        "status:unpaid >12h",
        "status:to_ship sort:ship-by",
        "status:success flag:red",
        "flag:red sort:amount",
        "flag:red,purple sort:amount",
        "flag:red status:closed sort:paid",
        "status:shipped sort:-paid",
        "status:unpaid,shipped sort:amount",
        "step:pending",
        "case:open",
        "status:closed platform:pdd >365d",
        "sort:amount",
        "sort:paid status:shipped",
        "羽绒 status:success",
        "键盘 flag:red status:to_ship",
        "保温 sort:amount",
    ] {
        let query = OrderQuery::parse(typed).expect("a search");
        table.line(&format!("filter: {typed}"), 100, |_| {
            search::look_up(db, &query, now, 0, PAGE).expect("found").hits.len()
        });
    }
    let anchor = orders::page(db, &OrderFilter::default(), 1, 500_000).expect("page").pop().map(|o| (500_000, o.id));
    table.line("filter: page at 500k from a known row", 100, |_| {
        orders::page_after(db, None, anchor, (500_050, PAGE), 5_000).expect("page").0.len()
    });
}

/// All that the page of one order reads but the words of its story.
fn one_order(table: &Table, db: &dyn Engine, samples: &Samples) {
    table.line("one order: row, lines, parcels, cases, events, chat", 1_000, |n| {
        let number = &samples.numbers[n % samples.numbers.len()];
        let Some(order) = orders::by_number(db, number).expect("order").pop() else { return 0 };
        let mut rows = orders::lines(db, order.id).expect("lines").len();
        rows += orders::parcels(db, order.id, &order.tracking).expect("parcels").len();
        rows += cases::of_order(db, order.id).expect("cases").len();
        rows += orders::timeline(db, order.id).expect("events").len();
        for chat in conversations::of_order(db, order.id, 3).expect("chats") {
            rows += messages::page(db, chat.id, None, 100).expect("messages").len();
        }
        rows
    });
}

fn texts(table: &Table, db: &dyn Engine, samples: &Samples) {
    for (what, typed) in [
        ("two characters", &samples.order_pairs),
        ("one character", &samples.order_singles),
        ("three and more characters", &samples.order_words),
        ("nothing to be found", &samples.nowhere),
        ("two common words", &samples.order_both),
    ] {
        find(table, db, what, typed);
    }
    for (what, typed) in [
        ("two characters", &samples.message_pairs),
        ("one character", &samples.message_singles),
        ("nothing to be found", &samples.nowhere),
        ("two common words", &samples.message_both),
    ] {
        table.line(&format!("messages: {what}"), 500, |n| {
            typed.get(n % typed.len().max(1)).map_or(0, |t| search::find_messages(db, t, 50).expect("found").len())
        });
    }
}

fn lists(table: &Table, db: &dyn Engine, now: Time) {
    let of = |status| OrderFilter { status, ..OrderFilter::default() };
    for offset in [0, 1_000, 500_000] {
        table.line(&format!("50 orders of a status from {offset}"), 50, |_| {
            orders::page(db, &of(Some(OrderStatus::Success)), 50, offset).expect("page").len()
        });
    }
    table.line("50 orders of all from 0", 200, |_| orders::page(db, &of(None), 50, 0).expect("page").len());
    table.line("orders of a status, all counted", 20, |_| {
        usize::try_from(orders::count(db, OrderStatus::Success).expect("count")).unwrap_or(0)
    });
    table.line("unpaid for 12 hours, 500", 50, |_| {
        orders::unpaid(db, now.minus(Span::hours(12)), 500, 0).expect("unpaid").len()
    });
    table.line("to be shipped, 500", 50, |_| orders::to_ship(db, now, 500, 0).expect("to ship").len());
    table.line("open cases, 500", 50, |_| cases::open(db, None, 500, 0).expect("cases").len());
    table.line("waiting chats, 500", 50, |_| conversations::queue(db, now, 500, 0).expect("chats").len());
    let rules = kefu::rules::embedded().expect("rules");
    table.line("to-do list of the shift", 20, |_| {
        let by = By::new(None, now, Zone::default());
        let inputs = shift::inputs(db, &by, &ShiftSettings::starting(now), &rules).expect("inputs");
        inputs.cases.len() + inputs.messages.len() + inputs.unpaid.len() + inputs.to_ship.len()
    });
}

/// Sections are cut at 500 rows each, so a page's worth and a sale's worth of unpaid orders cost the same or less.
fn todo_list(table: &Table, db: &dyn Engine, now: Time) {
    let rules = kefu::rules::embedded().expect("rules");
    table.line("to-do list with its sections and marks", 20, |_| {
        let by = By::new(None, now, Zone::default());
        let list = shift::list(db, &by, &ShiftSettings::starting(now), &rules).expect("list");
        list.sections.iter().map(|section| section.items.len()).sum()
    });
}

fn sending(table: &Table, path: &DbPath) {
    let writer = Store::open(path, Arc::new(Real)).expect("opened");
    let (db, now) = (writer.db(), Real.now());
    let agent = agents::all(db).expect("agents").first().map(|agent| agent.id);
    let chats = conversations::queue(db, now, 200, 0).expect("queue");
    let text = RawText::new("亲，已经联系快递催件，下午给您回复".to_owned());
    table.line("a sent message, durable", 200, |n| {
        let by = By::new(agent, now, Zone::default());
        let key = format!("bench-{}-{n}", now.ms());
        let out = Outbound {
            conversation: chats[n % chats.len()].id,
            text: &text,
            client_key: &key,
            reply_code: None,
            order: None,
            way: Way::Outbox { hold: Span::secs(3) },
        };
        usize::from(messages::send(db, &by, &out).is_ok())
    });
}

struct Table {
    only: String,
}

impl Table {
    /// True when a line of this name is to be measured.
    fn wants(&self, what: &str) -> bool {
        what.contains(&self.only)
    }

    /// Runs `work` `times` times with its number, and prints what one run took.
    fn line(&self, what: &str, times: usize, mut work: impl FnMut(usize) -> usize) {
        if !self.wants(what) {
            return;
        }
        let mut took = Vec::with_capacity(times);
        let mut rows = 0;
        for n in 0..times {
            let started = Instant::now();
            rows += work(n);
            took.push(started.elapsed().as_micros());
        }
        took.sort_unstable();
        let at = |percent: usize| took.get((took.len() * percent / 100).min(took.len() - 1)).copied().unwrap_or(0);
        println!("{what:<46} p50 {:>8} p99 {:>8} us {:>8} rows", at(50), at(99), rows / times.max(1));
    }
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.chars().filter(char::is_ascii_digit).collect()
}
