//! The living shop: synthetic people and goods, and scripted customers who write in and react to what the answer
//! means. Everything follows from a seed; time comes in as an argument.

pub mod channel;
pub mod dice;
pub mod engine;
pub mod meaning;
pub mod names;
pub mod pace;
pub mod script;
pub mod shop;

pub use channel::{DemoChannel, channel_name, channels, shop_of};
pub use dice::Dice;
pub use engine::{Cast, Engine, Outcome};
pub use meaning::{Meaning, meaning};
pub use pace::Pace;
pub use script::{Book, End, Need, Script, Tongue, Voice};
pub use shop::DemoShop;
