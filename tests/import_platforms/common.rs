//! Reading and storing what a test holds in memory.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use kefu::domain::clock::FixedClock;
use kefu::domain::facts::ImportFault;
use kefu::domain::{Fact, LineFacts, Order, OrderFacts, OrderLine, Problem, RefundFacts, Time, Zone};
use kefu::import::{self, Options, Summary, Told};
use kefu::rules;
use kefu::store::intake::{Counts, Given, Intake};
use kefu::store::{Store, Writer, orders};
use zip::write::SimpleFileOptions;

pub(crate) fn read(bytes: impl Into<Vec<u8>>) -> (Vec<Told>, Summary) {
    try_read(bytes.into()).expect("a file we know")
}

pub(crate) fn fault(bytes: impl Into<Vec<u8>>) -> ImportFault {
    match try_read(bytes.into()) {
        Err(Problem::Import(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn try_read(bytes: Vec<u8>) -> Result<(Vec<Told>, Summary), Problem> {
    let mut told = Vec::new();
    let summary = import::read(Cursor::new(bytes), &Options::default(), &mut |batch| {
        told.extend(batch.told);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((told, summary))
}

pub(crate) fn store() -> Writer {
    Store::memory(Arc::new(FixedClock(now()))).expect("memory")
}

pub(crate) fn now() -> Time {
    at("2026-11-22T10:00:00+08:00")
}

pub(crate) fn at(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("a time")
}

pub(crate) fn take_in(store: &Writer, file: impl Into<Vec<u8>>) -> Counts {
    let rules = rules::embedded().expect("rules");
    let (told, summary) = read(file);
    let format = summary.found[0].format;
    let given: Vec<Given<'_>> =
        told.iter().map(|t| Given { counts: t.counts, shop: t.shop.as_deref(), fact: &t.fact }).collect();
    let mut intake = Intake::new(format.code(), None, Zone::default(), now(), false, &rules).on(format.platform());
    intake.apply(store.db(), &given, None).expect("stored")
}

pub(crate) fn order(told: &[Told]) -> &OrderFacts {
    told.iter().find_map(|t| if let Fact::Order(order) = &t.fact { Some(&**order) } else { None }).expect("an order")
}

pub(crate) fn lines(told: &[Told]) -> Vec<&LineFacts> {
    told.iter().filter_map(|t| if let Fact::Line(line) = &t.fact { Some(&**line) } else { None }).collect()
}

pub(crate) fn refund(told: &[Told]) -> &RefundFacts {
    told.iter().find_map(|t| if let Fact::Refund(case) = &t.fact { Some(&**case) } else { None }).expect("a case")
}

pub(crate) fn only(store: &Writer, number: &str) -> Order {
    let found = orders::by_number(store.db(), number).expect("read");
    assert_eq!(found.len(), 1, "{number}");
    found.into_iter().next().expect("one")
}

pub(crate) fn stored_lines(store: &Writer, order: &Order) -> Vec<OrderLine> {
    orders::lines(store.db(), order.id).expect("read")
}

pub(crate) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A workbook of one sheet whose cells are texts; blank ones are left out, as spreadsheets do.
pub(crate) fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    workbook_with(rows, "")
}

pub(crate) fn workbook_with(rows: &[Vec<&str>], before: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/package/2006/relationships";
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut xml = format!("<?xml version=\"1.0\"?>{before}<worksheet xmlns=\"{main}\"><sheetData>");
    for (r, row) in rows.iter().enumerate() {
        xml.push_str(&format!("<row r=\"{}\">", r + 1));
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let column = char::from(b'A' + u8::try_from(c).expect("few columns"));
            xml.push_str(&format!("<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>", r + 1));
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{kinds}\"><sheets><sheet name=\"export\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let sheet_link = format!(
        "<Relationships xmlns=\"{links}\"><Relationship Id=\"r1\" Type=\"{kinds}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"{links}\"><Relationship Id=\"r1\" Type=\"{kinds}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    zipped(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheet_link.as_bytes()),
        ("xl/worksheets/sheet1.xml", xml.as_bytes()),
    ])
}
