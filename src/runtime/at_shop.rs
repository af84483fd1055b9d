//! What is decided here and carried out at a live shop, where its settings let it be written to: the same from the
//! screen and from the command line. Elsewhere everything stays as it is without.

use crate::config::SourceSetting;
use crate::domain::aftersale::{Authority, Case, CaseEffect, Change, Origin, Refusal, Rules, Step, StepInput};
use crate::domain::order_act::IntentState;
use crate::domain::shop_write::{ShopAct, ShopWrite, WriteState};
use crate::domain::{By, Money, OrderId, Problem, SafeText};
use crate::store::shop_writes::{self, NewWrite, Reach, Settled};
use crate::store::{Engine, acts, cases, order_acts};
use crate::text::Lang;

/// Who decides, by which rules, and which shops may be written to.
#[derive(Clone, Copy, Debug)]
pub struct Deciding<'a> {
    /// By whom and when.
    pub by: &'a By,
    /// The rules in force.
    pub rules: &'a Rules,
    /// The live sources of the settings.
    pub sources: &'a [SourceSetting],
    /// The language of the reason that goes to the shop.
    pub lang: Lang,
}

/// Where an order can be written to; none where it came from no live shop, or its shop is only read.
pub fn reach(db: &dyn Engine, sources: &[SourceSetting], order: OrderId) -> Result<Option<Reach>, Problem> {
    for source in sources.iter().filter(|source| source.writes) {
        if let Some(reach) = shop_writes::reach(db, order, &source.name)? {
            return Ok(Some(reach));
        }
    }
    Ok(None)
}

/// Has a line of the memo written beside the order at its shop, too.
pub fn note(db: &dyn Engine, by: &By, sources: &[SourceSetting], order: OrderId, line: &str) -> Result<(), Problem> {
    let Some(at) = reach(db, sources, order)? else { return Ok(()) };
    let new = NewWrite { order, case: None, intention: None, act: ShopAct::Note, text: line, amount: None };
    shop_writes::queue(db, by, &at, &new).map(drop)
}

/// Has an order cancelled at its shop, for the act that was noted.
pub fn cancel(
    db: &dyn Engine,
    by: &By,
    sources: &[SourceSetting],
    (order, intention): (OrderId, i64),
    reason: &str,
) -> Result<(), Problem> {
    let Some(at) = reach(db, sources, order)? else { return Ok(()) };
    let new =
        NewWrite { order, case: None, intention: Some(intention), act: ShopAct::Cancel, text: reason, amount: None };
    shop_writes::queue(db, by, &at, &new).map(drop)
}

/// The input with what the goods sent are worth, where nobody said and it is known.
fn worth_known(db: &dyn Engine, case: &Case, step: Step, input: &StepInput) -> Result<StepInput, Problem> {
    let mut whole = input.clone();
    if whole.worth.is_none() && case.takes_worth(step, input) {
        whole.worth = cases::worth(db, case, input.kind.filter(|_| step == Step::Offer).unwrap_or(case.kind))?;
    }
    Ok(whole)
}

