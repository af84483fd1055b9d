//! A refund the platform tells of and the case an agent opened here for the same goods become one.

use std::sync::Arc;

use kefu::domain::aftersale::{
    Anomaly, Case, CaseType, ClockSource, EvidenceItem, EvidenceKind, GoodsState, Party, Stage, Step, StepInput,
};
use kefu::domain::clock::FixedClock;
use kefu::domain::{
    By, CaseId, Fact, LineFacts, Money, OrderFacts, OrderFilter, OrderId, OrderLineId, OrderStatus, Platform, Problem,
    RefundFacts, Role, ShopKey, Time, Zone,
};
use kefu::runtime::case_open::{self, Asked};
use kefu::store::intake::{Counts, Given, Intake};
use kefu::store::{DbPath, Engine, Store, Writer, acts, agents, cases, orders};
use kefu::text::Lang;

use super::{at, rules};

pub(crate) const NOW: &str = "2026-11-22 10:00";

/// A shop with an order of two lines of 100 yuan each, received, and an agent.
pub(crate) struct Shop {
    writer: Writer,
    pub(crate) me: By,
    pub(crate) order: OrderId,
    pub(crate) lines: Vec<OrderLineId>,
}

impl Shop {
    fn over(writer: Writer) -> Self {
        let agent = agents::add(writer.db(), "小林", "A01", None, Role::Aftersale, at(NOW)).expect("agent").id;
        let line = |n: u32, title: &str| {
            let (line, paid) = (format!("1001{n}"), Some(Money::fen(10_000)));
            let outer_id = format!("SKU-{n}");
            let facts = LineFacts { order: "1001".into(), line, ordinal: n, paid, outer_id, ..LineFacts::default() };
            Fact::Line(Box::new(LineFacts { title: kefu::domain::RawText::new(title), ..facts }))
        };
        let facts = OrderFacts {
            number: "1001".into(),
            paid: Some(Money::fen(20_000)),
            status: Some(OrderStatus::Success),
            finished_at: Some(at("2026-11-20 10:00")),
            ..OrderFacts::default()
        };
        let me = By::new(Some(agent), at(NOW), Zone::default());
        let mut shop = Self { writer, me, order: OrderId::new(0), lines: Vec::new() };
        shop.hears(&[Fact::Order(Box::new(facts)), line(1, "茶轴键盘"), line(2, "键帽")]);
        shop.order = orders::page(shop.db(), &OrderFilter::default(), 1, 0).expect("orders").remove(0).id;
        shop.lines = orders::lines(shop.db(), shop.order).expect("lines").into_iter().map(|line| line.id).collect();
        shop
    }
    pub(crate) fn new() -> Self {
        Self::over(Store::memory(Arc::new(FixedClock(at(NOW)))).expect("memory"))
    }
    pub(crate) fn db(&self) -> &dyn Engine {
        self.writer.db()
    }
    pub(crate) fn hears(&self, facts: &[Fact]) -> Counts {
        let key = ShopKey { platform: Platform::Taobao, name: "旗舰店".into(), external_id: String::new() };
        let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(&key), fact }).collect();
        let mut run = Intake::new("test", None, Zone::default(), at(NOW), false, rules());
        run.apply(self.db(), &given, None).expect("in")
    }
    fn opens(&self, line: Option<usize>, kind: CaseType, fen: i64) -> Case {
        self.opened((line, kind, fen), "")
    }
    /// Beside whatever is open.
    pub(crate) fn opens_apart(&self, line: Option<usize>, kind: CaseType, fen: i64) -> Case {
        self.opened((line, kind, fen), "另一件")
    }
    fn opened(&self, (line, kind, fen): (Option<usize>, CaseType, i64), apart: &str) -> Case {
        let asked = Asked {
            order: self.order,
            line: line.map(|line| self.lines[line]),
            kind,
            reason: "质量问题",
            goods: GoodsState::Received,
            amount: Some(Money::fen(fen)),
            chat: None,
            platform_id: None,
            note: "买家在聊天里说的",
            apart,
        };
        case_open::open(self.db(), &self.me, rules(), Lang::Zh, &asked).expect("read").expect("opened")
    }
    fn case(&self, id: CaseId) -> Case {
        cases::expect(self.db(), id).expect("a case")
    }
    pub(crate) fn all(&self) -> Vec<Case> {
        cases::of_order(self.db(), self.order).expect("cases")
    }
    fn open_ids(&self) -> Vec<Option<String>> {
        let mut ids: Vec<_> = self.all().into_iter().filter(Case::is_open).map(|case| case.platform_id).collect();
        ids.sort();
        ids
    }
}

