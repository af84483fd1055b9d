//! What no platform's order file holds: products and what is known of them, stock, parcels, reviews, freight bills.
//!
//! Sheets fill these tables through the intake; people note faults of a page and answer reviews.

mod answers;
pub mod bills;
mod card;
mod faults;
mod find;
mod named;
pub mod parcels;
mod products;
pub mod reviews;
pub mod stock;
mod take;

pub use answers::{answer_copied, answer_done, draft_answer};
pub use card::{card, cards};
pub(super) use faults::mend_if_open;
pub use faults::{add_fault, faults, mend_fault, report_fault};
pub use find::find;
pub use named::{ChatWords, named};
pub use products::{by_code, by_item, is_empty, of_line};
pub use take::settle;
pub(super) use take::{Telling, take};
