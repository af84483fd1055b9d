//! Reads: each [`Ask`] finds its answer. Nothing is written here.

use super::basis::Basis;
use super::{ask_cases, ask_chat, ask_desk, ask_folder, ask_lookup, ask_orders, ask_people, ask_proof, ask_shift};
use crate::app::msg::{Answer, Ask};
use crate::domain::Problem;
use crate::store::{Engine, goods, read};

/// Products shown for what was typed.
const PRODUCTS: usize = 20;

/// The answer to an ask, as the data file stands now.
pub fn answer(basis: &Basis, db: &dyn Engine, ask: Ask) -> Result<Answer, Problem> {
    // The one that may begin a chat.
    if matches!(ask, Ask::BuyerChat(..)) {
        return looked_up(basis, db, ask);
    }
    read(db, || looked_up(basis, db, ask))
}

fn looked_up(basis: &Basis, db: &dyn Engine, ask: Ask) -> Result<Answer, Problem> {
    Ok(match ask {
        Ask::Desk => Answer::Desk(ask_desk::desk(basis, db)?),
        Ask::Queue(ask) => {
            let page = ask_desk::queue(basis, db, &ask)?;
            Answer::Queue(ask, page)
        }
        Ask::Chat(ask) => {
            let page = ask_chat::chat(basis, db, &ask)?;
            Answer::Chat(ask, page)
        }
        Ask::Orders(ask) => {
            let page = ask_orders::page(basis, db, &ask)?;
            Answer::Orders(ask, page)
        }
        Ask::Order(id) => Answer::Order(id, ask_orders::order(basis, db, id)?),
        Ask::Cases(ask) => {
            let page = ask_cases::page(basis, db, &ask)?;
            Answer::Cases(ask, page)
        }
        Ask::Case(id) => Answer::Case(id, ask_cases::case(basis, db, id)?),
        Ask::CaseDraft(order) => Answer::CaseDraft(order, ask_cases::draft(basis, db, order)?.map(Box::new)),
        Ask::WhatIf(id, at) => Answer::WhatIf(id, ask_cases::what_if(basis, db, id, at)?),
        Ask::Log(ask) => {
            let page = ask_desk::log(basis, db, &ask)?;
            Answer::Log(ask, page)
        }
        Ask::Card(whose) => Answer::Card(whose, ask_people::card(db, whose)?),
        Ask::Proof(ask) => {
            let page = ask_proof::proof(basis, db, &ask)?;
            Answer::Proof(ask, page)
        }
        Ask::Shift => Answer::Shift(ask_shift::shift(basis, db)?),
        Ask::Urgent(skip) => Answer::Urgent(ask_shift::urgent(basis, db, skip)?),
        Ask::NextChat(but) => Answer::NextChat(ask_shift::next_chat(basis, db, &but)?),
        Ask::Views => Answer::Views(ask_orders::views(db)?),
        Ask::Folder(typed) => {
            let page = ask_folder::folder(&typed);
            Answer::Folder(typed, page)
        }
        Ask::Products(query) => {
            let cards = ask_chat::products(basis, db, &goods::find(db, &query, PRODUCTS, 0)?)?;
            Answer::Products(query, cards)
        }
        Ask::Lookup(pasted) => {
            let found = ask_lookup::look_up(db, &pasted)?;
            Answer::Found(pasted, found)
        }
        Ask::BuyerChat(order, number) => ask_lookup::buyer_chat(db, order, number)?,
    })
}

/// What makes an older ask of the same kind needless when a newer one is made.
pub(super) fn kind(ask: &Ask) -> &'static str {
    match ask {
        Ask::Desk => "desk",
        Ask::Queue(_) => "queue",
        Ask::Chat(_) => "chat",
        Ask::Orders(_) => "orders",
        Ask::Order(_) => "order",
        Ask::Cases(_) => "cases",
        Ask::Case(_) => "case",
        Ask::CaseDraft(_) => "case draft",
        Ask::WhatIf(..) => "what if",
        Ask::Log(_) => "log",
        Ask::Card(_) => "card",
        Ask::Proof(_) => "proof",
        Ask::Shift => "shift",
        Ask::Urgent(_) | Ask::NextChat(_) => "next",
        Ask::Views => "views",
        Ask::Folder(_) => "folder",
        Ask::Products(_) => "products",
        Ask::Lookup(_) | Ask::BuyerChat(..) => "lookup",
    }
}