pub(crate) fn refund(number: &str, sku: u32, kind: &'static str, fen: i64, stage: &'static str) -> RefundFacts {
    RefundFacts {
        platform_id: number.into(),
        order: "1001".into(),
        case_type: kind,
        stage,
        outer_id: format!("SKU-{sku}"),
        goods: "received",
        amount: Some(Money::fen(fen)),
        applied_at: Some(at("2026-11-21 20:00")),
        ..RefundFacts::default()
    }
}

pub(crate) fn fact(refund: &RefundFacts) -> Fact {
    Fact::Refund(Box::new(refund.clone()))
}

fn joins_and_keeps_what_is_ours(shop: &Shop) {
    let mine = shop.opens(Some(0), CaseType::ReturnRefund, 10_000);
    let photo =
        EvidenceItem { kind: EvidenceKind::FlawPhoto, from: Party::Buyer, at: at(NOW), name: "瑕疵.jpg".into() };
    cases::add_evidence(shop.db(), &shop.me, mine.id, &photo, None, "").expect("kept");
    let mine = shop.case(mine.id);
    let input = StepInput {
        by: shop.me.agent,
        amount: Some(Money::fen(10_000)),
        return_address: Some("杭州仓".into()),
        ..StepInput::default()
    };
    let change = mine.after(Step::Agree, &input, rules(), at(NOW)).expect("possible");
    let noted = cases::save(shop.db(), &shop.me, mine.stage, &change).expect("noted");

    let deadline = at("2026-11-24 20:00");
    let facts = RefundFacts {
        deadline: Some(deadline),
        explanation: kefu::domain::RawText::new("按键失灵"),
        ..refund("R1", 1, "return_refund", 10_000, "seller_review")
    };
    let counts = shop.hears(&[fact(&facts)]);
    assert_eq!((counts.inserted, counts.updated), (0, 1));
    let joined = shop.case(mine.id);
    assert_eq!(shop.all().len(), 1, "one matter, one case");
    assert_eq!(joined.platform_id.as_deref(), Some("R1"));
    assert_eq!((joined.stage, joined.stage_since), (Stage::SellerReview, at("2026-11-21 20:00")));
    let clock = joined.clock.clone().expect("a clock");
    assert_eq!((clock.source, clock.act_by, clock.started_at), (ClockSource::Platform, deadline, joined.stage_since));
    assert_eq!((&joined.intention, joined.evidence.len()), (&noted.intention, 1), "what was noted and shown stays");
    assert_eq!(joined.anomalies, []);
    let history = cases::history(shop.db(), mine.id).expect("history");
    let told: Vec<_> = history.iter().map(|event| (event.step, event.by.is_some(), event.note.as_deref())).collect();
    assert_eq!(
        told,
        [
            (Step::Apply, true, Some("买家在聊天里说的")),
            (Step::Agree, true, None),
            (Step::Apply, false, Some("按键失灵"))
        ]
    );

    // Told again, and by an older file: nothing more.
    let again = shop.hears(&[fact(&facts)]);
    assert_eq!((again.inserted, again.updated, again.unchanged), (0, 0, 1));
    assert_eq!(shop.case(mine.id), joined);

    // The platform's number is no act of ours, and what we did before it can no longer be taken back either.
    assert!(matches!(acts::undo(shop.db(), &shop.me, None), Err(Problem::NotUndone { .. })));
    assert_eq!(shop.case(mine.id), joined);

    // It moves on under its number.
    let moved = RefundFacts { stage: "buyer_return", deadline: None, ..facts };
    shop.hears(&[fact(&moved)]);
    let moved = shop.case(mine.id);
    assert_eq!((moved.stage, moved.intention), (Stage::BuyerReturn, None), "the step noted has been done there");
}

