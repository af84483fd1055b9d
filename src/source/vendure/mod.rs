//! Vendure by its Admin GraphQL interface: sign-in, pages by time, orders by id.
//!
//! Two times are followed, because `updatedAt` stays still when an order is placed, paid, shipped or refunded; the second
//! is `orderPlacedAt`. What neither of them tells is found by reading open orders again.

mod facts;
mod writes;

use serde_json::{Value, json};

use super::Access;
use super::http::{Answer, Http, Unanswered};
use super::json::{list, stamp, text, time};
use crate::domain::shop_write::{Made, Wanted, WriteTrouble};
use crate::domain::source::{Changes, Mark, OrderSource, SourceFault, Told};
use crate::domain::source_word::SourceWord;
use crate::domain::{SafeText, Span, Time};

const QUERIES: &str = include_str!("orders.graphql");
const PATH: &str = "/admin-api";
/// Orders a page.
const PAGE: usize = 50;

/// A Vendure server.
#[derive(Debug)]
pub(super) struct Vendure {
    http: Http,
    access: Access,
    token: Option<String>,
}

impl Vendure {
    pub(super) fn new(access: Access) -> Self {
        let base = access.url.strip_suffix(PATH).unwrap_or(&access.url);
        Self { http: Http::new(base), access, token: None }
    }

    fn ask(&mut self, operation: &str, variables: &Value) -> Result<Value, SourceFault> {
        self.ask_of(QUERIES, operation, variables)
    }

    /// Asks, signed in; a session that ran out is begun anew once.
    fn ask_of(&mut self, queries: &str, operation: &str, variables: &Value) -> Result<Value, SourceFault> {
        let again = self.token.is_some();
        match self.asked(queries, operation, variables) {
            Err(SourceFault::SignIn(_)) if again && self.access.user.is_some() => {
                self.token = None;
                self.asked(queries, operation, variables)
            }
            answered => answered,
        }
    }

    fn asked(&mut self, queries: &str, operation: &str, variables: &Value) -> Result<Value, SourceFault> {
        self.signed_in()?;
        let answer = self.post(&self.own_headers(), &query(queries, operation, variables))?;
        document(answer.body)
    }

    /// Sends what changes something, once.
    fn mutate(&self, queries: &str, operation: &str, variables: &Value) -> Result<Answer, Unanswered> {
        let headers = self.own_headers();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.http.write((false, PATH), &headers, &query(queries, operation, variables))
    }

    fn signed_in(&mut self) -> Result<(), SourceFault> {
        if self.token.is_none() && self.access.user.is_some() { self.sign_in() } else { Ok(()) }
    }

    fn own_headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![match &self.token {
            Some(token) => ("authorization", format!("Bearer {token}")),
            None => ("vendure-api-key", self.access.secret.expose().to_owned()),
        }];
        headers.extend(self.channel());
        headers
    }

    fn channel(&self) -> Option<(&'static str, String)> {
        self.access.channel.clone().map(|channel| ("vendure-token", channel))
    }

    fn sign_in(&mut self) -> Result<(), SourceFault> {
        let user = self.access.user.as_deref().unwrap_or_default();
        let secret = json!({"user": user, "secret": self.access.secret.expose()});
        let channel: Vec<_> = self.channel().into_iter().collect();
        let answer = self.post(&channel, &query(QUERIES, "SignIn", &secret))?;
        let token = answer.header("vendure-auth-token").map(str::to_owned);
        let data = document(answer.body)?;
        if text(&data, "/login/__typename") != "CurrentUser" {
            return Err(SourceFault::SignIn(SafeText::line(&text(&data, "/login/message"))));
        }
        // Without a token in the header the server only takes cookies, which a program should not pretend to be.
        let what = "the server gives no token; set tokenMethod: ['bearer', 'cookie']";
        self.token = Some(token.ok_or_else(|| SourceFault::SignIn(SafeText::line(what)))?);
        Ok(())
    }

    fn post(&self, headers: &[(&str, String)], query: &Value) -> Result<Answer, SourceFault> {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.http.post(PATH, &headers, query)
    }
}

