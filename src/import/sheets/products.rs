//! Sheets of what is known of products: one row per product, per SKU, or per question.

use super::columns::Columns;
use crate::domain::RawText;
use crate::domain::product::{GoodsFact, ProductFacts, link_ids};
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// So many numbered pairs of question and answer are looked for.
const PAIRS: usize = 20;

/// Reads product rows.
pub(super) struct Rows(pub(super) Columns);

impl Mapper for Rows {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let c = &self.0;
        let linked = c.text(record, "item_id");
        let item_id = match link_ids(linked).into_iter().next() {
            Some(id) => id,
            None if linked.contains('/') => String::new(),
            None => c.code(row, record, "item_id")?.to_owned(),
        };
        let facts = ProductFacts {
            outer_id: c.code(row, record, "outer_id")?.to_owned(),
            item_id,
            title: c.raw(record, "title"),
            code: c.code(row, record, "sku")?.to_owned(),
            sku: c.raw(record, "properties"),
            material: c.raw(record, "material"),
            size_table: c.raw(record, "size_table"),
            selling_points: c.raw(record, "selling_points"),
            matching: codes(c.text(record, "matching")),
            warranty: c.raw(record, "warranty"),
            answers: answers(c, record),
            fault: c.raw(record, "fault"),
        };
        let named = [facts.outer_id.as_str(), &facts.item_id, &facts.code, facts.title.unclean()];
        if named.iter().all(|name| name.is_empty()) {
            return Err(Reject::new(row, c.name("outer_id"), Code::MissingId, ""));
        }
        out.told.push(Told { row, counts: true, shop: None, fact: GoodsFact::Product(facts).into() });
        Ok(())
    }
    fn flush(&mut self, _: &mut Sheaf) {}
    fn held_from(&self) -> Option<u64> {
        None
    }
}

/// Codes with one blank between.
fn codes(cell: &str) -> String {
    let parts = cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、' | '|' | '/'));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Questions and answers: a pair of columns, numbered pairs (问题1, 答案1), or one cell with `问：` and `答：`.
fn answers(c: &Columns, record: &Record) -> Vec<(RawText, RawText)> {
    let mut found: Vec<(&str, &str)> = vec![(c.text(record, "question"), c.text(record, "answer"))];
    for n in 1..=PAIRS {
        for (question, answer) in [("问题", "答案"), ("问题", "回答"), ("问", "答"), ("question", "answer"), ("q", "a")]
        {
            found.push((c.named(record, &format!("{question}{n}")), c.named(record, &format!("{answer}{n}"))));
        }
    }
    let mut question = "";
    for line in c.text(record, "faq").lines().map(str::trim) {
        match (said(line, &["问：", "问:", "Q：", "Q:", "q:"]), said(line, &["答：", "答:", "A：", "A:", "a:"]))
        {
            (Some(asked), _) => question = asked,
            (None, Some(answer)) => found.push((question, answer)),
            (None, None) => {}
        }
    }
    found.retain(|(question, answer)| !question.is_empty() && !answer.is_empty());
    found.into_iter().map(|(question, answer)| (RawText::new(question), RawText::new(answer))).collect()
}

fn said<'l>(line: &'l str, marks: &[&str]) -> Option<&'l str> {
    marks.iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim)
}
