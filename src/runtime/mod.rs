//! What runs: the loop, its threads, the terminal and everything the operating system decides.

pub mod at_shop;
pub mod case_open;
pub mod clock;
pub mod compensate;
pub mod demo;
pub mod desk;
pub mod escalate;
pub mod event_loop;
pub mod evidence;
pub mod import_job;
mod import_shop;
mod import_turn;
pub mod input;
pub mod jobs;
pub mod lines;
pub mod order_act;
mod order_story;
pub mod os;
pub mod pack;
pub mod picture;
pub mod reading;
pub mod reminding;
pub mod review_case;
pub mod screen;
pub mod session;
pub mod sources;
pub mod watch;
mod workstation;
pub mod world;
pub mod writing;

pub(crate) use order_story::story;
pub use workstation::{RunOptions, run};
