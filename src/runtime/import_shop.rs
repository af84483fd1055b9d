//! The shop of a file's rows that name none.

use crate::domain::facts::ImportFault;
use crate::domain::{Fact, Platform, Problem, SafeText, ShopId};
use crate::import::{Batch, Format};
use crate::store::intake::{self, NewShop};
use crate::store::{Engine, shops};

/// The shop of rows that name none: the one a person named, known or new; else, where the shops of a platform use the
/// same numbers, the only one whose orders these can be.
pub(super) fn shop_of(
    db: &dyn Engine,
    named: Option<&str>,
    batch: &Batch,
) -> Result<(Option<ShopId>, Option<NewShop>), Problem> {
    let (format, platform) = (batch.found.format, batch.found.format.platform());
    let unnamed = batch.told.iter().filter(|told| told.shop.is_none());
    let orders = unnamed.filter_map(|told| if let Fact::Order(facts) = &told.fact { Some(&**facts) } else { None });
    let by_shop = platform.counts_by_shop() && !format.is_sheet();
    let known = if by_shop { intake::whose(db, platform, orders)? } else { Vec::new() };
    let unclear = || {
        let names: Vec<&str> = known.iter().map(|standing| standing.shop.name.as_str()).collect();
        Problem::Import(ImportFault::WhichShop(SafeText::line(&names.join(", "))))
    };
    if let Some(name) = named {
        let own = known.iter().find(|standing| standing.shop.name.as_str() == name);
        if own.is_some_and(|standing| standing.differ > standing.agree) {
            return Err(unclear());
        }
        return Ok(match named_shop(db, format, name)? {
            Some(shop) => (Some(shop), None),
            None => {
                // It is the shop whose file came before any was named only when their orders say so.
                let nameless = known.iter().find(|standing| standing.shop.is_nameless());
                let apart = nameless.is_some_and(|standing| standing.agree == 0 || standing.differ > 0);
                (None, Some(NewShop { name: name.to_owned(), apart }))
            }
        });
    }
    let fits: Vec<_> = known.iter().filter(|standing| standing.differ == 0).collect();
    let sure: Vec<_> = fits.iter().filter(|standing| standing.agree > 0).collect();
    match (known.as_slice(), fits.as_slice(), sure.as_slice()) {
        ([], ..) => Ok((None, None)),
        (_, _, [one]) => Ok((Some(one.shop.id), None)),
        ([_], [one], _) => Ok((Some(one.shop.id), None)),
        _ => Err(unclear()),
    }
}

/// The shop a person names: a file of Taobao may be of a shop on Tmall, a sheet of any.
fn named_shop(db: &dyn Engine, format: Format, name: &str) -> Result<Option<ShopId>, Problem> {
    let platform = format.platform();
    let tmall = |other: Platform| platform == Platform::Taobao && other == Platform::Tmall;
    let near = |other: Platform| format.is_sheet() || other == platform || tmall(other);
    let found = shops::all(db)?.into_iter().find(|shop| near(shop.platform) && shop.name.as_str() == name);
    Ok(found.map(|shop| shop.id))
}
