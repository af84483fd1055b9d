//! `kefu products`: what the shop knows of its goods.

use serde_json::{Value, json};

use crate::domain::product::{Card, Fault, Sku};
use crate::domain::stock::{Stock, Told};
use crate::domain::{Problem, ProductId, SafeText};
use crate::store::{Engine, goods};

use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::shapes::Words;
use super::{Done, Outcome};

/// What `kefu products` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ProductsCommand {
    Find {
        #[arg(value_name = "QUERY", default_value = "")]
        query: String,
        #[command(flatten)]
        page: Page,
    },
    Show {
        #[arg(value_name = "PRODUCT")]
        product: String,
    },
    Fault {
        #[arg(value_name = "PRODUCT")]
        product: String,
        #[arg(value_name = "TEXT")]
        text: Option<String>,
        #[arg(long, value_name = "ID", conflicts_with = "text")]
        mended: Option<i64>,
        #[arg(long, conflicts_with = "mended")]
        only_note: bool,
    },
}

/// Runs one of `kefu products`.
pub(crate) fn run(context: &mut Context, command: ProductsCommand) -> Outcome {
    match command {
        ProductsCommand::Find { query, page } => find(context, &query, page),
        ProductsCommand::Show { product } => {
            let card = named(context, &product)?;
            show(context, &card)
        }
        ProductsCommand::Fault { product, text, mended, only_note } => match (mended, text) {
            (Some(id), _) => mended_fault(context, &product, id),
            (None, Some(text)) if only_note => noted_fault(context, &product, &text),
            (None, Some(text)) => super::tickets::fault(context, &product, &text),
            (None, None) => Err(context.usage(context.lang.fault_which()).into()),
        },
    }
}

/// The cards of these products, with the notices that are near.
pub(crate) fn cards(context: &Context, db: &dyn Engine, ids: &[ProductId]) -> Result<Vec<Card>, Problem> {
    let notices = crate::rules::load_notices(&context.paths.notices_file, context.zone)?;
    let mut cards = goods::cards(db, ids, context.now)?;
    for card in &mut cards {
        card.take_notices(&notices, context.now);
    }
    Ok(cards)
}

fn find(context: &mut Context, query: &str, page: Page) -> Outcome {
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let ids = goods::find(store.db(), query, page.limit, page.offset)?;
    let cards = cards(context, store.db(), &ids)?;
    if context.json {
        context.out.json(&cards.iter().map(|card| document(&words, card)).collect())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[lang.goods_codes(), lang.goods_name(), lang.goods_stock(), lang.goods_orders()]);
    for card in &cards {
        table.row([
            SafeText::line(card.codes().next().unwrap_or_default()).to_string(),
            card.title.to_string(),
            lang.stock(card.told(context.now), context.now),
            card.orders.to_string(),
        ]);
    }
    let nothing = if query.is_empty() { lang.goods_none() } else { lang.goods_not_found() };
    context.out.table(&table, nothing)?;
    Ok(Done::Whole)
}

/// The one product that was named.
pub(super) fn named(context: &mut Context, product: &str) -> Result<Card, Problem> {
    let store = context.store()?;
    let db = store.db();
    let exact = match goods::by_code(db, product)? {
        Some(found) => Some(found),
        None => goods::by_item(db, product)?,
    };
    let ids = match exact {
        Some(id) => vec![id],
        None => goods::find(db, product, 4, 0)?,
    };
    let mut found = cards(context, db, &ids)?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Problem::NotFound { kind: "product", key: SafeText::line(product) }),
        _ => {
            let titles: Vec<&str> = found.iter().map(|card| card.title.as_str()).collect();
            Err(context.usage(&context.lang.product_many(&titles.join(", "))))
        }
    }
}

fn show(context: &mut Context, card: &Card) -> Outcome {
    let (words, lang, now) = (context.words()?, context.lang, context.now);
    if context.json {
        context.out.json(&document(&words, card))?;
        return Ok(Done::Whole);
    }
    let codes: Vec<&str> = card.codes().take(1).collect();
    context.out.line(format!("{}  {}", card.title, SafeText::line(&codes.join(" "))))?;
    context.out.line(lang.stock(card.told(now), now))?;
    let mut table = Table::new(&[lang.goods_codes(), lang.goods_sku(), lang.goods_stock()]);
    for sku in &card.skus {
        table.row([SafeText::line(&sku.code).to_string(), sku.sku.to_string(), lang.stock(sku.told(now), now)]);
    }
    context.out.table(&table, "")?;
    for line in card.knowledge() {
        let about = if line.about.is_empty() { String::new() } else { format!("{} ", line.about) };
        context.out.line(format!("{}  {about}{}", lang.topic(line.topic), line.text.to_line()))?;
    }
    for fault in &card.faults {
        context.out.line(fault_line(context, &words, fault))?;
    }
    Ok(Done::Whole)
}

