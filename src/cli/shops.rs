//! `kefu shops`: the shops of the data file, and what buyers are told they are called.

use serde_json::json;

use crate::domain::{Problem, SafeText, Shop};
use crate::runtime::os::user::os_user;
use crate::store::{audit, shops, write};

use super::context::Context;
use super::out::Table;
use super::{Done, Outcome};

/// What `kefu shops` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum ShopsCommand {
    List,
    Name {
        #[arg(value_name = "SHOP")]
        shop: String,
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// Runs one of `kefu shops`.
pub(crate) fn run(context: &mut Context, command: ShopsCommand) -> Outcome {
    let store = context.store()?;
    let db = store.db();
    match command {
        ShopsCommand::List => print(context, &shops::all(db)?),
        ShopsCommand::Name { shop, name } => {
            let shop = find(&shops::all(db)?, &shop)?;
            let (by, name) = (context.by()?, SafeText::line(name.trim()));
            let named = write(db, || {
                audit::add(db, &by, Some(&os_user()), "name", ("shop", &shop.id.to_string()), &name)?;
                shops::call(db, shop.id, &name)
            })?;
            print(context, &[named])
        }
    }
}

/// The shop of a name, an id, a tag, or the word of a platform that has only one.
fn find(all: &[Shop], key: &str) -> Result<Shop, Problem> {
    let by: [&dyn Fn(&Shop) -> bool; 3] = [
        &|shop| shop.id.to_string() == key || shop.name.as_str() == key || shop.called.as_str() == key,
        &|shop| shop.tag.as_str() == key,
        &|shop| shop.platform.code() == key,
    ];
    let found = by.into_iter().find_map(|is| {
        let mut fits = all.iter().filter(|shop| is(shop));
        fits.next().filter(|_| fits.next().is_none())
    });
    found.cloned().ok_or_else(|| Problem::NotFound { kind: "shop", key: SafeText::line(key) })
}

fn print(context: &mut Context, found: &[Shop]) -> Outcome {
    let lang = context.lang;
    if context.json {
        let rows: Vec<_> = found
            .iter()
            .map(|shop| {
                json!({
                    "id": shop.id.to_string(), "platform": shop.platform.code(), "name": &*shop.name,
                    "called": shop.said(), "tag": &*shop.tag, "zone": shop.zone.name(),
                })
            })
            .collect();
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let mut table = Table::new(&[
        lang.cli_shop(),
        lang.cli_platform_name(),
        lang.cli_shop_tag(),
        lang.cli_called(),
        lang.cli_zone(),
    ]);
    for shop in found {
        table.row([
            shop.name.to_string(),
            lang.platform(shop.platform).to_owned(),
            shop.tag.to_string(),
            shop.said().to_owned(),
            shop.zone.name().to_owned(),
        ]);
    }
    context.out.table(&table, lang.cli_no_shops())?;
    Ok(Done::Whole)
}
