//! Reviews worked on like cases: opened once a review, moved by people or by what a sheet tells, closed.

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::audit;
use super::engine::{Arg, Engine, Result, Row, args, first, list};
use super::goods::reviews;
use super::orders::note_event;
use super::rows::{Cols, missing};
use crate::domain::review_case::{ReviewCase, ReviewStage, ReviewStep};
use crate::domain::{AgentId, By, CompensationId, Money, OrderId, Problem, ReviewCaseId, ReviewId, SafeText, Time};

const SELECT: &str = "SELECT c.id, c.review_id, r.order_id, r.order_number, r.buyer, r.stars, r.body, r.follow_up, c.owner_id, \
     c.stage, c.currency, c.offered, c.offered_words, c.offered_by, c.approver_id, c.agreed, c.agreed_words, c.agreed_at, \
     c.compensation_id, c.outcome, c.opened_at, c.moved_at, c.closed_at, c.version \
     FROM review_cases c JOIN reviews r ON r.id = c.review_id";

/// What a step writes.
#[derive(Clone, PartialEq, Debug)]
pub struct Moved<'a> {
    /// Which step it is.
    pub step: ReviewStep,
    /// Where it leads.
    pub to: ReviewStage,
    /// The money of an offer or an agreement.
    pub amount: Option<Money>,
    /// What was said.
    pub words: &'a SafeText,
    /// For an offer, the second person who agreed to the sum.
    pub approver: Option<AgentId>,
    /// For an offer, what may be given alone; nothing when no limit holds.
    pub own_limit: Option<Money>,
    /// For an agreement with money, what is to be paid out.
    pub compensation: Option<CompensationId>,
}

fn read(row: &dyn Row) -> Result<ReviewCase> {
    let mut c = Cols::new(row);
    let (id, review) = (ReviewCaseId::new(c.int()?), ReviewId::new(c.int()?));
    let (order, number) = (c.opt_int()?.map(OrderId::new), c.string()?);
    let (buyer, stars) = (c.line()?, c.opt_int()?.and_then(|n| u8::try_from(n).ok()));
    let (body, follow_up) = (c.clean()?, c.clean()?);
    let owner = c.agent()?;
    let stage = c.code("review stage", ReviewStage::parse)?;
    let currency = c.currency()?;
    Ok(ReviewCase {
        id,
        review,
        order,
        number,
        buyer,
        stars,
        words: if follow_up.is_empty() { body } else { follow_up },
        owner,
        stage,
        offered: c.money(currency)?,
        offered_words: c.clean()?,
        offered_by: c.agent()?,
        approver: c.agent()?,
        agreed: c.money(currency)?,
        agreed_words: c.clean()?,
        agreed_at: c.opt_time()?,
        compensation: c.opt_int()?.map(CompensationId::new),
        outcome: c.clean()?,
        opened_at: c.time()?,
        moved_at: c.time()?,
        closed_at: c.opt_time()?,
        version: c.int()?,
    })
}

/// The case of an id.
pub fn by_id(db: &dyn Engine, id: ReviewCaseId) -> Result<Option<ReviewCase>> {
    first(db, &format!("{SELECT} WHERE c.id = $1"), args![id], read)
}

/// The case of an id, or [`Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: ReviewCaseId) -> Result<ReviewCase> {
    by_id(db, id)?.ok_or_else(|| missing("review case", id))
}

/// The case of a review.
pub fn of_review(db: &dyn Engine, review: ReviewId) -> Result<Option<ReviewCase>> {
    first(db, &format!("{SELECT} WHERE c.review_id = $1"), args![review], read)
}

/// The case a person names: by its own id, or as its review is named.
pub fn by_name(db: &dyn Engine, name: &str) -> Result<ReviewCase> {
    if let Some(found) = name.trim().parse().ok().map(|id| by_id(db, id)).transpose()?.flatten() {
        return Ok(found);
    }
    let review = reviews::by_name(db, name)?;
    of_review(db, review.id)?.ok_or_else(|| missing("review case", name))
}

/// An order's, the newest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<ReviewCase>> {
    list(db, &format!("{SELECT} WHERE r.order_id = $1 ORDER BY c.id DESC"), args![order], read)
}

