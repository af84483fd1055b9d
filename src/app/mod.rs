//! The workstation without a screen, a store or a clock: what happens comes in as [`Msg`], what is to be done goes
//! out as [`Effect`], and in between is a pure function.
//!
//! ```text
//!   key, paste, answer, tick --> update(&mut Model, Msg) -> Vec<Effect>
//!   queue empty              --> settle(&mut Model)      -> Vec<Effect>   (what the screen needs and has not)
//!                                view::draw(&Model)
//! ```

pub mod input;
pub mod layout;
pub mod list;
pub mod model;
pub mod msg;
pub mod overlays;
pub mod panes;
mod settle;
pub mod slot;
pub mod status;
mod update;
pub mod when;
mod words;

pub use layout::Layout;
pub use model::{Model, Pane, Settings};
pub use msg::{Answer, Ask, Did, Do, Effect, Msg};
pub use settle::settle;
pub use update::update;
