//! `kefu orders views`: searches with a name, the same ones as on the screen.

use serde_json::json;

use crate::store::orders::views;

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome};

/// Lists the saved searches, keeps one or forgets one.
pub(super) fn run(context: &mut Context, query: &str, save: Option<&str>, remove: Option<&str>) -> Outcome {
    let lang = context.lang;
    if let Some(name) = save {
        if query.trim().is_empty() {
            return Err(context.usage(lang.cli_view_needs_query()).into());
        }
        let by = context.by()?;
        views::save(context.store()?.db(), &by, name, query)?;
        context.out.line(lang.view_saved(name.trim()))?;
        return Ok(Done::Whole);
    }
    if let Some(name) = remove {
        let by = context.by()?;
        views::remove(context.store()?.db(), &by, name)?;
        context.out.line(lang.view_removed(name.trim()))?;
        return Ok(Done::Whole);
    }
    let all = views::all(context.store()?.db())?;
    if context.json {
        let rows: Vec<_> = all.iter().map(|view| json!({"name": &*view.name, "query": view.query})).collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[lang.cli_view(), lang.cli_query()]);
    for view in all {
        table.row([view.name.to_string(), view.query]);
    }
    context.out.table(&table, lang.cli_no_views())?;
    Ok(Done::Whole)
}
