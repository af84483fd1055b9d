//! Any text anywhere in the data file, at any size of the screen: every page is drawn, and no reading of a text ends
//! the program.

#[path = "monkey/dice.rs"]
#[expect(dead_code, reason = "the room throws them, nobody else here")]
mod dice;
#[path = "support/keys.rs"]
mod keys;
#[path = "monkey/room.rs"]
#[expect(dead_code, reason = "nothing is sent here")]
mod room;

use kefu::app::msg::{Answer, ImportTold, Msg, RejectRow};
use kefu::app::{Model, Settings, update};
use kefu::demo::Voice;
use kefu::demo::meaning::meaning;
use kefu::domain::guard::{self, GuardContext};
use kefu::domain::paste::{analyse, contains_answer};
use kefu::domain::preview::TableSeen;
use kefu::domain::reply::{ReplyLang, Template, says};
use kefu::domain::{
    Currency, Money, OrderQuery, RawText, SafeText, Time, mask, parcel, product, review, source, ticket,
};
use kefu::replies::ReplySet;
use kefu::text::Lang;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use keys::chords;
use room::Room;

/// Texts as they come: words of the trade cut anywhere, digits, blanks, marks that combine, anything of Unicode, long.
fn text() -> impl Strategy<Value = String> {
    let pieces = "[王云路号市省区街道弄室栋0-9 　:：.,，。\\-*+@#\n\t\u{301}\u{200d}\u{fe0f}\u{202e}é👍🏽ﷺｶﾞ한a-f¥$%()（）【】{}]{0,40}";
    let words = proptest::sample::select(vec![
        "上海市浦东新区示例路12号",
        "13900001234",
        "020-12345678",
        "王小满",
        "收货人：",
        "电话",
        "4000000000001799",
        "SF1234567890123",
        "2026-11-22 14:03:00",
        "￥59.00",
        "退款",
        "发货",
        "尺码",
        "https://item.taobao.com/item.htm?id=12",
        "a@b.example",
        "【店铺名】",
        "{order.number}",
        "older:12h",
        "<3d",
        "status:to_ship",
        "-",
        "1e309",
        "99999999999999999999",
        "\u{1b}[2J",
        "\r\n",
    ]);
    let mixed =
        proptest::collection::vec(prop_oneof![pieces.prop_map(String::from), words.prop_map(String::from)], 0..6);
    prop_oneof![
        4 => mixed.prop_map(|parts| parts.concat()),
        2 => any::<String>(),
        1 => (any::<String>(), 1usize..200).prop_map(|(text, times)| text.repeat(times).chars().take(10_000).collect()),
        1 => Just(String::new()),
    ]
}

static REPLIES: std::sync::LazyLock<ReplySet> = std::sync::LazyLock::new(kefu::replies::load_default);

/// Everything that reads a text from outside without anything around it.
fn read_all(text: &str, other: &str) {
    let safe = SafeText::line(text);
    let _ = (SafeText::clean(text), mask::phone(text), mask::address(text), mask::receiver(text), mask::text(text));
    let _ = (analyse(&RawText::new(text)), contains_answer(text, other), contains_answer(other, text));
    let _ = OrderQuery::parse(text).map(|query| query.text());
    let _ = guard::check(&safe, kefu::replies::guard_rules(), GuardContext::default());
    let _ = (
        Money::parse(text, Currency::CNY),
        Money::parse(text, Currency::parse("JPY").unwrap_or(Currency::CNY)),
        Time::parse_rfc3339(text),
    );
    let _ = (product::short_title(text, 6), product::link_ids(text), product::codes_in(text), parcel::guess(text));
    let _ = (review::is_default_text(text), review::stars(text), source::shop_url(text), ticket::urges_shipping(text));
    let _ = (meaning(text), Template::parse(text), kefu::domain::facts::is_masked(text));
    let _ = kefu::domain::order_act::address::is_same(text, other);
    let set = &*REPLIES;
    let _ = kefu::replies::find(set, text, ReplyLang::Zh, 9);
    let _ = set.by_code("zai", ReplyLang::Zh).map(|reply| says(reply, text));
    for width in [0, 1, 2, 3, 7, 40] {
        use kefu::view::width::{cols, fit, fit_middle, fit_right, number_ends, shorten};
        for cell in [fit(&safe, width), fit_right(&safe, width), fit_middle(&safe, width)] {
            assert_eq!(cols(&cell), width, "{text:?}");
        }
        let _ = (shorten(&safe, width), number_ends(text, width));
        let _ = kefu::app::input::wrap::wrap(&safe, width);
    }
}

proptest! {
    #[test]
    fn no_reading_of_a_text_ends_the_program(text in text(), other in text()) {
        read_all(&text, &other);
    }
}

