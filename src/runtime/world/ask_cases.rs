//! Reads of after-sales cases.

use super::ask_desk::{size, tag_of};
use super::basis::Basis;
use super::do_case_tools;
use super::money::{authority, freight, return_doubts};
use crate::app::msg::{CasePage, CaseRow, CasesAsk, CasesPage};
use crate::domain::aftersale::Case;
use crate::domain::{CaseId, Problem, SafeText};
use crate::store::{Engine, cases, compensations, conversations, desk, orders, settings, shops};

/// A window of cases: open ones by time left, or all of them, newest first.
pub(super) fn page(db: &dyn Engine, ask: &CasesAsk) -> Result<CasesPage, Problem> {
    let (found, total) = if ask.all {
        (cases::all(db, ask.len, ask.start)?, desk::all_cases(db)?)
    } else {
        (cases::open(db, None, ask.len, ask.start)?, size(cases::open_count(db)?))
    };
    let shops = shops::all(db)?;
    let mut rows = Vec::with_capacity(found.len());
    for case in found {
        let order = orders::by_id(db, case.order)?;
        rows.push(CaseRow {
            number: order.as_ref().map(|order| SafeText::line(&order.number)).unwrap_or_default(),
            buyer: order.map(|order| order.buyer).unwrap_or_default(),
            tag: tag_of(&shops, Some(case.shop)).unwrap_or_else(|| SafeText::line(case.platform.tag())),
            case,
        });
    }
    Ok(CasesPage { rows, total })
}

/// A case, whole; nothing when there is none of this id.
pub(super) fn case(basis: &Basis, db: &dyn Engine, id: CaseId) -> Result<Option<CasePage>, Problem> {
    let Some(case) = cases::by_id(db, id)? else { return Ok(None) };
    let case = Case { max_amount: cases::cap(db, &case)?, ..case };
    let rules = basis.rules_at(db)?;
    let order = match orders::by_id(db, case.order)? {
        Some(order) => Some((orders::lines(db, order.id)?, order)),
        None => None,
    };
    let code = case.reason.code.as_deref();
    let fraud = rules.limits.fraud_claim(code, case.max_amount.or(case.amount));
    let authority = authority(db, &basis.me, None)?;
    let chat = match case.conversation {
        Some(chat) => Some(chat),
        None => conversations::of_order(db, case.order, 1)?.into_iter().next().map(|chat| chat.id),
    };
    Ok(Some(CasePage {
        shop: shops::by_id(db, case.shop)?,
        history: cases::history(db, id)?,
        choices: case.steps(&rules, basis.now()),
        reason_words: SafeText::line(&basis.lang.reason(&case.reason, &rules)),
        proof: rules.proof(&case),
        freight: freight(db, &case, order.as_ref().map(|(_, order)| order), &rules)?,
        doubts: return_doubts(db, &case, basis.now())?,
        my_limit: rules.limits.unasked(&authority, case.currency),
        fraud: fraud.map(|(row, claim)| (claim, row.source.clone())),
        return_address: settings::load(db, &return_address_of(&case))?.map(|text| SafeText::clean(&text)),
        max_amount: case.max_amount,
        compensations: compensations::of_order(db, case.order)?,
        said: do_case_tools::said(db, chat)?,
        pack_path: do_case_tools::pack_path(basis, &case, order.as_ref().map(|(_, order)| order)),
        chat,
        order: order.map(|(lines, order)| (order, lines)),
        case,
    }))
}

/// The name of the setting in which a shop's latest return address is remembered.
pub(super) fn return_address_of(case: &Case) -> String {
    format!("return_address.{}", case.shop)
}