fn query(queries: &str, operation: &str, variables: &Value) -> Value {
    json!({"query": queries, "operationName": operation, "variables": variables})
}

impl OrderSource for Vendure {
    fn changed(&mut self, from: Mark) -> Result<Changes, SourceFault> {
        let options = |field: &str, after: Time, skip: u32, more: Value| {
            // The filter leaves out the bound itself: a millisecond earlier takes it in.
            let mut filter = json!({ field: {"after": stamp(after.minus(Span::from_ms(1)), false)} });
            if let (Some(filter), Value::Object(more)) = (filter.as_object_mut(), more) {
                filter.extend(more);
            }
            json!({"take": PAGE, "skip": skip, "sort": {field: "ASC", "id": "ASC"}, "filter": filter})
        };
        // A basket that is being filled is no order yet.
        let no_basket = json!({"state": {"notEq": "AddingItems"}});
        let data = self.ask(
            "Changed",
            &json!({
                "changed": options("updatedAt", from.changed, from.skip, no_basket),
                "placed": options("orderPlacedAt", from.placed, 0, json!({})),
            }),
        )?;
        let (changed, placed) = (list(&data, "/changed/items"), list(&data, "/placed/items"));
        if data.pointer("/changed/items").is_none() || data.pointer("/placed/items").is_none() {
            return Err(SourceFault::Odd(SourceWord::NoList.into()));
        }
        let mut orders: Vec<Told> = Vec::new();
        for order in changed.iter().chain(placed) {
            if let Some(told) = facts::told(order, &self.access)
                && !orders.iter().any(|known| known.id == told.id)
            {
                orders.push(told);
            }
        }
        let last = |rows: &[Value], at: &str, from: Time| {
            rows.iter().filter_map(|row| time(row, at)).max().unwrap_or(from).max(from)
        };
        let mark = Mark {
            changed: last(changed, "/updatedAt", from.changed),
            placed: last(placed, "/orderPlacedAt", from.placed),
            skip: 0,
        };
        let next = (changed.len() >= PAGE || placed.len() >= PAGE).then(|| Mark {
            // A page of one single instant: only counting on leads past it.
            skip: if changed.len() >= PAGE && mark.changed == from.changed { from.skip + PAGE as u32 } else { 0 },
            ..mark
        });
        Ok(Changes { orders, mark, next })
    }

    fn read(&mut self, ids: &[String]) -> Result<Vec<Told>, SourceFault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let options = json!({"options": {"take": ids.len(), "filter": {"id": {"in": ids}}}});
        let data = self.ask("Read", &options)?;
        if data.pointer("/read/items").is_none() {
            return Err(SourceFault::Odd(SourceWord::NoList.into()));
        }
        Ok(list(&data, "/read/items").iter().filter_map(|order| facts::told(order, &self.access)).collect())
    }

    fn write(&mut self, wanted: &Wanted) -> Result<Made, WriteTrouble> {
        writes::write(self, wanted)
    }

    fn finish(&mut self, made: &str, wanted: &Wanted) -> Result<(), WriteTrouble> {
        writes::finish(self, made, wanted)
    }

    fn note(&mut self, order: &str, key: &str) -> Result<Option<String>, SourceFault> {
        writes::note(self, order, key)
    }
}

/// The data of an answer, or the error in its place.
fn document(mut body: Value) -> Result<Value, SourceFault> {
    let said = SafeText::line(&text(&body, "/errors/0/message"));
    match text(&body, "/errors/0/extensions/code").as_str() {
        "FORBIDDEN" | "UNAUTHORIZED" | "UNAUTHENTICATED" => return Err(SourceFault::SignIn(said)),
        _ if body.get("errors").is_some() => return Err(SourceFault::Odd(said)),
        _ => {}
    }
    match body.get_mut("data").map(Value::take) {
        Some(data) if data.is_object() => Ok(data),
        _ => Err(SourceFault::Odd(SourceWord::NoData.into())),
    }
}
