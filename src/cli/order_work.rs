//! `kefu orders flag`, `verify` and `done`: work on an order.

use crate::domain::{By, Flag, Order, Problem};
use crate::store::orders;

use super::context::Context;
use super::orders::find;
use super::{Done, Outcome};

/// Puts a flag on an order and adds to its memo, in the shops' own form: day, agent's code, matter.
pub(crate) fn flag(context: &mut Context, number: &str, flag: Option<&str>, memo: Option<&str>) -> Outcome {
    if flag.is_none() && memo.is_none() {
        return Err(context.usage(context.lang.cli_flag_or_memo()).into());
    }
    let (order, by, me) = (find(context, number)?, context.by()?, context.me()?);
    let line = memo.map(|memo| {
        let day = context.zone.local(context.now).format("%m-%d");
        format!("{day} {} {}", me.code, memo.trim())
    });
    let store = context.store()?;
    let db = store.db();
    crate::store::acts::bulk(db, &by, || {
        if let Some(flag) = flag.and_then(Flag::parse) {
            orders::set_flag(db, &by, order.id, None, flag)?;
        }
        if let Some(line) = &line {
            orders::append_memo(db, &by, order.id, None, line)?;
        }
        Ok(())
    })?;
    told(context, &order)
}

/// Notes that the address was checked with the buyer.
pub(crate) fn verify(context: &mut Context, number: &str) -> Outcome {
    act(context, number, |db, by, order| orders::verify(db, by, order.id, None).map(|_| ()))
}

/// Notes what was done on the platform.
pub(crate) fn done(context: &mut Context, number: &str, what: &str) -> Outcome {
    act(context, number, |db, by, order| orders::done_on_platform(db, by, order.id, what).map(|_| ()))
}

fn act(
    context: &mut Context,
    number: &str,
    does: impl FnOnce(&dyn crate::store::Engine, &By, &Order) -> Result<(), Problem>,
) -> Outcome {
    let (order, by, store) = (find(context, number)?, context.by()?, context.store()?);
    does(store.db(), &by, &order)?;
    told(context, &order)
}

/// Tells how the order stands now.
pub(crate) fn told(context: &mut Context, order: &Order) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let now = orders::expect(store.db(), order.id)?;
    if context.json {
        let value = words.order(&now, &orders::lines(store.db(), now.id)?);
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    context.out.line(lang.cli_order_done(&now.number))?;
    if now.our_step.as_deref() == Some("to_do_on_platform") {
        context.out.line(lang.cli_on_platform(lang.platform(now.platform)))?;
    }
    Ok(Done::Whole)
}
