//! What is suggested for the customer's last words: ranked, filled, and made anew only when what it depends on changed.

use std::collections::HashMap;

use crate::domain::product::Card;
use crate::domain::reply::{Fields, Filled, Placeholder, QuickReply, ReplyLang, fill};
use crate::domain::stock::Told;
use crate::domain::{ConversationId, MessageId, OrderId, OrderStatus, ProductId, SafeText, Sender, Shop, Zone};
use crate::replies::{Situation, rank};
use crate::text::Lang;

use super::super::model::Model;

/// A suggested reply: its code and how it would begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The reply's short code.
    pub code: String,
    /// Its text, filled from the order on the composer's edge, on one line.
    pub text: SafeText,
    /// True when something is missing.
    pub gap: bool,
}

/// What the suggestions were made for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct For {
    chat: ConversationId,
    asked: Option<MessageId>,
    order: Option<(OrderId, OrderStatus, i64)>,
    hour: u32,
    replies: usize,
    uses: usize,
    stock: Option<(ProductId, Told)>,
    names: [String; 2],
}

/// Suggestions on offer.
const OFFERED: usize = 9;

/// Makes the suggestions anew when the chat, the last question, the order, the hour or the replies changed.
pub(in crate::app) fn suggest(model: &mut Model) {
    let Some(page) = model.chat.page() else {
        model.chat.suggestions.clear();
        return;
    };
    let order = model.chat.order();
    let asked = page.messages.iter().rev().find(|m| m.from == Sender::Customer);
    let made_for = For {
        chat: page.chat.id,
        asked: asked.map(|m| m.id),
        order: order.map(|(order, _)| (order.id, order.status, order.version)),
        hour: model.settings.zone.hour(model.now),
        replies: model.replies.len(),
        uses: model.uses.len(),
        stock: page.products.first().map(|card| (card.id, card.told(model.now))),
        names: [
            shop_in_view(model).map(|shop| shop.said().to_owned()).unwrap_or_default(),
            model.desk.have().map(|desk| desk.agent_said.to_string()).unwrap_or_default(),
        ],
    };
    if model.chat.suggested_for.as_ref() == Some(&made_for) {
        return;
    }
    let since = page.messages.iter().rposition(|m| m.from == Sender::Agent).map_or(0, |at| at + 1);
    let said: Vec<&str> =
        page.messages[since..].iter().filter(|m| m.from == Sender::Customer).map(|m| m.text.as_str()).collect();
    let message = said.join("\n");
    let lang = customers_language(model);
    let fields = fields(model, lang);
    let mut situation = Situation::new(&message, order.map(|(order, _)| order), lang, zone(model), model.now);
    situation.has_case = page.cases.iter().any(|case| case.stage.is_open());
    situation.uses = Some(&model.uses);
    situation.fields = Some(&fields);
    let tr = model.tr;
    let suggestions = rank::<std::collections::hash_map::RandomState>(&model.replies, &situation, OFFERED)
        .into_iter()
        .map(|reply| {
            let filled = fill(reply, &fields, |place| tr.placeholder(place));
            Suggestion { code: reply.code.to_string(), gap: !filled.is_whole(), text: SafeText::line(&filled.text) }
        })
        .collect();
    model.chat.suggestions = suggestions;
    model.chat.suggested_for = Some(made_for);
}

/// A reply filled from what is at hand.
pub(in crate::app) fn filled(model: &Model, code: &str) -> Option<Filled> {
    let reply = reply(model, code, customers_language(model))?;
    let tr = model.tr;
    Some(fill(reply, &fields(model, reply.lang), |place| tr.placeholder(place)))
}

/// The reply of a code, in the customer's language, else in the other.
fn reply<'m>(model: &'m Model, code: &str, lang: ReplyLang) -> Option<&'m QuickReply> {
    let other = if lang == ReplyLang::Zh { ReplyLang::En } else { ReplyLang::Zh };
    model.replies.by_code(code, lang).or_else(|| model.replies.by_code(code, other))
}

