//! Draws the model: a pure read. Takes clean text only.

pub mod print;
pub mod theme;
pub mod widgets;
pub mod width;
