//! A case a platform tells of is of the line its file names, where that is certain, whichever file was read first.

use std::sync::Arc;

use kefu::domain::aftersale::{CaseType, GoodsState, Refusal, Stage, Step};
use kefu::domain::clock::FixedClock;
use kefu::domain::{
    Fact, LineFacts, Money, OrderFacts, OrderFilter, OrderStatus, Platform, Problem, RawText, RefundFacts, ShopKey,
    Zone,
};
use kefu::runtime::case_open::{Asked, open};
use kefu::store::intake::{Given, Intake};
use kefu::store::{Store, Writer, acts, cases, orders};
use kefu::text::Lang;
use proptest::prelude::*;

use super::join::{NOW, Shop, fact, refund};
use super::{at, rules};

/// What a file says of the line of a refund: its number, the seller's code, the title; empty where it does not.
fn naming(number: &str, [line, outer, title]: [&str; 3]) -> RefundFacts {
    RefundFacts {
        line: line.into(),
        outer_id: outer.into(),
        title: RawText::new(title),
        ..refund(number, 1, "return_refund", 4_000, "seller_review")
    }
}

fn opens(shop: &Shop, line: Option<usize>, apart: &str) -> Result<kefu::domain::aftersale::Case, Refusal> {
    let asked = Asked {
        order: shop.order,
        line: line.map(|line| shop.lines[line]),
        kind: CaseType::ReturnRefund,
        reason: "质量问题",
        goods: GoodsState::Received,
        amount: None,
        chat: None,
        platform_id: None,
        note: "",
        apart,
    };
    open(shop.db(), &shop.me, rules(), Lang::Zh, &asked).expect("read")
}

#[test]
fn the_line_goes_by_its_number_then_the_code_then_the_title() {
    for (says, line) in [
        (["10012", "SKU-1", "茶轴键盘"], Some(1)),
        (["", "SKU-2", "茶轴键盘"], Some(1)),
        (["", "商品8812", " 茶轴键盘 "], Some(0)),
        (["", "", "键帽"], Some(1)),
        (["", "", "键"], None),
        (["", "", ""], None),
        // A line of another number is not meant, whatever it is called.
        (["10019", "SKU-1", "茶轴键盘"], None),
    ] {
        let shop = Shop::new();
        shop.hears(&[fact(&naming("R1", says))]);
        let case = shop.all().remove(0);
        assert_eq!(case.line, line.map(|line: usize| shop.lines[line]), "{says:?}");
    }
}

#[test]
fn beside_a_case_told_of_one_line_another_line_is_opened_without_asking() {
    let shop = Shop::new();
    shop.hears(&[fact(&naming("R1", ["10011", "", ""]))]);
    assert_eq!(opens(&shop, Some(0), "另一张"), Err(Refusal::LineHasCase), "the very line");
    assert!(matches!(opens(&shop, None, ""), Err(Refusal::OrderHasCase(_))), "the whole order has it too");
    let mine = opens(&shop, Some(1), "").expect("nobody asks");
    assert_eq!((mine.line, mine.apart), (Some(shop.lines[1]), None));

    // The file itself holds it, for whoever writes there.
    let told = shop.all().into_iter().find(|case| case.platform_id.is_some()).expect("told");
    let second = kefu::domain::aftersale::Case { platform_id: None, ..told };
    assert!(cases::insert(shop.db(), &shop.me, &second, &[]).is_err());
}

#[test]
fn a_case_of_a_line_that_ended_is_not_taken_up_again_beside_the_platforms() {
    let shop = Shop::new();
    let mine = opens(&shop, Some(0), "").expect("nothing is open");
    let change = mine.after(Step::Withdraw, &super::whole(), rules(), at(NOW)).expect("possible");
    cases::save(shop.db(), &shop.me, Stage::SellerReview, &change).expect("withdrawn");
    shop.hears(&[fact(&naming("R1", ["10011", "", ""]))]);
    assert!(matches!(acts::undo(shop.db(), &shop.me, None), Err(Problem::NotUndone { .. })));
}

