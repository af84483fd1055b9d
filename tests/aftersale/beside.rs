//! A case that names no line may be about any line of its order: none is opened beside it without saying why.

use kefu::domain::Problem;
use kefu::domain::aftersale::{Case, CaseType, GoodsState, Refusal, Step, StepInput};
use kefu::runtime::case_open::{Asked, open};
use kefu::store::{acts, audit, cases};
use kefu::text::Lang;

use super::join::{NOW, Shop, fact, refund};
use super::{at, rules};

fn opens(shop: &Shop, line: Option<usize>, apart: &str) -> Result<Case, Refusal> {
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

/// A shop whose platform tells of a case of 40 yuan that names none of the order's two lines.
fn told() -> (Shop, Case) {
    let shop = Shop::new();
    let facts = kefu::domain::RefundFacts {
        outer_id: String::new(),
        ..refund("R1", 1, "return_refund", 4_000, "seller_review")
    };
    shop.hears(&[fact(&facts)]);
    let case = shop.all().remove(0);
    assert_eq!(case.line, None);
    (shop, case)
}

#[test]
fn a_line_of_an_order_whose_open_case_names_none_wants_a_reason() {
    let (shop, theirs) = told();
    let Err(Refusal::OrderHasCase(other)) = opens(&shop, Some(0), " ") else { panic!("opened") };
    assert_eq!(other.id, theirs.id);
    let said = Lang::Zh.refusal(&Refusal::OrderHasCase(other), kefu::domain::Zone::default(), at(NOW));
    assert!(said.what.contains("退货退款，待商家处理，11-21 20:00"), "{said:?}");
    assert!(said.hint.contains(&theirs.id.to_string()) && said.hint.contains("--apart"), "{said:?}");

    let mine = opens(&shop, Some(0), "键盘坏了，那张是键帽的").expect("with a reason");
    assert_eq!(mine.apart.as_deref(), Some("键盘坏了，那张是键帽的"));
    assert_eq!(cases::expect(shop.db(), mine.id).expect("kept"), mine);
    let logged = audit::page(shop.db(), None, 5, 0).expect("audit");
    let row = logged.iter().find(|row| row.action == "case_apart").expect("logged");
    assert_eq!((row.subject_id.clone(), row.detail.as_str()), (mine.id.to_string(), "键盘坏了，那张是键帽的"));
    // One of the line is open now, and no reason opens another.
    assert_eq!(opens(&shop, Some(0), "又一张"), Err(Refusal::LineHasCase));
    assert!(opens(&shop, Some(1), "键帽也坏了").is_ok());
}

#[test]
fn the_whole_order_wants_a_reason_beside_a_line_too() {
    let shop = Shop::new();
    let line = opens(&shop, Some(1), "").expect("nothing stands beside it");
    assert_eq!(line.apart, None);
    let Err(Refusal::OrderHasCase(other)) = opens(&shop, None, "") else { panic!("opened") };
    assert_eq!(other.id, line.id);
    assert!(opens(&shop, None, "外箱整个少了").is_ok());
}

#[test]
fn the_data_file_itself_refuses_what_gives_no_reason_and_keeps_what_is_told() {
    let (shop, theirs) = told();
    let mine = opens(&shop, Some(0), "另一件").expect("opened");
    let silent = Case { apart: None, line: Some(shop.lines[1]), ..mine };
    let problem = cases::insert(shop.db(), &shop.me, &silent, &[]).expect_err("refused by the file");
    assert!(problem.to_string().contains("about the same goods"), "{problem}");
    // What a platform tells of is kept, whatever stands open.
    shop.hears(&[fact(&refund("R2", 2, "refund_only", 1_000, "seller_review"))]);
    assert_eq!(shop.all().len(), 3);
    assert_eq!(cases::expect(shop.db(), theirs.id).expect("kept").apart, None);
}

#[test]
fn a_case_that_ended_does_not_come_back_beside_one_opened_since() {
    let shop = Shop::new();
    let line = opens(&shop, Some(0), "").expect("opened");
    let change = line.after(Step::Withdraw, &StepInput::default().as_fact(), rules(), at(NOW)).expect("possible");
    cases::save(shop.db(), &shop.me, line.stage, &change).expect("ended");
    opens(&shop, None, "").expect("nothing is open");
    let undone = acts::undo(shop.db(), &shop.me, None);
    assert!(matches!(undone, Err(Problem::NotUndone { .. })), "{undone:?}");
    let end = cases::expect(shop.db(), line.id).expect("kept");
    assert!(!end.is_open());
    let sql = "UPDATE cases SET is_open = 1 WHERE id = $1";
    let problem = shop.db().run(sql, &[line.id.into()]).expect_err("refused by the file");
    assert!(matches!(problem, Problem::Other(_)), "{problem:?}");
}
