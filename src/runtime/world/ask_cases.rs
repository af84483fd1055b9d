//! Reads of after-sales cases.

use super::ask_desk::{size, tag_of};
use super::ask_orders;
use super::basis::Basis;
use super::do_case_tools;
use super::money::{authority, freight, return_doubts};
use crate::app::msg::{AtShop, CaseDraft, CasePage, CaseRow, CasesAsk, CasesPage};
use crate::domain::aftersale::amount::{OrderMoney, max_refund};
use crate::domain::aftersale::reason::guess;
use crate::domain::aftersale::{Case, CaseType, GoodsState, OpenCase, ReturnAddress, WhatIf, goods_of, type_fits};
use crate::domain::order_act::OrderAct;
use crate::domain::{CaseId, ConversationId, OrderId, OrderLine, Problem, SafeText, Sender, Span, Time};
use crate::store::{
    Engine, cases, compensations, conversations, desk, messages, order_acts, orders, settings, shop_writes, shops,
};
use crate::text::Lang;

/// Tomorrow is tried at nine in the morning.
const MORNING: Span = Span::hours(33);

/// A window of cases: open ones by time left or by harm, or all of them, newest first.
pub(super) fn page(basis: &Basis, db: &dyn Engine, ask: &CasesAsk) -> Result<CasesPage, Problem> {
    let (found, total) = if let Some(id) = ask.only {
        let one = cases::by_id(db, id)?;
        (one.into_iter().collect(), 1)
    } else if ask.all {
        (cases::all(db, ask.len, ask.start)?, desk::all_cases(db)?)
    } else {
        (cases::page(db, ask.order, basis.now(), ask.len, ask.start)?, size(cases::open_count(db)?))
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
    Ok(CasesPage { rows, total, week: cases::week(db, basis.zone.week_start(basis.now()))? })
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
    let shop = shops::by_id(db, case.shop)?;
    let named = shop.as_ref().map_or("", |shop| shop.name.as_str());
    let returns: Vec<_> = basis.config().return_addresses.iter().filter(|one| one.is_of(named)).cloned().collect();
    let at_shop = match &order {
        Some((_, order)) => ask_orders::at_shop(basis, db, order, shop_writes::of_case(db, id)?)?,
        None => AtShop::default(),
    };
    Ok(Some(CasePage {
        shop,
        at_shop,
        history: cases::history(db, id)?,
        choices: case.steps(&rules, basis.now()),
        reason_words: SafeText::line(&basis.lang.reason(&case.reason, &rules)),
        proof: rules.proof(&case),
        freight: freight(db, &case, order.as_ref().map(|(_, order)| order), &rules)?,
        doubts: return_doubts(db, &case, basis.now())?,
        my_limit: rules.limits.unasked(&authority, case.currency),
        fraud: fraud.map(|(row, claim)| (claim, row.source.clone())),
        return_address: return_address(db, &case, &returns)?,
        returns,
        max_amount: case.max_amount,
        worth: cases::worth(db, &case, case.kind)?,
        goods_worth: cases::worth(db, &case, CaseType::Resend)?,
        advanced: cases::is_advanced(db, id)?,
        compensations: compensations::of_order(db, case.order)?,
        gifts: order_acts::of_order(db, case.order)?.into_iter().filter(|noted| noted.act == OrderAct::Gift).collect(),
        said: do_case_tools::said(db, chat)?,
        pack_path: do_case_tools::pack_path(basis, &case, order.as_ref().map(|(_, order)| order)),
        chat,
        tomorrow: case.what_if(&rules, basis.zone.day_start(basis.now()).plus(MORNING)),
        order: order.map(|(lines, order)| (order, lines)),
        case,
    }))
}

/// Where the goods of a case go back to: what was agreed in it, else where the shop's latest return went, else the
/// first warehouse of the settings.
fn return_address(db: &dyn Engine, case: &Case, returns: &[ReturnAddress]) -> Result<Option<SafeText>, Problem> {
    for name in [return_address_in(case), return_address_of(case)] {
        if let Some(text) = settings::load(db, &name)? {
            return Ok(Some(SafeText::line(&text)));
        }
    }
    Ok(returns.first().map(ReturnAddress::text))
}

/// The name of the setting in which the address agreed on in a case is remembered.
pub(super) fn return_address_in(case: &Case) -> String {
    format!("return_address.case.{}", case.id)
}

/// What would have become of a case by `at` if nobody acted.
pub(super) fn what_if(basis: &Basis, db: &dyn Engine, id: CaseId, at: Time) -> Result<Option<WhatIf>, Problem> {
    let rules = basis.rules_at(db)?;
    Ok(cases::by_id(db, id)?.map(|case| case.what_if(&rules, at)))
}

/// A case to be opened on an order, filled in from the order and from what the buyer wrote last.
pub(super) fn draft(basis: &Basis, db: &dyn Engine, order: OrderId) -> Result<Option<CaseDraft>, Problem> {
    let (rules, Some(order)) = (basis.rules_at(db)?, orders::by_id(db, order)?) else { return Ok(None) };
    let (lines, others) = (orders::lines(db, order.id)?, cases::of_order(db, order.id)?);
    let money = OrderMoney::of(&order, &lines, &others);
    let cap = |line| money.as_ref().and_then(|money| max_refund(money, line, None).ok());
    let quote = match conversations::of_order(db, order.id, 1)?.first() {
        Some(chat) => last_words(db, chat.id)?,
        None => String::new(),
    };
    let guessed = guess(&rules.reasons, &quote).or_else(|| rules.reason_row("other"));
    let goods = goods_of(&order);
    let kind = guessed
        .and_then(|row| row.types.iter().copied().find(|kind| type_fits(*kind, goods)))
        .unwrap_or(if goods == GoodsState::Unshipped { CaseType::RefundOnly } else { CaseType::ReturnRefund });
    let line = match lines.as_slice() {
        [one] => Some(one.id),
        many => many.iter().find(|line| is_named(&quote, line)).map(|line| line.id),
    };
    let reason = guessed.map(|row| SafeText::line(if basis.lang == Lang::Zh { &row.zh } else { &row.en }));
    let is_same = |case: &&Case| case.is_open() && (case.line.is_none() || line.is_none() || case.line == line);
    Ok(Some(CaseDraft {
        beside: others.iter().rev().find(is_same).map(OpenCase::from),
        cap: cap(None),
        line,
        kind,
        goods,
        reason: reason.unwrap_or_default(),
        quote: SafeText::line(&quote),
        lines: lines.into_iter().map(|line| (line.clone(), cap(Some(line.id)))).collect(),
        order,
    }))
}

/// What the buyer wrote since the last answer, at most a few messages.
fn last_words(db: &dyn Engine, chat: ConversationId) -> Result<String, Problem> {
    let messages = messages::page(db, chat, None, 12)?;
    let theirs: Vec<&str> = messages
        .iter()
        .filter(|message| message.from == Sender::Customer)
        .rev()
        .take(4)
        .map(|message| message.text.as_str())
        .collect();
    Ok(theirs.into_iter().rev().collect::<Vec<_>>().join(" "))
}

/// True when the words name a line: a part of its title of three letters or more, or its colour or size.
fn is_named(words: &str, line: &OrderLine) -> bool {
    let parts = line.sku.split([';', ':', ' ', ',']).chain(line.title.split_whitespace());
    parts.map(str::trim).filter(|part| part.chars().count() >= 2).any(|part| words.contains(part))
}

/// The name of the setting in which a shop's latest return address is remembered.
pub(super) fn return_address_of(case: &Case) -> String {
    format!("return_address.{}", case.shop)
}
