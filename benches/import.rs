//! The CPU of `kefu import` against its floor, on one generated order file.
//!
//! The floor is what no importer into this schema can do without: records split by the csv crate, prepared inserts of
//! the same columns (the unknown ones as JSON), the same bigrams, the plain indexes made after the rows. It checks
//! nothing, cleans nothing, remembers nothing to go on from. `KEFU_BENCH_ORDERS` sets the size (100,000),
//! `KEFU_BENCH_YEAR` the columns (2019); `KEFU_BENCH_PART=floor` or `import` runs one alone. CPU time is read from `/proc`, so this is a Linux bench.

#[path = "../examples/samples/columns.rs"]
mod columns;
#[path = "../examples/samples/files.rs"]
mod files;
#[path = "../examples/samples/made.rs"]
mod made;

use std::collections::HashMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Instant;

use kefu::domain::id::IdMaker;
use kefu::domain::{Clock, Currency, Money, Platform, Time, Zone};
use kefu::import::taobao::status;
use kefu::store::{DbPath, Store, search, shops};
use rusqlite::{Connection, params};

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Time {
        Time::from_ms(NOW)
    }
}

const NOW: i64 = 1_795_000_000_000;
const BATCH: usize = 10_000;

fn main() -> ExitCode {
    match compare() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> Outcome<()> {
    // Asked for a test run, do little.
    let tested = std::env::args().any(|arg| arg == "--test");
    let count = std::env::var("KEFU_BENCH_ORDERS").ok().and_then(|n| n.parse().ok());
    let count = if tested { 200 } else { count.unwrap_or(100_000u64) };
    let part = std::env::var("KEFU_BENCH_PART").unwrap_or_default();
    let folder = tempfile::tempdir()?;
    let (plain, coded) = (folder.path().join("utf8"), folder.path().join("gb18030"));
    let year = std::env::var("KEFU_BENCH_YEAR").unwrap_or_else(|_| "2019".to_owned());
    let variant = columns::Variant::parse(&year).ok_or("KEFU_BENCH_YEAR: 2016, 2019, 2021 or 2024")?;
    files::write(&plain, count, 7, variant, false)?;
    files::write(&coded, count, 7, variant, true)?;
    let mut out = std::io::stdout();
    let mut floor_cpu = None;
    if part != "import" {
        let (from, started) = (cpu(false)?, Instant::now());
        floor(&plain.join("ExportOrderList.csv"), &folder.path().join("floor.db"), &mut out)?;
        let used = cpu(false)? - from;
        floor_cpu = Some(used);
        writeln!(out, "floor            {:7.2} s CPU {:7.2} s wall", seconds(used), started.elapsed().as_secs_f32())?;
    }
    if part != "floor" {
        for (name, file) in [("import utf-8  ", &plain), ("import gb18030", &coded)] {
            let (from, started) = (cpu(true)?, Instant::now());
            let done = Command::new(env!("CARGO_BIN_EXE_kefu"))
                .args(["import", "--json", "--data"])
                .arg(folder.path().join(format!("{name}.db")))
                .arg(file.join("ExportOrderList.csv"))
                .stdout(Stdio::null())
                .status()?;
            if !done.success() {
                return Err(format!("{name}: {done}").into());
            }
            let used = cpu(true)? - from;
            write!(out, "{name}   {:7.2} s CPU {:7.2} s wall", seconds(used), started.elapsed().as_secs_f32())?;
            match floor_cpu {
                Some(floor) if floor > 0 => {
                    writeln!(out, "   {}.{:02} x floor", used / floor, used % floor * 100 / floor)?
                }
                _ => writeln!(out)?,
            }
        }
    }
    Ok(())
}

fn seconds(ticks: u64) -> f32 {
    std::time::Duration::from_millis(ticks * 10).as_secs_f32()
}

/// User and system time in hundredths of a second: of this process, or of its children that have ended.
fn cpu(children: bool) -> Outcome<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let from = if children { 13 } else { 11 };
    let ticks = |i: usize| fields.get(i).and_then(|field| field.parse::<u64>().ok()).ok_or("no CPU time in /proc");
    Ok(ticks(from)? + ticks(from + 1)?)
}

const ORDER: &str = "INSERT INTO orders (id, shop_id, platform, number, number_rev, customer_id, buyer, buyer_key, status, raw_status, \
    payable, paid, freight, refunded, currency, created_at, paid_at, finished_at, receiver, phone, phone_tail, address, carrier, tracking, \
    memo, buyer_message, title, pieces, seen_at, close_reason, source, source_rank, row_hash, raw) VALUES (?1, ?2, 'taobao', ?3, ?4, ?5, ?6, ?7, ?8, \
    ?9, ?10, ?11, ?12, ?13, 'CNY', ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, 'taobao.orders', 1, ?29, ?30)";
const TRACKING: &str = "INSERT INTO order_tracking (order_id, number, number_rev, carrier) VALUES (?1, ?2, ?3, ?4)";
const CUSTOMER: &str = "INSERT INTO customers (id, platform, external_id, nick, nick_key, created_at) VALUES (?1, 'taobao', ?2, ?2, ?3, ?4)";
const TEXT: &str = "INSERT INTO order_text (rowid, terms) VALUES (?1, ?2)";

/// The columns an order has a place for; the others go into `raw`.
const KNOWN: [&str; 21] = [
    "订单编号",
    "买家会员名",
    "买家应付货款",
    "买家应付邮费",
    "总金额",
    "买家实际支付金额",
    "订单状态",
    "买家留言",
    "收货人姓名",
    "收货地址",
    "联系手机",
    "订单创建时间",
    "订单付款时间",
    "宝贝标题",
    "物流单号",
    "物流公司",
    "订单备注",
    "宝贝总数量",
    "退款金额",
    "确认收货时间",
    "订单关闭原因",
];

