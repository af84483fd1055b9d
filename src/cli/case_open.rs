//! `kefu case open`: a case is opened from its order, with what may be refunded worked out.

use crate::domain::aftersale::amount::{OrderMoney, for_pieces, max_refund};
use crate::domain::aftersale::open::Opening;
use crate::domain::aftersale::{Case, Origin, Stage, goods_of};
use crate::domain::{CaseId, Money, OrderLine, OrderLineId, OrderStatus, Problem, SafeText};
use crate::store::{cases, orders};

use super::context::Context;
use super::{Outcome, case};

/// What `kefu case open` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct OpenArgs {
    #[arg(long, value_name = "NUMBER")]
    order: String,
    #[arg(long, value_name = "LINE")]
    line: Option<String>,
    #[arg(long = "type", value_name = "TYPE")]
    kind: String,
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..), conflicts_with = "amount")]
    pieces: Option<i64>,
    #[arg(long, value_name = "CHAT")]
    chat: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    platform_id: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Opens a case.
pub(crate) fn run(context: &mut Context, args: &OpenArgs) -> Outcome {
    let kind = case::kind(context, &args.kind)?;
    let (order, rules, by, store) =
        (super::orders::find(context, &args.order)?, context.rules()?, context.by()?, context.store()?);
    let db = store.db();
    if !order.status.is_paid() && order.status != OrderStatus::Closed && order.status != OrderStatus::Unknown {
        return Err(context.usage(context.lang.cli_unpaid_case()).into());
    }
    let lines = orders::lines(db, order.id)?;
    let line = args.line.as_deref().map(|line| find_line(&lines, line)).transpose()?.map(|line| line.id);
    let others = cases::of_order(db, order.id)?;
    let cap = OrderMoney::of(&order, &lines, &others).map(|money| max_refund(&money, line, None)).transpose();
    let cap = cap.map_err(Problem::other)?;
    let pieces = args.pieces.map(|pieces| worth(context, &lines, line, pieces)).transpose()?;
    let amount = match &args.amount {
        None if pieces.is_some() => pieces,
        Some(text) => Some(context.money(text, order.currency)?),
        None if kind.refunds() => cap,
        None => None,
    };
    let chat = args.chat.as_deref().map(|key| super::chat::find(db, key)).transpose()?;
    let same_line = || others.iter().filter(|case| case.line == line);
    let opening = Opening {
        id: CaseId::new(0),
        shop: order.shop,
        platform: order.platform,
        platform_id: args.platform_id.clone(),
        order: order.id,
        line,
        customer: order.customer,
        conversation: chat.map(|chat| chat.id),
        kind,
        reason: rules.reason(&args.reason).0,
        goods: goods_of(&order),
        amount,
        max_amount: cap,
        currency: order.currency,
        tag: None,
        applied_at: context.now,
        platform_deadline: None,
        finished_at: order.finished_at.filter(|_| order.status == OrderStatus::Success),
        has_open_case: same_line().any(Case::is_open),
        has_done_case: same_line().any(|case| case.stage == Stage::Done),
        tries_used: same_line().map(|case| case.tries).sum(),
        by: by.agent,
        origin: Origin::Desk,
        note: args.note.as_deref().map(SafeText::clean),
    };
    let change = Case::open(opening, &rules).map_err(|refusal| context.refused(&refusal))?;
    let saved = cases::insert(db, &by, &change.case, &change.events)?;
    case::told(context, &saved)
}

fn find_line<'a>(lines: &'a [OrderLine], named: &str) -> Result<&'a OrderLine, Problem> {
    lines
        .iter()
        .find(|line| line.line == named || line.outer_id == named)
        .ok_or_else(|| Problem::NotFound { kind: "line", key: SafeText::line(named) })
}

/// What so many pieces of a line were paid with.
fn worth(context: &Context, lines: &[OrderLine], line: Option<OrderLineId>, pieces: i64) -> Result<Money, Problem> {
    let found = lines.iter().find(|found| Some(found.id) == line);
    match found.and_then(|line| Some((line.paid?, line.quantity))) {
        Some((paid, quantity)) => Ok(for_pieces(paid, quantity, pieces)),
        None => Err(context.usage(context.lang.cli_pieces_need_line())),
    }
}
