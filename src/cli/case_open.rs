//! `kefu case open`: a case is opened from its order, with what may be refunded worked out.

use crate::domain::aftersale::amount::for_pieces;
use crate::domain::aftersale::goods_of;
use crate::domain::{Money, OrderLine, OrderLineId, Problem, SafeText};
use crate::runtime::case_open::{Asked, open};
use crate::store::orders;

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
    #[arg(long, value_name = "WHY")]
    apart: Option<String>,
}

/// Opens a case.
pub(crate) fn run(context: &mut Context, args: &OpenArgs) -> Outcome {
    let kind = case::kind(context, &args.kind)?;
    let (order, rules, by, store) =
        (super::orders::find(context, &args.order)?, context.rules()?, context.by()?, context.store()?);
    let db = store.db();
    let lines = orders::lines(db, order.id)?;
    let line = args.line.as_deref().map(|line| find_line(&lines, line)).transpose()?.map(|line| line.id);
    let pieces = args.pieces.map(|pieces| worth(context, &lines, line, pieces)).transpose()?;
    let amount = match &args.amount {
        None if pieces.is_some() => pieces,
        Some(text) => Some(context.money(text, order.currency)?),
        None => None,
    };
    let chat = args.chat.as_deref().map(|key| super::chat::find(db, key)).transpose()?;
    let asked = Asked {
        order: order.id,
        line,
        kind,
        reason: &args.reason,
        goods: goods_of(&order),
        amount,
        chat: chat.map(|chat| chat.id),
        platform_id: args.platform_id.as_deref(),
        note: args.note.as_deref().unwrap_or_default(),
        apart: args.apart.as_deref().unwrap_or_default(),
    };
    let saved = open(db, &by, &rules, context.lang, &asked)?.map_err(|refusal| context.refused(&refusal))?;
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
