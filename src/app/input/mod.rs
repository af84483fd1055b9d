//! What a person types into: the editor, forms, and how text is measured and wrapped. Pure: no terminal, no clock.

pub mod columns;
pub mod editor;
pub mod form;
mod press;
pub mod scroll;
pub mod wrap;

pub use editor::{Edited, Editor, EditorKey, Piece};
pub use form::{Field, Form, FormEvent, FormKey};