#[test]
fn a_refund_of_a_line_joins_the_case_opened_here_in_memory_and_in_a_file() {
    joins_and_keeps_what_is_ours(&Shop::new());
    let folder = tempfile::tempdir().expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    joins_and_keeps_what_is_ours(&Shop::over(Store::open(&path, Arc::new(FixedClock(at(NOW)))).expect("opened")));
}

#[test]
fn another_type_or_amount_is_taken_over_and_said() {
    let shop = Shop::new();
    let mine = shop.opens(Some(0), CaseType::ReturnRefund, 10_000);
    shop.hears(&[fact(&refund("R1", 1, "refund_only", 4_000, "seller_review"))]);
    let joined = shop.case(mine.id);
    assert_eq!((shop.all().len(), joined.kind, joined.amount), (1, CaseType::RefundOnly, Some(Money::fen(4_000))));
    let [Anomaly::Differs { kind, amount, .. }] = joined.anomalies[..] else { panic!("{:?}", joined.anomalies) };
    assert_eq!((kind, amount), (Some(CaseType::ReturnRefund), Some(Money::fen(10_000))));
    let said = Lang::Zh.anomaly(&joined.anomalies[0]);
    assert!(said.contains("退货退款 ¥100.00"), "{said}");
    assert_eq!(joined.clock.expect("a clock").rule.as_deref(), Some("D5"), "the clock is that of the platform's type");
}

#[test]
fn the_line_is_found_by_its_number_code_or_title_and_another_line_is_another_case() {
    for said in ["number", "code", "title"] {
        let shop = Shop::new();
        let (first, second) =
            (shop.opens(Some(0), CaseType::ReturnRefund, 10_000), shop.opens(Some(1), CaseType::ReturnRefund, 9_000));
        let mut facts =
            RefundFacts { outer_id: String::new(), ..refund("R2", 2, "return_refund", 9_000, "seller_review") };
        match said {
            "number" => facts.line = "10012".into(),
            "code" => facts.outer_id = "SKU-2".into(),
            _ => facts.title = kefu::domain::RawText::new("键帽"),
        }
        shop.hears(&[fact(&facts)]);
        assert_eq!(shop.case(second.id).platform_id.as_deref(), Some("R2"), "by its {said}");
        assert_eq!(shop.case(first.id), first);
    }
    let shop = Shop::new();
    let first = shop.opens(Some(0), CaseType::ReturnRefund, 10_000);
    shop.hears(&[fact(&refund("R2", 2, "return_refund", 9_000, "seller_review"))]);
    assert_eq!((shop.case(first.id), shop.open_ids().len()), (first, 2), "two lines, two cases, no doubt");
}

#[test]
fn where_the_line_is_not_known_only_what_agrees_is_joined_and_the_rest_is_said_on_both() {
    let unknown = |number: &str, fen: i64| RefundFacts {
        outer_id: String::new(),
        ..refund(number, 9, "return_refund", fen, "seller_review")
    };
    let shop = Shop::new();
    let cases =
        [shop.opens(Some(0), CaseType::ReturnRefund, 10_000), shop.opens(Some(1), CaseType::ReturnRefund, 9_000)];
    shop.hears(&[fact(&unknown("R2", 9_000))]);
    assert_eq!(shop.case(cases[1].id).platform_id.as_deref(), Some("R2"), "the only one of that amount");
    shop.hears(&[fact(&unknown("R3", 1_000))]);
    let theirs = cases::by_platform_id(shop.db(), Platform::Taobao, "R3").expect("read").expect("kept");
    let ours = shop.case(cases[0].id);
    assert!(matches!(theirs.anomalies[..], [Anomaly::Beside { other, .. }] if other == ours.id), "{theirs:?}");
    assert!(matches!(ours.anomalies[..], [Anomaly::Beside { other, .. }] if other == theirs.id), "{ours:?}");
    assert_eq!((ours.platform_id, ours.amount), (None, Some(Money::fen(10_000))));
}