#[test]
fn a_later_file_that_says_more_names_the_line_and_one_that_says_less_forgets_nothing() {
    let shop = Shop::new();
    shop.hears(&[fact(&naming("R1", ["", "", ""]))]);
    shop.hears(&[fact(&naming("R1", ["10012", "", ""]))]);
    assert_eq!(shop.all()[0].line, Some(shop.lines[1]));
    let moved = RefundFacts { stage: "buyer_return", ..naming("R1", ["", "", ""]) };
    shop.hears(&[fact(&moved)]);
    let case = shop.all().remove(0);
    assert_eq!((case.line, case.stage), (Some(shop.lines[1]), Stage::BuyerReturn));
    // A step of ours and its undo leave the line alone.
    let change = case.after(Step::TrackingFilled, &super::whole(), rules(), at(NOW)).expect("possible");
    cases::save(shop.db(), &shop.me, case.stage, &change).expect("noted");
    acts::undo(shop.db(), &shop.me, None).expect("undone");
    assert_eq!(shop.all()[0].line, Some(shop.lines[1]));
}

/// A file: of one line of the order, or of one refund.
#[derive(Clone, Debug)]
enum File {
    Line(u32, &'static str, &'static str),
    Refund(u32, [&'static str; 3]),
}

fn hear(writer: &Writer, file: &File) {
    let facts = match file {
        File::Line(n, outer, title) => {
            let order = OrderFacts {
                number: "1001".into(),
                paid: Some(Money::fen(30_000)),
                status: Some(OrderStatus::Success),
                ..OrderFacts::default()
            };
            let line = LineFacts {
                order: "1001".into(),
                line: format!("1001{n}"),
                ordinal: *n,
                paid: Some(Money::fen(10_000)),
                outer_id: (*outer).into(),
                title: RawText::new(*title),
                ..LineFacts::default()
            };
            vec![Fact::Order(Box::new(order)), Fact::Line(Box::new(line))]
        }
        File::Refund(n, says) => vec![fact(&naming(&format!("R{n}"), *says))],
    };
    let key = ShopKey { platform: Platform::Taobao, name: "旗舰店".into(), external_id: String::new() };
    let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(&key), fact }).collect();
    Intake::new("test", None, Zone::default(), at(NOW), false, rules()).apply(writer.db(), &given, None).expect("in");
}

/// The number of each refund, and the number of the line its case has, after the files were read in this order.
fn end(files: &[File]) -> Vec<(Option<String>, Option<String>)> {
    let writer = Store::memory(Arc::new(FixedClock(at(NOW)))).expect("memory");
    files.iter().for_each(|file| hear(&writer, file));
    let order = orders::page(writer.db(), &OrderFilter::default(), 1, 0).expect("orders").remove(0).id;
    let lines = orders::lines(writer.db(), order).expect("lines");
    let number = |id| lines.iter().find(|line| Some(line.id) == id).map(|line| line.line.clone());
    let cases = cases::of_order(writer.db(), order).expect("cases");
    let mut all: Vec<_> = cases.into_iter().map(|case| (case.platform_id.clone(), number(case.line))).collect();
    all.sort();
    all
}

fn files() -> impl Strategy<Value = Vec<File>> {
    let (code, title) = (prop::sample::select(vec!["A", "B", ""]), prop::sample::select(vec!["键盘", "键帽"]));
    let line = prop::collection::vec((code, title), 2..4);
    let word = |all: &[&'static str]| prop::sample::select(all.to_vec());
    let told = (word(&["", "10011", "10013"]), word(&["", "A", "B"]), word(&["", "键盘", "键帽"]));
    let told = prop::collection::vec(told, 1..3);
    (line, told).prop_map(|(lines, told)| {
        let lines = (1..).zip(lines).map(|(n, (code, title))| File::Line(n, code, title));
        let told = (1..).zip(told).map(|(n, (line, code, title))| File::Refund(n, [line, code, title]));
        lines.chain(told).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_the_files_names_the_same_lines(
        (files, shuffled) in files().prop_flat_map(|files| (Just(files.clone()), Just(files).prop_shuffle())),
    ) {
        prop_assert_eq!(end(&shuffled), end(&files), "{:?}", shuffled);
    }
}
