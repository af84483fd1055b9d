//! `kefu orders`: looking orders up. `order_work.rs` has the commands that change something.

use crate::domain::{Order, OrderFilter, OrderQuery, OrderStatus, Problem, SafeText};
use crate::store::orders::views;
use crate::store::{orders, search};

use super::args::{Page, Reveal};
use super::context::Context;
use super::order_show::{self, status_words};
use super::order_work::OrderWork;
use super::out::Table;
use super::{Done, Outcome, order_views, order_work};

/// What `kefu orders` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum OrdersCommand {
    Find {
        #[arg(required = true, num_args = 1.., value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    Show {
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        reveal: Reveal,
    },
    List {
        #[arg(num_args = 0.., value_name = "QUERY")]
        query: Vec<String>,
        #[arg(long, value_name = "STATUS")]
        status: Option<String>,
        #[arg(long, value_name = "NAME")]
        view: Option<String>,
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    Unpaid {
        #[arg(long, value_name = "12h")]
        older_than: Option<String>,
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    ToShip {
        #[command(flatten)]
        page: Page,
        #[command(flatten)]
        reveal: Reveal,
    },
    Views {
        #[arg(num_args = 0.., value_name = "QUERY")]
        query: Vec<String>,
        #[arg(long, value_name = "NAME", conflicts_with = "remove")]
        save: Option<String>,
        #[arg(long, value_name = "NAME")]
        remove: Option<String>,
    },
    #[command(flatten)]
    Work(OrderWork),
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: OrdersCommand) -> Outcome {
    match command {
        OrdersCommand::Find { query, page, reveal } => {
            let found = look_up(context, &query.join(" "), page)?;
            list(context, &found, &reveal)
        }
        OrdersCommand::Show { number, reveal } => order_show::show(context, &number, &reveal),
        OrdersCommand::List { query, status, view, page, reveal } => {
            let found = listed(context, &query.join(" "), status.as_deref(), view.as_deref(), page)?;
            list(context, &found, &reveal)
        }
        OrdersCommand::Unpaid { older_than, page, reveal } => {
            let age = match older_than {
                Some(text) => context.span(&text)?,
                None => context.config.unpaid_after,
            };
            let before = context.now.minus(age);
            let found = orders::unpaid(context.store()?.db(), before, page.limit, page.offset)?;
            list(context, &found, &reveal)
        }
        OrdersCommand::ToShip { page, reveal } => {
            let found = orders::to_ship(context.store()?.db(), context.now, page.limit, page.offset)?;
            list(context, &found, &reveal)
        }
        OrdersCommand::Views { query, save, remove } => {
            order_views::run(context, &query.join(" "), save.as_deref(), remove.as_deref())
        }
        OrdersCommand::Work(work) => order_work::run(context, work),
    }
}

/// What a search of the one box finds.
fn look_up(context: &mut Context, typed: &str, page: Page) -> Result<Vec<Order>, Problem> {
    let query = OrderQuery::parse(typed).map_err(Problem::Query)?;
    let looked = search::look_up(context.store()?.db(), &query, context.now, page.offset, page.limit)?;
    Ok(looked.hits.into_iter().map(|hit| hit.order).collect())
}

/// A list: all, of one status, of a saved search, of filters, or of all of these together.
fn listed(
    context: &mut Context,
    typed: &str,
    status: Option<&str>,
    view: Option<&str>,
    page: Page,
) -> Result<Vec<Order>, Problem> {
    let status = status.map(|word| status_of(context, word)).transpose()?;
    let mut text = typed.trim().to_owned();
    if let Some(name) = view {
        let kept = views::all(context.store()?.db())?.into_iter().find(|view| view.name.as_str() == name.trim());
        let kept = kept.ok_or_else(|| Problem::NotFound { kind: "view", key: SafeText::line(name) })?;
        text = format!("{} {text}", kept.query);
    }
    if text.trim().is_empty() {
        let filter = OrderFilter { status, ..OrderFilter::default() };
        return orders::page(context.store()?.db(), &filter, page.limit, page.offset);
    }
    if let Some(status) = status {
        text = format!("{text} status:{}", status.code());
    }
    look_up(context, &text, page)
}

/// The order of a number, of `SHOP:NUMBER` where several shops have it, or of a tail of at least four characters that names
/// only one.
pub(crate) fn find(context: &mut Context, number: &str) -> Result<Order, Problem> {
    let store = context.store()?;
    let mut exact = orders::by_number(store.db(), number)?;
    if let (true, Some((shop, bare))) = (exact.is_empty(), number.split_once([':', '：'])) {
        exact = orders::by_number(store.db(), bare)?;
        let words = context.words()?;
        exact.retain(|order| words.shop(order.shop).is_some_and(|known| known.name.as_str() == shop.trim()));
    }
    if exact.len() > 1 {
        let words = context.words()?;
        let shops = exact.iter().filter_map(|order| words.shop(order.shop)).map(|shop| shop.name.to_string());
        let shops: Vec<String> = shops.collect();
        return Err(context.usage(&context.lang.cli_same_number(number, &shops.join(", "))));
    }
    if let Some(order) = exact.pop() {
        return Ok(order);
    }
    let not_found = || Problem::NotFound { kind: "order", key: SafeText::line(number) };
    if number.len() < 4 {
        return Err(not_found());
    }
    let mut hits = search::find_orders(store.db(), number, 20)?;
    hits.retain(|hit| hit.order.number.ends_with(number));
    match hits.len() {
        0 => Err(not_found()),
        1 => Ok(hits.swap_remove(0).order),
        n => Err(context.usage(&context.lang.cli_many_orders(number, n))),
    }
}

fn status_of(context: &Context, word: &str) -> Result<OrderStatus, Problem> {
    let all: Vec<_> = OrderStatus::ALL.iter().map(|status| status.code()).collect();
    OrderStatus::parse(word).ok_or_else(|| context.usage(&context.lang.cli_bad_status(word, &all.join(" "))))
}

fn list(context: &mut Context, found: &[Order], reveal: &Reveal) -> Outcome {
    let store = context.store()?;
    let words = context.revealed(reveal, found)?;
    if context.json {
        let rows = found
            .iter()
            .map(|order| orders::lines(store.db(), order.id).map(|lines| words.order(order, &lines)))
            .collect::<Result<Vec<_>, _>>()?;
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let lang = context.lang;
    let heads = [
        lang.cli_shop(),
        lang.cli_number(),
        lang.cli_buyer(),
        lang.cli_state(),
        lang.cli_amount(),
        lang.cli_flag(),
        lang.cli_phone(),
        lang.cli_goods(),
        lang.cli_placed(),
    ];
    let mut table = Table::new(&heads);
    for order in found {
        let flag = if order.flag == crate::domain::Flag::None { "" } else { lang.flag(order.flag) };
        let tag = words.shop(order.shop).map_or(order.platform.tag(), |shop| &*shop.tag);
        table.row([
            tag.to_owned(),
            order.number.clone(),
            order.buyer.to_string(),
            status_words(context, order),
            order.amount().map(|amount| amount.shown()).unwrap_or_default(),
            flag.to_owned(),
            words.phone(&order.phone),
            crate::view::width::shorten(&order.title, 32),
            words.short(order.created_at),
        ]);
    }
    context.out.table(&table, lang.cli_no_orders())?;
    Ok(Done::Whole)
}