/// Two refunds that fit a case of the whole order alike.
#[test]
fn of_two_refunds_that_fit_a_case_alike_it_takes_neither_and_it_is_said() {
    for order in [[0, 1], [1, 0]] {
        let shop = Shop::new();
        let whole = shop.opens(None, CaseType::ReturnRefund, 20_000);
        let told = [1, 2].map(|n| refund(&format!("R{n}"), n, "return_refund", 10_000, "seller_review"));
        for n in order {
            shop.hears(&[fact(&told[n])]);
        }
        let mine = shop.case(whole.id);
        assert_eq!((mine.platform_id.as_deref(), mine.amount, mine.stage), (None, whole.amount, whole.stage));
        assert_eq!(shop.open_ids(), [None, Some("R1".to_owned()), Some("R2".to_owned())]);
        let is_doubt = |anomaly: &&Anomaly| matches!(anomaly, Anomaly::Beside { .. });
        let doubts = shop.all().iter().map(|case| case.anomalies.iter().filter(is_doubt).count()).sum::<usize>();
        assert_eq!(doubts, 4, "each says the case, the case says both");
        // Its history is what it was, and what was done before can be taken back as if nothing had been.
        assert_eq!(cases::history(shop.db(), whole.id).expect("history").len(), 1);
    }
}

/// The one applied for nearest to when the case was opened, whichever file is read first.
#[test]
fn the_refund_that_fits_best_has_the_case_and_the_other_one_of_its_own() {
    let near = refund("R2", 2, "return_refund", 10_000, "seller_review");
    let far = RefundFacts {
        applied_at: Some(at("2026-11-21 09:00")),
        explanation: kefu::domain::RawText::new("少了一件"),
        ..refund("R1", 1, "return_refund", 10_000, "seller_review")
    };
    let ends: Vec<_> = [[&near, &far], [&far, &near]]
        .into_iter()
        .map(|files| {
            let shop = Shop::new();
            let whole = shop.opens(None, CaseType::ReturnRefund, 20_000);
            for file in files {
                shop.hears(&[fact(file)]);
            }
            let other = cases::by_platform_id(shop.db(), Platform::Taobao, "R1").expect("read").expect("kept");
            assert_eq!(shop.case(whole.id).platform_id.as_deref(), Some("R2"));
            assert_ne!(other.id, whole.id);
            // Told again, nothing changes.
            files.iter().for_each(|file| assert_eq!(shop.hears(&[fact(file)]).unchanged, 1));
            let steps = cases::history(shop.db(), other.id).expect("history");
            let notes: Vec<_> = steps.into_iter().map(|event| (event.step, event.note)).collect();
            (notes, other.anomalies, other.amount, other.clock, shop.case(whole.id).anomalies)
        })
        .collect();
    assert_eq!(ends[0], ends[1]);
    assert_eq!(ends[0].0, [(Step::Apply, Some("少了一件".into()))]);
}

#[test]
fn a_case_somebody_worked_on_under_its_number_keeps_it() {
    let shop = Shop::new();
    let whole = shop.opens(None, CaseType::ReturnRefund, 20_000);
    let far = RefundFacts {
        applied_at: Some(at("2026-11-21 09:00")),
        ..refund("R1", 1, "return_refund", 10_000, "seller_review")
    };
    shop.hears(&[fact(&far)]);
    let joined = shop.case(whole.id);
    let input = StepInput {
        by: shop.me.agent,
        amount: Some(Money::fen(10_000)),
        return_address: Some("杭州仓".into()),
        ..StepInput::default()
    };
    let change = joined.after(Step::Agree, &input, rules(), at(NOW)).expect("possible");
    cases::save(shop.db(), &shop.me, joined.stage, &change).expect("noted");
    shop.hears(&[fact(&refund("R2", 2, "return_refund", 10_000, "seller_review"))]);
    let kept = shop.case(whole.id);
    assert_eq!((kept.platform_id.as_deref(), kept.intention.is_some()), (Some("R1"), true));
    assert_eq!(shop.open_ids(), [Some("R1".to_owned()), Some("R2".to_owned())]);
}

