//! Workbooks of Excel 97, as Taobao exported them: real ones, other files under their name, and broken ones.

#[path = "support/biff.rs"]
mod biff;

use std::io::Cursor;
use std::ops::ControlFlow;

use biff::{Cell, protected, texts, workbook};
use kefu::domain::facts::ImportFault;
use kefu::domain::{Fact, OrderFacts, OrderStatus, Problem, Time};
use kefu::import::{self, Code, Options, Summary, Told};

const NUMBER: &str = "4000000000194001799";
const HEADER: [&str; 12] = [
    "订单编号",
    "买家会员名",
    "买家应付货款",
    "总金额",
    "买家实际支付金额",
    "订单状态",
    "收货人姓名",
    "联系手机",
    "订单创建时间",
    "宝贝标题 ",
    "宝贝总数量",
    "店铺名称",
];

fn read(bytes: Vec<u8>) -> Result<(Vec<Told>, Summary), Problem> {
    let mut told = Vec::new();
    let summary = import::read(Cursor::new(bytes), &Options::default(), &mut |batch| {
        told.extend(batch.told);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((told, summary))
}

fn order(told: &[Told]) -> &OrderFacts {
    told.iter().find_map(|t| if let Fact::Order(order) = &t.fact { Some(&**order) } else { None }).expect("an order")
}

/// One order: amounts are numbers, its time is a date of the spreadsheet.
fn row(number: Cell) -> Vec<Cell> {
    let mut row = vec![number];
    row.extend(texts(&["半糖"]));
    row.extend([Cell::Number(100.0), Cell::Number(106.5), Cell::Number(106.5)]);
    row.extend(texts(&["买家已付款，等待卖家发货", "云小满", "12010000001"]));
    row.push(Cell::Date(46_235.378_472_222_2));
    row.extend(texts(&["保温杯", "2", "云上样例旗舰店"]));
    row
}

fn book(number: Cell) -> Vec<u8> {
    workbook(&[("export", vec![texts(&HEADER), row(number)])])
}

#[test]
fn an_old_workbook_tells_texts_amounts_and_dates() {
    let (told, summary) = read(book(Cell::Text(NUMBER.into()))).expect("read");
    assert_eq!((summary.rows, summary.rejected, summary.found[0].encoding), (1, 0, "xls"), "{:?}", summary.rejects);
    let order = order(&told);
    assert_eq!((order.number.as_str(), order.status), (NUMBER, Some(OrderStatus::ToShip)));
    assert_eq!(order.paid.map(|money| money.minor()), Some(10650));
    assert_eq!(order.created_at, Time::parse_rfc3339("2026-08-01T09:05:00+08:00"));
    assert_eq!((order.title.unclean(), order.phone.unclean(), order.pieces), ("保温杯", "12010000001", Some(2)));
}

#[test]
fn a_number_kept_as_a_number_is_damaged_in_an_old_workbook_too() {
    let (told, summary) = read(book(Cell::Number(4.000_000_000_194_002e18))).expect("read");
    assert_eq!((told.len(), summary.rejects[0].code, summary.rejects[0].row), (0, Code::DamagedId, 2));
}

#[test]
fn an_old_workbook_may_have_several_sheets_and_many_words() {
    let rows: Vec<Vec<Cell>> = std::iter::once(texts(&HEADER))
        .chain((11..911).map(|n| {
            let mut row = row(Cell::Text(format!("40000000001941{n:05}")));
            row[1] = Cell::Text(format!("买家{n}"));
            row
        }))
        .collect();
    let (told, summary) = read(workbook(&[("说明", vec![texts(&["导出说明"])]), ("订单报表", rows)])).expect("read");
    assert_eq!((summary.rows, summary.rejected), (900, 0), "{:?}", summary.rejects.first());
    assert_eq!(told.iter().filter(|told| matches!(told.fact, Fact::Order(_))).count(), 900);
}

#[test]
fn one_under_a_password_is_named_as_such_with_what_to_do() {
    let sheets = [("export", vec![texts(&HEADER), row(Cell::Text(NUMBER.into()))])];
    let problem = read(protected(&sheets)).expect_err("refused");
    assert_eq!(problem, Problem::Import(ImportFault::Encrypted));
    let said = kefu::text::Lang::Zh.problem(&problem);
    assert!(said.what.contains("密码") && said.hint.contains("另存为"), "{said:?}");
}

#[test]
fn a_broken_one_is_said_to_be_broken_and_never_brings_the_program_down() {
    let whole = book(Cell::Text(NUMBER.into()));
    for keep in [8, 100, 512, 700, 1024, 2000, 4000, whole.len() - 600] {
        let problem = read(whole[..keep].to_vec()).expect_err("half a workbook");
        assert_eq!(problem, Problem::Import(ImportFault::Broken), "{keep} bytes");
    }
    // Every byte of the head and every eleventh of the rest turned over, one at a time: read or refused.
    for at in (8..512).chain((512..whole.len()).step_by(11)) {
        let mut broken = whole.clone();
        broken[at] ^= 0xff;
        if let Err(problem) = read(broken) {
            assert!(matches!(problem, Problem::Import(_)), "byte {at}: {problem:?}");
        }
    }
}

#[test]
fn two_cells_far_apart_do_not_fill_the_memory() {
    let mut rows = vec![texts(&HEADER), row(Cell::Text(NUMBER.into()))];
    rows.resize(65_000, Vec::new());
    let mut far = vec![Cell::Text("x".into()); 1];
    far.resize(256, Cell::Text("x".into()));
    rows.push(far);
    let problem = read(workbook(&[("export", rows)])).expect_err("refused");
    assert!(matches!(problem, Problem::Import(ImportFault::TooBig(_))), "{problem:?}");
}