fn floor(file: &Path, data: &Path, out: &mut impl Write) -> Outcome<()> {
    let writer = Store::open(&DbPath::new(data), Arc::new(Fixed)).map_err(|p| format!("{p:?}"))?;
    let shop = shops::ensure(writer.db(), Platform::Taobao, "店", "", Zone::default(), Time::from_ms(NOW));
    let shop = shop.map_err(|p| format!("{p:?}"))?.id.raw();
    drop(writer);
    let db = Connection::open(data)?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192")?;
    let indexes: Vec<(String, String)> = db
        .prepare(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('orders', 'order_tracking', 'customers') \
             AND sql LIKE 'CREATE INDEX%'",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    let started = cpu(false)?;
    rows(&db, file, shop)?;
    let told = cpu(false)?;
    for (_, sql) in &indexes {
        db.execute_batch(sql)?;
    }
    let plain = cpu(false)?;
    texts(&db)?;
    let ended = cpu(false)?;
    let (rows, indexes, text) = (seconds(told - started), seconds(plain - told), seconds(ended - plain));
    writeln!(out, "  of the floor: rows {rows:.2}, indexes {indexes:.2}, text {text:.2}")?;
    Ok(())
}

fn rows(db: &Connection, file: &Path, shop: i64) -> Outcome<()> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file)?;
    let names: Vec<String> =
        reader.byte_headers()?.iter().map(|n| String::from_utf8_lossy(n).trim().to_owned()).collect();
    let at: HashMap<&str, usize> = names.iter().enumerate().map(|(i, name)| (name.as_str(), i)).rev().collect();
    let rest: Vec<(usize, &String)> = names.iter().enumerate().filter(|(_, n)| !KNOWN.contains(&n.as_str())).collect();
    let column: Vec<usize> = KNOWN.iter().map(|name| at.get(name).copied().unwrap_or(usize::MAX)).collect();
    let (mut ids, mut people) = (IdMaker::new(1), IdMaker::new(2));
    let mut customers: HashMap<String, i64> = HashMap::new();
    let (mut order, mut track, mut person) = (db.prepare(ORDER)?, db.prepare(TRACKING)?, db.prepare(CUSTOMER)?);
    let (mut record, mut raw) = (csv::ByteRecord::new(), String::new());
    let mut n = 0;
    db.execute_batch("BEGIN")?;
    while reader.read_byte_record(&mut record)? {
        let cell = |i: usize| record.get(i).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let known = |i: usize| cell(column[i]);
        let money = |i: usize| Money::parse(known(i), Currency::CNY).ok().map(Money::minor);
        let (created, paid_at, finished) = (time(known(11)), time(known(12)), time(known(19)));
        let number = known(0).trim_matches(['=', '"']);
        let id = ids.raw_at(Time::from_ms(created.unwrap_or(NOW)));
        let nick = known(1);
        let nick_key = search::key(nick);
        let customer = match customers.get(nick) {
            Some(id) => *id,
            None => {
                let id = people.next_raw(Time::from_ms(NOW));
                person.execute(params![id, nick, &nick_key, NOW])?;
                customers.insert(nick.to_owned(), id);
                id
            }
        };
        raw.clear();
        for (i, name) in &rest {
            let value = cell(*i);
            if !value.is_empty() {
                raw.push(if raw.is_empty() { '{' } else { ',' });
                raw.push('"');
                raw.push_str(name);
                raw.push_str("\":\"");
                raw.push_str(value);
                raw.push('"');
            }
        }
        raw.push('}');
        let phone = known(10).trim_start_matches('\'');
        let tracking = known(14).trim_start_matches("No:");
        let carrier = known(15);
        order.execute(params![
            id,
            shop,
            number,
            search::reversed(number),
            customer,
            nick,
            nick_key,
            status::order(known(6)).code(),
            known(6),
            money(4),
            money(5),
            money(3),
            money(18),
            created,
            paid_at,
            finished,
            known(8),
            phone,
            search::phone_tail(phone),
            known(9),
            carrier,
            tracking,
            known(16),
            known(7),
            known(13),
            known(17).parse::<i64>().unwrap_or(0),
            NOW,
            known(20),
            n as i64,
            raw
        ])?;
        if !tracking.is_empty() {
            track.execute(params![id, tracking, search::reversed(tracking), carrier])?;
        }
        n += 1;
        if n % BATCH == 0 {
            db.execute_batch("COMMIT; BEGIN")?;
        }
    }
    db.execute_batch("COMMIT")?;
    Ok(())
}

fn texts(db: &Connection) -> Outcome<()> {
    let mut read = db.prepare(
        "SELECT id, buyer, receiver, title, memo, buyer_message FROM orders WHERE id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut write = db.prepare(TEXT)?;
    let (mut after, mut terms) = (0i64, String::new());
    loop {
        let mut count = 0;
        db.execute_batch("BEGIN")?;
        let mut rows = read.query(params![after, BATCH as i64])?;
        while let Some(row) = rows.next()? {
            terms.clear();
            after = row.get(0)?;
            for column in 1..6 {
                search::add_terms(&mut terms, row.get_ref(column)?.as_str()?);
            }
            write.execute(params![after, &terms])?;
            count += 1;
        }
        drop(rows);
        db.execute_batch("COMMIT")?;
        if count == 0 {
            return Ok(());
        }
    }
}

/// `yyyy-MM-dd HH:mm:ss` in China, without a look whether it is one.
fn time(text: &str) -> Option<i64> {
    kefu::import::cell::time(text).ok().flatten().map(Time::ms)
}
