//! Review sheets of third-party tools: no platform exports its reviews in a form of its own.

use super::columns::Columns;
use crate::domain::product::{GoodsFact, ReviewFacts};
use crate::domain::review::stars;
use crate::domain::{Span, Time};
use crate::import::cell;
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads review rows.
pub(super) struct Rows(pub(super) Columns);

impl Mapper for Rows {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let c = &self.0;
        let rated = c.text(record, "stars");
        let known = stars(rated);
        if known.is_none() && !rated.is_empty() {
            out.rejects.push(Reject::new(row, c.name("stars"), Code::UnknownStatus, rated));
        }
        let written_at = c.time(row, record, "written_at")?;
        let facts = ReviewFacts {
            id: c.code(row, record, "id")?.to_owned(),
            order: c.code(row, record, "order")?.to_owned(),
            buyer: c.raw(record, "buyer"),
            buyer_level: c.raw(record, "buyer_level"),
            title: c.raw(record, "title"),
            sku: c.raw(record, "sku"),
            outer_id: c.code(row, record, "outer_id")?.to_owned(),
            item_id: c.code(row, record, "item_id")?.to_owned(),
            stars: known,
            body: c.raw(record, "text"),
            pictures: has_pictures(c.text(record, "pictures")),
            written_at,
            follow_up: c.raw(record, "follow_up"),
            follow_up_at: follow_up_at(c, row, record, written_at)?,
            answer: c.raw(record, "answer"),
        };
        let said = [facts.body.unclean(), facts.follow_up.unclean(), rated];
        if said.iter().all(|text| text.is_empty()) {
            return Err(Reject::new(row, "", Code::BrokenRow, facts.id.as_str()));
        }
        if facts.id.is_empty() && facts.order.is_empty() && facts.buyer.unclean().is_empty() {
            return Err(Reject::new(row, c.name("id"), Code::MissingId, ""));
        }
        out.told.push(Told { row, counts: true, shop: None, fact: GoodsFact::Review(facts).into() });
        Ok(())
    }
    fn flush(&mut self, _: &mut Sheaf) {}
    fn held_from(&self) -> Option<u64> {
        None
    }
}

/// When the follow-up was written: an instant, or so many days after the review (`3天后追评`).
fn follow_up_at(c: &Columns, row: u64, record: &Record, written: Option<Time>) -> Result<Option<Time>, Reject> {
    let text = c.text(record, "follow_up_at");
    if let Ok(at) = cell::time(text) {
        return Ok(at);
    }
    let days = text.split_once('天').and_then(|(n, _)| n.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok());
    match (days, written, text.contains("当天")) {
        (_, Some(at), true) => Ok(Some(at)),
        (Some(days), Some(at), _) => Ok(Some(at.plus(Span::days(days)))),
        _ => Err(Reject::new(row, c.name("follow_up_at"), Code::BadTime, text)),
    }
}

fn has_pictures(cell: &str) -> bool {
    !matches!(cell, "" | "否" | "0" | "没有" | "无图" | "false" | "no" | "False" | "No" | "FALSE")
}