fn noted_fault(context: &mut Context, product: &str, text: &str) -> Outcome {
    let card = named(context, product)?;
    let (store, by) = (context.store()?, context.by()?);
    let noted = goods::add_fault(store.db(), &by, card.id, &SafeText::clean(text))?;
    told(context, &noted)
}

fn mended_fault(context: &mut Context, product: &str, id: i64) -> Outcome {
    let card = named(context, product)?;
    let (store, by) = (context.store()?, context.by()?);
    if !card.faults.iter().any(|fault| fault.id == id) {
        return Err(Problem::NotFound { kind: "fault", key: SafeText::line(&id.to_string()) }.into());
    }
    let mended = goods::mend_fault(store.db(), &by, id)?;
    told(context, &mended)
}

fn told(context: &mut Context, fault: &Fault) -> Outcome {
    let words = context.words()?;
    if context.json {
        context.out.json(&fault_document(&words, fault))?;
    } else {
        context.out.line(fault_line(context, &words, fault))?;
    }
    Ok(Done::Whole)
}

fn fault_line(context: &Context, words: &Words, fault: &Fault) -> String {
    let lang = context.lang;
    let mended = if fault.mended_at.is_some() { format!("  {}", lang.goods_fault_mended()) } else { String::new() };
    let who = words.agent_name(fault.by).unwrap_or_default();
    format!("{} {}  {}  {who}  {}{mended}", lang.goods_fault(), fault.id, words.short(fault.at), fault.text.to_line())
}

/// A product as JSON tells of it.
fn document(words: &Words, card: &Card) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let answers: Vec<Value> =
        card.answers.iter().map(|(question, answer)| json!({"question": &**question, "answer": &**answer})).collect();
    let matching: Vec<Value> =
        card.matching.iter().map(|(code, title)| json!({"code": code, "title": text(title)})).collect();
    let notices: Vec<Value> = card
        .notices
        .iter()
        .map(|notice| {
            let codes: Vec<&str> = notice.codes.iter().map(SafeText::as_str).collect();
            json!({"name": &*notice.name, "from": words.time(notice.from), "to": words.time(notice.to),
                   "rule": &*notice.rule, "codes": codes, "on": notice.is_on(words.now)})
        })
        .collect();
    json!({
        "id": card.id.to_string(),
        "title": text(&card.title),
        "outer_id": text(&card.outer_id),
        "item_id": text(&card.item_id),
        "stock": stock(words, card.told(words.now)),
        "skus": card.skus.iter().map(|sku| sku_document(words, sku)).collect::<Vec<_>>(),
        "material": text(&card.material),
        "size_table": text(&card.size_table),
        "selling_points": text(&card.selling_points),
        "warranty": text(&card.warranty),
        "matching": matching,
        "answers": answers,
        "faults": card.faults.iter().map(|fault| fault_document(words, fault)).collect::<Vec<_>>(),
        "notices": notices,
        "orders_30d": card.orders,
    })
}

fn sku_document(words: &Words, sku: &Sku) -> Value {
    let place = |stock: &Stock| {
        let name = if stock.warehouse.is_empty() { Value::Null } else { json!(&*stock.warehouse) };
        json!({"warehouse": name, "quantity": stock.quantity, "counted_at": words.time(stock.counted_at)})
    };
    json!({
        "code": sku.code,
        "sku": if sku.sku.is_empty() { Value::Null } else { json!(&*sku.sku) },
        "stock": stock(words, sku.told(words.now)),
        "warehouses": sku.stock.iter().map(place).collect::<Vec<_>>(),
    })
}

/// Pieces, when they were counted, and whether that may be told; null when nobody has counted.
fn stock(words: &Words, told: Told) -> Value {
    match told.count() {
        None => Value::Null,
        Some((pieces, at)) => json!({"pieces": pieces, "counted_at": words.time(at), "old": told.is_old()}),
    }
}

/// A fault of a page as JSON tells of it.
pub(super) fn fault_document(words: &Words, fault: &Fault) -> Value {
    json!({
        "id": fault.id.to_string(), "at": words.time(fault.at), "by": words.agent(fault.by), "text": &*fault.text,
        "mended_at": words.time(fault.mended_at),
    })
}
