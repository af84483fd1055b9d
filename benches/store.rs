//! Opening, the queue and looking orders up, on a generated file. `KEFU_BENCH_ORDERS` sets its size (100,000 orders,
//! a tenth as many chats and half as many messages).

use std::sync::{Arc, LazyLock};
use std::time::{SystemTime, UNIX_EPOCH};

use divan::Bencher;
use kefu::domain::{Clock, Platform, Time, Zone};
use kefu::store::{
    Arg, DbPath, Engine, Held, Reader, Result, Store, TextIndex, Writer, conversations, messages, orders, search,
    shops, write,
};

fn main() {
    divan::main();
}

struct Real;

impl Clock for Real {
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Time::from_ms(i64::try_from(since.as_millis()).unwrap_or_default())
    }
}

const TITLES: [&str; 8] = [
    "【热卖】白色纯棉短袖T恤女夏季新款",
    "黑色高腰直筒牛仔裤显瘦长裤",
    "无线蓝牙耳机降噪超长待机",
    "不锈钢保温杯大容量便携水杯",
    "儿童益智积木拼装玩具礼盒",
    "北欧风简约台灯卧室床头灯",
    "真皮手工钱包男士短款",
    "有机红枣夹核桃零食大礼包",
];
const NOW: i64 = 1_795_000_000_000;

struct Shop {
    path: DbPath,
    reader: Reader,
    _folder: tempfile::TempDir,
}

// Benches run on one thread; the reader never leaves it.
thread_local! {
    static SHOP: LazyLock<Shop> = LazyLock::new(|| made().expect("a generated file"));
}

