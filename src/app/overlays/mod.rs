//! What lies over the panes: the help, the palette, the picker of quick replies, and dialogs.

pub mod card;
pub mod dialog;
pub mod help;
pub mod import;
mod palette;
pub mod path;
mod picker;
pub mod product;
pub mod proof;
pub mod tickets;
pub mod views;

pub use card::CardView;
pub use dialog::Dialog;
pub use help::Help;
pub use import::Import;
pub use palette::Palette;
pub use picker::Picker;
pub use product::ProductCard;
pub use proof::ProofView;
pub use tickets::TicketMenu;
pub use views::Views;

use crate::action::{Action, Scope};
use crate::domain::RawText;
use crate::keymap::Chord;

use super::model::Model;
use super::msg::Effect;

/// An overlay.
#[derive(Debug)]
pub enum Overlay {
    /// The keys that work here, and all others.
    Help(Help),
    /// Every action by name.
    Palette(Palette),
    /// Quick replies.
    Picker(Picker),
    /// Saved searches.
    Views(Views),
    /// A file to be imported.
    Import(Box<Import>),
    /// What is known of a product.
    Product(ProductCard),
    /// Something to fill in.
    Dialog(Dialog),
    /// The card of a customer.
    Card(CardView),
    /// The kinds of tickets.
    Tickets(TicketMenu),
    /// The evidence of a case.
    Proof(ProofView),
}

impl Overlay {
    /// The help, for what was focused.
    pub fn help(scope: Scope) -> Self {
        Overlay::Help(Help::new(scope))
    }
    /// The palette.
    pub fn palette() -> Self {
        Overlay::Palette(Palette::default())
    }
    /// The picker.
    pub fn picker() -> Self {
        Overlay::Picker(Picker::default())
    }
    /// The saved searches, over the search in force.
    pub fn views(present: String) -> Self {
        Overlay::Views(Views::new(present))
    }
    /// The import screen.
    pub fn import() -> Self {
        Overlay::Import(Box::default())
    }
    /// True when typed characters go into a text of it.
    pub fn takes_text(&self) -> bool {
        !matches!(self, Overlay::Help(_) | Overlay::Card(_) | Overlay::Tickets(_) | Overlay::Proof(_))
    }
    /// A paste into its text.
    pub fn paste(&mut self, raw: &RawText) {
        let text = raw.unclean();
        match self {
            Overlay::Help(_) | Overlay::Card(_) | Overlay::Tickets(_) | Overlay::Proof(_) => {}
            Overlay::Palette(palette) => {
                palette.query.paste(text);
            }
            Overlay::Picker(picker) => {
                picker.query.paste(text);
            }
            Overlay::Views(views) => {
                views.query.paste(text);
            }
            Overlay::Import(import) => {
                import.path.paste(text);
            }
            Overlay::Product(shown) => {
                shown.query.paste(text);
            }
            Overlay::Dialog(dialog) => {
                dialog.form.paste(text);
            }
        }
    }
}

/// A key while an overlay is open.
pub(super) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let action = model.settings.keymap.find(Scope::Overlay, chord);
    if action == Some(Action::Close) && !matches!(model.overlays.last(), Some(Overlay::Import(_))) {
        model.overlays.pop();
        return Vec::new();
    }
    match model.overlays.last() {
        Some(Overlay::Help(_)) => help::key(model, chord, action),
        Some(Overlay::Palette(_)) => palette::key(model, chord, action),
        Some(Overlay::Picker(_)) => picker::key(model, chord, action),
        Some(Overlay::Views(_)) => views::key(model, chord, action),
        Some(Overlay::Import(_)) => import::key(model, chord, action),
        Some(Overlay::Product(_)) => product::key(model, chord, action),
        Some(Overlay::Dialog(_)) => dialog::key(model, chord, action),
        Some(Overlay::Card(_)) => card::key(model, chord, action),
        Some(Overlay::Tickets(_)) => tickets::key(model, chord, action),
        Some(Overlay::Proof(_)) => proof::key(model, chord, action),
        None => Vec::new(),
    }
}

/// What an overlay shows is made anew, after it was opened or its text changed.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    match model.overlays.last() {
        Some(Overlay::Palette(_)) => palette::search(model),
        Some(Overlay::Picker(_)) => picker::search(model),
        Some(Overlay::Views(_)) => return views::changed(model),
        Some(Overlay::Import(_)) => return import::changed(model),
        Some(Overlay::Dialog(_)) => return dialog::changed(model),
        Some(Overlay::Product(_)) => return product::search(model),
        _ => {}
    }
    Vec::new()
}
