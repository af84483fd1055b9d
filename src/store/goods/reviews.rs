//! Reviews as sheets tell of them, and lists of them.

use super::super::engine::{Arg, Engine, Result, Row, args, first, list, number};
use super::super::intake::{Outcome, RowHash};
use super::super::review_cases;
use super::super::rows::{Cols, missing};
use super::Telling;
use crate::domain::product::ReviewFacts;
use crate::domain::review::{AnswerState, Review, ReviewKind, is_default_text};
use crate::domain::{OrderId, Platform, Problem, ReviewId, SafeText, Time, Unsaid};

pub(super) const COLUMNS: &str = "id, platform, order_number, order_id, buyer, title, sku, outer_id, stars, body, pictures, \
     written_at, follow_up, follow_up_at, answer, draft, answer_state, answered_at, agent_id, kind, newest_at, version";

/// Which reviews a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReviewFilter {
    /// Only this kind.
    pub kind: Option<ReviewKind>,
    /// Only those whose answer has come so far.
    pub state: Option<AnswerState>,
    /// Only those nobody has answered on the platform.
    pub open: bool,
    /// Only those somebody should read: three stars or fewer, or any words.
    pub wants_eyes: bool,
    /// Only with something written from here on.
    pub from: Option<Time>,
    /// Only with nothing written from here on.
    pub to: Option<Time>,
}

/// How many of the reviews of a filter there are, and how many of them wait for an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReviewCounts {
    /// In all.
    pub all: i64,
    /// Not answered on the platform.
    pub open: i64,
}

/// Reviews, the newest first.
pub fn list_of(db: &dyn Engine, filter: &ReviewFilter, limit: usize, offset: usize) -> Result<Vec<Review>> {
    let (wanted, mut values) = filter.wanted();
    values.extend([Arg::Int(limit as i64), Arg::Int(offset as i64)]);
    let n = values.len();
    let sql = format!(
        "SELECT {COLUMNS} FROM reviews WHERE {wanted} ORDER BY newest_at DESC, id DESC LIMIT ${} OFFSET ${n}",
        n - 1
    );
    list(db, &sql, &values, read)
}

/// How many reviews a filter has.
pub fn counts(db: &dyn Engine, filter: &ReviewFilter) -> Result<ReviewCounts> {
    let (wanted, values) = filter.wanted();
    let all = number(db, &format!("SELECT count(*) FROM reviews WHERE {wanted}"), &values)?;
    let open = number(db, &format!("SELECT count(*) FROM reviews WHERE {wanted} AND answer_state <> 'done'"), &values)?;
    Ok(ReviewCounts { all, open })
}

/// True when no sheet has told of any review: then nobody can say there are no bad ones.
pub fn is_empty(db: &dyn Engine) -> Result<bool> {
    Ok(number(db, "SELECT count(*) FROM (SELECT id FROM reviews ORDER BY id LIMIT 1) r", &[])? == 0)
}

/// The review of an id.
pub fn by_id(db: &dyn Engine, id: ReviewId) -> Result<Option<Review>> {
    first(db, &format!("SELECT {COLUMNS} FROM reviews WHERE id = $1"), args![id], read)
}

/// The review of an id, which must be there.
pub fn expect(db: &dyn Engine, id: ReviewId) -> Result<Review> {
    by_id(db, id)?.ok_or_else(|| missing("review", id))
}

/// The review a person names: by our id, by the platform's, or by its order's number when the order has one alone.
pub fn by_name(db: &dyn Engine, name: &str) -> Result<Review> {
    let name = name.trim();
    if let Some(found) = name.parse().ok().map(|id| by_id(db, ReviewId::new(id))).transpose()?.flatten() {
        return Ok(found);
    }
    let sql = format!("SELECT {COLUMNS} FROM reviews WHERE review_key = $1 OR order_number = $2 ORDER BY id LIMIT 2");
    let mut found = list(db, &sql, args![&format!("i:{name}"), name], read)?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(missing("review", name)),
        _ => Err(Problem::Unsaid(Unsaid::WhichReview)),
    }
}

/// Reviews of an order, the newest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Review>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM reviews WHERE order_id = $1 ORDER BY newest_at DESC, id DESC"),
        args![order],
        read,
    )
}