/// Columns that hold what people and platforms wrote.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "orders",
        &[
            "buyer",
            "raw_status",
            "receiver",
            "phone",
            "address",
            "carrier",
            "tracking",
            "memo",
            "buyer_message",
            "title",
            "close_reason",
            "flag_tag",
            "our_step",
            "conflict",
        ],
    ),
    ("order_lines", &["title", "sku", "outer_id", "refund_status", "raw_status"]),
    ("order_events", &["body"]),
    ("order_tracking", &["carrier"]),
    ("order_intentions", &["old_value", "new_value", "reason"]),
    ("customers", &["nick", "note", "level", "tags", "blocked_reason"]),
    ("conversations", &["last_text", "snooze_reason"]),
    ("messages", &["body"]),
    (
        "cases",
        &[
            "raw_reason",
            "raw_status",
            "tag",
            "detail",
            "return_carrier",
            "return_tracking",
            "sent_carrier",
            "sent_tracking",
        ],
    ),
    ("case_events", &["note"]),
    ("evidence", &["name", "note"]),
    ("promises", &["body"]),
    ("work_log", &["problem", "cause", "fix", "kind"]),
    ("products", &["title", "material", "size_table", "selling_points", "matching", "warranty"]),
    ("product_answers", &["question", "answer"]),
    ("product_faults", &["body"]),
    ("parcels", &["carrier", "last_scan", "raw_state"]),
    ("reviews", &["buyer", "buyer_level", "title", "sku", "body", "follow_up", "answer", "draft"]),
    ("tickets", &["body"]),
    ("handovers", &["note"]),
    ("reminders", &["outcome"]),
    ("shops", &["name", "called", "tag"]),
    ("agents", &["code"]),
];

/// Keys that go over every page and most of what lies over them.
const PAGES: &[&str] = &[
    "<esc><esc>1",
    "n",
    "<esc>",
    "i",
    "<esc><ctrl-g>",
    "<esc><esc>W",
    "<esc>l",
    "<esc>p",
    "<esc>3",
    "<enter>",
    "A",
    "<esc>M",
    "<esc><esc>4",
    "<enter>",
    "w",
    "<esc>e",
    "<esc><esc>P",
    "<esc><esc>5",
    "<enter>",
    "<esc>6",
    "j",
    "]j",
    "]j",
    "]j",
    "]j",
    "?",
    "<esc>:",
    "<esc><f8>",
];

fn write_everywhere(room: &Room, texts: [&str; 2]) {
    let db = room.store.db();
    for (table, columns) in COLUMNS {
        for (nth, column) in columns.iter().enumerate() {
            let text = texts[nth % 2].replace('\0', "");
            db.run(&format!("UPDATE {table} SET {column} = $1"), &[text.as_str().into()]).expect("written");
        }
    }
    // Numbers stay unlike each other.
    db.run("UPDATE orders SET number = $1 || id", &[texts[0].replace('\0', "").as_str().into()]).expect("written");
}

fn draw(model: &Model) {
    let (cols, rows) = model.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
    kefu::view::paint(model, &mut buffer);
    for cell in buffer.content() {
        assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
    }
}

fn told(text: &str) -> ImportTold {
    let line = SafeText::line;
    let reject = RejectRow { row: u64::MAX, column: line(text), problem: line("bad_time"), value: line(text) };
    let cell = || (line(text), line(text));
    let seen = TableSeen {
        format: text.to_owned(),
        encoding: "UTF-8",
        part: line(text),
        years: "2019",
        columns: vec![(line(text), "number"); 40],
        kept: vec![line(text); 40],
        rows: vec![vec![cell(), cell()]; 5],
    };
    ImportTold {
        path: text.to_owned(),
        dry: true,
        format: line(text),
        encoding: line(text),
        rows: u64::MAX,
        inserted: 1,
        updated: 2,
        unchanged: 3,
        conflicting: 4,
        rejected: 5,
        unknown_status: 6,
        lossy: 7,
        resumed: 8,
        tables: vec![seen],
        rejects: vec![reject; 3],
    }
}

#[test]
fn every_page_is_drawn_with_any_text_in_it() {
    let room = std::cell::RefCell::new(Room::new(7, Voice::Zh));
    let cases = (Config::default().cases / 16).max(1);
    let sizes = prop_oneof![Just((80u16, 24u16)), Just((120, 36)), Just((200, 60)), (20u16..=200, 5u16..=60)];
    let given = (text(), text(), sizes, any::<bool>());
    let ran = TestRunner::new(Config { cases, ..Config::default() }).run(&given, |(one, other, size, zh)| {
        let room = &mut *room.borrow_mut();
        write_everywhere(room, [&one, &other]);
        let tr = if zh { Lang::Zh } else { Lang::En };
        let mut model = Model::new(Settings { tr, demo: true, ..Settings::default() }, size, room.now());
        model.replies = kefu::replies::load_default();
        room.catches_up(&mut model);
        for keys in PAGES {
            for chord in chords(keys) {
                room.tell(&mut model, Msg::Key(chord));
            }
            room.catches_up(&mut model);
            draw(&model);
        }
        update(&mut model, Msg::ImportTold(Box::new(told(&one))));
        draw(&model);
        update(&mut model, Msg::Answer(Box::new(Answer::Views(vec![(SafeText::line(&one), other.clone())]))));
        draw(&model);
        Ok(())
    });
    ran.expect("every page is drawn");
}
