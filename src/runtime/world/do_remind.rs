//! Reminders from the screen: the stop rules before the first word, and one message each to many.

use super::basis::{Basis, copies};
use crate::app::msg::{BulkView, Did, Reminding};
use crate::domain::reminder::ReminderKind;
use crate::domain::reply::QuickReply;
use crate::domain::{OrderId, Problem, SafeText};
use crate::runtime::reminding::{Bulk, Verdict, verdict};
use crate::store::{Engine, orders, reminders};

/// Says whether a buyer may be written to; then nobody else may until it is done.
pub(super) fn start(basis: &Basis, db: &dyn Engine, mut asked: Reminding) -> Result<Did, Problem> {
    let (by, rules) = (basis.by(), basis.rules()?);
    let order = orders::expect(db, asked.order)?;
    // Whoever asks for money asks for what is owed now: a balance has a rhythm and words of its own.
    if matches!(asked.kind, ReminderKind::Payment | ReminderKind::Balance) {
        asked.kind = ReminderKind::for_money(order.status).unwrap_or(asked.kind);
    }
    match verdict(db, &rules, &order, asked.kind, &by, basis.zone)? {
        Verdict::Stopped(skip) => {
            let why = SafeText::line(&basis.lang.skip(&skip, basis.zone, by.at));
            if !skip.may_be_forced() {
                return Err(Problem::Refused { what: why, hint: SafeText::line(basis.lang.cli_may_not_force()) });
            }
            if asked.force.is_none() {
                return Ok(Did::ReminderStopped(asked, why));
            }
        }
        Verdict::Old(age) if !asked.old_data => {
            asked.old_data = true;
            return Ok(Did::ReminderStopped(asked, SafeText::line(&basis.lang.old_data(&basis.lang.how_long(age)))));
        }
        Verdict::Old(_) | Verdict::Ready => {}
    }
    match reminders::claim(db, &by, asked.order) {
        Ok(()) => Ok(Did::ReminderReady(asked)),
        Err(Problem::Changed { by }) => Err(Problem::Refused {
            what: SafeText::line(&basis.lang.claimed(&by)),
            hint: SafeText::line(basis.lang.cli_may_not_force()),
        }),
        Err(problem) => Err(problem),
    }
}

/// Plans a bulk, or sends it when the number of messages agreed to is the number there is now.
pub(super) fn bulk(
    basis: &Basis,
    db: &dyn Engine,
    ids: &[OrderId],
    reply: &QuickReply,
    agreed: Option<usize>,
) -> Result<Did, Problem> {
    let (by, rules) = (basis.by(), basis.rules()?);
    let me = basis.me_at(db)?;
    let bulk = Bulk { me: &me, by: &by, rules: &rules, zone: basis.zone, lang: basis.lang, reply, copies };
    let plan = bulk.plan(db, ids)?;
    if agreed == Some(plan.sends.len()) && !plan.sends.is_empty() {
        let until = bulk.send(db, &plan, basis.config().hold_for("default"))?;
        return Ok(Did::BulkSent(plan.sends.len(), until));
    }
    let mut skipped = Vec::new();
    for (order, skip) in &plan.skipped {
        let number = SafeText::line(&orders::expect(db, *order)?.number);
        skipped.push((number, SafeText::line(&basis.lang.bulk_skip(skip, basis.zone, by.at))));
    }
    let first = plan.sends.first().map(|(_, _, text)| SafeText::line(text)).unwrap_or_default();
    Ok(Did::BulkPlanned(Box::new(BulkView { orders: ids.to_vec(), count: plan.sends.len(), first, skipped })))
}
