//! `kefu orders remind` and `promise`: asking a buyer to pay, once, and what was promised to one.

use serde_json::json;

use crate::domain::reminder::ReminderKind;
use crate::domain::reply::{Fields, Group, QuickReply, fill};
use crate::domain::{Order, Problem, RawText, SafeText, Time};
use crate::runtime::reminding::{APART, Verdict, verdict};
use crate::store::messages::{self, Outbound, Way};
use crate::store::promises::{self, PromiseTo};
use crate::store::reminders::{self, Given};
use crate::store::{conversations, orders};
use crate::text::Said;

use super::context::Context;
use super::{Done, Failure, Outcome};

/// What `orders remind` is told.
#[derive(clap::Args, Debug)]
pub(crate) struct RemindArgs {
    #[arg(value_name = "NUMBER", required = true, num_args = 1..)]
    numbers: Vec<String>,
    #[arg(long, value_parser = ["payment", "balance", "shipped", "received", "confirm", "review"])]
    kind: Option<String>,
    #[arg(long, value_name = "CODE")]
    reply: Option<String>,
    #[arg(long, value_name = "TEXT", conflicts_with = "count")]
    force: Option<String>,
    #[arg(long)]
    old_data: bool,
    #[arg(long, value_name = "N")]
    count: Option<usize>,
}

/// Reminds one buyer, or with several numbers one message each to their buyers.
pub(crate) fn remind(context: &mut Context, args: &RemindArgs) -> Outcome {
    match args.numbers.as_slice() {
        [number] if args.count.is_none() => one(context, number, args),
        numbers => super::bulk::remind(context, numbers, args.reply.as_deref(), args.count),
    }
}

/// Fills a reminder and sends it, or gives it to be copied where kefu cannot send.
fn one(context: &mut Context, number: &str, args: &RemindArgs) -> Outcome {
    let (code, force) = (args.reply.as_deref(), args.force.as_deref());
    let (order, rules, by, store, me) =
        (super::orders::find(context, number)?, context.rules()?, context.by()?, context.store()?, context.me()?);
    let db = store.db();
    let kind = match args.kind.as_deref().and_then(ReminderKind::parse) {
        Some(kind) => kind,
        None => {
            let kind = ReminderKind::for_money(order.status);
            kind.ok_or_else(|| context.usage(context.lang.cli_not_unpaid()))?
        }
    };
    let lang = context.lang;
    let refuse = |what: String, hint: &str| Err(Failure::Refused(Said { what, hint: hint.to_owned() }, false));
    match verdict(db, &rules, &order, kind, &by, context.zone)? {
        Verdict::Stopped(skip) if !skip.may_be_forced() => {
            return refuse(lang.skip(&skip, context.zone, context.now), lang.cli_may_not_force());
        }
        Verdict::Stopped(skip) if force.is_none() => {
            return refuse(lang.skip(&skip, context.zone, context.now), lang.cli_may_force());
        }
        Verdict::Old(age) if !args.old_data => {
            return refuse(lang.cli_old_data(&lang.how_long(age)), lang.cli_old_data_hint());
        }
        _ => {}
    }
    let set = super::replies::in_force(context)?;
    let reply = reply(&set, context, &order, kind, code)?;
    let words = context.words()?;
    let shop = words.shop(order.shop).map(|shop| shop.said().to_owned()).unwrap_or_default();
    let lines = orders::lines(db, order.id)?;
    let fields = Fields::from_order(&order, &lines, &shop, me.said(), reply.lang, context.zone, context.now);
    let filled = fill(reply, &fields, |place| lang.placeholder(place));
    if !filled.is_whole() {
        let missing: Vec<_> = filled.holes.iter().map(|hole| lang.placeholder(hole.placeholder)).collect();
        return Err(context.usage(&lang.cli_missing(&missing.join(", "))).into());
    }
    let chat = conversations::of_order(db, order.id, 1)?.into_iter().next();
    let text = RawText::new(&filled.text);
    let client_key = uuid::Uuid::now_v7().to_string();
    let way = match &chat {
        Some(chat) if !super::chat::copies(chat) => Way::Outbox { hold: context.config.hold_for(&chat.channel) },
        _ => Way::Copied,
    };
    let sent = crate::store::acts::bulk(db, &by, || {
        let given = Given {
            order: Some(order.id),
            kind,
            conversation: chat.as_ref().map(|chat| chat.id),
            message: None,
            reply_code: Some(&reply.code),
            forced: force,
            batch: None,
        };
        if !reminders::give(db, &by, &given, APART)? {
            return Ok(false);
        }
        if let Some(chat) = &chat {
            let out = Outbound {
                conversation: chat.id,
                text: &text,
                client_key: &client_key,
                reply_code: Some(&reply.code),
                order: Some(order.id),
                way,
            };
            messages::send(db, &by, &out)?;
        }
        Ok(true)
    })?;
    if !sent {
        let said = Said { what: lang.cli_just_reminded().to_owned(), hint: lang.cli_may_not_force().to_owned() };
        return Err(Failure::Refused(said, false));
    }
    let copied = way == Way::Copied;
    if context.json {
        context.out.json(&json!({
            "order": order.number, "reply": &*reply.code, "text": filled.text,
            "state": if copied { "copied" } else { "queued" },
            "chat": chat.as_ref().map(|chat| chat.id.to_string()),
        }))?;
    } else {
        context.out.line(&filled.text)?;
        context.out.flush()?;
        context.note(if copied { lang.cli_copy_reminder() } else { lang.cli_reminder_queued() });
    }
    Ok(Done::Whole)
}

