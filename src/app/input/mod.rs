//! What a person types into: the editor, forms, and how text is measured and wrapped. Pure: no terminal, no clock.

pub mod columns;

pub mod wrap;
