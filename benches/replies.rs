//! What the desk asks of replies at every key press: ranking, finding, filling, guarding.

use kefu::domain::guard::{GuardContext, check};
use kefu::domain::reply::{Fields, Placeholder, fill};
use kefu::domain::time::Time;
use kefu::domain::zone::CHINA;
use kefu::domain::{OrderStatus, ReplyLang};
use kefu::replies::{self, ReplySet, Situation, find, guard_rules, rank};

fn main() {
    divan::main();
}

const MESSAGE: &str = "在吗 我的快递三天没动了 什么时候能到呀 周五要用";

/// The shipped replies again and again under new codes, `count` in Chinese.
fn many(count: usize) -> ReplySet {
    let set = replies::load_default();
    let own: Vec<_> = set.of(ReplyLang::Zh).collect();
    let mut file = String::new();
    for i in 0..count {
        let reply = own[i % own.len()];
        let words = reply.words.iter().map(|w| format!("{w:?}, ")).collect::<String>();
        file.push_str(&format!(
            "[[reply]]\ncode = \"r{i}\"\ngroup = \"{}\"\nwords = [{words}]\nzh = {{ title = \"{}{i}\", text = {:?} }}\n",
            reply.group.code(),
            reply.title,
            reply.text.source(),
        ));
    }
    replies::parse(&file, "many.toml").unwrap_or_default()
}

fn situation() -> Situation<'static> {
    let now = Time::from_ms(1_795_327_380_000);
    Situation { status: Some(OrderStatus::Shipped), ..Situation::new(MESSAGE, None, ReplyLang::Zh, CHINA, now) }
}

#[divan::bench(args = [200, 5_000])]
fn rank_nine(bencher: divan::Bencher<'_, '_>, count: usize) {
    let set = many(count);
    bencher.bench_local(|| rank(&set, &situation(), 9).len());
}

#[divan::bench(args = [200, 5_000])]
fn find_by_initials(bencher: divan::Bencher<'_, '_>, count: usize) {
    let set = many(count);
    bencher.bench_local(|| find(&set, "wlbd", ReplyLang::Zh, 9).len());
}

#[divan::bench(args = [200, 5_000])]
fn find_by_characters(bencher: divan::Bencher<'_, '_>, count: usize) {
    let set = many(count);
    bencher.bench_local(|| find(&set, "运费", ReplyLang::Zh, 9).len());
}

#[divan::bench]
fn read_the_shipped_file() -> usize {
    replies::parse(replies::DEFAULT_TEXT, replies::FILE_NAME).map_or(0, |set| set.len())
}

#[divan::bench]
fn fill_all(bencher: divan::Bencher<'_, '_>) {
    let set = replies::load_default();
    let mut fields = Fields::new(ReplyLang::Zh);
    fields.set(Placeholder::OrderItem, "茶轴键盘 87键");
    bencher.bench_local(|| set.all().iter().map(|r| fill(r, &fields, |p| p.code()).text.len()).sum::<usize>());
}

#[divan::bench]
fn guard_one_reply(bencher: divan::Bencher<'_, '_>) {
    let text = "亲，帮您看了，快递单号 78900000000123 确实有段时间没更新了，我已经在联系快递查件。今天下班前给您回复；真丢了由我们负责补发或退款，您不用担心损失。";
    bencher.bench_local(|| check(text, guard_rules(), GuardContext::default()).len());
}