/// The reply named, else the heaviest one of the kind that fits the order's state.
pub(super) fn reply<'s>(
    set: &'s crate::replies::ReplySet,
    context: &Context,
    order: &Order,
    kind: ReminderKind,
    code: Option<&str>,
) -> Result<&'s QuickReply, Problem> {
    let lang = super::replies::lang(context);
    let missing = |code: &str| Problem::NotFound { kind: "reply", key: SafeText::line(code) };
    let (group, usual) = match kind {
        ReminderKind::Payment | ReminderKind::Inquiry => (Group::PayReminder, None),
        ReminderKind::Balance => (Group::Presale, Some("wk")),
        ReminderKind::Shipped => (Group::Shipping, Some("yfh")),
        ReminderKind::Received => (Group::Tracking, Some("yqs")),
        ReminderKind::Confirm => (Group::Review, Some("qrsh")),
        ReminderKind::Review => (Group::Review, Some("pj")),
    };
    if let Some(code) = code {
        return set.by_code(code, lang).ok_or_else(|| missing(code));
    }
    let fitting = || {
        let fits = |reply: &&QuickReply| reply.group == group && reply.scope.fits(Some(order.status));
        set.of(lang).filter(fits).max_by_key(|reply| reply.weight)
    };
    usual.and_then(|code| set.by_code(code, lang)).or_else(fitting).ok_or_else(|| missing(group.code()))
}

/// Notes a promise made to the buyer of an order.
pub(crate) fn promise(context: &mut Context, number: &str, text: &str, due: &str) -> Outcome {
    let (order, due) = (super::orders::find(context, number)?, instant(context, due)?);
    let (store, by) = (context.store()?, context.by()?);
    let chat = conversations::of_order(store.db(), order.id, 1)?.into_iter().next();
    let to = PromiseTo {
        customer: order.customer.or(chat.as_ref().map(|chat| chat.customer)),
        conversation: chat.map(|chat| chat.id),
        order: Some(order.id),
    };
    if text.trim().is_empty() {
        return Err(context.usage(context.lang.cli_nothing_said()).into());
    }
    let promise = promises::add(store.db(), &by, to, &SafeText::clean(text), due)?;
    let words = context.words()?;
    if context.json {
        context.out.json(&json!({
            "id": promise.id.to_string(), "order": order.number, "chat": promise.conversation.map(|id| id.to_string()),
            "text": &*promise.text, "due_at": words.time(promise.due_at), "agent": words.agent(promise.agent),
            "created_at": words.time(promise.created_at), "done_at": words.time(promise.done_at),
        }))?;
    } else {
        context.out.line(format!("{}  {}  {}", words.short(promise.due_at), order.number, promise.text))?;
    }
    Ok(Done::Whole)
}

/// A time from now such as `2h`, or an instant in RFC 3339.
pub(super) fn instant(context: &Context, text: &str) -> Result<Time, Problem> {
    match Time::parse_rfc3339(text) {
        Some(at) => Ok(at),
        None => context.span(text).map(|span| context.now.plus(span)),
    }
}
