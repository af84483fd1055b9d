//! Three cases walked from the keyboard, in both languages and at every size.

use kefu::app::Pane;
use kefu::config::Config;
use kefu::domain::aftersale::{Arbitration, CaseType, GoodsState, ParcelFact, Stage, Step};
use kefu::domain::{Case, OrderId, Span};
use kefu::store::{cases, orders};
use kefu::text::Lang;

use crate::desk::{Desk, at};
use crate::floor::Floor;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

fn floor(size: (u16, u16), tr: Lang) -> (Floor, OrderId) {
    let desk = Desk::new();
    let order = desk.order("4000000000000911", "拾光10001", "云朵棉短袖 月白 M");
    desk.db().run("UPDATE orders SET shipped_at = $1 WHERE id = $2", &[at(10).into(), order.into()]).expect("shipped");
    let config = "[[return_address]]\nwarehouse = \"杭州仓\"\nreceiver = \"退货组\"\nphone = \"057100000000\"\n\
                  address = \"浙江省杭州市示例区样本路 1 号\"\n";
    let config = Config::parse(config, std::path::Path::new("kefu.toml")).expect("settings");
    (Floor::new(desk, size, tr, config), order)
}

fn only_case(floor: &Floor) -> Case {
    let all = cases::all(floor.db(), 5, 0).expect("cases");
    assert_eq!(all.len(), 1);
    all.into_iter().next().expect("one")
}

/// On a platform kefu cannot write to: done there, then marked.
fn marked(floor: &mut Floor) {
    let case = only_case(floor);
    assert!(case.intention.is_some(), "{}", floor.screen());
    floor.keys("m");
    assert_eq!(only_case(floor).intention, None, "{}", floor.screen());
}

#[test]
fn a_return_goes_from_application_to_money_from_the_keyboard() {
    for size in SIZES {
        for tr in [Lang::Zh, Lang::En] {
            let (mut floor, order) = floor(size, tr);
            floor.desk.chat("拾光10001", "短袖有瑕疵，起球了，想退", at(3000));
            floor.later(Span::secs(1));
            // Three keys from the order: to the orders, the case, accept.
            floor.keys("3a");
            floor.must_show("59.00");
            floor.must_show(if tr == Lang::Zh { "质量问题" } else { "quality" });
            floor.keys("<enter>");
            let case = only_case(&floor);
            assert_eq!((case.kind, case.stage), (CaseType::ReturnRefund, Stage::SellerReview), "{}", floor.screen());
            assert_eq!((case.order, case.amount), (order, case.max_amount));
            assert_eq!(case.reason.code.as_deref(), Some("quality"));
            assert_eq!(floor.model.focus, Pane::Cases);
            floor.must_show(if tr == Lang::Zh { "超时未处理" } else { "If nobody acts" });

            // Agreeing wants the amount typed; a wrong one is told under its field.
            floor.keys("Y58<enter>");
            assert_eq!(only_case(&floor).intention, None);
            floor.keys("<backspace>9.00<enter>");
            marked(&mut floor);
            assert_eq!(only_case(&floor).stage, Stage::BuyerReturn);
            floor.must_show("退货组");

            // The address goes to the buyer as text in the composer.
            floor.keys("A");
            assert_eq!(floor.model.focus, Pane::Chat, "{}", floor.screen());
            assert!(floor.model.chat.composer.editor.text().contains("样本路 1 号"));
            floor.keys("<ctrl-u><esc>4");
            floor.must_show(if tr == Lang::Zh { "下一步" } else { "Next" });

            // The buyer fills in the parcel: another step, told as a fact.
            floor.keys("W<enter>圆通<tab>YT8812345678901<enter>");
            let case = only_case(&floor);
            assert_eq!((case.stage, case.goods), (Stage::SellerReceive, GoodsState::Returned), "{}", floor.screen());
            floor.must_show("YT8812345678901");

            // The inspection, and the amount again.
            floor.keys("I59.00<tab><tab><tab>512<enter>");
            marked(&mut floor);
            assert_eq!(only_case(&floor).stage, Stage::Refunding, "{}", floor.screen());
            let history = cases::history(floor.db(), case.id).expect("history");
            let note = history.iter().rev().find_map(|event| event.note.as_ref()).expect("inspected");
            assert!(note.contains("512"), "{note:?}");

            // The platform pays; the order knows.
            floor.keys("W<enter><enter>");
            assert_eq!(only_case(&floor).stage, Stage::Done, "{}", floor.screen());
            let refunded = orders::expect(floor.db(), order).expect("order").refunded;
            assert_eq!(refunded, case.amount);
        }
    }
}

