//! Work on an order: `kefu orders flag`, `verify`, `cancel`, `change-address`, `reprice`, `done` and the like.

use serde_json::{Value, json};

use crate::config::SourceSetting;
use crate::domain::aftersale::{Rules, Second};
use crate::domain::order_act::{IntentState, Intention, NewAct, OrderAct, flag_names_unknown};
use crate::domain::{Agent, By, Flag, Order, Problem, SafeText, mask};
use crate::runtime::order_act::{Acting, address_check};
use crate::store::{order_acts, orders};

use super::approval::{self, ApprovalArgs};
use super::context::Context;
use super::orders::find;
use super::{Done, Outcome, remind, shop_writes};

/// What changes something about an order.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum OrderWork {
    Flag {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(long, value_parser = ["none", "red", "yellow", "green", "blue", "purple"])]
        flag: Option<String>,
        #[arg(long, value_name = "TEXT")]
        memo: Option<String>,
    },
    Verify {
        #[arg(value_name = "NUMBER")]
        number: String,
    },
    Remind(remind::RemindArgs),
    Promise {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(long, value_name = "TEXT")]
        text: String,
        #[arg(long, value_name = "WHEN")]
        due: String,
    },
    ChangeAddress(ActArgs),
    ChangeQuantity(ActArgs),
    ChangeSku(ActArgs),
    Reprice(GiveArgs),
    Gift(GiftArgs),
    PriceGuard(GiveArgs),
    Invoice(ActArgs),
    Cancel(WhyArgs),
    Hold(WhyArgs),
    Intercept(WhyArgs),
    Balance {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(long, value_name = "RFC3339")]
        from: String,
        #[arg(long, value_name = "RFC3339")]
        until: Option<String>,
    },
    Noted {
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    Done {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[arg(value_name = "WHAT")]
        what: String,
        #[arg(long)]
        failed: bool,
    },
}