/// The language to answer in: the customer's, as far as their words tell, else the agent's own.
pub(in crate::app) fn language<'m>(words: impl Iterator<Item = &'m str>, tr: Lang) -> ReplyLang {
    words.filter_map(ReplyLang::of).next().unwrap_or(own(tr))
}

/// The agent's own language, for replies.
pub(in crate::app) fn own(tr: Lang) -> ReplyLang {
    if tr == Lang::Zh { ReplyLang::Zh } else { ReplyLang::En }
}

/// How a gap reads in the text.
pub(in crate::app) fn gap(tr: Lang, place: Placeholder) -> String {
    format!("【{}】", tr.placeholder(place))
}

/// Every gap as it may stand in a stored draft, in both languages.
pub(in crate::app) fn gaps() -> Vec<(String, Placeholder)> {
    let both = [Lang::Zh, Lang::En];
    both.into_iter().flat_map(|tr| Placeholder::ALL.into_iter().map(move |place| (gap(tr, place), place))).collect()
}

/// The values at hand now.
pub(in crate::app) fn fields_now(model: &Model) -> Fields {
    fields(model, customers_language(model))
}

/// The language of the customer in view.
pub(in crate::app) fn customers_language(model: &Model) -> ReplyLang {
    let theirs = model.chat.page().into_iter().flat_map(|page| page.messages.iter().rev());
    language(theirs.filter(|m| m.from == Sender::Customer).map(|m| m.text.as_str()), model.tr)
}

fn zone(model: &Model) -> Zone {
    let shop = model.chat.page().and_then(|page| page.shop.as_ref());
    shop.map_or(model.settings.zone, |shop| shop.zone)
}

/// The values replies are filled with.
fn fields(model: &Model, lang: ReplyLang) -> Fields {
    let page = model.chat.page();
    let agent = model.desk.have().map_or("", |desk| desk.agent_said.as_str());
    let shop = shop_in_view(model).map_or("", Shop::said);
    let order = model.chat.order();
    let mut fields = match order {
        Some((order, lines)) => Fields::from_order(order, lines, shop, agent, lang, zone(model), model.now),
        None => Fields::new(lang).people(page.map_or("", |page| page.customer.nick.as_str()), agent, shop),
    };
    if let Some(card) = page.and_then(|page| page.products.first()) {
        card.fill(&mut fields, order.map_or(&[], |(_, lines)| lines), last_said(model), model.now);
    }
    fields
}

/// The shop the chat in view belongs to: its own, else the only one of its platform.
pub(in crate::app) fn shop_in_view(model: &Model) -> Option<&Shop> {
    let page = model.chat.page()?;
    let mut near = model.desk.have().into_iter().flat_map(|desk| &desk.shops);
    let known = |id| move |shop: &&Shop| shop.id == id;
    match page.shop.as_ref() {
        // The header may know of a newer name.
        Some(shop) => near.find(known(shop.id)).or(Some(shop)),
        None => {
            let mut of_platform = near.filter(|shop| shop.platform == page.chat.platform);
            of_platform.next().filter(|_| of_platform.next().is_none())
        }
    }
}

/// The customer's latest words.
fn last_said(model: &Model) -> &str {
    let page = model.chat.page();
    let last = page.and_then(|page| page.messages.iter().rev().find(|m| m.from == Sender::Customer));
    last.map_or("", |m| m.text.as_str())
}

/// The product the chat speaks of and what may be said of its stock: of the code that is meant, else of all together.
pub fn product_in_view(model: &Model) -> Option<(&Card, Told)> {
    let card = model.chat.page()?.products.first()?;
    let lines = model.chat.order().map_or(&[][..], |(_, lines)| lines);
    let told = match card.meant(lines, last_said(model)) {
        Some(sku) => sku.told(model.now),
        None => card.told(model.now),
    };
    Some((card, told))
}

/// How often each reply was used by this agent, by code.
pub type Uses = HashMap<String, u32>;