#[test]
fn a_refund_is_stopped_until_the_parcel_is_held() {
    for size in SIZES {
        for tr in [Lang::Zh, Lang::En] {
            let (mut floor, order) = floor(size, tr);
            floor
                .desk
                .db()
                .run("UPDATE orders SET status = 'to_ship', shipped_at = NULL WHERE id = $1", &[order.into()])
                .expect("paid");
            floor.desk.chat("拾光10001", "不想要了", at(3000));
            floor.later(Span::secs(1));
            floor.keys("3a<enter>");
            let case = only_case(&floor);
            assert_eq!((case.kind, case.goods), (CaseType::RefundOnly, GoodsState::Unshipped), "{}", floor.screen());
            floor.must_show(if tr == Lang::Zh {
                "先确认截单或拦下"
            } else {
                "make sure the parcel is held first"
            });

            // The right amount alone does not do, nor does a note.
            floor.keys("Y59.00<enter>");
            assert_eq!(only_case(&floor).intention, None);
            floor.must_show(if tr == Lang::Zh { "包裹还没确认拦下" } else { "Nobody has confirmed" });
            floor.keys("<tab>顺手记一笔<enter>");
            assert_eq!(only_case(&floor).intention, None, "{}", floor.screen());
            floor.keys("<esc>");

            // Once the warehouse holds it, the same keys go through.
            floor.keys("Y59.00<tab><right><enter>");
            let noted = only_case(&floor).intention.expect("noted");
            assert_eq!((noted.step, noted.input.parcel), (Step::Agree, Some(ParcelFact::Held)));
            floor.must_show(if tr == Lang::Zh { "已记下" } else { "Noted" });
            marked(&mut floor);
            assert_eq!(only_case(&floor).stage, Stage::Refunding);
            // What left nothing here can be taken back.
            floor.keys("uu");
            assert_eq!(only_case(&floor).stage, Stage::SellerReview, "{}", floor.screen());
        }
    }
}

#[test]
fn a_refusal_goes_to_arbitration_and_to_an_appeal() {
    for size in SIZES {
        for tr in [Lang::Zh, Lang::En] {
            let (mut floor, _) = floor(size, tr);
            floor.desk.chat("拾光10001", "和图片不一样，有色差", at(3000));
            floor.later(Span::secs(1));
            floor.keys("3a<enter>");
            assert_eq!(only_case(&floor).reason.code.as_deref(), Some("not_as_described"));
            // A shipped order's refusal wants a reason, words and proof.
            floor.keys("R已穿洗<enter>");
            assert_eq!(only_case(&floor).intention, None, "words are needed");
            floor.keys("实物与页面快照一致<enter>");
            assert_eq!(only_case(&floor).intention, None, "proof is needed: {}", floor.screen());
            // Nothing typed is lost: the proof is chosen in the same dialog.
            floor.keys("<right><enter>");
            marked(&mut floor);
            assert_eq!(only_case(&floor).stage, Stage::BuyerDecide);

            // What is due stands first; the rest has a digit.
            let walk = |floor: &mut Floor, wanted: Step, rest: &str| {
                floor.keys("W");
                let keys = possible(floor).iter().position(|step| *step == wanted).expect("possible") + 1;
                floor.keys(&format!("{keys}<enter>"));
                floor.keys(rest);
            };
            walk(&mut floor, Step::Escalate, "<enter>");
            assert_eq!(only_case(&floor).arbitration, Arbitration::Requested, "{}", floor.screen());
            walk(&mut floor, Step::AskEvidence, "<enter>");
            assert_eq!(only_case(&floor).arbitration, Arbitration::Evidence, "{}", floor.screen());
            assert!(only_case(&floor).evidence_clock.is_some());
            walk(&mut floor, Step::EvidenceFiled, "<enter>");
            assert_eq!(only_case(&floor).arbitration, Arbitration::Judging, "{}", floor.screen());
            walk(&mut floor, Step::JudgedForBuyer, "<enter>");
            assert_eq!(only_case(&floor).arbitration, Arbitration::ForBuyer, "{}", floor.screen());
            walk(&mut floor, Step::Appeal, "快照与实物一致，请复核<enter>");
            marked(&mut floor);
            assert_eq!(only_case(&floor).arbitration, Arbitration::Requested, "{}", floor.screen());
        }
    }
}

/// The possible steps behind one key, as they stand there.
fn possible(floor: &Floor) -> Vec<Step> {
    possible_of(floor, only_case(floor).id)
}

fn possible_of(floor: &Floor, id: kefu::domain::CaseId) -> Vec<Step> {
    let case = cases::expect(floor.db(), id).expect("kept");
    let steps = case.steps(&kefu::rules::embedded().expect("rules"), at(3700));
    let free = steps.iter().filter(|c| c.refusal.is_none() && !kefu::app::panes::cases::is_keyed(c.step));
    let mut steps: Vec<Step> = free.map(|choice| choice.step).collect();
    case.by_likelihood(&mut steps);
    steps
}

