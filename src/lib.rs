//! kefu (客服): a terminal workstation for the people who answer a shop's customers.
//!
//! Start with [`action`] (all that a user can do) and `app::msg` (all that can happen, all that can be asked);
//! ARCHITECTURE.md tells the rest. `tests/architecture.rs` keeps who may use whom.

pub mod action;
pub mod app;
pub mod channel;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod import;
pub mod keymap;
pub mod replies;
pub mod report;
pub mod rules;
pub mod runtime;
pub mod source;
pub mod store;
pub mod text;
pub mod view;
