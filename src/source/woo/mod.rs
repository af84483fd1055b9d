//! WooCommerce by REST v3: pages by time of change, orders by id, refunds of an order.
//!
//! A refund that is made moves the order's time of change; one that is deleted does not, and an order in the trash is
//! listed nowhere. Both are found by reading watched orders again.

mod facts;
mod writes;

use std::collections::HashMap;

use serde_json::Value;

use super::Access;
use super::http::Http;
use super::json::{list, stamp, text, utc};
use crate::domain::shop_write::{Made, Wanted, WriteTrouble};
use crate::domain::source::{Changes, Mark, OrderSource, SourceFault, Told};
use crate::domain::source_word::SourceWord;
use crate::domain::{SafeText, Span};

const PATH: &str = "/wp-json/wc/v3";
/// Orders a page.
const PAGE: usize = 50;
/// What is asked of an order: all that is told of it, and nothing that a plugin may hang on.
const FIELDS: &str = "id,parent_id,number,status,currency,date_created_gmt,date_modified_gmt,date_paid_gmt,\
                      date_completed_gmt,total,shipping_total,shipping_tax,customer_id,customer_note,billing,shipping,\
                      payment_method_title,line_items,shipping_lines,refunds,meta_data";

/// A WooCommerce shop.
#[derive(Debug)]
pub(super) struct Woo {
    http: Http,
    access: Access,
    /// Refunds never change once made: each is asked for once.
    refunds: HashMap<String, Value>,
}

impl Woo {
    pub(super) fn new(access: Access) -> Self {
        let base = access.url.strip_suffix(PATH).unwrap_or(&access.url);
        Self { http: Http::new(base), access, refunds: HashMap::new() }
    }

    /// The list at a path, and how many pages it has when the shop says.
    fn list(&self, path: &str) -> Result<(Vec<Value>, Option<u32>), SourceFault> {
        let answer = self.http.get(&format!("{PATH}{path}"), &[("authorization", &self.basic())])?;
        let pages = answer.header("x-wp-totalpages").and_then(|pages| pages.trim().parse().ok());
        match answer.body {
            Value::Array(rows) => Ok((rows, pages)),
            other => {
                let said = text(&other, "/message");
                let said = if said.is_empty() { SourceWord::NoList.kept() } else { &said };
                Err(SourceFault::Odd(SafeText::line(said)))
            }
        }
    }

    /// The one document at a path.
    fn one(&self, path: &str) -> Result<Value, SourceFault> {
        Ok(self.http.get(&format!("{PATH}{path}"), &[("authorization", &self.basic())])?.body)
    }

    fn basic(&self) -> String {
        let user = self.access.user.as_deref().unwrap_or_default();
        format!("Basic {}", base64(&format!("{user}:{}", self.access.secret.expose())))
    }

    /// Orders as they are told, each with its refunds in full.
    fn tell(&mut self, orders: &[Value]) -> Result<Vec<Told>, SourceFault> {
        let mut told: Vec<Told> = Vec::with_capacity(orders.len());
        for order in orders {
            let named: Vec<String> = list(order, "/refunds").iter().map(|refund| text(refund, "/id")).collect();
            if named.iter().any(|id| !self.refunds.contains_key(id)) {
                let path = format!("/orders/{}/refunds?per_page=100", text(order, "/id"));
                for refund in self.list(&path)?.0 {
                    self.refunds.insert(text(&refund, "/id"), refund);
                }
            }
            let refunds: Vec<Value> = named.iter().filter_map(|id| self.refunds.get(id).cloned()).collect();
            told.extend(facts::told(order, &refunds, &self.access));
        }
        Ok(told)
    }
}

impl OrderSource for Woo {
    fn changed(&mut self, from: Mark) -> Result<Changes, SourceFault> {
        // Times of change have whole seconds and the bound itself is left out: a second earlier takes it in.
        let after = stamp(from.changed.minus(Span::secs(1)), true);
        let (rows, pages) = self.list(&format!(
            "/orders?orderby=modified&order=asc&per_page={PAGE}&offset={}&dates_are_gmt=true&modified_after={after}&_fields={FIELDS}",
            from.skip
        ))?;
        let last = rows.iter().filter_map(|row| utc(row, "/date_modified_gmt")).max().unwrap_or(from.changed);
        let mark = Mark::at(last.max(from.changed));
        let more = !rows.is_empty() && pages.map_or(rows.len() >= PAGE, |pages| pages > 1 && rows.len() >= PAGE);
        let next = more.then(|| Mark {
            // A page of one single second: only counting on leads past it.
            skip: if mark.changed.since(from.changed) < Span::secs(1) { from.skip + rows.len() as u32 } else { 0 },
            ..mark
        });
        Ok(Changes { orders: self.tell(&rows)?, mark, next })
    }

    fn read(&mut self, ids: &[String]) -> Result<Vec<Told>, SourceFault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (mut rows, _) = self.list(&format!("/orders?per_page=100&include={}&_fields={FIELDS}", ids.join(",")))?;
        let there = |rows: &[Value], id: &String| rows.iter().any(|row| text(row, "/id") == *id);
        let missing: Vec<&str> = ids.iter().filter(|id| !there(&rows, id)).map(String::as_str).collect();
        if !missing.is_empty() {
            let path = format!("/orders?per_page=100&status=trash&include={}&_fields={FIELDS}", missing.join(","));
            rows.extend(self.list(&path)?.0);
        }
        self.tell(&rows)
    }

    fn write(&mut self, wanted: &Wanted) -> Result<Made, WriteTrouble> {
        writes::write(self, wanted)
    }

    /// A refund is whole once it is there.
    fn finish(&mut self, _: &str, _: &Wanted) -> Result<(), WriteTrouble> {
        Ok(())
    }

    fn note(&mut self, order: &str, key: &str) -> Result<Option<String>, SourceFault> {
        writes::note(self, order, key)
    }
}

/// Base64 with padding, for the one header that wants it.
fn base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut coded = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            coded.push(if place <= three.len() { char::from(sign) } else { '=' });
        }
    }
    coded
}
