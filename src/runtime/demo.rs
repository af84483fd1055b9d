//! The demo shop in a data file: making it, and playing a whole shift on it.

mod agent;
mod judge;
mod make;
mod play;

pub use make::{ANSWER_WITHIN, Intake, Made, make};
pub use play::{Played, PlayedClock, play};