impl Deciding<'_> {
    /// Takes a step in a case as it was just read. One that pays, of an order whose shop may be written to, is noted and
    /// asked of the shop; the case moves when the money is seen there.
    pub fn step(
        &self,
        db: &dyn Engine,
        case: &Case,
        step: Step,
        input: &StepInput,
    ) -> Result<Result<Case, Refusal>, Problem> {
        let ours = input.origin == Origin::Desk && step != Step::Paid && case.pays(step);
        match if ours { reach(db, self.sources, case.order)? } else { None } {
            Some(at) => self.pay(db, case, step, input, &at),
            None => match case.after(step, &worth_known(db, case, step, input)?, self.rules, self.by.at) {
                Ok(change) => {
                    let saved = cases::save(db, self.by, case.stage, &change)?;
                    if step != Step::TrackingFilled {
                        return Ok(Ok(saved));
                    }
                    // A sheet may have told of its signature before.
                    cases::note_returns_signed(db, &By { agent: None, ..self.by.clone() }, self.rules)?;
                    cases::expect(db, saved.id).map(Ok)
                }
                Err(refusal) => Ok(Err(refusal)),
            },
        }
    }

    /// Has a refund that is owed already paid by the shop: the amount has been typed, and the same limits hold.
    ///
    /// # Errors
    /// [`Problem::Refused`] where the shop is only read, or has made the refund already.
    pub fn refund(&self, db: &dyn Engine, case: &Case, input: &StepInput) -> Result<Result<Case, Refusal>, Problem> {
        let Some(at) = reach(db, self.sources, case.order)? else {
            return Err(refused(self.lang.w_only_read(), self.lang.h_only_read()));
        };
        let there = format!("{}/", at.source);
        if case.platform_id.as_ref().is_some_and(|id| id.starts_with(&there)) {
            return Err(refused(self.lang.w_there_already(), self.lang.h_there_already()));
        }
        self.pay(db, case, Step::Paid, input, &at)
    }

    fn pay(
        &self,
        db: &dyn Engine,
        case: &Case,
        step: Step,
        input: &StepInput,
        at: &Reach,
    ) -> Result<Result<Case, Refusal>, Problem> {
        let change = match case.through_shop(step, input, self.rules, self.by.at) {
            Ok(change) => change,
            Err(refusal) => return Ok(Err(refusal)),
        };
        acts::bulk(db, self.by, || {
            let saved = cases::save(db, self.by, case.stage, &change)?;
            let text = self.lang.reason(&case.reason, self.rules);
            let new = NewWrite {
                order: case.order,
                case: Some(case.id),
                intention: None,
                act: ShopAct::Refund,
                text: &text,
                amount: input.amount,
            };
            shop_writes::queue(db, self.by, at, &new)?;
            Ok(Ok(saved))
        })
    }

    /// Takes a person's word on a write. What happened moves its case or ends its noted act; what is given up leaves them
    /// as if nothing had been asked of the shop.
    pub fn settle(&self, db: &dyn Engine, seen: &ShopWrite, settled: Settled) -> Result<ShopWrite, Problem> {
        acts::bulk(db, self.by, || {
            let done = shop_writes::settle(db, self.by, seen, settled)?;
            let case = done.case.map(|id| cases::expect(db, id)).transpose()?;
            let case = case.filter(|case| case.intention.as_ref().is_some_and(|noted| case.pays(noted.step)));
            match (settled, case) {
                (Settled::Happened, Some(case)) => {
                    let mut change = case
                        .mark_done(self.by.agent, self.rules, self.by.at)
                        .map_err(|refusal| self.refused(db, &refusal))?;
                    // What went back is told by the shop's own order.
                    change.effects.retain(|effect| !matches!(effect, CaseEffect::RefundPaid(_)));
                    cases::save(db, self.by, case.stage, &change)?;
                }
                (Settled::Dropped, Some(case)) => {
                    let with = case.drop_intention().map_err(|refusal| self.refused(db, &refusal))?;
                    let change = Change { case: with, events: Vec::new(), effects: Vec::new() };
                    cases::save(db, self.by, case.stage, &change)?;
                }
                _ => {}
            }
            if let (Settled::Happened, Some(id)) = (settled, done.intention)
                && let Some(noted) = order_acts::pending(db, done.order)?.into_iter().find(|noted| noted.id == id)
            {
                order_acts::end(db, self.by, &noted, IntentState::Done)?;
            }
            Ok(done)
        })
    }

    /// Asks the shop once more for what surely did not happen. A refund wants its amount typed again, within the limits of
    /// who asks now.
    pub fn again(
        &self,
        db: &dyn Engine,
        seen: &ShopWrite,
        typed: Option<Money>,
        authority: &Authority,
    ) -> Result<ShopWrite, Problem> {
        if let Some(amount) = seen.amount {
            let refused = |refusal: &Refusal| self.refused(db, refusal);
            if typed != Some(amount) {
                return Err(refused(&Refusal::TypeAmount { expected: amount }));
            }
            self.rules.limits.may_refund(amount, self.by.agent, authority).map_err(|refusal| refused(&refusal))?;
        }
        shop_writes::again(db, self.by, seen)
    }

    fn refused(&self, db: &dyn Engine, refusal: &Refusal) -> Problem {
        let said = self.lang.refusal(refusal, self.rules.zone, db.real_now());
        refused(&said.what, &said.hint)
    }
}

/// Refuses to take a step of a case for done by hand while its money may be on the way by itself.
pub fn not_under_way(db: &dyn Engine, case: &Case, lang: Lang) -> Result<(), Problem> {
    let writes = shop_writes::of_case(db, case.id)?;
    match writes.last().map(|write| write.state) {
        Some(WriteState::Unknown) => Err(refused(lang.w_unknown_first(), lang.h_unknown_first())),
        Some(state) if !state.is_over() => Err(refused(lang.w_under_way(), lang.h_under_way())),
        _ => Ok(()),
    }
}

fn refused(what: &str, hint: &str) -> Problem {
    Problem::Refused { what: SafeText::line(what), hint: SafeText::line(hint) }
}