/// Those not closed, the one nobody has moved for longest first.
pub fn open_ones(db: &dyn Engine, limit: usize, offset: usize) -> Result<Vec<ReviewCase>> {
    let sql = format!("{SELECT} WHERE c.closed_at IS NULL ORDER BY c.moved_at, c.id LIMIT $1 OFFSET $2");
    list(db, &sql, args![limit as i64, offset as i64], read)
}

/// All, the newest first.
pub fn all(db: &dyn Engine, limit: usize, offset: usize) -> Result<Vec<ReviewCase>> {
    let sql = format!("{SELECT} ORDER BY c.id DESC LIMIT $1 OFFSET $2");
    list(db, &sql, args![limit as i64, offset as i64], read)
}

/// Opens the case of a review as the agent's own; one that is open stays as it is, a closed one is opened again with
/// what was offered and agreed before.
pub fn open(db: &dyn Engine, by: &By, review: ReviewId) -> Result<ReviewCase> {
    acts::bulk(db, by, || {
        reviews::expect(db, review)?;
        if let Some(old) = of_review(db, review)? {
            if old.is_open() {
                return Ok(old);
            }
            let version = first(
                db,
                "UPDATE review_cases SET stage = $3, closed_at = NULL, moved_at = $4, owner_id = $5, changed_by = $5, \
                 version = version + 1 WHERE id = $1 AND version = $2 RETURNING version",
                args![old.id, old.version, reopened(&old).code(), by.at, by.agent],
                |row| row.int(0),
            )?;
            let version = version.ok_or_else(|| missing("review case", old.id))?;
            let inverse = before(&old);
            acts::record(db, by, "review_case", ("review_cases", old.id.raw(), version), Inverse::Set(&inverse))?;
            return told(db, by, old.id, "open", "");
        }
        let id = ReviewCaseId::new(db.next_id()?);
        db.run(
            "INSERT INTO review_cases (id, review_id, owner_id, stage, opened_at, moved_at, changed_by) \
             VALUES ($1, $2, $3, 'open', $4, $4, $3)",
            args![id, review, by.agent, by.at],
        )?;
        acts::record(db, by, "review_case", ("review_cases", id.raw(), 1), Inverse::Remove)?;
        told(db, by, id, "open", "")
    })
}

/// Where a closed one goes on.
fn reopened(old: &ReviewCase) -> ReviewStage {
    match (old.agreed_at, old.offered_words.is_empty()) {
        (Some(_), _) => ReviewStage::Agreed,
        (None, false) => ReviewStage::Offered,
        (None, true) => ReviewStage::Open,
    }
}

/// Moves a case that was seen as `old`. Who moves it owns it.
///
/// # Errors
/// [`Problem::Changed`] when somebody was faster.
pub fn moved(db: &dyn Engine, by: &By, old: &ReviewCase, what: &Moved<'_>) -> Result<ReviewCase> {
    acts::bulk(db, by, || {
        let offer = what.step == ReviewStep::Offer;
        let agree = what.step == ReviewStep::Agree;
        let close = what.step == ReviewStep::Close;
        let (words, minor) = (what.words.as_str(), what.amount.map(Money::minor));
        let code = what.amount.map(|amount| amount.currency().code().to_owned());
        let kept = first(db, "SELECT own_limit, currency FROM review_cases WHERE id = $1", args![old.id], |row| {
            Ok((row.opt_int(0)?, row.text(1)?.to_owned()))
        })?;
        let (own_limit, currency) = kept.ok_or_else(|| missing("review case", old.id))?;
        let version = first(
            db,
            "UPDATE review_cases SET stage = $3, moved_at = $4, owner_id = $5, changed_by = $5, \
             offered = CASE WHEN $6 = 1 THEN $9 ELSE offered END, \
             offered_words = CASE WHEN $6 = 1 THEN $10 ELSE offered_words END, \
             offered_by = CASE WHEN $6 = 1 THEN $5 ELSE offered_by END, \
             approver_id = CASE WHEN $6 = 1 THEN $11 ELSE approver_id END, \
             own_limit = CASE WHEN $6 = 1 THEN $12 ELSE own_limit END, \
             currency = CASE WHEN $6 = 1 THEN COALESCE($14, currency) ELSE currency END, \
             agreed = CASE WHEN $7 = 1 THEN $9 ELSE agreed END, \
             agreed_words = CASE WHEN $7 = 1 THEN $10 ELSE agreed_words END, \
             agreed_at = CASE WHEN $7 = 1 THEN $4 ELSE agreed_at END, \
             compensation_id = CASE WHEN $7 = 1 THEN $13 ELSE compensation_id END, \
             outcome = CASE WHEN $8 = 1 THEN $10 ELSE outcome END, \
             closed_at = CASE WHEN $8 = 1 THEN $4 ELSE closed_at END, \
             version = version + 1 WHERE id = $1 AND version = $2 RETURNING version",
            args![
                old.id,
                old.version,
                what.to.code(),
                by.at,
                by.agent,
                offer,
                agree,
                close,
                minor,
                words,
                what.approver,
                what.own_limit.map(Money::minor),
                what.compensation,
                code.as_deref()
            ],
            |row| row.int(0),
        )?;
        let Some(version) = version else { return Err(changed(db, old.id)?) };
        let mut inverse = before(old);
        inverse.extend([("own_limit", Arg::from(own_limit)), ("currency", Arg::Text(&currency))]);
        acts::record(db, by, "review_case", ("review_cases", old.id.raw(), version), Inverse::Set(&inverse))?;
        let money = what.amount.map(|amount| format!("{amount} ")).unwrap_or_default();
        told(db, by, old.id, what.step.code(), &format!("{money}{words}"))
    })
}