#[test]
fn an_open_case_that_names_no_line_is_gone_to_or_a_reason_opens_another() {
    for tr in [Lang::Zh, Lang::En] {
        let (mut floor, order) = floor((80, 24), tr);
        let line = "INSERT INTO order_lines (id, order_id, line, position, title, sku, outer_id, outer_key, quantity, price, \
                    paid, status, raw_status, source, row_hash) VALUES ($1, $2, $3, $4, $5, '', '', '', 1, 2950, 2950, \
                    'shipped', '', 'test', 0)";
        for (n, title) in [(1_i64, "云朵棉短袖"), (2, "亚麻长裤")] {
            let (id, number) = (floor.db().next_id().expect("id"), format!("911-{n}"));
            floor.db().run(line, &[id.into(), order.into(), (&number).into(), n.into(), title.into()]).expect("a line");
        }
        floor.desk.chat("拾光10001", "短袖有瑕疵，起球了，想退", at(3000));
        floor.later(Span::secs(1));
        floor.keys("3a<enter>");
        let first = only_case(&floor);
        assert_eq!(first.line, None, "{}", floor.screen());
        // Enter alone goes to the one that is open already.
        floor.keys("3a");
        floor.must_show(if tr == Lang::Zh { "可能是同一件" } else { "may be about the same goods" });
        floor.keys("<enter>");
        assert_eq!((floor.model.focus, only_case(&floor)), (Pane::Cases, first.clone()), "{}", floor.screen());
        // Another one wants a reason, and which line it is about.
        floor.keys("3a<right><enter>");
        floor.must_show(if tr == Lang::Zh { "这一项要填" } else { "this is needed" });
        floor.keys("那张是短袖的<tab><tab><tab><tab><right><right><enter>");
        let all = cases::all(floor.db(), 5, 0).expect("cases");
        let [second, old] = &all[..] else { panic!("{}", floor.screen()) };
        assert_eq!((old.id, second.apart.as_deref()), (first.id, Some("那张是短袖的")));
        assert!(second.line.is_some(), "{second:?}");
        floor.must_show("那张是短袖的");
    }
}

#[test]
fn the_picker_of_steps_starts_with_what_is_due_and_says_why_the_rest_is_not() {
    for (tr, not_yet, due) in
        [(Lang::Zh, "还不能", "1 已填退货单号"), (Lang::En, "Not while it stands at", "1 return tracking filled in")]
    {
        let (mut floor, _) = floor((80, 24), tr);
        floor.desk.chat("拾光10001", "短袖有瑕疵，起球了，想退", at(3000));
        floor.later(Span::secs(1));
        floor.keys("3a<enter>W");
        let first = possible(&floor)[0];
        assert!(!matches!(first, Step::Withdraw | Step::Timeout | Step::JudgedForBuyer), "{first:?}");
        floor.must_show(not_yet);
        floor.keys("<esc>Y59.00<enter>m");
        floor.keys("W");
        floor.must_show(due);
        floor.must_show(not_yet);
        // The last one is still within one digit.
        assert!(possible(&floor).len() < 10, "{:?}", possible(&floor));
    }
}

#[test]
fn a_case_that_ends_stays_on_its_page_so_that_no_key_falls_on_the_next_one() {
    let (mut floor, _) = floor((80, 24), Lang::Zh);
    let other = floor.desk.order("4000000000000922", "拾光10002", "亚麻长裤 卡其 L");
    floor
        .desk
        .db()
        .run("UPDATE orders SET shipped_at = $1 WHERE id = $2", &[at(10).into(), other.into()])
        .expect("shipped");
    floor.desk.chat("拾光10001", "短袖有瑕疵，起球了，想退", at(3000));
    floor.later(Span::secs(1));
    floor.keys("3a<enter>");
    floor.keys("3ja<tab>起球<enter>");
    assert_eq!(cases::open_count(floor.db()).expect("counted"), 2, "{}", floor.screen());
    floor.keys("<esc>");
    let first = floor.model.cases.selected().expect("one").case.id;
    let withdrawn = possible_of(&floor, first).iter().position(|step| *step == Step::Withdraw).expect("possible") + 1;
    floor.keys(&format!("<enter>W{withdrawn}<enter><enter>"));
    assert_eq!(cases::open_count(floor.db()).expect("counted"), 1, "{}", floor.screen());
    let page = floor.model.cases.page_of_selected().expect("a page");
    assert_eq!((page.case.id, page.case.stage), (first, Stage::Closed), "{}", floor.screen());
    // Back in the list the open one is left.
    floor.keys("<esc>");
    let left = floor.model.cases.selected().expect("one").case.clone();
    assert!(left.is_open() && left.id != first, "{}", floor.screen());
}
