//! A case is opened by one way, for screen and command line alike: what the order, its other cases and its stopped parcel
//! say is read in the very transaction that writes it, so that a line never has two open cases.

use crate::domain::aftersale::amount::{OrderMoney, max_refund};
use crate::domain::aftersale::{Case, CaseType, GoodsState, OpenCase, Opening, Origin, Refusal, Rules, Stage};
use crate::domain::{By, CaseId, ConversationId, Money, OrderId, OrderLineId, OrderStatus, Problem, SafeText};
use crate::store::{Engine, cases, conversations, orders, tickets, write};
use crate::text::Lang;

/// What is to be opened.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// On which order.
    pub order: OrderId,
    /// The line, when it is about one.
    pub line: Option<OrderLineId>,
    /// What is wanted.
    pub kind: CaseType,
    /// Why, as a known code or in words.
    pub reason: &'a str,
    /// Where the goods are.
    pub goods: GoodsState,
    /// How much; nothing for the most that may be refunded.
    pub amount: Option<Money>,
    /// The chat; nothing for the one about the order.
    pub chat: Option<ConversationId>,
    /// The platform's number of the case.
    pub platform_id: Option<&'a str>,
    /// More words; may be empty.
    pub note: &'a str,
    /// Why it is about other goods than an open case that does not say which; empty when nothing is said.
    pub apart: &'a str,
}

/// Opens a case on an order, with what may be refunded worked out. A parcel that was asked to be stopped is known to it.
///
/// # Errors
/// [`Problem::Usage`] for an order that was never paid; a refusal says which rule speaks against it.
pub fn open(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    lang: Lang,
    asked: &Asked<'_>,
) -> Result<Result<Case, Refusal>, Problem> {
    write(db, || {
        let order = orders::expect(db, asked.order)?;
        if !order.status.is_paid() && order.status != OrderStatus::Closed && order.status != OrderStatus::Unknown {
            return Err(Problem::Usage(SafeText::line(lang.cli_unpaid_case())));
        }
        let lines = orders::lines(db, order.id)?;
        let others = cases::of_order(db, order.id)?;
        let cap = OrderMoney::of(&order, &lines, &others).map(|money| max_refund(&money, asked.line, None)).transpose();
        let cap = cap.map_err(Problem::Sum)?;
        let same_line = || others.iter().filter(|case| case.line == asked.line);
        // Of an order of one line, a platform's case is of that one and of the whole order, whatever it names.
        let is_told = |case: &&Case| case.platform_id.is_some() && lines.len() <= 1;
        let told = |case: &&Case| is_told(case) && case.is_open();
        let beside = others.iter().rev().find(|case| case.is_open() && case.line.is_some() != asked.line.is_some());
        let apart = Some(SafeText::clean(asked.apart)).filter(|why| beside.is_some() && !why.trim().is_empty());
        let chat = match asked.chat {
            Some(chat) => conversations::by_id(db, chat)?,
            None => conversations::of_order(db, order.id, 1)?.into_iter().next(),
        };
        let opening = Opening {
            id: CaseId::new(0),
            shop: order.shop,
            platform: order.platform,
            platform_id: asked.platform_id.map(str::to_owned),
            order: order.id,
            line: asked.line,
            customer: order.customer.or(chat.as_ref().map(|chat| chat.customer)),
            conversation: chat.map(|chat| chat.id),
            kind: asked.kind,
            reason: rules.reason(asked.reason).0,
            goods: asked.goods,
            amount: asked.amount.or(cap.filter(|_| asked.kind.refunds())),
            max_amount: cap,
            currency: order.currency,
            tag: None,
            applied_at: by.at,
            platform_deadline: None,
            finished_at: order.finished_at.filter(|_| order.status == OrderStatus::Success),
            has_open_case: same_line().any(Case::is_open) || others.iter().any(|case| told(&case)),
            beside: beside.map(OpenCase::from),
            apart,
            has_done_case: same_line().any(|case| case.stage == Stage::Done),
            tries_used: same_line().map(|case| case.tries).sum(),
            by: by.agent,
            origin: Origin::Desk,
            note: Some(asked.note).filter(|note| !note.trim().is_empty()).map(SafeText::clean),
        };
        let change = match Case::open(opening, rules) {
            Ok(change) => change,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let case = match tickets::stop_of(db, order.id)? {
            // What the warehouse or the courier answered is what a refund of this case goes by.
            Some(stop) => change.case.with_our_step(stop).unwrap_or(change.case),
            None => change.case,
        };
        cases::insert(db, by, &case, &change.events).map(Ok)
    })
}