/// An act that says what shall stand there.
#[derive(clap::Args, Debug)]
pub(crate) struct ActArgs {
    #[arg(value_name = "NUMBER")]
    number: String,
    #[arg(long, value_name = "TEXT")]
    to: String,
    #[arg(long, value_name = "LINE")]
    line: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// An act that gives money away.
#[derive(clap::Args, Debug)]
pub(crate) struct GiveArgs {
    #[command(flatten)]
    act: ActArgs,
    #[command(flatten)]
    approval: ApprovalArgs,
}

/// A gift, with what it is worth.
#[derive(clap::Args, Debug)]
pub(crate) struct GiftArgs {
    #[arg(long, value_name = "AMOUNT")]
    worth: Option<String>,
    #[command(flatten)]
    give: GiveArgs,
}

/// An act that only needs its reason.
#[derive(clap::Args, Debug)]
pub(crate) struct WhyArgs {
    #[arg(value_name = "NUMBER")]
    number: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, work: OrderWork) -> Outcome {
    match work {
        OrderWork::Flag { number, flag: colour, memo } => flag(context, &number, colour.as_deref(), memo.as_deref()),
        OrderWork::Verify { number } => verify(context, &number),
        OrderWork::Remind(args) => remind::remind(context, &args),
        OrderWork::Promise { number, text, due } => remind::promise(context, &number, &text, &due),
        OrderWork::ChangeAddress(args) => act(context, OrderAct::ChangeAddress, args, (None, None)),
        OrderWork::ChangeQuantity(args) => act(context, OrderAct::ChangeQuantity, args, (None, None)),
        OrderWork::ChangeSku(args) => act(context, OrderAct::ChangeSku, args, (None, None)),
        OrderWork::Reprice(args) => give(context, OrderAct::Reprice, args),
        OrderWork::Gift(args) => gift(context, args),
        OrderWork::PriceGuard(args) => give(context, OrderAct::PriceGuard, args),
        OrderWork::Invoice(args) => act(context, OrderAct::Invoice, args, (None, None)),
        OrderWork::Cancel(args) => why(context, OrderAct::Cancel, args),
        OrderWork::Hold(args) => why(context, OrderAct::HoldShipment, args),
        OrderWork::Intercept(args) => why(context, OrderAct::Intercept, args),
        OrderWork::Balance { number, from, until } => balance(context, &number, &from, until.as_deref()),
        OrderWork::Noted { limit } => noted(context, limit),
        OrderWork::Done { number, what, failed } => done(context, &number, &what, failed),
    }
}

/// Puts a flag on an order and adds to its memo, in the shops' own form: day, agent's code, matter.
fn flag(context: &mut Context, number: &str, flag: Option<&str>, memo: Option<&str>) -> Outcome {
    if flag.is_none() && memo.is_none() {
        return Err(context.usage(context.lang.cli_flag_or_memo()).into());
    }
    let (order, by, me, rules) = (find(context, number)?, context.by()?, context.me()?, context.rules()?);
    let sources = context.config.sources.clone();
    let acting = acting(context, (&me, &by), &rules, &sources, None);
    let line = memo.map(|memo| acting.memo(memo));
    let store = context.store()?;
    let db = store.db();
    crate::store::acts::bulk(db, &by, || {
        if let Some(flag) = flag.and_then(Flag::parse) {
            orders::set_flag(db, &by, order.id, None, flag)?;
        }
        if let Some(line) = &line {
            acting.append_memo(db, order.id, line)?;
        }
        Ok(())
    })?;
    shop_writes::carry_out(context, order.id)?;
    if flag.is_some() && !context.json && flag_names_unknown(&rules.flags, order.platform) {
        context.note(&context.lang.flag_no_names(context.lang.platform(order.platform)));
    }
    told(context, &order)
}

/// Notes that the address was checked with the buyer, and says what is other than before or than what was typed.
fn verify(context: &mut Context, number: &str) -> Outcome {
    let (order, by, store) = (find(context, number)?, context.by()?, context.store()?);
    let check = address_check(store.db(), &order)?;
    orders::verify(store.db(), &by, order.id, None)?;
    if !context.json {
        for line in context.lang.address_check(&check, mask::text) {
            context.note(&line);
        }
        return told(context, &order);
    }
    let words = context.words()?;
    let mut value = words.order(&orders::expect(store.db(), order.id)?, &orders::lines(store.db(), order.id)?);
    value["address_check"] = json!({
        "masked": check.masked,
        "differs_from_last": check.last.as_ref().map(|(_, parts)| parts.iter().map(|part| part.code()).collect::<Vec<_>>()),
        "typed": check.typed.iter().map(|text| mask::text(text)).collect::<Vec<_>>(),
    });
    context.out.json(&value)?;
    Ok(Done::Whole)
}

fn give(context: &mut Context, what: OrderAct, args: GiveArgs) -> Outcome {
    let second = approval::authority(context, &args.approval)?.second;
    act(context, what, args.act, (second, None))
}

fn gift(context: &mut Context, args: GiftArgs) -> Outcome {
    let second = approval::authority(context, &args.give.approval)?.second;
    act(context, OrderAct::Gift, args.give.act, (second, args.worth))
}

fn act(
    context: &mut Context,
    act: OrderAct,
    args: ActArgs,
    (second, worth): (Option<Second>, Option<String>),
) -> Outcome {
    let order = find(context, &args.number)?;
    let worth = worth.map(|text| context.money(&text, order.currency)).transpose()?;
    let line = match &args.line {
        None => None,
        Some(wanted) => {
            let lines = orders::lines(context.store()?.db(), order.id)?;
            let found = lines.iter().find(|line| line.line == *wanted || line.outer_id == *wanted);
            let missing = || Problem::NotFound { kind: "line", key: SafeText::line(wanted) };
            Some(found.ok_or_else(missing)?.id)
        }
    };
    note(context, &order, &NewAct { act, line, new: args.to, reason: args.reason.unwrap_or_default(), worth }, second)
}

fn why(context: &mut Context, act: OrderAct, args: WhyArgs) -> Outcome {
    let order = find(context, &args.number)?;
    note(context, &order, &NewAct { act, line: None, new: String::new(), reason: args.reason, worth: None }, None)
}

fn note(context: &mut Context, order: &Order, new: &NewAct, second: Option<Second>) -> Outcome {
    let (by, me, rules, store) = (context.by()?, context.me()?, context.rules()?, context.store()?);
    let sources = context.config.sources.clone();
    let acting = acting(context, (&me, &by), &rules, &sources, second);
    acting.note(store.db(), order.id, new)?;
    shop_writes::carry_out(context, order.id)?;
    told(context, order)
}

fn acting<'a>(
    context: &Context,
    (me, by): (&'a Agent, &'a By),
    rules: &'a Rules,
    sources: &'a [SourceSetting],
    second: Option<Second>,
) -> Acting<'a> {
    Acting { me, by, rules, zone: context.zone, lang: context.lang, second, sources }
}