pub(super) fn take(db: &dyn Engine, telling: &Telling<'_>, facts: &ReviewFacts) -> Result<Outcome> {
    let (key, hash) = (key(facts), hash(facts));
    let old = first(db, "SELECT id, row_hash, follow_up FROM reviews WHERE review_key = $1", args![&key], |row| {
        Ok((row.int(0)?, row.int(1)?, SafeText::clean(row.text(2)?)))
    })?;
    if old.as_ref().is_some_and(|(_, known, _)| *known == hash) {
        return Ok(Outcome::Unchanged);
    }
    let bare = |text: &str| if is_default_text(text) { SafeText::default() } else { SafeText::clean(text.trim()) };
    let (body, follow_up) = (bare(facts.body.unclean()), bare(facts.follow_up.unclean()));
    let answer = SafeText::clean(facts.answer.unclean().trim());
    let shop = telling.shop.map(|(shop, _)| shop);
    let mut named = list(
        db,
        "SELECT id, platform FROM orders WHERE number = $1 AND number <> '' AND ($2 IS NULL OR shop_id = $2) LIMIT 2",
        args![&facts.order, shop],
        |row| Ok((row.int(0)?, row.text(1)?.to_owned())),
    )?;
    // The same number in two shops: whose review it is is not known.
    let order = if named.len() == 1 { named.pop() } else { None };
    let platform = match (&telling.shop, &order) {
        (Some((_, platform)), _) => platform.code(),
        (None, Some((_, platform))) => platform.as_str(),
        (None, None) => Platform::Taobao.code(),
    };
    let newest = facts.written_at.max(facts.follow_up_at).unwrap_or(telling.made_at);
    let id = match old {
        Some((id, ..)) => id,
        None => {
            let id = db.next_id()?;
            db.run(
                "INSERT INTO reviews (id, review_key, platform, kind, newest_at, seen_at) VALUES ($1, $2, $3, 'good', $4, $5)",
                args![id, &key, platform, newest, telling.now],
            )?;
            id
        }
    };
    let text = |raw: &crate::domain::RawText| SafeText::line(raw.unclean());
    db.run(
        "UPDATE reviews SET platform = $2, shop_id = COALESCE($3, shop_id), \
         order_number = CASE WHEN $4 = '' THEN order_number ELSE $4 END, order_id = COALESCE($5, order_id), \
         buyer = CASE WHEN $6 = '' THEN buyer ELSE $6 END, buyer_level = CASE WHEN $7 = '' THEN buyer_level ELSE $7 END, \
         title = CASE WHEN $8 = '' THEN title ELSE $8 END, sku = CASE WHEN $9 = '' THEN sku ELSE $9 END, \
         outer_id = CASE WHEN $10 = '' THEN outer_id ELSE $10 END, item_id = CASE WHEN $11 = '' THEN item_id ELSE $11 END, \
         stars = COALESCE($12, stars), body = CASE WHEN $13 = '' THEN body ELSE $13 END, pictures = CASE WHEN $14 = 1 THEN 1 ELSE pictures END, \
         written_at = COALESCE($15, written_at), follow_up = CASE WHEN $16 = '' THEN follow_up ELSE $16 END, \
         follow_up_at = COALESCE($17, follow_up_at), answer = CASE WHEN $18 = '' THEN answer ELSE $18 END, \
         newest_at = CASE WHEN $19 > newest_at OR $20 = 1 THEN $19 ELSE newest_at END, row_hash = $21, seen_at = $22, \
         version = version + 1 WHERE id = $1",
        args![
            id,
            platform,
            telling.shop.map(|(shop, _)| shop),
            &facts.order,
            order.as_ref().map(|(id, _)| *id),
            &text(&facts.buyer),
            &text(&facts.buyer_level),
            &text(&facts.title),
            &text(&facts.sku),
            &facts.outer_id,
            &facts.item_id,
            facts.stars.map(i64::from),
            &body,
            facts.pictures,
            facts.written_at,
            &follow_up,
            facts.follow_up_at,
            &answer,
            newest,
            old.is_none(),
            hash,
            telling.now
        ],
    )?;
    let kind = expect(db, ReviewId::new(id)).map(|r| ReviewKind::of(r.stars, !r.follow_up.is_empty()))?;
    db.run("UPDATE reviews SET kind = $2 WHERE id = $1", args![id, kind.code()])?;
    if old.as_ref().is_some_and(|(.., before)| !follow_up.is_empty() && *before != follow_up) {
        review_cases::buyer_wrote_again(db, ReviewId::new(id), facts.follow_up_at.unwrap_or(telling.made_at))?;
    }
    if !answer.is_empty() {
        // The platform shows an answer: ours, or somebody else's. Either way nothing waits any more.
        db.run(
            "UPDATE reviews SET answer_state = 'done', answered_at = COALESCE(answered_at, $2) \
             WHERE id = $1 AND answer_state <> 'done'",
            args![id, telling.made_at],
        )?;
    }
    Ok(if old.is_some() { Outcome::Updated } else { Outcome::Inserted })
}

