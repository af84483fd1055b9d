//! What buyers are told the shop and the agent are called: asked where a reply stops for want of it.

use crate::domain::Shop;
use crate::domain::reply::Placeholder;

use super::super::model::{Model, Pane};
use super::super::msg::{Effect, WhichShop};
use super::super::overlays::dialog;
use super::super::update::{open, unavailable};
use super::{composer, order_in_view, suggest};

/// Asks for the name of the shop in view: the chat's, the order's, else one that has none.
pub(in crate::app) fn shop(model: &mut Model) -> Vec<Effect> {
    if matches!(model.focus, Pane::Queue | Pane::Chat) && model.chat.page().is_some() {
        return shop_of_chat(model);
    }
    let shops = model.desk.have().map_or(&[][..], |desk| &desk.shops);
    let wanted = order_in_view(model).map(|order| order.shop);
    let of_order = shops.iter().find(|shop| Some(shop.id) == wanted);
    match of_order.or_else(|| shops.iter().find(|shop| shop.said().is_empty())).or_else(|| shops.first()) {
        Some(shop) => {
            let overlay = known(model, shop);
            open(model, overlay)
        }
        None => unavailable(model, model.tr.no_shop_to_name()),
    }
}

/// Asks for the name the agent goes by.
pub(in crate::app) fn me(model: &mut Model) -> Vec<Effect> {
    let said = model.desk.have().map(|desk| desk.agent_said.to_string()).unwrap_or_default();
    open(model, dialog::name_me(model.tr, &said))
}

/// A reply that cannot be sent for want of a name asks for it at once; nothing for a gap of another kind.
pub(in crate::app) fn ask_for(model: &mut Model, gap: &str) -> Option<Vec<Effect>> {
    match Placeholder::parse(gap)? {
        Placeholder::Shop => Some(shop_of_chat(model)),
        Placeholder::Agent => Some(me(model)),
        _ => None,
    }
}

/// Fills the gaps that waited for a name, once it is there.
pub(in crate::app) fn fill(model: &mut Model) {
    let names = [Placeholder::Shop, Placeholder::Agent];
    let waits = |place: Placeholder| model.chat.composer.editor.holes().any(|hole| *hole.name == *place.code());
    let waiting: Vec<Placeholder> = names.into_iter().filter(|place| waits(*place)).collect();
    if waiting.is_empty() {
        return;
    }
    let fields = suggest::fields_now(model);
    if waiting.into_iter().any(|place| fields.value(place).is_some()) {
        composer::refill(model, &fields);
    }
}

fn shop_of_chat(model: &mut Model) -> Vec<Effect> {
    let overlay = match (suggest::shop_in_view(model), model.chat.page()) {
        (Some(shop), _) => known(model, shop),
        (None, Some(page)) => {
            let platform = page.chat.platform;
            dialog::name_shop(model.tr, WhichShop::Of(platform), platform, "")
        }
        (None, None) => return unavailable(model, model.tr.no_shop_to_name()),
    };
    open(model, overlay)
}

fn known(model: &Model, shop: &Shop) -> super::super::overlays::Overlay {
    dialog::name_shop(model.tr, WhichShop::Known(shop.id), shop.platform, shop.said())
}
