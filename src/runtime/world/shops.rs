//! The shops as the settings name them.

use super::basis::Basis;
use crate::domain::Problem;
use crate::runtime::writing::Writing;
use crate::store::shops;

/// Takes over what the settings say of the shops.
pub(super) fn follow(basis: &Basis, writing: &Writing) -> Result<(), Problem> {
    let (config, now) = (basis.config(), basis.now());
    if config.shops.is_empty() {
        return Ok(());
    }
    writing.chore(move |writer| {
        let mut all = config.shops.iter();
        all.try_for_each(|shop| shops::follow(writer.db(), shop.platform, &shop.name, &shop.tag, shop.zone, now))
    })
}