fn size() -> i64 {
    std::env::var("KEFU_BENCH_ORDERS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

fn made() -> Result<Shop> {
    let folder = tempfile::tempdir().expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let writer = Store::open(&path, Arc::new(Real))?;
    fill(&writer, size())?;
    let reader = writer.reader()?;
    Ok(Shop { path, reader, _folder: folder })
}

fn fill(writer: &Writer, count: i64) -> Result<()> {
    let db = writer.db();
    let shop = shops::ensure(db, Platform::Taobao, "店", "", Zone::default(), Time::from_ms(NOW))?;
    let order = "INSERT INTO orders (id, shop_id, platform, number, number_rev, buyer, buyer_key, status, raw_status, payable, paid, \
         currency, created_at, paid_at, receiver, phone, phone_tail, address, title, pieces, seen_at, raw) VALUES ($1, $2, 'taobao', $3, \
         $4, $5, $5, $6, '', $7, $7, 'CNY', $8, $8, '张**', '*******' || $9, $9, '浙江省 杭州市 西湖区 ****', $10, 1, $8, $11)";
    let tracking = "INSERT INTO order_tracking (order_id, number, number_rev) VALUES ($1, $2, $3)";
    let raw = "{\"支付详情\":\"支付宝\",\"店铺名称\":\"店\",\"订单备注\":\"\"}".repeat(4);
    let mut terms = String::new();
    for from in (0..count).step_by(5_000) {
        write(db, || {
            db.hold(&[order, tracking], &mut |held: &mut dyn Held| {
                for n in from..(from + 5_000).min(count) {
                    let at = NOW - (count - n) * 20_000;
                    let id = db.id_at(Time::from_ms(at))?;
                    let number = format!("43{:017}", n * 7919 % 1_000_003 * 100_000 + n);
                    let (back, buyer) = (search::reversed(&number), format!("买家{}tb{}", n % 997, n % 31_337));
                    let (tail, status) =
                        (format!("{:04}", n * 31 % 10_000), if n % 20 == 0 { "to_ship" } else { "success" });
                    let title = TITLES[usize::try_from(n % 8).unwrap_or(0)];
                    let args = [
                        id.into(),
                        shop.id.into(),
                        (&number).into(),
                        (&back).into(),
                        (&buyer).into(),
                        status.into(),
                        Arg::Int(5900),
                        at.into(),
                        (&tail).into(),
                        title.into(),
                        (&raw).into(),
                    ];
                    held.run(0, &args)?;
                    let track = format!("SF{:013}", n * 104_729);
                    held.run(1, &[id.into(), (&track).into(), (&search::reversed(&track)).into()])?;
                    terms.clear();
                    search::add_terms(&mut terms, &buyer);
                    search::add_terms(&mut terms, title);
                    db.index_text(TextIndex::Orders, id, &terms, true)?;
                }
                Ok(())
            })
        })?;
    }
    chats(db, count / 10)
}

fn chats(db: &dyn Engine, count: i64) -> Result<()> {
    let customer = "INSERT INTO customers (id, platform, external_id, nick, nick_key, created_at) VALUES ($1, 'taobao', $2, $2, $2, $3)";
    let chat = "INSERT INTO conversations (id, channel, peer, platform, customer_id, state, waiting_since, due_at, last_at, last_text, \
         last_from, last_seq, created_at) VALUES ($1, 'demo', $2, 'taobao', $3, $4, $5, $6, $7, '什么时候发货', 'customer', 5, $7)";
    let message = "INSERT INTO messages (id, conversation_id, seq, channel, external_id, at, sender, body, state) \
         VALUES ($1, $2, $3, 'demo', $4, $5, 'customer', $6, 'received')";
    write(db, || {
        db.hold(&[customer, chat, message], &mut |held: &mut dyn Held| {
            for n in 0..count {
                let (person, id, nick) = (db.next_id()?, db.next_id()?, format!("客户{n}"));
                let at = NOW - (count - n) * 1_000;
                held.run(0, &[person.into(), (&nick).into(), at.into()])?;
                let waits = n % 100 == 0;
                let (since, due) = (waits.then_some(at), waits.then_some(at + 180_000));
                let state = if waits { "waiting" } else { "resolved" };
                held.run(
                    1,
                    &[id.into(), (&nick).into(), person.into(), state.into(), since.into(), due.into(), at.into()],
                )?;
                for seq in 1..=5 {
                    let row = db.next_id()?;
                    let body = format!("{} 第{n}个", TITLES[usize::try_from((n + seq) % 8).unwrap_or(0)]);
                    held.run(
                        2,
                        &[row.into(), id.into(), seq.into(), (&format!("{n}-{seq}")).into(), at.into(), (&body).into()],
                    )?;
                    db.index_text(TextIndex::Messages, row, &search::terms(&[&body]), true)?;
                }
            }
            Ok(())
        })
    })
}

fn on(bencher: Bencher<'_, '_>, work: impl Fn(&dyn Engine) -> usize + Sync) {
    SHOP.with(|shop| bencher.bench_local(|| work(shop.reader.db())));
}

#[divan::bench]
fn open_and_first_queue_page(bencher: Bencher<'_, '_>) {
    SHOP.with(|shop| {
        bencher.bench_local(|| {
            let writer = Store::open(&shop.path, Arc::new(Real)).expect("open");
            conversations::queue(writer.db(), Time::from_ms(NOW), 50, 0).expect("queue").len()
        });
    });
}

#[divan::bench]
fn open_alone(bencher: Bencher<'_, '_>) {
    SHOP.with(|shop| bencher.bench_local(|| Store::open(&shop.path, Arc::new(Real)).is_ok()));
}

#[divan::bench]
fn queue_page(bencher: Bencher<'_, '_>) {
    on(bencher, |db| conversations::queue(db, Time::from_ms(NOW), 50, 0).expect("queue").len());
}

#[divan::bench]
fn orders_page(bencher: Bencher<'_, '_>) {
    on(bencher, |db| orders::page(db, &Default::default(), 50, 0).expect("page").len());
}

#[divan::bench]
fn last_messages(bencher: Bencher<'_, '_>) {
    let chat = SHOP.with(|shop| conversations::queue(shop.reader.db(), Time::from_ms(NOW), 1, 0).expect("queue")[0].id);
    on(bencher, move |db| messages::page(db, chat, None, 50).expect("page").len());
}

#[divan::bench(args = ["4300000", "430000000000000079", "0079", "SF00000", "买家5", "买家55tb1052", "白色", "降噪", "枣", "灯", "白色 tb12", "没有这个"])]
fn find_orders(bencher: Bencher<'_, '_>, typed: &'static str) {
    on(bencher, move |db| search::find_orders(db, typed, 50).expect("found").len());
}

#[divan::bench(args = ["红枣", "降噪", "枣", "第77", "白色牛仔"])]
fn find_messages(bencher: Bencher<'_, '_>, typed: &'static str) {
    on(bencher, move |db| search::find_messages(db, typed, 50).expect("found").len());
}
