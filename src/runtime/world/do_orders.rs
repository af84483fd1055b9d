//! What is done on orders, and promises to buyers.

use super::act::Told;
use super::basis::Basis;
use super::money;
use crate::app::msg::{Did, Done, NewPromise};
use crate::config::Config;
use crate::domain::aftersale::limits::Approval;
use crate::domain::aftersale::{Rules, Second};
use crate::domain::order_act::{IntentState, Intention, NewAct};
use crate::domain::{By, Flag, OrderId, Problem, PromiseId, SafeText, Span};
use crate::runtime::order_act::Acting;
use crate::store::promises::{self, PromiseTo};
use crate::store::{Engine, audit, conversations, order_acts, orders, write};

/// So long a phone and an address stay shown.
const SHOWN_FOR: Span = Span::secs(30);

/// Sets the flag.
pub(super) fn flag(basis: &Basis, db: &dyn Engine, order: OrderId, flag: Flag) -> Told {
    orders::set_flag(db, &basis.by(), order, None, flag)?;
    Ok(Done::Flagged)
}

/// Adds a line to the memo, in the shops' own form: day, agent's code, matter.
pub(super) fn memo(basis: &Basis, db: &dyn Engine, order: OrderId, text: &str) -> Told {
    let (by, rules, config) = (basis.by(), basis.rules()?, basis.config());
    let acting = acting(basis, &by, &rules, &config, None);
    acting.append_memo(db, order, &acting.memo(text))?;
    Ok(Done::Memo)
}

/// Notes that the address was checked with the buyer.
pub(super) fn verify(basis: &Basis, db: &dyn Engine, order: OrderId) -> Told {
    orders::verify(db, &basis.by(), order, None)?;
    Ok(Done::Verified)
}

/// Notes an act that is carried out elsewhere.
pub(super) fn note_act(
    basis: &Basis,
    db: &dyn Engine,
    order: OrderId,
    new: &NewAct,
    approval: Option<&Approval>,
) -> Told {
    let second = approval.map(|approval| money::second(basis, db, approval)).transpose()?;
    let (by, rules, config) = (basis.by(), basis.rules()?, basis.config());
    let noted = acting(basis, &by, &rules, &config, second).note(db, order, new)?;
    Ok(if noted.state == IntentState::Asked { Done::ActAsked } else { Done::NotedForPlatform })
}

/// What was noted is done there, or failed.
pub(super) fn end_act(basis: &Basis, db: &dyn Engine, noted: &Intention, state: IntentState) -> Told {
    order_acts::end(db, &basis.by(), noted, state)?;
    Ok(Done::DoneOnPlatform)
}

fn acting<'a>(
    basis: &'a Basis,
    by: &'a By,
    rules: &'a Rules,
    config: &'a Config,
    second: Option<Second>,
) -> Acting<'a> {
    Acting { me: &basis.me, by, rules, zone: basis.zone, lang: basis.lang, second, sources: &config.sources }
}

/// Shows the phone and the address of an order for a moment; who saw them and why is on record before they are shown.
pub(super) fn reveal(basis: &Basis, db: &dyn Engine, id: OrderId, why: &str) -> Result<Did, Problem> {
    if why.trim().is_empty() {
        return Err(Problem::Usage(SafeText::line(basis.lang.cli_why_reveal())));
    }
    let order = orders::expect(db, id)?;
    audit::add(db, &basis.by(), Some(&basis.os_user), "reveal", ("order", &order.number), why)?;
    Ok(Did::Revealed(id, basis.now().plus(SHOWN_FOR)))
}

/// Notes a promise; to the order's buyer when nobody else is named.
pub(super) fn promise(basis: &Basis, db: &dyn Engine, promise: &NewPromise) -> Told {
    write(db, || {
        let order = promise.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
        let chat = match (promise.chat, promise.order) {
            (Some(id), _) => conversations::by_id(db, id)?,
            (None, Some(id)) => conversations::of_order(db, id, 1)?.into_iter().next(),
            (None, None) => None,
        };
        let to = PromiseTo {
            customer: promise.customer.or(order.and_then(|o| o.customer)).or(chat.as_ref().map(|c| c.customer)),
            conversation: chat.map(|chat| chat.id),
            order: promise.order,
        };
        promises::add(db, &basis.by(), to, &SafeText::clean(&promise.text), promise.due_at)
    })?;
    Ok(Done::Promised)
}

/// A promise was kept.
pub(super) fn promise_kept(basis: &Basis, db: &dyn Engine, promise: PromiseId) -> Told {
    promises::keep(db, &basis.by(), promise)?;
    Ok(Done::PromiseKept)
}