#[test]
fn a_refund_that_was_over_before_is_another_matter_and_one_paid_since_ends_ours_only_if_it_agrees() {
    let ended = |fen: i64, closed: Option<Time>| RefundFacts {
        closed_at: closed,
        ..refund("R1", 1, "return_refund", fen, "done")
    };
    let later = Some(at("2026-11-22 10:00"));
    for (facts, stage, number, doubts) in [
        (ended(10_000, Some(at("2026-11-21 22:00"))), Stage::SellerReview, None, 0),
        (ended(10_000, later), Stage::Done, Some("R1"), 0),
        (ended(4_000, later), Stage::SellerReview, None, 1),
        (ended(10_000, None), Stage::SellerReview, None, 1),
    ] {
        let shop = Shop::new();
        let mine = shop.opens(Some(0), CaseType::ReturnRefund, 10_000);
        shop.hears(&[fact(&facts)]);
        let now = shop.case(mine.id);
        assert_eq!((now.stage, now.platform_id.as_deref(), now.anomalies.len()), (stage, number, doubts), "{facts:?}");
        assert_eq!(shop.all().len(), if number.is_some() { 1 } else { 2 }, "nothing told is lost");
    }
}

#[test]
fn what_was_paid_here_and_is_told_later_is_counted_once() {
    let shop = Shop::new();
    let mine = shop.opens(Some(0), CaseType::RefundOnly, 10_000);
    let paid = |case: Case, step: Step| {
        let input = StepInput { amount: Some(Money::fen(10_000)), ..StepInput::default() }.as_fact();
        let change = case.after(step, &input, rules(), at(NOW)).expect("possible");
        cases::save(shop.db(), &shop.me, case.stage, &change).expect("saved")
    };
    let done = paid(paid(mine, Step::Agree), Step::Paid);
    assert_eq!(done.stage, Stage::Done);
    let facts =
        RefundFacts { closed_at: Some(at("2026-11-22 10:00")), ..refund("R1", 1, "refund_only", 10_000, "done") };
    shop.hears(&[fact(&facts)]);
    assert_eq!((shop.all().len(), shop.case(done.id).platform_id.as_deref()), (1, Some("R1")));
    assert_eq!(shop.hears(&[fact(&facts)]).unchanged, 1);
}

/// The order's own file tells what went back, and may be read before the refund's.
#[test]
fn what_the_orders_own_row_tells_of_already_is_no_refund_too_many() {
    for (fen, doubts) in [(10_000, 0), (20_000, 0), (20_001, 1)] {
        for known_before in [false, true] {
            let shop = Shop::new();
            if known_before {
                shop.hears(&[fact(&refund("R1", 1, "return_refund", fen.min(20_000), "seller_review"))]);
            }
            let back = Some(Money::fen(fen.min(20_000)));
            let number = "1001".to_owned();
            shop.hears(&[Fact::Order(Box::new(OrderFacts { number, refunded: back, ..OrderFacts::default() }))]);
            let closed_at = Some(at(NOW));
            shop.hears(&[fact(&RefundFacts { closed_at, ..refund("R1", 1, "return_refund", fen, "done") })]);
            let told = cases::by_platform_id(shop.db(), Platform::Taobao, "R1").expect("read").expect("kept");
            assert_eq!((told.stage, told.anomalies.len()), (Stage::Done, doubts), "{fen} {known_before} {told:?}");
        }
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let steps = [
        refund("R1", 1, "return_refund", 10_000, "seller_review"),
        RefundFacts {
            return_tracking: "YT1".into(),
            returned_at: Some(at("2026-11-22 09:00")),
            ..refund("R1", 1, "return_refund", 10_000, "seller_receive")
        },
        refund("R2", 2, "refund_only", 5_000, "seller_review"),
    ];
    let end = |order: [usize; 3]| {
        let shop = Shop::new();
        shop.opens(Some(0), CaseType::ReturnRefund, 10_000);
        for n in order {
            shop.hears(&[fact(&steps[n])]);
        }
        // The newest file is read last, as every day; that alone says where a case stands.
        shop.hears(&[fact(&steps[1])]);
        let mut all: Vec<_> = shop
            .all()
            .into_iter()
            .map(|case| (case.platform_id, case.stage, case.amount, case.return_waybill, case.line.is_some()))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let first = end([0, 1, 2]);
    assert_eq!(first.len(), 2);
    for order in [[2, 1, 0], [1, 0, 2], [2, 0, 1], [0, 2, 1], [1, 2, 0]] {
        assert_eq!(end(order), first, "{order:?}");
    }
}
