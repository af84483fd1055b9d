//! Dialogs that ask what buyers are told the shop and the agent are called.

use crate::domain::{Platform, SafeText};
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::msg::{Do, Effect, WhichShop};
use super::super::Overlay;
use super::submit::Fault;
use super::{Dialog, Purpose};

/// Columns a name may take: it stands in the middle of sentences.
const NAME_COLS: usize = 40;

/// Who is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamePurpose {
    /// A shop.
    Shop(WhichShop),
    /// The agent.
    Me,
}

/// The name of a shop; `said` is what it is called now.
pub fn name_shop(tr: Lang, which: WhichShop, platform: Platform, said: &str) -> Overlay {
    let title = tr.name_shop_title(tr.platform(platform));
    dialog(NamePurpose::Shop(which), title, tr.name_shop_lead(), Field::line("name", tr.name_shop_field(), said))
}

/// The name of the agent; `said` is what they are called now.
pub fn name_me(tr: Lang, said: &str) -> Overlay {
    let field = Field::line("name", tr.name_me_field(), said);
    dialog(NamePurpose::Me, tr.name_me_title().into(), tr.name_me_lead(), field)
}

fn dialog(purpose: NamePurpose, title: String, lead: &str, field: Field) -> Overlay {
    let (purpose, form) = (Purpose::Name(purpose), Form::new(vec![field.needed()]));
    Overlay::Dialog(Dialog { purpose, title, lead: lead.into(), form, files: None, below: Vec::new() })
}

pub(super) fn effect(tr: Lang, dialog: &Dialog, purpose: NamePurpose) -> Result<Vec<Effect>, Fault> {
    let name = SafeText::line(&dialog.form.said("name"));
    if crate::app::input::columns::cols(&name) > NAME_COLS {
        return Err(("name", tr.name_too_long().to_owned()));
    }
    Ok(vec![Effect::Do(match purpose {
        NamePurpose::Shop(which) => Do::NameShop(which, name.to_string()),
        NamePurpose::Me => Do::NameMe(name.to_string()),
    })])
}