/// Says from when to when the balance of a pre-sale may be paid.
fn balance(context: &mut Context, number: &str, from: &str, until: Option<&str>) -> Outcome {
    let order = find(context, number)?;
    let (from, until) =
        (remind::instant(context, from)?, until.map(|text| remind::instant(context, text)).transpose()?);
    let (by, store) = (context.by()?, context.store()?);
    orders::set_balance(store.db(), &by, order.id, Some(from), until)?;
    told(context, &order)
}

/// Notes what was done on the platform, or that the warehouse or the courier stopped the parcel or could not.
fn done(context: &mut Context, number: &str, what: &str, failed: bool) -> Outcome {
    let (order, by, store) = (find(context, number)?, context.by()?, context.store()?);
    let pending = order_acts::pending(store.db(), order.id)?;
    let lang = context.lang;
    let is = |act: OrderAct| act.code() == what || lang.order_act(act) == what;
    let meant: Vec<_> = pending.iter().filter(|known| is(known.act)).collect();
    if meant.is_empty() {
        let known: Vec<_> = pending.iter().map(|known| known.act.code()).collect();
        return Err(context.usage(&context.lang.cli_not_noted(what, &known.join(" "))).into());
    }
    crate::store::acts::bulk(store.db(), &by, || {
        for known in meant {
            let worked = known.act.ends().first().copied().unwrap_or(IntentState::Done);
            order_acts::end(store.db(), &by, known, if failed { IntentState::Failed } else { worked })?;
        }
        Ok(())
    })?;
    told(context, &order)
}

/// Lists what was noted about any order and is not done.
fn noted(context: &mut Context, limit: usize) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let mut rows = Vec::new();
    for known in order_acts::all_pending(store.db(), limit)? {
        let order = orders::expect(store.db(), known.order)?;
        if context.json {
            let mut row = shape(&known, &words);
            row["order"] = json!(order.number);
            rows.push(row);
        } else {
            let line = context.lang.intention(&known, mask::address);
            context.out.line(format!("{}  {}  {line}", words.short(known.at), order.number))?;
        }
    }
    if context.json {
        context.out.json(&rows.into())?;
    }
    Ok(Done::Whole)
}

/// A noted act as JSON: `{what, state, from, to, reason, amount, by, approver, at, ended_at, by_import}`.
pub(crate) fn shape(known: &Intention, words: &super::shapes::Words) -> Value {
    let text = |text: &SafeText| match (text.is_empty(), known.act) {
        (true, _) => Value::Null,
        (false, OrderAct::ChangeAddress) => words.personal(text, mask::address),
        (false, _) => json!(&**text),
    };
    json!({
        "what": known.act.code(), "state": known.state.code(), "from": text(&known.old), "to": text(&known.new),
        "reason": (!known.reason.is_empty()).then(|| known.reason.to_string()),
        "amount": known.amount.map(|amount| amount.to_string()), "by": words.agent(known.agent),
        "approver": words.agent(known.second),
        "at": words.time(known.at), "ended_at": words.time(known.ended_at), "by_import": known.by_import,
    })
}

/// Tells how the order stands now.
pub(crate) fn told(context: &mut Context, order: &Order) -> Outcome {
    let (store, words) = (context.store()?, context.words()?);
    let now = orders::expect(store.db(), order.id)?;
    let pending = order_acts::pending(store.db(), order.id)?;
    if context.json {
        let mut value = words.order(&now, &orders::lines(store.db(), now.id)?);
        value["noted"] = pending.iter().map(|known| shape(known, &words)).collect();
        let writes = crate::store::shop_writes::of_order(store.db(), now.id)?;
        value["shop_writes"] = shop_writes::shapes(store.db(), &writes, &words)?;
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    context.out.line(lang.cli_order_done(&now.number))?;
    for known in &pending {
        context.out.line(lang.intention(known, mask::address))?;
    }
    for line in shop_writes::lines(context, store.db(), now.id)? {
        context.out.line(line)?;
    }
    if now.our_step.as_deref() == Some("to_do_on_platform") {
        context.out.line(lang.cli_on_platform(lang.platform(now.platform)))?;
    }
    Ok(Done::Whole)
}