/// Finds the orders that came after their reviews.
pub(super) fn match_late(db: &dyn Engine) -> Result<()> {
    let known = "SELECT count(*) FROM reviews WHERE order_id IS NULL AND order_number <> '' \
         AND EXISTS (SELECT 1 FROM orders o WHERE o.number = reviews.order_number)";
    if number(db, known, &[])? > 0 {
        db.run(
            "UPDATE reviews SET order_id = (SELECT CASE WHEN count(*) = 1 THEN min(o.id) END FROM orders o \
             WHERE o.number = reviews.order_number AND (reviews.shop_id IS NULL OR o.shop_id = reviews.shop_id)) \
             WHERE order_id IS NULL AND order_number <> ''",
            &[],
        )?;
    }
    Ok(())
}

/// What makes a review the same one again: its number, else its order and product, else who wrote what when.
fn key(facts: &ReviewFacts) -> String {
    if !facts.id.is_empty() {
        return format!("i:{}", facts.id);
    }
    let what = [facts.outer_id.as_str(), facts.sku.unclean(), facts.title.unclean()];
    let what = what.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    if !facts.order.is_empty() {
        return format!("o:{}:{what}", facts.order);
    }
    let mut h = RowHash::new();
    h.text(facts.buyer.unclean());
    h.text(facts.body.unclean());
    h.text(what);
    h.opt(facts.written_at.map(Time::ms));
    format!("h:{:016x}", h.done())
}

fn hash(facts: &ReviewFacts) -> i64 {
    let mut h = RowHash::new();
    for text in [&facts.order, &facts.outer_id, &facts.item_id] {
        h.text(text);
    }
    for text in
        [&facts.buyer, &facts.buyer_level, &facts.title, &facts.sku, &facts.body, &facts.follow_up, &facts.answer]
    {
        h.text(text.unclean());
    }
    h.opt(facts.stars.map(i64::from));
    h.int(i64::from(facts.pictures));
    for at in [facts.written_at, facts.follow_up_at] {
        h.opt(at.map(Time::ms));
    }
    h.done()
}

impl ReviewFilter {
    fn wanted(&self) -> (String, Vec<Arg<'_>>) {
        let mut wanted = vec!["1 = 1".to_owned()];
        let mut values = Vec::new();
        let mut with = |sql: &str, value: Arg<'static>| {
            values.push(value);
            wanted.push(sql.replace('?', &format!("${}", values.len())));
        };
        if let Some(kind) = self.kind {
            with("kind = ?", Arg::Text(kind.code()));
        }
        if let Some(state) = self.state {
            with("answer_state = ?", Arg::Text(state.code()));
        }
        if let Some(from) = self.from {
            with("newest_at >= ?", from.into());
        }
        if let Some(to) = self.to {
            with("newest_at < ?", to.into());
        }
        if self.open {
            wanted.push("answer_state <> 'done'".to_owned());
        }
        if self.wants_eyes {
            wanted.push("(kind = 'poor' OR body <> '' OR follow_up <> '')".to_owned());
        }
        (wanted.join(" AND "), values)
    }
}

pub(super) fn read(row: &dyn Row) -> Result<Review> {
    let mut c = Cols::new(row);
    Ok(Review {
        id: ReviewId::new(c.int()?),
        platform: c.code("platform", Platform::parse)?,
        order_number: c.string()?,
        order: c.opt_int()?.map(OrderId::new),
        buyer: c.line()?,
        title: c.line()?,
        sku: c.line()?,
        outer_id: c.string()?,
        stars: c.opt_int()?.and_then(|n| u8::try_from(n).ok()),
        text: c.clean()?,
        pictures: c.flag()?,
        written_at: c.opt_time()?,
        follow_up: c.clean()?,
        follow_up_at: c.opt_time()?,
        answer: c.clean()?,
        draft: c.clean()?,
        answer_state: c.code("answer state", AnswerState::parse)?,
        answered_at: c.opt_time()?,
        agent: c.agent()?,
        kind: c.code("review kind", ReviewKind::parse)?,
        newest_at: c.time()?,
        version: c.int()?,
    })
}