/// Makes an open case the agent's own; a closed one stays as it is.
pub fn take(db: &dyn Engine, by: &By, case: &ReviewCase) -> Result<()> {
    if !case.is_open() {
        return Ok(());
    }
    let what = Moved {
        step: ReviewStep::Take,
        to: case.stage,
        amount: None,
        words: &SafeText::default(),
        approver: None,
        own_limit: None,
        compensation: None,
    };
    moved(db, by, case, &what).map(drop)
}

/// A sheet shows that the buyer wrote again: an open case of the review says so.
pub(super) fn buyer_wrote_again(db: &dyn Engine, review: ReviewId, at: Time) -> Result<()> {
    db.run(
        "UPDATE review_cases SET stage = 'followed_up', moved_at = $2, changed_by = NULL, version = version + 1 \
         WHERE review_id = $1 AND closed_at IS NULL AND stage <> 'followed_up'",
        args![review, at],
    )?;
    Ok(())
}

/// The columns a step changes, as they are.
fn before(old: &ReviewCase) -> Vec<(&'static str, Arg<'_>)> {
    vec![
        ("stage", Arg::Text(old.stage.code())),
        ("owner_id", Arg::from(old.owner)),
        ("offered", Arg::from(old.offered.map(Money::minor))),
        ("offered_words", Arg::Text(&old.offered_words)),
        ("offered_by", Arg::from(old.offered_by)),
        ("approver_id", Arg::from(old.approver)),
        ("agreed", Arg::from(old.agreed.map(Money::minor))),
        ("agreed_words", Arg::Text(&old.agreed_words)),
        ("agreed_at", Arg::from(old.agreed_at)),
        ("compensation_id", Arg::from(old.compensation)),
        ("outcome", Arg::Text(&old.outcome)),
        ("moved_at", Arg::from(old.moved_at)),
        ("closed_at", Arg::from(old.closed_at)),
    ]
}

/// Puts a step on record, and on the timeline of the order.
fn told(db: &dyn Engine, by: &By, id: ReviewCaseId, step: &str, detail: &str) -> Result<ReviewCase> {
    let now = expect(db, id)?;
    audit::add(db, by, None, "review_case", ("review_case", &id.to_string()), format!("{step} {detail}").trim())?;
    if let Some(order) = now.order {
        note_event(db, by, order, "review_case", &format!("{step} {detail}"))?;
    }
    Ok(now)
}

/// What somebody hears who was not fast enough.
pub fn changed(db: &dyn Engine, id: ReviewCaseId) -> Result<Problem> {
    let who = first(db, "SELECT changed_by FROM review_cases WHERE id = $1", args![id], |row| row.opt_int(0))?;
    Ok(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? })
}
