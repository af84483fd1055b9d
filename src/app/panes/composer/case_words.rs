//! What is written to a buyer from their open case: what is missing, who pays the freight.

use super::suggest;
use crate::app::model::Model;
use crate::app::msg::Effect;
use crate::app::update::unavailable;
use crate::domain::ReplyLang;
use crate::text::Lang;

/// Asks for the proof that the open case still lacks.
pub(super) fn ask_for_evidence(model: &mut Model) -> Vec<Effect> {
    let missing = model.cases.page_of_selected().map(|page| page.proof.from_buyer.clone()).unwrap_or_default();
    if missing.is_empty() {
        return unavailable(model, model.tr.nothing_missing());
    }
    let tr = if suggest::customers_language(model) == ReplyLang::Zh { Lang::Zh } else { Lang::En };
    let text = tr.please_send(&tr.evidence_kinds(&missing));
    model.chat.composer.editor.paste(&text);
    model.chat.composer.touch(model.now);
    Vec::new()
}

/// Says who pays the freight of the open case, in the buyer's language.
pub(super) fn say_freight(model: &mut Model) -> Vec<Effect> {
    let Some(freight) = model.cases.page_of_selected().and_then(|page| page.freight.clone()) else {
        return unavailable(model, model.tr.fr_none());
    };
    let tr = if suggest::customers_language(model) == ReplyLang::Zh { Lang::Zh } else { Lang::En };
    model.chat.composer.editor.paste(&tr.freight_say(&freight));
    model.chat.composer.touch(model.now);
    Vec::new()
}

/// Tells the buyer where the goods of the open case go.
pub(super) fn say_return_address(model: &mut Model) -> Vec<Effect> {
    let Some(address) = model.cases.page_of_selected().and_then(|page| page.return_address.clone()) else {
        return unavailable(model, model.tr.no_return_address());
    };
    let tr = if suggest::customers_language(model) == ReplyLang::Zh { Lang::Zh } else { Lang::En };
    model.chat.composer.editor.paste(&tr.send_it_here(&address));
    model.chat.composer.touch(model.now);
    Vec::new()
}
